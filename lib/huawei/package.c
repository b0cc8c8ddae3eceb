/* package.c - what Cloud Connect says of a bandwidth package. */
#include <string.h>

#include "huawei/huawei.h"

/* Documented as a number, answered as the string "3" in the vendor's own example: both are read. */
static bwp_billing read_billing(const struct json *mode)
{
    static const bwp_billing billings[] = {
        0, BWP_PREPAID, BWP_PREPAID, BWP_POSTPAID, BWP_POSTPAID, BWP_POSTPAID_95, BWP_POSTPAID_95};
    const char *text = bwpi_json_text(mode);
    int64_t     number = 0;

    if (text != NULL)
        number = strlen(text) == 1 ? text[0] - '0' : 0;
    else if (!bwpi_json_integer(mode, &number))
        number = 0;
    /* 7 and 8, by the 95th percentile of a day, come in answers only and have no word here. */
    return number >= 1 && number < (int64_t)(sizeof billings / sizeof billings[0]) ? billings[number] : 0;
}

static bwp_state read_state(const char *status)
{
    /* ACTIVE is the only status that is documented [hw-create-2025]. */
    return status != NULL && strcmp(status, "ACTIVE") == 0 ? BWP_STATE_READY : BWP_STATE_OTHER;
}

void bwpi_huawei_describe(const struct json *json, struct description *description)
{
    const struct terms *terms = &bwpi_huawei.terms;

    *description = (struct description){
        .id = bwpi_json_member_text(json, "id"),
        .name = bwpi_json_member_text(json, "name"),
        .description = bwpi_json_member_text(json, "description"),
        .status = bwpi_json_member_text(json, "status"),
        .area_a = bwpi_area_neutral(terms, bwpi_json_text_or_empty(bwpi_json_member(json, "local_area_id"))),
        .area_b = bwpi_area_neutral(terms, bwpi_json_text_or_empty(bwpi_json_member(json, "remote_area_id"))),
        .order_id = bwpi_json_member_text(json, "order_id"),
        .bound_to = bwpi_json_member_text(json, "resource_id"),
        .resource_group = bwpi_json_member_text(json, "enterprise_project_id"),
        .created_at = bwpi_json_member_text(json, "created_at"),
        .updated_at = bwpi_json_member_text(json, "updated_at"),
        .json = json,
        .tags = bwpi_json_member(json, "tags"),
        .tag_key = "key",
        .tag_value = "value",
        .bandwidth_mbps = bwpi_package_number(bwpi_json_member(json, "bandwidth")),
        .billing = read_billing(bwpi_json_member(json, "billing_mode")),
    };
    description->state = read_state(description->status);
}
