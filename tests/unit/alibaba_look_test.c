/* alibaba_look_test.c - what CEN answers to those who look at packages and change them. */
#include "unit_rows.h"

#define LIST(items, more) "{\"RequestId\":\"r\"" more ",\"CenBandwidthPackages\":{\"CenBandwidthPackage\":[" items "]}}"
#define ONE(members)      LIST("{\"CenBandwidthPackageId\":\"bwp-1\"" members "}", ",\"TotalCount\":1")
#define SAYS(members, ...)                                                                                             \
    {                                                                                                                  \
        UNIT_YES(ONE("," members)), .verb = VERB_GET, .request_id = "r", .package = {.id = "bwp-1", __VA_ARGS__ }      \
    }

static void test_one_package_in_our_words(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES(ONE("")), .verb = VERB_GET, .request_id = "r", .package = {.id = "bwp-1"}},
        SAYS("\"Name\":\"n\",\"Description\":\"d\",\"Bandwidth\":2,\"BandwidthPackageChargeType\":\"PREPAY\","
             "\"Status\":\"InUse\",\"BusinessStatus\":\"Normal\",\"GeographicRegionAId\":\"china\","
             "\"GeographicRegionBId\":\"asia-pacific\",\"CenIds\":{\"CenId\":[\"cen-1\"]},\"CreationTime\":"
             "\"2017-09-10T08:00Z\",\"ExpiredTime\":\"2018-09-10T16:00Z\",\"ResourceGroupId\":\"rg-1\",\"Tags\":"
             "{\"Tag\":[{\"Key\":\"k\",\"Value\":\"v\"}]}",
             .name = "n", .description = "d", .bandwidth_mbps = 2, .billing = BWP_PREPAID, .status = "InUse",
             .state = BWP_STATE_READY, .area_a = "china", .area_b = "asia-pacific", .bound_to = "cen-1",
             .created_at = "2017-09-10T08:00:00Z", .expires_at = "2018-09-10T16:00:00Z", .resource_group = "rg-1",
             .tag = {"k", "v"}),
        SAYS("\"ExpiredTime\":\"2999-09-08T16:00Z\"", .expires_at = ""),
        SAYS("\"ExpiredTime\":\"2998-12-31T23:59Z\"", .expires_at = "2998-12-31T23:59:00Z"),
        SAYS("\"BandwidthPackageChargeType\":\"POSTPAY\"", .billing = BWP_POSTPAID),
        SAYS("\"BandwidthPackageChargeType\":\"PayByTraffic\"", .billing = 0),
        SAYS("\"Bandwidth\":\"10000\"", .bandwidth_mbps = 10000),
        SAYS("\"Status\":\"Idle\",\"CenIds\":{\"CenId\":[]}", .status = "Idle", .state = BWP_STATE_READY),
        SAYS("\"Status\":\"Idle\",\"BusinessStatus\":\"FinancialLocked\"", .status = "Idle",
             .state = BWP_STATE_STOPPED),
        SAYS("\"Status\":\"InUse\",\"BusinessStatus\":\"SecurityLocked\"", .status = "InUse",
             .state = BWP_STATE_STOPPED),
        SAYS("\"Status\":\"Creating\"", .status = "Creating", .state = BWP_STATE_OTHER),
        SAYS("\"GeographicRegionAId\":\"North-America\",\"GeographicRegionBId\":\"moon\"", .area_a = "north-america",
             .area_b = "moon"),
    };

    (void)state;
    unit_read_rows(&bwpi_alibaba, NULL, rows, COUNT(rows));
}

static void test_what_is_not_the_package_asked_for(void **state)
{
    static const struct unit_reading rows[] = {
        {.name = "an empty list",
         .http_status = 200,
         .body = LIST("", ",\"TotalCount\":0"),
         .verb = VERB_GET,
         .verdict = REPLY_REFUSED,
         .status = BWP_ERR_NOT_FOUND,
         .message = "there is no bandwidth package of this id"},
        {UNIT_NEITHER(200, LIST("{\"CenBandwidthPackageId\":\"bwp-2\"}", ""), RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, LIST("{\"CenBandwidthPackageId\":\"bwp-1\"},{\"CenBandwidthPackageId\":\"bwp-2\"}", ""),
                      RESPONSE),
         .verb = VERB_GET},
        {UNIT_NEITHER(200, LIST("{\"Name\":\"no id\"}", ""), RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, "{\"RequestId\":\"r\"}", RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, "{\"CenBandwidthPackages\":{}}", RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, "<html></html>", RESPONSE), .verb = VERB_GET},
        {UNIT_NO(404, "InvalidAction.NotFound", "m", ARGUMENT), .verb = VERB_GET},
        {UNIT_NO(404, "InvalidApi.NotFound", "m", ARGUMENT), .verb = VERB_DELETE},
        {UNIT_NO(404, "InvalidRegionId.NotFound", "m", REFUSED), .verb = VERB_DELETE},
        {UNIT_NO(404, "InvalidAccessKeyId.NotFound", "m", CREDENTIALS), .verb = VERB_GET},
        {UNIT_NO(400, "ParameterBwpInstanceId", "m", NOT_FOUND), .verb = VERB_DELETE},
    };

    (void)state;
    unit_read_rows(&bwpi_alibaba, "{\"RequestId\":\"r\",\"Code\":\"%s\",\"Message\":\"%s\"}", rows, COUNT(rows));
}

#define PAGE(number, size, total) ",\"PageNumber\":" number ",\"PageSize\":" size ",\"TotalCount\":" total
#define A                         "{\"CenBandwidthPackageId\":\"a\"}"
#define B                         "{\"CenBandwidthPackageId\":\"b\"}"

