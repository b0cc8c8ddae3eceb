/* wait_wire_test.c - waiting: for what comes, what goes, what never will be, and until the time is up. */
#include "wire_life.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "road/client.h"

#define CHANGE .struct_size = sizeof(bwp_change)

static bwp_result *wait_for(bwp_client *client, bwp_goal goal, uint32_t timeout_ms)
{
    bwp_result *result = NULL;
    bwp_outcome outcome;

    goal.struct_size = sizeof goal;
    goal.timeout_ms = timeout_ms;
    outcome = bwp_wait(client, wire_life_id, &goal, &result);
    assert_int_equal(outcome, bwp_result_outcome(result));
    return result;
}

struct seen {
    int      looks, without; /* how often progress was told, and how often without a package */
    uint32_t elapsed_ms;
};

static void note(void *user, const bwp_package *package, uint32_t elapsed_ms)
{
    struct seen *seen = user;

    seen->looks++;
    seen->without += package == NULL;
    seen->elapsed_ms = elapsed_ms;
}

static void test_what_is_not_to_be_seen_yet_is_waited_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct seen seen = {0};
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);
        bwp_result *result;

        (void)wire_test_start(NULL);
        wire_control_post("/emulator/lag", "{\"looks\":3}");
        wire_life_buy(client, "a");
        result = wait_for(client, (bwp_goal){.until = BWP_UNTIL_READY, .progress = note, .progress_user = &seen},
                          20000);
        wire_expect(result, BWP_DONE, BWP_OK);
        assert_string_equal(bwp_package_id(bwp_result_package(result, 0)), wire_life_id);
        assert_int_equal(seen.looks, 4);
        assert_int_equal(seen.without, 3);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void *bind_later(void *user)
{
    bwp_client *client = user;

    (void)bwp_bind(client, wire_life_id, &(bwp_change){CHANGE, .bound_to = "to-2"}, NULL);
    return NULL;
}

/* Called at the first look, and makes what is waited for come true. */
static void bind_now(void *user, const bwp_package *package, uint32_t elapsed_ms)
{
    pthread_t thread;

    (void)elapsed_ms;
    if (package == NULL || *bwp_package_bound_to(package) != '\0')
        return;
    if (pthread_create(&thread, NULL, bind_later, user) == 0)
        (void)pthread_join(thread, NULL);
}

static void delete_now(void *user, const bwp_package *package, uint32_t elapsed_ms)
{
    (void)elapsed_ms;
    if (package != NULL)
        (void)bwp_delete(user, bwp_package_id(package), NULL, NULL);
}

static void test_what_becomes_bound_or_goes_while_it_is_waited_for_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);
        bwp_goal bound = {.until = BWP_UNTIL_BOUND, .bound_to = "to-2", .progress = bind_now, .progress_user = client};
        bwp_goal gone = {.until = BWP_UNTIL_GONE, .progress = delete_now, .progress_user = client};
        bwp_goal ready = {
            .until = BWP_UNTIL_RESIZED, .bandwidth_mbps = 9, .progress = delete_now, .progress_user = client};
        bwp_result *result;

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        result = wire_expect(wait_for(client, bound, 20000), BWP_DONE, BWP_OK);
        assert_string_equal(bwp_package_bound_to(bwp_result_package(result, 0)), "to-2");
        bwp_result_free(result);
        wire_end(wire_change(bwp_unbind, client, NULL), BWP_DONE, BWP_OK);
        result = wire_expect(wait_for(client, gone, 20000), BWP_DONE, BWP_OK);
        assert_int_equal(bwp_result_package_count(result), 0);
        assert_string_equal(bwp_result_message(result), "");
        bwp_result_free(result);
        wire_life_buy(client, "b"); /* and what goes while something else is waited for ends the wait */
        wire_end(wait_for(client, ready, 20000), BWP_NOT_DONE, BWP_ERR_NOT_FOUND);
        bwp_client_free(client);
    }
}

