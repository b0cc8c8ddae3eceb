/* batch_wire_test.c - a thousand purchases on one thread, and each of them as if it had been made alone. */
#include "wire.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "road/client.h"
#include "wire_batch.h"
#include "wire_server.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { MANY = 1000, SOME = 200, IN_FLIGHT = 20, LONG_MS = 20000 };

static int count_threads(void)
{
    DIR *folder = opendir("/proc/self/task");
    int  count = 0;

    if (folder == NULL)
        return 1; /* this system does not tell */
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        count += entry->d_name[0] != '.';
    (void)closedir(folder);
    return count;
}

/* Of so many calls that take turns at the doors, those at one provider. */
static int share_of(const char *provider, int count)
{
    int share = 0;

    for (int i = 0; i < count; i++)
        share += strcmp(wire_doors[i % WIRE_DOORS].provider, provider) == 0;
    return share;
}

static void add_at_all_doors(struct wire_batch *batch, int count)
{
    for (int i = 0; i < count; i++)
        wire_batch_create(batch, batch->clients[i % WIRE_DOORS], i);
}

/* ---- a thousand, so many at a time ---- */

static void test_a_thousand_are_bought_at_every_provider_on_one_thread(void **state)
{
    static const uint32_t    in_flight[] = {1, 10, 100};
    static struct wire_batch batch;

    (void)state;
    for (size_t i = 0; i < COUNT(in_flight); i++) {
        int threads = count_threads();

        (void)wire_test_start(NULL);
        wire_batch_start(&batch, in_flight[i]);
        add_at_all_doors(&batch, MANY);
        wire_batch_run(&batch);
        assert_int_equal(count_threads(), threads);
        assert_int_equal(batch.done, MANY);
        for (size_t j = 0; j < WIRE_DOORS; j++)
            assert_int_equal(wire_purchases(wire_doors[j].provider), share_of(wire_doors[j].provider, MANY));
        wire_batch_check_ledger(&batch);
        wire_batch_end(&batch);
    }
}

static void test_one_at_a_time_goes_in_the_order_of_adding(void **state)
{
    static struct wire_batch batch;

    (void)state;
    wire_batch_start(&batch, 1);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[WIRE_BAIDU], i);
    wire_batch_run(&batch);
    for (int i = 0; i < SOME; i++)
        assert_int_equal(batch.order[i], i);
    wire_batch_end(&batch);
}

/* Never more at once than the ceiling says: each connection carries one request at a time. */
static void test_no_more_are_in_flight_than_there_may_be(void **state)
{
    static struct wire_batch batch;
    const struct wire_door  *door = &wire_doors[WIRE_BAIDU];
    struct wire_server      *server = wire_server_start(&(struct wire_plan){.status = 200, .body = door->created_body});
    bwp_client              *client;

    (void)state;
    assert_non_null(server);
    client = wire_client_at(door, wire_server_url(server));
    wire_batch_start(&batch, 7);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, client, i);
    wire_batch_run(&batch);
    wire_server_stop(server);
    assert_int_equal(batch.done, SOME);
    assert_int_equal(wire_server_complete(server), SOME);
    wire_assert_within(wire_server_connections(server), 1, 7);
    wire_batch_end(&batch);
    bwp_client_free(client);
    wire_server_free(server);
}

/* ---- memory ---- */

/* Bytes that are in use; 0 where nobody tells, as under a sanitizer. */
static size_t bytes_in_use(void)
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
    return mallinfo2().uordblks;
#else
    return 0;
#endif
}

/* As bwp.h has it, with some room: 4 KB for a call that waits or has ended, and for one in flight what its libcurl
 * takes. */
