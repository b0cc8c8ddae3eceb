/* bind_wire_test.c - bound to the same, to another, to nothing; and what is bought to be bound is never lost. */
#include "wire_life.h"

#include <stdio.h>
#include <string.h>

#include "road/client.h"

#define CHANGE .struct_size = sizeof(bwp_change)

static bwp_result *bind(bwp_client *client, const char *to)
{
    return wire_change(bwp_bind, client, &(bwp_change){CHANGE, .bound_to = to});
}

static bwp_result *unbind(bwp_client *client, const char *from)
{
    return wire_change(bwp_unbind, client, &(bwp_change){CHANGE, .bound_to = from});
}

static void test_bound_to_the_same_is_done_and_to_another_a_conflict(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);
        bwp_result *result;

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        wire_end(bind(client, "to-1"), BWP_DONE, BWP_OK);
        result = wire_expect(bind(client, "to-1"), BWP_DONE, BWP_OK);
        assert_string_equal(bwp_package_bound_to(bwp_result_package(result, 0)), "to-1");
        bwp_result_free(result);
        result = wire_expect(bind(client, "to-2"), BWP_NOT_DONE, BWP_ERR_CONFLICT);
        assert_string_equal(bwp_result_field(result), "bound_to");
        wire_assert_has(bwp_result_message(result), "to-1");
        assert_true(strlen(bwp_result_provider_code(result)) > 0);
        bwp_result_free(result);
        assert_int_equal(wire_changes("bind"), 1);
        bwp_client_free(client);
    }
}

static void test_unbound_already_is_done_and_from_another_a_conflict(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);
        bwp_result *result;

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        wire_end(unbind(client, NULL), BWP_DONE, BWP_OK);
        wire_end(unbind(client, "to-1"), BWP_DONE, BWP_OK);
        wire_end(bind(client, "to-1"), BWP_DONE, BWP_OK);
        result = wire_expect(unbind(client, "to-2"), BWP_NOT_DONE, BWP_ERR_CONFLICT);
        assert_string_equal(bwp_result_field(result), "bound_to");
        wire_assert_has(bwp_result_message(result), "to-1");
        bwp_result_free(result);
        assert_int_equal(wire_changes("unbind"), 0);
        wire_end(unbind(client, "to-1"), BWP_DONE, BWP_OK);
        assert_int_equal(wire_changes("unbind"), 1);
        bwp_client_free(client);
    }
}

/* A refusal stands when the look at what is in the way fails, or shows nothing in the way. */
static void test_a_refusal_is_not_lost_by_looking_into_it(void **state)
{
    static const char *const codes[WIRE_DOORS] = {"CC.1055", "InvalidOperation.BwpForGeoSpanAlreadyAssociated",
                                                  "InvalidOperation.BwpInstanceStatus", "OperationDenied",
                                                  "InvalidCenBandwidthPackage.InvalidStatus"};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_quick_client(door, 1, 20000);

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        for (int lost = 0; lost < 2; lost++) {
            bwp_result *result;

            wire_fault("{\"kind\":\"refuse\",\"verb\":\"bind\",\"code\":\"%s\",\"status\":409,\"message\":\"why\"}",
                       codes[i]);
            if (lost)
                wire_fault("{\"kind\":\"cut_after\",\"verb\":\"get\"}");
            result = wire_expect(bind(client, "to-1"), BWP_NOT_DONE, BWP_ERR_CONFLICT);
            assert_string_equal(bwp_result_provider_code(result), codes[i]);
            wire_assert_has(bwp_result_message(result), "why");
            bwp_result_free(result);
        }
        bwp_client_free(client);
    }
}

static void test_a_bind_that_was_lost_is_told_from_one_that_another_made(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 2, 20000);

        if (i == WIRE_BAIDU) { /* whose token makes one change of several requests */
            bwp_client_free(client);
            continue;
        }
        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        wire_fault("{\"kind\":\"cut_after\",\"verb\":\"bind\"}");
        wire_end(bind(client, "to-1"), BWP_DONE, BWP_OK); /* refused the second time, and looked into */
        wire_fault("{\"kind\":\"cut_before\",\"verb\":\"bind\"}");
        wire_end(bind(client, "to-2"), BWP_UNKNOWN, BWP_ERR_NETWORK); /* the first one may still be on its way */
        bwp_client_free(client);
    }
}

/* ---- bought to be bound ---- */

