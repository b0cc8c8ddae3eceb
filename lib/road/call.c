/*
 * call.c - the road that every call takes, as a state machine on an engine.
 *
 *     NEXT -> READY -> IN_FLIGHT -> NEXT ... -> OVER        a step after another, as the plan says
 *               ^          |
 *               +- PAUSING +                                another attempt at the same step
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
#include "road/retry.h"

/* Seconds.  Providers allow 15 minutes; what differs by less than this does not explain a refusal. */
enum { CLOCK_TOLERANCE = 60 };

/* No provider's clock stands before 2025 or after 2100, whatever an answer says. */
static const int64_t server_time_min = 1735689600, server_time_max = 4102444800;

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

static const struct skill *skill_of(const struct call *call)
{
    return &provider_of(call)->skills[call->step.verb];
}

/* Whether the step may arrive more than once and still be done at most once, or harm nobody. */
static bool is_repeatable(const struct call *call)
{
    return bwpi_verb_effect(call->step.verb) != BUYS || skill_of(call)->takes_token;
}

static void over(struct call *call)
{
    bwp_result *result = call->result;

    bwpi_doubt_settle(&call->doubt, result);
    result->retry_is_safe = result->outcome == BWP_NOT_DONE || (result->outcome == BWP_UNKNOWN && is_repeatable(call));
    log_line(call, "%s: %s after %lld ms, HTTP status %d, request id %s%s%s", provider_of(call)->name,
             bwpi_word(&bwpi_outcome_words, (int)result->outcome), (long long)(bwpi_clock_ms() - call->started),
             result->response.status, result->reply.request_id[0] != '\0' ? result->reply.request_id : "none",
             result->message[0] != '\0' ? ": " : "", result->message);
    call->state = CALL_OVER;
}

static void fail(struct call *call, const struct fault *fault)
{
    bwpi_result_fault(call->result, fault);
    over(call);
}

/* ---- before sending ---- */

static bwp_status translate(struct call *call, struct fault *fault)
{
    const struct context context = {&call->client->config, call->keys};

    bwpi_http_request_clear(&call->request);
    if (skill_of(call)->translate(&context, &call->step, &call->request, fault) != BWP_OK) {
        if (fault->status == BWP_ERR_ARGUMENT && fault->field[0] == '\0') /* too long, as only these two can be */
            (void)snprintf(fault->field, sizeof fault->field, "%s",
                           call->step.order->options != NULL ? "provider_options" : "tags");
        return fault->status;
    }
    call->request.once = !is_repeatable(call);
    return BWP_OK;
}

/* Moves a text that may be shown into the result; now, because after the sending memory may be short. */
static void take_shown(struct buf *to, struct buf *from)
{
    struct buf old = *to;

    *to = *from;
    *from = old;
}

static bwp_status show(struct call *call, struct fault *fault)
{
    bwp_result *result = call->result;

    bwpi_buf_clear(&result->request);
    bwpi_signing_show(&call->signing, &call->request, call->client->config.address.base, &result->request);
    take_shown(&result->canonical_request, &call->signing.canonical_request[AS_SHOWN]);
    take_shown(&result->string_to_sign, &call->signing.string_to_sign[AS_SHOWN]);
    if (result->request.state != BUF_OK) {
        enum buf_state state = result->request.state;

        bwpi_buf_clear(&result->request); /* a part of a request could be mistaken for the whole */
        return bwpi_http_fault(state, fault);
    }
    return BWP_OK;
}