static void test_memory_is_what_the_header_says(void **state)
{
    static struct wire_batch batch;
    bool                     is_old = curl_version_info(CURLVERSION_NOW)->version_num < 0x080000;
    size_t                   before, waiting, in_flight, ended;

    (void)state;
    wire_fault("{\"kind\":\"stall_before\",\"times\":1000000}");
    wire_batch_start(&batch, IN_FLIGHT);
    before = bytes_in_use();
    add_at_all_doors(&batch, MANY);
    waiting = bytes_in_use() - before;
    for (int i = 0; i < 10; i++) /* so many are in flight after the first step already, and no more follow */
        (void)bwp_batch_step(batch.batch, 10);
    in_flight = bytes_in_use() - before - waiting;
    bwp_batch_cancel(batch.batch);
    assert_int_equal(bwp_batch_step(batch.batch, -1), 0);
    ended = bytes_in_use() - before;
    print_message("bytes of a call: waiting %zu, in flight %zu, ended %zu\n", waiting / MANY, in_flight / IN_FLIGHT,
                  ended / MANY);
    assert_true(waiting / MANY < 5 * 1024);
    assert_true(in_flight / IN_FLIGHT < (is_old ? 90 : 110) * 1024);
    assert_true(ended / MANY < 8 * 1024);
    wire_batch_take(&batch);
    assert_int_equal(batch.not_done + batch.unknown, MANY);
    wire_batch_end(&batch);
}

/* ---- faults ---- */

/* Three answers in five are lost, for as long as there are calls. */
static void test_what_is_lost_is_told_as_of_a_single_call(void **state)
{
    static struct wire_batch batch;

    (void)state;
    for (int i = 0; i < MANY; i++)
        wire_fault("{\"kind\":\"cut_after\",\"skip\":2,\"times\":3}");
    wire_batch_start(&batch, IN_FLIGHT);
    add_at_all_doors(&batch, MANY);
    wire_batch_run(&batch);
    wire_batch_check_ledger(&batch);
    for (int i = 0; i < MANY; i++) {
        const struct wire_end  *end = &batch.ends[i];
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];

        assert_true(end->outcome != BWP_NOT_DONE);
        wire_assert_within(end->attempts, 1, door->honours_token ? 3 : 1);
        assert_true(end->outcome == BWP_DONE || end->attempts == (door->honours_token ? 3 : 1));
    }
    wire_assert_within(batch.unknown, 1, MANY / 2);
    wire_batch_end(&batch);
}

/* Of every kind of harm a few, one after another; of throttling fewer, because it asks for a pause. */
static void test_all_faults_at_once_leave_the_ledger_and_the_results_in_agreement(void **state)
{
    static const char *const kinds[] = {"cut_before", "cut_after", "server_error", "garbage", "server_error_after",
                                        "empty",      "half_body", "no_id",        "redirect"};
    static struct wire_batch batch;

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        if (i % 100 == 50)
            wire_fault("{\"kind\":\"throttle\",\"ms\":100}");
        wire_fault("{\"kind\":\"%s\",\"skip\":1}", kinds[i % COUNT(kinds)]);
    }
    wire_batch_start(&batch, IN_FLIGHT);
    add_at_all_doors(&batch, MANY);
    wire_batch_run(&batch);
    wire_assert_within(batch.done, MANY / 2, MANY - 1);
    wire_batch_check_ledger(&batch);
    wire_batch_end(&batch);
}

/* ---- throttling ---- */

static void test_a_provider_that_throttles_slows_itself_only(void **state)
{
    static struct wire_batch batch;
    int                      asked;

    (void)state;
    wire_fault("{\"kind\":\"throttle\",\"provider\":\"alibaba\",\"times\":1000000,\"ms\":%d}", LONG_MS);
    wire_batch_start(&batch, IN_FLIGHT);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[i % 2 == 0 ? WIRE_ACS3 : WIRE_BAIDU], i);
    while (batch.done < SOME / 2) { /* all of Baidu's; the test runs into its time if Alibaba holds them up */
        (void)bwp_batch_step(batch.batch, LONG_MS / 4);
        wire_batch_take(&batch);
    }
    asked = wire_requests("alibaba");
    wire_assert_within(asked, 1, IN_FLIGHT); /* nothing new began after the first no */
    assert_int_equal(wire_requests("baidu"), SOME / 2);
    bwp_batch_cancel(batch.batch);
    wire_batch_run(&batch);
    assert_int_equal(wire_requests("alibaba"), asked);
    assert_int_equal(batch.not_done, SOME / 2);
    wire_batch_check_ledger(&batch);
    wire_batch_end(&batch);
}

