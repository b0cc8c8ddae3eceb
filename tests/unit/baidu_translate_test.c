/* baidu_translate_test.c - every field of a request in the words of Cloud Smart Network, or refused by name. */
#include "unit_rows.h"

#define TOKEN "be31b98c-5e41-4838-9830-9be700de5a20"

static const bwp_tag tags[] = {{"env", "prod"}, {"bare", NULL}};

static void test_everything_given(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "everything",
         .request = {UNIT_PREPAID(2, BWP_YEAR), UNIT_TAGS(tags), .name = "\xe5\xb8\xa6 \"x\"", .bandwidth_mbps = 10000,
                     .auto_pay = true, .client_token = TOKEN},
         .body = "{\"name\":\"\xe5\xb8\xa6 \\\"x\\\"\",\"bandwidth\":10000,\"geographicA\":\"China\","
                 "\"geographicB\":\"Asia-Pacific\",\"billing\":{\"paymentTiming\":\"Prepaid\",\"reservation\":"
                 "{\"reservationLength\":24,\"reservationTimeUnit\":\"month\"}},\"tags\":[{\"tagKey\":\"env\","
                 "\"tagValue\":\"prod\"},{\"tagKey\":\"bare\",\"tagValue\":\"\"}]}",
         .has = {"POST https://csn.baidubce.com/v1/csn/bp?clientToken=" TOKEN "\n",
                 "\nContent-Type: application/json; charset=utf-8\n"}},
    };

    (void)state;
    unit_translate_rows(&bwpi_baidu, rows, COUNT(rows));
}

static void test_least_given(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "least",
         .body = "{\"name\":\"unit\",\"bandwidth\":100,\"geographicA\":\"China\",\"geographicB\":\"Asia-Pacific\","
                 "\"billing\":{\"paymentTiming\":\"Postpaid\"}}"},
    };

    (void)state;
    unit_translate_rows(&bwpi_baidu, rows, COUNT(rows));
}

/* The example request of the create document, 2025-11-11. */
static void test_example_of_the_create_document(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "document",
         .request = {UNIT_PREPAID(1, BWP_MONTH), .name = "bpName", .bandwidth_mbps = 100, .area_a = "china",
                     .area_b = "china", .auto_pay = true, .client_token = TOKEN,
                     .provider_options = "{\"interworkType\":\"center-edge\"}"},
         .json = "{\"name\":\"bpName\",\"bandwidth\":100,\"geographicA\":\"China\",\"geographicB\":\"China\","
                 "\"interworkType\":\"center-edge\",\"billing\":{\"paymentTiming\":\"Prepaid\",\"reservation\":"
                 "{\"reservationLength\":1,\"reservationTimeUnit\":\"month\"}}}",
         .query = "clientToken=" TOKEN},
    };

    (void)state;
    unit_translate_rows(&bwpi_baidu, rows, COUNT(rows));
}

#define LENGTH(months) "\"reservationLength\":" months ",\"reservationTimeUnit\":\"month\""

static void test_periods_are_months(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "1 month", .request = {UNIT_PREPAID(1, BWP_MONTH), .auto_pay = true}, .has = {LENGTH("1")}},
        {.name = "9 months", .request = {UNIT_PREPAID(9, BWP_MONTH), .auto_pay = true}, .has = {LENGTH("9")}},
        {.name = "12 months", .request = {UNIT_PREPAID(12, BWP_MONTH), .auto_pay = true}, .has = {LENGTH("12")}},
        {.name = "1 year", .request = {UNIT_PREPAID(1, BWP_YEAR), .auto_pay = true}, .has = {LENGTH("12")}},
        {.name = "2 years", .request = {UNIT_PREPAID(2, BWP_YEAR), .auto_pay = true}, .has = {LENGTH("24")}},
        {.name = "3 years", .request = {UNIT_PREPAID(3, BWP_YEAR), .auto_pay = true}, .has = {LENGTH("36")}},
        {.name = "10 months",
         .request = {UNIT_PREPAID(10, BWP_MONTH), .auto_pay = true},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 10 months; baidu sells 1-9, 12, 24, 36 months (")},
        {.name = "4 years",
         .request = {UNIT_PREPAID(4, BWP_YEAR), .auto_pay = true},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 4 years")},
    };

    (void)state;
    unit_translate_rows(&bwpi_baidu, rows, COUNT(rows));
}

#define NEEDS_AN_EDGE UNIT_REFUSED(ARGUMENT, "billing", "needs interworkType center-edge or edge-edge")

static void test_percentile_needs_an_edge_and_an_edge_percentile(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "no options", .request = {.billing = BWP_POSTPAID_95}, NEEDS_AN_EDGE},
        {.name = "center",
         .request = {.billing = BWP_POSTPAID_95, .provider_options = "{\"interworkType\":\"center\"}"},
         NEEDS_AN_EDGE},
        {.name = "a number",
         .request = {.billing = BWP_POSTPAID_95, .provider_options = "{\"interworkType\":7}"},
         NEEDS_AN_EDGE},
        {.name = "another spelling",
         .request = {.billing = BWP_POSTPAID_95, .provider_options = "{\"interworktype\":\"edge-edge\"}"},
         NEEDS_AN_EDGE},
        {.name = "center-edge",
         .request = {.billing = BWP_POSTPAID_95, .provider_options = "{\"interworkType\":\"center-edge\"}"},
         .has = {"\"paymentTiming\":\"Postpaid\""}},
        {.name = "center-edge, but billed otherwise",
         .request = {.billing = BWP_POSTPAID, .provider_options = "{\"interworkType\":\"center-edge\"}"},
         UNIT_REFUSED(ARGUMENT, "billing", "with interworkType center-edge it is by the 95th percentile")},
        {.name = "edge-edge, but billed otherwise",
         .request = {.billing = BWP_POSTPAID, .provider_options = "{\"interworkType\":\"edge-edge\"}"},
         UNIT_REFUSED(ARGUMENT, "billing", "say postpaid_95")},
        {.name = "center",
         .request = {.billing = BWP_POSTPAID, .provider_options = "{\"interworkType\":\"center\"}"},
         .has = {"\"paymentTiming\":\"Postpaid\""}},
        {.name = "edge-edge",
         .request = {.billing = BWP_POSTPAID_95,
                     .provider_options = "{\"interworkType\":\"edge-edge\","
                                         "\"billing\":{\"billingMethod\":\"PeakBandwidth_Percent_95\"}}"},
         .has = {"\"paymentTiming\":\"Postpaid\""}},
    };

    (void)state;
    unit_translate_rows(&bwpi_baidu, rows, COUNT(rows));
}

