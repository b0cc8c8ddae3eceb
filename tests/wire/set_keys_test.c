/* set_keys_test.c - keys that change under way: no attempt mixes two sets, and a purchase in doubt keeps its own. */
#include "wire.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "road/client.h"
#include "wire_server.h"

enum { THREADS = 4, CALLS = 25, EXCHANGES = 400 };

struct worker {
    pthread_t   thread;
    bwp_client *client;
    int         done;
};

static void *look(void *user)
{
    struct worker *worker = user;

    for (int i = 0; i < CALLS; i++)
        worker->done += bwp_list(worker->client, NULL, NULL) == BWP_DONE;
    return NULL;
}

static void *exchange(void *user)
{
    struct worker *worker = user;

    for (int i = 0; i < EXCHANGES; i++) {
        bool       temporary = i % 2 == 0;
        bwp_status status = bwp_client_set_keys(worker->client, temporary ? WIRE_TEMPORARY_KEY : WIRE_ACCESS_KEY,
                                                temporary ? WIRE_TEMPORARY_SECRET : WIRE_SECRET_KEY,
                                                temporary ? WIRE_SECURITY_TOKEN : NULL, NULL);

        worker->done += status == BWP_OK;
    }
    return NULL;
}

/* The emulator refuses a signature that is made of one set's key and the other's secret or token. */
static void test_threads_look_while_keys_are_exchanged(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct worker workers[THREADS + 1] = {{.done = 0}};
        bwp_client   *client = wire_client_at(&wire_doors[i], wire_cloud.url);

        for (size_t j = 0; j <= THREADS; j++) {
            workers[j].client = client;
            assert_int_equal(pthread_create(&workers[j].thread, NULL, j < THREADS ? look : exchange, &workers[j]), 0);
        }
        for (size_t j = 0; j <= THREADS; j++)
            assert_int_equal(pthread_join(workers[j].thread, NULL), 0);
        for (size_t j = 0; j < THREADS; j++)
            assert_int_equal(workers[j].done, CALLS);
        assert_int_equal(workers[THREADS].done, EXCHANGES);
        bwp_client_free(client);
    }
}

/* ---- between two attempts ---- */

static struct {
    unsigned requests;
    bool     has_old[4], has_new[4]; /* which access key stood in a request */
} met;

static void note_keys(const char *request, char *body, size_t room)
{
    if (met.requests < COUNT(met.has_old)) {
        met.has_old[met.requests] = strstr(request, "old-access-key") != NULL;
        met.has_new[met.requests] = strstr(request, "new-access-key") != NULL;
    }
    met.requests++;
    (void)snprintf(body, room, "{\"requestId\":\"r-1\",\"code\":\"Whatever\",\"message\":\"no\"}");
}

static void set_new_keys(void *user, const char *line)
{
    bwp_client **client = user;

    if (strstr(line, "again in") != NULL)
        assert_int_equal(bwp_client_set_keys(*client, "new-access-key", "new-secret-key", NULL, NULL), BWP_OK);
}

/* A create at Baidu whose first attempt is answered so, with new keys before the second. */
static void create_twice(int http_status)
{
    struct wire_plan    plan = {.status = http_status, .write_body = note_keys};
    struct wire_server *server = wire_server_start(&plan);
    bwp_config          config = wire_config(&wire_doors[WIRE_BAIDU], server != NULL ? wire_server_url(server) : "");
    bwp_request         request = wire_request(&wire_doors[WIRE_BAIDU], "twice");
    bwp_client         *client;

    assert_non_null(server);
    memset(&met, 0, sizeof met);
    config.access_key = "old-access-key";
    config.secret_key = "old-secret-key";
    config.max_attempts = 2;
    config.log = set_new_keys;
    config.log_user = &client;
    client = wire_client(&config);
    client->pause_base_ms = 1;
    (void)bwp_create(client, &request, NULL);
    wire_server_stop(server);
    assert_int_equal(met.requests, 2);
    bwp_client_free(client);
    wire_server_free(server);
}

static void test_an_attempt_after_a_clear_no_takes_the_new_keys(void **state)
{
    (void)state;
    create_twice(429);
    assert_true(met.has_old[0] && !met.has_new[0]);
    assert_true(met.has_new[1] && !met.has_old[1]);
}

/* Another account's keys would make a second purchase of the same client token. */
static void test_a_purchase_in_doubt_keeps_its_keys(void **state)
{
    (void)state;
    create_twice(500);
    assert_true(met.has_old[0] && !met.has_new[0]);
    assert_true(met.has_old[1] && !met.has_new[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_threads_look_while_keys_are_exchanged),
        WIRE_TEST(test_an_attempt_after_a_clear_no_takes_the_new_keys),
        WIRE_TEST(test_a_purchase_in_doubt_keeps_its_keys),
    };

    return WIRE_RUN(tests);
}
