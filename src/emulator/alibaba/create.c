/* create.c - CreateCenBandwidthPackage: the rules of its pages, the purchase, and an answer in JSON or in XML. */
#include "alibaba.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "ledger.h"
#include "packages.h"

enum { MISSING, INVALID, BANDWIDTH, AREA, CHARGE_TYPE, TOKEN_REUSED };
static const struct refusal refusals[] = {
    [MISSING] = {400, "MissingParameter", "The input parameter is missing: "},
    [INVALID] = {400, "InvalidParameter", "The specified parameter is invalid: "},
    [BANDWIDTH] = {400, "ParameterIllegal.BandwidthPackage", "The bandwidth package is illegal: "},
    [AREA] = {400, "ParameterIllegal.GeoRegionId", "The geographic region is illegal: "},
    [CHARGE_TYPE] = {400, "UnSupported.ChargeType", "The charge type is not supported: "},
    [TOKEN_REUSED] = {400, "IdempotenceParam.NotMatch",
                      "The ClientToken was used before, and other parameters came with it."},
};

/* All that any page ever listed: Middle-East in 2018, Australia in 2024. */
static const char *const areas[] = {"China", "North-America", "Asia-Pacific", "Europe", "Australia", "Middle-East",
                                    NULL};

static bool is_web_address(const char *text)
{
    return text_starts(text, "http://") || text_starts(text, "https://");
}

static bool check_bandwidth(struct exchange *exchange, const struct entries *parameters)
{
    long        number;
    const char *bandwidth = entries_get(parameters, "Bandwidth");

    if (bandwidth == NULL || *bandwidth == '\0')
        return refuse(exchange, &refusals[MISSING], "Bandwidth");
    return text_whole(bandwidth, 2, 10000, &number) ||
           refuse(exchange, &refusals[BANDWIDTH], "Bandwidth is %s; it has to be an integer from 2 to 10000",
                  bandwidth);
}

static bool check_area(struct exchange *exchange, const struct entries *parameters, const char *name)
{
    const char *area = entries_get(parameters, name);

    if (area == NULL || *area == '\0')
        return refuse(exchange, &refusals[MISSING], "%s", name);
    return text_is_one_of(area, areas) || refuse(exchange, &refusals[AREA], "%s is %s", name, area);
}

static bool is_prepaid(const struct entries *parameters)
{
    const char *type = entries_get(parameters, "BandwidthPackageChargeType");

    return type == NULL || strcmp(type, "PREPAY") == 0;
}

/* PREPAY is the one that pays in advance, whatever the English page says; the other stood on the page of 2019. */
static bool check_charge(struct exchange *exchange, const struct entries *parameters)
{
    bool                     yearly;
    static const char *const types[] = {"PREPAY", "POSTPAY", NULL};
    static const char *const months[] = {"1", "2", "3", "6", NULL}, *const years[] = {"1", "2", "3", NULL};
    const char *type = entries_get(parameters, "BandwidthPackageChargeType");
    const char *period = entries_get(parameters, "Period"), *cycle = entries_get(parameters, "PricingCycle");

    if (type != NULL && !text_is_one_of(type, types))
        return refuse(exchange, &refusals[CHARGE_TYPE], "BandwidthPackageChargeType is %s", type);
    if (!is_prepaid(parameters))
        return true;
    yearly = cycle != NULL && strcmp(cycle, "Year") == 0;
    if (cycle != NULL && !yearly && strcmp(cycle, "Month") != 0)
        return refuse(exchange, &refusals[INVALID], "PricingCycle is %s; it has to be Month or Year", cycle);
    return period == NULL || text_is_one_of(period, yearly ? years : months) ||
           refuse(exchange, &refusals[INVALID], "Period is %s; it has to be 1, 2, 3 or, by the month, 6", period);
}

static bool check_flag(struct exchange *exchange, const struct entries *parameters, const char *name)
{
    static const char *const flags[] = {"true", "false", NULL};
    const char              *flag = entries_get(parameters, name);

    return flag == NULL || text_is_one_of(flag, flags) ||
           refuse(exchange, &refusals[INVALID], "%s is %s; it has to be true or false", name, flag);
}

