/* plan.c - the plans that change something: what has to be read before, and what a refusal really means. */
#include "road/plan.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
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
    if (phase == CHANGES && call->result->order.asked == ASKED_CHANGE && call->result->order.options != NULL)
        call->step.effect = BUYS; /* what provider_options ask for may cost */
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

/* It is as it was to be; what was read shows it. */
static enum next end_done(struct call *call)
{
    bwp_result *result = call->result;

    result->outcome = BWP_DONE;
    result->status = BWP_OK;
    result->message[0] = result->field[0] = '\0';
    if (result->packages.count == 0) {
        result->packages = call->seen;
        memset(&call->seen, 0, sizeof call->seen);
    }
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

/*
 * Whether a look may tell more than a refusal does: what stands in the way may be that it is so already, and the codes
 * that would say so are documented in part only.  After a doubt the refusal may come from what was sent before.
 */
static bool is_worth_a_look(const struct call *call)
{
    const struct reply *reply = &call->result->reply;
    enum verb           verb = call->step.verb;

    if (call->result->outcome == BWP_DONE || call->result->status == BWP_ERR_CANCELLED ||
        call->result->response.failure != HTTP_ANSWERED || reply->verdict != REPLY_REFUSED)
        return false;
    switch (reply->status) {
    case BWP_ERR_CONFLICT:
    case BWP_ERR_ARGUMENT:
    case BWP_ERR_EXISTS:
        return true;
    case BWP_ERR_NOT_FOUND: /* the package, or what it is to be bound to */
        return verb == VERB_BIND || verb == VERB_UNBIND;
    case BWP_ERR_FORBIDDEN: /* perhaps only as long as it is paid for */
    case BWP_ERR_REFUSED:
        return verb == VERB_DELETE;
    default:
        return reply->meaning != MEANS_NO_MORE;
    }
}

/* A look at what a refusal is about, which is kept: it stands if the look does not tell more. */
static enum next look_after(struct call *call)
{
    const bwp_result *result = call->result;

    call->refusal.outcome = result->outcome;
    call->refusal.status = result->status;
    memcpy(call->refusal.message, result->message, sizeof result->message);
    memcpy(call->refusal.code, result->reply.code, sizeof result->reply.code);
    memcpy(call->refusal.request_id, result->reply.request_id, sizeof result->reply.request_id);
    return enter(call, LOOKS_AFTER, VERB_GET);
}

/* Ends with the refusal that was looked into. */
static enum next end_refused(struct call *call)
{
    bwp_result *result = call->result;

    result->outcome = call->refusal.outcome;
    result->status = call->refusal.status;
    result->field[0] = '\0';
    memcpy(result->message, call->refusal.message, sizeof result->message);
    memcpy(result->reply.code, call->refusal.code, sizeof result->reply.code);
    memcpy(result->reply.request_id, call->refusal.request_id, sizeof result->reply.request_id);
    return NEXT_OVER;
}

/* Ends with a better reason than the refusal itself; whether it was done in the end, that does not change. */
static enum next end_refused_because(struct call *call, const char *field, const char *sentence)
{
    bwp_outcome outcome = call->refusal.outcome;

    (void)end_refused(call);
    return outcome == BWP_NOT_DONE ? end(call, BWP_NOT_DONE, BWP_ERR_CONFLICT, field, sentence) : NEXT_OVER;
}

static bool reads_first(const struct call *call, enum verb verb)
{
    return (call->client->config.provider->reads_before >> verb & 1) != 0;
}

/* Looks at the package before a change, unless the change cannot be said to this provider: then nothing is sent. */
static enum next read_for(struct call *call, enum verb verb)
{
    (void)enter(call, CHANGES, verb);
    memcpy(call->step.bound_to, call->step.id, sizeof call->step.bound_to); /* any id will do to see whether it can */
    return bwpi_call_can_send(call) ? enter(call, READS_BEFORE, VERB_GET) : NEXT_OVER;
}

/* To what it is bound, as far as its provider tells. */
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

/* What is not known to be postpaid may cost. */
static bool is_postpaid(const bwp_package *package)
{
    return package != NULL && (package->billing == BWP_POSTPAID || package->billing == BWP_POSTPAID_95);
}

static enum next change_size(struct call *call)
{
    (void)enter(call, CHANGES, VERB_RESIZE);
    if (!is_postpaid(bwpi_packages_at(&call->seen, 0)))
        call->step.effect = BUYS;
    return NEXT_STEP;
}

/* An order that was not there before: a provider may repeat the one of the purchase. */
static bool has_ordered(const struct call *call)
{
    const bwp_package *package = bwpi_packages_at(&call->seen, 0);
    const char        *order_id = call->result->reply.order_id;

    return *order_id != '\0' &&
           (package == NULL || package->order_id == NULL || strcmp(package->order_id, order_id) != 0);
}

static enum next next_of_resize(struct call *call)
{
    const bwp_change  *change = &call->result->order.change;
    const bwp_package *package;

