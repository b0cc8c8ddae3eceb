/* read.c - what an answer of CEN says, in JSON or in XML. */
#include <stdlib.h>
#include <string.h>

#include "alibaba/alibaba.h"

static bool is_xml(const struct http_response *response)
{
    const char *text = bwpi_buf_text(&response->body);

    return text[strspn(text, " \t\r\n")] == '<';
}

/* The text under the documented name, or under the lower-case one that the vendor's clients accept [ali-openapi]. */
static const char *either(const struct json *json, const char *name, const char *other)
{
    const char *text = bwpi_json_member_text(json, name);

    return text != NULL ? text : bwpi_json_member_text(json, other);
}

/* A purchase is answered with an id and an order, and with nothing else. */
static void read_created(const struct json *json, struct reply *reply)
{
    struct description description;

    bwpi_alibaba_describe(json, &description);    /* " Cenbwp-stb2..." on the page of 2018: blanks go, letters stay */
    if (bwpi_reply_describe(reply, &description)) /* without an id the reply stays unclear */
        bwpi_reply_text(reply->order_id, sizeof reply->order_id, description.order_id);
}

/*
 * The provider's hint how long to wait, 0 without one: "x-acs-retry-after: 2000" [ali-cli], or "x-ratelimit-user:
 * Limit:1,Remain:0,TimeLeft:2000,Reset:1234" [ali-go-core], both in milliseconds.
 */
static int64_t read_hint_ms(const struct http_response *response)
{
    static const struct {
        const char *header, *mark;
    } hints[] = {{"x-acs-retry-after", ""}, {"x-ratelimit-user-api", "TimeLeft:"}, {"x-ratelimit-user", "TimeLeft:"}};

    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++) {
        char        text[128];
        const char *found;

        bwpi_http_header(response, hints[i].header, text, sizeof text);
        found = strstr(text, hints[i].mark);
        if (found != NULL) {
            long hint = strtol(found + strlen(hints[i].mark), NULL, 10);

            if (hint > 0)
                return hint;
        }
    }
    return 0;
}

/* Some answers have the status 200 and are errors by their code [ali-popcore]; these codes are no errors. */
static bool is_good(const char *code)
{
    static const char *const good[] = {"", "200", "OK", "Success", "success"};

    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (strcmp(good[i], code) == 0)
            return true;
    }
    return false;
}

static void parse(const struct http_response *response, struct reply *reply)
{
    const char *body = bwpi_buf_text(&response->body);

    if (!is_xml(response)) {
        bwpi_reply_parse(reply, response);
        return;
    }
    reply->status = response->status >= 500 ? BWP_ERR_SERVER : BWP_ERR_RESPONSE;
    if (strlen(body) == response->body.size)
        reply->json = bwpi_alibaba_xml(body);
}

static void read_yes(const struct step *step, const struct http_response *response, struct reply *reply)
{
    if (step->verb == VERB_CREATE)
        read_created(reply->json, reply);
    else if (step->verb == VERB_GET || step->verb == VERB_LIST)
        bwpi_alibaba_read_list(step, reply->json, reply);
    else
        bwpi_reply_accept_change(reply, response);
}

/* Refusals that mean more than a no; one of them by its text alone, for its code is said of other failures too. */
static void read_meaning(struct reply *reply)
{
    bwpi_reply_means(reply, "OperationFailed.UpDownRadeConfigNoChange", MEANS_ALREADY_SO);
    if (strstr(reply->message, "not changed") != NULL)
        bwpi_reply_means(reply, "Operation.Failed", MEANS_ALREADY_SO);
    bwpi_reply_means(reply, "InvalidOperation.BwpForGeoSpanAlreadyAssociated", MEANS_BOUND_ALREADY);
    bwpi_reply_means(reply, "Forbidden.Release", MEANS_PREPAID_STAYS);
}

void bwpi_alibaba_read(const struct step *step, const struct http_response *response, struct reply *reply)
{
    const char *message;

    parse(response, reply);
    bwpi_reply_text(reply->request_id, sizeof reply->request_id, either(reply->json, "RequestId", "requestId"));
    if (reply->request_id[0] == '\0')
        bwpi_http_header(response, "x-acs-request-id", reply->request_id, sizeof reply->request_id);
    message = either(reply->json, "Message", "message");
    bwpi_reply_text(reply->code, sizeof reply->code, either(reply->json, "Code", "code"));
    bwpi_reply_text(reply->message, sizeof reply->message, message);
    bwpi_reply_echo(reply, message, "server string to sign is:", ECHO_STRING_TO_SIGN, '\n');
    bwpi_reply_echo(reply, message, "server canonical request is:", ECHO_CANONICAL_REQUEST, '\n');
    if (response->status >= 200 && response->status <= 299 && is_good(reply->code)) {
        read_yes(step, response, reply);
    } else if (reply->code[0] != '\0' && response->status > 299) {
        bwpi_reply_judge(reply, response->status, bwpi_alibaba_errors, bwpi_alibaba_error_count);
        read_meaning(reply);
        bwpi_reply_advise(reply, "IdempotenceParam.NotMatch", TOKEN_IS_TAKEN);
        bwpi_reply_advise(reply, "IdempotentParameterMismatch", TOKEN_IS_TAKEN);
        bwpi_reply_advise(reply, "IdempotentFailed",
                          "an earlier request with this client_token failed and this token will not do again; look "
                          "whether that one bought something, then use a new token");
        if (step->verb == VERB_CREATE)
            bwpi_reply_weigh_no(reply, reply->json, bwpi_alibaba_describe);
    }
    if (response->status == 414) /* acs3 sends the parameters in the query, rpc-v1 in the body */
        reply->advice = "its servers take no request line as long; set signature to rpc-v1, which has room";
    if (reply->status == BWP_ERR_THROTTLED) /* the headers come with every answer, and mean something on this one */
        reply->retry_after_ms = read_hint_ms(response);
}
