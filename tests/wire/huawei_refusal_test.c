/* huawei_refusal_test.c - every documented error of Cloud Connect and its gateway, by name. */
#include <string.h>

#include "wire_refusal.h"

static const struct wire_door *const door = &wire_doors[WIRE_HUAWEI];

/* Error codes of Cloud Connect; nearly all are HTTP 400. */
static const struct wire_refusal codes[] = {
    WIRE_NO("CC.1001", 400, ARGUMENT),       WIRE_NO("CC.1002", 404, NOT_FOUND),
    WIRE_NO("CC.1002", 400, NOT_FOUND),      WIRE_NO("CC.1004", 403, FORBIDDEN),
    WIRE_NO("CC.1006", 400, FORBIDDEN),      WIRE_UNSURE("CC.1007", 400, SERVER),
    WIRE_UNSURE("CC.1041", 400, SERVER),     WIRE_NO("CC.1031", 400, CONFLICT),
    WIRE_NO("CC.1032", 400, CONFLICT),       WIRE_NO("CC.1033", 400, QUOTA),
    WIRE_NO("CC.1042", 400, FORBIDDEN),      WIRE_NO("CC.1054", 400, FORBIDDEN),
    WIRE_NO("CC.1043", 400, ARGUMENT),       WIRE_NO("CC.1050", 400, FORBIDDEN),
    WIRE_NO("CC.1051", 400, FORBIDDEN),      WIRE_NO("CC.1052", 400, CONFLICT),
    WIRE_NO("CC.1053", 400, EXISTS),         WIRE_NO("CC.1055", 400, CONFLICT),
    WIRE_NO("CC.1056", 400, ARGUMENT),       WIRE_NO("CC.1057", 400, FORBIDDEN),
    WIRE_NO("CBC.30060005", 400, BALANCE),   WIRE_NO("CBC.0150", 403, FORBIDDEN),
    WIRE_NO("CBC.0156", 403, FORBIDDEN),     WIRE_UNSURE("CBC.99003651", 400, CONFLICT),
    WIRE_NO("CBC.30000067", 400, NOT_FOUND),
};

static void test_codes_of_cloud_connect(void **state)
{
    (void)state;
    wire_refusals_run(door, NULL, codes, COUNT(codes));
}

static const struct wire_refusal gateway_codes[] = {
    WIRE_NO("APIGW.0101", 404, ARGUMENT),
    WIRE_NO("APIGW.0103", 404, ARGUMENT),
    WIRE_NO("APIGW.0104", 400, SERVER),
    WIRE_NO("APIGW.0105", 400, SERVER),
    WIRE_NO("APIGW.0106", 400, SERVER),
    WIRE_NO("APIGW.0201", 400, ARGUMENT),
    WIRE_NO("APIGW.0201", 413, ARGUMENT),
    WIRE_NO("APIGW.0201", 414, ARGUMENT),
    WIRE_NO("APIGW.0201", 494, ARGUMENT),
    WIRE_UNSURE("APIGW.0201", 502, SERVER),
    WIRE_UNSURE("APIGW.0201", 504, SERVER),
    WIRE_NO("APIGW.0301", 401, CREDENTIALS),
    WIRE_NO("APIGW.0302", 403, FORBIDDEN),
    WIRE_NO("APIGW.0303", 401, CREDENTIALS),
    WIRE_NO("APIGW.0304", 403, FORBIDDEN),
    WIRE_NO("APIGW.0305", 401, CREDENTIALS),
    WIRE_NO("APIGW.0306", 403, FORBIDDEN),
    WIRE_NO("APIGW.0307", 401, CREDENTIALS),
    WIRE_NO("APIGW.0308", 429, THROTTLED),
    WIRE_NO("APIGW.0310", 403, FORBIDDEN),
    WIRE_NO("APIGW.0311", 401, CREDENTIALS),
    WIRE_NO("APIGW.0401", 403, FORBIDDEN),
    WIRE_NO("APIGW.0402", 403, FORBIDDEN),
    WIRE_NO("APIGW.0404", 403, FORBIDDEN),
    WIRE_NO("APIGW.0501", 405, QUOTA),
    WIRE_NO("APIGW.0502", 405, BALANCE),
    WIRE_UNSURE("APIGW.0601", 500, SERVER),
    WIRE_UNSURE("APIGW.0605", 500, SERVER),
    WIRE_UNSURE("APIGW.0606", 500, SERVER),
    WIRE_UNSURE("APIGW.0608", 500, SERVER),
    WIRE_UNSURE("APIGW.0609", 500, SERVER),
    WIRE_UNSURE("APIGW.0611", 500, SERVER),
    WIRE_UNSURE("APIGW.0612", 500, SERVER),
    WIRE_UNSURE("APIGW.0705", 500, SERVER),
    WIRE_NO("APIGW.0602", 400, ARGUMENT),
    WIRE_NO("APIGW.0607", 400, ARGUMENT),
    WIRE_UNSURE("APIGW.0610", 502, SERVER),
    WIRE_UNSURE("APIGW.0613", 503, SERVER),
    WIRE_NO("APIGW.0801", 403, FORBIDDEN),
    WIRE_NO("APIGW.0802", 403, FORBIDDEN),
    /* some gateways write the same numbers with another prefix */
    WIRE_NO("APIG.0301", 401, CREDENTIALS),
    WIRE_NO("APIC.0308", 429, THROTTLED),
    WIRE_NO("APIG.0101", 404, ARGUMENT),
};