/* What was sent to bind is what binding takes, without the options that were for buying. */
static void assert_bound_without_options(void)
{
    cJSON *ledger = wire_control("GET", "/emulator/ledger", NULL);
    cJSON *history = cJSON_GetObjectItemCaseSensitive(ledger, "history");
    char  *text = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(history, 0), "request"));

    assert_non_null(text);
    wire_assert_has(text, "to-1");
    wire_assert_has_not(text, "Description");
    wire_assert_has_not(text, "tags");
    cJSON_free(text);
    cJSON_Delete(ledger);
}

static bwp_result *buy_bound(bwp_client *client, const char *name, const char *token, const char *options)
{
    bwp_request request = wire_request(wire_door_of(client), name);
    bwp_result *result = NULL;

    request.bind_to = "to-1";
    request.client_token = token;
    request.provider_options = options;
    (void)bwp_create(client, &request, &result);
    (void)snprintf(wire_life_id, sizeof wire_life_id, "%s", bwp_package_id(bwp_result_package(result, 0)));
    return result;
}

/* What it sells is bound as it is sold. */
static bool binds_what_it_sells(const struct wire_door *door)
{
    return door == &wire_doors[WIRE_HUAWEI] || door == &wire_doors[WIRE_VOLCENGINE];
}

static void test_create_buys_and_binds(void **state)
{
    static const char *const options[WIRE_DOORS] = {NULL, "{\"Description\":\"d\"}", NULL, "{\"tags\":[]}", NULL};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_quick_client(door, 3, 20000);
        bwp_result             *result;

        (void)wire_test_start(NULL);
        if (!binds_what_it_sells(door))
            wire_control_post("/emulator/lag", "{\"looks\":2}");
        result = wire_expect(buy_bound(client, "a", door->honours_token ? "token-1" : NULL, options[i]), BWP_DONE,
                             BWP_OK);
        assert_true((strlen(bwp_result_order_id(result)) > 0) == (strcmp(door->provider, "alibaba") == 0));
        bwp_result_free(result);
        assert_true(wire_life_shows(door, WIRE_BIND));
        assert_int_equal(wire_purchases(door->provider), 1);
        assert_int_equal(wire_changes("bind"), !binds_what_it_sells(door));
        if (!binds_what_it_sells(door))
            assert_bound_without_options();
        if (door->honours_token) { /* and asked for again, it is the same one, bound already */
            wire_end(buy_bound(client, "a", "token-1", options[i]), BWP_DONE, BWP_OK);
            assert_int_equal(wire_purchases(door->provider), 1);
            assert_int_equal(wire_changes("bind"), !binds_what_it_sells(door));
        }
        bwp_client_free(client);
    }
}

