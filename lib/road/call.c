/*
 * call.c - the road that every call takes, as a state machine on an engine.
 *
 *     NEXT -> READY -> IN_FLIGHT -> NEXT ... -> OVER        a step after another, as the plan says
 *              ^  ^        |
 *              |  +PAUSING-+                                another attempt at the same step
 *              FETCHING                                     the account, or keys before they expire
 *
 * Nothing in it waits but bwpi_call_run(), so that an engine can carry one call or a thousand.
 */
#include "road/call.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "model/words.h"
#include "road/attempt.h"
#include "road/fetch.h"
#include "road/retry.h"

static void log_line(const struct call *call, const char *format, ...) BWP_PRINTF(2, 3);

static void log_line(const struct call *call, const char *format, ...)
{
    const bwp_config *given = &call->client->config.given;
    struct buf        line = BUF_INIT(1024);
    char              text[1024];
    va_list           arguments;

    if (given->log == NULL)
        return;
    va_start(arguments, format);
    bwpi_utf8_format(text, sizeof text, format, arguments);
    va_end(arguments);
    bwpi_buf_add_text(&line, text);
    (void)bwpi_keys_redact(call->keys, call->signing.signature, &line); /* what is logged may come from outside */
    given->log(given->log_user, bwpi_buf_text(&line));
    bwpi_buf_free(&line);
}

static const struct provider *provider_of(const struct call *call)
{
    return call->client->config.provider;
}

const char *bwpi_call_not_bound(bwp_outcome binding)
{
    return binding == BWP_UNKNOWN ? "it was bought, and may be bound (bind_to) or not"
                                  : "it was bought, but not bound (bind_to)";
}

/* What was bought stays bought: a later step that fails, or is cancelled, leaves it done, and its status says why. */
static void keep_bought(bwp_result *result)
{
    char why[TEXT_SIZE];

    memcpy(why, result->message, sizeof why);
    (void)snprintf(result->message, sizeof result->message, "%s: %.400s", bwpi_call_not_bound(result->outcome), why);
    (void)snprintf(result->field, sizeof result->field, "bind_to");
    result->outcome = BWP_DONE;
}

/* A purchase has the id of its order, also if what came after it has none. */
static void keep_order_id(bwp_result *result)
{
    const char *order_id = result->packages.first.order_id;

    if (result->reply.order_id[0] == '\0' && order_id != NULL)
        bwpi_reply_text(result->reply.order_id, sizeof result->reply.order_id, order_id);
}

/* A find whose no is about the look: it would be taken for "there is none", and lead to a second purchase. */
static bool says_too_much(const struct call *call)
{
    const bwp_result *result = call->result;

    return call->plan == &bwpi_plan_find && result->outcome == BWP_NOT_DONE &&
           (result->status != BWP_ERR_NOT_FOUND || result->attempts == 0) && result->status != BWP_ERR_ARGUMENT &&
           result->status != BWP_ERR_UNSUPPORTED;
}

static void over(struct call *call)
{
    bwp_result *result = call->result;

    if (call->is_bought && result->outcome != BWP_DONE)
        keep_bought(result);
    if (call->is_bought)
        keep_order_id(result);
    if (says_too_much(call))
        result->outcome = BWP_UNKNOWN;
    if (call->plan != NULL && call->plan->tell != NULL) /* a preview has no plan */
        call->plan->tell(call);
    result->retry_is_safe = result->outcome == BWP_NOT_DONE ||
                            (result->outcome == BWP_UNKNOWN && bwpi_attempt_is_repeatable(call));
    log_line(call, "%s: %s after %lld ms, HTTP status %d, request id %s%s%s", provider_of(call)->name,
             bwpi_word(&bwpi_outcome_words, (int)result->outcome), (long long)(bwpi_clock_ms() - call->started),
             result->response.status, result->reply.request_id[0] != '\0' ? result->reply.request_id : "none",
             result->message[0] != '\0' ? ": " : "", result->message);
    call->state = CALL_OVER;
}

/* The plan says what follows from it. */
static void end_step(struct call *call)
{
    bwpi_step_settle(&call->step, &call->doubt, call->result);
    call->steps_ended++;
    call->state = CALL_NEXT;
}

/* Ends a step for a reason on this side.  Once something was sent, the plan says what that means for the whole. */
static void fail(struct call *call, const struct fault *fault)
{
    bwpi_result_fault(call->result, fault);
    end_step(call);
    if (call->result->attempts == 0)
        over(call);
}

/* ---- after an attempt ---- */

