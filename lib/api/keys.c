/* keys.c - keys come whole from the config or whole from the environment, never half of each; later they may change. */
#include "api/keys.h"

#include <stdio.h>

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

static bwp_status fault_no_keys(const struct environment *names, struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "access_key",
                      "access_key and secret_key are missing; set %s and %s, or give both in the config",
                      names->access_key[0], names->secret_key[0]);
}

/* Takes all keys from the environment; called where the config gives none of them. */
static bwp_status complete_keys(const struct environment *names, bwp_config *given, struct fault *fault)
{
    if (bwpi_complete_text(&given->access_key, "access_key", names->access_key, fault) != BWP_OK ||
        bwpi_complete_text(&given->secret_key, "secret_key", names->secret_key, fault) != BWP_OK ||
        bwpi_complete_text(&given->security_token, "security_token", names->security_token, fault) != BWP_OK)
        return fault->status;
    if (!is_given(given->access_key) && !is_given(given->secret_key))
        return fault_no_keys(names, fault);
    if (!is_given(given->access_key) || !is_given(given->secret_key)) {
        bool has_access_key = is_given(given->access_key);

        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, has_access_key ? "secret_key" : "access_key",
                          "%s is missing: %s is not set although %s is; the two go together",
                          has_access_key ? "secret_key" : "access_key",
                          has_access_key ? names->secret_key[0] : names->access_key[0],
                          bwpi_environment_find(has_access_key ? names->access_key : names->secret_key).variable);
    }
    return BWP_OK;
}

bwp_status bwpi_keys_find(bwp_client *client, bwp_config *given, struct fault *fault)
{
    const struct provider *provider = client->config.provider;
    bool has_keys = is_given(given->access_key) || is_given(given->secret_key) || is_given(given->security_token);
    const char *source = "config";

    if (is_given(given->auth_token) && has_keys)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "auth_token",
                          "auth_token and keys are both given; give the token or the keys");
    if (!is_given(given->auth_token) && !has_keys) {
        source = "environment";
        if (complete_keys(&provider->environment, given, fault) != BWP_OK)
            return fault->status;
    }
    if (!is_given(given->auth_token) && !is_given(given->access_key) && !is_given(given->secret_key))
        return fault_no_keys(&provider->environment, fault);
    if (!is_given(given->auth_token) && (!is_given(given->access_key) || !is_given(given->secret_key))) {
        const char *field = is_given(given->access_key) ? "secret_key" : "access_key";

        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, field, "%s is missing; the two keys go together", field);
    }
    client->keys = bwpi_keys_new(given->access_key, given->secret_key, given->security_token, given->auth_token,
                                 source);
    if (client->keys == NULL)
        return bwpi_fault_memory(fault);
    return provider->prepare_keys(&client->config, client->keys, fault);
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
