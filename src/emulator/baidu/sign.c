/*
 * sign.c - bce-auth-v1 from the bytes received; it covers neither the body nor any header but the named ones.  It
 * shares no line with lib/baidu/sign.c on purpose: it was written from the vendor's pages, to judge what lib signs.
 */
#include "baidu.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BAD_HEADER, MISSING_HEADER, UNKNOWN_KEY, MISMATCH, SKEWED, EXPIRED };
static const struct refusal refusals[] = {
    [BAD_HEADER] = {400, "InvalidHTTPAuthHeader", "The HTTP authorization header is invalid: "},
    [MISSING_HEADER] = {400, "IamSignatureInvalid", "Missing headers required by signing: "},
    [UNKNOWN_KEY] = {403, "InvalidAccessKeyId", "The access key ID you provided does not exist in our records"},
    [MISMATCH] = {400, "SignatureDoesNotMatch",
                  "The request signature we calculated does not match the signature you provided"},
    [SKEWED] = {403, "RequestTimeTooSkewed",
                "The difference between the request time and the server time is too large"},
    [EXPIRED] = {400, "RequestExpired", "Request has expired"},
};

struct authorization {
    const char *access_key, *timestamp, *expiry, *signed_headers, *signature;
    int64_t     when, lifetime;
};

/* bce-auth-v1/{access key}/{timestamp}/{expiry}/{signed headers}/{signature} */
static const char *parse_authorization(struct exchange *exchange, struct authorization *authorization)
{
    const char    *header = header_get(exchange, "authorization");
    struct entries parts;
    size_t         digits;

    if (header == NULL)
        return "it is missing";
    parts = list_split(&exchange->memory, header, '/');
    if (parts.count != 6 || strcmp(parts.items[0].name, "bce-auth-v1") != 0)
        return "it has to be bce-auth-v1/accessKeyId/timestamp/expiration/signedHeaders/signature";
    authorization->access_key = parts.items[1].name;
    authorization->timestamp = parts.items[2].name;
    authorization->expiry = parts.items[3].name;
    authorization->signed_headers = parts.items[4].name;
    authorization->signature = parts.items[5].name;
    if (!time_parse(authorization->timestamp, TIME_EXTENDED, &authorization->when))
        return "its timestamp has to be like 2015-04-27T08:23:49Z";
    digits = strspn(authorization->expiry, "0123456789");
    if (digits == 0 || digits > 9 || authorization->expiry[digits] != '\0')
        return "its expiration has to be a number of seconds";
    authorization->lifetime = strtol(authorization->expiry, NULL, 10);
    return NULL;
}

/* An empty field stands for the default set [authorization mechanism: host, content-*, every x-bce-*]. */
static struct entries signed_names(struct exchange *exchange, const struct authorization *authorization)
{
    struct entries           names = {0};
    static const char *const defaults[] = {"host", "content-length", "content-type", "content-md5", NULL};
    struct memory           *memory = &exchange->memory;

    if (*authorization->signed_headers != '\0')
        return list_split(memory, authorization->signed_headers, ';');
    for (size_t i = 0; i < exchange->headers.count; i++) {
        const char *name = text_lower(memory, exchange->headers.items[i].name);

        if ((text_is_one_of(name, defaults) || text_starts(name, "x-bce-")) && entries_get(&names, name) == NULL)
            entries_add(memory, &names, name, "");
    }
    return names;
}

static int compare_lines(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;

    return strcmp(left->name, right->name);
}

/* Whole lines are sorted, not names, so that "=" and ":" take part; see the vendor's "bp.x=" before "bp=". */
static void add_sorted(struct text *text, struct entries *lines, const char *separator)
{
    if (lines->count > 1)
        qsort(lines->items, lines->count, sizeof *lines->items, compare_lines);
    for (size_t i = 0; i < lines->count; i++) {
        text_put(text, i > 0 ? separator : "");
        text_put(text, lines->items[i].name);
    }
}

