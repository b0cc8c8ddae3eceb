/* huawei_read_test.c - answers of Cloud Connect: what proves a package, what is a refusal, and what is neither. */
#include "unit_rows.h"

/* The example answer of the create document: billing_mode is asked as the number 5 and answered as the text "3". */
#define PACKAGE                                                                                                        \
    "{\"id\":\"3ae4ff2d-5a3b-4c2a-9d1e-0f1e2d3c4b5a\",\"name\":\"test_bwp_name\",\"description\":\"d\","               \
    "\"domain_id\":\"x\",\"enterprise_project_id\":\"0\",\"project_id\":\"XXX\",\"created_at\":"                       \
    "\"2024-01-01T00:00:00Z\",\"updated_at\":\"2024-01-02T00:00:00Z\",\"resource_id\":\"cc-1\","                       \
    "\"resource_type\":\"cloud_connection\",\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Moon\","       \
    "\"spec_code\":\"bandwidth.cmtocm\",\"billing_mode\":\"3\",\"tags\":[{\"key\":\"env\",\"value\":\"prod\"}],"       \
    "\"status\":\"ACTIVE\",\"admin_state_up\":true,\"order_id\":\"CS2401\",\"product_id\":\"\","                       \
    "\"charge_mode\":\"bandwidth\",\"bandwidth\":5,\"interflow_mode\":\"Area\"}"

#define EXAMPLE "{\"request_id\":\"f91082d4-6d49-479c-ad1d-4e552a9f5cae\",\"bandwidth_package\":" PACKAGE "}"

#define EVERYTHING                                                                                                     \
    {                                                                                                                  \
        .id = "3ae4ff2d-5a3b-4c2a-9d1e-0f1e2d3c4b5a", .name = "test_bwp_name", .description = "d", .status = "ACTIVE", \
        .area_a = "china", .area_b = "Moon", .order_id = "CS2401", .created_at = "2024-01-01T00:00:00Z",               \
        .updated_at = "2024-01-02T00:00:00Z", .bound_to = "cc-1", .resource_group = "0", .json = PACKAGE,              \
        .bandwidth_mbps = 5, .billing = BWP_POSTPAID, .state = BWP_STATE_READY, .tag = {                               \
            "env",                                                                                                     \
            "prod"                                                                                                     \
        }                                                                                                              \
    }

static void test_everything_an_answer_says(void **state)
{
    static const struct unit_reading rows[] = {
        {.http_status = 201,
         .headers = "HTTP/1.1 201 Created\r\nx-request-id: from-the-header\r\n",
         .body = EXAMPLE,
         .verdict = REPLY_ACCEPTED,
         .request_id = "from-the-header",
         .package = EVERYTHING},
        {UNIT_YES(EXAMPLE), .request_id = "f91082d4-6d49-479c-ad1d-4e552a9f5cae", .package = EVERYTHING},
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, rows, COUNT(rows));
}

#define MODE(mode, billing_)                                                                                           \
    {                                                                                                                  \
        UNIT_YES("{\"bandwidth_package\":{\"id\":\"i\",\"billing_mode\":" mode "}}"), .package = {                     \
            .id = "i",                                                                                                 \
            .billing = (billing_)                                                                                      \
        }                                                                                                              \
    }

static void test_billing_mode_is_read_as_number_and_as_text(void **state)
{
    static const struct unit_reading rows[] = {
        MODE("1", BWP_PREPAID),
        MODE("2", BWP_PREPAID),
        MODE("3", BWP_POSTPAID),
        MODE("4", BWP_POSTPAID),
        MODE("5", BWP_POSTPAID_95),
        MODE("6", BWP_POSTPAID_95),
        MODE("\"1\"", BWP_PREPAID),
        MODE("\"6\"", BWP_POSTPAID_95),
        MODE("7", 0),
        MODE("\"8\"", 0),
        MODE("0", 0),
        MODE("-1", 0),
        MODE("\"\"", 0),
        MODE("\"33\"", 0),
        MODE("\"x\"", 0),
        MODE("\" \"", 0),
        MODE("null", 0),
        MODE("3.5", 0),
        MODE("1e30", 0),
        MODE("[3]", 0),
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, rows, COUNT(rows));
}

