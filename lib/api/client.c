/* client.c - a configuration copied, completed from the environment, checked once and wiped at the end. */
#include "api/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/redact.h"
#include "api/request.h"
#include "base/utf8.h"
#include "net/proxy.h"
#include "net/retry.h"

enum { AGENT_MAX = 200, CONFIG_TEXT_MAX = 32 * 1024 }; /* some tokens run to many kilobytes */

enum kind { PLAIN, VISIBLE_ASCII, PRINTABLE_ASCII };

/* Every text of the public struct and where its copy lives. */
static const struct text_field {
    const char *name;
    size_t      from, to; /* offsets in bwp_config and struct config */
    enum kind   kind;
    unsigned    use; /* enum config_use; 0: every provider's */
} text_fields[] = {
#define TEXT(name, kind, use)                                                                                          \
    {                                                                                                                  \
#name, offsetof(bwp_config, name), offsetof(struct config, name), kind, use                                    \
    }
    TEXT(access_key, VISIBLE_ASCII, 0),
    TEXT(secret_key, VISIBLE_ASCII, 0),
    TEXT(security_token, VISIBLE_ASCII, 0),
    TEXT(auth_token, VISIBLE_ASCII, USES_AUTH_TOKEN),
    TEXT(account, PLAIN, USES_ACCOUNT),
    TEXT(project, PLAIN, USES_PROJECT),
    TEXT(site, PLAIN, USES_SITE),
    TEXT(endpoint, VISIBLE_ASCII, 0),
    TEXT(iam_endpoint, VISIBLE_ASCII, USES_IAM_ENDPOINT),
    TEXT(signature, PLAIN, USES_SIGNATURE),
    TEXT(ca_file, PLAIN, 0),
    TEXT(proxy, VISIBLE_ASCII, 0),
    TEXT(user_agent, PRINTABLE_ASCII, 0),
#undef TEXT
};

static char **text_of(struct config *config, size_t offset)
{
    return (char **)(void *)((char *)config + offset);
}

/* name is the field's, or that of the environment variable the text came from. */
static bwp_status set_text(struct config *config, const struct text_field *field, const char *name, const char *text,
                           struct fault *fault)
{
    if (bwpi_text_check(name, text, CONFIG_TEXT_MAX, fault) != BWP_OK) {
        (void)snprintf(fault->field, sizeof fault->field, "%s", field->name);
        return fault->status;
    }
    for (const char *c = text; field->kind != PLAIN && *c != '\0'; c++) {
        if (*c > '~' || *c < (field->kind == VISIBLE_ASCII ? '!' : ' '))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has a %s, which it cannot hold; copy it again",
                              name, *c == ' ' ? "blank" : "character outside ASCII");
    }
    *text_of(config, field->to) = strdup(text);
    return *text_of(config, field->to) != NULL ? BWP_OK : bwpi_fault_memory(fault);
}

static bwp_status copy_texts(struct config *config, const bwp_config *given, struct fault *fault)
{
    for (size_t i = 0; i < sizeof text_fields / sizeof text_fields[0]; i++) {
        const struct text_field *field = &text_fields[i];
        const char              *text;

        memcpy(&text, (const char *)given + field->from, sizeof text);
        if (text == NULL || *text == '\0')
            continue;
        if (field->use != 0 && (config->provider->uses & field->use) == 0)
            return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, field->name, "%s means nothing to %s; leave it out",
                              field->name, config->provider->name);
        if (set_text(config, field, field->name, text, fault) != BWP_OK)
            return fault->status;
    }
    return BWP_OK;
}

static bwp_status from_environment(struct config *config, const char *name, const char *const *variables,
                                   struct fault *fault)
{
    const struct text_field *field = text_fields;

    while (strcmp(field->name, name) != 0)
        field++;
    if (*text_of(config, field->to) != NULL)
        return BWP_OK;
    for (; *variables != NULL; variables++) {
        const char *text = getenv(*variables);

        if (text != NULL && *text != '\0')
            return set_text(config, field, *variables, text, fault);
    }
    return BWP_OK;
}

/* Keys come whole from the config or whole from the environment: never half of each. */
static bwp_status find_keys(struct config *config, struct fault *fault)
{
    const struct environment *variables = &config->provider->environment;
    bool                      given = config->access_key != NULL || config->secret_key != NULL;

    if (from_environment(config, "account", variables->account, fault) != BWP_OK ||
        from_environment(config, "project", variables->project, fault) != BWP_OK)
        return fault->status;
    if (config->auth_token != NULL && (given || config->security_token != NULL))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "auth_token",
                          "auth_token and keys are both given; give the token or the keys");
    if (config->auth_token != NULL)
        return BWP_OK;
    if (!given && config->security_token == NULL &&
        (from_environment(config, "access_key", variables->access_key, fault) != BWP_OK ||
         from_environment(config, "secret_key", variables->secret_key, fault) != BWP_OK ||
         from_environment(config, "security_token", variables->security_token, fault) != BWP_OK))
        return fault->status;
    if (config->access_key == NULL && config->secret_key == NULL)
        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "access_key",
                          "access_key and secret_key are missing; give both, or set %s and %s",
                          variables->access_key[0], variables->secret_key[0]);
    if (config->access_key == NULL || config->secret_key == NULL) {
        const char *field = config->access_key == NULL ? "access_key" : "secret_key";

        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, field, "%s is missing; the two keys go together", field);
    }
    return BWP_OK;
}

