/* request.c - what makes sense together, whoever sells it; no provider is known here. */
#include "api/request.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

bwp_status bwpi_struct_copy(void *to, size_t size, const void *from, const char *name, struct fault *fault)
{
    const unsigned char *bytes = from;
    size_t               given;

    memset(to, 0, size);
    if (from == NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the %s is NULL; hand one in", name);
    memcpy(&given, from, sizeof given);
    if (given < sizeof given || given > 64 * 1024)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "struct_size", "struct_size is %zu; set it to sizeof(%s)", given,
                          name);
    for (size_t i = size; i < given; i++) {
        if (bytes[i] != 0)
            return bwpi_fault(
                fault, BWP_ERR_UNSUPPORTED, "struct_size",
                "the %s has fields that this older libbwp does not know; leave them zero or update libbwp", name);
    }
    memcpy(to, from, given < size ? given : size);
    return BWP_OK;
}

bwp_status bwpi_text_check(const char *field, const char *text, size_t most, struct fault *fault)
{
    if (text == NULL)
        return BWP_OK;
    if (strlen(text) > most)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s has %zu bytes; at most %zu are taken", field,
                          strlen(text), most);
    if (!bwpi_utf8_valid(text, strlen(text)))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s is not valid UTF-8; encode it as UTF-8", field);
    if (bwpi_utf8_has_control(text))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field,
                          "%s has a control character, such as a line break; leave it out", field);
    return BWP_OK;
}

static bool is_given(const char *text)
{
    return text != NULL && *text != '\0';
}

static bwp_status check_texts(const bwp_request *given, struct fault *fault)
{
    const struct {
        const char *field, *text;
    } texts[] = {{"name", given->name},
                 {"description", given->description},
                 {"area_a", given->area_a},
                 {"area_b", given->area_b},
                 {"bind_to", given->bind_to},
                 {"resource_group", given->resource_group},
                 {"client_token", given->client_token}};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (bwpi_text_check(texts[i].field, texts[i].text, FIELD_MAX, fault) != BWP_OK)
            return fault->status;
    }
    if (!is_given(given->area_a) || !is_given(given->area_b)) {
        const char *field = is_given(given->area_a) ? "area_b" : "area_a";

        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s is missing; name an area, such as china", field);
    }
    return BWP_OK;
}

static bwp_status check_tags(const bwp_request *given, struct fault *fault)
{
    if (given->tag_count > TAGS_MAX || (given->tag_count > 0 && given->tags == NULL))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags", "tags has %zu tags%s; at most %d are taken",
                          given->tag_count, given->tags == NULL ? " at NULL" : "", (int)TAGS_MAX);
    for (size_t i = 0; i < given->tag_count; i++) {
        const bwp_tag *tag = &given->tags[i];

        if (!is_given(tag->key))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags", "tags has a tag without a key at place %zu; give it one",
                              i + 1);
        if (bwpi_text_check("tags", tag->key, FIELD_MAX, fault) != BWP_OK ||
            bwpi_text_check("tags", tag->value, FIELD_MAX, fault) != BWP_OK)
            return fault->status;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(given->tags[j].key, tag->key) == 0)
                return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags",
                                  "tags has the key \"%.40s\" twice; a key has one value", tag->key);
        }
    }
    return BWP_OK;
}

static bwp_status check_billing(const bwp_request *given, struct fault *fault)
{
    const struct {
        const char *field;
        bool        given;
    } prepaid_only[] = {{"period", given->period != 0},
                        {"period_unit", given->period_unit != 0},
                        {"auto_pay", given->auto_pay},
                        {"auto_renew", given->auto_renew}};

    if (given->bandwidth_mbps == 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bandwidth_mbps", "bandwidth_mbps is 0; it has to be 1 or more");
    if (given->billing < BWP_PREPAID || given->billing > BWP_POSTPAID_95)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "billing",
                          given->billing == 0
                              ? "billing is missing; choose prepaid, postpaid or postpaid_95"
                              : "billing is no way of billing; choose prepaid, postpaid or postpaid_95");
    for (size_t i = 0; given->billing != BWP_PREPAID && i < sizeof prepaid_only / sizeof prepaid_only[0]; i++) {
        if (prepaid_only[i].given)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, prepaid_only[i].field,
                              "%s goes with prepaid only; leave it out or set billing to prepaid",
                              prepaid_only[i].field);
    }
    if (given->billing != BWP_PREPAID)
        return BWP_OK;
    if (given->period == 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "period", "period is missing; prepaid needs one, such as 1 month");
    if (given->period_unit != BWP_MONTH && given->period_unit != BWP_YEAR)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "period_unit",
                          given->period_unit == 0 ? "period_unit is missing; choose month or year"
                                                  : "period_unit is no unit; choose month or year");
    return BWP_OK;
}

