/* change.c - what can be changed of a package that exists: an action for each, but one for its texts and its size. */
#include <stdio.h>

#include "volcengine/volcengine.h"

static void begin_package(const struct step *step, const char *action, struct http_request *request)
{
    bwpi_volcengine_begin(action, request);
    bwpi_pairs_add(&request->params, "CenBandwidthPackageId", step->id);
}

/* What is absent is kept.  A description may be empty, and a name may not [vo-modify]. */
bwp_status bwpi_volcengine_update(const struct context *context, const struct step *step, struct http_request *request,
                                  struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    (void)context;
    if (change->name != NULL && *change->name == '\0')
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "name",
                          "name cannot be taken away at volcengine; give another, or leave it out");
    begin_package(step, "ModifyCenBandwidthPackageAttributes", request);
    if (change->name != NULL)
        bwpi_pairs_add(&request->params, "CenBandwidthPackageName", change->name);
    if (change->description != NULL)
        bwpi_pairs_add(&request->params, "Description", change->description);
    return bwpi_volcengine_finish(step, request, fault);
}

bwp_status bwpi_volcengine_resize(const struct context *context, const struct step *step, struct http_request *request,
                                  struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    (void)context;
    if (change->auto_pay)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "auto_pay",
                          "auto_pay cannot be sent to volcengine with resize, which has no such parameter; leave it "
                          "out");
    begin_package(step, "ModifyCenBandwidthPackageAttributes", request);
    bwpi_pairs_add_uint(&request->params, "Bandwidth", change->bandwidth_mbps);
    return bwpi_volcengine_finish(step, request, fault);
}

static bwp_status put_on(const struct step *step, const char *action, struct http_request *request, struct fault *fault)
{
    if (bwpi_step_check_binding(step, fault) != BWP_OK)
        return fault->status;
    begin_package(step, action, request);
    bwpi_pairs_add(&request->params, "CenId", step->bound_to);
    return bwpi_volcengine_finish(step, request, fault);
}

bwp_status bwpi_volcengine_bind(const struct context *context, const struct step *step, struct http_request *request,
                                struct fault *fault)
{
    (void)context;
    return put_on(step, "AssociateCenBandwidthPackage", request, fault);
}

bwp_status bwpi_volcengine_unbind(const struct context *context, const struct step *step, struct http_request *request,
                                  struct fault *fault)
{
    (void)context;
    return put_on(step, "DisassociateCenBandwidthPackage", request, fault);
}

static void begin_tags(const struct step *step, const char *action, struct http_request *request)
{
    bwpi_volcengine_begin(action, request);
    bwpi_pairs_add(&request->params, "ResourceType", "cenbandwidthpackage");
    bwpi_pairs_add(&request->params, "ResourceIds.1", step->id);
}

/* A key that is there already gets the new value [vo-tags]. */
bwp_status bwpi_volcengine_set_tags(const struct context *context, const struct step *step,
                                    struct http_request *request, struct fault *fault)
{
    const bwp_change *change = &step->order->change;

    (void)context;
    begin_tags(step, "TagResources", request);
    bwpi_params_add_tags(&request->params, "Tags", change->tags, change->tag_count);
    return bwpi_volcengine_finish(step, request, fault);
}

/* By their keys alone [vo-untag]. */
bwp_status bwpi_volcengine_remove_tags(const struct context *context, const struct step *step,
                                       struct http_request *request, struct fault *fault)
{
    const bwp_change *change = &step->order->change;
    char              name[32];

    (void)context;
    begin_tags(step, "UntagResources", request);
    for (size_t i = 0; i < change->tag_count; i++) {
        (void)snprintf(name, sizeof name, "TagKeys.%zu", i + 1);
        bwpi_pairs_add(&request->params, name, change->tags[i].key);
    }
    return bwpi_volcengine_finish(step, request, fault);
}

bwp_status bwpi_volcengine_delete(const struct context *context, const struct step *step, struct http_request *request,
                                  struct fault *fault)
{
    (void)context;
    begin_package(step, "DeleteCenBandwidthPackage", request);
    return bwpi_volcengine_finish(step, request, fault);
}