#define OF_NO_PACKAGE "{\"kind\":\"refuse\",\"status\":404,\"code\":\"NeverHeardOf\",\"message\":\"not found\"}"

static void lose_the_way(void *user, const bwp_package *package, uint32_t elapsed_ms)
{
    (void)user, (void)package, (void)elapsed_ms;
    wire_fault(OF_NO_PACKAGE);
}

/* It may be the address that is not found: neither a wait, nor a find, nor a delete that was lost takes it for more. */
static void test_a_404_of_which_nobody_knows_what_it_is_about_proves_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 3, 20000);
        bwp_goal    gone = {.until = BWP_UNTIL_GONE, .progress = lose_the_way};
        bwp_request request = wire_request(&wire_doors[i], "a");
        bwp_result *result = NULL;

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        wire_end(wait_for(client, gone, 20000), BWP_NOT_DONE, BWP_ERR_REFUSED);
        wire_fault(OF_NO_PACKAGE);
        assert_int_equal(bwp_find(client, &request, 0, &result), BWP_UNKNOWN);
        assert_int_equal(bwp_result_status(result), BWP_ERR_REFUSED);
        bwp_result_free(result);
        wire_fault("{\"kind\":\"cut_before\"}");
        wire_fault(OF_NO_PACKAGE);
        assert_int_not_equal(bwp_delete(client, wire_life_id, NULL, NULL), BWP_DONE);
        assert_int_equal(wire_changes("delete"), 0);
        bwp_client_free(client);
    }
}

static void test_a_wait_ends_when_its_time_is_up(void **state)
{
    static const bwp_goal goals[] = {
        {.until = BWP_UNTIL_BOUND}, {.until = BWP_UNTIL_RESIZED, .bandwidth_mbps = 99}, {.until = BWP_UNTIL_GONE}};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);
        bwp_result *result;

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        for (size_t j = 0; j < COUNT(goals); j++) {
            struct seen seen = {0};
            bwp_goal    goal = goals[j];
            int64_t     began = wire_now_ms();

            goal.progress = note;
            goal.progress_user = &seen;
            result = wire_expect(wait_for(client, goal, 300), BWP_NOT_DONE, BWP_ERR_TIMEOUT);
            wire_assert_has(bwp_result_message(result), "in time");
            wire_assert_within(wire_now_ms() - began, 150, 10000);
            wire_assert_within(seen.looks, 1, 200);
            bwp_result_free(result);
        }
        (void)snprintf(wire_life_id, sizeof wire_life_id, "bwp-none"); /* never seen is not gone, but not there yet */
        wire_end(wait_for(client, (bwp_goal){.until = BWP_UNTIL_GONE}, 200), BWP_NOT_DONE, BWP_ERR_TIMEOUT);
        bwp_client_free(client);
    }
}

static void test_what_is_stopped_or_forbidden_ends_a_wait_at_once(void **state)
{
    static const char *const forbidden[WIRE_DOORS] = {"CC.1004", "Forbidden.RAM", "Forbidden.RAM", "AccessDenied",
                                                      "AccessDenied"};
    static const char *const stopped[WIRE_DOORS] = {NULL, "FinancialLocked", "SecurityLocked", "stopped",
                                                    "FinancialLocked"};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        char        more[64];
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        wire_fault("{\"kind\":\"refuse\",\"verb\":\"get\",\"code\":\"%s\",\"status\":403}", forbidden[i]);
        wire_end(wait_for(client, (bwp_goal){.until = BWP_UNTIL_BOUND}, 20000), BWP_NOT_DONE, BWP_ERR_FORBIDDEN);
        if (stopped[i] != NULL) { /* Huawei's word for it is not documented */
            (void)snprintf(more, sizeof more, ",\"status\":\"%s\"", stopped[i]);
            wire_arrange_life("/emulator/state", more);
            wire_end(wait_for(client, (bwp_goal){.until = BWP_UNTIL_READY}, 20000), BWP_NOT_DONE, BWP_ERR_CONFLICT);
            wire_end(wait_for(client, (bwp_goal){.until = BWP_UNTIL_UNBOUND}, 20000), BWP_DONE, BWP_OK);
        }
        bwp_client_free(client);
    }
}

