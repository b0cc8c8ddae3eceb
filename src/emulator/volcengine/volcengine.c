/* volcengine.c - Cloud Enterprise Network 2020-04-01: operations by name in the query of a GET, and one envelope. */
#include "volcengine.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "packages.h"

enum { NO_ACTION, MISSING, NO_METHOD, THROTTLED };
static const struct refusal refusals[] = {
    [NO_ACTION] = {404, "InvalidActionOrVersion", "Could not find operation "},
    [MISSING] = {400, "MissingParameter", "The request is missing parameter "},
    [NO_METHOD] = {405, "MethodNotAllowed", "Every operation is asked with GET."},
    [THROTTLED] = {429, "AccountFlowLimitExceeded", "Request was rejected because of flow limit."},
};

static const char version[] = "2020-04-01";

/* The numbers that go with the gateway's codes; those of the service are not published. */
static const struct {
    const char *code;
    long        number;
} numbers[] = {
    {"MissingParameter", 100002}, {"MissingAuthenticationToken", 100003}, {"MissingRequestInfo", 100004},
    {"MissingSignature", 100005}, {"InvalidTimestamp", 100006},           {"ServiceNotFound", 100007},
    {"InvalidAccessKey", 100009}, {"InvalidActionOrVersion", 100008},     {"SignatureDoesNotMatch", 100010},
};

static struct entries read_query(struct exchange *exchange)
{
    struct entries query = {0};

    entries_parse(&exchange->memory, &query, exchange->query, strlen(exchange->query));
    entries_sort(&query);
    return query;
}

/* {"ResponseMetadata":{...  Its end is written by whoever begins it. */
static void write_metadata(struct exchange *exchange, unsigned status)
{
    struct entries query = read_query(exchange);
    struct text   *text = &exchange->answer;
    char           now[TIME_SIZE], request_id[REQUEST_ID_SIZE];

    time_print(clock_now(), TIME_BASIC, now);
    (void)snprintf(request_id, sizeof request_id, "%.8s%.6s", now, now + 9);
    random_text(request_id + 14, REQUEST_ID_SIZE - 15, "0123456789ABCDEF");
    answer_start(exchange, status, "application/json; charset=utf-8");
    text_put(text, "{\"ResponseMetadata\":{");
    if (exchange->mishap.effect != MISHAP_NO_ID)
        text_member(text, "RequestId", request_id);
    text_member(text, "Action", entries_text(&query, "Action"));
    text_member(text, "Version", entries_text(&query, "Version"));
    text_member(text, "Service", "cen");
    text_member(text, "Region", "cn-beijing");
}

static void write_error(struct exchange *exchange, unsigned status, const char *code, const char *message)
{
    struct text *text = &exchange->answer;
    long         number = 0;

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (strcmp(numbers[i].code, code) == 0)
            number = numbers[i].number;
    }
    write_metadata(exchange, status);
    text_print(text, ",\"Error\":{\"CodeN\":%ld", number);
    text_member(text, "Code", code);
    text_member(text, "Message", message);
    text_put(text, "}}}");
}

void volcengine_start(struct exchange *exchange)
{
    write_metadata(exchange, 200);
    text_put(&exchange->answer, "},\"Result\":{");
}

void volcengine_finish(struct exchange *exchange)
{
    text_put(&exchange->answer, "}}");
    exchange->done = true;
}

void volcengine_answer_done(struct exchange *exchange)
{
    volcengine_start(exchange);
    volcengine_finish(exchange);
}

bool volcengine_malformed(struct exchange *exchange, const char *name, const char *rule)
{
    const char *code = memory_print(&exchange->memory, "Invalid%s.Malformed", name);

    return refuse(exchange, &(const struct refusal){400, code, "The specified parameter is invalid: "}, "%s %s", name,
                  rule);
}

/* How a name or a description begins: a letter, a digit, or a character of Chinese, that is here: no ASCII. */
static bool begins_well(const char *text)
{
    unsigned char first = (unsigned char)*text;

    return first >= 0x80 || (first >= '0' && first <= '9') || ((first | 0x20) >= 'a' && (first | 0x20) <= 'z');
}

