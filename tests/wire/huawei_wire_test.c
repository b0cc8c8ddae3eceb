/* huawei_wire_test.c - what is asked of Huawei is what is bought there, and what is answered is what is shown. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct wire_door *const door = &wire_doors[WIRE_HUAWEI];

static const bwp_tag tags[] = {{"env", "prod"}, {"部门", "网络运维"}, {"empty", ""}};

static bwp_request full_request(void)
{
    return (bwp_request){
        .struct_size = sizeof(bwp_request),
        .name = "香港-上海 \"专线\" \\ é",
        .description = "两地之间 & 100 Mbit/s, \xF0\x9F\x9A\x80",
        .bandwidth_mbps = 100,
        .area_a = "china",
        .area_b = "asia-pacific",
        .billing = BWP_PREPAID,
        .period = 3,
        .period_unit = BWP_MONTH,
        .auto_pay = true,
        .auto_renew = true,
        .bind_to = "cc-0001",
        .resource_group = "ep-0001",
        .tags = tags,
        .tag_count = COUNT(tags),
        .provider_options = "{\"spec_code\":\"bandwidth.cmtoap\",\"interflow_mode\":\"Area\"}",
    };
}

static void test_every_field_arrives_as_asked(void **state)
{
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = full_request();
    bwp_result *result = wire_create_with(&config, &request, BWP_DONE);

    (void)state;
    wire_assert_bought("{\"bandwidth_package\":{\"project_id\":\"emulator-project\","
                       "\"name\":\"香港-上海 \\\"专线\\\" \\\\ é\","
                       "\"description\":\"两地之间 & 100 Mbit/s, \xF0\x9F\x9A\x80\","
                       "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,"
                       "\"charge_mode\":\"bandwidth\",\"billing_mode\":1,"
                       "\"prepaid_options\":{\"period_type\":\"month\",\"period_num\":3,\"is_auto_renew\":true,"
                       "\"is_auto_pay\":true},\"enterprise_project_id\":\"ep-0001\",\"resource_id\":\"cc-0001\","
                       "\"resource_type\":\"cloud_connection\",\"tags\":[{\"key\":\"env\",\"value\":\"prod\"},"
                       "{\"key\":\"部门\",\"value\":\"网络运维\"},{\"key\":\"empty\",\"value\":\"\"}],"
                       "\"spec_code\":\"bandwidth.cmtoap\",\"interflow_mode\":\"Area\"}}");
    bwp_result_free(result);
}

static void test_minimal_request_sends_nothing_unasked(void **state)
{
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "minimal");
    bwp_result *result = wire_create_with(&config, &request, BWP_DONE);

    (void)state;
    wire_assert_bought("{\"bandwidth_package\":{\"project_id\":\"emulator-project\",\"name\":\"minimal\","
                       "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\","
                       "\"bandwidth\":10,\"charge_mode\":\"bandwidth\",\"billing_mode\":3}}");
    bwp_result_free(result);
}

static void test_result_shows_what_was_answered(void **state)
{
    bwp_config         config = wire_config(door, wire_cloud.url);
    bwp_request        request = full_request();
    bwp_result        *result = wire_create_with(&config, &request, BWP_DONE);
    cJSON             *purchase = wire_only_purchase();
    const bwp_package *package = bwp_result_package(result, 0);
    size_t             size = 0;

    (void)state;
    assert_int_equal(bwp_result_status(result), BWP_OK);
    assert_string_equal(bwp_result_message(result), "");
    assert_string_equal(bwp_result_field(result), "");
    assert_string_equal(bwp_result_provider_code(result), "");
    assert_string_equal(bwp_result_client_token(result), "");
    assert_string_equal(bwp_result_order_id(result), wire_text(purchase, "order_id"));
    assert_true(strlen(bwp_result_order_id(result)) > 0);
    assert_int_equal(bwp_result_http_status(result), 201);
    assert_int_equal(bwp_result_attempts(result), 1);
    assert_false(bwp_result_retry_is_safe(result));
    assert_int_equal(strlen(bwp_result_request_id(result)), 32);
    wire_assert_has(bwp_result_body(result, &size), bwp_result_request_id(result));
    assert_int_equal(strlen(bwp_result_body(result, NULL)), size);
    assert_int_equal(bwp_result_package_count(result), 1);
    assert_null(bwp_result_package(result, 1));
    assert_string_equal(bwp_package_id(package), wire_text(purchase, "id"));
    assert_string_equal(bwp_package_name(package), request.name);
    assert_string_equal(bwp_package_description(package), request.description);
    assert_string_equal(bwp_package_status(package), "ACTIVE");
    assert_int_equal(bwp_package_bandwidth_mbps(package), 100);
    assert_string_equal(bwp_package_area_a(package), "china");
    assert_string_equal(bwp_package_area_b(package), "asia-pacific");
    assert_int_equal(bwp_package_billing(package), BWP_PREPAID);
    assert_string_equal(bwp_package_order_id(package), wire_text(purchase, "order_id"));
    assert_int_equal(strlen(bwp_package_created_at(package)), strlen("2025-10-16T08:00:00Z"));
    assert_int_equal(strlen(bwp_package_updated_at(package)), strlen("2025-10-16T08:00:00Z"));
    assert_string_equal(bwp_package_expires_at(package), "");
    assert_string_equal(bwp_package_bound_to(package), "cc-0001");
    assert_string_equal(bwp_package_resource_group(package), "ep-0001");
    assert_int_equal(bwp_package_tag_count(package), COUNT(tags));
    for (size_t i = 0; i < COUNT(tags); i++) {
        assert_string_equal(bwp_package_tag(package, i).key, tags[i].key);
        assert_string_equal(bwp_package_tag(package, i).value, tags[i].value);
    }
    assert_string_equal(bwp_package_tag(package, COUNT(tags)).key, "");
    cJSON_Delete(purchase);
    bwp_result_free(result);
}

static void test_package_json_is_all_the_provider_said(void **state)
{
    const cJSON *package;
    bwp_config   config = wire_config(door, wire_cloud.url);
    bwp_request  request = full_request();
    bwp_result  *result = wire_create_with(&config, &request, BWP_DONE);
    cJSON       *body = cJSON_Parse(bwp_result_body(result, NULL));

    (void)state;
    package = cJSON_GetObjectItemCaseSensitive(body, "bandwidth_package");
    assert_int_equal(cJSON_GetArraySize(package), 22);
    wire_assert_json(package, bwp_package_json(bwp_result_package(result, 0)));
    cJSON_Delete(body);
    bwp_result_free(result);
}

static void test_billing_mode_and_period(void **state)
{
    static const struct {
        const char *site;
        bwp_billing billing;
        uint32_t    period;
        bwp_unit    unit;
        int         mode;
        const char *type; /* NULL: no prepaid_options */
        int         number;
        bwp_billing shown;
    } rows[] = {
        {"china", BWP_PREPAID, 1, BWP_MONTH, 1, "month", 1, BWP_PREPAID},
        {"international", BWP_PREPAID, 9, BWP_MONTH, 2, "month", 9, BWP_PREPAID},
        {"china", BWP_PREPAID, 3, BWP_YEAR, 1, "year", 3, BWP_PREPAID},
        {"international", BWP_PREPAID, 12, BWP_MONTH, 2, "year", 1, BWP_PREPAID},
        {"china", BWP_POSTPAID, 0, 0, 3, NULL, 0, BWP_POSTPAID},
        {"international", BWP_POSTPAID, 0, 0, 4, NULL, 0, BWP_POSTPAID},
        {"china", BWP_POSTPAID_95, 0, 0, 5, NULL, 0, BWP_POSTPAID_95},
        {"international", BWP_POSTPAID_95, 0, 0, 6, NULL, 0, BWP_POSTPAID_95},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const cJSON *options;
        const cJSON *sent;
        cJSON       *purchase;
        bwp_result  *result;
        bwp_config   config = wire_config(door, wire_cloud.url);
        bwp_request  request = wire_request(door, "billing");

        (void)wire_test_start(NULL);
        config.site = rows[i].site;
        request.billing = rows[i].billing;
        request.period = rows[i].period;
        request.period_unit = rows[i].unit;
        result = wire_create_with(&config, &request, BWP_DONE);
        purchase = wire_only_purchase();
        sent = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(purchase, "request"),
                                                "bandwidth_package");
        options = cJSON_GetObjectItemCaseSensitive(sent, "prepaid_options");
        assert_int_equal(cJSON_GetObjectItemCaseSensitive(sent, "billing_mode")->valueint, rows[i].mode);
        assert_int_equal(options != NULL, rows[i].type != NULL);
        if (rows[i].type != NULL) {
            assert_string_equal(wire_text(options, "period_type"), rows[i].type);
            assert_int_equal(cJSON_GetObjectItemCaseSensitive(options, "period_num")->valueint, rows[i].number);
            assert_true(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(options, "is_auto_pay")));
            assert_true(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(options, "is_auto_renew")));
        }
        assert_int_equal(bwp_package_billing(bwp_result_package(result, 0)), rows[i].shown);
        cJSON_Delete(purchase);
        bwp_result_free(result);
    }
}

