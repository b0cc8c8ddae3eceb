/* plan_test.c - lib/road/plan.c: what is read before a change, and what a refusal of one really means. */
#include <stdio.h>
#include <string.h>

#include "unit_talk.h"

static const char *const providers[] = {"huawei", "alibaba", "baidu", "volcengine"};

static void sees(struct talk *talk, const struct description *seen)
{
    struct description description = *seen;

    description.id = "i";
    talk_has(talk, &description);
}

/* A refusal is looked into where it may mean that it is so already. */
static void test_bound_to_the_same_is_done_and_to_another_is_a_conflict(void **state)
{
    static const struct {
        const char *bound_to;
        bwp_outcome outcome;
        bwp_status  status;
        const char *field, *code;
    } rows[] = {
        {"c", BWP_DONE, BWP_OK, "", ""},
        {"d", BWP_NOT_DONE, BWP_ERR_CONFLICT, "bound_to", "CODE"},
        {NULL, BWP_NOT_DONE, BWP_ERR_CONFLICT, "", "CODE"}, /* refused for another reason, which stands */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * COUNT(providers); i++) {
        const struct description seen = {.bound_to = rows[i % 3].bound_to};
        struct talk              talk;

        talk_begin(&talk, providers[i / 3], &bwpi_plan_bind);
        talk.result->order.change.bound_to = "c";
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, VERB_BIND);
        assert_string_equal(talk.call.step.bound_to, "c");
        assert_int_equal(talk_refuse(&talk, BWP_ERR_CONFLICT, MEANS_BOUND_ALREADY, "CODE"), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, VERB_GET);
        talk_forget(&talk);
        sees(&talk, &seen);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), rows[i % 3].outcome);
        assert_int_equal(bwp_result_status(talk.result), rows[i % 3].status);
        assert_string_equal(bwp_result_field(talk.result), rows[i % 3].field);
        assert_string_equal(bwp_result_provider_code(talk.result), rows[i % 3].code);
        talk_end(&talk);
    }
}

/* A look that fails leaves the refusal as it was. */
static void test_a_refusal_stands_when_the_look_after_it_is_lost(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin(&talk, "huawei", &bwpi_plan_bind);
    talk.result->order.change.bound_to = "c";
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    assert_int_equal(talk_refuse(&talk, BWP_ERR_CONFLICT, MEANS_BOUND_ALREADY, "CC.1055"), NEXT_STEP);
    talk_forget(&talk);
    assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, BWP_ERR_TIMEOUT, ""), NEXT_OVER);
    assert_int_equal(bwp_result_outcome(talk.result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(talk.result), BWP_ERR_CONFLICT);
    assert_string_equal(bwp_result_provider_code(talk.result), "CC.1055");
    assert_string_equal(bwp_result_message(talk.result), "refused");
    talk_end(&talk);
}

static void test_unbind_asks_to_what_it_is_bound(void **state)
{
    static const struct description bound = {.bound_to = "c"}, unbound = {.bound_to = ""};

    (void)state;
    for (size_t i = 0; i < 2 * COUNT(providers); i++) {
        bool        is_bound = i % 2 == 0;
        struct talk talk;

        talk_begin(&talk, providers[i / 2], &bwpi_plan_unbind);
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, VERB_GET);
        sees(&talk, is_bound ? &bound : &unbound);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), is_bound ? NEXT_STEP : NEXT_OVER);
        if (is_bound) {
            assert_int_equal(talk.call.step.verb, VERB_UNBIND);
            assert_string_equal(talk.call.step.bound_to, "c");
        } else {
            assert_int_equal(bwp_result_outcome(talk.result), BWP_DONE);
            assert_string_equal(bwp_result_message(talk.result), "");
        }
        talk_end(&talk);
    }
}

