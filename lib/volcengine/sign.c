/* sign.c - HMAC-SHA256 over a GET without a body; its key holds for one day, one region and one service [vo-sign]. */
#include <stdio.h>

#include "base/clock.h"
#include "volcengine/volcengine.h"

enum { DAY_SIZE = 9 };

/* The chain of keys that ends in the signature; each is the HMAC that the one before makes of a text. */
static bool put_signature(const struct context *context, const char *const links[4], struct signing *signing)
{
    const struct buf *to_sign = &signing->string_to_sign[AS_SENT];
    struct hmac_key  *key = NULL;
    bool              ok = true;

    for (size_t i = 0; ok && i < 4; i++) {
        struct hmac_key *next = bwpi_hmac_key_next(context->config->crypto, i == 0 ? context->keys->mac : key,
                                                   links[i]);

        bwpi_hmac_key_free(key);
        key = next;
        ok = key != NULL;
    }
    ok = ok && bwpi_hmac_hex(key, bwpi_buf_text(to_sign), to_sign->size, signing->signature);
    bwpi_hmac_key_free(key);
    return ok;
}

bwp_status bwpi_volcengine_authorize(const struct context *context, const char *date, const char *service,
                                     const char *body_hash, const struct http_request *request, struct signing *signing,
                                     struct fault *fault)
{
    const struct buf *canonical = &signing->canonical_request[AS_SENT];
    const char       *region = bwpi_volcengine_region(context->config);
    char              day[DAY_SIZE], scope[64], before_names[96], hash[CRYPTO_HEX_SIZE];

    (void)snprintf(day, sizeof day, "%.8s", date);
    (void)snprintf(scope, sizeof scope, "%s/%s/%s/request", day, region, service);
    (void)snprintf(before_names, sizeof before_names, "/%s, SignedHeaders=", scope);
    bwpi_signing_aim(signing, request, bwpi_pairs_by_name);
    bwpi_signing_sort_headers(signing, request);
    bwpi_signing_canonicalise(signing, request, bwpi_buf_text(&request->path), body_hash);
    if (!bwpi_sha256_hex(context->config->crypto, bwpi_buf_text(canonical), canonical->size, hash))
        return bwpi_fault_memory(fault);
    for (enum view view = AS_SENT; view < VIEWS; view++) {
        struct buf *to_sign = &signing->string_to_sign[view];

        bwpi_buf_add_text(to_sign, "HMAC-SHA256\n");
        bwpi_buf_add_text(to_sign, date);
        bwpi_buf_add_char(to_sign, '\n');
        bwpi_buf_add_text(to_sign, scope);
        bwpi_buf_add_char(to_sign, '\n');
        bwpi_buf_add_text(to_sign, hash);
    }
    if (!put_signature(context, (const char *const[4]){day, region, service, "request"}, signing))
        return bwpi_fault_memory(fault);
    bwpi_signing_authorize(signing, "HMAC-SHA256 Credential=", context->keys->access_key, before_names, ", Signature=");
    return bwpi_signing_check(request, signing, fault);
}

bwp_status bwpi_volcengine_sign(const struct context *context, const struct stamp *stamp,
                                const struct http_request *request, struct signing *signing, struct fault *fault)
{
    struct pairs *headers = &signing->headers;
    char          date[CLOCK_TEXT_SIZE], hash[CRYPTO_HEX_SIZE];

    bwpi_clock_format(stamp->unix_time, 1, date);
    bwpi_pairs_add(headers, "Host", context->config->address.host);
    bwpi_pairs_add(headers, "X-Date", date);
    if (context->keys->security_token != NULL)
        bwpi_pairs_add_secret(headers, "X-Security-Token", context->keys->security_token);
    /* no X-Content-Sha256: without a body the vendor's own signers send and sign none [vo-node] */
    if (!bwpi_sha256_hex(context->config->crypto, bwpi_buf_text(&request->body), request->body.size, hash))
        return bwpi_fault_memory(fault);
    return bwpi_volcengine_authorize(context, date, "cen", hash, request, signing, fault);
}
