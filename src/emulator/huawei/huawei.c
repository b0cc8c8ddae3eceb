/* huawei.c - Cloud Connect v3 behind its API gateway: the form of errors, throttling, and which operation is meant. */
#include "huawei.h"

#include <string.h>

#include "packages.h"

enum { NO_API, UNAUTHENTICATED, THROTTLED, ACCOUNT };
static const struct refusal refusals[] = {
    [NO_API] = {404, "APIGW.0101", "The API does not exist or has not been published in the environment"},
    [UNAUTHENTICATED] = {401, "APIGW.0301", "Incorrect IAM authentication information: "},
    [THROTTLED] = {429, "APIGW.0308", "The throttling threshold has been reached: "},
    [ACCOUNT] = {403, "CC.1004", "You do not have permission to operate. invalid account: check the tenant id"},
};

void huawei_start(struct exchange *exchange, unsigned status, char request_id[33])
{
    random_text(request_id, 32, "0123456789abcdef");
    answer_start(exchange, status, "application/json");
    entries_add(&exchange->memory, &exchange->answer_headers, "X-Request-Id",
                memory_copy(&exchange->memory, request_id, 32));
}

void huawei_write_error(struct exchange *exchange, unsigned status, const char *code, const char *message)
{
    char request_id[33];

    huawei_start(exchange, status, request_id);
    text_put(&exchange->answer, "{");
    text_member(&exchange->answer, "error_code", code);
    text_member(&exchange->answer, "error_msg", message);
    text_member(&exchange->answer, "request_id", request_id);
    text_put(&exchange->answer, "}");
}

/* The window is told in the text only; there is no Retry-After [gateway error codes]. */
void huawei_throttle(struct exchange *exchange)
{
    unsigned seconds = exchange->mishap.ms > 0 ? (exchange->mishap.ms + 999) / 1000 : 1;
    bool     minutes = seconds % 60 == 0;

    (void)refuse(exchange, &refusals[THROTTLED], "policy user over ratelimit,limit:5,time:%u %s",
                 minutes ? seconds / 60 : seconds, minutes ? "minute" : "second");
}

const struct route *huawei_route(struct exchange *exchange, const struct route *routes, size_t count)
{
    const struct route *route = route_find(routes, count, exchange->method, exchange->path);

    if (route == NULL)
        (void)refuse(exchange, &refusals[NO_API], "%s", "");
    return route != NULL && huawei_verify(exchange, &refusals[UNAUTHENTICATED]) ? route : NULL;
}

bool huawei_carries(struct exchange *exchange)
{
    const char *authorization = header_get(exchange, "authorization");

    return authorization != NULL ? text_starts(authorization, "SDK-HMAC-SHA256")
                                 : header_get(exchange, "x-auth-token") != NULL;
}

static const struct route routes[] = {
    {"POST", "/v3/{}/ccaas/bandwidth-packages", huawei_create, "create"},
    {"GET", "/v3/{}/ccaas/bandwidth-packages", huawei_list, "list"},
    {"GET", "/v3/{}/ccaas/bandwidth-packages/{}", huawei_get, "get"},
    {"PUT", "/v3/{}/ccaas/bandwidth-packages/{}", huawei_update, NULL}, /* the body tells which it is */
    {"DELETE", "/v3/{}/ccaas/bandwidth-packages/{}", huawei_delete, "delete"},
    {"POST", "/v3/{}/ccaas/bandwidth-packages/{}/associate", huawei_bind, "bind"},
    {"POST", "/v3/{}/ccaas/bandwidth-packages/{}/disassociate", huawei_unbind, "unbind"},
    {"POST", "/v3/{}/ccaas/bandwidth-packages/{}/tag", huawei_tag, "tag"},
    {"POST", "/v3/{}/ccaas/bandwidth-packages/{}/untag", huawei_untag, "untag"},
};

static const char *verb_of(struct exchange *exchange)
{
    const struct route *route = route_find(routes, sizeof routes / sizeof routes[0], exchange->method, exchange->path);

    if (route == NULL)
        return "";
    return route->verb != NULL ? route->verb : huawei_update_verb(exchange);
}

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/v3/");
}

/* Every operation of Cloud Connect stands below the account in its path. */
static void answer(struct exchange *exchange)
{
    const struct route *route = huawei_route(exchange, routes, sizeof routes / sizeof routes[0]);

    if (route == NULL)
        return;
    if (strcmp(path_segment(exchange, 1), EMULATOR_ACCOUNT) != 0) {
        (void)refuse(exchange, &refusals[ACCOUNT], "%s", "");
        return;
    }
    packages_lock();
    route->answer(exchange);
    packages_unlock();
}

static const struct entry environment[] = {
    {"HUAWEICLOUD_SDK_AK", EMULATOR_ACCESS_KEY},      {"HUAWEICLOUD_SDK_SK", EMULATOR_SECRET_KEY},
    {"HUAWEICLOUD_SDK_SECURITY_TOKEN", NULL},         {"HUAWEICLOUD_SDK_DOMAIN_ID", EMULATOR_ACCOUNT},
    {"HUAWEICLOUD_SDK_PROJECT_ID", EMULATOR_PROJECT}, {NULL, NULL},
};

const struct cloud huawei_cloud = {
    .name = "huawei",
    .sells = true,
    .environment = environment,
    .carries = huawei_carries,
    .claims = claims,
    .verb_of = verb_of,
    .answer = answer,
    .write_error = huawei_write_error,
    .throttle = huawei_throttle,
    .internal = {500, "APIGW.0601", "Internal server error"},
    .too_large = {413, "APIGW.0201", "Request entity too large"},
};
