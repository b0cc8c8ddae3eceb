/* volcengine_refusal_test.c - the documented errors of Volcengine's gateway and of its changes, and the patterns that
 * stand in for the table of create, which nobody can read. */
#include "wire_refusal.h"

static const struct wire_door *const door = &wire_doors[WIRE_VOLCENGINE];

static const struct wire_refusal gateway[] = {
    WIRE_NO("MissingParameter", 400, ARGUMENT),
    WIRE_NO("MissingAuthenticationToken", 401, CREDENTIALS),
    WIRE_NO("MissingRequestInfo", 400, ARGUMENT),
    WIRE_NO("MissingSignature", 401, CREDENTIALS),
    WIRE_NO("InvalidTimestamp", 400, CLOCK),
    WIRE_NO("ServiceNotFound", 404, ARGUMENT),
    WIRE_NO("InvalidActionOrVersion", 404, ARGUMENT),
    WIRE_NO("InvalidAccessKey", 401, CREDENTIALS),
    WIRE_NO("SignatureDoesNotMatch", 401, CREDENTIALS),
    WIRE_NO("LackPolicy", 403, FORBIDDEN),
    WIRE_NO("AccessDenied", 403, FORBIDDEN),
    WIRE_NO("AccountFlowLimitExceeded", 429, THROTTLED),
    WIRE_NO("FlowLimitExceeded.QPSOverLimit", 400, THROTTLED),
    WIRE_UNSURE("InternalError", 500, SERVER),
    WIRE_UNSURE("InternalServiceError", 400, SERVER),
    WIRE_UNSURE("ServiceUnavailable", 503, SERVER),
};

static void test_codes_of_the_gateway(void **state)
{
    (void)state;
    wire_refusals_run(door, NULL, gateway, COUNT(gateway));
}

static const struct wire_refusal service[] = {
    WIRE_UNSURE("FailedOperation", 400, SERVER),
    WIRE_NO("UnsupportedOperation", 400, REFUSED),
    WIRE_NO("InvalidBandwidthPackage.OrderConflict", 400, CONFLICT),
    WIRE_NO("InvalidCenCrossBorderBandwidthPackage.FrozenStatus", 400, FORBIDDEN),
    WIRE_NO("InvalidCen.NotFound", 404, NOT_FOUND),
    WIRE_NO("InvalidCen.InvalidStatus", 409, CONFLICT),
    WIRE_NO("InvalidBandwidth.Malformed", 400, ARGUMENT),
    WIRE_NO("LimitExceeded.Tags", 400, QUOTA),
    WIRE_NO("IdempotentParameterMismatch", 400, CONFLICT),
    WIRE_NO("QuotaExceeded.CenBandwidthPackage", 400, QUOTA),
    WIRE_NO("InsufficientBalance", 400, BALANCE),
    WIRE_NO("AccountInArrears", 403, BALANCE),
    WIRE_UNSURE("RequestConflict", 409, CONFLICT),
};

static void test_codes_of_the_service(void **state)
{
    (void)state;
    wire_refusals_run(door, NULL, service, COUNT(service));
}

/* What the pages say of changes. */
static const struct wire_refusal changes[] = {
    WIRE_NO("InvalidCenBandwidthPackage.NotFound", 404, NOT_FOUND),
    WIRE_NO("InvalidCenBandwidthPackage.BandwidthNotEnough", 400, ARGUMENT),
    WIRE_NO("InvalidCenBandwidthPackage.InUse", 400, CONFLICT),
    WIRE_NO("InvalidCenBandwidthPackage.NotInUse", 404, CONFLICT),
    WIRE_NO("InvalidCenBandwidthPackage.InvalidStatus", 400, CONFLICT),
};

static void test_codes_at_every_verb(void **state)
{
    (void)state;
    wire_refusals_run_verbs(door, NULL, gateway, COUNT(gateway), (struct wire_exceptions){NULL, 0});
    wire_refusals_run_verbs(door, NULL, service, COUNT(service), (struct wire_exceptions){NULL, 0});
    wire_refusals_run_verbs(door, NULL, changes, COUNT(changes), (struct wire_exceptions){NULL, 0});
}

static void test_unknown_code_goes_by_its_status(void **state)
{
    static const struct wire_refusal rows[] = {
        WIRE_NO("BrandNew", 400, ARGUMENT),     WIRE_NO("BrandNew", 401, CREDENTIALS),
        WIRE_NO("BrandNew", 402, BALANCE),      WIRE_NO("BrandNew", 403, FORBIDDEN),
        WIRE_NO("BrandNew", 404, REFUSED),      WIRE_NO("BrandNew", 409, CONFLICT),
        WIRE_NO("BrandNew", 429, THROTTLED),    WIRE_NO("BrandNew", 418, REFUSED),
        WIRE_UNSURE("BrandNew", 408, RESPONSE), WIRE_UNSURE("BrandNew", 500, SERVER),
        WIRE_UNSURE("BrandNew", 502, SERVER),   WIRE_UNSURE("BrandNew", 200, RESPONSE),
    };

    (void)state;
    wire_refusals_run(door, NULL, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_codes_of_the_gateway),
        WIRE_TEST(test_codes_of_the_service),
        WIRE_TEST(test_codes_at_every_verb),
        WIRE_TEST(test_unknown_code_goes_by_its_status),
    };

    return WIRE_RUN(tests);
}
