/* list.c - one package, or numbered pages of them, filtered by what has to hold together. */
#include "volcengine.h"

#include <string.h>

#include "packages.h"

enum { PAGE_SIZE = 10, PAGE_SIZE_MAX = 50, FILTERS_MAX = 10 };

void volcengine_get(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = package_find(entries_text(parameters, "CenBandwidthPackageId"));

    if (package == NULL || package->cloud != exchange->cloud || !package_look(package)) {
        (void)refuse(exchange, &volcengine_no_package, "%s", "");
        return;
    }
    volcengine_start(exchange);
    volcengine_write_package(exchange, package, false);
    volcengine_finish(exchange);
}

static bool is_among(struct exchange *exchange, const struct entries *parameters, const char *name, const char *value)
{
    const char *given;
    size_t      number = 1;

    for (; (given = volcengine_numbered(exchange, parameters, name, number, "")) != NULL; number++) {
        if (strcmp(given, value) == 0)
            return true;
    }
    return number == 1; /* nothing is asked for */
}

static bool has_tags(struct exchange *exchange, const struct entries *parameters, const struct package *package)
{
    const char *key;

    for (size_t i = 1; (key = volcengine_numbered(exchange, parameters, "TagFilters", i, ".Key")) != NULL; i++) {
        const char *value = package_tag_value(package, key);

        if (value == NULL ||
            !is_among(exchange, parameters, memory_print(&exchange->memory, "TagFilters.%zu.Values", i), value))
            return false;
    }
    return true;
}

static bool fits(struct exchange *exchange, const struct entries *parameters, const struct package *package)
{
    const struct {
        const char *name, *value;
    } equal[] = {
        {"CenBandwidthPackageName", package->name},
        {"CenId", package->bound_to},
        {"ProjectName", package->own[PROJECT]},
        {"LocalGeographicRegionSetId", package->own[LOCAL_AREA]},
        {"PeerGeographicRegionSetId", package->own[PEER_AREA]},
    };

    for (size_t i = 0; i < sizeof equal / sizeof equal[0]; i++) {
        const char *asked = entries_get(parameters, equal[i].name);

        if (asked != NULL && strcmp(asked, equal[i].value) != 0)
            return false;
    }
    return is_among(exchange, parameters, "CenBandwidthPackageIds", package->id) &&
           has_tags(exchange, parameters, package);
}

static bool read_whole(struct exchange *exchange, const struct entries *parameters, const char *name, long max,
                       long *number)
{
    const char *text = entries_get(parameters, name);

    return text == NULL || text_whole(text, 1, max, number) ||
           volcengine_malformed(exchange, name, "is out of its range");
}

void volcengine_list(struct exchange *exchange, const struct entries *parameters)
{
    struct text *text = &exchange->answer;
    long         number = 1, size = PAGE_SIZE, total = 0;
    const char  *separator = "[";

    if (!read_whole(exchange, parameters, "PageNumber", 1000000, &number) ||
        !read_whole(exchange, parameters, "PageSize", PAGE_SIZE_MAX, &size))
        return;
    if (volcengine_numbered(exchange, parameters, "TagFilters", FILTERS_MAX + 1, ".Key") != NULL) {
        (void)volcengine_malformed(exchange, "TagFilters", "may be ten");
        return;
    }
    volcengine_start(exchange);
    text_put(text, "\"CenBandwidthPackages\":");
    for (struct package *package = packages_first(exchange->cloud); package != NULL; package = package_next(package)) {
        if (!fits(exchange, parameters, package) || !package_look(package))
            continue;
        if (total >= (number - 1) * size && total < number * size) {
            text_print(text, "%s{", separator);
            volcengine_write_package(exchange, package, true);
            text_put(text, "}");
            separator = ",";
        }
        total++;
    }
    /* "a null value is returned" where nothing fits [DescribeCenBandwidthPackages] */
    text_put(text, total == 0 ? "null" : *separator == '[' ? "[]" : "]");
    text_print(text, ",\"PageNumber\":%ld,\"PageSize\":%ld,\"TotalCount\":%ld", number, size, total);
    volcengine_finish(exchange);
}
