/*
 * call.c - the road that every call takes, as a state machine on an engine: ready -> in flight -> over.
 *
 * Nothing below blocks but the last line of bwpi_call_run(), so that an engine can carry one call or a thousand.
 */
#include "api/call.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

enum call_state { CALL_READY, CALL_IN_FLIGHT, CALL_OVER };

struct call {
    enum call_state         state;
    bwp_client             *client;
    const struct operation *operation;
    bwp_result             *result;
    struct http_request     request;
    struct http_exchange   *exchange;
    int64_t                 started, deadline; /* monotonic milliseconds */
};

static void log_line(const bwp_client *client, const char *format, ...) BWP_PRINTF(2, 3);

static void log_line(const bwp_client *client, const char *format, ...)
{
    char    raw[512], line[512];
    size_t  size;
    va_list arguments;

    if (client->config.log == NULL)
        return;
    va_start(arguments, format);
    if (vsnprintf(raw, sizeof raw, format, arguments) < 0)
        raw[0] = '\0';
    va_end(arguments);
    bwpi_utf8_copy(line, sizeof line, raw, strlen(raw));
    size = strlen(line);
    bwpi_client_redact(client, "", line, &size);
    client->config.log(client->config.log_user, line);
}

/* ---- what is shown ---- */

static void put_headers(struct buf *to, const struct pairs *headers)
{
    for (size_t i = 0; i < headers->count; i++) {
        bwpi_buf_text_add(to, bwpi_pairs_name(headers, i));
        bwpi_buf_text_add(to, ": ");
        bwpi_buf_text_add(to, bwpi_pairs_value(headers, i));
        bwpi_buf_char_add(to, '\n');
    }
}

static void redact(const struct call *call, struct buf *text)
{
    if (text->data != NULL)
        bwpi_client_redact(call->client, call->request.signature, text->data, &text->size);
}

/* Notes what is about to be sent, before it is: memory may be short afterwards. */
static bwp_status show(struct call *call, struct fault *fault)
{
    const struct http_request *request = &call->request;
    struct buf                *shown[] = {&call->result->request, &call->result->canonical_request, &call->result->string_to_sign};

    for (size_t i = 0; i < 3; i++)
        bwpi_buf_clear(shown[i]);
    bwpi_buf_text_add(shown[0], request->method);
    bwpi_buf_char_add(shown[0], ' ');
    bwpi_buf_text_add(shown[0], call->client->config.address.base);
    bwpi_buf_text_add(shown[0], bwpi_buf_text(&request->target));
    bwpi_buf_char_add(shown[0], '\n');
    put_headers(shown[0], &request->headers);
    put_headers(shown[0], &request->signed_headers);
    bwpi_buf_char_add(shown[0], '\n');
    bwpi_buf_text_add(shown[0], bwpi_buf_text(bwpi_http_request_body(request)));
    bwpi_buf_text_add(shown[1], bwpi_buf_text(&request->canonical_request));
    bwpi_buf_text_add(shown[2], bwpi_buf_text(&request->string_to_sign));
    for (size_t i = 0; i < 3; i++) {
        redact(call, shown[i]);
        if (bwpi_fault_of(shown[i]->state, fault) != BWP_OK)
            return fault->status;
    }
    return BWP_OK;
}

/* ---- what became of it ---- */

static void say(bwp_result *result, const char *format, ...) BWP_PRINTF(2, 3);

static void say(bwp_result *result, const char *format, ...)
{
    char    sentence[2 * TEXT_SIZE];
    va_list arguments;

    va_start(arguments, format);
    if (vsnprintf(sentence, sizeof sentence, format, arguments) < 0)
        sentence[0] = '\0';
    va_end(arguments);
    bwpi_utf8_copy(result->message, sizeof result->message, sentence, strlen(sentence));
}

/* Nothing was answered, or not to the end. */
static void decide_failure(bwp_result *result, const char *base)
{
    static const struct {
        bwp_status  status;
        const char *what;
    } failures[] = {
        [HTTP_ANSWERED] = {BWP_ERR_RESPONSE, "it was not understood"},
        [HTTP_UNREACHABLE] = {BWP_ERR_NETWORK, "it could not be reached"},
        [HTTP_CUT] = {BWP_ERR_NETWORK, "the connection was cut"},
        [HTTP_TIMED_OUT] = {BWP_ERR_TIMEOUT, "the time ran out"},
        [HTTP_TOO_LONG] = {BWP_ERR_RESPONSE, "the answer was too long"},
        [HTTP_NO_MEMORY] = {BWP_ERR_MEMORY, "there was not enough memory"},
    };
    const struct http_response *response = &result->response;

    result->status = failures[response->failure].status;
    if (response->was_sent) {
        result->outcome = BWP_UNKNOWN;
        say(result, "the request was sent to %s and %s (%s); it may have been carried out", base,
            failures[response->failure].what, response->reason);
    } else {
        result->outcome = BWP_NOT_DONE;
        say(result, "%s: %s (%s); nothing was sent", base, failures[response->failure].what, response->reason);
    }
}

/* An answer that is neither a yes nor a no. */
static void decide_unclear(bwp_result *result, const char *name)
{
    const struct reply *reply = &result->reply;

    result->outcome = BWP_UNKNOWN;
    result->status = reply->status != BWP_OK ? reply->status : BWP_ERR_RESPONSE;
    if (reply->code[0] != '\0')
        say(result, "%s answered %d %s (%s); it may have been carried out", name, result->response.status, reply->code,
            reply->message);
    else
        say(result, "%s answered with HTTP status %d, but neither with an id nor with an error in its own form; it may have "
                    "been carried out",
            name, result->response.status);
}

