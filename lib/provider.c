/* provider.c - the list of three, the checks that their terms drive, and what their rooms share. */
#include "provider.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/json_text.h"
#include "base/utf8.h"

static const struct provider *const providers[] = {&bwpi_huawei, &bwpi_alibaba, &bwpi_baidu};

const struct provider *bwpi_provider_at(size_t index)
{
    return index < sizeof providers / sizeof providers[0] ? providers[index] : NULL;
}

const struct provider *bwpi_provider_find(const char *name)
{
    for (size_t i = 0; bwpi_provider_at(i) != NULL; i++) {
        if (strcmp(providers[i]->name, name) == 0)
            return providers[i];
    }
    return NULL;
}

bwp_status bwpi_fault(struct fault *fault, bwp_status status, const char *field, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    bwpi_utf8_format(fault->message, sizeof fault->message, format, arguments);
    va_end(arguments);
    fault->status = status;
    bwpi_utf8_copy(fault->field, sizeof fault->field, field, strlen(field));
    return status;
}

bwp_status bwpi_fault_memory(struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_MEMORY, "", "there is not enough memory");
}

bwp_status bwpi_fault_of(enum buf_state state, struct fault *fault)
{
    if (state == BUF_NO_MEMORY)
        return bwpi_fault_memory(fault);
    if (state == BUF_TOO_LONG)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "",
                          "the request is too long; it has to fit in %d KiB and %d parameters", HTTP_REQUEST_MAX / 1024,
                          (int)PAIRS_MAX);
    return BWP_OK;
}

const char *bwpi_area_own(const struct terms *terms, const char *neutral)
{
    for (size_t i = 0; i < terms->area_count; i++) {
        if (strcmp(terms->areas[i].neutral, neutral) == 0)
            return terms->areas[i].own;
    }
    return NULL;
}

const char *bwpi_area_neutral(const struct terms *terms, const char *own)
{
    for (size_t i = 0; i < terms->area_count; i++) {
        if (strcasecmp(terms->areas[i].own, own) == 0)
            return terms->areas[i].neutral;
    }
    return own;
}

static bool sold(uint64_t numbers, uint64_t number)
{
    return number < 64 && (numbers >> number & 1) != 0;
}

bool bwpi_terms_period(const struct terms *terms, uint32_t *period, bwp_unit *unit)
{
    uint64_t months = *unit == BWP_YEAR ? (uint64_t)*period * 12 : *period;

    if (months % 12 == 0 && sold(terms->years, months / 12)) {
        *period = (uint32_t)(months / 12);
        *unit = BWP_YEAR;
        return true;
    }
    if (sold(terms->months, months)) {
        *period = (uint32_t)months;
        *unit = BWP_MONTH;
        return true;
    }
    return false;
}

/* "china, asia-pacific and europe" */
static void list_areas(const struct terms *terms, char *list, size_t room)
{
    list[0] = '\0';
    for (size_t i = 0; i < terms->area_count; i++) {
        size_t used = strlen(list);

        (void)snprintf(list + used, room - used, "%s%s",
                       i == 0                      ? ""
                       : i + 1 < terms->area_count ? ", "
                                                   : " and ",
                       terms->areas[i].neutral);
    }
}

/* "1-9" of the bits 1 to 9, "1-3, 6" of 1, 2, 3 and 6 */
static void list_numbers(uint64_t numbers, char *list, size_t room)
{
    list[0] = '\0';
    for (unsigned first = 0, last; first < 64; first = last + 1) {
        size_t used = strlen(list);

        last = first;
        if (!sold(numbers, first))
            continue;
        while (sold(numbers, last + 1))
            last++;
        (void)snprintf(list + used, room - used, first == last ? "%s%u" : "%s%u-%u", used > 0 ? ", " : "", first, last);
    }
}