static void test_what_was_throttled_is_bought_when_the_provider_allows_it(void **state)
{
    static struct wire_batch batch;

    (void)state;
    wire_fault("{\"kind\":\"throttle\",\"times\":%d,\"ms\":100}", IN_FLIGHT);
    wire_batch_start(&batch, IN_FLIGHT);
    add_at_all_doors(&batch, SOME);
    wire_batch_run(&batch);
    assert_int_equal(batch.done, SOME);
    wire_batch_check_ledger(&batch);
    wire_batch_end(&batch);
}

/* ---- errands ---- */

static void say_account(const char *request, char *body, size_t room)
{
    (void)request;
    (void)snprintf(body, room, "{\"domains\":[{\"id\":\"emulator-account\",\"name\":\"x\"}]}");
}

static void say_nothing(const char *request, char *body, size_t room)
{
    (void)request, (void)room;
    body[0] = '\0';
}

static unsigned buy_without_account(void (*say)(const char *request, char *body, size_t room), int bought)
{
    static struct wire_batch batch;
    struct wire_server      *iam = wire_server_start(&(struct wire_plan){.status = 200, .write_body = say});
    bwp_config               config = wire_config(&wire_doors[WIRE_HUAWEI], wire_cloud.url);
    bwp_client              *client;
    unsigned                 arrivals;

    assert_non_null(iam);
    config.account = NULL;
    config.iam_endpoint = wire_server_url(iam);
    client = wire_client(&config);
    wire_batch_start(&batch, IN_FLIGHT);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, client, i);
    wire_batch_run(&batch);
    assert_int_equal(batch.done, bought);
    assert_int_equal(batch.not_done, SOME - bought);
    wire_batch_check_ledger(&batch);
    wire_batch_end(&batch);
    bwp_client_free(client);
    wire_server_stop(iam);
    arrivals = wire_server_arrivals(iam);
    wire_server_free(iam);
    return arrivals;
}

static void test_an_account_is_asked_for_once(void **state)
{
    (void)state;
    assert_int_equal(buy_without_account(say_account, SOME), 1);
}

/* Then each asks for itself, as single calls do, and as many at a time as there may be. */
static void test_an_account_that_cannot_be_had_ends_every_call(void **state)
{
    (void)state;
    assert_int_equal(buy_without_account(say_nothing, 0), SOME);
}

/* What passes is no answer to the others: one call ends with it, and the next one that asks is told. */
static void test_who_is_asked_for_the_account_may_be_busy_once(void **state)
{
    static struct wire_batch batch;
    bwp_config               config = wire_config(&wire_doors[WIRE_HUAWEI], wire_cloud.url);
    bwp_client              *client;

    (void)state;
    config.account = NULL;
    config.iam_endpoint = wire_cloud.url;
    client = wire_client(&config);
    wire_fault("{\"kind\":\"refuse\",\"provider\":\"iam\",\"code\":\"x\",\"status\":503}");
    wire_batch_start(&batch, IN_FLIGHT);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, client, i);
    wire_batch_run(&batch);
    assert_int_equal(batch.done, SOME - 1);
    assert_int_equal(batch.not_done, 1);
    wire_batch_check_ledger(&batch);
    wire_batch_end(&batch);
    bwp_client_free(client);
}

/* ---- cancelling ---- */

static void check_cancelled(const struct wire_end *end, bool may_be_in_flight)
{
    assert_true(end->has_ended);
    if (end->outcome == BWP_DONE)
        return;
    assert_int_equal(end->status, BWP_ERR_CANCELLED);
    assert_true(may_be_in_flight || end->outcome == BWP_NOT_DONE);
}