/* After an attempt: the next step, another attempt, or the end. */
static void conclude(struct call *call)
{
    const struct evidence evidence = {provider_of(call)->name, call->client->config.address.base, call->signed_time,
                                      call->step.effect};
    bwp_result           *result = call->result;
    bool                  was_corrected = call->clock_corrected;

    if (result->response.failure == HTTP_ANSWERED && result->reply.verdict == REPLY_REFUSED &&
        result->reply.status == BWP_ERR_CLOCK)
        (void)bwpi_client_correct_clock(call->client, &result->response, call->signed_time, &result->reply.server_time,
                                        &call->clock_corrected);
    bwpi_decide(&evidence, result);
    bwpi_doubt_note(&call->doubt, result);
    if (result->outcome != BWP_DONE && bwpi_attempt_may_follow(call, call->clock_corrected && !was_corrected)) {
        log_line(call, "%s: attempt %u: %s; again in %lld ms", provider_of(call)->name, result->attempts,
                 result->message, (long long)(call->resume - bwpi_clock_ms()));
        call->state = CALL_PAUSING;
        return;
    }
    end_step(call);
}

/* ---- keys that are fetched ---- */

static void end_fetch(struct call *call, struct engine *engine)
{
    bwpi_fetch_end(call->fetch, engine);
    call->fetch = NULL;
}

/* An attempt that cannot be signed ends its step, as one that was not answered does: a wait may look again. */
static void fail_fetch(struct call *call, const struct fault *fault)
{
    bwpi_answer_forget(call->result);
    if (call->after_fetch == CALL_NEXT) { /* there is no step yet */
        fail(call, fault);
        return;
    }
    bwpi_result_fault(call->result, fault);
    end_step(call);
}

/* True if the call now waits for what is fetched, or has failed over it; false where there is nothing to fetch. */
static bool waits_for(struct call *call, bwp_status status, const char *what, const char *where,
                      const struct fault *fault)
{
    call->after_fetch = call->state;
    if (status != BWP_OK) {
        fail_fetch(call, fault);
        return true;
    }
    if (call->fetch == NULL)
        return false;
    log_line(call, "%s: asking for %s at %s", provider_of(call)->name, what, where);
    call->state = CALL_FETCHING;
    return true;
}

/*
 * Each attempt is signed with the keys of its time, but for one after a doubt about a purchase: the client token tells
 * a provider that it is the same purchase only where the same account sends it.
 */
static void take_keys(struct call *call)
{
    if (!call->doubt.is_there || call->step.effect != BUYS)
        bwpi_client_refresh_keys(call->client, &call->keys);
}

/*
 * Before an attempt: keys that are about to expire.  After a doubt about a purchase they stay as they are, and so they
 * do where the service was asked in vain.
 */
static bool begins_fetch(struct call *call)
{
    struct fault fault;
    bwp_status   status;

    if (call->has_fetched || (call->doubt.is_there && call->step.effect == BUYS))
        return false;
    take_keys(call);
    status = bwpi_fetch_keys(call->client, call->keys, call->step_deadline, &call->fetch, &fault);
    return waits_for(call, status, "keys", call->client->metadata, &fault);
}

/* False as long as there is nothing to do but wait.  Without new keys the old ones go on as long as they are good. */
static bool fetch(struct call *call, struct engine *engine)
{
    struct fault     fault;
    enum fetch_state state = bwpi_fetch_step(call->fetch, engine, &fault);

    if (state == FETCH_WAITS)
        return false;
    end_fetch(call, engine);
    if (state != FETCH_DONE)
        log_line(call, "%s: %s", provider_of(call)->name, fault.message);
    call->has_fetched = state != FETCH_FAILED;
    if (state == FETCH_FAILED)
        fail_fetch(call, &fault);
    else
        call->state = call->after_fetch;
    return true;
}

/* ---- the states ---- */

bool bwpi_call_can_send(struct call *call)
{
    struct fault fault;

    if (bwpi_attempt_prepare(call, &fault) == BWP_OK)
        return true;
    bwpi_result_fault(call->result, &fault);
    return false;
}

static void next(struct call *call)
{
    struct fault fault;

    switch (call->plan->next(call)) {
    case NEXT_STEP:
        call->doubt.is_there = false; /* that of the step before says nothing about this one */
        if (bwpi_attempt_prepare(call, &fault) != BWP_OK)
            fail(call, &fault);
        else
            call->state = CALL_READY;
        break;
    case NEXT_PAUSE: /* the step is the same: it is translated already, and signed anew */
        call->attempts = 0;
        call->resume = bwpi_clock_ms() + call->pause_ms;
        bwpi_attempt_set_deadline(call, call->resume);
        call->state = CALL_PAUSING;
        break;
    case NEXT_OVER:
        over(call);
        break;
    }
}

