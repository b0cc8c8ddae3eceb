/* tag.c - TagResources and UntagResources, which take several packages at once: all of them, or none. */
#include "alibaba.h"

#include <string.h>

#include "packages.h"

enum { MISSING, INVALID };
static const struct refusal refusals[] = {
    [MISSING] = {400, "MissingParameter", "The input parameter is missing: "},
    [INVALID] = {400, "InvalidParameter", "The specified parameter is invalid: "},
};

enum { RESOURCES_MAX = 50 };

static const char *numbered(struct exchange *exchange, const struct entries *parameters, const char *name,
                            size_t number, const char *member)
{
    return entries_get(parameters, memory_print(&exchange->memory, "%s.%zu%s", name, number, member));
}

/* The packages of ResourceId.1 and so on, all of them there; none when refused. */
static size_t find_resources(struct exchange *exchange, const struct entries *parameters, struct package **packages)
{
    const char *id;
    size_t      count = 0;

    if (strcmp(entries_text(parameters, "ResourceType"), "BandwidthPackage") != 0) {
        (void)refuse(exchange, &refusals[INVALID], "ResourceType has to be BandwidthPackage");
        return 0;
    }
    while ((id = numbered(exchange, parameters, "ResourceId", count + 1, "")) != NULL) {
        if (count == RESOURCES_MAX) {
            (void)refuse(exchange, &refusals[INVALID], "ResourceId has more than 50 ids");
            return 0;
        }
        packages[count] = alibaba_package(exchange, id);
        if (packages[count++] == NULL)
            return 0;
    }
    if (count == 0)
        (void)refuse(exchange, &refusals[MISSING], "ResourceId.1");
    return count;
}

static bool has_room(struct exchange *exchange, const struct package *package, const struct entries *parameters)
{
    size_t      count = package->tag_count;
    const char *key;

    for (size_t i = 1; (key = numbered(exchange, parameters, "Tag", i, ".Key")) != NULL; i++)
        count += package_tag_value(package, key) == NULL;
    return count <= PACKAGE_TAGS_MAX;
}

static void tag(struct exchange *exchange, struct package *package, const struct entries *parameters)
{
    const char *key, *value;

    for (size_t i = 1; (key = numbered(exchange, parameters, "Tag", i, ".Key")) != NULL; i++) {
        value = numbered(exchange, parameters, "Tag", i, ".Value");
        (void)package_tag(package, key, value != NULL ? value : ""); /* there is room */
    }
}

void alibaba_tag(struct exchange *exchange, const struct entries *parameters)
{
    struct package *packages[RESOURCES_MAX];
    size_t          count = find_resources(exchange, parameters, packages);

    if (count == 0 || !alibaba_check_tags(exchange, parameters))
        return;
    if (entries_get(parameters, "Tag.1.Key") == NULL) {
        (void)refuse(exchange, &refusals[MISSING], "Tag.1.Key");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!has_room(exchange, packages[i], parameters)) {
            (void)refuse(exchange, &refusals[INVALID], "a bandwidth package may have 20 tags");
            return;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!alibaba_write_down(exchange, packages[i], parameters))
            return;
        tag(exchange, packages[i], parameters);
    }
    alibaba_answer_done(exchange, "TagResources");
}

static void untag(struct exchange *exchange, struct package *package, const struct entries *parameters, bool all)
{
    const char *key;

    while (all && package->tag_count > 0)
        package_untag(package, package->tags[0].key);
    for (size_t i = 1; (key = numbered(exchange, parameters, "TagKey", i, "")) != NULL; i++)
        package_untag(package, key);
}

void alibaba_untag(struct exchange *exchange, const struct entries *parameters)
{
    struct package *packages[RESOURCES_MAX];
    size_t          count = find_resources(exchange, parameters, packages);
    bool            all = strcmp(entries_text(parameters, "All"), "true") == 0;

    if (count == 0)
        return;
    if (!all && entries_get(parameters, "TagKey.1") == NULL) {
        (void)refuse(exchange, &refusals[MISSING], "TagKey.1");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!alibaba_write_down(exchange, packages[i], parameters))
            return;
        untag(exchange, packages[i], parameters, all);
    }
    alibaba_answer_done(exchange, "UntagResources");
}
