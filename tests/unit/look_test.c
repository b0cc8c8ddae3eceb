/* look_test.c - lib/road/look.c: lists over many pages, what a find may say, and when a wait is over. */
#include <stdio.h>
#include <string.h>

#include "unit_talk.h"

/* ---- lists ---- */

static void test_pages_follow_their_markers_into_one_list(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin(&talk, "baidu", &bwpi_plan_list);
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    assert_int_equal(talk.call.step.verb, VERB_LIST);
    assert_string_equal(talk.call.step.marker, "");
    talk_has_id(&talk, "a");
    talk_has_id(&talk, "b");
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, "b"), NEXT_STEP);
    assert_string_equal(talk.call.step.marker, "b");
    talk_forget(&talk);
    talk_has_id(&talk, "b");
    talk_has_id(&talk, "c");
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
    assert_int_equal(bwp_result_outcome(talk.result), BWP_DONE);
    assert_int_equal(bwp_result_package_count(talk.result), 3);
    assert_string_equal(bwp_package_id(bwp_result_package(talk.result, 2)), "c");
    talk_end(&talk);
}

static void test_a_list_ends_at_its_limit(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin(&talk, "baidu", &bwpi_plan_list);
    talk.result->order.filter.limit = 1;
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    talk_has_id(&talk, "a");
    talk_has_id(&talk, "b");
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, "b"), NEXT_OVER);
    assert_int_equal(bwp_result_package_count(talk.result), 1);
    talk_end(&talk);
}

/* Circles of one, two and seven markers. */
static void test_a_list_that_leads_in_a_circle_ends(void **state)
{
    static const size_t lengths[] = {1, 2, 7};

    (void)state;
    for (size_t i = 0; i < COUNT(lengths); i++) {
        struct talk talk;
        char        marker[16];
        size_t      pages = 0;
        enum next   next;

        talk_begin(&talk, "baidu", &bwpi_plan_list);
        next = talk_ask(&talk);
        while (next == NEXT_STEP && pages < 100) {
            (void)snprintf(marker, sizeof marker, "m%zu", pages++ % lengths[i]);
            talk_has_id(&talk, marker);
            next = talk_answer(&talk, BWP_DONE, BWP_OK, marker);
            talk_forget(&talk);
        }
        unit_number("circle", "next", NEXT_OVER, next);
        assert_true(pages <= 4 * lengths[i]);
        assert_int_equal(bwp_result_outcome(talk.result), BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(talk.result), BWP_ERR_RESPONSE);
        assert_int_equal(bwp_result_package_count(talk.result), 0);
        talk_end(&talk);
    }
}

static void test_a_part_of_a_list_is_no_list(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin(&talk, "baidu", &bwpi_plan_list);
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    talk_has_id(&talk, "a");
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, "a"), NEXT_STEP);
    talk_forget(&talk);
    assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, BWP_ERR_THROTTLED, ""), NEXT_OVER);
    assert_int_equal(bwp_result_outcome(talk.result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_package_count(talk.result), 0);
    talk_end(&talk);
}

/* ---- is it there? ---- */

#define AS_ASKED                                                                                                       \
    .id = "i", .name = "n", .bandwidth_mbps = 5, .billing = BWP_POSTPAID, .area_a = "china", .area_b = "asia-pacific", \
    .created_at = "2025-10-16T08:00:00Z"
enum { CREATED = 1760601600 };

