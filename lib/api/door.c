/* door.c - the way in and out of every public function that makes a call. */
#include "api/door.h"

#include <string.h>

bwp_result *bwpi_door_open(bwp_client *client, bool *is_open)
{
    bwp_result  *result = bwpi_result_new();
    struct fault fault;

    *is_open = false;
    if (result == NULL)
        return bwpi_result_without_memory();
    if (client == NULL) {
        (void)bwpi_fault(&fault, BWP_ERR_ARGUMENT, "", "the client is NULL; make one with bwp_client_new()");
        bwpi_result_fault(result, &fault);
        return result;
    }
    result->provider = client->config.provider;
    *is_open = true;
    return result;
}

bwp_status bwpi_door_give_token(bwp_result *result, enum verb verb, const char *token, struct fault *fault)
{
    const struct provider *provider = result->provider;

    if (!provider->skills[verb].takes_token && *token != '\0')
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "client_token",
                          "client_token cannot be sent to %s with %s; leave it out", provider->name,
                          bwpi_verb_name(verb));
    if (!provider->skills[verb].takes_token)
        return BWP_OK;
    if (bwpi_terms_check_token(provider->name, &provider->terms, token, fault) != BWP_OK)
        return fault->status;
    if (*token != '\0')
        memcpy(result->client_token, token, strlen(token) + 1);
    else if (!bwpi_random_uuid(result->client_token))
        return bwpi_fault(fault, BWP_ERR_MEMORY, "client_token", "there is no randomness to be had for a client_token");
    return BWP_OK;
}

bwp_outcome bwpi_door_pass(bwp_client *client, struct wish wish, bwp_result **handed_out)
{
    bwp_outcome outcome;

    if (wish.plan != NULL)
        bwpi_call_run(client, wish.plan, wish.result);
    outcome = bwp_result_outcome(wish.result);
    if (handed_out != NULL)
        *handed_out = wish.result;
    else
        bwp_result_free(wish.result);
    return outcome;
}
