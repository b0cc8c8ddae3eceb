/* list.c - packages by the page, filtered by repeated query keys; a marker stands for a place in the order of sale. */
#include "huawei.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "packages.h"

enum { PAGE_MAX = 2000 };

static const struct refusal illegal = {400, "CC.1001", "Invalid parameters. "};

/* What follows a package in the order of sale, or what stands before it. */
struct place {
    unsigned long long number; /* 0: from the start */
    bool               backwards;
};

struct page {
    struct package **found; /* all that fit, in the order of sale */
    size_t           count, first, end;
};

/* Whether the query has no such key, or one of its values is this one. */
static bool fits(const struct entries *query, const char *name, const char *value)
{
    bool asked = false;

    for (size_t i = 0; i < query->count; i++) {
        if (strcmp(query->items[i].name, name) != 0)
            continue;
        if (strcmp(query->items[i].value, value) == 0)
            return true;
        asked = true;
    }
    return !asked;
}

static bool fits_all(const struct entries *query, const struct package *package)
{
    return fits(query, "id", package->id) && fits(query, "name", package->name) &&
           fits(query, "enterprise_project_id", package->own[GROUP]) &&
           fits(query, "cloud_connection_id", package->bound_to) && fits(query, "resource_id", package->bound_to) &&
           fits(query, "status", huawei_status(package)) && fits(query, "billing_mode", package->own[BILLING_MODE]);
}

/* The markers given out here are opaque; the id of a package, which they were in 2023, is read as well. */
static bool read_marker(const char *marker, struct place *place)
{
    const struct package *package = package_find(marker);
    char                  direction, more;

    if (package != NULL) {
        place->number = package->number;
        return true;
    }
    if (sscanf(marker, "%c%18llu%c", &direction, &place->number, &more) != 2 || (direction != 'n' && direction != 'p'))
        return false;
    place->backwards = direction == 'p';
    return true;
}

/* limit and marker "take effect only when they are used together": a marker alone is passed over [list page]. */
static bool read_query(struct exchange *exchange, struct entries *query, size_t *limit, struct place *place)
{
    const char *text, *marker;

    entries_parse(&exchange->memory, query, exchange->query, strlen(exchange->query));
    text = entries_get(query, "limit");
    marker = entries_get(query, "marker");
    *limit = PAGE_MAX;
    *place = (struct place){0, false};
    if (text == NULL)
        return true;
    *limit = *text != '\0' && strlen(text) <= 4 && strspn(text, "0123456789") == strlen(text) ? strtoul(text, NULL, 10)
                                                                                              : 0;
    if (*limit < 1 || *limit > PAGE_MAX)
        return refuse(exchange, &illegal, "limit has to be from 1 to %d", PAGE_MAX);
    return marker == NULL || *marker == '\0' || read_marker(marker, place) ||
           refuse(exchange, &illegal, "marker is not one that was given out here");
}

static struct page find_page(struct exchange *exchange, const struct entries *query, size_t limit,
                             const struct place *place)
{
    struct page page = {0};
    size_t      room = 0;

    for (struct package *package = packages_first(exchange->cloud); package != NULL; package = package_next(package))
        room++;
    page.found = memory_get(&exchange->memory, (room + 1) * sizeof *page.found);
    for (struct package *package = packages_first(exchange->cloud); package != NULL; package = package_next(package)) {
        if (fits_all(query, package) && package_look(package))
            page.found[page.count++] = package;
    }
    while (page.first < page.count && (place->backwards ? page.found[page.first]->number < place->number
                                                        : page.found[page.first]->number <= place->number))
        page.first++;
    if (place->backwards) {
        page.end = page.first;
        page.first = page.end > limit ? page.end - limit : 0;
    } else {
        page.end = page.count - page.first > limit ? page.first + limit : page.count;
    }
    return page;
}

void huawei_list(struct exchange *exchange)
{
    struct entries query = {0};
    struct text   *text = &exchange->answer;
    struct page    page;
    struct place   place;
    size_t         limit;
    char           request_id[33];

    if (!read_query(exchange, &query, &limit, &place))
        return;
    page = find_page(exchange, &query, limit, &place);
    huawei_start(exchange, 200, request_id);
    text_put(text, "{");
    text_member(text, "request_id", request_id);
    text_put(text, ",\"page_info\":{");
    if (page.end < page.count)
        text_print(text, "\"next_marker\":\"n%llu\",", page.found[page.end - 1]->number);
    if (page.first > 0)
        text_print(text, "\"previous_marker\":\"p%llu\",",
                   page.first < page.count ? page.found[page.first]->number : page.found[page.first - 1]->number + 1);
    text_print(text, "\"current_count\":%zu},\"bandwidth_packages\":[", page.end - page.first);
    for (size_t i = page.first; i < page.end; i++) {
        text_put(text, i > page.first ? "," : "");
        huawei_write_package(exchange, page.found[i]);
    }
    text_put(text, "]}");
    exchange->done = true;
}
