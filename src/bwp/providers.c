/* providers.c - who can do what, from the library's own tables, in lines a person compares. */
#include <string.h>

#include <bwp/bwp.h>

#include "known.h"
#include "options.h"
#include "output.h"
#include "result.h"
#include "text.h"
#include "view.h"

enum { LABEL_WIDTH = 16, ROW_MAX = 8 * 1024, JSON_MAX = 64 * 1024 };

static void print_row(const char *label, const char *value)
{
    text_print_row(stdout, LABEL_WIDTH, label, value);
}

/* Appends a word, and what separates it from those before. */
static void append(struct buf *line, const char *separator, const char *word)
{
    bwpi_buf_add_text(line, line->size > 0 ? separator : "");
    bwpi_buf_add_text(line, word);
}

/* A rule that does not come from the provider's create page names its own page. */
static void append_source(struct buf *line, const struct json *provider, const char *rule)
{
    const char *page = view_text(bwpi_json_member(provider, "sources"), rule);

    if (line->size == 0 || *page == '\0')
        return;
    bwpi_buf_add_text(line, " (");
    bwpi_buf_add_text(line, page);
    bwpi_buf_add_text(line, ")");
}

static void write_list(struct buf *line, const struct json *provider, const char *key)
{
    for (const struct json *item = bwpi_json_first(bwpi_json_member(provider, key)); item != NULL;
         item = bwpi_json_next(item))
        append(line, ", ", bwpi_json_text(item) != NULL ? bwpi_json_text(item) : "");
}

static void write_areas(struct buf *line, const struct json *provider)
{
    write_list(line, provider, "areas");
    append_source(line, provider, "areas");
}

/* "asia-pacific and asia-pacific" of [["asia-pacific","asia-pacific"]] */
static void write_pairs(struct buf *line, const struct json *provider)
{
    for (const struct json *pair = bwpi_json_first(bwpi_json_member(provider, "not_between")); pair != NULL;
         pair = bwpi_json_next(pair)) {
        const char *separator = ", ";

        for (const struct json *area = bwpi_json_first(pair); area != NULL; area = bwpi_json_next(area)) {
            append(line, separator, bwpi_json_text(area) != NULL ? bwpi_json_text(area) : "");
            separator = " and ";
        }
    }
    append_source(line, provider, "areas");
}

static void write_billing(struct buf *line, const struct json *provider)
{
    write_list(line, provider, "billing");
    append_source(line, provider, "billing");
}

static int64_t number_of(const struct json *item)
{
    int64_t number = 0;

    return bwpi_json_integer(item, &number) ? number : 0;
}

/* "1-3, 6 months" of [1, 2, 3, 6] */
static void append_periods(struct buf *line, const struct json *numbers, const char *unit)
{
    const struct json *item = bwpi_json_first(numbers);
    bool               is_first = true;

    while (item != NULL) {
        const struct json *last = item, *next = bwpi_json_next(item);
        char               range[64];

        for (; next != NULL && number_of(next) == number_of(last) + 1; next = bwpi_json_next(next))
            last = next;
        if (last == item)
            (void)snprintf(range, sizeof range, "%lld", (long long)number_of(item));
        else
            (void)snprintf(range, sizeof range, "%lld-%lld", (long long)number_of(item), (long long)number_of(last));
        append(line, is_first ? " or " : ", ", range);
        is_first = false;
        item = next;
    }
    if (!is_first)
        append(line, " ", unit);
}

static void write_periods(struct buf *line, const struct json *provider)
{
    const struct json *periods = bwpi_json_member(provider, "periods");

    append_periods(line, bwpi_json_member(periods, "month"), "months");
    append_periods(line, bwpi_json_member(periods, "year"), "years");
    append_source(line, provider, "period");
}

static void write_bandwidth(struct buf *line, const struct json *provider)
{
    const struct json *range = bwpi_json_member(provider, "bandwidth_mbps");
    char               text[80];

    if (view_number(range, "min") > 1)
        (void)snprintf(text, sizeof text, "%u to %u Mbit/s", view_number(range, "min"), view_number(range, "max"));
    else
        (void)snprintf(text, sizeof text, "up to %u Mbit/s", view_number(range, "max"));
    bwpi_buf_add_text(line, range != NULL ? text : "");
    append_source(line, provider, "bandwidth_mbps");
}

static void write_name(struct buf *line, const struct json *provider)
{
    bwpi_buf_add_text(line, known_has(provider, "name_required", false) ? "required" : "not required");
}

static void write_token(struct buf *line, const struct json *provider)
{
    bwpi_buf_add_text(line, known_has(provider, "client_token", false)
                                ? "honoured: while it is remembered, the same token buys once"
                                : "not known to it: after an unknown outcome, look before buying again");
}

