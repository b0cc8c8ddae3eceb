/* emulator_list_test.c - what was bought is shown by the emulator as each vendor shows it, one by one and by the page.
 */
#include "wire_signed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ONE "CenBandwidthPackages.CenBandwidthPackage[0]."

static const char postpaid[] = "{\"paymentTiming\":\"Postpaid\"}";

static const struct wire_answer *describe(const char *query)
{
    return wire_ask("alibaba", "POST", "DescribeCenBandwidthPackages", query, NULL);
}

static void test_huawei_shows_what_it_sold(void **state)
{
    const struct wire_answer *answer;

    (void)state;
    wire_buy_huawei("a", ",\"billing_mode\":3,\"tags\":[{\"key\":\"env\",\"value\":\"prod\"}]");
    answer = wire_ask("huawei", "GET", wire_path(WIRE_HUAWEI_PATH, ""), NULL, NULL);
    wire_assert_answer(answer, 200, NULL);
    assert_string_equal(wire_at(answer, "bandwidth_package.id"), wire_id);
    assert_string_equal(wire_at(answer, "request_id"), answer->request_id);
    assert_string_equal(wire_at(answer, "bandwidth_package.resource_id"), "");
    assert_string_equal(wire_at(answer, "bandwidth_package.tags[0].value"), "prod");
    assert_string_equal(wire_at(answer, "bandwidth_package.spec_code"), "bandwidth.cmtoap");
    wire_assert_has(answer->text, "\"billing_mode\":\"3\"");
    wire_assert_answer(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH "/none", NULL, NULL), 404, "CC.1002");
    wire_assert_answer(wire_ask("huawei", "GET", "/v3/another/ccaas/bandwidth-packages", NULL, NULL), 403, "CC.1004");
    wire_assert_answer(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH "/", NULL, NULL), 404, "APIGW.0101");
}

static void test_huawei_pages_go_both_ways(void **state)
{
    const struct wire_answer *answer;
    char                      marker[64], query[128];

    (void)state;
    for (int i = 0; i < 5; i++)
        wire_buy_huawei((char[]){(char)('a' + i), '\0'}, ",\"billing_mode\":3");
    answer = wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, "limit=2", NULL);
    assert_string_equal(wire_at(answer, "page_info.current_count"), "2");
    assert_false(wire_has(answer, "page_info.previous_marker"));
    (void)snprintf(query, sizeof query, "limit=2&marker=%s", wire_at(answer, "page_info.next_marker"));
    answer = wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, query, NULL);
    assert_string_equal(wire_at(answer, "bandwidth_packages[0].name"), "c");
    (void)snprintf(marker, sizeof marker, "%s", wire_at(answer, "page_info.previous_marker"));
    (void)snprintf(query, sizeof query, "limit=2&marker=%s", wire_at(answer, "page_info.next_marker"));
    answer = wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, query, NULL);
    assert_string_equal(wire_at(answer, "bandwidth_packages"), "array of 1");
    assert_false(wire_has(answer, "page_info.next_marker"));
    (void)snprintf(query, sizeof query, "limit=2&marker=%s", marker);
    answer = wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, query, NULL);
    assert_string_equal(wire_at(answer, "bandwidth_packages[1].name"), "b");
    (void)snprintf(query, sizeof query, "marker=%s", marker); /* takes effect together with limit only */
    assert_string_equal(wire_at(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, query, NULL), "page_info.current_count"),
                        "5");
    wire_assert_answer(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, "limit=2001", NULL), 400, "CC.1001");
    wire_assert_answer(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, "limit=1&marker=?", NULL), 400, "CC.1001");
}

static void test_huawei_filters(void **state)
{
    static const struct {
        const char *query, *found;
    } cases[] = {
        {"name=a", "1"},           {"name=a&name=b", "2"},           {"name=A", "0"},
        {"resource_id=cc-1", "1"}, {"status=ACTIVE", "2"},           {"enterprise_project_id=ep", "1"},
        {"status=X", "0"},         {"name=a&resource_id=cc-1", "0"},
    };

    (void)state;
    wire_buy_huawei("a", ",\"billing_mode\":3");
    wire_buy_huawei("b", ",\"billing_mode\":3,\"resource_id\":\"cc-1\",\"resource_type\":\"cloud_connection\","
                         "\"enterprise_project_id\":\"ep\"");
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(
            wire_at(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, cases[i].query, NULL), "page_info.current_count"),
            cases[i].found);
}

