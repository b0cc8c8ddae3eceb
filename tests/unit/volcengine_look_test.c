/* volcengine_look_test.c - what CEN answers to those who look at packages and change them. */
#include "unit_rows.h"

#define ANSWER(result)    "{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Action\":\"A\"},\"Result\":" result "}"
#define ONE(members)      ANSWER("{\"CenBandwidthPackageId\":\"bwp-1\"" members "}")
#define LIST(items, more) ANSWER("{\"CenBandwidthPackages\":" items more "}")
#define SAYS(members, ...)                                                                                             \
    {                                                                                                                  \
        UNIT_YES(ONE("," members)), .verb = VERB_GET, .request_id = "r", .package = {.id = "bwp-1", __VA_ARGS__ }      \
    }

static void test_one_package_in_our_words(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES(ONE("")), .verb = VERB_GET, .request_id = "r", .package = {.id = "bwp-1"}},
        SAYS("\"CenBandwidthPackageName\":\"n\",\"Description\":\"d\",\"Bandwidth\":20,\"BillingType\":1,"
             "\"Status\":\"InUse\",\"BusinessStatus\":\"Normal\",\"LocalGeographicRegionSetId\":\"China\","
             "\"PeerGeographicRegionSetId\":\"Asia\",\"CenIds\":[\"cen-1\",\"cen-2\"],\"CreationTime\":"
             "\"2018-04-18T15:02:37+08:00\",\"UpdateTime\":\"2018-04-18T15:02:38+08:00\",\"ExpiredTime\":"
             "\"2019-04-18T23:59:59+08:00\",\"ProjectName\":\"default\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]",
             .name = "n", .description = "d", .bandwidth_mbps = 20, .billing = BWP_PREPAID, .status = "InUse",
             .state = BWP_STATE_READY, .area_a = "china", .area_b = "asia-pacific", .bound_to = "cen-1",
             .created_at = "2018-04-18T07:02:37Z", .updated_at = "2018-04-18T07:02:38Z",
             .expires_at = "2019-04-18T15:59:59Z", .resource_group = "default", .tag = {"k", "v"}),
        SAYS("\"UpdatedAt\":\"2018-04-18T15:02:38+08:00\",\"Business\":\"Normal\",\"Status\":\"Available\"",
             .updated_at = "2018-04-18T07:02:38Z", .status = "Available", .state = BWP_STATE_READY),
        SAYS("\"BillingType\":4", .billing = BWP_POSTPAID_95),
        SAYS("\"BillingType\":2", .billing = 0),
        SAYS("\"BillingType\":\"1\",\"Bandwidth\":\"10000\"", .billing = BWP_PREPAID, .bandwidth_mbps = 10000),
        SAYS("\"ExpiredTime\":\"\",\"DeletedTime\":\"\",\"CenIds\":[],\"Tags\":[]", .expires_at = ""),
        SAYS("\"Status\":\"Creating\"", .status = "Creating", .state = BWP_STATE_PENDING),
        SAYS("\"Status\":\"Pending\"", .status = "Pending", .state = BWP_STATE_PENDING),
        SAYS("\"Status\":\"Deleting\"", .status = "Deleting", .state = BWP_STATE_OTHER),
        SAYS("\"Status\":\"Available\",\"BusinessStatus\":\"FinancialLocked\"", .status = "Available",
             .state = BWP_STATE_STOPPED),
        SAYS("\"Status\":\"InUse\",\"Business\":\"SecurityLocked\"", .status = "InUse", .state = BWP_STATE_STOPPED),
        SAYS("\"LocalGeographicRegionSetId\":\"asia\",\"PeerGeographicRegionSetId\":\"moon\"", .area_a = "asia-pacific",
             .area_b = "moon"),
    };

    (void)state;
    unit_read_rows(&bwpi_volcengine, NULL, rows, COUNT(rows));
}

#define ERROR "{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Error\":{\"CodeN\":0,\"Code\":\"%s\",\"Message\":\"%s\"}}}"

static void test_what_is_not_the_package_asked_for(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_NEITHER(200, ANSWER("{\"CenBandwidthPackageId\":\"bwp-2\"}"), RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, ANSWER("{}"), RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, ANSWER("null"), RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, "{\"CenBandwidthPackageId\":\"bwp-1\"}", RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, "<html></html>", RESPONSE), .verb = VERB_GET},
        {UNIT_NO(404, "InvalidCenBandwidthPackage.NotFound", "m", NOT_FOUND), .verb = VERB_GET},
        {UNIT_NO(404, "InvalidCenBandwidthPackage.NotFound", "m", NOT_FOUND), .verb = VERB_DELETE},
        {UNIT_NO(404, "InvalidActionOrVersion", "m", ARGUMENT), .verb = VERB_DELETE},
        {UNIT_NO(404, "ServiceNotFound", "m", ARGUMENT), .verb = VERB_DELETE},
        {UNIT_NO(404, "InvalidCenBandwidthPackage.NotInUse", "m", CONFLICT), .verb = VERB_UNBIND},
    };

    (void)state;
    unit_read_rows(&bwpi_volcengine, ERROR, rows, COUNT(rows));
}

