/* create.c - a purchase as the parameters of CreateCenBandwidthPackage. */
#include "volcengine/volcengine.h"

static void add_billing(struct pairs *params, const struct terms *terms, const bwp_request *request)
{
    uint32_t period = request->period;
    bwp_unit unit = request->period_unit;

    bwpi_pairs_add(params, "BillingType", request->billing == BWP_PREPAID ? "1" : "4");
    if (request->billing != BWP_PREPAID)
        return;
    (void)bwpi_terms_period(terms, &period, &unit); /* the terms were checked: this period is sold */
    bwpi_pairs_add(params, "PeriodUnit", unit == BWP_YEAR ? "Year" : "Month");
    bwpi_pairs_add_uint(params, "Period", period);
}

/*
 * Whatever has a default is sent: a bandwidth, a way of billing or a period that is left out is no error there, but
 * buys 2 Mbit/s, prepaid, for a month, in the project "default" [vo-create].
 */
bwp_status bwpi_volcengine_create(const struct context *context, const struct step *step, struct http_request *request,
                                  struct fault *fault)
{
    const bwp_request  *asked = &step->order->request;
    const struct terms *terms = &context->config->provider->terms;
    struct pairs       *params = &request->params;

    bwpi_volcengine_begin("CreateCenBandwidthPackage", request);
    bwpi_pairs_add(params, "LocalGeographicRegionSetId", bwpi_area_own(terms, asked->area_a));
    bwpi_pairs_add(params, "PeerGeographicRegionSetId", bwpi_area_own(terms, asked->area_b));
    bwpi_pairs_add_uint(params, "Bandwidth", asked->bandwidth_mbps);
    add_billing(params, terms, asked);
    bwpi_params_add_given(params, "CenBandwidthPackageName", asked->name);
    bwpi_params_add_given(params, "Description", asked->description);
    bwpi_params_add_given(params, "CenId", asked->bind_to); /* binds it as it is created */
    bwpi_pairs_add(params, "ProjectName", *asked->resource_group != '\0' ? asked->resource_group : "default");
    bwpi_params_add_tags(params, "Tags", asked->tags, asked->tag_count);
    bwpi_pairs_add(params, "ClientToken", step->token);
    return bwpi_volcengine_merge(step, request, fault);
}
