/* alibaba_read_test.c - answers of CEN in JSON and in XML: what proves a package, what is a refusal, and what is
 * neither. */
#include "alibaba/alibaba.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

static const struct {
    const char *what, *body, *id, *order_id, *request_id;
} accepted[] = {
    {"JSON of 2024",
     "{\"CenBandwidthPackageId\":\"cenbwp-4c2zaavbvh5fx****\",\"RequestId\":\"DE5E4A0E\","
     "\"CenBandwidthPackageOrderId\":\"2081\"}",
     "cenbwp-4c2zaavbvh5fx****", "2081", "DE5E4A0E"},
    {"JSON of 2018", "{\"RequestId\":\"0C2EE7A8\",\"CenBandwidthPackageId\":\"cenbwp-stb2axpqzzko2jagd7\"}",
     "cenbwp-stb2axpqzzko2jagd7", "", "0C2EE7A8"},
    {"XML of 2018, with its blank",
     "<?xml version='1.0' encoding='UTF-8'?><CreateCenBandwidthPackageResponse><RequestId>0C2EE7A8</RequestId>"
     "<CenBandwidthPackageId> Cenbwp-stb2axpqzzko2jagd7</CenBandwidthPackageId></CreateCenBandwidthPackageResponse>",
     "Cenbwp-stb2axpqzzko2jagd7", "", "0C2EE7A8"},
    {"XML on lines",
     "\n<?xml version=\"1.0\"?>\r\n<X>\r\n  <CenBandwidthPackageId>\n  cenbwp-1\n  </CenBandwidthPackageId>\n"
     "  <CenBandwidthPackageOrderId>7</CenBandwidthPackageOrderId>\n  <RequestId/>\n</X>\n",
     "cenbwp-1", "7", "from-the-header"},
    {"a code that says yes",
     "{\"Code\":\"OK\",\"Message\":\"success\",\"CenBandwidthPackageId\":\"c\",\"requestId\":\"lower\"}", "c", "",
     "lower"},
};

static void test_forms_of_success(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(accepted); i++) {
        struct unit_answer answer;

        unit_read(&answer, &bwpi_alibaba, 200, "HTTP/1.1 200 OK\r\nx-acs-request-id: from-the-header\r\n",
                  accepted[i].body);
        unit_number(accepted[i].what, "verdict", REPLY_ACCEPTED, answer.reply.verdict);
        unit_number(accepted[i].what, "status", BWP_OK, answer.reply.status);
        unit_text(accepted[i].what, "id", accepted[i].id, bwp_package_id(&answer.reply.package));
        unit_text(accepted[i].what, "order", accepted[i].order_id, answer.reply.order_id);
        unit_text(accepted[i].what, "order of the package", accepted[i].order_id,
                  bwp_package_order_id(&answer.reply.package));
        unit_text(accepted[i].what, "request id", accepted[i].request_id, answer.reply.request_id);
        unit_text(accepted[i].what, "code", "", answer.reply.code);
        unit_text(accepted[i].what, "message", "", answer.reply.message);
        unit_number(accepted[i].what, "JSON", '{', bwp_package_json(&answer.reply.package)[0]);
        unit_holds(accepted[i].what, "JSON", accepted[i].id, bwp_package_json(&answer.reply.package));
        unit_answer_free(&answer);
    }
}

static const struct {
    int         http_status;
    const char *body;
    bwp_status  status;
} unclear[] = {
    {200, "", BWP_ERR_RESPONSE},
    {200, "{}", BWP_ERR_RESPONSE},
    {200, "{\"CenBandwidthPackageId\":\"c\",\"Code\":\"InternalError\"}", BWP_ERR_RESPONSE},
    {400, "{\"Code\":\"InternalError\",\"Message\":\"unknown\"}", BWP_ERR_SERVER},
    {400, "{\"Code\":\"LastTokenProcessing\",\"Message\":\"m\"}", BWP_ERR_CONFLICT},
    {200, "<html><body>hello</body></html>", BWP_ERR_RESPONSE},
    {200, "<CenBandwidthPackageId>c</CenBandwidthPackageId", BWP_ERR_RESPONSE},
    {200, "<R><CenBandwidthPackageId>c</CenBandwidthPackageId>", BWP_ERR_RESPONSE},
    {200, "<R><CenBandwidthPackageId>c d</CenBandwidthPackageId></R>", BWP_ERR_RESPONSE},
    {200, "<R><CenBandwidthPackageId></CenBandwidthPackageId></R>", BWP_ERR_RESPONSE},
    {200, "<R><CenBandwidthPackageId>a</CenBandwidthPackageId><CenBandwidthPackageId>b</CenBandwidthPackageId></R>",
     BWP_ERR_RESPONSE},
    {200, "{\"CenBandwidthPackageId\":\"\"}", BWP_ERR_RESPONSE},
    {200, "{\"CenBandwidthPackageId\":null}", BWP_ERR_RESPONSE},
    {200, "{\"CenBandwidthPackageId\":\"c/d\"}", BWP_ERR_RESPONSE},
    {200, "{\"CenBandwidthPackageId\":\"c\",\"CenBandwidthPackageId\":\"d\"}", BWP_ERR_RESPONSE},
    {200, "{\"cenbandwidthpackageid\":\"c\"}", BWP_ERR_RESPONSE},
    {200, "{\"CenBandwidthPackageId\":\"c\"", BWP_ERR_RESPONSE},
    {200, "{\"RequestId\":\"r\",\"Code\":\"InsufficientBalance\",\"Message\":\"m\"}", BWP_ERR_RESPONSE},
    {301, "{\"CenBandwidthPackageId\":\"c\"}", BWP_ERR_RESPONSE},
    {302, "", BWP_ERR_RESPONSE},
    {400, "", BWP_ERR_RESPONSE},
    {400, "<html><body>Bad Request</body></html>", BWP_ERR_RESPONSE},
    {400, "{\"Message\":\"no code\"}", BWP_ERR_RESPONSE},
    {400, "{\"Code\":\"Inval", BWP_ERR_RESPONSE},
    {400, "{\"CenBandwidthPackageId\":\"c\"}", BWP_ERR_RESPONSE},
    {400, "Code: InvalidParameter", BWP_ERR_RESPONSE},
    {403, "\xff", BWP_ERR_RESPONSE},
    {500, "", BWP_ERR_SERVER},
    {502, "<html><head><title>502</title></head></html>", BWP_ERR_SERVER},
    {503, "{}", BWP_ERR_SERVER},
};

