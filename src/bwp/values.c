/* values.c - one setter for each kind of value, and the one sentence that says what would have done. */
#include "values.h"

#include <stdint.h>
#include <string.h>

#include "base/clock.h"

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

/* libcurl says no more of such a one than that it was not found, and nothing in a rehearsal. */
bool own_proxy(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    const char *scheme = strstr(value, "://"), *host = scheme != NULL ? scheme + 3 : value;

    if (*value != '\0' && (*host == '\0' || strchr("-:/", *host) != NULL))
        return problem_is(problem, option->key, "%s has no host that can be one; give [scheme://]host[:port]",
                          option->name);
    return own_text(option, value, options, problem);
}

static bool whole_number(const struct option *option, const char *value, uint32_t *number, struct problem *problem)
{
    const char *end = read_number(value, number);
    uint32_t    most = option->most > 0 ? option->most : UINT32_MAX;

    if (end != NULL && *end == '\0' && *number <= most)
        return true;
    return problem_is(problem, option->key, "%s is \"%.60s\"; it has to be a whole number %s from 1 to %u, such as %s",
                      option->name, value, option->unit, most, option->example);
}

bool own_number(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    uint32_t number = 0;

    if (!is_given(option, value, problem) || !whole_number(option, value, &number, problem))
        return false;
    memcpy((char *)options + option->offset, &number, sizeof number);
    return true;
}

/* Whatever it is, the library judges it. */
bool own_word(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    (void)problem;
    memcpy((char *)options + option->offset, &value, sizeof value);
    return true;
}

/* A number and one of the letters as seconds.  0 where it is anything else. */
static uint64_t read_span(const char *text, const char *letters)
{
    static const struct {
        char     letter;
        uint32_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
    uint32_t    number = 0;
    const char *letter = read_number(text, &number);

    if (letter == NULL || *letter == '\0' || letter[1] != '\0' || strchr(letters, *letter) == NULL)
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (units[i].letter == *letter)
            return (uint64_t)number * units[i].seconds;
    }
    return 0;
}

bool own_duration(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    uint64_t seconds = read_span(value, "smh");
    uint32_t ms = (uint32_t)(seconds * 1000);

    if (!is_given(option, value, problem))
        return false;
    if (seconds == 0 || seconds > UINT32_MAX / 1000)
        return problem_is(
            problem, option->key,
            "%s is \"%.60s\"; it has to be seconds, minutes or hours in one word, such as 90s, 10m or 2h, "
            "and less than 50 days",
            option->name, value);
    memcpy((char *)options + option->offset, &ms, sizeof ms);
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

bool request_any_text(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    (void)problem;
    bwpi_json_put_text(&options->writer, option->key, value);
    return true;
}

bool request_since(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    uint64_t span = read_span(value, "smhd");
    int64_t  now = bwpi_clock_unix(), since = now - (int64_t)span;
    char     normal[CLOCK_TEXT_SIZE];

    if (!is_given(option, value, problem))
        return false;
    if (span == 0)
        since = bwpi_clock_normalise(value, normal) ? bwpi_clock_parse_normal(normal) : -1;
    if (since < 1 || since > now)
        return problem_is(
            problem, option->key,
            "%s is \"%.60s\"; it has to be how long ago, such as 2h or 3d, or a time that has come, such as "
            "2026-01-31T08:00:00Z",
            option->name, value);
    bwpi_json_put_uint(&options->writer, option->key, (unsigned long long)since);
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

static bool put_tag(const struct option *option, const char *key, size_t size, const char *value,
                    struct options *options, struct problem *problem)
{
    struct buf copy;
    bool       ok;

    if (options->tags == NULL)
        options->tags = bwpi_json_object();
    bwpi_buf_init(&copy, size);
    bwpi_buf_add(&copy, key, size);
    if (options->tags == NULL || copy.state != BUF_OK)
        ok = problem_memory(problem);
    else if (bwpi_json_member(options->tags, bwpi_buf_text(&copy)) != NULL)
        ok = problem_is(problem, option->key, "%s gives the key \"%.60s\" twice; give each key once", option->name,
                        bwpi_buf_text(&copy));
    else
        ok = bwpi_json_set_text(options->tags, bwpi_buf_text(&copy), value) || problem_memory(problem);
    bwpi_buf_free(&copy);
    return ok;
}

bool request_tag(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    const char *equals = strchr(value, '=');

    if (equals == NULL || equals == value)
        return problem_is(problem, option->key, "%s is \"%.60s\"; it has to be key=value, such as %s", option->name,
                          value, option->example);
    return put_tag(option, value, (size_t)(equals - value), equals + 1, options, problem);
}

bool request_key(const struct option *option, const char *value, struct options *options, struct problem *problem)
{
    if (*value == '\0')
        return problem_is(problem, option->key, "%s is empty; give the key of a tag, such as env", option->name);
    if (strchr(value, '=') != NULL) /* or "untag env=prod" would be done, and leave env where it is */
        return problem_is(problem, option->key,
                          "%s is \"%.60s\"; give the key alone, such as env: one that has = in it is taken away by "
                          "remove_tags of bwp batch",
                          option->name, value);
    return put_tag(option, value, strlen(value), "", options, problem);
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
