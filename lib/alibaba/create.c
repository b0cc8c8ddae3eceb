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

/* "acs:" and "aliyun" are reserved for the provider [ali-create-2024]. */
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

static void add_given(struct pairs *params, const char *name, const char *value)
{
    if (*value != '\0')
        bwpi_pairs_add(params, name, value);
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

static void add_tags(struct pairs *params, const bwp_request *request)
{
    char name[32];

    for (size_t i = 0; i < request->tag_count; i++) {
        (void)snprintf(name, sizeof name, "Tag.%zu.Key", i + 1);
        bwpi_pairs_add(params, name, request->tags[i].key);
        (void)snprintf(name, sizeof name, "Tag.%zu.Value", i + 1);
        bwpi_pairs_add(params, name, request->tags[i].value);
    }
}

/*
 * What to do instead of setting a parameter that belongs to the call, not to the operation; NULL for every other one.
 * ClientToken is among them, because a token that the result does not know could not be told to the caller.
 */
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

/* RFC 7396, on parameters that are all text: null removes one, everything else replaces it. */
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
    bool                rpc = bwpi_alibaba_is_rpc(context->config);
    struct pairs       *params = &request->params;

    if (check(asked, fault) != BWP_OK)
        return fault->status;
    request->method = "POST";
    bwpi_buf_add_char(&request->path, '/');
    bwpi_pairs_add(rpc ? params : &request->headers, rpc ? "Action" : "x-acs-action", "CreateCenBandwidthPackage");
    bwpi_pairs_add(rpc ? params : &request->headers, rpc ? "Version" : "x-acs-version", "2017-09-12");
    if (rpc)
        bwpi_pairs_add(params, "Format", "JSON");
    bwpi_pairs_add_uint(params, "Bandwidth", asked->bandwidth_mbps);
    bwpi_pairs_add(params, "GeographicRegionAId", bwpi_area_own(terms, asked->area_a));
    bwpi_pairs_add(params, "GeographicRegionBId", bwpi_area_own(terms, asked->area_b));
    add_billing(params, terms, asked);
    add_given(params, "Name", asked->name);
    add_given(params, "Description", asked->description);
    add_given(params, "ResourceGroupId", asked->resource_group);
    add_tags(params, asked);
    bwpi_pairs_add(params, "ClientToken", step->token);
    if (merge_options(params, step->order->options, fault) != BWP_OK)
        return fault->status;
    return bwpi_http_fault(bwpi_http_request_state(request), fault);
}
