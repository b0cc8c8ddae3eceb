/* create.c - buying, and showing what buying would send. */
#include <string.h>

#include "api/call.h"
#include "api/request.h"

typedef void call_function(bwp_client *client, const struct operation *operation, bwp_result *result);

/* The token is the caller's, or made here once and kept for every attempt. */
static bwp_status give_token(const struct provider *provider, struct request *request, bwp_result *result,
                             struct fault *fault)
{
    if (!provider->honours_token)
        return BWP_OK;
    if (*request->client_token != '\0')
        (void)strncpy(result->client_token, request->client_token, sizeof result->client_token - 1);
    else if (!bwpi_random_uuid(result->client_token))
        return bwpi_fault(fault, BWP_ERR_MEMORY, "client_token", "there is no randomness to be had for a client_token");
    request->client_token = result->client_token;
    return BWP_OK;
}

static bwp_outcome create(bwp_client *client, const bwp_request *given, bwp_result **handed_out, call_function *call)
{
    bwp_result      *result = bwpi_result_new();
    struct request   request = {0};
    struct operation operation = {OPERATION_CREATE, &request};
    struct fault     fault = {0};
    bwp_outcome      outcome;

    if (result == NULL) {
        result = bwpi_result_without_memory();
    } else if (client == NULL) {
        (void)bwpi_fault(&fault, BWP_ERR_ARGUMENT, "", "the client is NULL; make one with bwp_client_new()");
        bwpi_result_fault(result, &fault);
    } else if (bwpi_request_init(&request, given, &fault) != BWP_OK ||
               bwpi_terms_check(client->config.provider, &request, &fault) != BWP_OK ||
               give_token(client->config.provider, &request, result, &fault) != BWP_OK) {
        bwpi_result_fault(result, &fault);
    } else {
        call(client, &operation, result);
    }
    bwpi_request_free(&request);
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
