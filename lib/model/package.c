/* package.c - copying packages out of answers, so that a result of many pages holds no answer but the last. */
#include "model/package.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

enum { JSON_MAX = 6 * 1024 * 1024, TAGS_KEPT_MAX = 1000, INDEX_FROM = 32 };

/* The texts of a package that are copied as they are, and where a description has them. */
static const struct {
    size_t to, from;
} texts[] = {
#define TEXT(member)                                                                                                   \
    {                                                                                                                  \
        offsetof(struct bwp_package, member), offsetof(struct description, member)                                     \
    }
    TEXT(name),     TEXT(description),    TEXT(status),     TEXT(area_a),     TEXT(area_b),     TEXT(order_id),
    TEXT(bound_to), TEXT(resource_group), TEXT(created_at), TEXT(updated_at), TEXT(expires_at),
#undef TEXT
};
enum { TEXT_COUNT = sizeof texts / sizeof texts[0] };

uint32_t bwpi_package_number(const struct json *json)
{
    const char *text = bwpi_json_text(json);
    int64_t     number = 0;

    if (text != NULL && *text != '\0' && strspn(text, "0123456789") == strlen(text) && strlen(text) <= 10) {
        for (; *text != '\0'; text++)
            number = number * 10 + (*text - '0');
    } else if (!bwpi_json_integer(json, &number)) {
        number = 0;
    }
    return number > 0 && number <= UINT32_MAX ? (uint32_t)number : 0;
}

bool bwpi_package_id_take(char own[ID_SIZE], const char *id)
{
    size_t size;

    id = id != NULL ? id + strspn(id, " \t\r\n") : "";
    size = strlen(id);
    while (size > 0 && strchr(" \t\r\n", id[size - 1]) != NULL)
        size--;
    if (size == 0 || size >= ID_SIZE || strspn(id, ".") >= size || strcspn(id, "/?#\"<>\\%") < size)
        return false; /* nothing, or a step in a path */
    if (size == 4 && memcmp(id, "null", 4) == 0)
        return false; /* what servers, and jq, make of no id where they have to write a text */
    for (size_t i = 0; i < size; i++) {
        if (id[i] < 0x21 || id[i] > 0x7e)
            return false;
    }
    memcpy(own, id, size);
    own[size] = '\0';
    return true;
}

/* ---- one package ---- */

static void package_free(struct bwp_package *package)
{
    free(package->memory);
    memset(package, 0, sizeof *package);
}

static const char *text_of(const struct description *description, size_t from)
{
    const char *text;

    memcpy(&text, (const char *)description + from, sizeof text);
    return text;
}

/* The text to keep: as the provider writes it, but times in one form.  NULL where there is none. */
static const char *text_to_keep(const struct description *description, size_t i, char time[CLOCK_TEXT_SIZE])
{
    const char *text = text_of(description, texts[i].from);
    bool        is_time = texts[i].from == offsetof(struct description, created_at) ||
                   texts[i].from == offsetof(struct description, updated_at) ||
                   texts[i].from == offsetof(struct description, expires_at);

    if (text == NULL || *text == '\0')
        return NULL;
    return !is_time ? text : bwpi_clock_normalise(text, time) ? time : NULL;
}

static const char *put(char **at, const char *text)
{
    size_t size = strlen(text) + 1;
    char  *copy = *at;

    memcpy(copy, text, size);
    *at += size;
    return copy;
}

static size_t count_tags(const struct json *tags)
{
    size_t count = 0;

    if (!bwpi_json_is_array(tags))
        return 0;
    for (const struct json *tag = bwpi_json_first(tags); tag != NULL && count < TAGS_KEPT_MAX;
         tag = bwpi_json_next(tag))
        count++;
    return count;
}

static const char *tag_text(const struct json *tag, const char *key)
{
    const char *text = bwpi_json_member_text(tag, key);

    return text != NULL ? text : "";
}

