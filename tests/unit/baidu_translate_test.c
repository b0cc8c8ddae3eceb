/* baidu_translate_test.c - every field of a request in the words of Cloud Smart Network, or refused by name. */
#include <stdio.h>
#include <string.h>

#include "unit.h"

static void test_everything_given(void **state)
{
    bwp_config  config = unit_config("baidu");
    bwp_request request = unit_request();
    bwp_result *result;

    (void)state;
    request.name = "\xe5\xb8\xa6 \"x\"";
    request.bandwidth_mbps = 10000;
    request.billing = BWP_PREPAID;
    request.period = 2;
    request.period_unit = BWP_YEAR;
    request.auto_pay = true;
    request.tags = (const bwp_tag[]){{"env", "prod"}, {"bare", NULL}};
    request.tag_count = 2;
    request.client_token = "be31b98c-5e41-4838-9830-9be700de5a20";
    result = unit_done("everything", &config, &request);
    assert_string_equal(unit_body(result),
                        "{\"name\":\"\xe5\xb8\xa6 \\\"x\\\"\",\"bandwidth\":10000,\"geographicA\":\"China\","
                        "\"geographicB\":\"Asia-Pacific\",\"billing\":{\"paymentTiming\":\"Prepaid\",\"reservation\":"
                        "{\"reservationLength\":24,\"reservationTimeUnit\":\"month\"}},\"tags\":[{\"tagKey\":\"env\","
                        "\"tagValue\":\"prod\"},{\"tagKey\":\"bare\",\"tagValue\":\"\"}]}");
    unit_holds("everything", "request line",
               "POST https://csn.baidubce.com/v1/csn/bp?clientToken=be31b98c-5e41-4838-9830-9be700de5a20\n",
               bwp_result_http_request(result));
    unit_holds("everything", "headers", "\nContent-Type: application/json; charset=utf-8\n",
               bwp_result_http_request(result));
    assert_string_equal(bwp_result_client_token(result), "be31b98c-5e41-4838-9830-9be700de5a20");
    assert_string_equal(bwp_result_string_to_sign(result), "");
    bwp_result_free(result);
}

static void test_least_given(void **state)
{
    bwp_config  config = unit_config("baidu");
    bwp_request request = unit_request();
    bwp_result *result = unit_done("least", &config, &request);

    (void)state;
    assert_string_equal(unit_body(result),
                        "{\"name\":\"unit\",\"bandwidth\":100,\"geographicA\":\"China\","
                        "\"geographicB\":\"Asia-Pacific\",\"billing\":{\"paymentTiming\":\"Postpaid\"}}");
    bwp_result_free(result);
}

/* The example request of the create document, 2025-11-11. */
static void test_example_of_the_create_document(void **state)
{
    bwp_config  config = unit_config("baidu");
    bwp_request request = {.struct_size = sizeof request,
                           .name = "bpName",
                           .bandwidth_mbps = 100,
                           .area_a = "china",
                           .area_b = "china",
                           .billing = BWP_PREPAID,
                           .period = 1,
                           .period_unit = BWP_MONTH,
                           .auto_pay = true,
                           .client_token = "be31b98c-5e41-4838-9830-9be700de5a20",
                           .provider_options = "{\"interworkType\":\"center-edge\"}"};
    bwp_result *result = unit_done("document", &config, &request);

    (void)state;
    unit_same_json("document", "body",
                   "{\"name\":\"bpName\",\"bandwidth\":100,\"geographicA\":\"China\",\"geographicB\":\"China\","
                   "\"interworkType\":\"center-edge\",\"billing\":{\"paymentTiming\":\"Prepaid\",\"reservation\":"
                   "{\"reservationLength\":1,\"reservationTimeUnit\":\"month\"}}}",
                   unit_body(result));
    assert_string_equal(unit_query(result), "clientToken=be31b98c-5e41-4838-9830-9be700de5a20");
    bwp_result_free(result);
}

static void test_periods_are_months(void **state)
{
    static const struct {
        uint32_t    period;
        bwp_unit    unit;
        const char *expected;
    } cases[] = {{1, BWP_MONTH, "\"reservationLength\":1,"},   {9, BWP_MONTH, "\"reservationLength\":9,"},
                 {12, BWP_MONTH, "\"reservationLength\":12,"}, {1, BWP_YEAR, "\"reservationLength\":12,"},
                 {2, BWP_YEAR, "\"reservationLength\":24,"},   {3, BWP_YEAR, "\"reservationLength\":36,"}};
    bwp_config  config = unit_config("baidu");
    bwp_request request = unit_request();

    (void)state;
    request.billing = BWP_PREPAID;
    request.auto_pay = true;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_result *result;

        request.period = cases[i].period;
        request.period_unit = cases[i].unit;
        result = unit_done(cases[i].expected, &config, &request);
        unit_holds("period", "body", cases[i].expected, unit_body(result));
        unit_holds("period", "body", "\"reservationTimeUnit\":\"month\"", unit_body(result));
        bwp_result_free(result);
    }
    request.period = 10;
    request.period_unit = BWP_MONTH;
    unit_refused("10 months", &config, &request, BWP_ERR_UNSUPPORTED, "period",
                 "period is 10 months; baidu sells 1-9, 12, 24, 36 months (");
    request.period = 4;
    request.period_unit = BWP_YEAR;
    unit_refused("4 years", &config, &request, BWP_ERR_UNSUPPORTED, "period", "period is 4 years");
}

