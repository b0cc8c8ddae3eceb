/* look.c - one package, or a page of them. */
#include "huawei/huawei.h"
#include "model/params.h"

enum { PAGE_SIZE_MAX = 500 }; /* of 2000: an answer has to fit in what is taken for a body */

bwp_status bwpi_huawei_get(const struct context *context, const struct step *step, struct http_request *request,
                           struct fault *fault)
{
    return bwpi_huawei_aim(context, "GET", step->id, "", request, fault);
}

/* A marker is heeded only beside a limit, and both must not change with the filters while paging [hw-list]. */
bwp_status bwpi_huawei_list(const struct context *context, const struct step *step, struct http_request *request,
                            struct fault *fault)
{
    const struct order *order = step->order;
    struct pairs       *params = &request->params;

    if (bwpi_huawei_aim(context, "GET", "", "", request, fault) != BWP_OK)
        return fault->status;
    bwpi_pairs_add_uint(params, "limit", PAGE_SIZE_MAX);
    bwpi_params_add_given(params, "marker", step->marker);
    if (order->asked == ASKED_FILTER) {
        bwpi_params_add_given(params, "name", order->filter.name);
        bwpi_params_add_given(params, "status", order->filter.status);
        bwpi_params_add_given(params, "resource_id", order->filter.bound_to);
        bwpi_params_add_given(params, "enterprise_project_id", order->filter.resource_group);
    } else {
        bwpi_params_add_given(params, "name", order->request.name);
    }
    return BWP_OK;
}

void bwpi_huawei_read_list(const struct json *json, struct reply *reply)
{
    const struct json *packages = bwpi_json_member(json, "bandwidth_packages");

    if (!bwpi_json_is_array(packages)) /* without the list the reply stays unclear */
        return;
    if (!bwpi_reply_list(reply, packages, bwpi_huawei_describe))
        return;
    if (reply->packages.count >= PAGE_SIZE_MAX && !bwpi_json_is_object(bwpi_json_member(json, "page_info")))
        bwpi_reply_unclear(reply, BWP_ERR_RESPONSE); /* a full page that does not say whether it is the last */
    else
        bwpi_reply_goes_on(reply, bwpi_json_member_text(bwpi_json_member(json, "page_info"), "next_marker"));
}
