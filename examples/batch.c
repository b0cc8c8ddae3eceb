/*
 * batch.c - buys many bandwidth packages on one thread, and says of each what became of it.
 *
 *     batch PROVIDER COUNT [ENDPOINT]
 *
 * Without ENDPOINT, such as the emulator at http://127.0.0.1:PORT, the provider itself is asked: this spends money.
 * Ends with 2 if of any of them nobody knows whether it was bought, else with 1 if any was not, else with 0.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bwp/bwp.h>

enum { IN_FLIGHT = 20 };

/* The number of a package serves as user data, so that a result is known again. */
static bool add(bwp_batch *batch, bwp_client *client, int *number)
{
    char        name[32];
    bwp_request request = {.struct_size = sizeof request,
                           .name = name,
                           .bandwidth_mbps = 10,
                           .area_a = "china",
                           .area_b = "asia-pacific",
                           .billing = BWP_POSTPAID};

    snprintf(name, sizeof name, "branch-%d", *number);
    return bwp_batch_create(batch, client, &request, number) == BWP_OK;
}

static bwp_outcome tell(int number, const bwp_result *result)
{
    bwp_outcome outcome = bwp_result_outcome(result);

    printf("branch-%d: %s %s%s\n", number, bwp_outcome_name(outcome), bwp_package_id(bwp_result_package(result, 0)),
           bwp_result_message(result));
    return outcome;
}

static bwp_outcome buy(bwp_batch *batch, bwp_client *client, int *numbers, int count)
{
    bwp_outcome worst = BWP_DONE;
    size_t      left;

    for (int i = 0; i < count; i++) {
        numbers[i] = i + 1;
        if (!add(batch, client, &numbers[i])) {
            fprintf(stderr, "branch-%d cannot be added; nothing of it is sent\n", numbers[i]);
            worst = BWP_NOT_DONE;
        }
    }
    do { /* results are taken as they come, and what is left goes on meanwhile */
        bwp_result *result;
        void       *user;

        left = bwp_batch_step(batch, -1);
        while ((result = bwp_batch_next(batch, &user)) != NULL) {
            bwp_outcome outcome = tell(*(int *)user, result);

            worst = outcome > worst ? outcome : worst;
            bwp_result_free(result);
        }
    } while (left > 0);
    return worst;
}

int main(int argc, char **argv)
{
    bwp_config        config = {.struct_size = sizeof config};
    bwp_batch_options options = {.struct_size = sizeof options, .in_flight_max = IN_FLIGHT};
    int               count = argc > 2 ? atoi(argv[2]) : 0;
    char              error[BWP_ERROR_SIZE];
    bwp_client       *client;
    bwp_batch        *batch = NULL;
    bwp_outcome       worst = BWP_NOT_DONE;
    int              *numbers;

    if (argc < 3 || argc > 4 || count < 1) {
        fprintf(stderr, "usage: batch PROVIDER COUNT [ENDPOINT]\n");
        return BWP_NOT_DONE;
    }
    config.provider = argv[1];
    config.site = strcmp(argv[1], "huawei") == 0 ? "international" : NULL; /* whose website bills: no other has two */
    config.endpoint = argc == 4 ? argv[3] : NULL;
    client = bwp_client_new(&config, error);
    if (client != NULL)
        batch = bwp_batch_new(&options, error);
    numbers = calloc((size_t)count, sizeof *numbers);
    if (batch == NULL)
        fprintf(stderr, "%s\n", error);
    else if (numbers != NULL)
        worst = buy(batch, client, numbers, count);
    free(numbers);
    bwp_batch_free(batch); /* before the clients that its calls are for */
    bwp_client_free(client);
    return (int)worst;
}
