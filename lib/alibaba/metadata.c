/* metadata.c - keys of the RAM role of the machine this runs on [ali-credentials]. */
#include <stdio.h>
#include <string.h>

#include "alibaba/alibaba.h"

enum { ASKS_TOKEN = 1, ASKS_NAME, ASKS_KEYS };

#define ROLES "/latest/meta-data/ram/security-credentials/"

static enum errand_next ask_token(struct errand *errand, struct http_request *request)
{
    errand->phase = ASKS_TOKEN;
    request->method = "PUT";
    bwpi_buf_add_text(&request->path, "/latest/api/token");
    bwpi_pairs_add(&request->headers, "X-aliyun-ecs-metadata-token-ttl-seconds", "21600");
    return ERRAND_ASKS;
}

static enum errand_next ask(struct errand *errand, unsigned phase, struct http_request *request)
{
    errand->phase = phase;
    request->method = "GET";
    bwpi_buf_add_text(&request->path, ROLES);
    if (phase == ASKS_KEYS)
        bwpi_buf_add_text(&request->path, errand->name);
    if (errand->ticket.size > 0)
        bwpi_pairs_add_secret(&request->headers, "X-aliyun-ecs-metadata-token", bwpi_buf_text(&errand->ticket));
    return ERRAND_ASKS;
}

static enum errand_next read_keys(struct errand *errand, const struct http_response *last)
{
    const char      *problem;
    struct json     *json = bwpi_json_parse(bwpi_buf_text(&last->body), last->body.size, &problem);
    const char      *code = bwpi_json_member_text(json, "Code");
    enum errand_next next;

    if (json != NULL && (code == NULL || strcmp(code, "Success") != 0))
        next = bwpi_errand_fail(errand, "it could not make keys of the machine's role");
    else
        next = bwpi_errand_take_keys(errand, json, "AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration");
    bwpi_json_free(json);
    return next;
}

enum errand_next bwpi_alibaba_metadata(struct errand *errand, const struct http_response *last,
                                       struct http_request *request)
{
    if (last == NULL)
        return ask_token(errand, request);
    if (last->failure != HTTP_ANSWERED)
        return bwpi_errand_fail(errand, last->reason);
    if (errand->phase == ASKS_TOKEN && last->status == 200 && !bwpi_errand_take_ticket(errand, last))
        return bwpi_errand_fail(errand, "its token is none");
    if (errand->phase == ASKS_TOKEN && errand->ticket.size == 0 && errand->needs_ticket)
        return bwpi_errand_fail(errand,
                                "it gave no token, and ALIBABA_CLOUD_IMDSV1_DISABLED forbids to ask without one");
    if (errand->phase == ASKS_TOKEN) /* a service without tokens answers without one, too */
        return ask(errand, errand->name[0] != '\0' ? ASKS_KEYS : ASKS_NAME, request);
    if (last->status == 404 && errand->phase == ASKS_KEYS) {
        (void)snprintf(errand->said, sizeof errand->said,
                       "this machine has no RAM role %.64s; give it that one, or keys in another way", errand->name);
        return bwpi_errand_fail(errand, errand->said);
    }
    if (last->status == 404)
        return bwpi_errand_fail(errand, "this machine has no RAM role; give it one, or keys in another way");
    if (last->status != 200)
        return bwpi_errand_fail_with(errand, last->status);
    if (errand->phase == ASKS_NAME)
        return bwpi_role_take(errand->name, bwpi_buf_text(&last->body))
                   ? ask(errand, ASKS_KEYS, request)
                   : bwpi_errand_fail(errand, "the name of the role is none");
    return read_keys(errand, last);
}
