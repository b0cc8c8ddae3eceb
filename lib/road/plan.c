/* plan.c - the plans.  To buy is one exchange. */
#include "road/plan.h"

#include <string.h>

static enum next next_of_create(unsigned taken, struct step *step, bwp_result *result)
{
    const bwp_request *asked = &step->order->request;

    if (taken == 0) {
        step->verb = VERB_CREATE;
        memcpy(step->token, result->client_token, sizeof step->token);
        return NEXT_STEP;
    }
    result->awaits_payment = asked->billing == BWP_PREPAID && !asked->auto_pay;
    return NEXT_OVER;
}

const struct plan bwpi_plan_create = {"create", next_of_create};
