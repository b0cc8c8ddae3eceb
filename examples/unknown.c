/* unknown.c - what to do when nobody knows whether it was bought: ask again with the same client token, never without.
 */
#include <stdio.h>
#include <string.h>

#include <bwp/bwp.h>

enum { ASKS = 5 };

/* Asks until the answer is clear.  Every call already makes config.max_attempts attempts of its own. */
static bwp_outcome buy_once(bwp_client *client, bwp_request request, char *id, size_t room)
{
    char        token[128] = "";
    bwp_outcome outcome = BWP_UNKNOWN;

    for (int i = 0; i < ASKS && outcome == BWP_UNKNOWN; i++) {
        bwp_result *result;

        outcome = bwp_create(client, &request, &result);
        printf("%d. %s%s\n", i + 1, outcome == BWP_DONE ? "done" : bwp_result_message(result),
               outcome == BWP_UNKNOWN && !bwp_result_retry_is_safe(result) ? "; look for its name before buying again"
                                                                           : "");
        snprintf(id, room, "%s", bwp_package_id(bwp_result_package(result, 0)));
        snprintf(token, sizeof token, "%s", bwp_result_client_token(result));
        request.client_token =
            token; /* the one that was made for the first call: the same purchase, not a second one */
        if (outcome == BWP_UNKNOWN && !bwp_result_retry_is_safe(result)) {
            bwp_result_free(result);
            break;
        }
        bwp_result_free(result);
    }
    return outcome;
}

int main(int argc, char **argv)
{
    bwp_config  config = {.struct_size = sizeof config, .provider = "baidu", .max_attempts = 1};
    bwp_request request = {.struct_size = sizeof request,
                           .name = "bj-hk",
                           .bandwidth_mbps = 20,
                           .area_a = "china",
                           .area_b = "asia-pacific",
                           .billing = BWP_POSTPAID};
    char        error[BWP_ERROR_SIZE], id[128];
    bwp_client *client;
    bwp_outcome outcome;

    config.endpoint = argc > 1 ? argv[1] : NULL;
    client = bwp_client_new(&config, error);
    if (client == NULL) {
        fprintf(stderr, "%s\n", error);
        return BWP_NOT_DONE;
    }
    outcome = buy_once(client, request, id, sizeof id);
    if (outcome == BWP_DONE)
        printf("bought %s\n", id);
    bwp_client_free(client);
    return (int)outcome;
}
