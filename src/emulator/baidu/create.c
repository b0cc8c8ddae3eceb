/* create.c - a bandwidth package is asked for: creating is paying, and the token travels in the query. */
#include "baidu.h"

#include <string.h>

#include "ledger.h"
#include "packages.h"

enum { MALFORMED, INAPPROPRIATE };
static const struct refusal refusals[] = {
    [MALFORMED] = {400, "MalformedJSON", "The JSON you provided was not well-formed: "},
    [INAPPROPRIATE] = {400, "InappropriateJSON",
                       "The JSON you provided was well-formed and valid, but not appropriate for this operation: "},
};

static const char *const interwork_types[] = {"center", "center-edge", "edge-edge", NULL};
static const char *const areas[] = {"China", "Asia-Pacific", NULL};
static const char *const timings[] = {"Prepaid", "Postpaid", NULL};
static const char *const methods[] = {"ByTraffic", "ByBandwidth", "PeakBandwidth_Percent_95", "Enhanced_Percent_95",
                                      NULL};
static const char *const units[] = {"month", NULL};

static const struct rule package_rules[] = {
    {"name", RULE_TEXT, true, 1, 1000, NULL}, /* no other rule is published */
    {"interworkType", RULE_TEXT, false, 0, 64, interwork_types},
    {"bandwidth", RULE_WHOLE, true, 1, 10000, NULL},
    {"geographicA", RULE_TEXT, true, 0, 64, areas},
    {"geographicB", RULE_TEXT, true, 0, 64, areas},
    {"billing", RULE_OBJECT, true, 0, 0, NULL},
    {"tags", RULE_ARRAY, false, 0, 100, NULL},
};
static const struct rule billing_rules[] = {
    {"paymentTiming", RULE_TEXT, true, 0, 64, timings},
    {"billingMethod", RULE_TEXT, false, 0, 64, methods},
    {"reservation", RULE_OBJECT, false, 0, 0, NULL},
};
static const struct rule reservation_rules[] = {
    {"reservationLength", RULE_WHOLE, true, 1, 36, NULL},
    {"reservationTimeUnit", RULE_TEXT, true, 0, 64, units},
};
static const struct rule tag_rules[] = {
    {"tagKey", RULE_TEXT, true, 1, 65, NULL},
    {"tagValue", RULE_TEXT, false, 0, 65, NULL},
};

/* Letters, digits, Chinese, - _ blank / and . */
static bool is_tag_text(const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        bool          letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;

        if (!letter && strchr("-_ /.", c) == NULL)
            return false;
    }
    return true;
}

static const char *tags_complaint(struct memory *memory, const cJSON *tags)
{
    size_t number = 0;

    for (const cJSON *tag = tags != NULL ? tags->child : NULL; tag != NULL; tag = tag->next) {
        const char *path = memory_print(memory, "tags[%zu].", number++);
        const char *complaint = cJSON_IsObject(tag) ? json_complaint(memory, tag, path, tag_rules,
                                                                     sizeof tag_rules / sizeof tag_rules[0])
                                                    : "tags has to hold objects";

        if (complaint == NULL &&
            (!is_tag_text(json_text(tag, "tagKey", "")) || !is_tag_text(json_text(tag, "tagValue", ""))))
            complaint = memory_print(memory, "%stagKey and tagValue hold letters, digits, blanks and -_/. only", path);
        if (complaint != NULL)
            return complaint;
    }
    return NULL;
}

/* An edge package bought in advance is let through: the create page's rule forbids it, and its example does it. */
static const char *complaint_about(struct memory *memory, const cJSON *package)
{
    const char  *complaint = json_complaint(memory, package, "", package_rules,
                                            sizeof package_rules / sizeof package_rules[0]);
    const cJSON *billing = json_member(package, "billing"), *reservation = json_member(billing, "reservation");

    if (complaint == NULL)
        complaint = json_complaint(memory, billing, "billing.", billing_rules,
                                   sizeof billing_rules / sizeof billing_rules[0]);
    if (complaint == NULL && strcmp(json_text(billing, "paymentTiming", ""), "Prepaid") == 0) {
        long length;

        complaint = reservation == NULL ? "billing.reservation is missing; Prepaid needs it"
                                        : json_complaint(memory, reservation, "billing.reservation.", reservation_rules,
                                                         sizeof reservation_rules / sizeof reservation_rules[0]);
        length = json_whole(reservation, "reservationLength", 0);
        if (complaint == NULL && length > 9 && length != 12 && length != 24 && length != 36)
            complaint = "billing.reservation.reservationLength has to be 1 to 9, 12, 24 or 36";
    }
    return complaint != NULL ? complaint : tags_complaint(memory, json_member(package, "tags"));
}

