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

/* A new result, for bwp_result_free(); NULL without memory. */
bwp_result *bwpi_result_new(void);

/*
 * Takes all the memory that telling an answer will need, before anything is sent: once something was bought, nothing
 * can keep that from being told.  False without it.
 */
bool bwpi_result_reserve(bwp_result *result);

/* Gives back what of it a result that is complete does not need. */
void bwpi_result_shrink(bwp_result *result);

/* The results where there was no memory for one: not done, and of a find unknown.  bwp_result_free() leaves them alone.
 */
bwp_result *bwpi_result_without_memory(void);
bwp_result *bwpi_result_find_without_memory(void);

/*
 * What such a result says, beside BWP_ERR_MEMORY and that a retry is safe; NULL of any other.  It has no members, so
 * that it takes no room in the library: whoever was handed a result asks this first, or reads it by public functions.
 */
struct lack {
    bwp_outcome outcome;
    char        message[56];
};
const struct lack *bwpi_result_lack(const bwp_result *result);

void bwpi_result_fault(bwp_result *result, const struct fault *fault); /* not done, for this reason */

#endif