/* The id alone decides whether it was bought: another member of the wrong type is read as absent. */
static void test_odd_members_do_not_undo_a_purchase(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES(" {\"bandwidth_package\" : {\"id\":\" i \",\"name\":7,\"bandwidth\":-5,\"tags\":{},"
                  "\"status\":null,\"order_id\":[]} }"),
         .package = {.id = "i"}},
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, rows, COUNT(rows));
}

static const struct unit_reading unclear[] = {
    /* an error and a purchase in one answer: neither counts */
    {UNIT_NEITHER(201, "{\"error_code\":\"CC.1053\",\"error_msg\":\"m\",\"bandwidth_package\":{\"id\":\"bp-1\"}}",
                  RESPONSE)},
    {UNIT_NEITHER(403, "{\"error_code\":\"CC.1053\",\"error_msg\":\"m\",\"bandwidth_package\":{\"id\":\"bp-1\"}}",
                  RESPONSE)},
    {UNIT_NEITHER(201, "{\"code\":\"CC.1053\",\"message\":\"m\",\"bandwidth_package\":{\"id\":\"bp-1\"}}", RESPONSE)},
    {UNIT_NEITHER(201, "{\"error\":{\"code\":403,\"message\":\"m\"},\"bandwidth_package\":{\"id\":\"bp-1\"}}",
                  RESPONSE)},
    {UNIT_NEITHER(200, "", RESPONSE)},
    {UNIT_NEITHER(200, "{}", RESPONSE)},
    {UNIT_NEITHER(201, "null", RESPONSE)},
    {UNIT_NEITHER(200, "[]", RESPONSE)},
    {UNIT_NEITHER(200, "<html>logged in</html>", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":null}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":\"id\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"\"}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":null}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":5}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"a/../b\"}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"a b\"}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"a\\u0000b\"}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"a\",\"id\":\"b\"}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"Bandwidth_Package\":{\"ID\":\"a\"}}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"id\":\"a\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"3ae4ff2d-5a3b", RESPONSE)},
    {UNIT_NEITHER(200, "{\"bandwidth_package\":{\"id\":\"a\"}}{", RESPONSE)},
    {UNIT_NEITHER(202, "\xff\xfe", RESPONSE)},
    {UNIT_NEITHER(204, "", RESPONSE)},
    {UNIT_NEITHER(200, "{\"error_code\":\"CC.1053\",\"error_msg\":\"in use\"}", RESPONSE)},
    {UNIT_NEITHER(301, "{\"error_code\":\"CC.1053\"}", RESPONSE)},
    {UNIT_NEITHER(302, "", RESPONSE)},
    {UNIT_NEITHER(302, "{\"bandwidth_package\":{\"id\":\"a\"}}", RESPONSE)},
    {UNIT_NEITHER(307, "<html>moved</html>", RESPONSE)},
    {UNIT_NEITHER(400, "", RESPONSE)},
    {UNIT_NEITHER(400, "<html>bad gateway</html>", RESPONSE)},
    {UNIT_NEITHER(400, "{\"bandwidth_package\":{\"id\":\"a\"}}", RESPONSE)},
    {UNIT_NEITHER(400, "{\"code\":\"CC.1053\"}", RESPONSE)}, /* a bare "code" is anybody's */
    {UNIT_NEITHER(404, "{\"message\":\"API not found\"}", RESPONSE)},
    {UNIT_NEITHER(400, "{\"error_code\":null,\"error_msg\":\"m\"}", RESPONSE)},
    {UNIT_NEITHER(500, "{\"error_code\":\"CC.1053\"}", SERVER)},
    {UNIT_NEITHER(400, "{\"error_code\":\"CC.1053\",\"error_msg\":\"cut", RESPONSE)},
    {UNIT_NEITHER(400, "{\"error_code\":\"\",\"error_msg\":\"\"}", RESPONSE)},
    {UNIT_NEITHER(400, "\"CC.1053\"", RESPONSE)},
    {UNIT_NEITHER(403, "[{\"error_code\":\"CC.1053\",\"error_msg\":\"m\"}]", RESPONSE)},
    {UNIT_NEITHER(500, "", SERVER)},
    {UNIT_NEITHER(500, "{\"bandwidth_package\":{\"id\":\"a\"}}", SERVER)},
    {UNIT_NEITHER(502, "<html>bad gateway</html>", SERVER)},
};

static void test_what_is_neither_is_unclear(void **state)
{
    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, unclear, COUNT(unclear));
}