static void test_every_area_is_the_right_one(void **state)
{
    static const char *const areas[][2] = {
        {"china", "Chinese-Mainland"},
        {"asia-pacific", "Asia-Pacific"},
        {"africa", "Africa"},
        {"western-latin-america", "Western-Latin-America"},
        {"eastern-latin-america", "Eastern-Latin-America"},
        {"northern-latin-america", "Northern-Latin-America"},
    };
    bwp_client *client = wire_client_at(door, wire_cloud.url);

    (void)state;
    for (size_t i = 0; i < COUNT(areas); i++) {
        const cJSON *sent;
        cJSON       *purchase;
        bwp_result  *result;
        bwp_request  request = wire_request(door, "areas");

        (void)wire_test_start(NULL);
        request.area_a = areas[i][0];
        result = wire_create(client, &request, BWP_DONE);
        purchase = wire_only_purchase();
        sent = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(purchase, "request"),
                                                "bandwidth_package");
        assert_string_equal(wire_text(sent, "local_area_id"), areas[i][1]);
        assert_string_equal(wire_text(sent, "remote_area_id"), "Asia-Pacific");
        assert_string_equal(bwp_package_area_a(bwp_result_package(result, 0)), areas[i][0]);
        cJSON_Delete(purchase);
        bwp_result_free(result);
    }
    bwp_client_free(client);
}

