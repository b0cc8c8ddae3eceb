/* sign.c - bce-auth-v1: the body is not signed, so TLS alone protects it. */
#include <stdio.h>

#include "baidu/baidu.h"
#include "base/clock.h"

enum { VALID_SECONDS = 1800 }; /* as in the vendor's SDKs [bd-go] */

/* Encodes path and parameters into the target.  Encoded pairs are sorted with their '=': "bp-id=3" before "bp=1". */
static void aim(struct signing *signing, const struct http_request *request)
{
    struct pairs *sorted = &signing->canonical; /* not in use before the headers are sorted into it */
    struct buf    pair = BUF_INIT(HTTP_REQUEST_MAX);
    char          room[256];

    bwpi_buf_lend(&pair, room, sizeof room);
    for (size_t i = 0; i < request->params.count; i++) {
        bwpi_buf_clear(&pair);
        bwpi_uri_encode(&pair, bwpi_pairs_name(&request->params, i), false);
        bwpi_buf_add_char(&pair, '=');
        bwpi_uri_encode(&pair, bwpi_pairs_value(&request->params, i), false);
        bwpi_pairs_add(sorted, bwpi_buf_text(&pair), "");
        if (pair.state != BUF_OK)
            signing->target.state = pair.state;
    }
    bwpi_buf_free(&pair);
    bwpi_pairs_sort(sorted, bwpi_pairs_by_name);
    bwpi_uri_encode(&signing->target, bwpi_buf_text(&request->path), true);
    for (size_t i = 0; i < sorted->count; i++) {
        bwpi_buf_add_char(&signing->target, i == 0 ? '?' : '&');
        bwpi_buf_add_text(&signing->target, bwpi_pairs_name(sorted, i));
    }
    if (sorted->text.state != BUF_OK)
        signing->target.state = sorted->text.state;
    bwpi_pairs_clear(sorted);
}

/* The lines have to be sorted as well; for the names that are signed here that is the order of the names. */
static void put_canonical_request(struct signing *signing, const struct http_request *request, enum view view)
{
    const struct pairs *headers = &signing->canonical;
    struct buf         *canonical = &signing->canonical_request[view];

    bwpi_buf_add_text(canonical, request->method);
    bwpi_buf_add_char(canonical, '\n');
    bwpi_uri_encode(canonical, bwpi_buf_text(&request->path), true);
    bwpi_buf_add_char(canonical, '\n');
    bwpi_buf_add_text(canonical, bwpi_signing_query(signing));
    for (size_t i = 0; i < headers->count; i++) {
        bwpi_buf_add_char(canonical, '\n');
        bwpi_uri_encode(canonical, bwpi_pairs_name(headers, i), false);
        bwpi_buf_add_char(canonical, ':');
        if (view == AS_SHOWN && bwpi_pairs_is_secret(headers, i))
            bwpi_buf_add_text(canonical, STARS);
        else
            bwpi_uri_encode(canonical, bwpi_pairs_value(headers, i), false);
    }
}

/*
 * The key of the signature is the hexadecimal text, not the bytes, of an HMAC of the beginning of the header [bd-auth].
 * False without memory.
 */
static bool put_signature(const struct context *context, const char *after_key, struct signing *signing)
{
    const struct buf *canonical = &signing->canonical_request[AS_SENT];
    struct buf        prefix = BUF_INIT(HTTP_REQUEST_MAX);
    char              room[256], signing_key[CRYPTO_HEX_SIZE];
    struct hmac_key  *key = NULL;
    bool              ok;

    bwpi_buf_lend(&prefix, room, sizeof room);
    bwpi_buf_add_text(&prefix, "bce-auth-v1/");
    bwpi_buf_add_text(&prefix, context->keys->access_key);
    bwpi_buf_add_text(&prefix, after_key);
    ok = prefix.state == BUF_OK &&
         bwpi_hmac_hex(context->keys->mac, bwpi_buf_text(&prefix), prefix.size, signing_key) &&
         (key = bwpi_hmac_key_new(context->config->crypto, false, signing_key, "")) != NULL &&
         bwpi_hmac_hex(key, bwpi_buf_text(canonical), canonical->size, signing->signature);
    bwpi_hmac_key_free(key);
    bwpi_wipe(signing_key, sizeof signing_key);
    bwpi_buf_free(&prefix);
    return ok;
}

bwp_status bwpi_baidu_authorize(const struct context *context, const char *date, unsigned valid_seconds,
                                const struct http_request *request, struct signing *signing, struct fault *fault)
{
    char after_key[CLOCK_TEXT_SIZE + 16], before_names[CLOCK_TEXT_SIZE + 17];

    (void)snprintf(after_key, sizeof after_key, "/%s/%u", date, valid_seconds);
    (void)snprintf(before_names, sizeof before_names, "%s/", after_key);
    aim(signing, request);
    bwpi_pairs_add_lower(&signing->canonical, &signing->headers);
    bwpi_pairs_sort(&signing->canonical, bwpi_pairs_by_name);
    for (enum view view = AS_SENT; view < VIEWS; view++)
        put_canonical_request(signing, request, view);
    if (!put_signature(context, after_key, signing))
        return bwpi_fault_memory(fault);
    bwpi_signing_authorize(signing, "bce-auth-v1/", context->keys->access_key, before_names, "/");
    return bwpi_signing_check(request, signing, fault);
}

bwp_status bwpi_baidu_sign(const struct context *context, const struct stamp *stamp, const struct http_request *request,
                           struct signing *signing, struct fault *fault)
{
    struct pairs *headers = &signing->headers;
    char          date[CLOCK_TEXT_SIZE];

    bwpi_clock_format(stamp->unix_time, 0, date);
    /* "this API's signature uses only the two headers host and x-bce-date" [bd-general]; others change underway */
    bwpi_pairs_add(headers, "Host", context->config->address.host);
    bwpi_pairs_add(headers, "x-bce-date", date);
    if (context->keys->security_token != NULL)
        bwpi_pairs_add_secret(headers, "x-bce-security-token", context->keys->security_token);
    return bwpi_baidu_authorize(context, date, VALID_SECONDS, request, signing, fault);
}