static void test_what_is_neither_is_unclear(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(unclear); i++) {
        struct unit_answer answer;

        unit_read(&answer, &bwpi_alibaba, unclear[i].http_status, "", unclear[i].body);
        unit_number(unclear[i].body, "verdict", REPLY_UNCLEAR, answer.reply.verdict);
        unit_number(unclear[i].body, "status", unclear[i].status, answer.reply.status);
        unit_number(unclear[i].body, "packages", 0, (long long)answer.reply.package_count);
        unit_answer_free(&answer);
    }
}

static void test_nul_in_xml_is_unclear(void **state)
{
    struct http_response          response;
    struct reply                  reply = {0};
    static const char             body[] = "<R><CenBandwidthPackageId>c</CenBandwidthPackageId></R>\0<R>";
    static const struct operation operation;

    (void)state;
    assert_true(bwpi_http_response_init(&response));
    response.status = 200;
    bwpi_buf_add(&response.body, body, sizeof body - 1);
    bwpi_alibaba.read(&operation, &response, &reply);
    assert_int_equal(reply.verdict, REPLY_UNCLEAR);
    bwpi_http_response_free(&response);
}

static const struct unit_error errors[] = {
    /* invalid argument */
    {400, "ParameterIllegal", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "ParameterIllegal.GeoRegionId", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "InvalidParameter", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "InvalidParameter.Name", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "InvalidName", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "NameIllegal", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "ParameterMustNotNull", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "MissingParameter", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "MissingBandwidth", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "UnSupported.ChargeType", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {405, "UnsupportedHTTPMethod", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {404, "InvalidAction.NotFound", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {404, "InvalidApi.NotFound", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {404, "InvalidProduct.NotFound", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {404, "InvalidProtocol.NeedSsl", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    /* credentials */
    {404, "InvalidAccessKeyId.NotFound", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "InvalidAccessKeyId.NotFound", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "InvalidAccessKeyId.Inactive", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "MissingAccessKeyId", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "MissingSecurityToken", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "InvalidSecurityToken.Expired", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "InvalidSecurityToken.Malformed", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "InvalidSecurityToken.MismatchWithAccessKey", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "SecurityToken.Expired", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "IncompleteSignature", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "SignatureDoesNotMatch", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "SignatureDoesNotMatch", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    /* clock */
    {400, "InvalidTimeStamp.Expired", "m", BWP_ERR_CLOCK, REPLY_REFUSED},
    {400, "InvalidTimeStamp.Format", "m", BWP_ERR_CLOCK, REPLY_REFUSED},
    {400, "IllegalTimestamp", "m", BWP_ERR_CLOCK, REPLY_REFUSED},
    /* an attempt that may still be running, or one that a copy has overtaken */
    {400, "SignatureNonceUsed", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "OperationFailed.OperationIsProcessing", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "OperationFailed.OrderIsProcessing", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {500, "Operation.Blocking", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "LastTokenProcessing", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "OperationConflict", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "TaskConflict", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "Task.Conflict", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "OperationFailed.TaskConflict", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "BandwidthPackageOperation.conflict", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "LOCK_ERROR", "m", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {400, "SystemBusy", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {400, "ServiceBusy", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    /* forbidden */
    {400, "Unauthorized", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {401, "Unauthorized", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "Forbidden", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "Forbidden.RAM", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "Forbidden.RiskControl", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "NoPermission", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "Abs.ApiForbiddenBySubBid", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "OperationInvalid.UserCanNotBuyBwp", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "OperationInvalid.UserCanNotBuyCrossBorderBwp", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "OperationInvalid.UserCanNotUseBwp", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {400, "Order.AccountStatusIllegal", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    /* not found */
    {404, "ParameterBwpInstanceId", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {404, "ParameterCenInstanceId", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {404, "ParameterInstanceId", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {404, "GeographicSpan.NotFound", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {404, "InvalidCenId.NotFound", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    /* conflict */
    {400, "IdempotenceParam.NotMatch", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "IdempotentParameterMismatch", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "IdempotentFailed", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {403, "Forbidden.Release", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {409, "InvalidOperation.CenInstanceStatus", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {403, "InvalidOperation.BwpInstanceStatus", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {409, "InstanceStatus.NotSupport", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "InvalidStatus.Resource", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "InvalidStatus.ResourceStatus", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "IncorrectStatus.TransitRouter", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {409, "InvalidOperation.BwpForGeoSpanAlreadyAssociated", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    /* quota, balance, throttling */
    {400, "QuotaExceeded", "m", BWP_ERR_QUOTA, REPLY_REFUSED},
    {400, "QuotaExceeded.BandwidthPackage", "m", BWP_ERR_QUOTA, REPLY_REFUSED},
    {409, "InvalidOperation.BwpBandwidthExceeded", "m", BWP_ERR_QUOTA, REPLY_REFUSED},
    {400, "InventoryExceeded", "m", BWP_ERR_QUOTA, REPLY_REFUSED},
    {400, "OperationFailed.InsufficientBalance", "m", BWP_ERR_BALANCE, REPLY_REFUSED},
    {400, "InsufficientBalance", "m", BWP_ERR_BALANCE, REPLY_REFUSED},
    {500, "PayFor.AccountMoneyValidateError", "m", BWP_ERR_BALANCE, REPLY_REFUSED},
    {400, "Throttling", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {429, "Throttling.User", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {503, "Throttling.Api", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {400, "Rejected.Throttling", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    /* the server's own trouble */
    {500, "InternalError", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "DB.Error", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {503, "ServiceUnavailable", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {500, "InvalidParameter", "its own form, but a 500", BWP_ERR_SERVER, REPLY_UNCLEAR},
    /* codes are compared as they are written */
    {400, "insufficientbalance", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
};

static void test_errors_in_json(void **state)
{
    (void)state;
    unit_errors(&bwpi_alibaba,
                "{\"RequestId\":\"r\",\"HostId\":\"h\",\"Code\":\"%s\",\"Message\":\"%s\",\"Recommend\":\"u\"}", errors,
                COUNT(errors));
    unit_errors(&bwpi_alibaba, "{\"code\":\"%s\",\"message\":\"%s\"}", errors, COUNT(errors));
}

static void test_errors_in_xml(void **state)
{
    (void)state;
    unit_errors(&bwpi_alibaba,
                "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>r</RequestId><HostId>h</HostId><Code>%s</Code>"
                "<Message>%s</Message></Error>",
                errors, COUNT(errors));
}

/* Each of them says what to do with the token, for doing the same again is of no use. */
static void test_advice_on_tokens(void **state)
{
    static const struct {
        const char *code, *advice;
    } cases[] = {{"IdempotenceParam.NotMatch", "before using a new token"},
                 {"IdempotentParameterMismatch", "before using a new token"},
                 {"IdempotentFailed", "then use a new token"}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct unit_answer answer;
        char               body[128];

        (void)snprintf(body, sizeof body, "{\"Code\":\"%s\",\"Message\":\"m\"}", cases[i].code);
        unit_read(&answer, &bwpi_alibaba, 400, "", body);
        unit_holds(cases[i].code, "advice", cases[i].advice, answer.reply.advice);
        unit_answer_free(&answer);
    }
}

static void test_hints_of_headers(void **state)
{
    static const struct {
        const char *headers;
        int64_t     hint;
    } cases[] = {{"", 0},
                 {"x-acs-retry-after: 2000\r\n", 2000},
                 {"x-ratelimit-user-api: Limit:1,Remain:0,TimeLeft:1500,Reset:1234\r\n", 1500},
                 {"x-ratelimit-user: Limit:1,Remain:0,TimeLeft:700,Reset:1234\r\n", 700},
                 {"x-acs-retry-after: soon\r\n", 0},
                 {"x-acs-retry-after: -5\r\n", 0}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct unit_answer answer;

        unit_read(&answer, &bwpi_alibaba, 400, cases[i].headers, "{\"Code\":\"Throttling\",\"Message\":\"m\"}");
        unit_number(cases[i].headers, "hint", cases[i].hint, answer.reply.retry_after_ms);
        unit_answer_free(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_success),      cmocka_unit_test(test_what_is_neither_is_unclear),
        cmocka_unit_test(test_nul_in_xml_is_unclear), cmocka_unit_test(test_errors_in_json),
        cmocka_unit_test(test_errors_in_xml),         cmocka_unit_test(test_hints_of_headers),
        cmocka_unit_test(test_advice_on_tokens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