    if (call->steps_ended == 0 && reads_first(call, VERB_RESIZE))
        return read_for(call, VERB_RESIZE);
    if (call->steps_ended == 0)
        return change_size(call);
    if (call->phase == CHANGES) {
        bwp_result *result = call->result;

        bwpi_call_keep_packages(call);
        result->awaits_payment = result->outcome == BWP_DONE && has_ordered(call) && !change->auto_pay;
        return NEXT_OVER;
    }
    package = read_before(call);
    if (package == NULL)
        return NEXT_OVER;
    /* it is so already, by the provider's own word; of provider_options that word says nothing */
    if (package->bandwidth_mbps == change->bandwidth_mbps && call->result->order.options == NULL)
        return end_done(call);
    if (change->auto_pay && package->billing != BWP_PREPAID)
        return end(call, BWP_NOT_DONE, BWP_ERR_ARGUMENT, "auto_pay",
                   "auto_pay goes with a prepaid package only, and this one is not; leave it out");
    return change_size(call);
}

/* ---- bind and unbind ---- */

/* Ends with a refusal of a package that is there: what was not found is what it is to be bound to. */
static enum next end_refused_of(struct call *call)
{
    (void)end_refused(call);
    if (call->refusal.status == BWP_ERR_NOT_FOUND)
        (void)snprintf(call->result->field, sizeof call->result->field, "bound_to");
    return NEXT_OVER;
}

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
    if (call->phase == CHANGES && is_worth_a_look(call))
        return look_after(call);
    if (call->phase == CHANGES) {
        bwpi_call_keep_packages(call);
        return NEXT_OVER;
    }
    package = read_before(call);
    if (package == NULL)
        return end_refused(call);
    if (*bound_to(package) == '\0')
        return end_refused_of(call);
    if (strcmp(bound_to(package), change->bound_to) == 0)
        return end_done(call);
    (void)snprintf(sentence, sizeof sentence, "bound_to: it is bound to %.100s already; unbind it first",
                   bound_to(package));
    return end_refused_because(call, "bound_to", sentence);
}

static enum next take_off(struct call *call, const char *from)
{
    (void)enter(call, CHANGES, VERB_UNBIND);
    (void)snprintf(call->step.bound_to, sizeof call->step.bound_to, "%s", from);
    return NEXT_STEP;
}

/* After a refusal: what is bound to nothing is unbound, and what is bound to another is left alone. */
static enum next was_taken_off(struct call *call, const bwp_package *package)
{
    char        sentence[BWP_ERROR_SIZE];
    const char *from = call->result->order.change.bound_to;

    if (package == NULL)
        return end_refused(call);
    if (!package->is_bound)
        return end_done(call);
    if (*from == '\0' || *bound_to(package) == '\0' || strcmp(bound_to(package), from) == 0)
        return end_refused_of(call);
    (void)snprintf(sentence, sizeof sentence, "bound_to: it is bound to %.100s and not to that; unbind it from there",
                   bound_to(package));
    return end_refused_because(call, "bound_to", sentence);
}

static enum next next_of_unbind(struct call *call)
{
    const bwp_change  *change = &call->result->order.change;
    const bwp_package *package;

    if (call->steps_ended == 0 && *change->bound_to != '\0')
        return take_off(call, change->bound_to);
    if (call->steps_ended == 0)
        return read_for(call, VERB_UNBIND);
    if (call->phase == CHANGES && is_worth_a_look(call))
        return look_after(call);
    if (call->phase == CHANGES) {
        bwpi_call_keep_packages(call);
        return NEXT_OVER;
    }
    package = read_before(call);
    if (call->phase == LOOKS_AFTER)
        return was_taken_off(call, package);
    if (package == NULL)
        return NEXT_OVER;
    if (!package->is_bound)
        return end_done(call);
    if (*bound_to(package) == '\0')
        return end(call, BWP_NOT_DONE, BWP_ERR_CONFLICT, "bound_to",
                   "bound_to is missing: the package is bound, but its provider does not tell to what; give it");
    return take_off(call, bound_to(package));
}

/* ---- tags ---- */

/* Whether any of the tags that are to go is there. */
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
        return read_for(call, VERB_REMOVE_TAGS);
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

/* Prepaid, and not over yet as far as its provider tells. */
static bool is_paid_for(const struct call *call, const bwp_package *package)
{
    int64_t now = bwpi_clock_unix() + atomic_load(&call->client->clock_offset);

    return package->billing == BWP_PREPAID &&
           (package->expires_at == NULL || bwpi_clock_parse_normal(package->expires_at) > now);
}

