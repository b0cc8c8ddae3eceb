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
    bwpi_buf_free(&input->text);
    bwpi_json_free(input->tree);
    free(input->tags);
    free(input->options);
}

/* field is the row of the tags; the next row is that of their number. */
static bwp_status read_tags(struct input *input, const struct field *field, const struct json_member *member, void *to,
                            struct fault *fault)
{
    const char        *problem;
    size_t             count = 0, taken = 0;
    const struct json *json;
    const bwp_tag     *tags;

    if (member->kind != '{' && member->kind != '[')
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags",
                          "tags has to be an object such as {\"env\":\"prod\"}, or an array of {\"key\",\"value\"}");
    json = input->tree = bwpi_json_parse(member->start, (size_t)(member->end - member->start), &problem);
    if (json == NULL)
        return bwpi_fault_memory(fault);
    for (const struct json *tag = bwpi_json_first(json); tag != NULL; tag = bwpi_json_next(tag))
        count++;
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
                              "tags has a tag without a key, or one that is not text in quotes");
        input->tags[taken].key = key;
        input->tags[taken++].value = bwpi_json_text_or_empty(value);
    }
    tags = input->tags;
    memcpy((char *)to + field->offset, &tags, sizeof tags);
    memcpy((char *)to + field[1].offset, &taken, sizeof taken);
    return BWP_OK;
}

/* Copies the object as the caller wrote it, for printing it anew could spell a number in another way. */
static bwp_status read_options(struct input *input, const struct field *field, const struct json_member *member,
                               void *place, struct fault *fault)
{
    const char *options;

    if (member->kind != '{')
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be a JSON object", field->name);
    options = input->options = strndup(member->start, (size_t)(member->end - member->start));
    memcpy(place, &options, sizeof options);
    return options != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

static bwp_status read_word(const struct field *field, const char *word, void *place, struct fault *fault)
{
    int  number = bwpi_word_number(bwpi_field_words(field), word);
    char list[BWP_ERROR_SIZE / 2];

    if (number < 0) {
        bwpi_words_list(bwpi_field_words(field), "\"", list, sizeof list);
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s is \"%.40s\"; it has to be %s", field->name, word,
                          list);
    }
    memcpy(place, &number, sizeof number);
    return BWP_OK;
}

/* Whether the value is a whole number that is not negative, and which. */
static bool take_count(const struct json_member *member, int64_t *number)
{
    return member->kind != '"' && member->text != NULL && bwpi_json_integer_of(member->text, number) && *number >= 0;
}

static bwp_status read_field(struct input *input, const struct field *field, const struct json_member *member, void *to,
                             struct fault *fault)
{
    char       *place = (char *)to + field->offset;
    const char *word = member->kind == '"' ? member->text : NULL;
    int64_t     number = 0;
    bool        flag = member->kind == 't';

    switch ((enum field_kind)field->kind) {
    case FIELD_TEXT:
        if (word == NULL)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be text in quotes", field->name);
        memcpy(place, &word, sizeof word);
        return BWP_OK;
    case FIELD_NUMBER:
        if (!take_count(member, &number) || number > UINT32_MAX)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be a whole number from 0 to 4294967295",
                              field->name);
        memcpy(place, &(uint32_t){(uint32_t)number}, sizeof(uint32_t));
        return BWP_OK;
    case FIELD_SECONDS:
        if (!take_count(member, &number))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be a whole number of seconds since 1970",
                              field->name);
        memcpy(place, &number, sizeof number);
        return BWP_OK;
    case FIELD_FLAG:
        if (!flag && member->kind != 'f')
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has to be true or false", field->name);
        memcpy(place, &flag, sizeof flag);
        return BWP_OK;
    case FIELD_BILLING:
    case FIELD_UNIT:
    case FIELD_UNTIL:
        return read_word(field, word != NULL ? word : "no text", place, fault);
    case FIELD_TAGS:
        return read_tags(input, field, member, to, fault);
    case FIELD_OBJECT:
        return read_options(input, field, member, place, fault);
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

static bwp_status read_member(struct input *input, const struct json_member *member, const struct target *targets,
                              struct fault *fault)
{
    const char *key = member->key;

    for (const struct target *target = targets; target->fields != NULL; target++) {
        const struct field *field = bwpi_field_find(target->fields, key);
        uint64_t            bit;

        if (field == NULL)
            continue;
        bit = UINT64_C(1) << (field - target->fields->list);
        if ((input->given[target - targets] & bit) != 0)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, key, "%s stands there twice; give it once", key);
        input->given[target - targets] |= bit;
        return member->kind == 'n' ? BWP_OK : read_field(input, field, member, target->to, fault);
    }
    return fault_unknown(key, targets, fault);
}

bwp_status bwpi_input_read(struct input *input, const char *text, const struct target *targets, struct fault *fault)
{
    struct json_member member;
    size_t             size = text != NULL ? strlen(text) : 0;
    const char        *problem, *start;
    char              *at;

    if (text == NULL || size > ARGUMENTS_MAX)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the JSON is %s; hand in an object of at most %d KiB",
                          text == NULL ? "NULL" : "too long", ARGUMENTS_MAX / 1024);
    if (!bwpi_json_valid(text, size, &problem))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the JSON cannot be read: %s; hand in one object", problem);
    start = text + strspn(text, JSON_BLANKS);
    if (*start != '{')
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the JSON is no object; hand in one object");
    bwpi_buf_init(&input->text, ARGUMENTS_MAX);
    bwpi_buf_add(&input->text, start + 1, size - (size_t)(start + 1 - text));
    if (input->text.state != BUF_OK)
        return bwpi_fault_memory(fault);
    at = input->text.data;
    while (bwpi_json_take_member(&at, &member)) {
        if (read_member(input, &member, targets, fault) != BWP_OK)
            return fault->status;
    }
    return BWP_OK;
}
