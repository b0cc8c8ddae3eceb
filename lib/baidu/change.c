/* change.c - what can be changed of a package that exists: one path, and a word in its query that says what. */
#include "baidu/baidu.h"

static bwp_status fault_options(const char *verb, struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                      "provider_options has no place in a %s, which sends no body; leave it out", verb);
}

/*
 * One path means four things, told apart by a word in the query that has no value: "?resize".  Without it a PUT is an
 * update [bd-resize].  It is written "resize=", as it is signed.
 */
static bwp_status aim(const struct step *step, const char *method, const char *action, struct http_request *request,
                      struct fault *fault)
{
    if (bwpi_baidu_put_path(step->id, request, fault) != BWP_OK)
        return fault->status;
    request->method = method;
    if (*action != '\0')
        bwpi_pairs_add(&request->params, action, "");
    if (step->token[0] != '\0')
        bwpi_pairs_add(&request->params, "clientToken", step->token);
    return BWP_OK;
}

static bwp_status put_body(const struct step *step, const char *key, const char *text, uint32_t number,
                           struct http_request *request, struct fault *fault)
{
    struct json_writer json = {&request->body, false};

    bwpi_pairs_add(&request->headers, "Content-Type", "application/json; charset=utf-8");
    bwpi_json_open(&json, NULL, '{');
    if (text != NULL)
        bwpi_json_put_text(&json, key, text);
    else
        bwpi_json_put_uint(&json, key, number);
    bwpi_json_close(&json, '}');
    if (bwpi_order_merge_options(step->order, NULL, &request->body, fault) != BWP_OK)
        return fault->status;
    return bwpi_http_fault(bwpi_http_request_state(request), fault);
}

bwp_status bwpi_baidu_update(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    (void)context;
    if (change->description != NULL)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "description",
                          "description cannot be changed at baidu, which has none; leave it out");
    if (change->name == NULL || *change->name == '\0')
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "name", "name cannot be taken away at baidu; give another");
    if (aim(step, "PUT", "", request, fault) != BWP_OK)
        return fault->status;
    return put_body(step, "name", change->name, 0, request, fault);
}

bwp_status bwpi_baidu_resize(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault)
{
    (void)context;
    if (step->order->change.auto_pay)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "auto_pay",
                          "auto_pay cannot be sent to baidu with resize, which charges at once; leave it out");
    if (aim(step, "PUT", "resize", request, fault) != BWP_OK)
        return fault->status;
    return put_body(step, "bandwidth", NULL, step->order->change.bandwidth_mbps, request, fault);
}

static bwp_status put_on(const struct step *step, const char *action, struct http_request *request, struct fault *fault)
{
    if (bwpi_step_check_binding(step, fault) != BWP_OK)
        return fault->status;
    if (aim(step, "PUT", action, request, fault) != BWP_OK)
        return fault->status;
    return put_body(step, "csnId", step->bound_to, 0, request, fault);
}

bwp_status bwpi_baidu_bind(const struct context *context, const struct step *step, struct http_request *request,
                           struct fault *fault)
{
    (void)context;
    return put_on(step, "bind", request, fault);
}

bwp_status bwpi_baidu_unbind(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault)
{
    (void)context;
    return put_on(step, "unbind", request, fault);
}

bwp_status bwpi_baidu_delete(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault)
{
    (void)context;
    if (step->order->options != NULL)
        return fault_options("delete", fault);
    if (aim(step, "DELETE", "", request, fault) != BWP_OK)
        return fault->status;
    return bwpi_http_fault(bwpi_http_request_state(request), fault);
}
