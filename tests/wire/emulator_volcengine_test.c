/* emulator_volcengine_test.c - what the emulator's Volcengine sells, shows, changes and refuses, apart from the
 * library. */
#include <stdio.h>
#include <string.h>

#include "wire_signed.h"

#define PACKAGE "CenBandwidthPackageId="

static const struct wire_answer *ask(const char *action, const char *format, const char *text)
{
    char query[1024];

    (void)snprintf(query, sizeof query, format, text);
    return wire_ask("volcengine", "GET", action, query, NULL);
}

static void expect(const char *action, const char *more, int status, const char *code)
{
    char query[512];

    (void)snprintf(query, sizeof query, PACKAGE "%s%s", wire_id, more);
    wire_assert_answer(wire_ask("volcengine", "GET", action, query, NULL), status, code);
}

static const char *shows(const char *member)
{
    char way[64];

    (void)snprintf(way, sizeof way, "Result.%s", member);
    return wire_at(ask("DescribeCenBandwidthPackageAttributes", PACKAGE "%s", wire_id), way);
}

/* Nothing but the two areas is required, and what is left out is bought by its default. */
static void test_what_is_left_out_is_bought(void **state)
{
    const struct wire_answer *answer = ask("CreateCenBandwidthPackage",
                                           "LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=%s", "China");

    (void)state;
    wire_assert_answer(answer, 200, NULL);
    (void)snprintf(wire_id, sizeof wire_id, "%s", wire_at(answer, "Result.CenBandwidthPackageId"));
    assert_string_equal(shows("Bandwidth"), "2");
    assert_string_equal(shows("BillingType"), "1");
    assert_string_equal(shows("ProjectName"), "default");
    assert_int_equal(strlen(shows("ExpiredTime")), strlen("2018-04-18T15:02:37+08:00"));
    assert_string_equal(shows("Status"), "Available");
    assert_string_equal(shows("BusinessStatus"), "Normal");
}

static void test_rules_of_the_create_page(void **state)
{
    static const struct {
        const char *query, *code;
    } rows[] = {
        {"LocalGeographicRegionSetId=China", "MissingParameter"},
        {"LocalGeographicRegionSetId=Asia&PeerGeographicRegionSetId=Asia",
         "InvalidPeerGeographicRegionSetId.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=Europe",
         "InvalidPeerGeographicRegionSetId.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&Bandwidth=1", "InvalidBandwidth.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&Bandwidth=10001",
         "InvalidBandwidth.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&BillingType=2",
         "InvalidBillingType.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&Period=10", "InvalidPeriod.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&Period=4&PeriodUnit=Year",
         "InvalidPeriod.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&CenBandwidthPackageName=-a",
         "InvalidCenBandwidthPackageName.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&LineOperator=ChinaUnicom",
         "InvalidLineOperator.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&Tags.2.Key=a", "InvalidTags.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&Tags.1.Key=a&Tags.2.Key=a",
         "InvalidTagKey.Malformed"},
        {"LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&Tags.1.Key=volc:a",
         "InvalidTagKey.Malformed"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        wire_assert_answer(wire_ask("volcengine", "GET", "CreateCenBandwidthPackage", rows[i].query, NULL), 400,
                           rows[i].code);
    assert_int_equal(wire_purchases("volcengine"), 0);
}

static void test_a_token_buys_once(void **state)
{
    char first[128];

    (void)state;
    wire_buy_volcengine("&ClientToken=t1");
    (void)snprintf(first, sizeof first, "%s", wire_id);
    wire_buy_volcengine("&ClientToken=t1");
    assert_string_equal(first, wire_id);
    wire_assert_answer(ask("CreateCenBandwidthPackage",
                           "LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=China&ClientToken=%s", "t1"),
                       400, "IdempotentParameterMismatch");
    assert_int_equal(wire_purchases("volcengine"), 1);
}

static void test_a_life_by_one_get_after_another(void **state)
{
    (void)state;
    wire_buy_volcengine("&BillingType=4&CenBandwidthPackageName=a&CenId=cen-0");
    assert_string_equal(shows("Status"), "InUse");
    expect("DisassociateCenBandwidthPackage", "&CenId=cen-0", 200, NULL);
    expect("ModifyCenBandwidthPackageAttributes", "&CenBandwidthPackageName=b", 200, NULL);
    assert_string_equal(shows("CenBandwidthPackageName"), "b");
    expect("ModifyCenBandwidthPackageAttributes", "&Bandwidth=20", 200, NULL);
    assert_string_equal(shows("Bandwidth"), "20");
    assert_string_equal(shows("CenBandwidthPackageName"), "b");
    expect("AssociateCenBandwidthPackage", "", 400, "MissingParameter");
    expect("AssociateCenBandwidthPackage", "&CenId=cen-1", 200, NULL);
    expect("AssociateCenBandwidthPackage", "&CenId=cen-1", 400, "InvalidCenBandwidthPackage.InvalidStatus");
    assert_string_equal(shows("CenIds[0]"), "cen-1");
    expect("DeleteCenBandwidthPackage", "", 400, "InvalidCenBandwidthPackage.InUse");
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":4}", wire_id);
    assert_string_equal(shows("RemainingBandwidth"), "16");
    expect("ModifyCenBandwidthPackageAttributes", "&Bandwidth=3", 400, "InvalidCenBandwidthPackage.BandwidthNotEnough");
    expect("DisassociateCenBandwidthPackage", "&CenId=cen-1", 400, "InvalidCenBandwidthPackage.InUse");
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":0}", wire_id);
    expect("DisassociateCenBandwidthPackage", "&CenId=cen-2", 404, "InvalidCenBandwidthPackage.NotInUse");
    expect("DisassociateCenBandwidthPackage", "&CenId=cen-1", 200, NULL);
    wire_arrange("/emulator/state", "{\"id\":\"%s\",\"status\":\"Pending\"}", wire_id);
    expect("AssociateCenBandwidthPackage", "&CenId=cen-1", 400, "InvalidCenBandwidthPackage.InvalidStatus");
    expect("DeleteCenBandwidthPackage", "", 200, NULL);
    expect("DeleteCenBandwidthPackage", "", 404, "InvalidCenBandwidthPackage.NotFound");
}

