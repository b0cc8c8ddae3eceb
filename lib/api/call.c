/*
 * call.c - the road that every call takes, as a state machine on an engine: ready -> in flight -> over, by way of a
 * pause and back to ready where another attempt is allowed.
 *
 * Nothing below blocks but the last line of bwpi_call_run(), so that an engine can carry one call or a thousand.
 */
#include "api/call.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "api/outcome.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "net/retry.h"

enum { CLOCK_TOLERANCE = 60 }; /* seconds: providers allow 15 minutes */

enum call_state { CALL_READY, CALL_IN_FLIGHT, CALL_PAUSING, CALL_OVER };

struct call {
    enum call_state         state;
    bwp_client             *client;
    const struct operation *operation;
    bwp_result             *result;
    struct http_request    *request;
    struct exchange        *exchange;
    int64_t                 started, deadline, resume; /* monotonic milliseconds */
    unsigned                cancellations;             /* of the client, when the call began */
    int64_t                 signed_time;               /* of the last attempt, seconds since 1970 */
    bool                    clock_corrected;
    struct doubt            doubt;
};

static void log_line(const bwp_client *client, const char *format, ...) BWP_PRINTF(2, 3);

static void log_line(const bwp_client *client, const char *format, ...)
{
    char    line[1024];
    va_list arguments;

    if (client->config.log == NULL)
        return;
    va_start(arguments, format);
    bwpi_utf8_format(line, sizeof line, format, arguments);
    va_end(arguments);
    (void)bwpi_client_redact(client, "", line, strlen(line));
    client->config.log(client->config.log_user, line);
}

/* ---- what is shown ---- */

static void put_headers(struct buf *to, const struct pairs *headers)
{
    for (size_t i = 0; i < headers->count; i++) {
        bwpi_buf_add_text(to, bwpi_pairs_name(headers, i));
        bwpi_buf_add_text(to, ": ");
        bwpi_buf_add_text(to, bwpi_pairs_value(headers, i));
        bwpi_buf_add_char(to, '\n');
    }
}

static void redact(const struct call *call, struct buf *text)
{
    if (text->data != NULL)
        text->size = bwpi_client_redact(call->client, call->request->signature, text->data, text->size);
}

/* Notes what is about to be sent, before it is: memory may be short afterwards. */
static bwp_status show(struct call *call, struct fault *fault)
{
    const struct http_request *request = call->request;
    struct buf    *shown[] = {&call->result->request, &call->result->canonical_request, &call->result->string_to_sign};
    enum buf_state state = BUF_OK;

    for (size_t i = 0; i < 3; i++)
        bwpi_buf_clear(shown[i]);
    bwpi_buf_add_text(shown[0], request->method);
    bwpi_buf_add_char(shown[0], ' ');
    bwpi_buf_add_text(shown[0], call->client->config.address.base);
    bwpi_buf_add_text(shown[0], bwpi_buf_text(&request->target));
    bwpi_buf_add_char(shown[0], '\n');
    put_headers(shown[0], &request->headers);
    put_headers(shown[0], &request->signed_headers);
    bwpi_buf_add_char(shown[0], '\n');
    bwpi_buf_add_text(shown[0], bwpi_buf_text(bwpi_http_request_body(request)));
    bwpi_buf_add_text(shown[1], bwpi_buf_text(&request->canonical_request));
    bwpi_buf_add_text(shown[2], bwpi_buf_text(&request->string_to_sign));
    for (size_t i = 0; i < 3; i++) {
        redact(call, shown[i]);
        state = state != BUF_OK ? state : shown[i]->state;
    }
    for (size_t i = 0; state != BUF_OK && i < 3; i++)
        bwpi_buf_clear(shown[i]); /* half a text is none */
    return bwpi_fault_of(state, fault);
}

/* ---- the road ---- */

