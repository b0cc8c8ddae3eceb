/* metadata.c - keys of the IAM role of the machine this runs on [vo-go]. */
#include <string.h>

#include "volcengine/volcengine.h"

enum { ASKS_TOKEN = 1, ASKS_NAME, ASKS_KEYS };

#define ROLES "/volcstack/latest/iam/security_credentials"

static enum errand_next ask_token(struct errand *errand, struct http_request *request)
{
    errand->phase = ASKS_TOKEN;
    request->method = "PUT";
    bwpi_buf_add_text(&request->path, "/latest/api/token");
    bwpi_pairs_add(&request->headers, "X-volc-ecs-metadata-token-ttl-seconds", "21600");
    return ERRAND_ASKS;
}

static enum errand_next ask(struct errand *errand, unsigned phase, struct http_request *request)
{
    errand->phase = phase;
    request->method = "GET";
    bwpi_buf_add_text(&request->path, ROLES);
    if (phase == ASKS_KEYS) {
        bwpi_buf_add_char(&request->path, '/');
        bwpi_buf_add_text(&request->path, errand->name);
    } else {
        bwpi_pairs_add(&request->params, "type", "user");
        bwpi_pairs_add(&request->params, "format", "json");
    }
    bwpi_pairs_add_secret(&request->headers, "X-volc-ecs-metadata-token", bwpi_buf_text(&errand->ticket));
    return ERRAND_ASKS;
}

/* The roles are a list in JSON, or lines: the first one counts. */
static bool take_name(struct errand *errand, const struct http_response *last)
{
    const char  *problem, *text = bwpi_buf_text(&last->body);
    struct json *json = bwpi_json_parse(text, last->body.size, &problem);
    struct buf   line = BUF_INIT(ERRAND_TEXT_MAX);
    bool         ok;

    text += strspn(text, " \t\r\n");
    bwpi_buf_add(&line, text, strcspn(text, "\r\n"));
    ok = bwpi_role_take(errand->name,
                        json != NULL ? bwpi_json_text_or_empty(bwpi_json_first(json)) : bwpi_buf_text(&line));
    bwpi_json_free(json);
    bwpi_buf_free(&line);
    return ok;
}

static enum errand_next read_keys(struct errand *errand, const struct http_response *last)
{
    const char      *problem;
    struct json     *json = bwpi_json_parse(bwpi_buf_text(&last->body), last->body.size, &problem);
    enum errand_next next = bwpi_errand_take_keys(errand, json, "AccessKeyId", "SecretAccessKey", "SessionToken",
                                                  "ExpiredTime");

    bwpi_json_free(json);
    return next;
}

/* The vendor's SDK knows no service without tokens, so a token is required here as well. */
enum errand_next bwpi_volcengine_metadata(struct errand *errand, const struct http_response *last,
                                          struct http_request *request)
{
    if (last == NULL)
        return ask_token(errand, request);
    if (last->failure != HTTP_ANSWERED)
        return bwpi_errand_fail(errand, last->reason);
    if (errand->phase == ASKS_TOKEN)
        return last->status == 200 && bwpi_errand_take_ticket(errand, last)
                   ? ask(errand, ASKS_NAME, request)
                   : bwpi_errand_fail(errand, "its token is none");
    if (last->status == 404)
        return bwpi_errand_fail(errand, "this machine has no IAM role; give it one, or keys in another way");
    if (last->status != 200)
        return bwpi_errand_fail(errand, "it refused to give keys");
    if (errand->phase == ASKS_NAME)
        return take_name(errand, last) ? ask(errand, ASKS_KEYS, request)
                                       : bwpi_errand_fail(errand, "the name of the role is none");
    return read_keys(errand, last);
}
