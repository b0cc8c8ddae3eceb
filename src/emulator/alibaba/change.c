/* change.c - the operations on a package that was sold; each answers with its request id alone. */
#include "alibaba.h"

#include <string.h>

#include "ledger.h"
#include "packages.h"

enum {
    MISSING,
    INVALID,
    NO_PACKAGE,
    NOT_CHANGED,
    ORDER_NOT_CHANGED,
    BUSY,
    ALREADY_ASSOCIATED,
    LIMITS_NOT_ZERO,
    INSTANCE_STATUS,
    BUSINESS_STATUS,
    NOT_RELEASABLE
};
static const struct refusal refusals[] = {
    [MISSING] = {400, "MissingParameter", "The input parameter is missing: "},
    [INVALID] = {400, "InvalidParameter", "The specified parameter is invalid: "},
    [NO_PACKAGE] = {404, "ParameterBwpInstanceId", "The specified CenBandwidthPackageId does not exist."},
    [NOT_CHANGED] = {400, "Operation.Failed", "Spec of the bandwidth package is not changed."},
    [ORDER_NOT_CHANGED] = {400, "OperationFailed.UpDownRadeConfigNoChange", "The configuration is not changed."},
    [BUSY] = {400, "InvalidStatus.Resource", "The status of the bandwidth package does not allow this operation."},
    [ALREADY_ASSOCIATED] = {409, "InvalidOperation.BwpForGeoSpanAlreadyAssociated",
                            "A bandwidth package of this geographic span is associated already."},
    [LIMITS_NOT_ZERO] = {409, "InvalidOperation.CenBandwidthLimitsNotZero",
                         "The bandwidth limits of the bandwidth package are not zero."},
    [INSTANCE_STATUS] = {403, "InvalidOperation.BwpInstanceStatus",
                         "The status of the bandwidth package does not allow this operation."},
    [BUSINESS_STATUS] = {409, "InvalidOperation.BwpBusinessStatus",
                         "The business status of the bandwidth package does not allow this operation."},
    [NOT_RELEASABLE] = {403, "Forbidden.Release",
                        "Forbidden to release a PREPAY bandwidth instance within validity period."},
};

static const char *const states[] = {"Idle", "InUse", NULL};

/* NULL when refused. */
static const char *needed(struct exchange *exchange, const struct entries *parameters, const char *name)
{
    const char *value = entries_text(parameters, name);

    if (*value != '\0')
        return value;
    (void)refuse(exchange, &refusals[MISSING], "%s", name);
    return NULL;
}

struct package *alibaba_package(struct exchange *exchange, const char *id)
{
    struct package *package = package_find(id);

    if (package == NULL || package->cloud != exchange->cloud || !package_is_there(package)) {
        (void)refuse(exchange, &refusals[NO_PACKAGE], "%s", "");
        return NULL;
    }
    return package;
}

static struct package *needed_package(struct exchange *exchange, const struct entries *parameters)
{
    const char *id = needed(exchange, parameters, "CenBandwidthPackageId");

    return id != NULL ? alibaba_package(exchange, id) : NULL;
}

bool alibaba_write_down(struct exchange *exchange, struct package *package, const struct entries *parameters)
{
    if (!ledger_change(exchange, package->id, entries_json(&exchange->memory, parameters)))
        return refuse(exchange, &exchange->cloud->internal, "%s", "");
    package->updated = clock_now();
    return true;
}

/* What is absent stays; what is empty is cleared. */
void alibaba_modify(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = needed_package(exchange, parameters);
    const char     *name = entries_get(parameters, "Name"), *description = entries_get(parameters, "Description");

    if (package == NULL || !alibaba_check_text(exchange, parameters, "Name", 128) ||
        !alibaba_check_text(exchange, parameters, "Description", 256) ||
        !alibaba_write_down(exchange, package, parameters))
        return;
    if (name != NULL)
        package_rename(package, name);
    if (description != NULL)
        package_set(&package->description, description);
    alibaba_answer_done(exchange, "ModifyCenBandwidthPackageAttribute");
}

