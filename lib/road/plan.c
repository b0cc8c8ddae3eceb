/* plan.c - the plans that change something: what has to be read before, and what a refusal really means. */
#include "road/plan.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "road/call.h"

/* Where a plan of several steps stands. */
enum phase { BEGINS, READS_BEFORE, CHANGES, LOOKS_AFTER };

static enum next enter(struct call *call, enum phase phase, enum verb verb)
{
    call->phase = (int)phase;
    bwpi_call_set_step(call, verb);
    memcpy(call->step.id, call->result->order.id, sizeof call->step.id);
    memcpy(call->step.token, call->result->client_token, sizeof call->step.token);
    call->step.seen = bwpi_packages_at(&call->seen, 0);
    return NEXT_STEP;
}

static enum next end(struct call *call, bwp_outcome outcome, bwp_status status, const char *field, const char *sentence)
{
    struct fault fault;

    (void)bwpi_fault(&fault, status, field, "%s", sentence);
    bwpi_result_fault(call->result, &fault);
    call->result->outcome = outcome;
    return NEXT_OVER;
}

static enum next end_done(struct call *call)
{
    call->result->outcome = BWP_DONE;
    call->result->status = BWP_OK;
    call->result->message[0] = call->result->field[0] = '\0';
    return NEXT_OVER;
}

/* After a look: what was read, kept for the steps to come; NULL if the look failed, which ends the plan. */
static const bwp_package *read_before(struct call *call)
{
    if (call->result->outcome != BWP_DONE)
        return NULL;
    bwpi_packages_free(&call->seen);
    call->seen = call->result->reply.packages;
    memset(&call->result->reply.packages, 0, sizeof call->result->reply.packages);
    return bwpi_packages_at(&call->seen, 0);
}

static bool reads_first(const struct call *call, enum verb verb)
{
    return (call->client->config.provider->reads_before >> verb & 1) != 0;
}

static const char *bound_to(const bwp_package *package)
{
    return package->bound_to != NULL ? package->bound_to : "";
}

/* ---- one step ---- */

static enum next one_step(struct call *call, enum verb verb)
{
    if (call->steps_ended == 0)
        return enter(call, CHANGES, verb);
    bwpi_call_keep_packages(call);
    return NEXT_OVER;
}

static enum next next_of_update(struct call *call)
{
    return one_step(call, VERB_UPDATE);
}

static enum next next_of_set_tags(struct call *call)
{
    return one_step(call, VERB_SET_TAGS);
}

/* ---- resize ---- */

static enum next change_size(struct call *call)
{
    const bwp_package *package = bwpi_packages_at(&call->seen, 0);
    bool               costs = package == NULL || package->billing == BWP_PREPAID;

    (void)enter(call, CHANGES, VERB_RESIZE);
    if (costs)
        call->step.effect = BUYS;
    return NEXT_STEP;
}

static enum next next_of_resize(struct call *call)
{
    const bwp_change  *change = &call->result->order.change;
    const bwp_package *package;

    if (call->steps_ended == 0 && reads_first(call, VERB_RESIZE))
        return enter(call, READS_BEFORE, VERB_GET);
    if (call->steps_ended == 0)
        return change_size(call);
    if (call->phase == CHANGES) {
        bwpi_call_keep_packages(call);
        return NEXT_OVER;
    }
    package = read_before(call);
    if (package == NULL)
        return NEXT_OVER;
    if (package->bandwidth_mbps == change->bandwidth_mbps) /* it is so already, by the provider's own word */
        return end_done(call);
    if (change->auto_pay && package->billing != BWP_PREPAID)
        return end(call, BWP_NOT_DONE, BWP_ERR_ARGUMENT, "auto_pay",
                   "auto_pay goes with a prepaid package only, and this one is not; leave it out");
    return change_size(call);
}

/* ---- bind and unbind ---- */

static enum next next_of_bind(struct call *call)
{
    const bwp_change  *change = &call->result->order.change;
    const bwp_package *package;
    char               sentence[BWP_ERROR_SIZE];

