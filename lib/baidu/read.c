/* read.c - what an answer of CSN says. */
#include <string.h>

#include "baidu/baidu.h"

static void read_package(const struct http_response *response, struct reply *reply)
{
    const char *object = strchr(bwpi_buf_text(&response->body), '{');

    if (object != NULL && bwpi_reply_package(reply, bwpi_json_text(bwpi_json_member(reply->json, "csnBpId"))))
        bwpi_reply_package_json(reply, object, strlen(object));
}

void bwpi_baidu_read(const struct step *step, const struct http_response *response, struct reply *reply)
{
    (void)step;
    bwpi_reply_parse(reply, response);
    bwpi_http_header(response, "x-bce-request-id", reply->request_id, sizeof reply->request_id);
    if (reply->request_id[0] == '\0')
        bwpi_reply_text(reply->request_id, sizeof reply->request_id,
                        bwpi_json_text(bwpi_json_member(reply->json, "requestId")));
    bwpi_reply_text(reply->code, sizeof reply->code, bwpi_json_text(bwpi_json_member(reply->json, "code")));
    bwpi_reply_text(reply->message, sizeof reply->message, bwpi_json_text(bwpi_json_member(reply->json, "message")));
    if (response->status >= 200 && response->status <= 299) {
        read_package(response, reply); /* without an id the reply stays unclear */
    } else if (reply->code[0] != '\0') {
        bwpi_reply_judge(reply, response->status, bwpi_baidu_errors, bwpi_baidu_error_count);
        if (strstr(reply->message, "Fail to check timestamp") != NULL)
            reply->status = BWP_ERR_CLOCK; /* seen as InvalidRequest, 403 [bd-clock] */
        bwpi_reply_advise(reply, "IdempotentParameterMismatch", TOKEN_IS_TAKEN);
    }
}
