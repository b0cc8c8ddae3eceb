/* outcome.h - did it happen?  From what is known of one attempt to an outcome, and to a sentence that says why. */
#ifndef BWP_OUTCOME_H
#define BWP_OUTCOME_H

#include "road/result.h"

/* Forgets what the last attempt brought, so that none of it can be taken for the next attempt's. */
void bwpi_answer_forget(bwp_result *result);

/* Reads what came back, and takes keys, tokens and the signature out of all that is kept of it. */
void bwpi_answer_read(const struct keys *keys, const struct skill *skill, const struct step *step,
                      const char *signature, bwp_result *result);

/* What a decision needs to know besides the answer. */
struct evidence {
    const char *provider; /* its name */
    const char *address;  /* the endpoint that was asked */
    int64_t     signed_time;
};

/*
 * The one place that names the outcome of an attempt, from evidence.  NOT_DONE: no byte of the request left, or the
 * provider refused it in its own form, or it was too long for whoever answered.  DONE: the provider's id.  UNKNOWN:
 * everything else.
 */
void bwpi_decide(const struct evidence *evidence, bwp_result *result);

/* The first attempt that may have been carried out.  How later attempts end says nothing about that one. */
struct doubt {
    bool       is_there;
    unsigned   attempt;
    bwp_status status;
    char       message[TEXT_SIZE];
};

void bwpi_doubt_note(struct doubt *doubt, const bwp_result *result); /* after every attempt */
void bwpi_doubt_settle(const struct doubt *doubt,
                       bwp_result         *result); /* at the end: with a doubt, NOT_DONE becomes UNKNOWN */

#endif