    if (call->steps_ended == 0) {
        (void)enter(call, CHANGES, VERB_BIND);
        (void)snprintf(call->step.bound_to, sizeof call->step.bound_to, "%s", change->bound_to);
        return NEXT_STEP;
    }
    if (call->phase == CHANGES && call->result->outcome == BWP_NOT_DONE &&
        call->result->reply.meaning == MEANS_BOUND_ALREADY)
        return enter(call, LOOKS_AFTER, VERB_GET);
    if (call->phase == CHANGES) {
        bwpi_call_keep_packages(call);
        return NEXT_OVER;
    }
    package = read_before(call);
    if (package == NULL)
        return end(
            call, BWP_NOT_DONE, BWP_ERR_CONFLICT, "bound_to",
            "bound_to: it is bound already, and a look at it to see to what has failed; look and unbind it first");
    if (strcmp(bound_to(package), change->bound_to) == 0)
        return end_done(call);
    (void)snprintf(sentence, sizeof sentence, "bound_to: it is bound to %.100s already; unbind it first",
                   bound_to(package));
    return end(call, BWP_NOT_DONE, BWP_ERR_CONFLICT, "bound_to", sentence);
}

static enum next take_off(struct call *call, const char *from)
{
    (void)enter(call, CHANGES, VERB_UNBIND);
    (void)snprintf(call->step.bound_to, sizeof call->step.bound_to, "%s", from);
    return NEXT_STEP;
}

static enum next next_of_unbind(struct call *call)
{
    const bwp_change  *change = &call->result->order.change;
    const bwp_package *package;

    if (call->steps_ended == 0 && *change->bound_to != '\0')
        return take_off(call, change->bound_to);
    if (call->steps_ended == 0)
        return enter(call, READS_BEFORE, VERB_GET);
    if (call->phase == CHANGES) {
        bwpi_call_keep_packages(call);
        return NEXT_OVER;
    }
    package = read_before(call);
    if (package == NULL)
        return NEXT_OVER;
    return *bound_to(package) == '\0' ? end_done(call) : take_off(call, bound_to(package));
}

/* ---- tags ---- */

/* Which of the tags that are to go are there at all. */
static bool has_one_of(const bwp_package *package, const bwp_change *change)
{
    for (size_t i = 0; i < package->tag_count; i++) {
        for (size_t j = 0; j < change->tag_count; j++) {
            if (strcmp(package->tags[i].key, change->tags[j].key) == 0)
                return true;
        }
    }
    return false;
}

static enum next next_of_remove_tags(struct call *call)
{
    const bwp_package *package;

    if (call->steps_ended == 0 && reads_first(call, VERB_REMOVE_TAGS))
        return enter(call, READS_BEFORE, VERB_GET);
    if (call->steps_ended == 0 || call->phase == CHANGES)
        return one_step(call, VERB_REMOVE_TAGS);
    package = read_before(call);
    if (package == NULL)
        return NEXT_OVER;
    if (!has_one_of(package, &call->result->order.change))
        return end_done(call);
    return enter(call, CHANGES, VERB_REMOVE_TAGS);
}

/* ---- delete ---- */

static enum next refuse_prepaid(struct call *call, const bwp_package *package)
{
    char sentence[BWP_ERROR_SIZE];

    (void)snprintf(sentence, sizeof sentence,
                   "it is prepaid, and %s releases no prepaid package before its time%s%.20s; %s",
                   call->result->provider->name, package != NULL && package->expires_at != NULL ? ", " : "",
                   package != NULL && package->expires_at != NULL ? package->expires_at : "",
                   "unsubscribe it in the provider's console");
    return end(call, BWP_NOT_DONE, BWP_ERR_CONFLICT, "", sentence);
}

static enum next next_of_delete(struct call *call)
{
    const bwp_package *package;

