/* create.c - a purchase as the JSON of Cloud Connect v3. */
#include <string.h>

#include "huawei/huawei.h"

/* Odd numbers are billed by the China site, even ones by the International site [hw-create-2025]. */
static unsigned billing_mode(bwp_billing billing, const char *site)
{
    return (unsigned)billing * 2 - (strcmp(site, "china") == 0 ? 1 : 0);
}

bwp_status bwpi_huawei_fault_description(const struct config *config, struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, "description",
                      "description has < or > in it, which %s forbids; leave them out", config->provider->terms.page);
}

static bwp_status check(const struct config *config, const bwp_request *request, struct fault *fault)
{
    if (*config->given.project == '\0')
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "project", "project is missing; give the project_id, or set %s",
                          config->site->environment.project[0]);
    if (*config->given.site == '\0')
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "site",
                          "site is missing; give china or international: whose website bills is never guessed");
    if (strpbrk(request->description, "<>") != NULL)
        return bwpi_huawei_fault_description(config, fault);
    return BWP_OK;
}

static void put_prepaid_options(struct json_writer *json, const struct terms *terms, const bwp_request *request)
{
    uint32_t period = request->period;
    bwp_unit unit = request->period_unit;

    (void)bwpi_terms_period(terms, &period, &unit); /* the terms were checked: this period is sold */
    bwpi_json_open(json, "prepaid_options", '{');
    bwpi_json_put_text(json, "period_type", unit == BWP_YEAR ? "year" : "month");
    bwpi_json_put_uint(json, "period_num", period);
    /* both are always sent, because no page says what leaving them out means */
    bwpi_json_put_bool(json, "is_auto_renew", request->auto_renew);
    bwpi_json_put_bool(json, "is_auto_pay", request->auto_pay);
    bwpi_json_close(json, '}');
}

static void put_package(struct json_writer *json, const struct config *config, const struct order *order)
{
    const bwp_request  *request = &order->request;
    const struct terms *terms = &config->provider->terms;

    bwpi_json_open(json, "bandwidth_package", '{');
    bwpi_json_put_text(json, "project_id", config->given.project);
    bwpi_json_put_text(json, "name", request->name);
    if (*request->description != '\0')
        bwpi_json_put_text(json, "description", request->description);
    bwpi_json_put_text(json, "local_area_id", bwpi_area_own(terms, request->area_a));
    bwpi_json_put_text(json, "remote_area_id", bwpi_area_own(terms, request->area_b));
    bwpi_json_put_uint(json, "bandwidth", request->bandwidth_mbps);
    bwpi_json_put_text(json, "charge_mode", "bandwidth");
    bwpi_json_put_uint(json, "billing_mode", billing_mode(request->billing, config->given.site));
    if (request->billing == BWP_PREPAID)
        put_prepaid_options(json, terms, request);
    if (*request->resource_group != '\0')
        bwpi_json_put_text(json, "enterprise_project_id", request->resource_group);
    if (*request->bind_to != '\0') {
        bwpi_json_put_text(json, "resource_id", request->bind_to);
        bwpi_json_put_text(json, "resource_type", "cloud_connection");
    }
    /* no document of create has tags, but the Terraform provider sends them so and reads them back [hw-terraform] */
    bwpi_put_tags(json, request->tags, request->tag_count, "key", "value");
    bwpi_json_close(json, '}');
}

bwp_status bwpi_huawei_create(const struct context *context, const struct step *step, struct http_request *request,
                              struct fault *fault)
{
    const struct config *config = context->config;
    struct json_writer   json = {&request->body, false};

    if (bwpi_huawei_aim(context, "POST", "", "", request, fault) != BWP_OK ||
        check(config, &step->order->request, fault) != BWP_OK)
        return fault->status;
    bwpi_json_open(&json, NULL, '{');
    put_package(&json, config, step->order);
    bwpi_json_close(&json, '}');
    return bwpi_order_merge_options(step->order, "bandwidth_package", &request->body, fault);
}
