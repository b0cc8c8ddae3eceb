/* create.c - a purchase as the flat parameters of CreateCenBandwidthPackage. */
#include <stdio.h>
#include <string.h>

#include "alibaba/alibaba.h"
#include "base/ascii.h"

static bool is_link(const char *text)
{
    return bwpi_ascii_starts(text, "http://") || bwpi_ascii_starts(text, "https://");
}

static bool has_link(const char *text)
{
    return strstr(text, "http://") != NULL || strstr(text, "https://") != NULL;
}

/* "acs:" and "aliyun" are the provider's own [create page, 2024-03-01]. */
static bwp_status check_tag(const bwp_tag *tag, struct fault *fault)
{
    const char *const parts[] = {tag->key, tag->value};

    for (size_t i = 0; i < 2; i++) {
        if (bwpi_ascii_starts(parts[i], "acs:") || bwpi_ascii_starts(parts[i], "aliyun") || has_link(parts[i]))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags",
                              "tags has a key or value \"%.40s\", which begins with acs: or aliyun or holds http:// or "
                              "https://; those are reserved (Alibaba's create page, 2024-03-01), use another",
                              parts[i]);
    }
    return BWP_OK;
}

static bwp_status check(const bwp_request *request, struct fault *fault)
{
    if (is_link(request->name) || is_link(request->description)) {
        const char *field = is_link(request->name) ? "name" : "description";

        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field,
                          "%s begins with http:// or https://, which Alibaba's create pages forbid; begin it otherwise",
                          field);
    }
    for (size_t i = 0; i < request->tag_count; i++) {
        if (check_tag(&request->tags[i], fault) != BWP_OK)
            return fault->status;
    }
    return BWP_OK;
}

static void add_billing(struct pairs *params, const struct terms *terms, const bwp_request *request)
{
    uint32_t period = request->period;
    bwp_unit unit = request->period_unit;

    bwpi_pairs_add(params, "BandwidthPackageChargeType", request->billing == BWP_PREPAID ? "PREPAY" : "POSTPAY");
    if (request->billing != BWP_PREPAID)
        return;
    (void)bwpi_terms_period(terms, &period, &unit); /* it was checked that they sell it */
    bwpi_pairs_add(params, "PricingCycle", unit == BWP_YEAR ? "Year" : "Month");
    bwpi_pairs_add_uint(params, "Period", period);
    /* always: left out it was true on the page of 2018 and is false on that of 2024 */
    bwpi_pairs_add(params, "AutoPay", request->auto_pay ? "true" : "false");
    if (request->auto_renew) /* on neither page, in the newest SDK model */
        bwpi_pairs_add(params, "AutoRenew", "true");
}

/* What says who calls what, and when: not the operation's own, and a client token that nobody kept would protect
 * nobody. */
static const char *reserved_for(const char *name)
{
    static const char *const reserved[][2] = {
        {"ClientToken", "give it as client_token"},
        {"Action", "the operation decides it"},
        {"Version", "libbwp speaks one"},
        {"Format", "libbwp reads JSON"},
        {"AccessKeyId", "give it as access_key"},
        {"SecurityToken", "give it as security_token"},
        {"Timestamp", "it is set for every attempt"},
        {"Signature", "it is made for every attempt"},
        {"SignatureMethod", "the config's signature decides it"},
        {"SignatureNonce", "it is made for every attempt"},
        {"SignatureVersion", "the config's signature decides it"},
        {"SignatureType", "the config's signature decides it"},
        {"BearerToken", "libbwp signs with keys"},
    };

    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (bwpi_ascii_equal(reserved[i][0], name))
            return reserved[i][1];
    }
    return NULL;
}

/* RFC 7396 on parameters that are all text: null removes, all else replaces. */
static bwp_status merge_options(struct pairs *params, const struct json *options, struct fault *fault)
{
    for (const struct json *option = bwpi_json_first(options); option != NULL; option = bwpi_json_next(option)) {
        const char *name = bwpi_json_key(option);
        struct buf  value = BUF_INIT(HTTP_REQUEST_MAX);

        if (bwpi_json_is_object(option) || bwpi_json_is_array(option))
            return bwpi_fault(
                fault, BWP_ERR_ARGUMENT, "provider_options",
                "provider_options.%.60s is not flat; Alibaba's parameters are text, numbers, true or false, and "
                "lists are written Tag.1.Key",
                name);
        if (reserved_for(name) != NULL)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                              "provider_options.%s belongs to the call itself; leave it out: %s", name,
                              reserved_for(name));
        bwpi_pairs_remove(params, name);
        if (bwpi_json_text(option) != NULL)
            bwpi_pairs_add(params, name, bwpi_json_text(option));
        else if (!bwpi_json_is_null(option)) {
            bwpi_json_print(&value, option);
            bwpi_pairs_add(params, name, bwpi_buf_text(&value));
        }
        if (value.state != BUF_OK)
            params->text.state = value.state;
        bwpi_buf_free(&value);
    }
    return BWP_OK;
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
    bwpi_alibaba_add_given(params, "Name", asked->name);
    bwpi_alibaba_add_given(params, "Description", asked->description);
    bwpi_alibaba_add_given(params, "ResourceGroupId", asked->resource_group);
    bwpi_alibaba_add_tags(params, asked->tags, asked->tag_count);
    bwpi_pairs_add(params, "ClientToken", step->token);
    if (merge_options(params, step->order->options, fault) != BWP_OK)
        return fault->status;
    return bwpi_http_fault(bwpi_http_request_state(request), fault);
}
