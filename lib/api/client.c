/* client.c - a configuration copied, completed from the environment, checked once and wiped at the end. */
#include "road/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/fields.h"
#include "api/keys.h"
#include "net/proxy.h"
#include "road/fetch.h"
#include "road/retry.h"

enum { AGENT_MAX = 200 };

static const struct {
    size_t   offset; /* of a number in bwp_config that is zero where it was not given */
    uint32_t instead;
} numbers[] = {
    {offsetof(bwp_config, connect_timeout_ms), 10 * 1000},
    {offsetof(bwp_config, timeout_ms), 60 * 1000},
    {offsetof(bwp_config, max_attempts), 3},
};

static bwp_status find_provider(struct config *config, const char *name, struct fault *fault)
{
    bool is_given = name != NULL && *name != '\0';
    char list[64] = "";

    config->provider = is_given ? bwpi_provider_find(name) : NULL;
    if (config->provider != NULL)
        return BWP_OK;
    for (size_t i = 0; bwpi_provider_at(i) != NULL; i++) {
        size_t used = strlen(list);

        (void)snprintf(list + used, sizeof list - used, "%s%s",
                       i == 0                            ? ""
                       : bwpi_provider_at(i + 1) != NULL ? ", "
                                                         : " or ",
                       bwpi_provider_at(i)->name);
    }
    if (!is_given)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider", "provider is missing; it has to be %s", list);
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider", "provider is \"%.40s\"; it has to be %s", name, list);
}

static bwp_status check_uses(const struct provider *provider, const bwp_config *given, struct fault *fault)
{
    for (size_t i = 0; i < bwpi_config_fields.count; i++) {
        const struct field *field = &bwpi_config_fields.list[i];

        if (field->use != 0 && (provider->uses & field->use) == 0 && *bwpi_field_text(field, given) != '\0')
            return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, field->name, "%s means nothing to %s; leave it out",
                              field->name, provider->name);
    }
    return BWP_OK;
}

/* The site decides where keys are looked for, so it is checked before them. */
static bwp_status find_site(struct config *config, const char *name, struct fault *fault)
{
    const struct site *sites = config->provider->sites;

    config->site = bwpi_provider_site(config->provider, name != NULL ? name : "");
    if (config->site != NULL)
        return BWP_OK;
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, "site", "site is \"%.40s\"; it has to be %s or %s", name, sites[0].name,
                      sites[1].name);
}

/* ---- addresses ---- */

/* A text with an @ is not quoted, because what stands before it may be a password. */
static bwp_status find_address(struct config *config, struct fault *fault)
{
    const bwp_config *given = &config->given;
    const char       *text = *given->endpoint != '\0' ? given->endpoint : config->site->endpoint, *rule;

    if (strchr(given->proxy, '@') != NULL)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "proxy",
                          "proxy has an @; give [scheme://]host[:port] without a user");
    rule = *given->proxy != '\0' ? bwpi_proxy_problem(given->proxy) : NULL;
    if (rule != NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "proxy", "%s", rule);
    if (strchr(text, '@') != NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "endpoint",
                          "endpoint has an @; give https://host[:port] without a user");
    if (!bwpi_endpoint_parse(&config->address, text, &rule))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "endpoint", "endpoint is \"%.80s\"; %s", text, rule);
    if (*given->ca_file != '\0' && access(given->ca_file, R_OK) != 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "ca_file", "ca_file \"%.80s\" cannot be read; give a PEM file",
                          given->ca_file);
    if (strlen(given->user_agent) > AGENT_MAX)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "user_agent", "user_agent has %zu bytes; at most %d are taken",
                          strlen(given->user_agent), (int)AGENT_MAX);
    return BWP_OK;
}

/*
 * Where the account is asked for.  On loopback one server plays all of them; and whoever names a place for the first
 * question is not sent to the vendor with the second.
 */
static bwp_status find_account_places(struct config *config, struct fault *fault)
{
    const struct provider *provider = config->provider;
    struct found           second = bwpi_environment_find(config->site->environment.sts_endpoint);
    bool                   is_named = *config->given.iam_endpoint != '\0' || config->address.is_loopback;
    const char            *texts[2] = {provider->account_endpoints[0], provider->account_endpoints[1]}, *rule;

    if (provider->fetch_account == NULL)
        return BWP_OK;
    if (is_named)
        texts[0] = *config->given.iam_endpoint != '\0' ? config->given.iam_endpoint : config->address.base;
    if (is_named || second.variable != NULL)
        texts[1] = second.variable != NULL ? second.text : NULL;
    for (size_t i = 0; i < 2 && texts[i] != NULL; i++) {
        const char *name = i == 0 ? "iam_endpoint" : second.variable;

        if (strchr(texts[i], '@') != NULL)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "iam_endpoint",
                              "%s has an @; give https://host[:port] without a user", name);
        if (!bwpi_endpoint_parse(&config->account_at[i], texts[i], &rule))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "iam_endpoint", "%s is \"%.80s\"; %s", name, texts[i], rule);
        config->account_at_count++;
    }
    return BWP_OK;
}

