/* create_wire_test.c - what holds at every provider alike: credentials, tokens, payment, and a preview that sends
 * nothing. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test_temporary_keys_buy(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "temporary");

        (void)wire_test_start(NULL);
        config.access_key = WIRE_TEMPORARY_KEY;
        config.secret_key = WIRE_TEMPORARY_SECRET;
        config.security_token = WIRE_SECURITY_TOKEN;
        result = wire_create_with(&config, &request, BWP_DONE);
        assert_int_equal(wire_purchases(door->provider), 1);
        wire_assert_result_keeps_secrets(result);
        bwp_result_free(result);
    }
}

static void test_wrong_keys_buy_nothing(void **state)
{
    static const struct {
        const char *access_key, *secret_key, *security_token;
        const char *codes[WIRE_DOORS];
    } rows[] = {
        {WIRE_ACCESS_KEY,
         "some-other-secret",
         NULL,
         {"APIGW.0301", "SignatureDoesNotMatch", "SignatureDoesNotMatch", "SignatureDoesNotMatch",
          "SignatureDoesNotMatch"}},
        {"some-other-key",
         WIRE_SECRET_KEY,
         NULL,
         {"APIGW.0301", "InvalidAccessKeyId.NotFound", "InvalidAccessKeyId.NotFound", "InvalidAccessKeyId",
          "InvalidAccessKey"}},
        {WIRE_TEMPORARY_KEY,
         WIRE_TEMPORARY_SECRET,
         NULL,
         {"APIGW.0301", "MissingSecurityToken", "MissingSecurityToken", "InvalidAccessKeyId", "InvalidAccessKey"}},
        {WIRE_TEMPORARY_KEY,
         WIRE_TEMPORARY_SECRET,
         "some-other-token",
         {"APIGW.0301", "InvalidSecurityToken.Malformed", "InvalidSecurityToken.Malformed", "InvalidAccessKeyId",
          "InvalidAccessKey"}},
        {WIRE_TEMPORARY_KEY,
         WIRE_SECRET_KEY,
         WIRE_SECURITY_TOKEN,
         {"APIGW.0301", "SignatureDoesNotMatch", "SignatureDoesNotMatch", "SignatureDoesNotMatch",
          "SignatureDoesNotMatch"}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "wrong keys");

        config.access_key = rows[i / WIRE_DOORS].access_key;
        config.secret_key = rows[i / WIRE_DOORS].secret_key;
        config.security_token = rows[i / WIRE_DOORS].security_token;
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), BWP_ERR_CREDENTIALS);
        assert_string_equal(bwp_result_provider_code(result), rows[i / WIRE_DOORS].codes[i % WIRE_DOORS]);
        wire_assert_within(bwp_result_http_status(result), 400, 404);
        assert_int_equal(bwp_result_attempts(result), 1);
        assert_true(strlen(bwp_result_request_id(result)) > 0);
        assert_int_equal(wire_purchases(door->provider), 0);
        bwp_result_free(result);
    }
}

/* Where the provider shows what it computed, a wrong secret can be told from a request that was altered on its way. */
static void test_wrong_secret_is_told_from_an_altered_request(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_BAIDU; i++) { /* Baidu does not show it */
        bwp_result *result;
        bwp_config  config = wire_config(&wire_doors[i], wire_cloud.url);
        bwp_request request = wire_request(&wire_doors[i], "wrong secret, 带宽 &=+");

        config.secret_key = "some-other-secret";
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        wire_assert_has(bwp_result_message(result), "the secret key is wrong");
        bwp_result_free(result);
    }
}

static void test_wrong_clock_is_called_so(void **state)
{
    static const int offsets[] = {3600, -3600};

    (void)state;
    for (size_t i = 0; i < COUNT(offsets) * WIRE_DOORS; i++) {
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "another time");

        (void)wire_test_start(NULL);
        wire_clock(offsets[i / WIRE_DOORS]);
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), BWP_ERR_CLOCK);
        assert_int_equal(wire_purchases(door->provider), 0);
        assert_int_equal(wire_requests(door->provider), 1);
        bwp_result_free(result);
    }
}