/* A sentence without the day where the provider does not tell it; package may be NULL. */
static void say_prepaid(const struct call *call, const bwp_package *package, char sentence[BWP_ERROR_SIZE])
{
    const char *expires_at = package != NULL && package->expires_at != NULL ? package->expires_at : "";

    (void)snprintf(sentence, BWP_ERROR_SIZE,
                   "it is prepaid, and %s releases no prepaid package before its time%s%.20s; unsubscribe it in the "
                   "provider's console",
                   call->result->provider->name, *expires_at != '\0' ? ", " : "", expires_at);
}

static enum next next_of_delete(struct call *call)
{
    const bwp_package *package;
    char               sentence[BWP_ERROR_SIZE];

    if (call->steps_ended == 0 && reads_first(call, VERB_DELETE))
        return read_for(call, VERB_DELETE);
    if (call->steps_ended == 0)
        return enter(call, CHANGES, VERB_DELETE);
    if (call->phase == CHANGES && !reads_first(call, VERB_DELETE) && is_worth_a_look(call)) {
        call->prepaid_stays = call->result->reply.meaning == MEANS_PREPAID_STAYS;
        return look_after(call);
    }
    if (call->phase == CHANGES)
        return NEXT_OVER;
    package = read_before(call);
    say_prepaid(call, package, sentence);
    if (call->phase == LOOKS_AFTER && (call->prepaid_stays || (package != NULL && is_paid_for(call, package))))
        return end_refused_because(call, "", sentence);
    if (call->phase == LOOKS_AFTER)
        return end_refused(call);
    if (package == NULL)
        return NEXT_OVER;
    return is_paid_for(call, package) ? end(call, BWP_NOT_DONE, BWP_ERR_CONFLICT, "", sentence)
                                      : enter(call, CHANGES, VERB_DELETE);
}

/* ---- create ---- */

/* What was bought stays bought: whatever comes later, the call is done, and says what was not done besides. */
static enum next not_bound(struct call *call, bwp_status status, const char *why)
{
    char sentence[BWP_ERROR_SIZE];

    (void)snprintf(sentence, sizeof sentence, "%s: %.180s", bwpi_call_not_bound(call->result->outcome), why);
    return end(call, BWP_DONE, status, "bind_to", sentence);
}

/* The options were for buying, and have no place in what follows. */
static enum next look_for_it(struct call *call)
{
    struct order *order = &call->result->order;

    memcpy(order->id, bwpi_packages_at(&call->result->packages, 0)->id, sizeof order->id);
    bwpi_json_free(order->options);
    order->options = NULL;
    return enter(call, READS_BEFORE, VERB_GET);
}

/*
 * A token stands for one request, so binding needs another than buying.  It is made of the first one, so that the same
 * purchase asked for again binds with the same token again.
 */
static bool take_token_for_binding(struct call *call)
{
    const char *token = call->result->client_token;
    char        text[TOKEN_SIZE + 8], hex[CRYPTO_HEX_SIZE];

    (void)snprintf(text, sizeof text, "%s bind", token);
    if (!bwpi_sha256_hex(call->client->config.crypto, text, strlen(text), hex))
        return false;
    (void)snprintf(call->step.token, sizeof call->step.token, "%.36s", hex);
    return true;
}

/* After a look at what was bought: bind it, look again, or give up. */
static enum next bind_it(struct call *call)
{
    bwp_result        *result = call->result;
    const bwp_package *package = read_before(call);
    bool               is_absent = result->outcome == BWP_NOT_DONE && result->status == BWP_ERR_NOT_FOUND;

    if (package != NULL && strcmp(bound_to(package), result->order.request.bind_to) == 0)
        return end_done(call); /* the same purchase was asked for before */
    if (package != NULL && package->state == BWP_STATE_READY) {
        (void)enter(call, CHANGES, VERB_BIND);
        (void)snprintf(call->step.bound_to, sizeof call->step.bound_to, "%s", result->order.request.bind_to);
        return take_token_for_binding(call) ? NEXT_STEP
                                            : not_bound(call, BWP_ERR_MEMORY, "there was not enough memory");
    }
    if (package == NULL && !is_absent)
        return not_bound(call, result->status, result->message);
    call->pause_ms = call->client->look_pause_ms;
    if (bwpi_clock_ms() + call->pause_ms + RETRY_TIME_MIN_MS > call->deadline)
        return not_bound(call, BWP_ERR_TIMEOUT, "it was not ready in time; wait until it is, then bind it");
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

const struct plan bwpi_plan_create = {.next = next_of_create};
const struct plan bwpi_plan_update = {.next = next_of_update};
const struct plan bwpi_plan_resize = {.next = next_of_resize};
const struct plan bwpi_plan_bind = {.next = next_of_bind};
const struct plan bwpi_plan_unbind = {.next = next_of_unbind};
const struct plan bwpi_plan_set_tags = {.next = next_of_set_tags};
const struct plan bwpi_plan_remove_tags = {.next = next_of_remove_tags};
const struct plan bwpi_plan_delete = {.next = next_of_delete};