/*
 * The one place that names an outcome, and it asks for evidence.  NOT_DONE: no byte of the request left, or the provider
 * refused it in its own form.  DONE: the provider's id.  UNKNOWN: all else.
 */
static void decide(struct call *call)
{
    bwp_result          *result = call->result;
    const struct config *config = &call->client->config;

    if (result->response.failure != HTTP_ANSWERED) {
        decide_failure(result, config->address.base);
    } else if (result->reply.verdict == REPLY_ACCEPTED) {
        const struct request *request = call->operation->request;

        result->outcome = BWP_DONE;
        result->status = BWP_OK;
        result->awaits_payment = request->billing == BWP_PREPAID && !request->auto_pay;
    } else if (result->reply.verdict == REPLY_REFUSED) {
        result->outcome = BWP_NOT_DONE;
        result->status = result->reply.status;
        say(result, "%s refused it: %s (%s)", config->provider->name,
            result->reply.message[0] != '\0' ? result->reply.message : "no reason given", result->reply.code);
    } else {
        decide_unclear(result, config->provider->name);
    }
    result->retry_is_safe =
        result->outcome == BWP_NOT_DONE || (result->outcome == BWP_UNKNOWN && config->provider->honours_token);
}

/* ---- the road ---- */

static void over(struct call *call)
{
    static const char *const outcomes[] = {"done", "not done", "unknown"};
    bwp_result              *result = call->result;

    log_line(call->client, "%s: %s after %lld ms, HTTP status %d, request id %s%s%s", call->client->config.provider->name,
             outcomes[result->outcome], (long long)(bwpi_clock_ms() - call->started), result->response.status,
             result->reply.request_id[0] != '\0' ? result->reply.request_id : "none", result->message[0] != '\0' ? ": " : "",
             result->message);
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

    if (provider->translate(&call->client->config, call->operation, &call->request, fault) != BWP_OK)
        return fault->status;
    call->request.once = call->operation->kind == OPERATION_CREATE && !provider->honours_token;
    return BWP_OK;
}

static bwp_status sign(struct call *call, struct fault *fault)
{
    const struct config *config = &call->client->config;
    char                 nonce[33];
    struct stamp         stamp = {bwpi_clock_unix(), nonce};

    if (!bwpi_random_hex(nonce, 16))
        return bwpi_fault(fault, BWP_ERR_MEMORY, "", "there is no randomness to be had for a nonce");
    if (config->provider->sign(config, &stamp, &call->request, fault) != BWP_OK)
        return fault->status;
    return show(call, fault);
}

static void start(struct call *call, struct http_engine *engine)
{
    struct fault fault;

    if (sign(call, &fault) != BWP_OK) {
        fail(call, &fault);
        return;
    }
    call->result->attempts++;
    log_line(call->client, "%s: %s %s, attempt %u, client token %s", call->client->config.provider->name, call->request.method,
             call->client->config.address.base, call->result->attempts,
             call->result->client_token[0] != '\0' ? call->result->client_token : "none");
    call->exchange = bwpi_http_start(engine, &call->request, &call->result->response, call->deadline - bwpi_clock_ms());
    call->state = CALL_IN_FLIGHT;
    if (call->exchange == NULL) {
        decide(call);
        over(call);
    }
}

static void take(struct call *call, struct http_engine *engine)
{
    bwp_result *result = call->result;
    size_t      size;

    bwpi_http_end(engine, call->exchange);
    call->exchange = NULL;
    if (result->response.failure == HTTP_ANSWERED)
        call->client->config.provider->read(call->operation, &result->response, &result->reply);
    if (result->reply.verdict != REPLY_ACCEPTED) { /* errors echo keys, tokens and parameters */
        redact(call, &result->response.body);
        size = strlen(result->reply.message);
        bwpi_client_redact(call->client, call->request.signature, result->reply.message, &size);
    }
    decide(call);
    over(call);
}

static void step(struct call *call, struct http_engine *engine)
{
    if (call->state == CALL_READY)
        start(call, engine);
    if (call->state == CALL_IN_FLIGHT && bwpi_http_is_over(call->exchange))
        take(call, engine);
}

static void begin(struct call *call, bwp_client *client, const struct operation *operation, bwp_result *result)
{
    *call = (struct call){.client = client, .operation = operation, .result = result};
    bwpi_http_request_init(&call->request);
    call->started = bwpi_clock_ms();
    call->deadline = call->started + client->config.timeout_ms;
}

void bwpi_call_run(bwp_client *client, const struct operation *operation, bwp_result *result)
{
    struct http_engine *engine = NULL;
    struct call         call;
    struct fault        fault;

    begin(&call, client, operation, result);
    if (translate(&call, &fault) != BWP_OK) {
        fail(&call, &fault);
    } else if ((engine = bwpi_http_engine_borrow(client->pool)) == NULL) {
        (void)bwpi_fault_memory(&fault);
        fail(&call, &fault);
    }
    for (step(&call, engine); call.state != CALL_OVER; step(&call, engine)) {
        int64_t left = call.deadline - bwpi_clock_ms();

        bwpi_http_drive(engine, left < 0 ? 0 : left > 1000 ? 1000 : (int)left);
    }
    bwpi_http_engine_return(client->pool, engine);
    bwpi_http_request_free(&call.request);
}

void bwpi_call_preview(bwp_client *client, const struct operation *operation, bwp_result *result)
{
    struct call  call;
    struct fault fault;

    begin(&call, client, operation, result);
    if (translate(&call, &fault) != BWP_OK || sign(&call, &fault) != BWP_OK) {
        fail(&call, &fault);
    } else {
        result->outcome = BWP_DONE;
        result->status = BWP_OK;
        over(&call);
    }
    bwpi_http_request_free(&call.request);
}
