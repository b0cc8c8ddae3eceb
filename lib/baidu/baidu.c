/* baidu.c - Cloud Smart Network (csn, v1): what it sells, and what it needs of a configuration. */
#include "baidu/baidu.h"

static const struct area areas[] = {{"china", "China"}, {"asia-pacific", "Asia-Pacific"}};

static const struct source sources[] = {
    {"tag_key", "Baidu's Java SDK"}, /* [bd-java]; the create page gives no length */
    {"tag_value", "Baidu's Java SDK"},
    {NULL, NULL},
};

static bwp_status prepare_keys(const struct config *config, struct keys *keys, struct fault *fault)
{
    keys->mac = bwpi_hmac_key_new(config->crypto, false, keys->secret_key, "");
    return keys->mac != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

const struct provider bwpi_baidu = {
    .name = "baidu",
    /* One host for every region [bd-domain].  SDKs use http [bd-go], which leaves the unsigned body unprotected. */
    .sites = {{.endpoint = "https://csn.baidubce.com",
               .environment = {.access_key = VARIABLES("BCE_ACCESS_KEY_ID"),
                               .secret_key = VARIABLES("BCE_SECRET_ACCESS_KEY"),
                               .security_token = VARIABLES("BCE_SECURITY_TOKEN", "BCE_SESSION_TOKEN")}}},
    .profiles = bwpi_baidu_profiles,
    .terms = {.page = "Baidu's create page, 2025-11-11",
              .sources = sources,
              .areas = areas,
              .area_count = sizeof areas / sizeof areas[0],
              .bandwidth_max = 10000,
              .shown_at_once = 1U << BWP_POSTPAID | 1U << BWP_POSTPAID_95,
              .billings = 1U << BWP_PREPAID | 1U << BWP_POSTPAID | 1U << BWP_POSTPAID_95,
              .months = 0x10010013feULL, /* 1 to 9, 12, 24, 36 */
              .client_token_max = 64,
              .tag_key_max = 65,
              .tag_value_max = 65,
              .name_required = true,
              .takes_bind_to = true,
              .pays_at_once = true,
              .resizes_alike = true}, /* [bd-resize] */
    .prepare_keys = prepare_keys,
    .sign = bwpi_baidu_sign,
    .skills = {[VERB_CREATE] = {.takes_token = true, .translate = bwpi_baidu_create, .read = bwpi_baidu_read},
               [VERB_GET] = {.translate = bwpi_baidu_get, .read = bwpi_baidu_read},
               [VERB_LIST] = {.translate = bwpi_baidu_list, .read = bwpi_baidu_read},
               [VERB_UPDATE] = {.takes_token = true, .translate = bwpi_baidu_change, .read = bwpi_baidu_read},
               [VERB_RESIZE] = {.takes_token = true, .translate = bwpi_baidu_change, .read = bwpi_baidu_read},
               [VERB_BIND] = {.takes_token = true, .translate = bwpi_baidu_change, .read = bwpi_baidu_read},
               [VERB_UNBIND] = {.takes_token = true, .translate = bwpi_baidu_change, .read = bwpi_baidu_read},
               [VERB_DELETE] = {.takes_token = true, .translate = bwpi_baidu_change, .read = bwpi_baidu_read}},
    .instead = {[VERB_SET_TAGS] = "tags are changed in its tag service",
                [VERB_REMOVE_TAGS] = "tags are changed in its tag service"},
};
