/* alibaba_refusal_test.c - every documented error of CEN and its gateway, by name, in JSON and in XML. */
#include <string.h>

#include "wire_refusal.h"

/* Error codes of CEN's own table, its create pages and the gateway. */
static const struct wire_refusal codes[] = {
    WIRE_NO("ParameterIllegal", 400, ARGUMENT),
    WIRE_NO("ParameterIllegal.GeoRegionId", 400, ARGUMENT),
    WIRE_NO("ParameterIllegal.BandwidthPackage", 400, ARGUMENT),
    WIRE_NO("InvalidParameter", 400, ARGUMENT),
    WIRE_NO("InvalidParameter.Name", 400, ARGUMENT),
    WIRE_NO("InvalidName", 400, ARGUMENT),
    WIRE_NO("InvalidDescription", 400, ARGUMENT),
    WIRE_NO("NameIllegal", 400, ARGUMENT),
    WIRE_NO("DescriptionIllegal", 400, ARGUMENT),
    WIRE_NO("ParameterMustNotNull", 400, ARGUMENT),
    WIRE_NO("ParameterError", 400, ARGUMENT),
    WIRE_NO("FilterKey.NotSupport", 400, ARGUMENT),
    WIRE_NO("InstanceType.NotSupport", 400, ARGUMENT),
    WIRE_NO("OperationFailed.SetPostPay95BandwidthLimitError", 400, ARGUMENT),
    WIRE_NO("OperationFailed.UpDownRadeConfigNoChange", 400, ARGUMENT),
    WIRE_NO("Operation.Failed", 400, ARGUMENT),
    WIRE_NO("MissingParameter", 400, ARGUMENT),
    WIRE_NO("MissingBandwidth", 400, ARGUMENT),
    WIRE_NO("UnSupported.ChargeType", 400, ARGUMENT),
    WIRE_NO("UnsupportedHTTPMethod", 400, ARGUMENT),
    WIRE_NO("InvalidAction.NotFound", 404, ARGUMENT),
    WIRE_NO("InvalidApi.NotFound", 404, ARGUMENT),
    WIRE_NO("InvalidProduct.NotFound", 404, ARGUMENT),
    WIRE_NO("InvalidProtocol.NeedSsl", 404, ARGUMENT),
    WIRE_NO("InvalidAccessKeyId.NotFound", 404, CREDENTIALS),
    WIRE_NO("InvalidAccessKeyId.NotFound", 400, CREDENTIALS),
    WIRE_NO("InvalidAccessKeyId.Inactive", 403, CREDENTIALS),
    WIRE_NO("MissingAccessKeyId", 400, CREDENTIALS),
    WIRE_NO("MissingSecurityToken", 400, CREDENTIALS),
    WIRE_NO("InvalidSecurityToken.Expired", 400, CREDENTIALS),
    WIRE_NO("InvalidSecurityToken.Malformed", 400, CREDENTIALS),
    WIRE_NO("InvalidSecurityToken.MismatchWithAccessKey", 400, CREDENTIALS),
    WIRE_NO("SecurityToken.Expired", 400, CREDENTIALS),
    WIRE_NO("IncompleteSignature", 400, CREDENTIALS),
    WIRE_NO("SignatureDoesNotMatch", 400, CREDENTIALS),
    WIRE_NO("SignatureDoesNotMatch", 403, CREDENTIALS),
    WIRE_NO("InvalidTimeStamp.Expired", 400, CLOCK),
    WIRE_NO("InvalidTimeStamp.Format", 400, CLOCK),
    WIRE_NO("IllegalTimestamp", 400, CLOCK),
    WIRE_NO("Unauthorized", 400, FORBIDDEN),
    WIRE_NO("Unauthorized", 401, FORBIDDEN),
    WIRE_NO("Forbidden", 403, FORBIDDEN),
    WIRE_NO("Forbidden.RAM", 403, FORBIDDEN),
    WIRE_NO("Forbidden.RiskControl", 403, FORBIDDEN),
    WIRE_NO("NoPermission", 403, FORBIDDEN),
    WIRE_NO("Abs.ApiForbiddenBySubBid", 403, FORBIDDEN),
    WIRE_NO("OperationInvalid.UserCanNotBuyBwp", 400, FORBIDDEN),
    WIRE_NO("OperationInvalid.UserCanNotBuyCrossBorderBwp", 400, FORBIDDEN),
    WIRE_NO("OperationInvalid.UserCanNotUseBwp", 400, FORBIDDEN),
    WIRE_NO("Order.AccountStatusIllegal", 400, FORBIDDEN),
    WIRE_NO("ParameterBwpInstanceId", 404, NOT_FOUND),
    WIRE_NO("ParameterCenInstanceId", 404, NOT_FOUND),
    WIRE_NO("ParameterInstanceId", 404, NOT_FOUND),
    WIRE_NO("GeographicSpan.NotFound", 404, NOT_FOUND),
    WIRE_NO("InvalidResourceGroup.NotFound", 404, REFUSED),
    WIRE_NO("IdempotenceParam.NotMatch", 400, CONFLICT),
    WIRE_NO("IdempotentParameterMismatch", 400, CONFLICT),
    WIRE_NO("Forbidden.Release", 403, CONFLICT),
    WIRE_NO("InvalidOperation.CenInstanceStatus", 409, CONFLICT),
    WIRE_NO("InvalidOperation.BwpInstanceStatus", 403, CONFLICT),
    WIRE_NO("InvalidOperation.BwpBusinessStatus", 409, CONFLICT),
    WIRE_NO("InvalidOperation.CenBandwidthLimitsNotZero", 409, CONFLICT),
    WIRE_NO("InvalidOperation.BwpForGeoSpanAlreadyAssociated", 409, CONFLICT),
    WIRE_NO("InstanceStatus.NotSupport", 409, CONFLICT),
    WIRE_NO("InvalidStatus.Resource", 400, CONFLICT),
    WIRE_NO("IncorrectStatus.TransitRouter", 400, CONFLICT),
    WIRE_NO("QuotaExceeded", 400, QUOTA),
    WIRE_NO("QuotaExceeded.BandwidthPackage", 400, QUOTA),
    WIRE_NO("QuotaExceeded.TagNum", 400, QUOTA),
    WIRE_NO("InvalidOperation.BwpBandwidthExceeded", 409, QUOTA),
    WIRE_NO("InventoryExceeded", 400, QUOTA),
    WIRE_NO("OperationFailed.InsufficientBalance", 400, BALANCE),
    WIRE_NO("InsufficientBalance", 400, BALANCE),
    WIRE_NO("Throttling", 400, THROTTLED),
    WIRE_NO("Throttling.User", 429, THROTTLED),
    WIRE_NO("Throttling.Api", 400, THROTTLED),
    /* a refusal whatever the status says */
    WIRE_NO("PayFor.AccountMoneyValidateError", 500, BALANCE),
    WIRE_NO("Rejected.Throttling", 503, THROTTLED),
    /* these speak of an attempt that may be running still, or was carried out */
    WIRE_UNSURE("SignatureNonceUsed", 400, CONFLICT),
    WIRE_UNSURE("OperationFailed.OperationIsProcessing", 400, CONFLICT),
    WIRE_UNSURE("OperationFailed.OrderIsProcessing", 400, CONFLICT),
    WIRE_UNSURE("Operation.Blocking", 500, CONFLICT),
    WIRE_UNSURE("LastTokenProcessing", 400, CONFLICT),
    WIRE_UNSURE("InternalError", 500, SERVER),
    WIRE_UNSURE("DB.Error", 500, SERVER),
    WIRE_UNSURE("ServiceUnavailable", 503, SERVER),
};

