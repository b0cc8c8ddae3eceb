/* alibaba.c - Cloud Enterprise Network (Cbn, 2017-09-12): what it sells, and what it needs of a configuration. */
#include "alibaba/alibaba.h"

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
    return config->signature != NULL && strcmp(config->signature, "rpc-v1") == 0;
}

static bwp_status configure(struct config *config, struct fault *fault)
{
    bool        rpc = bwpi_alibaba_is_rpc(config);
    const char *problem = NULL;

    if (config->signature != NULL && !rpc && strcmp(config->signature, "acs3") != 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "signature", "signature is \"%.40s\"; it has to be acs3 or rpc-v1",
                          config->signature);
    if (rpc && !bwpi_crypto_add_sha1(config->crypto, &problem) && problem != NULL)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "signature", "%s; signature acs3 needs none", problem);
    config->key = bwpi_hmac_key_new(config->crypto, rpc, config->secret_key, rpc ? "&" : "");
    return config->key != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

const struct provider bwpi_alibaba = {
    .name = "alibaba",
    .endpoint = "https://cbn.aliyuncs.com", /* one for every region */
    .honours_token = true,
    .uses = USES_SIGNATURE,
    .environment = {.access_key = {"ALIBABA_CLOUD_ACCESS_KEY_ID"},
                    .secret_key = {"ALIBABA_CLOUD_ACCESS_KEY_SECRET"},
                    .security_token = {"ALIBABA_CLOUD_SECURITY_TOKEN"}},
    .terms = {.page = "Alibaba's create page, 2024-03-01",
              .areas = areas,
              .area_count = sizeof areas / sizeof areas[0],
              .bandwidth_max = 10000, /* from 2 on the page of 2024, from 1 on that of 2018 */
              .billings = 1U << BWP_PREPAID | 1U << BWP_POSTPAID,
              .months = 0x1ffffffffe, /* 1 to 36 as one copy of the page has it; those of 2018 and 2024: 1, 2, 3, 6 */
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
    .translate = bwpi_alibaba_translate,
    .sign = bwpi_alibaba_sign,
    .read = bwpi_alibaba_read,
};
