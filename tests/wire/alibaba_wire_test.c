/* alibaba_wire_test.c - what is asked of Alibaba is what is bought there, under either signature and in either form. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct wire_door *const doors[] = {&wire_doors[WIRE_ACS3], &wire_doors[WIRE_RPC]};

static const bwp_tag tags[] = {{"env", "prod"}, {"部门", "网络 & 运维=100%+"}, {"empty", ""}};

static bwp_request full_request(void)
{
    return (bwp_request){
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
        .auto_renew = true,
        .resource_group = "rg-0001",
        .tags = tags,
        .tag_count = COUNT(tags),
        .client_token = "my-token-0001",
        .provider_options = "{\"CenId\":\"cen-0001\",\"AutoRenewDuration\":2}",
    };
}

static void test_every_field_arrives_as_asked(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        bwp_config  config = wire_config(doors[i], wire_cloud.url);
        bwp_request request = full_request();

        (void)wire_test_start(NULL);
        bwp_result_free(wire_create_with(&config, &request, BWP_DONE));
        wire_assert_bought(
            "{\"Bandwidth\":\"100\",\"GeographicRegionAId\":\"China\",\"GeographicRegionBId\":\"Asia-Pacific\","
            "\"BandwidthPackageChargeType\":\"PREPAY\",\"PricingCycle\":\"Month\",\"Period\":\"6\","
            "\"AutoPay\":\"true\",\"AutoRenew\":\"true\",\"Name\":\"香港-上海 ~*'()!&=+%2F\","
            "\"Description\":\"两地之间?#/ \xF0\x9F\x9A\x80\",\"ResourceGroupId\":\"rg-0001\","
            "\"Tag.1.Key\":\"env\",\"Tag.1.Value\":\"prod\",\"Tag.2.Key\":\"部门\","
            "\"Tag.2.Value\":\"网络 & 运维=100%+\",\"Tag.3.Key\":\"empty\",\"Tag.3.Value\":\"\","
            "\"ClientToken\":\"my-token-0001\",\"CenId\":\"cen-0001\",\"AutoRenewDuration\":\"2\"}");
    }
}

static void test_minimal_request_sends_nothing_unasked(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        bwp_result *result;
        bwp_config  config = wire_config(doors[i], wire_cloud.url);
        bwp_request request = wire_request(doors[i], NULL); /* not even a name */
        char        expected[512];

        (void)wire_test_start(NULL);
        result = wire_create_with(&config, &request, BWP_DONE);
        (void)snprintf(
            expected, sizeof expected,
            "{\"Bandwidth\":\"10\",\"GeographicRegionAId\":\"China\",\"GeographicRegionBId\":\"Asia-Pacific\","
            "\"BandwidthPackageChargeType\":\"POSTPAY\",\"ClientToken\":\"%s\"}",
            bwp_result_client_token(result));
        wire_assert_bought(expected);
        bwp_result_free(result);
    }
}

static void test_result_shows_what_was_answered(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        const bwp_package *package;
        cJSON             *purchase;
        bwp_result        *result;
        bwp_config         config = wire_config(doors[i], wire_cloud.url);
        bwp_request        request = full_request();

        (void)wire_test_start(NULL);
        result = wire_create_with(&config, &request, BWP_DONE);
        purchase = wire_only_purchase();
        package = bwp_result_package(result, 0);
        assert_int_equal(bwp_result_status(result), BWP_OK);
        assert_string_equal(bwp_result_message(result), "");
        assert_string_equal(bwp_result_provider_code(result), "");
        assert_string_equal(bwp_result_client_token(result), "my-token-0001");
        assert_int_equal(bwp_result_http_status(result), 200);
        assert_int_equal(bwp_result_attempts(result), 1);
        assert_false(bwp_result_retry_is_safe(result));
        assert_int_equal(strlen(bwp_result_request_id(result)), 36);
        wire_assert_has(bwp_result_body(result, NULL), bwp_result_request_id(result));
        assert_string_equal(bwp_result_order_id(result), wire_text(purchase, "order_id"));
        assert_int_equal(bwp_result_package_count(result), 1);
        assert_string_equal(bwp_package_id(package), wire_text(purchase, "id"));
        assert_string_equal(bwp_package_order_id(package), wire_text(purchase, "order_id"));
        /* the provider said no more than the two ids */
        assert_string_equal(bwp_package_name(package), "");
        assert_int_equal(bwp_package_bandwidth_mbps(package), 0);
        assert_int_equal(bwp_package_billing(package), 0);
        assert_int_equal(bwp_package_tag_count(package), 0);
        assert_string_equal(bwp_package_json(package), bwp_result_body(result, NULL));
        cJSON_Delete(purchase);
        bwp_result_free(result);
    }
}