/* One block: the tags, which want to be aligned, then every text. */
static bool package_keep(struct bwp_package *package, const struct description *description)
{
    size_t      tag_count = count_tags(description->tags), size = tag_count * sizeof(bwp_tag);
    char        times[TEXT_COUNT][CLOCK_TEXT_SIZE], *at;
    const char *kept[TEXT_COUNT];
    bwp_tag    *tags;
    struct buf  json = BUF_INIT(JSON_MAX);
    char        room[2048];

    bwpi_buf_lend(&json, room, sizeof room);
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        kept[i] = text_to_keep(description, i, times[i]);
        size += kept[i] != NULL ? strlen(kept[i]) + 1 : 0;
    }
    for (const struct json *tag = tag_count > 0 ? bwpi_json_first(description->tags) : NULL; tag != NULL;
         tag = bwpi_json_next(tag))
        size += strlen(tag_text(tag, description->tag_key)) + strlen(tag_text(tag, description->tag_value)) + 2;
    if (description->json != NULL)
        bwpi_json_print(&json, description->json);
    size += json.size + 1;
    package->memory = json.state == BUF_OK ? malloc(size) : NULL;
    if (package->memory == NULL) {
        bwpi_buf_free(&json);
        return false;
    }
    tags = (bwp_tag *)(void *)package->memory;
    at = package->memory + tag_count * sizeof(bwp_tag);
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        const char *text = kept[i] != NULL ? put(&at, kept[i]) : NULL;

        memcpy((char *)package + texts[i].to, &text, sizeof text);
    }
    for (const struct json *tag = tag_count > 0 ? bwpi_json_first(description->tags) : NULL;
         tag != NULL && package->tag_count < tag_count; tag = bwpi_json_next(tag)) {
        tags[package->tag_count].key = put(&at, tag_text(tag, description->tag_key));
        tags[package->tag_count++].value = put(&at, tag_text(tag, description->tag_value));
    }
    package->tags = tags;
    package->json = put(&at, bwpi_buf_text(&json));
    bwpi_buf_free(&json);
    return true;
}

/* ---- lists ---- */

static struct bwp_package *at(const struct packages *packages, size_t index)
{
    return index == 0 ? (struct bwp_package *)(uintptr_t)&packages->first : &packages->more[index - 1];
}

const bwp_package *bwpi_packages_at(const struct packages *packages, size_t index)
{
    return index < packages->count ? at(packages, index) : NULL;
}

/* FNV-1a, which spreads ids that differ in a few signs. */
static size_t hash_of(const char *id)
{
    uint32_t hash = 2166136261U;

    for (; *id != '\0'; id++)
        hash = (hash ^ (unsigned char)*id) * 16777619U;
    return hash;
}

/* The slot in which an id stands, or would stand. */
static size_t slot_of(const struct packages *packages, const char *id)
{
    size_t slot = hash_of(id) & (packages->index_size - 1);

    while (packages->index[slot] != 0 && strcmp(at(packages, packages->index[slot] - 1)->id, id) != 0)
        slot = (slot + 1) & (packages->index_size - 1);
    return slot;
}

static bool index_make(struct packages *packages)
{
    size_t    size = packages->index_size == 0 ? 4 * INDEX_FROM : 2 * packages->index_size;
    uint32_t *index = calloc(size, sizeof *index);

    if (index == NULL)
        return false;
    free(packages->index);
    packages->index = index;
    packages->index_size = size;
    for (size_t i = 0; i < packages->count; i++)
        packages->index[slot_of(packages, at(packages, i)->id)] = (uint32_t)i + 1;
    return true;
}

static bool has(const struct packages *packages, const char *id)
{
    if (packages->index != NULL)
        return packages->index[slot_of(packages, id)] != 0;
    for (size_t i = 0; i < packages->count; i++) {
        if (strcmp(at(packages, i)->id, id) == 0)
            return true;
    }
    return false;
}

