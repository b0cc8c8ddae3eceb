/* ours.c - libbwp as a program uses it: one client, and on each thread one create after another. */
#include "ours.h"

bool bench_call(const struct bench_job *job)
{
    const bwp_request request = {
        .struct_size = sizeof request,
        .name = "hk-sh",
        .bandwidth_mbps = 10,
        .area_a = "china",
        .area_b = "asia-pacific",
        .billing = job->what->by_95 ? BWP_POSTPAID_95 : BWP_POSTPAID,
        .client_token = strcmp(job->what->provider, "huawei") != 0 ? "bench" : NULL,
    };
    bool well = true;

    for (unsigned i = 0; well && i < job->calls; i++) {
        bwp_result *result = NULL;

        well = bwp_create(ours_client, &request, &result) == BWP_DONE;
        if (!well)
            (void)fprintf(stderr, "%s: %s\n", job->what->name, bwp_result_message(result));
        bwp_result_free(result);
    }
    return well;
}
