/* alibaba_read_test.c - answers of CEN in JSON and in XML: what proves a package, what is a refusal, and what is
 * neither. */
#include "unit_rows.h"

static void test_forms_of_success(void **state)
{
    static const char                header[] = "HTTP/1.1 200 OK\r\nx-acs-request-id: from-the-header\r\n";
    static const struct unit_reading rows[] = {
        {UNIT_YES("{\"CenBandwidthPackageId\":\"cenbwp-4c2zaavbvh5fx****\",\"RequestId\":\"DE5E4A0E\","
                  "\"CenBandwidthPackageOrderId\":\"2081\"}"),
         .name = "JSON of 2024", .headers = header, .request_id = "DE5E4A0E",
         .package = {.id = "cenbwp-4c2zaavbvh5fx****", .order_id = "2081"}},
        {UNIT_YES("{\"RequestId\":\"0C2EE7A8\",\"CenBandwidthPackageId\":\"cenbwp-stb2axpqzzko2jagd7\"}"),
         .name = "JSON of 2018", .headers = header, .request_id = "0C2EE7A8",
         .package = {.id = "cenbwp-stb2axpqzzko2jagd7"}},
        {UNIT_YES("<?xml version='1.0' encoding='UTF-8'?><CreateCenBandwidthPackageResponse>"
                  "<RequestId>0C2EE7A8</RequestId><CenBandwidthPackageId> Cenbwp-stb2axpqzzko2jagd7"
                  "</CenBandwidthPackageId></CreateCenBandwidthPackageResponse>"),
         .name = "XML of 2018, with its blank", .headers = header, .request_id = "0C2EE7A8",
         .package = {.id = "Cenbwp-stb2axpqzzko2jagd7"}},
        {UNIT_YES("\n<?xml version=\"1.0\"?>\r\n<X>\r\n  <CenBandwidthPackageId>\n  cenbwp-1\n"
                  "  </CenBandwidthPackageId>\n  <CenBandwidthPackageOrderId>7</CenBandwidthPackageOrderId>\n"
                  "  <RequestId/>\n</X>\n"),
         .name = "XML on lines", .headers = header, .request_id = "from-the-header",
         .package = {.id = "cenbwp-1", .order_id = "7"}},
        {UNIT_YES("{\"Code\":\"OK\",\"Message\":\"success\",\"CenBandwidthPackageId\":\"c\","
                  "\"requestId\":\"lower\"}"),
         .name = "a code that says yes", .headers = header, .request_id = "lower", .package = {.id = "c"}},
    };

    (void)state;
    unit_read_rows(&bwpi_alibaba, NULL, rows, COUNT(rows));
}

static const char nul_in_xml[] = "<R><CenBandwidthPackageId>c</CenBandwidthPackageId></R>\0<R>";

