/* values.c - one setter for each kind of value, and the one sentence that says what would have done. */
#include "values.h"

#include <stdint.h>
#include <string.h>

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

/*
 * An empty value is an error, because it is nearly always a shell variable that was not set: an empty client token
 * would buy again.
 */
static bool is_given(const struct option *option, const char *value, struct problem *problem)
{
    return *value != '\0' ||
           problem_is(problem, option->key, "%s is empty; give it a value, or leave the option out", option->name);
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
    const char *end = read_number(value, number);
    bool        is_digits = value[strspn(value, "0123456789")] == '\0';

    if (end != NULL && *end == '\0')
        return true;
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
    bool is_on = value != NULL;

    (void)problem;
    memcpy((char *)options + option->offset, &is_on, sizeof is_on);
    return true;
}

bool request_text(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    if (!is_given(option, value, problem))
        return false;
    bwpi_json_put_text(&options->writer, option->key, value);
    return true;
}

bool request_number(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    uint32_t number = 0;

    if (!is_given(option, value, problem) || !whole_number(option, value, &number, problem))
        return false;
    bwpi_json_put_uint(&options->writer, option->key, number);
    return true;
}

bool request_switch(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    (void)problem;
    bwpi_json_put_bool(&options->writer, option->key, value != NULL);
    return true;
}

/* A member whose value is the first size bytes of a text. */
static bool put_part(struct options *options, const char *key, const char *text, size_t size, struct problem *problem)
{
    struct buf part;
    bool       ok;

    bwpi_buf_init(&part, size);
    bwpi_buf_add(&part, text, size);
    ok = part.state == BUF_OK;
    if (ok)
        bwpi_json_put_text(&options->writer, key, bwpi_buf_text(&part));
    bwpi_buf_free(&part);
    return ok || problem_memory(problem);
}

bool request_areas(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    const char *comma = strchr(value, ',');

    if (!is_given(option, value, problem))
        return false;
    if (comma == NULL || comma == value || comma[1] == '\0' || strchr(comma + 1, ',') != NULL)
        return problem_is(problem, option->key,
                          "%s is \"%.60s\"; it has to be two areas with a comma between, such as --areas "
                          "china,asia-pacific, or --areas china,china within one",
                          option->name, value);
    if (!put_part(options, option->key, value, (size_t)(comma - value), problem))
        return false;
    bwpi_json_put_text(&options->writer, option->second, comma + 1);
    return true;
}

bool request_period(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    static const struct {
        const char *word, *unit;
    } units[] = {{"month", "month"}, {"months", "month"}, {"year", "year"}, {"years", "year"}};
    uint32_t    number = 0;
    const char *word = read_number(value, &number);

    if (!is_given(option, value, problem))
        return false;
    for (size_t i = 0; word != NULL && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(word, units[i].word) != 0)
            continue;
        bwpi_json_put_uint(&options->writer, option->key, number);
        bwpi_json_put_text(&options->writer, option->second, units[i].unit);
        return true;
    }
    return problem_is(problem, option->key,
                      "%s is \"%.60s\"; it has to be a number of months or years in one word, such as --period 3months "
                      "or --period 1year",
                      option->name, value);
}

bool request_tag(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    const char *equals = strchr(value, '=');
    struct buf  key;
    bool        ok;

    if (equals == NULL || equals == value)
        return problem_is(problem, option->key, "%s is \"%.60s\"; it has to be key=value, such as --tag env=prod",
                          option->name, value);
    if (options->tags == NULL)
        options->tags = bwpi_json_object();
    bwpi_buf_init(&key, (size_t)(equals - value));
    bwpi_buf_add(&key, value, (size_t)(equals - value));
    if (options->tags == NULL || key.state != BUF_OK)
        ok = problem_memory(problem);
    else if (bwpi_json_member(options->tags, bwpi_buf_text(&key)) != NULL)
        ok = problem_is(problem, option->key, "%s gives the key \"%.60s\" twice; give each key once", option->name,
                        bwpi_buf_text(&key));
    else
        ok = bwpi_json_set_text(options->tags, bwpi_buf_text(&key), equals + 1) || problem_memory(problem);
    bwpi_buf_free(&key);
    return ok;
}

/* The text goes on as it was written: its numbers must not change on their way. */
bool request_object(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    const char  *clause;
    struct json *object;
    bool         is_object;

    if (!is_given(option, value, problem))
        return false;
    object = bwpi_json_parse(value, strlen(value), &clause);
    if (object == NULL && clause == NULL)
        return problem_memory(problem);
    if (object == NULL)
        return problem_is(problem, option->key,
                          "%s cannot be read: %s; it has to be a JSON object, such as '{\"key\":\"value\"}'",
                          option->name, clause);
    is_object = bwpi_json_is_object(object);
    bwpi_json_free(object);
    if (!is_object)
        return problem_is(problem, option->key, "%s has to be a JSON object, such as '{\"key\":\"value\"}'",
                          option->name);
    bwpi_json_put_raw(&options->writer, option->key, value, strlen(value));
    return true;
}
