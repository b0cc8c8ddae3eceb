/* huawei_look_test.c - what Cloud Connect answers to those who look at packages and change them. */
#include "unit_rows.h"

#define ONE(members) "{\"request_id\":\"r\",\"bandwidth_package\":{\"id\":\"bwp-1\"" members "}}"
#define SAYS(members, ...)                                                                                             \
    {                                                                                                                  \
        UNIT_YES(ONE("," members)), .verb = VERB_GET, .request_id = "r", .package = {.id = "bwp-1", __VA_ARGS__ }      \
    }

static void test_one_package_in_our_words(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES(ONE("")), .verb = VERB_GET, .request_id = "r", .package = {.id = "bwp-1"}},
        SAYS("\"status\":\"ACTIVE\"", .status = "ACTIVE", .state = BWP_STATE_READY),
        SAYS("\"status\":\"FREEZED\"", .status = "FREEZED", .state = BWP_STATE_OTHER),
        SAYS("\"created_at\":\"2024-01-01T00:00:00\"", .created_at = "2024-01-01T00:00:00Z"),
        SAYS("\"created_at\":\"2024-01-01 08:00:00+08:00\"", .created_at = "2024-01-01T00:00:00Z"),
        SAYS("\"updated_at\":\"2024-01-01T00:00:00.123456Z\"", .updated_at = "2024-01-01T00:00:00Z"),
        SAYS("\"updated_at\":\"yesterday\"", .updated_at = ""),
        SAYS("\"resource_id\":\"\",\"order_id\":null", .bound_to = ""),
        SAYS("\"resource_id\":\"cc-1\"", .bound_to = "cc-1"),
        SAYS("\"bandwidth\":\"5\"", .bandwidth_mbps = 5),
        SAYS("\"bandwidth\":4294967295", .bandwidth_mbps = 4294967295U),
        SAYS("\"bandwidth\":4294967296", .bandwidth_mbps = 0),
        SAYS("\"bandwidth\":-5", .bandwidth_mbps = 0),
        SAYS("\"bandwidth\":5.5", .bandwidth_mbps = 0),
        SAYS("\"bandwidth\":\"5 Mbit\"", .bandwidth_mbps = 0),
        SAYS("\"local_area_id\":\"chinese-mainland\",\"remote_area_id\":\"Western-Latin-America\"", .area_a = "china",
             .area_b = "western-latin-america"),
        SAYS("\"local_area_id\":\"cn-north-4\"", .area_a = "cn-north-4"),
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, rows, COUNT(rows));
}

static void test_what_is_not_the_package_asked_for(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"bwp-2\"}}", RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, "{\"request_id\":\"r\"}", RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(200, "{\"bandwidth_packages\":[{\"id\":\"bwp-1\"}]}", RESPONSE), .verb = VERB_GET},
        {UNIT_NEITHER(204, "", RESPONSE), .verb = VERB_GET, .headers = "X-Request-Id: r\r\n"},
        {UNIT_NEITHER(404, "<html>404</html>", RESPONSE), .verb = VERB_GET},
        {UNIT_NO(404, "CC.1002", "The resource was not found.", NOT_FOUND), .verb = VERB_GET},
        {UNIT_NO(400, "CC.1002", "The resource was not found.", NOT_FOUND), .verb = VERB_DELETE},
        {UNIT_NO(404, "APIGW.0101", "The API does not exist", ARGUMENT), .verb = VERB_GET},
        {UNIT_NO(404, "APIGW.0103", "The backend does not exist", ARGUMENT), .verb = VERB_DELETE},
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, "{\"error_code\":\"%s\",\"error_msg\":\"%s\"}", rows, COUNT(rows));
}

#define LIST(items, more) "{\"bandwidth_packages\":[" items "]" more "}"

/* As many as were asked for, and not a word on whether there are more. */
static void test_a_full_page_says_whether_it_is_the_last(void **state)
{
    enum { FULL = 500 };
    static const char *const ends[] = {"],\"request_id\":\"r\"}", "],\"page_info\":{},\"request_id\":\"r\"}"};

    (void)state;
    for (size_t i = 0; i < 2 * COUNT(ends); i++) {
        bool                is_short = i >= COUNT(ends), is_whole = is_short || i == 1;
        struct buf          body = BUF_INIT(64 * 1024);
        struct unit_reading row = {.http_status = 200, .verb = VERB_LIST, .package = {.id = "p0"}, .request_id = "r"};

        bwpi_buf_add_text(&body, "{\"bandwidth_packages\":[");
        for (unsigned j = 0; j < (is_short ? FULL - 1 : FULL); j++) {
            bwpi_buf_add_text(&body, j == 0 ? "{\"id\":\"p" : ",{\"id\":\"p");
            bwpi_buf_add_uint(&body, j);
            bwpi_buf_add_text(&body, "\"}");
        }
        bwpi_buf_add_text(&body, ends[i % COUNT(ends)]);
        assert_int_equal(body.state, BUF_OK);
        row.body = bwpi_buf_text(&body);
        row.name = ends[i % COUNT(ends)];
        row.verdict = is_whole ? REPLY_ACCEPTED : REPLY_UNCLEAR;
        row.status = is_whole ? BWP_OK : BWP_ERR_RESPONSE;
        row.count = is_short ? FULL - 1 : FULL;
        unit_read_rows(&bwpi_huawei, "", &row, 1);
        bwpi_buf_free(&body);
    }
}

