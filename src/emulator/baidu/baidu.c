/* baidu.c - Cloud Smart Network v1: the form of errors, throttling, and which operation is meant. */
#include "baidu.h"

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

static const struct route routes[] = {
    {"POST", "/v1/csn/bp", baidu_create},
};

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/v1/");
}

static void answer(struct exchange *exchange)
{
    const struct route *route = route_find(routes, sizeof routes / sizeof routes[0], exchange->method, exchange->path);

    if (route == NULL)
        (void)refuse(exchange, &refusals[NO_API], "%s", "");
    else if (baidu_verify(exchange))
        route->answer(exchange);
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
    .created_status = 200,
    .environment = environment,
    .claims = claims,
    .answer = answer,
    .write_error = write_error,
    .throttle = throttle,
    .internal = {500, "InternalError", "We encountered an internal error. Please try again."},
    .too_large = {413, "EntityTooLarge", "The request body is too large"},
};