/* Cloud Connect's codes, then the gateway's, as its two tables have them. */
static const struct unit_reading errors[] = {
    {UNIT_NO(400, "CC.1001", "Invalid parameters.", ARGUMENT)},
    {UNIT_NO(404, "CC.1002", "The resource was not found.", NOT_FOUND)},
    {UNIT_NO(400, "CC.1002", "The resource was not found.", NOT_FOUND)},
    {UNIT_NO(403, "CC.1004", "You do not have permission to operate.", FORBIDDEN)},
    {UNIT_NO(400, "CC.1006", "Account is restricted", FORBIDDEN)},
    {UNIT_UNSURE(400, "CC.1007", "Internal Server Error.", SERVER)},
    {UNIT_UNSURE(400, "CC.1041", "Internal Server Error.", SERVER)},
    {UNIT_NO(400, "CC.1031", "name in use", CONFLICT)},
    {UNIT_NO(400, "CC.1032", "has network instances", CONFLICT)},
    {UNIT_NO(400, "CC.1033", "Insufficient cloud connection quota.", QUOTA)},
    {UNIT_NO(400, "CC.1042", "frozen", FORBIDDEN)},
    {UNIT_NO(400, "CC.1043", "cannot connect enterprise routers", ARGUMENT)},
    {UNIT_NO(400, "CC.1050", "permit not approved", FORBIDDEN)},
    {UNIT_NO(400, "CC.1051", "permit not applied for", FORBIDDEN)},
    {UNIT_NO(400, "CC.1052", "cannot be deleted", CONFLICT)},
    {UNIT_NO(400, "CC.1053", "The bandwidth package name is already in use.", EXISTS)},
    {UNIT_NO(400, "CC.1054", "frozen", FORBIDDEN)},
    {UNIT_NO(400, "CC.1055", "The bandwidth package has been bound.", CONFLICT), .meaning = MEANS_BOUND_ALREADY},
    {UNIT_NO(400, "CC.1056", "less than the used bandwidth", ARGUMENT)},
    {UNIT_NO(400, "CC.1057", "The account does not have the permissions.", FORBIDDEN)},
    {UNIT_NO(400, "CC.9999", "nobody knows", ARGUMENT)},
    {UNIT_NO(409, "CC.9999", "nobody knows", CONFLICT)},
    {UNIT_UNSURE(500, "CC.1001", "its own form, but a 500", SERVER)},
    {UNIT_UNSURE(400, "CC.9999", "Internal error, order service timed out", SERVER)},
    {UNIT_NO(400, "CBC.30060005", "Frozen CbcDeposit Failed!", BALANCE)},
    {UNIT_NO(403, "CBC.0150", "another website", FORBIDDEN)},
    {UNIT_NO(403, "CBC.0156", "another website", FORBIDDEN)},
    {UNIT_UNSURE(400, "CBC.99003651", "another operation is being performed", CONFLICT)},
    {UNIT_NO(400, "CBC.30000067", "already unsubscribed", NOT_FOUND)},
    {UNIT_NO(404, "APIGW.0101", "The API does not exist", ARGUMENT)},
    {UNIT_NO(404, "APIGW.0103", "The backend does not exist", ARGUMENT)},
    {UNIT_NO(400, "APIGW.0104", "m", SERVER)},
    {UNIT_NO(400, "APIGW.0105", "m", SERVER)},
    {UNIT_NO(400, "APIGW.0106", "m", SERVER)},
    {UNIT_NO(400, "APIGW.0201", "Bad request", ARGUMENT)},
    {UNIT_UNSURE(502, "APIGW.0201", "Backend unavailable", SERVER)},
    {UNIT_UNSURE(504, "APIGW.0201", "Backend timeout", SERVER)},
    {UNIT_NO(403, "APIGW.0302", "m", FORBIDDEN)},
    {UNIT_NO(401, "APIGW.0303", "m", CREDENTIALS)},
    {UNIT_NO(403, "APIGW.0304", "m", FORBIDDEN)},
    {UNIT_NO(401, "APIGW.0305", "m", CREDENTIALS)},
    {UNIT_NO(403, "APIGW.0306", "m", FORBIDDEN)},
    {UNIT_NO(401, "APIGW.0307", "The token must be updated.", CREDENTIALS)},
    {UNIT_NO(429, "APIGW.0308", "The throttling threshold has been reached", THROTTLED)},
    {UNIT_NO(403, "APIGW.0310", "m", FORBIDDEN)},
    {UNIT_NO(401, "APIGW.0311", "m", CREDENTIALS)},
    {UNIT_NO(403, "APIGW.0401", "m", FORBIDDEN)},
    {UNIT_NO(403, "APIGW.0402", "m", FORBIDDEN)},
    {UNIT_NO(403, "APIGW.0404", "m", FORBIDDEN)},
    {UNIT_NO(405, "APIGW.0501", "app quota used up", QUOTA)},
    {UNIT_NO(405, "APIGW.0502", "app frozen", BALANCE)},
    {UNIT_UNSURE(500, "APIGW.0601", "Internal server error", SERVER)},
    {UNIT_UNSURE(500, "APIGW.0605", "m", SERVER)},
    {UNIT_UNSURE(500, "APIGW.0606", "m", SERVER)},
    {UNIT_UNSURE(500, "APIGW.0608", "m", SERVER)},
    {UNIT_UNSURE(500, "APIGW.0609", "m", SERVER)},
    {UNIT_UNSURE(500, "APIGW.0611", "m", SERVER)},
    {UNIT_UNSURE(500, "APIGW.0612", "m", SERVER)},
    {UNIT_UNSURE(500, "APIGW.0705", "m", SERVER)},
    {UNIT_NO(400, "APIGW.0602", "m", ARGUMENT)},
    {UNIT_NO(400, "APIGW.0607", "m", ARGUMENT)},
    {UNIT_UNSURE(502, "APIGW.0610", "No backend available", SERVER)},
    {UNIT_UNSURE(503, "APIGW.0613", "IAM unavailable", SERVER)},
    {UNIT_NO(403, "APIGW.0801", "m", FORBIDDEN)},
    {UNIT_NO(403, "APIGW.0802", "m", FORBIDDEN)},
    /* one code, and the message decides */
    {UNIT_NO(401, "APIGW.0301", "Incorrect IAM authentication information: verify aksk signature fail", CREDENTIALS)},
    {UNIT_NO(401, "APIGW.0301",
             "calc aksk signature fail:signature expired, signature time:20211217T064303Z,server time:20211217T065804Z",
             CLOCK),
     .server_time = 1639724284},
    {UNIT_NO(401, "APIGW.0301", "AK access failed to reach the limit,forbidden", CREDENTIALS)},
    {UNIT_NO(401, "APIGW.0301", "Get secretKey failed,ak:x,err:ak not exist", CREDENTIALS)},
    {UNIT_NO(401, "APIGW.0301", "token expires, expires_at: 2024", CREDENTIALS)},
    /* other prefixes, same numbers; the code is reported as it came */
    {UNIT_NO(401, "APIG.0301", "verify aksk signature fail", CREDENTIALS)},
    {UNIT_NO(401, "APIC.0301", "signature expired", CLOCK)},
    {UNIT_NO(429, "APIG.0308", "m", THROTTLED)},
    {UNIT_NO(404, "APIG.0101", "m", ARGUMENT)},
    {UNIT_NO(404, "APIX.0101", "m", REFUSED)},
};

