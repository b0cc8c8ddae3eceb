/* change.c - what can be changed of a package that exists. */
#include <string.h>

#include "huawei/huawei.h"

/* Lays provider_options over a body and looks whether the request still fits. */
static bwp_status finish(const struct step *step, const char *member, struct http_request *request, struct fault *fault)
{
    if (bwpi_order_merge_options(step->order, member, &request->body, fault) != BWP_OK)
        return fault->status;
    return bwpi_http_fault(bwpi_http_request_state(request), fault);
}

static void begin_package(struct json_writer *json)
{
    bwpi_json_open(json, NULL, '{');
    bwpi_json_open(json, "bandwidth_package", '{');
}

static void end_package(struct json_writer *json)
{
    bwpi_json_close(json, '}');
    bwpi_json_close(json, '}');
}

bwp_status bwpi_huawei_update(const struct context *context, const struct step *step, struct http_request *request,
                              struct fault *fault)
{
    const bwp_change  *change = &step->order->change;
    struct json_writer json = {&request->body, false};

    if (change->description != NULL && strpbrk(change->description, "<>") != NULL)
        return bwpi_huawei_fault_description(context->config, fault);
    if (change->name != NULL && *change->name == '\0') /* of 1 to 64 characters [hw-create-2023] */
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "name",
                          "name cannot be taken away at huawei; give another, or leave it out");
    if (bwpi_huawei_aim(context, "PUT", step->id, "", request, fault) != BWP_OK)
        return fault->status;
    begin_package(&json);
    if (change->name != NULL)
        bwpi_json_put_text(&json, "name", change->name);
    if (change->description != NULL)
        bwpi_json_put_text(&json, "description", change->description);
    end_package(&json);
    return finish(step, "bandwidth_package", request, fault);
}

/* A prepaid package gets a new order for the difference, and the order has to say how it is paid [hw-terraform]. */
bwp_status bwpi_huawei_resize(const struct context *context, const struct step *step, struct http_request *request,
                              struct fault *fault)
{
    const bwp_change  *change = &step->order->change;
    bool               is_prepaid = step->seen != NULL ? step->seen->billing == BWP_PREPAID : change->auto_pay;
    struct json_writer json = {&request->body, false};

    if (bwpi_huawei_aim(context, "PUT", step->id, "", request, fault) != BWP_OK)
        return fault->status;
    begin_package(&json);
    bwpi_json_put_uint(&json, "bandwidth", change->bandwidth_mbps);
    if (is_prepaid) {
        bwpi_json_open(&json, "prepaid_options", '{');
        bwpi_json_put_bool(&json, "is_auto_pay", change->auto_pay);
        bwpi_json_close(&json, '}');
    }
    end_package(&json);
    return finish(step, "bandwidth_package", request, fault);
}

static bwp_status put_on(const struct context *context, const struct step *step, const char *action,
                         struct http_request *request, struct fault *fault)
{
    struct json_writer json = {&request->body, false};

    if (bwpi_step_check_binding(step, fault) != BWP_OK)
        return fault->status;
    if (bwpi_huawei_aim(context, "POST", step->id, action, request, fault) != BWP_OK)
        return fault->status;
    begin_package(&json);
    bwpi_json_put_text(&json, "resource_id", step->bound_to);
    bwpi_json_put_text(&json, "resource_type", "cloud_connection");
    end_package(&json);
    return finish(step, "bandwidth_package", request, fault);
}

bwp_status bwpi_huawei_bind(const struct context *context, const struct step *step, struct http_request *request,
                            struct fault *fault)
{
    return put_on(context, step, "/associate", request, fault);
}

bwp_status bwpi_huawei_unbind(const struct context *context, const struct step *step, struct http_request *request,
                              struct fault *fault)
{
    return put_on(context, step, "/disassociate", request, fault);
}

bwp_status bwpi_huawei_set_tags(const struct context *context, const struct step *step, struct http_request *request,
                                struct fault *fault)
{
    const bwp_change  *change = &step->order->change;
    struct json_writer json = {&request->body, false};

    if (bwpi_huawei_aim(context, "POST", step->id, "/tag", request, fault) != BWP_OK)
        return fault->status;
    bwpi_json_open(&json, NULL, '{');
    bwpi_put_tags(&json, change->tags, change->tag_count, "key", "value");
    bwpi_json_close(&json, '}');
    return finish(step, NULL, request, fault);
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

bwp_status bwpi_huawei_remove_tags(const struct context *context, const struct step *step, struct http_request *request,
                                   struct fault *fault)
{
    const bwp_change  *change = &step->order->change;
    struct json_writer json = {&request->body, false};

    if (bwpi_huawei_aim(context, "POST", step->id, "/untag", request, fault) != BWP_OK)
        return fault->status;
    bwpi_json_open(&json, NULL, '{');
    bwpi_json_open(&json, "tags", '[');
    for (size_t i = 0; i < change->tag_count; i++) {
        const char *value = value_of(step->seen, &change->tags[i]);

        if (value == NULL)
            continue;
        bwpi_json_open(&json, NULL, '{');
        bwpi_json_put_text(&json, "key", change->tags[i].key);
        bwpi_json_put_text(&json, "value", value);
        bwpi_json_close(&json, '}');
    }
    bwpi_json_close(&json, ']');
    bwpi_json_close(&json, '}');
    return finish(step, NULL, request, fault);
}

bwp_status bwpi_huawei_delete(const struct context *context, const struct step *step, struct http_request *request,
                              struct fault *fault)
{
    if (step->order->options != NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                          "provider_options has no place in a delete, which sends no body; leave it out");
    if (bwpi_huawei_aim(context, "DELETE", step->id, "", request, fault) != BWP_OK)
        return fault->status;
    return bwpi_http_fault(bwpi_http_request_state(request), fault);
}
