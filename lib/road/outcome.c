/* outcome.c - from what is known of an attempt to one of three words, and a sentence that says why. */
#include "road/outcome.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

void bwpi_answer_forget(bwp_result *result)
{
    bwpi_http_response_clear(&result->response);
    bwpi_reply_free(&result->reply);
    result->message[0] = result->field[0] = '\0';
}

static void read_answer(const struct skill *skill, const struct step *step, bwp_result *result)
{
    skill->read(step, &result->response, &result->reply);
    bwpi_reply_judge_length(&result->reply, result->response.status);
}

/*
 * Whatever came from outside is kept without keys, tokens and signatures, which errors, headers and echoes hold.  A yes
 * is read before they are taken out as well, because stars where a secret stood may look like an id: they prove
 * nothing.
 */
void bwpi_answer_read(const struct keys *keys, const struct skill *skill, const struct step *step,
                      const char *signature, bwp_result *result)
{
    struct http_response *response = &result->response;
    struct reply         *reply = &result->reply;
    char                  id[ID_SIZE];
    bool                  is_yes;

    (void)bwpi_keys_redact(keys, signature, &response->headers);
    if (response->failure != HTTP_ANSWERED) {
        bwpi_keys_redact_cut(keys, signature, &response->body);
        return;
    }
    read_answer(skill, step, result);
    is_yes = reply->verdict == REPLY_ACCEPTED;
    memcpy(id, reply->packages.first.id, sizeof id);
    if (!bwpi_keys_redact(keys, signature, &response->body))
        return;
    bwpi_reply_free(reply);
    read_answer(skill, step, result);
    /* Only stars made an id of it: that proves nothing. */
    if (reply->verdict == REPLY_ACCEPTED && (!is_yes || strcmp(id, reply->packages.first.id) != 0))
        bwpi_reply_unclear(reply, BWP_ERR_RESPONSE);
}

static void say(bwp_result *result, const char *format, ...) BWP_PRINTF(2, 3);

static void say(bwp_result *result, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    bwpi_utf8_format(result->message, sizeof result->message, format, arguments);
    va_end(arguments);
}

/* What a lost answer leaves behind. */
static const char *remains(enum effect effect)
{
    return effect == READS ? "nothing is changed by looking" : "it may have been carried out";
}

/* Nothing was answered, or not to the end. */
static void decide_failure(bwp_result *result, const char *base, enum effect effect)
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
        say(result, "the request was sent to %s and %s (%s); %s", base, failures[response->failure].what,
            response->reason, remains(effect));
    } else {
        result->outcome = BWP_NOT_DONE;
        say(result, "%s: %s (%s); nothing was sent", base, failures[response->failure].what, response->reason);
    }
}

/* An answer that is neither a yes nor a no. */
static void decide_unclear(bwp_result *result, const char *name, enum effect effect)
{
    const struct reply *reply = &result->reply;
    int                 http_status = result->response.status;

    result->outcome = BWP_UNKNOWN;
    result->status = reply->status != BWP_OK ? reply->status : BWP_ERR_RESPONSE;
    if (result->status == BWP_ERR_MEMORY)
        say(result, "%s answered with HTTP status %d, but there was not enough memory to read it; %s", name,
            http_status, remains(effect));
    else if (reply->code[0] != '\0')
        say(result, "%s answered %d %s (%s); %s", name, http_status, reply->code, reply->message, remains(effect));
    else
        say(result, "%s answered with HTTP status %d, but neither with %s nor with an error in its own form; %s", name,
            http_status, effect == BUYS ? "an id" : "what was asked for", remains(effect));
}

/* Says in a sentence where our text and the provider's begin to differ.  Secrets are stars in both. */
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
    const struct reply *reply = &result->reply;
    char                code[ID_SIZE];

    if (reply->code[0] != '\0')
        memcpy(code, reply->code, sizeof code);
    else
        (void)snprintf(code, sizeof code, "HTTP status %d", result->response.status);
    result->outcome = BWP_NOT_DONE;
    result->status = reply->status;
    if (reply->echo != ECHO_NONE && result->status == BWP_ERR_CREDENTIALS) {
        char why[256];

        compare_echo(result, why, sizeof why);
        say(result, "%s refused the signature (%s): %s", name, code, why);
    } else if (result->status == BWP_ERR_CLOCK && reply->server_time > 0) {
        char ours[CLOCK_TEXT_SIZE], theirs[CLOCK_TEXT_SIZE];

        bwpi_clock_format(signed_time, 0, ours);
        bwpi_clock_format(reply->server_time, 0, theirs);
        say(result, "%s refused the time (%s): we signed at %s, its clock says %s; set this machine's clock", name,
            code, ours, theirs);
    } else {
        const char *reason = reply->message[0] != '\0' ? reply->message : "no reason given";

        if (reply->advice == NULL)
            say(result, "%s refused it: %s (%s)", name, reason, code);
        else if (reply->message[0] == '\0')
            say(result, "%s refused it: %s (%s)", name, reply->advice, code);
        else
            say(result, "%s refused it: %s: %s (%s)", name, reply->advice, reason, code);
    }
}

void bwpi_decide(const struct evidence *evidence, bwp_result *result)
{
    if (result->response.failure != HTTP_ANSWERED) {
        decide_failure(result, evidence->address, evidence->effect);
    } else if (result->reply.verdict == REPLY_ACCEPTED) {
        result->outcome = BWP_DONE;
        result->status = BWP_OK;
    } else if (result->reply.verdict == REPLY_REFUSED) {
        decide_refusal(evidence->provider, evidence->signed_time, result);
    } else {
        decide_unclear(result, evidence->provider, evidence->effect);
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

/* A refusal that can only mean that it is as it was to be. */
static bool is_so(const struct step *step, const struct doubt *doubt, const bwp_result *result)
{
    return result->outcome == BWP_NOT_DONE && result->response.failure == HTTP_ANSWERED &&
           ((step->verb == VERB_RESIZE && result->reply.meaning == MEANS_ALREADY_SO) ||
            (step->verb == VERB_DELETE && doubt->is_there && result->status == BWP_ERR_NOT_FOUND));
}

void bwpi_step_settle(const struct step *step, const struct doubt *doubt, bwp_result *result)
{
    char last[TEXT_SIZE];

    if (is_so(step, doubt, result)) {
        result->outcome = BWP_DONE;
        result->status = BWP_OK;
        result->message[0] = '\0';
    } else if (step->effect == READS && result->outcome == BWP_UNKNOWN) {
        result->outcome = BWP_NOT_DONE;
    } else if (step->effect != READS && doubt->is_there && result->outcome == BWP_NOT_DONE) {
        memcpy(last, result->message, sizeof last);
        result->outcome = BWP_UNKNOWN;
        if (result->status != BWP_ERR_CANCELLED)
            result->status = doubt->status;
        result->field[0] = '\0';
        say(result, "attempt %u: %s; later: %s", doubt->attempt, doubt->message, last);
    }
}