static bwp_status sign(struct call *call, struct fault *fault)
{
    const struct context   context = {&call->client->config, call->keys};
    const struct provider *provider = provider_of(call);
    char                   nonce[33] = "";
    struct stamp           stamp = {bwpi_clock_unix() + atomic_load(&call->client->clock_offset), nonce};

    call->signed_time = stamp.unix_time;
    if (provider->takes_nonce && !bwpi_random_hex(nonce, 16))
        return bwpi_fault(fault, BWP_ERR_MEMORY, "", "there is no randomness to be had for a nonce");
    bwpi_signing_clear(&call->signing);
    if (provider->sign(&context, &stamp, &call->request, &call->signing, fault) != BWP_OK)
        return fault->status;
    call->sending = (struct http_sending){call->request.method,
                                          bwpi_buf_text(&call->signing.target),
                                          {&call->request.headers, &call->signing.headers},
                                          bwpi_signing_body(&call->signing, &call->request, AS_SENT),
                                          call->request.once};
    return show(call, fault);
}

/* ---- after an attempt ---- */

/*
 * Sets the client's clock by the provider's, once per call and only if the difference explains the refusal, for expired
 * temporary keys are refused in the same words.  The client keeps the difference for its later calls.
 */
static void correct_clock(struct call *call)
{
    struct reply *reply = &call->result->reply;
    char          date[64];
    int64_t       behind;

    if (reply->server_time <= 0) {
        bwpi_http_header(&call->result->response, "Date", date, sizeof date);
        reply->server_time = bwpi_clock_parse(date);
    }
    behind = reply->server_time - call->signed_time;
    if (call->clock_corrected || reply->server_time < server_time_min || reply->server_time > server_time_max ||
        (behind > -CLOCK_TOLERANCE && behind < CLOCK_TOLERANCE))
        return;
    atomic_store(&call->client->clock_offset, reply->server_time - bwpi_clock_unix());
    call->clock_corrected = true;
}

static bool may_pause(struct call *call, bool clock_corrected)
{
    const bwp_result    *result = call->result;
    const struct attempt attempt = {result->outcome, result->status, result->response.failure, is_repeatable(call),
                                    clock_corrected};
    int64_t              pause, now = bwpi_clock_ms();

    if (result->attempts >= call->client->config.given.max_attempts || !bwpi_retry_is_allowed(&attempt))
        return false;
    pause = bwpi_retry_hint_ms(result->reply.retry_after_ms, &result->response, call->signed_time);
    if (pause == 0 && !clock_corrected) {
        uint32_t random = 0;

        if (!bwpi_random_bytes(&random, sizeof random))
            return false;
        pause = bwpi_retry_pause_ms(result->attempts, call->client->pause_base_ms, random);
    }
    if (pause > RETRY_HINT_MAX_MS || now + pause + RETRY_TIME_MIN_MS > call->deadline)
        return false;
    call->resume = now + pause;
    return true;
}

/* After an attempt: the next step, another attempt, or the end. */
static void conclude(struct call *call)
{
    const struct evidence evidence = {provider_of(call)->name, call->client->config.address.base, call->signed_time};
    bwp_result           *result = call->result;
    bool                  was_corrected = call->clock_corrected;

    if (result->response.failure == HTTP_ANSWERED && result->reply.verdict == REPLY_REFUSED &&
        result->reply.status == BWP_ERR_CLOCK)
        correct_clock(call);
    bwpi_decide(&evidence, result);
    bwpi_doubt_note(&call->doubt, result);
    if (result->outcome == BWP_DONE) {
        call->steps_taken++;
        call->state = CALL_NEXT;
    } else if (!may_pause(call, call->clock_corrected && !was_corrected)) {
        over(call);
    } else {
        log_line(call, "%s: attempt %u: %s; again in %lld ms", provider_of(call)->name, result->attempts,
                 result->message, (long long)(call->resume - bwpi_clock_ms()));
        call->state = CALL_PAUSING;
    }
}

/* ---- the states ---- */

static void next(struct call *call)
{
    struct fault fault;

    if (call->plan->next(call->steps_taken, &call->step, call->result) == NEXT_OVER)
        over(call);
    else if (translate(call, &fault) != BWP_OK)
        fail(call, &fault);
    else
        call->state = CALL_READY;
}