static bwp_status parse_options(struct request *request, const char *text, struct fault *fault)
{
    const char *problem, *key = "";

    if (!is_given(text))
        return BWP_OK;
    if (strlen(text) > OPTIONS_MAX)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                          "provider_options has %zu bytes; at most %d are taken", strlen(text), (int)OPTIONS_MAX);
    request->options = bwpi_json_parse(text, strlen(text), &problem);
    if (request->options == NULL && problem == NULL)
        return bwpi_fault_memory(fault);
    if (request->options == NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                          "provider_options cannot be read: %s; give a JSON object", problem);
    if (!bwpi_json_is_object(request->options))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                          "provider_options is JSON but no object; give a JSON object");
    if (bwpi_json_has_twice(request->options, &key))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options", "provider_options has the key \"%.60s\" twice",
                          key);
    return BWP_OK;
}

static size_t room_for(const char *text)
{
    return text != NULL ? strlen(text) + 1 : 1;
}

static const char *put(char **memory, const char *text)
{
    size_t size = room_for(text);
    char  *copy = *memory;

    memcpy(copy, text != NULL ? text : "", size);
    *memory += size;
    return copy;
}

/* One block: the tags, then every text. */
static bool copy(struct request *to, const bwp_request *from)
{
    const char  *texts[] = {from->name,    from->description,    from->area_a,      from->area_b,
                            from->bind_to, from->resource_group, from->client_token};
    const char **copies[] = {&to->name,    &to->description,    &to->area_a,      &to->area_b,
                             &to->bind_to, &to->resource_group, &to->client_token};
    size_t       size = from->tag_count * sizeof(bwp_tag);
    bwp_tag     *tags;
    char        *text;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        size += room_for(texts[i]);
    for (size_t i = 0; i < from->tag_count; i++)
        size += room_for(from->tags[i].key) + room_for(from->tags[i].value);
    to->memory = malloc(size);
    if (to->memory == NULL)
        return false;
    tags = (bwp_tag *)(void *)to->memory;
    text = to->memory + from->tag_count * sizeof(bwp_tag);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *copies[i] = put(&text, texts[i]);
    for (size_t i = 0; i < from->tag_count; i++) {
        tags[i].key = put(&text, from->tags[i].key);
        tags[i].value = put(&text, from->tags[i].value);
    }
    to->tags = tags;
    to->tag_count = from->tag_count;
    to->bandwidth_mbps = from->bandwidth_mbps;
    to->billing = from->billing;
    to->period = from->period;
    to->period_unit = from->period_unit;
    to->auto_pay = from->auto_pay;
    to->auto_renew = from->auto_renew;
    return true;
}

bwp_status bwpi_request_init(struct request *request, const bwp_request *given, struct fault *fault)
{
    bwp_request known;

    memset(request, 0, sizeof *request);
    if (bwpi_struct_copy(&known, sizeof known, given, "bwp_request", fault) != BWP_OK ||
        check_texts(&known, fault) != BWP_OK || check_billing(&known, fault) != BWP_OK ||
        check_tags(&known, fault) != BWP_OK || parse_options(request, known.provider_options, fault) != BWP_OK)
        return fault->status;
    return copy(request, &known) ? BWP_OK : bwpi_fault_memory(fault);
}

void bwpi_request_free(struct request *request)
{
    bwpi_json_free(request->options);
    free(request->memory);
    memset(request, 0, sizeof *request);
}