static bwp_status check_area(const struct provider *provider, const char *field, const char *area, struct fault *fault)
{
    char list[BWP_ERROR_SIZE];
    bool known = false;

    if (bwpi_area_own(&provider->terms, area) != NULL)
        return BWP_OK;
    for (size_t i = 0; bwpi_provider_at(i) != NULL; i++)
        known = known || bwpi_area_own(&providers[i]->terms, area) != NULL;
    list_areas(&provider->terms, list, sizeof list);
    if (known)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, field, "%s is %s, which %s does not serve; it serves %s", field,
                          area, provider->name, list);
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s is \"%.40s\", which is no area; %s serves %s", field, area,
                      provider->name, list);
}

static bwp_status check_period(const struct provider *provider, const struct request *request, struct fault *fault)
{
    const struct terms *terms = &provider->terms;
    uint32_t            period = request->period;
    bwp_unit            unit = request->period_unit;
    char                months[64], years[64];

    if (request->billing != BWP_PREPAID || bwpi_terms_period(terms, &period, &unit))
        return BWP_OK;
    list_numbers(terms->months, months, sizeof months);
    list_numbers(terms->years, years, sizeof years);
    return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "period",
                      "period is %u %s%s; %s sells %s months%s%s%s (%s); provider_options sends another all the same",
                      request->period, request->period_unit == BWP_YEAR ? "year" : "month",
                      request->period == 1 ? "" : "s", provider->name, months, terms->years != 0 ? " and " : "", years,
                      terms->years != 0 ? " years" : "", terms->page);
}

/* What was asked for although the provider has no word for it. */
static bwp_status check_unsupported(const struct provider *provider, const struct request *request, struct fault *fault)
{
    const struct terms *terms = &provider->terms;

    const struct {
        const char *field, *advice;
        bool        asked, taken;
    } rules[] = {
        {"description", "leave it out", *request->description != '\0', terms->takes_description},
        {"auto_renew", "leave it out and renew by hand", request->auto_renew, terms->takes_auto_renew},
        {"bind_to", "create it unbound, then bind it", *request->bind_to != '\0', terms->takes_bind_to},
        {"resource_group", "leave it out", *request->resource_group != '\0', terms->takes_resource_group},
        {"client_token", "leave it out: the unique name is what protects from buying twice",
         *request->client_token != '\0', terms->client_token_max > 0},
    };
    static const char *const billings[] = {"", "prepaid", "postpaid", "postpaid_95"};

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].asked && !rules[i].taken)
            return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, rules[i].field,
                              "%s cannot be sent to %s with create (%s); %s", rules[i].field, provider->name,
                              terms->page, rules[i].advice);
    }
    if ((terms->billings >> request->billing & 1) == 0)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "billing",
                          "billing is %s, which %s does not sell (%s); choose another", billings[request->billing],
                          provider->name, terms->page);
    if (terms->pays_at_once && request->billing == BWP_PREPAID && !request->auto_pay)
        return bwpi_fault(
            fault, BWP_ERR_UNSUPPORTED, "auto_pay",
            "auto_pay is not set, but a prepaid package at %s is paid as it is created (%s); set auto_pay",
            provider->name, terms->page);
    return BWP_OK;
}

static bwp_status check_length(const struct provider *provider, const char *field, const char *text, unsigned most,
                               struct fault *fault)
{
    size_t length = bwpi_utf8_length(text);

    if (most == 0 || length <= most)
        return BWP_OK;
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, field,
                      "%s has %zu characters; %s takes at most %u (%s); provider_options sends it all the same", field,
                      length, provider->name, most, provider->terms.page);
}

static bwp_status check_lengths(const struct provider *provider, const struct request *request, struct fault *fault)
{
    const struct terms *terms = &provider->terms;

    if (terms->name_required && *request->name == '\0')
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "name", "name is missing; %s requires one", provider->name);
    if (terms->tags_max > 0 && request->tag_count > terms->tags_max)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags", "tags has %zu tags; %s takes at most %u (%s)",
                          request->tag_count, provider->name, terms->tags_max, terms->page);
    if (check_length(provider, "name", request->name, terms->name_max, fault) != BWP_OK ||
        check_length(provider, "description", request->description, terms->description_max, fault) != BWP_OK)
        return fault->status;
    for (size_t i = 0; i < request->tag_count; i++) {
        if (check_length(provider, "tags", request->tags[i].key, terms->tag_key_max, fault) != BWP_OK ||
            check_length(provider, "tags", request->tags[i].value, terms->tag_value_max, fault) != BWP_OK)
            return fault->status;
    }
    return BWP_OK;
}

