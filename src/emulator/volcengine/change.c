/* change.c - the operations on a package that was sold; each answers with nothing but the metadata. */
#include "volcengine.h"

#include <string.h>

#include "ledger.h"
#include "packages.h"

enum { MISSING, NO_RESOURCE, STATUS, IN_USE, NOT_IN_USE, TOO_LITTLE, PREPAID, TOO_MANY };
static const struct refusal refusals[] = {
    [MISSING] = {400, "MissingParameter", "The request is missing parameter "},
    [NO_RESOURCE] = {404, "InvalidResource.NotFound", "The specified resource does not exist."},
    [STATUS] = {400, "InvalidCenBandwidthPackage.InvalidStatus",
                "The status of the CEN bandwidth package does not allow this operation."},
    [IN_USE] = {400, "InvalidCenBandwidthPackage.InUse", "Bandwidth of the CEN bandwidth package is allocated."},
    [NOT_IN_USE] = {404, "InvalidCenBandwidthPackage.NotInUse",
                    "The CEN bandwidth package is not associated with this CEN instance."},
    [TOO_LITTLE] = {400, "InvalidCenBandwidthPackage.BandwidthNotEnough",
                    "The bandwidth is less than what is allocated."},
    [PREPAID] = {400, "UnsupportedOperation.PrepaidInstance", "An unexpired subscription cannot be deleted."},
    [TOO_MANY] = {400, "LimitExceeded.Tags", "There may be 20 tags."},
};

const struct refusal volcengine_no_package = {404, "InvalidCenBandwidthPackage.NotFound",
                                              "The specified CEN bandwidth package does not exist."};

/* NULL when refused. */
static const char *needed(struct exchange *exchange, const struct entries *parameters, const char *name)
{
    const char *value = entries_text(parameters, name);

    if (*value != '\0')
        return value;
    (void)refuse(exchange, &refusals[MISSING], "%s", name);
    return NULL;
}

static struct package *find(const struct exchange *exchange, const char *id)
{
    struct package *package = package_find(id);

    return package != NULL && package->cloud == exchange->cloud && package_is_there(package) ? package : NULL;
}

struct package *volcengine_package(struct exchange *exchange, const struct entries *parameters)
{
    const char     *id = needed(exchange, parameters, "CenBandwidthPackageId");
    struct package *package = id != NULL ? find(exchange, id) : NULL;

    if (id != NULL && package == NULL)
        (void)refuse(exchange, &volcengine_no_package, "%s", "");
    return package;
}

bool volcengine_write_down(struct exchange *exchange, struct package *package, const struct entries *parameters)
{
    if (!ledger_change(exchange, package->id, entries_json(&exchange->memory, parameters)))
        return refuse(exchange, &exchange->cloud->internal, "%s", "");
    package->updated = clock_now();
    return true;
}

static bool is_free_to_change(const struct package *package)
{
    static const char *const states[] = {"Available", "InUse", NULL};

    return text_is_one_of(volcengine_status(package), states) && strcmp(volcengine_business(package), "Normal") == 0;
}

static bool may_resize(struct exchange *exchange, const struct package *package, long mbps)
{
    if (!is_free_to_change(package))
        return refuse(exchange, &refusals[STATUS], "%s", "");
    return mbps >= package->used_mbps || refuse(exchange, &refusals[TOO_LITTLE], "%s", "");
}

/* What is absent stays. */
void volcengine_modify(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = volcengine_package(exchange, parameters);
    const char     *name = entries_get(parameters, "CenBandwidthPackageName");
    const char     *description = entries_get(parameters, "Description");
    bool            resizes = entries_get(parameters, "Bandwidth") != NULL;
    long            mbps;

    if (package == NULL || !volcengine_check_name(exchange, parameters) ||
        !volcengine_check_description(exchange, parameters) ||
        !volcengine_check_bandwidth(exchange, parameters, &mbps) || (resizes && !may_resize(exchange, package, mbps)) ||
        !volcengine_write_down(exchange, package, parameters))
        return;
    if (name != NULL)
        package_rename(package, name);
    if (description != NULL)
        package_set(&package->description, description);
    if (resizes)
        package->mbps = mbps;
    volcengine_answer_done(exchange);
}

void volcengine_bind(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = volcengine_package(exchange, parameters);
    const char     *cen = package != NULL ? needed(exchange, parameters, "CenId") : NULL;

    if (cen == NULL)
        return;
    if (!is_free_to_change(package) || *package->bound_to != '\0') {
        (void)refuse(exchange, &refusals[STATUS], "%s", "");
    } else if (volcengine_write_down(exchange, package, parameters)) {
        package_set(&package->bound_to, cen);
        volcengine_answer_done(exchange);
    }
}

