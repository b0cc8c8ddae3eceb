/* baidu_read_test.c - answers of CSN: what proves a package, what is a refusal, and what is neither. */
#include "unit_rows.h"

static void test_example_of_the_create_document(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_YES("{\"csnBpId\":\"csnBp-gdrf6fukb36u\"}"), .headers = "HTTP/1.1 200 OK\r\nX-Bce-Request-Id: r-1\r\n",
         .request_id = "r-1", .package = {.id = "csnBp-gdrf6fukb36u", .json = "{\"csnBpId\":\"csnBp-gdrf6fukb36u\"}"}},
    };

    (void)state;
    unit_read_rows(&bwpi_baidu, NULL, rows, COUNT(rows));
}

static const struct unit_reading unclear[] = {
    /* an error and a purchase in one answer: neither counts */
    {UNIT_NEITHER(200, "{\"code\":\"AccessDenied\",\"message\":\"m\",\"csnBpId\":\"csnBp-1\"}", RESPONSE)},
    {UNIT_NEITHER(403, "{\"code\":\"AccessDenied\",\"message\":\"m\",\"csnBpId\":\"csnBp-1\"}", RESPONSE)},
    {UNIT_NEITHER(200, "", RESPONSE)},
    {UNIT_NEITHER(200, "{}", RESPONSE)},
    {UNIT_NEITHER(200, "[\"csnBpId\"]", RESPONSE)},
    {UNIT_NEITHER(200, "<html>csnBp-1</html>", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":\"\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":null}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":[\"csnBp-1\"]}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":\"csnBp 1\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":\"csnBp-1\\n\\u0000\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":\"csnBp-1#x\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":\"csnBp-1\",\"csnBpId\":\"csnBp-2\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnbpid\":\"csnBp-1\"}", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":\"csnBp-1\"", RESPONSE)},
    {UNIT_NEITHER(200, "{\"csnBpId\":\"csnBp-1\"} trailing", RESPONSE)},
    {UNIT_NEITHER(200, "{\"code\":\"AccessDenied\",\"message\":\"m\"}", RESPONSE)},
    {UNIT_NEITHER(204, "", RESPONSE)},
    {UNIT_NEITHER(302, "{\"csnBpId\":\"csnBp-1\"}", RESPONSE)},
    {UNIT_NEITHER(304, "", RESPONSE)},
    {UNIT_NEITHER(400, "", RESPONSE)},
    {UNIT_NEITHER(403, "<html>403</html>", RESPONSE)},
    {UNIT_NEITHER(400, "{\"message\":\"no code\"}", RESPONSE)},
    {UNIT_NEITHER(400, "{\"code\":400,\"message\":\"a number\"}", RESPONSE)},
    {UNIT_NEITHER(400, "{\"csnBpId\":\"csnBp-1\"}", RESPONSE)},
    {UNIT_NEITHER(400, "{\"code\":\"Access", RESPONSE)},
    {UNIT_NEITHER(500, "", SERVER)},
    {UNIT_NEITHER(502, "<html>502</html>", SERVER)},
};

static void test_what_is_neither_is_unclear(void **state)
{
    (void)state;
    unit_read_rows(&bwpi_baidu, NULL, unclear, COUNT(unclear));
}

