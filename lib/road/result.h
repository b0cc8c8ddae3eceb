/* result.h - what a result consists of. */
#ifndef BWP_RESULT_H
#define BWP_RESULT_H

#include "net/message.h"
#include "provider.h"

struct bwp_result {
    bwp_outcome            outcome;
    bwp_status             status;
    char                   message[TEXT_SIZE];
    char                   field[64];
    char                   client_token[TOKEN_SIZE];
    unsigned               attempts;
    bool                   retry_is_safe, awaits_payment;
    const struct provider *provider; /* NULL where no client was handed in */
    struct order           order;    /* what was asked; empty where it could not be understood */
    struct http_response   response; /* what came from outside, with secrets taken out */
    struct reply           reply;    /* of the last exchange */
    struct packages        packages; /* what is handed out */
    struct buf             request, canonical_request, string_to_sign; /* as they may be shown */
    struct buf             whoami;                                     /* a JSON object; empty but after bwp_whoami() */
    char                  *room; /* in which these texts stand as long as they fit */
};

/*
 * A new result, for bwp_result_free(), with all the memory that telling the answer will need: once something was
 * bought, nothing can keep that from being told.  NULL without memory.
 */
bwp_result *bwpi_result_new(void);

/* The results where there was no memory for one: not done, and of a find unknown.  bwp_result_free() leaves them alone.
 */
bwp_result *bwpi_result_without_memory(void);
bwp_result *bwpi_result_find_without_memory(void);

void bwpi_result_fault(bwp_result *result, const struct fault *fault); /* not done, for this reason */

#endif
