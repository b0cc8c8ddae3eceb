/* packages.c - the life of a package that exists: looking at it, waiting for it, changing it. */
#include <string.h>

#include "api/door.h"
#include "api/fields.h"

/* ---- looking ---- */

static struct wish refused(bwp_result *result, const struct fault *fault)
{
    bwpi_result_fault(result, fault);
    return (struct wish){result, NULL};
}

struct wish bwpi_ask_get(bwp_client *client, const char *id)
{
    struct fault fault;
    bool         is_open;
    bwp_result  *result = bwpi_door_open(client, &is_open);

    if (!is_open)
        return (struct wish){result, NULL};
    if (bwpi_order_take_id(&result->order, id, &fault) != BWP_OK)
        return refused(result, &fault);
    result->order.asked = ASKED_ID;
    return (struct wish){result, &bwpi_plan_get};
}

struct wish bwpi_ask_list(bwp_client *client, const bwp_filter *filter)
{
    static const bwp_filter all = {.struct_size = sizeof all};
    struct fault            fault;
    bool                    is_open;
    bwp_result             *result = bwpi_door_open(client, &is_open);
    struct order           *order = &result->order;

    if (!is_open)
        return (struct wish){result, NULL};
    if (bwpi_fields_copy(&bwpi_filter_fields, filter != NULL ? filter : &all, &order->filter, &order->memory, &fault) !=
            BWP_OK ||
        bwpi_order_check_filter(order, &fault) != BWP_OK)
        return refused(result, &fault);
    order->asked = ASKED_FILTER;
    return (struct wish){result, &bwpi_plan_list};
}

struct wish bwpi_ask_wait(bwp_client *client, const char *id, const bwp_goal *goal)
{
    struct fault  fault;
    bool          is_open;
    bwp_result   *result = bwpi_door_open(client, &is_open);
    struct order *order = &result->order;

    if (!is_open)
        return (struct wish){result, NULL};
    if (bwpi_order_take_id(order, id, &fault) != BWP_OK ||
        bwpi_fields_copy(&bwpi_goal_fields, goal, &order->goal, &order->memory, &fault) != BWP_OK ||
        bwpi_order_check_goal(order, &fault) != BWP_OK)
        return refused(result, &fault);
    order->asked = ASKED_GOAL;
    return (struct wish){result, &bwpi_plan_wait};
}

struct wish bwpi_ask_whoami(bwp_client *client)
{
    bool        is_open;
    bwp_result *result = bwpi_door_open(client, &is_open);

    if (is_open)
        result->order.asked = ASKED_WHOAMI;
    return (struct wish){result, is_open ? &bwpi_plan_whoami : NULL};
}

bwp_outcome bwp_get(bwp_client *client, const char *id, bwp_result **result)
{
    return bwpi_door_pass(client, bwpi_ask_get(client, id), result);
}

bwp_outcome bwp_list(bwp_client *client, const bwp_filter *filter, bwp_result **result)
{
    return bwpi_door_pass(client, bwpi_ask_list(client, filter), result);
}

bwp_outcome bwp_wait(bwp_client *client, const char *id, const bwp_goal *goal, bwp_result **result)
{
    return bwpi_door_pass(client, bwpi_ask_wait(client, id, goal), result);
}

bwp_outcome bwp_whoami(bwp_client *client, bwp_result **result)
{
    return bwpi_door_pass(client, bwpi_ask_whoami(client), result);
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

struct wish bwpi_ask_change(bwp_client *client, enum verb verb, const char *id, const bwp_change *change)
{
    static const struct plan *const plans[VERB_COUNT] = {
        [VERB_UPDATE] = &bwpi_plan_update,     [VERB_RESIZE] = &bwpi_plan_resize,
        [VERB_BIND] = &bwpi_plan_bind,         [VERB_UNBIND] = &bwpi_plan_unbind,
        [VERB_SET_TAGS] = &bwpi_plan_set_tags, [VERB_REMOVE_TAGS] = &bwpi_plan_remove_tags,
        [VERB_DELETE] = &bwpi_plan_delete,
    };
    struct fault fault;
    bool         is_open;
    bwp_result  *result = bwpi_door_open(client, &is_open);

    if (!is_open)
        return (struct wish){result, NULL};
    if (take_change(verb, id, change, result, &fault) != BWP_OK)
        return refused(result, &fault);
    if (!result->order.change.preview)
        return (struct wish){result, plans[verb]};
    bwpi_call_preview(client, verb, result);
    return (struct wish){result, NULL};
}

#define CHANGE_FUNCTION(name, verb)                                                                                    \
    bwp_outcome name(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result)                \
    {                                                                                                                  \
        return bwpi_door_pass(client, bwpi_ask_change(client, verb, id, change), result);                              \
    }

CHANGE_FUNCTION(bwp_update, VERB_UPDATE)
CHANGE_FUNCTION(bwp_resize, VERB_RESIZE)
CHANGE_FUNCTION(bwp_bind, VERB_BIND)
CHANGE_FUNCTION(bwp_unbind, VERB_UNBIND)
CHANGE_FUNCTION(bwp_set_tags, VERB_SET_TAGS)
CHANGE_FUNCTION(bwp_remove_tags, VERB_REMOVE_TAGS)
CHANGE_FUNCTION(bwp_delete, VERB_DELETE)