void alibaba_resize(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = needed_package(exchange, parameters);
    const char     *bandwidth = package != NULL ? needed(exchange, parameters, "Bandwidth") : NULL;
    long            mbps;

    if (bandwidth == NULL)
        return;
    if (!text_whole(bandwidth, 2, 10000, &mbps)) {
        (void)refuse(exchange, &refusals[INVALID], "Bandwidth is %s; it has to be an integer from 2 to 10000",
                     bandwidth);
    } else if (strcmp(alibaba_business_status(package), "Normal") != 0 ||
               !text_is_one_of(alibaba_status(package), states)) {
        (void)refuse(exchange, &refusals[BUSY], "%s", "");
    } else if (mbps == package->mbps) {
        (void)refuse(exchange, &refusals[package->prepaid ? ORDER_NOT_CHANGED : NOT_CHANGED], "%s", "");
    } else if (mbps < package->used_mbps) {
        (void)refuse(exchange, &refusals[INVALID], "Bandwidth is %ld, less than its region limits, which are %ld", mbps,
                     package->used_mbps);
    } else if (alibaba_write_down(exchange, package, parameters)) {
        package->mbps = mbps;
        alibaba_answer_done(exchange, "ModifyCenBandwidthPackageSpec");
    }
}

/* Several packages may be bound to one CEN instance, but one only for each pair of areas. */
static bool span_is_taken(const struct package *package, const char *cen)
{
    for (const struct package *other = packages_first(package->cloud); other != NULL; other = package_next(other)) {
        if (strcmp(other->bound_to, cen) == 0 && strcmp(other->own[AREA_A], package->own[AREA_A]) == 0 &&
            strcmp(other->own[AREA_B], package->own[AREA_B]) == 0)
            return true;
    }
    return false;
}

void alibaba_bind(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = needed_package(exchange, parameters);
    const char     *cen = package != NULL ? needed(exchange, parameters, "CenId") : NULL;

    if (cen == NULL)
        return;
    if (span_is_taken(package, cen)) { /* by this package, too */
        (void)refuse(exchange, &refusals[ALREADY_ASSOCIATED], "%s", "");
    } else if (strcmp(alibaba_business_status(package), "Normal") != 0) {
        (void)refuse(exchange, &refusals[BUSINESS_STATUS], "%s", "");
    } else if (strcmp(alibaba_status(package), "Idle") != 0) {
        (void)refuse(exchange, &refusals[INSTANCE_STATUS], "%s", "");
    } else if (alibaba_write_down(exchange, package, parameters)) {
        package_set(&package->bound_to, cen);
        alibaba_answer_done(exchange, "AssociateCenBandwidthPackage");
    }
}

void alibaba_unbind(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = needed_package(exchange, parameters);
    const char     *cen = package != NULL ? needed(exchange, parameters, "CenId") : NULL;

    if (cen == NULL)
        return;
    if (!text_is_one_of(alibaba_status(package), states) || strcmp(package->bound_to, cen) != 0) {
        (void)refuse(exchange, &refusals[INSTANCE_STATUS], "%s", "");
    } else if (package->used_mbps > 0) {
        (void)refuse(exchange, &refusals[LIMITS_NOT_ZERO], "%s", "");
    } else if (alibaba_write_down(exchange, package, parameters)) {
        package_set(&package->bound_to, "");
        alibaba_answer_done(exchange, "UnassociateCenBandwidthPackage");
    }
}

void alibaba_delete(struct exchange *exchange, const struct entries *parameters)
{
    struct package *package = needed_package(exchange, parameters);

    if (package == NULL)
        return;
    if (package->prepaid && !package_has_expired(package)) {
        (void)refuse(exchange, &refusals[NOT_RELEASABLE], "%s", "");
    } else if (strcmp(alibaba_status(package), "Idle") != 0) {
        (void)refuse(exchange, &refusals[INSTANCE_STATUS], "%s", "");
    } else if (alibaba_write_down(exchange, package, parameters)) {
        package_remove(package);
        alibaba_answer_done(exchange, "DeleteCenBandwidthPackage");
    }
}
