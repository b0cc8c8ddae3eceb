/* decide_test.c - lib/road/outcome.c and plan.c: which evidence makes which outcome, and that a doubt stays one. */
#include <stdlib.h>
#include <string.h>

#include "road/call.h"
#include "unit.h"

static bwp_client *client_of(const char *provider)
{
    bwp_config config = unit_config(provider);

    return unit_client(&config);
}

/* What becomes of an answer, or of its failure, when it is one to this verb. */
static bwp_result *decided_of(const bwp_client *client, enum verb verb, enum http_failure failure, bool was_sent,
                              int http_status, const char *body)
{
    const struct provider *provider = client->config.provider;
    const struct evidence  evidence = {provider->name, client->config.address.base, 1760601600, bwpi_verb_effect(verb)};
    bwp_result            *result = bwpi_result_new();
    struct step            step = {.verb = verb, .order = &result->order};

    assert_non_null(result);
    result->response.failure = failure;
    result->response.was_sent = was_sent;
    result->response.status = http_status;
    bwpi_buf_add_text(&result->response.body, body);
    bwpi_answer_read(client->keys, &provider->skills[verb], &step, "", result);
    bwpi_decide(&evidence, result);
    return result;
}

static bwp_result *decided(const bwp_client *client, enum http_failure failure, bool was_sent, int http_status,
                           const char *body)
{
    return decided_of(client, VERB_CREATE, failure, was_sent, http_status, body);
}

static void test_timeout_before_tls_is_not_done_and_after_is_unknown(void **state)
{
    static const struct {
        enum http_failure failure;
        bwp_status        status;
    } cases[] = {{HTTP_UNREACHABLE, BWP_ERR_NETWORK}, {HTTP_UNTRUSTED, BWP_ERR_NETWORK},
                 {HTTP_CUT, BWP_ERR_NETWORK},         {HTTP_TIMED_OUT, BWP_ERR_TIMEOUT},
                 {HTTP_TOO_LONG, BWP_ERR_RESPONSE},   {HTTP_NO_MEMORY, BWP_ERR_MEMORY},
                 {HTTP_CANCELLED, BWP_ERR_CANCELLED}};
    bwp_client *client = client_of("huawei");

    (void)state;
    for (size_t i = 0; i < COUNT(cases) * 2; i++) {
        bool        was_sent = i % 2 != 0;
        bwp_result *result = decided(client, cases[i / 2].failure, was_sent, 0, "");

        assert_int_equal(bwp_result_outcome(result), was_sent ? BWP_UNKNOWN : BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), cases[i / 2].status);
        unit_holds("failure", "message", was_sent ? "it may have been carried out" : "nothing was sent",
                   bwp_result_message(result));
        bwp_result_free(result);
    }
    bwp_client_free(client);
}

