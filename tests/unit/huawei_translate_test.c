/* huawei_translate_test.c - every field of a request in Cloud Connect's own words, or refused by name. */
#include "unit_rows.h"

#define PATH "https://cc.myhuaweicloud.com/v3/00000000000000000000000000d0a1e5/ccaas/bandwidth-packages"

static const bwp_tag tags[] = {{"env", "prod"}, {"bare", NULL}};

static void test_everything_given(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "everything",
         .request = {UNIT_PREPAID(9, BWP_MONTH), UNIT_TAGS(tags), .name = "b\xc3\xbcndel \"x\"",
                     .description = "for the test\\", .bandwidth_mbps = 999999, .area_a = "africa",
                     .area_b = "western-latin-america", .auto_pay = true, .auto_renew = true,
                     .bind_to = "cloud-connection-1", .resource_group = "enterprise-1"},
         .body = "{\"bandwidth_package\":{\"project_id\":\"unit-project\",\"name\":\"b\xc3\xbcndel \\\"x\\\"\","
                 "\"description\":\"for the test\\\\\",\"local_area_id\":\"Africa\","
                 "\"remote_area_id\":\"Western-Latin-America\",\"bandwidth\":999999,\"charge_mode\":\"bandwidth\","
                 "\"billing_mode\":1,\"prepaid_options\":{\"period_type\":\"month\",\"period_num\":9,"
                 "\"is_auto_renew\":true,\"is_auto_pay\":true},\"enterprise_project_id\":\"enterprise-1\","
                 "\"resource_id\":\"cloud-connection-1\",\"resource_type\":\"cloud_connection\","
                 "\"tags\":[{\"key\":\"env\",\"value\":\"prod\"},{\"key\":\"bare\",\"value\":\"\"}]}}",
         .has = {"POST " PATH "\n", "\nContent-Type: application/json\n",
                 "\nX-Domain-Id: 00000000000000000000000000d0a1e5\n"},
         .token = ""},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
}

static void test_least_given(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "least",
         .body = "{\"bandwidth_package\":{\"project_id\":\"unit-project\",\"name\":\"unit\","
                 "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,"
                 "\"charge_mode\":\"bandwidth\",\"billing_mode\":3}}"},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
}

/* The example request of the create document, 2025-10-16. */
static void test_example_of_the_create_document(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "document",
         .config = {.project = "XXX"},
         .request = {.name = "test_bwp_name",
                     .area_a = "china",
                     .area_b = "china",
                     .bandwidth_mbps = 5,
                     .billing = BWP_POSTPAID_95,
                     .resource_group = "0",
                     .provider_options = "{\"interflow_mode\":\"Area\"}"},
         .json = "{\"bandwidth_package\":{\"project_id\":\"XXX\",\"name\":\"test_bwp_name\","
                 "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Chinese-Mainland\",\"bandwidth\":5,"
                 "\"charge_mode\":\"bandwidth\",\"billing_mode\":5,\"interflow_mode\":\"Area\","
                 "\"enterprise_project_id\":\"0\"}}"},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
}

#define MONTH UNIT_PREPAID(1, BWP_MONTH)

static void test_billing_mode_is_odd_in_china_and_even_elsewhere(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "china, prepaid", .config = {.site = "china"}, .request = {MONTH}, .has = {"\"billing_mode\":1,"}},
        {.name = "china, postpaid",
         .config = {.site = "china"},
         .request = {.billing = BWP_POSTPAID},
         .has = {"\"billing_mode\":3}"}},
        {.name = "china, 95",
         .config = {.site = "china"},
         .request = {.billing = BWP_POSTPAID_95},
         .has = {"\"billing_mode\":5}"}},
        {.name = "international, prepaid",
         .config = {.site = "international"},
         .request = {MONTH},
         .has = {"\"billing_mode\":2,"}},
        {.name = "international, postpaid",
         .config = {.site = "international"},
         .request = {.billing = BWP_POSTPAID},
         .has = {"\"billing_mode\":4}"}},
        {.name = "international, 95",
         .config = {.site = "international"},
         .request = {.billing = BWP_POSTPAID_95},
         .has = {"\"billing_mode\":6}"}},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
}

static void test_prepaid_options_are_always_whole(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "1 month",
         .request = {UNIT_PREPAID(1, BWP_MONTH)},
         .has = {"\"period_type\":\"month\",\"period_num\":1,\"is_auto_renew\":false,\"is_auto_pay\":false}"}},
        {.name = "9 months, paid",
         .request = {UNIT_PREPAID(9, BWP_MONTH), .auto_pay = true},
         .has = {"\"period_type\":\"month\",\"period_num\":9,\"is_auto_renew\":false,\"is_auto_pay\":true}"}},
        {.name = "12 months, renewed",
         .request = {UNIT_PREPAID(12, BWP_MONTH), .auto_renew = true},
         .has = {"\"period_type\":\"year\",\"period_num\":1,\"is_auto_renew\":true,\"is_auto_pay\":false}"}},
        {.name = "24 months, paid and renewed",
         .request = {UNIT_PREPAID(24, BWP_MONTH), .auto_pay = true, .auto_renew = true},
         .has = {"\"period_type\":\"year\",\"period_num\":2,\"is_auto_renew\":true,\"is_auto_pay\":true}"}},
        {.name = "3 years",
         .request = {UNIT_PREPAID(3, BWP_YEAR)},
         .has = {"\"period_type\":\"year\",\"period_num\":3,\"is_auto_renew\":false,\"is_auto_pay\":false}"}},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
}

