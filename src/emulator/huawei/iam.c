/* iam.c - the identity service, which a client asks for its account; at home it has a host of its own. */
#include "huawei.h"

static void list_domains(struct exchange *exchange)
{
    char request_id[33];

    huawei_start(exchange, 200, request_id);
    exchange->answer_headers.items[0].name = "X-IAM-Trace-Id"; /* IAM's own name for the request id */
    text_put(&exchange->answer, "{\"domains\":[{\"id\":\"" EMULATOR_ACCOUNT "\",\"name\":\"" EMULATOR_ACCOUNT
                                "\",\"enabled\":true,\"description\":\"\"}],\"links\":{\"self\":\"\"}}");
    exchange->done = true;
}

static const struct route routes[] = {
    {"GET", "/v3/auth/domains", list_domains, "whoami"},
};

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/v3/auth/");
}

static bool carries(struct exchange *exchange)
{
    return huawei_carries(exchange) && claims(exchange);
}

static const char *verb_of(struct exchange *exchange)
{
    return route_find(routes, 1, exchange->method, exchange->path) != NULL ? routes[0].verb : "";
}

static void answer(struct exchange *exchange)
{
    const struct route *route = huawei_route(exchange, routes, sizeof routes / sizeof routes[0]);

    if (route != NULL)
        route->answer(exchange);
}

const struct cloud huawei_iam_cloud = {
    .name = "iam",
    .carries = carries,
    .claims = claims,
    .verb_of = verb_of,
    .answer = answer,
    .write_error = huawei_write_error, /* the gateway in front of IAM answers in the flat form */
    .throttle = huawei_throttle,
    .internal = {500, "APIGW.0601", "Internal server error"},
    .too_large = {413, "APIGW.0201", "Request entity too large"},
};
