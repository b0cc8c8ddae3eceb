/* batch.c - libbwp's many at once: all calls are added to one batch, which this thread drives to its end. */
#include "ours.h"

/* Takes what has ended; false where one of it is not done. */
static bool take(bwp_batch *batch, const struct bench_job *job)
{
    bwp_result *result;
    bool        well = true;

    while ((result = bwp_batch_next(batch, NULL)) != NULL) {
        if (bwp_result_outcome(result) != BWP_DONE) {
            (void)fprintf(stderr, "%s: %s\n", job->what->name, bwp_result_message(result));
            well = false;
        }
        bwp_result_free(result);
    }
    return well;
}

bool bench_call(const struct bench_job *job)
{
    const bwp_batch_options options = {.struct_size = sizeof options, .in_flight_max = job->in_flight};
    const bwp_request       request = ours_request(job);
    char                    error[BWP_ERROR_SIZE] = "";
    bwp_batch              *batch = bwp_batch_new(&options, error);
    bool                    well = batch != NULL;

    if (!well)
        (void)fprintf(stderr, "%s: %s\n", job->what->name, error);
    for (unsigned i = 0; well && i < job->calls; i++)
        well = bwp_batch_create(batch, ours_client, &request, NULL) == BWP_OK;
    while (well && bwp_batch_step(batch, -1) > 0)
        well = take(batch, job);
    well = well && take(batch, job);
    bwp_batch_free(batch);
    return well;
}