static void write_auto_pay(struct buf *line, const struct json *provider)
{
    if (known_has(provider, "prepaid_pays_at_once", false))
        bwpi_buf_add_text(line, "required when prepaid: creating pays");
}

static void write_limits(struct buf *line, const struct json *provider)
{
    static const struct {
        const char *key, *before, *after;
    } limits[] = {
        {"name", "name ", " characters"},
        {"description", "description ", " characters"},
        {"tags", "", " tags"},
        {"tag_key", "tag key ", " characters"},
        {"tag_value", "tag value ", " characters"},
        {"client_token", "client token ", " characters"},
    };
    const struct json *object = bwpi_json_member(provider, "limits");

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        unsigned number = view_number(object, limits[i].key);
        char     text[80];

        if (number == 0)
            continue;
        (void)snprintf(text, sizeof text, "%s%u%s", limits[i].before, number, limits[i].after);
        append(line, ", ", text);
        append_source(line, provider, limits[i].key);
    }
}

static void write_missing(struct buf *line, const struct json *provider)
{
    for (const struct json *field = bwpi_json_first(bwpi_json_member(provider, "fields")); field != NULL;
         field = bwpi_json_next(field)) {
        const char *key = bwpi_json_key(field), *option = options_name(NULL, key);
        bool        taken = true;

        if (bwpi_json_boolean(field, &taken) && !taken)
            append(line, ", ", *option != '\0' ? option : key);
    }
}

/* Of every site where there are several. */
static void write_environment(struct buf *line, const struct json *provider)
{
    const struct json *site = bwpi_json_first(bwpi_json_member(provider, "sites"));

    if (site == NULL)
        write_list(line, provider, "environment");
    for (; site != NULL; site = bwpi_json_next(site))
        write_list(line, site, "environment");
}

static void write_endpoint(struct buf *line, const struct json *provider)
{
    const struct json *site = bwpi_json_first(bwpi_json_member(provider, "sites"));

    if (site == NULL)
        bwpi_buf_add_text(line, view_text(provider, "endpoint"));
    for (; site != NULL; site = bwpi_json_next(site)) {
        append(line, ", ", view_text(site, "endpoint"));
        bwpi_buf_add_text(line, " (");
        bwpi_buf_add_text(line, view_text(site, "name"));
        bwpi_buf_add_text(line, ")");
    }
}

static void write_source(struct buf *line, const struct json *provider)
{
    bwpi_buf_add_text(line, view_text(provider, "source"));
}

static const struct {
    const char *label;
    void (*write)(struct buf *line, const struct json *provider);
} rows[] = {
    {"areas", write_areas},         {"not between", write_pairs}, /* of these areas */
    {"billing", write_billing},     {"prepaid for", write_periods},
    {"bandwidth", write_bandwidth}, {"name", write_name},
    {"client token", write_token},  {"auto pay", write_auto_pay},
    {"at most", write_limits},      {"cannot express", write_missing},
    {"endpoint", write_endpoint},   {"environment", write_environment},
    {"source", write_source},
};

static void print_one(const struct json *provider)
{
    text_print_line(stdout, "%s", view_text(provider, "name"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf line;

        bwpi_buf_init(&line, ROW_MAX);
        rows[i].write(&line, provider);
        print_row(rows[i].label, bwpi_buf_text(&line));
        bwpi_buf_free(&line);
    }
}

static void print_all(const struct json *only)
{
    for (const struct json *provider = known_first(); provider != NULL; provider = bwpi_json_next(provider)) {
        if (only != NULL && only != provider)
            continue;
        print_one(provider);
        if (only == NULL && bwpi_json_next(provider) != NULL)
            (void)fputc('\n', stdout);
    }
}

/* The library's own text, or of it the one that was asked for. */
static void print_json(const struct json *only)
{
    char      *text = bwp_providers_json();
    struct buf one;

    bwpi_buf_init(&one, JSON_MAX);
    bwpi_buf_add_text(&one, "{\"providers\":[");
    bwpi_json_print(&one, only);
    bwpi_buf_add_text(&one, "]}");
    text_print_json(stdout, only == NULL || one.state != BUF_OK ? text : bwpi_buf_text(&one));
    bwpi_buf_free(&one);
    bwp_free(text);
}

int providers_run(struct options *options, struct problem *problem)
{
    const struct json *only = known_provider(options->word);

    if (options->word != NULL && only == NULL) {
        struct buf names;

        bwpi_buf_init(&names, sizeof problem->message);
        (void)known_list_names(&names, NULL, true, " or ");
        (void)problem_is(problem, NULL, "\"%.60s\" is no provider; it has to be %s", options->word,
                         bwpi_buf_text(&names));
        bwpi_buf_free(&names);
        return result_tell_problem(options, problem);
    }
    if (options->json)
        print_json(only);
    else
        print_all(only);
    return output_end("the list");
}