static void test_what_was_asked_for_is_told_from_what_was_not(void **state)
{
    static const struct {
        const char        *which;
        struct description description;
        int64_t            since;
        bool               matches;
    } rows[] = {
        {"the same", {AS_ASKED}, 0, true},
        {"the other way round", {AS_ASKED, .order_id = "o"}, 0, true},
        {"only an id", {.id = "i"}, 0, true}, /* nothing speaks against it */
        {"another name", {.id = "i", .name = "m"}, 0, false},
        {"another case", {.id = "i", .name = "N"}, 0, false},
        {"another bandwidth", {.id = "i", .name = "n", .bandwidth_mbps = 6}, 0, false},
        {"another billing", {.id = "i", .name = "n", .billing = BWP_PREPAID}, 0, false},
        {"areas the other way round", {.id = "i", .area_a = "asia-pacific", .area_b = "china"}, 0, true},
        {"other areas", {.id = "i", .area_a = "china", .area_b = "china"}, 0, false},
        {"the same resource group", {AS_ASKED, .resource_group = "g"}, 0, true},
        {"another resource group", {AS_ASKED, .resource_group = "h"}, 0, false},
        {"made just then", {AS_ASKED}, CREATED, true},
        {"made in that minute, as far as is told", {AS_ASKED}, CREATED + 59, true},
        {"made before", {AS_ASKED}, CREATED + 60, false},
        {"made a second before", {.id = "i", .created_at = "2025-10-16T08:00:01Z"}, CREATED + 2, false},
        {"made at a time that is not told", {.id = "i"}, CREATED + 1, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct talk talk;

        talk_begin(&talk, "huawei", &bwpi_plan_find);
        talk.result->order.since = rows[i].since;
        talk.result->order.request.resource_group = "g";
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        talk_has(&talk, &rows[i].description);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
        unit_number(rows[i].which, "outcome", rows[i].matches ? BWP_DONE : BWP_NOT_DONE,
                    bwp_result_outcome(talk.result));
        unit_number(rows[i].which, "status", rows[i].matches ? BWP_OK : BWP_ERR_NOT_FOUND,
                    bwp_result_status(talk.result));
        unit_number(rows[i].which, "packages", rows[i].matches, (long long)bwp_result_package_count(talk.result));
        talk_end(&talk);
    }
}

/* Only where such a package is to be seen at once does its absence exclude it. */
static void test_what_is_not_found(void **state)
{
    static const struct {
        const char *provider;
        bwp_billing billing;
        bwp_outcome outcome;
    } rows[] = {
        {"huawei", BWP_POSTPAID, BWP_NOT_DONE},   {"huawei", BWP_POSTPAID_95, BWP_NOT_DONE},
        {"huawei", BWP_PREPAID, BWP_UNKNOWN},     {"alibaba", BWP_POSTPAID, BWP_UNKNOWN},
        {"alibaba", BWP_PREPAID, BWP_UNKNOWN},    {"baidu", BWP_POSTPAID, BWP_NOT_DONE},
        {"baidu", BWP_PREPAID, BWP_UNKNOWN},      {"volcengine", BWP_POSTPAID_95, BWP_UNKNOWN},
        {"volcengine", BWP_PREPAID, BWP_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct talk talk;

        talk_begin(&talk, rows[i].provider, &bwpi_plan_find);
        talk.result->order.request.billing = rows[i].billing;
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
        unit_number(rows[i].provider, "outcome", rows[i].outcome, bwp_result_outcome(talk.result));
        unit_number(rows[i].provider, "status", BWP_ERR_NOT_FOUND, bwp_result_status(talk.result));
        unit_is_sentence(rows[i].provider, bwp_result_message(talk.result));
        talk_end(&talk);
    }
}

/* They may ask for another name, bandwidth or region than the fields that are compared. */
static void test_what_provider_options_bought_is_never_excluded(void **state)
{
    const char *problem;
    struct talk talk;

    (void)state;
    talk_begin(&talk, "huawei", &bwpi_plan_find);
    talk.result->order.request.billing = BWP_POSTPAID;
    talk.result->order.options = bwpi_json_parse("{\"bandwidth\":6}", 15, &problem);
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
    assert_int_equal(bwp_result_outcome(talk.result), BWP_UNKNOWN);
    assert_int_equal(bwp_result_status(talk.result), BWP_ERR_NOT_FOUND);
    assert_string_equal(bwp_result_field(talk.result), "provider_options");
    talk_end(&talk);
}

/* "Not found" would make its caller buy again. */
static void test_a_find_that_was_lost_excludes_nothing(void **state)
{
    static const bwp_status statuses[] = {BWP_ERR_NETWORK,     BWP_ERR_TIMEOUT,   BWP_ERR_THROTTLED, BWP_ERR_SERVER,
                                          BWP_ERR_CREDENTIALS, BWP_ERR_FORBIDDEN, BWP_ERR_NOT_FOUND, BWP_ERR_RESPONSE};

    (void)state;
    for (size_t i = 0; i < COUNT(statuses); i++) {
        struct talk talk;

        talk_begin(&talk, "huawei", &bwpi_plan_find);
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, statuses[i], ""), NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), BWP_UNKNOWN);
        assert_int_equal(bwp_result_status(talk.result), statuses[i]);
        talk_end(&talk);
    }
}

/* ---- not yet ---- */