static const struct unit_reading errors[] = {
    {UNIT_NO(400, "InappropriateJSON", "m", ARGUMENT)},
    {UNIT_NO(400, "MalformedJSON", "m", ARGUMENT)},
    {UNIT_NO(400, "InvalidHTTPRequest", "m", ARGUMENT)},
    {UNIT_NO(400, "InvalidURI", "m", ARGUMENT)},
    {UNIT_NO(404, "InvalidVersion", "m", ARGUMENT)},
    {UNIT_NO(400, "InvalidHTTPAuthHeader", "m", CREDENTIALS)},
    {UNIT_NO(403, "InvalidAccessKeyId", "m", CREDENTIALS)},
    {UNIT_NO(400, "SignatureDoesNotMatch", "m", CREDENTIALS)},
    {UNIT_NO(403, "SignatureDoesNotMatch", "m", CREDENTIALS)},
    {UNIT_NO(403, "IamSignatureInvalid", "Missing headers required by signing: host", CREDENTIALS)},
    {UNIT_NO(401, "AuthError", "m", CREDENTIALS)},
    {UNIT_NO(400, "RequestExpired", "m", CLOCK)},
    {UNIT_NO(403, "RequestTimeTooSkewed", "m", CLOCK)},
    {UNIT_NO(403, "InvalidRequest", "Fail to check timestamp: time expired", CLOCK)},
    {UNIT_NO(403, "InvalidRequest", "something else", FORBIDDEN)},
    {UNIT_NO(403, "AccessDenied", "m", FORBIDDEN)},
    {UNIT_NO(403, "OptInRequired", "m", FORBIDDEN)},
    {UNIT_NO(403, "QualifyNotPass", "m", FORBIDDEN)},
    {UNIT_NO(404, "NoSuchObject", "account not exist", FORBIDDEN)}, /* of no package */
    {UNIT_NO(404, "NoSuchObject", "the bandwidth package does not exist", NOT_FOUND)},
    {UNIT_NO(400, "NoSuchCsn", "m", NOT_FOUND)},
    {UNIT_NO(400, "CsnNotFound", "m", NOT_FOUND)},
    {UNIT_NO(400, "ResourceNotExist", "m", NOT_FOUND)},
    {UNIT_NO(403, "IdempotentParameterMismatch", "m", CONFLICT)},
    {UNIT_NO(412, "PreconditionFailed", "m", CONFLICT)},
    {UNIT_NO(409, "AnythingAtAll", "m", CONFLICT)},
    {UNIT_NO(400, "ResourceConflict", "m", CONFLICT)},
    {UNIT_NO(400, "NameAlreadyExist", "m", EXISTS)},
    {UNIT_NO(400, "CsnBpInUse", "m", CONFLICT)},
    {UNIT_NO(400, "OperationDenied", "m", CONFLICT)},
    {UNIT_NO(400, "QuotaExceeded", "m", QUOTA)},
    {UNIT_NO(400, "CsnBpExceedLimit", "m", QUOTA)},
    {UNIT_NO(402, "AnythingAtAll", "m", BALANCE)},
    {UNIT_NO(400, "InsufficientBalance", "m", BALANCE)},
    {UNIT_NO(400, "PaymentFailed", "m", BALANCE)},
    {UNIT_NO(403, "AccountArrears", "m", BALANCE)},
    {UNIT_NO(429, "AnythingAtAll", "m", THROTTLED)},
    {UNIT_NO(400, "SlowDown", "m", THROTTLED)},
    {UNIT_NO(403, "TooManyRequests", "m", THROTTLED)},
    {UNIT_NO(403, "RequestLimitExceeded", "m", THROTTLED)},
    {UNIT_UNSURE(500, "InternalError", "m", SERVER)},
    {UNIT_UNSURE(400, "InternalError", "m", SERVER)},
    {UNIT_UNSURE(503, "ServiceUnavailable", "m", SERVER)},
    {UNIT_UNSURE(400, "ServiceUnavailable", "m", SERVER)},
    {UNIT_UNSURE(502, "AnythingAtAll", "m", SERVER)},
    {UNIT_UNSURE(504, "AnythingAtAll", "m", SERVER)},
    {UNIT_NO(400, "AnythingAtAll", "m", ARGUMENT)},
    {UNIT_NO(422, "AnythingAtAll", "m", ARGUMENT)},
    {UNIT_NO(401, "AnythingAtAll", "m", CREDENTIALS)},
    {UNIT_NO(404, "AnythingAtAll", "m", REFUSED)},
};

static void test_errors(void **state)
{
    (void)state;
    unit_read_rows(&bwpi_baidu, "{\"code\":\"%s\",\"message\":\"%s\",\"requestId\":\"c4abab14\"}", errors,
                   COUNT(errors));
}

static void test_request_id_of_body_and_header(void **state)
{
    static const struct unit_reading rows[] = {
        {UNIT_NO(403, "AccessDenied", "m", FORBIDDEN), .request_id = "of-the-body"},
        {UNIT_NO(403, "AccessDenied", "m", FORBIDDEN), .headers = "x-bce-request-id: of-the-header\r\n",
         .request_id = "of-the-header"},
    };

    (void)state;
    unit_read_rows(&bwpi_baidu, "{\"code\":\"%s\",\"message\":\"%s\",\"requestId\":\"of-the-body\"}", rows,
                   COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_example_of_the_create_document),
        cmocka_unit_test(test_what_is_neither_is_unclear),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_request_id_of_body_and_header),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