static const struct wire_refusal unknown[] = {
    WIRE_NO("Brand.New", 400, ARGUMENT),
    WIRE_NO("Brand.New", 401, CREDENTIALS),
    WIRE_NO("Brand.New", 402, BALANCE),
    WIRE_NO("Brand.New", 403, FORBIDDEN),
    WIRE_NO("Brand.New", 404, REFUSED),
    WIRE_NO("Brand.New", 409, CONFLICT),
    WIRE_NO("Brand.New", 429, THROTTLED),
    WIRE_NO("Brand.New", 418, REFUSED),
    WIRE_UNSURE("Brand.New", 408, RESPONSE),
    WIRE_UNSURE("Brand.New", 500, SERVER),
    WIRE_UNSURE("Brand.New", 502, SERVER),
    WIRE_UNSURE("Brand.New", 504, SERVER),
    WIRE_UNSURE("Brand.New", 302, RESPONSE),
    /* the spelling counts */
    WIRE_NO("quotaexceeded", 400, ARGUMENT),
};

static void test_codes_in_json(void **state)
{
    (void)state;
    wire_refusals_run(&wire_doors[WIRE_ACS3], NULL, codes, COUNT(codes));
}

static void test_codes_in_json_under_the_old_signature(void **state)
{
    (void)state;
    wire_refusals_run(&wire_doors[WIRE_RPC], NULL, codes, COUNT(codes));
}

