/* values.c - one setter for each kind of value, and the one sentence that says what would have done. */
#include "values.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json_file.h"

/* Decimal digits and nothing else, 1 to UINT32_MAX.  Returns where they end, or NULL. */
static const char *read_number(const char *text, uint32_t *number)
{
    uint64_t    sum = 0;
    const char *s = text;

    for (; *s >= '0' && *s <= '9'; s++) {
        sum = sum * 10 + (uint64_t)(*s - '0');
        if (sum > UINT32_MAX)
            return NULL;
    }
    *number = (uint32_t)sum;
    return s > text && sum > 0 ? s : NULL;
}

/* Empty is an error, because it is nearly always a shell variable that was not set: an empty client token would buy
 * again. */
static bool is_given(const struct option *option, const char *value, struct problem *problem)
{
    return *value ||
           problem_is(problem, option->key, "%s is empty; give it a value, or leave the option out", option->name);
}

/* Takes ownership of value, which may be NULL when memory is gone. */
static bool add(struct options *options, const char *key, cJSON *value, struct problem *problem)
{
    if (value && cJSON_AddItemToObject(options->request, key, value))
        return true;
    cJSON_Delete(value);
    return problem_memory(problem);
}

bool own_text(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    if (!is_given(option, value, problem))
        return false;
    memcpy((char *)options + option->offset, &value, sizeof value);
    return true;
}

static bool whole_number(const struct option *option, const char *value, uint32_t *number, struct problem *problem)
{
    bool        is_digits;
    const char *end = read_number(value, number);

    if (end && !*end)
        return true;
    is_digits = value[strspn(value, "0123456789")] == '\0';
    return problem_is(problem, option->key, "%s is \"%.60s\"; it has to be a whole number %s%s, such as %s",
                      option->name, value, option->unit, is_digits ? " from 1 to 4294967295" : "", option->example);
}

bool own_number(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    uint32_t number = 0;

    if (!is_given(option, value, problem) || !whole_number(option, value, &number, problem))
        return false;
    memcpy((char *)options + option->offset, &number, sizeof number);
    return true;
}

bool own_switch(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    bool yes;

    (void)value;
    (void)problem;
    yes = true;
    memcpy((char *)options + option->offset, &yes, sizeof yes);
    return true;
}

bool request_text(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    return is_given(option, value, problem) && add(options, option->key, cJSON_CreateString(value), problem);
}

bool request_number(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    uint32_t number = 0;

    return is_given(option, value, problem) && whole_number(option, value, &number, problem) &&
           add(options, option->key, cJSON_CreateNumber(number), problem);
}

bool request_switch(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    (void)value;
    if (cJSON_HasObjectItem(options->request, option->key)) /* said twice, it means the same */
        return true;
    return add(options, option->key, cJSON_CreateTrue(), problem);
}

/* A string of the first size bytes. */
static cJSON *create_part(const char *text, size_t size)
{
    cJSON *string;
    char  *part = malloc(size + 1);

    if (!part)
        return NULL;
    memcpy(part, text, size);
    part[size] = '\0';
    string = cJSON_CreateString(part);
    free(part);
    return string;
}

bool request_areas(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    const char *comma;

    if (!is_given(option, value, problem))
        return false;
    comma = strchr(value, ',');
    if (!comma || comma == value || !comma[1] || strchr(comma + 1, ','))
        return problem_is(problem, option->key,
                          "%s is \"%.60s\"; it has to be two areas with a comma between, such as --areas "
                          "china,asia-pacific, or --areas china,china within one",
                          option->name, value);
    return add(options, option->key, create_part(value, (size_t)(comma - value)), problem) &&
           add(options, option->second, cJSON_CreateString(comma + 1), problem);
}

bool request_billing(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    static const char *const words[] = {"prepaid", "postpaid", "postpaid_95"};

    if (!is_given(option, value, problem))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(value, words[i]) == 0)
            return add(options, option->key, cJSON_CreateString(value), problem);
    }
    return problem_is(problem, option->key, "%s is \"%.60s\"; it has to be prepaid, postpaid or postpaid_95",
                      option->name, value);
}

bool request_period(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    const char *word;

    static const struct {
        const char *word, *unit;
    } units[] = {{"month", "month"}, {"months", "month"}, {"year", "year"}, {"years", "year"}};
    uint32_t number = 0;
    if (!is_given(option, value, problem))
        return false;
    word = read_number(value, &number);
    for (size_t i = 0; word && i < sizeof units / sizeof *units; i++) {
        if (strcmp(word, units[i].word) == 0)
            return add(options, option->key, cJSON_CreateNumber(number), problem) &&
                   add(options, option->second, cJSON_CreateString(units[i].unit), problem);
    }
    return problem_is(problem, option->key,
                      "%s is \"%.60s\"; it has to be a number of months or years in one word, such as --period 3months "
                      "or --period 1year",
                      option->name, value);
}

bool request_tag(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    bool        is_new;
    cJSON      *key;
    cJSON      *tags;
    cJSON      *tag;
    bool        added;
    const char *equals = strchr(value, '=');

    if (!equals || equals == value)
        return problem_is(problem, option->key, "%s is \"%.60s\"; it has to be key=value, such as --tag env=prod",
                          option->name, value);
    tags = cJSON_GetObjectItemCaseSensitive(options->request, option->key);
    if (!tags)
        tags = cJSON_AddObjectToObject(options->request, option->key);
    tag = tags ? cJSON_CreateString(equals + 1) : NULL;
    key = tag ? create_part(value, (size_t)(equals - value)) : NULL;
    is_new = key && !cJSON_GetObjectItemCaseSensitive(tags, key->valuestring);
    if (key && !is_new)
        (void)problem_is(problem, option->key, "%s gives the key \"%.60s\" twice; give each key once", option->name,
                         key->valuestring);
    added = is_new && cJSON_AddItemToObject(tags, key->valuestring, tag);
    if (!added)
        cJSON_Delete(tag);
    cJSON_Delete(key);
    return added || problem_memory(problem); /* says nothing new when the key was there */
}

bool request_object(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    cJSON *object;

    if (!is_given(option, value, problem))
        return false;
    object = json_read(value, strlen(value), option->name, option->key, problem);
    return object && add(options, option->key, object, problem);
}