/*
 * True if the call, before its first step, now waits for the account, or for the good keys to ask for it with, which a
 * plan may want for themselves.
 */
static bool begins_account(struct call *call)
{
    bwp_client  *client = call->client;
    struct fault fault;
    bwp_status   status;
    bool         has_account = provider_of(call)->fetch_account == NULL || *bwpi_client_account(client) != '\0';

    if (call->steps_ended > 0 || (has_account && call->plan->tell == NULL))
        return false;
    bwpi_attempt_set_deadline(call, bwpi_clock_ms());
    if (begins_fetch(call))
        return true;
    take_keys(call);
    status = bwpi_fetch_account(client, call->keys, call->step_deadline, &call->fetch, &fault);
    return waits_for(call, status, "the account", client->config.account_at[0].base, &fault);
}

/*
 * In a batch another attempt waits for its turn, and a machine may have slept meanwhile: what comes of the last one
 * then stands.
 */
static bool is_too_late(const struct call *call)
{
    return call->attempts > 0 && (bwpi_clock_ms() + RETRY_TIME_MIN_MS / 2 > call->step_deadline ||
                                  (call->doubt.is_there && !bwpi_attempt_is_repeatable(call)));
}

static void start(struct call *call, struct engine *engine)
{
    bwp_client  *client = call->client;
    bwp_result  *result = call->result;
    struct fault fault;

    bwpi_answer_forget(result);
    take_keys(call);
    if (bwpi_attempt_sign(call, &fault) != BWP_OK) {
        fail(call, &fault);
        return;
    }
    result->attempts++;
    call->attempts++;
    call->has_fetched = false;
    log_line(call, "%s: %s %s, attempt %u, client token %s", provider_of(call)->name, call->request.method,
             client->config.address.base, result->attempts,
             result->client_token[0] != '\0' ? result->client_token : "none");
    call->exchange = bwpi_exchange_start(engine, &client->route, &call->sending, &result->response,
                                         call->step_deadline - bwpi_clock_ms());
    call->state = CALL_IN_FLIGHT;
    if (call->exchange == NULL)
        conclude(call);
}

static void take(struct call *call, struct engine *engine)
{
    bwpi_exchange_end(engine, call->exchange);
    call->exchange = NULL;
    bwpi_answer_read(call->keys, bwpi_attempt_skill(call), &call->step, call->signing.signature, call->result);
    conclude(call);
}

/* Ends a call that its caller cancels.  If an attempt may have arrived, that doubt stays. */
static void cancel(struct call *call, struct engine *engine)
{
    struct fault fault;

    if (call->state == CALL_IN_FLIGHT) {
        take(call, engine);
    } else {
        if (call->state == CALL_FETCHING)
            end_fetch(call, engine);
        (void)bwpi_fault(&fault, BWP_ERR_CANCELLED, "", "the call was cancelled");
        fail(call, &fault);
    }
}

static bool is_cancelled(const struct call *call)
{
    return call->is_given_up || call->cancellations != atomic_load(&call->client->cancellations);
}

/* What was answered is told: the plan hears of the end of a step before its caller's wish to end is heeded. */
static bool may_cancel(const struct call *call)
{
    switch (call->state) {
    case CALL_NEXT:
        return call->steps_ended == 0;
    case CALL_IN_FLIGHT:
        return !bwpi_exchange_is_over(call->exchange);
    case CALL_READY:
    case CALL_FETCHING:
    case CALL_PAUSING:
        return true;
    case CALL_OVER:
        break;
    }
    return false;
}

void bwpi_call_step(struct call *call, struct engine *engine)
{
    for (;;) {
        if (may_cancel(call) && is_cancelled(call))
            cancel(call, engine);
        switch (call->state) {
        case CALL_NEXT:
            if (!begins_account(call))
                next(call);
            break;
        case CALL_READY:
            if (is_too_late(call))
                end_step(call);
            else if (!begins_fetch(call))
                start(call, engine);
            break;
        case CALL_FETCHING:
            if (!fetch(call, engine))
                return;
            break;
        case CALL_IN_FLIGHT:
            if (!bwpi_exchange_is_over(call->exchange))
                return;
            take(call, engine);
            break;
        case CALL_PAUSING:
            if (bwpi_clock_ms() < call->resume)
                return;
            call->state = CALL_READY;
            break;
        case CALL_OVER:
            return;
        }
    }
}

