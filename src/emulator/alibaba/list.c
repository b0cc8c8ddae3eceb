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

static const char *filter_key(struct memory *memory, const struct entries *parameters, unsigned number)
{
    return entries_get(parameters, memory_print(memory, "Filter.%u.Key", number));
}

static bool check_filters(struct exchange *exchange, const struct entries *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        unsigned number;

        if (sscanf(parameters->items[i].name, "Filter.%3u.", &number) == 1 && (number < 1 || number > FILTERS_MAX))
            return refuse(exchange, &refusals[INVALID], "Filter.%u: there may be 5, numbered from 1", number);
    }
    for (unsigned i = 1; i <= FILTERS_MAX; i++) {
        const char *name = filter_key(&exchange->memory, parameters, i);

        if (name != NULL && find_key(name) == NULL)
            return refuse(exchange, &refusals[FILTER_KEY], "Filter.%u.Key is %s", i, name);
    }
    return true;
}

/* Whether one of the filter's values is the package's. */
static bool fits_filter(struct memory *memory, const struct entries *parameters, unsigned number,
                        const struct package *package)
{
    const char *value = find_key(filter_key(memory, parameters, number))->value(package);
    const char *prefix = memory_print(memory, "Filter.%u.Value.", number);

    for (size_t i = 0; i < parameters->count; i++) {
        if (text_starts(parameters->items[i].name, prefix) && strcmp(parameters->items[i].value, value) == 0)
            return true;
    }
    return false;
}

static bool fits(struct memory *memory, const struct entries *parameters, const struct package *package)
{
    bool any = strcmp(alibaba_get(parameters, "IsOrKey"), "true") == 0, well = true, filtered = false, one = false;
    const char *group = entries_get(parameters, "ResourceGroupId"), *key;

    for (unsigned i = 1; i <= FILTERS_MAX; i++) {
        if (filter_key(memory, parameters, i) != NULL) {
            bool fit = fits_filter(memory, parameters, i, package);

            filtered = true;
            one = one || fit;
            well = well && fit;
        }
    }
    well = !filtered || (any ? one : well);
    for (unsigned i = 1; (key = entries_get(parameters, memory_print(memory, "Tag.%u.Key", i))) != NULL; i++) {
        const char *asked = entries_get(parameters, memory_print(memory, "Tag.%u.Value", i));
        const char *value = package_tag_value(package, key);

        well = well && value != NULL && (asked == NULL || strcmp(asked, value) == 0);
    }
    return well && (group == NULL || *group == '\0' || strcmp(group, package->own[RESOURCE_GROUP]) == 0);
}

static bool read_whole(struct exchange *exchange, const struct entries *parameters, const char *name, long max,
                       long *number)
{
    const char *text = entries_get(parameters, name);

    return text == NULL || alibaba_whole_number(text, 1, max, number) ||
           refuse(exchange, &refusals[INVALID], "%s is %s; it has to be an integer from 1 to %ld", name, text, max);
}

void alibaba_describe(struct exchange *exchange, const struct entries *parameters)
{
    long         number = 1, size = PAGE_SIZE, total = 0;
    char         request_id[37];
    struct text *text = &exchange->answer;
    const char  *comma = "";

    if (!read_whole(exchange, parameters, "PageNumber", 1000000, &number) ||
        !read_whole(exchange, parameters, "PageSize", PAGE_SIZE_MAX, &size) || !check_filters(exchange, parameters) ||
        !alibaba_check_tags(exchange, parameters))
        return;
    alibaba_succeed(exchange, request_id);
    text_put(text, "{");
    text_member(text, "RequestId", request_id);
    text_print(text, ",\"PageNumber\":%ld,\"PageSize\":%ld,\"CenBandwidthPackages\":{\"CenBandwidthPackage\":[", number,
               size);
    for (struct package *package = packages_first(exchange->cloud); package != NULL; package = package_next(package)) {
        struct memory memory = {0};
        bool          seen = fits(&memory, parameters, package) && package_look(package);

        memory_free(&memory);
        if (!seen)
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
