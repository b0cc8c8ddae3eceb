/* alibaba.c - Cloud Enterprise Network 2017-09-12: operations by name at one path, answers in JSON or in the XML of
 * the 2018 page. */
#include "emulator.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NO_API, NO_VERSION, MISSING, INVALID, BANDWIDTH, AREA, CHARGE_TYPE, TOKEN_REUSED, THROTTLED };
static const struct refusal refusals[] = {
    [NO_API] = {404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method."},
    [NO_VERSION] = {400, "InvalidVersion", "Specified parameter Version is not valid; it has to be 2017-09-12."},
    [MISSING] = {400, "MissingParameter", "The input parameter is missing: "},
    [INVALID] = {400, "InvalidParameter", "The specified parameter is invalid: "},
    [BANDWIDTH] = {400, "ParameterIllegal.BandwidthPackage", "The bandwidth package is illegal: "},
    [AREA] = {400, "ParameterIllegal.GeoRegionId", "The geographic region is illegal: "},
    [CHARGE_TYPE] = {400, "UnSupported.ChargeType", "The charge type is not supported: "},
    [TOKEN_REUSED] = {400, "IdempotenceParam.NotMatch",
                      "The ClientToken was used before, and other parameters came with it."},
    [THROTTLED] = {400, "Throttling.User", "Request was denied due to user flow control."},
};

static const char version[] = "2017-09-12";

/* All that any page ever listed: Middle-East in 2018, Australia in 2024. */
static const char *const areas[] = {"China", "North-America", "Asia-Pacific", "Europe", "Australia", "Middle-East",
                                    NULL};

static void alibaba_start(struct exchange *exchange, unsigned status, char request_id[37])
{
    random_uuid(request_id);
    for (char *c = request_id; *c != '\0'; c++)
        *c = *c >= 'a' && *c <= 'f' ? (char)(*c - 'a' + 'A') : *c;
    answer_start(exchange, status,
                 exchange->answer_in_xml ? "text/xml;charset=utf-8" : "application/json;charset=utf-8");
    pairs_add(&exchange->memory, &exchange->answer_headers, "x-acs-request-id",
              memory_copy(&exchange->memory, request_id, 36));
}

/* The same names and values as <Root><Name>value</Name></Root> or as {"Name":"value"}. */
static void write_members(struct exchange *exchange, const char *root, const struct pair *members, size_t count)
{
    struct text *text = &exchange->answer;
    bool         xml = exchange->answer_in_xml;

    if (xml)
        text_print(text, "<?xml version='1.0' encoding='UTF-8'?><%s>", root);
    else
        text_put(text, "{");
    for (size_t i = 0; i < count; i++) {
        if (xml) {
            text_print(text, "<%s>", members[i].name);
            text_xml(text, members[i].value);
            text_print(text, "</%s>", members[i].name);
        } else {
            text_member(text, members[i].name, members[i].value);
        }
    }
    if (xml)
        text_print(text, "</%s>", root);
    else
        text_put(text, "}");
}

static void write_error(struct exchange *exchange, unsigned status, const char *code, const char *message)
{
    struct text recommend = text_new(&exchange->memory);
    char        request_id[37];
    const char *host = header_get(exchange, "host");
    struct pair members[] = {
        {"RequestId", request_id}, {"HostId", host != NULL ? host : ""}, {"Code", code}, {"Message", message},
        {"Recommend", ""},
    };

    exchange->answer_in_xml = exchange->answer_in_xml || exchange->fault.xml;
    alibaba_start(exchange, status, request_id);
    text_put(&recommend, "https://next.api.aliyun.com/troubleshoot?q=");
    text_encode(&recommend, code, "");
    text_put(&recommend, "&product=Cbn");
    members[4].value = recommend.data;
    write_members(exchange, "Error", members, exchange->answer_in_xml ? 4 : 5); /* the XML form has no Recommend */
}

static void throttle(struct exchange *exchange)
{
    (void)refuse(exchange, &refusals[THROTTLED], "%s", "");
    pairs_add(&exchange->memory, &exchange->answer_headers, "x-acs-retry-after",
              memory_print(&exchange->memory, "%u", exchange->fault.ms > 0 ? exchange->fault.ms : 1000));
}

static bool whole_number(const char *text, long min, long max, long *number)
{
    if (*text == '\0' || strlen(text) > 10 || strspn(text, "0123456789") != strlen(text))
        return false;
    *number = strtol(text, NULL, 10);
    return *number >= min && *number <= max;
}

static bool is_web_address(const char *text)
{
    return text_starts(text, "http://") || text_starts(text, "https://");
}

static bool check_bandwidth(struct exchange *exchange, const struct pairs *parameters)
{
    long        number;
    const char *bandwidth = pairs_get(parameters, "Bandwidth");

    if (bandwidth == NULL || *bandwidth == '\0')
        return refuse(exchange, &refusals[MISSING], "Bandwidth");
    return whole_number(bandwidth, 2, 10000, &number) ||
           refuse(exchange, &refusals[BANDWIDTH], "Bandwidth is %s; it has to be an integer from 2 to 10000",
                  bandwidth);
}

static bool check_area(struct exchange *exchange, const struct pairs *parameters, const char *name)
{
    const char *area = pairs_get(parameters, name);

    if (area == NULL || *area == '\0')
        return refuse(exchange, &refusals[MISSING], "%s", name);
    return text_is_one_of(area, areas) || refuse(exchange, &refusals[AREA], "%s is %s", name, area);
}

static bool is_prepaid(const struct pairs *parameters)
{
    const char *type = pairs_get(parameters, "BandwidthPackageChargeType");

    return type == NULL || strcmp(type, "PREPAY") == 0;
}

/* PREPAY is the one that pays in advance, whatever the English page says; the other stood on the page of 2019. */
static bool check_charge(struct exchange *exchange, const struct pairs *parameters)
{
    bool                     yearly;
    static const char *const types[] = {"PREPAY", "POSTPAY", NULL};
    static const char *const months[] = {"1", "2", "3", "6", NULL}, *const years[] = {"1", "2", "3", NULL};
    const char *type = pairs_get(parameters, "BandwidthPackageChargeType");
    const char *period = pairs_get(parameters, "Period"), *cycle = pairs_get(parameters, "PricingCycle");

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

static bool check_flag(struct exchange *exchange, const struct pairs *parameters, const char *name)
{
    static const char *const flags[] = {"true", "false", NULL};
    const char              *flag = pairs_get(parameters, name);

    return flag == NULL || text_is_one_of(flag, flags) ||
           refuse(exchange, &refusals[INVALID], "%s is %s; it has to be true or false", name, flag);
}

static bool check_text(struct exchange *exchange, const struct pairs *parameters, const char *name, size_t max)
{
    const char *text = pairs_get(parameters, name);

    if (text != NULL && utf8_count(text) > max)
        return refuse(exchange, &refusals[INVALID], "%s has more than %zu characters", name, max);
    return text == NULL || !is_web_address(text) ||
           refuse(exchange, &refusals[INVALID], "%s may not start with http:// or https://", name);
}

static bool check_token(struct exchange *exchange, const struct pairs *parameters)
{
    const char *token = pairs_get(parameters, "ClientToken");

    for (const char *c = token; c != NULL && *c != '\0'; c++) {
        if (*c < 0x21 || *c > 0x7E)
            return refuse(exchange, &refusals[INVALID], "ClientToken has to be ASCII");
    }
    return token == NULL || strlen(token) <= 64 ||
           refuse(exchange, &refusals[INVALID], "ClientToken has more than 64 characters");
}

static bool check_tag(struct exchange *exchange, const struct pairs *parameters, unsigned number)
{
    struct memory *memory = &exchange->memory;
    const char    *key = pairs_get(parameters, memory_print(memory, "Tag.%u.Key", number));
    const char    *value = pairs_get(parameters, memory_print(memory, "Tag.%u.Value", number));

    if (key == NULL || *key == '\0')
        return refuse(exchange, &refusals[INVALID], "Tag.%u.Key is missing; tags are numbered from 1", number);
    if (utf8_count(key) > 64 || text_starts(key, "acs:") || text_starts(key, "aliyun") || is_web_address(key)) {
        return refuse(exchange, &refusals[INVALID],
                      "Tag.%u.Key has to have 1 to 64 characters and may not start with aliyun, acs: or http(s)://",
                      number);
    }
    if (value != NULL && (utf8_count(value) > 128 || text_starts(value, "acs:") || text_starts(value, "aliyun") ||
                          is_web_address(value))) {
        return refuse(exchange, &refusals[INVALID],
                      "Tag.%u.Value has to have 0 to 128 characters and may not start with aliyun, acs: or http(s)://",
                      number);
    }
    for (unsigned other = 1; other < number; other++) {
        if (strcmp(key, pairs_get(parameters, memory_print(memory, "Tag.%u.Key", other))) == 0)
            return refuse(exchange, &refusals[INVALID], "Tag.%u.Key stands twice", number);
    }
    return true;
}

static bool check_tags(struct exchange *exchange, const struct pairs *parameters)
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

static bool check_all(struct exchange *exchange, struct pairs *parameters)
{
    const char *repeated;
    const char *renewal;
    long        number;

    for (size_t i = 0; i < parameters->count; i++) {
        const char *name = parameters->items[i].name, *value = parameters->items[i].value;

        if (!utf8_is_valid(name, strlen(name)) || !utf8_is_valid(value, strlen(value)))
            return refuse(exchange, &refusals[INVALID], "%s is not UTF-8", name);
    }
    repeated = pairs_repeated(parameters);
    if (repeated != NULL)
        return refuse(exchange, &refusals[INVALID], "%s was given more than once", repeated);
    renewal = pairs_get(parameters, "AutoRenewDuration");
    if (renewal != NULL && !whole_number(renewal, 0, 2147483647, &number)) {
        return refuse(exchange, &refusals[INVALID], "AutoRenewDuration is %s; it has to be a number of months",
                      renewal);
    }
    return check_bandwidth(exchange, parameters) && check_area(exchange, parameters, "GeographicRegionAId") &&
           check_area(exchange, parameters, "GeographicRegionBId") && check_charge(exchange, parameters) &&
           check_flag(exchange, parameters, "AutoPay") && check_flag(exchange, parameters, "AutoRenew") &&
           check_text(exchange, parameters, "Name", 128) && check_text(exchange, parameters, "Description", 256) &&
           check_token(exchange, parameters) && check_tags(exchange, parameters);
}

/* The operation's own parameters, as the ledger shows them: keys, nonces and signatures are not part of a purchase. */
static const char *request_json(struct memory *memory, const struct pairs *own)
{
    struct text text = text_new(memory);

    text_put(&text, "{");
    for (size_t i = 0; i < own->count; i++)
        text_member(&text, own->items[i].name, own->items[i].value);
    text_put(&text, "}");
    return text.data;
}

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static void create(struct exchange *exchange, struct pairs *parameters)
{
    size_t          count;
    char            digest[SHA256_TEXT_SIZE], request_id[37];
    struct text     same;
    struct purchase purchase;
    struct memory  *memory = &exchange->memory;
    struct pairs    own = {0};
    struct pair     members[3] = {{"RequestId", request_id}};

    for (size_t i = 0; i < parameters->count; i++) {
        if (!alibaba_is_common(parameters->items[i].name))
            pairs_add(memory, &own, parameters->items[i].name, parameters->items[i].value);
    }
    if (!check_all(exchange, &own))
        return;
    same = text_new(memory);
    pairs_encode(&own, &same);
    sha256_text(same.data, same.size, digest);
    purchase = (struct purchase){
        .provider = PROVIDER_ALIBABA,
        .name = or_empty(pairs_get(&own, "Name")),
        .token = or_empty(pairs_get(&own, "ClientToken")),
        .token_digest = digest,
        /* Not given is false since 2024; it was true in 2018. */
        .paid = !is_prepaid(&own) || strcmp(or_empty(pairs_get(&own, "AutoPay")), "true") == 0,
        .request = request_json(memory, &own),
    };
    exchange->answer_in_xml = exchange->answer_in_xml || exchange->fault.effect == FAULT_XML;
    memcpy(purchase.id, exchange->answer_in_xml ? "Cenbwp-" : "cenbwp-", 7); /* a capital C on the 2018 page */
    random_text(purchase.id + 7, 18, "0123456789abcdefghijklmnopqrstuvwxyz");
    random_text(purchase.order_id, 1, "123456789");
    random_text(purchase.order_id + 1, 14, "0123456789");
    switch (ledger_buy(&purchase)) {
    case TOKEN_MISMATCH:
        (void)refuse(exchange, &refusals[TOKEN_REUSED], "%s", "");
        return;
    case BOUGHT:
    case REPLAYED:
        break;
    case NAME_IN_USE:
    case LEDGER_FAILED:
    default:
        (void)refuse(exchange, &alibaba_provider.internal, "%s", "");
        return;
    }
    alibaba_start(exchange, 200, request_id);
    count = 1;
    if (exchange->fault.effect != FAULT_NO_ID) {
        /* The blank before the id stands on the 2018 page. */
        members[count++] = (struct pair){"CenBandwidthPackageId",
                                         memory_print(memory, "%s%s", exchange->answer_in_xml ? " " : "", purchase.id)};
    }
    if (!exchange->answer_in_xml)
        members[count++] = (struct pair){"CenBandwidthPackageOrderId", purchase.order_id};
    write_members(exchange, "CreateCenBandwidthPackageResponse", members, count);
    exchange->done = true;
}

static const struct {
    const char *name;
    void (*answer)(struct exchange *, struct pairs *);
} actions[] = {
    {"CreateCenBandwidthPackage", create},
};

static void answer(struct exchange *exchange)
{
    struct alibaba_request request;

    if (!alibaba_read(exchange, &request))
        return;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (request.action != NULL && strcmp(actions[i].name, request.action) == 0) {
            if (request.version == NULL || strcmp(request.version, version) != 0)
                (void)refuse(exchange, &refusals[NO_VERSION], "%s", "");
            else if (alibaba_verify(exchange, &request))
                actions[i].answer(exchange, &request.parameters);
            return;
        }
    }
    (void)refuse(exchange, &refusals[NO_API], "%s", "");
}

const struct provider alibaba_provider = {
    .id = PROVIDER_ALIBABA,
    .name = "alibaba",
    .created_status = 200,
    .answer = answer,
    .write_error = write_error,
    .throttle = throttle,
    .internal = {500, "InternalError", "The request processing has failed due to some unknown error."},
    .too_large = {413, "RequestBodyTooLarge", "The request body is too large."},
};
