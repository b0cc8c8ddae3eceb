/* json.c - trees of values; json_text.c decides what is JSON, cJSON builds what it says. */
#include "base/json.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/crypto.h"
#include "base/json_text.h"

static bool is_exact(double number)
{
    /* below 2^53: at it, the next whole number has become the same double */
    return number > -9007199254740992.0 && number < 9007199254740992.0;
}

static cJSON *unwrap(const struct json *json)
{
    return (cJSON *)(uintptr_t)json; /* struct json is cJSON under a name that needs no header */
}

static struct json *wrap(cJSON *item)
{
    return (struct json *)item;
}

struct json *bwpi_json_parse(const char *text, size_t size, const char **problem)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* cJSON notes every parse error in a global */
    cJSON                 *item;

    if (!bwpi_json_valid(text, size, problem))
        return NULL;
    *problem = NULL; /* it is JSON: what cJSON can lack from here on is memory */
    (void)pthread_mutex_lock(&lock);
    item = cJSON_ParseWithLength(text, size);
    (void)pthread_mutex_unlock(&lock);
    return wrap(item);
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
    cJSON_Delete(unwrap(json));
}

void bwpi_json_wipe(struct json *json)
{
    for (cJSON *item = json != NULL ? unwrap(json)->child : NULL; item != NULL; item = item->next) {
        if (cJSON_IsString(item))
            bwpi_wipe(item->valuestring, strlen(item->valuestring));
        bwpi_json_wipe(wrap(item));
    }
}

const struct json *bwpi_json_member(const struct json *object, const char *key)
{
    const cJSON *found = NULL;

    if (!bwpi_json_is_object(object))
        return NULL;
    for (const cJSON *item = unwrap(object)->child; item != NULL; item = item->next) {
        if (item->string == NULL || strcmp(item->string, key) != 0)
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

bool bwpi_json_integer(const struct json *json, int64_t *number)
{
    double value;

    if (!cJSON_IsNumber(unwrap(json)))
        return false;
    value = unwrap(json)->valuedouble;
    if (!is_exact(value))
        return false;
    *number = (int64_t)value;
    return (double)*number >= value && (double)*number <= value;
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

bool bwpi_json_is_exact(const struct json *json)
{
    const cJSON *item = unwrap(json);

    if (cJSON_IsNumber(item) && !is_exact(item->valuedouble))
        return false;
    for (const struct json *child = bwpi_json_first(json); child != NULL; child = bwpi_json_next(child)) {
        if (!bwpi_json_is_exact(child))
            return false;
    }
    return true;
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

static void escape(struct buf *to, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";

    bwpi_buf_add(to, (const char[]){'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]}, 6);
}

static void quote(struct buf *to, const char *text)
{
    const char *plain = text;

    bwpi_buf_add_char(to, '"');
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        bwpi_buf_add(to, plain, (size_t)(text - plain));
        if (byte >= 0x20)
            bwpi_buf_add(to, (const char[]){'\\', *text}, 2);
        else
            escape(to, byte);
        plain = text + 1;
    }
    bwpi_buf_add(to, plain, (size_t)(text - plain));
    bwpi_buf_add_char(to, '"');
}

/* To the digit: cJSON would print 10^15 as 1e+15, and fifteen digits of any number. */
static void print_number(struct buf *to, const struct json *json)
{
    double  value = unwrap(json)->valuedouble;
    int64_t number;
    char    text[32] = "";

    if (bwpi_json_integer(json, &number)) {
        if (number < 0)
            bwpi_buf_add_char(to, '-');
        bwpi_buf_add_uint(to, (unsigned long long)(number < 0 ? -number : number));
        return;
    }
    for (int digits = 15; digits <= 17; digits++) { /* the fewest that read back as the same double */
        double read;

        (void)snprintf(text, sizeof text, "%.*g", digits, value);
        read = strtod(text, NULL);
        if (read >= value && read <= value)
            break;
    }
    for (char *c = text; *c != '\0'; c++) {
        if (strchr("0123456789+-e", *c) == NULL)
            *c = '.'; /* some locales have a comma */
    }
    bwpi_buf_add_text(to, text);
}

void bwpi_json_print(struct buf *to, const struct json *json)
{
    bool is_object = bwpi_json_is_object(json), flag = false;

    if (cJSON_IsNumber(unwrap(json))) {
        print_number(to, json);
    } else if (bwpi_json_text(json) != NULL) {
        quote(to, bwpi_json_text(json));
    } else if (is_object || bwpi_json_is_array(json)) {
        bwpi_buf_add_char(to, is_object ? '{' : '[');
        for (const struct json *item = bwpi_json_first(json); item != NULL; item = bwpi_json_next(item)) {
            if (item != bwpi_json_first(json))
                bwpi_buf_add_char(to, ',');
            if (is_object) {
                quote(to, bwpi_json_key(item));
                bwpi_buf_add_char(to, ':');
            }
            bwpi_json_print(to, item);
        }
        bwpi_buf_add_char(to, is_object ? '}' : ']');
    } else {
        bwpi_buf_add_text(to, !bwpi_json_boolean(json, &flag) ? "null" : flag ? "true" : "false");
    }
}

static void put_key(struct json_writer *writer, const char *key)
{
    if (writer->comma)
        bwpi_buf_add_char(writer->to, ',');
    writer->comma = true;
    if (key != NULL) {
        quote(writer->to, key);
        bwpi_buf_add_char(writer->to, ':');
    }
}

void bwpi_json_open(struct json_writer *writer, const char *key, char bracket)
{
    put_key(writer, key);
    bwpi_buf_add_char(writer->to, bracket);
    writer->comma = false;
}

void bwpi_json_close(struct json_writer *writer, char bracket)
{
    bwpi_buf_add_char(writer->to, bracket);
    writer->comma = true;
}

void bwpi_json_put_text(struct json_writer *writer, const char *key, const char *value)
{
    put_key(writer, key);
    quote(writer->to, value);
}

void bwpi_json_put_uint(struct json_writer *writer, const char *key, unsigned long long value)
{
    put_key(writer, key);
    bwpi_buf_add_uint(writer->to, value);
}

void bwpi_json_put_bool(struct json_writer *writer, const char *key, bool value)
{
    put_key(writer, key);
    bwpi_buf_add_text(writer->to, value ? "true" : "false");
}

void bwpi_json_put_raw(struct json_writer *writer, const char *key, const char *json, size_t size)
{
    put_key(writer, key);
    bwpi_buf_add(writer->to, json, size);
}