static void over(struct call *call)
{
    static const char *const outcomes[] = {"done", "not done", "unknown"};
    bwp_result              *result = call->result;

    bwpi_doubt_settle(&call->doubt, result);
    result->retry_is_safe = result->outcome == BWP_NOT_DONE ||
                            (result->outcome == BWP_UNKNOWN && call->client->config.provider->honours_token);
    log_line(call->client, "%s: %s after %lld ms, HTTP status %d, request id %s%s%s",
             call->client->config.provider->name, outcomes[result->outcome],
             (long long)(bwpi_clock_ms() - call->started), result->response.status,
             result->reply.request_id[0] != '\0' ? result->reply.request_id : "none",
             result->message[0] != '\0' ? ": " : "", result->message);
    call->state = CALL_OVER;
}

static void fail(struct call *call, const struct fault *fault)
{
    bwpi_result_fault(call->result, fault);
    over(call);
}

static bwp_status translate(struct call *call, struct fault *fault)
{
    const struct provider *provider = call->client->config.provider;

    if (provider->translate(&call->client->config, call->operation, call->request, fault) != BWP_OK) {
        if (fault->status == BWP_ERR_ARGUMENT && fault->field[0] == '\0') /* too long: only these two can be */
            (void)snprintf(fault->field, sizeof fault->field, "%s",
                           call->operation->request->options != NULL ? "provider_options" : "tags");
        return fault->status;
    }
    call->request->once = call->operation->kind == OPERATION_CREATE && !provider->honours_token;
    return BWP_OK;
}

static bwp_status sign(struct call *call, struct fault *fault)
{
    const struct config *config = &call->client->config;
    char                 nonce[33];
    struct stamp         stamp = {bwpi_clock_unix() + atomic_load(&call->client->clock_offset), nonce};

    call->signed_time = stamp.unix_time;
    if (!bwpi_random_hex(nonce, 16))
        return bwpi_fault(fault, BWP_ERR_MEMORY, "", "there is no randomness to be had for a nonce");
    if (config->provider->sign(config, &stamp, call->request, fault) != BWP_OK)
        return fault->status;
    return show(call, fault);
}

/*
 * The provider's clock, once per call and only if it explains the refusal: expired temporary keys are refused in the
 * same words.  The client remembers it for the calls to come.
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
    if (call->clock_corrected || reply->server_time <= 0 || (behind > -CLOCK_TOLERANCE && behind < CLOCK_TOLERANCE))
        return;
    atomic_store(&call->client->clock_offset, reply->server_time - bwpi_clock_unix());
    call->clock_corrected = true;
}

static bool may_pause(struct call *call, bool clock_corrected)
{
    const bwp_result    *result = call->result;
    const struct attempt attempt = {result->outcome, result->status, result->response.failure,
                                    call->client->config.provider->honours_token, clock_corrected};
    int64_t              pause = result->reply.retry_after_ms, now = bwpi_clock_ms();
    uint32_t             random = 0;

    if (result->attempts >= call->client->config.max_attempts || !bwpi_retry_is_allowed(&attempt))
        return false;
    if (pause <= 0)
        pause = bwpi_retry_after_ms(&result->response, call->signed_time);
    if (pause < 0 && clock_corrected)
        pause = 0;
    if (pause < 0 && !bwpi_random_bytes(&random, sizeof random))
        return false;
    if (pause < 0)
        pause = bwpi_retry_pause_ms(result->attempts, call->client->pause_base_ms, random);
    if (pause > RETRY_HINT_MAX_MS || now + pause + RETRY_TIME_MIN_MS > call->deadline)
        return false;
    call->resume = now + pause;
    return true;
}

/* After an attempt: another one, or the end. */
static void conclude(struct call *call)
{
    bwp_result *result = call->result;
    bool        was_corrected = call->clock_corrected;

    if (result->response.failure == HTTP_ANSWERED && result->reply.verdict == REPLY_REFUSED &&
        result->reply.status == BWP_ERR_CLOCK)
        correct_clock(call);
    bwpi_decide(call->client, call->operation, call->signed_time, result);
    bwpi_doubt_note(&call->doubt, result);
    if (!may_pause(call, call->clock_corrected && !was_corrected)) {
        over(call);
        return;
    }
    log_line(call->client, "%s: attempt %u: %s; again in %lld ms", call->client->config.provider->name,
             result->attempts, result->message, (long long)(call->resume - bwpi_clock_ms()));
    call->state = CALL_PAUSING;
}

