/* providers.c - who can do what, from the library's own tables, in lines a person compares. */
#include "summary.h"

#include <string.h>

#include "text.h"

enum { LABEL_WIDTH = 17 };

/* A line of words, cut at its end: long enough for every table the library has. */
struct line {
    char   text[1000];
    size_t size;
};

static void append(struct line *line, const char *separator, const char *word)
{
    size_t room = sizeof line->text - line->size;
    int    size = snprintf(line->text + line->size, room, "%s%s", line->size ? separator : "", word);

    if (size > 0)
        line->size += (size_t)size < room ? (size_t)size : room - 1;
}

static void print_list(FILE *file, const cJSON *provider, const char *key, const char *label)
{
    struct line  line = {.size = 0};
    const cJSON *item;

    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(provider, key))
    {
        if (item->valuestring)
            append(&line, ", ", item->valuestring);
    }
    text_row(file, LABEL_WIDTH, label, line.text);
}

/* "1-3, 6 months" of [1, 2, 3, 6] */
static void append_periods(struct line *line, const cJSON *numbers, const char *unit)
{
    struct line  ranges = {.size = 0};
    const cJSON *item = numbers ? numbers->child : NULL;

    while (item) {
        char         range[40];
        const cJSON *last = item;

        while (last->next && last->next->valueint == last->valueint + 1)
            last = last->next;
        if (last == item)
            (void)snprintf(range, sizeof range, "%d", item->valueint);
        else
            (void)snprintf(range, sizeof range, "%d-%d", item->valueint, last->valueint);
        append(&ranges, ", ", range);
        item = last->next;
    }
    if (!ranges.size)
        return;
    append(line, " or ", ranges.text);
    append(line, " ", unit);
}

static void print_periods(FILE *file, const cJSON *provider)
{
    const cJSON *periods = cJSON_GetObjectItemCaseSensitive(provider, "periods");
    struct line  line = {.size = 0};

    append_periods(&line, cJSON_GetObjectItemCaseSensitive(periods, "month"), "months");
    append_periods(&line, cJSON_GetObjectItemCaseSensitive(periods, "year"), "years");
    text_row(file, LABEL_WIDTH, "prepaid for", line.text);
}

static void print_bandwidth(FILE *file, const cJSON *provider)
{
    const cJSON *range = cJSON_GetObjectItemCaseSensitive(provider, "bandwidth_mbps");
    char         text[80];

    (void)snprintf(text, sizeof text, "%lu to %lu Mbit/s", json_number(range, "min"), json_number(range, "max"));
    text_row(file, LABEL_WIDTH, "bandwidth", cJSON_IsObject(range) ? text : "");
}

static void print_limits(FILE *file, const cJSON *provider)
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
    const cJSON *object = cJSON_GetObjectItemCaseSensitive(provider, "limits");
    struct line  line = {.size = 0};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        char          text[80];
        unsigned long number = json_number(object, limits[i].key);

        if (number && snprintf(text, sizeof text, "%s%lu%s", limits[i].before, number, limits[i].after) > 0)
            append(&line, ", ", text);
    }
    text_row(file, LABEL_WIDTH, "at most", line.text);
}

static void print_fields(FILE *file, const cJSON *provider)
{
    struct line  missing = {.size = 0};
    const cJSON *field;

    cJSON_ArrayForEach(field, cJSON_GetObjectItemCaseSensitive(provider, "fields"))
    {
        const char *option = field->string ? options_name(field->string) : "";

        if (cJSON_IsFalse(field))
            append(&missing, ", ", *option ? option : field->string);
    }
    text_row(file, LABEL_WIDTH, "cannot express", missing.text);
}

static void print_one(FILE *file, const cJSON *provider)
{
    const cJSON *name_required = cJSON_GetObjectItemCaseSensitive(provider, "name_required");
    const cJSON *client_token = cJSON_GetObjectItemCaseSensitive(provider, "client_token");

    (void)fprintf(file, "%s\n", json_text(provider, "name"));
    print_list(file, provider, "areas", "areas");
    print_list(file, provider, "billing", "billing");
    print_periods(file, provider);
    print_bandwidth(file, provider);
    text_row(file, LABEL_WIDTH, "name",
             cJSON_IsTrue(name_required)    ? "required"
             : cJSON_IsFalse(name_required) ? "not required"
                                            : "");
    text_row(file, LABEL_WIDTH, "client token",
             cJSON_IsTrue(client_token)    ? "honoured: the same token never buys twice"
             : cJSON_IsFalse(client_token) ? "not known to it: after an unknown outcome, look before buying again"
                                           : "");
    text_row(file, LABEL_WIDTH, "auto pay",
             json_true(provider, "prepaid_pays_at_once") ? "required when prepaid: creating pays" : "");
    print_limits(file, provider);
    print_fields(file, provider);
    print_list(file, provider, "environment", "environment");
    text_row(file, LABEL_WIDTH, "endpoint", json_text(provider, "endpoint"));
    text_row(file, LABEL_WIDTH, "source", json_text(provider, "source"));
}

void providers_print(FILE *file, const cJSON *providers)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(providers, "providers");
    const cJSON *provider;

    cJSON_ArrayForEach(provider, list)
    {
        if (provider != list->child)
            (void)fputc('\n', file);
        print_one(file, provider);
    }
}
