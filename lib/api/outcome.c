/* outcome.c - from what is known of an attempt to one of three words, and a sentence that says why. */
#include "api/outcome.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

static void forget_reply(struct reply *reply)
{
    bwpi_json_free(reply->json);
    free(reply->package.json);
    memset(reply, 0, sizeof *reply);
}

void bwpi_answer_forget(bwp_result *result)
{
    bwpi_http_response_clear(&result->response);
    forget_reply(&result->reply);
    result->message[0] = '\0';
}

/* Errors echo keys, tokens and parameters.  They go before anything is read, cut to size or kept. */
static void redact_body(const bwp_client *client, const char *signature, struct buf *body)
{
    if (body->data != NULL)
        body->size = bwpi_client_redact(client, signature, body->data, body->size);
}

void bwpi_answer_read(const bwp_client *client, const struct operation *operation, const char *signature,
                      bwp_result *result)
{
    struct http_response  *response = &result->response;
    struct reply          *reply = &result->reply;
    const struct provider *provider = client->config.provider;
    bool                   may_be_yes = response->status >= 200 && response->status <= 299;

    if (!may_be_yes || response->failure != HTTP_ANSWERED)
        redact_body(client, signature, &response->body);
    if (response->failure != HTTP_ANSWERED)
        return;
    provider->read(operation, response, reply);
    if (!may_be_yes || reply->verdict == REPLY_ACCEPTED)
        return;
    forget_reply(reply);
    redact_body(client, signature, &response->body);
    provider->read(operation, response, reply);
    if (reply->verdict == REPLY_ACCEPTED) { /* stars where a secret stood may look like an id: they prove nothing */
        reply->verdict = REPLY_UNCLEAR;
        reply->status = BWP_ERR_RESPONSE;
        reply->package_count = 0;
    }
}

static void say(bwp_result *result, const char *format, ...) BWP_PRINTF(2, 3);

static void say(bwp_result *result, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    bwpi_utf8_format(result->message, sizeof result->message, format, arguments);
    va_end(arguments);
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
        [HTTP_UNTRUSTED] = {BWP_ERR_NETWORK, "it could not prove who it is"},
        [HTTP_CUT] = {BWP_ERR_NETWORK, "the connection was cut"},
        [HTTP_TIMED_OUT] = {BWP_ERR_TIMEOUT, "the time ran out"},
        [HTTP_TOO_LONG] = {BWP_ERR_RESPONSE, "the answer was too long"},
        [HTTP_MALFORMED] = {BWP_ERR_RESPONSE, "the answer was malformed"},
        [HTTP_NO_MEMORY] = {BWP_ERR_MEMORY, "there was not enough memory"},
        [HTTP_CANCELLED] = {BWP_ERR_CANCELLED, "the call was cancelled"},
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
    if (result->status == BWP_ERR_MEMORY)
        say(result,
            "%s answered with HTTP status %d, but there was not enough memory to read it; it may have been carried out",
            name, result->response.status);
    else if (reply->code[0] != '\0')
        say(result, "%s answered %d %s (%s); it may have been carried out", name, result->response.status, reply->code,
            reply->message);
    else
        say(result,
            "%s answered with HTTP status %d, but neither with an id nor with an error in its own form; it may have "
            "been carried out",
            name, result->response.status);
}

/* Where our text and the one that the provider computed part, in a sentence.  Both are redacted by now, alike. */
static void compare_echo(const bwp_result *result, char *sentence, size_t room)
{
    const struct reply *reply = &result->reply;
    bool                is_string = reply->echo == ECHO_STRING_TO_SIGN;
    const char         *a = bwpi_buf_text(is_string ? &result->string_to_sign : &result->canonical_request);
    const char         *b = reply->echo_text;
    size_t              same = 0;
    char                ours[48], theirs[48];

    while (a[same] != '\0' && (a[same] == b[same] || (a[same] == '\n' && b[same] == reply->echo_newline)))
        same++;
    if (a[same] == '\0' && b[same + strspn(b + same, " \r\n")] == '\0') {
        (void)snprintf(sentence, room, "it computed the same %s as we did, so the secret key is wrong",
                       is_string ? "string to sign" : "canonical request");
        return;
    }
    same = same > 8 ? same - 8 : 0;
    bwpi_utf8_copy(ours, sizeof ours, a + same, strlen(a + same));
    bwpi_utf8_copy(theirs, sizeof theirs, b + same, strlen(b + same));
    (void)snprintf(sentence, room,
                   "the request was altered on its way: near byte %zu we signed \"%s\" and it saw \"%s\"", same, ours,
                   theirs);
}

static void decide_refusal(const char *name, int64_t signed_time, bwp_result *result)
{
    const char *code = result->reply.code;

    result->outcome = BWP_NOT_DONE;
    result->status = result->reply.status;
    if (result->reply.echo != ECHO_NONE && result->status == BWP_ERR_CREDENTIALS) {
        char why[256];

        compare_echo(result, why, sizeof why);
        say(result, "%s refused the signature (%s): %s", name, code, why);
    } else if (result->status == BWP_ERR_CLOCK && result->reply.server_time > 0) {
        char ours[CLOCK_TEXT_SIZE], theirs[CLOCK_TEXT_SIZE];

        bwpi_clock_format(signed_time, 0, ours);
        bwpi_clock_format(result->reply.server_time, 0, theirs);
        say(result, "%s refused the time (%s): we signed at %s, its clock says %s; set this machine's clock", name,
            code, ours, theirs);
    } else {
        say(result, "%s refused it: %s%s%s (%s)", name, result->reply.advice != NULL ? result->reply.advice : "",
            result->reply.advice != NULL ? ": " : "",
            result->reply.message[0] != '\0' ? result->reply.message : "no reason given", code);
    }
}

void bwpi_decide(const bwp_client *client, const struct operation *operation, int64_t signed_time, bwp_result *result)
{
    const struct config *config = &client->config;

    if (result->response.failure != HTTP_ANSWERED) {
        decide_failure(result, config->address.base);
    } else if (result->reply.verdict == REPLY_ACCEPTED) {
        const struct request *request = operation->request;

        result->outcome = BWP_DONE;
        result->status = BWP_OK;
        result->awaits_payment = request->billing == BWP_PREPAID && !request->auto_pay;
    } else if (result->reply.verdict == REPLY_REFUSED) {
        decide_refusal(config->provider->name, signed_time, result);
    } else {
        decide_unclear(result, config->provider->name);
    }
}

void bwpi_doubt_note(struct doubt *doubt, const bwp_result *result)
{
    if (result->outcome != BWP_UNKNOWN || doubt->is_there)
        return;
    doubt->is_there = true;
    doubt->attempt = result->attempts;
    doubt->status = result->status;
    memcpy(doubt->message, result->message, sizeof doubt->message);
}

void bwpi_doubt_settle(const struct doubt *doubt, bwp_result *result)
{
    char last[TEXT_SIZE];

    if (!doubt->is_there || result->outcome != BWP_NOT_DONE)
        return;
    memcpy(last, result->message, sizeof last);
    result->outcome = BWP_UNKNOWN;
    if (result->status != BWP_ERR_CANCELLED)
        result->status = doubt->status;
    result->field[0] = '\0';
    say(result, "attempt %u: %s; later: %s", doubt->attempt, doubt->message, last);
}
