/* verbs_wire_test.c - deadlines and cancelling reach every verb, threads mix them, and none shows a secret. */
#include "wire_life.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"

/* A package, and the next request of the verb answered late or never; NULL where the provider has no such verb. */
static bwp_client *stalled(const struct wire_door *door, enum wire_verb verb, uint32_t timeout_ms)
{
    bwp_client *client;

    if (!wire_door_has(door, verb))
        return NULL;
    (void)wire_test_start(NULL);
    client = wire_quick_client(door, 3, timeout_ms);
    wire_life_buy(client, "a");
    wire_life_prepare(client, verb);
    wire_fault("{\"kind\":\"stall_after\",\"verb\":\"%s\",\"times\":9,\"ms\":20000}", wire_verbs[verb].fault);
    return client;
}

static bool is_look(enum wire_verb verb)
{
    return verb == WIRE_GET || verb == WIRE_LIST || verb == WIRE_WAIT;
}

static void test_a_deadline_ends_every_verb(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * (size_t)WIRE_VERBS; i++) {
        enum wire_verb verb = (enum wire_verb)(i / WIRE_DOORS);
        bwp_client    *client = verb != WIRE_WAIT ? stalled(&wire_doors[i % WIRE_DOORS], verb, 250) : NULL;
        bwp_result    *result = NULL;
        int64_t        began = wire_now_ms();

        if (client == NULL) /* a wait has a time of its own */
            continue;
        (void)wire_life_do(client, verb, &result);
        wire_end(result, is_look(verb) ? BWP_NOT_DONE : BWP_UNKNOWN, BWP_ERR_TIMEOUT);
        wire_assert_within(wire_now_ms() - began, 100, 15000);
        bwp_client_free(client);
    }
}

struct doing {
    pthread_t      thread;
    bwp_client    *client;
    enum wire_verb verb;
    bwp_result    *result;
};

static void *do_it(void *user)
{
    struct doing *doing = user;

    (void)wire_life_do(doing->client, doing->verb, &doing->result);
    return NULL;
}

static void test_cancelling_ends_every_verb_with_the_honest_outcome(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * (size_t)WIRE_VERBS; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        enum wire_verb          verb = (enum wire_verb)(i / WIRE_DOORS);
        struct doing            doing = {.client = stalled(door, verb, 20000), .verb = verb};
        int64_t                 began = wire_now_ms();
        int                     changes = wire_changes(wire_verbs[verb].fault), requests;

        if (doing.client == NULL)
            continue;
        requests = wire_requests(door->provider);
        assert_int_equal(pthread_create(&doing.thread, NULL, do_it, &doing), 0);
        /* it is carried out and not answered, or looked for and not answered */
        while (wire_verbs[verb].changes ? wire_changes(wire_verbs[verb].fault) == changes
                                        : wire_requests(door->provider) == requests)
            continue;
        bwp_client_cancel(doing.client);
        assert_int_equal(pthread_join(doing.thread, NULL), 0);
        wire_assert_within(wire_now_ms() - began, 0, 10000);
        wire_end(doing.result, is_look(verb) ? BWP_NOT_DONE : BWP_UNKNOWN, BWP_ERR_CANCELLED);
        bwp_client_free(doing.client);
    }
}

static void cancel_from_inside(void *user, const bwp_package *package, uint32_t elapsed_ms)
{
    (void)package;
    (void)elapsed_ms;
    bwp_client_cancel(user);
}

static void test_a_wait_can_be_cancelled_between_two_looks(void **state)
{
    bwp_client *client = wire_quick_client(&wire_doors[WIRE_BAIDU], 1, 20000);
    bwp_goal    goal = {
           .struct_size = sizeof goal, .until = BWP_UNTIL_BOUND, .progress = cancel_from_inside, .progress_user = client};
    bwp_result *result = NULL;

    (void)state;
    wire_life_buy(client, "a");
    (void)bwp_wait(client, wire_life_id, &goal, &result);
    wire_end(result, BWP_NOT_DONE, BWP_ERR_CANCELLED);
    bwp_client_free(client);
}

/* Ends the calls of the client as one is about to make another attempt. */
struct interrupting {
    bwp_client *client;
};

static void cancel_between_attempts(void *user, const char *line)
{
    struct interrupting *interrupting = user;

    if (strstr(line, "again in") != NULL)
        bwp_client_cancel(interrupting->client);
}

