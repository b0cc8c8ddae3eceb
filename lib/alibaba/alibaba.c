/* alibaba.c - Cloud Enterprise Network (Cbn, 2017-09-12): what it sells, and what it needs of a configuration. */
#include "alibaba/alibaba.h"

#include <string.h>

/*
 * Every area that some page lists, so that only the server can refuse one.  Middle-East stands on the page of 2018 only
 * [ali-create-2018], Australia on that of 2024 [ali-create-2024], and the newest has neither [ali-create-2025].
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
    if (!bwpi_crypto_add_nonces(config->crypto, &problem))
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "", "%s", problem);
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

static const struct source sources[] = {
    {"bandwidth_mbps", "Alibaba's create pages, 2018-05-04 and 2024-03-01"}, /* from 1, and from 2 to 10000 */
    {"billing", "Alibaba's create page of 2019"},               /* [ali-create-2019]; that of 2024: PREPAY alone */
    {"period", "a copy of Alibaba's create page, help 10654e"}, /* [ali-create-copy]; that of 2024: 1, 2, 3, 6 */
    {NULL, NULL},
};

const struct provider bwpi_alibaba = {
    .name = "alibaba",
    .sites = {{.endpoint = "https://cbn.aliyuncs.com", /* one for every region */
               .environment = {.access_key = VARIABLES("ALIBABA_CLOUD_ACCESS_KEY_ID"),
                               .secret_key = VARIABLES("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
                               .security_token = VARIABLES("ALIBABA_CLOUD_SECURITY_TOKEN"),
                               .metadata_role = VARIABLES("ALIBABA_CLOUD_ECS_METADATA"),
                               .metadata_off = VARIABLES("ALIBABA_CLOUD_ECS_METADATA_DISABLED"),
                               .metadata_needs_token = VARIABLES("ALIBABA_CLOUD_IMDSV1_DISABLED")}}},
    .takes_nonce = true,
    .uses = USES_SIGNATURE,
    .metadata = "http://100.100.100.200",
    .fetch_keys = bwpi_alibaba_metadata,
    .profiles = bwpi_alibaba_profiles,
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
              .takes_resource_group = true,
              .takes_bind_to = true,
              .resizes_alike = true},
    .configure = configure,
    .prepare_keys = prepare_keys,
    .sign = bwpi_alibaba_sign,
    .skills = {[VERB_CREATE] = {.takes_token = true, .translate = bwpi_alibaba_create, .read = bwpi_alibaba_read},
               [VERB_GET] = {.translate = bwpi_alibaba_get, .read = bwpi_alibaba_read},
               [VERB_LIST] = {.translate = bwpi_alibaba_list, .read = bwpi_alibaba_read},
               [VERB_UPDATE] = {.translate = bwpi_alibaba_change, .read = bwpi_alibaba_read},
               [VERB_RESIZE] = {.translate = bwpi_alibaba_change, .read = bwpi_alibaba_read},
               [VERB_BIND] = {.translate = bwpi_alibaba_change, .read = bwpi_alibaba_read},
               [VERB_UNBIND] = {.translate = bwpi_alibaba_change, .read = bwpi_alibaba_read},
               [VERB_SET_TAGS] = {.translate = bwpi_alibaba_change, .read = bwpi_alibaba_read},
               [VERB_REMOVE_TAGS] = {.translate = bwpi_alibaba_change, .read = bwpi_alibaba_read},
               [VERB_DELETE] = {.translate = bwpi_alibaba_change, .read = bwpi_alibaba_read}},
    .reads_before = 1U << VERB_RESIZE, /* to know whether it spends: the client token covers creating only */
};