bool volcengine_check_name(struct exchange *exchange, const struct entries *parameters)
{
    const char *name = entries_get(parameters, "CenBandwidthPackageName");

    return name == NULL || (begins_well(name) && bwpi_utf8_length(name) <= 128) ||
           volcengine_malformed(exchange, "CenBandwidthPackageName",
                                "has to have 1 to 128 characters, and to start with a letter, a digit or Chinese");
}

bool volcengine_check_description(struct exchange *exchange, const struct entries *parameters)
{
    const char *text = entries_text(parameters, "Description");

    return *text == '\0' || (begins_well(text) && bwpi_utf8_length(text) <= 255) ||
           volcengine_malformed(exchange, "Description",
                                "has to have 0 to 255 characters, and to start with a letter, a digit or Chinese");
}

/* 2 where it is not given. */
bool volcengine_check_bandwidth(struct exchange *exchange, const struct entries *parameters, long *mbps)
{
    const char *bandwidth = entries_get(parameters, "Bandwidth");

    *mbps = 2;
    return bandwidth == NULL || text_whole(bandwidth, 2, 10000, mbps) ||
           volcengine_malformed(exchange, "Bandwidth", "has to be an integer from 2 to 10000");
}

const char *volcengine_numbered(struct exchange *exchange, const struct entries *parameters, const char *name,
                                size_t number, const char *member)
{
    return entries_get(parameters, memory_print(&exchange->memory, "%s.%zu%s", name, number, member));
}

static bool check_tag(struct exchange *exchange, const struct entries *parameters, size_t number)
{
    const char *key = volcengine_numbered(exchange, parameters, "Tags", number, ".Key");
    const char *value = volcengine_numbered(exchange, parameters, "Tags", number, ".Value");

    if (*key == '\0' || bwpi_utf8_length(key) > 128 || text_starts(key, "volc:") || text_starts(key, "sys:"))
        return volcengine_malformed(exchange, "TagKey",
                                    "has to have 1 to 128 characters, and not to start with volc: or sys:");
    if (value != NULL && bwpi_utf8_length(value) > 256)
        return volcengine_malformed(exchange, "TagValue", "has to have 0 to 256 characters");
    for (size_t other = 1; other < number; other++) {
        if (strcmp(key, volcengine_numbered(exchange, parameters, "Tags", other, ".Key")) == 0)
            return volcengine_malformed(exchange, "TagKey", "stands twice");
    }
    return true;
}

bool volcengine_check_tags(struct exchange *exchange, const struct entries *parameters, size_t *count)
{
    size_t named = 0;

    *count = 0;
    while (volcengine_numbered(exchange, parameters, "Tags", *count + 1, ".Key") != NULL) {
        if (++*count > TAGS_OF_ONE_CALL)
            return refuse(exchange,
                          &(const struct refusal){400, "LimitExceeded.Tags", "There may be 20 tags in one call."}, "%s",
                          "");
        if (!check_tag(exchange, parameters, *count))
            return false;
    }
    for (size_t i = 0; i < parameters->count; i++)
        named += text_starts(parameters->items[i].name, "Tags.") && strstr(parameters->items[i].name, ".Key") != NULL;
    return named == *count || volcengine_malformed(exchange, "Tags", "have to be numbered from 1");
}

static const struct action {
    const char *name, *verb;
    void (*answer)(struct exchange *, const struct entries *parameters);
} actions[] = {
    {"CreateCenBandwidthPackage", "create", volcengine_create},
    {"DescribeCenBandwidthPackageAttributes", "get", volcengine_get},
    {"DescribeCenBandwidthPackages", "list", volcengine_list},
    {"ModifyCenBandwidthPackageAttributes", "update", volcengine_modify},
    {"AssociateCenBandwidthPackage", "bind", volcengine_bind},
    {"DisassociateCenBandwidthPackage", "unbind", volcengine_unbind},
    {"TagResources", "tag", volcengine_tag},
    {"UntagResources", "untag", volcengine_untag},
    {"DeleteCenBandwidthPackage", "delete", volcengine_delete},
};

static const struct action *find_action(const struct entries *query)
{
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(actions[i].name, entries_text(query, "Action")) == 0 &&
            strcmp(version, entries_text(query, "Version")) == 0)
            return &actions[i];
    }
    return NULL;
}