static void test_what_is_prepaid_stays_until_it_expires(void **state)
{
    (void)state;
    wire_buy_volcengine("");
    expect("DeleteCenBandwidthPackage", "", 400, "UnsupportedOperation.PrepaidInstance");
    wire_clock(86400 * 40);
    assert_string_equal(wire_at(wire_ask("volcengine", "GET", "DescribeCenBandwidthPackages", NULL, NULL),
                                "ResponseMetadata.Error.Code"),
                        "InvalidTimestamp"); /* 40 days are no window of 15 minutes */
    wire_clock(0);
    assert_string_equal(shows("BusinessStatus"), "Normal");
}

static void test_tags_are_set_and_taken_off(void **state)
{
    char query[512];

    (void)state;
    wire_buy_volcengine("&Tags.1.Key=a&Tags.1.Value=1");
    (void)snprintf(query, sizeof query, "ResourceType=cenbandwidthpackage&ResourceIds.1=%s&Tags.1.Key=b&Tags.1.Value=2",
                   wire_id);
    wire_assert_answer(wire_ask("volcengine", "GET", "TagResources", query, NULL), 200, NULL);
    assert_string_equal(shows("Tags[1].Value"), "2");
    (void)snprintf(query, sizeof query, "ResourceType=cenbandwidthpackage&ResourceIds.1=%s&TagKeys.1=a", wire_id);
    wire_assert_answer(wire_ask("volcengine", "GET", "UntagResources", query, NULL), 200, NULL);
    assert_string_equal(shows("Tags"), "array of 1");
    wire_assert_answer(ask("TagResources", "ResourceType=cen&ResourceIds.1=%s&Tags.1.Key=a", wire_id), 400,
                       "InvalidResourceType.Malformed");
    wire_assert_answer(ask("UntagResources", "ResourceType=cenbandwidthpackage&ResourceIds.1=%s&TagKeys.1=a", "none"),
                       404, "InvalidResource.NotFound");
    wire_assert_answer(ask("UntagResources", "ResourceType=cenbandwidthpackage&ResourceIds.1=%s", wire_id), 400,
                       "MissingParameter");
}

