/* plan.h - the only place where what a caller wants is several exchanges: a plan names the next step. */
#ifndef BWP_PLAN_H
#define BWP_PLAN_H

#include "road/result.h"

enum next {
    NEXT_STEP, /* the step was filled in: make this exchange */
    NEXT_OVER  /* the result is complete */
};

/*
 * Asked before the first exchange, when step->order is all that is set, and after every exchange that ended as done;
 * one that ended otherwise ends the call.  taken counts the exchanges that are done.
 */
struct plan {
    const char *name;
    enum next (*next)(unsigned taken, struct step *step, bwp_result *result);
};

extern const struct plan bwpi_plan_create;

#endif
