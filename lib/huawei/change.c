/* change.c - what can be changed of a package that exists. */
#include <string.h>

#include "huawei/huawei.h"

/* How each verb is sent: the method, and what follows the path of the package. */
static const struct {
    const char *method, *action;
} ways[VERB_COUNT] = {
    [VERB_UPDATE] = {"PUT", ""},          [VERB_RESIZE] = {"PUT", ""},
    [VERB_BIND] = {"POST", "/associate"}, [VERB_UNBIND] = {"POST", "/disassociate"},
    [VERB_SET_TAGS] = {"POST", "/tag"},   [VERB_REMOVE_TAGS] = {"POST", "/untag"},
    [VERB_DELETE] = {"DELETE", ""},
};

static bwp_status check(const struct context *context, const struct step *step, struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    if (step->verb == VERB_BIND || step->verb == VERB_UNBIND)
        return bwpi_step_check_binding(step, fault);
    if (step->verb == VERB_UPDATE && change->description != NULL && strpbrk(change->description, "<>") != NULL)
        return bwpi_huawei_fault_description(context->config, fault);
    if (step->verb == VERB_UPDATE && change->name != NULL && *change->name == '\0') /* has 1 to 64 [hw-create-2023] */
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "name",
                          "name cannot be taken away at huawei; give another, or leave it out");
    if (step->verb == VERB_DELETE && step->order->options != NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                          "provider_options has no place in a delete, which sends no body; leave it out");
    return BWP_OK;
}

/* A prepaid package gets a new order for the difference, and the order has to say how it is paid [hw-terraform]. */
static void put_size(struct json_writer *json, const struct step *step)
{
    const bwp_change *change = &step->order->change;
    bool              is_prepaid = step->seen != NULL ? step->seen->billing == BWP_PREPAID : change->auto_pay;

    bwpi_json_put_uint(json, "bandwidth", change->bandwidth_mbps);
    if (is_prepaid) {
        bwpi_json_open(json, "prepaid_options", '{');
        bwpi_json_put_bool(json, "is_auto_pay", change->auto_pay);
        bwpi_json_close(json, '}');
    }
}

static void put_package(struct json_writer *json, const struct step *step)
{
    const bwp_change *change = &step->order->change;

    bwpi_json_open(json, "bandwidth_package", '{');
    if (step->verb == VERB_RESIZE)
        put_size(json, step);
    if (step->verb == VERB_UPDATE && change->name != NULL)
        bwpi_json_put_text(json, "name", change->name);
    if (step->verb == VERB_UPDATE && change->description != NULL)
        bwpi_json_put_text(json, "description", change->description);
    if (step->verb == VERB_BIND || step->verb == VERB_UNBIND) {
        bwpi_json_put_text(json, "resource_id", step->bound_to);
        bwpi_json_put_text(json, "resource_type", "cloud_connection");
    }
    bwpi_json_close(json, '}');
}

/* The value that a tag has now, which is needed to take it off [hw-terraform]; NULL where there is no such tag. */
static const char *value_of(const bwp_package *seen, const bwp_tag *tag)
{
    if (seen == NULL) /* only a preview does not know it */
        return tag->value;
    for (size_t i = 0; i < seen->tag_count; i++) {
        if (strcmp(seen->tags[i].key, tag->key) == 0)
            return seen->tags[i].value;
    }
    return NULL;
}

static void put_tags_to_go(struct json_writer *json, const struct step *step)
{
    const bwp_change *change = &step->order->change;

    bwpi_json_open(json, "tags", '[');
    for (size_t i = 0; i < change->tag_count; i++) {
        const char *value = value_of(step->seen, &change->tags[i]);

        if (value == NULL)
            continue;
        bwpi_json_open(json, NULL, '{');
        bwpi_json_put_text(json, "key", change->tags[i].key);
        bwpi_json_put_text(json, "value", value);
        bwpi_json_close(json, '}');
    }
    bwpi_json_close(json, ']');
}

bwp_status bwpi_huawei_change(const struct context *context, const struct step *step, struct http_request *request,
                              struct fault *fault)
{
    const bwp_change  *change = &step->order->change;
    struct json_writer json = {&request->body, false};
    const char        *member = NULL;

    if (check(context, step, fault) != BWP_OK ||
        bwpi_huawei_aim(context, ways[step->verb].method, step->id, ways[step->verb].action, request, fault) != BWP_OK)
        return fault->status;
    if (step->verb == VERB_DELETE)
        return BWP_OK;
    bwpi_json_open(&json, NULL, '{');
    if (step->verb == VERB_SET_TAGS) {
        bwpi_put_tags(&json, change->tags, change->tag_count, "key", "value");
    } else if (step->verb == VERB_REMOVE_TAGS) {
        put_tags_to_go(&json, step);
    } else {
        put_package(&json, step);
        member = "bandwidth_package";
    }
    bwpi_json_close(&json, '}');
    return bwpi_order_merge_options(step->order, member, &request->body, fault);
}
