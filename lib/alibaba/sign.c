/* sign.c - ACS3-HMAC-SHA256 with parameters in the query, or RPC signature v1 with everything in a form. */
#include "alibaba/alibaba.h"
#include "base/clock.h"

bwp_status bwpi_alibaba_authorize(const struct config *config, struct http_request *request, struct fault *fault)
{
    struct buf *canonical = &request->canonical_request, *to_sign = &request->string_to_sign;
    struct buf *authorization = &request->authorization;
    char        hash[CRYPTO_HEX_SIZE];

    bwpi_pairs_sort(&request->params, bwpi_pairs_by_name);
    bwpi_http_request_aim(request);
    bwpi_pairs_add_lower(&request->canonical, &request->headers);
    bwpi_pairs_add_lower(&request->canonical, &request->signed_headers);
    bwpi_pairs_sort(&request->canonical, bwpi_pairs_by_name);
    if (!bwpi_sha256_hex(config->crypto, bwpi_buf_text(&request->body), request->body.size, hash))
        return bwpi_fault_memory(fault);
    bwpi_http_request_canonicalise(request, bwpi_buf_text(&request->path), hash);
    if (!bwpi_sha256_hex(config->crypto, bwpi_buf_text(canonical), canonical->size, hash))
        return bwpi_fault_memory(fault);
    bwpi_buf_add_text(to_sign, "ACS3-HMAC-SHA256\n");
    bwpi_buf_add_text(to_sign, hash);
    if (!bwpi_hmac_hex(config->key, bwpi_buf_text(to_sign), to_sign->size, request->signature))
        return bwpi_fault_memory(fault);
    bwpi_buf_add_text(authorization, "ACS3-HMAC-SHA256 Credential=");
    bwpi_buf_add_text(authorization, config->access_key);
    bwpi_buf_add_text(authorization, ",SignedHeaders=");
    bwpi_pairs_put_names(authorization, &request->canonical);
    bwpi_buf_add_text(authorization, ",Signature=");
    bwpi_buf_add_text(authorization, request->signature);
    bwpi_pairs_add(&request->signed_headers, "Authorization", bwpi_buf_text(authorization));
    return bwpi_fault_of(bwpi_http_request_state(request), fault);
}

/*
 * The sorted text is encoded twice: "%3A" in it is "%253A" in the string to sign.  The signature is the same for a
 * query and a form; the form has no limit of length.
 */
bwp_status bwpi_alibaba_authorize_rpc(const struct config *config, struct http_request *request, struct fault *fault)
{
    struct buf *to_sign = &request->string_to_sign;

    bwpi_pairs_sort(&request->canonical, bwpi_pairs_by_name); /* decoded names, bytewise: Tag.10 before Tag.2 */
    bwpi_uri_query(&request->canonical_request, &request->canonical);
    bwpi_buf_add_text(to_sign, request->method);
    bwpi_buf_add_text(to_sign, "&%2F&");
    bwpi_uri_encode(to_sign, bwpi_buf_text(&request->canonical_request), false);
    if (!bwpi_hmac_base64(config->key, bwpi_buf_text(to_sign), to_sign->size, request->signature))
        return bwpi_fault_memory(fault);
    bwpi_buf_add_text(&request->form, bwpi_buf_text(&request->canonical_request));
    bwpi_buf_add_text(&request->form, "&Signature=");
    bwpi_uri_encode(&request->form, request->signature, false);
    request->has_form = true;
    return bwpi_fault_of(bwpi_http_request_state(request), fault);
}

static bwp_status sign_rpc(const struct config *config, const struct stamp *stamp, const char *date,
                           struct http_request *request, struct fault *fault)
{
    struct pairs *params = &request->canonical;

    bwpi_pairs_add(&request->signed_headers, "Content-Type", "application/x-www-form-urlencoded");
    bwpi_buf_add_char(&request->target, '/');
    bwpi_pairs_add_all(params, &request->params);
    bwpi_pairs_add(params, "AccessKeyId", config->access_key);
    bwpi_pairs_add(params, "SignatureMethod", "HMAC-SHA1");
    bwpi_pairs_add(params, "SignatureNonce", stamp->nonce);
    bwpi_pairs_add(params, "SignatureVersion", "1.0");
    bwpi_pairs_add(params, "Timestamp", date);
    if (config->security_token != NULL)
        bwpi_pairs_add(params, "SecurityToken", config->security_token);
    return bwpi_alibaba_authorize_rpc(config, request, fault);
}

bwp_status bwpi_alibaba_sign(const struct config *config, const struct stamp *stamp, struct http_request *request,
                             struct fault *fault)
{
    struct pairs *headers = &request->signed_headers;
    char          date[CLOCK_TEXT_SIZE], hash[CRYPTO_HEX_SIZE];

    bwpi_http_request_unsign(request);
    bwpi_clock_format(stamp->unix_time, 0, date);
    bwpi_pairs_add(headers, "Host", config->address.host);
    if (bwpi_alibaba_is_rpc(config))
        return sign_rpc(config, stamp, date, request, fault);
    if (!bwpi_sha256_hex(config->crypto, bwpi_buf_text(&request->body), request->body.size, hash))
        return bwpi_fault_memory(fault);
    bwpi_pairs_add(headers, "x-acs-content-sha256", hash);
    bwpi_pairs_add(headers, "x-acs-date", date);
    bwpi_pairs_add(headers, "x-acs-signature-nonce", stamp->nonce);
    if (config->security_token != NULL) { /* both or neither, both signed [openapi-client] */
        bwpi_pairs_add(headers, "x-acs-accesskey-id", config->access_key);
        bwpi_pairs_add(headers, "x-acs-security-token", config->security_token);
    }
    return bwpi_alibaba_authorize(config, request, fault);
}
