/*
 * json.c - trees of values.  json_text.c decides what is JSON; the builder here makes cJSON's items of it.
 *
 * cJSON's own parser is left out on purpose.  It notes every error in a variable of the whole process, which would need
 * a lock, and it turns every number into a double, by the decimal point of the locale.  Here a number stands in the
 * tree as it is spelled (an item that cJSON calls raw), and nothing re-spells it.
 *
 * A tree that was read takes one copy of its whole text: its keys and values point into that, and each of its items is
 * all that it takes besides.
 *
 * Every recursion in this file ends at the levels that json_text.c lets pass, JSON_DEPTH_MAX.
 */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/crypto.h"
#include "base/json_text.h"
#include "base/utf8.h"

static cJSON *unwrap(const struct json *json)
{
    return (cJSON *)(uintptr_t)json; /* struct json is cJSON under a name that needs no header */
}

static struct json *wrap(cJSON *item)
{
    return (struct json *)item;
}

/* The value of four hexadecimal digits. */
static uint32_t read_hex(const char *digits)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++)
        value = value * 16 + (uint32_t)(digits[i] <= '9' ? digits[i] - '0' : (digits[i] | 0x20) - 'a' + 10);
    return value;
}

/* Writes what the escape at from means and moves *to behind it; returns what follows the escape. */
static const char *unescape(char **to, const char *from)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    uint32_t          point;

    if (from[1] != 'u') {
        *(*to)++ = meanings[strchr(letters, from[1]) - letters];
        return from + 2;
    }
    point = read_hex(from + 2);
    from += 6;
    if (point >= 0xd800 && point <= 0xdbff) { /* half a character: "\ud83d\ude80" is a whole one */
        point = 0x10000 + ((point - 0xd800) << 10) + (read_hex(from + 2) - 0xdc00);
        from += 6;
    }
    *to += bwpi_utf8_encode(*to, point);
    return from;
}

