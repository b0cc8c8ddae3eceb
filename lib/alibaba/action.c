/* action.c - what the parameters of all actions have in common: how they begin, and what may stand in them. */
#include <string.h>

#include "alibaba/alibaba.h"
#include "base/ascii.h"

void bwpi_alibaba_begin(const struct context *context, const char *action, struct http_request *request)
{
    bool          rpc = bwpi_alibaba_is_rpc(context->config);
    struct pairs *to = rpc ? &request->params : &request->headers;

    request->method = "POST";
    bwpi_buf_add_char(&request->path, '/');
    bwpi_pairs_add(to, rpc ? "Action" : "x-acs-action", action);
    bwpi_pairs_add(to, rpc ? "Version" : "x-acs-version", "2017-09-12");
    if (rpc)
        bwpi_pairs_add(to, "Format", "JSON");
}

static bool is_link(const char *text)
{
    return bwpi_ascii_starts(text, "http://") || bwpi_ascii_starts(text, "https://");
}

static bool has_link(const char *text)
{
    return strstr(text, "http://") != NULL || strstr(text, "https://") != NULL;
}

/* "acs:" and "aliyun" are reserved for the provider [ali-create-2024]. */
bwp_status bwpi_alibaba_check_tags(const bwp_tag *tags, size_t count, struct fault *fault)
{
    for (size_t i = 0; i < 2 * count; i++) {
        const char *part = i % 2 == 0 ? tags[i / 2].key : tags[i / 2].value;

        if (bwpi_ascii_starts(part, "acs:") || bwpi_ascii_starts(part, "aliyun") || has_link(part))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags",
                              "tags has a key or value \"%.40s\", which begins with acs: or aliyun or holds http:// or "
                              "https://; those are reserved (Alibaba's create page, 2024-03-01), use another",
                              part);
    }
    return BWP_OK;
}

bwp_status bwpi_alibaba_check_texts(const char *name, const char *description, struct fault *fault)
{
    const char *field = name != NULL && is_link(name)                 ? "name"
                        : description != NULL && is_link(description) ? "description"
                                                                      : NULL;

    if (field == NULL)
        return BWP_OK;
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, field,
                      "%s begins with http:// or https://, which Alibaba's create pages forbid; begin it otherwise",
                      field);
}

/* ClientToken is among them, because a token that the result does not know could not be told to the caller. */
static const struct reserved reserved[] = {
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
    {"CenBandwidthPackageId", "give it as id"},
    {"ResourceId.*", "give it as id"},
    {"ResourceType", "the operation decides it"},
    {NULL, NULL},
};

bwp_status bwpi_alibaba_merge(const struct step *step, struct http_request *request, struct fault *fault)
{
    return bwpi_params_merge("Alibaba", reserved, step->order, &request->params, fault);
}
