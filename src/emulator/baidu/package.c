/* package.c - one package as Cloud Smart Network shows it, and the pages of a list. */
#include "baidu.h"

#include <stdlib.h>
#include <string.h>

#include "packages.h"

enum { NOT_FOUND, BAD_REQUEST };
static const struct refusal refusals[] = {
    [NOT_FOUND] = {404, "NoSuchObject", "The specified csnBp does not exist"},
    [BAD_REQUEST] = {400, "InvalidHTTPRequest", "There was an error in the HTTP request: "},
};

enum { KEYS_MAX = 1000 };

struct package *baidu_package(struct exchange *exchange)
{
    struct package *package = package_find(path_segment(exchange, ID_SEGMENT));

    if (package == NULL || package->cloud != exchange->cloud || !package_is_there(package)) {
        (void)refuse(exchange, &refusals[NOT_FOUND], "%s", "");
        return NULL;
    }
    return package;
}

const char *baidu_status(const struct package *package)
{
    if (*package->status != '\0')
        return package->status;
    return package_has_expired(package) ? "stopped" : "available";
}

static void write_package(struct exchange *exchange, const struct package *package)
{
    char         created[TIME_SIZE], expires[TIME_SIZE];
    struct text *text = &exchange->answer;

    time_print(package->created, TIME_EXTENDED, created);
    text_put(text, "{");
    if (exchange->mishap.effect != MISHAP_NO_ID)
        text_member(text, "csnBpId", package->id);
    text_member(text, "name", package->name);
    /* Numbers, as in the examples, although the tables say String. */
    text_print(text, ",\"bandwidth\":%ld,\"usedBandwidth\":%ld", package->mbps, package->used_mbps);
    text_member(text, "csnId", package->bound_to);
    text_member(text, "interworkType", package->own[INTERWORK_TYPE]);
    text_member(text, "interworkRegion", package->own[INTERWORK_REGION]);
    text_member(text, "status", baidu_status(package));
    text_member(text, "paymentTiming", package->prepaid ? "PrePaid" : "PostPaid"); /* create says Prepaid, Postpaid */
    if (package->expires != 0) {
        time_print(package->expires, TIME_EXTENDED, expires);
        text_member(text, "expireTime", expires);
    }
    text_member(text, "createdTime", created);
    text_put(text, ",\"tags\":[");
    for (size_t i = 0; i < package->tag_count; i++) {
        text_put(text, i > 0 ? ",{" : "{");
        text_member(text, "tagKey", package->tags[i].key);
        text_member(text, "tagValue", package->tags[i].value);
        text_put(text, "}");
    }
    text_put(text, "]}");
}

void baidu_get(struct exchange *exchange)
{
    struct package *package = package_find(path_segment(exchange, ID_SEGMENT));
    char            request_id[37];

    if (package == NULL || package->cloud != exchange->cloud || !package_look(package)) {
        (void)refuse(exchange, &refusals[NOT_FOUND], "%s", "");
        return;
    }
    baidu_start(exchange, 200, request_id);
    write_package(exchange, package);
    exchange->done = true;
}

/* Where the page begins: at the package of that id, or at the first that was sold after it was. */
static bool read_marker(const char *marker, unsigned long long *number)
{
    char *end;

    if (!text_starts(marker, "csnBp-m"))
        return false;
    *number = strtoull(marker + strlen("csnBp-m"), &end, 10);
    return *end == '\0' && *number > 0;
}

static bool read_query(struct exchange *exchange, size_t *keys_max, unsigned long long *from, const char **marker)
{
    struct entries query = {0};
    const char    *keys;

    entries_parse(&exchange->memory, &query, exchange->query, strlen(exchange->query));
    keys = entries_get(&query, "maxKeys");
    *marker = entries_get(&query, "marker");
    *keys_max = KEYS_MAX;
    *from = 0;
    if (keys != NULL)
        *keys_max = strlen(keys) <= 4 && strspn(keys, "0123456789") == strlen(keys) ? strtoul(keys, NULL, 10) : 0;
    if (*keys_max < 1 || *keys_max > KEYS_MAX)
        return refuse(exchange, &refusals[BAD_REQUEST], "maxKeys has to be from 1 to %d", KEYS_MAX);
    return *marker == NULL || **marker == '\0' || read_marker(*marker, from) ||
           refuse(exchange, &refusals[BAD_REQUEST], "marker is not one that was given out here");
}

void baidu_list(struct exchange *exchange)
{
    const char        *marker;
    unsigned long long from, next = 0;
    size_t             keys_max, count = 0;
    struct text       *text = &exchange->answer;
    char               request_id[37];

    if (!read_query(exchange, &keys_max, &from, &marker))
        return;
    baidu_start(exchange, 200, request_id);
    text_put(text, "{\"csnBps\":[");
    for (struct package *package = packages_first(exchange->cloud); package != NULL && next == 0;
         package = package_next(package)) {
        if (package->number < from || !package_look(package))
            continue;
        if (count == keys_max) {
            next = package->number;
            continue;
        }
        text_put(text, count++ > 0 ? "," : "");
        write_package(exchange, package);
    }
    text_print(text, "],\"isTruncated\":%s,\"maxKeys\":%zu", next != 0 ? "true" : "false", keys_max);
    if (count > 0) /* both keys are left out where they say nothing */
        text_member(text, "marker", marker != NULL ? marker : "");
    if (next != 0)
        text_print(text, ",\"nextMarker\":\"csnBp-m%llu\"", next);
    text_put(text, "}");
    exchange->done = true;
}
