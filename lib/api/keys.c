/* keys.c - keys come whole from one source, never half of one and half of another; later they may change. */
#include "api/keys.h"

#include <stdio.h>
#include <string.h>

#include "api/fields.h"
#include "road/client.h"

static bool is_given(const char *text)
{
    return text != NULL && *text != '\0';
}

bwp_status bwpi_complete_text(const char **text, const char *name, const char *const *variables, struct fault *fault)
{
    struct found found = bwpi_environment_find(variables);

    if ((*text != NULL && **text != '\0') || found.variable == NULL)
        return BWP_OK;
    if (bwpi_field_check_text(&bwpi_config_fields, bwpi_field_find(&bwpi_config_fields, name), found.variable,
                              found.text, fault) != BWP_OK)
        return fault->status;
    *text = found.text;
    return BWP_OK;
}

static bool is_word(const char *text, const char *word)
{
    return text != NULL && strcmp(text, word) == 0;
}

/* where: the source that was asked for; "" or NULL where any would have done. */
static bwp_status fault_no_keys(const struct config *config, const char *where, struct fault *fault)
{
    const struct environment *names = &config->site->environment;

    if (is_word(where, "environment"))
        return bwpi_fault(
            fault, BWP_ERR_CREDENTIALS, "access_key",
            "access_key and secret_key are missing; set %s and %s, or leave credentials \"environment\" out",
            names->access_key[0], names->secret_key[0]);
    if (is_word(where, "profile"))
        return bwpi_fault(
            fault, BWP_ERR_CREDENTIALS, "access_key",
            "access_key and secret_key are missing; make a profile with both in ~/%s, or leave credentials "
            "\"profile\" out",
            config->provider->profiles[0].path);
    return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "access_key",
                      "access_key and secret_key are missing; set %s and %s, or give both in the config, or in ~/%s",
                      names->access_key[0], names->secret_key[0], config->provider->profiles[0].path);
}

/* ---- the environment ---- */

static bool is_set(const char *const *variables)
{
    return bwpi_environment_find(variables).variable != NULL;
}

/* Takes all keys from the environment.  Half of a pair is an error, for another source would be another identity. */
static bwp_status take_environment(const struct environment *names, bwp_config *given, struct fault *fault)
{
    if (bwpi_complete_text(&given->access_key, "access_key", names->access_key, fault) != BWP_OK ||
        bwpi_complete_text(&given->secret_key, "secret_key", names->secret_key, fault) != BWP_OK ||
        bwpi_complete_text(&given->security_token, "security_token", names->security_token, fault) != BWP_OK)
        return fault->status;
    if (!is_given(given->access_key) || !is_given(given->secret_key)) {
        bool               has_access_key = is_given(given->access_key);
        const char *const *there = has_access_key                ? names->access_key
                                   : is_given(given->secret_key) ? names->secret_key
                                                                 : names->security_token;

        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, has_access_key ? "secret_key" : "access_key",
                          "%s is missing: %s is not set although %s is; the two go together",
                          has_access_key ? "secret_key" : "access_key",
                          has_access_key ? names->secret_key[0] : names->access_key[0],
                          bwpi_environment_find(there).variable);
    }
    return BWP_OK;
}

/* ---- profiles ---- */

/* Sets a text of the struct from the profile where it was not given. */
static bwp_status take_text(const char **text, const char *field, const struct profile *profile, const char *found,
                            struct fault *fault)
{
    char name[BWP_ERROR_SIZE / 2];

    if (is_given(*text) || found == NULL)
        return BWP_OK;
    (void)snprintf(name, sizeof name, "%s in %.100s", field, profile->path);
    *text = found;
    return bwpi_field_check_text(&bwpi_config_fields, bwpi_field_find(&bwpi_config_fields, field), name, found, fault);
}

static bwp_status take_profile(const struct config *config, bwp_config *given, struct profile *profile,
                               struct fault *fault)
{
    if (bwpi_profile_find(config->provider->profiles, is_given(given->profile) ? given->profile : "", profile, fault) !=
        BWP_OK)
        return fault->status;
    if (profile->file == NULL)
        return fault_no_keys(config, given->credentials, fault);
    if (take_text(&given->access_key, "access_key", profile, profile->access_key, fault) != BWP_OK ||
        take_text(&given->secret_key, "secret_key", profile, profile->secret_key, fault) != BWP_OK ||
        take_text(&given->security_token, "security_token", profile, profile->security_token, fault) != BWP_OK ||
        take_text(&given->account, "account", profile, profile->account, fault) != BWP_OK ||
        take_text(&given->project, "project", profile, profile->project, fault) != BWP_OK ||
        take_text(&given->iam_endpoint, "iam_endpoint", profile, profile->iam_endpoint, fault) != BWP_OK)
        return fault->status;
    return BWP_OK;
}

/* ---- which source ---- */

static bwp_status check_sources(const bwp_config *given, bool has_keys, struct fault *fault)
{
    const char *where = given->credentials;
    bool        has_token = is_given(given->auth_token);

    if (has_token && has_keys)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "auth_token",
                          "auth_token and keys are both given; give the token or the keys");
    if ((has_token || has_keys) && (is_given(where) || is_given(given->profile)))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, is_given(where) ? "credentials" : "profile",
                          "%s says where to look for keys, but the config gives them; leave one of the two out",
                          is_given(where) ? "credentials" : "profile");
    if (is_given(where) && !is_word(where, "environment") && !is_word(where, "profile") && !is_word(where, "metadata"))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "credentials",
                          "credentials is \"%.40s\"; it has to be environment, profile or metadata", where);
    if (is_given(given->profile) && is_given(where) && !is_word(where, "profile"))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "profile",
                          "profile goes with credentials \"profile\", not \"%s\"; %s", where,
                          "leave one of the two out");
    return BWP_OK;
}