static void start(struct call *call, struct engine *engine)
{
    struct fault fault;

    bwpi_answer_forget(call->result);
    if (sign(call, &fault) != BWP_OK) {
        fail(call, &fault);
        return;
    }
    call->result->attempts++;
    log_line(call->client, "%s: %s %s, attempt %u, client token %s", call->client->config.provider->name,
             call->request->method, call->client->config.address.base, call->result->attempts,
             call->result->client_token[0] != '\0' ? call->result->client_token : "none");
    call->exchange = bwpi_exchange_start(engine, &call->client->route, call->request, &call->result->response,
                                         call->deadline - bwpi_clock_ms());
    call->state = CALL_IN_FLIGHT;
    if (call->exchange == NULL)
        conclude(call);
}

static void take(struct call *call, struct engine *engine)
{
    bwpi_exchange_end(engine, call->exchange);
    call->exchange = NULL;
    bwpi_answer_read(call->client, call->operation, call->request->signature, call->result);
    conclude(call);
}

/* Whatever the last attempt was, the caller's wish ends the call; a doubt stays one. */
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

static void step(struct call *call, struct engine *engine)
{
    if (call->state != CALL_OVER && call->cancellations != atomic_load(&call->client->cancellations) &&
        !(call->state == CALL_IN_FLIGHT && bwpi_exchange_is_over(call->exchange)))
        cancel(call, engine);
    if (call->state == CALL_PAUSING && bwpi_clock_ms() >= call->resume)
        call->state = CALL_READY;
    if (call->state == CALL_READY)
        start(call, engine);
    if (call->state == CALL_IN_FLIGHT && bwpi_exchange_is_over(call->exchange))
        take(call, engine);
}

static void begin(struct call *call, bwp_client *client, const struct operation *operation,
                  struct http_request *request, bwp_result *result)
{
    *call = (struct call){.client = client, .operation = operation, .request = request, .result = result};
    bwpi_http_request_init(request);
    call->started = bwpi_clock_ms();
    call->deadline = call->started + client->config.timeout_ms;
    call->cancellations = atomic_load(&client->cancellations);
}

void bwpi_call_run(bwp_client *client, const struct operation *operation, bwp_result *result)
{
    struct engine      *engine = NULL;
    struct http_request request;
    struct call         call;
    struct fault        fault;

    begin(&call, client, operation, &request, result);
    if (translate(&call, &fault) != BWP_OK) {
        fail(&call, &fault);
    } else if ((engine = bwpi_pool_borrow(client->pool)) == NULL) {
        (void)bwpi_fault_memory(&fault);
        fail(&call, &fault);
    }
    for (step(&call, engine); call.state != CALL_OVER; step(&call, engine)) {
        int64_t left = (call.state == CALL_PAUSING ? call.resume : call.deadline) - bwpi_clock_ms();

        bwpi_engine_drive(engine, left < 0 ? 0 : left > 1000 ? 1000 : (int)left);
    }
    bwpi_pool_return(client->pool, engine);
    bwpi_http_request_free(&request);
}

void bwpi_call_preview(bwp_client *client, const struct operation *operation, bwp_result *result)
{
    struct http_request request;
    struct call         call;
    struct fault        fault;

    begin(&call, client, operation, &request, result);
    if (translate(&call, &fault) != BWP_OK || sign(&call, &fault) != BWP_OK) {
        fail(&call, &fault);
    } else {
        result->outcome = BWP_DONE;
        result->status = BWP_OK;
        over(&call);
    }
    bwpi_http_request_free(&request);
}
