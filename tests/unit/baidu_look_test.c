/* baidu_look_test.c - what CSN answers to those who look at packages and change them. */
#include "unit_rows.h"

#define ID "\"csnBpId\":\"bwp-1\""
#define SAYS(members, ...)                                                                                             \
    {                                                                                                                  \
        UNIT_YES("{" ID "," members "}"), .verb = VERB_GET, .package = {.id = "bwp-1", __VA_ARGS__ }                   \
    }

static void test_one_package_in_our_words(void **state)
{
    static const struct unit_reading rows[] = {
        SAYS("\"name\":\"n\",\"bandwidth\":100,\"usedBandwidth\":10,\"csnId\":\"csn-1\",\"interworkType\":\"center\","
             "\"interworkRegion\":\"crossregional\",\"status\":\"available\",\"paymentTiming\":\"PrePaid\","
             "\"expireTime\":\"2025-12-19T12:46:01Z\",\"createdTime\":\"2024-11-19T12:46:01Z\",\"tags\":[{\"tagKey\":"
             "\"k\",\"tagValue\":\"v\"}]",
             .name = "n", .bandwidth_mbps = 100, .bound_to = "csn-1", .area_a = "china", .area_b = "asia-pacific",
             .status = "available", .state = BWP_STATE_READY, .billing = BWP_PREPAID,
             .expires_at = "2025-12-19T12:46:01Z", .created_at = "2024-11-19T12:46:01Z", .tag = {"k", "v"}),
        SAYS("\"bandwidth\":\"10\"", .bandwidth_mbps = 10),
        SAYS("\"bandwidth\":\"4294967295\"", .bandwidth_mbps = 4294967295U),
        SAYS("\"bandwidth\":\"4294967296\"", .bandwidth_mbps = 0),
        SAYS("\"bandwidth\":\"99999999999\"", .bandwidth_mbps = 0),
        SAYS("\"bandwidth\":\"\"", .bandwidth_mbps = 0),
        SAYS("\"bandwidth\":\"-1\"", .bandwidth_mbps = 0),
        SAYS("\"csnId\":\"\"", .bound_to = ""),
        SAYS("\"expiredTime\":\"2025-12-19T12:46:01Z\"", .expires_at = "2025-12-19T12:46:01Z"),
        SAYS("\"expireTime\":\"\"", .expires_at = ""),
        SAYS("\"createTime\":\"2024-11-19T12:46:01Z\"", .created_at = "2024-11-19T12:46:01Z"),
        SAYS("\"interworkRegion\":\"chinesemainland\"", .area_a = "china", .area_b = "china"),
        SAYS("\"interworkRegion\":\"asiapacific\"", .area_a = "asia-pacific", .area_b = "asia-pacific"),
        SAYS("\"interworkRegion\":\"moon\"", .area_a = ""),
        SAYS("\"paymentTiming\":\"Prepaid\"", .billing = BWP_PREPAID),
        SAYS("\"paymentTiming\":\"PostPaid\"", .billing = 0), /* by what it is billed depends on its ends */
        SAYS("\"paymentTiming\":\"PostPaid\",\"interworkType\":\"edge-moon\"", .billing = 0),
        SAYS("\"paymentTiming\":\"PostPaid\",\"interworkType\":\"center\"", .billing = BWP_POSTPAID),
        SAYS("\"paymentTiming\":\"PostPaid\",\"interworkType\":\"center-edge\"", .billing = BWP_POSTPAID_95),
        SAYS("\"paymentTiming\":\"Postpaid\",\"interworkType\":\"edge-edge\"", .billing = BWP_POSTPAID_95),
        SAYS("\"paymentTiming\":\"PrePaid\",\"interworkType\":\"edge-edge\"", .billing = BWP_PREPAID),
        SAYS("\"paymentTiming\":\"\"", .billing = 0),
        SAYS("\"status\":\"stopped\"", .status = "stopped", .state = BWP_STATE_STOPPED),
        SAYS("\"status\":\"building\"", .status = "building", .state = BWP_STATE_OTHER),
    };

    (void)state;
    unit_read_rows(&bwpi_baidu, NULL, rows, COUNT(rows));
}