static void test_what_was_bought_but_not_bound_is_done_and_says_so(void **state)
{
    static const struct {
        const char *fault;
        bwp_status  status;
        const char *says;
    } rows[] = {
        {"{\"kind\":\"refuse\",\"verb\":\"bind\",\"code\":\"InvalidParameter\",\"status\":400,\"message\":\"why\"}",
         BWP_ERR_ARGUMENT, "why"},
        {"{\"kind\":\"refuse\",\"verb\":\"bind\",\"code\":\"AccessDenied\",\"status\":403}", BWP_ERR_FORBIDDEN,
         "bind_to"},
        {"{\"kind\":\"cut_after\",\"verb\":\"bind\"}", BWP_ERR_NETWORK, "may be bound"},
        {"{\"kind\":\"cut_before\",\"verb\":\"get\"}", BWP_ERR_NETWORK, "not bound"},
        {"{\"kind\":\"refuse\",\"verb\":\"get\",\"code\":\"AccessDenied\",\"status\":403}", BWP_ERR_FORBIDDEN,
         "not bound"},
        {"{\"kind\":\"stall_before\",\"verb\":\"get\",\"ms\":5000}", BWP_ERR_TIMEOUT, "not bound"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bwp_client             *client;
        bwp_result             *result;

        if (binds_what_it_sells(door))
            continue;
        client = wire_quick_client(door, 1, 600);
        (void)wire_test_start(NULL);
        wire_fault("%s", rows[i / WIRE_DOORS].fault);
        result = wire_expect(buy_bound(client, "a", NULL, NULL), BWP_DONE, rows[i / WIRE_DOORS].status);
        assert_string_equal(bwp_result_field(result), "bind_to");
        wire_assert_has(bwp_result_message(result), rows[i / WIRE_DOORS].says);
        assert_true(strlen(wire_life_id) > 0);
        assert_false(bwp_result_retry_is_safe(result));
        wire_end(wire_look(client), BWP_DONE, BWP_OK);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void test_what_is_not_to_be_seen_in_time_is_bought_and_not_bound(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client;
        bwp_result *result;

        if (binds_what_it_sells(&wire_doors[i]))
            continue;
        client = wire_quick_client(&wire_doors[i], 1, 500);
        (void)wire_test_start(NULL);
        wire_control_post("/emulator/lag", "{\"ms\":3600000}");
        result = wire_expect(buy_bound(client, "a", NULL, NULL), BWP_DONE, BWP_ERR_TIMEOUT);
        assert_string_equal(bwp_result_field(result), "bind_to");
        assert_true(strlen(wire_life_id) > 0);
        assert_int_equal(wire_purchases(wire_doors[i].provider), 1);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void test_an_order_to_pay_is_not_bound(void **state)
{
    bwp_client *client = wire_quick_client(&wire_doors[WIRE_ACS3], 1, 20000);
    bwp_request request = wire_request(&wire_doors[WIRE_ACS3], "a");
    bwp_result *result = NULL;

    (void)state;
    request.billing = BWP_PREPAID;
    request.period = 1;
    request.period_unit = BWP_MONTH;
    request.bind_to = "to-1";
    (void)bwp_create(client, &request, &result);
    wire_expect(result, BWP_DONE, BWP_ERR_CONFLICT);
    assert_string_equal(bwp_result_field(result), "bind_to");
    assert_true(bwp_result_awaits_payment(result));
    assert_true(strlen(bwp_package_id(bwp_result_package(result, 0))) > 0);
    assert_int_equal(wire_requests("alibaba"), 1);
    bwp_result_free(result);
    bwp_client_free(client);
}

/* A purchase that was not clearly answered is not looked at, let alone bound. */
static void test_a_lost_purchase_is_unknown_and_not_bound(void **state)
{
    (void)state;
    for (size_t i = WIRE_ACS3; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);

        (void)wire_test_start(NULL);
        wire_fault("{\"kind\":\"cut_after\",\"verb\":\"create\"}");
        wire_end(buy_bound(client, "a", NULL, NULL), BWP_UNKNOWN, BWP_ERR_NETWORK);
        assert_int_equal(wire_requests(wire_doors[i].provider), 1);
        bwp_client_free(client);
    }
}

/* Ends the calls of the client as one is about to make another attempt. */
static void cancel_between_attempts(void *user, const char *line)
{
    bwp_client *const *client = user;

    if (strstr(line, "again in") != NULL)
        bwp_client_cancel(*client);
}

static void test_what_is_cancelled_after_a_lost_bind_is_bought_and_may_be_bound(void **state)
{
    bwp_config  config = wire_config(&wire_doors[WIRE_ACS3], wire_cloud.url);
    bwp_client *client;
    bwp_result *result;

    (void)state;
    config.max_attempts = 3;
    config.log = cancel_between_attempts;
    config.log_user = &client;
    client = wire_client(&config);
    wire_fault("{\"kind\":\"cut_after\",\"verb\":\"bind\"}");
    result = wire_expect(buy_bound(client, "a", NULL, NULL), BWP_DONE, BWP_ERR_CANCELLED);
    assert_string_equal(bwp_result_field(result), "bind_to");
    wire_assert_has(bwp_result_message(result), "it was bought, and may be bound (bind_to) or not: ");
    assert_int_equal(bwp_result_package_count(result), 1);
    assert_true(strlen(bwp_result_order_id(result)) > 0);
    assert_false(bwp_result_retry_is_safe(result));
    assert_int_equal(wire_changes("bind"), 1);
    bwp_result_free(result);
    bwp_client_free(client);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WIRE_TEST(test_what_is_cancelled_after_a_lost_bind_is_bought_and_may_be_bound),
        WIRE_TEST(test_bound_to_the_same_is_done_and_to_another_a_conflict),
        WIRE_TEST(test_unbound_already_is_done_and_from_another_a_conflict),
        WIRE_TEST(test_a_refusal_is_not_lost_by_looking_into_it),
        WIRE_TEST(test_a_bind_that_was_lost_is_told_from_one_that_another_made),
        WIRE_TEST(test_create_buys_and_binds),
        WIRE_TEST(test_what_was_bought_but_not_bound_is_done_and_says_so),
        WIRE_TEST(test_what_is_not_to_be_seen_in_time_is_bought_and_not_bound),
        WIRE_TEST(test_an_order_to_pay_is_not_bound),
        WIRE_TEST(test_a_lost_purchase_is_unknown_and_not_bound),
    };

    return WIRE_RUN(tests);
}
