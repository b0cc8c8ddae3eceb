/* package.c - one package as DescribeCenBandwidthPackages shows it, with the oddities of that page. */
#include "alibaba.h"

#include <string.h>

#include "packages.h"

static const char *const business[] = {"Normal", "FinancialLocked", "SecurityLocked", NULL};

/* What a test says of a package's state may be a word of either kind. */
const char *alibaba_status(const struct package *package)
{
    if (*package->status != '\0' && !text_is_one_of(package->status, business))
        return package->status;
    return *package->bound_to != '\0' ? "InUse" : "Idle";
}

const char *alibaba_business_status(const struct package *package)
{
    if (text_is_one_of(package->status, business))
        return package->status;
    return package_has_expired(package) ? "FinancialLocked" : "Normal";
}

static void write_tags(struct text *text, const struct package *package)
{
    text_put(text, ",\"Tags\":{\"Tag\":[");
    for (size_t i = 0; i < package->tag_count; i++) {
        text_put(text, i > 0 ? ",{" : "{");
        text_member(text, "Key", package->tags[i].key);
        text_member(text, "Value", package->tags[i].value);
        text_put(text, "}");
    }
    text_put(text, "]}");
}

/* Spelt so; its number is a text. */
static void write_limits(struct text *text, const struct package *package, const char *span)
{
    text_put(text, ",\"OrginInterRegionBandwidthLimits\":{\"OrginInterRegionBandwidthLimit\":[");
    if (package->used_mbps > 0)
        text_print(text,
                   "{\"GeographicSpanId\":\"%s\",\"LocalRegionId\":\"cn-hangzhou\",\"OppositeRegionId\":\"cn-beijing\","
                   "\"BandwidthLimit\":\"%ld\"}",
                   span, package->used_mbps);
    text_put(text, "]}");
}

void alibaba_write_package(struct exchange *exchange, const struct package *package)
{
    char         created[TIME_SIZE], expires[TIME_SIZE] = "2999-09-08T16:00Z"; /* that is: never */
    struct text *text = &exchange->answer;
    const char  *a = package->own[AREA_A], *b = package->own[AREA_B];
    const char  *span = memory_print(&exchange->memory, "%s_%s", b, a);

    time_print_minutes(package->created, created);
    if (package->expires != 0)
        time_print_minutes(package->expires, expires);
    text_put(text, "{");
    if (exchange->mishap.effect != MISHAP_NO_ID)
        text_member(text, "CenBandwidthPackageId", package->id);
    text_member(text, "Name", package->name);
    text_member(text, "Description", package->description);
    text_print(text, ",\"Bandwidth\":%ld", package->mbps);
    text_member(text, "BandwidthPackageChargeType", package->own[CHARGE_TYPE_OF]);
    text_member(text, "Status", alibaba_status(package));
    text_member(text, "BusinessStatus", alibaba_business_status(package));
    text_member(text, "GeographicRegionAId", a); /* in lower case, unlike what was asked */
    text_member(text, "GeographicRegionBId", b);
    text_member(text, "GeographicSpanId", span);
    text_print(text, ",\"IsCrossBorder\":%s",
               (strcmp(a, "china") == 0) != (strcmp(b, "china") == 0) ? "true" : "false");
    text_member(text, "CreationTime", created);
    text_member(text, "ExpiredTime", expires);
    text_member(text, "HasReservationData", "false");
    text_member(text, "ResourceGroupId", package->own[RESOURCE_GROUP]);
    text_put(text, ",\"CenIds\":{\"CenId\":[");
    if (*package->bound_to != '\0')
        text_json(text, package->bound_to);
    text_put(text, "]}");
    write_limits(text, package, span);
    write_tags(text, package);
    text_put(text, "}");
}