static void test_what_is_not_the_package_asked_for(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_NEITHER(200, "{\"csnBpId\":\"bwp-2\"}", RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, "{}", RESPONSE), .verb = VERB_GET, .headers = "x-bce-request-id: r\r\n"},
        {UNIT_NEITHER(200, "", RESPONSE), .verb = VERB_GET, .headers = "x-bce-request-id: r\r\n"},
        {UNIT_NEITHER(404, "<html>404</html>", RESPONSE), .verb = VERB_GET},
        {UNIT_NO(404, "NoSuchObject", "the bandwidth package does not exist", NOT_FOUND), .verb = VERB_GET},
        {UNIT_NO(404, "NoSuchObject", "account not exist", FORBIDDEN), .verb = VERB_GET},
        {UNIT_NO(404, "NoSuchObject", "account not exist", FORBIDDEN), .verb = VERB_DELETE},
        {UNIT_NO(404, "NoSuchObject", "Account Not Exist.", FORBIDDEN), .verb = VERB_DELETE},
        {UNIT_NO(404, "InvalidVersion", "m", ARGUMENT), .verb = VERB_GET},
    };

    (void)state;
    unit_read_rows(&bwpi_baidu, "{\"code\":\"%s\",\"message\":\"%s\",\"requestId\":\"r\"}", rows, COUNT(rows));
}

#define A "{\"csnBpId\":\"a\"}"
#define B "{\"csnBpId\":\"b\"}"

static void test_pages(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES("{\"csnBps\":[],\"isTruncated\":false,\"maxKeys\":1000}"), .verb = VERB_LIST},
        {UNIT_YES("{\"csnBps\":[" A "," B "," A "],\"marker\":\"a\",\"isTruncated\":true,\"nextMarker\":\"b - c\"}"),
         .verb = VERB_LIST, .marker = "b - c", .count = 2, .package = {.id = "a"}},
        {UNIT_YES("{\"csnBps\":[" A "],\"isTruncated\":false,\"nextMarker\":\"b\"}"), .verb = VERB_LIST,
         .package = {.id = "a"}},
        {UNIT_YES("{\"csnBps\":[],\"isTruncated\":true,\"nextMarker\":\"b\"}"), .verb = VERB_LIST, .marker = "b"},
        {UNIT_NEITHER(200, "{\"csnBps\":[" A "],\"isTruncated\":true}", RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"csnBps\":[" A "],\"isTruncated\":\"true\",\"nextMarker\":\"b\"}", RESPONSE),
         .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"csnBps\":[" A "],\"nextMarker\":\"b\"}", RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"csnBps\":[" A "],\"isTruncated\":true,\"nextMarker\":\"\"}", RESPONSE),
         .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"csnBps\":[" A "],\"isTruncated\":true,\"nextMarker\":\"" UNIT_100("abc") "\"}",
                      RESPONSE),
         .name = "a marker that cannot be kept", .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"csnBps\":[" A ",{\"csnBpId\":\"\"}]}", RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"csnBps\":[{\"csnBpId\":7}]}", RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"csnBps\":null}", RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{}", RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, "", RESPONSE), .verb = VERB_LIST, .headers = "x-bce-request-id: r\r\n"},
    };

    (void)state;
    unit_read_rows(&bwpi_baidu, NULL, rows, COUNT(rows));
}

static void test_changes(void **state)
{
    static const char                header[] = "HTTP/1.1 200 OK\r\nx-bce-request-id: r\r\n";
    static const struct unit_reading rows[] = {
        {UNIT_YES(""), .verb = VERB_RESIZE, .headers = header, .request_id = "r"},
        {UNIT_YES("{}"), .verb = VERB_BIND, .headers = header, .request_id = "r"},
        {UNIT_YES("{\"requestId\":\"r\"}"), .verb = VERB_UNBIND, .request_id = "r"},
        {.http_status = 204,
         .body = "",
         .verdict = REPLY_ACCEPTED,
         .verb = VERB_DELETE,
         .headers = header,
         .request_id = "r"},
        {UNIT_NEITHER(200, "", RESPONSE), .verb = VERB_DELETE},
        {UNIT_NEITHER(200, "{}", RESPONSE), .verb = VERB_RESIZE},
        {UNIT_NEITHER(200, "<html></html>", RESPONSE), .verb = VERB_DELETE, .headers = header},
        {UNIT_NEITHER(200, "{\"code\":\"AccessDenied\",\"message\":\"m\",\"requestId\":\"r\"}", RESPONSE),
         .name = "an error with a status that says yes", .verb = VERB_DELETE, .headers = header},
        {UNIT_NEITHER(302, "", RESPONSE), .verb = VERB_DELETE, .headers = header},
    };

    (void)state;
    unit_read_rows(&bwpi_baidu, NULL, rows, COUNT(rows));
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