static bwp_status make_route(bwp_client *client, struct fault *fault)
{
    const struct config *config = &client->config;
    const bwp_config    *given = &config->given;
    struct buf           agent = BUF_INIT(2 * AGENT_MAX);

    bwpi_buf_add_text(&agent, given->user_agent);
    bwpi_buf_add_text(&agent, *given->user_agent != '\0' ? " libbwp/" : "libbwp/");
    bwpi_buf_add_text(&agent, bwp_version());
    client->user_agent = bwpi_buf_take(&agent);
    bwpi_buf_free(&agent);
    client->route = (struct route){
        .base = config->address.base,
        .is_loopback = config->address.is_loopback,
        .ca_file = *given->ca_file != '\0' ? given->ca_file : NULL,
        .proxy = *given->proxy != '\0' ? given->proxy : NULL,
        .user_agent = client->user_agent,
        .connect_timeout_ms = given->connect_timeout_ms > INT32_MAX ? INT32_MAX : (long)given->connect_timeout_ms,
    };
    return client->user_agent != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

/* ---- the client ---- */

static bwp_status make(bwp_client *client, const bwp_config *caller_config, struct profile *profile,
                       struct fault *fault)
{
    struct config *config = &client->config;
    bwp_config     given;
    const char    *problem, *source;

    if (bwpi_fields_widen(&bwpi_config_fields, caller_config, &given, fault) != BWP_OK ||
        find_provider(config, given.provider, fault) != BWP_OK ||
        check_uses(config->provider, &given, fault) != BWP_OK || find_site(config, given.site, fault) != BWP_OK ||
        bwpi_complete_text(&given.account, "account", config->site->environment.account, fault) != BWP_OK ||
        bwpi_complete_text(&given.project, "project", config->site->environment.project, fault) != BWP_OK ||
        bwpi_complete_text(&given.iam_endpoint, "iam_endpoint", config->site->environment.iam_endpoint, fault) !=
            BWP_OK ||
        bwpi_keys_choose(config, &given, profile, &source, fault) != BWP_OK)
        return fault->status;
    given.struct_size = sizeof given;
    if (bwpi_fields_copy(&bwpi_config_fields, &given, &config->given, &config->memory, fault) != BWP_OK)
        return fault->status;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        uint32_t number;

        memcpy(&number, (char *)&config->given + numbers[i].offset, sizeof number);
        if (number == 0)
            memcpy((char *)&config->given + numbers[i].offset, &numbers[i].instead, sizeof number);
    }
    config->crypto = bwpi_crypto_new(&problem);
    if (config->crypto == NULL && problem != NULL)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "", "%s", problem);
    if (config->crypto == NULL)
        return bwpi_fault_memory(fault);
    if (find_address(config, fault) != BWP_OK || find_account_places(config, fault) != BWP_OK ||
        bwpi_keys_find_metadata(config, source, fault) != BWP_OK ||
        (config->provider->configure != NULL && config->provider->configure(config, fault) != BWP_OK) ||
        bwpi_keys_make(client, &given, source, fault) != BWP_OK || make_route(client, fault) != BWP_OK)
        return fault->status;
    client->pause_base_ms = RETRY_BASE_MS;
    client->look_pause_ms = RETRY_LOOK_MS;
    client->metadata = config->provider->metadata;
    client->metadata_timeout_ms = FETCH_TIMEOUT_MS;
    client->pool = bwpi_pool_new(fault);
    return client->pool != NULL ? BWP_OK : fault->status;
}

static void note_profile(bwp_client *client, const struct profile *profile)
{
    if (profile->file == NULL)
        return;
    memcpy(client->profile_name, profile->name, sizeof client->profile_name);
    memcpy(client->profile_path, profile->path, sizeof client->profile_path);
}

/* A file that others may read is used, as the provider's tools do, but not in silence. */
static void log_shared(const bwp_client *client, const struct profile *profile)
{
    const bwp_config *given = &client->config.given;
    char              line[PROFILE_PATH_SIZE + 100];

    if (given->log == NULL || profile->file == NULL || !profile->is_shared)
        return;
    (void)snprintf(line, sizeof line, "%s: keys from %s, which others on this machine may read; chmod 600 helps",
                   client->config.provider->name, profile->path);
    given->log(given->log_user, line);
}

bwp_client *bwp_client_new(const bwp_config *config, char errbuf[BWP_ERROR_SIZE])
{
    bwp_client    *client = calloc(1, sizeof *client);
    struct profile profile;
    struct fault   fault = {0};

    bwpi_profile_init(&profile);
    if (client == NULL) {
        (void)bwpi_fault_memory(&fault);
    } else if (make(client, config, &profile, &fault) == BWP_OK) {
        note_profile(client, &profile);
        log_shared(client, &profile);
    }
    bwpi_profile_free(&profile);
    if (errbuf != NULL)
        (void)snprintf(errbuf, BWP_ERROR_SIZE, "%s", fault.message);
    if (fault.status != BWP_OK) {
        bwp_client_free(client);
        client = NULL;
    }
    return client;
}

void bwp_client_cancel(bwp_client *client)
{
    if (client != NULL)
        bwpi_client_cancel(client);
}

void bwp_client_free(bwp_client *client)
{
    if (client == NULL)
        return;
    bwpi_pool_free(client->pool);
    bwpi_keys_release(client->keys);
    bwpi_crypto_free(client->config.crypto);
    free(client->user_agent);
    free(client->config.memory);
    free(client);
}

const char *bwp_version(void)
{
    return BWP_VERSION;
}
