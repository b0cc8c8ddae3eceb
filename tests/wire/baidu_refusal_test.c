/* baidu_refusal_test.c - every documented error of Cloud Smart Network, and the patterns that stand in for the rest. */
#include <string.h>

#include "wire_refusal.h"

static const struct wire_door *const door = &wire_doors[WIRE_BAIDU];

static const struct wire_refusal codes[] = {
    WIRE_NO("InappropriateJSON", 400, ARGUMENT),
    WIRE_NO("MalformedJSON", 400, ARGUMENT),
    WIRE_NO("InvalidHTTPRequest", 400, ARGUMENT),
    WIRE_NO("InvalidURI", 400, ARGUMENT),
    WIRE_NO("InvalidVersion", 404, ARGUMENT),
    WIRE_NO("InvalidHTTPAuthHeader", 400, CREDENTIALS),
    WIRE_NO("InvalidAccessKeyId", 403, CREDENTIALS),
    WIRE_NO("SignatureDoesNotMatch", 400, CREDENTIALS),
    WIRE_NO("SignatureDoesNotMatch", 403, CREDENTIALS),
    WIRE_NO("IamSignatureInvalid", 400, CREDENTIALS),
    WIRE_NO("AuthError", 401, CREDENTIALS),
    WIRE_NO("RequestExpired", 400, CLOCK),
    WIRE_NO("RequestTimeTooSkewed", 403, CLOCK),
    WIRE_NO("AccessDenied", 403, FORBIDDEN),
    WIRE_NO("OptInRequired", 403, FORBIDDEN),
    WIRE_NO("QualifyNotPass", 403, FORBIDDEN),
    WIRE_NO("NoSuchObject", 404, NOT_FOUND),
    WIRE_NO("NoSuchObject", 400, NOT_FOUND),
    WIRE_NO("IdempotentParameterMismatch", 403, CONFLICT),
    WIRE_NO("PreconditionFailed", 412, CONFLICT),
    WIRE_NO("SlowDown", 429, THROTTLED),
    WIRE_NO("TooManyRequests", 429, THROTTLED),
    WIRE_UNSURE("InternalError", 500, SERVER),
    WIRE_UNSURE("ServiceUnavailable", 503, SERVER),
};

static void test_documented_codes(void **state)
{
    (void)state;
    wire_refusals_run(door, NULL, codes, COUNT(codes));
}

static const struct wire_refusal patterns[] = {
    WIRE_NO("NoSuchCsn", 404, NOT_FOUND),
    WIRE_NO("CsnBpNotFound", 400, NOT_FOUND),
    WIRE_NO("ResourceNotExist", 400, NOT_FOUND),
    WIRE_NO("CsnBpAlreadyExist", 400, EXISTS),
    WIRE_NO("CsnBpInUse", 400, CONFLICT),
    WIRE_NO("NameConflict", 400, CONFLICT),
    WIRE_NO("OperationDenied", 400, CONFLICT),
    WIRE_NO("CsnBpQuotaExceed", 403, QUOTA),
    WIRE_NO("BandwidthExceedLimit", 400, QUOTA),
    WIRE_NO("InsufficientBalance", 400, BALANCE),
    WIRE_NO("PaymentFailed", 400, BALANCE),
    WIRE_NO("AccountInArrears", 400, BALANCE),
    WIRE_NO("RequestLimitExceeded", 400, THROTTLED),
};

static void test_patterns_of_codes(void **state)
{
    (void)state;
    wire_refusals_run(door, NULL, patterns, COUNT(patterns));
}

static void test_codes_at_every_verb(void **state)
{
    (void)state;
    wire_refusals_run_verbs(door, NULL, codes, COUNT(codes), (struct wire_exceptions){NULL, 0});
    wire_refusals_run_verbs(door, NULL, patterns, COUNT(patterns), (struct wire_exceptions){NULL, 0});
}

static void test_unknown_code_goes_by_its_status(void **state)
{
    static const struct wire_refusal rows[] = {
        WIRE_NO("BrandNew", 400, ARGUMENT),     WIRE_NO("BrandNew", 401, CREDENTIALS),
        WIRE_NO("BrandNew", 402, BALANCE),      WIRE_NO("BrandNew", 403, FORBIDDEN),
        WIRE_NO("BrandNew", 404, REFUSED),      WIRE_NO("BrandNew", 409, CONFLICT),
        WIRE_NO("BrandNew", 412, CONFLICT),     WIRE_NO("BrandNew", 422, ARGUMENT),
        WIRE_NO("BrandNew", 429, THROTTLED),    WIRE_NO("BrandNew", 418, REFUSED),
        WIRE_UNSURE("BrandNew", 408, RESPONSE), WIRE_UNSURE("BrandNew", 500, SERVER),
        WIRE_UNSURE("BrandNew", 502, SERVER),   WIRE_UNSURE("BrandNew", 504, SERVER),
    };

    (void)state;
    wire_refusals_run(door, NULL, rows, COUNT(rows));
}

static void test_clock_is_told_by_the_message_too(void **state)
{
    static const struct wire_refusal row = WIRE_NO("InvalidRequest", 403, CLOCK);

    (void)state;
    wire_refusal_run(door, NULL, &row, "Authentication failed: Fail to check timestamp: time expired");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_documented_codes),
        WIRE_TEST(test_patterns_of_codes),
        WIRE_TEST(test_codes_at_every_verb),
        WIRE_TEST(test_unknown_code_goes_by_its_status),
        WIRE_TEST(test_clock_is_told_by_the_message_too),
    };

    return WIRE_RUN(tests);
}
