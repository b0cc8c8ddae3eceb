/* huawei_translate_test.c - every field of a request in Cloud Connect's own words, or refused by name. */
#include <stdio.h>
#include <string.h>

#include "unit.h"

#define PATH "https://cc.myhuaweicloud.com/v3/00000000000000000000000000d0a1e5/ccaas/bandwidth-packages"

static void test_everything_given(void **state)
{
    bwp_config  config = unit_config("huawei");
    bwp_request request = unit_request();
    bwp_result *result;

    (void)state;
    request.name = "b\xc3\xbcndel \"x\"";
    request.description = "for the test\\";
    request.bandwidth_mbps = 999999;
    request.area_a = "africa";
    request.area_b = "western-latin-america";
    request.billing = BWP_PREPAID;
    request.period = 9;
    request.period_unit = BWP_MONTH;
    request.auto_pay = true;
    request.auto_renew = true;
    request.bind_to = "cloud-connection-1";
    request.resource_group = "enterprise-1";
    request.tags = (const bwp_tag[]){{"env", "prod"}, {"bare", NULL}};
    request.tag_count = 2;
    result = unit_done("everything", &config, &request);
    assert_string_equal(
        unit_body(result),
        "{\"bandwidth_package\":{\"project_id\":\"unit-project\",\"name\":\"b\xc3\xbcndel \\\"x\\\"\","
        "\"description\":\"for the test\\\\\",\"local_area_id\":\"Africa\","
        "\"remote_area_id\":\"Western-Latin-America\",\"bandwidth\":999999,\"charge_mode\":\"bandwidth\","
        "\"billing_mode\":1,\"prepaid_options\":{\"period_type\":\"month\",\"period_num\":9,"
        "\"is_auto_renew\":true,\"is_auto_pay\":true},\"enterprise_project_id\":\"enterprise-1\","
        "\"resource_id\":\"cloud-connection-1\",\"resource_type\":\"cloud_connection\","
        "\"tags\":[{\"key\":\"env\",\"value\":\"prod\"},{\"key\":\"bare\",\"value\":\"\"}]}}");
    unit_holds("everything", "request line", "POST " PATH "\n", bwp_result_http_request(result));
    unit_holds("everything", "headers", "\nContent-Type: application/json\n", bwp_result_http_request(result));
    unit_holds("everything", "headers", "\nX-Domain-Id: 00000000000000000000000000d0a1e5\n",
               bwp_result_http_request(result));
    assert_string_equal(bwp_result_client_token(result), "");
    bwp_result_free(result);
}

static void test_least_given(void **state)
{
    bwp_config  config = unit_config("huawei");
    bwp_request request = unit_request();
    bwp_result *result = unit_done("least", &config, &request);

    (void)state;
    assert_string_equal(unit_body(result),
                        "{\"bandwidth_package\":{\"project_id\":\"unit-project\",\"name\":\"unit\","
                        "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,"
                        "\"charge_mode\":\"bandwidth\",\"billing_mode\":3}}");
    bwp_result_free(result);
}

/* The example request of the create document, 2025-10-16. */
static void test_example_of_the_create_document(void **state)
{
    bwp_config  config = unit_config("huawei");
    bwp_request request = {.struct_size = sizeof request,
                           .name = "test_bwp_name",
                           .area_a = "china",
                           .area_b = "china",
                           .bandwidth_mbps = 5,
                           .billing = BWP_POSTPAID_95,
                           .resource_group = "0",
                           .provider_options = "{\"interflow_mode\":\"Area\"}"};
    bwp_result *result;

    (void)state;
    config.project = "XXX";
    result = unit_done("document", &config, &request);
    unit_same_json("document", "body",
                   "{\"bandwidth_package\":{\"project_id\":\"XXX\",\"name\":\"test_bwp_name\","
                   "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Chinese-Mainland\",\"bandwidth\":5,"
                   "\"charge_mode\":\"bandwidth\",\"billing_mode\":5,\"interflow_mode\":\"Area\","
                   "\"enterprise_project_id\":\"0\"}}",
                   unit_body(result));
    bwp_result_free(result);
}

static void test_billing_mode_is_odd_in_china_and_even_elsewhere(void **state)
{
    static const struct {
        const char *site;
        bwp_billing billing;
        const char *expected;
    } cases[] = {
        {"china", BWP_PREPAID, "\"billing_mode\":1,"},     {"international", BWP_PREPAID, "\"billing_mode\":2,"},
        {"china", BWP_POSTPAID, "\"billing_mode\":3}"},    {"international", BWP_POSTPAID, "\"billing_mode\":4}"},
        {"china", BWP_POSTPAID_95, "\"billing_mode\":5}"}, {"international", BWP_POSTPAID_95, "\"billing_mode\":6}"}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_config  config = unit_config("huawei");
        bwp_request request = unit_request();
        bwp_result *result;

        config.site = cases[i].site;
        request.billing = cases[i].billing;
        if (request.billing == BWP_PREPAID) {
            request.period = 1;
            request.period_unit = BWP_MONTH;
        }
        result = unit_done(cases[i].expected, &config, &request);
        unit_holds(cases[i].site, "body", cases[i].expected, unit_body(result));
        bwp_result_free(result);
    }
}

