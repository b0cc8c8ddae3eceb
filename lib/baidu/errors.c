/*
 * errors.c - what the codes mean.  CSN's own table [bd-errors] can be read in part only, so the codes of another
 * service [bd-bcc-errors] and the patterns of [bd-terraform] stand in for the rest.  Many failed authentications are
 * 400 or 403.
 */
#include "baidu/baidu.h"

const struct error_rule bwpi_baidu_errors[] = {
    {"InappropriateJSON", BWP_ERR_ARGUMENT, BY_STATUS},
    {"MalformedJSON", BWP_ERR_ARGUMENT, BY_STATUS},
    {"InvalidHTTPRequest", BWP_ERR_ARGUMENT, BY_STATUS},
    {"InvalidURI", BWP_ERR_ARGUMENT, BY_STATUS},
    {"InvalidVersion", BWP_ERR_ARGUMENT, BY_STATUS}, /* 404, but it is the URL that is unknown */
    {"InvalidHTTPAuthHeader", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"InvalidAccessKeyId", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"SignatureDoesNotMatch", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"IamSignatureInvalid", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"AuthError", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"RequestExpired", BWP_ERR_CLOCK, BY_STATUS},
    {"RequestTimeTooSkewed", BWP_ERR_CLOCK, BY_STATUS},
    {"AccessDenied", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"OptInRequired", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"QualifyNotPass", BWP_ERR_FORBIDDEN, BY_STATUS}, /* the owner of the account has not proved their name */
    {"IdempotentParameterMismatch", BWP_ERR_CONFLICT, BY_STATUS},
    {"PreconditionFailed", BWP_ERR_CONFLICT, BY_STATUS},
    {"SlowDown", BWP_ERR_THROTTLED, BY_STATUS},
    {"TooManyRequests", BWP_ERR_THROTTLED, BY_STATUS},
    {"*RequestLimit*", BWP_ERR_THROTTLED, BY_STATUS},
    {"InternalError", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {"ServiceUnavailable", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {"NoSuch*", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"*NotFound*", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"*NotExist*", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"*AlreadyExist*", BWP_ERR_EXISTS, BY_STATUS},
    {"*Conflict*", BWP_ERR_CONFLICT, BY_STATUS},
    {"*InUse*", BWP_ERR_CONFLICT, BY_STATUS},
    {"*OperationDenied*", BWP_ERR_CONFLICT, BY_STATUS},
    {"*Quota*", BWP_ERR_QUOTA, BY_STATUS},
    {"*ExceedLimit*", BWP_ERR_QUOTA, BY_STATUS},
    {"*Balance*", BWP_ERR_BALANCE, BY_STATUS},
    {"*Payment*", BWP_ERR_BALANCE, BY_STATUS},
    {"*Arrear*", BWP_ERR_BALANCE, BY_STATUS},
};
const size_t bwpi_baidu_error_count = sizeof bwpi_baidu_errors / sizeof bwpi_baidu_errors[0];
