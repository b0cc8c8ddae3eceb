/* look.c - one package, or a page of them. */
#include "volcengine/volcengine.h"

enum { PAGE_SIZE_MAX = 50 }; /* [vo-list] */

bwp_status bwpi_volcengine_get(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault)
{
    (void)context;
    (void)fault;
    bwpi_volcengine_begin("DescribeCenBandwidthPackageAttributes", request);
    bwpi_pairs_add(&request->params, "CenBandwidthPackageId", step->id);
    return BWP_OK;
}

/*
 * The marker is the number of the page.  Tags are not filtered there: of what has a tag no more than the first thousand
 * are told [vo-list], and nothing says that there were more.
 */
bwp_status bwpi_volcengine_list(const struct context *context, const struct step *step, struct http_request *request,
                                struct fault *fault)
{
    const struct order *order = step->order;
    struct pairs       *params = &request->params;

    (void)context;
    (void)fault;
    bwpi_volcengine_begin("DescribeCenBandwidthPackages", request);
    bwpi_pairs_add_uint(params, "PageSize", PAGE_SIZE_MAX);
    bwpi_pairs_add(params, "PageNumber", step->marker[0] != '\0' ? step->marker : "1");
    if (order->asked == ASKED_FILTER) {
        bwpi_params_add_given(params, "CenBandwidthPackageName", order->filter.name);
        bwpi_params_add_given(params, "CenId", order->filter.bound_to);
        bwpi_params_add_given(params, "ProjectName", order->filter.resource_group);
    } else {
        bwpi_params_add_given(params, "CenBandwidthPackageName", order->request.name);
    }
    return BWP_OK;
}

static uint32_t number_of(const struct json *json, const char *name)
{
    return bwpi_package_number(bwpi_json_member(json, name));
}

/* Where nothing fits the list may be null [vo-list]: that is a list only beside the word that there are none. */
void bwpi_volcengine_read_list(const struct json *result, struct reply *reply)
{
    const struct json *packages = bwpi_json_member(result, "CenBandwidthPackages");
    int64_t            total = -1;
    bool is_none = bwpi_json_is_null(packages) && bwpi_json_integer(bwpi_json_member(result, "TotalCount"), &total) &&
                   total == 0;

    if (!bwpi_json_is_array(packages) && !is_none) /* without the list the reply stays unclear */
        return;
    if (bwpi_reply_list(reply, packages, bwpi_volcengine_describe))
        bwpi_reply_page(reply, number_of(result, "PageNumber"), number_of(result, "PageSize"),
                        number_of(result, "TotalCount"));
}
