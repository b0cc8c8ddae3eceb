/* package.c - what CSN says of a bandwidth package: not the two areas, but what they are to each other. */
#include <string.h>

#include "baidu/baidu.h"
#include "base/ascii.h"

/* Of a text under the one name or the other: models of the vendor differ, and some read nothing for it [bd-java].
 */
static const char *either(const struct json *json, const char *name, const char *other)
{
    const char *text = bwpi_json_member_text(json, name);

    return text != NULL ? text : bwpi_json_member_text(json, other);
}

/* What connects China with Asia-Pacific is "crossregional"; whichever of the two is which, nobody is told. */
static void read_areas(const char *region, struct description *description)
{
    static const struct {
        const char *region, *area_a, *area_b;
    } regions[] = {{"chinesemainland", "china", "china"},
                   {"china", "china", "china"},
                   {"asiapacific", "asia-pacific", "asia-pacific"},
                   {"crossregional", "china", "asia-pacific"}};

    for (size_t i = 0; region != NULL && i < sizeof regions / sizeof regions[0]; i++) {
        if (bwpi_ascii_equal(regions[i].region, region)) {
            description->area_a = regions[i].area_a;
            description->area_b = regions[i].area_b;
        }
    }
}

static bwp_state read_state(const char *status)
{
    if (status != NULL && strcmp(status, "available") == 0)
        return BWP_STATE_READY;
    return status != NULL && strcmp(status, "stopped") == 0 ? BWP_STATE_STOPPED : BWP_STATE_OTHER;
}

/*
 * A postpaid package that ends at an edge is billed by the 95th percentile, and only such a one [bd-create-2025]. Where
 * the ends are not told, neither is the billing.
 */
static bwp_billing read_billing(const char *timing, const char *type)
{
    if (timing != NULL && bwpi_ascii_equal(timing, "Prepaid"))
        return BWP_PREPAID;
    if (timing == NULL || !bwpi_ascii_equal(timing, "Postpaid"))
        return 0;
    if (type == NULL || strcmp(type, "center") == 0)
        return type != NULL ? BWP_POSTPAID : 0;
    return strcmp(type, "center-edge") == 0 || strcmp(type, "edge-edge") == 0 ? BWP_POSTPAID_95 : 0;
}

void bwpi_baidu_describe(const struct json *json, struct description *description)
{
    *description = (struct description){
        .id = bwpi_json_member_text(json, "csnBpId"),
        .name = bwpi_json_member_text(json, "name"),
        .status = bwpi_json_member_text(json, "status"),
        .bound_to = bwpi_json_member_text(json, "csnId"),
        .created_at = either(json, "createdTime", "createTime"),
        .expires_at = either(json, "expireTime", "expiredTime"),
        .json = json,
        .tags = bwpi_json_member(json, "tags"),
        .tag_key = "tagKey",
        .tag_value = "tagValue",
        .bandwidth_mbps = bwpi_package_number(bwpi_json_member(json, "bandwidth")),
        .billing = read_billing(bwpi_json_member_text(json, "paymentTiming"),
                                bwpi_json_member_text(json, "interworkType")),
    };
    description->state = read_state(description->status);
    read_areas(bwpi_json_member_text(json, "interworkRegion"), description);
}