/* A token that the server cuts or rewrites would protect from nothing. */
static bwp_status check_token(const struct provider *provider, const char *token, struct fault *fault)
{
    size_t size = strlen(token);

    for (size_t i = 0; i < size; i++) {
        if (token[i] < 0x21 || token[i] > 0x7e)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "client_token",
                              "client_token has a blank or a character outside ASCII; use letters, digits and hyphens");
    }
    if (size > provider->terms.client_token_max)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "client_token",
                          "client_token has %zu characters; %s takes at most %u (%s): a UUID would do", size,
                          provider->name, provider->terms.client_token_max, provider->terms.page);
    return BWP_OK;
}

bwp_status bwpi_terms_check(const struct provider *provider, const struct request *request, struct fault *fault)
{
    const struct terms *terms = &provider->terms;

    if (check_area(provider, "area_a", request->area_a, fault) != BWP_OK ||
        check_area(provider, "area_b", request->area_b, fault) != BWP_OK ||
        check_unsupported(provider, request, fault) != BWP_OK || check_period(provider, request, fault) != BWP_OK ||
        check_lengths(provider, request, fault) != BWP_OK ||
        check_token(provider, request->client_token, fault) != BWP_OK)
        return fault->status;
    if (request->bandwidth_mbps > terms->bandwidth_max)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bandwidth_mbps",
                          "bandwidth_mbps is %u; %s takes at most %u (%s); provider_options sends more all the same",
                          request->bandwidth_mbps, provider->name, terms->bandwidth_max, terms->page);
    return BWP_OK;
}

void bwpi_reply_parse(struct reply *reply, const struct http_response *response)
{
    const char *problem;

    reply->json = bwpi_json_parse(bwpi_buf_text(&response->body), response->body.size, &problem);
    reply->status = response->status >= 500 ? BWP_ERR_SERVER : BWP_ERR_RESPONSE;
    if (reply->json == NULL && problem == NULL)
        reply->status = BWP_ERR_MEMORY;
}

void bwpi_reply_advise(struct reply *reply, const char *code, const char *advice)
{
    if (strcmp(reply->code, code) == 0)
        reply->advice = advice;
}

static bool matches(const char *pattern, const char *code)
{
    size_t size = strlen(pattern);
    char   part[64];

    if (size < 2 || size > sizeof part || pattern[size - 1] != '*')
        return strcmp(pattern, code) == 0;
    if (pattern[0] != '*')
        return strncmp(pattern, code, size - 1) == 0;
    (void)snprintf(part, sizeof part, "%.*s", (int)(size - 2), pattern + 1);
    return strstr(code, part) != NULL;
}

void bwpi_reply_judge(struct reply *reply, int http_status, const struct error_rule *rules, size_t count)
{
    static const struct {
        int        http_status;
        bwp_status status;
    } by_status[] = {
        {400, BWP_ERR_ARGUMENT},  {401, BWP_ERR_CREDENTIALS}, {402, BWP_ERR_BALANCE},   {403, BWP_ERR_FORBIDDEN},
        {404, BWP_ERR_NOT_FOUND}, {409, BWP_ERR_CONFLICT},    {412, BWP_ERR_CONFLICT},  {413, BWP_ERR_ARGUMENT},
        {414, BWP_ERR_ARGUMENT},  {422, BWP_ERR_ARGUMENT},    {429, BWP_ERR_THROTTLED}, {494, BWP_ERR_ARGUMENT},
    };
    /* 408 says that the server gave up waiting, not that it did nothing */
    bool refusal = http_status >= 400 && http_status <= 499 && http_status != 408;

    reply->verdict = refusal ? REPLY_REFUSED : REPLY_UNCLEAR;
    reply->status = http_status >= 500 ? BWP_ERR_SERVER : refusal ? BWP_ERR_REFUSED : BWP_ERR_RESPONSE;
    for (size_t i = 0; i < sizeof by_status / sizeof by_status[0]; i++) {
        if (by_status[i].http_status == http_status)
            reply->status = by_status[i].status;
    }
    for (size_t i = 0; i < count; i++) {
        if (!matches(rules[i].code, reply->code))
            continue;
        if (rules[i].verdict != BY_STATUS && http_status >= 400)
            reply->verdict = rules[i].verdict;
        if (reply->verdict == REPLY_REFUSED || rules[i].verdict == REPLY_UNCLEAR) /* else the status says more */
            reply->status = rules[i].status;
        return;
    }
}

