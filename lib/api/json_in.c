/* json_in.c - public structs from a JSON object, by the tables of their fields. */
#include "api/json_in.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"
#include "base/system.h"
#include "model/reply.h"

enum { ARGUMENTS_MAX = 1024 * 1024, TAGS_READ_MAX = 1001 };

void bwpi_input_free(struct input *input)
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
                                                           : bwpi_json_member_text(tag, "key");

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
    int  number = bwpi_word_number(bwpi_field_words(field), bwpi_json_text_or_empty(json));
    char list[BWP_ERROR_SIZE / 2];

    if (number < 0) {
        bwpi_words_list(bwpi_field_words(field), "\"", list, sizeof list);
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

    switch ((enum field_kind)field->kind) {
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
    case FIELD_BILLING:
    case FIELD_UNIT:
    case FIELD_UNTIL:
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
    (void)bwpi_fault(fault, BWP_ERR_ARGUMENT, key, "\"%.40s\" is no field; there are %s", key,
                     list.size > 0 ? bwpi_buf_text(&list) : "none");
    bwpi_buf_free(&list);
    return fault->status;
}

static bwp_status read_member(struct input *input, const char *text, const struct json *member,
                              const struct target *targets, struct fault *fault)
{
    const char *key = bwpi_json_key(member);

    for (const struct target *target = targets; target->fields != NULL; target++) {
        const struct field *field = bwpi_field_find(target->fields, key);
        uint64_t            bit;

        if (field == NULL)
            continue;
        bit = UINT64_C(1) << (field - target->fields->list);
        if ((input->given[target - targets] & bit) != 0)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, key, "%s stands there twice; give it once", key);
        input->given[target - targets] |= bit;
        return bwpi_json_is_null(member) ? BWP_OK : read_field(input, text, field, member, target->to, fault);
    }
    return fault_unknown(key, targets, fault);
}

bwp_status bwpi_input_read(struct input *input, const char *text, const struct target *targets, struct fault *fault)
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
