/* json.c - the same library through one door: JSON in, JSON out, for languages that would rather not mirror structs. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "api/fields.h"
#include "api/providers.h"
#include "base/json_text.h"
#include "road/result.h"

enum { ARGUMENTS_MAX = 1024 * 1024, OUTPUT_MAX = 16 * 1024 * 1024, OUTPUT_READY = 64 * 1024, TAGS_READ_MAX = 1001 };

/* ---- in ---- */

/* What the texts and tags of a struct that was read from JSON point into; they are good until input_free(). */
struct input {
    struct json *json;
    bwp_tag     *tags;
    char        *options;
};

static void input_free(struct input *input)
{
    bwpi_json_free(input->json);
    free(input->tags);
    free(input->options);
}

/* field is the row of the tags; the next row is that of their number. */
static bwp_status read_tags(struct input *input, const struct field *field, const struct json *json, void *to,
                            struct fault *fault)
{
    size_t         count = 0, taken = 0;
    const bwp_tag *tags;

    for (const struct json *tag = bwpi_json_first(json); tag != NULL; tag = bwpi_json_next(tag))
        count++;
    if (!bwpi_json_is_object(json) && !bwpi_json_is_array(json))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags",
                          "tags has to be an object such as {\"env\":\"prod\"}, or an array of {\"key\",\"value\"}");
    if (count == 0)
        return BWP_OK;
    input->tags = calloc(count < TAGS_READ_MAX ? count : TAGS_READ_MAX, sizeof *input->tags);
    if (input->tags == NULL)
        return bwpi_fault_memory(fault);
    for (const struct json *tag = bwpi_json_first(json); tag != NULL && taken < TAGS_READ_MAX;
         tag = bwpi_json_next(tag)) {
        const struct json *value = bwpi_json_is_object(json) ? tag : bwpi_json_member(tag, "value");
        const char *key = bwpi_json_is_object(json) ? bwpi_json_key(tag) : bwpi_json_text(bwpi_json_member(tag, "key"));

        for (const struct json *part = bwpi_json_is_array(json) ? bwpi_json_first(tag) : NULL; part != NULL;
             part = bwpi_json_next(part)) {
            if (strcmp(bwpi_json_key(part), "key") != 0 && strcmp(bwpi_json_key(part), "value") != 0)
                return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags",
                                  "tags has \"%.40s\" in a tag; only key and value go there", bwpi_json_key(part));
        }
        if (key == NULL || (value != NULL && bwpi_json_text(value) == NULL))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags",
                              "tags has a key or value that is not text; put it in quotes");
        input->tags[taken].key = key;
        input->tags[taken++].value = bwpi_json_text_or_empty(value);
    }
    tags = input->tags;
    memcpy((char *)to + field->offset, &tags, sizeof tags);
    memcpy((char *)to + field[1].offset, &taken, sizeof taken);
    return BWP_OK;
}

/* Copies the object as the caller wrote it, for printing it anew could spell a number in another way. */
static bwp_status read_options(struct input *input, const char *text, const struct field *field,
                               const struct json *json, void *to, struct fault *fault)
{
    const char *start, *options;
    size_t      size;

    if (!bwpi_json_is_object(json) || !bwpi_json_span(text, field->name, &start, &size))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be a JSON object", field->name);
    input->options = strndup(start, size);
    options = input->options;
    memcpy((char *)to + field->offset, &options, sizeof options);
    return options != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

static bwp_status read_word(const struct field *field, const struct json *json, void *place, struct fault *fault)
{
    int  number = bwpi_word_number(field->words, bwpi_json_text_or_empty(json));
    char list[BWP_ERROR_SIZE / 2];

    if (number < 0) {
        bwpi_words_list(field->words, "\"", list, sizeof list);
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be %s", field->name, list);
    }
    memcpy(place, &number, sizeof number);
    return BWP_OK;
}

static bwp_status read_field(struct input *input, const char *text, const struct field *field, const struct json *json,
                             void *to, struct fault *fault)
{
    char       *place = (char *)to + field->offset;
    const char *word = bwpi_json_text(json);
    int64_t     number = 0;
    bool        flag = false;

    switch (field->kind) {
    case FIELD_TEXT:
        if (word == NULL)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be text in quotes", field->name);
        memcpy(place, &word, sizeof word);
        return BWP_OK;
    case FIELD_NUMBER:
        if (!bwpi_json_integer(json, &number) || number < 0 || number > UINT32_MAX)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be a whole number from 0 to 4294967295",
                              field->name);
        memcpy(place, &(uint32_t){(uint32_t)number}, sizeof(uint32_t));
        return BWP_OK;
    case FIELD_FLAG:
        if (!bwpi_json_boolean(json, &flag))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be true or false", field->name);
        memcpy(place, &flag, sizeof flag);
        return BWP_OK;
    case FIELD_WORD:
        return read_word(field, json, place, fault);
    case FIELD_TAGS:
        return read_tags(input, field, json, to, fault);
    case FIELD_OBJECT:
        return read_options(input, text, field, json, to, fault);
    case FIELD_OTHER:
        break;
    }
    return BWP_OK;
}