bwp_status bwpi_keys_choose(const struct config *config, bwp_config *given, struct profile *profile,
                            const char **source, struct fault *fault)
{
    const struct environment *names = &config->site->environment;
    bool has_keys = is_given(given->access_key) || is_given(given->secret_key) || is_given(given->security_token);

    if (check_sources(given, has_keys, fault) != BWP_OK)
        return fault->status;
    *source = "config";
    if (is_given(given->auth_token) || has_keys)
        return BWP_OK;
    if (is_word(given->credentials, "metadata") && config->provider->metadata == NULL)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "credentials",
                          "%s gives its machines no keys of their own; set credentials to environment or profile",
                          config->provider->name);
    *source = "metadata";
    if (is_word(given->credentials, "metadata"))
        return BWP_OK;
    *source = "environment";
    if (!is_given(given->profile) && !is_word(given->credentials, "profile") &&
        (is_set(names->access_key) || is_set(names->secret_key) || is_set(names->security_token)))
        return take_environment(names, given, fault);
    if (is_word(given->credentials, "environment"))
        return fault_no_keys(config, given->credentials, fault);
    *source = "profile";
    return take_profile(config, given, profile, fault);
}

bwp_status bwpi_keys_find_metadata(struct config *config, const char *source, struct fault *fault)
{
    const struct environment *names = &config->site->environment;
    struct found              role = bwpi_environment_find(names->metadata_role);
    struct found              off = bwpi_environment_find_true(names->metadata_off);

    if (!is_word(source, "metadata"))
        return BWP_OK;
    if (off.variable != NULL)
        return bwpi_fault(
            fault, BWP_ERR_CREDENTIALS, "credentials",
            "credentials is \"metadata\", but %s is true, which forbids to ask that service; unset it, or "
            "give keys in another way",
            off.variable);
    if (role.variable != NULL && !bwpi_role_take(config->role, role.text))
        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "credentials",
                          "%s is \"%.40s\", which is no name of a role: it has letters, digits and -_.@, at most %d; "
                          "correct it, or unset it",
                          role.variable, role.text, ERRAND_NAME_SIZE - 1);
    config->metadata_needs_token = bwpi_environment_find_true(names->metadata_needs_token).variable != NULL;
    return BWP_OK;
}

bwp_status bwpi_keys_make(bwp_client *client, const bwp_config *given, const char *source, struct fault *fault)
{
    bool has_access_key = is_given(given->access_key), has_secret_key = is_given(given->secret_key);
    bool is_fetched = is_word(source, "metadata");

    if (!is_fetched && !is_given(given->auth_token) && !has_access_key && !has_secret_key)
        return fault_no_keys(&client->config, "", fault);
    if (has_access_key != has_secret_key)
        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, has_access_key ? "secret_key" : "access_key",
                          "%s is missing; the two keys go together", has_access_key ? "secret_key" : "access_key");
    client->keys = bwpi_keys_new(given->access_key, given->secret_key, given->security_token, given->auth_token,
                                 source);
    if (client->keys == NULL)
        return bwpi_fault_memory(fault);
    client->keys->renew = is_fetched ? 1 : 0; /* before the first call */
    return is_fetched ? BWP_OK : client->config.provider->prepare_keys(&client->config, client->keys, fault);
}

/* ---- keys that change ---- */

static bwp_status check_key(const char *name, const char *text, struct fault *fault)
{
    return bwpi_field_check_text(&bwpi_config_fields, bwpi_field_find(&bwpi_config_fields, name), name, text, fault);
}

static bwp_status set_keys(bwp_client *client, const char *access_key, const char *secret_key,
                           const char *security_token, struct fault *fault)
{
    struct keys *keys;

    if (client == NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the client is NULL; make one with bwp_client_new()");
    if (!is_given(access_key) || !is_given(secret_key))
        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, is_given(access_key) ? "secret_key" : "access_key",
                          "%s is missing; the two keys go together",
                          is_given(access_key) ? "secret_key" : "access_key");
    if (check_key("access_key", access_key, fault) != BWP_OK || check_key("secret_key", secret_key, fault) != BWP_OK ||
        check_key("security_token", security_token, fault) != BWP_OK)
        return fault->status;
    keys = bwpi_keys_new(access_key, secret_key, security_token, NULL, "config");
    if (keys == NULL)
        return bwpi_fault_memory(fault);
    if (client->config.provider->prepare_keys(&client->config, keys, fault) == BWP_OK)
        bwpi_client_put_keys(client, keys);
    else
        bwpi_keys_release(keys);
    return fault->status;
}

bwp_status bwp_client_set_keys(bwp_client *client, const char *access_key, const char *secret_key,
                               const char *security_token, char errbuf[BWP_ERROR_SIZE])
{
    struct fault fault = {0};

    (void)set_keys(client, access_key, secret_key, security_token, &fault); /* what is wrong is in the fault */
    if (errbuf != NULL)
        (void)snprintf(errbuf, BWP_ERROR_SIZE, "%s", fault.message);
    return fault.status;
}
