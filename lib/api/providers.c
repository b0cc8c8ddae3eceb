/* providers.c - what each provider can do, told by the tables that validate. */
#include "api/providers.h"

#include <stdint.h>

#include "api/fields.h"
#include "base/json.h"
#include "model/verb.h"
#include "model/words.h"
#include "provider.h"

enum { OUTPUT_MAX = 64 * 1024 };

const char bwpi_no_providers[] = "{\"providers\":[]}";

static void put_numbers(struct json_writer *json, const char *key, uint64_t numbers)
{
    bwpi_json_open(json, key, '[');
    for (unsigned i = 0; i < 64; i++) {
        if ((numbers >> i & 1) != 0)
            bwpi_json_put_uint(json, NULL, i);
    }
    bwpi_json_close(json, ']');
}

static void put_terms(struct json_writer *json, const struct terms *terms)
{
    const struct {
        const char *key;
        bool        taken;
    } fields[] = {{"description", terms->takes_description},
                  {"auto_renew", terms->takes_auto_renew},
                  {"bind_to", terms->takes_bind_to},
                  {"resource_group", terms->takes_resource_group},
                  {"tags", true},
                  {"client_token", terms->client_token_max > 0}};
    const struct {
        const char *key;
        unsigned    most;
    } limits[] = {{"name", terms->name_max},           {"description", terms->description_max},
                  {"tags", terms->tags_max},           {"tag_key", terms->tag_key_max},
                  {"tag_value", terms->tag_value_max}, {"client_token", terms->client_token_max}};

    bwpi_json_open(json, "areas", '[');
    for (size_t i = 0; i < terms->area_count; i++)
        bwpi_json_put_text(json, NULL, terms->areas[i].neutral);
    bwpi_json_close(json, ']');
    bwpi_json_open(json, "not_between", '[');
    for (const struct span *pair = terms->not_between; pair != NULL && pair->a != NULL; pair++) {
        bwpi_json_open(json, NULL, '[');
        bwpi_json_put_text(json, NULL, pair->a);
        bwpi_json_put_text(json, NULL, pair->b);
        bwpi_json_close(json, ']');
    }
    bwpi_json_close(json, ']');
    bwpi_json_open(json, "billing", '[');
    for (unsigned i = BWP_PREPAID; i <= BWP_POSTPAID_95; i++) {
        if ((terms->billings >> i & 1) != 0)
            bwpi_json_put_text(json, NULL, bwpi_word(&bwpi_billing_words, (int)i));
    }
    bwpi_json_close(json, ']');
    bwpi_json_open(json, "periods", '{');
    put_numbers(json, "month", terms->months);
    put_numbers(json, "year", terms->years);
    bwpi_json_close(json, '}');
    bwpi_json_open(json, "bandwidth_mbps", '{');
    bwpi_json_put_uint(json, "min", terms->bandwidth_min > 0 ? terms->bandwidth_min : 1);
    bwpi_json_put_uint(json, "max", terms->bandwidth_max);
    bwpi_json_close(json, '}');
    bwpi_json_put_bool(json, "client_token", terms->client_token_max > 0);
    bwpi_json_put_bool(json, "name_required", terms->name_required);
    bwpi_json_put_bool(json, "prepaid_pays_at_once", terms->pays_at_once);
    bwpi_json_open(json, "fields", '{');
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        bwpi_json_put_bool(json, fields[i].key, fields[i].taken);
    bwpi_json_close(json, '}');
    bwpi_json_open(json, "limits", '{');
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        bwpi_json_put_uint(json, limits[i].key, limits[i].most);
    bwpi_json_close(json, '}');
    bwpi_json_put_text(json, "source", terms->page);
    bwpi_json_open(json, "sources", '{');
    for (const struct source *source = terms->sources; source != NULL && source->field != NULL; source++)
        bwpi_json_put_text(json, source->field, source->page);
    bwpi_json_close(json, '}');
}

