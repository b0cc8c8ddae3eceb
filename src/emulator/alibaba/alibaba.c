/* alibaba.c - Cloud Enterprise Network 2017-09-12: operations by name at one path, and the forms of their answers. */
#include "alibaba.h"

#include <string.h>

enum { NO_API, NO_VERSION, THROTTLED };
static const struct refusal refusals[] = {
    [NO_API] = {404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method."},
    [NO_VERSION] = {400, "InvalidVersion", "Specified parameter Version is not valid; it has to be 2017-09-12."},
    [THROTTLED] = {400, "Throttling.User", "Request was denied due to user flow control."},
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

static const struct {
    const char *name;
    void (*answer)(struct exchange *, const struct entries *parameters);
} actions[] = {
    {"CreateCenBandwidthPackage", alibaba_create},
};

static bool claims(const struct exchange *exchange)
{
    return strcmp(exchange->path, "/") == 0;
}

static void answer(struct exchange *exchange)
{
    struct alibaba_request request;

    if (!alibaba_read(exchange, &request))
        return;
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (request.action == NULL || strcmp(actions[i].name, request.action) != 0)
            continue;
        if (request.version == NULL || strcmp(request.version, version) != 0)
            (void)refuse(exchange, &refusals[NO_VERSION], "%s", "");
        else if (alibaba_verify(exchange, &request))
            actions[i].answer(exchange, &request.parameters);
        return;
    }
    (void)refuse(exchange, &refusals[NO_API], "%s", "");
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
    .created_status = 200,
    .environment = environment,
    .claims = claims,
    .answer = answer,
    .write_error = write_error,
    .throttle = throttle,
    .internal = {500, "InternalError", "The request processing has failed due to some unknown error."},
    .too_large = {413, "RequestBodyTooLarge", "The request body is too large."},
};
