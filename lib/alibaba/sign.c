/* sign.c - ACS3-HMAC-SHA256 with parameters in the query, or RPC signature v1 with everything in a form. */
#include "alibaba/alibaba.h"
#include "base/clock.h"

bwp_status bwpi_alibaba_authorize(const struct context *context, const char *body_hash,
                                  const struct http_request *request, struct signing *signing, struct fault *fault)
{
    const struct buf *canonical = &signing->canonical_request[AS_SENT], *to_sign = &signing->string_to_sign[AS_SENT];
    char              hash[CRYPTO_HEX_SIZE];

    bwpi_signing_aim(signing, request, bwpi_pairs_by_name);
    bwpi_signing_sort_headers(signing, request);
    bwpi_signing_canonicalise(signing, request, bwpi_buf_text(&request->path), body_hash);
    if (!bwpi_sha256_hex(context->config->crypto, bwpi_buf_text(canonical), canonical->size, hash))
        return bwpi_fault_memory(fault);
    for (enum view view = AS_SENT; view < VIEWS; view++) {
        bwpi_buf_add_text(&signing->string_to_sign[view], "ACS3-HMAC-SHA256\n");
        bwpi_buf_add_text(&signing->string_to_sign[view], hash);
    }
    if (!bwpi_hmac_hex(context->keys->mac, bwpi_buf_text(to_sign), to_sign->size, signing->signature))
        return bwpi_fault_memory(fault);
    bwpi_signing_authorize(signing, "ACS3-HMAC-SHA256 Credential=", context->keys->access_key,
                           ",SignedHeaders=", ",Signature=");
    return bwpi_signing_check(request, signing, fault);
}

/* The query is encoded once more, where it is signed. */
static void put_parameter(struct signing *signing, size_t index, enum view view)
{
    struct buf  *query = &signing->canonical_request[view];
    const size_t start = query->size;

    bwpi_uri_parameter(query, &signing->canonical, index, view);
    bwpi_uri_encode_query(&signing->string_to_sign[view], bwpi_buf_text(query) + start);
}

/* Shows what was sent since. */
static void show(struct buf views[VIEWS], size_t since)
{
    bwpi_buf_add_text(&views[AS_SHOWN], bwpi_buf_text(&views[AS_SENT]) + since);
}

/* Only a secret differs between what is sent and what is shown; all else is encoded once, and copied. */
static void put_parameters(struct signing *signing)
{
    struct buf *query = signing->canonical_request, *to_sign = signing->string_to_sign;
    size_t      query_since = 0, to_sign_since = 0;

    for (size_t i = 0; i < signing->canonical.count; i++) {
        if (!bwpi_pairs_is_secret(&signing->canonical, i)) {
            put_parameter(signing, i, AS_SENT);
            continue;
        }
        show(query, query_since);
        show(to_sign, to_sign_since);
        for (enum view view = AS_SENT; view < VIEWS; view++)
            put_parameter(signing, i, view);
        query_since = query[AS_SENT].size;
        to_sign_since = to_sign[AS_SENT].size;
    }
    show(query, query_since);
    show(to_sign, to_sign_since);
}

/* The signature is the same for parameters in a query and in a form, and a form may be long. */
bwp_status bwpi_alibaba_authorize_rpc(const struct context *context, const struct http_request *request,
                                      struct signing *signing, struct fault *fault)
{
    struct buf *to_sign = &signing->string_to_sign[AS_SENT];

    bwpi_pairs_sort(&signing->canonical, bwpi_pairs_by_name); /* by decoded names: Tag.10 before Tag.2 */
    bwpi_buf_add_text(to_sign, request->method);
    bwpi_buf_add_text(to_sign, "&%2F&");
    put_parameters(signing);
    if (!bwpi_hmac_base64(context->keys->mac, bwpi_buf_text(to_sign), to_sign->size, signing->signature))
        return bwpi_fault_memory(fault);
    for (enum view view = AS_SENT; view < VIEWS; view++) {
        bwpi_buf_add_text(&signing->form[view], bwpi_buf_text(&signing->canonical_request[view]));
        bwpi_buf_add_text(&signing->form[view], "&Signature=");
        if (view == AS_SENT)
            bwpi_uri_encode(&signing->form[view], signing->signature, false);
        else
            bwpi_buf_add_text(&signing->form[view], STARS);
    }
    signing->has_form = true;
    return bwpi_signing_check(request, signing, fault);
}

static bwp_status sign_rpc(const struct context *context, const struct stamp *stamp, const char *date,
                           const struct http_request *request, struct signing *signing, struct fault *fault)
{
    const struct keys *keys = context->keys;
    struct pairs      *params = &signing->canonical;

    bwpi_pairs_add(&signing->headers, "Content-Type", "application/x-www-form-urlencoded");
    bwpi_buf_add_char(&signing->target, '/');
    bwpi_pairs_add_all(params, &request->params);
    bwpi_pairs_add_secret(params, "AccessKeyId", keys->access_key);
    bwpi_pairs_add(params, "SignatureMethod", "HMAC-SHA1");
    bwpi_pairs_add(params, "SignatureNonce", stamp->nonce);
    bwpi_pairs_add(params, "SignatureVersion", "1.0");
    bwpi_pairs_add(params, "Timestamp", date);
    if (keys->security_token != NULL)
        bwpi_pairs_add_secret(params, "SecurityToken", keys->security_token);
    return bwpi_alibaba_authorize_rpc(context, request, signing, fault);
}

bwp_status bwpi_alibaba_sign(const struct context *context, const struct stamp *stamp,
                             const struct http_request *request, struct signing *signing, struct fault *fault)
{
    const struct keys *keys = context->keys;
    struct pairs      *headers = &signing->headers;
    char               date[CLOCK_TEXT_SIZE], hash[CRYPTO_HEX_SIZE];

    bwpi_clock_format(stamp->unix_time, 0, date);
    bwpi_pairs_add(headers, "Host", context->config->address.host);
    if (bwpi_alibaba_is_rpc(context->config))
        return sign_rpc(context, stamp, date, request, signing, fault);
    if (!bwpi_sha256_hex(context->config->crypto, bwpi_buf_text(&request->body), request->body.size, hash))
        return bwpi_fault_memory(fault);
    bwpi_pairs_add(headers, "x-acs-content-sha256", hash);
    bwpi_pairs_add(headers, "x-acs-date", date);
    bwpi_pairs_add(headers, "x-acs-signature-nonce", stamp->nonce);
    if (keys->security_token != NULL) { /* both are sent and signed, or neither [ali-openapi] */
        bwpi_pairs_add_secret(headers, "x-acs-accesskey-id", keys->access_key);
        bwpi_pairs_add_secret(headers, "x-acs-security-token", keys->security_token);
    }
    return bwpi_alibaba_authorize(context, hash, request, signing, fault);
}