void bwpi_reply_text(char *to, size_t room, const char *text)
{
    size_t size;

    text = text != NULL ? text + strspn(text, " \t\r\n") : "";
    size = strlen(text);
    while (size > 0 && strchr(" \t\r\n", text[size - 1]) != NULL)
        size--;
    bwpi_utf8_copy(to, room, text, size);
}

bool bwpi_reply_package(struct reply *reply, const char *id)
{
    char *own = reply->package.id;

    if (id == NULL || strlen(id) >= sizeof reply->package.id)
        return false;
    bwpi_reply_text(own, sizeof reply->package.id, id);
    for (const char *c = own; *c != '\0'; c++) {
        if (*c < 0x21 || *c > 0x7e || strchr("/?#\"<>", *c) != NULL) /* it goes into paths later on */
            return false;
    }
    if (strspn(own, ".") == strlen(own)) /* nothing, or a step in a path */
        return false;
    reply->package_count = 1;
    reply->verdict = REPLY_ACCEPTED;
    reply->status = BWP_OK;
    reply->code[0] = reply->message[0] = '\0'; /* some say "OK" or "success" */
    return true;
}

void bwpi_reply_package_json(struct reply *reply, const char *text, size_t size)
{
    struct buf json = BUF_INIT(6 * HTTP_BODY_MAX);

    bwpi_json_compact(&json, text, size);
    reply->package.json = bwpi_buf_take(&json); /* without memory it is "": the id counts, and the body is there */
    bwpi_buf_free(&json);
}

const char *bwpi_json_text_or_empty(const struct json *json)
{
    const char *text = bwpi_json_text(json);

    return text != NULL ? text : "";
}

void bwpi_tags_put(struct json_writer *json, const struct request *request, const char *key, const char *value)
{
    if (request->tag_count == 0)
        return;
    bwpi_json_open(json, "tags", '[');
    for (size_t i = 0; i < request->tag_count; i++) {
        bwpi_json_open(json, NULL, '{');
        bwpi_json_put_text(json, key, request->tags[i].key);
        bwpi_json_put_text(json, value, request->tags[i].value);
        bwpi_json_close(json, '}');
    }
    bwpi_json_close(json, ']');
}

bwp_status bwpi_options_merge(const struct request *request, const char *member, struct buf *body, struct fault *fault)
{
    const char  *problem;
    struct json *json;
    bool         merged;

    if (request->options == NULL || body->state != BUF_OK)
        return bwpi_fault_of(body->state, fault);
    json = bwpi_json_parse(bwpi_buf_text(body), body->size, &problem);
    if (json == NULL) /* we wrote it: it is JSON */
        return bwpi_fault_memory(fault);
    /* the tree is ours to change, and its member only a view of it */
    merged = bwpi_json_merge(member != NULL ? (struct json *)(uintptr_t)bwpi_json_member(json, member) : json,
                             request->options);
    bwpi_buf_clear(body);
    if (merged)
        bwpi_json_print(body, json);
    bwpi_json_free(json);
    return merged ? bwpi_fault_of(body->state, fault) : bwpi_fault_memory(fault);
}

void bwpi_reply_echo(struct reply *reply, const char *text, const char *mark, enum echo echo, char newline)
{
    const char *found = text != NULL ? strstr(text, mark) : NULL;

    if (found == NULL)
        return;
    reply->echo = echo;
    reply->echo_text = found + strlen(mark);
    reply->echo_newline = newline;
}