static void test_what_is_bound_to_nobody_tells_what_is_not_unbound(void **state)
{
    static const struct description seen = {.is_bound = true};
    struct talk                     talk;

    (void)state;
    talk_begin(&talk, "alibaba", &bwpi_plan_unbind);
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    sees(&talk, &seen);
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
    assert_int_equal(bwp_result_outcome(talk.result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(talk.result), BWP_ERR_CONFLICT);
    assert_string_equal(bwp_result_field(talk.result), "bound_to");
    talk_end(&talk);
}

/* The package is there: so it is the other one that is not. */
static void test_what_is_not_found_may_be_what_it_is_bound_to(void **state)
{
    static const struct {
        bool        is_there;
        bwp_outcome of_bind, of_unbind;
        const char *field;
    } rows[] = {{true, BWP_NOT_DONE, BWP_DONE, "bound_to"}, {false, BWP_NOT_DONE, BWP_NOT_DONE, ""}};

    (void)state;
    for (size_t i = 0; i < 2 * COUNT(rows); i++) {
        const struct description seen = {.bound_to = ""};
        bool                     binds = i % 2 == 0;
        bwp_outcome              outcome = binds ? rows[i / 2].of_bind : rows[i / 2].of_unbind;
        struct talk              talk;

        talk_begin(&talk, "alibaba", binds ? &bwpi_plan_bind : &bwpi_plan_unbind);
        talk.result->order.change.bound_to = "cen";
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk_refuse(&talk, BWP_ERR_NOT_FOUND, MEANS_NO_MORE, "ParameterCenInstanceId"), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, VERB_GET);
        talk_forget(&talk);
        if (rows[i / 2].is_there)
            sees(&talk, &seen);
        assert_int_equal(talk_answer(&talk, rows[i / 2].is_there ? BWP_DONE : BWP_NOT_DONE,
                                     rows[i / 2].is_there ? BWP_OK : BWP_ERR_NOT_FOUND, ""),
                         NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), outcome);
        if (outcome == BWP_NOT_DONE) {
            assert_int_equal(bwp_result_status(talk.result), BWP_ERR_NOT_FOUND);
            assert_string_equal(bwp_result_field(talk.result), rows[i / 2].field);
        }
        talk_end(&talk);
    }
}

/* They may ask for more than the bandwidth that is compared, and for what costs. */
static void test_a_change_with_provider_options_is_sent_and_may_cost(void **state)
{
    static const struct description seen = {.bandwidth_mbps = 5, .billing = BWP_POSTPAID};
    static const struct plan *const plans[] = {&bwpi_plan_resize, &bwpi_plan_update};
    const char                     *problem;

    (void)state;
    for (size_t i = 0; i < COUNT(plans); i++) {
        struct talk talk;

        talk_begin(&talk, "huawei", plans[i]);
        talk.result->order.asked = ASKED_CHANGE;
        talk.result->order.change.bandwidth_mbps = 5;
        talk.result->order.options = bwpi_json_parse("{\"billing_mode\":5}", 18, &problem);
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        if (talk.call.step.verb == VERB_GET) {
            sees(&talk, &seen);
            assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_STEP);
        }
        assert_int_equal(talk.call.step.effect, BUYS);
        talk_end(&talk);
    }
}

static void test_a_resize_to_what_it_is_is_done(void **state)
{
    static const struct description seen = {.bandwidth_mbps = 5, .billing = BWP_POSTPAID};

    (void)state;
    for (size_t i = 0; i < COUNT(providers); i++) {
        struct talk talk;

        if ((bwpi_provider_find(providers[i])->reads_before >> VERB_RESIZE & 1) == 0) /* Baidu */
            continue;
        talk_begin(&talk, providers[i], &bwpi_plan_resize);
        talk.result->order.change.bandwidth_mbps = 5;
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, VERB_GET);
        sees(&talk, &seen);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), BWP_DONE);
        assert_int_equal(bwp_result_package_count(talk.result), 1);
        talk_end(&talk);
    }
}

