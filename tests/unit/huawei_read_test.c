/* huawei_read_test.c - answers of Cloud Connect: what proves a package, what is a refusal, and what is neither. */
#include "huawei/huawei.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

/* The example answer of the create document: billing_mode is asked as the number 5 and answered as the text "3". */
static const char example[] =
    "{\"request_id\":\"f91082d4-6d49-479c-ad1d-4e552a9f5cae\",\"bandwidth_package\":{\"id\":"
    "\"3ae4ff2d-5a3b-4c2a-9d1e-0f1e2d3c4b5a\",\"name\":\"test_bwp_name\",\"description\":\"d\",\"domain_id\":\"x\","
    "\"enterprise_project_id\":\"0\",\"project_id\":\"XXX\",\"created_at\":\"2024-01-01T00:00:00Z\","
    "\"updated_at\":\"2024-01-02T00:00:00Z\",\"resource_id\":\"cc-1\",\"resource_type\":\"cloud_connection\","
    "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Moon\",\"spec_code\":\"bandwidth.cmtocm\","
    "\"billing_mode\":\"3\",\"tags\":[{\"key\":\"env\",\"value\":\"prod\"}],\"status\":\"ACTIVE\",\"admin_state_up\":"
    "true,"
    "\"order_id\":\"CS2401\",\"product_id\":\"\",\"charge_mode\":\"bandwidth\",\"bandwidth\":5,\"interflow_mode\":"
    "\"Area\"}}";

static void test_everything_an_answer_says(void **state)
{
    struct unit_answer        answer;
    const struct bwp_package *package = &answer.reply.package;

    (void)state;
    unit_read(&answer, &bwpi_huawei, 201, "HTTP/1.1 201 Created\r\nx-request-id: from-the-header\r\n", example);
    assert_int_equal(answer.reply.verdict, REPLY_ACCEPTED);
    assert_int_equal(answer.reply.status, BWP_OK);
    assert_int_equal(answer.reply.package_count, 1);
    assert_string_equal(answer.reply.request_id, "from-the-header");
    assert_string_equal(answer.reply.order_id, "CS2401");
    assert_string_equal(bwp_package_id(package), "3ae4ff2d-5a3b-4c2a-9d1e-0f1e2d3c4b5a");
    assert_string_equal(bwp_package_name(package), "test_bwp_name");
    assert_string_equal(bwp_package_description(package), "d");
    assert_string_equal(bwp_package_status(package), "ACTIVE");
    assert_int_equal(bwp_package_bandwidth_mbps(package), 5);
    assert_string_equal(bwp_package_area_a(package), "china");
    assert_string_equal(bwp_package_area_b(package), "Moon");
    assert_int_equal(bwp_package_billing(package), BWP_POSTPAID);
    assert_string_equal(bwp_package_order_id(package), "CS2401");
    assert_string_equal(bwp_package_created_at(package), "2024-01-01T00:00:00Z");
    assert_string_equal(bwp_package_updated_at(package), "2024-01-02T00:00:00Z");
    assert_string_equal(bwp_package_expires_at(package), "");
    assert_string_equal(bwp_package_bound_to(package), "cc-1");
    assert_string_equal(bwp_package_resource_group(package), "0");
    assert_int_equal(bwp_package_tag_count(package), 1);
    assert_string_equal(bwp_package_tag(package, 0).key, "env");
    assert_string_equal(bwp_package_tag(package, 0).value, "prod");
    assert_memory_equal(bwp_package_json(package), "{\"id\":\"3ae4ff2d", 15);
    assert_string_equal(strstr(bwp_package_json(package), "\"interflow_mode\""), "\"interflow_mode\":\"Area\"}");
    unit_answer_free(&answer);
    unit_read(&answer, &bwpi_huawei, 200, "", example);
    assert_string_equal(answer.reply.request_id, "f91082d4-6d49-479c-ad1d-4e552a9f5cae");
    unit_answer_free(&answer);
}