#define PAGE(number, size, total) ",\"PageNumber\":" number ",\"PageSize\":" size ",\"TotalCount\":" total
#define A                         "{\"CenBandwidthPackageId\":\"a\"}"
#define B                         "{\"CenBandwidthPackageId\":\"b\"}"

static void test_pages(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES(LIST("[]", PAGE("1", "50", "0"))), .verb = VERB_LIST, .request_id = "r"},
        {UNIT_YES(LIST("null", PAGE("1", "50", "0"))), .name = "a list that is null, of none", .verb = VERB_LIST,
         .request_id = "r"},
        {UNIT_NEITHER(200, LIST("null", PAGE("1", "50", "1")), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("null", ""), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, ANSWER("{\"TotalCount\":0}"), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, ANSWER("{}"), RESPONSE), .verb = VERB_LIST},
        {UNIT_YES(LIST("[" A "," B "," A "]", PAGE("1", "3", "4"))), .verb = VERB_LIST, .request_id = "r",
         .marker = "2", .count = 2, .package = {.id = "a"}},
        {UNIT_YES(LIST("[" A "]", PAGE("2", "50", "51"))), .verb = VERB_LIST, .request_id = "r",
         .package = {.id = "a"}},
        {UNIT_NEITHER(200, LIST("[]", PAGE("1", "50", "51")), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("[" A "," B "]", ",\"PageNumber\":1,\"PageSize\":2"), RESPONSE),
         .name = "a full page of nobody knows how many", .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("[" A ",{}]", PAGE("1", "50", "2")), RESPONSE), .verb = VERB_LIST},
    };

    (void)state;
    unit_read_rows(&bwpi_volcengine, NULL, rows, COUNT(rows));
}

static void test_changes(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES(ANSWER("{}")), .verb = VERB_UPDATE, .request_id = "r"},
        {UNIT_YES(ANSWER("null")), .verb = VERB_RESIZE, .request_id = "r"},
        {UNIT_YES("{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Error\":null}}"), .verb = VERB_DELETE,
         .request_id = "r"},
        {UNIT_NEITHER(200, "{}", RESPONSE), .verb = VERB_DELETE},
        {UNIT_NEITHER(200, "{\"RequestId\":\"r\"}", RESPONSE), .verb = VERB_DELETE},
        {UNIT_NEITHER(200, "", RESPONSE), .verb = VERB_BIND},
        {UNIT_NEITHER(200,
                      "{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Error\":{\"Code\":\"UnsupportedOperation\","
                      "\"Message\":\"m\"}}}",
                      RESPONSE),
         .name = "an error with a status that says yes", .verb = VERB_DELETE, .code = "UnsupportedOperation"},
        {UNIT_NEITHER(200, "{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Error\":{}}}", RESPONSE),
         .name = "an error without a word", .verb = VERB_DELETE},
    };
    static const struct unit_reading refusals[] = {
        {UNIT_NO(400, "UnsupportedOperation.PrepaidInstance", "m", REFUSED), .verb = VERB_DELETE,
         .meaning = MEANS_PREPAID_STAYS},
        {UNIT_NO(400, "InvalidCenBandwidthPackage.InUse", "m", CONFLICT), .verb = VERB_DELETE},
        {UNIT_NO(400, "InvalidCenBandwidthPackage.InvalidStatus", "m", CONFLICT), .verb = VERB_BIND},
        {UNIT_NO(409, "InvalidCen.InvalidStatus", "m", CONFLICT), .verb = VERB_BIND},
        {UNIT_NO(404, "InvalidCen.NotFound", "m", NOT_FOUND), .verb = VERB_BIND},
        {UNIT_NO(400, "InvalidBandwidthPackage.OrderConflict", "m", CONFLICT), .verb = VERB_RESIZE},
        {UNIT_NO(400, "InvalidCenBandwidthPackage.BandwidthNotEnough", "m", ARGUMENT), .verb = VERB_RESIZE},
        {UNIT_NO(404, "InvalidResource.NotFound", "m", NOT_FOUND), .verb = VERB_SET_TAGS},
        {UNIT_UNSURE(409, "RequestConflict", "m", CONFLICT), .verb = VERB_RESIZE},
    };

    (void)state;
    unit_read_rows(&bwpi_volcengine, NULL, rows, COUNT(rows));
    unit_read_rows(&bwpi_volcengine, ERROR, refusals, COUNT(refusals));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_package_in_our_words),
        cmocka_unit_test(test_what_is_not_the_package_asked_for),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
