/* sign.c - SDK-HMAC-SHA256, or the token that stands in its place. */
#include "base/clock.h"
#include "huawei/huawei.h"

/* The URI that is signed ends with '/', although the one that is sent does not [hw-sign].  False without memory. */
static bool put_canonical_request(const struct crypto *crypto, const struct http_request *request,
                                  struct signing *signing)
{
    struct buf uri = BUF_INIT(HTTP_REQUEST_MAX);
    char       room[256], hash[CRYPTO_HEX_SIZE];
    bool       ok = bwpi_sha256_hex(crypto, bwpi_buf_text(&request->body), request->body.size, hash);

    bwpi_buf_lend(&uri, room, sizeof room);
    bwpi_uri_encode(&uri, bwpi_buf_text(&request->path), true);
    if (uri.size == 0 || uri.data[uri.size - 1] != '/')
        bwpi_buf_add_char(&uri, '/');
    ok = ok && uri.state == BUF_OK;
    if (ok)
        bwpi_signing_canonicalise(signing, request, bwpi_buf_text(&uri), hash);
    bwpi_buf_free(&uri);
    return ok;
}

static bool put_string_to_sign(const struct crypto *crypto, const char *date, struct signing *signing)
{
    const struct buf *canonical = &signing->canonical_request[AS_SENT];
    char              hash[CRYPTO_HEX_SIZE];

    if (!bwpi_sha256_hex(crypto, bwpi_buf_text(canonical), canonical->size, hash))
        return false;
    for (enum view view = AS_SENT; view < VIEWS; view++) {
        struct buf *to_sign = &signing->string_to_sign[view];

        bwpi_buf_add_text(to_sign, "SDK-HMAC-SHA256\n");
        bwpi_buf_add_text(to_sign, date);
        bwpi_buf_add_char(to_sign, '\n');
        bwpi_buf_add_text(to_sign, hash);
    }
    return true;
}

bwp_status bwpi_huawei_authorize(const struct context *context, const char *date, const struct http_request *request,
                                 struct signing *signing, struct fault *fault)
{
    const struct crypto *crypto = context->config->crypto;
    const struct buf    *to_sign = &signing->string_to_sign[AS_SENT];

    bwpi_signing_aim(signing, request, bwpi_pairs_by_name_and_value); /* sorted, then encoded [hw-go] */
    bwpi_signing_sort_headers(signing, request);
    if (!put_canonical_request(crypto, request, signing) || !put_string_to_sign(crypto, date, signing) ||
        !bwpi_hmac_hex(context->keys->mac, bwpi_buf_text(to_sign), to_sign->size, signing->signature))
        return bwpi_fault_memory(fault);
    bwpi_signing_authorize(signing, "SDK-HMAC-SHA256 Access=", context->keys->access_key,
                           ", SignedHeaders=", ", Signature=");
    return bwpi_signing_check(request, signing, fault);
}

bwp_status bwpi_huawei_sign(const struct context *context, const struct stamp *stamp,
                            const struct http_request *request, struct signing *signing, struct fault *fault)
{
    const struct keys *keys = context->keys;
    char               date[CLOCK_TEXT_SIZE];

    bwpi_pairs_add(&signing->headers, "Host", context->config->address.host);
    if (keys->auth_token != NULL) { /* instead of a signature, to which X-Sdk-Date belongs [hw-create-2025] */
        bwpi_pairs_add_secret(&signing->headers, "X-Auth-Token", keys->auth_token);
        bwpi_signing_aim(signing, request, bwpi_pairs_by_name_and_value);
        return bwpi_signing_check(request, signing, fault);
    }
    bwpi_clock_format(stamp->unix_time, 1, date);
    bwpi_pairs_add(&signing->headers, "X-Sdk-Date", date);
    if (keys->security_token != NULL)
        bwpi_pairs_add_secret(&signing->headers, "X-Security-Token", keys->security_token);
    return bwpi_huawei_authorize(context, date, request, signing, fault);
}
