/* volcengine.c - Cloud Enterprise Network (cen, 2020-04-01): what it sells at its two sites, Volcengine and BytePlus.
 */
#include "volcengine/volcengine.h"

#include <string.h>

static const struct area areas[] = {{"china", "China"}, {"asia-pacific", "Asia"}};

static const struct span not_between[] = {{"asia-pacific", "asia-pacific"}, {NULL, NULL}}; /* [vo-create] */

const char bwpi_volcengine_international[] = "international";

/* The service is one for all regions, but a signature is made for one; these two stand in the examples [vo-create]. */
const char *bwpi_volcengine_region(const struct config *config)
{
    return strcmp(config->site->name, bwpi_volcengine_international) == 0 ? "ap-southeast-1" : "cn-beijing";
}

/* Every page shows a client token that is a UUID, and none gives a length; what is longer might be cut. */
static const struct source sources[] = {
    {"client_token", "libbwp's own bound"},
    {NULL, NULL},
};

static bwp_status prepare_keys(const struct config *config, struct keys *keys, struct fault *fault)
{
    keys->mac = bwpi_hmac_key_new(config->crypto, false, keys->secret_key, "");
    return keys->mac != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

const struct provider bwpi_volcengine = {
    .name = "volcengine",
    .sites = {{.name = "china",
               .endpoint = "https://open.volcengineapi.com", /* [vo-create] */
               .environment = {.access_key = VARIABLES("VOLCENGINE_ACCESS_KEY", "VOLCSTACK_ACCESS_KEY_ID",
                                                       "VOLCSTACK_ACCESS_KEY"),
                               .secret_key = VARIABLES("VOLCENGINE_SECRET_KEY", "VOLCSTACK_SECRET_ACCESS_KEY",
                                                       "VOLCSTACK_SECRET_KEY"),
                               .security_token = VARIABLES("VOLCENGINE_SESSION_TOKEN", "VOLCSTACK_SESSION_TOKEN")}},
              {.name = bwpi_volcengine_international,
               .endpoint = "https://open.ap-southeast-1.byteplusapi.com",      /* [vo-describe] */
               .environment = {.access_key = VARIABLES("BYTEPLUS_ACCESS_KEY"), /* [vo-byteplus] */
                               .secret_key = VARIABLES("BYTEPLUS_SECRET_KEY"),
                               .security_token = VARIABLES("BYTEPLUS_SESSION_TOKEN")}}},
    .uses = USES_SITE,
    .profiles = bwpi_volcengine_profiles,
    .metadata = "http://100.96.0.96",
    .fetch_keys = bwpi_volcengine_metadata,
    .terms = {.page = "Volcengine's create page, 2024-07-24",
              .sources = sources,
              .areas = areas,
              .area_count = sizeof areas / sizeof areas[0],
              .not_between = not_between,
              .bandwidth_min = 2,
              .bandwidth_max = 10000,
              .billings = 1U << BWP_PREPAID | 1U << BWP_POSTPAID_95,
              .months = 0x10010013feULL, /* 1 to 9, 12, 24, 36 */
              .years = 0xe,              /* 1 to 3 */
              .client_token_max = 64,
              .name_max = 128,
              .description_max = 255,
              .tags_max = 20,
              .takes_description = true,
              .takes_bind_to = true,
              .takes_resource_group = true,
              .pays_at_once = true,   /* nothing on the page says that an order could wait */
              .resizes_alike = true}, /* [vo-modify] */
    .prepare_keys = prepare_keys,
    .sign = bwpi_volcengine_sign,
    .skills = {[VERB_CREATE] = {.takes_token = true, .translate = bwpi_volcengine_create, .read = bwpi_volcengine_read},
               [VERB_GET] = {.translate = bwpi_volcengine_get, .read = bwpi_volcengine_read},
               [VERB_LIST] = {.translate = bwpi_volcengine_list, .read = bwpi_volcengine_read},
               [VERB_UPDATE] = {.translate = bwpi_volcengine_change, .read = bwpi_volcengine_read},
               [VERB_RESIZE] = {.translate = bwpi_volcengine_change, .read = bwpi_volcengine_read},
               [VERB_BIND] = {.translate = bwpi_volcengine_change, .read = bwpi_volcengine_read},
               [VERB_UNBIND] = {.translate = bwpi_volcengine_change, .read = bwpi_volcengine_read},
               [VERB_SET_TAGS] = {.translate = bwpi_volcengine_change, .read = bwpi_volcengine_read},
               [VERB_REMOVE_TAGS] = {.translate = bwpi_volcengine_change, .read = bwpi_volcengine_read},
               [VERB_DELETE] = {.translate = bwpi_volcengine_change, .read = bwpi_volcengine_read}},
    .creates_bound = true,
    .reads_before = 1U << VERB_RESIZE, /* to know whether it spends: the client token covers creating only */
};
