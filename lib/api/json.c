/* json.c - the same library through one door: JSON in, JSON out, for languages that would rather not mirror structs. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "api/fields.h"
#include "api/providers.h"
#include "base/json_text.h"
#include "road/result.h"

enum { ARGUMENTS_MAX = 1024 * 1024, OUTPUT_MAX = 64 * 1024 * 1024, OUTPUT_READY = 64 * 1024, TAGS_READ_MAX = 1001 };

/* ---- in ---- */

/* What the texts and tags of a struct that was read from JSON point into; they are good until input_free(). */
struct input {
    struct json *json;
    bwp_tag     *tags;
    char        *options;
    bool         keys_do; /* tags may be an array of keys alone */
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
        bool               is_key = bwpi_json_is_array(json) && bwpi_json_text(tag) != NULL && input->keys_do;
        const struct json *value = bwpi_json_is_object(json) ? tag : bwpi_json_member(tag, "value");
        const char        *key = bwpi_json_is_object(json) ? bwpi_json_key(tag)
                                 : is_key                  ? bwpi_json_text(tag)
                                                           : bwpi_json_text(bwpi_json_member(tag, "key"));

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
    case FIELD_SECONDS:
        if (!bwpi_json_integer(json, &number) || number < 0)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be a whole number of seconds since 1970",
                              field->name);
        memcpy(place, &number, sizeof number);
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

/* A struct that members of an object are read into, by its table. */
struct target {
    const struct fields *fields; /* NULL ends a list of them */
    void                *to;
};

static bwp_status fault_unknown(const char *key, const struct target *targets, struct fault *fault)
{
    struct buf list = BUF_INIT(BWP_ERROR_SIZE);

    for (; targets->fields != NULL; targets++) {
        for (size_t i = 0; i < targets->fields->count; i++) {
            if (targets->fields->list[i].kind == FIELD_OTHER)
                continue;
            bwpi_buf_add_text(&list, list.size == 0 ? "" : ", ");
            bwpi_buf_add_text(&list, targets->fields->list[i].name);
        }
    }
    (void)bwpi_fault(fault, BWP_ERR_ARGUMENT, key, "\"%.40s\" is no field; there are %s", key, bwpi_buf_text(&list));
    bwpi_buf_free(&list);
    return fault->status;
}

/* Whether a key stands in the object before this member as well. */
static bool stands_before(const struct json *object, const struct json *member)
{
    for (const struct json *other = bwpi_json_first(object); other != member; other = bwpi_json_next(other)) {
        if (strcmp(bwpi_json_key(other), bwpi_json_key(member)) == 0)
            return true;
    }
    return false;
}

static bwp_status read_member(struct input *input, const char *text, const struct json *member,
                              const struct target *targets, struct fault *fault)
{
    const char *key = bwpi_json_key(member);

    for (const struct target *target = targets; target->fields != NULL; target++) {
        const struct field *field = bwpi_field_find(target->fields, key);

        if (field == NULL)
            continue;
        if (stands_before(input->json, member))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, key, "%s stands there twice; give it once", key);
        return bwpi_json_is_null(member) ? BWP_OK : read_field(input, text, field, member, target->to, fault);
    }
    return fault_unknown(key, targets, fault);
}

