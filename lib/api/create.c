/* create.c - buying, showing what buying would send, and looking whether it was bought. */
#include <string.h>

#include "api/door.h"
#include "api/fields.h"

/* Copies and checks what is asked into the result's order. */
static bwp_status take_order(const bwp_request *request, bwp_result *result, struct fault *fault)
{
    const struct provider *provider = result->provider;
    struct order          *order = &result->order;

    if (bwpi_fields_copy(&bwpi_request_fields, request, &order->request, &order->memory, fault) != BWP_OK ||
        bwpi_order_check_request(order, fault) != BWP_OK)
        return fault->status;
    order->asked = ASKED_REQUEST;
    return bwpi_terms_check(provider->name, &provider->terms, &order->request, fault);
}

/* A result with a purchase that can be made, its token included, or else one that says why not. */
static bwp_result *take_purchase(bwp_client *client, const bwp_request *request, bool *is_open)
{
    struct fault fault;
    bwp_result  *result = bwpi_door_open(client, is_open);

    if (*is_open && (take_order(request, result, &fault) != BWP_OK ||
                     bwpi_door_give_token(result, VERB_CREATE, result->order.request.client_token, &fault) != BWP_OK)) {
        bwpi_result_fault(result, &fault);
        *is_open = false;
    }
    return result;
}

struct wish bwpi_ask_create(bwp_client *client, const bwp_request *request)
{
    bool        is_open;
    bwp_result *result = take_purchase(client, request, &is_open);

    return (struct wish){result, is_open ? &bwpi_plan_create : NULL};
}

struct wish bwpi_ask_preview(bwp_client *client, const bwp_request *request)
{
    bool        is_open;
    bwp_result *result = take_purchase(client, request, &is_open);

    if (is_open)
        bwpi_call_preview(client, VERB_CREATE, result);
    return (struct wish){result, NULL};
}

struct wish bwpi_ask_find(bwp_client *client, const bwp_request *request, int64_t since)
{
    struct fault fault;
    bool         is_open;
    bwp_result  *result = bwpi_door_open(client, &is_open);

    if (result == bwpi_result_without_memory())
        result = bwpi_result_find_without_memory();
    if (!is_open)
        return (struct wish){result, NULL};
    result->order.since = since;
    if (since >= 0 && take_order(request, result, &fault) == BWP_OK)
        return (struct wish){result, &bwpi_plan_find};
    if (since < 0)
        (void)bwpi_fault(&fault, BWP_ERR_ARGUMENT, "since", "since is %lld; give seconds since 1970, or 0 for any time",
                         (long long)since);
    bwpi_result_fault(result, &fault);
    if (fault.status == BWP_ERR_MEMORY) /* nobody looked */
        result->outcome = BWP_UNKNOWN;
    return (struct wish){result, NULL};
}

bwp_outcome bwp_create(bwp_client *client, const bwp_request *request, bwp_result **result)
{
    return bwpi_door_pass(client, bwpi_ask_create(client, request), result);
}

bwp_outcome bwp_preview(bwp_client *client, const bwp_request *request, bwp_result **result)
{
    return bwpi_door_pass(client, bwpi_ask_preview(client, request), result);
}

bwp_outcome bwp_find(bwp_client *client, const bwp_request *request, int64_t since, bwp_result **result)
{
    return bwpi_door_pass(client, bwpi_ask_find(client, request, since), result);
}