static void test_goals_are_reached_or_not(void **state)
{
    static const struct {
        const char        *which;
        bwp_goal           goal;
        struct description seen;
        enum next          next;
        bwp_outcome        outcome; /* of NEXT_OVER */
    } rows[] = {
        {"ready", {.until = BWP_UNTIL_READY}, {.state = BWP_STATE_READY}, NEXT_OVER, BWP_DONE},
        {"not ready", {.until = BWP_UNTIL_READY}, {.state = BWP_STATE_OTHER}, NEXT_PAUSE, 0},
        {"pending", {.until = BWP_UNTIL_READY}, {.state = BWP_STATE_PENDING}, NEXT_PAUSE, 0},
        {"stopped", {.until = BWP_UNTIL_READY}, {.state = BWP_STATE_STOPPED}, NEXT_OVER, BWP_NOT_DONE},
        {"bound to anything", {.until = BWP_UNTIL_BOUND}, {.bound_to = "c"}, NEXT_OVER, BWP_DONE},
        {"bound to nothing", {.until = BWP_UNTIL_BOUND}, {.bound_to = ""}, NEXT_PAUSE, 0},
        {"bound to it", {.until = BWP_UNTIL_BOUND, .bound_to = "c"}, {.bound_to = "c"}, NEXT_OVER, BWP_DONE},
        {"bound to another", {.until = BWP_UNTIL_BOUND, .bound_to = "c"}, {.bound_to = "d"}, NEXT_PAUSE, 0},
        {"unbound", {.until = BWP_UNTIL_UNBOUND}, {.bound_to = NULL}, NEXT_OVER, BWP_DONE},
        {"still bound", {.until = BWP_UNTIL_UNBOUND}, {.bound_to = "c"}, NEXT_PAUSE, 0},
        {"resized", {.until = BWP_UNTIL_RESIZED, .bandwidth_mbps = 5}, {.bandwidth_mbps = 5}, NEXT_OVER, BWP_DONE},
        {"not resized", {.until = BWP_UNTIL_RESIZED, .bandwidth_mbps = 5}, {.bandwidth_mbps = 4}, NEXT_PAUSE, 0},
        {"still there", {.until = BWP_UNTIL_GONE}, {.state = BWP_STATE_READY}, NEXT_PAUSE, 0},
        {"stopped, and may go", {.until = BWP_UNTIL_GONE}, {.state = BWP_STATE_STOPPED}, NEXT_PAUSE, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct description seen = rows[i].seen;
        struct talk        talk;

        seen.id = "i";
        talk_begin(&talk, "alibaba", &bwpi_plan_wait);
        talk.result->order.goal.until = rows[i].goal.until;
        talk.result->order.goal.bandwidth_mbps = rows[i].goal.bandwidth_mbps;
        talk.result->order.goal.bound_to = rows[i].goal.bound_to != NULL ? rows[i].goal.bound_to : "";
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, VERB_GET);
        talk_has(&talk, &seen);
        unit_number(rows[i].which, "next", rows[i].next, talk_answer(&talk, BWP_DONE, BWP_OK, ""));
        if (rows[i].next == NEXT_OVER)
            unit_number(rows[i].which, "outcome", rows[i].outcome, bwp_result_outcome(talk.result));
        else
            assert_true(talk.call.pause_ms > 0);
        talk_end(&talk);
    }
}

/* A package that was never seen is not there yet; one that was is gone. */
static void test_absent_before_and_after_it_was_seen(void **state)
{
    static const struct {
        bwp_until   until;
        bwp_outcome outcome;
        bwp_status  status;
    } rows[] = {{BWP_UNTIL_GONE, BWP_DONE, BWP_OK}, {BWP_UNTIL_READY, BWP_NOT_DONE, BWP_ERR_NOT_FOUND}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct talk talk;

        talk_begin(&talk, "alibaba", &bwpi_plan_wait);
        talk.result->order.goal.until = rows[i].until;
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, BWP_ERR_NOT_FOUND, ""), NEXT_PAUSE);
        talk_has_id(&talk, "i");
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_PAUSE);
        assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, BWP_ERR_TIMEOUT, ""), NEXT_PAUSE);
        assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, BWP_ERR_NOT_FOUND, ""), NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), rows[i].outcome);
        assert_int_equal(bwp_result_status(talk.result), rows[i].status);
        assert_int_equal(bwp_result_package_count(talk.result), 0);
        talk_end(&talk);
    }
}

static void test_what_does_not_pass_ends_a_wait(void **state)
{
    static const bwp_status ends[] = {BWP_ERR_FORBIDDEN, BWP_ERR_CREDENTIALS, BWP_ERR_CANCELLED, BWP_ERR_MEMORY};

    (void)state;
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct talk talk;

        talk_begin(&talk, "huawei", &bwpi_plan_wait);
        talk.result->order.goal.until = BWP_UNTIL_READY;
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, ends[i], ""), NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(talk.result), ends[i]);
        talk_end(&talk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages_follow_their_markers_into_one_list),
        cmocka_unit_test(test_a_list_ends_at_its_limit),
        cmocka_unit_test(test_a_list_that_leads_in_a_circle_ends),
        cmocka_unit_test(test_a_part_of_a_list_is_no_list),
        cmocka_unit_test(test_what_was_asked_for_is_told_from_what_was_not),
        cmocka_unit_test(test_what_is_not_found),
        cmocka_unit_test(test_what_provider_options_bought_is_never_excluded),
        cmocka_unit_test(test_a_find_that_was_lost_excludes_nothing),
        cmocka_unit_test(test_goals_are_reached_or_not),
        cmocka_unit_test(test_absent_before_and_after_it_was_seen),
        cmocka_unit_test(test_what_does_not_pass_ends_a_wait),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