static void test_throttled_is_not_done(void **state)
{
    static const struct {
        const char *code;
        int         http_status;
    } expected[WIRE_DOORS] = {{"APIGW.0308", 429},
                              {"Throttling.User", 400},
                              {"Throttling.User", 400},
                              {"TooManyRequests", 429},
                              {"AccountFlowLimitExceeded", 429}};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "too many");

        (void)wire_test_start(NULL);
        wire_fault_one(door->provider, "throttle");
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), BWP_ERR_THROTTLED);
        assert_string_equal(bwp_result_provider_code(result), expected[i].code);
        assert_int_equal(bwp_result_http_status(result), expected[i].http_status);
        assert_true(bwp_result_retry_is_safe(result));
        assert_int_equal(wire_requests(door->provider), 1);
        assert_int_equal(wire_purchases(door->provider), 0);
        bwp_result_free(result);
    }
}

static void test_token_made_here_is_shown_and_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        cJSON                  *purchase;
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_client_at(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "a new token");

        (void)wire_test_start(NULL);
        result = wire_create(client, &request, BWP_DONE);
        purchase = wire_only_purchase();
        assert_string_equal(wire_text(purchase, "client_token"), bwp_result_client_token(result));
        if (!door->honours_token) {
            assert_string_equal(bwp_result_client_token(result), "");
        } else {
            bwp_result *other = wire_create(client, &request, BWP_DONE);

            wire_assert_uuid(bwp_result_client_token(result));
            assert_string_not_equal(bwp_result_client_token(other), bwp_result_client_token(result));
            assert_int_equal(wire_purchases(door->provider), 2); /* two calls, two purchases */
            bwp_result_free(other);
        }
        cJSON_Delete(purchase);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void test_same_token_buys_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_client_at(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "same token"), other = request;

        (void)wire_test_start(NULL);
        request.client_token = other.client_token = "token-of-mine-1";
        other.bandwidth_mbps = 20;
        if (door->honours_token) {
            bwp_result *conflict;
            bwp_result *first = wire_create(client, &request, BWP_DONE),
                       *again = wire_create(client, &request, BWP_DONE);

            assert_string_equal(bwp_package_id(bwp_result_package(again, 0)),
                                bwp_package_id(bwp_result_package(first, 0)));
            assert_string_equal(bwp_result_client_token(again), "token-of-mine-1");
            assert_int_equal(wire_purchases(door->provider), 1);
            assert_int_equal(wire_requests(door->provider), 2);
            conflict = wire_create(client, &other, BWP_NOT_DONE);
            assert_int_equal(bwp_result_status(conflict), BWP_ERR_CONFLICT);
            assert_string_equal(bwp_result_client_token(conflict), "token-of-mine-1");
            assert_int_equal(bwp_result_package_count(conflict), 0);
            assert_int_equal(wire_purchases(door->provider), 1);
            bwp_result_free(first);
            bwp_result_free(again);
            bwp_result_free(conflict);
        }
        bwp_client_free(client);
    }
}

/* After a cut, the caller repeats the request with the token of the result: bought once, and the id is there. */
static void test_token_of_a_lost_answer_finds_the_purchase(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        cJSON                  *purchase;
        bwp_result             *lost;
        bwp_result             *found;
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_client_at(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "lost");

        (void)wire_test_start(NULL);
        wire_fault_one(door->provider, "cut_after");
        lost = wire_create(client, &request, BWP_UNKNOWN);
        assert_int_equal(bwp_result_retry_is_safe(lost), door->honours_token);
        request.client_token = door->honours_token ? bwp_result_client_token(lost) : NULL;
        found = wire_create(client, &request, door->honours_token ? BWP_DONE : BWP_NOT_DONE);
        purchase = wire_only_purchase();
        assert_string_equal(bwp_package_id(bwp_result_package(found, 0)),
                            door->honours_token ? wire_text(purchase, "id") : "");
        assert_int_equal(bwp_result_status(found), door->honours_token ? BWP_OK : BWP_ERR_EXISTS);
        cJSON_Delete(purchase);
        bwp_result_free(lost);
        bwp_result_free(found);
        bwp_client_free(client);
    }
}