static bwp_status fault_unknown(const char *key, const struct fields *fields, struct fault *fault)
{
    struct buf list = BUF_INIT(BWP_ERROR_SIZE);

    for (size_t i = 0; i < fields->count; i++) {
        if (fields->list[i].kind == FIELD_OTHER)
            continue;
        bwpi_buf_add_text(&list, list.size == 0 ? "" : ", ");
        bwpi_buf_add_text(&list, fields->list[i].name);
    }
    (void)bwpi_fault(fault, BWP_ERR_ARGUMENT, key, "\"%.40s\" is no field; there are %s", key, bwpi_buf_text(&list));
    bwpi_buf_free(&list);
    return fault->status;
}

/* Reads an object's members into a struct by its table.  What the struct points to is input's, on failure too. */
static bwp_status read_object(struct input *input, const char *text, const struct fields *fields, void *to,
                              struct fault *fault)
{
    const char *problem;
    uint32_t    seen = 0;

    if (text == NULL || strlen(text) > ARGUMENTS_MAX)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the JSON is %s; hand in an object of at most %d KiB",
                          text == NULL ? "NULL" : "too long", ARGUMENTS_MAX / 1024);
    input->json = bwpi_json_parse(text, strlen(text), &problem);
    if (input->json == NULL && problem == NULL)
        return bwpi_fault_memory(fault);
    if (input->json == NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the JSON cannot be read: %s; hand in one object", problem);
    if (!bwpi_json_is_object(input->json))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the JSON is no object; hand in one object");
    for (const struct json *member = bwpi_json_first(input->json); member != NULL; member = bwpi_json_next(member)) {
        const struct field *field = bwpi_field_find(fields, bwpi_json_key(member));

        if (field == NULL)
            return fault_unknown(bwpi_json_key(member), fields, fault);
        if ((seen >> (field - fields->list) & 1) != 0)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s stands there twice; give it once", field->name);
        seen |= 1U << (field - fields->list);
        if (!bwpi_json_is_null(member) && read_field(input, text, field, member, to, fault) != BWP_OK)
            return fault->status;
    }
    return BWP_OK;
}

bwp_client *bwp_client_new_json(const char *text, char errbuf[BWP_ERROR_SIZE])
{
    bwp_config   config = {.struct_size = sizeof config};
    struct input input = {0};
    struct fault fault = {0};
    bwp_client  *client = NULL;

    if (read_object(&input, text, &bwpi_config_fields, &config, &fault) == BWP_OK)
        client = bwp_client_new(&config, errbuf);
    else if (errbuf != NULL)
        memcpy(errbuf, fault.message, BWP_ERROR_SIZE);
    bwpi_json_wipe(input.json); /* keys stand in it, and the client has copies of its own */
    input_free(&input);
    return client;
}

/* ---- out ---- */

