/* json.c - stricter than cJSON on what comes in: no text after the value, no name twice, nothing misspelt. */
#include "emulator.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBER_MAX = 256 }; /* per object: comparing every name with every other stays cheap */

/* Every cJSON parse writes the global that cJSON_GetErrorPtr() returns. */
static pthread_mutex_t parser = PTHREAD_MUTEX_INITIALIZER;

static const char *structure_complaint(const cJSON *item)
{
    size_t members = 0;

    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        const char *complaint;

        if (cJSON_IsObject(item)) {
            if (++members > MEMBER_MAX)
                return "an object has too many members";
            for (const cJSON *other = item->child; other != child; other = other->next) {
                if (strcmp(other->string, child->string) == 0)
                    return "a name stands twice in one object";
            }
        }
        complaint = structure_complaint(child); /* cJSON's own limit ends this at 1000 levels */
        if (complaint != NULL)
            return complaint;
    }
    return NULL;
}

/* The length of a number as RFC 8259 spells it; 0 when it is spelt otherwise. */
static size_t number_length(const char *text)
{
    static const char digits[] = "0123456789";
    size_t            start = *text == '-', whole = strspn(text + start, digits), end = start + whole;

    if (whole == 0 || (whole > 1 && text[start] == '0'))
        return 0;
    if (text[end] == '.') {
        size_t fraction = strspn(text + end + 1, digits);

        end += fraction > 0 ? 1 + fraction : 0;
    }
    if (text[end] == 'e' || text[end] == 'E') {
        size_t sign = text[end + 1] == '+' || text[end + 1] == '-';
        size_t exponent = strspn(text + end + 1 + sign, digits);

        end += exponent > 0 ? 1 + sign + exponent : 0;
    }
    return strchr(".eE+-", text[end]) != NULL && text[end] != '\0' ? 0 : end;
}

/* What cJSON lets through: control characters, and numbers such as 01 and 1. */
static const char *spelling_complaint(const char *text)
{
    bool in_string = false;

    while (*text != '\0') {
        size_t        step;
        unsigned char c = (unsigned char)*text;

        if (c < 0x20 && (in_string || strchr("\t\r\n", c) == NULL))
            return "a control character stands in the JSON";
        step = 1;
        if (in_string) {
            step = c == '\\' && text[1] != '\0' ? 2 : 1;
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            step = number_length(text);
            if (step == 0)
                return "a number in the JSON is malformed";
        }
        in_string = in_string != (c == '"');
        text += step;
    }
    return NULL;
}

char *json_line(struct memory *memory, const char *text)
{
    char *line = memory_copy(memory, text, strlen(text));

    cJSON_Minify(line);
    return line;
}

cJSON *json_read(const char *bytes, size_t size, const char **complaint)
{
    const char *end;
    cJSON      *json;
    size_t      rest;

    if (size == 0) {
        *complaint = "the body is empty";
        return NULL;
    }
    if (memchr(bytes, '\0', size) != NULL || !utf8_is_valid(bytes, size)) {
        *complaint = "the body is not UTF-8 text";
        return NULL;
    }
    *complaint = spelling_complaint(bytes);
    if (*complaint != NULL)
        return NULL;
    end = NULL;
    if (pthread_mutex_lock(&parser) != 0)
        give_up("a lock cannot be taken");
    json = cJSON_ParseWithLengthOpts(bytes, size, &end, 0);
    if (pthread_mutex_unlock(&parser) != 0)
        give_up("a lock cannot be given back");
    if (json == NULL) {
        *complaint = "the body is not JSON";
        return NULL;
    }
    rest = (size_t)(end - bytes);
    while (rest < size && strchr(" \t\r\n", bytes[rest]) != NULL)
        rest++;
    *complaint = rest < size ? "text follows the JSON value" : structure_complaint(json);
    if (*complaint != NULL) {
        cJSON_Delete(json);
        return NULL;
    }
    return json;
}

