/* outcome.h - was it bought? */
#ifndef BWP_OUTCOME_H
#define BWP_OUTCOME_H

#include "api/client.h"
#include "api/result.h"

/* Before another attempt: nothing of the last answer may be taken for the next one's. */
void bwpi_answer_forget(bwp_result *result);

/* Reads what came back, with every key, token and signature taken out of it unless it is a yes. */
void bwpi_answer_read(const bwp_client *client, const struct operation *operation, const char *signature,
                      bwp_result *result);

/*
 * The one place that names an outcome, and it asks for evidence.  NOT_DONE: no byte of the request left, or the
 * provider refused it in its own form.  DONE: the provider's id.  UNKNOWN: all else.
 */
void bwpi_decide(const bwp_client *client, const struct operation *operation, int64_t signed_time, bwp_result *result);

/* The first attempt that may have been carried out: what comes later says nothing about it. */
struct doubt {
    bool       is_there;
    unsigned   attempt;
    bwp_status status;
    char       message[TEXT_SIZE];
};

void bwpi_doubt_note(struct doubt *doubt, const bwp_result *result); /* after every attempt */
void bwpi_doubt_settle(const struct doubt *doubt,
                       bwp_result         *result); /* at the end: a doubtful call is never NOT_DONE */

#endif