static const struct unit_reading unclear[] = {
    /* an error and a purchase in one answer: neither counts */
    {UNIT_NEITHER(200, "{\"Code\":\"Forbidden\",\"Message\":\"m\",\"CenBandwidthPackageId\":\"cenbwp-1\"}", RESPONSE)},
    {UNIT_NEITHER(403, "{\"Code\":\"Forbidden\",\"Message\":\"m\",\"CenBandwidthPackageId\":\"cenbwp-1\"}", RESPONSE)},
    {UNIT_NEITHER(200, nul_in_xml, RESPONSE), .name = "NUL in XML", .body_size = sizeof nul_in_xml - 1},
    {UNIT_NEITHER(200, "", RESPONSE)},
    {UNIT_NEITHER(200, "{}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"CenBandwidthPackageId\":\"c\",\"Code\":\"InternalError\"}", RESPONSE)},
    {UNIT_NEITHER(400, "{\"Code\":\"InternalError\",\"Message\":\"unknown\"}", SERVER), .code = "InternalError",
     .message = "unknown"},
    {UNIT_NEITHER(400, "{\"Code\":\"LastTokenProcessing\",\"Message\":\"m\"}", CONFLICT), .code = "LastTokenProcessing",
     .message = "m"},
    {UNIT_NEITHER(200, "<html><body>hello</body></html>", RESPONSE)},
    {UNIT_NEITHER(200, "<CenBandwidthPackageId>c</CenBandwidthPackageId", RESPONSE)},
    {UNIT_NEITHER(200, "<R><CenBandwidthPackageId>c</CenBandwidthPackageId>", RESPONSE)},
    {UNIT_NEITHER(200, "<R><CenBandwidthPackageId>c d</CenBandwidthPackageId></R>", RESPONSE)},
    {UNIT_NEITHER(200, "<R><CenBandwidthPackageId></CenBandwidthPackageId></R>", RESPONSE)},
    {UNIT_NEITHER(
        200, "<R><CenBandwidthPackageId>a</CenBandwidthPackageId><CenBandwidthPackageId>b</CenBandwidthPackageId></R>",
        RESPONSE)},
    {UNIT_NEITHER(200, "{\"CenBandwidthPackageId\":\"\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"CenBandwidthPackageId\":null}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"CenBandwidthPackageId\":\"c/d\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"CenBandwidthPackageId\":\"c\",\"CenBandwidthPackageId\":\"d\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"cenbandwidthpackageid\":\"c\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"CenBandwidthPackageId\":\"c\"", RESPONSE)},
    {UNIT_NEITHER(200, "{\"RequestId\":\"r\",\"Code\":\"InsufficientBalance\",\"Message\":\"m\"}", RESPONSE)},
    {UNIT_NEITHER(301, "{\"CenBandwidthPackageId\":\"c\"}", RESPONSE)},
    {UNIT_NEITHER(302, "", RESPONSE)},
    {UNIT_NEITHER(400, "", RESPONSE)},
    {UNIT_NEITHER(400, "<html><body>Bad Request</body></html>", RESPONSE)},
    {UNIT_NEITHER(400, "{\"Message\":\"no code\"}", RESPONSE)},
    {UNIT_NEITHER(400, "{\"Code\":\"Inval", RESPONSE)},
    {UNIT_NEITHER(400, "{\"CenBandwidthPackageId\":\"c\"}", RESPONSE)},
    {UNIT_NEITHER(400, "Code: InvalidParameter", RESPONSE)},
    {UNIT_NEITHER(403, "\xff", RESPONSE)},
    {UNIT_NEITHER(500, "", SERVER)},
    {UNIT_NEITHER(502, "<html><head><title>502</title></head></html>", SERVER)},
    {UNIT_NEITHER(503, "{}", SERVER)},
};

static void test_what_is_neither_is_unclear(void **state)
{
    (void)state;
    unit_read_rows(&bwpi_alibaba, NULL, unclear, COUNT(unclear));
}