static void test_a_batch_that_is_cancelled_ends_with_the_truth(void **state)
{
    static struct wire_batch batch;

    (void)state;
    wire_fault("{\"kind\":\"stall_after\",\"skip\":100,\"times\":%d}", IN_FLIGHT);
    wire_batch_start(&batch, IN_FLIGHT);
    add_at_all_doors(&batch, MANY);
    while (batch.done < 100) {
        (void)bwp_batch_step(batch.batch, -1);
        wire_batch_take(&batch);
    }
    bwp_batch_cancel(batch.batch);
    wire_batch_run(&batch);
    for (int i = 0; i < MANY; i++)
        check_cancelled(&batch.ends[i], true);
    wire_assert_within(batch.unknown, 1, IN_FLIGHT);
    assert_int_equal(batch.done + batch.unknown + batch.not_done, MANY);
    wire_batch_check_ledger(&batch);
    assert_int_equal(bwp_batch_create(batch.batch, batch.clients[0], NULL, NULL), BWP_ERR_CANCELLED);
    assert_int_equal(bwp_batch_step(batch.batch, -1), 0);
    wire_batch_end(&batch);
}

static void *cancel_client(void *user)
{
    bwp_client_cancel(user);
    return NULL;
}

/* From another thread, while the batch sleeps, and those that have not begun as well; the other clients go on. */
static void test_a_client_that_is_cancelled_ends_its_own_calls_only(void **state)
{
    static struct wire_batch batch;
    pthread_t                thread;

    (void)state;
    wire_fault("{\"kind\":\"stall_before\",\"provider\":\"alibaba\",\"times\":1000000}");
    wire_batch_start(&batch, IN_FLIGHT);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[i % 2 == 0 ? WIRE_ACS3 : WIRE_BAIDU], i);
    while (batch.done < SOME / 2) {
        (void)bwp_batch_step(batch.batch, -1);
        wire_batch_take(&batch);
    }
    assert_int_equal(pthread_create(&thread, NULL, cancel_client, batch.clients[WIRE_ACS3]), 0);
    wire_batch_create(&batch, batch.clients[WIRE_BAIDU], SOME);
    wire_batch_run(&batch);
    assert_int_equal(pthread_join(thread, NULL), 0);
    for (int i = 0; i < SOME; i += 2)
        check_cancelled(&batch.ends[i], i < 2 * IN_FLIGHT);
    assert_int_equal(batch.done, SOME / 2 + 1);
    wire_batch_check_ledger(&batch);
    wire_batch_create(&batch, batch.clients[WIRE_BAIDU], SOME + 1);
    wire_batch_run(&batch);
    assert_int_equal(batch.done, SOME / 2 + 2);
    wire_batch_end(&batch);
}

/* ---- other operations ---- */

static void call_json(struct wire_batch *batch, int number, const char *operation, const char *format, const char *id)
{
    char arguments[256];

    (void)snprintf(arguments, sizeof arguments, format, id);
    assert_int_equal(
        bwp_batch_call_json(batch->batch, batch->clients[WIRE_BAIDU], operation, arguments, &batch->ends[number]),
        BWP_OK);
    batch->added++;
}