static void test_a_find_that_is_cancelled_excludes_nothing(void **state)
{
    bwp_request         request = wire_request(&wire_doors[WIRE_BAIDU], "a");
    bwp_config          config = wire_config(&wire_doors[WIRE_BAIDU], wire_cloud.url);
    struct interrupting interrupting = {NULL};
    bwp_result         *result = NULL;

    (void)state;
    config.max_attempts = 3;
    config.log = cancel_between_attempts;
    config.log_user = &interrupting;
    interrupting.client = wire_client(&config);
    wire_fault("{\"kind\":\"throttle\",\"verb\":\"list\",\"times\":9,\"ms\":20000}");
    (void)bwp_find(interrupting.client, &request, 0, &result);
    wire_end(result, BWP_UNKNOWN, BWP_ERR_CANCELLED);
    (void)bwp_list(interrupting.client, NULL, &result); /* which is no question about a purchase */
    wire_end(result, BWP_NOT_DONE, BWP_ERR_CANCELLED);
    bwp_client_free(interrupting.client);
}

/* ---- cancelling against the ledger ---- */

struct canceller {
    pthread_t   thread;
    bwp_client *client;
    atomic_bool ends;
};

static void *cancel_all_the_time(void *user)
{
    struct canceller *canceller = user;

    while (!atomic_load(&canceller->ends))
        bwp_client_cancel(canceller->client);
    return NULL;
}

static bool is_bought(const cJSON *ledger, const char *name)
{
    const cJSON *purchase;

    cJSON_ArrayForEach(purchase, cJSON_GetObjectItemCaseSensitive(ledger, "purchases"))
    {
        if (strcmp(wire_text(purchase, "name"), name) == 0)
            return true;
    }
    return false;
}

enum { PURCHASES = 300 };

/*
 * Whenever the wish to end comes, what was bought is never told as not bought.  Names are new at each door, because
 * what was sent and given up may be carried out after the ledger was wiped for the next one.
 */
static void test_what_is_cancelled_is_not_told_as_not_bought_if_it_was(void **state)
{
    static bwp_outcome outcomes[PURCHASES];

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct canceller canceller = {.client = wire_quick_client(&wire_doors[i], 1, 20000)};
        cJSON           *ledger;
        char             name[32];

        (void)wire_test_start(NULL);
        atomic_init(&canceller.ends, false);
        assert_int_equal(pthread_create(&canceller.thread, NULL, cancel_all_the_time, &canceller), 0);
        for (int j = 0; j < PURCHASES; j++) {
            bwp_request request = wire_request(&wire_doors[i], name);

            (void)snprintf(name, sizeof name, "c-%zu-%d", i, j);
            outcomes[j] = bwp_create(canceller.client, &request, NULL);
        }
        atomic_store(&canceller.ends, true);
        assert_int_equal(pthread_join(canceller.thread, NULL), 0);
        ledger = wire_control("GET", "/emulator/ledger", NULL);
        for (int j = 0; j < PURCHASES; j++) {
            (void)snprintf(name, sizeof name, "c-%zu-%d", i, j);
            if (is_bought(ledger, name) ? outcomes[j] == BWP_NOT_DONE : outcomes[j] == BWP_DONE)
                fail_msg("%s: %s is in the ledger or not, and was told as %s", wire_doors[i].name, name,
                         bwp_outcome_name(outcomes[j]));
        }
        cJSON_Delete(ledger);
        bwp_client_free(canceller.client);
    }
}

/* ---- threads ---- */

enum { THREADS = 8, LIVES = 10 };

struct worker {
    pthread_t               thread;
    const struct wire_door *door;
    bwp_client             *client;
    int                     number, wrong;
};