static const char *canonical_request(struct exchange *exchange, const struct entries *names)
{
    struct memory *memory = &exchange->memory;
    struct text    text = text_new(memory);
    struct entries query = {0}, lines = {0};

    text_print(&text, "%s\n", exchange->method);
    text_encode(&text, text_decode(memory, exchange->path, strlen(exchange->path), false), "/");
    text_put(&text, "\n");
    entries_parse(memory, &query, exchange->query, strlen(exchange->query));
    for (size_t i = 0; i < query.count; i++) {
        if (strcasecmp(query.items[i].name, "authorization") != 0) {
            struct text line = text_new(memory);

            entries_encode(&(struct entries){.items = &query.items[i], .count = 1}, &line);
            entries_add(memory, &lines, line.data, "");
        }
    }
    add_sorted(&text, &lines, "&");
    text_put(&text, "\n");
    lines.count = 0;
    for (size_t i = 0; i < names->count; i++) {
        const char *value = header_get(exchange, names->items[i].name);

        if (*value != '\0') { /* empty values are left out */
            struct text line = text_new(memory);

            text_encode(&line, names->items[i].name, "");
            text_put(&line, ":");
            text_encode(&line, value, "");
            entries_add(memory, &lines, line.data, "");
        }
    }
    add_sorted(&text, &lines, "\n");
    return text.data;
}

static bool verify_time(struct exchange *exchange, const struct authorization *authorization)
{
    int64_t     date, now = clock_now();
    const char *header = header_get(exchange, "x-bce-date");

    if (header == NULL || !time_parse(header, TIME_EXTENDED, &date))
        return refuse(exchange, &refusals[BAD_HEADER], "x-bce-date has to be a time like 2015-04-27T08:23:49Z");
    if (date < now - CLOCK_WINDOW || date > now + CLOCK_WINDOW || authorization->when > now + CLOCK_WINDOW)
        return refuse(exchange, &refusals[SKEWED], "%s", "");
    return now <= authorization->when + authorization->lifetime || refuse(exchange, &refusals[EXPIRED], "%s", "");
}

bool baidu_verify(struct exchange *exchange)
{
    struct memory       *memory = &exchange->memory;
    struct authorization authorization;
    const char          *complaint = parse_authorization(exchange, &authorization), *token, *prefix;
    struct entries       names;
    const struct key    *key;
    char                 signing_key[SHA256_TEXT_SIZE], expected[SHA256_TEXT_SIZE];
    bool                 fits;

    if (complaint != NULL)
        return refuse(exchange, &refusals[BAD_HEADER], "%s", complaint);
    names = signed_names(exchange, &authorization);
    for (size_t i = 0; i < names.count; i++) {
        if (header_get(exchange, names.items[i].name) == NULL)
            return refuse(exchange, &refusals[MISSING_HEADER], "%s", names.items[i].name);
    }
    complaint = header_list_complaint(exchange, &names, false);
    if (complaint == NULL && (entries_get(&names, "host") == NULL || entries_get(&names, "x-bce-date") == NULL))
        complaint = "host and x-bce-date have to be signed";
    if (complaint != NULL)
        return refuse(exchange, &refusals[BAD_HEADER], "%s", complaint);
    key = key_find(authorization.access_key);
    if (key == NULL)
        return refuse(exchange, &refusals[UNKNOWN_KEY], "%s", "");
    if (!verify_time(exchange, &authorization))
        return false;
    token = header_get(exchange, "x-bce-security-token"); /* one SDK leaves it unsigned */
    fits = key->token == NULL ? token == NULL : token != NULL && same_secret(token, key->token);
    if (!fits)
        return refuse(exchange, &refusals[UNKNOWN_KEY], ": the security token does not belong to it");
    prefix = memory_print(memory, "bce-auth-v1/%s/%s/%s", authorization.access_key, authorization.timestamp,
                          authorization.expiry);
    hmac_sha256_text(key->secret, prefix, signing_key); /* its 64 hex digits are the key, not its 32 bytes */
    hmac_sha256_text(signing_key, canonical_request(exchange, &names), expected);
    return same_secret(expected, authorization.signature) || refuse(exchange, &refusals[MISMATCH], "%s", "");
}
