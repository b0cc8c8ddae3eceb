/* attempt.h - what comes before the sending of a step, and whether another sending may follow it. */
#ifndef BWP_ATTEMPT_H
#define BWP_ATTEMPT_H

#include "road/call.h"

const struct skill *bwpi_attempt_skill(const struct call *call); /* of the step; borrowed from the provider's table */

/* Whether the step may arrive more than once and still be done at most once, or harm nobody. */
bool bwpi_attempt_is_repeatable(const struct call *call);

/* A step has the time of a call, and no more than is left of its own call, which may be a wait of any length. */
void bwpi_attempt_set_deadline(struct call *call, int64_t from);

/* Writes the step as the provider takes it.  A verb that the provider has no way for is told with the way there is. */
bwp_status bwpi_attempt_prepare(struct call *call, struct fault *fault);

/* Signs what was written, with a new time and nonce, and lets the result show it. */
bwp_status bwpi_attempt_sign(struct call *call, struct fault *fault);

/* Whether another attempt may be made after this one: if so, at call->resume. */
bool bwpi_attempt_may_follow(struct call *call, bool clock_corrected);

#endif
