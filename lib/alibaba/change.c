/* change.c - what can be changed of a package that exists: one action for each. */
#include <stdio.h>

#include "alibaba/alibaba.h"

/* An empty value takes the old one away, and an absent one keeps it [ali-modify-attribute]. */
bwp_status bwpi_alibaba_update(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    if (bwpi_alibaba_check_texts(change->name, change->description, fault) != BWP_OK)
        return fault->status;
    bwpi_alibaba_begin(context, "ModifyCenBandwidthPackageAttribute", request);
    bwpi_pairs_add(&request->params, "CenBandwidthPackageId", step->id);
    if (change->name != NULL)
        bwpi_pairs_add(&request->params, "Name", change->name);
    if (change->description != NULL)
        bwpi_pairs_add(&request->params, "Description", change->description);
    return bwpi_alibaba_finish(step, request, fault);
}

bwp_status bwpi_alibaba_resize(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    if (change->auto_pay)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "auto_pay",
                          "auto_pay cannot be sent to alibaba with resize: the difference is charged at once; leave it "
                          "out");
    bwpi_alibaba_begin(context, "ModifyCenBandwidthPackageSpec", request);
    bwpi_pairs_add(&request->params, "CenBandwidthPackageId", step->id);
    bwpi_pairs_add_uint(&request->params, "Bandwidth", change->bandwidth_mbps);
    return bwpi_alibaba_finish(step, request, fault);
}

static bwp_status put_on(const struct context *context, const struct step *step, const char *action,
                         struct http_request *request, struct fault *fault)
{
    if (bwpi_step_check_binding(step, fault) != BWP_OK)
        return fault->status;
    bwpi_alibaba_begin(context, action, request);
    bwpi_pairs_add(&request->params, "CenBandwidthPackageId", step->id);
    bwpi_pairs_add(&request->params, "CenId", step->bound_to);
    return bwpi_alibaba_finish(step, request, fault);
}

bwp_status bwpi_alibaba_bind(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault)
{
    return put_on(context, step, "AssociateCenBandwidthPackage", request, fault);
}

bwp_status bwpi_alibaba_unbind(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault)
{
    return put_on(context, step, "UnassociateCenBandwidthPackage", request, fault);
}

static void begin_tags(const struct context *context, const struct step *step, const char *action,
                       struct http_request *request)
{
    bwpi_alibaba_begin(context, action, request);
    bwpi_pairs_add(&request->params, "ResourceType", "BandwidthPackage");
    bwpi_pairs_add(&request->params, "ResourceId.1", step->id);
}

bwp_status bwpi_alibaba_set_tags(const struct context *context, const struct step *step, struct http_request *request,
                                 struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    for (size_t i = 0; i < change->tag_count; i++) {
        if (bwpi_alibaba_check_tag(&change->tags[i], fault) != BWP_OK)
            return fault->status;
    }
    begin_tags(context, step, "TagResources", request);
    bwpi_params_add_tags(&request->params, "Tag", change->tags, change->tag_count);
    return bwpi_alibaba_finish(step, request, fault);
}

bwp_status bwpi_alibaba_remove_tags(const struct context *context, const struct step *step,
                                    struct http_request *request, struct fault *fault)
{
    const bwp_change *change = &step->order->change;
    char              name[32];

    begin_tags(context, step, "UntagResources", request);
    for (size_t i = 0; i < change->tag_count; i++) {
        (void)snprintf(name, sizeof name, "TagKey.%zu", i + 1);
        bwpi_pairs_add(&request->params, name, change->tags[i].key);
    }
    return bwpi_alibaba_finish(step, request, fault);
}

bwp_status bwpi_alibaba_delete(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault)
{
    bwpi_alibaba_begin(context, "DeleteCenBandwidthPackage", request);
    bwpi_pairs_add(&request->params, "CenBandwidthPackageId", step->id);
    return bwpi_alibaba_finish(step, request, fault);
}
