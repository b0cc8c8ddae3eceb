/* sign.c - bce-auth-v1: the body is not signed, so TLS alone protects it. */
#include "baidu/baidu.h"
#include "base/clock.h"

enum { VALID_SECONDS = 1800 }; /* the vendor's default */

/* Encoded pairs are sorted whole, '=' included: "bp-id=3" stands before "bp=1". */
static void aim(struct http_request *request)
{
    struct pairs *sorted = &request->canonical; /* free until the headers go in */
    struct buf    pair = BUF_INIT(HTTP_REQUEST_MAX);

    for (size_t i = 0; i < request->params.count; i++) {
        bwpi_buf_clear(&pair);
        bwpi_uri_encode(&pair, bwpi_pairs_name(&request->params, i), false);
        bwpi_buf_add_char(&pair, '=');
        bwpi_uri_encode(&pair, bwpi_pairs_value(&request->params, i), false);
        bwpi_pairs_add(sorted, bwpi_buf_text(&pair), "");
        if (pair.state != BUF_OK)
            request->target.state = pair.state;
    }
    bwpi_buf_free(&pair);
    bwpi_pairs_sort(sorted, bwpi_pairs_by_name);
    bwpi_uri_encode(&request->target, bwpi_buf_text(&request->path), true);
    for (size_t i = 0; i < sorted->count; i++) {
        bwpi_buf_add_char(&request->target, i == 0 ? '?' : '&');
        bwpi_buf_add_text(&request->target, bwpi_pairs_name(sorted, i));
    }
    if (sorted->text.state != BUF_OK)
        request->target.state = sorted->text.state;
    bwpi_pairs_clear(sorted);
}

/* The lines are sorted, too; with the names signed here that is the order of the names. */
static void put_canonical_request(struct http_request *request)
{
    struct buf *canonical = &request->canonical_request;

    bwpi_buf_add_text(canonical, request->method);
    bwpi_buf_add_char(canonical, '\n');
    bwpi_uri_encode(canonical, bwpi_buf_text(&request->path), true);
    bwpi_buf_add_char(canonical, '\n');
    bwpi_buf_add_text(canonical, bwpi_http_request_query(request));
    for (size_t i = 0; i < request->canonical.count; i++) {
        bwpi_buf_add_char(canonical, '\n');
        bwpi_uri_encode(canonical, bwpi_pairs_name(&request->canonical, i), false);
        bwpi_buf_add_char(canonical, ':');
        bwpi_uri_encode(canonical, bwpi_pairs_value(&request->canonical, i), false);
    }
}

/* The signing key is the hexadecimal text of an HMAC, not its bytes. */
static bool put_signature(const struct config *config, struct http_request *request)
{
    struct buf      *prefix = &request->authorization;
    char             signing_key[CRYPTO_HEX_SIZE];
    struct hmac_key *key;
    bool             ok;

    if (!bwpi_hmac_hex(config->key, bwpi_buf_text(prefix), prefix->size, signing_key))
        return false;
    key = bwpi_hmac_key_new(config->crypto, false, signing_key, "");
    ok = key != NULL && bwpi_hmac_hex(key, bwpi_buf_text(&request->canonical_request), request->canonical_request.size,
                                      request->signature);
    bwpi_hmac_key_free(key);
    bwpi_wipe(signing_key, sizeof signing_key);
    return ok;
}

bwp_status bwpi_baidu_authorize(const struct config *config, const char *date, unsigned valid_seconds,
                                struct http_request *request, struct fault *fault)
{
    struct buf *authorization = &request->authorization;

    aim(request);
    bwpi_pairs_add_lower(&request->canonical, &request->signed_headers);
    bwpi_pairs_sort(&request->canonical, bwpi_pairs_by_name);
    put_canonical_request(request);
    bwpi_buf_add_text(authorization, "bce-auth-v1/");
    bwpi_buf_add_text(authorization, config->access_key);
    bwpi_buf_add_char(authorization, '/');
    bwpi_buf_add_text(authorization, date);
    bwpi_buf_add_char(authorization, '/');
    bwpi_buf_add_uint(authorization, valid_seconds);
    if (!put_signature(config, request))
        return bwpi_fault_memory(fault);
    bwpi_buf_add_char(authorization, '/');
    bwpi_pairs_put_names(authorization, &request->canonical);
    bwpi_buf_add_char(authorization, '/');
    bwpi_buf_add_text(authorization, request->signature);
    bwpi_pairs_add(&request->signed_headers, "Authorization", bwpi_buf_text(authorization));
    return bwpi_fault_of(bwpi_http_request_state(request), fault);
}

bwp_status bwpi_baidu_sign(const struct config *config, const struct stamp *stamp, struct http_request *request,
                           struct fault *fault)
{
    char date[CLOCK_TEXT_SIZE];

    bwpi_http_request_unsign(request);
    bwpi_clock_format(stamp->unix_time, 0, date);
    /* "this API's signature uses only the two headers host and x-bce-date" [CSN, general]: others get altered on the
     * way */
    bwpi_pairs_add(&request->signed_headers, "Host", config->address.host);
    bwpi_pairs_add(&request->signed_headers, "x-bce-date", date);
    if (config->security_token != NULL)
        bwpi_pairs_add(&request->signed_headers, "x-bce-security-token", config->security_token);
    return bwpi_baidu_authorize(config, date, VALID_SECONDS, request, fault);
}
