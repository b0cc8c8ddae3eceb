/* baidu_read_test.c - answers of CSN: what proves a package, what is a refusal, and what is neither. */
#include "baidu/baidu.h"

#include <string.h>

#include "unit.h"

static void test_example_of_the_create_document(void **state)
{
    struct unit_answer answer;

    (void)state;
    unit_read(&answer, &bwpi_baidu, 200, "HTTP/1.1 200 OK\r\nX-Bce-Request-Id: r-1\r\n",
              "{\"csnBpId\":\"csnBp-gdrf6fukb36u\"}");
    assert_int_equal(answer.reply.verdict, REPLY_ACCEPTED);
    assert_int_equal(answer.reply.status, BWP_OK);
    assert_string_equal(bwp_package_id(&answer.reply.package), "csnBp-gdrf6fukb36u");
    assert_string_equal(answer.reply.request_id, "r-1");
    assert_string_equal(answer.reply.order_id, "");
    assert_string_equal(bwp_package_json(&answer.reply.package), "{\"csnBpId\":\"csnBp-gdrf6fukb36u\"}");
    unit_answer_free(&answer);
}

static const struct {
    int         http_status;
    const char *body;
    bwp_status  status;
} unclear[] = {
    {200, "", BWP_ERR_RESPONSE},
    {200, "{}", BWP_ERR_RESPONSE},
    {200, "[\"csnBpId\"]", BWP_ERR_RESPONSE},
    {200, "<html>csnBp-1</html>", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":\"\"}", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":null}", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":[\"csnBp-1\"]}", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":\"csnBp 1\"}", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":\"csnBp-1\\n\\u0000\"}", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":\"csnBp-1#x\"}", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":\"csnBp-1\",\"csnBpId\":\"csnBp-2\"}", BWP_ERR_RESPONSE},
    {200, "{\"csnbpid\":\"csnBp-1\"}", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":\"csnBp-1\"", BWP_ERR_RESPONSE},
    {200, "{\"csnBpId\":\"csnBp-1\"} trailing", BWP_ERR_RESPONSE},
    {200, "{\"code\":\"AccessDenied\",\"message\":\"m\"}", BWP_ERR_RESPONSE},
    {204, "", BWP_ERR_RESPONSE},
    {302, "{\"csnBpId\":\"csnBp-1\"}", BWP_ERR_RESPONSE},
    {304, "", BWP_ERR_RESPONSE},
    {400, "", BWP_ERR_RESPONSE},
    {403, "<html>403</html>", BWP_ERR_RESPONSE},
    {400, "{\"message\":\"no code\"}", BWP_ERR_RESPONSE},
    {400, "{\"code\":400,\"message\":\"a number\"}", BWP_ERR_RESPONSE},
    {400, "{\"csnBpId\":\"csnBp-1\"}", BWP_ERR_RESPONSE},
    {400, "{\"code\":\"Access", BWP_ERR_RESPONSE},
    {500, "", BWP_ERR_SERVER},
    {502, "<html>502</html>", BWP_ERR_SERVER},
};

static void test_what_is_neither_is_unclear(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(unclear); i++) {
        struct unit_answer answer;

        unit_read(&answer, &bwpi_baidu, unclear[i].http_status, "", unclear[i].body);
        unit_number(unclear[i].body, "verdict", REPLY_UNCLEAR, answer.reply.verdict);
        unit_number(unclear[i].body, "status", unclear[i].status, answer.reply.status);
        unit_number(unclear[i].body, "packages", 0, (long long)answer.reply.package_count);
        unit_answer_free(&answer);
    }
}

static const struct unit_error errors[] = {
    {400, "InappropriateJSON", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "MalformedJSON", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "InvalidHTTPRequest", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "InvalidURI", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {404, "InvalidVersion", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {400, "InvalidHTTPAuthHeader", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "InvalidAccessKeyId", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "SignatureDoesNotMatch", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "SignatureDoesNotMatch", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {403, "IamSignatureInvalid", "Missing headers required by signing: host", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {401, "AuthError", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {400, "RequestExpired", "m", BWP_ERR_CLOCK, REPLY_REFUSED},
    {403, "RequestTimeTooSkewed", "m", BWP_ERR_CLOCK, REPLY_REFUSED},
    {403, "InvalidRequest", "Fail to check timestamp: time expired", BWP_ERR_CLOCK, REPLY_REFUSED},
    {403, "InvalidRequest", "something else", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "AccessDenied", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "OptInRequired", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {403, "QualifyNotPass", "m", BWP_ERR_FORBIDDEN, REPLY_REFUSED},
    {404, "NoSuchObject", "account not exist", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {400, "NoSuchCsn", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {400, "CsnNotFound", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {400, "ResourceNotExist", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
    {403, "IdempotentParameterMismatch", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {412, "PreconditionFailed", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {409, "AnythingAtAll", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "ResourceConflict", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "NameAlreadyExist", "m", BWP_ERR_EXISTS, REPLY_REFUSED},
    {400, "CsnBpInUse", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "OperationDenied", "m", BWP_ERR_CONFLICT, REPLY_REFUSED},
    {400, "QuotaExceeded", "m", BWP_ERR_QUOTA, REPLY_REFUSED},
    {400, "CsnBpExceedLimit", "m", BWP_ERR_QUOTA, REPLY_REFUSED},
    {402, "AnythingAtAll", "m", BWP_ERR_BALANCE, REPLY_REFUSED},
    {400, "InsufficientBalance", "m", BWP_ERR_BALANCE, REPLY_REFUSED},
    {400, "PaymentFailed", "m", BWP_ERR_BALANCE, REPLY_REFUSED},
    {403, "AccountArrears", "m", BWP_ERR_BALANCE, REPLY_REFUSED},
    {429, "AnythingAtAll", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {400, "SlowDown", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {403, "TooManyRequests", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {403, "RequestLimitExceeded", "m", BWP_ERR_THROTTLED, REPLY_REFUSED},
    {500, "InternalError", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {400, "InternalError", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {503, "ServiceUnavailable", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {502, "AnythingAtAll", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {504, "AnythingAtAll", "m", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {400, "AnythingAtAll", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {422, "AnythingAtAll", "m", BWP_ERR_ARGUMENT, REPLY_REFUSED},
    {401, "AnythingAtAll", "m", BWP_ERR_CREDENTIALS, REPLY_REFUSED},
    {404, "AnythingAtAll", "m", BWP_ERR_NOT_FOUND, REPLY_REFUSED},
};

static void test_errors(void **state)
{
    (void)state;
    unit_errors(&bwpi_baidu, "{\"code\":\"%s\",\"message\":\"%s\",\"requestId\":\"c4abab14\"}", errors, COUNT(errors));
}

static void test_request_id_of_body_and_header(void **state)
{
    static const char  body[] = "{\"code\":\"AccessDenied\",\"message\":\"m\",\"requestId\":\"of-the-body\"}";
    struct unit_answer answer;

    (void)state;
    unit_read(&answer, &bwpi_baidu, 403, "", body);
    assert_string_equal(answer.reply.request_id, "of-the-body");
    unit_answer_free(&answer);
    unit_read(&answer, &bwpi_baidu, 403, "x-bce-request-id: of-the-header\r\n", body);
    assert_string_equal(answer.reply.request_id, "of-the-header");
    unit_answer_free(&answer);
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
