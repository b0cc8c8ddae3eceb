/* create.c - a purchase as the JSON of Cloud Smart Network v1. */
#include <string.h>

#include "baidu/baidu.h"

/*
 * Packages that end at an edge are billed by the 95th percentile, and no others are [bd-create-2025].  Where a package
 * ends has no field in bwp_request, so interworkType is read from provider_options.
 */
static bwp_status check(const struct order *order, struct fault *fault)
{
    const bwp_request *request = &order->request;
    const char        *type = bwpi_json_text_or_empty(bwpi_json_member(order->options, "interworkType"));
    bool               is_edge = strcmp(type, "center-edge") == 0 || strcmp(type, "edge-edge") == 0;

    if (request->billing == BWP_POSTPAID && is_edge)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "billing",
                          "billing is postpaid, but with interworkType %s it is by the 95th percentile "
                          "(Baidu's create page, 2025-11-11); say postpaid_95",
                          type);
    if (request->billing == BWP_POSTPAID_95 && !is_edge)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "billing",
                          "billing is postpaid_95, which needs interworkType center-edge or edge-edge "
                          "(Baidu's create page, 2025-11-11); set it in provider_options");
    return BWP_OK;
}

static void put_billing(struct json_writer *json, const struct terms *terms, const bwp_request *request)
{
    uint32_t period = request->period;
    bwp_unit unit = request->period_unit;

    bwpi_json_open(json, "billing", '{');
    bwpi_json_put_text(json, "paymentTiming", request->billing == BWP_PREPAID ? "Prepaid" : "Postpaid");
    if (request->billing == BWP_PREPAID) {
        (void)bwpi_terms_period(terms, &period, &unit); /* the terms were checked: it is sold; a year is 12 months */
        bwpi_json_open(json, "reservation", '{');
        bwpi_json_put_uint(json, "reservationLength", period);
        bwpi_json_put_text(json, "reservationTimeUnit", "month");
        bwpi_json_close(json, '}');
    }
    bwpi_json_close(json, '}');
}

bwp_status bwpi_baidu_create(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault)
{
    const bwp_request  *asked = &step->order->request;
    const struct terms *terms = &context->config->provider->terms;
    struct json_writer  json = {&request->body, false};

    if (check(step->order, fault) != BWP_OK)
        return fault->status;
    request->method = "POST";
    bwpi_buf_add_text(&request->path, "/v1/csn/bp");
    bwpi_pairs_add(&request->params, "clientToken", step->token);
    bwpi_pairs_add(&request->headers, "Content-Type", "application/json; charset=utf-8");
    bwpi_json_open(&json, NULL, '{');
    bwpi_json_put_text(&json, "name", asked->name);
    bwpi_json_put_uint(&json, "bandwidth", asked->bandwidth_mbps); /* a number; only the page's skeleton has quotes */
    bwpi_json_put_text(&json, "geographicA", bwpi_area_own(terms, asked->area_a));
    bwpi_json_put_text(&json, "geographicB", bwpi_area_own(terms, asked->area_b));
    put_billing(&json, terms, asked);
    bwpi_put_tags(&json, asked->tags, asked->tag_count, "tagKey", "tagValue");
    bwpi_json_close(&json, '}');
    return bwpi_order_merge_options(step->order, NULL, &request->body, fault);
}