/* A provider may repeat the order of the purchase, which is paid. */
static void test_a_resize_waits_for_the_payment_of_an_order_of_its_own(void **state)
{
    static const struct description seen = {.bandwidth_mbps = 4, .billing = BWP_PREPAID, .order_id = "old"};
    static const char *const        orders[] = {"", "old", "new"};

    (void)state;
    for (size_t i = 0; i < COUNT(orders); i++) {
        struct talk talk;

        talk_begin(&talk, "huawei", &bwpi_plan_resize);
        talk.result->order.change.bandwidth_mbps = 5;
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        sees(&talk, &seen);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_STEP);
        (void)strcpy(talk.result->reply.order_id, orders[i]);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
        unit_number(orders[i], "awaits payment", strcmp(orders[i], "new") == 0, bwp_result_awaits_payment(talk.result));
        talk_end(&talk);
    }
}

static void test_auto_pay_of_a_postpaid_package_is_at_fault(void **state)
{
    static const struct description seen = {.bandwidth_mbps = 4, .billing = BWP_POSTPAID};
    struct talk                     talk;

    (void)state;
    talk_begin(&talk, "huawei", &bwpi_plan_resize);
    talk.result->order.change.bandwidth_mbps = 5;
    talk.result->order.change.auto_pay = true;
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    sees(&talk, &seen);
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
    assert_int_equal(bwp_result_outcome(talk.result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(talk.result), BWP_ERR_ARGUMENT);
    assert_string_equal(bwp_result_field(talk.result), "auto_pay");
    talk_end(&talk);
}

static void test_tags_that_are_not_there_need_no_removing(void **state)
{
    static const bwp_tag tag = {"k", ""};
    struct talk          talk;

    (void)state;
    talk_begin(&talk, "huawei", &bwpi_plan_remove_tags);
    talk.result->order.change.tags = &tag;
    talk.result->order.change.tag_count = 1;
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    assert_int_equal(talk.call.step.verb, VERB_GET);
    talk_has_id(&talk, "i");
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
    assert_int_equal(bwp_result_outcome(talk.result), BWP_DONE);
    talk_end(&talk);
}

/* Huawei is looked at before a delete, the others after a refusal. */
static void test_prepaid_packages_stay_and_say_until_when(void **state)
{
    static const struct description paid = {.billing = BWP_PREPAID, .expires_at = "2998-01-02T03:04:05Z"};

    (void)state;
    for (size_t i = 0; i < COUNT(providers); i++) {
        struct talk talk;

        talk_begin(&talk, providers[i], &bwpi_plan_delete);
        assert_int_equal(talk_ask(&talk), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, i == 0 ? VERB_GET : VERB_DELETE);
        if (i > 0) {
            assert_int_equal(talk_refuse(&talk, BWP_ERR_CONFLICT, i == 1 ? MEANS_PREPAID_STAYS : MEANS_NO_MORE, "CODE"),
                             NEXT_STEP);
            assert_int_equal(talk.call.step.verb, VERB_GET);
            talk_forget(&talk);
        }
        sees(&talk, &paid);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(talk.result), BWP_ERR_CONFLICT);
        unit_is_sentence(providers[i], bwp_result_message(talk.result));
        unit_holds(providers[i], "message", "prepaid", bwp_result_message(talk.result));
        unit_holds(providers[i], "message", "2998-01-02T03:04:05Z", bwp_result_message(talk.result));
        talk_end(&talk);
    }
}

static void test_a_prepaid_package_that_has_expired_may_go(void **state)
{
    static const struct description over = {.billing = BWP_PREPAID, .expires_at = "2020-01-02T03:04:05Z"};
    struct talk                     talk;

    (void)state;
    talk_begin(&talk, "huawei", &bwpi_plan_delete);
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    sees(&talk, &over);
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_STEP);
    assert_int_equal(talk.call.step.verb, VERB_DELETE);
    talk_end(&talk);
}

/* ---- a purchase that is to be bound ---- */

static void buys(struct talk *talk, const char *provider)
{
    talk_begin(talk, provider, &bwpi_plan_create);
    talk->result->order.request.bind_to = "c";
    (void)strcpy(talk->result->client_token, "a-token");
    assert_int_equal(talk_ask(talk), NEXT_STEP);
    assert_int_equal(talk->call.step.verb, VERB_CREATE);
    assert_string_equal(talk->call.step.token, "a-token");
    talk_has_id(talk, "i");
}

