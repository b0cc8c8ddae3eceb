/* metadata.c - keys of the agency of the machine this runs on [hw-go]. */
#include <string.h>

#include "huawei/huawei.h"

enum { ASKS_TOKEN = 1, ASKS_KEYS };

static enum errand_next ask_token(struct errand *errand, struct http_request *request)
{
    errand->phase = ASKS_TOKEN;
    request->method = "PUT";
    bwpi_buf_add_text(&request->path, "/meta-data/latest/api/token");
    bwpi_pairs_add(&request->headers, "X-Metadata-Token-Ttl-Seconds", "21600");
    return ERRAND_ASKS;
}

static enum errand_next ask_keys(struct errand *errand, struct http_request *request)
{
    errand->phase = ASKS_KEYS;
    request->method = "GET";
    bwpi_buf_add_text(&request->path, "/openstack/latest/securitykey");
    if (errand->ticket.size > 0)
        bwpi_pairs_add_secret(&request->headers, "X-Metadata-Token", bwpi_buf_text(&errand->ticket));
    return ERRAND_ASKS;
}

static enum errand_next read_keys(struct errand *errand, const struct http_response *last)
{
    const char      *problem;
    struct json     *json;
    enum errand_next next;

    if (last->failure != HTTP_ANSWERED)
        return bwpi_errand_fail(errand, last->reason);
    if (last->status == 404)
        return bwpi_errand_fail(errand, "this machine has no agency; give it one, or keys in another way");
    if (last->status != 200)
        return bwpi_errand_fail_with(errand, last->status);
    json = bwpi_json_parse(bwpi_buf_text(&last->body), last->body.size, &problem);
    next = bwpi_errand_take_keys(errand, bwpi_json_member(json, "credential"), "access", "secret", "securitytoken",
                                 "expires_at");
    bwpi_json_free(json);
    return next;
}

enum errand_next bwpi_huawei_metadata(struct errand *errand, const struct http_response *last,
                                      struct http_request *request)
{
    if (last == NULL)
        return ask_token(errand, request);
    if (errand->phase == ASKS_KEYS)
        return read_keys(errand, last);
    if (last->failure != HTTP_ANSWERED)
        return bwpi_errand_fail(errand, last->reason);
    if (last->status == 200 && !bwpi_errand_take_ticket(errand, last))
        return bwpi_errand_fail(errand, "its token is none");
    /* 404, 405 and 503 say that there is no token mode; what else there is, the keys will tell */
    return ask_keys(errand, request);
}
