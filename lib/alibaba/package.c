/* package.c - what CEN says of a bandwidth package. */
#include <string.h>

#include "alibaba/alibaba.h"
#include "base/ascii.h"

/* A status says whether it is bound, and a business status whether it is paid for [ali-describe]. */
static bwp_state read_state(const char *status, const char *business)
{
    if (business != NULL && *business != '\0' && strcmp(business, "Normal") != 0)
        return BWP_STATE_STOPPED;
    return status != NULL && (strcmp(status, "Idle") == 0 || strcmp(status, "InUse") == 0) ? BWP_STATE_READY
                                                                                           : BWP_STATE_OTHER;
}

static bwp_billing read_billing(const char *type)
{
    if (type != NULL && bwpi_ascii_equal(type, "PREPAY"))
        return BWP_PREPAID;
    return type != NULL && bwpi_ascii_equal(type, "POSTPAY") ? BWP_POSTPAID : 0;
}

void bwpi_alibaba_describe(const struct json *json, struct description *description)
{
    const struct terms *terms = &bwpi_alibaba.terms;
    const struct json  *bound = bwpi_json_member(bwpi_json_member(json, "CenIds"), "CenId");

    *description = (struct description){
        .id = bwpi_json_member_text(json, "CenBandwidthPackageId"),
        .name = bwpi_json_member_text(json, "Name"),
        .description = bwpi_json_member_text(json, "Description"),
        .status = bwpi_json_member_text(json, "Status"),
        .area_a = bwpi_area_neutral(terms, bwpi_json_text_or_empty(bwpi_json_member(json, "GeographicRegionAId"))),
        .area_b = bwpi_area_neutral(terms, bwpi_json_text_or_empty(bwpi_json_member(json, "GeographicRegionBId"))),
        .order_id = bwpi_json_member_text(json, "CenBandwidthPackageOrderId"),
        .bound_to = bwpi_json_text(bwpi_json_first(bound)),
        .resource_group = bwpi_json_member_text(json, "ResourceGroupId"),
        .created_at = bwpi_json_member_text(json, "CreationTime"),
        .expires_at = bwpi_json_member_text(json, "ExpiredTime"),
        .json = json,
        .tags = bwpi_json_member(bwpi_json_member(json, "Tags"), "Tag"),
        .tag_key = "Key",
        .tag_value = "Value",
        .bandwidth_mbps = bwpi_package_number(bwpi_json_member(json, "Bandwidth")),
        .billing = read_billing(bwpi_json_member_text(json, "BandwidthPackageChargeType")),
    };
    /* CenIds may be missing of what is in use */
    description->is_bound = description->status != NULL && strcmp(description->status, "InUse") == 0;
    description->state = read_state(description->status, bwpi_json_member_text(json, "BusinessStatus"));
}