bool alibaba_check_text(struct exchange *exchange, const struct entries *parameters, const char *name, size_t max)
{
    const char *text = entries_get(parameters, name);

    if (text != NULL && bwpi_utf8_length(text) > max)
        return refuse(exchange, &refusals[INVALID], "%s has more than %zu characters", name, max);
    return text == NULL || !is_web_address(text) ||
           refuse(exchange, &refusals[INVALID], "%s may not start with http:// or https://", name);
}

static bool check_token(struct exchange *exchange, const struct entries *parameters)
{
    const char *token = entries_get(parameters, "ClientToken");

    for (const char *c = token; c != NULL && *c != '\0'; c++) {
        if (*c < 0x21 || *c > 0x7E)
            return refuse(exchange, &refusals[INVALID], "ClientToken has to be ASCII");
    }
    return token == NULL || strlen(token) <= 64 ||
           refuse(exchange, &refusals[INVALID], "ClientToken has more than 64 characters");
}

static bool check_tag(struct exchange *exchange, const struct entries *parameters, unsigned number)
{
    struct memory *memory = &exchange->memory;
    const char    *key = entries_get(parameters, memory_print(memory, "Tag.%u.Key", number));
    const char    *value = entries_get(parameters, memory_print(memory, "Tag.%u.Value", number));

    if (key == NULL || *key == '\0')
        return refuse(exchange, &refusals[INVALID], "Tag.%u.Key is missing; tags are numbered from 1", number);
    if (bwpi_utf8_length(key) > 64 || text_starts(key, "acs:") || text_starts(key, "aliyun") || is_web_address(key))
        return refuse(exchange, &refusals[INVALID],
                      "Tag.%u.Key has to have 1 to 64 characters and may not start with aliyun, acs: or http(s)://",
                      number);
    if (value != NULL && (bwpi_utf8_length(value) > 128 || text_starts(value, "acs:") || text_starts(value, "aliyun") ||
                          is_web_address(value)))
        return refuse(exchange, &refusals[INVALID],
                      "Tag.%u.Value has to have 0 to 128 characters and may not start with aliyun, acs: or http(s)://",
                      number);
    for (unsigned other = 1; other < number; other++) {
        if (strcmp(key, entries_get(parameters, memory_print(memory, "Tag.%u.Key", other))) == 0)
            return refuse(exchange, &refusals[INVALID], "Tag.%u.Key stands twice", number);
    }
    return true;
}

bool alibaba_check_tags(struct exchange *exchange, const struct entries *parameters)
{
    unsigned last = 0;

    for (size_t i = 0; i < parameters->count; i++) {
        unsigned number;

        if (sscanf(parameters->items[i].name, "Tag.%3u.", &number) == 1)
            last = number > last ? number : last;
    }
    if (last > 20)
        return refuse(exchange, &refusals[INVALID], "Tag.%u: there may be 20 tags", last);
    for (unsigned number = 1; number <= last; number++) {
        if (!check_tag(exchange, parameters, number))
            return false;
    }
    return true;
}

static bool check_all(struct exchange *exchange, const struct entries *parameters)
{
    const char *renewal;
    long        number;

    renewal = entries_get(parameters, "AutoRenewDuration");
    if (renewal != NULL && !text_whole(renewal, 0, 2147483647, &number)) {
        return refuse(exchange, &refusals[INVALID], "AutoRenewDuration is %s; it has to be a number of months",
                      renewal);
    }
    return check_bandwidth(exchange, parameters) && check_area(exchange, parameters, "GeographicRegionAId") &&
           check_area(exchange, parameters, "GeographicRegionBId") && check_charge(exchange, parameters) &&
           check_flag(exchange, parameters, "AutoPay") && check_flag(exchange, parameters, "AutoRenew") &&
           alibaba_check_text(exchange, parameters, "Name", 128) &&
           alibaba_check_text(exchange, parameters, "Description", 256) && check_token(exchange, parameters) &&
           alibaba_check_tags(exchange, parameters);
}

