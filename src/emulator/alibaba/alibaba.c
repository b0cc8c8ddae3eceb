/* alibaba.c - Cloud Enterprise Network 2017-09-12: operations by name at one path, and the forms of their answers. */
#include "alibaba.h"

#include <string.h>

#include "base/utf8.h"
#include "packages.h"

enum { NO_API, NO_VERSION, THROTTLED, INVALID };
static const struct refusal refusals[] = {
    [NO_API] = {404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method."},
    [NO_VERSION] = {400, "InvalidVersion", "Specified parameter Version is not valid; it has to be 2017-09-12."},
    [THROTTLED] = {400, "Throttling.User", "Request was denied due to user flow control."},
    [INVALID] = {400, "InvalidParameter", "The specified parameter is invalid: "},
};

static const char version[] = "2017-09-12";

void alibaba_start(struct exchange *exchange, unsigned status, char request_id[37])
{
    random_uuid(request_id);
    for (char *c = request_id; *c != '\0'; c++)
        *c = *c >= 'a' && *c <= 'f' ? (char)(*c - 'a' + 'A') : *c;
    answer_start(exchange, status,
                 exchange->answer_in_xml ? "text/xml;charset=utf-8" : "application/json;charset=utf-8");
    entries_add(&exchange->memory, &exchange->answer_headers, "x-acs-request-id",
                memory_copy(&exchange->memory, request_id, 36));
}

/* The same names and values as <Root><Name>value</Name></Root> or as {"Name":"value"}. */
void alibaba_write_members(struct exchange *exchange, const char *root, const struct entry *members, size_t count)
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
    struct text  recommend = text_new(&exchange->memory);
    char         request_id[37];
    const char  *host = header_get(exchange, "host");
    struct entry members[] = {
        {"RequestId", request_id}, {"HostId", host != NULL ? host : ""}, {"Code", code}, {"Message", message},
        {"Recommend", ""},
    };

    exchange->answer_in_xml = exchange->answer_in_xml || exchange->mishap.xml;
    alibaba_start(exchange, status, request_id);
    text_put(&recommend, "https://next.api.aliyun.com/troubleshoot?q=");
    text_encode(&recommend, code, "");
    text_put(&recommend, "&product=Cbn");
    members[4].value = recommend.data;
    alibaba_write_members(exchange, "Error", members,
                          exchange->answer_in_xml ? 4 : 5); /* the XML form has no Recommend */
}

static void throttle(struct exchange *exchange)
{
    (void)refuse(exchange, &refusals[THROTTLED], "%s", "");
    entries_add(&exchange->memory, &exchange->answer_headers, "x-acs-retry-after",
                memory_print(&exchange->memory, "%u", exchange->mishap.ms > 0 ? exchange->mishap.ms : 1000));
}

void alibaba_succeed(struct exchange *exchange, char request_id[37])
{
    exchange->answer_in_xml = exchange->answer_in_xml || exchange->mishap.effect == MISHAP_XML;
    alibaba_start(exchange, 200, request_id);
}

/* {"A":{"B":[1,2]}} is <A><B>1</B><B>2</B></A>. */
static void put_xml(struct text *text, const cJSON *item, const char *name)
{
    if (cJSON_IsArray(item)) {
        for (const cJSON *child = item->child; child != NULL; child = child->next)
            put_xml(text, child, name);
        return;
    }
    text_print(text, "<%s>", name);
    if (cJSON_IsString(item))
        text_xml(text, item->valuestring);
    else if (cJSON_IsNumber(item))
        text_print(text, "%.0f", item->valuedouble);
    else if (cJSON_IsBool(item))
        text_put(text, cJSON_IsTrue(item) ? "true" : "false");
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        put_xml(text, child, child->string);
    text_print(text, "</%s>", name);
}

void alibaba_finish(struct exchange *exchange, const char *root)
{
    const char *complaint;
    cJSON      *json;

    exchange->done = true;
    if (!exchange->answer_in_xml)
        return;
    json = json_read(exchange->answer.data, exchange->answer.size, &complaint);
    if (json == NULL)
        give_up("an answer is not JSON");
    exchange->answer = text_new(&exchange->memory);
    text_put(&exchange->answer, "<?xml version='1.0' encoding='UTF-8'?>");
    put_xml(&exchange->answer, json, root);
    cJSON_Delete(json);
}

void alibaba_answer_done(struct exchange *exchange, const char *operation)
{
    char request_id[37];

    alibaba_succeed(exchange, request_id);
    text_put(&exchange->answer, "{");
    if (exchange->mishap.effect != MISHAP_NO_ID)
        text_member(&exchange->answer, "RequestId", request_id);
    else
        exchange->answer_headers.count = 0; /* the same id stands there */
    text_put(&exchange->answer, "}");
    alibaba_finish(exchange, memory_print(&exchange->memory, "%sResponse", operation));
}

