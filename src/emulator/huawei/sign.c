/*
 * sign.c - SDK-HMAC-SHA256 as the gateway rebuilds it from the bytes received, and X-Auth-Token beside it.  It shares
 * no line with lib/huawei/sign.c on purpose: it was written from the vendor's pages, to judge what lib signs.
 */
#include "huawei.h"

#include <string.h>

struct authorization {
    const char *access_key, *signed_headers, *signature;
};

/* "SDK-HMAC-SHA256 Access=<AK>, SignedHeaders=<a;b>, Signature=<hex>", with exactly these blanks and commas. */
static bool parse_authorization(struct memory *memory, const char *header, struct authorization *authorization)
{
    const char       *key, *list;
    static const char access[] = "SDK-HMAC-SHA256 Access=", names[] = ", SignedHeaders=", signature[] = ", Signature=";
    const char       *at_names = strstr(header, names), *at_signature = strstr(header, signature);

    if (!text_starts(header, access) || at_names == NULL || at_signature == NULL || at_signature < at_names)
        return false;
    key = header + strlen(access);
    list = at_names + strlen(names);
    if (at_names < key || at_signature < list)
        return false;
    authorization->access_key = memory_copy(memory, key, (size_t)(at_names - key));
    authorization->signed_headers = memory_copy(memory, list, (size_t)(at_signature - list));
    authorization->signature = at_signature + strlen(signature);
    return *authorization->access_key != '\0' && *authorization->signed_headers != '\0';
}

static const char *canonical_request(struct exchange *exchange, const struct authorization *authorization,
                                     const struct entries *names, const char *body_hash)
{
    struct entries query = {0};
    struct memory *memory = &exchange->memory;
    struct text    text = text_new(memory);

    text_print(&text, "%s\n", exchange->method);
    /* Each segment encoded, and a slash at the end that the URL itself does not have [signing guide, canonical URI]. */
    text_encode(&text, text_decode(memory, exchange->path, strlen(exchange->path), false), "/");
    text_put(&text, text.data[text.size - 1] == '/' ? "\n" : "/\n");
    entries_parse(memory, &query, exchange->query, strlen(exchange->query));
    entries_sort(&query);
    entries_encode(&query, &text);
    text_put(&text, "\n");
    for (size_t i = 0; i < names->count; i++)
        text_print(&text, "%s:%s\n", names->items[i].name, header_get(exchange, names->items[i].name));
    text_print(&text, "\n%s\n%s", authorization->signed_headers, body_hash);
    return text.data;
}

/* The gateway shows its canonical request in one line, with | for line feeds [signing guide, api-sign-0001]. */
static const char *one_line(struct memory *memory, const char *text)
{
    char *line = memory_copy(memory, text, strlen(text));

    for (char *c = line; *c != '\0'; c++)
        *c = *c == '\n' ? '|' : *c;
    return line;
}

static bool verify_time(struct exchange *exchange, const struct refusal *refusal, const char *date)
{
    int64_t when, now = clock_now();

    if (date == NULL || !time_parse(date, TIME_BASIC, &when))
        return refuse(exchange, refusal, "x-sdk-date has to be a time like 20251016T080000Z");
    if (when < now - CLOCK_WINDOW || when > now + CLOCK_WINDOW) {
        char server[TIME_SIZE];

        time_print(now, TIME_BASIC, server);
        return refuse(exchange, refusal, "calc aksk signature fail:signature expired, signature time:%s,server time:%s",
                      date, server);
    }
    return true;
}

static bool verify_keys(struct exchange *exchange, const struct refusal *refusal, const char *header)
{
    struct memory       *memory = &exchange->memory;
    struct authorization authorization;
    struct entries       names;
    const struct key    *key;
    const char          *complaint, *date, *token, *declared, *canonical;
    char                 hash[SHA256_TEXT_SIZE], expected[SHA256_TEXT_SIZE];

    if (!parse_authorization(memory, header, &authorization))
        return refuse(exchange, refusal, "verify aksk signature fail, the Authorization header is malformed");
    names = list_split(memory, authorization.signed_headers, ';');
    complaint = header_list_complaint(exchange, &names, true);
    if (complaint == NULL && entries_get(&names, "x-sdk-date") == NULL)
        complaint = "x-sdk-date must be signed";
    if (complaint != NULL)
        return refuse(exchange, refusal, "verify aksk signature fail, %s", complaint);
    date = header_get(exchange, "x-sdk-date");
    if (!verify_time(exchange, refusal, date))
        return false;
    key = key_find(authorization.access_key);
    token = header_get(exchange, "x-security-token"); /* need not be signed: Terraform adds it afterwards */
    if (key == NULL || (key->token != NULL && token == NULL))
        return refuse(exchange, refusal, "Get secretKey failed,ak:%s,err:ak not exist", authorization.access_key);
    if (token != NULL && (key->token == NULL || !same_secret(token, key->token)))
        return refuse(exchange, refusal, "decrypt token fail");
    sha256_text(exchange->body.data, exchange->body.size, hash);
    declared = header_get(exchange, "x-sdk-content-sha256");
    if (declared != NULL && strcmp(declared, hash) != 0 && strcmp(declared, "UNSIGNED-PAYLOAD") != 0)
        return refuse(exchange, refusal, "verify aksk signature fail, x-sdk-content-sha256 is not the body's hash");
    canonical = canonical_request(exchange, &authorization, &names, declared != NULL ? declared : hash);
    sha256_text(canonical, strlen(canonical), hash);
    hmac_sha256_text(key->secret, memory_print(memory, "SDK-HMAC-SHA256\n%s\n%s", date, hash), expected);
    if (!same_secret(expected, authorization.signature))
        return refuse(exchange, refusal, "verify aksk signature fail, canonicalRequest:%s",
                      one_line(memory, canonical));
    return true;
}

bool huawei_verify(struct exchange *exchange, const struct refusal *unauthenticated)
{
    const char *authorization = header_get(exchange, "authorization");
    const char *token = header_get(exchange, "x-auth-token");

    if (authorization != NULL)
        return verify_keys(exchange, unauthenticated, authorization);
    if (token == NULL)
        return refuse(exchange, unauthenticated, "x-auth-token not found");
    return same_secret(token, EMULATOR_AUTH_TOKEN) || refuse(exchange, unauthenticated, "decrypt token fail");
}