static void test_prepaid_options_are_always_whole(void **state)
{
    static const struct {
        uint32_t    period;
        bwp_unit    unit;
        bool        auto_pay, auto_renew;
        const char *expected;
    } cases[] = {
        {1, BWP_MONTH, false, false,
         "\"period_type\":\"month\",\"period_num\":1,\"is_auto_renew\":false,\"is_auto_pay\":false}"},
        {9, BWP_MONTH, true, false,
         "\"period_type\":\"month\",\"period_num\":9,\"is_auto_renew\":false,\"is_auto_pay\":true}"},
        {12, BWP_MONTH, false, true,
         "\"period_type\":\"year\",\"period_num\":1,\"is_auto_renew\":true,\"is_auto_pay\":false}"},
        {24, BWP_MONTH, true, true,
         "\"period_type\":\"year\",\"period_num\":2,\"is_auto_renew\":true,\"is_auto_pay\":true}"},
        {3, BWP_YEAR, false, false,
         "\"period_type\":\"year\",\"period_num\":3,\"is_auto_renew\":false,\"is_auto_pay\":false}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_config  config = unit_config("huawei");
        bwp_request request = unit_request();
        bwp_result *result;

        request.billing = BWP_PREPAID;
        request.period = cases[i].period;
        request.period_unit = cases[i].unit;
        request.auto_pay = cases[i].auto_pay;
        request.auto_renew = cases[i].auto_renew;
        result = unit_done(cases[i].expected, &config, &request);
        unit_holds("prepaid", "options", cases[i].expected, unit_body(result));
        bwp_result_free(result);
    }
}

static void test_every_area(void **state)
{
    const struct terms *terms = &bwpi_huawei.terms;

    (void)state;
    for (size_t i = 0; i < terms->area_count; i++) {
        bwp_config  config = unit_config("huawei");
        bwp_request request = unit_request();
        bwp_result *result;
        char        expected[128];

        request.area_a = terms->areas[i].neutral;
        request.area_b = terms->areas[terms->area_count - 1 - i].neutral;
        result = unit_done(request.area_a, &config, &request);
        (void)snprintf(expected, sizeof expected, "\"local_area_id\":\"%s\",\"remote_area_id\":\"%s\"",
                       terms->areas[i].own, terms->areas[terms->area_count - 1 - i].own);
        unit_holds(request.area_a, "areas", expected, unit_body(result));
        bwp_result_free(result);
    }
}

static void test_options_are_merged_over_the_package(void **state)
{
    static const struct {
        const char *options, *package;
    } cases[] = {
        {"{}",
         "{\"project_id\":\"unit-project\",\"name\":\"unit\",\"local_area_id\":\"Chinese-Mainland\","
         "\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,\"charge_mode\":\"bandwidth\",\"billing_mode\":3}"},
        {"{\"spec_code\":\"bandwidth.cmtoap\",\"interflow_mode\":\"Region\",\"local_area_id\":\"cn-north-4\"}",
         "{\"project_id\":\"unit-project\",\"name\":\"unit\",\"local_area_id\":\"cn-north-4\","
         "\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,\"charge_mode\":\"bandwidth\",\"billing_mode\":3,"
         "\"spec_code\":\"bandwidth.cmtoap\",\"interflow_mode\":\"Region\"}"},
        {"{\"charge_mode\":null,\"billing_mode\":\"5\",\"prepaid_options\":{\"period_num\":7,\"gone\":null}}",
         "{\"project_id\":\"unit-project\",\"name\":\"unit\",\"local_area_id\":\"Chinese-Mainland\","
         "\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,\"billing_mode\":\"5\",\"prepaid_options\":{\"period_"
         "num\":7}}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_config  config = unit_config("huawei");
        bwp_request request = unit_request();
        bwp_result *result;
        char        body[1024];

        request.provider_options = cases[i].options;
        result = unit_done(cases[i].options, &config, &request);
        (void)snprintf(body, sizeof body, "{\"bandwidth_package\":%s}", cases[i].package);
        unit_same_json(cases[i].options, "body", body, unit_body(result));
        bwp_result_free(result);
    }
}

static void test_numbers_in_options_keep_their_spelling(void **state)
{
    static const char *const providers[] = {"huawei", "baidu"};
    static const char        numbers[] =
        "\"a\":9007199254740993,\"b\":[12345678901234567890,1.0],\"c\":{\"d\":1e3,\"e\":-0.10}";

    (void)state;
    for (size_t i = 0; i < COUNT(providers); i++) {
        bwp_config  config = unit_config(providers[i]);
        bwp_request request = unit_request();
        bwp_result *result;
        char        options[sizeof numbers + 2];

        (void)snprintf(options, sizeof options, "{%s}", numbers);
        request.provider_options = options;
        result = unit_done(providers[i], &config, &request);
        unit_holds(providers[i], "body", numbers, unit_body(result));
        bwp_result_free(result);
    }
}

static void test_periods_that_are_not_sold(void **state)
{
    static const struct {
        uint32_t    period;
        bwp_unit    unit;
        const char *part;
    } cases[] = {{10, BWP_MONTH, "period is 10 months; huawei sells 1-9 months and 1-3 years"},
                 {11, BWP_MONTH, "period is 11 months"},
                 {48, BWP_MONTH, "period is 48 months"},
                 {4, BWP_YEAR, "period is 4 years"},
                 {4294967295U, BWP_YEAR, "period is 4294967295 years"}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_config  config = unit_config("huawei");
        bwp_request request = unit_request();

        request.billing = BWP_PREPAID;
        request.period = cases[i].period;
        request.period_unit = cases[i].unit;
        unit_refused(cases[i].part, &config, &request, BWP_ERR_UNSUPPORTED, "period", cases[i].part);
    }
}

static void test_what_the_configuration_lacks_is_named(void **state)
{
    bwp_request request = unit_request();
    bwp_config  config = unit_config("huawei");

    (void)state;
    config.account = NULL;
    unit_refused("account", &config, &request, BWP_ERR_ARGUMENT, "account", "domain_id");
    config = unit_config("huawei");
    config.project = NULL;
    unit_refused("project", &config, &request, BWP_ERR_ARGUMENT, "project", "project_id");
    config = unit_config("huawei");
    config.site = NULL;
    unit_refused("site", &config, &request, BWP_ERR_ARGUMENT, "site", "give china or international");
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    char        long_key[130] = "", long_value[257] = "";
    bwp_config  config = unit_config("huawei");
    bwp_request request = unit_request();

    (void)state;
    request.name = NULL;
    unit_refused("no name", &config, &request, BWP_ERR_ARGUMENT, "name", "name is missing; huawei requires one");
    request = unit_request();
    request.description = "a < b";
    unit_refused("<", &config, &request, BWP_ERR_ARGUMENT, "description", "has < or > in it");
    request.description = "a > b";
    unit_refused(">", &config, &request, BWP_ERR_ARGUMENT, "description", "has < or > in it");
    request = unit_request();
    request.client_token = "token";
    unit_refused("token", &config, &request, BWP_ERR_UNSUPPORTED, "client_token", "cannot be sent to huawei");
    request = unit_request();
    request.area_a = "europe";
    unit_refused("europe", &config, &request, BWP_ERR_UNSUPPORTED, "area_a",
                 "area_a is europe, which huawei does not serve");
    request = unit_request();
    request.area_b = "Asia-Pacific";
    unit_refused("case", &config, &request, BWP_ERR_ARGUMENT, "area_b",
                 "area_b is \"Asia-Pacific\"; write asia-pacific");
    request.area_b = "moon";
    unit_refused(
        "moon", &config, &request, BWP_ERR_ARGUMENT, "area_b",
        "china, asia-pacific, africa, western-latin-america, eastern-latin-america and northern-latin-america");
    request = unit_request();
    request.bandwidth_mbps = 1000000;
    unit_refused("bandwidth", &config, &request, BWP_ERR_ARGUMENT, "bandwidth_mbps", "takes at most 999999");
    memset(long_key, 'k', 129);
    memset(long_value, 'v', 256);
    request = unit_request();
    request.tag_count = 1;
    request.tags = &(bwp_tag){long_key, "v"};
    unit_refused("long key", &config, &request, BWP_ERR_ARGUMENT, "tags", "takes at most 128");
    request.tags = &(bwp_tag){"k", long_value};
    unit_refused("long value", &config, &request, BWP_ERR_ARGUMENT, "tags", "takes at most 255");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_given),
        cmocka_unit_test(test_least_given),
        cmocka_unit_test(test_example_of_the_create_document),
        cmocka_unit_test(test_billing_mode_is_odd_in_china_and_even_elsewhere),
        cmocka_unit_test(test_prepaid_options_are_always_whole),
        cmocka_unit_test(test_every_area),
        cmocka_unit_test(test_options_are_merged_over_the_package),
        cmocka_unit_test(test_numbers_in_options_keep_their_spelling),
        cmocka_unit_test(test_periods_that_are_not_sold),
        cmocka_unit_test(test_what_the_configuration_lacks_is_named),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
