/* account.c - the domain_id of whoever the keys are, asked of IAM, and then of STS, as the vendor's SDKs do [hw-go]. */
#include <stdio.h>

#include "huawei/huawei.h"

enum { ASKS_IAM = 1, ASKS_STS };

static enum errand_next ask(struct errand *errand, unsigned phase, const char *path, struct http_request *request)
{
    errand->phase = phase;
    errand->at = phase - ASKS_IAM;
    request->method = "GET";
    bwpi_buf_add_text(&request->path, path);
    return ERRAND_ASKS;
}

/* Keeps what was refused, in the words of whoever refused it, and the number that support asks for. */
static void keep_refusal(struct errand *errand, const struct http_response *last)
{
    const struct step step = {.verb = VERB_GET};
    struct reply      reply = {.verdict = REPLY_UNCLEAR};
    char              trace[ID_SIZE];

    bwpi_huawei_read(&step, last, &reply);
    bwpi_http_header(last, "X-IAM-Trace-Id", trace, sizeof trace);
    errand->status = reply.status != BWP_OK ? reply.status : BWP_ERR_RESPONSE;
    errand->server_time = reply.server_time;
    (void)snprintf(errand->said, sizeof errand->said, "it answered %d %.40s (%.80s), request id %.40s", last->status,
                   reply.code[0] != '\0' ? reply.code : "without a code", reply.message,
                   trace[0] != '\0'              ? trace
                   : reply.request_id[0] != '\0' ? reply.request_id
                                                 : "none");
    bwpi_reply_free(&reply);
}

static bool take(struct errand *errand, const char *account)
{
    if (account == NULL || *account == '\0' || !bwpi_huawei_is_account(account))
        return false;
    bwpi_reply_text(errand->account, sizeof errand->account, account);
    return true;
}

/* An empty list is what temporary keys may get; what is refused for the keys' sake is not asked again elsewhere. */
static enum errand_next read_domains(struct errand *errand, const struct http_response *last, const struct json *answer,
                                     struct http_request *request)
{
    const struct json *domains = bwpi_json_member(answer, "domains");
    bool               is_empty = last->status == 200 && bwpi_json_is_array(domains);

    if (last->status == 200 && take(errand, bwpi_json_member_text(bwpi_json_first(domains), "id")))
        return ERRAND_DONE;
    if (is_empty) {
        errand->status = BWP_ERR_FORBIDDEN;
        (void)snprintf(errand->said, sizeof errand->said, "it tells these keys no account; %s",
                       "allow them iam:users:getUser, or give the domain_id");
    } else {
        keep_refusal(errand, last);
    }
    if (errand->at_count > 1 &&
        (is_empty || (last->status >= 400 && last->status < 500 && last->status != 401 && last->status != 429)))
        return ask(errand, ASKS_STS, "/v5/caller-identity", request);
    return bwpi_errand_fail(errand, errand->said);
}

enum errand_next bwpi_huawei_account(struct errand *errand, const struct http_response *last,
                                     struct http_request *request)
{
    const char      *problem;
    struct json     *answer;
    enum errand_next next;

    if (last == NULL)
        return ask(errand, ASKS_IAM, "/v3/auth/domains", request);
    if (last->failure != HTTP_ANSWERED && errand->phase == ASKS_IAM)
        return bwpi_errand_fail(errand, last->reason);
    if (last->failure != HTTP_ANSWERED)
        return bwpi_errand_fail(errand, errand->said); /* what IAM said tells more */
    answer = bwpi_json_parse(bwpi_buf_text(&last->body), last->body.size, &problem);
    if (errand->phase == ASKS_IAM)
        next = read_domains(errand, last, answer, request);
    else if (last->status == 200 && take(errand, bwpi_json_member_text(answer, "account_id")))
        next = ERRAND_DONE;
    else
        next = bwpi_errand_fail(errand, errand->said);
    bwpi_json_free(answer);
    return next;
}
