/* json.c - the same by bwp_call_json(), as other languages call it. */
#include "ours.h"

bool bench_call(const struct bench_job *job)
{
    bool well = true;

    for (unsigned i = 0; well && i < job->calls; i++) {
        char *answer = bwp_call_json(ours_client, "create", job->what->json);

        well = answer != NULL && strstr(answer, "\"outcome\":\"done\"") != NULL;
        if (!well)
            (void)fprintf(stderr, "%s: %s\n", job->what->name, answer != NULL ? answer : "no memory");
        bwp_free(answer);
    }
    return well;
}
