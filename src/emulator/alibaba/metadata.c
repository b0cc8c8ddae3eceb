/* metadata.c - the service that gives a machine keys of its RAM role; at home it has an address of its own. */
#include "alibaba.h"
#include "machine.h"

#include <string.h>

static const char token_header[] = "X-aliyun-ecs-metadata-token";

enum { NO_PAGE, BAD_SECONDS, NO_TOKEN };
static const struct refusal refusals[] = {
    [NO_PAGE] = {404, "Not Found", "Not Found"},
    [BAD_SECONDS] = {400, "Bad Request", ""},
    [NO_TOKEN] = {403, "Forbidden", ""},
};

static void give_token(struct exchange *exchange)
{
    machine_give_token(exchange, "X-aliyun-ecs-metadata-token-ttl-seconds", &refusals[NO_PAGE], &refusals[BAD_SECONDS]);
}

static void give_role(struct exchange *exchange)
{
    if (!machine_lets_in(exchange, token_header, &refusals[NO_TOKEN]))
        return;
    if (!machine_has_role()) {
        (void)refuse(exchange, &refusals[NO_PAGE], "%s", "");
        return;
    }
    machine_answer(exchange, "text/plain");
    text_put(&exchange->answer, EMULATOR_ROLE);
}

static void give_keys(struct exchange *exchange)
{
    struct text *text = &exchange->answer;
    char         expires[TIME_SIZE], now[TIME_SIZE];

    if (!machine_lets_in(exchange, token_header, &refusals[NO_TOKEN]))
        return;
    if (!machine_has_role() || strcmp(path_segment(exchange, 4), EMULATOR_ROLE) != 0) {
        (void)refuse(exchange, &refusals[NO_PAGE], "%s", "");
        return;
    }
    machine_print_expiry(expires);
    time_print(clock_now(), TIME_EXTENDED, now);
    machine_answer(exchange, "text/plain");
    text_put(text, "{");
    text_member(text, "AccessKeyId", EMULATOR_TEMPORARY_KEY);
    text_member(text, "AccessKeySecret", EMULATOR_TEMPORARY_SECRET);
    text_member(text, "Expiration", expires);
    text_member(text, "SecurityToken", EMULATOR_SECURITY_TOKEN);
    text_member(text, "LastUpdated", now);
    text_member(text, "Code", "Success");
    text_put(text, "}");
}

static const struct route routes[] = {
    {"PUT", "/latest/api/token", give_token, "token"},
    {"GET", "/latest/meta-data/ram/security-credentials/", give_role, "role"},
    {"GET", "/latest/meta-data/ram/security-credentials/{}", give_keys, "keys"},
};

static const struct route *find(const struct exchange *exchange)
{
    return route_find(routes, sizeof routes / sizeof routes[0], exchange->method, exchange->path);
}

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/latest/");
}

static const char *verb_of(struct exchange *exchange)
{
    return find(exchange) != NULL ? find(exchange)->verb : "";
}

static void answer(struct exchange *exchange)
{
    if (find(exchange) != NULL)
        find(exchange)->answer(exchange);
    else
        (void)refuse(exchange, &refusals[NO_PAGE], "%s", "");
}

const struct cloud alibaba_metadata_cloud = {
    .name = "alibaba-metadata",
    .carries = machine_carries,
    .claims = claims,
    .verb_of = verb_of,
    .answer = answer,
    .write_error = machine_write_error,
    .throttle = machine_throttle,
    .internal = {500, "Internal Server Error", "Internal server error"},
    .too_large = {413, "Request Entity Too Large", "Request entity too large"},
};