/* No assertions in here: they belong to the test's own thread. */
static void *live(void *user)
{
    static const bwp_tag tag = {"a", "1"};
    struct worker       *worker = user;

    for (int i = 0; i < LIVES; i++) {
        char        name[32], id[128], bound_to[32];
        bwp_request request = wire_request(wire_door_of(worker->client), name);
        bwp_change  size = {.struct_size = sizeof size, .bandwidth_mbps = 20};
        bwp_change  bound = {.struct_size = sizeof bound, .bound_to = bound_to};
        bwp_change  tags = {.struct_size = sizeof tags, .tags = &tag, .tag_count = 1};
        bwp_goal    goal = {.struct_size = sizeof goal, .until = BWP_UNTIL_BOUND, .bound_to = bound_to};
        bwp_result *result = NULL;

        (void)snprintf(name, sizeof name, "life-%d-%d", worker->number, i);
        (void)snprintf(bound_to, sizeof bound_to, "to-%d-%d", worker->number, i);
        worker->wrong += bwp_create(worker->client, &request, &result) != BWP_DONE;
        (void)snprintf(id, sizeof id, "%s", bwp_package_id(bwp_result_package(result, 0)));
        bwp_result_free(result);
        worker->wrong += bwp_list(worker->client, NULL, NULL) != BWP_DONE;
        worker->wrong += bwp_find(worker->client, &request, 0, NULL) != BWP_DONE;
        worker->wrong += bwp_resize(worker->client, id, &size, NULL) != BWP_DONE;
        worker->wrong += bwp_bind(worker->client, id, &bound, NULL) != BWP_DONE;
        worker->wrong += bwp_wait(worker->client, id, &goal, NULL) != BWP_DONE;
        worker->wrong += bwp_unbind(worker->client, id, NULL, NULL) != BWP_DONE;
        if (wire_door_has(worker->door, WIRE_SET_TAGS)) {
            worker->wrong += bwp_set_tags(worker->client, id, &tags, NULL) != BWP_DONE;
            worker->wrong += bwp_remove_tags(worker->client, id, &tags, NULL) != BWP_DONE;
        }
        worker->wrong += bwp_delete(worker->client, id, NULL, NULL) != BWP_DONE;
        worker->wrong += bwp_get(worker->client, id, NULL) != BWP_NOT_DONE;
    }
    return NULL;
}

static void test_threads_sharing_a_client_mix_the_verbs(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct worker workers[THREADS];
        bwp_client   *client = wire_quick_client(&wire_doors[i], 1, 20000);

        (void)wire_test_start(NULL);
        for (int j = 0; j < THREADS; j++) {
            workers[j] = (struct worker){.door = &wire_doors[i], .client = client, .number = j};
            assert_int_equal(pthread_create(&workers[j].thread, NULL, live, &workers[j]), 0);
        }
        for (int j = 0; j < THREADS; j++)
            assert_int_equal(pthread_join(workers[j].thread, NULL), 0);
        for (int j = 0; j < THREADS; j++)
            assert_int_equal(workers[j].wrong, 0);
        assert_int_equal(wire_purchases(wire_doors[i].provider), THREADS * LIVES);
        assert_int_equal(wire_changes("resize"), THREADS * LIVES);
        assert_int_equal(wire_changes("delete"), THREADS * LIVES);
        bwp_client_free(client);
    }
}

static void test_no_verb_shows_a_secret(void **state)
{
    static const char *const kinds[] = {"", "server_error", "cut_after"};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * (size_t)WIRE_VERBS * COUNT(kinds); i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        enum wire_verb          verb = (enum wire_verb)(i / WIRE_DOORS % WIRE_VERBS);
        const char             *kind = kinds[i / WIRE_DOORS / WIRE_VERBS];
        static struct wire_log  log;
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_client             *client;
        bwp_result             *result = NULL;

        if (!wire_door_has(door, verb) || (verb == WIRE_WAIT && *kind != '\0'))
            continue;
        (void)wire_test_start(NULL);
        memset(&log, 0, sizeof log);
        config.log = wire_log_line;
        config.log_user = &log;
        client = wire_client(&config);
        wire_life_buy(client, "a");
        wire_life_prepare(client, verb);
        if (*kind != '\0')
            wire_fault("{\"kind\":\"%s\",\"verb\":\"%s\"}", kind, wire_verbs[verb].fault);
        (void)wire_life_do(client, verb, &result);
        wire_assert_result_keeps_secrets(result);
        wire_assert_no_secret(log.text);
        assert_true(log.lines > 0);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_deadline_ends_every_verb),
        WIRE_TEST(test_cancelling_ends_every_verb_with_the_honest_outcome),
        WIRE_TEST(test_a_wait_can_be_cancelled_between_two_looks),
        WIRE_TEST(test_a_find_that_is_cancelled_excludes_nothing),
        WIRE_TEST(test_what_is_cancelled_is_not_told_as_not_bought_if_it_was),
        WIRE_TEST(test_threads_sharing_a_client_mix_the_verbs),
        WIRE_TEST(test_no_verb_shows_a_secret),
    };

    return WIRE_RUN(tests);
}
