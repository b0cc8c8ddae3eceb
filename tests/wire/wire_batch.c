/* wire_batch.c - adding, stepping and taking, and the comparison with the ledger by the name of each package. */
#include "wire_batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"

enum { PAUSE_MS = 20 };

void wire_batch_start(struct wire_batch *batch, uint32_t in_flight_max)
{
    const bwp_batch_options options = {sizeof options, in_flight_max};
    static int              round;
    char                    problem[BWP_ERROR_SIZE];

    memset(batch, 0, sizeof *batch);
    batch->round = ++round;
    batch->batch = bwp_batch_new(&options, problem);
    assert_string_equal(problem, "");
    assert_non_null(batch->batch);
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_config config = wire_config(&wire_doors[i], wire_cloud.url);

        config.max_attempts = 3;
        batch->clients[i] = wire_client(&config);
        batch->clients[i]->pause_base_ms = PAUSE_MS;
        batch->clients[i]->look_pause_ms = PAUSE_MS;
    }
}

/* The door that a client was made for; the first one for a client of the test's own. */
static const struct wire_door *door_of(const struct wire_batch *batch, const bwp_client *client)
{
    size_t i = 0;

    while (i < WIRE_DOORS && batch->clients[i] != client)
        i++;
    return &wire_doors[i < WIRE_DOORS ? i : 0];
}

void wire_batch_create(struct wire_batch *batch, bwp_client *client, int number)
{
    char        name[32];
    bwp_request request;

    (void)snprintf(name, sizeof name, "package-%d-%d", batch->round, number);
    request = wire_request(door_of(batch, client), name);
    assert_true(number < WIRE_BATCH_MAX);
    assert_int_equal(bwp_batch_create(batch->batch, client, &request, &batch->ends[number]), BWP_OK);
    batch->added++;
}

void wire_batch_take(struct wire_batch *batch)
{
    bwp_result *result;
    void       *user;

    while ((result = bwp_batch_next(batch->batch, &user)) != NULL) {
        struct wire_end *end = user;

        assert_false(end->has_ended);
        end->has_ended = true;
        end->outcome = bwp_result_outcome(result);
        end->status = bwp_result_status(result);
        end->attempts = bwp_result_attempts(result);
        (void)snprintf(end->id, sizeof end->id, "%.63s", bwp_package_id(bwp_result_package(result, 0)));
        (void)snprintf(end->message, sizeof end->message, "%.199s", bwp_result_message(result));
        batch->order[batch->taken++] = (int)(end - batch->ends);
        batch->done += end->outcome == BWP_DONE;
        batch->not_done += end->outcome == BWP_NOT_DONE;
        batch->unknown += end->outcome == BWP_UNKNOWN;
        bwp_result_free(result);
    }
}

void wire_batch_run(struct wire_batch *batch)
{
    size_t left;

    do {
        left = bwp_batch_step(batch->batch, -1);
        wire_batch_take(batch);
        assert_int_equal(left, batch->added - batch->taken);
    } while (left > 0);
    assert_null(bwp_batch_next(batch->batch, NULL));
}

void wire_batch_end(struct wire_batch *batch)
{
    bwp_batch_free(batch->batch);
    for (size_t i = 0; i < WIRE_DOORS; i++)
        bwp_client_free(batch->clients[i]);
}

/* The number of a package that this batch asked for; -1 for one of an earlier batch. */
static int number_of(const struct wire_batch *batch, const cJSON *purchase)
{
    int  round = 0, number = -1;
    bool is_ours = sscanf(wire_text(purchase, "name"), "package-%d-%d", &round, &number) == 2 && round == batch->round;

    if (is_ours)
        wire_assert_within(number, 0, WIRE_BATCH_MAX - 1);
    return is_ours ? number : -1;
}

int wire_batch_bought(const struct wire_batch *batch)
{
    cJSON       *ledger = wire_control("GET", "/emulator/ledger", NULL);
    const cJSON *purchases = cJSON_GetObjectItemCaseSensitive(ledger, "purchases"), *purchase;
    int          count = 0;

    cJSON_ArrayForEach(purchase, purchases) count += number_of(batch, purchase) >= 0;
    cJSON_Delete(ledger);
    return count;
}

void wire_batch_check_ledger(const struct wire_batch *batch)
{
    static int   bought[WIRE_BATCH_MAX];
    cJSON       *ledger = wire_control("GET", "/emulator/ledger", NULL);
    const cJSON *purchases = cJSON_GetObjectItemCaseSensitive(ledger, "purchases"), *purchase;

    memset(bought, 0, sizeof bought);
    cJSON_ArrayForEach(purchase, purchases)
    {
        int number = number_of(batch, purchase);

        if (number < 0)
            continue;
        bought[number]++;
        if (batch->ends[number].outcome == BWP_DONE)
            assert_string_equal(batch->ends[number].id, wire_text(purchase, "id"));
    }
    for (int i = 0; i < WIRE_BATCH_MAX; i++) {
        const struct wire_end *end = &batch->ends[i];
        bool                   may_be = end->has_ended && end->outcome != BWP_NOT_DONE;

        if (bought[i] > (may_be ? 1 : 0) || (bought[i] == 0 && end->has_ended && end->outcome == BWP_DONE))
            fail_msg("package-%d was bought %d times, and is %s: %s", i, bought[i],
                     end->has_ended ? bwp_outcome_name(end->outcome) : "not told", end->message);
    }
    cJSON_Delete(ledger);
}