static void test_options_are_merged_over_the_body(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "numbers keep their spelling",
         .request = {.provider_options =
                         "{\"a\":9007199254740993,\"b\":[12345678901234567890,1.0],\"c\":{\"d\":1e3,\"e\":-0.10}}"},
         .has = {"\"a\":9007199254740993,\"b\":[12345678901234567890,1.0],\"c\":{\"d\":1e3,\"e\":-0.10}"}},
        {.name = "options",
         .request = {.provider_options = "{\"interworkType\":\"center\",\"geographicB\":null,\"bandwidth\":\"7\","
                                         "\"billing\":{\"billingMethod\":\"ByTraffic\"}}"},
         .json = "{\"name\":\"unit\",\"bandwidth\":\"7\",\"geographicA\":\"China\",\"interworkType\":\"center\","
                 "\"billing\":{\"paymentTiming\":\"Postpaid\",\"billingMethod\":\"ByTraffic\"}}"},
    };

    (void)state;
    unit_translate_rows(&bwpi_baidu, rows, COUNT(rows));
}

static void test_every_area(void **state)
{
    (void)state;
    unit_translate_areas(&bwpi_baidu, "\"geographicA\":\"%s\",\"geographicB\":\"%s\"");
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    static const bwp_tag                 long_key[] = {{UNIT_10("kkkkkk") "kkkkkk", "v"}};
    static const bwp_tag                 long_value[] = {{"k", UNIT_10("vvvvvv") "vvvvvv"}};
    static const struct unit_translation rows[] = {
        {.name = "an empty name",
         .request = {.name = ""},
         UNIT_REFUSED(ARGUMENT, "name", "name is missing; baidu requires one")},
        {.name = "no name",
         .request = {.name = unit_none},
         UNIT_REFUSED(ARGUMENT, "name", "name is missing; baidu requires one")},
        {.name = "description",
         .request = {.description = "text"},
         UNIT_REFUSED(UNSUPPORTED, "description", "description cannot be sent to baidu")},
        {.name = "bind_to, which is a step of its own", .request = {.bind_to = "csn-1"}, .lacks = {"csn-1"}},
        {.name = "resource_group",
         .request = {.resource_group = "g"},
         UNIT_REFUSED(UNSUPPORTED, "resource_group", "resource_group cannot be sent to baidu")},
        {.name = "auto_pay",
         .request = {UNIT_PREPAID(1, BWP_MONTH)},
         UNIT_REFUSED(UNSUPPORTED, "auto_pay", "is paid as it is created")},
        {.name = "auto_renew",
         .request = {UNIT_PREPAID(1, BWP_MONTH), .auto_pay = true, .auto_renew = true},
         UNIT_REFUSED(UNSUPPORTED, "auto_renew", "renew by hand")},
        {.name = "an area that others serve",
         .request = {.area_a = "europe"},
         UNIT_REFUSED(UNSUPPORTED, "area_a", "baidu does not serve; it serves china and asia-pacific")},
        {.name = "an area that nobody serves",
         .request = {.area_b = "chin"},
         UNIT_REFUSED(ARGUMENT, "area_b", "\"chin\", which is no area; baidu serves china and asia")},
        {.name = "bandwidth",
         .request = {.bandwidth_mbps = 10001},
         UNIT_REFUSED(ARGUMENT, "bandwidth_mbps", "takes at most 10000")},
        {.name = "a key of 66 letters",
         .request = {UNIT_TAGS(long_key)},
         UNIT_REFUSED(ARGUMENT, "tags", "takes at most 65 (Baidu's Java SDK)")},
        {.name = "a value of 66 letters",
         .request = {UNIT_TAGS(long_value)},
         UNIT_REFUSED(ARGUMENT, "tags", "takes at most 65 (Baidu's Java SDK)")},
    };

    (void)state;
    unit_translate_rows(&bwpi_baidu, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_given),
        cmocka_unit_test(test_least_given),
        cmocka_unit_test(test_example_of_the_create_document),
        cmocka_unit_test(test_periods_are_months),
        cmocka_unit_test(test_percentile_needs_an_edge_and_an_edge_percentile),
        cmocka_unit_test(test_options_are_merged_over_the_body),
        cmocka_unit_test(test_every_area),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
