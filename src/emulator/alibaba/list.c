/* list.c - DescribeCenBandwidthPackages: numbered pages of at most 50, and filters that are AND-ed or OR-ed. */
#include "alibaba.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "packages.h"

enum { INVALID, FILTER_KEY };
static const struct refusal refusals[] = {
    [INVALID] = {400, "InvalidParameter", "The specified parameter is invalid: "},
    [FILTER_KEY] = {400, "FilterKey.NotSupport", "The filter key is not supported: "},
};

enum { PAGE_SIZE = 10, PAGE_SIZE_MAX = 50, FILTERS_MAX = 5 };

static const char *id_of(const struct package *package)
{
    return package->id;
}

static const char *name_of(const struct package *package)
{
    return package->name;
}

static const char *cen_of(const struct package *package)
{
    return package->bound_to;
}

/* An old sample writes "status". */
static const struct filter_key {
    const char *key;
    const char *(*value)(const struct package *);
} keys[] = {
    {"CenBandwidthPackageId", id_of},
    {"Name", name_of},
    {"Status", alibaba_status},
    {"CenId", cen_of},
};

static const struct filter_key *find_key(const char *name)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcasecmp(keys[i].key, name) == 0)
            return &keys[i];
    }
    return NULL;
}

/* What is looked for, read once for all packages. */
struct search {
    const struct entries *parameters;
    struct {
        const struct filter_key *key;
        const char              *values; /* how the names of its values begin */
    } filters[FILTERS_MAX];
    size_t         filter_count;
    bool           any_filter_will_do;
    const char    *group;
    struct entries tags; /* a NULL value: any */
};

static bool read_filters(struct exchange *exchange, const struct entries *parameters, struct search *search)
{
    struct memory *memory = &exchange->memory;
    unsigned       number;

    for (size_t i = 0; i < parameters->count; i++) {
        if (sscanf(parameters->items[i].name, "Filter.%3u.", &number) == 1 && (number < 1 || number > FILTERS_MAX))
            return refuse(exchange, &refusals[INVALID], "Filter.%u: there may be 5, numbered from 1", number);
    }
    for (number = 1; number <= FILTERS_MAX; number++) {
        const char *name = entries_get(parameters, memory_print(memory, "Filter.%u.Key", number));

        if (name == NULL)
            continue;
        if (find_key(name) == NULL)
            return refuse(exchange, &refusals[FILTER_KEY], "Filter.%u.Key is %s", number, name);
        search->filters[search->filter_count].key = find_key(name);
        search->filters[search->filter_count++].values = memory_print(memory, "Filter.%u.Value.", number);
    }
    return true;
}

static bool read_search(struct exchange *exchange, const struct entries *parameters, struct search *search)
{
    struct memory *memory = &exchange->memory;
    const char    *key;

    *search = (struct search){.parameters = parameters};
    search->any_filter_will_do = strcmp(entries_text(parameters, "IsOrKey"), "true") == 0;
    search->group = entries_text(parameters, "ResourceGroupId");
    if (!read_filters(exchange, parameters, search) || !alibaba_check_tags(exchange, parameters))
        return false;
    for (unsigned i = 1; (key = entries_get(parameters, memory_print(memory, "Tag.%u.Key", i))) != NULL; i++)
        entries_add(memory, &search->tags, key, entries_get(parameters, memory_print(memory, "Tag.%u.Value", i)));
    return true;
}

/* Whether one of the filter's values is the package's. */
static bool fits_filter(const struct search *search, size_t number, const struct package *package)
{
    const char           *value = search->filters[number].key->value(package);
    const struct entries *parameters = search->parameters;

    for (size_t i = 0; i < parameters->count; i++) {
        if (text_starts(parameters->items[i].name, search->filters[number].values) &&
            strcmp(parameters->items[i].value, value) == 0)
            return true;
    }
    return false;
}

static bool fits(const struct search *search, const struct package *package)
{
    size_t fitting = 0;

    for (size_t i = 0; i < search->filter_count; i++)
        fitting += fits_filter(search, i, package);
    if (search->any_filter_will_do ? search->filter_count > 0 && fitting == 0 : fitting < search->filter_count)
        return false;
    for (size_t i = 0; i < search->tags.count; i++) {
        const char *asked = search->tags.items[i].value,
                   *value = package_tag_value(package, search->tags.items[i].name);

        if (value == NULL || (asked != NULL && strcmp(asked, value) != 0))
            return false;
    }
    return *search->group == '\0' || strcmp(search->group, package->own[RESOURCE_GROUP]) == 0;
}

static bool read_whole(struct exchange *exchange, const struct entries *parameters, const char *name, long max,
                       long *number)
{
    const char *text = entries_get(parameters, name);

    return text == NULL || text_whole(text, 1, max, number) ||
           refuse(exchange, &refusals[INVALID], "%s is %s; it has to be an integer from 1 to %ld", name, text, max);
}

void alibaba_describe(struct exchange *exchange, const struct entries *parameters)
{
    long          number = 1, size = PAGE_SIZE, total = 0;
    char          request_id[37];
    struct search search;
    struct text  *text = &exchange->answer;
    const char   *comma = "";

    if (!read_whole(exchange, parameters, "PageNumber", 1000000, &number) ||
        !read_whole(exchange, parameters, "PageSize", PAGE_SIZE_MAX, &size) ||
        !read_search(exchange, parameters, &search))
        return;
    alibaba_succeed(exchange, request_id);
    text_put(text, "{");
    text_member(text, "RequestId", request_id);
    text_print(text, ",\"PageNumber\":%ld,\"PageSize\":%ld", number, size);
    text_put(text, ",\"CenBandwidthPackages\":{\"CenBandwidthPackage\":[");
    for (struct package *package = packages_first(exchange->cloud); package != NULL; package = package_next(package)) {
        if (!fits(&search, package) || !package_look(package))
            continue;
        if (total >= (number - 1) * size && total < number * size) {
            text_put(text, comma);
            alibaba_write_package(exchange, package);
            comma = ",";
        }
        total++;
    }
    text_print(text, "]},\"TotalCount\":%ld}", total);
    alibaba_finish(exchange, "DescribeCenBandwidthPackageResponse"); /* in the singular, as on the XML page */
}
