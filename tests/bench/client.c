/* client.c - a client that needs nothing but its config: no key is looked for, no account asked for. */
#include "ours.h"

bwp_client *ours_client;

bool bench_start(const struct bench_job *job)
{
    bool             is_huawei = strcmp(job->what->provider, "huawei") == 0;
    const bwp_config config = {
        .struct_size = sizeof config,
        .provider = job->what->provider,
        .access_key = "emulator-access-key",
        .secret_key = "emulator-secret-key",
        .account = is_huawei ? "bench-account" : NULL,
        .project = is_huawei ? "bench-project" : NULL,
        .site = is_huawei ? "china" : NULL,
        .endpoint = job->url,
        .signature = job->what->signature,
        .ca_file = job->ca_file,
        .max_attempts = 1,
    };
    char error[BWP_ERROR_SIZE] = "";

    ours_client = bwp_client_new(&config, error);
    if (ours_client == NULL)
        (void)fprintf(stderr, "%s: %s\n", job->what->name, error);
    return ours_client != NULL;
}

void bench_stop(void)
{
    bwp_client_free(ours_client);
}

bwp_request ours_request(const struct bench_job *job)
{
    return (bwp_request){
        .struct_size = sizeof(bwp_request),
        .name = "hk-sh",
        .bandwidth_mbps = 10,
        .area_a = "china",
        .area_b = "asia-pacific",
        .billing = job->what->by_95 ? BWP_POSTPAID_95 : BWP_POSTPAID,
        .client_token = strcmp(job->what->provider, "huawei") != 0 ? "bench" : NULL,
    };
}