static void test_billing_mode_is_read_as_number_and_as_text(void **state)
{
    static const struct {
        const char *mode;
        bwp_billing billing;
    } cases[] = {{"1", BWP_PREPAID},
                 {"2", BWP_PREPAID},
                 {"3", BWP_POSTPAID},
                 {"4", BWP_POSTPAID},
                 {"5", BWP_POSTPAID_95},
                 {"6", BWP_POSTPAID_95},
                 {"\"1\"", BWP_PREPAID},
                 {"\"6\"", BWP_POSTPAID_95},
                 {"7", 0},
                 {"\"8\"", 0},
                 {"0", 0},
                 {"-1", 0},
                 {"\"\"", 0},
                 {"\"33\"", 0},
                 {"\"x\"", 0},
                 {"\" \"", 0},
                 {"null", 0},
                 {"3.5", 0},
                 {"1e30", 0},
                 {"[3]", 0}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct unit_answer answer;
        char               body[128];

        (void)snprintf(body, sizeof body, "{\"bandwidth_package\":{\"id\":\"i\",\"billing_mode\":%s}}", cases[i].mode);
        unit_read(&answer, &bwpi_huawei, 200, "", body);
        unit_number(cases[i].mode, "verdict", REPLY_ACCEPTED, answer.reply.verdict);
        unit_number(cases[i].mode, "billing", cases[i].billing, bwp_package_billing(&answer.reply.package));
        unit_answer_free(&answer);
    }
}

/* The id decides; what else is odd is left out. */
static void test_odd_members_do_not_undo_a_purchase(void **state)
{
    struct unit_answer answer;

    (void)state;
    unit_read(&answer, &bwpi_huawei, 200, "",
              " {\"bandwidth_package\" : {\"id\":\" i "
              "\",\"name\":7,\"bandwidth\":-5,\"tags\":{},\"status\":null,\"order_id\":[]} }");
    assert_int_equal(answer.reply.verdict, REPLY_ACCEPTED);
    assert_string_equal(answer.reply.package.id, "i");
    assert_string_equal(bwp_package_name(&answer.reply.package), "");
    assert_int_equal(bwp_package_bandwidth_mbps(&answer.reply.package), 0);
    assert_int_equal(bwp_package_tag_count(&answer.reply.package), 0);
    assert_string_equal(answer.reply.order_id, "");
    unit_answer_free(&answer);
}

static const struct {
    int         http_status;
    const char *body;
    bwp_status  status;
} unclear[] = {
    {200, "", BWP_ERR_RESPONSE},
    {200, "{}", BWP_ERR_RESPONSE},
    {201, "null", BWP_ERR_RESPONSE},
    {200, "[]", BWP_ERR_RESPONSE},
    {200, "<html>logged in</html>", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{}}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":null}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":\"id\"}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":\"\"}}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":null}}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":5}}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":\"a/../b\"}}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":\"a b\"}}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":\"a\\u0000b\"}}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":\"a\",\"id\":\"b\"}}", BWP_ERR_RESPONSE},
    {200, "{\"Bandwidth_Package\":{\"ID\":\"a\"}}", BWP_ERR_RESPONSE},
    {200, "{\"id\":\"a\"}", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":\"3ae4ff2d-5a3b", BWP_ERR_RESPONSE},
    {200, "{\"bandwidth_package\":{\"id\":\"a\"}}{", BWP_ERR_RESPONSE},
    {202, "\xff\xfe", BWP_ERR_RESPONSE},
    {204, "", BWP_ERR_RESPONSE},
    {200, "{\"error_code\":\"CC.1053\",\"error_msg\":\"in use\"}", BWP_ERR_RESPONSE},
    {301, "{\"error_code\":\"CC.1053\"}", BWP_ERR_RESPONSE},
    {302, "", BWP_ERR_RESPONSE},
    {302, "{\"bandwidth_package\":{\"id\":\"a\"}}", BWP_ERR_RESPONSE},
    {307, "<html>moved</html>", BWP_ERR_RESPONSE},
    {400, "", BWP_ERR_RESPONSE},
    {400, "<html>bad gateway</html>", BWP_ERR_RESPONSE},
    {400, "{\"bandwidth_package\":{\"id\":\"a\"}}", BWP_ERR_RESPONSE},
    {400, "{\"code\":\"CC.1053\"}", BWP_ERR_RESPONSE}, /* a bare "code" is anybody's */
    {404, "{\"message\":\"API not found\"}", BWP_ERR_RESPONSE},
    {400, "{\"error_code\":null,\"error_msg\":\"m\"}", BWP_ERR_RESPONSE},
    {500, "{\"error_code\":\"CC.1053\"}", BWP_ERR_SERVER},
    {400, "{\"error_code\":\"CC.1053\",\"error_msg\":\"cut", BWP_ERR_RESPONSE},
    {400, "{\"error_code\":\"\",\"error_msg\":\"\"}", BWP_ERR_RESPONSE},
    {400, "\"CC.1053\"", BWP_ERR_RESPONSE},
    {403, "[{\"error_code\":\"CC.1053\",\"error_msg\":\"m\"}]", BWP_ERR_RESPONSE},
    {500, "", BWP_ERR_SERVER},
    {500, "{\"bandwidth_package\":{\"id\":\"a\"}}", BWP_ERR_SERVER},
    {502, "<html>bad gateway</html>", BWP_ERR_SERVER},
};