static void test_huawei_shows_no_unpaid_order(void **state)
{
    (void)state;
    wire_buy_huawei("a", ",\"billing_mode\":1,\"prepaid_options\":{\"period_type\":\"month\",\"period_num\":1}");
    wire_assert_answer(wire_ask("huawei", "GET", wire_path(WIRE_HUAWEI_PATH, ""), NULL, NULL), 404, "CC.1002");
    assert_string_equal(wire_at(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, NULL, NULL), "page_info.current_count"),
                        "0");
    wire_arrange("/emulator/pay", "{\"id\":\"%s\"}", wire_id);
    wire_assert_answer(wire_ask("huawei", "GET", wire_path(WIRE_HUAWEI_PATH, ""), NULL, NULL), 200, NULL);
}

static void test_alibaba_shows_what_it_sold(void **state)
{
    const struct wire_answer *answer;
    char                      query[256];

    (void)state;
    wire_buy_alibaba("&AutoPay=true&Period=1&Name=a&Tag.1.Key=env&Tag.1.Value=prod");
    (void)snprintf(query, sizeof query, "Filter.1.Key=CenBandwidthPackageId&Filter.1.Value.1=%s", wire_id);
    answer = describe(query);
    wire_assert_answer(answer, 200, NULL);
    assert_string_equal(wire_at(answer, ONE "CenBandwidthPackageId"), wire_id);
    assert_string_equal(wire_at(answer, ONE "GeographicRegionAId"), "china");
    assert_string_equal(wire_at(answer, ONE "GeographicSpanId"), "north-america_china");
    assert_string_equal(wire_at(answer, ONE "IsCrossBorder"), "true");
    assert_string_equal(wire_at(answer, ONE "Status"), "Idle");
    assert_string_equal(wire_at(answer, ONE "BusinessStatus"), "Normal");
    assert_string_equal(wire_at(answer, ONE "Tags.Tag[0].Key"), "env");
    assert_int_equal(strlen(wire_at(answer, ONE "CreationTime")), strlen("2026-01-01T00:00Z"));
    assert_string_not_equal(wire_at(answer, ONE "ExpiredTime"), "2999-09-08T16:00Z");
    wire_buy_alibaba("&BandwidthPackageChargeType=POSTPAY");
    (void)snprintf(query, sizeof query, "Filter.1.Key=CenBandwidthPackageId&Filter.1.Value.1=%s", wire_id);
    assert_string_equal(wire_at(describe(query), ONE "ExpiredTime"), "2999-09-08T16:00Z");
    assert_string_equal(wire_at(describe("Filter.1.Key=CenBandwidthPackageId&Filter.1.Value.1=none"), "TotalCount"),
                        "0");
}

static void test_alibaba_pages_are_numbered(void **state)
{
    const struct wire_answer *answer;

    (void)state;
    for (int i = 0; i < 12; i++)
        wire_buy_alibaba("&BandwidthPackageChargeType=POSTPAY");
    answer = describe(NULL);
    assert_string_equal(wire_at(answer, "CenBandwidthPackages.CenBandwidthPackage"), "array of 10");
    assert_string_equal(wire_at(answer, "TotalCount"), "12");
    answer = describe("PageNumber=2&PageSize=10");
    assert_string_equal(wire_at(answer, "CenBandwidthPackages.CenBandwidthPackage"), "array of 2");
    assert_string_equal(wire_at(answer, "PageNumber"), "2");
    wire_assert_answer(describe("PageSize=51"), 400, "InvalidParameter");
    wire_assert_answer(describe("PageNumber=0"), 400, "InvalidParameter");
}