static void test_create_looks_and_binds_with_a_token_of_its_own(void **state)
{
    static const struct description ready = {.state = BWP_STATE_READY};

    (void)state;
    for (size_t i = 0; i < COUNT(providers); i++) {
        struct talk talk;

        if (bwpi_provider_find(providers[i])->creates_bound)
            continue;
        buys(&talk, providers[i]);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, VERB_GET);
        assert_string_equal(talk.call.step.id, "i");
        talk_forget(&talk);
        assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, BWP_ERR_NOT_FOUND, ""), NEXT_PAUSE);
        sees(&talk, &ready);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_STEP);
        assert_int_equal(talk.call.step.verb, VERB_BIND);
        assert_string_equal(talk.call.step.bound_to, "c");
        assert_string_not_equal(talk.call.step.token, "a-token");
        talk_forget(&talk);
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), BWP_DONE);
        assert_int_equal(bwp_result_status(talk.result), BWP_OK);
        assert_string_equal(bwp_package_id(bwp_result_package(talk.result, 0)), "i");
        talk_end(&talk);
    }
}

static void test_bought_but_not_bound_is_done_and_says_so(void **state)
{
    static const struct description ready = {.state = BWP_STATE_READY};
    struct talk                     talk;

    (void)state;
    for (int at = 0; at < 2; at++) { /* the look fails, or the binding */
        buys(&talk, "baidu");
        assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_STEP);
        talk_forget(&talk);
        if (at == 1) {
            sees(&talk, &ready);
            assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_STEP);
            talk_forget(&talk);
        }
        assert_int_equal(talk_answer(&talk, BWP_NOT_DONE, BWP_ERR_FORBIDDEN, ""), NEXT_OVER);
        assert_int_equal(bwp_result_outcome(talk.result), BWP_DONE);
        assert_int_equal(bwp_result_status(talk.result), BWP_ERR_FORBIDDEN);
        assert_string_equal(bwp_result_field(talk.result), "bind_to");
        assert_string_equal(bwp_package_id(bwp_result_package(talk.result, 0)), "i");
        talk_end(&talk);
    }
}

static void test_an_order_that_waits_for_its_payment_is_not_looked_for(void **state)
{
    struct talk talk;

    (void)state;
    buys(&talk, "alibaba");
    talk.result->order.request.billing = BWP_PREPAID;
    assert_int_equal(talk_answer(&talk, BWP_DONE, BWP_OK, ""), NEXT_OVER);
    assert_int_equal(bwp_result_outcome(talk.result), BWP_DONE);
    assert_true(bwp_result_awaits_payment(talk.result));
    assert_string_equal(bwp_result_field(talk.result), "bind_to");
    unit_holds("unpaid", "message", "pay it, then bind it", bwp_result_message(talk.result));
    talk_end(&talk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bound_to_the_same_is_done_and_to_another_is_a_conflict),
        cmocka_unit_test(test_a_refusal_stands_when_the_look_after_it_is_lost),
        cmocka_unit_test(test_unbind_asks_to_what_it_is_bound),
        cmocka_unit_test(test_what_is_bound_to_nobody_tells_what_is_not_unbound),
        cmocka_unit_test(test_what_is_not_found_may_be_what_it_is_bound_to),
        cmocka_unit_test(test_a_change_with_provider_options_is_sent_and_may_cost),
        cmocka_unit_test(test_a_resize_to_what_it_is_is_done),
        cmocka_unit_test(test_a_resize_waits_for_the_payment_of_an_order_of_its_own),
        cmocka_unit_test(test_auto_pay_of_a_postpaid_package_is_at_fault),
        cmocka_unit_test(test_tags_that_are_not_there_need_no_removing),
        cmocka_unit_test(test_prepaid_packages_stay_and_say_until_when),
        cmocka_unit_test(test_a_prepaid_package_that_has_expired_may_go),
        cmocka_unit_test(test_create_looks_and_binds_with_a_token_of_its_own),
        cmocka_unit_test(test_bought_but_not_bound_is_done_and_says_so),
        cmocka_unit_test(test_an_order_that_waits_for_its_payment_is_not_looked_for),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
