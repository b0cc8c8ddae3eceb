/* ours.c - libbwp as a program uses it: one client, and on each thread one create after another. */
#include "ours.h"

bool bench_call(const struct bench_job *job)
{
    const bwp_request request = ours_request(job);
    bool              well = true;

    for (unsigned i = 0; well && i < job->calls; i++) {
        bwp_result *result = NULL;

        well = bwp_create(ours_client, &request, &result) == BWP_DONE;
        if (!well)
            (void)fprintf(stderr, "%s: %s\n", job->what->name, bwp_result_message(result));
        bwp_result_free(result);
    }
    return well;
}