void volcengine_unbind(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = volcengine_package(exchange, parameters);
    const char     *cen = package != NULL ? needed(exchange, parameters, "CenId") : NULL;

    if (cen == NULL)
        return;
    if (strcmp(package->bound_to, cen) != 0) {
        (void)refuse(exchange, &refusals[NOT_IN_USE], "%s", "");
    } else if (package->used_mbps > 0) {
        (void)refuse(exchange, &refusals[IN_USE], "%s", "");
    } else if (volcengine_write_down(exchange, package, parameters)) {
        package_set(&package->bound_to, "");
        volcengine_answer_done(exchange);
    }
}

void volcengine_delete(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = volcengine_package(exchange, parameters);

    if (package == NULL)
        return;
    if (package->prepaid && !package_has_expired(package)) {
        (void)refuse(exchange, &refusals[PREPAID], "%s", "");
    } else if (*package->bound_to != '\0') {
        (void)refuse(exchange, &refusals[IN_USE], "%s", "");
    } else if (volcengine_write_down(exchange, package, parameters)) {
        package_remove(package);
        volcengine_answer_done(exchange);
    }
}

/* The packages of ResourceIds.1 and so on, all of them there; none when refused. */
static size_t find_resources(struct exchange *exchange, const struct entries *parameters,
                             struct package *packages[RESOURCES_MAX])
{
    const char *id;
    size_t      count = 0;

    if (strcmp(entries_text(parameters, "ResourceType"), "cenbandwidthpackage") != 0) {
        (void)volcengine_malformed(exchange, "ResourceType", "has to be cenbandwidthpackage");
        return 0;
    }
    while ((id = volcengine_numbered(exchange, parameters, "ResourceIds", count + 1, "")) != NULL) {
        packages[count % RESOURCES_MAX] = find(exchange, id);
        if (packages[count++ % RESOURCES_MAX] == NULL || count > RESOURCES_MAX) {
            (void)refuse(exchange, &refusals[NO_RESOURCE], "%s", "");
            return 0;
        }
    }
    if (count == 0)
        (void)refuse(exchange, &refusals[MISSING], "ResourceIds.1");
    return count;
}

static bool has_room(struct exchange *exchange, const struct package *package, const struct entries *parameters,
                     size_t tag_count)
{
    size_t count = package->tag_count;

    for (size_t i = 1; i <= tag_count; i++)
        count += package_tag_value(package, volcengine_numbered(exchange, parameters, "Tags", i, ".Key")) == NULL;
    return count <= PACKAGE_TAGS_MAX || refuse(exchange, &refusals[TOO_MANY], "%s", "");
}

void volcengine_tag(struct exchange *exchange, const struct entries *parameters)
{
    struct package *packages[RESOURCES_MAX];
    size_t          count = find_resources(exchange, parameters, packages), tag_count;

    if (count == 0 || !volcengine_check_tags(exchange, parameters, &tag_count))
        return;
    if (tag_count == 0) {
        (void)refuse(exchange, &refusals[MISSING], "Tags.1.Key");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!has_room(exchange, packages[i], parameters, tag_count))
            return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!volcengine_write_down(exchange, packages[i], parameters))
            return;
        for (size_t j = 1; j <= tag_count; j++) {
            const char *value = volcengine_numbered(exchange, parameters, "Tags", j, ".Value");

            (void)package_tag(packages[i], volcengine_numbered(exchange, parameters, "Tags", j, ".Key"),
                              value != NULL ? value : ""); /* there is room */
        }
    }
    volcengine_answer_done(exchange);
}

void volcengine_untag(struct exchange *exchange, const struct entries *parameters)
{
    struct package *packages[RESOURCES_MAX];
    size_t          count = find_resources(exchange, parameters, packages);
    const char     *key;

    if (count == 0)
        return;
    if (volcengine_numbered(exchange, parameters, "TagKeys", 1, "") == NULL) {
        (void)refuse(exchange, &refusals[MISSING], "TagKeys.1");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!volcengine_write_down(exchange, packages[i], parameters))
            return;
        for (size_t j = 1; (key = volcengine_numbered(exchange, parameters, "TagKeys", j, "")) != NULL; j++)
            package_untag(packages[i], key);
    }
    volcengine_answer_done(exchange);
}
