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
    enum effect effect;
};

/*
 * The one place that names an outcome, and it asks for evidence.  NOT_DONE: no byte of the request left, or the
 * provider refused it in its own form.  DONE: what the provider's own form proves.  UNKNOWN: all else.
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

/*
 * At the end of a step, with all its attempts.  What is so already is done; so is a delete that finds nothing after an
 * attempt that was in doubt.  Any other refusal after a doubt says nothing about it, and the step is unknown.  A look
 * that was lost is not done, because nothing was at stake.
 */
void bwpi_step_settle(const struct step *step, const struct doubt *doubt, bwp_result *result);

#endif