int64_t bwpi_call_due(const struct call *call)
{
    if (call->state == CALL_FETCHING)
        return bwpi_fetch_due(call->fetch);
    return call->state == CALL_PAUSING ? call->resume : call->step_deadline;
}

void bwpi_call_begin(struct call *call, bwp_client *client, const struct plan *plan, bwp_result *result)
{
    /* Member by member, because most of a call is room for pairs, which nobody reads before it is set. */
    call->state = CALL_NEXT;
    call->client = client;
    call->plan = plan;
    call->result = result;
    call->keys = bwpi_client_hold_keys(client);
    call->steps_ended = 0;
    call->phase = 0;
    call->is_bought = call->was_seen = call->prepaid_stays = false;
    call->marker_seen[0] = '\0';
    memset(&call->seen, 0, sizeof call->seen);
    call->pause_ms = 0;
    call->step = (struct step){.order = &result->order};
    call->attempts = 0;
    bwpi_http_request_init(&call->request);
    bwpi_signing_init(&call->signing);
    call->exchange = NULL;
    call->fetch = NULL;
    call->has_fetched = false;
    call->started = bwpi_clock_ms();
    call->deadline = call->started + (result->order.asked == ASKED_GOAL ? result->order.goal.timeout_ms
                                                                        : client->config.given.timeout_ms);
    call->resume = call->step_deadline = 0;
    call->prepared = bwpi_clock_elapsed_ms();
    call->is_given_up = false;
    call->cancellations = atomic_load(&client->cancellations);
    call->signed_time = 0;
    call->clock_corrected = false;
    call->doubt.is_there = false;
}

void bwpi_call_end(struct call *call)
{
    bwpi_http_request_free(&call->request);
    bwpi_signing_free(&call->signing);
    bwpi_keys_release(call->keys);
    bwpi_packages_free(&call->seen);
}

void bwpi_call_set_step(struct call *call, enum verb verb)
{
    call->step = (struct step){.verb = verb, .effect = bwpi_verb_effect(verb), .order = &call->result->order};
}

void bwpi_call_keep_packages(struct call *call)
{
    struct reply *reply = &call->result->reply;

    if (call->result->outcome != BWP_DONE || reply->packages.count == 0)
        return;
    bwpi_packages_free(&call->result->packages);
    call->result->packages = reply->packages;
    memset(&reply->packages, 0, sizeof reply->packages);
}

void bwpi_call_refuse(bwp_client *client, const struct plan *plan, bwp_result *result, const struct fault *fault)
{
    struct call call;

    bwpi_call_begin(&call, client, plan, result);
    fail(&call, fault);
    bwpi_call_end(&call);
}

void bwpi_call_run(bwp_client *client, const struct plan *plan, bwp_result *result)
{
    struct engine *engine = bwpi_result_reserve(result) ? bwpi_pool_borrow(client->pool) : NULL;
    struct call    call;
    struct fault   fault;

    if (engine == NULL) {
        (void)bwpi_fault_memory(&fault);
        bwpi_call_refuse(client, plan, result, &fault);
        return;
    }
    bwpi_call_begin(&call, client, plan, result);
    for (bwpi_call_step(&call, engine); call.state != CALL_OVER; bwpi_call_step(&call, engine)) {
        int64_t left = bwpi_call_due(&call) - bwpi_clock_ms();

        bwpi_engine_drive(engine, left < 0 ? 0 : left > 1000 ? 1000 : (int)left);
    }
    bwpi_pool_return(client->pool, engine);
    bwpi_call_end(&call);
}

void bwpi_call_preview(bwp_client *client, enum verb verb, bwp_result *result)
{
    struct call  call;
    struct fault fault;

    bwpi_call_begin(&call, client, NULL, result);
    bwpi_call_set_step(&call, verb);
    memcpy(call.step.id, result->order.id, sizeof call.step.id);
    memcpy(call.step.token, result->client_token, sizeof call.step.token);
    (void)snprintf(call.step.bound_to, sizeof call.step.bound_to, "%s",
                   result->order.asked == ASKED_CHANGE ? result->order.change.bound_to : "");
    if (bwpi_attempt_prepare(&call, &fault) != BWP_OK || bwpi_attempt_sign(&call, &fault) != BWP_OK) {
        fail(&call, &fault);
    } else {
        result->outcome = BWP_DONE;
        result->status = BWP_OK;
        over(&call);
    }
    bwpi_call_end(&call);
}
