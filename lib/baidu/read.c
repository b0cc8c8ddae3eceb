/* read.c - what an answer of CSN says. */
#include <string.h>

#include "baidu/baidu.h"
#include "base/ascii.h"

static void read_package(const struct json *json, struct reply *reply)
{
    struct description description;

    bwpi_baidu_describe(json, &description);
    (void)bwpi_reply_describe(reply, &description); /* without an id the reply stays unclear */
}

static void read_yes(const struct step *step, const struct http_response *response, struct reply *reply)
{
    if (step->verb == VERB_CREATE || step->verb == VERB_GET)
        read_package(reply->json, reply);
    if (step->verb == VERB_GET)
        bwpi_reply_expect(reply, step->id);
    else if (step->verb == VERB_LIST)
        bwpi_baidu_read_list(reply->json, reply);
    else if (step->verb != VERB_CREATE)
        bwpi_reply_accept_change(reply, response);
}

/* NoSuchObject is also "account not exist", by which no package is gone [bd-errors]. */
static bool is_of_account(const char *message)
{
    while (*message != '\0' && !bwpi_ascii_starts(message, "account"))
        message++;
    return *message != '\0';
}

/* An error whose status says yes stays unclear, whatever else the answer says. */
void bwpi_baidu_read(const struct step *step, const struct http_response *response, struct reply *reply)
{
    bwpi_reply_parse(reply, response);
    bwpi_http_header(response, "x-bce-request-id", reply->request_id, sizeof reply->request_id);
    if (reply->request_id[0] == '\0')
        bwpi_reply_text(reply->request_id, sizeof reply->request_id, bwpi_json_member_text(reply->json, "requestId"));
    bwpi_reply_text(reply->code, sizeof reply->code, bwpi_json_member_text(reply->json, "code"));
    bwpi_reply_text(reply->message, sizeof reply->message, bwpi_json_member_text(reply->json, "message"));
    if (response->status >= 200 && response->status <= 299 && reply->code[0] == '\0') {
        read_yes(step, response, reply);
    } else if (reply->code[0] != '\0' && response->status > 299) {
        bwpi_reply_judge(reply, response->status, bwpi_baidu_errors, bwpi_baidu_error_count);
        if (strstr(reply->message, "Fail to check timestamp") != NULL)
            reply->status = BWP_ERR_CLOCK; /* seen as InvalidRequest, 403 [bd-clock] */
        if (reply->status == BWP_ERR_NOT_FOUND && is_of_account(reply->message))
            reply->status = BWP_ERR_FORBIDDEN;
        bwpi_reply_advise(reply, "IdempotentParameterMismatch", TOKEN_IS_TAKEN);
        if (step->verb == VERB_CREATE)
            bwpi_reply_weigh_no(reply, reply->json, bwpi_baidu_describe);
    }
}