/* A wait that pauses leaves its place to others, although there is one place only. */
static void test_every_operation_takes_part_and_a_wait_is_in_nobodys_way(void **state)
{
    static struct wire_batch batch;
    const struct wire_end   *ends = batch.ends;

    (void)state;
    wire_batch_start(&batch, 1);
    wire_batch_create(&batch, batch.clients[WIRE_BAIDU], 0);
    wire_batch_run(&batch);
    call_json(&batch, 1, "wait", "{\"id\":\"%s\",\"until\":\"resized\",\"bandwidth_mbps\":20}", ends[0].id);
    call_json(&batch, 2, "list", "{}", "");
    call_json(&batch, 3, "get", "{\"id\":\"%s\"}", ends[0].id);
    call_json(&batch, 4, "resize", "{\"id\":\"%s\",\"bandwidth_mbps\":20}", ends[0].id);
    call_json(&batch, 5, "create", "{\"name\":\"%s\"}", "package-5");
    call_json(&batch, 6, "preview",
              "{\"name\":\"%s\",\"bandwidth_mbps\":5,\"area_a\":\"china\",\"area_b\":\"china\","
              "\"billing\":\"postpaid\"}",
              "package-6");
    call_json(&batch, 7, "buy", "{}", "");
    wire_batch_run(&batch);
    for (int i = 0; i <= 4; i++)
        assert_int_equal(ends[i].outcome, BWP_DONE);
    for (int i = 0; i <= 3; i++)
        assert_string_equal(ends[i].id, ends[0].id);
    assert_int_equal(ends[5].status, BWP_ERR_ARGUMENT);
    assert_int_equal(ends[6].outcome, BWP_DONE);
    assert_int_equal(ends[7].status, BWP_ERR_ARGUMENT);
    assert_int_equal(batch.order[batch.taken - 1], 1); /* the wait came to its end after what it waited for */
    call_json(&batch, 8, "delete", "{\"id\":\"%s\"}", ends[0].id);
    wire_batch_run(&batch);
    assert_int_equal(ends[8].outcome, BWP_DONE);
    assert_int_equal(wire_purchases("baidu"), 1);
    wire_batch_end(&batch);
}

/*
 * A call that waits for its place until its time is up is not sent once more: that attempt would be cut off, and make
 * a doubt of a clear no.
 */
static void test_what_waits_too_long_for_its_turn_keeps_its_last_answer(void **state)
{
    static struct wire_batch batch;
    bwp_config               config = wire_config(&wire_doors[WIRE_ACS3], wire_cloud.url);
    bwp_client              *client;

    (void)state;
    config.timeout_ms = 1500;
    config.max_attempts = 3;
    client = wire_client(&config);
    client->pause_base_ms = 1;
    wire_batch_start(&batch, 1);
    wire_fault("{\"kind\":\"throttle\",\"provider\":\"alibaba\",\"verb\":\"create\"}");
    wire_fault("{\"kind\":\"stall_after\",\"provider\":\"baidu\",\"verb\":\"create\",\"ms\":2000}");
    wire_batch_create(&batch, client, 0);
    wire_batch_create(&batch, batch.clients[WIRE_BAIDU], 1);
    wire_batch_run(&batch);
    assert_int_equal(batch.ends[0].outcome, BWP_NOT_DONE);
    assert_int_equal(batch.ends[0].attempts, 1);
    assert_int_equal(wire_requests("alibaba"), 1);
    assert_int_equal(wire_purchases("alibaba"), 0);
    wire_batch_end(&batch);
    bwp_client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_thousand_are_bought_at_every_provider_on_one_thread),
        WIRE_TEST(test_one_at_a_time_goes_in_the_order_of_adding),
        WIRE_TEST(test_no_more_are_in_flight_than_there_may_be),
        WIRE_TEST(test_memory_is_what_the_header_says),
        WIRE_TEST(test_what_is_lost_is_told_as_of_a_single_call),
        WIRE_TEST(test_all_faults_at_once_leave_the_ledger_and_the_results_in_agreement),
        WIRE_TEST(test_a_provider_that_throttles_slows_itself_only),
        WIRE_TEST(test_what_was_throttled_is_bought_when_the_provider_allows_it),
        WIRE_TEST(test_an_account_is_asked_for_once),
        WIRE_TEST(test_an_account_that_cannot_be_had_ends_every_call),
        WIRE_TEST(test_who_is_asked_for_the_account_may_be_busy_once),
        WIRE_TEST(test_a_batch_that_is_cancelled_ends_with_the_truth),
        WIRE_TEST(test_a_client_that_is_cancelled_ends_its_own_calls_only),
        WIRE_TEST(test_every_operation_takes_part_and_a_wait_is_in_nobodys_way),
        WIRE_TEST(test_what_waits_too_long_for_its_turn_keeps_its_last_answer),
    };

    return WIRE_RUN(tests);
}