const cJSON *json_member(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

    return cJSON_IsNull(member) ? NULL : member; /* the vendors' clients send null for what was not set */
}

const char *json_text(const cJSON *object, const char *name, const char *otherwise)
{
    const char *text = cJSON_GetStringValue(json_member(object, name));

    return text != NULL ? text : otherwise;
}

static bool whole_of(const cJSON *item, bool digits_will_do, long *whole)
{
    const char *text;
    double      number = cJSON_IsNumber(item) ? item->valuedouble : 0.5;

    if (number > -1e9 && number < 1e9 && (double)(long)number == number) {
        *whole = (long)number;
        return true;
    }
    text = digits_will_do ? cJSON_GetStringValue(item) : NULL;
    if (text == NULL || *text == '\0' || strlen(text) > 9 || strspn(text, "0123456789") != strlen(text))
        return false;
    *whole = strtol(text, NULL, 10);
    return true;
}

long json_whole(const cJSON *object, const char *name, long otherwise)
{
    long whole;

    return whole_of(json_member(object, name), true, &whole) ? whole : otherwise;
}

bool json_flag(const cJSON *object, const char *name)
{
    return cJSON_IsTrue(json_member(object, name));
}

static const char *list_words(struct memory *memory, const char *const *words)
{
    struct text list = text_new(memory);

    for (size_t i = 0; words[i] != NULL; i++)
        text_print(&list, "%s%s", i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ", words[i]);
    return list.data;
}

static const char *item_complaint(struct memory *memory, const cJSON *item, const char *path, const struct field *field)
{
    long size;
    bool digits = field->kind == FIELD_WHOLE_OR_DIGITS;

    switch (field->kind) {
    case FIELD_TEXT:
        if (!cJSON_IsString(item))
            return memory_print(memory, "%s%s has to be a string", path, field->name);
        if (field->words != NULL && !text_is_one_of(item->valuestring, field->words))
            return memory_print(memory, "%s%s has to be %s", path, field->name, list_words(memory, field->words));
        size = (long)utf8_count(item->valuestring);
        if (size < field->min || size > field->max) {
            return memory_print(memory, "%s%s has %ld characters; it has to have from %ld to %ld", path, field->name,
                                size, field->min, field->max);
        }
        return NULL;
    case FIELD_WHOLE:
    case FIELD_WHOLE_OR_DIGITS:
        if (!whole_of(item, digits, &size))
            return memory_print(memory, "%s%s has to be an integer", path, field->name);
        if (size < field->min || size > field->max) {
            return memory_print(memory, "%s%s is %ld; it has to be from %ld to %ld", path, field->name, size,
                                field->min, field->max);
        }
        return NULL;
    case FIELD_FLAG:
        return cJSON_IsBool(item) ? NULL : memory_print(memory, "%s%s has to be true or false", path, field->name);
    case FIELD_OBJECT:
        return cJSON_IsObject(item) ? NULL : memory_print(memory, "%s%s has to be an object", path, field->name);
    case FIELD_ARRAY:
        if (!cJSON_IsArray(item))
            return memory_print(memory, "%s%s has to be an array", path, field->name);
        size = cJSON_GetArraySize(item);
        if (size > field->max)
            return memory_print(memory, "%s%s has %ld items; it may have %ld", path, field->name, size, field->max);
        return NULL;
    default:
        return "a field has no kind";
    }
}

const char *json_complaint(struct memory *memory, const cJSON *object, const char *path, const struct field *fields,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char  *complaint;
        const cJSON *item = json_member(object, fields[i].name);

        if (item == NULL && fields[i].required)
            return memory_print(memory, "%s%s is missing", path, fields[i].name);
        complaint = item != NULL ? item_complaint(memory, item, path, &fields[i]) : NULL;
        if (complaint != NULL)
            return complaint;
    }
    return NULL;
}
