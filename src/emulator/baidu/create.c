/* create.c - a bandwidth package is asked for: creating is paying, and the token travels in the query. */
#include "baidu.h"

#include <string.h>

#include "ledger.h"

enum { BAD_REQUEST, MALFORMED, INAPPROPRIATE, TOKEN_REUSED };
static const struct refusal refusals[] = {
    [BAD_REQUEST] = {400, "InvalidHTTPRequest", "There was an error in the HTTP request: "},
    [MALFORMED] = {400, "MalformedJSON", "The JSON you provided was not well-formed: "},
    [INAPPROPRIATE] = {400, "InappropriateJSON",
                       "The JSON you provided was well-formed and valid, but not appropriate for this operation: "},
    [TOKEN_REUSED] = {403, "IdempotentParameterMismatch",
                      "The request uses the same client token as a previous, but non-identical request"},
};

enum { TOKEN_LIFETIME = 24 * 60 * 60 }; /* after the server last received it [CSN API reference, idempotence] */

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

/* The token, "" when there is none; NULL when the request was refused for it. */
static const char *client_token(struct exchange *exchange, struct entries *query)
{
    const char *token;
    size_t      length;
    bool        ascii = true;

    entries_parse(&exchange->memory, query, exchange->query, strlen(exchange->query));
    token = entries_get(query, "clientToken");
    if (token == NULL)
        return ""; /* and an empty one is none: the Go SDK always sends the parameter */
    length = strlen(token);
    for (size_t i = 0; i < length; i++)
        ascii = ascii && token[i] > 0x20 && token[i] < 0x7F;
    if (!ascii || length > 64) {
        (void)refuse(exchange, &refusals[BAD_REQUEST], "clientToken has to be ASCII, at most 64 characters");
        return NULL;
    }
    return token;
}

static void buy(struct exchange *exchange, const cJSON *package, const char *token, const struct entries *query)
{
    const char     *complaint = cJSON_IsObject(package) ? complaint_about(&exchange->memory, package)
                                                        : "the body has to be an object";
    struct text     same = text_new(&exchange->memory);
    struct purchase purchase;
    char            digest[SHA256_TEXT_SIZE], request_id[37];

    if (complaint != NULL) {
        (void)refuse(exchange, &refusals[INAPPROPRIATE], "%s", complaint);
        return;
    }
    /* The same token goes with the same method, path, query and body, byte by byte. */
    text_print(&same, "%s %s?", exchange->method, exchange->path);
    entries_encode(query, &same);
    text_put(&same, "\n");
    text_add(&same, exchange->body.data, exchange->body.size);
    sha256_text(same.data, same.size, digest);
    purchase = (struct purchase){
        .cloud = exchange->cloud,
        .name = json_text(package, "name", ""),
        .token = token,
        .token_digest = digest,
        .token_lifetime = TOKEN_LIFETIME,
        .paid = true, /* there is no order that waits */
        .request = json_line(&exchange->memory, exchange->body.data, exchange->body.size),
    };
    memcpy(purchase.id, "csnBp-", 6);
    random_text(purchase.id + 6, 12, "0123456789abcdefghijklmnopqrstuvwxyz");
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
    cJSON         *body;
    struct entries query = {0};
    const char    *token = client_token(exchange, &query), *complaint = NULL;

    if (token == NULL)
        return;
    body = json_read(exchange->body.data, exchange->body.size, &complaint);
    if (body == NULL) {
        (void)refuse(exchange, &refusals[MALFORMED], "%s", complaint);
        return;
    }
    buy(exchange, body, token, &query);
    cJSON_Delete(body);
}