/* One action renames and resizes: it is a resize where it has a bandwidth. */
static const char *verb_of(struct exchange *exchange)
{
    struct entries       query = read_query(exchange);
    const struct action *action = find_action(&query);

    if (action == NULL)
        return "";
    return action->answer == volcengine_modify && entries_get(&query, "Bandwidth") != NULL ? "resize" : action->verb;
}

/* Its signature, the header of its time, or its version. */
static bool carries(struct exchange *exchange)
{
    const char    *authorization = header_get(exchange, "authorization");
    struct entries query;

    if (authorization != NULL)
        return text_starts(authorization, "HMAC-SHA256 ");
    if (header_get(exchange, "x-date") != NULL)
        return true;
    query = read_query(exchange);
    return strcmp(entries_text(&query, "Version"), version) == 0;
}

/* Its path is Alibaba's as well, and says nothing. */
static bool claims(const struct exchange *exchange)
{
    (void)exchange;
    return false;
}

/* The operation's own parameters; false when refused. */
static bool read_own(struct exchange *exchange, const struct entries *query, struct entries *own)
{
    const char *repeated = entries_repeated(query);

    if (repeated != NULL)
        return volcengine_malformed(exchange, repeated, "is given more than once");
    for (size_t i = 0; i < query->count; i++) {
        const char *name = query->items[i].name, *value = query->items[i].value;

        if (!bwpi_utf8_valid(name, strlen(name)) || !bwpi_utf8_valid(value, strlen(value)))
            return volcengine_malformed(exchange, "Query", "is not UTF-8");
        if (strcmp(name, "Action") != 0 && strcmp(name, "Version") != 0)
            entries_add(&exchange->memory, own, name, value);
    }
    return true;
}

static void answer(struct exchange *exchange)
{
    struct entries       query = read_query(exchange), own = {0};
    const struct action *action = find_action(&query);

    if (entries_get(&query, "Action") == NULL || entries_get(&query, "Version") == NULL) {
        (void)refuse(exchange, &refusals[MISSING], "Action or Version");
    } else if (action == NULL || strcmp(exchange->path, "/") != 0) {
        (void)refuse(exchange, &refusals[NO_ACTION], "%s for version %s.", entries_text(&query, "Action"),
                     entries_text(&query, "Version"));
    } else if (strcmp(exchange->method, "GET") != 0) {
        (void)refuse(exchange, &refusals[NO_METHOD], "%s", "");
    } else if (volcengine_verify(exchange) && read_own(exchange, &query, &own)) {
        packages_lock();
        action->answer(exchange, &own);
        packages_unlock();
    }
}

static void throttle(struct exchange *exchange)
{
    (void)refuse(exchange, &refusals[THROTTLED], "%s", "");
    if (exchange->mishap.ms > 0)
        entries_add(&exchange->memory, &exchange->answer_headers, "Retry-After",
                    memory_print(&exchange->memory, "%u", (exchange->mishap.ms + 999) / 1000));
}

/* Both sites have the same keys here. */
static const struct entry environment[] = {
    {"VOLCENGINE_ACCESS_KEY", EMULATOR_ACCESS_KEY},
    {"VOLCENGINE_SECRET_KEY", EMULATOR_SECRET_KEY},
    {"VOLCENGINE_SESSION_TOKEN", NULL},
    {"VOLCSTACK_SESSION_TOKEN", NULL},
    {"BYTEPLUS_ACCESS_KEY", EMULATOR_ACCESS_KEY},
    {"BYTEPLUS_SECRET_KEY", EMULATOR_SECRET_KEY},
    {"BYTEPLUS_SESSION_TOKEN", NULL},
    {NULL, NULL},
};

const struct cloud volcengine_cloud = {
    .name = "volcengine",
    .sells = true,
    .environment = environment,
    .carries = carries,
    .claims = claims,
    .verb_of = verb_of,
    .answer = answer,
    .write_error = write_error,
    .throttle = throttle,
    .internal = {500, "InternalError", "An internal error has occurred."},
    .too_large = {413, "RequestBodyTooLarge", "The request body is too large."},
};
