/* package.c - what CEN says of a bandwidth package. */
#include <string.h>

#include "volcengine/volcengine.h"

/* The texts under the one name or the other: the page of one package and that of many have each a name of their own. */
static const char *either(const struct json *json, const char *name, const char *other)
{
    const char *text = bwpi_json_member_text(json, name);

    return text != NULL ? text : bwpi_json_member_text(json, other);
}

/* A status says whether it is bound or being worked on, and a business status whether it is locked [vo-describe]. */
static bwp_state read_state(const char *status, const char *business)
{
    static const struct {
        const char *status;
        bwp_state   state;
    } states[] = {{"Creating", BWP_STATE_PENDING},
                  {"Pending", BWP_STATE_PENDING},
                  {"Available", BWP_STATE_READY},
                  {"InUse", BWP_STATE_READY}};

    if (business != NULL && *business != '\0' && strcmp(business, "Normal") != 0)
        return BWP_STATE_STOPPED;
    for (size_t i = 0; status != NULL && i < sizeof states / sizeof states[0]; i++) {
        if (strcmp(states[i].status, status) == 0)
            return states[i].state;
    }
    return BWP_STATE_OTHER;
}

static bwp_billing read_billing(uint32_t type)
{
    return type == 1 ? BWP_PREPAID : type == 4 ? BWP_POSTPAID_95 : 0;
}

void bwpi_volcengine_describe(const struct json *json, struct description *description)
{
    const struct terms *terms = &bwpi_volcengine.terms;
    const char         *local = bwpi_json_text_or_empty(bwpi_json_member(json, "LocalGeographicRegionSetId"));
    const char         *peer = bwpi_json_text_or_empty(bwpi_json_member(json, "PeerGeographicRegionSetId"));

    *description = (struct description){
        .id = bwpi_json_member_text(json, "CenBandwidthPackageId"),
        .name = bwpi_json_member_text(json, "CenBandwidthPackageName"),
        .description = bwpi_json_member_text(json, "Description"),
        .status = bwpi_json_member_text(json, "Status"),
        .area_a = bwpi_area_neutral(terms, local),
        .area_b = bwpi_area_neutral(terms, peer),
        .bound_to = bwpi_json_text(bwpi_json_first(bwpi_json_member(json, "CenIds"))),
        .resource_group = bwpi_json_member_text(json, "ProjectName"),
        .created_at = bwpi_json_member_text(json, "CreationTime"),
        .updated_at = either(json, "UpdateTime", "UpdatedAt"),
        .expires_at = bwpi_json_member_text(json, "ExpiredTime"),
        .json = json,
        .tags = bwpi_json_member(json, "Tags"),
        .tag_key = "Key",
        .tag_value = "Value",
        .bandwidth_mbps = bwpi_package_number(bwpi_json_member(json, "Bandwidth")),
        .billing = read_billing(bwpi_package_number(bwpi_json_member(json, "BillingType"))),
    };
    /* CenIds may be missing of what is in use */
    description->is_bound = description->bound_to != NULL ||
                            (description->status != NULL && strcmp(description->status, "InUse") == 0);
    description->state = read_state(description->status, either(json, "BusinessStatus", "Business"));
}
