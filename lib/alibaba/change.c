/* change.c - what can be changed of a package that exists: one action for each verb. */
#include <stdio.h>

#include "alibaba/alibaba.h"

static const char *const actions[VERB_COUNT] = {
    [VERB_UPDATE] = "ModifyCenBandwidthPackageAttribute",
    [VERB_RESIZE] = "ModifyCenBandwidthPackageSpec",
    [VERB_BIND] = "AssociateCenBandwidthPackage",
    [VERB_UNBIND] = "UnassociateCenBandwidthPackage",
    [VERB_SET_TAGS] = "TagResources",
    [VERB_REMOVE_TAGS] = "UntagResources",
    [VERB_DELETE] = "DeleteCenBandwidthPackage",
};

static bwp_status check(const struct step *step, struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    if (step->verb == VERB_BIND || step->verb == VERB_UNBIND)
        return bwpi_step_check_binding(step, fault);
    if (step->verb == VERB_RESIZE && change->auto_pay)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "auto_pay",
                          "auto_pay cannot be sent to alibaba with resize, which charges at once; leave it out");
    if (step->verb == VERB_SET_TAGS)
        return bwpi_alibaba_check_tags(change->tags, change->tag_count, fault);
    return step->verb == VERB_UPDATE ? bwpi_alibaba_check_texts(change->name, change->description, fault) : BWP_OK;
}

static void add_package(const struct step *step, struct pairs *params)
{
    const bwp_change *change = &step->order->change;

    bwpi_pairs_add(params, "CenBandwidthPackageId", step->id);
    if (step->verb == VERB_RESIZE)
        bwpi_pairs_add_uint(params, "Bandwidth", change->bandwidth_mbps);
    if (step->verb == VERB_BIND || step->verb == VERB_UNBIND)
        bwpi_pairs_add(params, "CenId", step->bound_to);
    /* an empty value takes the old one away, and an absent one keeps it [ali-modify-attribute] */
    if (step->verb == VERB_UPDATE && change->name != NULL)
        bwpi_pairs_add(params, "Name", change->name);
    if (step->verb == VERB_UPDATE && change->description != NULL)
        bwpi_pairs_add(params, "Description", change->description);
}

static void add_tags(const struct step *step, struct pairs *params)
{
    const bwp_change *change = &step->order->change;

    bwpi_pairs_add(params, "ResourceType", "BandwidthPackage");
    bwpi_pairs_add(params, "ResourceId.1", step->id);
    if (step->verb == VERB_SET_TAGS)
        bwpi_params_add_tags(params, "Tag", change->tags, change->tag_count);
    else
        bwpi_params_add_keys(params, "TagKey", change->tags, change->tag_count);
}

bwp_status bwpi_alibaba_change(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault)
{
    if (check(step, fault) != BWP_OK)
        return fault->status;
    bwpi_alibaba_begin(context, actions[step->verb], request);
    if (step->verb == VERB_SET_TAGS || step->verb == VERB_REMOVE_TAGS)
        add_tags(step, &request->params);
    else
        add_package(step, &request->params);
    return bwpi_alibaba_merge(step, request, fault);
}