    if (call->steps_ended == 0 && reads_first(call, VERB_DELETE))
        return enter(call, READS_BEFORE, VERB_GET);
    if (call->steps_ended == 0)
        return enter(call, CHANGES, VERB_DELETE);
    if (call->phase == CHANGES && call->result->reply.meaning == MEANS_PREPAID_STAYS)
        return enter(call, LOOKS_AFTER, VERB_GET);
    if (call->phase == CHANGES)
        return NEXT_OVER;
    package = read_before(call);
    if (call->phase == LOOKS_AFTER)
        return refuse_prepaid(call, package);
    if (package == NULL)
        return NEXT_OVER;
    return package->billing == BWP_PREPAID ? refuse_prepaid(call, package) : enter(call, CHANGES, VERB_DELETE);
}

/* ---- create ---- */

/* What was bought stays bought: whatever comes later, the call is done, and says what was not done besides. */
static enum next not_bound(struct call *call, bwp_status status, const char *why)
{
    char sentence[BWP_ERROR_SIZE];

    (void)snprintf(sentence, sizeof sentence, "it was bought, but not bound (bind_to): %.180s", why);
    return end(call, BWP_DONE, status, "bind_to", sentence);
}

static enum next look_for_it(struct call *call)
{
    memcpy(call->result->order.id, bwpi_packages_at(&call->result->packages, 0)->id, sizeof call->result->order.id);
    return enter(call, READS_BEFORE, VERB_GET);
}

/* After a look at what was bought: bind it, look again, or give up. */
static enum next bind_it(struct call *call)
{
    bwp_result        *result = call->result;
    const bwp_package *package = read_before(call);
    bool               is_absent = result->outcome == BWP_NOT_DONE && result->status == BWP_ERR_NOT_FOUND;

    if (package != NULL && package->state == BWP_STATE_READY) {
        (void)enter(call, CHANGES, VERB_BIND);
        (void)snprintf(call->step.bound_to, sizeof call->step.bound_to, "%s", result->order.request.bind_to);
        return NEXT_STEP;
    }
    if (package == NULL && !is_absent)
        return not_bound(call, result->status, result->message);
    call->pause_ms = call->client->look_pause_ms;
    if (bwpi_clock_ms() + call->pause_ms + RETRY_TIME_MIN_MS > call->deadline)
        return not_bound(call, BWP_ERR_TIMEOUT, "it was not to be seen in time; wait until it is ready, then bind it");
    return NEXT_PAUSE;
}

static enum next next_of_create(struct call *call)
{
    bwp_result            *result = call->result;
    const bwp_request     *asked = &result->order.request;
    const struct provider *provider = call->client->config.provider;

    if (call->steps_ended == 0)
        return enter(call, BEGINS, VERB_CREATE);
    if (call->phase == BEGINS) {
        if (result->outcome != BWP_DONE)
            return NEXT_OVER;
        bwpi_call_keep_packages(call);
        call->is_bought = true;
        result->awaits_payment = asked->billing == BWP_PREPAID && !asked->auto_pay;
        if (*asked->bind_to == '\0' || provider->creates_bound)
            return NEXT_OVER;
        if (result->awaits_payment)
            return not_bound(call, BWP_ERR_CONFLICT, "the order waits for its payment; pay it, then bind it");
        return look_for_it(call);
    }
    if (call->phase == READS_BEFORE)
        return bind_it(call);
    if (result->outcome != BWP_DONE)
        return not_bound(call, result->status, result->message);
    return end_done(call);
}

const struct plan bwpi_plan_create = {"create", next_of_create};
const struct plan bwpi_plan_update = {"update", next_of_update};
const struct plan bwpi_plan_resize = {"resize", next_of_resize};
const struct plan bwpi_plan_bind = {"bind", next_of_bind};
const struct plan bwpi_plan_unbind = {"unbind", next_of_unbind};
const struct plan bwpi_plan_set_tags = {"set_tags", next_of_set_tags};
const struct plan bwpi_plan_remove_tags = {"remove_tags", next_of_remove_tags};
const struct plan bwpi_plan_delete = {"delete", next_of_delete};