static void test_every_area(void **state)
{
    (void)state;
    unit_translate_areas(&bwpi_huawei, "\"local_area_id\":\"%s\",\"remote_area_id\":\"%s\"");
}

static void test_options_are_merged_over_the_package(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "numbers keep their spelling",
         .request = {.provider_options =
                         "{\"a\":9007199254740993,\"b\":[12345678901234567890,1.0],\"c\":{\"d\":1e3,\"e\":-0.10}}"},
         .has = {"\"a\":9007199254740993,\"b\":[12345678901234567890,1.0],\"c\":{\"d\":1e3,\"e\":-0.10}"}},
        {.name = "none",
         .request = {.provider_options = "{}"},
         .json = "{\"bandwidth_package\":{\"project_id\":\"unit-project\",\"name\":\"unit\",\"local_area_id\":"
                 "\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,"
                 "\"charge_mode\":\"bandwidth\",\"billing_mode\":3}}"},
        {.name = "added and replaced",
         .request = {.provider_options = "{\"spec_code\":\"bandwidth.cmtoap\",\"interflow_mode\":\"Region\","
                                         "\"local_area_id\":\"cn-north-4\"}"},
         .json = "{\"bandwidth_package\":{\"project_id\":\"unit-project\",\"name\":\"unit\","
                 "\"local_area_id\":\"cn-north-4\",\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,"
                 "\"charge_mode\":\"bandwidth\",\"billing_mode\":3,\"spec_code\":\"bandwidth.cmtoap\","
                 "\"interflow_mode\":\"Region\"}}"},
        {.name = "taken away, of another type, inside an object",
         .request = {.provider_options = "{\"charge_mode\":null,\"billing_mode\":\"5\","
                                         "\"prepaid_options\":{\"period_num\":7,\"gone\":null}}"},
         .json = "{\"bandwidth_package\":{\"project_id\":\"unit-project\",\"name\":\"unit\","
                 "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":100,"
                 "\"billing_mode\":\"5\",\"prepaid_options\":{\"period_num\":7}}}"},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
}

static void test_periods_that_are_not_sold(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "10 months",
         .request = {UNIT_PREPAID(10, BWP_MONTH)},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 10 months; huawei sells 1-9 months and 1-3 years")},
        {.name = "11 months",
         .request = {UNIT_PREPAID(11, BWP_MONTH)},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 11 months")},
        {.name = "48 months",
         .request = {UNIT_PREPAID(48, BWP_MONTH)},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 48 months")},
        {.name = "4 years",
         .request = {UNIT_PREPAID(4, BWP_YEAR)},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 4 years")},
        {.name = "as many years as a number holds",
         .request = {UNIT_PREPAID(4294967295U, BWP_YEAR)},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 4294967295 years")},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
}

static void test_what_the_configuration_lacks_is_named(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "no account", .config = {.account = unit_none}, UNIT_REFUSED(ARGUMENT, "account", "domain_id")},
        {.name = "no project", .config = {.project = unit_none}, UNIT_REFUSED(ARGUMENT, "project", "project_id")},
        {.name = "no site",
         .config = {.site = unit_none},
         UNIT_REFUSED(ARGUMENT, "site", "give china or international")},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    static const bwp_tag                 long_key[] = {{UNIT_100("k") UNIT_10("k") UNIT_10("k") "kkkkkkkkk", "v"}};
    static const bwp_tag                 long_value[] = {{"k", UNIT_100("v") UNIT_100("v") UNIT_10("vvvvv") "vvvvvv"}};
    static const struct unit_translation rows[] = {
        {.name = "no name",
         .request = {.name = unit_none},
         UNIT_REFUSED(ARGUMENT, "name", "name is missing; huawei requires one")},
        {.name = "<", .request = {.description = "a < b"}, UNIT_REFUSED(ARGUMENT, "description", "has < or > in it")},
        {.name = ">", .request = {.description = "a > b"}, UNIT_REFUSED(ARGUMENT, "description", "has < or > in it")},
        {.name = "a client token",
         .request = {.client_token = "token"},
         UNIT_REFUSED(UNSUPPORTED, "client_token", "cannot be sent to huawei")},
        {.name = "an area that others serve",
         .request = {.area_a = "europe"},
         UNIT_REFUSED(UNSUPPORTED, "area_a", "area_a is europe, which huawei does not serve")},
        {.name = "an area in its own word",
         .request = {.area_b = "Asia-Pacific"},
         UNIT_REFUSED(ARGUMENT, "area_b", "area_b is \"Asia-Pacific\"; write asia-pacific")},
        {.name = "an area that nobody serves",
         .request = {.area_b = "moon"},
         UNIT_REFUSED(
             ARGUMENT, "area_b",
             "china, asia-pacific, africa, western-latin-america, eastern-latin-america and northern-latin-america")},
        {.name = "bandwidth",
         .request = {.bandwidth_mbps = 1000000},
         UNIT_REFUSED(ARGUMENT, "bandwidth_mbps", "takes at most 999999")},
        {.name = "a key of 129 letters",
         .request = {UNIT_TAGS(long_key)},
         UNIT_REFUSED(ARGUMENT, "tags", "takes at most 128 (Huawei's Go SDK, ")},
        {.name = "a value of 256 letters",
         .request = {UNIT_TAGS(long_value)},
         UNIT_REFUSED(ARGUMENT, "tags", "takes at most 255 (Huawei's Go SDK, ")},
    };

    (void)state;
    unit_translate_rows(&bwpi_huawei, rows, COUNT(rows));
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
        cmocka_unit_test(test_periods_that_are_not_sold),
        cmocka_unit_test(test_what_the_configuration_lacks_is_named),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