/* Where it is.  "variables" says what each variable is for; "environment" is the same as one list. */
static void put_site(struct json_writer *json, const struct site *site)
{
    struct variable_list lists[VARIABLE_LIST_COUNT];

    bwpi_environment_lists(&site->environment, lists);
    bwpi_json_put_text(json, "endpoint", site->endpoint);
    bwpi_json_open(json, "environment", '[');
    for (size_t i = 0; i < VARIABLE_LIST_COUNT; i++) {
        for (const char *const *name = lists[i].variables; name != NULL && *name != NULL; name++)
            bwpi_json_put_text(json, NULL, *name);
    }
    bwpi_json_close(json, ']');
    bwpi_json_open(json, "variables", '{');
    for (size_t i = 0; i < VARIABLE_LIST_COUNT; i++) {
        bwpi_json_open(json, lists[i].field, '[');
        for (const char *const *name = lists[i].variables; name != NULL && *name != NULL; name++)
            bwpi_json_put_text(json, NULL, *name);
        bwpi_json_close(json, ']');
    }
    bwpi_json_close(json, '}');
}

/* The sites that have names, each with what is told above of the first one. */
static void put_sites(struct json_writer *json, const struct site *sites)
{
    bwpi_json_open(json, "sites", '[');
    for (size_t i = 0; i < SITES_MAX && sites[i].name != NULL; i++) {
        bwpi_json_open(json, NULL, '{');
        bwpi_json_put_text(json, "name", sites[i].name);
        put_site(json, &sites[i]);
        bwpi_json_close(json, '}');
    }
    bwpi_json_close(json, ']');
}

/* The files in which the provider's own tools keep keys, in the order of asking, and the variables that lead to them.
 */
static void put_profiles(struct json_writer *json, const struct profile_file *files)
{
    bwpi_json_open(json, "profiles", '[');
    for (; files->path != NULL; files++) {
        const struct {
            const char *key, *variable;
        } variables[] = {{"path_variable", files->path_variable},
                         {"name_variable", files->name_variable},
                         {"off_variable", files->off_variable}};

        bwpi_json_open(json, NULL, '{');
        bwpi_json_put_text(json, "file", files->path);
        for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
            bwpi_json_put_text(json, variables[i].key, variables[i].variable != NULL ? variables[i].variable : "");
        bwpi_json_close(json, '}');
    }
    bwpi_json_close(json, ']');
}

/* The operations that the same client token does once; what it does not protect takes none. */
static void put_tokens(struct json_writer *json, const struct skill *skills)
{
    bwpi_json_open(json, "tokens", '[');
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (skills[verb].takes_token)
            bwpi_json_put_text(json, NULL, bwpi_verb_name((enum verb)verb));
    }
    bwpi_json_close(json, ']');
}

/* The optional fields of bwp_config that mean something at this provider, though not at every one. */
static void put_config(struct json_writer *json, unsigned uses)
{
    bwpi_json_open(json, "config", '[');
    for (size_t i = 0; i < bwpi_config_fields.count; i++) {
        if ((bwpi_config_fields.list[i].use & uses) != 0)
            bwpi_json_put_text(json, NULL, bwpi_config_fields.list[i].name);
    }
    bwpi_json_close(json, ']');
}

char *bwp_providers_json(void)
{
    struct buf             text = BUF_INIT(OUTPUT_MAX);
    struct json_writer     json = {&text, false};
    const struct provider *provider;
    char                  *taken;

    bwpi_json_open(&json, NULL, '{');
    bwpi_json_open(&json, "providers", '[');
    for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++) {
        bwpi_json_open(&json, NULL, '{');
        bwpi_json_put_text(&json, "name", provider->name);
        put_site(&json, &provider->sites[0]);
        put_sites(&json, provider->sites);
        put_terms(&json, &provider->terms);
        put_tokens(&json, provider->skills);
        put_profiles(&json, provider->profiles);
        put_config(&json, provider->uses);
        bwpi_json_close(&json, '}');
    }
    bwpi_json_close(&json, ']');
    bwpi_json_close(&json, '}');
    taken = bwpi_buf_take(&text);
    bwpi_buf_free(&text);
    return taken != NULL ? taken : (char *)(uintptr_t)bwpi_no_providers;
}
