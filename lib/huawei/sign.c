/* sign.c - SDK-HMAC-SHA256, or the token that stands in its place. */
#include "base/clock.h"
#include "huawei/huawei.h"

/* Its URI ends with '/', though that on the wire does not [API Request Signing Guide, canonical URI]. */
static bool put_canonical_request(const struct crypto *crypto, struct http_request *request)
{
    struct buf        uri = BUF_INIT(HTTP_REQUEST_MAX);
    const struct buf *body = bwpi_http_request_body(request);
    char              hash[CRYPTO_HEX_SIZE];
    bool              ok = bwpi_sha256_hex(crypto, bwpi_buf_text(body), body->size, hash);

    bwpi_uri_encode(&uri, bwpi_buf_text(&request->path), true);
    if (uri.size == 0 || uri.data[uri.size - 1] != '/')
        bwpi_buf_add_char(&uri, '/');
    ok = ok && uri.state == BUF_OK;
    if (ok)
        bwpi_http_request_canonicalise(request, bwpi_buf_text(&uri), hash);
    bwpi_buf_free(&uri);
    return ok;
}

static bool put_string_to_sign(const struct crypto *crypto, const char *date, struct http_request *request)
{
    const struct buf *canonical = &request->canonical_request;
    struct buf       *to_sign = &request->string_to_sign;
    char              hash[CRYPTO_HEX_SIZE];

    if (!bwpi_sha256_hex(crypto, bwpi_buf_text(canonical), canonical->size, hash))
        return false;
    bwpi_buf_add_text(to_sign, "SDK-HMAC-SHA256\n");
    bwpi_buf_add_text(to_sign, date);
    bwpi_buf_add_char(to_sign, '\n');
    bwpi_buf_add_text(to_sign, hash);
    return true;
}

bwp_status bwpi_huawei_authorize(const struct config *config, const char *date, struct http_request *request,
                                 struct fault *fault)
{
    struct buf *authorization = &request->authorization;

    bwpi_pairs_sort(&request->params, bwpi_pairs_by_name_and_value); /* before encoding, as three of five SDKs do */
    bwpi_http_request_aim(request);
    bwpi_pairs_add_lower(&request->canonical, &request->headers);
    bwpi_pairs_add_lower(&request->canonical, &request->signed_headers);
    bwpi_pairs_sort(&request->canonical, bwpi_pairs_by_name);
    if (!put_canonical_request(config->crypto, request) || !put_string_to_sign(config->crypto, date, request) ||
        !bwpi_hmac_hex(config->key, bwpi_buf_text(&request->string_to_sign), request->string_to_sign.size,
                       request->signature))
        return bwpi_fault_memory(fault);
    bwpi_buf_add_text(authorization, "SDK-HMAC-SHA256 Access=");
    bwpi_buf_add_text(authorization, config->access_key);
    bwpi_buf_add_text(authorization, ", SignedHeaders=");
    bwpi_pairs_put_names(authorization, &request->canonical);
    bwpi_buf_add_text(authorization, ", Signature=");
    bwpi_buf_add_text(authorization, request->signature);
    bwpi_pairs_add(&request->signed_headers, "Authorization", bwpi_buf_text(authorization));
    return bwpi_fault_of(bwpi_http_request_state(request), fault);
}

bwp_status bwpi_huawei_sign(const struct config *config, const struct stamp *stamp, struct http_request *request,
                            struct fault *fault)
{
    char date[CLOCK_TEXT_SIZE];

    bwpi_http_request_unsign(request);
    bwpi_pairs_add(&request->signed_headers, "Host", config->address.host);
    if (config->auth_token != NULL) { /* needs no signature, and X-Sdk-Date goes with a signature only */
        bwpi_pairs_add(&request->signed_headers, "X-Auth-Token", config->auth_token);
        bwpi_http_request_aim(request);
        return bwpi_fault_of(bwpi_http_request_state(request), fault);
    }
    bwpi_clock_format(stamp->unix_time, 1, date);
    bwpi_pairs_add(&request->signed_headers, "X-Sdk-Date", date);
    if (config->security_token != NULL)
        bwpi_pairs_add(&request->signed_headers, "X-Security-Token", config->security_token);
    return bwpi_huawei_authorize(config, date, request, fault);
}