static void keep(const struct purchase *purchase, const cJSON *request)
{
    struct package *package = package_add(purchase->cloud, purchase->id);
    const cJSON    *tags = json_member(request, "tags"), *billing = json_member(request, "billing");
    bool            mainland_a = strcmp(json_text(request, "geographicA", ""), "China") == 0;
    bool            mainland_b = strcmp(json_text(request, "geographicB", ""), "China") == 0;

    package_rename(package, purchase->name);
    package->mbps = json_whole(request, "bandwidth", 0);
    package->prepaid = strcmp(json_text(billing, "paymentTiming", ""), "Prepaid") == 0;
    if (package->prepaid)
        package->expires = time_add_months(package->created,
                                           json_whole(json_member(billing, "reservation"), "reservationLength", 1));
    package_set(&package->own[INTERWORK_TYPE], json_text(request, "interworkType", "center"));
    package_set(&package->own[INTERWORK_REGION], mainland_a != mainland_b ? "crossregional"
                                                 : mainland_a             ? "chinesemainland"
                                                                          : "asiapacific");
    for (const cJSON *tag = tags != NULL ? tags->child : NULL; tag != NULL; tag = tag->next)
        (void)package_tag(package, json_text(tag, "tagKey", ""), json_text(tag, "tagValue", ""));
}

static void buy(struct exchange *exchange, const cJSON *package, const struct baidu_token *token)
{
    const char     *complaint = cJSON_IsObject(package) ? complaint_about(&exchange->memory, package)
                                                        : "the body has to be an object";
    struct purchase purchase;
    char            request_id[37];

    if (complaint != NULL) {
        (void)refuse(exchange, &refusals[INAPPROPRIATE], "%s", complaint);
        return;
    }
    purchase = (struct purchase){
        .cloud = exchange->cloud,
        .name = json_text(package, "name", ""),
        .token = token->text,
        .token_digest = token->digest,
        .token_lifetime = BAIDU_TOKEN_LIFETIME,
        .paid = true, /* there is no order that waits */
        .request = json_line(&exchange->memory, exchange->body.data, exchange->body.size),
    };
    memcpy(purchase.id, "csnBp-", 6);
    random_text(purchase.id + 6, 12, "0123456789abcdefghijklmnopqrstuvwxyz");
    switch (ledger_buy(&purchase)) {
    case TOKEN_MISMATCH:
        (void)refuse(exchange, &baidu_token_reused, "%s", "");
        return;
    case BOUGHT:
        keep(&purchase, package);
        break;
    case REPLAYED:
        break;
    case LEDGER_FAILED:
    default:
        (void)refuse(exchange, &exchange->cloud->internal, "%s", "");
        return;
    }
    baidu_start(exchange, 200, request_id);
    text_put(&exchange->answer, "{");
    if (exchange->mishap.effect != MISHAP_NO_ID)
        text_member(&exchange->answer, "csnBpId", purchase.id);
    text_put(&exchange->answer, "}");
    exchange->done = true;
}

void baidu_create(struct exchange *exchange)
{
    cJSON             *body;
    struct baidu_token token;
    const char        *complaint = NULL;

    if (!baidu_read_token(exchange, &token))
        return;
    body = json_read(exchange->body.data, exchange->body.size, &complaint);
    if (body == NULL) {
        (void)refuse(exchange, &refusals[MALFORMED], "%s", complaint);
        return;
    }
    buy(exchange, body, &token);
    cJSON_Delete(body);
}
