/*
 * errors.c - what the codes mean [ali-errors], [ali-create-2025], [ali-terraform].  HTTP statuses mislead: Unauthorized
 * may be 400, Forbidden.Release (403) is no matter of permission, and an account without money is a 500.  A resize to
 * what it is already is done: OperationFailed.UpDownRadeConfigNoChange, and an Operation.Failed that says "not
 * changed".
 */
#include "alibaba/alibaba.h"

const struct error_rule bwpi_alibaba_errors[] = {
    /* an earlier copy of this attempt may be running, or may have been carried out */
    {"SignatureNonceUsed", BWP_ERR_CONFLICT, REPLY_UNCLEAR}, /* an earlier copy of this attempt came first */
    {"Operation.Blocking", BWP_ERR_CONFLICT, REPLY_UNCLEAR}, /* 500: an operation is going on */
    {"*Processing*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},       /* an operation or an order is being carried out */
    /* busy with another operation, which may be an earlier copy of this one: 400, and repeated by [ali-terraform] */
    {"OperationConflict", BWP_ERR_CONFLICT, REPLY_UNCLEAR},    /* another operation is going on */
    {"*TaskConflict*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},       /* likewise */
    {"*Task.Conflict*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},      /* likewise */
    {"*Operation.conflict*", BWP_ERR_CONFLICT, REPLY_UNCLEAR}, /* likewise */
    {"LOCK_ERROR", BWP_ERR_CONFLICT, REPLY_UNCLEAR},           /* another operation holds the lock */
    {"*SystemBusy*", BWP_ERR_SERVER, REPLY_UNCLEAR},           /* the provider is busy */
    {"*ServiceBusy*", BWP_ERR_SERVER, REPLY_UNCLEAR},          /* likewise */
    /* a failure inside, whatever its status, does not say how far the operation came */
    {"InternalError*", BWP_ERR_SERVER, REPLY_UNCLEAR},      /* a failure inside */
    {"DB.Error", BWP_ERR_SERVER, REPLY_UNCLEAR},            /* a failure inside */
    {"UnknownError", BWP_ERR_SERVER, REPLY_UNCLEAR},        /* a failure inside */
    {"ServiceUnavailable*", BWP_ERR_SERVER, REPLY_UNCLEAR}, /* the service is not there for now */
    /* refusals although their status is 5xx */
    {"PayFor.AccountMoneyValidateError", BWP_ERR_BALANCE, REPLY_REFUSED}, /* 500: the account has not the money */
    {"*Throttling*", BWP_ERR_THROTTLED, REPLY_REFUSED},                   /* 400, 429 or 503: too many calls */

    {"InvalidTimeStamp.*", BWP_ERR_CLOCK, BY_STATUS},           /* this machine's clock */
    {"IllegalTimestamp", BWP_ERR_CLOCK, BY_STATUS},             /* likewise */
    {"InvalidAccessKeyId.*", BWP_ERR_CREDENTIALS, BY_STATUS},   /* the access key is unknown or inactive */
    {"MissingAccessKeyId", BWP_ERR_CREDENTIALS, BY_STATUS},     /* there is no access key */
    {"MissingSecurityToken", BWP_ERR_CREDENTIALS, BY_STATUS},   /* temporary keys without their token */
    {"InvalidSecurityToken.*", BWP_ERR_CREDENTIALS, BY_STATUS}, /* the token is malformed, too old or of other keys */
    {"SecurityToken.Expired", BWP_ERR_CREDENTIALS, BY_STATUS},  /* the token is too old */
    {"IncompleteSignature", BWP_ERR_CREDENTIALS, BY_STATUS},    /* the signature is not the one computed there */
    {"SignatureDoesNotMatch", BWP_ERR_CREDENTIALS, BY_STATUS},  /* a wrong secret key, or an altered request */
    {"InvalidAction.NotFound", BWP_ERR_ARGUMENT, BY_STATUS},    /* 404, but of the call, not of a resource */
    {"InvalidApi.NotFound", BWP_ERR_ARGUMENT, BY_STATUS},       /* likewise */
    {"InvalidProduct.NotFound", BWP_ERR_ARGUMENT, BY_STATUS},   /* likewise */
    {"InvalidProtocol.NeedSsl", BWP_ERR_ARGUMENT, BY_STATUS},   /* 404: only https is answered */
    {"IdempotenceParam.NotMatch", BWP_ERR_CONFLICT, BY_STATUS}, /* another request with this client token came first */
    {"IdempotentParameterMismatch", BWP_ERR_CONFLICT, BY_STATUS}, /* likewise */
    {"IdempotentFailed", BWP_ERR_CONFLICT, BY_STATUS},            /* the first request with this token failed as well */
    {"OperationFailed.InsufficientBalance", BWP_ERR_BALANCE, BY_STATUS}, /* the account has not the money */
    {"InsufficientBalance", BWP_ERR_BALANCE, BY_STATUS},                 /* likewise */
    {"QuotaExceeded*", BWP_ERR_QUOTA, BY_STATUS},                        /* a limit of the account is reached */
    {"InvalidOperation.BwpBandwidthExceeded", BWP_ERR_QUOTA, BY_STATUS}, /* 409: more than the account may have */
    {"InventoryExceeded", BWP_ERR_QUOTA, BY_STATUS},                     /* the provider has none left */
    {"Forbidden.Release", BWP_ERR_CONFLICT, BY_STATUS},                  /* 403, but because it is prepaid, and stays */
    {"InvalidOperation.*", BWP_ERR_CONFLICT, BY_STATUS},                 /* 409: its state forbids this for now */
    {"InstanceStatus.NotSupport", BWP_ERR_CONFLICT, BY_STATUS},          /* 409: its state forbids this for now */
    {"InvalidStatus.Resource*", BWP_ERR_CONFLICT, BY_STATUS},            /* likewise */
    {"IncorrectStatus.*", BWP_ERR_CONFLICT, BY_STATUS},                  /* likewise */
    {"Unauthorized", BWP_ERR_FORBIDDEN, BY_STATUS},                      /* 400 or 401: the user may not do this */
    {"Forbidden*", BWP_ERR_FORBIDDEN, BY_STATUS},                        /* the user may not do this */
    {"NoPermission", BWP_ERR_FORBIDDEN, BY_STATUS},                      /* likewise */
    {"Abs.ApiForbiddenBySubBid", BWP_ERR_FORBIDDEN, BY_STATUS},          /* the account may not call this */
    {"OperationInvalid.UserCanNot*", BWP_ERR_FORBIDDEN, BY_STATUS},      /* the account may not buy or use this */
    {"Order.AccountStatusIllegal", BWP_ERR_FORBIDDEN, BY_STATUS},        /* the account may not order */
    {"ParameterBwpInstanceId", BWP_ERR_NOT_FOUND, BY_STATUS},            /* 404: there is no such package */
    {"ParameterCenInstanceId", BWP_ERR_NOT_FOUND, BY_STATUS},            /* 404: there is no such CEN */
    {"ParameterInstanceId", BWP_ERR_NOT_FOUND, BY_STATUS},               /* 404: there is no such instance */
    {"GeographicSpan.NotFound", BWP_ERR_NOT_FOUND, BY_STATUS},           /* 404: there is nothing between these areas */
    {"InvalidCenId.NotFound", BWP_ERR_NOT_FOUND, BY_STATUS},             /* 404: there is no such CEN */
    {"UnSupported.ChargeType", BWP_ERR_ARGUMENT, BY_STATUS},             /* it is not sold with this billing */
    {"UnsupportedHTTPMethod", BWP_ERR_ARGUMENT, BY_STATUS},              /* no method that the call takes */
};
const size_t bwpi_alibaba_error_count = sizeof bwpi_alibaba_errors / sizeof bwpi_alibaba_errors[0];