static bwp_status find_endpoint(struct config *config, struct fault *fault)
{
    const char *text = config->endpoint != NULL ? config->endpoint : config->provider->endpoint, *rule;

    if (config->proxy != NULL && strchr(config->proxy, '@') != NULL) /* and neither is quoted: it may hold a password */
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "proxy",
                          "proxy has an @; give [scheme://]host[:port] without a user");
    rule = config->proxy != NULL ? bwpi_proxy_problem(config->proxy) : NULL;
    if (rule != NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "proxy", "%s", rule);
    if (strchr(text, '@') != NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "endpoint",
                          "endpoint has an @; give https://host[:port] without a user");
    if (!bwpi_endpoint_parse(&config->address, text, &rule))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "endpoint", "endpoint is \"%.80s\"; %s", text, rule);
    if (config->ca_file != NULL && access(config->ca_file, R_OK) != 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "ca_file", "ca_file \"%.80s\" cannot be read; give a PEM file",
                          config->ca_file);
    return BWP_OK;
}

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

static bwp_status complete(bwp_client *client, const bwp_config *given, struct fault *fault)
{
    struct config *config = &client->config;
    const char    *problem;
    char           agent[256];

    if (find_provider(config, given->provider, fault) != BWP_OK)
        return fault->status;
    config->connect_timeout_ms = given->connect_timeout_ms != 0 ? given->connect_timeout_ms : 10000;
    config->timeout_ms = given->timeout_ms != 0 ? given->timeout_ms : 60000;
    config->max_attempts = given->max_attempts != 0 ? given->max_attempts : 3;
    config->log = given->log;
    config->log_user = given->log_user;
    if (copy_texts(config, given, fault) != BWP_OK || find_keys(config, fault) != BWP_OK ||
        find_endpoint(config, fault) != BWP_OK)
        return fault->status;
    if (config->user_agent != NULL && strlen(config->user_agent) > AGENT_MAX)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "user_agent", "user_agent has %zu bytes; at most %d are taken",
                          strlen(config->user_agent), (int)AGENT_MAX);
    (void)snprintf(agent, sizeof agent, "%s%slibbwp/%s", config->user_agent != NULL ? config->user_agent : "",
                   config->user_agent != NULL ? " " : "", bwp_version());
    free(config->user_agent);
    config->user_agent = strdup(agent);
    config->crypto = bwpi_crypto_new(&problem);
    if (config->crypto == NULL && problem != NULL)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "", "%s", problem);
    if (config->user_agent == NULL || config->crypto == NULL)
        return bwpi_fault_memory(fault);
    if (config->provider->configure(config, fault) != BWP_OK)
        return fault->status;
    client->route = (struct route){
        .base = config->address.base,
        .is_loopback = config->address.is_loopback,
        .ca_file = config->ca_file,
        .proxy = config->proxy,
        .user_agent = config->user_agent,
        .connect_timeout_ms = config->connect_timeout_ms > INT32_MAX ? INT32_MAX : (long)config->connect_timeout_ms,
    };
    client->pause_base_ms = RETRY_BASE_MS;
    client->pool = bwpi_pool_new(&problem);
    if (client->pool != NULL)
        return BWP_OK;
    return problem != NULL ? bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "", "%s", problem) : bwpi_fault_memory(fault);
}

bwp_client *bwp_client_new(const bwp_config *given, char errbuf[BWP_ERROR_SIZE])
{
    bwp_client  *client = calloc(1, sizeof *client);
    bwp_config   known;
    struct fault fault = {0};

    if (client == NULL) {
        (void)bwpi_fault_memory(&fault);
    } else if (bwpi_struct_copy(&known, sizeof known, given, "bwp_config", &fault) == BWP_OK) {
        (void)complete(client, &known, &fault); /* what is wrong is in the fault */
    }
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
    if (client == NULL)
        return;
    atomic_fetch_add(&client->cancellations, 1);
    bwpi_pool_wake(client->pool);
}

static void wipe_text(char *text)
{
    if (text != NULL)
        bwpi_wipe(text, strlen(text));
    free(text);
}

void bwp_client_free(bwp_client *client)
{
    if (client == NULL)
        return;
    bwpi_pool_free(client->pool);
    bwpi_hmac_key_free(client->config.key);
    bwpi_crypto_free(client->config.crypto);
    for (size_t i = 0; i < sizeof text_fields / sizeof text_fields[0]; i++)
        wipe_text(*text_of(&client->config, text_fields[i].to));
    free(client);
}

size_t bwpi_client_redact(const bwp_client *client, const char *signature, char *text, size_t size)
{
    const struct config *config = &client->config;
    const char *const secrets[] = {config->access_key, config->secret_key, config->security_token, config->auth_token,
                                   signature};

    return bwpi_redact(text, size, secrets, sizeof secrets / sizeof secrets[0]);
}

#define AS_TEXT_(x) #x
#define AS_TEXT(x)  AS_TEXT_(x)

const char *bwp_version(void)
{
    return AS_TEXT(BWP_VERSION_MAJOR) "." AS_TEXT(BWP_VERSION_MINOR) "." AS_TEXT(BWP_VERSION_PATCH);
}