static void test_pages(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES(LIST("", PAGE("1", "50", "0"))), .verb = VERB_LIST, .request_id = "r"},
        {UNIT_YES(LIST(A "," B "," A, PAGE("1", "3", "4"))), .verb = VERB_LIST, .request_id = "r", .marker = "2",
         .count = 2, .package = {.id = "a"}},
        {UNIT_YES(LIST(A, PAGE("2", "50", "51"))), .verb = VERB_LIST, .request_id = "r", .package = {.id = "a"}},
        {UNIT_YES(LIST("", PAGE("2", "50", "50"))), .name = "the last ones were deleted meanwhile", .verb = VERB_LIST,
         .request_id = "r"},
        {UNIT_NEITHER(200, LIST("", PAGE("1", "50", "51")), RESPONSE), .verb = VERB_LIST},
        {UNIT_YES(LIST(A "," B, PAGE("\"1\"", "\"2\"", "\"4\""))), .name = "numbers as text", .verb = VERB_LIST,
         .request_id = "r", .marker = "2", .count = 2, .package = {.id = "a"}},
        {UNIT_NEITHER(200, LIST(A "," B, ",\"PageNumber\":1,\"PageSize\":2"), RESPONSE),
         .name = "a full page of nobody knows how many", .verb = VERB_LIST},
        {UNIT_YES(LIST(A, PAGE("9", "50", "10000"))), .verb = VERB_LIST, .request_id = "r", .marker = "10",
         .package = {.id = "a"}},
        {UNIT_YES(LIST(A, ",\"TotalCount\":1")), .name = "one page that does not say so", .verb = VERB_LIST,
         .request_id = "r", .package = {.id = "a"}},
        {UNIT_NEITHER(200, LIST(A, ",\"TotalCount\":2"), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST(A, PAGE("0", "50", "51")), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST(A, PAGE("1", "-1", "51")), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST(A ",{}", PAGE("1", "50", "2")), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("\"a\"", PAGE("1", "50", "1")), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"RequestId\":\"r\",\"TotalCount\":0}", RESPONSE), .verb = VERB_LIST},
    };

    (void)state;
    unit_read_rows(&bwpi_alibaba, NULL, rows, COUNT(rows));
}

static void test_changes(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES("{\"RequestId\":\"r\"}"), .verb = VERB_UPDATE, .request_id = "r"},
        {UNIT_YES("{\"requestId\":\"r\",\"Code\":\"OK\"}"), .verb = VERB_RESIZE, .request_id = "r"},
        {UNIT_YES("<DeleteCenBandwidthPackageResponse><RequestId>r</RequestId></DeleteCenBandwidthPackageResponse>"),
         .verb = VERB_DELETE, .request_id = "r"},
        {UNIT_YES(""), .verb = VERB_BIND, .headers = "x-acs-request-id: r\r\n", .request_id = "r"},
        {UNIT_NEITHER(200, "{}", RESPONSE), .verb = VERB_DELETE},
        {UNIT_NEITHER(200, "", RESPONSE), .verb = VERB_DELETE},
        {UNIT_NEITHER(200, "OK", RESPONSE), .verb = VERB_DELETE, .headers = "x-acs-request-id: r\r\n"},
        {UNIT_NEITHER(200, "{\"RequestId\":\"r\",\"Code\":\"Forbidden.Release\",\"Message\":\"m\"}", RESPONSE),
         .name = "an error with a status that says yes", .verb = VERB_DELETE},
    };
    static const struct unit_reading refusals[] = {
        {UNIT_NO(400, "OperationFailed.UpDownRadeConfigNoChange", "m", ARGUMENT), .verb = VERB_RESIZE,
         .meaning = MEANS_ALREADY_SO},
        {UNIT_NO(400, "Operation.Failed", "Spec of the package is not changed.", ARGUMENT), .verb = VERB_RESIZE,
         .meaning = MEANS_ALREADY_SO},
        {UNIT_NO(400, "Operation.Failed", "something else", ARGUMENT), .verb = VERB_RESIZE},
        {UNIT_NO(409, "InvalidOperation.BwpForGeoSpanAlreadyAssociated", "m", CONFLICT), .verb = VERB_BIND,
         .meaning = MEANS_BOUND_ALREADY},
        {UNIT_NO(403, "Forbidden.Release", "Forbidden to release a PREPAY bandwidth instance", CONFLICT),
         .verb = VERB_DELETE, .meaning = MEANS_PREPAID_STAYS},
        {UNIT_NO(403, "InvalidOperation.BwpInstanceStatus", "m", CONFLICT), .verb = VERB_DELETE},
        {UNIT_NO(409, "InvalidOperation.CenBandwidthLimitsNotZero", "m", CONFLICT), .verb = VERB_UNBIND},
        {UNIT_NO(400, "InvalidStatus.Resource", "m", CONFLICT), .verb = VERB_RESIZE},
        {UNIT_UNSURE(400, "OperationFailed.OrderIsProcessing", "m", CONFLICT), .verb = VERB_RESIZE},
        {UNIT_UNSURE(500, "Operation.Blocking", "m", CONFLICT), .verb = VERB_BIND},
    };

    (void)state;
    unit_read_rows(&bwpi_alibaba, NULL, rows, COUNT(rows));
    unit_read_rows(&bwpi_alibaba, "{\"RequestId\":\"r\",\"Code\":\"%s\",\"Message\":\"%s\"}", refusals,
                   COUNT(refusals));
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
