/* change_wire_test.c - changes whose answer was lost, that are so already, that cost, and that are refused. */
#include "wire_life.h"

#include <stdio.h>
#include <string.h>

#define CHANGE .struct_size = sizeof(bwp_change)

/* Calls test(door, verb) for every change that the provider behind a door has, each on an emulator that is empty. */
static void each_change(void (*test)(const struct wire_door *door, enum wire_verb verb))
{
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        for (enum wire_verb verb = WIRE_UPDATE; verb < WIRE_VERBS; verb++) {
            if (!wire_door_has(&wire_doors[i], verb))
                continue;
            (void)wire_test_start(NULL);
            test(&wire_doors[i], verb);
        }
    }
}

/* A package that the verb can be done to; the client is the caller's. */
static bwp_client *prepared(const struct wire_door *door, enum wire_verb verb, unsigned attempts)
{
    bwp_client *client = wire_quick_client(door, attempts, 20000);

    wire_life_buy(client, "a");
    wire_life_prepare(client, verb);
    return client;
}

static bwp_result *do_it(bwp_client *client, enum wire_verb verb)
{
    bwp_result *result = NULL;
    bwp_outcome outcome = wire_life_do(client, verb, &result);

    assert_int_equal(outcome, bwp_result_outcome(result));
    return result;
}

static const char *const lost[] = {"cut_after", "server_error_after", "garbage", "half_body", "empty", "no_id"};

/* Faults that take nothing away that proves the change: a request id is enough where the body is empty. */
static bool proves(const struct wire_door *door, enum wire_verb verb, const char *fault)
{
    bool says_package = strcmp(door->provider, "huawei") == 0 && verb <= WIRE_UNBIND;

    bool says_nothing = !says_package && strcmp(door->provider, "alibaba") != 0 &&
                        strcmp(door->provider, "volcengine") != 0; /* half of nothing is all of it */

    return strcmp(fault, "empty") == 0 || (strcmp(fault, "no_id") == 0 && says_package) ||
           (strcmp(fault, "half_body") == 0 && says_nothing);
}