/* The operation's own parameters; false when refused. */
static bool read_own(struct exchange *exchange, const struct entries *parameters, struct entries *own)
{
    const char *repeated;

    for (size_t i = 0; i < parameters->count; i++) {
        const char *name = parameters->items[i].name, *value = parameters->items[i].value;

        if (alibaba_is_common(name))
            continue;
        if (!bwpi_utf8_valid(name, strlen(name)) || !bwpi_utf8_valid(value, strlen(value)))
            return refuse(exchange, &refusals[INVALID], "%s is not UTF-8", name);
        entries_add(&exchange->memory, own, name, value);
    }
    repeated = entries_repeated(own);
    return repeated == NULL || refuse(exchange, &refusals[INVALID], "%s was given more than once", repeated);
}

static const struct action {
    const char *name, *verb;
    void (*answer)(struct exchange *, const struct entries *parameters);
} actions[] = {
    {"CreateCenBandwidthPackage", "create", alibaba_create},
    {"DescribeCenBandwidthPackages", "list", alibaba_describe},
    {"ModifyCenBandwidthPackageAttribute", "update", alibaba_modify},
    {"ModifyCenBandwidthPackageSpec", "resize", alibaba_resize},
    {"AssociateCenBandwidthPackage", "bind", alibaba_bind},
    {"UnassociateCenBandwidthPackage", "unbind", alibaba_unbind},
    {"TagResources", "tag", alibaba_tag},
    {"UntagResources", "untag", alibaba_untag},
    {"DeleteCenBandwidthPackage", "delete", alibaba_delete},
};

static const struct action *find_action(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(actions[i].name, name) == 0)
            return &actions[i];
    }
    return NULL;
}

/* There is no operation that gets one package: it is a list that is filtered by an id. */
static bool asks_for_an_id(const struct entries *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        if (text_starts(parameters->items[i].name, "Filter.") &&
            strcmp(parameters->items[i].value, "CenBandwidthPackageId") == 0)
            return true;
    }
    return false;
}

static const char *verb_of(struct exchange *exchange)
{
    struct alibaba_request request;
    const struct action   *action;

    alibaba_parse(exchange, &request);
    action = find_action(request.action);
    if (action == NULL)
        return "";
    return action->answer == alibaba_describe && asks_for_an_id(&request.parameters) ? "get" : action->verb;
}

/* The headers of ACS3, or the parameters that every RPC v1 request has. */
static bool carries(struct exchange *exchange)
{
    const char            *authorization = header_get(exchange, "authorization");
    struct alibaba_request request;

    if (authorization != NULL)
        return text_starts(authorization, "ACS3-");
    if (header_get(exchange, "x-acs-action") != NULL)
        return true;
    alibaba_parse(exchange, &request);
    return entries_get(&request.parameters, "Action") != NULL &&
           entries_get(&request.parameters, "SignatureMethod") != NULL;
}

static bool claims(const struct exchange *exchange)
{
    return strcmp(exchange->path, "/") == 0;
}

static void answer(struct exchange *exchange)
{
    struct alibaba_request request;
    const struct action   *action;
    struct entries         own = {0};

    if (!alibaba_read(exchange, &request))
        return;
    action = find_action(request.action);
    if (action == NULL || strcmp(exchange->path, "/") != 0) {
        (void)refuse(exchange, &refusals[NO_API], "%s", "");
        return;
    }
    if (request.version == NULL || strcmp(request.version, version) != 0) {
        (void)refuse(exchange, &refusals[NO_VERSION], "%s", "");
        return;
    }
    if (!alibaba_verify(exchange, &request) || !read_own(exchange, &request.parameters, &own))
        return;
    packages_lock();
    action->answer(exchange, &own);
    packages_unlock();
}

static const struct entry environment[] = {
    {"ALIBABA_CLOUD_ACCESS_KEY_ID", EMULATOR_ACCESS_KEY},
    {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", EMULATOR_SECRET_KEY},
    {"ALIBABA_CLOUD_SECURITY_TOKEN", NULL},
    {NULL, NULL},
};

const struct cloud alibaba_cloud = {
    .name = "alibaba",
    .sells = true,
    .speaks_xml = true,
    .environment = environment,
    .carries = carries,
    .claims = claims,
    .verb_of = verb_of,
    .answer = answer,
    .write_error = write_error,
    .throttle = throttle,
    .internal = {500, "InternalError", "The request processing has failed due to some unknown error."},
    .too_large = {413, "RequestBodyTooLarge", "The request body is too large."},
};
