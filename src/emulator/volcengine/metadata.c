/* metadata.c - the service that gives a machine keys of its IAM role; at home it has an address of its own. */
#include "machine.h"
#include "volcengine.h"

#define TOKEN_HEADER   "X-volc-ecs-metadata-token"
#define SECONDS_HEADER TOKEN_HEADER "-ttl-seconds"
#define ROLES          "/volcstack/latest/iam/security_credentials"
#define NO_PAGE                                                                                                        \
    {                                                                                                                  \
        404, "Not Found", "Not Found"                                                                                  \
    }

static void give_role(struct exchange *exchange)
{
    if (!machine_tells(exchange))
        return;
    machine_start(exchange, "application/json");
    text_put(&exchange->answer, "[\"" EMULATOR_ROLE "\"]");
}

static void give_keys(struct exchange *exchange)
{
    struct text *text = &exchange->answer;
    char         expires[TIME_SIZE];

    if (!machine_tells(exchange))
        return;
    machine_print_expiry(expires);
    machine_start(exchange, "application/json");
    text_put(text, "{");
    text_member(text, "AccessKeyId", EMULATOR_TEMPORARY_KEY);
    text_member(text, "SecretAccessKey", EMULATOR_TEMPORARY_SECRET);
    text_member(text, "SessionToken", EMULATOR_SECURITY_TOKEN);
    text_member(text, "ExpiredTime", expires);
    text_put(text, "}");
}

static const struct route routes[] = {
    {"PUT", "/latest/api/token", machine_give_token, "token"},
    {"GET", ROLES, give_role, "role"},
    {"GET", ROLES "/" EMULATOR_ROLE, give_keys, "keys"},
};

static const struct service service = {
    .token_header = TOKEN_HEADER,
    .seconds_header = SECONDS_HEADER,
    .routes = routes,
    .route_count = sizeof routes / sizeof routes[0],
    .no_page = NO_PAGE,
    .no_token = {401, "Unauthorized", ""},
    .no_role = NO_PAGE,
};

/* The path of a token is another cloud's as well: its header tells whose. */
static bool carries(struct exchange *exchange)
{
    return header_get(exchange, SECONDS_HEADER) != NULL;
}

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/volcstack/");
}

const struct cloud volcengine_metadata_cloud = {
    MACHINE_CLOUD(&service),
    .name = "volcengine-metadata",
    .carries = carries,
    .claims = claims,
};