static void put_package(struct json_writer *json, const bwp_package *package)
{
    bwpi_json_open(json, NULL, '{');
    bwpi_json_put_text(json, "id", bwp_package_id(package));
    bwpi_json_put_text(json, "name", bwp_package_name(package));
    bwpi_json_put_text(json, "description", bwp_package_description(package));
    bwpi_json_put_text(json, "status", bwp_package_status(package));
    bwpi_json_put_uint(json, "bandwidth_mbps", bwp_package_bandwidth_mbps(package));
    bwpi_json_put_text(json, "area_a", bwp_package_area_a(package));
    bwpi_json_put_text(json, "area_b", bwp_package_area_b(package));
    bwpi_json_put_text(json, "billing", bwpi_word(&bwpi_billing_words, (int)bwp_package_billing(package)));
    bwpi_json_put_text(json, "order_id", bwp_package_order_id(package));
    bwpi_json_put_text(json, "created_at", bwp_package_created_at(package));
    bwpi_json_put_text(json, "updated_at", bwp_package_updated_at(package));
    bwpi_json_put_text(json, "expires_at", bwp_package_expires_at(package));
    bwpi_json_put_text(json, "bound_to", bwp_package_bound_to(package));
    bwpi_json_put_text(json, "resource_group", bwp_package_resource_group(package));
    bwpi_json_open(json, "tags", '{');
    for (size_t i = 0; i < bwp_package_tag_count(package); i++) {
        bwp_tag tag = bwp_package_tag(package, i);

        bwpi_json_put_text(json, tag.key, tag.value);
    }
    bwpi_json_close(json, '}');
    if (*bwp_package_json(package) == '{')
        bwpi_json_put_raw(json, "provider", bwp_package_json(package), strlen(bwp_package_json(package)));
    else
        bwpi_json_put_raw(json, "provider", "{}", 2);
    bwpi_json_close(json, '}');
}

static void put_part(struct json_writer *json, const char *key, const char *text, size_t size)
{
    struct buf part = BUF_INIT(OUTPUT_MAX);

    bwpi_buf_add(&part, text, size);
    bwpi_json_put_text(json, key, bwpi_buf_text(&part));
    if (part.state != BUF_OK)
        json->to->state = part.state;
    bwpi_buf_free(&part);
}

/* Takes the text of bwp_result_http_request() apart: method and URL, headers, a blank line, the body. */
static void put_http_request(struct json_writer *json, const char *text)
{
    const char *line = text + strcspn(text, "\n"), *url = text + strcspn(text, " \n");

    bwpi_json_open(json, "http_request", '{');
    put_part(json, "method", text, (size_t)(url - text));
    put_part(json, "url", *url == ' ' ? url + 1 : url, *url == ' ' ? (size_t)(line - url - 1) : 0);
    bwpi_json_open(json, "headers", '{');
    for (line += *line == '\n'; *line != '\n' && *line != '\0'; line += *line == '\n') {
        size_t      size = strcspn(line, "\n"), name_size = strcspn(line, ":\n");
        struct buf  name = BUF_INIT(OUTPUT_MAX);
        const char *value = line + (name_size + 2 < size ? name_size + 2 : size); /* behind ": " */

        bwpi_buf_add(&name, line, name_size);
        put_part(json, bwpi_buf_text(&name), value, (size_t)(line + size - value));
        if (name.state != BUF_OK)
            json->to->state = name.state;
        bwpi_buf_free(&name);
        line += size;
    }
    bwpi_json_close(json, '}');
    bwpi_json_put_text(json, "body", *line == '\n' ? line + 1 : "");
    bwpi_json_close(json, '}');
}

static void put_result(struct json_writer *json, const bwp_result *result, bool preview)
{
    bwpi_json_open(json, NULL, '{');
    bwpi_json_put_text(json, "outcome", bwp_outcome_name(bwp_result_outcome(result)));
    bwpi_json_put_text(json, "status", bwp_status_name(bwp_result_status(result)));
    bwpi_json_put_text(json, "message", bwp_result_message(result));
    bwpi_json_put_text(json, "field", bwp_result_field(result));
    bwpi_json_put_text(json, "provider", bwp_result_provider(result));
    bwpi_json_put_text(json, "provider_code", bwp_result_provider_code(result));
    bwpi_json_put_text(json, "request_id", bwp_result_request_id(result));
    bwpi_json_put_text(json, "order_id", bwp_result_order_id(result));
    bwpi_json_put_text(json, "client_token", bwp_result_client_token(result));
    bwpi_json_put_uint(json, "http_status", (unsigned)bwp_result_http_status(result));
    bwpi_json_put_uint(json, "attempts", bwp_result_attempts(result));
    bwpi_json_put_bool(json, "retry_is_safe", bwp_result_retry_is_safe(result));
    bwpi_json_put_bool(json, "awaits_payment", bwp_result_awaits_payment(result));
    bwpi_json_open(json, "request", '{');
    bwpi_fields_put_json(json, &bwpi_request_fields, &result->order.request);
    bwpi_json_close(json, '}');
    bwpi_json_open(json, "packages", '[');
    for (size_t i = 0; i < bwp_result_package_count(result); i++)
        put_package(json, bwp_result_package(result, i));
    bwpi_json_close(json, ']');
    if (preview) {
        put_http_request(json, bwp_result_http_request(result));
        bwpi_json_put_text(json, "canonical_request", bwp_result_canonical_request(result));
        bwpi_json_put_text(json, "string_to_sign", bwp_result_string_to_sign(result));
    }
    bwpi_json_close(json, '}');
}

