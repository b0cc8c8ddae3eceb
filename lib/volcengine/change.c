/* change.c - what can be changed of a package that exists: an action for each verb, but one for its texts and size. */
#include "volcengine/volcengine.h"

static const char *const actions[VERB_COUNT] = {
    [VERB_UPDATE] = "ModifyCenBandwidthPackageAttributes",
    [VERB_RESIZE] = "ModifyCenBandwidthPackageAttributes",
    [VERB_BIND] = "AssociateCenBandwidthPackage",
    [VERB_UNBIND] = "DisassociateCenBandwidthPackage",
    [VERB_SET_TAGS] = "TagResources",
    [VERB_REMOVE_TAGS] = "UntagResources",
    [VERB_DELETE] = "DeleteCenBandwidthPackage",
};

static bwp_status check(const struct step *step, struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    if (step->verb == VERB_BIND || step->verb == VERB_UNBIND)
        return bwpi_step_check_binding(step, fault);
    /* a description may be empty, and a name may not [vo-modify] */
    if (step->verb == VERB_UPDATE && change->name != NULL && *change->name == '\0')
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "name",
                          "name cannot be taken away at volcengine; give another, or leave it out");
    if (step->verb == VERB_RESIZE && change->auto_pay)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "auto_pay",
                          "auto_pay cannot be sent to volcengine with resize, which has no such parameter; leave it "
                          "out");
    return BWP_OK;
}

static void add_package(const struct step *step, struct pairs *params)
{
    const bwp_change *change = &step->order->change;

    bwpi_pairs_add(params, "CenBandwidthPackageId", step->id);
    if (step->verb == VERB_RESIZE)
        bwpi_pairs_add_uint(params, "Bandwidth", change->bandwidth_mbps);
    if (step->verb == VERB_BIND || step->verb == VERB_UNBIND)
        bwpi_pairs_add(params, "CenId", step->bound_to);
    if (step->verb == VERB_UPDATE && change->name != NULL) /* what is absent is kept */
        bwpi_pairs_add(params, "CenBandwidthPackageName", change->name);
    if (step->verb == VERB_UPDATE && change->description != NULL)
        bwpi_pairs_add(params, "Description", change->description);
}

/* A key that is there already gets the new value [vo-tags]; tags are taken off by their keys alone [vo-untag]. */
static void add_tags(const struct step *step, struct pairs *params)
{
    const bwp_change *change = &step->order->change;

    bwpi_pairs_add(params, "ResourceType", "cenbandwidthpackage");
    bwpi_pairs_add(params, "ResourceIds.1", step->id);
    if (step->verb == VERB_SET_TAGS)
        bwpi_params_add_tags(params, "Tags", change->tags, change->tag_count);
    else
        bwpi_params_add_keys(params, "TagKeys", change->tags, change->tag_count);
}

bwp_status bwpi_volcengine_change(const struct context *context, const struct step *step, struct http_request *request,
                                  struct fault *fault)
{
    (void)context;
    if (check(step, fault) != BWP_OK)
        return fault->status;
    bwpi_volcengine_begin(actions[step->verb], request);
    if (step->verb == VERB_SET_TAGS || step->verb == VERB_REMOVE_TAGS)
        add_tags(step, &request->params);
    else
        add_package(step, &request->params);
    return bwpi_volcengine_merge(step, request, fault);
}