/* Reads an object's members into structs by their tables; input keeps what the structs point to. */
static bwp_status read_object(struct input *input, const char *text, const struct target *targets, struct fault *fault)
{
    const char *problem;

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
        if (read_member(input, text, member, targets, fault) != BWP_OK)
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

    const struct target targets[] = {{&bwpi_config_fields, &config}, {NULL, NULL}};

    if (read_object(&input, text, targets, &fault) == BWP_OK)
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
    bwpi_json_put_text(json, "state", bwpi_word(&bwpi_state_words, (int)bwp_package_state(package)));
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

/* What was asked, in the words of the JSON door; an empty object where it was not understood. */
static void put_order(struct json_writer *json, const struct order *order)
{
    static const struct fields *const fields[] = {[ASKED_REQUEST] = &bwpi_request_fields,
                                                  [ASKED_FILTER] = &bwpi_filter_fields,
                                                  [ASKED_GOAL] = &bwpi_goal_fields,
                                                  [ASKED_CHANGE] = &bwpi_change_fields};
    const void *const                 structs[] = {[ASKED_REQUEST] = &order->request,
                                                   [ASKED_FILTER] = &order->filter,
                                                   [ASKED_GOAL] = &order->goal,
                                                   [ASKED_CHANGE] = &order->change};

    bwpi_json_open(json, "request", '{');
    if (order->asked == ASKED_ID || order->asked == ASKED_GOAL || order->asked == ASKED_CHANGE)
        bwpi_json_put_text(json, "id", order->id);
    if (order->asked != ASKED_NOTHING && order->asked != ASKED_ID)
        bwpi_fields_put_json(json, fields[order->asked], structs[order->asked]);
    if (order->since != 0)
        bwpi_json_put_uint(json, "since", (unsigned long long)order->since);
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
    put_order(json, &result->order);
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

char *bwp_result_json(const bwp_result *result)
{
    struct buf         text = BUF_INIT(OUTPUT_MAX);
    struct json_writer json = {&text, false};
    char              *taken;

    if (result == NULL)
        return NULL;
    put_result(&json, result, false);
    taken = bwpi_buf_take(&text);
    bwpi_buf_free(&text);
    return taken;
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

/* Every argument that an operation may have; a table says which of them its JSON is read into. */
struct arguments {
    bwp_request   request;
    bwp_filter    filter;
    bwp_goal      goal;
    bwp_change    change;
    struct beside beside;
};

typedef bwp_outcome change_function(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);

enum shape { SHAPE_REQUEST, SHAPE_FIND, SHAPE_ID, SHAPE_FILTER, SHAPE_GOAL, SHAPE_CHANGE };

static const struct operation {
    const char      *name;
    enum shape       shape;
    change_function *change;
} operations[] = {
    {"create", SHAPE_REQUEST, NULL},
    {"preview", SHAPE_REQUEST, NULL},
    {"find", SHAPE_FIND, NULL},
    {"get", SHAPE_ID, NULL},
    {"list", SHAPE_FILTER, NULL},
    {"wait", SHAPE_GOAL, NULL},
    {"update", SHAPE_CHANGE, bwp_update},
    {"resize", SHAPE_CHANGE, bwp_resize},
    {"bind", SHAPE_CHANGE, bwp_bind},
    {"unbind", SHAPE_CHANGE, bwp_unbind},
    {"set_tags", SHAPE_CHANGE, bwp_set_tags},
    {"remove_tags", SHAPE_CHANGE, bwp_remove_tags},
    {"delete", SHAPE_CHANGE, bwp_delete},
};

static const struct operation *find_operation(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof operations / sizeof operations[0]; i++) {
        if (strcmp(operations[i].name, name) == 0)
            return &operations[i];
    }
    return NULL;
}

static bwp_status fault_operation(const char *name, struct fault *fault)
{
    struct buf list = BUF_INIT(BWP_ERROR_SIZE);

    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        bwpi_buf_add_text(&list, i == 0 ? "" : ", ");
        bwpi_buf_add_text(&list, operations[i].name);
    }
    (void)bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the operation is %s%.40s%s; it has to be one of %s",
                     name != NULL ? "\"" : "", name != NULL ? name : "NULL", name != NULL ? "\"" : "",
                     bwpi_buf_text(&list));
    bwpi_buf_free(&list);
    return fault->status;
}

static bwp_status read_arguments(struct input *input, const char *text, enum shape shape, struct arguments *arguments,
                                 struct fault *fault)
{
    const struct target none = {NULL, NULL}, id = {&bwpi_id_fields, &arguments->beside};
    const struct target since = {&bwpi_since_fields, &arguments->beside};
    const struct target targets[][3] = {
        [SHAPE_REQUEST] = {{&bwpi_request_fields, &arguments->request}, none},
        [SHAPE_FIND] = {{&bwpi_request_fields, &arguments->request}, since, none},
        [SHAPE_ID] = {id, none},
        [SHAPE_FILTER] = {{&bwpi_filter_fields, &arguments->filter}, none},
        [SHAPE_GOAL] = {id, {&bwpi_goal_fields, &arguments->goal}, none},
        [SHAPE_CHANGE] = {id, {&bwpi_change_fields, &arguments->change}, none},
    };

    *arguments = (struct arguments){.request.struct_size = sizeof arguments->request,
                                    .filter.struct_size = sizeof arguments->filter,
                                    .goal.struct_size = sizeof arguments->goal,
                                    .change.struct_size = sizeof arguments->change};
    return read_object(input, text, targets[shape], fault);
}

/* The outcome of the call is in the result as well. */
static bwp_status run(bwp_client *client, const char *name, const char *text, struct input *input, bwp_result **result,
                      struct fault *fault)
{
    const struct operation *operation = find_operation(name);
    struct arguments        arguments;

    if (operation == NULL)
        return fault_operation(name, fault);
    input->keys_do = operation->change == bwp_remove_tags;
    if (read_arguments(input, text, operation->shape, &arguments, fault) != BWP_OK)
        return fault->status;
    switch (operation->shape) {
    case SHAPE_REQUEST:
        (void)(strcmp(name, "create") == 0 ? bwp_create : bwp_preview)(client, &arguments.request, result);
        break;
    case SHAPE_FIND:
        (void)bwp_find(client, &arguments.request, arguments.beside.since, result);
        break;
    case SHAPE_ID:
        (void)bwp_get(client, arguments.beside.id, result);
        break;
    case SHAPE_FILTER:
        (void)bwp_list(client, &arguments.filter, result);
        break;
    case SHAPE_GOAL:
        (void)bwp_wait(client, arguments.beside.id, &arguments.goal, result);
        break;
    case SHAPE_CHANGE:
        (void)operation->change(client, arguments.beside.id, &arguments.change, result);
        break;
    }
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
    preview = preview || (result->order.asked == ASKED_CHANGE && result->order.change.preview);
    put_result(&json, result, preview);
    bwp_result_free(result);
    input_free(&input);
    taken = bwpi_buf_take(&text);
    bwpi_buf_free(&text);
    return taken != NULL ? taken : constant(preview ? in_preview : after_create);
}
