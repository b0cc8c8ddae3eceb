/* volcengine_wire_test.c - what is asked of Volcengine is what is bought there, by a GET. */
#include <stdio.h>
#include <string.h>

#include "wire.h"

static const struct wire_door *const door = &wire_doors[WIRE_VOLCENGINE];

static void test_every_field_arrives_as_asked(void **state)
{
    static const bwp_tag tags[] = {{"env", "prod"}, {"部门", "网络 & 运维=100%+"}, {"empty", ""}};
    bwp_config           config = wire_config(door, wire_cloud.url);
    const bwp_request    request = {
           .struct_size = sizeof(bwp_request),
           .name = "香港-上海 ~*'()!&=+%2F",
           .description = "两地之间?#/ \xF0\x9F\x9A\x80",
           .bandwidth_mbps = 100,
           .area_a = "china",
           .area_b = "asia-pacific",
           .billing = BWP_PREPAID,
           .period = 6,
           .period_unit = BWP_MONTH,
           .auto_pay = true,
           .bind_to = "cen-0001",
           .resource_group = "project-1",
           .tags = tags,
           .tag_count = COUNT(tags),
           .client_token = "my-token/0001~",
           .provider_options = "{\"LineOperator\":\"ChinaUnicom\"}",
    };

    (void)state;
    bwp_result_free(wire_create_with(&config, &request, BWP_DONE));
    wire_assert_bought(
        "{\"LocalGeographicRegionSetId\":\"China\",\"PeerGeographicRegionSetId\":\"Asia\",\"Bandwidth\":\"100\","
        "\"BillingType\":\"1\",\"PeriodUnit\":\"Month\",\"Period\":\"6\","
        "\"CenBandwidthPackageName\":\"香港-上海 ~*'()!&=+%2F\",\"Description\":\"两地之间?#/ \xF0\x9F\x9A\x80\","
        "\"CenId\":\"cen-0001\",\"ProjectName\":\"project-1\",\"LineOperator\":\"ChinaUnicom\","
        "\"Tags.1.Key\":\"env\",\"Tags.1.Value\":\"prod\",\"Tags.2.Key\":\"部门\","
        "\"Tags.2.Value\":\"网络 & 运维=100%+\",\"Tags.3.Key\":\"empty\",\"Tags.3.Value\":\"\","
        "\"ClientToken\":\"my-token/0001~\"}");
}

/* What is left out would be bought by its default, so what has one is always said. */
static void test_minimal_request_leaves_nothing_to_a_default(void **state)
{
    static const char percentile[] = "\"BillingType\":\"4\"",
                      prepaid[] = "\"BillingType\":\"1\",\"Period\":\"1\",\"PeriodUnit\":\"Year\"";

    (void)state;
    for (int i = 0; i < 2; i++) {
        bwp_config  config = wire_config(door, wire_cloud.url);
        bwp_request request = wire_request(door, NULL); /* not even a name */
        char        expected[512];

        (void)wire_test_start(NULL);
        request.client_token = "t";
        if (i == 1) {
            request.billing = BWP_PREPAID;
            request.period = 12;
            request.period_unit = BWP_MONTH;
            request.auto_pay = true;
        }
        bwp_result_free(wire_create_with(&config, &request, BWP_DONE));
        (void)snprintf(expected, sizeof expected,
                       "{\"LocalGeographicRegionSetId\":\"China\",\"PeerGeographicRegionSetId\":\"Asia\","
                       "\"Bandwidth\":\"10\",\"ProjectName\":\"default\",\"ClientToken\":\"t\",%s}",
                       i == 1 ? prepaid : percentile);
        wire_assert_bought(expected);
    }
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
    assert_int_equal(strlen(bwp_result_request_id(result)), 34);
    assert_string_equal(bwp_result_order_id(result), "");
    assert_int_equal(bwp_result_package_count(result), 1);
    assert_string_equal(bwp_package_id(package), wire_text(purchase, "id"));
    assert_string_equal(bwp_package_name(package), ""); /* the provider says no more than the id */
    wire_assert_has(bwp_result_body(result, NULL), bwp_package_json(package));
    wire_assert_has(bwp_result_http_request(result), "GET http://127.0.0.1:");
    wire_assert_has(bwp_result_string_to_sign(result), "/cn-beijing/cen/request\n");
    cJSON_Delete(purchase);
    bwp_result_free(result);
}

