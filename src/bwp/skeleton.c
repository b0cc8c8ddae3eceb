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

int skeleton_print(struct options *options, struct problem *problem)
{
    const struct json   *provider;
    const struct option *option;
    bool                 is_first = true;

    options->dry_run = true; /* no client token is made for it */
    if (!request_complete(options, problem))
        return result_tell_problem(options, problem);
    provider = known_provider(options->config.provider);
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
