/* action.c - what the parameters of all actions have in common: how they begin, and what may stand in them. */
#include <stdio.h>
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

void bwpi_alibaba_add_given(struct pairs *params, const char *name, const char *value)
{
    if (*value != '\0')
        bwpi_pairs_add(params, name, value);
}

void bwpi_alibaba_add_tags(struct pairs *params, const bwp_tag *tags, size_t count)
{
    char name[32];

    for (size_t i = 0; i < count; i++) {
        (void)snprintf(name, sizeof name, "Tag.%zu.Key", i + 1);
        bwpi_pairs_add(params, name, tags[i].key);
        (void)snprintf(name, sizeof name, "Tag.%zu.Value", i + 1);
        bwpi_pairs_add(params, name, tags[i].value);
    }
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
bwp_status bwpi_alibaba_check_tag(const bwp_tag *tag, struct fault *fault)
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
        {"CenBandwidthPackageId", "give it as id"},
        {"ResourceId.1", "give it as id"},
        {"ResourceType", "the operation decides it"},
    };

    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (bwpi_ascii_equal(reserved[i][0], name))
            return reserved[i][1];
    }
    return NULL;
}

/* RFC 7396, on parameters that are all text: null removes one, everything else replaces it. */
bwp_status bwpi_alibaba_merge_options(struct pairs *params, const struct json *options, struct fault *fault)
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