static void test_what_is_neither_is_unclear(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(unclear); i++) {
        struct unit_answer answer;

        unit_read(&answer, &bwpi_huawei, unclear[i].http_status, "", unclear[i].body);
        unit_number(unclear[i].body, "verdict", REPLY_UNCLEAR, answer.reply.verdict);
        unit_number(unclear[i].body, "status", unclear[i].status, answer.reply.status);
        unit_number(unclear[i].body, "packages", 0, (long long)answer.reply.package_count);
        unit_answer_free(&answer);
    }
}

/* Cloud Connect's codes, then the gateway's, as its two tables have them. */
static const struct unit_error errors[] = {
    {400, "CC.1001", "Invalid parameters.", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {404, "CC.1002", "The resource was not found.", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {400, "CC.1002", "The resource was not found.", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {403, "CC.1004", "You do not have permission to operate.", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "CC.1006", "Account is restricted", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "CC.1007", "Internal Server Error.", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {400, "CC.1041", "Internal Server Error.", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {400, "CC.1031", "name in use", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "CC.1032", "has network instances", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "CC.1033", "Insufficient cloud connection quota.", BWP_ERR_QUOTA, REPLY_REFUSED},
    {400, "CC.1042", "frozen", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "CC.1043", "cannot connect enterprise routers", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "CC.1050", "permit not approved", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "CC.1051", "permit not applied for", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "CC.1052", "cannot be deleted", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "CC.1053", "The bandwidth package name is already in use.", BWP_ERR_EXISTS, REPLY_REFUSED},
    {400, "CC.1054", "frozen", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "CC.1055", "The bandwidth package has been bound.", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "CC.1056", "less than the used bandwidth", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "CC.1057", "The account does not have the permissions.", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "CC.9999", "nobody knows", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {409, "CC.9999", "nobody knows", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {500, "CC.1001", "its own form, but a 500", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {400, "CC.9999", "Internal error, order service timed out", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {400, "CBC.30060005", "Frozen CbcDeposit Failed!", BWP_ERR_BALANCE, REPLY_REFUSED},
    {403, "CBC.0150", "another website", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "CBC.0156", "another website", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "CBC.99003651", "another operation is being performed", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "CBC.30000067", "already unsubscribed", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {404, "APIGW.0101", "The API does not exist", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {404, "APIGW.0103", "The backend does not exist", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "APIGW.0104", "m", BWP_ERR_SERVER, REPLY_REFUSED},
    {400, "APIGW.0105", "m", BWP_ERR_SERVER, REPLY_REFUSED},
    {400, "APIGW.0106", "m", BWP_ERR_SERVER, REPLY_REFUSED},
    {400, "APIGW.0201", "Bad request", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {502, "APIGW.0201", "Backend unavailable", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {504, "APIGW.0201", "Backend timeout", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {403, "APIGW.0302", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {401, "APIGW.0303", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "APIGW.0304", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {401, "APIGW.0305", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "APIGW.0306", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {401, "APIGW.0307", "The token must be updated.", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {429, "APIGW.0308", "The throttling threshold has been reached", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {403, "APIGW.0310", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {401, "APIGW.0311", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "APIGW.0401", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "APIGW.0402", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "APIGW.0404", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {405, "APIGW.0501", "app quota used up", BWP_ERR_QUOTA, REPLY_REFUSED},
    {405, "APIGW.0502", "app frozen", BWP_ERR_BALANCE, REPLY_REFUSED},
    {500, "APIGW.0601", "Internal server error", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "APIGW.0605", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "APIGW.0606", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "APIGW.0608", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "APIGW.0609", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "APIGW.0611", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "APIGW.0612", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "APIGW.0705", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {400, "APIGW.0602", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "APIGW.0607", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {502, "APIGW.0610", "No backend available", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {503, "APIGW.0613", "IAM unavailable", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {403, "APIGW.0801", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "APIGW.0802", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    /* one code, and the message decides */
    {401, "APIGW.0301", "Incorrect IAM authentication information: verify aksk signature fail", BWP_ERR_CREDENTIALS,
     REPLY_REFUSED},
    {401, "APIGW.0301",
     "calc aksk signature fail:signature expired, signature time:20211217T064303Z,server time:20211217T065804Z",
     BWP_ERR_CLOCK, REPLY_REFUSED},
    {401, "APIGW.0301", "AK access failed to reach the limit,forbidden", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {401, "APIGW.0301", "Get secretKey failed,ak:x,err:ak not exist", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {401, "APIGW.0301", "token expires, expires_at: 2024", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    /* other prefixes, same numbers; the code is reported as it came */
    {401, "APIG.0301", "verify aksk signature fail", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {401, "APIC.0301", "signature expired", BWP_ERR_CLOCK, REPLY_REFUSED},
    {429, "APIG.0308", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {404, "APIG.0101", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {404, "APIX.0101", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
};

static void test_flat_errors(void **state)
{
    (void)state;
    unit_errors(&bwpi_huawei, "{\"error_code\":\"%s\",\"error_msg\":\"%s\",\"request_id\":\"r\"}", errors,
                COUNT(errors));
    unit_errors(&bwpi_huawei, "{\"code\":\"%s\",\"message\":\"%s\"}", errors, COUNT(errors));
}

static void test_errors_nested_at_depth(void **state)
{
    (void)state;
    unit_errors(&bwpi_huawei, "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}", errors, COUNT(errors));
    unit_errors(&bwpi_huawei, "{\"a\":1,\"b\":{\"c\":{\"d\":{\"error_code\":\"%s\",\"error_msg\":\"%s\"}}}}", errors,
                COUNT(errors));
    unit_errors(&bwpi_huawei, "{\"message\":\"no code\",\"x\":{\"code\":\"%s\",\"message\":\"%s\"}}", errors,
                COUNT(errors));
}

/* The same code whatever it is that was too large. */
static void test_too_large_is_a_matter_of_arguments(void **state)
{
    static const struct unit_error too_large[] = {
        {413, "APIGW.0201", "Request entity too large", BWP_ERR_ARGUMENT, REPLY_REFUSED},
        {414, "APIGW.0201", "Request URI too large", BWP_ERR_ARGUMENT, REPLY_REFUSED},
        {494, "APIGW.0201", "Request headers too large", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    };

    (void)state;
    unit_errors(&bwpi_huawei, "{\"error_code\":\"%s\",\"error_msg\":\"%s\"}", too_large, COUNT(too_large));
}

static void test_numeric_code_of_iam(void **state)
{
    struct unit_answer answer;

    (void)state;
    unit_read(&answer, &bwpi_huawei, 403, "X-Request-Id: r1\r\n",
              "{\"error\":{\"message\":\"You are not authorized\",\"code\":403,\"title\":\"Forbidden\"}}");
    assert_int_equal(answer.reply.verdict, REPLY_REFUSED);
    assert_int_equal(answer.reply.status, BWP_ERR_FORBIDDEN);
    assert_string_equal(answer.reply.code, "403");
    assert_string_equal(answer.reply.message, "You are not authorized");
    assert_string_equal(answer.reply.request_id, "r1");
    unit_answer_free(&answer);
}

/* Half-filled errors are refusals all the same; the text is found under the other shape's name as well. */
static void test_code_counts_without_its_text(void **state)
{
    static const struct {
        const char *body, *message;
    } cases[] = {
        {"{\"error_code\":\"CC.1053\"}", "it does not say why"},
        {"{\"error_code\":\"CC.1053\",\"request_id\":\"r\"}", "it does not say why"},
        {"{\"error_code\":\"CC.1053\",\"error_msg\":\"\"}", "it does not say why"},
        {"{\"error_code\":\"CC.1053\",\"error_msg\":null}", "it does not say why"},
        {"{\"error_code\":\"CC.1053\",\"error_msg\":7}", "it does not say why"},
        {"{\"error_code\":\"CC.1053\",\"message\":\"in use\"}", "in use"},
        {"{\"error_code\":\"CC.1053\",\"error_msg\":\"\",\"message\":\"in use\"}", "in use"},
        {"{\"code\":\"CC.1053\",\"error_msg\":\"in use\"}", "in use"},
        {"{\"code\":\"other\",\"error_code\":\"CC.1053\",\"message\":\"in use\"}", "in use"},
        {"{\"error\":{\"error_code\":\"CC.1053\"}}", "it does not say why"},
        {"{\"code\":\"other\",\"error\":{\"error_code\":\"CC.1053\",\"message\":\"in use\"}}", "in use"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct unit_answer answer;

        unit_read(&answer, &bwpi_huawei, 400, "", cases[i].body);
        unit_number(cases[i].body, "verdict", REPLY_REFUSED, answer.reply.verdict);
        unit_number(cases[i].body, "status", BWP_ERR_EXISTS, answer.reply.status);
        unit_text(cases[i].body, "code", "CC.1053", answer.reply.code);
        unit_text(cases[i].body, "message", cases[i].message, answer.reply.message);
        unit_holds(cases[i].body, "advice", "may be your own", answer.reply.advice);
        unit_answer_free(&answer);
    }
}

static void test_hints_in_messages(void **state)
{
    static const struct {
        int         http_status;
        const char *code, *message;
        int64_t     server_time, retry_after_ms;
    } cases[] = {
        {401, "APIGW.0301", "signature expired, signature time:20211217T064303Z,server time:20211217T065804Z",
         1639724284, 0},
        {401, "APIGW.0301", "signature expired, server time:soon", 0, 0},
        {401, "APIGW.0301", "signature expired", 0, 0},
        {429, "APIGW.0308", "policy user over ratelimit,limit:100,time:1 minute", 0, 60000},
        {429, "APIGW.0308", "policy ip over ratelimit,limit:5,time:1 second", 0, 1000},
        {429, "APIGW.0308", "policy ip over ratelimit,limit:5,time:2 hours", 0, 7200000},
        {429, "APIGW.0308", "policy ip over ratelimit,limit:5,time:1 fortnight", 0, 0},
        {429, "APIGW.0308", "no hint", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct unit_answer answer;
        char               body[256];

        (void)snprintf(body, sizeof body, "{\"error_code\":\"%s\",\"error_msg\":\"%s\"}", cases[i].code,
                       cases[i].message);
        unit_read(&answer, &bwpi_huawei, cases[i].http_status, "", body);
        unit_number(cases[i].message, "server time", cases[i].server_time, answer.reply.server_time);
        unit_number(cases[i].message, "retry after", cases[i].retry_after_ms, answer.reply.retry_after_ms);
        unit_answer_free(&answer);
    }
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
        cmocka_unit_test(test_too_large_is_a_matter_of_arguments),
        cmocka_unit_test(test_numeric_code_of_iam),
        cmocka_unit_test(test_code_counts_without_its_text),
        cmocka_unit_test(test_hints_in_messages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