static const struct unit_reading errors[] = {
    /* invalid argument */
    {UNIT_NO(400, "ParameterIllegal", "m", ARGUMENT)},
    {UNIT_NO(400, "ParameterIllegal.GeoRegionId", "m", ARGUMENT)},
    {UNIT_NO(400, "InvalidParameter", "m", ARGUMENT)},
    {UNIT_NO(400, "InvalidParameter.Name", "m", ARGUMENT)},
    {UNIT_NO(400, "InvalidName", "m", ARGUMENT)},
    {UNIT_NO(400, "NameIllegal", "m", ARGUMENT)},
    {UNIT_NO(400, "ParameterMustNotNull", "m", ARGUMENT)},
    {UNIT_NO(400, "MissingParameter", "m", ARGUMENT)},
    {UNIT_NO(400, "MissingBandwidth", "m", ARGUMENT)},
    {UNIT_NO(400, "UnSupported.ChargeType", "m", ARGUMENT)},
    {UNIT_NO(405, "UnsupportedHTTPMethod", "m", ARGUMENT)},
    {UNIT_NO(404, "InvalidAction.NotFound", "m", ARGUMENT)},
    {UNIT_NO(404, "InvalidApi.NotFound", "m", ARGUMENT)},
    {UNIT_NO(404, "InvalidProduct.NotFound", "m", ARGUMENT)},
    {UNIT_NO(404, "InvalidProtocol.NeedSsl", "m", ARGUMENT)},
    /* credentials */
    {UNIT_NO(404, "InvalidAccessKeyId.NotFound", "m", CREDENTIALS)},
    {UNIT_NO(400, "InvalidAccessKeyId.NotFound", "m", CREDENTIALS)},
    {UNIT_NO(403, "InvalidAccessKeyId.Inactive", "m", CREDENTIALS)},
    {UNIT_NO(400, "MissingAccessKeyId", "m", CREDENTIALS)},
    {UNIT_NO(400, "MissingSecurityToken", "m", CREDENTIALS)},
    {UNIT_NO(400, "InvalidSecurityToken.Expired", "m", CREDENTIALS)},
    {UNIT_NO(400, "InvalidSecurityToken.Malformed", "m", CREDENTIALS)},
    {UNIT_NO(400, "InvalidSecurityToken.MismatchWithAccessKey", "m", CREDENTIALS)},
    {UNIT_NO(403, "SecurityToken.Expired", "m", CREDENTIALS)},
    {UNIT_NO(400, "IncompleteSignature", "m", CREDENTIALS)},
    {UNIT_NO(400, "SignatureDoesNotMatch", "m", CREDENTIALS)},
    {UNIT_NO(403, "SignatureDoesNotMatch", "m", CREDENTIALS)},
    /* clock */
    {UNIT_NO(400, "InvalidTimeStamp.Expired", "m", CLOCK)},
    {UNIT_NO(400, "InvalidTimeStamp.Format", "m", CLOCK)},
    {UNIT_NO(400, "IllegalTimestamp", "m", CLOCK)},
    /* an attempt that may still be running, or one that a copy has overtaken */
    {UNIT_UNSURE(400, "SignatureNonceUsed", "m", CONFLICT)},
    {UNIT_UNSURE(400, "OperationFailed.OperationIsProcessing", "m", CONFLICT)},
    {UNIT_UNSURE(400, "OperationConflict", "m", CONFLICT)},
    {UNIT_UNSURE(400, "TaskConflict", "m", CONFLICT)},
    {UNIT_UNSURE(400, "Task.Conflict", "m", CONFLICT)},
    {UNIT_UNSURE(400, "OperationFailed.TaskConflict", "m", CONFLICT)},
    {UNIT_UNSURE(400, "BandwidthPackageOperation.conflict", "m", CONFLICT)},
    {UNIT_UNSURE(400, "LOCK_ERROR", "m", CONFLICT)},
    {UNIT_UNSURE(400, "DB.Error", "m", SERVER)},
    {UNIT_UNSURE(400, "UnknownError", "m", SERVER)},
    {UNIT_UNSURE(400, "ServiceUnavailableTemporary", "m", SERVER)},
    {UNIT_UNSURE(400, "SystemBusy", "m", SERVER)},
    {UNIT_UNSURE(400, "ServiceBusy", "m", SERVER)},
    {UNIT_NO(400, "InvalidStatus.ResourceStatus", "m", CONFLICT)},
    /* each of these says what to do with the token, for doing the same again is of no use */
    {UNIT_NO(400, "IdempotentFailed", "m", CONFLICT), .advice = "then use a new token"},
    {UNIT_NO(400, "IdempotenceParam.NotMatch", "m", CONFLICT), .advice = "before using a new token"},
    {UNIT_NO(400, "IdempotentParameterMismatch", "m", CONFLICT), .advice = "before using a new token"},
    {UNIT_UNSURE(400, "OperationFailed.OrderIsProcessing", "m", CONFLICT)},
    {UNIT_UNSURE(500, "Operation.Blocking", "m", CONFLICT)},
    {UNIT_UNSURE(400, "LastTokenProcessing", "m", CONFLICT)},
    /* forbidden */
    {UNIT_NO(400, "Unauthorized", "m", FORBIDDEN)},
    {UNIT_NO(401, "Unauthorized", "m", FORBIDDEN)},
    {UNIT_NO(403, "Forbidden", "m", FORBIDDEN)},
    {UNIT_NO(403, "Forbidden.RAM", "m", FORBIDDEN)},
    {UNIT_NO(403, "Forbidden.RiskControl", "m", FORBIDDEN)},
    {UNIT_NO(400, "NoPermission", "m", FORBIDDEN)},
    {UNIT_NO(400, "Abs.ApiForbiddenBySubBid", "m", FORBIDDEN)},
    {UNIT_NO(400, "OperationInvalid.UserCanNotBuyBwp", "m", FORBIDDEN)},
    {UNIT_NO(400, "OperationInvalid.UserCanNotBuyCrossBorderBwp", "m", FORBIDDEN)},
    {UNIT_NO(400, "OperationInvalid.UserCanNotUseBwp", "m", FORBIDDEN)},
    {UNIT_NO(400, "Order.AccountStatusIllegal", "m", FORBIDDEN)},
    /* not found */
    {UNIT_NO(404, "ParameterBwpInstanceId", "m", NOT_FOUND)},
    {UNIT_NO(404, "ParameterCenInstanceId", "m", NOT_FOUND)},
    {UNIT_NO(404, "ParameterInstanceId", "m", NOT_FOUND)},
    {UNIT_NO(404, "GeographicSpan.NotFound", "m", NOT_FOUND)},
    {UNIT_NO(404, "InvalidCenId.NotFound", "m", NOT_FOUND)},
    /* conflict */
    {UNIT_NO(403, "Forbidden.Release", "m", CONFLICT), .meaning = MEANS_PREPAID_STAYS},
    {UNIT_NO(409, "InvalidOperation.CenInstanceStatus", "m", CONFLICT)},
    {UNIT_NO(403, "InvalidOperation.BwpInstanceStatus", "m", CONFLICT)},
    {UNIT_NO(409, "InstanceStatus.NotSupport", "m", CONFLICT)},
    {UNIT_NO(400, "InvalidStatus.Resource", "m", CONFLICT)},
    {UNIT_NO(400, "IncorrectStatus.TransitRouter", "m", CONFLICT)},
    {UNIT_NO(409, "InvalidOperation.BwpForGeoSpanAlreadyAssociated", "m", CONFLICT), .meaning = MEANS_BOUND_ALREADY},
    /* quota, balance, throttling */
    {UNIT_NO(400, "QuotaExceeded", "m", QUOTA)},
    {UNIT_NO(400, "QuotaExceeded.BandwidthPackage", "m", QUOTA)},
    {UNIT_NO(409, "InvalidOperation.BwpBandwidthExceeded", "m", QUOTA)},
    {UNIT_NO(400, "InventoryExceeded", "m", QUOTA)},
    {UNIT_NO(400, "OperationFailed.InsufficientBalance", "m", BALANCE)},
    {UNIT_NO(400, "InsufficientBalance", "m", BALANCE)},
    {UNIT_NO(500, "PayFor.AccountMoneyValidateError", "m", BALANCE)},
    {UNIT_NO(400, "Throttling", "m", THROTTLED)},
    {UNIT_NO(429, "Throttling.User", "m", THROTTLED)},
    {UNIT_NO(503, "Throttling.Api", "m", THROTTLED)},
    {UNIT_NO(400, "Rejected.Throttling", "m", THROTTLED)},
    /* the server's own trouble */
    {UNIT_UNSURE(500, "InternalError", "m", SERVER)},
    {UNIT_UNSURE(500, "DB.Error", "m", SERVER)},
    {UNIT_UNSURE(503, "ServiceUnavailable", "m", SERVER)},
    {UNIT_UNSURE(500, "InvalidParameter", "its own form, but a 500", SERVER)},
    /* codes are compared as they are written */
    {UNIT_NO(400, "insufficientbalance", "m", ARGUMENT)},
};

