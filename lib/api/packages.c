/* packages.c - the life of a package that exists: looking at it, waiting for it, changing it. */
#include <string.h>

#include "api/door.h"
#include "api/fields.h"

/* ---- looking ---- */

bwp_outcome bwp_get(bwp_client *client, const char *id, bwp_result **handed_out)
{
    struct fault fault;
    bool         is_open;
    bwp_result  *result = bwpi_door_open(client, &is_open);

    if (is_open && bwpi_order_take_id(&result->order, id, &fault) != BWP_OK) {
        bwpi_result_fault(result, &fault);
    } else if (is_open) {
        result->order.asked = ASKED_ID;
        bwpi_call_run(client, &bwpi_plan_get, result);
    }
    return bwpi_door_close(result, handed_out);
}

bwp_outcome bwp_list(bwp_client *client, const bwp_filter *filter, bwp_result **handed_out)
{
    static const bwp_filter all = {.struct_size = sizeof all};
    struct fault            fault;
    bool                    is_open;
    bwp_result             *result = bwpi_door_open(client, &is_open);
    struct order           *order = &result->order;

    if (is_open && (bwpi_fields_copy(&bwpi_filter_fields, filter != NULL ? filter : &all, &order->filter,
                                     &order->memory, &fault) != BWP_OK ||
                    bwpi_order_check_filter(order, &fault) != BWP_OK)) {
        bwpi_result_fault(result, &fault);
    } else if (is_open) {
        order->asked = ASKED_FILTER;
        bwpi_call_run(client, &bwpi_plan_list, result);
    }
    return bwpi_door_close(result, handed_out);
}

bwp_outcome bwp_wait(bwp_client *client, const char *id, const bwp_goal *goal, bwp_result **handed_out)
{
    struct fault  fault;
    bool          is_open;
    bwp_result   *result = bwpi_door_open(client, &is_open);
    struct order *order = &result->order;

    if (is_open && (bwpi_order_take_id(order, id, &fault) != BWP_OK ||
                    bwpi_fields_copy(&bwpi_goal_fields, goal, &order->goal, &order->memory, &fault) != BWP_OK ||
                    bwpi_order_check_goal(order, &fault) != BWP_OK)) {
        bwpi_result_fault(result, &fault);
    } else if (is_open) {
        order->asked = ASKED_GOAL;
        bwpi_call_run(client, &bwpi_plan_wait, result);
    }
    return bwpi_door_close(result, handed_out);
}

/* ---- changing ---- */

static bwp_status take_change(enum verb verb, const char *id, const bwp_change *change, bwp_result *result,
                              struct fault *fault)
{
    static const bwp_change nothing = {.struct_size = sizeof nothing};
    const struct provider  *provider = result->provider;
    struct order           *order = &result->order;
    bool                    may_be_null = verb == VERB_UNBIND || verb == VERB_DELETE;

    if (bwpi_order_take_id(order, id, fault) != BWP_OK ||
        bwpi_fields_copy(&bwpi_change_fields, change == NULL && may_be_null ? &nothing : change, &order->change,
                         &order->memory, fault) != BWP_OK)
        return fault->status;
    order->asked = ASKED_CHANGE;
    if (provider->skills[verb].translate == NULL) /* which the call says: nothing that it is given would help */
        return BWP_OK;
    if (bwpi_order_check_change(order, verb, fault) != BWP_OK ||
        bwpi_terms_check_change(provider->name, &provider->terms, verb, &order->change, fault) != BWP_OK)
        return fault->status;
    return bwpi_door_give_token(result, verb, order->change.client_token, fault);
}

static bwp_outcome change_one(bwp_client *client, enum verb verb, const struct plan *plan, const char *id,
                              const bwp_change *change, bwp_result **handed_out)
{
    struct fault fault;
    bool         is_open;
    bwp_result  *result = bwpi_door_open(client, &is_open);

    if (is_open && take_change(verb, id, change, result, &fault) != BWP_OK)
        bwpi_result_fault(result, &fault);
    else if (is_open && result->order.change.preview)
        bwpi_call_preview(client, verb, result);
    else if (is_open)
        bwpi_call_run(client, plan, result);
    return bwpi_door_close(result, handed_out);
}

bwp_outcome bwp_update(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result)
{
    return change_one(client, VERB_UPDATE, &bwpi_plan_update, id, change, result);
}

bwp_outcome bwp_resize(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result)
{
    return change_one(client, VERB_RESIZE, &bwpi_plan_resize, id, change, result);
}

bwp_outcome bwp_bind(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result)
{
    return change_one(client, VERB_BIND, &bwpi_plan_bind, id, change, result);
}

bwp_outcome bwp_unbind(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result)
{
    return change_one(client, VERB_UNBIND, &bwpi_plan_unbind, id, change, result);
}

bwp_outcome bwp_set_tags(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result)
{
    return change_one(client, VERB_SET_TAGS, &bwpi_plan_set_tags, id, change, result);
}

bwp_outcome bwp_remove_tags(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result)
{
    return change_one(client, VERB_REMOVE_TAGS, &bwpi_plan_remove_tags, id, change, result);
}

bwp_outcome bwp_delete(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result)
{
    return change_one(client, VERB_DELETE, &bwpi_plan_delete, id, change, result);
}
