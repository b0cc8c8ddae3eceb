/* baidu_wire_test.c - what is asked of Baidu is what is bought there, and what is answered is what is shown. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct wire_door *const door = &wire_doors[WIRE_BAIDU];

static const bwp_tag tags[] = {{"env", "prod"}, {"部门", "网络 运维/一.二"}, {"empty", ""}};

static void test_every_field_arrives_as_asked(void **state)
{
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = {
        .struct_size = sizeof(bwp_request),
        .name = "香港-上海 \"专线\" \\ é \xF0\x9F\x9A\x80",
        .bandwidth_mbps = 100,
        .area_a = "china",
        .area_b = "asia-pacific",
        .billing = BWP_PREPAID,
        .period = 3,
        .period_unit = BWP_MONTH,
        .auto_pay = true,
        .tags = tags,
        .tag_count = COUNT(tags),
        .client_token = "my-token/0001~",
        .provider_options = "{\"interworkType\":\"center\",\"billing\":{\"billingMethod\":\"ByBandwidth\"}}",
    };
    bwp_result *result = wire_create_with(&config, &request, BWP_DONE);
    cJSON      *purchase = wire_only_purchase();

    (void)state;
    wire_assert_json(
        cJSON_GetObjectItemCaseSensitive(purchase, "request"),
        "{\"name\":\"香港-上海 \\\"专线\\\" \\\\ é \xF0\x9F\x9A\x80\",\"bandwidth\":100,"
        "\"geographicA\":\"China\",\"geographicB\":\"Asia-Pacific\","
        "\"billing\":{\"paymentTiming\":\"Prepaid\",\"reservation\":{\"reservationLength\":3,"
        "\"reservationTimeUnit\":\"month\"},\"billingMethod\":\"ByBandwidth\"},"
        "\"tags\":[{\"tagKey\":\"env\",\"tagValue\":\"prod\"},{\"tagKey\":\"部门\",\"tagValue\":\"网络 运维/一.二\"},"
        "{\"tagKey\":\"empty\",\"tagValue\":\"\"}],\"interworkType\":\"center\"}");
    assert_string_equal(wire_text(purchase, "client_token"), "my-token/0001~");
    cJSON_Delete(purchase);
    bwp_result_free(result);
}

static void test_minimal_request_sends_nothing_unasked(void **state)
{
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "minimal");
    bwp_result *result = wire_create_with(&config, &request, BWP_DONE);

    (void)state;
    wire_assert_bought("{\"name\":\"minimal\",\"bandwidth\":10,\"geographicA\":\"China\","
                       "\"geographicB\":\"Asia-Pacific\",\"billing\":{\"paymentTiming\":\"Postpaid\"}}");
    bwp_result_free(result);
}

static void test_result_shows_what_was_answered(void **state)
{
    bwp_config         config = wire_config(door, wire_cloud.url);
    bwp_request        request = wire_request(door, "shown");
    bwp_result        *result = wire_create_with(&config, &request, BWP_DONE);
    cJSON             *purchase = wire_only_purchase();
    const bwp_package *package = bwp_result_package(result, 0);

    (void)state;
    assert_int_equal(bwp_result_status(result), BWP_OK);
    assert_string_equal(bwp_result_message(result), "");
    assert_string_equal(bwp_result_provider_code(result), "");
    assert_int_equal(bwp_result_http_status(result), 200);
    assert_int_equal(bwp_result_attempts(result), 1);
    assert_false(bwp_result_retry_is_safe(result));
    assert_int_equal(strlen(bwp_result_request_id(result)), 36);
    assert_string_equal(bwp_result_order_id(result), "");
    assert_int_equal(bwp_result_package_count(result), 1);
    assert_string_equal(bwp_package_id(package), wire_text(purchase, "id"));
    assert_string_equal(bwp_package_name(package), ""); /* the provider says no more than the id */
    assert_string_equal(bwp_package_json(package), bwp_result_body(result, NULL));
    assert_string_equal(bwp_result_string_to_sign(result), ""); /* the canonical request itself is signed */
    assert_true(strlen(bwp_result_canonical_request(result)) > 0);
    cJSON_Delete(purchase);
    bwp_result_free(result);
}

static void test_period_is_always_in_months(void **state)
{
    static const struct {
        uint32_t period;
        bwp_unit unit;
        int      months;
    } rows[] = {{1, BWP_MONTH, 1}, {9, BWP_MONTH, 9}, {12, BWP_MONTH, 12},
                {1, BWP_YEAR, 12}, {2, BWP_YEAR, 24}, {3, BWP_YEAR, 36}};
    bwp_client *client = wire_client_at(door, wire_cloud.url);

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_request request = wire_request(door, "period");
        char        expected[512];

        (void)wire_test_start(NULL);
        request.billing = BWP_PREPAID;
        request.auto_pay = true;
        request.period = rows[i].period;
        request.period_unit = rows[i].unit;
        bwp_result_free(wire_create(client, &request, BWP_DONE));
        (void)snprintf(
            expected, sizeof expected,
            "{\"name\":\"period\",\"bandwidth\":10,\"geographicA\":\"China\",\"geographicB\":\"Asia-Pacific\","
            "\"billing\":{\"paymentTiming\":\"Prepaid\",\"reservation\":{\"reservationLength\":%d,"
            "\"reservationTimeUnit\":\"month\"}}}",
            rows[i].months);
        wire_assert_bought(expected);
    }
    bwp_client_free(client);
}

static void test_95th_percentile_goes_with_an_edge(void **state)
{
    static const char *const types[] = {"center-edge", "edge-edge"};
    bwp_client              *client = wire_client_at(door, wire_cloud.url);

    (void)state;
    for (size_t i = 0; i < COUNT(types); i++) {
        bwp_request request = wire_request(door, "edge");
        char        options[128], expected[512];

        (void)wire_test_start(NULL);
        (void)snprintf(options, sizeof options,
                       "{\"interworkType\":\"%s\",\"billing\":{\"billingMethod\":\"PeakBandwidth_Percent_95\"}}",
                       types[i]);
        request.billing = BWP_POSTPAID_95;
        request.provider_options = options;
        bwp_result_free(wire_create(client, &request, BWP_DONE));
        (void)snprintf(expected, sizeof expected,
                       "{\"name\":\"edge\",\"bandwidth\":10,\"geographicA\":\"China\",\"geographicB\":\"Asia-Pacific\","
                       "\"billing\":{\"paymentTiming\":\"Postpaid\",\"billingMethod\":\"PeakBandwidth_Percent_95\"},"
                       "\"interworkType\":\"%s\"}",
                       types[i]);
        wire_assert_bought(expected);
    }
    bwp_client_free(client);
}

static void test_prepaid_without_auto_pay_is_not_sent(void **state)
{
    bwp_result *result;
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "to be paid later");

    (void)state;
    request.billing = BWP_PREPAID;
    request.period = 1;
    request.period_unit = BWP_MONTH;
    result = wire_create_with(&config, &request, BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_UNSUPPORTED);
    assert_string_equal(bwp_result_field(result), "auto_pay");
    assert_int_equal(wire_requests("baidu"), 0);
    bwp_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_every_field_arrives_as_asked),      WIRE_TEST(test_minimal_request_sends_nothing_unasked),
        WIRE_TEST(test_result_shows_what_was_answered),    WIRE_TEST(test_period_is_always_in_months),
        WIRE_TEST(test_95th_percentile_goes_with_an_edge), WIRE_TEST(test_prepaid_without_auto_pay_is_not_sent),
    };

    return WIRE_RUN(tests);
}
