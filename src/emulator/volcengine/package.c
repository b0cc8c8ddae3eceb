/* package.c - one package as the page of one and that of many show it, each with names of its own. */
#include "volcengine.h"

#include <string.h>

#include "packages.h"

static const char *const business[] = {"Normal", "FinancialLocked", "SecurityLocked", NULL};

/* What a test says of a package's state may be a word of either kind. */
const char *volcengine_status(const struct package *package)
{
    if (*package->status != '\0' && !text_is_one_of(package->status, business))
        return package->status;
    return *package->bound_to != '\0' ? "InUse" : "Available";
}

const char *volcengine_business(const struct package *package)
{
    if (text_is_one_of(package->status, business))
        return package->status;
    return package_has_expired(package) ? "FinancialLocked" : "Normal";
}

/* In Beijing's time: "2018-04-18T15:02:37+08:00"; "" for never. */
static void write_time(struct text *text, const char *name, int64_t when)
{
    enum { EAST = 8 * 60 * 60 };
    char time[TIME_SIZE] = "";

    if (when != 0) {
        time_print(when + EAST, TIME_EXTENDED, time);
        memcpy(strchr(time, 'Z'), "+08:00", sizeof "+08:00");
    }
    text_member(text, name, time);
}

static void write_tags(struct text *text, const struct package *package)
{
    text_put(text, ",\"Tags\":[");
    for (size_t i = 0; i < package->tag_count; i++) {
        text_put(text, i > 0 ? ",{" : "{");
        text_member(text, "Key", package->tags[i].key);
        text_member(text, "Value", package->tags[i].value);
        text_put(text, "}");
    }
    text_put(text, "]");
}

void volcengine_write_package(struct exchange *exchange, const struct package *package, bool is_of_a_list)
{
    struct text *text = &exchange->answer;

    if (exchange->mishap.effect != MISHAP_NO_ID)
        text_member(text, "CenBandwidthPackageId", package->id);
    text_member(text, "CenBandwidthPackageName", package->name);
    text_member(text, "Description", package->description);
    text_member(text, "LocalGeographicRegionSetId", package->own[LOCAL_AREA]);
    text_member(text, "PeerGeographicRegionSetId", package->own[PEER_AREA]);
    text_print(text, ",\"Bandwidth\":%ld,\"RemainingBandwidth\":%ld", package->mbps,
               package->mbps - package->used_mbps);
    text_put(text, ",\"CenIds\":[");
    if (*package->bound_to != '\0')
        text_json(text, package->bound_to);
    text_put(text, "]");
    text_member(text, "Status", volcengine_status(package));
    text_member(text, is_of_a_list ? "Business" : "BusinessStatus", volcengine_business(package));
    text_print(text, ",\"BillingType\":%s", package->own[BILLING_TYPE]);
    write_time(text, "CreationTime", package->created);
    write_time(text, is_of_a_list ? "UpdatedAt" : "UpdateTime", package->updated);
    write_time(text, "ExpiredTime", package->expires);
    text_member(text, "DeletedTime", "");
    text_member(text, "AccountId", "2100000000");
    text_member(text, "LineOperator", package->own[LINE_OPERATOR]);
    text_member(text, "ProjectName", package->own[PROJECT]);
    write_tags(text, package);
}
