/* change.c - what can be changed of a package that exists: one path, and a word in its query that says what. */
#include "baidu/baidu.h"

static bwp_status check(const struct step *step, struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    if (step->verb == VERB_BIND || step->verb == VERB_UNBIND)
        return bwpi_step_check_binding(step, fault);
    if (step->verb == VERB_UPDATE && change->description != NULL)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "description",
                          "description cannot be changed at baidu, which has none; leave it out");
    if (step->verb == VERB_UPDATE && (change->name == NULL || *change->name == '\0'))
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "name", "name cannot be taken away at baidu; give another");
    if (step->verb == VERB_RESIZE && change->auto_pay)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "auto_pay",
                          "auto_pay cannot be sent to baidu with resize, which charges at once; leave it out");
    if (step->verb == VERB_DELETE && step->order->options != NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                          "provider_options has no place in a delete, which sends no body; leave it out");
    return BWP_OK;
}

static bwp_status put_body(const struct step *step, struct http_request *request, struct fault *fault)
{
    const bwp_change  *change = &step->order->change;
    struct json_writer json = {&request->body, false};

    bwpi_pairs_add(&request->headers, "Content-Type", "application/json; charset=utf-8");
    bwpi_json_open(&json, NULL, '{');
    if (step->verb == VERB_RESIZE)
        bwpi_json_put_uint(&json, "bandwidth", change->bandwidth_mbps);
    else if (step->verb == VERB_UPDATE)
        bwpi_json_put_text(&json, "name", change->name);
    else
        bwpi_json_put_text(&json, "csnId", step->bound_to);
    bwpi_json_close(&json, '}');
    return bwpi_order_merge_options(step->order, NULL, &request->body, fault);
}

/*
 * One path means four things, told apart by a word in the query that has no value: "?resize".  Without it a PUT is an
 * update [bd-resize].  It is written "resize=", as it is signed.
 */
bwp_status bwpi_baidu_change(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault)
{
    (void)context;
    if (check(step, fault) != BWP_OK || bwpi_baidu_put_path(step->id, request, fault) != BWP_OK)
        return fault->status;
    request->method = step->verb == VERB_DELETE ? "DELETE" : "PUT";
    if (step->verb != VERB_DELETE && step->verb != VERB_UPDATE)
        bwpi_pairs_add(&request->params, bwpi_verb_name(step->verb), ""); /* its words are ours: resize, bind, unbind */
    if (step->token[0] != '\0')
        bwpi_pairs_add(&request->params, "clientToken", step->token);
    return step->verb == VERB_DELETE ? BWP_OK : put_body(step, request, fault);
}
