/* threads_test.c - one client, eight threads: every call ends by itself, and connections stay few. */
#include "wire.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire_server.h"

enum { THREADS = 8, CALLS = 50 };

struct worker {
    pthread_t               thread;
    bwp_client             *client;
    const struct wire_door *door;
    int                     number, done, odd; /* odd: whatever should not be in a result */
    char                    ids[CALLS][32];
};

/* No assertions in here: they belong to the test's own thread. */
static void *work(void *user)
{
    struct worker *worker = user;

    for (int i = 0; i < CALLS; i++) {
        bwp_request        request;
        const bwp_package *package;
        char               name[32];
        bwp_result        *result = NULL;

        (void)snprintf(name, sizeof name, "package-%d-%d", worker->number, i);
        request = wire_request(wire_door_of(worker->client), name);
        worker->done += bwp_create(worker->client, &request, &result) == BWP_DONE;
        package = bwp_result_package(result, 0);
        (void)snprintf(worker->ids[i], sizeof worker->ids[i], "%.31s", bwp_package_id(package));
        worker->odd += bwp_result_attempts(result) != 1 ||
                       bwp_result_http_status(result) != worker->door->created_status;
        worker->odd += *bwp_package_name(package) != '\0' && strcmp(bwp_package_name(package), name) != 0;
        bwp_result_free(result);
    }
    return NULL;
}

static void run(struct worker *workers, const struct wire_door *door, bwp_client *client)
{
    memset(workers, 0, THREADS * sizeof *workers);
    for (int i = 0; i < THREADS; i++) {
        workers[i].client = client;
        workers[i].door = door;
        workers[i].number = i;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(workers[i].done, CALLS);
        assert_int_equal(workers[i].odd, 0);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Every id that was handed out stands in the ledger, and each once. */
static void assert_ledger_agrees(struct worker *workers)
{
    static char  bought[THREADS * CALLS][32], shown[THREADS * CALLS][32];
    cJSON       *ledger = wire_control("GET", "/emulator/ledger", NULL);
    const cJSON *purchases = cJSON_GetObjectItemCaseSensitive(ledger, "purchases"), *purchase;
    size_t       count = 0;

    assert_int_equal(cJSON_GetArraySize(purchases), THREADS * CALLS);
    cJSON_ArrayForEach(purchase, purchases)
    {
        (void)snprintf(bought[count], sizeof bought[count], "%.31s", wire_text(purchase, "id"));
        memcpy(shown[count], workers[count / CALLS].ids[count % CALLS], sizeof shown[count]);
        count++;
    }
    qsort(bought, count, sizeof bought[0], by_text);
    qsort(shown, count, sizeof shown[0], by_text);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(shown[i], bought[i]);
        assert_true(i == 0 || strcmp(bought[i - 1], bought[i]) != 0);
    }
    cJSON_Delete(ledger);
}

static void test_threads_sharing_a_client_buy_what_they_asked_for(void **state)
{
    static struct worker workers[THREADS];

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_client_at(&wire_doors[i], wire_cloud.url);

        (void)wire_test_start(NULL);
        run(workers, &wire_doors[i], client);
        assert_int_equal(wire_purchases(wire_doors[i].provider), THREADS * CALLS);
        assert_int_equal(wire_requests(wire_doors[i].provider), THREADS * CALLS);
        assert_ledger_agrees(workers);
        bwp_client_free(client);
    }
}

static void test_threads_keep_no_more_connections_than_there_are_threads(void **state)
{
    static struct worker workers[THREADS];

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client             *client;
        const struct wire_door *door = &wire_doors[i];
        struct wire_server     *server = wire_server_start(
                &(struct wire_plan){.status = door->created_status, .body = door->created_body});

        assert_non_null(server);
        client = wire_client_at(door, wire_server_url(server));
        run(workers, door, client);
        wire_server_stop(server);
        assert_int_equal(wire_server_complete(server), THREADS * CALLS);
        wire_assert_within(wire_server_connections(server), 1, THREADS);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

static void *work_alone(void *user)
{
    struct worker *worker = user;
    char           url[64];

    (void)snprintf(url, sizeof url, "%s", wire_cloud.url);
    for (int i = 0; i < 10; i++) { /* clients come and go while others work */
        bwp_request request;
        bwp_config  config = wire_config(worker->door, url);
        bwp_client *client = bwp_client_new(&config, NULL);
        char        name[32];

        (void)snprintf(name, sizeof name, "alone-%d-%d", worker->number, i);
        request = wire_request(worker->door, name);
        worker->done += bwp_create(client, &request, NULL) == BWP_DONE;
        bwp_client_free(client);
    }
    return NULL;
}

static void test_clients_of_every_provider_live_side_by_side(void **state)
{
    static struct worker workers[THREADS];

    (void)state;
    memset(workers, 0, sizeof workers);
    for (int i = 0; i < THREADS; i++) {
        workers[i].door = &wire_doors[i % WIRE_DOORS];
        workers[i].number = i;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work_alone, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(workers[i].done, 10);
    for (size_t i = 0; i < WIRE_DOORS; i++) { /* and each door may share its provider with another */
        int bought = 0;

        for (size_t j = 0; j < THREADS; j++)
            bought += strcmp(workers[j].door->provider, wire_doors[i].provider) == 0 ? 10 : 0;
        assert_int_equal(wire_purchases(wire_doors[i].provider), bought);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_threads_sharing_a_client_buy_what_they_asked_for),
        WIRE_TEST(test_threads_keep_no_more_connections_than_there_are_threads),
        WIRE_TEST(test_clients_of_every_provider_live_side_by_side),
    };

    return WIRE_RUN(tests);
}