static void test_charge_type_cycle_and_period(void **state)
{
    static const struct {
        bwp_billing billing;
        uint32_t    period;
        bwp_unit    unit;
        bool        auto_pay;
        const char *expected;
    } rows[] = {
        {BWP_PREPAID, 1, BWP_MONTH, false, "PREPAY Month 1 false"},
        {BWP_PREPAID, 2, BWP_MONTH, true, "PREPAY Month 2 true"},
        {BWP_PREPAID, 3, BWP_YEAR, false, "PREPAY Year 3 false"},
        {BWP_PREPAID, 12, BWP_MONTH, true, "PREPAY Year 1 true"},
        {BWP_PREPAID, 24, BWP_MONTH, true, "PREPAY Year 2 true"},
        {BWP_POSTPAID, 0, 0, false, "POSTPAY - - -"},
    };
    static const char *const names[] = {"BandwidthPackageChargeType", "PricingCycle", "Period", "AutoPay"};

    (void)state;
    for (size_t i = 0; i < 2 * COUNT(rows); i++) {
        const cJSON            *parameters;
        cJSON                  *purchase;
        const struct wire_door *door = doors[i % 2];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "charge");
        char                    sent[256] = "";

        (void)wire_test_start(NULL);
        request.billing = rows[i / 2].billing;
        request.period = rows[i / 2].period;
        request.period_unit = rows[i / 2].unit;
        request.auto_pay = rows[i / 2].auto_pay;
        bwp_result_free(wire_create_with(&config, &request, BWP_DONE));
        purchase = wire_only_purchase();
        parameters = cJSON_GetObjectItemCaseSensitive(purchase, "request");
        for (size_t j = 0; j < COUNT(names); j++) {
            const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(parameters, names[j]));

            (void)snprintf(sent + strlen(sent), sizeof sent - strlen(sent), "%s%s", j > 0 ? " " : "",
                           value != NULL ? value : "-");
        }
        assert_string_equal(sent, rows[i / 2].expected);
        assert_null(cJSON_GetObjectItemCaseSensitive(parameters, "AutoRenew")); /* sent only when it is true */
        cJSON_Delete(purchase);
    }
}

static void test_every_area_is_the_right_one(void **state)
{
    static const char *const areas[][2] = {
        {"china", "China"},   {"asia-pacific", "Asia-Pacific"}, {"north-america", "North-America"},
        {"europe", "Europe"}, {"australia", "Australia"},       {"middle-east", "Middle-East"},
    };
    bwp_client *client = wire_client_at(doors[0], wire_cloud.url);

    (void)state;
    for (size_t i = 0; i < COUNT(areas); i++) {
        const cJSON *sent;
        cJSON       *purchase;
        bwp_request  request = wire_request(doors[0], "areas");

        (void)wire_test_start(NULL);
        request.area_a = areas[i][0];
        request.area_b = areas[(i + 1) % COUNT(areas)][0];
        bwp_result_free(wire_create(client, &request, BWP_DONE));
        purchase = wire_only_purchase();
        sent = cJSON_GetObjectItemCaseSensitive(purchase, "request");
        assert_string_equal(wire_text(sent, "GeographicRegionAId"), areas[i][1]);
        assert_string_equal(wire_text(sent, "GeographicRegionBId"), areas[(i + 1) % COUNT(areas)][1]);
        cJSON_Delete(purchase);
    }
    bwp_client_free(client);
}