static void test_awaits_payment_agrees_with_the_provider(void **state)
{
    static const struct {
        bwp_billing billing;
        bool        auto_pay, awaits;
    } rows[] = {{BWP_PREPAID, false, true}, {BWP_PREPAID, true, false}, {BWP_POSTPAID, false, false}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        bool                    paid;
        cJSON                  *purchase;
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "to be paid");

        if (i % WIRE_DOORS >= WIRE_BAIDU && rows[i / WIRE_DOORS].awaits)
            continue; /* creating is paying there */
        (void)wire_test_start(NULL);
        request.billing = rows[i / WIRE_DOORS].billing == BWP_PREPAID ? BWP_PREPAID : door->billing;
        request.period = request.billing == BWP_PREPAID ? 1 : 0;
        request.period_unit = request.billing == BWP_PREPAID ? BWP_MONTH : 0;
        request.auto_pay = rows[i / WIRE_DOORS].auto_pay;
        result = wire_create_with(&config, &request, BWP_DONE);
        purchase = wire_only_purchase();
        paid = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(purchase, "paid"));
        assert_int_equal(bwp_result_awaits_payment(result), rows[i / WIRE_DOORS].awaits);
        assert_int_equal(paid, !rows[i / WIRE_DOORS].awaits);
        cJSON_Delete(purchase);
        bwp_result_free(result);
    }
}

static void test_preview_sends_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_client_at(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "only shown");
        bwp_result             *result = NULL;

        assert_int_equal(bwp_preview(client, &request, &result), BWP_DONE);
        assert_int_equal(bwp_result_outcome(result), BWP_DONE);
        assert_int_equal(bwp_result_attempts(result), 0);
        assert_int_equal(bwp_result_http_status(result), 0);
        assert_int_equal(bwp_result_package_count(result), 0);
        assert_string_equal(bwp_result_body(result, NULL), "");
        wire_assert_has(bwp_result_http_request(result),
                        i == WIRE_VOLCENGINE ? "GET http://127.0.0.1:" : "POST http://127.0.0.1:");
        assert_true(strlen(bwp_result_canonical_request(result)) > 0 || i == WIRE_RPC);
        assert_int_equal(strlen(bwp_result_string_to_sign(result)) > 0, i != WIRE_BAIDU);
        wire_assert_result_keeps_secrets(result);
        assert_int_equal(wire_requests(door->provider), 0);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void test_result_may_be_left_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_client_at(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "outcome only");

        (void)wire_test_start(NULL);
        assert_int_equal(bwp_create(client, &request, NULL), BWP_DONE);
        wire_fault_one(door->provider, "cut_after");
        request.name = "another";
        assert_int_equal(bwp_create(client, &request, NULL), BWP_UNKNOWN);
        assert_int_equal(wire_purchases(door->provider), 2);
        bwp_client_free(client);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_temporary_keys_buy),
        WIRE_TEST(test_wrong_keys_buy_nothing),
        WIRE_TEST(test_wrong_secret_is_told_from_an_altered_request),
        WIRE_TEST(test_wrong_clock_is_called_so),
        WIRE_TEST(test_throttled_is_not_done),
        WIRE_TEST(test_token_made_here_is_shown_and_sent),
        WIRE_TEST(test_same_token_buys_once),
        WIRE_TEST(test_token_of_a_lost_answer_finds_the_purchase),
        WIRE_TEST(test_awaits_payment_agrees_with_the_provider),
        WIRE_TEST(test_preview_sends_nothing),
        WIRE_TEST(test_result_may_be_left_out),
    };

    return WIRE_RUN(tests);
}