static void test_alibaba_filters(void **state)
{
    static const struct {
        const char *query, *found;
    } cases[] = {
        {"Filter.1.Key=Name&Filter.1.Value.1=a", "1"},
        {"Filter.1.Key=Name&Filter.1.Value.1=a&Filter.1.Value.2=b", "2"},
        {"Filter.1.Key=Name&Filter.1.Value.1=a&Filter.2.Key=Status&Filter.2.Value.1=InUse", "0"},
        {"Filter.1.Key=Name&Filter.1.Value.1=a&Filter.2.Key=Status&Filter.2.Value.1=InUse&IsOrKey=true", "2"},
        {"Filter.1.Key=CenId&Filter.1.Value.1=cen-1", "1"},
        {"Tag.1.Key=env&Tag.1.Value=prod", "1"},
        {"Tag.1.Key=env", "1"},
        {"Tag.1.Key=env&Tag.1.Value=test", "0"},
        {"ResourceGroupId=rg-1", "1"},
    };

    (void)state;
    wire_buy_alibaba("&BandwidthPackageChargeType=POSTPAY&Name=a&Tag.1.Key=env&Tag.1.Value=prod");
    wire_buy_alibaba("&BandwidthPackageChargeType=POSTPAY&Name=b&CenId=cen-1&ResourceGroupId=rg-1");
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(wire_at(describe(cases[i].query), "TotalCount"), cases[i].found);
    wire_assert_answer(describe("Filter.1.Key=Colour&Filter.1.Value.1=x"), 400, "FilterKey.NotSupport");
}

static void test_alibaba_may_answer_in_xml(void **state)
{
    (void)state;
    wire_buy_alibaba("&BandwidthPackageChargeType=POSTPAY&Name=a%26b");
    wire_fault_one("alibaba", "xml");
    wire_assert_has(describe(NULL)->text, "<DescribeCenBandwidthPackageResponse><RequestId>");
    wire_fault_one("alibaba", "xml");
    wire_assert_has(describe(NULL)->text, "<CenBandwidthPackage><CenBandwidthPackageId>cenbwp-");
}

static void test_baidu_shows_what_it_sold(void **state)
{
    const struct wire_answer *answer;

    (void)state;
    wire_buy_baidu("a", postpaid);
    answer = wire_ask("baidu", "GET", wire_path(WIRE_BAIDU_PATH, ""), NULL, NULL);
    wire_assert_answer(answer, 200, NULL);
    assert_string_equal(wire_at(answer, "csnBpId"), wire_id);
    assert_string_equal(wire_at(answer, "interworkRegion"), "crossregional");
    assert_string_equal(wire_at(answer, "paymentTiming"), "PostPaid");
    assert_string_equal(wire_at(answer, "csnId"), "");
    assert_string_equal(wire_at(answer, "tags[0].tagKey"), "env");
    wire_assert_has(answer->text, "\"bandwidth\":10,");
    assert_false(wire_has(answer, "expireTime"));
    assert_false(wire_has(answer, "geographicA"));
    wire_buy_baidu("a",
                   "{\"paymentTiming\":\"Prepaid\",\"reservation\":{\"reservationLength\":1,\"reservationTimeUnit\":"
                   "\"month\"}}");
    answer = wire_ask("baidu", "GET", wire_path(WIRE_BAIDU_PATH, ""), NULL, NULL);
    assert_string_equal(wire_at(answer, "paymentTiming"), "PrePaid");
    assert_int_equal(strlen(wire_at(answer, "expireTime")), strlen("2026-01-01T00:00:00Z"));
    wire_assert_answer(wire_ask("baidu", "GET", WIRE_BAIDU_PATH "/none", NULL, NULL), 404, "NoSuchObject");
}

static void test_baidu_pages_follow_markers(void **state)
{
    const struct wire_answer *answer = wire_ask("baidu", "GET", WIRE_BAIDU_PATH, NULL, NULL);
    char                      query[128];

    (void)state;
    assert_false(wire_has(answer, "marker"));
    for (int i = 0; i < 3; i++)
        wire_buy_baidu((char[]){(char)('a' + i), '\0'}, postpaid);
    answer = wire_ask("baidu", "GET", WIRE_BAIDU_PATH, "maxKeys=2", NULL);
    assert_string_equal(wire_at(answer, "isTruncated"), "true");
    assert_string_equal(wire_at(answer, "csnBps[1].name"), "b");
    (void)snprintf(query, sizeof query, "maxKeys=2&marker=%s", wire_at(answer, "nextMarker"));
    answer = wire_ask("baidu", "GET", WIRE_BAIDU_PATH, query, NULL);
    assert_string_equal(wire_at(answer, "csnBps[0].name"), "c");
    assert_string_equal(wire_at(answer, "isTruncated"), "false");
    assert_false(wire_has(answer, "nextMarker"));
    wire_assert_answer(wire_ask("baidu", "GET", WIRE_BAIDU_PATH, "maxKeys=0", NULL), 400, "InvalidHTTPRequest");
    wire_assert_answer(wire_ask("baidu", "GET", WIRE_BAIDU_PATH, "marker=x", NULL), 400, "InvalidHTTPRequest");
}

