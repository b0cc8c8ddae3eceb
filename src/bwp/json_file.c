/* json_file.c - the checks that cJSON leaves to its caller. */
#include "json_file.h"

#include <errno.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1024 * 1024 };

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted first, so that a megabyte of keys is no way to keep us busy. */
static bool keys_differ(const cJSON *object, const char *what, const char *field, struct problem *problem)
{
    const char **keys;
    size_t       i;
    size_t       count = 0;
    const cJSON *item;

    cJSON_ArrayForEach(item, object) count++;
    if (count < 2)
        return true;
    keys = malloc(count * sizeof *keys);
    if (!keys)
        return problem_memory(problem);
    i = 0;
    cJSON_ArrayForEach(item, object) keys[i++] = item->string;
    qsort(keys, count, sizeof *keys, compare);
    for (i = 1; i < count && strcmp(keys[i - 1], keys[i]) != 0; i++)
        ;
    if (i < count)
        (void)problem_is(problem, field, "%s has the key \"%.60s\" twice; say it once", what, keys[i]);
    free(keys);
    return i >= count;
}

static bool is_sound(const cJSON *value, const char *what, const char *field, struct problem *problem)
{
    const cJSON *item;

    if (cJSON_IsNumber(value) && (value->valuedouble > DBL_MAX || value->valuedouble < -DBL_MAX))
        return problem_is(problem, field, "%s has a number that is too large to pass on", what);
    if (cJSON_IsObject(value) && !keys_differ(value, what, field, problem))
        return false;
    cJSON_ArrayForEach(item, value)
    {
        if (!is_sound(item, what, field, problem))
            return false;
    }
    return true;
}

/* Whether \u0000 stands in it, or the byte itself. */
static bool has_nul(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\0' || (size - i >= 6 && memcmp(text + i, "\\u0000", 6) == 0))
            return true;
        if (text[i] == '\\')
            i++;
    }
    return false;
}

static void tell_place(const char *text, const char *at, const char *what, const char *field, struct problem *problem)
{
    size_t line = 1, column = 1;

    for (; text < at; text++) {
        column = *text == '\n' ? 1 : column + 1;
        line += *text == '\n';
    }
    (void)problem_is(problem, field, "%s is not valid JSON: look at line %zu, column %zu", what, line, column);
}

cJSON *json_read(const char *text, size_t size, const char *what, const char *field, struct problem *problem)
{
    const char *rest;
    cJSON      *value;
    const char *end;

    if (size == 0) {
        (void)problem_is(problem, field, "%s is empty; it has to be a JSON object", what);
        return NULL;
    }
    if (has_nul(text, size)) {
        (void)problem_is(problem, field, "%s has the character U+0000, which no field may hold", what);
        return NULL;
    }
    end = text;
    value = cJSON_ParseWithLengthOpts(text, size, &end, false);
    rest = end;
    while (value && rest < text + size && strchr(" \t\r\n", *rest))
        rest++;
    if (!value || rest < text + size)
        tell_place(text, rest, what, field, problem);
    else if (!cJSON_IsObject(value))
        (void)problem_is(problem, field, "%s has to be a JSON object, such as {\"key\": \"value\"}", what);
    else if (is_sound(value, what, field, problem))
        return value;
    cJSON_Delete(value);
    return NULL;
}

/* Returns the bytes, to be freed, and their number; one more than FILE_MAX are asked for, to see that there are more.
 */
static char *read_bytes(FILE *file, size_t *size, const char *path, struct problem *problem)
{
    char *bytes = malloc(FILE_MAX + 1);

    if (!bytes) {
        (void)problem_memory(problem);
        return NULL;
    }
    errno = 0;
    *size = fread(bytes, 1, FILE_MAX + 1, file);
    if (ferror(file))
        (void)problem_is(problem, NULL, "--request %.200s cannot be read: %s", path, strerror(errno));
    else if (*size > FILE_MAX)
        (void)problem_is(problem, NULL, "--request %.200s is larger than 1 MiB, and a request is not", path);
    else
        return bytes;
    free(bytes);
    return NULL;
}

cJSON *json_read_file(const char *path, struct problem *problem)
{
    cJSON *value;
    char  *bytes;
    char   what[256];
    size_t size;
    bool   is_stdin = strcmp(path, "-") == 0;
    FILE  *file = is_stdin ? stdin : fopen(path, "rb");

    if (!file) {
        (void)problem_is(problem, NULL, "--request %.200s cannot be opened: %s", path, strerror(errno));
        return NULL;
    }
    (void)snprintf(what, sizeof what, "--request %.200s", path); /* cut, it is still a name */
    size = 0;
    bytes = read_bytes(file, &size, path, problem);
    value = bytes ? json_read(bytes, size, what, NULL, problem) : NULL;
    free(bytes);
    if (!is_stdin)
        (void)fclose(file); /* only read: there is nothing left to fail */
    return value;
}
