/* look.c - one package, or a page of them: one action for both, told apart by its filters. */
#include <stdio.h>
#include <string.h>

#include "alibaba/alibaba.h"

enum { PAGE_SIZE_MAX = 50 }; /* [ali-describe] */

static void add_filter(struct pairs *params, unsigned *count, const char *key, const char *value)
{
    char name[32];

    if (*value == '\0')
        return;
    ++*count;
    (void)snprintf(name, sizeof name, "Filter.%u.Key", *count);
    bwpi_pairs_add(params, name, key);
    (void)snprintf(name, sizeof name, "Filter.%u.Value.1", *count);
    bwpi_pairs_add(params, name, value);
}

bwp_status bwpi_alibaba_get(const struct context *context, const struct step *step, struct http_request *request,
                            struct fault *fault)
{
    unsigned count = 0;

    (void)fault;
    bwpi_alibaba_begin(context, "DescribeCenBandwidthPackages", request);
    add_filter(&request->params, &count, "CenBandwidthPackageId", step->id);
    return BWP_OK;
}

/* The marker is the number of the page. */
bwp_status bwpi_alibaba_list(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault)
{
    const struct order *order = step->order;
    struct pairs       *params = &request->params;
    unsigned            count = 0;

    (void)fault;
    bwpi_alibaba_begin(context, "DescribeCenBandwidthPackages", request);
    bwpi_pairs_add_uint(params, "PageSize", PAGE_SIZE_MAX);
    bwpi_pairs_add(params, "PageNumber", step->marker[0] != '\0' ? step->marker : "1");
    if (order->asked == ASKED_FILTER) {
        add_filter(params, &count, "Name", order->filter.name);
        add_filter(params, &count, "Status", order->filter.status);
        add_filter(params, &count, "CenId", order->filter.bound_to);
        bwpi_params_add_given(params, "ResourceGroupId", order->filter.resource_group);
        bwpi_params_add_tags(params, "Tag", order->filter.tags, order->filter.tag_count);
    } else {
        add_filter(params, &count, "Name", order->request.name);
    }
    return BWP_OK;
}

static uint32_t number_of(const struct json *json, const char *name)
{
    return bwpi_package_number(bwpi_json_member(json, name));
}

/* Nothing in the list is "not found" where one package was asked for [ali-terraform]. */
static void judge_get(const char *id, struct reply *reply)
{
    if (reply->packages.count == 0)
        bwpi_reply_absent(reply);
    else
        bwpi_reply_expect(reply, id);
}

void bwpi_alibaba_read_list(const struct step *step, const struct json *json, struct reply *reply)
{
    const struct json *packages = bwpi_json_member(bwpi_json_member(json, "CenBandwidthPackages"),
                                                   "CenBandwidthPackage");

    if (!bwpi_json_is_array(packages)) /* without the list the reply stays unclear */
        return;
    if (!bwpi_reply_list(reply, packages, bwpi_alibaba_describe))
        return;
    if (step->verb == VERB_GET)
        judge_get(step->id, reply);
    else
        bwpi_reply_page(reply, number_of(json, "PageNumber"), number_of(json, "PageSize"),
                        number_of(json, "TotalCount"));
}
