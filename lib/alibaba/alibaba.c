/* alibaba.c - Cloud Enterprise Network (Cbn, 2017-09-12): what it sells, and what it needs of a configuration. */
#include "alibaba/alibaba.h"

#include <stdio.h>
#include <string.h>

/*
 * All that any page lists: Middle-East stands on that of 2018 only, Australia on that of 2024, and the newest has
 * neither; the server decides.
 */
static const struct area areas[] = {
    {"china", "China"},   {"asia-pacific", "Asia-Pacific"}, {"north-america", "North-America"},
    {"europe", "Europe"}, {"australia", "Australia"},       {"middle-east", "Middle-East"},
};

bool bwpi_alibaba_is_rpc(const struct config *config)
{
    return strcmp(config->given.signature, "rpc-v1") == 0;
}

static bwp_status configure(const struct config *config, struct fault *fault)
{
    const char *signature = config->given.signature, *problem;

    if (*signature != '\0' && !bwpi_alibaba_is_rpc(config) && strcmp(signature, "acs3") != 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "signature", "signature is \"%.40s\"; it has to be acs3 or rpc-v1",
                          signature);
    if (!bwpi_alibaba_is_rpc(config) || bwpi_crypto_add_sha1(config->crypto, &problem))
        return BWP_OK;
    if (problem != NULL)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "signature", "%s; signature acs3 needs none", problem);
    return bwpi_fault_memory(fault);
}

static bwp_status prepare_keys(const struct config *config, struct keys *keys, struct fault *fault)
{
    bool rpc = bwpi_alibaba_is_rpc(config);

    keys->mac = bwpi_hmac_key_new(config->crypto, rpc, keys->secret_key, rpc ? "&" : "");
    return keys->mac != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

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

static const struct source sources[] = {
    {"bandwidth_mbps", "Alibaba's create page, 2018-05-04"},    /* from 1; that of 2024 says from 2 */
    {"billing", "Alibaba's create page of 2019"},               /* that of 2024 has PREPAY alone */
    {"period", "a copy of Alibaba's create page, help 10654e"}, /* the dated pages: 1, 2, 3 and 6 months */
    {NULL, NULL},
};

const struct provider bwpi_alibaba = {
    .name = "alibaba",
    .endpoint = "https://cbn.aliyuncs.com", /* one for every region */
    .takes_nonce = true,
    .uses = USES_SIGNATURE,
    .environment = {.access_key = {"ALIBABA_CLOUD_ACCESS_KEY_ID"},
                    .secret_key = {"ALIBABA_CLOUD_ACCESS_KEY_SECRET"},
                    .security_token = {"ALIBABA_CLOUD_SECURITY_TOKEN"}},
    .terms = {.page = "Alibaba's create page, 2024-03-01",
              .sources = sources,
              .areas = areas,
              .area_count = sizeof areas / sizeof areas[0],
              .bandwidth_max = 10000,
              .billings = 1U << BWP_PREPAID | 1U << BWP_POSTPAID,
              .months = 0x1ffffffffe, /* 1 to 36 */
              .years = 0xe,           /* 1 to 3 */
              .client_token_max = 64,
              .name_max = 128,
              .description_max = 256,
              .tags_max = 20,
              .tag_key_max = 64,
              .tag_value_max = 128,
              .takes_description = true,
              .takes_auto_renew = true,
              .takes_resource_group = true},
    .configure = configure,
    .prepare_keys = prepare_keys,
    .sign = bwpi_alibaba_sign,
    .skills = {[VERB_CREATE] = {.takes_token = true, .translate = bwpi_alibaba_create, .read = bwpi_alibaba_read},
               [VERB_GET] = {.translate = bwpi_alibaba_get, .read = bwpi_alibaba_read},
               [VERB_LIST] = {.translate = bwpi_alibaba_list, .read = bwpi_alibaba_read}},
};
