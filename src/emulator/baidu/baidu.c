/* baidu.c - Cloud Smart Network v1: the form of errors, throttling, and which operation is meant. */
#include "baidu.h"

#include <string.h>

#include "packages.h"

enum { NO_API, THROTTLED };
static const struct refusal refusals[] = {
    /* not NoSuch...: a wrong URL must not read like "deleted" */
    [NO_API] = {404, "InvalidURI", "There is no such API"},
    [THROTTLED] = {429, "TooManyRequests", "Too many requests, please try again later"},
};

void baidu_start(struct exchange *exchange, unsigned status, char request_id[37])
{
    random_uuid(request_id);
    answer_start(exchange, status, "application/json;charset=UTF-8");
    entries_add(&exchange->memory, &exchange->answer_headers, "x-bce-request-id",
                memory_copy(&exchange->memory, request_id, 36));
}

static void write_error(struct exchange *exchange, unsigned status, const char *code, const char *message)
{
    char request_id[37];

    baidu_start(exchange, status, request_id);
    text_put(&exchange->answer, "{");
    text_member(&exchange->answer, "code", code);
    text_member(&exchange->answer, "message", message);
    text_member(&exchange->answer, "requestId", request_id);
    text_put(&exchange->answer, "}");
}

/* No hint is documented here, so Retry-After is sent only when a test asks for a time. */
static void throttle(struct exchange *exchange)
{
    (void)refuse(exchange, &refusals[THROTTLED], "%s", "");
    if (exchange->mishap.ms > 0)
        entries_add(&exchange->memory, &exchange->answer_headers, "Retry-After",
                    memory_print(&exchange->memory, "%u", (exchange->mishap.ms + 999) / 1000));
}

/* One path, and what is done to the package stands in the query as a key without a value. */
static const struct {
    struct route route;
    const char  *key; /* NULL: none of them */
} operations[] = {
    {{"POST", "/v1/csn/bp", baidu_create, "create"}, NULL},
    {{"GET", "/v1/csn/bp", baidu_list, "list"}, NULL},
    {{"GET", "/v1/csn/bp/{}", baidu_get, "get"}, NULL},
    {{"DELETE", "/v1/csn/bp/{}", baidu_delete, "delete"}, NULL},
    {{"PUT", "/v1/csn/bp/{}", baidu_resize, "resize"}, "resize"},
    {{"PUT", "/v1/csn/bp/{}", baidu_bind, "bind"}, "bind"},
    {{"PUT", "/v1/csn/bp/{}", baidu_unbind, "unbind"}, "unbind"},
    {{"PUT", "/v1/csn/bp/{}", baidu_update, "update"}, NULL}, /* what is left when the key was lost */
};
static const size_t operation_count = sizeof operations / sizeof operations[0];

static const struct route *find_operation(struct exchange *exchange)
{
    struct entries query = {0};

    entries_parse(&exchange->memory, &query, exchange->query, strlen(exchange->query));
    for (size_t i = 0; i < operation_count; i++) {
        const char *key = operations[i].key;

        if (route_find(&operations[i].route, 1, exchange->method, exchange->path) != NULL &&
            (key == NULL || entries_get(&query, key) != NULL))
            return &operations[i].route;
    }
    return NULL;
}

static const char *verb_of(struct exchange *exchange)
{
    const struct route *route = find_operation(exchange);

    return route != NULL ? route->verb : "";
}

static bool carries(struct exchange *exchange)
{
    const char *authorization = header_get(exchange, "authorization");

    return authorization != NULL ? text_starts(authorization, "bce-auth-v1/")
                                 : header_get(exchange, "x-bce-date") != NULL;
}

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/v1/");
}

static void answer(struct exchange *exchange)
{
    const struct route *route = find_operation(exchange);

    if (route == NULL) {
        (void)refuse(exchange, &refusals[NO_API], "%s", "");
    } else if (baidu_verify(exchange)) {
        packages_lock();
        route->answer(exchange);
        packages_unlock();
    }
}

static const struct entry environment[] = {
    {"BCE_ACCESS_KEY_ID", EMULATOR_ACCESS_KEY},
    {"BCE_SECRET_ACCESS_KEY", EMULATOR_SECRET_KEY},
    {"BCE_SECURITY_TOKEN", NULL},
    {"BCE_SESSION_TOKEN", NULL},
    {NULL, NULL},
};

const struct cloud baidu_cloud = {
    .name = "baidu",
    .sells = true,
    .environment = environment,
    .carries = carries,
    .claims = claims,
    .verb_of = verb_of,
    .answer = answer,
    .write_error = write_error,
    .throttle = throttle,
    .internal = {500, "InternalError", "We encountered an internal error. Please try again."},
    .too_large = {413, "EntityTooLarge", "The request body is too large"},
};