static const struct {
    const char *provider;
    int         http_status;
    const char *body;
    bwp_outcome outcome;
    bwp_status  status;
    const char *part;
} answers[] = {
    {"huawei", 200, "{\"bandwidth_package\":{\"id\":\"i\"}}", BWP_DONE, BWP_OK, ""},
    {"huawei", 200, "{}", BWP_UNKNOWN, BWP_ERR_RESPONSE, "HTTP status 200, but neither with an id"},
    {"huawei", 302, "", BWP_UNKNOWN, BWP_ERR_RESPONSE, "it may have been carried out"},
    {"huawei", 400, "{\"error_code\":\"CC.1053\",\"error_msg\":\"in use\"}", BWP_NOT_DONE, BWP_ERR_EXISTS,
     "in use (CC.1053)"},
    {"huawei", 400, "{\"error_code\":\"CC.1007\",\"error_msg\":\"oops\"}", BWP_UNKNOWN, BWP_ERR_SERVER,
     "CC.1007 (oops)"},
    {"huawei", 400, "<html>", BWP_UNKNOWN, BWP_ERR_RESPONSE, "it may have been carried out"},
    {"huawei", 500, "{\"error_code\":\"APIGW.0601\",\"error_msg\":\"m\"}", BWP_UNKNOWN, BWP_ERR_SERVER,
     "may have been"},
    {"alibaba", 200, "{\"CenBandwidthPackageId\":\"i\"}", BWP_DONE, BWP_OK, ""},
    {"alibaba", 500, "{\"Code\":\"PayFor.AccountMoneyValidateError\",\"Message\":\"m\"}", BWP_NOT_DONE, BWP_ERR_BALANCE,
     "refused"},
    {"alibaba", 400, "{\"Code\":\"SignatureNonceUsed\",\"Message\":\"m\"}", BWP_UNKNOWN, BWP_ERR_CONFLICT,
     "may have been"},
    {"alibaba", 503, "{\"Code\":\"Throttling\",\"Message\":\"\"}", BWP_NOT_DONE, BWP_ERR_THROTTLED, "no reason given"},
    {"baidu", 200, "{\"csnBpId\":\"i\"}", BWP_DONE, BWP_OK, ""},
    {"baidu", 403, "{\"code\":\"AccessDenied\",\"message\":\"m\"}", BWP_NOT_DONE, BWP_ERR_FORBIDDEN,
     "baidu refused it: m"},
    {"volcengine", 200, "{\"ResponseMetadata\":{\"RequestId\":\"r\"},\"Result\":{\"CenBandwidthPackageId\":\"i\"}}",
     BWP_DONE, BWP_OK, ""},
    {"volcengine", 401, "{\"ResponseMetadata\":{\"Error\":{\"Code\":\"InvalidAccessKey\",\"Message\":\"m\"}}}",
     BWP_NOT_DONE, BWP_ERR_CREDENTIALS, "volcengine refused it: m"},
    {"volcengine", 200,
     "{\"ResponseMetadata\":{\"Error\":{\"Code\":\"A\",\"Message\":\"m\"}},\"Result\":{\"CenBandwidthPackageId\":"
     "\"i\"}}",
     BWP_UNKNOWN, BWP_ERR_RESPONSE, "may have been"},
    {"baidu", 500, "{\"code\":\"InternalError\",\"message\":\"m\"}", BWP_UNKNOWN, BWP_ERR_SERVER, "may have been"},
};

