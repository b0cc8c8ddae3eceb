/* json.c - lib decides what is JSON, cJSON reads it, and a name that stands twice is refused here. */
#include "tools.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"
#include "base/utf8.h"

enum { MEMBERS_MAX = 256 }; /* per object: comparing every name with every other stays cheap */

/* Every cJSON parse writes the global that cJSON_GetErrorPtr() returns. */
static pthread_mutex_t parser = PTHREAD_MUTEX_INITIALIZER;

static const char *structure_complaint(const cJSON *item)
{
    size_t members = 0;

    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        const char *complaint;

        if (cJSON_IsObject(item)) {
            if (++members > MEMBERS_MAX)
                return "it has an object with more than 256 members";
            for (const cJSON *other = item->child; other != child; other = other->next) {
                if (strcmp(other->string, child->string) == 0)
                    return "it has an object that holds a name twice";
            }
        }
        complaint = structure_complaint(child); /* no deeper than what bwpi_json_valid() lets pass */
        if (complaint != NULL)
            return complaint;
    }
    return NULL;
}

char *json_line(struct memory *memory, const char *text, size_t size)
{
    struct buf line = BUF_INIT(BODY_MAX);
    char      *copy;

    bwpi_json_compact(&line, text, size);
    if (line.state != BUF_OK)
        give_up("a line of JSON does not fit into memory");
    copy = memory_copy(memory, bwpi_buf_text(&line), line.size);
    bwpi_buf_free(&line);
    return copy;
}

cJSON *json_read(const char *bytes, size_t size, const char **complaint)
{
    cJSON *json;

    *complaint = "it is empty";
    if (size == 0 || !bwpi_json_valid(bytes, size, complaint))
        return NULL;
    lock(&parser);
    json = cJSON_ParseWithLength(bytes, size);
    unlock(&parser);
    *complaint = json != NULL ? structure_complaint(json) : "it is more than can be read here";
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

static const char *item_complaint(struct memory *memory, const cJSON *item, const char *path, const struct rule *rule)
{
    long size;
    bool digits = rule->kind == RULE_WHOLE_OR_DIGITS;

    switch (rule->kind) {
    case RULE_TEXT:
        if (!cJSON_IsString(item))
            return memory_print(memory, "%s%s has to be a string", path, rule->name);
        if (rule->words != NULL && !text_is_one_of(item->valuestring, rule->words))
            return memory_print(memory, "%s%s has to be %s", path, rule->name, list_words(memory, rule->words));
        size = (long)bwpi_utf8_length(item->valuestring);
        if (size < rule->min || size > rule->max) {
            return memory_print(memory, "%s%s has %ld characters; it has to have from %ld to %ld", path, rule->name,
                                size, rule->min, rule->max);
        }
        return NULL;
    case RULE_WHOLE:
    case RULE_WHOLE_OR_DIGITS:
        if (!whole_of(item, digits, &size))
            return memory_print(memory, "%s%s has to be an integer", path, rule->name);
        if (size < rule->min || size > rule->max) {
            return memory_print(memory, "%s%s is %ld; it has to be from %ld to %ld", path, rule->name, size, rule->min,
                                rule->max);
        }
        return NULL;
    case RULE_FLAG:
        return cJSON_IsBool(item) ? NULL : memory_print(memory, "%s%s has to be true or false", path, rule->name);
    case RULE_OBJECT:
        return cJSON_IsObject(item) ? NULL : memory_print(memory, "%s%s has to be an object", path, rule->name);
    case RULE_ARRAY:
        if (!cJSON_IsArray(item))
            return memory_print(memory, "%s%s has to be an array", path, rule->name);
        size = cJSON_GetArraySize(item);
        if (size > rule->max)
            return memory_print(memory, "%s%s has %ld items; it may have %ld", path, rule->name, size, rule->max);
        return NULL;
    default:
        return "a rule has no kind";
    }
}

const char *json_complaint(struct memory *memory, const cJSON *object, const char *path, const struct rule *rules,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char  *complaint;
        const cJSON *item = json_member(object, rules[i].name);

        if (item == NULL && rules[i].required)
            return memory_print(memory, "%s%s is missing", path, rules[i].name);
        complaint = item != NULL ? item_complaint(memory, item, path, &rules[i]) : NULL;
        if (complaint != NULL)
            return complaint;
    }
    return NULL;
}
