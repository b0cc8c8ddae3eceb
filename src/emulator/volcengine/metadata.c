/* metadata.c - the service that gives a machine keys of its IAM role; at home it has an address of its own. */
#include "machine.h"
#include "volcengine.h"

#include <string.h>

#define TOKEN_HEADER   "X-volc-ecs-metadata-token"
#define SECONDS_HEADER TOKEN_HEADER "-ttl-seconds"
#define ROLES          "/volcstack/latest/iam/security_credentials"

enum { NO_PAGE, BAD_SECONDS, NO_TOKEN };
static const struct refusal refusals[] = {
    [NO_PAGE] = {404, "Not Found", "Not Found"},
    [BAD_SECONDS] = {400, "Bad Request", ""},
    [NO_TOKEN] = {401, "Unauthorized", ""},
};

static void give_token(struct exchange *exchange)
{
    machine_give_token(exchange, SECONDS_HEADER, &refusals[NO_PAGE], &refusals[BAD_SECONDS]);
}

/* Whether there is a role, and it may be told of. */
static bool may_tell(struct exchange *exchange)
{
    return machine_lets_in(exchange, TOKEN_HEADER, &refusals[NO_TOKEN]) &&
           (machine_has_role() || refuse(exchange, &refusals[NO_PAGE], "%s", ""));
}

static void give_role(struct exchange *exchange)
{
    if (!may_tell(exchange))
        return;
    machine_answer(exchange, "application/json");
    text_put(&exchange->answer, "[\"" EMULATOR_ROLE "\"]");
}

static void give_keys(struct exchange *exchange)
{
    struct text *text = &exchange->answer;
    char         expires[TIME_SIZE];

    if (!may_tell(exchange))
        return;
    if (strcmp(exchange->path + strlen(ROLES "/"), EMULATOR_ROLE) != 0) {
        (void)refuse(exchange, &refusals[NO_PAGE], "%s", "");
        return;
    }
    machine_print_expiry(expires);
    machine_answer(exchange, "application/json");
    text_put(text, "{");
    text_member(text, "AccessKeyId", EMULATOR_TEMPORARY_KEY);
    text_member(text, "SecretAccessKey", EMULATOR_TEMPORARY_SECRET);
    text_member(text, "SessionToken", EMULATOR_SECURITY_TOKEN);
    text_member(text, "ExpiredTime", expires);
    text_put(text, "}");
}

static const struct route routes[] = {
    {"PUT", "/latest/api/token", give_token, "token"},
    {"GET", ROLES, give_role, "role"},
    {"GET", ROLES "/{}", give_keys, "keys"},
};

static const struct route *find(const struct exchange *exchange)
{
    return route_find(routes, sizeof routes / sizeof routes[0], exchange->method, exchange->path);
}

/* The path of a token is another cloud's as well: its header tells whose. */
static bool carries(struct exchange *exchange)
{
    return header_get(exchange, SECONDS_HEADER) != NULL;
}

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/volcstack/");
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

const struct cloud volcengine_metadata_cloud = {
    .name = "volcengine-metadata",
    .carries = carries,
    .claims = claims,
    .verb_of = verb_of,
    .answer = answer,
    .write_error = machine_write_error,
    .throttle = machine_throttle,
    .internal = {500, "Internal Server Error", "Internal server error"},
    .too_large = {413, "Request Entity Too Large", "Request entity too large"},
};