static void test_codes_in_xml(void **state)
{
    (void)state;
    wire_refusals_run(&wire_doors[WIRE_ACS3], "xml", codes, COUNT(codes));
}

/* No change in bandwidth is what a resize was to bring about. */
static void test_codes_at_every_verb(void **state)
{
    static const struct wire_exception rows[] = {
        {WIRE_RESIZE, "OperationFailed.UpDownRadeConfigNoChange", BWP_DONE, BWP_OK}};
    static const struct wire_exceptions exceptions = {rows, COUNT(rows)};

    (void)state;
    wire_refusals_run_verbs(&wire_doors[WIRE_ACS3], NULL, codes, COUNT(codes), exceptions);
    wire_refusals_run_verbs(&wire_doors[WIRE_RPC], "xml", codes, COUNT(codes), exceptions);
}

static void test_unknown_code_goes_by_its_status(void **state)
{
    (void)state;
    wire_refusals_run(&wire_doors[WIRE_ACS3], NULL, unknown, COUNT(unknown));
    (void)wire_test_start(NULL);
    wire_refusals_run(&wire_doors[WIRE_RPC], "xml", unknown, COUNT(unknown));
}

static void test_codes_in_lower_case_members_are_read(void **state)
{
    bwp_result *result;
    bwp_config  config = wire_config(&wire_doors[WIRE_ACS3], wire_cloud.url);
    bwp_request request = wire_request(&wire_doors[WIRE_ACS3], "lower case");

    (void)state;
    wire_fault("{\"kind\":\"status\",\"provider\":\"alibaba\",\"status\":400,\"body\":"
               "\"{\\\"requestId\\\":\\\"r-7\\\",\\\"code\\\":\\\"InventoryExceeded\\\",\\\"message\\\":\\\"m\\\"}\"}");
    result = wire_create_with(&config, &request, BWP_NOT_DONE);
    assert_string_equal(bwp_result_provider_code(result), "InventoryExceeded");
    assert_string_equal(bwp_result_request_id(result), "r-7");
    assert_int_equal(bwp_result_status(result), BWP_ERR_QUOTA);
    bwp_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_codes_in_json),
        WIRE_TEST(test_codes_in_json_under_the_old_signature),
        WIRE_TEST(test_codes_in_xml),
        WIRE_TEST(test_codes_at_every_verb),
        WIRE_TEST(test_unknown_code_goes_by_its_status),
        WIRE_TEST(test_codes_in_lower_case_members_are_read),
    };

    return WIRE_RUN(tests);
}