static void test_percentile_needs_an_edge(void **state)
{
    static const struct {
        const char *options;
        bool        done;
    } cases[] = {
        {NULL, false},
        {"{\"interworkType\":\"center\"}", false},
        {"{\"interworkType\":7}", false},
        {"{\"interworktype\":\"edge-edge\"}", false},
        {"{\"interworkType\":\"center-edge\"}", true},
        {"{\"interworkType\":\"edge-edge\",\"billing\":{\"billingMethod\":\"PeakBandwidth_Percent_95\"}}", true}};
    bwp_config  config = unit_config("baidu");
    bwp_request request = unit_request();

    (void)state;
    request.billing = BWP_POSTPAID_95;
    for (size_t i = 0; i < COUNT(cases); i++) {
        request.provider_options = cases[i].options;
        if (cases[i].done) {
            bwp_result *result = unit_done(cases[i].options, &config, &request);

            unit_holds(cases[i].options, "body", "\"paymentTiming\":\"Postpaid\"", unit_body(result));
            bwp_result_free(result);
        } else {
            unit_refused("percentile", &config, &request, BWP_ERR_ARGUMENT, "billing",
                         "needs interworkType center-edge or edge-edge");
        }
    }
}

static void test_options_are_merged_over_the_body(void **state)
{
    bwp_config  config = unit_config("baidu");
    bwp_request request = unit_request();
    bwp_result *result;

    (void)state;
    request.provider_options = "{\"interworkType\":\"center\",\"geographicB\":null,\"bandwidth\":\"7\","
                               "\"billing\":{\"billingMethod\":\"ByTraffic\"}}";
    result = unit_done("options", &config, &request);
    unit_same_json("options", "body",
                   "{\"name\":\"unit\",\"bandwidth\":\"7\",\"geographicA\":\"China\",\"interworkType\":\"center\","
                   "\"billing\":{\"paymentTiming\":\"Postpaid\",\"billingMethod\":\"ByTraffic\"}}",
                   unit_body(result));
    bwp_result_free(result);
}

static void test_every_area(void **state)
{
    const struct terms *terms = &bwpi_baidu.terms;

    (void)state;
    for (size_t i = 0; i < terms->area_count; i++) {
        bwp_config  config = unit_config("baidu");
        bwp_request request = unit_request();
        bwp_result *result;
        char        expected[128];

        request.area_a = terms->areas[i].neutral;
        request.area_b = terms->areas[terms->area_count - 1 - i].neutral;
        result = unit_done(request.area_a, &config, &request);
        (void)snprintf(expected, sizeof expected, "\"geographicA\":\"%s\",\"geographicB\":\"%s\"", terms->areas[i].own,
                       terms->areas[terms->area_count - 1 - i].own);
        unit_holds(request.area_a, "areas", expected, unit_body(result));
        bwp_result_free(result);
    }
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    char        key[67] = "";
    bwp_config  config = unit_config("baidu");
    bwp_request request = unit_request();

    (void)state;
    request.name = "";
    unit_refused("no name", &config, &request, BWP_ERR_ARGUMENT, "name", "name is missing; baidu requires one");
    request = unit_request();
    request.description = "text";
    unit_refused("description", &config, &request, BWP_ERR_UNSUPPORTED, "description",
                 "description cannot be sent to baidu");
    request = unit_request();
    request.bind_to = "csn-1";
    unit_refused("bind_to", &config, &request, BWP_ERR_UNSUPPORTED, "bind_to", "create it unbound, then bind it");
    request = unit_request();
    request.resource_group = "g";
    unit_refused("group", &config, &request, BWP_ERR_UNSUPPORTED, "resource_group",
                 "resource_group cannot be sent to baidu");
    request = unit_request();
    request.billing = BWP_PREPAID;
    request.period = 1;
    request.period_unit = BWP_MONTH;
    unit_refused("auto_pay", &config, &request, BWP_ERR_UNSUPPORTED, "auto_pay", "is paid as it is created");
    request.auto_pay = true;
    request.auto_renew = true;
    unit_refused("auto_renew", &config, &request, BWP_ERR_UNSUPPORTED, "auto_renew", "renew by hand");
    request = unit_request();
    request.area_a = "europe";
    unit_refused("europe", &config, &request, BWP_ERR_UNSUPPORTED, "area_a",
                 "baidu does not serve; it serves china and asia-pacific");
    request = unit_request();
    request.area_b = "chin";
    unit_refused("chin", &config, &request, BWP_ERR_ARGUMENT, "area_b",
                 "\"chin\", which is no area; baidu serves china and asia");
    request = unit_request();
    request.bandwidth_mbps = 10001;
    unit_refused("bandwidth", &config, &request, BWP_ERR_ARGUMENT, "bandwidth_mbps", "takes at most 10000");
    memset(key, 'k', 66);
    request = unit_request();
    request.tag_count = 1;
    request.tags = &(bwp_tag){key, "v"};
    unit_refused("long key", &config, &request, BWP_ERR_ARGUMENT, "tags", "takes at most 65");
    request.tags = &(bwp_tag){"k", key};
    unit_refused("long value", &config, &request, BWP_ERR_ARGUMENT, "tags", "takes at most 65");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_given),
        cmocka_unit_test(test_least_given),
        cmocka_unit_test(test_example_of_the_create_document),
        cmocka_unit_test(test_periods_are_months),
        cmocka_unit_test(test_percentile_needs_an_edge),
        cmocka_unit_test(test_options_are_merged_over_the_body),
        cmocka_unit_test(test_every_area),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
