/* skeleton.c - the keys of a request file, from the table of options: what is left empty is the same as not given. */
#include "skeleton.h"

#include <string.h>

#include "known.h"
#include "output.h"
#include "request.h"
#include "result.h"
#include "text.h"
#include "values.h"
#include "view.h"

enum { VALUE_MAX = 1024 * 1024 };

/* One line; the first has nothing before it, and every other a comma. */
static void print_member(const char *key, const struct json *given, const char *empty, bool *is_first)
{
    struct buf value;

    bwpi_buf_init(&value, VALUE_MAX);
    if (given != NULL)
        bwpi_json_print(&value, given);
    else
        bwpi_buf_add_text(&value, empty);
    (void)fprintf(stdout, "%s  \"%s\": ", *is_first ? "" : ",\n", key);
    text_print_value(stdout, bwpi_buf_text(&value));
    *is_first = false;
    bwpi_buf_free(&value);
}

/* What an option of the config gave, which is text. */
static void print_config(const struct options *options, const struct option *option, bool *is_first)
{
    const char *given;
    struct buf  value;

    struct json_writer writer = {&value, false};

    memcpy(&given, (const char *)options + option->offset, sizeof given);
    bwpi_buf_init(&value, VALUE_MAX);
    bwpi_json_put_text(&writer, NULL, given != NULL ? given : "");
    print_member(option->key, NULL, bwpi_buf_text(&value), is_first);
    bwpi_buf_free(&value);
}

static bool can_be_expressed(const struct option *option, const struct json *provider)
{
    return option->only == NULL || provider == NULL || known_has(provider, option->only, true);
}

/* Whether a member of the request is printed below; it is lost where its key is in no row, or cannot be expressed. */
static bool is_printed(const char *key, const struct json *provider)
{
    const struct option *option;

    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        if (option->key == NULL || (option->commands & FOR_CREATE) == 0 || option->offset != 0)
            continue;
        if (strcmp(option->key, key) == 0 || (option->second != NULL && strcmp(option->second, key) == 0))
            return can_be_expressed(option, provider);
    }
    return false;
}

/* "", {}, false and the like: what the skeleton of another provider has there. */
static bool is_empty(const struct json *value)
{
    const char *text = bwpi_json_text(value);
    bool        is_on = true;

    if (bwpi_json_is_object(value) || bwpi_json_is_array(value))
        return bwpi_json_first(value) == NULL;
    return bwpi_json_is_null(value) || (text != NULL && *text == '\0') || (bwpi_json_boolean(value, &is_on) && !is_on);
}

/* What would be lost is refused, as it is where the request is made. */
static bool refuse_lost(const struct options *options, const struct json *provider, struct problem *problem)
{
    for (const struct json *member = bwpi_json_first(options->request); member != NULL;
         member = bwpi_json_next(member)) {
        const char *key = bwpi_json_key(member);

        if (bwpi_json_member(options->request, key) == NULL)
            return problem_is(problem, NULL, "%.100s stands twice in the request; give it once", key);
        if (is_printed(key, provider))
            continue;
        if (is_printed(key, NULL) && is_empty(member))
            continue;
        if (is_printed(key, NULL))
            return problem_is(problem, NULL, "%.100s cannot be sent to %.60s; leave it out", key,
                              options->config.provider);
        return problem_is(problem, NULL, "%.100s is no field of a request; leave it out", key);
    }
    return true;
}

int skeleton_print(struct options *options, struct problem *problem)
{
    const struct json   *provider;
    const struct option *option;
    bool                 is_first = true;

    options->dry_run = true; /* no client token is made for it */
    if (!request_complete(options, problem))
        return result_tell_problem(options, problem);
    provider = known_provider(options->config.provider);
    if (!refuse_lost(options, provider, problem))
        return result_tell_problem(options, problem);
    (void)fputs("{\n", stdout);
    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        if (option->key == NULL || (option->commands & FOR_CREATE) == 0 || !can_be_expressed(option, provider))
            continue;
        if (request_is_config(option->key)) {
            print_config(options, option, &is_first);
        } else if (option->offset == 0) {
            print_member(option->key, bwpi_json_member(options->request, option->key),
                         option->empty != NULL ? option->empty : "\"\"", &is_first);
            if (option->second != NULL)
                print_member(option->second, bwpi_json_member(options->request, option->second),
                             option->empty != NULL ? "null" : "\"\"", &is_first);
        }
    }
    (void)fputs("\n}\n", stdout);
    return output_end("the request");
}