#define FLAT "{\"error_code\":\"%s\",\"error_msg\":\"%s\"}"

static void test_flat_errors(void **state)
{
    (void)state;
    unit_read_rows(&bwpi_huawei, "{\"error_code\":\"%s\",\"error_msg\":\"%s\",\"request_id\":\"r\"}", errors,
                   COUNT(errors));
    unit_read_rows(&bwpi_huawei, "{\"code\":\"%s\",\"message\":\"%s\"}", errors, COUNT(errors));
}

static void test_errors_nested_at_depth(void **state)
{
    static const char *const forms[] = {
        "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}",
        "{\"a\":1,\"b\":{\"c\":{\"d\":{\"error_code\":\"%s\",\"error_msg\":\"%s\"}}}}",
        "{\"message\":\"no code\",\"x\":{\"code\":\"%s\",\"message\":\"%s\"}}",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(forms); i++)
        unit_read_rows(&bwpi_huawei, forms[i], errors, COUNT(errors));
}

/* Half-filled errors are refusals all the same; the text is found under the other shape's name as well. */
static void test_code_counts_without_its_text(void **state)
{
#define IN_USE(body_, message_)                                                                                        \
    {                                                                                                                  \
        UNIT_NO(400, "CC.1053", message_, EXISTS), .body = (body_), .advice = "may be your own"                        \
    }
    static const struct unit_reading rows[] = {
        IN_USE("{\"error_code\":\"CC.1053\"}", "it does not say why"),
        IN_USE("{\"error_code\":\"CC.1053\",\"request_id\":\"r\"}", "it does not say why"),
        IN_USE("{\"error_code\":\"CC.1053\",\"error_msg\":\"\"}", "it does not say why"),
        IN_USE("{\"error_code\":\"CC.1053\",\"error_msg\":null}", "it does not say why"),
        IN_USE("{\"error_code\":\"CC.1053\",\"error_msg\":7}", "it does not say why"),
        IN_USE("{\"error_code\":\"CC.1053\",\"message\":\"in use\"}", "in use"),
        IN_USE("{\"error_code\":\"CC.1053\",\"error_msg\":\"\",\"message\":\"in use\"}", "in use"),
        IN_USE("{\"code\":\"CC.1053\",\"error_msg\":\"in use\"}", "in use"),
        IN_USE("{\"code\":\"other\",\"error_code\":\"CC.1053\",\"message\":\"in use\"}", "in use"),
        IN_USE("{\"error\":{\"error_code\":\"CC.1053\"}}", "it does not say why"),
        IN_USE("{\"code\":\"other\",\"error\":{\"error_code\":\"CC.1053\",\"message\":\"in use\"}}", "in use"),
    };
#undef IN_USE

    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, rows, COUNT(rows));
}