static void test_answers_become_outcomes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(answers); i++) {
        bwp_client *client = client_of(answers[i].provider);
        bwp_result *result = decided(client, HTTP_ANSWERED, true, answers[i].http_status, answers[i].body);

        unit_number(answers[i].body, "outcome", answers[i].outcome, bwp_result_outcome(result));
        unit_number(answers[i].body, "status", answers[i].status, bwp_result_status(result));
        unit_holds(answers[i].body, "message", answers[i].part, bwp_result_message(result));
        unit_number(answers[i].body, "packages", answers[i].outcome == BWP_DONE,
                    (long long)result->reply.packages.count);
        unit_number(answers[i].body, "awaits payment", false, bwp_result_awaits_payment(result));
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* The plan of a purchase, when its one step is done. */
static void test_prepaid_without_auto_pay_awaits_payment(void **state)
{
    static const struct {
        bwp_billing billing;
        bool        auto_pay, awaits;
    } cases[] = {{BWP_PREPAID, false, true}, {BWP_PREPAID, true, false}, {BWP_POSTPAID, false, false}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_client *client = client_of("baidu");
        bwp_result *result = bwpi_result_new();
        struct call call = {.client = client, .result = result, .step = {.order = &result->order}};

        assert_non_null(result);
        result->order.request.bind_to = "";
        result->order.request.billing = cases[i].billing;
        result->order.request.auto_pay = cases[i].auto_pay;
        (void)strcpy(result->client_token, "a-token");
        assert_int_equal(bwpi_plan_create.next(&call), NEXT_STEP);
        assert_int_equal(call.step.verb, VERB_CREATE);
        assert_string_equal(call.step.token, "a-token");
        call.steps_ended = 1;
        result->outcome = BWP_DONE;
        assert_int_equal(bwpi_plan_create.next(&call), NEXT_OVER);
        assert_int_equal(bwp_result_awaits_payment(result), cases[i].awaits);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* A later refusal, or no connection, says nothing about the attempt before it. */
static void test_a_doubt_stays_one(void **state)
{
    struct step  step = {.verb = VERB_CREATE, .effect = BUYS};
    struct doubt doubt = {.is_there = false};
    bwp_result  *result = bwpi_result_new();

    (void)state;
    result->outcome = BWP_NOT_DONE;
    result->status = BWP_ERR_THROTTLED;
    bwpi_doubt_note(&doubt, result);
    assert_false(doubt.is_there);
    bwpi_step_settle(&step, &doubt, result);
    assert_int_equal(bwp_result_outcome(result), BWP_NOT_DONE);

    result->outcome = BWP_UNKNOWN;
    result->status = BWP_ERR_TIMEOUT;
    result->attempts = 2;
    (void)strcpy(result->message, "the time ran out");
    bwpi_doubt_note(&doubt, result);
    result->outcome = BWP_NOT_DONE;
    result->status = BWP_ERR_QUOTA;
    (void)strcpy(result->message, "quota");
    (void)strcpy(result->field, "name");
    bwpi_doubt_note(&doubt, result);
    bwpi_step_settle(&step, &doubt, result);
    assert_int_equal(bwp_result_outcome(result), BWP_UNKNOWN);
    assert_int_equal(bwp_result_status(result), BWP_ERR_TIMEOUT);
    assert_string_equal(bwp_result_field(result), "");
    assert_string_equal(bwp_result_message(result), "attempt 2: the time ran out; later: quota");

    result->outcome = BWP_NOT_DONE;
    result->status = BWP_ERR_CANCELLED;
    bwpi_step_settle(&step, &doubt, result);
    assert_int_equal(bwp_result_outcome(result), BWP_UNKNOWN);
    assert_int_equal(bwp_result_status(result), BWP_ERR_CANCELLED);
    result->outcome = BWP_DONE;
    result->status = BWP_OK;
    bwpi_step_settle(&step, &doubt, result);
    assert_int_equal(bwp_result_outcome(result), BWP_DONE);
    bwp_result_free(result);
}

static const struct {
    const char  *which;
    enum verb    verb;
    bool         in_doubt; /* an attempt before was unclear */
    bwp_outcome  last;
    bwp_status   last_status;
    enum meaning meaning;
    bwp_outcome  outcome;
    bwp_status   status;
} settled[] = {
    {"a delete that finds nothing", VERB_DELETE, false, BWP_NOT_DONE, BWP_ERR_NOT_FOUND, 0, BWP_NOT_DONE,
     BWP_ERR_NOT_FOUND},
    {"gone after a lost delete", VERB_DELETE, true, BWP_NOT_DONE, BWP_ERR_NOT_FOUND, 0, BWP_DONE, BWP_OK},
    {"refused after a lost delete", VERB_DELETE, true, BWP_NOT_DONE, BWP_ERR_CONFLICT, 0, BWP_UNKNOWN, BWP_ERR_TIMEOUT},
    {"not found after a lost update", VERB_UPDATE, true, BWP_NOT_DONE, BWP_ERR_NOT_FOUND, 0, BWP_UNKNOWN,
     BWP_ERR_TIMEOUT},
    {"a lost delete", VERB_DELETE, true, BWP_UNKNOWN, BWP_ERR_TIMEOUT, 0, BWP_UNKNOWN, BWP_ERR_TIMEOUT},
    {"a lost look", VERB_GET, true, BWP_UNKNOWN, BWP_ERR_TIMEOUT, 0, BWP_NOT_DONE, BWP_ERR_TIMEOUT},
    {"a lost list", VERB_LIST, true, BWP_UNKNOWN, BWP_ERR_NETWORK, 0, BWP_NOT_DONE, BWP_ERR_NETWORK},
    {"not found after a lost look", VERB_GET, true, BWP_NOT_DONE, BWP_ERR_NOT_FOUND, 0, BWP_NOT_DONE,
     BWP_ERR_NOT_FOUND},
    {"of that size already", VERB_RESIZE, false, BWP_NOT_DONE, BWP_ERR_ARGUMENT, MEANS_ALREADY_SO, BWP_DONE, BWP_OK},
    {"of that size after a lost resize", VERB_RESIZE, true, BWP_NOT_DONE, BWP_ERR_ARGUMENT, MEANS_ALREADY_SO, BWP_DONE,
     BWP_OK},
    {"a size, said to a purchase", VERB_CREATE, false, BWP_NOT_DONE, BWP_ERR_ARGUMENT, MEANS_ALREADY_SO, BWP_NOT_DONE,
     BWP_ERR_ARGUMENT},
    {"a size, said to a look", VERB_GET, false, BWP_NOT_DONE, BWP_ERR_ARGUMENT, MEANS_ALREADY_SO, BWP_NOT_DONE,
     BWP_ERR_ARGUMENT},
    {"bound already, to whatever", VERB_BIND, false, BWP_NOT_DONE, BWP_ERR_CONFLICT, MEANS_BOUND_ALREADY, BWP_NOT_DONE,
     BWP_ERR_CONFLICT},
    {"done after a doubt", VERB_BIND, true, BWP_DONE, BWP_OK, 0, BWP_DONE, BWP_OK},
};

static void test_steps_are_settled_by_their_verb(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(settled); i++) {
        enum verb    verb = settled[i].verb;
        struct step  step = {.verb = verb, .effect = bwpi_verb_effect(verb)};
        struct doubt doubt = {.is_there = settled[i].in_doubt, .attempt = 1, .status = BWP_ERR_TIMEOUT};
        bwp_result  *result = bwpi_result_new();

        result->outcome = settled[i].last;
        result->status = settled[i].last_status;
        result->reply.meaning = settled[i].meaning;
        (void)strcpy(result->message, settled[i].last != BWP_DONE ? "why" : "");
        bwpi_step_settle(&step, &doubt, result);
        unit_number(settled[i].which, "outcome", settled[i].outcome, bwp_result_outcome(result));
        unit_number(settled[i].which, "status", settled[i].status, bwp_result_status(result));
        unit_number(settled[i].which, "message", settled[i].outcome == BWP_DONE, *bwp_result_message(result) == '\0');
        bwp_result_free(result);
    }
}

/* "Not done" would make its caller buy again. */
static void test_a_cancelled_find_is_unknown_and_a_cancelled_look_is_not_done(void **state)
{
    static const struct {
        const char        *name;
        const struct plan *plan;
    } plans[] = {
        {"find", &bwpi_plan_find}, {"get", &bwpi_plan_get}, {"list", &bwpi_plan_list}, {"delete", &bwpi_plan_delete}};

    (void)state;
    for (size_t i = 0; i < COUNT(plans); i++) {
        bwp_client *client = client_of("huawei");
        bwp_result *result = bwpi_result_new();
        struct call call;

        bwpi_call_begin(&call, client, plans[i].plan, result);
        bwp_client_cancel(client);
        bwpi_call_step(&call, NULL);
        unit_number(plans[i].name, "state", CALL_OVER, call.state);
        unit_number(plans[i].name, "outcome", i == 0 ? BWP_UNKNOWN : BWP_NOT_DONE, bwp_result_outcome(result));
        unit_number(plans[i].name, "status", BWP_ERR_CANCELLED, bwp_result_status(result));
        bwpi_call_end(&call);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* What is not known to be postpaid may cost when it grows, and is then sent once where no token protects. */
static void test_a_resize_may_cost(void **state)
{
    static const struct {
        bwp_billing billing;
        enum effect effect;
    } cases[] = {{BWP_POSTPAID, SETS}, {BWP_POSTPAID_95, SETS}, {BWP_PREPAID, BUYS}, {0, BUYS}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct description description = {.id = "i", .bandwidth_mbps = 5, .billing = cases[i].billing};
        bwp_client              *client = client_of("alibaba");
        bwp_result              *result = bwpi_result_new();
        struct call              call;

        bwpi_call_begin(&call, client, &bwpi_plan_resize, result);
        result->order.change.bandwidth_mbps = 10;
        assert_int_equal(bwpi_plan_resize.next(&call), NEXT_STEP);
        assert_int_equal(call.step.verb, VERB_GET);
        call.steps_ended = 1;
        result->outcome = BWP_DONE;
        assert_true(bwpi_packages_add(&result->reply.packages, &description));
        assert_int_equal(bwpi_plan_resize.next(&call), NEXT_STEP);
        assert_int_equal(call.step.verb, VERB_RESIZE);
        assert_int_equal(call.step.effect, cases[i].effect);
        bwpi_call_end(&call);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* The token has a '/', so it is no id; the stars that replace it would be one. */
static void test_a_secret_that_comes_back_as_an_id_proves_nothing(void **state)
{
    static const char *const bodies[] = {"{\"csnBpId\":\"to/ken-0123456789\"}",
                                         "{\"csnBpId\":\"to\\/ken\\u002d0123456789\"}",
                                         "{\"code\":\"to/ken-0123456789\",\"message\":\"to/ken-0123456789\"}"};
    bwp_config               config = unit_config("baidu");
    bwp_client              *client;

    (void)state;
    config.security_token = "to/ken-0123456789";
    client = unit_client(&config);
    for (size_t i = 0; i < COUNT(bodies); i++) {
        bwp_result *result = decided(client, HTTP_ANSWERED, true, 200, bodies[i]);

        assert_int_equal(bwp_result_outcome(result), BWP_UNKNOWN);
        assert_int_equal(result->reply.packages.count, 0);
        assert_null(strstr(bwp_result_message(result), "0123456789"));
        assert_null(strstr(bwp_result_provider_code(result), "0123456789"));
        assert_null(strstr(bwp_result_body(result, NULL), "0123456789"));
        bwp_result_free(result);
    }
    bwp_client_free(client);
}

/* Where an answer ends nobody knows whether a secret went on, so its last word is not kept. */
static void test_an_answer_that_was_cut_shows_no_secret_and_no_part_of_one(void **state)
{
    static const struct {
        const char *body, *kept;
    } cases[] = {{"{\"message\":\"no to/ken-0123456789 and more", "{\"message\":\"no *** and "},
                 {"{\"message\":\"no to/ken-0123456789\"", "{\"message\":\"no ***\""},
                 {"{\"message\":\"no to/ken-012345678", "{\"message\":\"no "},
                 {"{\"message\":\"to\\/ken\\u002d01234567", "{\"message\":\""},
                 {"GET%0Atoken%3Ato%252Fken-012345678", ""},
                 {"to/k", ""},
                 {"", ""}};
    static const enum http_failure failures[] = {HTTP_CUT, HTTP_TIMED_OUT, HTTP_TOO_LONG, HTTP_CANCELLED};
    bwp_config                     config = unit_config("baidu");
    bwp_client                    *client;

    (void)state;
    config.security_token = "to/ken-0123456789";
    client = unit_client(&config);
    for (size_t i = 0; i < COUNT(cases) * COUNT(failures); i++) {
        size_t      size;
        bwp_result *result = decided(client, failures[i % COUNT(failures)], true, 400, cases[i / COUNT(failures)].body);

        unit_text(cases[i / COUNT(failures)].body, "body", cases[i / COUNT(failures)].kept,
                  bwp_result_body(result, &size));
        assert_int_equal(size, strlen(cases[i / COUNT(failures)].kept));
        bwp_result_free(result);
    }
    bwp_client_free(client);
}

/* A page that proves nothing must not lead to the next one either. */
static void test_a_list_with_a_secret_for_an_id_does_not_go_on(void **state)
{
    static const char page[] = "{\"csnBps\":[{\"csnBpId\":\"token-0123456789\"}],\"isTruncated\":true,"
                               "\"nextMarker\":\"csnBp-2\"}";
    bwp_config        config = unit_config("baidu");
    bwp_client       *client;
    bwp_result       *result;

    (void)state;
    config.security_token = "token-0123456789";
    client = unit_client(&config);
    result = decided_of(client, VERB_LIST, HTTP_ANSWERED, true, 200, page);
    assert_int_equal(result->reply.verdict, REPLY_UNCLEAR);
    assert_int_equal(result->reply.packages.count, 0);
    assert_string_equal(result->reply.marker, "");
    bwp_result_free(result);
    bwp_client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_timeout_before_tls_is_not_done_and_after_is_unknown),
        cmocka_unit_test(test_answers_become_outcomes),
        cmocka_unit_test(test_prepaid_without_auto_pay_awaits_payment),
        cmocka_unit_test(test_a_doubt_stays_one),
        cmocka_unit_test(test_steps_are_settled_by_their_verb),
        cmocka_unit_test(test_a_cancelled_find_is_unknown_and_a_cancelled_look_is_not_done),
        cmocka_unit_test(test_a_resize_may_cost),
        cmocka_unit_test(test_a_secret_that_comes_back_as_an_id_proves_nothing),
        cmocka_unit_test(test_an_answer_that_was_cut_shows_no_secret_and_no_part_of_one),
        cmocka_unit_test(test_a_list_with_a_secret_for_an_id_does_not_go_on),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