static void test_a_wait_outlasts_looks_that_are_lost(void **state)
{
    static const char *const kinds[] = {"cut_before", "cut_after", "server_error", "garbage", "throttle"};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        for (size_t j = 0; j < COUNT(kinds); j++)
            wire_fault_one(wire_doors[i].provider, kinds[j]);
        wire_end(wait_for(client, (bwp_goal){.until = BWP_UNTIL_READY}, 20000), BWP_DONE, BWP_OK);
        bwp_client_free(client);
    }
}

/* A look that hangs has the time of a call, and then the wait goes on. */
static void test_a_look_that_hangs_does_not_hold_up_a_wait(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 300);
        int64_t     began;

        (void)wire_test_start(NULL);
        wire_control_post("/emulator/lag", "{\"looks\":1}");
        wire_life_buy(client, "a");
        wire_fault("{\"kind\":\"stall_before\",\"verb\":\"get\",\"times\":2,\"ms\":30000}");
        began = wire_now_ms();
        wire_end(wait_for(client, (bwp_goal){.until = BWP_UNTIL_READY}, 20000), BWP_DONE, BWP_OK);
        wire_assert_within(wire_now_ms() - began, 500, 15000);
        bwp_client_free(client);
    }
}

static void test_an_order_is_waited_for_until_it_is_paid(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_BAIDU; i++) { /* where creating pays */
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);
        bwp_request request = wire_request(&wire_doors[i], "a");
        bwp_result *result;

        (void)wire_test_start(NULL);
        request.billing = BWP_PREPAID;
        request.period = 1;
        request.period_unit = BWP_MONTH;
        result = wire_create(client, &request, BWP_DONE);
        assert_true(bwp_result_awaits_payment(result));
        (void)snprintf(wire_life_id, sizeof wire_life_id, "%s", bwp_package_id(bwp_result_package(result, 0)));
        bwp_result_free(result);
        result = wire_expect(wait_for(client, (bwp_goal){.until = BWP_UNTIL_READY}, 200), BWP_NOT_DONE,
                             BWP_ERR_TIMEOUT);
        wire_assert_has(bwp_result_message(result), "not reached in time; the last look: ");
        bwp_result_free(result);
        (void)bwp_find(client, &request, 0, &result);
        wire_end(result, BWP_UNKNOWN, BWP_ERR_NOT_FOUND);
        wire_arrange_life("/emulator/pay", "");
        wire_end(wait_for(client, (bwp_goal){.until = BWP_UNTIL_READY}, 20000), BWP_DONE, BWP_OK);
        (void)bwp_find(client, &request, 0, &result);
        wire_end(result, BWP_DONE, BWP_OK);
        bwp_client_free(client);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WIRE_TEST(test_what_is_not_to_be_seen_yet_is_waited_for),
        WIRE_TEST(test_what_becomes_bound_or_goes_while_it_is_waited_for_is_seen),
        WIRE_TEST(test_a_404_of_which_nobody_knows_what_it_is_about_proves_nothing),
        WIRE_TEST(test_a_wait_ends_when_its_time_is_up),
        WIRE_TEST(test_what_is_stopped_or_forbidden_ends_a_wait_at_once),
        WIRE_TEST(test_a_wait_outlasts_looks_that_are_lost),
        WIRE_TEST(test_a_look_that_hangs_does_not_hold_up_a_wait),
        WIRE_TEST(test_an_order_is_waited_for_until_it_is_paid),
    };

    return WIRE_RUN(tests);
}