static void start(struct call *call, struct engine *engine)
{
    bwp_client  *client = call->client;
    bwp_result  *result = call->result;
    struct fault fault;

    bwpi_answer_forget(result);
    if (sign(call, &fault) != BWP_OK) {
        fail(call, &fault);
        return;
    }
    result->attempts++;
    log_line(call, "%s: %s %s, attempt %u, client token %s", provider_of(call)->name, call->request.method,
             client->config.address.base, result->attempts,
             result->client_token[0] != '\0' ? result->client_token : "none");
    call->exchange = bwpi_exchange_start(engine, &client->route, &call->sending, &result->response,
                                         call->deadline - bwpi_clock_ms());
    call->state = CALL_IN_FLIGHT;
    if (call->exchange == NULL)
        conclude(call);
}

static void take(struct call *call, struct engine *engine)
{
    bwpi_exchange_end(engine, call->exchange);
    call->exchange = NULL;
    bwpi_answer_read(call->keys, skill_of(call), &call->step, call->signing.signature, call->result);
    conclude(call);
}

/* Ends a call that its caller cancels.  If an attempt may have arrived, that doubt stays. */
static void cancel(struct call *call, struct engine *engine)
{
    struct fault fault;

    if (call->state == CALL_IN_FLIGHT) {
        take(call, engine);
    } else {
        (void)bwpi_fault(&fault, BWP_ERR_CANCELLED, "", "the call was cancelled");
        fail(call, &fault);
    }
}

static bool is_cancelled(const struct call *call)
{
    return call->cancellations != atomic_load(&call->client->cancellations);
}

void bwpi_call_step(struct call *call, struct engine *engine)
{
    for (;;) {
        bool has_answer = call->state == CALL_IN_FLIGHT && bwpi_exchange_is_over(call->exchange);

        if (call->state != CALL_OVER && !has_answer && is_cancelled(call))
            cancel(call, engine);
        switch (call->state) {
        case CALL_NEXT:
            next(call);
            break;
        case CALL_READY:
            start(call, engine);
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
    return call->state == CALL_PAUSING ? call->resume : call->deadline;
}

void bwpi_call_begin(struct call *call, bwp_client *client, const struct plan *plan, bwp_result *result)
{
    /* Member by member, because most of a call is room for pairs, which nobody reads before it is set. */
    call->state = CALL_NEXT;
    call->client = client;
    call->plan = plan;
    call->result = result;
    call->keys = bwpi_keys_hold(client->keys);
    call->steps_taken = 0;
    call->step = (struct step){.order = &result->order};
    bwpi_http_request_init(&call->request);
    bwpi_signing_init(&call->signing);
    call->exchange = NULL;
    call->started = bwpi_clock_ms();
    call->deadline = call->started + client->config.given.timeout_ms;
    call->resume = 0;
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
}

void bwpi_call_run(bwp_client *client, const struct plan *plan, bwp_result *result)
{
    struct engine *engine = bwpi_pool_borrow(client->pool);
    struct call    call;
    struct fault   fault;

    bwpi_call_begin(&call, client, plan, result);
    if (engine == NULL) {
        (void)bwpi_fault_memory(&fault);
        fail(&call, &fault);
    }
    for (bwpi_call_step(&call, engine); call.state != CALL_OVER; bwpi_call_step(&call, engine)) {
        int64_t left = bwpi_call_due(&call) - bwpi_clock_ms();

        bwpi_engine_drive(engine, left < 0 ? 0 : left > 1000 ? 1000 : (int)left);
    }
    bwpi_pool_return(client->pool, engine);
    bwpi_call_end(&call);
}

void bwpi_call_preview(bwp_client *client, const struct plan *plan, bwp_result *result)
{
    struct call  call;
    struct fault fault;

    bwpi_call_begin(&call, client, plan, result);
    (void)plan->next(0, &call.step, result); /* every plan begins with a step */
    if (translate(&call, &fault) != BWP_OK || sign(&call, &fault) != BWP_OK) {
        fail(&call, &fault);
    } else {
        result->outcome = BWP_DONE;
        result->status = BWP_OK;
        over(&call);
    }
    bwpi_call_end(&call);
}
