/*
 * create.c - buys one bandwidth package at Alibaba Cloud; keys come from the environment.
 *
 *     create              asks Alibaba itself: this spends money
 *     create ENDPOINT     asks somebody else, such as the emulator at http://127.0.0.1:PORT
 *
 * Where the answer may be lost, and it may, a careful buyer chooses a client_token and stores it before the call:
 * see unknown.c.
 */
#include <stdio.h>

#include <bwp/bwp.h>

int main(int argc, char **argv)
{
    bwp_config  config = {.struct_size = sizeof config, .provider = "alibaba"};
    bwp_request request = {.struct_size = sizeof request,
                           .name = "hk-sh",
                           .bandwidth_mbps = 100,
                           .area_a = "china",
                           .area_b = "asia-pacific",
                           .billing = BWP_PREPAID,
                           .period = 1,
                           .period_unit = BWP_MONTH,
                           .auto_pay = true};
    char        error[BWP_ERROR_SIZE];
    bwp_client *client;
    bwp_result *result;
    bwp_outcome outcome;

    if (argc > 2 || (argc == 2 && argv[1][0] == '\0')) {
        fprintf(stderr, "usage: create [ENDPOINT]\n");
        return BWP_NOT_DONE;
    }
    config.endpoint = argc == 2 ? argv[1] : NULL; /* what is no address is refused by bwp_client_new() */
    client = bwp_client_new(&config, error);
    if (client == NULL) {
        fprintf(stderr, "%s\n", error);
        return BWP_NOT_DONE;
    }
    outcome = bwp_create(client, &request, &result);
    switch (outcome) {
    case BWP_DONE:
        printf("bought %s\n", bwp_package_id(bwp_result_package(result, 0)));
        break;
    case BWP_NOT_DONE:
        fprintf(stderr, "not bought: %s\n", bwp_result_message(result));
        break;
    case BWP_UNKNOWN: /* never simply buy again: the same token buys at most once */
        fprintf(stderr, "perhaps bought: %s\nask again with client_token %s\n", bwp_result_message(result),
                bwp_result_client_token(result));
        break;
    }
    bwp_result_free(result);
    bwp_client_free(client);
    return (int)outcome;
}
