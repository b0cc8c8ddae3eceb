/* volcengine_read_test.c - answers of CEN: an error may come with a 2xx, and a gateway has a form of its own. */
#include "unit_rows.h"

static void test_forms_of_success(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES("{\"ResponseMetadata\":{\"RequestId\":\"2022060915\",\"Action\":\"CreateCenBandwidthPackage\","
                  "\"Version\":\"2020-04-01\",\"Service\":\"cen\",\"Region\":\"cn-beijing\"},\"Result\":"
                  "{\"CenBandwidthPackageId\":\"cbp-4c2zaavbvh5fx****\"}}"),
         .name = "the page", .request_id = "2022060915", .package = {.id = "cbp-4c2zaavbvh5fx****"}},
        {UNIT_YES("{\"Result\":{\"CenBandwidthPackageId\":\" c\\n\"}}"), .name = "an id alone", .package = {.id = "c"}},
    };

    (void)state;
    unit_read_rows(&bwpi_volcengine, NULL, rows, COUNT(rows));
}

#define WITH_ERROR(error)                                                                                              \
    "{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Error\":" error "},\"Result\":{\"CenBandwidthPackageId\":\"c\"}}"
#define WITH_ID(id) "{\"ResponseMetadata\":{\"RequestId\":\"r\"},\"Result\":{\"CenBandwidthPackageId\":" id "}}"

static const struct unit_reading unclear[] = {
    /* an error and a purchase in one answer: neither counts */
    {UNIT_NEITHER(200,
                  "{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Error\":{\"Code\":\"AccessDenied\"}},"
                  "\"Result\":{\"CenBandwidthPackageId\":\"cbp-1\"}}",
                  RESPONSE)},
    {UNIT_NEITHER(403,
                  "{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Error\":{\"Code\":\"AccessDenied\"}},"
                  "\"Result\":{\"CenBandwidthPackageId\":\"cbp-1\"}}",
                  RESPONSE)},
    {UNIT_NEITHER(200, "", RESPONSE)},
    {UNIT_NEITHER(200, "{}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"CenBandwidthPackageId\":\"c\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"Result\":[{\"CenBandwidthPackageId\":\"c\"}]}", RESPONSE)},
    {UNIT_NEITHER(200, WITH_ERROR("{\"Code\":\"InvalidParameter\",\"Message\":\"m\"}"), RESPONSE),
     .code = "InvalidParameter", .message = "m", .request_id = "r"},
    {UNIT_NEITHER(200, WITH_ERROR("{\"Message\":\"m\"}"), RESPONSE)},
    {UNIT_NEITHER(200, WITH_ERROR("\"InvalidParameter\""), RESPONSE)},
    {UNIT_NEITHER(200, "{\"errorcode\":\"100010\",\"message\":\"m\",\"Result\":{\"CenBandwidthPackageId\":\"c\"}}",
                  RESPONSE),
     .code = "100010"},
    {UNIT_NEITHER(200, WITH_ID("\"\""), RESPONSE)},
    {UNIT_NEITHER(200, WITH_ID("null"), RESPONSE)},
    {UNIT_NEITHER(200, WITH_ID("\"c/d\""), RESPONSE)},
    {UNIT_NEITHER(200, WITH_ID("\"c\",\"CenBandwidthPackageId\":\"d\""), RESPONSE)},
    {UNIT_NEITHER(200, "{\"Result\":{\"CenBandwidthPackageId\":\"c\"}", RESPONSE)},
    {UNIT_NEITHER(200, "<html><body>hello</body></html>", RESPONSE)},
    {UNIT_NEITHER(301, WITH_ID("\"c\""), RESPONSE)},
    {UNIT_NEITHER(400, WITH_ID("\"c\""), RESPONSE)},
    {UNIT_NEITHER(400, "{\"ResponseMetadata\":{\"Error\":{\"Message\":\"no code\"}}}", RESPONSE)},
    {UNIT_NEITHER(400, "<html><body>Bad Request</body></html>", RESPONSE)},
    {UNIT_NEITHER(403, "\xff", RESPONSE)},
    {UNIT_NEITHER(404, "", RESPONSE)},
    {UNIT_NEITHER(500, "", SERVER)},
    {UNIT_NEITHER(503, "{}", SERVER)},
};

static void test_what_is_neither_is_unclear(void **state)
{
    (void)state;
    unit_read_rows(&bwpi_volcengine, NULL, unclear, COUNT(unclear));
}

