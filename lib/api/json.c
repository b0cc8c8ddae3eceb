/* json.c - the same library through one door: JSON in, JSON out, for languages that would rather not mirror structs. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "api/door.h"
#include "api/json_in.h"
#include "api/json_out.h"
#include "api/providers.h"

enum { OUTPUT_READY = 64 * 1024 };

bwp_client *bwp_client_new_json(const char *text, char errbuf[BWP_ERROR_SIZE])
{
    bwp_config   config = {.struct_size = sizeof config};
    struct input input = {0};
    struct fault fault = {0};
    bwp_client  *client = NULL;

    const struct target targets[] = {{&bwpi_config_fields, &config}, {NULL, NULL}};

    if (bwpi_input_read(&input, text, targets, &fault) == BWP_OK)
        client = bwp_client_new(&config, errbuf);
    else if (errbuf != NULL)
        memcpy(errbuf, fault.message, BWP_ERROR_SIZE);
    bwpi_input_free(&input);
    return client;
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
static const char after_look[] = OUT_OF_MEMORY("not_done", " to print the result; nothing is changed by looking",
                                               "true", "");
static const char in_find[] = OUT_OF_MEMORY("unknown", "; nothing was looked at", "true", "");
static const char in_preview[] = OUT_OF_MEMORY("not_done", "; nothing was sent", "true", PREVIEW_KEYS);
static const char in_whoami[] = OUT_OF_MEMORY("not_done", " to tell it", "true", ",\"whoami\":" NOBODY);

static char *constant(const char *text)
{
    return (char *)(uintptr_t)text; /* nobody writes to it, and bwp_free() leaves it alone */
}