static void test_codes_of_the_gateway(void **state)
{
    (void)state;
    wire_refusals_run(door, NULL, gateway_codes, COUNT(gateway_codes));
}

static void test_codes_at_every_verb(void **state)
{
    (void)state;
    wire_refusals_run_verbs(door, NULL, codes, COUNT(codes), (struct wire_exceptions){NULL, 0});
    wire_refusals_run_verbs(door, NULL, gateway_codes, COUNT(gateway_codes), (struct wire_exceptions){NULL, 0});
}

static void test_unknown_code_goes_by_its_status(void **state)
{
    static const struct wire_refusal rows[] = {
        WIRE_NO("CC.9999", 400, ARGUMENT),   WIRE_NO("CC.9999", 401, CREDENTIALS),  WIRE_NO("CC.9999", 403, FORBIDDEN),
        WIRE_NO("CC.9999", 404, REFUSED),    WIRE_NO("CC.9999", 409, CONFLICT),     WIRE_NO("CC.9999", 429, THROTTLED),
        WIRE_NO("CC.9999", 418, REFUSED),    WIRE_UNSURE("CC.9999", 408, RESPONSE), WIRE_UNSURE("CC.9999", 500, SERVER),
        WIRE_UNSURE("CC.9999", 501, SERVER), WIRE_UNSURE("CC.9999", 503, SERVER),   WIRE_UNSURE("CC.9999", 504, SERVER),
    };

    (void)state;
    wire_refusals_run(door, NULL, rows, COUNT(rows));
}

/* One code for all that is wrong with credentials: only the text tells the clock from the rest. */
static void test_message_tells_a_clock_from_a_key(void **state)
{
    static const struct {
        const char         *message;
        struct wire_refusal refusal;
    } rows[] = {
        {"Incorrect IAM authentication information: calc aksk signature fail:signature expired, signature "
         "time:20211217T064303Z,server time:20211217T065804Z",
         WIRE_NO("APIGW.0301", 401, CLOCK)},
        {"Incorrect IAM authentication information: verify aksk signature fail",
         WIRE_NO("APIGW.0301", 401, CREDENTIALS)},
        {"Incorrect IAM authentication information: AK access failed to reach the limit,forbidden",
         WIRE_NO("APIGW.0301", 401, CREDENTIALS)},
        {"Incorrect IAM authentication information: decrypt token fail", WIRE_NO("APIGW.0301", 401, CREDENTIALS)},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        wire_refusal_run(door, NULL, &rows[i].refusal, rows[i].message);
}

/* Every shape that the vendor's clients know, as a bare body. */
static void test_every_shape_of_an_error_is_read(void **state)
{
    static const struct {
        const char *body, *code;
        bwp_status  status;
    } rows[] = {
        {"{\\\"error_code\\\":\\\"CC.1053\\\",\\\"error_msg\\\":\\\"m\\\"}", "CC.1053", BWP_ERR_EXISTS},
        {"{\\\"code\\\":\\\"CC.1053\\\",\\\"message\\\":\\\"m\\\"}", "CC.1053", BWP_ERR_EXISTS},
        {"{\\\"error\\\":{\\\"code\\\":\\\"CC.1053\\\",\\\"message\\\":\\\"m\\\"}}", "CC.1053", BWP_ERR_EXISTS},
        {"{\\\"a\\\":{\\\"b\\\":{\\\"error_code\\\":\\\"CC.1053\\\",\\\"error_msg\\\":\\\"m\\\"}}}", "CC.1053",
         BWP_ERR_EXISTS},
        {"{\\\"error\\\":{\\\"message\\\":\\\"m\\\",\\\"code\\\":403,\\\"title\\\":\\\"Forbidden\\\"}}", "403",
         BWP_ERR_ARGUMENT},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_result *result;
        bwp_config  config = wire_config(door, wire_cloud.url);
        bwp_request request = wire_request(door, "shapes");

        wire_fault("{\"kind\":\"status\",\"provider\":\"huawei\",\"status\":400,\"body\":\"%s\"}", rows[i].body);
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        assert_string_equal(bwp_result_provider_code(result), rows[i].code);
        assert_int_equal(bwp_result_status(result), rows[i].status);
        bwp_result_free(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_codes_of_cloud_connect),
        WIRE_TEST(test_codes_of_the_gateway),
        WIRE_TEST(test_codes_at_every_verb),
        WIRE_TEST(test_unknown_code_goes_by_its_status),
        WIRE_TEST(test_message_tells_a_clock_from_a_key),
        WIRE_TEST(test_every_shape_of_an_error_is_read),
    };

    return WIRE_RUN(tests);
}