static void lose_the_only_answer(const struct wire_door *door, enum wire_verb verb)
{
    for (size_t i = 0; i < COUNT(lost); i++) {
        bwp_client *client;
        bwp_result *result;

        (void)wire_test_start(NULL);
        client = prepared(door, verb, 1);
        wire_fault("{\"kind\":\"%s\",\"verb\":\"%s\"}", lost[i], wire_verbs[verb].fault);
        result = do_it(client, verb);
        if (bwp_result_outcome(result) == BWP_NOT_DONE ||
            (bwp_result_outcome(result) == BWP_DONE && !proves(door, verb, lost[i])))
            fail_msg("%s, %s, %s: %s: %s", door->name, wire_verbs[verb].name, lost[i],
                     bwp_outcome_name(bwp_result_outcome(result)), bwp_result_message(result));
        if (bwp_result_outcome(result) == BWP_UNKNOWN)
            assert_true(bwp_result_retry_is_safe(result));
        assert_true(wire_life_shows(door, verb));
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void test_a_lost_answer_to_a_change_is_unknown(void **state)
{
    (void)state;
    each_change(lose_the_only_answer);
}

static void lose_the_first_answer(const struct wire_door *door, enum wire_verb verb)
{
    bwp_client *client = prepared(door, verb, 3);
    bwp_result *result;
    int         requests, changes = wire_changes(wire_verbs[verb].fault);

    wire_fault("{\"kind\":\"cut_after\",\"verb\":\"%s\"}", wire_verbs[verb].fault);
    requests = wire_requests(door->provider);
    result = wire_expect(do_it(client, verb), BWP_DONE, BWP_OK);
    wire_assert_within(wire_requests(door->provider) - requests, 2, 4); /* a look before, the two, a look after */
    if (strcmp(door->provider, "baidu") == 0)                           /* the token makes one change of the two */
        assert_int_equal(wire_changes(wire_verbs[verb].fault), changes + 1);
    assert_true(wire_life_shows(door, verb));
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_a_change_whose_answer_was_lost_is_sent_again_and_done(void **state)
{
    (void)state;
    each_change(lose_the_first_answer);
}

/* Where a package is looked at first, a lost answer to the look says nothing about the change that follows. */
static void test_a_doubt_about_the_look_before_is_none_about_the_change(void **state)
{
    static const struct {
        const char    *provider, *refusal;
        enum wire_verb verb;
        bwp_status     status;
    } rows[] = {
        {"huawei", "\"status\":404,\"code\":\"CC.1002\"", WIRE_DELETE, BWP_ERR_NOT_FOUND}, /* and not gone already */
        {"huawei", "\"status\":403,\"code\":\"CC.1004\"", WIRE_RESIZE, BWP_ERR_FORBIDDEN},
        {"alibaba", "\"status\":403,\"code\":\"NoPermission\"", WIRE_RESIZE, BWP_ERR_FORBIDDEN},
        {"volcengine", "\"status\":403,\"code\":\"AccessDenied\"", WIRE_RESIZE, BWP_ERR_FORBIDDEN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct wire_door *door = wire_doors;
        bwp_client             *client;

        while (strcmp(door->provider, rows[i].provider) != 0)
            door++;
        (void)wire_test_start(NULL);
        client = prepared(door, rows[i].verb, 3);
        wire_fault("{\"kind\":\"cut_after\",\"verb\":\"get\"}");
        wire_fault("{\"kind\":\"refuse\",\"verb\":\"%s\",%s}", wire_verbs[rows[i].verb].fault, rows[i].refusal);
        wire_end(do_it(client, rows[i].verb), BWP_NOT_DONE, rows[i].status);
        bwp_client_free(client);
    }
}

static void cut_before(const struct wire_door *door, enum wire_verb verb)
{
    bwp_client *client = prepared(door, verb, 1);
    int         changes = wire_changes(wire_verbs[verb].fault);

    wire_fault("{\"kind\":\"cut_before\",\"verb\":\"%s\"}", wire_verbs[verb].fault);
    wire_end(do_it(client, verb), BWP_UNKNOWN, BWP_ERR_NETWORK);
    assert_int_equal(wire_changes(wire_verbs[verb].fault), changes);
    wire_end(do_it(client, verb), BWP_DONE, BWP_OK);
    assert_int_equal(wire_changes(wire_verbs[verb].fault), changes + 1);
    bwp_client_free(client);
}

static void test_a_change_that_never_arrived_is_unknown_and_done_when_asked_again(void **state)
{
    (void)state;
    each_change(cut_before);
}

static void throttle(const struct wire_door *door, enum wire_verb verb)
{
    bwp_client *client = prepared(door, verb, 1);
    int         changes = wire_changes(wire_verbs[verb].fault);

    wire_fault("{\"kind\":\"throttle\",\"verb\":\"%s\"}", wire_verbs[verb].fault);
    wire_end(do_it(client, verb), BWP_NOT_DONE, BWP_ERR_THROTTLED);
    assert_int_equal(wire_changes(wire_verbs[verb].fault), changes);
    bwp_client_free(client);
}

static void test_a_throttled_change_is_not_done(void **state)
{
    (void)state;
    each_change(throttle);
}

static void do_twice(const struct wire_door *door, enum wire_verb verb)
{
    bwp_client *client = prepared(door, verb, 1);

    wire_end(do_it(client, verb), BWP_DONE, BWP_OK);
    if (verb == WIRE_DELETE)
        wire_end(do_it(client, verb), BWP_NOT_DONE, BWP_ERR_NOT_FOUND);
    else
        wire_end(do_it(client, verb), BWP_DONE, BWP_OK);
    assert_true(wire_life_shows(door, verb));
    bwp_client_free(client);
}

static void test_what_is_so_already_is_done(void **state)
{
    (void)state;
    each_change(do_twice);
}

static void change_nothing(const struct wire_door *door, enum wire_verb verb)
{
    bwp_client *client = wire_quick_client(door, 1, 20000);
    bwp_result *result;

    (void)snprintf(wire_life_id, sizeof wire_life_id, "bwp-none");
    result = do_it(client, verb);
    wire_end(result, BWP_NOT_DONE, BWP_ERR_NOT_FOUND);
    assert_int_equal(wire_changes(wire_verbs[verb].fault), 0);
    bwp_client_free(client);
}

static void test_a_change_of_what_does_not_exist_is_not_found(void **state)
{
    (void)state;
    each_change(change_nothing);
}

static void preview(const struct wire_door *door, enum wire_verb verb)
{
    static const bwp_tag tag = {"a", "1"};
    static const struct {
        wire_change_function *function;
        bwp_change            change;
    } rows[WIRE_VERBS] = {
        [WIRE_UPDATE] = {bwp_update, {CHANGE, .name = "b", .preview = true}},
        [WIRE_RESIZE] = {bwp_resize, {CHANGE, .bandwidth_mbps = 20, .preview = true}},
        [WIRE_BIND] = {bwp_bind, {CHANGE, .bound_to = "to-1", .preview = true}},
        [WIRE_UNBIND] = {bwp_unbind, {CHANGE, .bound_to = "to-1", .preview = true}},
        [WIRE_SET_TAGS] = {bwp_set_tags, {CHANGE, .tags = &tag, .tag_count = 1, .preview = true}},
        [WIRE_REMOVE_TAGS] = {bwp_remove_tags, {CHANGE, .tags = &tag, .tag_count = 1, .preview = true}},
        [WIRE_DELETE] = {bwp_delete, {CHANGE, .preview = true}},
    };
    bwp_client *client = wire_quick_client(door, 1, 20000);
    bwp_result *result;

    (void)snprintf(wire_life_id, sizeof wire_life_id, "bwp-1");
    result = wire_expect(wire_change(rows[verb].function, client, &rows[verb].change), BWP_DONE, BWP_OK);
    wire_assert_has(bwp_result_http_request(result), "bwp-1");
    wire_assert_result_keeps_secrets(result);
    assert_int_equal(bwp_result_attempts(result), 0);
    assert_int_equal(wire_requests(door->provider), 0);
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_a_preview_of_a_change_sends_nothing(void **state)
{
    (void)state;
    each_change(preview);
}

/* ---- what costs ---- */

/* Where no token protects it, a prepaid package is resized once at most, whatever becomes of the answer. */
static void test_a_resize_that_costs_is_never_bought_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * COUNT(lost); i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bool                    is_baidu = strcmp(door->provider, "baidu") == 0;
        const char             *kind = lost[i / WIRE_DOORS];
        bwp_client             *client;
        bwp_result             *result;

        (void)wire_test_start(NULL);
        client = wire_quick_client(door, 3, 20000);
        wire_life_buy_prepaid(client, "a");
        wire_fault("{\"kind\":\"%s\",\"verb\":\"resize\"}", kind);
        result = do_it(client, WIRE_RESIZE);
        assert_int_equal(wire_changes("resize"), 1);
        if (is_baidu)
            wire_expect(result, BWP_DONE, BWP_OK);
        else if (strcmp(kind, "cut_after") == 0)
            wire_expect(result, BWP_UNKNOWN, BWP_ERR_NETWORK);
        if (bwp_result_outcome(result) == BWP_UNKNOWN)
            assert_false(bwp_result_retry_is_safe(result));
        assert_true(bwp_result_outcome(result) != BWP_NOT_DONE);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void test_a_prepaid_resize_at_huawei_waits_for_its_payment_unless_it_is_paid(void **state)
{
    bwp_client *client = wire_quick_client(&wire_doors[WIRE_HUAWEI], 1, 20000);
    bwp_result *result;
    bwp_goal goal = {.struct_size = sizeof goal, .until = BWP_UNTIL_RESIZED, .bandwidth_mbps = 20, .timeout_ms = 300};

    (void)state;
    wire_life_buy_prepaid(client, "a");
    result = wire_expect(wire_change(bwp_resize, client, &(bwp_change){CHANGE, .bandwidth_mbps = 20}), BWP_DONE,
                         BWP_OK);
    assert_true(bwp_result_awaits_payment(result));
    assert_true(strlen(bwp_result_order_id(result)) > 0);
    bwp_result_free(result);
    (void)bwp_wait(client, wire_life_id, &goal, &result);
    wire_end(result, BWP_NOT_DONE, BWP_ERR_TIMEOUT);
    wire_arrange_life("/emulator/pay", "");
    (void)bwp_wait(client, wire_life_id, &goal, &result);
    wire_end(result, BWP_DONE, BWP_OK);
    result = wire_expect(wire_change(bwp_resize, client, &(bwp_change){CHANGE, .bandwidth_mbps = 30, .auto_pay = true}),
                         BWP_DONE, BWP_OK);
    assert_false(bwp_result_awaits_payment(result));
    bwp_result_free(result);
    goal.bandwidth_mbps = 30;
    (void)bwp_wait(client, wire_life_id, &goal, &result);
    wire_end(result, BWP_DONE, BWP_OK);
    assert_int_equal(wire_changes("resize"), 2);
    wire_life_buy(client, "b");
    result = wire_expect(wire_change(bwp_resize, client, &(bwp_change){CHANGE, .bandwidth_mbps = 30, .auto_pay = true}),
                         BWP_NOT_DONE, BWP_ERR_ARGUMENT);
    assert_string_equal(bwp_result_field(result), "auto_pay");
    assert_int_equal(wire_changes("resize"), 2);
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_a_prepaid_package_that_stays_says_so_with_the_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_quick_client(door, 1, 20000);
        bwp_result             *result, *look;

        wire_life_buy_prepaid(client, "a");
        look = wire_expect(wire_look(client), BWP_DONE, BWP_OK);
        result = wire_expect(wire_change(bwp_delete, client, NULL), BWP_NOT_DONE, BWP_ERR_CONFLICT);
        wire_assert_has(bwp_result_message(result), "prepaid");
        if (i != WIRE_HUAWEI) /* which does not tell the day */
            assert_int_equal(strlen(bwp_package_expires_at(bwp_result_package(look, 0))), 20);
        wire_assert_has(bwp_result_message(result), bwp_package_expires_at(bwp_result_package(look, 0)));
        assert_int_equal(wire_changes("delete"), 0);
        bwp_result_free(look);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* ---- what is refused ---- */

static void test_what_the_state_of_a_package_forbids_is_a_conflict(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_quick_client(door, 1, 20000);
        bwp_result             *result;

        (void)wire_test_start(NULL);
        wire_life_buy(client, "limits");
        wire_end(wire_change(bwp_bind, client, &(bwp_change){CHANGE, .bound_to = "to-1"}), BWP_DONE, BWP_OK);
        wire_arrange_life("/emulator/limits", ",\"mbps\":6");
        result = wire_change(bwp_resize, client, &(bwp_change){CHANGE, .bandwidth_mbps = 5});
        assert_int_equal(bwp_result_outcome(result), BWP_NOT_DONE);
        bwp_result_free(result);
        if (i != WIRE_HUAWEI) /* which unbinds it all the same */
            wire_end(wire_change(bwp_unbind, client, NULL), BWP_NOT_DONE, BWP_ERR_CONFLICT);
        wire_end(wire_change(bwp_delete, client, NULL), BWP_NOT_DONE, BWP_ERR_CONFLICT);
        wire_end(wire_change(bwp_update, client, &(bwp_change){CHANGE, .name = "b"}), BWP_DONE, BWP_OK);
        bwp_client_free(client);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_lost_answer_to_a_change_is_unknown),
        WIRE_TEST(test_a_change_whose_answer_was_lost_is_sent_again_and_done),
        WIRE_TEST(test_a_doubt_about_the_look_before_is_none_about_the_change),
        WIRE_TEST(test_a_change_that_never_arrived_is_unknown_and_done_when_asked_again),
        WIRE_TEST(test_a_throttled_change_is_not_done),
        WIRE_TEST(test_what_is_so_already_is_done),
        WIRE_TEST(test_a_change_of_what_does_not_exist_is_not_found),
        WIRE_TEST(test_a_preview_of_a_change_sends_nothing),
        WIRE_TEST(test_a_resize_that_costs_is_never_bought_twice),
        WIRE_TEST(test_a_prepaid_resize_at_huawei_waits_for_its_payment_unless_it_is_paid),
        WIRE_TEST(test_a_prepaid_package_that_stays_says_so_with_the_day),
        WIRE_TEST(test_what_the_state_of_a_package_forbids_is_a_conflict),
    };

    return WIRE_RUN(tests);
}