static void test_lists_have_numbered_pages_and_filters(void **state)
{
    const struct wire_answer *answer = wire_ask("volcengine", "GET", "DescribeCenBandwidthPackages", NULL, NULL);

    (void)state;
    assert_true(cJSON_IsNull(
        cJSON_GetObjectItem(cJSON_GetObjectItem(answer->json, "Result"), "CenBandwidthPackages"))); /* none */
    for (int i = 0; i < 3; i++) {
        char more[128];

        (void)snprintf(more, sizeof more, "&CenBandwidthPackageName=%c&ProjectName=p%d&Tags.1.Key=n&Tags.1.Value=%d",
                       'a' + i, i % 2, i);
        wire_buy_volcengine(more);
    }
    answer = ask("DescribeCenBandwidthPackages", "PageSize=2&PageNumber=%s", "2");
    assert_string_equal(wire_at(answer, "Result.CenBandwidthPackages"), "array of 1");
    assert_string_equal(wire_at(answer, "Result.CenBandwidthPackages[0].CenBandwidthPackageName"), "c");
    assert_string_equal(wire_at(answer, "Result.CenBandwidthPackages[0].Business"), "Normal");
    assert_true(wire_has(answer, "Result.CenBandwidthPackages[0].UpdatedAt"));
    assert_string_equal(wire_at(answer, "Result.TotalCount"), "3");
    answer = ask("DescribeCenBandwidthPackages", "ProjectName=%s", "p0");
    assert_string_equal(wire_at(answer, "Result.TotalCount"), "2");
    answer = ask("DescribeCenBandwidthPackages", "TagFilters.1.Key=n&TagFilters.1.Values.1=%s", "1");
    assert_string_equal(wire_at(answer, "Result.CenBandwidthPackages[0].CenBandwidthPackageName"), "b");
    answer = ask("DescribeCenBandwidthPackages", "CenBandwidthPackageIds.1=%s", wire_id);
    assert_string_equal(wire_at(answer, "Result.CenBandwidthPackages[0].CenBandwidthPackageName"), "c");
    wire_assert_answer(ask("DescribeCenBandwidthPackages", "PageSize=%s", "51"), 400, "InvalidPageSize.Malformed");
}

static void test_what_is_new_is_not_seen_at_once(void **state)
{
    (void)state;
    wire_arrange("/emulator/lag", "{\"provider\":\"volcengine\",\"looks\":1}");
    wire_buy_volcengine("");
    expect("DescribeCenBandwidthPackageAttributes", "", 404, "InvalidCenBandwidthPackage.NotFound");
    expect("DescribeCenBandwidthPackageAttributes", "", 200, NULL);
}

static void test_requests_that_are_no_operation(void **state)
{
    (void)state;
    wire_assert_answer(wire_ask("volcengine", "GET", "CreateCen", NULL, NULL), 404, "InvalidActionOrVersion");
    wire_assert_answer(wire_ask("volcengine", "POST", "DescribeCenBandwidthPackages", NULL, ""), 405,
                       "MethodNotAllowed");
    wire_assert_answer(ask("DescribeCenBandwidthPackages", "PageSize=2&PageSize=%s", "3"), 400,
                       "InvalidPageSize.Malformed");
    assert_int_equal(wire_requests("volcengine"), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_SIGNED_TEST(test_what_is_left_out_is_bought),
        WIRE_SIGNED_TEST(test_rules_of_the_create_page),
        WIRE_SIGNED_TEST(test_a_token_buys_once),
        WIRE_SIGNED_TEST(test_a_life_by_one_get_after_another),
        WIRE_SIGNED_TEST(test_what_is_prepaid_stays_until_it_expires),
        WIRE_SIGNED_TEST(test_tags_are_set_and_taken_off),
        WIRE_SIGNED_TEST(test_lists_have_numbered_pages_and_filters),
        WIRE_SIGNED_TEST(test_what_is_new_is_not_seen_at_once),
        WIRE_SIGNED_TEST(test_requests_that_are_no_operation),
    };

    return WIRE_RUN(tests);
}
