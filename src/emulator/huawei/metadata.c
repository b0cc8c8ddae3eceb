/* metadata.c - the service that gives a machine keys of its agency; at home it has an address of its own. */
#include "huawei.h"
#include "machine.h"

enum { NO_PAGE, BAD_SECONDS, NO_TOKEN, NO_AGENCY };
static const struct refusal refusals[] = {
    [NO_PAGE] = {404, "Not Found", "The resource could not be found."}, /* no token mode: this, or 405 or 503 [hw-go] */
    [BAD_SECONDS] = {400, "Bad Request", ""},
    [NO_TOKEN] = {401, "Unauthorized", ""},
    [NO_AGENCY] = {404, "Not Found", "Please configure Cloud Service Agency first"},
};

static void give_token(struct exchange *exchange)
{
    machine_give_token(exchange, "X-Metadata-Token-Ttl-Seconds", &refusals[NO_PAGE], &refusals[BAD_SECONDS]);
}

/* The time with a fraction of a second, as the vendor's clients have to allow for. */
static void give_keys(struct exchange *exchange)
{
    char         expires[TIME_SIZE];
    struct text *text = &exchange->answer;

    if (!machine_lets_in(exchange, "X-Metadata-Token", &refusals[NO_TOKEN]))
        return;
    if (!machine_has_role()) {
        (void)refuse(exchange, &refusals[NO_AGENCY], "%s", "");
        return;
    }
    machine_print_expiry(expires);
    machine_answer(exchange, "application/json");
    text_print(text, "{\"credential\":{\"access\":\"%s\",\"secret\":\"%s\",\"securitytoken\":\"%s\",",
               EMULATOR_TEMPORARY_KEY, EMULATOR_TEMPORARY_SECRET, EMULATOR_SECURITY_TOKEN);
    text_print(text, "\"expires_at\":\"%.19s.000000Z\"}}", expires);
}

static const struct route routes[] = {
    {"PUT", "/meta-data/latest/api/token", give_token, "token"},
    {"GET", "/openstack/latest/securitykey", give_keys, "keys"},
};

static const struct route *find(const struct exchange *exchange)
{
    return route_find(routes, sizeof routes / sizeof routes[0], exchange->method, exchange->path);
}

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/meta-data/") || text_starts(exchange->path, "/openstack/");
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

const struct cloud huawei_metadata_cloud = {
    .name = "huawei-metadata",
    .carries = machine_carries,
    .claims = claims,
    .verb_of = verb_of,
    .answer = answer,
    .write_error = machine_write_error,
    .throttle = machine_throttle,
    .internal = {500, "Internal Server Error", "Internal server error"},
    .too_large = {413, "Request Entity Too Large", "Request entity too large"},
};