static void test_the_other_site_signs_for_its_own_region(void **state)
{
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "elsewhere");
    bwp_result *result;

    (void)state;
    config.site = "international";
    config.access_key = WIRE_TEMPORARY_KEY;
    config.secret_key = WIRE_TEMPORARY_SECRET;
    config.security_token = WIRE_SECURITY_TOKEN;
    result = wire_create_with(&config, &request, BWP_DONE);
    wire_assert_has(bwp_result_string_to_sign(result), "/ap-southeast-1/cen/request\n");
    assert_int_equal(wire_purchases("volcengine"), 1);
    bwp_result_free(result);
}

#define ERROR_AND_ID                                                                                                   \
    "{\\\"ResponseMetadata\\\":{\\\"RequestId\\\":\\\"r\\\",\\\"Error\\\":{\\\"Code\\\":\\\"InvalidParameter\\\","     \
    "\\\"Message\\\":\\\"why\\\"}},\\\"Result\\\":{\\\"CenBandwidthPackageId\\\":\\\"cbp-0\\\"}}"

/* An error with a 2xx is no yes, whatever stands beside it, and no refusal: the next attempt finds out. */
static void test_an_error_with_a_status_that_says_yes_leaves_a_doubt(void **state)
{
    (void)state;
    for (unsigned attempts = 1; attempts <= 2; attempts++) {
        bwp_config  config = wire_config(door, wire_cloud.url);
        bwp_request request = wire_request(door, "in doubt");
        bwp_result *result;

        (void)wire_test_start(NULL);
        config.max_attempts = attempts;
        wire_fault("{\"kind\":\"status\",\"provider\":\"volcengine\",\"status\":200,\"body\":\"" ERROR_AND_ID "\"}");
        result = wire_create_with(&config, &request, attempts == 1 ? BWP_UNKNOWN : BWP_DONE);
        if (attempts == 1) {
            assert_int_equal(bwp_result_status(result), BWP_ERR_RESPONSE);
            assert_string_equal(bwp_result_provider_code(result), "InvalidParameter");
            wire_assert_has(bwp_result_message(result), "why");
            assert_true(bwp_result_retry_is_safe(result));
        }
        assert_int_equal(bwp_result_package_count(result), attempts - 1);
        assert_int_equal(wire_purchases("volcengine"), attempts - 1);
        bwp_result_free(result);
    }
}

/* A 2xx with an error is no change either, and not a look. */
static void test_an_error_with_a_status_that_says_yes_is_no_look(void **state)
{
    bwp_client *client = wire_client_at(door, wire_cloud.url);
    bwp_result *result = NULL;

    (void)state;
    wire_fault("{\"kind\":\"status\",\"provider\":\"volcengine\",\"status\":200,\"body\":\"" ERROR_AND_ID "\"}");
    assert_int_equal(bwp_get(client, "cbp-0", &result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_RESPONSE);
    assert_int_equal(bwp_result_package_count(result), 0);
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_what_is_not_sold_is_not_sent(void **state)
{
    static const struct {
        const char *area_a, *field;
        uint32_t    bandwidth;
        bwp_status  status;
    } rows[] = {{"asia-pacific", "area_b", 10, BWP_ERR_UNSUPPORTED}, {"china", "bandwidth_mbps", 1, BWP_ERR_ARGUMENT}};
    bwp_client *client = wire_client_at(door, wire_cloud.url);

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_request request = wire_request(door, "not sold");
        bwp_result *result;

        request.area_a = rows[i].area_a;
        request.bandwidth_mbps = rows[i].bandwidth;
        result = wire_create(client, &request, BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), rows[i].status);
        assert_string_equal(bwp_result_field(result), rows[i].field);
        wire_assert_has(bwp_result_message(result), "Volcengine's create page, 2024-07-24");
        bwp_result_free(result);
    }
    assert_int_equal(wire_requests("volcengine"), 0);
    bwp_client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_every_field_arrives_as_asked),
        WIRE_TEST(test_minimal_request_leaves_nothing_to_a_default),
        WIRE_TEST(test_result_shows_what_was_answered),
        WIRE_TEST(test_the_other_site_signs_for_its_own_region),
        WIRE_TEST(test_an_error_with_a_status_that_says_yes_leaves_a_doubt),
        WIRE_TEST(test_an_error_with_a_status_that_says_yes_is_no_look),
        WIRE_TEST(test_what_is_not_sold_is_not_sent),
    };

    return WIRE_RUN(tests);
}
