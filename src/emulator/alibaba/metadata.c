/* metadata.c - the service that gives a machine keys of its RAM role; at home it has an address of its own. */
#include "alibaba.h"
#include "machine.h"

#define TOKEN_HEADER "X-aliyun-ecs-metadata-token"
#define ROLES        "/latest/meta-data/ram/security-credentials/"
#define NO_PAGE                                                                                                        \
    {                                                                                                                  \
        404, "Not Found", "Not Found"                                                                                  \
    }

static void give_role(struct exchange *exchange)
{
    if (!machine_tells(exchange))
        return;
    machine_start(exchange, "text/plain");
    text_put(&exchange->answer, EMULATOR_ROLE);
}

static void give_keys(struct exchange *exchange)
{
    struct text *text = &exchange->answer;
    char         expires[TIME_SIZE], now[TIME_SIZE];

    if (!machine_tells(exchange))
        return;
    machine_print_expiry(expires);
    time_print(clock_now(), TIME_EXTENDED, now);
    machine_start(exchange, "text/plain");
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
    {"PUT", "/latest/api/token", machine_give_token, "token"},
    {"GET", ROLES, give_role, "role"},
    {"GET", ROLES EMULATOR_ROLE, give_keys, "keys"},
};

static const struct service service = {
    .token_header = TOKEN_HEADER,
    .seconds_header = TOKEN_HEADER "-ttl-seconds",
    .routes = routes,
    .route_count = sizeof routes / sizeof routes[0],
    .no_page = NO_PAGE,
    .no_token = {403, "Forbidden", ""},
    .no_role = NO_PAGE,
};

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/latest/");
}

const struct cloud alibaba_metadata_cloud = {
    MACHINE_CLOUD(&service),
    .name = "alibaba-metadata",
    .carries = machine_carries,
    .claims = claims,
};