static void test_a_lag_hides_a_new_package_from_the_first_looks(void **state)
{
    (void)state;
    wire_arrange("/emulator/lag", "{\"provider\":\"baidu\",\"looks\":2}");
    wire_buy_baidu("a", postpaid);
    wire_assert_answer(wire_ask("baidu", "GET", wire_path(WIRE_BAIDU_PATH, ""), NULL, NULL), 404, "NoSuchObject");
    assert_string_equal(wire_at(wire_ask("baidu", "GET", WIRE_BAIDU_PATH, NULL, NULL), "csnBps"), "array of 0");
    wire_assert_answer(wire_ask("baidu", "GET", wire_path(WIRE_BAIDU_PATH, ""), NULL, NULL), 200, NULL);
    wire_buy_huawei("a", ",\"billing_mode\":3"); /* another cloud, no lag */
    wire_assert_answer(wire_ask("huawei", "GET", wire_path(WIRE_HUAWEI_PATH, ""), NULL, NULL), 200, NULL);
    wire_arrange("/emulator/lag", "{\"ms\":3600000}");
    wire_buy_baidu("b", postpaid);
    wire_assert_answer(wire_ask("baidu", "GET", wire_path(WIRE_BAIDU_PATH, ""), NULL, NULL), 404, "NoSuchObject");
}

static void test_a_request_is_told_by_what_it_carries(void **state)
{
    (void)state;
    wire_assert_answer(wire_ask("huawei", "GET", "/v1/csn/bp", NULL, NULL), 404, "APIGW.0101");
    wire_assert_answer(wire_ask("baidu", "GET", "/v3/x", NULL, NULL), 404, "InvalidURI");
    wire_assert_answer(wire_ask("alibaba", "POST", "Nothing", NULL, NULL), 404, "InvalidAction.NotFound");
    assert_int_equal(wire_requests("huawei"), 1);
}

static void test_a_fault_may_name_a_verb(void **state)
{
    (void)state;
    wire_fault("{\"kind\":\"server_error\",\"verb\":\"get\"}");
    wire_buy_huawei("a", ",\"billing_mode\":3");
    wire_assert_answer(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, NULL, NULL), 200, NULL);
    wire_assert_answer(wire_ask("huawei", "GET", wire_path(WIRE_HUAWEI_PATH, ""), NULL, NULL), 500, "APIGW.0601");
    wire_assert_answer(wire_ask("huawei", "GET", wire_path(WIRE_HUAWEI_PATH, ""), NULL, NULL), 200, NULL);
    wire_fault("{\"kind\":\"no_id\",\"verb\":\"list\"}");
    assert_false(wire_has(wire_ask("huawei", "GET", WIRE_HUAWEI_PATH, NULL, NULL), "bandwidth_packages[0].id"));
    wire_buy_alibaba("&BandwidthPackageChargeType=POSTPAY");
    wire_fault("{\"kind\":\"throttle\",\"verb\":\"get\"}");
    wire_assert_answer(describe(NULL), 200, NULL);
    wire_assert_answer(describe("Filter.1.Key=CenBandwidthPackageId&Filter.1.Value.1=x"), 400, "Throttling.User");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WIRE_SIGNED_TEST(test_huawei_shows_what_it_sold),
        WIRE_SIGNED_TEST(test_huawei_pages_go_both_ways),
        WIRE_SIGNED_TEST(test_huawei_filters),
        WIRE_SIGNED_TEST(test_huawei_shows_no_unpaid_order),
        WIRE_SIGNED_TEST(test_alibaba_shows_what_it_sold),
        WIRE_SIGNED_TEST(test_alibaba_pages_are_numbered),
        WIRE_SIGNED_TEST(test_alibaba_filters),
        WIRE_SIGNED_TEST(test_alibaba_may_answer_in_xml),
        WIRE_SIGNED_TEST(test_baidu_shows_what_it_sold),
        WIRE_SIGNED_TEST(test_baidu_pages_follow_markers),
        WIRE_SIGNED_TEST(test_a_lag_hides_a_new_package_from_the_first_looks),
        WIRE_SIGNED_TEST(test_a_request_is_told_by_what_it_carries),
        WIRE_SIGNED_TEST(test_a_fault_may_name_a_verb),
    };

    return WIRE_RUN(tests);
}