/* Months of the order; a year is twelve of them. */
static long months_of(const struct entries *parameters)
{
    const char *period = entries_text(parameters, "Period");
    long        count = 1;

    if (*period != '\0')
        (void)text_whole(period, 1, 36, &count);
    return strcmp(entries_text(parameters, "PricingCycle"), "Year") == 0 ? count * 12 : count;
}

static void keep(const struct purchase *purchase, const struct entries *parameters)
{
    struct package *package = package_add(purchase->cloud, purchase->id);
    struct memory   memory = {0};
    const char     *key;

    package_rename(package, purchase->name);
    memcpy(package->order_id, purchase->order_id, sizeof package->order_id);
    package->paid = purchase->paid;
    package->prepaid = is_prepaid(parameters);
    if (package->prepaid)
        package->expires = time_add_months(package->created, months_of(parameters));
    (void)text_whole(entries_text(parameters, "Bandwidth"), 2, 10000, &package->mbps);
    package_set(&package->description, entries_text(parameters, "Description"));
    package_set(&package->bound_to, entries_text(parameters, "CenId")); /* on the page of 2018 */
    package_set(&package->own[CHARGE_TYPE_OF], package->prepaid ? "PREPAY" : "POSTPAY");
    package_set(&package->own[AREA_A], text_lower(&memory, entries_text(parameters, "GeographicRegionAId")));
    package_set(&package->own[AREA_B], text_lower(&memory, entries_text(parameters, "GeographicRegionBId")));
    package_set(&package->own[RESOURCE_GROUP], entries_text(parameters, "ResourceGroupId"));
    for (unsigned i = 1; (key = entries_get(parameters, memory_print(&memory, "Tag.%u.Key", i))) != NULL; i++)
        (void)package_tag(package, key, entries_text(parameters, memory_print(&memory, "Tag.%u.Value", i)));
    memory_free(&memory);
}

void alibaba_create(struct exchange *exchange, const struct entries *parameters)
{
    struct memory  *memory = &exchange->memory;
    bool            xml = exchange->answer_in_xml || exchange->mishap.effect == MISHAP_XML;
    struct text     same = text_new(memory);
    struct purchase purchase;
    char            digest[SHA256_TEXT_SIZE], request_id[37];
    struct entry    members[3] = {{"RequestId", request_id}};
    size_t          count = 1;

    if (!check_all(exchange, parameters))
        return;
    entries_encode(parameters, &same);
    sha256_text(same.data, same.size, digest);
    purchase = (struct purchase){
        .cloud = exchange->cloud,
        .name = entries_text(parameters, "Name"),
        .token = entries_text(parameters, "ClientToken"),
        .token_digest = digest,
        /* Not given is false since 2024; it was true in 2018. */
        .paid = !is_prepaid(parameters) || strcmp(entries_text(parameters, "AutoPay"), "true") == 0,
        .request = entries_json(memory, parameters),
    };
    memcpy(purchase.id, xml ? "Cenbwp-" : "cenbwp-", 7); /* a capital C on the 2018 page */
    random_text(purchase.id + 7, 18, "0123456789abcdefghijklmnopqrstuvwxyz");
    random_text(purchase.order_id, 1, "123456789");
    random_text(purchase.order_id + 1, 14, "0123456789");
    switch (ledger_buy(&purchase)) {
    case TOKEN_MISMATCH:
        (void)refuse(exchange, &refusals[TOKEN_REUSED], "%s", "");
        return;
    case BOUGHT:
        keep(&purchase, parameters);
        break;
    case REPLAYED:
        break;
    case LEDGER_FAILED:
    default:
        (void)refuse(exchange, &exchange->cloud->internal, "%s", "");
        return;
    }
    alibaba_succeed(exchange, request_id);
    if (exchange->mishap.effect != MISHAP_NO_ID) {
        /* The blank before the id stands on the 2018 page. */
        members[count++] = (struct entry){"CenBandwidthPackageId",
                                          memory_print(memory, "%s%s", xml ? " " : "", purchase.id)};
    }
    if (!xml)
        members[count++] = (struct entry){"CenBandwidthPackageOrderId", purchase.order_id};
    alibaba_write_members(exchange, "CreateCenBandwidthPackageResponse", members, count);
    exchange->done = true;
}
