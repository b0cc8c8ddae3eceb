/* create.c - buying, and showing what buying would send. */
#include <string.h>

#include "api/fields.h"
#include "road/call.h"

typedef void run_function(bwp_client *client, const struct plan *plan, bwp_result *result);

/* The token is the caller's, or made here once and kept for every attempt. */
static bwp_status give_token(const struct provider *provider, bwp_result *result, struct fault *fault)
{
    const char *token = result->order.request.client_token;

    if (!provider->skills[VERB_CREATE].takes_token)
        return BWP_OK;
    if (*token != '\0') /* the terms have seen that it fits */
        memcpy(result->client_token, token, strlen(token) + 1);
    else if (!bwpi_random_uuid(result->client_token))
        return bwpi_fault(fault, BWP_ERR_MEMORY, "client_token", "there is no randomness to be had for a client_token");
    return BWP_OK;
}

/* Copies and checks what is asked into the result's order. */
static bwp_status take_order(const bwp_client *client, const bwp_request *request, bwp_result *result,
                             struct fault *fault)
{
    const struct provider *provider;
    struct order          *order = &result->order;

    if (client == NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the client is NULL; make one with bwp_client_new()");
    result->provider = provider = client->config.provider;
    if (bwpi_fields_copy(&bwpi_request_fields, request, &order->request, &order->memory, fault) != BWP_OK ||
        bwpi_order_check(order, fault) != BWP_OK ||
        bwpi_terms_check(provider->name, &provider->terms, &order->request, fault) != BWP_OK)
        return fault->status;
    return give_token(provider, result, fault);
}

static bwp_outcome create(bwp_client *client, const bwp_request *request, bwp_result **handed_out, run_function *run)
{
    bwp_result  *result = bwpi_result_new();
    struct fault fault;
    bwp_outcome  outcome;

    if (result == NULL)
        result = bwpi_result_without_memory();
    else if (take_order(client, request, result, &fault) != BWP_OK)
        bwpi_result_fault(result, &fault);
    else
        run(client, &bwpi_plan_create, result);
    outcome = result->outcome;
    if (handed_out != NULL)
        *handed_out = result;
    else
        bwp_result_free(result);
    return outcome;
}

bwp_outcome bwp_create(bwp_client *client, const bwp_request *request, bwp_result **result)
{
    return create(client, request, result, bwpi_call_run);
}

bwp_outcome bwp_preview(bwp_client *client, const bwp_request *request, bwp_result **result)
{
    return create(client, request, result, bwpi_call_preview);
}