/* 20 tags of 64 and 128 Chinese characters: over 34 KiB as they stand in a query. */
static void test_longest_tags_arrive_under_both_signatures(void **state)
{
    enum { TAGS = 20, KEY = 64, VALUE = 128, WIDTH = 3 };
    static char keys[TAGS][KEY * WIDTH + 1], values[TAGS][VALUE * WIDTH + 1];
    bwp_tag     many[TAGS];

    (void)state;
    for (size_t i = 0; i < TAGS; i++) {
        for (size_t j = 0; j < VALUE; j++) {
            char *to = values[i] + j * WIDTH;

            memcpy(to, "带", WIDTH);
            if (j < KEY)
                memcpy(keys[i] + j * WIDTH, j == 0 ? "\xE4\xB8" : "宽", WIDTH);
        }
        keys[i][2] = (char)(0x80 + i); /* U+4E00 and its neighbours: every key is another */
        many[i] = (bwp_tag){keys[i], values[i]};
    }
    for (size_t d = 0; d < COUNT(doors); d++) {
        const cJSON *sent;
        cJSON       *purchase;
        bwp_config   config = wire_config(doors[d], wire_cloud.url);
        bwp_request  request = wire_request(doors[d], "many tags");

        (void)wire_test_start(NULL);
        request.tags = many;
        request.tag_count = TAGS;
        bwp_result_free(wire_create_with(&config, &request, BWP_DONE));
        purchase = wire_only_purchase();
        sent = cJSON_GetObjectItemCaseSensitive(purchase, "request");
        for (size_t i = 0; i < TAGS; i++) {
            char name[32];

            (void)snprintf(name, sizeof name, "Tag.%zu.Key", i + 1);
            assert_string_equal(wire_text(sent, name), keys[i]);
            (void)snprintf(name, sizeof name, "Tag.%zu.Value", i + 1);
            assert_string_equal(wire_text(sent, name), values[i]);
        }
        cJSON_Delete(purchase);
    }
}

static void test_answer_in_xml_is_a_yes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        cJSON      *purchase;
        bwp_result *result;
        cJSON      *json;
        bwp_config  config = wire_config(doors[i], wire_cloud.url);
        bwp_request request = wire_request(doors[i], "as in 2018");

        (void)wire_test_start(NULL);
        wire_fault_one("alibaba", "xml");
        result = wire_create_with(&config, &request, BWP_DONE);
        purchase = wire_only_purchase();
        wire_assert_has(bwp_result_body(result, NULL), "<CenBandwidthPackageId> Cenbwp-");
        assert_string_equal(bwp_package_id(bwp_result_package(result, 0)), wire_text(purchase, "id"));
        assert_string_equal(bwp_result_order_id(result), "");
        assert_int_equal(strlen(bwp_result_request_id(result)), 36);
        wire_assert_has(bwp_result_body(result, NULL), bwp_result_request_id(result));
        json = cJSON_Parse(bwp_package_json(bwp_result_package(result, 0)));
        wire_assert_has(wire_text(json, "CenBandwidthPackageId"), wire_text(purchase, "id"));
        cJSON_Delete(json);
        cJSON_Delete(purchase);
        bwp_result_free(result);
    }
}

static void test_options_override_and_remove(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        bwp_config  config = wire_config(doors[i], wire_cloud.url);
        bwp_request request = wire_request(doors[i], "in the house's own words");

        (void)wire_test_start(NULL);
        request.client_token = "my-token-0002";
        request.description = "taken away again";
        request.provider_options =
            "{\"Description\":null,\"BandwidthPackageChargeType\":\"PREPAY\",\"AutoPay\":true,\"Period\":3}";
        bwp_result_free(wire_create_with(&config, &request, BWP_DONE));
        wire_assert_bought(
            "{\"Bandwidth\":\"10\",\"GeographicRegionAId\":\"China\",\"GeographicRegionBId\":\"Asia-Pacific\","
            "\"BandwidthPackageChargeType\":\"PREPAY\",\"AutoPay\":\"true\",\"Period\":\"3\","
            "\"Name\":\"in the house's own words\",\"ClientToken\":\"my-token-0002\"}");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_every_field_arrives_as_asked),   WIRE_TEST(test_minimal_request_sends_nothing_unasked),
        WIRE_TEST(test_result_shows_what_was_answered), WIRE_TEST(test_charge_type_cycle_and_period),
        WIRE_TEST(test_every_area_is_the_right_one),    WIRE_TEST(test_longest_tags_arrive_under_both_signatures),
        WIRE_TEST(test_answer_in_xml_is_a_yes),         WIRE_TEST(test_options_override_and_remove),
    };

    return WIRE_RUN(tests);
}