/* Room for one more package, and for its id in the index; NULL without memory. */
static struct bwp_package *next_place(struct packages *packages)
{
    if (packages->count == 0)
        return &packages->first;
    if (packages->count > packages->more_room) {
        size_t              room = packages->more_room == 0 ? 15 : 2 * packages->more_room + 1;
        struct bwp_package *more = realloc(packages->more, room * sizeof *more);

        if (more == NULL)
            return NULL;
        packages->more = more;
        packages->more_room = room;
    }
    if (packages->count >= INDEX_FROM && 2 * packages->count >= packages->index_size && !index_make(packages))
        return NULL;
    return &packages->more[packages->count - 1];
}

static void take_place(struct packages *packages)
{
    packages->count++;
    if (packages->index != NULL)
        packages->index[slot_of(packages, at(packages, packages->count - 1)->id)] = (uint32_t)packages->count;
}

bool bwpi_packages_add(struct packages *packages, const struct description *description)
{
    char                id[ID_SIZE];
    struct bwp_package *place;
    bool                kept;

    if (!bwpi_package_id_take(id, description->id) || has(packages, id))
        return true;
    place = next_place(packages);
    if (place == NULL)
        return false;
    memset(place, 0, sizeof *place);
    memcpy(place->id, id, sizeof id);
    place->bandwidth_mbps = description->bandwidth_mbps;
    place->billing = description->billing;
    place->state = description->state;
    place->is_bound = description->is_bound || (description->bound_to != NULL && *description->bound_to != '\0');
    kept = package_keep(place, description);
    if (kept || packages->count == 0)
        take_place(packages);
    return kept;
}

bool bwpi_packages_move(struct packages *to, struct packages *from, packages_keep *keep, const void *user, size_t max)
{
    bool ok = true;

    for (size_t i = 0; i < from->count; i++) {
        struct bwp_package *package = at(from, i), *place = NULL;
        bool                wanted = to->count < max && keep(package, user) && !has(to, package->id);

        if (wanted && (place = next_place(to)) != NULL) {
            *place = *package;
            take_place(to);
        } else {
            ok = ok && !wanted;
            package_free(package);
        }
    }
    from->count = 0;
    bwpi_packages_free(from);
    return ok;
}

static int newer_first(const void *a, const void *b)
{
    const struct bwp_package *left = a, *right = b;

    return strcmp(right->created_at != NULL ? right->created_at : "", left->created_at != NULL ? left->created_at : "");
}

void bwpi_packages_sort_newest_first(struct packages *packages)
{
    size_t newest = 0;

    for (size_t i = 1; i < packages->count; i++) {
        if (newer_first(at(packages, i), at(packages, newest)) < 0)
            newest = i;
    }
    if (newest > 0) { /* the first one lives in a place of its own */
        struct bwp_package first = packages->first;

        packages->first = packages->more[newest - 1];
        packages->more[newest - 1] = first;
    }
    if (packages->count > 2)
        qsort(packages->more, packages->count - 1, sizeof *packages->more, newer_first);
    free(packages->index); /* places have changed, and nothing is added to a sorted list */
    packages->index = NULL;
    packages->index_size = 0;
}

void bwpi_packages_free(struct packages *packages)
{
    for (size_t i = 0; i < packages->count; i++)
        package_free(at(packages, i));
    free(packages->more);
    free(packages->index);
    memset(packages, 0, sizeof *packages);
}

/* ---- which ---- */

bool bwpi_package_has_tag(const bwp_package *package, const bwp_tag *tag)
{
    for (size_t i = 0; i < package->tag_count; i++) {
        if (strcmp(package->tags[i].key, tag->key) == 0)
            return strcmp(package->tags[i].value, tag->value) == 0;
    }
    return false;
}

static bool is_same(const char *wanted, const char *text)
{
    return *wanted == '\0' || strcmp(wanted, text != NULL ? text : "") == 0;
}

bool bwpi_package_passes(const bwp_package *package, const void *user)
{
    const bwp_filter *filter = user;

    if (!is_same(filter->name, package->name) || !is_same(filter->status, package->status) ||
        !is_same(filter->bound_to, package->bound_to) || !is_same(filter->resource_group, package->resource_group))
        return false;
    for (size_t i = 0; i < filter->tag_count; i++) {
        if (!bwpi_package_has_tag(package, &filter->tags[i]))
            return false;
    }
    return true;
}