static void test_errors_in_json(void **state)
{
    (void)state;
    unit_read_rows(&bwpi_alibaba,
                   "{\"RequestId\":\"r\",\"HostId\":\"h\",\"Code\":\"%s\",\"Message\":\"%s\",\"Recommend\":\"u\"}",
                   errors, COUNT(errors));
    unit_read_rows(&bwpi_alibaba, "{\"code\":\"%s\",\"message\":\"%s\"}", errors, COUNT(errors));
}

static void test_errors_in_xml(void **state)
{
    (void)state;
    unit_read_rows(&bwpi_alibaba,
                   "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>r</RequestId><HostId>h</HostId>"
                   "<Code>%s</Code><Message>%s</Message></Error>",
                   errors, COUNT(errors));
}

#define BUSY UNIT_NO(400, "Throttling", "m", THROTTLED)

static void test_hints_of_headers(void **state)
{
    static const struct unit_reading rows[] = {
        {BUSY},
        {BUSY, .headers = "x-acs-retry-after: 2000\r\n", .retry_after_ms = 2000},
        {BUSY, .headers = "x-ratelimit-user-api: Limit:1,Remain:0,TimeLeft:1500,Reset:1234\r\n",
         .retry_after_ms = 1500},
        {BUSY, .headers = "x-ratelimit-user: Limit:1,Remain:0,TimeLeft:700,Reset:1234\r\n", .retry_after_ms = 700},
        {BUSY, .headers = "x-acs-retry-after: soon\r\n"},
        {BUSY, .headers = "x-acs-retry-after: -5\r\n"},
    };

    (void)state;
    unit_read_rows(&bwpi_alibaba, "{\"Code\":\"%s\",\"Message\":\"%s\"}", rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_success), cmocka_unit_test(test_what_is_neither_is_unclear),
        cmocka_unit_test(test_errors_in_json),   cmocka_unit_test(test_errors_in_xml),
        cmocka_unit_test(test_hints_of_headers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