/* Constant results, handed out where there is no memory to print one. */
#define OUT_OF_MEMORY(outcome, why, retry_is_safe, more)                                                               \
    "{\"outcome\":\"" outcome "\",\"status\":\"memory\",\"message\":\"there is not enough memory" why                  \
    "\",\"field\":\"\",\"provider\":\"\",\"provider_code\":\"\",\"request_id\":\"\",\"order_id\":\"\",\"client_"       \
    "token\":\"\",\"http_"                                                                                             \
    "status\":0,"                                                                                                      \
    "\"attempts\":0,\"retry_is_safe\":" retry_is_safe ",\"awaits_payment\":false,\"request\":{},\"packages\":[]" more  \
    "}"
#define PREVIEW_KEYS                                                                                                   \
    ",\"http_request\":{\"method\":\"\",\"url\":\"\",\"headers\":{},\"body\":\"\"},\"canonical_request\":\"\","        \
    "\"string_to_sign\":\"\""

static const char before_create[] = OUT_OF_MEMORY("not_done", "; nothing was sent", "true", "");
static const char after_create[] = /* not a no, because something may have been bought */
    OUT_OF_MEMORY("unknown", " to print the result; it may have been carried out", "false", "");
static const char in_preview[] = OUT_OF_MEMORY("not_done", "; nothing was sent", "true", PREVIEW_KEYS);

static char *constant(const char *text)
{
    return (char *)(uintptr_t)text; /* nobody writes to it, and bwp_free() leaves it alone */
}

void bwp_free(void *text)
{
    if (text != constant(before_create) && text != constant(after_create) && text != constant(in_preview) &&
        text != constant(bwpi_no_providers))
        free(text);
}

static bwp_status run(bwp_client *client, const char *operation, const char *arguments, struct input *input,
                      bwp_result **result, struct fault *fault)
{
    bwp_request request = {.struct_size = sizeof request};
    bool        create = operation != NULL && strcmp(operation, "create") == 0;

    if (!create && (operation == NULL || strcmp(operation, "preview") != 0))
        return bwpi_fault(
            fault, BWP_ERR_ARGUMENT, "", "the operation is %s%.40s%s; it has to be \"create\" or \"preview\"",
            operation != NULL ? "\"" : "", operation != NULL ? operation : "NULL", operation != NULL ? "\"" : "");
    if (read_object(input, arguments, &bwpi_request_fields, &request, fault) != BWP_OK)
        return fault->status;
    (void)(create ? bwp_create : bwp_preview)(client, &request, result); /* the outcome is in the result as well */
    return BWP_OK;
}

char *bwp_call_json(bwp_client *client, const char *operation, const char *arguments)
{
    struct buf         text = BUF_INIT(OUTPUT_MAX);
    struct json_writer json = {&text, false};
    struct input       input = {0};
    struct fault       fault = {0};
    bwp_result        *result = NULL;
    bool               preview = operation != NULL && strcmp(operation, "preview") == 0;
    char              *taken;

    if (!bwpi_buf_reserve(&text, OUTPUT_READY)) /* before anything is sent */
        return constant(preview ? in_preview : before_create);
    if (run(client, operation, arguments, &input, &result, &fault) != BWP_OK) {
        result = bwpi_result_new();
        if (result == NULL)
            result = bwpi_result_without_memory();
        else
            bwpi_result_fault(result, &fault);
    }
    put_result(&json, result, preview);
    bwp_result_free(result);
    input_free(&input);
    taken = bwpi_buf_take(&text);
    bwpi_buf_free(&text);
    return taken != NULL ? taken : constant(preview ? in_preview : after_create);
}