static bool is_between(char c)
{
    return c == ',' || c == ':' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Blanks, commas and colons are skipped: in valid text the brackets and the quotes say everything. */
static char next_of(char **at)
{
    while (is_between(**at))
        ++*at;
    return **at;
}

/*
 * Unescapes a string where it stands, for no escape is shorter than what it means; *at moves behind it.  What is left
 * of the longer text is wiped, for nobody who wipes the value would find it.
 */
static char *build_text(char **at)
{
    char       *text = *at + 1, *to = text;
    const char *from;

    while (*to != '"' && *to != '\\')
        to++;
    for (from = to; *from != '"';) {
        if (*from == '\\')
            from = unescape(&to, from);
        else
            *to++ = *from++;
    }
    *at = text + (from - text) + 1;
    if (to < *at - 1)
        memset(to, '\0', (size_t)(*at - to));
    else
        *to = '\0';
    return text;
}

/* A number moves one byte to the left, over a bracket, comma, colon or blank, because what follows it is still needed.
 */
static char *build_number(char **at)
{
    size_t size = strspn(*at, "0123456789+-.eE");
    char  *text = *at - 1;

    memmove(text, *at, size);
    text[size] = '\0';
    *at += size;
    return text;
}

/* Of true, false or null, by its first letter. */
static size_t word_size(char first)
{
    return first == 'f' ? strlen("false") : strlen("true");
}

/* A new item of this type that borrows its text; NULL without memory. */
static cJSON *borrow(const char *text, int type)
{
    cJSON *item = cJSON_CreateStringReference(text);

    if (item != NULL)
        item->type = type | cJSON_IsReference;
    return item;
}

static cJSON *build(char **at);

/*
 * Adds the members between two brackets to the container; *at moves behind the closing one.  Takes over the container,
 * which may be NULL for want of memory, and returns it, or NULL without memory.
 */
static cJSON *build_members(char **at, cJSON *container, char close)
{
    for (++*at; next_of(at) != close;) {
        const char *key = close == '}' ? build_text(at) : NULL;
        cJSON      *item = container != NULL ? build(at) : NULL;

        if (item == NULL ||
            !(key != NULL ? cJSON_AddItemToObjectCS(container, key, item) : cJSON_AddItemToArray(container, item))) {
            cJSON_Delete(item);
            cJSON_Delete(container);
            return NULL;
        }
    }
    ++*at;
    return container;
}

/* A new item for the value at *at, which moves behind it; NULL without memory. */
static cJSON *build(char **at)
{
    char first = next_of(at);

    switch (first) {
    case '{':
        return build_members(at, cJSON_CreateObject(), '}');
    case '[':
        return build_members(at, cJSON_CreateArray(), ']');
    case '"':
        return borrow(build_text(at), cJSON_String);
    case 't':
    case 'f':
    case 'n':
        *at += word_size(first);
        return first == 'n' ? cJSON_CreateNull() : cJSON_CreateBool(first == 't');
    default:
        return borrow(build_number(at), cJSON_Raw);
    }
}

static bool is_container(const cJSON *item)
{
    return cJSON_IsObject(item) || cJSON_IsArray(item);
}

struct json *bwpi_json_parse(const char *text, size_t size, const char **problem)
{
    char  *copy, *at;
    cJSON *root, *alone;

    if (!bwpi_json_valid(text, size, problem))
        return NULL;
    *problem = NULL; /* it is JSON: what can be lacking from here on is memory */
    copy = cJSON_malloc(size + 2);
    if (copy == NULL)
        return NULL;
    at = copy + 1; /* a number may stand first */
    memcpy(at, text, size);
    at[size] = '\0';
    root = build(&at);
    if (is_container(root)) { /* its text goes with it as a value would */
        root->valuestring = copy;
        root->valueint = (int)(size + 2); /* for whoever wipes it */
        return wrap(root);
    }
    alone = root != NULL ? cJSON_Duplicate(root, 0) : NULL;
    cJSON_Delete(root);
    bwpi_wipe(copy, size + 2);
    cJSON_free(copy);
    return wrap(alone);
}

bool bwpi_json_take_member(char **at, struct json_member *member)
{
    if (next_of(at) == '}')
        return false;
    member->key = build_text(at);
    member->kind = next_of(at);
    member->start = *at;
    member->text = NULL;
    switch (member->kind) {
    case '{':
    case '[':
        *at += bwpi_json_skip(*at) - *at;
        break;
    case '"':
        member->text = build_text(at);
        break;
    case 't':
    case 'f':
    case 'n':
        *at += word_size(member->kind);
        break;
    default:
        member->text = build_number(at);
    }
    member->end = *at;
    return true;
}

struct json *bwpi_json_object(void)
{
    return wrap(cJSON_CreateObject());
}

bool bwpi_json_set_text(struct json *object, const char *key, const char *value)
{
    return cJSON_AddStringToObject(unwrap(object), key, value) != NULL;
}

void bwpi_json_free(struct json *json)
{
    cJSON *root = unwrap(json);

    if (root != NULL && root->valuestring != NULL)
        bwpi_wipe(root->valuestring, is_container(root) ? (size_t)root->valueint : strlen(root->valuestring));
    cJSON_Delete(root);
}

const struct json *bwpi_json_member(const struct json *object, const char *key)
{
    const cJSON *found = NULL;

    if (!bwpi_json_is_object(object))
        return NULL;
    for (const cJSON *item = unwrap(object)->child; item != NULL; item = item->next) {
        if (item->string == NULL || item->string[0] != key[0] || strcmp(item->string, key) != 0)
            continue;
        if (found != NULL)
            return NULL;
        found = item;
    }
    return (const struct json *)found;
}

const struct json *bwpi_json_first(const struct json *container)
{
    return container != NULL ? wrap(unwrap(container)->child) : NULL;
}

const struct json *bwpi_json_next(const struct json *json)
{
    return json != NULL ? wrap(unwrap(json)->next) : NULL;
}

const char *bwpi_json_key(const struct json *member)
{
    return member != NULL && unwrap(member)->string != NULL ? unwrap(member)->string : "";
}

const char *bwpi_json_text(const struct json *json)
{
    return cJSON_IsString(unwrap(json)) ? unwrap(json)->valuestring : NULL;
}

const char *bwpi_json_member_text(const struct json *object, const char *key)
{
    return bwpi_json_text(bwpi_json_member(object, key));
}

const char *bwpi_json_number(const struct json *json)
{
    return cJSON_IsRaw(unwrap(json)) ? unwrap(json)->valuestring : NULL;
}

static bool append_digit(int64_t *value, int digit)
{
    if (*value > (INT64_MAX - digit) / 10)
        return false;
    *value = *value * 10 + digit;
    return true;
}

/* From the spelling, and so exact: 5, 5.0, 0.5e1 and 50e-1 are one whole number, 5.5 is none. */
bool bwpi_json_integer_of(const char *text, int64_t *number)
{
    const char *exponent = text + strcspn(text, "eE"), *point = text + strcspn(text, ".eE"), *end = exponent;
    long long   zeros = 0; /* to be written behind the last digit that is not 0; below 0 that digit is a fraction */
    int64_t     value = 0;

    while (end > text && strchr("-0.", end[-1]) != NULL)
        end--;
    if (end > text) {
        zeros = *exponent != '\0' ? strtoll(exponent + 1, NULL, 10) : 0;
        zeros = zeros > INT32_MAX ? INT32_MAX : zeros < INT32_MIN ? INT32_MIN : zeros;
        zeros += end <= point ? point - end : point + 1 - end;
    }
    if (zeros < 0)
        return false;
    for (const char *at = text; at < end; at++) {
        if (*at >= '0' && !append_digit(&value, *at - '0'))
            return false;
    }
    for (; zeros > 0; zeros--) {
        if (!append_digit(&value, 0))
            return false;
    }
    *number = *text == '-' ? -value : value;
    return true;
}

bool bwpi_json_integer(const struct json *json, int64_t *number)
{
    const char *spelling = bwpi_json_number(json);

    return spelling != NULL && bwpi_json_integer_of(spelling, number);
}

bool bwpi_json_boolean(const struct json *json, bool *value)
{
    *value = cJSON_IsTrue(unwrap(json)) != 0;
    return cJSON_IsBool(unwrap(json)) != 0;
}

bool bwpi_json_is_object(const struct json *json)
{
    return cJSON_IsObject(unwrap(json)) != 0;
}

bool bwpi_json_is_array(const struct json *json)
{
    return cJSON_IsArray(unwrap(json)) != 0;
}

bool bwpi_json_is_null(const struct json *json)
{
    return cJSON_IsNull(unwrap(json)) != 0;
}

bool bwpi_json_has_twice(const struct json *json, const char **key)
{
    for (const struct json *child = bwpi_json_first(json); child != NULL; child = bwpi_json_next(child)) {
        *key = bwpi_json_key(child);
        if (bwpi_json_is_object(json) && bwpi_json_member(json, *key) == NULL)
            return true;
        if (bwpi_json_has_twice(child, key))
            return true;
    }
    return false;
}

bool bwpi_json_merge(struct json *target, const struct json *patch)
{
    for (const cJSON *item = unwrap(patch)->child; item != NULL; item = item->next) {
        cJSON *old = cJSON_GetObjectItemCaseSensitive(unwrap(target), item->string);

        if (cJSON_IsObject(item)) { /* merged into an empty object where there was none: that removes its nulls, too */
            if (!cJSON_IsObject(old)) {
                cJSON_DeleteItemFromObjectCaseSensitive(unwrap(target), item->string);
                old = cJSON_AddObjectToObject(unwrap(target), item->string);
            }
            if (old == NULL || !bwpi_json_merge(wrap(old), (const struct json *)item))
                return false;
            continue;
        }
        cJSON_DeleteItemFromObjectCaseSensitive(unwrap(target), item->string);
        if (!cJSON_IsNull(item)) {
            cJSON *copy = cJSON_Duplicate(item, 1);

            if (copy == NULL || !cJSON_AddItemToObject(unwrap(target), item->string, copy)) {
                cJSON_Delete(copy);
                return false;
            }
        }
    }
    return true;
}