static void test_pages(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES(LIST("", "")), .verb = VERB_LIST},
        {UNIT_YES(LIST("", ",\"page_info\":{\"next_marker\":null,\"current_count\":0}")), .verb = VERB_LIST},
        {UNIT_YES(LIST("{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"a\"}", ",\"page_info\":{\"next_marker\":\"b\"}")),
         .verb = VERB_LIST, .marker = "b", .count = 2, .package = {.id = "a"}},
        {UNIT_YES(LIST("{\"id\":\"a\"}", ",\"page_info\":{\"next_marker\":\"\"}")), .verb = VERB_LIST,
         .package = {.id = "a"}},
        {UNIT_NEITHER(200, "{}", RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, "{\"bandwidth_packages\":{}}", RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("{\"id\":\"a\"},{\"name\":\"no id\"}", ""), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("{\"id\":\"a/b\"},{\"id\":\"b\"}", ""), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("7", ""), RESPONSE), .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("{\"id\":\"a\"}", ",\"page_info\":{\"next_marker\":\"" UNIT_100("abc") "\"}"),
                      RESPONSE),
         .name = "a marker that cannot be kept", .verb = VERB_LIST},
        {UNIT_NEITHER(200, LIST("{\"id\":\"a\"}", ",\"page_info\":{\"next_marker\":\"a\\u0007\"}"), RESPONSE),
         .name = "a marker that cannot be sent as it is", .verb = VERB_LIST},
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, rows, COUNT(rows));
}

static void test_changes(void **state)
{
    static const struct unit_reading rows[] = {
        {.http_status = 204,
         .body = "",
         .verdict = REPLY_ACCEPTED,
         .verb = VERB_DELETE,
         .headers = "x-request-id: r\r\n",
         .request_id = "r"},
        {UNIT_YES("{\"request_id\":\"r\"}"), .verb = VERB_UPDATE, .request_id = "r"},
        {UNIT_YES(ONE(",\"order_id\":\"CS1\"")), .verb = VERB_RESIZE, .request_id = "r",
         .package = {.id = "bwp-1", .order_id = "CS1"}},
        {.http_status = 201,
         .body = ONE(",\"resource_id\":\"cc-1\""),
         .verdict = REPLY_ACCEPTED,
         .verb = VERB_BIND,
         .request_id = "r",
         .package = {.id = "bwp-1", .bound_to = "cc-1"}},
        {UNIT_YES(" \r\n"), .verb = VERB_SET_TAGS, .headers = "X-REQUEST-ID: r\r\n", .request_id = "r"},
        {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"bwp-2\"},\"request_id\":\"r\"}", RESPONSE),
         .name = "another package", .verb = VERB_RESIZE},
        {UNIT_NEITHER(204, "", RESPONSE), .name = "nobody's 204", .verb = VERB_DELETE},
        {UNIT_NEITHER(200, "<html>200</html>", RESPONSE), .name = "a page of a proxy", .verb = VERB_DELETE,
         .headers = "X-Request-Id: r\r\n"},
        {UNIT_NEITHER(200, "[]", RESPONSE), .verb = VERB_UNBIND, .headers = "X-Request-Id: r\r\n"},
        {UNIT_NEITHER(200, "{\"error_code\":\"CC.1001\",\"error_msg\":\"m\",\"request_id\":\"r\"}", RESPONSE),
         .name = "an error with a status that says yes", .verb = VERB_UPDATE},
        {UNIT_NEITHER(200, "{\"code\":\"CC.1001\",\"message\":\"m\",\"request_id\":\"r\"}", RESPONSE),
         .name = "an error by its other names", .verb = VERB_UPDATE},
        {UNIT_NEITHER(200, "{\"error\":{\"code\":\"CC.1001\",\"message\":\"m\"},\"request_id\":\"r\"}", RESPONSE),
         .name = "an error in an object", .verb = VERB_DELETE},
        {UNIT_NEITHER(200,
                      "{\"error\":{\"code\":\"CC.1001\",\"message\":\"m\"},\"request_id\":\"r\","
                      "\"bandwidth_package\":{\"id\":\"bwp-1\"}}",
                      RESPONSE),
         .name = "an error beside the package", .verb = VERB_RESIZE},
        {UNIT_NEITHER(302, "", RESPONSE), .verb = VERB_DELETE, .headers = "X-Request-Id: r\r\n"},
    };
    static const struct unit_reading refusals[] = {
        {UNIT_NO(400, "CC.1055", "The bandwidth package has been bound.", CONFLICT), .verb = VERB_BIND,
         .meaning = MEANS_BOUND_ALREADY},
        {UNIT_NO(400, "CC.1052", "used by inter-region bandwidth", CONFLICT), .verb = VERB_DELETE},
        {UNIT_NO(400, "CC.1056", "less than the used bandwidth", ARGUMENT), .verb = VERB_RESIZE},
        {UNIT_NO(400, "CC.1054", "frozen", FORBIDDEN), .verb = VERB_UPDATE},
        {UNIT_UNSURE(400, "CC.1007", "Internal Server Error.", SERVER), .verb = VERB_DELETE},
        {UNIT_UNSURE(400, "CBC.99003651", "another operation is being performed", CONFLICT), .verb = VERB_RESIZE},
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, rows, COUNT(rows));
    unit_read_rows(&bwpi_huawei, "{\"error_code\":\"%s\",\"error_msg\":\"%s\"}", refusals, COUNT(refusals));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_package_in_our_words),
        cmocka_unit_test(test_what_is_not_the_package_asked_for),
        cmocka_unit_test(test_a_full_page_says_whether_it_is_the_last),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