static const struct unit_reading errors[] = {
    /* of the gateway */
    {UNIT_NO(400, "MissingParameter", "m", ARGUMENT)},
    {UNIT_NO(400, "MissingRequestInfo", "m", ARGUMENT)},
    {UNIT_NO(401, "MissingAuthenticationToken", "m", CREDENTIALS)},
    {UNIT_NO(401, "MissingSignature", "m", CREDENTIALS)},
    {UNIT_NO(401, "InvalidAccessKey", "m", CREDENTIALS)},
    {UNIT_NO(400, "InvalidAccessKey", "another status", CREDENTIALS)},
    {UNIT_NO(401, "SignatureDoesNotMatch", "m", CREDENTIALS)},
    {UNIT_NO(400, "InvalidTimestamp", "The signature of the request is expired.", CLOCK)},
    {UNIT_NO(404, "ServiceNotFound", "m", ARGUMENT)},
    {UNIT_NO(404, "InvalidActionOrVersion", "m", ARGUMENT)},
    {UNIT_NO(403, "LackPolicy", "m", FORBIDDEN)},
    {UNIT_NO(403, "AccessDenied", "m", FORBIDDEN)},
    {UNIT_NO(429, "AccountFlowLimitExceeded", "m", THROTTLED)},
    {UNIT_NO(400, "FlowLimitExceeded.QPSOverLimit", "m", THROTTLED)},
    {UNIT_NO(400, "LimitExceeded.Tags", "m", QUOTA)},
    /* of the service */
    {UNIT_UNSURE(400, "FailedOperation", "m", SERVER)},
    {UNIT_NO(400, "UnsupportedOperation", "m", REFUSED)},
    {UNIT_NO(400, "InvalidBandwidth.Malformed", "m", ARGUMENT)},
    {UNIT_NO(400, "InvalidCenCrossBorderBandwidthPackage.FrozenStatus", "m", FORBIDDEN)},
    {UNIT_NO(404, "InvalidCen.NotFound", "m", NOT_FOUND)},
    {UNIT_NO(409, "InvalidCen.InvalidStatus", "m", CONFLICT)},
    {UNIT_NO(400, "QuotaExceeded.CenBandwidthPackage", "m", QUOTA)},
    {UNIT_NO(400, "AccountBalanceNotEnough", "m", BALANCE)},
    {UNIT_NO(400, "IdempotentParameterMismatch", "m", CONFLICT), .advice = "before using a new token"},
    {UNIT_NO(402, "Unheard", "m", BALANCE)},
    /* another copy may be at work, or it may have come some way */
    {UNIT_UNSURE(409, "RequestConflict", "m", CONFLICT)},
    {UNIT_UNSURE(400, "InternalError", "m", SERVER)},
    {UNIT_UNSURE(400, "ServiceUnavailable", "m", SERVER)},
    {UNIT_UNSURE(500, "InternalServiceError", "m", SERVER)},
    {UNIT_UNSURE(503, "ServiceUnavailable", "m", SERVER)},
    {UNIT_UNSURE(500, "InvalidParameter", "its own form, but a 500", SERVER)},
    {UNIT_UNSURE(408, "Timeout", "m", RESPONSE)},
    /* codes are compared as they are written */
    {UNIT_NO(400, "failedoperation", "m", ARGUMENT)},
};

/* The gateway knows addresses and no package: a 404 of its own never means that one is gone. */
static const struct unit_reading absent[] = {
    {UNIT_NO(404, "InvalidCenBandwidthPackage.NotFound", "m", ARGUMENT)},
    {UNIT_NO(404, "ApiNotFound", "m", ARGUMENT)},
};

static void test_errors_in_both_forms(void **state)
{
    struct unit_reading of_gateway[COUNT(errors)];
    size_t              count = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(errors); i++) {
        if (errors[i].status != BWP_ERR_NOT_FOUND)
            of_gateway[count++] = errors[i];
    }
    unit_read_rows(
        &bwpi_volcengine,
        "{\"ResponseMetadata\":{\"RequestId\":\"r\",\"Action\":\"A\",\"Version\":\"2020-04-01\",\"Service\":"
        "\"cen\",\"Region\":\"cn-beijing\",\"Error\":{\"CodeN\":100000,\"Code\":\"%s\",\"Message\":\"%s\"}}}",
        errors, COUNT(errors));
    unit_read_rows(&bwpi_volcengine, "{\"HTTPCode\":400,\"errorcode\":\"%s\",\"message\":\"%s\"}", of_gateway, count);
    unit_read_rows(&bwpi_volcengine, "{\"HTTPCode\":404,\"errorcode\":\"%s\",\"message\":\"%s\"}", absent,
                   COUNT(absent));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_success),
        cmocka_unit_test(test_what_is_neither_is_unclear),
        cmocka_unit_test(test_errors_in_both_forms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