void bwp_free(void *text)
{
    if (text != constant(before_create) && text != constant(in_find) && text != constant(after_create) &&
        text != constant(after_look) && text != constant(in_preview) && text != constant(in_whoami) &&
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

enum shape { SHAPE_CREATE, SHAPE_PREVIEW, SHAPE_FIND, SHAPE_ID, SHAPE_FILTER, SHAPE_GOAL, SHAPE_CHANGE, SHAPE_NOTHING };

struct operation {
    const char *name;
    enum shape  shape;
    enum verb   verb; /* of what is previewed, or changed */
    enum also   also;
    const char *before, *after; /* the results where there is no memory to make one, or to print one */
};

static const struct operation operations[] = {
    {"create", SHAPE_CREATE, VERB_CREATE, ALSO_NOTHING, before_create, after_create},
    {"preview", SHAPE_PREVIEW, VERB_CREATE, ALSO_PREVIEW, in_preview, in_preview},
    {"find", SHAPE_FIND, VERB_LIST, ALSO_NOTHING, in_find, after_create},
    {"get", SHAPE_ID, VERB_GET, ALSO_NOTHING, before_create, after_look},
    {"list", SHAPE_FILTER, VERB_LIST, ALSO_NOTHING, before_create, after_look},
    {"wait", SHAPE_GOAL, VERB_GET, ALSO_NOTHING, before_create, after_look},
    {"whoami", SHAPE_NOTHING, VERB_GET, ALSO_WHOAMI, in_whoami, in_whoami},
    {"update", SHAPE_CHANGE, VERB_UPDATE, ALSO_NOTHING, before_create, after_create},
    {"resize", SHAPE_CHANGE, VERB_RESIZE, ALSO_NOTHING, before_create, after_create},
    {"bind", SHAPE_CHANGE, VERB_BIND, ALSO_NOTHING, before_create, after_create},
    {"unbind", SHAPE_CHANGE, VERB_UNBIND, ALSO_NOTHING, before_create, after_create},
    {"set_tags", SHAPE_CHANGE, VERB_SET_TAGS, ALSO_NOTHING, before_create, after_create},
    {"remove_tags", SHAPE_CHANGE, VERB_REMOVE_TAGS, ALSO_NOTHING, before_create, after_create},
    {"delete", SHAPE_CHANGE, VERB_DELETE, ALSO_NOTHING, before_create, after_create},
};

static const struct operation none = {NULL, SHAPE_NOTHING, VERB_GET, ALSO_NOTHING, before_create, before_create};

static const struct operation *find_operation(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof operations / sizeof operations[0]; i++) {
        if (strcmp(operations[i].name, name) == 0)
            return &operations[i];
    }
    return &none;
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

/*
 * What the arguments of an operation are read into, in the order in which they are listed where a name is unknown.  No
 * shape has more than TARGETS_MAX of them.
 */
static const struct part {
    const struct fields *fields;
    uint16_t             offset; /* in struct arguments */
    uint16_t             shapes; /* one bit for each that has it */
} parts[] = {
    {&bwpi_id_fields, offsetof(struct arguments, beside), 1U << SHAPE_ID | 1U << SHAPE_GOAL | 1U << SHAPE_CHANGE},
    {&bwpi_request_fields, offsetof(struct arguments, request),
     1U << SHAPE_CREATE | 1U << SHAPE_PREVIEW | 1U << SHAPE_FIND},
    {&bwpi_filter_fields, offsetof(struct arguments, filter), 1U << SHAPE_FILTER},
    {&bwpi_goal_fields, offsetof(struct arguments, goal), 1U << SHAPE_GOAL},
    {&bwpi_change_fields, offsetof(struct arguments, change), 1U << SHAPE_CHANGE},
    {&bwpi_since_fields, offsetof(struct arguments, beside), 1U << SHAPE_FIND},
    {&bwpi_preview_fields, offsetof(struct arguments, beside),
     1U << SHAPE_FIND | 1U << SHAPE_ID | 1U << SHAPE_FILTER | 1U << SHAPE_GOAL},
};

static bwp_status read_arguments(struct input *input, const char *text, enum shape shape, struct arguments *arguments,
                                 struct fault *fault)
{
    struct target targets[TARGETS_MAX + 1], *target = targets;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if ((parts[i].shapes >> shape & 1) != 0)
            *target++ = (struct target){parts[i].fields, (char *)arguments + parts[i].offset};
    }
    target->fields = NULL;
    return bwpi_input_read(input, text, targets, fault);
}

static struct wish ask(bwp_client *client, const struct operation *operation, const struct arguments *arguments)
{
    switch (operation->shape) {
    case SHAPE_CREATE:
        break;
    case SHAPE_PREVIEW:
        return bwpi_ask_preview(client, &arguments->request);
    case SHAPE_FIND:
        return bwpi_ask_find(client, &arguments->request, arguments->beside.since);
    case SHAPE_ID:
        return bwpi_ask_get(client, arguments->beside.id);
    case SHAPE_FILTER:
        return bwpi_ask_list(client, &arguments->filter);
    case SHAPE_GOAL:
        return bwpi_ask_wait(client, arguments->beside.id, &arguments->goal);
    case SHAPE_CHANGE:
        return bwpi_ask_change(client, operation->verb, arguments->beside.id, &arguments->change);
    case SHAPE_NOTHING:
        return bwpi_ask_whoami(client);
    }
    return bwpi_ask_create(client, &arguments->request);
}

/* The result of a call that was not made: nobody looked either, so that a find does not know. */
static bwp_result *result_of_fault(const struct operation *operation, const struct fault *fault)
{
    bwp_result *result = bwpi_result_new();
    bool        finds = operation->shape == SHAPE_FIND;

    if (result == NULL)
        return finds ? bwpi_result_find_without_memory() : bwpi_result_without_memory();
    bwpi_result_fault(result, fault);
    if (finds && fault->status == BWP_ERR_MEMORY)
        result->outcome = BWP_UNKNOWN;
    return result;
}

static struct wish ask_in_json(bwp_client *client, const struct operation *operation, const char *name,
                               const char *text, enum also *also)
{
    struct input     input = {.keys_do = operation->verb == VERB_REMOVE_TAGS};
    struct arguments arguments = {.request.struct_size = sizeof arguments.request,
                                  .filter.struct_size = sizeof arguments.filter,
                                  .goal.struct_size = sizeof arguments.goal,
                                  .change.struct_size = sizeof arguments.change};
    struct fault     fault = {0};
    struct wish      wish = {NULL, NULL};

    *also = operation->also;
    if (operation == &none)
        (void)fault_operation(name, &fault);
    else if (read_arguments(&input, text, operation->shape, &arguments, &fault) == BWP_OK)
        wish = ask(client, operation, &arguments);
    if (arguments.beside.preview && wish.plan != NULL) {
        bwpi_call_preview(client, operation->verb, wish.result);
        wish.plan = NULL;
    }
    if (arguments.change.preview || arguments.beside.preview)
        *also = ALSO_PREVIEW;
    if (wish.result == NULL)
        wish.result = result_of_fault(operation, &fault);
    bwpi_input_free(&input);
    return wish;
}

struct wish bwpi_ask_json(bwp_client *client, const char *operation, const char *arguments)
{
    enum also also;

    return ask_in_json(client, find_operation(operation), operation, arguments, &also);
}

bwp_outcome bwp_call(bwp_client *client, const char *operation, const char *arguments, bwp_result **result)
{
    return bwpi_door_pass(client, bwpi_ask_json(client, operation, arguments), result);
}

char *bwp_call_json(bwp_client *client, const char *name, const char *arguments)
{
    const struct operation *operation = find_operation(name);
    struct buf              text = BUF_INIT(OUTPUT_MAX);
    struct json_writer      json = {&text, false};
    bwp_result             *result = NULL;
    enum also               also;
    char                   *taken;

    if (!bwpi_buf_reserve(&text, OUTPUT_READY)) /* before anything is sent */
        return constant(operation->before);
    (void)bwpi_door_pass(client, ask_in_json(client, operation, name, arguments, &also), &result);
    bwpi_put_result(&json, result, also);
    bwp_result_free(result);
    taken = bwpi_buf_take(&text);
    bwpi_buf_free(&text);
    return taken != NULL ? taken : constant(also == ALSO_PREVIEW ? in_preview : operation->after);
}
