/* create.c - CreateCenBandwidthPackage: a GET that spends money, and what it buys where nothing is said. */
#include "volcengine.h"

#include <string.h>

#include "ledger.h"
#include "packages.h"

enum { MISSING, TOKEN_REUSED };
static const struct refusal refusals[] = {
    [MISSING] = {400, "MissingParameter", "The request is missing parameter "},
    /* the real code is not published */
    [TOKEN_REUSED] = {400, "IdempotentParameterMismatch",
                      "The ClientToken was used before, and other parameters came with it."},
};

/* What the parameters ask for, with the defaults of the page in the place of what they leave out. */
struct asked {
    bool   prepaid;
    long   mbps, months;
    size_t tag_count;
};

static const char *or_else(const struct entries *parameters, const char *name, const char *otherwise)
{
    const char *value = entries_get(parameters, name);

    return value != NULL ? value : otherwise;
}

static bool check_areas(struct exchange *exchange, const struct entries *parameters)
{
    static const char *const areas[] = {"China", "Asia", NULL};
    static const char *const names[] = {"LocalGeographicRegionSetId", "PeerGeographicRegionSetId"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *area = entries_get(parameters, names[i]);

        if (area == NULL)
            return refuse(exchange, &refusals[MISSING], "%s", names[i]);
        if (!text_is_one_of(area, areas))
            return volcengine_malformed(exchange, names[i], "has to be China or Asia");
    }
    return strcmp(entries_text(parameters, names[0]), "Asia") != 0 ||
           strcmp(entries_text(parameters, names[1]), "Asia") != 0 ||
           volcengine_malformed(exchange, names[1], "may not be Asia as well");
}

/* The operator of the line is one of two, and only across the areas. */
static bool check_operator(struct exchange *exchange, const struct entries *parameters)
{
    static const char *const operators[] = {"ChinaUnicom", "ChinaTelecom", NULL};
    const char              *given = entries_get(parameters, "LineOperator");
    bool                     is_across = strcmp(entries_text(parameters, "LocalGeographicRegionSetId"),
                                                entries_text(parameters, "PeerGeographicRegionSetId")) != 0;

    return given == NULL || (is_across && text_is_one_of(given, operators)) ||
           volcengine_malformed(exchange, "LineOperator", "goes with two areas, as ChinaUnicom or ChinaTelecom");
}

static bool check_period(struct exchange *exchange, const struct entries *parameters, struct asked *asked)
{
    static const char *const months[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "12", "24", "36", NULL};
    static const char *const years[] = {"1", "2", "3", NULL};
    const char              *unit = or_else(parameters, "PeriodUnit", "Month");
    const char              *period = or_else(parameters, "Period", "1");
    bool                     is_year = strcmp(unit, "Year") == 0;

    if (!is_year && strcmp(unit, "Month") != 0)
        return volcengine_malformed(exchange, "PeriodUnit", "has to be Month or Year");
    if (!text_is_one_of(period, is_year ? years : months))
        return volcengine_malformed(exchange, "Period", "has to be 1 to 9, 12, 24 or 36 months, or 1 to 3 years");
    (void)text_whole(period, 1, 36, &asked->months);
    asked->months *= is_year ? 12 : 1;
    return true;
}

static bool check_billing(struct exchange *exchange, const struct entries *parameters, struct asked *asked)
{
    static const char *const types[] = {"1", "4", NULL};
    const char              *type = or_else(parameters, "BillingType", "1");

    if (!text_is_one_of(type, types))
        return volcengine_malformed(exchange, "BillingType", "has to be 1 or 4");
    asked->prepaid = strcmp(type, "1") == 0;
    return !asked->prepaid || check_period(exchange, parameters, asked);
}

static bool check_token(struct exchange *exchange, const struct entries *parameters)
{
    return strlen(entries_text(parameters, "ClientToken")) <= 64 ||
           volcengine_malformed(exchange, "ClientToken", "has more than 64 characters");
}

static bool check_all(struct exchange *exchange, const struct entries *parameters, struct asked *asked)
{
    return check_areas(exchange, parameters) && check_operator(exchange, parameters) &&
           volcengine_check_bandwidth(exchange, parameters, &asked->mbps) &&
           check_billing(exchange, parameters, asked) && volcengine_check_name(exchange, parameters) &&
           volcengine_check_description(exchange, parameters) && check_token(exchange, parameters) &&
           volcengine_check_tags(exchange, parameters, &asked->tag_count);
}

static void keep(struct exchange *exchange, const struct purchase *purchase, const struct entries *parameters,
                 const struct asked *asked)
{
    struct package *package = package_add(purchase->cloud, purchase->id);

    package_rename(package, purchase->name);
    package->prepaid = asked->prepaid;
    package->mbps = asked->mbps;
    if (package->prepaid)
        package->expires = time_add_months(package->created, asked->months);
    package_set(&package->description, entries_text(parameters, "Description"));
    package_set(&package->bound_to, entries_text(parameters, "CenId"));
    package_set(&package->own[BILLING_TYPE], package->prepaid ? "1" : "4");
    package_set(&package->own[LOCAL_AREA], entries_text(parameters, "LocalGeographicRegionSetId"));
    package_set(&package->own[PEER_AREA], entries_text(parameters, "PeerGeographicRegionSetId"));
    package_set(&package->own[PROJECT], or_else(parameters, "ProjectName", "default"));
    package_set(&package->own[LINE_OPERATOR], entries_text(parameters, "LineOperator"));
    for (size_t i = 1; i <= asked->tag_count; i++) {
        const char *value = volcengine_numbered(exchange, parameters, "Tags", i, ".Value");

        (void)package_tag(package, volcengine_numbered(exchange, parameters, "Tags", i, ".Key"),
                          value != NULL ? value : ""); /* there is room */
    }
}

void volcengine_create(struct exchange *exchange, const struct entries *parameters)
{
    struct memory  *memory = &exchange->memory;
    struct text     same = text_new(memory);
    struct asked    asked = {0};
    struct purchase purchase;
    char            digest[SHA256_TEXT_SIZE];

    if (!check_all(exchange, parameters, &asked))
        return;
    entries_encode(parameters, &same);
    sha256_text(same.data, same.size, digest);
    purchase = (struct purchase){
        .cloud = exchange->cloud,
        .name = entries_text(parameters, "CenBandwidthPackageName"),
        .token = entries_text(parameters, "ClientToken"),
        .token_digest = digest,
        .paid = true, /* there is no order that waits */
        .request = entries_json(memory, parameters),
    };
    memcpy(purchase.id, "cbp-", 4);
    random_text(purchase.id + 4, 20, "0123456789abcdefghijklmnopqrstuvwxyz");
    switch (ledger_buy(&purchase)) {
    case TOKEN_MISMATCH:
        (void)refuse(exchange, &refusals[TOKEN_REUSED], "%s", "");
        return;
    case BOUGHT:
        keep(exchange, &purchase, parameters, &asked);
        break;
    case REPLAYED:
        break;
    case LEDGER_FAILED:
    default:
        (void)refuse(exchange, &exchange->cloud->internal, "%s", "");
        return;
    }
    volcengine_start(exchange);
    if (exchange->mishap.effect != MISHAP_NO_ID)
        text_member(&exchange->answer, "CenBandwidthPackageId", purchase.id);
    volcengine_finish(exchange);
}
