/* huawei.c - Cloud Connect (cc, API v3): what it sells, and what it needs of a configuration. */
#include "huawei/huawei.h"

#include <string.h>

/* As listed for create [hw-create-2025], where "Africa" is "Southern Africa" in the names of specifications. */
static const struct area areas[] = {
    {"china", "Chinese-Mainland"},
    {"asia-pacific", "Asia-Pacific"},
    {"africa", "Africa"},
    {"western-latin-america", "Western-Latin-America"},
    {"eastern-latin-america", "Eastern-Latin-America"},
    {"northern-latin-america", "Northern-Latin-America"},
};

static const struct source sources[] = {
    {"bandwidth_mbps", "Huawei's create page, 2023-11-01"}, /* [hw-create-2023]; that of 2025 gives no limit */
    {"tag_key", "Huawei's Go SDK, 2026-03-13"},             /* [hw-go]; no create page speaks of tags */
    {"tag_value", "Huawei's Go SDK, 2026-03-13"},
    {NULL, NULL},
};

/*
 * The account stands in the path and in a header.  Other characters would have to be encoded there, and the vendor's
 * signers do not agree how.
 */
bool bwpi_huawei_is_account(const char *account)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";

    return strspn(account, allowed) == strlen(account) && strcmp(account, ".") != 0 && strcmp(account, "..") != 0;
}

static bwp_status configure(const struct config *config, struct fault *fault)
{
    const char *account = config->given.account, *site = config->given.site;

    if (*account != '\0' && !bwpi_huawei_is_account(account))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "account",
                          "account has a character other than letters, digits and ._~-; give the account's domain_id");
    if (*site != '\0' && strcmp(site, "china") != 0 && strcmp(site, "international") != 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "site", "site is \"%.40s\"; it has to be china or international",
                          site);
    return BWP_OK;
}

static bwp_status prepare_keys(const struct config *config, struct keys *keys, struct fault *fault)
{
    if (keys->auth_token != NULL)
        return BWP_OK;
    keys->mac = bwpi_hmac_key_new(config->crypto, false, keys->secret_key, "");
    return keys->mac != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

const struct provider bwpi_huawei = {
    .name = "huawei",
    .sites = {{.endpoint = "https://cc.myhuaweicloud.com", /* one host for both sites [hw-go] */
               .environment = {.access_key = VARIABLES("HUAWEICLOUD_SDK_AK"),
                               .secret_key = VARIABLES("HUAWEICLOUD_SDK_SK"),
                               .security_token = VARIABLES("HUAWEICLOUD_SDK_SECURITY_TOKEN"),
                               .account = VARIABLES("HUAWEICLOUD_SDK_DOMAIN_ID"),
                               .project = VARIABLES("HUAWEICLOUD_SDK_PROJECT_ID"),
                               .iam_endpoint = VARIABLES("HUAWEICLOUD_SDK_IAM_ENDPOINT"),
                               .sts_endpoint = VARIABLES("HUAWEICLOUD_SDK_STS_ENDPOINT")}}},
    .uses = USES_AUTH_TOKEN | USES_ACCOUNT | USES_PROJECT | USES_SITE | USES_IAM_ENDPOINT,
    .metadata = "http://169.254.169.254",
    .fetch_keys = bwpi_huawei_metadata,
    .account_endpoints = {"https://iam.myhuaweicloud.com", "https://sts.cn-north-4.myhuaweicloud.com"},
    .fetch_account = bwpi_huawei_account,
    .profiles = bwpi_huawei_profiles,
    .terms = {.page = "Huawei's create page, 2025-10-16",
              .sources = sources,
              .areas = areas,
              .area_count = sizeof areas / sizeof areas[0],
              /*
               * The page of 2023 gives a bandwidth from 2, a name of up to 64 characters and a description of up to 85;
               * that of 2025 gives none of these, so they are the server's to judge.
               */
              .bandwidth_max = 999999,
              /* An order that is not carried out yet is invisible [hw-terraform]. */
              .shown_at_once = 1U << BWP_POSTPAID | 1U << BWP_POSTPAID_95,
              .billings = 1U << BWP_PREPAID | 1U << BWP_POSTPAID | 1U << BWP_POSTPAID_95,
              .months = 0x3fe, /* 1 to 9 */
              .years = 0xe,    /* 1 to 3 */
              .tag_key_max = 128,
              .tag_value_max = 255,
              .name_required = true,
              .takes_description = true,
              .takes_auto_renew = true,
              .takes_bind_to = true,
              .takes_resource_group = true},
    .configure = configure,
    .prepare_keys = prepare_keys,
    .sign = bwpi_huawei_sign,
    .skills = {[VERB_CREATE] = {.translate = bwpi_huawei_create, .read = bwpi_huawei_read},
               [VERB_GET] = {.translate = bwpi_huawei_get, .read = bwpi_huawei_read},
               [VERB_LIST] = {.translate = bwpi_huawei_list, .read = bwpi_huawei_read},
               [VERB_UPDATE] = {.translate = bwpi_huawei_change, .read = bwpi_huawei_read},
               [VERB_RESIZE] = {.translate = bwpi_huawei_change, .read = bwpi_huawei_read},
               [VERB_BIND] = {.translate = bwpi_huawei_change, .read = bwpi_huawei_read},
               [VERB_UNBIND] = {.translate = bwpi_huawei_change, .read = bwpi_huawei_read},
               [VERB_SET_TAGS] = {.translate = bwpi_huawei_change, .read = bwpi_huawei_read},
               [VERB_REMOVE_TAGS] = {.translate = bwpi_huawei_change, .read = bwpi_huawei_read},
               [VERB_DELETE] = {.translate = bwpi_huawei_change, .read = bwpi_huawei_read}},
    .creates_bound = true,
    /* A resize has to know how it is billed, an untag the values, and a delete is for what is not prepaid. */
    .reads_before = 1U << VERB_RESIZE | 1U << VERB_REMOVE_TAGS | 1U << VERB_DELETE,
};