static void test_auth_token_instead_of_keys(void **state)
{
    static const struct {
        const char *token;
        bwp_outcome outcome;
        bwp_status  status;
    } rows[] = {{WIRE_AUTH_TOKEN, BWP_DONE, BWP_OK}, {"some-other-token", BWP_NOT_DONE, BWP_ERR_CREDENTIALS}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_result *result;
        bwp_config  config = wire_config(door, wire_cloud.url);
        bwp_request request = wire_request(door, "with a token");

        config.access_key = config.secret_key = NULL;
        config.auth_token = rows[i].token;
        result = wire_create_with(&config, &request, rows[i].outcome);
        assert_int_equal(bwp_result_status(result), rows[i].status);
        wire_assert_has(bwp_result_http_request(result), "X-Auth-Token: ***\n");
        wire_assert_has_not(bwp_result_http_request(result), "Authorization");
        assert_string_equal(bwp_result_canonical_request(result), "");
        assert_string_equal(bwp_result_string_to_sign(result), "");
        bwp_result_free(result);
    }
    assert_int_equal(wire_purchases("huawei"), 1);
}

static void test_same_name_twice_exists_already(void **state)
{
    bwp_result *result;
    bwp_client *client = wire_client_at(door, wire_cloud.url);
    bwp_request request = wire_request(door, "only once");

    (void)state;
    bwp_result_free(wire_create(client, &request, BWP_DONE));
    result = wire_create(client, &request, BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_EXISTS);
    assert_string_equal(bwp_result_provider_code(result), "CC.1053");
    assert_int_equal(bwp_result_package_count(result), 0);
    assert_int_equal(wire_purchases("huawei"), 1);
    assert_int_equal(wire_requests("huawei"), 2);
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_wrong_account_is_forbidden(void **state)
{
    bwp_result *result;
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "elsewhere");

    (void)state;
    config.account = "someone-else";
    result = wire_create_with(&config, &request, BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_FORBIDDEN);
    assert_string_equal(bwp_result_provider_code(result), "CC.1004");
    assert_int_equal(bwp_result_http_status(result), 403);
    assert_int_equal(wire_purchases("huawei"), 0);
    bwp_result_free(result);
}

static void test_client_token_is_refused_before_sending(void **state)
{
    bwp_result *result;
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "with a client token");

    (void)state;
    request.client_token = "0b0e5d5c-6a7b-4a53-9d0a-6cfd2c5a7f10";
    result = wire_create_with(&config, &request, BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_UNSUPPORTED);
    assert_string_equal(bwp_result_field(result), "client_token");
    assert_int_equal(bwp_result_attempts(result), 0);
    assert_int_equal(wire_requests("huawei"), 0);
    bwp_result_free(result);
}

static void test_options_override_and_remove(void **state)
{
    bwp_result *result;
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "by region");

    (void)state;
    request.description = "taken away again";
    request.provider_options =
        "{\"interflow_mode\":\"Region\",\"local_area_id\":\"cn-north-4\",\"remote_area_id\":\"ap-southeast-1\","
        "\"description\":null}";
    result = wire_create_with(&config, &request, BWP_DONE);
    wire_assert_bought("{\"bandwidth_package\":{\"project_id\":\"emulator-project\",\"name\":\"by region\","
                       "\"local_area_id\":\"cn-north-4\",\"remote_area_id\":\"ap-southeast-1\","
                       "\"bandwidth\":10,\"charge_mode\":\"bandwidth\",\"billing_mode\":3,"
                       "\"interflow_mode\":\"Region\"}}");
    /* no word of ours for a region: the provider's own is shown */
    assert_string_equal(bwp_package_area_a(bwp_result_package(result, 0)), "cn-north-4");
    bwp_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_every_field_arrives_as_asked),   WIRE_TEST(test_minimal_request_sends_nothing_unasked),
        WIRE_TEST(test_result_shows_what_was_answered), WIRE_TEST(test_package_json_is_all_the_provider_said),
        WIRE_TEST(test_billing_mode_and_period),        WIRE_TEST(test_every_area_is_the_right_one),
        WIRE_TEST(test_auth_token_instead_of_keys),     WIRE_TEST(test_same_name_twice_exists_already),
        WIRE_TEST(test_wrong_account_is_forbidden),     WIRE_TEST(test_client_token_is_refused_before_sending),
        WIRE_TEST(test_options_override_and_remove),
    };

    return WIRE_RUN(tests);
}
