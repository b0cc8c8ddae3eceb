/* create.c - a purchase as the flat parameters of CreateCenBandwidthPackage. */
#include "alibaba/alibaba.h"

static bwp_status check(const bwp_request *request, struct fault *fault)
{
    if (bwpi_alibaba_check_texts(request->name, request->description, fault) != BWP_OK)
        return fault->status;
    return bwpi_alibaba_check_tags(request->tags, request->tag_count, fault);
}

static void add_billing(struct pairs *params, const struct terms *terms, const bwp_request *request)
{
    uint32_t period = request->period;
    bwp_unit unit = request->period_unit;

    bwpi_pairs_add(params, "BandwidthPackageChargeType", request->billing == BWP_PREPAID ? "PREPAY" : "POSTPAY");
    if (request->billing != BWP_PREPAID)
        return;
    (void)bwpi_terms_period(terms, &period, &unit); /* the terms were checked: this period is sold */
    bwpi_pairs_add(params, "PricingCycle", unit == BWP_YEAR ? "Year" : "Month");
    bwpi_pairs_add_uint(params, "Period", period);
    /* always sent: left out it means true on one page [ali-create-2018] and false on the other [ali-create-2024] */
    bwpi_pairs_add(params, "AutoPay", request->auto_pay ? "true" : "false");
    if (request->auto_renew) /* on no page, but in the newest SDK [ali-go] */
        bwpi_pairs_add(params, "AutoRenew", "true");
}

bwp_status bwpi_alibaba_create(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault)
{
    const bwp_request  *asked = &step->order->request;
    const struct terms *terms = &context->config->provider->terms;
    struct pairs       *params = &request->params;

    if (check(asked, fault) != BWP_OK)
        return fault->status;
    bwpi_alibaba_begin(context, "CreateCenBandwidthPackage", request);
    bwpi_pairs_add_uint(params, "Bandwidth", asked->bandwidth_mbps);
    bwpi_pairs_add(params, "GeographicRegionAId", bwpi_area_own(terms, asked->area_a));
    bwpi_pairs_add(params, "GeographicRegionBId", bwpi_area_own(terms, asked->area_b));
    add_billing(params, terms, asked);
    bwpi_params_add_given(params, "Name", asked->name);
    bwpi_params_add_given(params, "Description", asked->description);
    bwpi_params_add_given(params, "ResourceGroupId", asked->resource_group);
    bwpi_params_add_tags(params, "Tag", asked->tags, asked->tag_count);
    bwpi_pairs_add(params, "ClientToken", step->token);
    return bwpi_alibaba_merge(step, request, fault);
}