/* The same code whatever it is that was too large. */
static void test_too_large_is_a_matter_of_arguments(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_NO(413, "APIGW.0201", "Request entity too large", ARGUMENT)},
        {UNIT_NO(414, "APIGW.0201", "Request URI too large", ARGUMENT)},
        {UNIT_NO(494, "APIGW.0201", "Request headers too large", ARGUMENT)},
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, FLAT, rows, COUNT(rows));
}

static void test_numeric_code_of_iam(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_NO(403, "403", "You are not authorized", FORBIDDEN), .headers = "X-Request-Id: r1\r\n",
         .body = "{\"error\":{\"message\":\"You are not authorized\",\"code\":403,\"title\":\"Forbidden\"}}",
         .request_id = "r1"},
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, NULL, rows, COUNT(rows));
}

#define BUSY(message) UNIT_NO(429, "APIGW.0308", message, THROTTLED)

static void test_hints_in_messages(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_NO(401, "APIGW.0301", "signature expired, signature time:20211217T064303Z,server time:20211217T065804Z",
                 CLOCK),
         .server_time = 1639724284},
        {UNIT_NO(401, "APIGW.0301", "signature expired, server time:soon", CLOCK)},
        {UNIT_NO(401, "APIGW.0301", "signature expired", CLOCK)},
        {BUSY("policy user over ratelimit,limit:100,time:1 minute"), .retry_after_ms = 60000},
        {BUSY("policy ip over ratelimit,limit:5,time:1 second"), .retry_after_ms = 1000},
        {BUSY("policy ip over ratelimit,limit:5,time:2 hours"), .retry_after_ms = 7200000},
        {BUSY("policy ip over ratelimit,limit:5,time:1 fortnight")},
        {BUSY("no hint")},
    };

    (void)state;
    unit_read_rows(&bwpi_huawei, FLAT, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_an_answer_says),
        cmocka_unit_test(test_billing_mode_is_read_as_number_and_as_text),
        cmocka_unit_test(test_odd_members_do_not_undo_a_purchase),
        cmocka_unit_test(test_what_is_neither_is_unclear),
        cmocka_unit_test(test_flat_errors),
        cmocka_unit_test(test_errors_nested_at_depth),
        cmocka_unit_test(test_code_counts_without_its_text),
        cmocka_unit_test(test_too_large_is_a_matter_of_arguments),
        cmocka_unit_test(test_numeric_code_of_iam),
        cmocka_unit_test(test_hints_in_messages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
