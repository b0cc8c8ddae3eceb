/*
 * sign.c - HMAC-SHA256, verified from the bytes received.  It shares no line with lib/volcengine/sign.c on purpose: it
 * was written from the vendor's pages, to judge what lib signs.
 */
#include "volcengine.h"

#include <string.h>

enum { NO_AUTHENTICATION, NO_SIGNATURE, NO_INFORMATION, TIME_EXPIRED, NO_SERVICE, UNKNOWN_KEY, MISMATCH };
static const struct refusal refusals[] = {
    [NO_AUTHENTICATION] = {401, "MissingAuthenticationToken", "Request is missing Authentication Token."},
    [NO_SIGNATURE] = {401, "MissingSignature", "The request is missing signature."},
    [NO_INFORMATION] = {400, "MissingRequestInfo", "The request is missing information: "},
    [TIME_EXPIRED] = {400, "InvalidTimestamp", "The signature of the request is expired."},
    [NO_SERVICE] = {404, "ServiceNotFound", "This service is not found: "},
    [UNKNOWN_KEY] = {401, "InvalidAccessKey", "The accesskey included in the request is invalid: "},
    [MISMATCH] = {401, "SignatureDoesNotMatch",
                  "The request signature we calculated does not match the signature you provided. "},
};

/* "HMAC-SHA256 Credential=AK/day/region/service/request, SignedHeaders=a;b, Signature=hex" */
struct authorization {
    const char *access_key, *day, *region, *service, *names, *signature;
};

/* The text between where *at stands and the next of the mark, behind which *at stands then; NULL without a mark. */
static const char *take(struct memory *memory, const char **at, const char *mark)
{
    const char *end = strstr(*at, mark), *taken;

    if (end == NULL || end == *at)
        return NULL;
    taken = memory_copy(memory, *at, (size_t)(end - *at));
    *at = end + strlen(mark);
    return taken;
}

static bool parse(struct memory *memory, const char *header, struct authorization *authorization)
{
    static const char begin[] = "HMAC-SHA256 Credential=";
    const char       *at = header + strlen(begin);

    if (!text_starts(header, begin) || (authorization->access_key = take(memory, &at, "/")) == NULL ||
        (authorization->day = take(memory, &at, "/")) == NULL ||
        (authorization->region = take(memory, &at, "/")) == NULL ||
        (authorization->service = take(memory, &at, "/request, SignedHeaders=")) == NULL ||
        (authorization->names = take(memory, &at, ", Signature=")) == NULL)
        return false;
    authorization->signature = at;
    return *at != '\0';
}

static const char *canonical_request(struct exchange *exchange, const struct authorization *authorization,
                                     const struct entries *names)
{
    struct memory *memory = &exchange->memory;
    struct entries query = {0};
    struct text    text = text_new(memory);
    char           hash[SHA256_TEXT_SIZE];

    entries_parse(memory, &query, exchange->query, strlen(exchange->query));
    entries_sort(&query);
    text_print(&text, "%s\n%s\n", exchange->method, exchange->path);
    entries_encode(&query, &text);
    text_put(&text, "\n");
    for (size_t i = 0; i < names->count; i++)
        text_print(&text, "%s:%s\n", names->items[i].name, header_get(exchange, names->items[i].name));
    sha256_text(exchange->body.data, exchange->body.size, hash);
    text_print(&text, "\n%s\n%s", authorization->names, hash);
    return text.data;
}

static bool verify_time(struct exchange *exchange, const char *date, const char *day)
{
    int64_t when, now = clock_now();

    if (date == NULL)
        return refuse(exchange, &refusals[NO_INFORMATION], "X-Date");
    if (!time_parse(date, TIME_BASIC, &when) || strncmp(date, day, 8) != 0 || strlen(day) != 8)
        return refuse(exchange, &refusals[TIME_EXPIRED], " X-Date is %s, and the day of the key %s", date, day);
    return (when >= now - CLOCK_WINDOW && when <= now + CLOCK_WINDOW) ||
           refuse(exchange, &refusals[TIME_EXPIRED], "%s", "");
}

/* The time, and whatever else of its own was sent; not Host, which the vendor's Node.js client does not sign. */
static bool verify_headers(struct exchange *exchange, const struct entries *names)
{
    static const char *const needed[] = {"x-date", "x-security-token", "x-content-sha256"};
    const char              *complaint = header_list_complaint(exchange, names, true);

    if (complaint != NULL)
        return refuse(exchange, &refusals[MISMATCH], "%s", complaint);
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (header_get(exchange, needed[i]) != NULL && entries_get(names, needed[i]) == NULL)
            return refuse(exchange, &refusals[MISMATCH], "The header %s has to be signed.", needed[i]);
    }
    return true;
}

/* A region is part of the signature although the service is one for all. */
static bool verify_scope(struct exchange *exchange, const struct authorization *authorization)
{
    static const char *const regions[] = {"cn-beijing", "ap-southeast-1", NULL};

    if (strcmp(authorization->service, "cen") != 0)
        return refuse(exchange, &refusals[NO_SERVICE], "%s", authorization->service);
    return text_is_one_of(authorization->region, regions) ||
           refuse(exchange, &refusals[NO_INFORMATION], "the region %s is none of this service's",
                  authorization->region);
}

static bool verify_key(struct exchange *exchange, const struct key *key, const char *access_key)
{
    const char *token = header_get(exchange, "x-security-token");

    if (key == NULL)
        return refuse(exchange, &refusals[UNKNOWN_KEY], "%s", access_key);
    return (key->token == NULL ? token == NULL : token != NULL && same_secret(token, key->token)) ||
           refuse(exchange, &refusals[UNKNOWN_KEY], "its security token is not the one that goes with it");
}

bool volcengine_verify(struct exchange *exchange)
{
    struct memory       *memory = &exchange->memory;
    const char          *header = header_get(exchange, "authorization"), *date = header_get(exchange, "x-date");
    struct authorization authorization;
    struct entries       names;
    const struct key    *key;
    const char          *canonical;
    char                 hash[SHA256_TEXT_SIZE], expected[SHA256_TEXT_SIZE];

    if (header == NULL)
        return refuse(exchange, &refusals[NO_AUTHENTICATION], "%s", "");
    if (!parse(memory, header, &authorization))
        return refuse(exchange, &refusals[NO_SIGNATURE], " The Authorization header is malformed.");
    names = list_split(memory, authorization.names, ';');
    key = key_find(authorization.access_key);
    if (!verify_time(exchange, date, authorization.day) || !verify_scope(exchange, &authorization) ||
        !verify_headers(exchange, &names) || !verify_key(exchange, key, authorization.access_key))
        return false;
    canonical = canonical_request(exchange, &authorization, &names);
    sha256_text(canonical, strlen(canonical), hash);
    hmac_sha256_chain(key->secret,
                      (const char *const[]){authorization.day, authorization.region, "cen", "request",
                                            memory_print(memory, "HMAC-SHA256\n%s\n%s/%s/cen/request\n%s", date,
                                                         authorization.day, authorization.region, hash),
                                            NULL},
                      expected);
    return same_secret(expected, authorization.signature) || refuse(exchange, &refusals[MISMATCH], "%s", "");
}
