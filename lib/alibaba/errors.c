/*
 * errors.c - what the codes mean [ali-errors], [ali-create-2025], [ali-terraform].  HTTP statuses mislead: Unauthorized
 * may be 400, Forbidden.Release (403) is no matter of permission, and an account without money is a 500.
 */
#include "alibaba/alibaba.h"

const struct error_rule bwpi_alibaba_errors[] = {
    /* an earlier copy of this attempt may be running, or may have been carried out */
    {"SignatureNonceUsed", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {"Operation.Blocking", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {"*Processing*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    /* busy with another operation, which may be an earlier copy of this one: 400, and repeated by [ali-terraform] */
    {"OperationConflict", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {"*TaskConflict*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {"*Task.Conflict*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {"*Operation.conflict*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {"LOCK_ERROR", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    {"*SystemBusy*", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {"*ServiceBusy*", BWP_ERR_SERVER, REPLY_UNCLEAR},
    /* a failure inside, whatever its status, does not say how far the operation came */
    {"InternalError*", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {"DB.Error", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {"UnknownError", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {"ServiceUnavailable*", BWP_ERR_SERVER, REPLY_UNCLEAR},
    /* refusals although their status is 5xx */
    {"PayFor.AccountMoneyValidateError", BWP_ERR_BALANCE, REPLY_REFUSED}, /* 500 */
    {"*Throttling*", BWP_ERR_THROTTLED, REPLY_REFUSED},                   /* 400, 429 or 503 */

    {"InvalidTimeStamp.*", BWP_ERR_CLOCK, BY_STATUS},
    {"IllegalTimestamp", BWP_ERR_CLOCK, BY_STATUS},
    {"InvalidAccessKeyId.*", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"MissingAccessKeyId", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"MissingSecurityToken", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"InvalidSecurityToken.*", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"SecurityToken.Expired", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"IncompleteSignature", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"SignatureDoesNotMatch", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"InvalidAction.NotFound", BWP_ERR_ARGUMENT, BY_STATUS}, /* 404, but of the call, not of a resource */
    {"InvalidApi.NotFound", BWP_ERR_ARGUMENT, BY_STATUS},
    {"InvalidProduct.NotFound", BWP_ERR_ARGUMENT, BY_STATUS},
    {"InvalidProtocol.NeedSsl", BWP_ERR_ARGUMENT, BY_STATUS},
    {"IdempotenceParam.NotMatch", BWP_ERR_CONFLICT, BY_STATUS},
    {"IdempotentParameterMismatch", BWP_ERR_CONFLICT, BY_STATUS},
    {"IdempotentFailed", BWP_ERR_CONFLICT, BY_STATUS}, /* the first request with this token failed as well */
    {"OperationFailed.InsufficientBalance", BWP_ERR_BALANCE, BY_STATUS},
    {"InsufficientBalance", BWP_ERR_BALANCE, BY_STATUS},
    {"QuotaExceeded*", BWP_ERR_QUOTA, BY_STATUS},
    {"InvalidOperation.BwpBandwidthExceeded", BWP_ERR_QUOTA, BY_STATUS},
    {"InventoryExceeded", BWP_ERR_QUOTA, BY_STATUS}, /* of the provider's stock, not of the account */
    {"Forbidden.Release", BWP_ERR_CONFLICT, BY_STATUS},
    {"InvalidOperation.*", BWP_ERR_CONFLICT, BY_STATUS},
    {"InstanceStatus.NotSupport", BWP_ERR_CONFLICT, BY_STATUS},
    {"InvalidStatus.Resource*", BWP_ERR_CONFLICT, BY_STATUS},
    {"IncorrectStatus.*", BWP_ERR_CONFLICT, BY_STATUS},
    {"Unauthorized", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"Forbidden*", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"NoPermission", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"Abs.ApiForbiddenBySubBid", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"OperationInvalid.UserCanNot*", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"Order.AccountStatusIllegal", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"ParameterBwpInstanceId", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"ParameterCenInstanceId", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"ParameterInstanceId", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"GeographicSpan.NotFound", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"InvalidCenId.NotFound", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"UnSupported.ChargeType", BWP_ERR_ARGUMENT, BY_STATUS},
    {"UnsupportedHTTPMethod", BWP_ERR_ARGUMENT, BY_STATUS},
};
const size_t bwpi_alibaba_error_count = sizeof bwpi_alibaba_errors / sizeof bwpi_alibaba_errors[0];
