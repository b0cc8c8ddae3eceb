/* metadata.c - the service that gives a machine keys of its agency; at home it has an address of its own. */
#include "huawei.h"
#include "machine.h"

/* The time with a fraction of a second, as the vendor's clients have to allow for. */
static void give_keys(struct exchange *exchange)
{
    char         expires[TIME_SIZE];
    struct text *text = &exchange->answer;

    if (!machine_tells(exchange))
        return;
    machine_print_expiry(expires);
    machine_start(exchange, "application/json");
    text_print(text, "{\"credential\":{\"access\":\"%s\",\"secret\":\"%s\",\"securitytoken\":\"%s\",",
               EMULATOR_TEMPORARY_KEY, EMULATOR_TEMPORARY_SECRET, EMULATOR_SECURITY_TOKEN);
    text_print(text, "\"expires_at\":\"%.19s.000000Z\"}}", expires);
}

static const struct route routes[] = {
    {"PUT", "/meta-data/latest/api/token", machine_give_token, "token"},
    {"GET", "/openstack/latest/securitykey", give_keys, "keys"},
};

static const struct service service = {
    .token_header = "X-Metadata-Token",
    .seconds_header = "X-Metadata-Token-Ttl-Seconds",
    .routes = routes,
    .route_count = sizeof routes / sizeof routes[0],
    .no_page = {404, "Not Found", "The resource could not be found."}, /* no token mode: this, or 405 or 503 [hw-go] */
    .no_token = {401, "Unauthorized", ""},
    .no_role = {404, "Not Found", "Please configure Cloud Service Agency first"},
};

static bool claims(const struct exchange *exchange)
{
    return text_starts(exchange->path, "/meta-data/") || text_starts(exchange->path, "/openstack/");
}

const struct cloud huawei_metadata_cloud = {
    MACHINE_CLOUD(&service),
    .name = "huawei-metadata",
    .carries = machine_carries,
    .claims = claims,
};
