/*
 * errors.c - what the codes mean.  CSN's own table [bd-errors] can be read in part only, so the codes of another
 * service [bd-bcc-errors] and the patterns of [bd-terraform] stand in for the rest.  Many failed authentications are
 * 400 or 403.
 */
#include "baidu/baidu.h"

const struct error_rule bwpi_baidu_errors[] = {
    {"InappropriateJSON", BWP_ERR_ARGUMENT, BY_STATUS},        /* a field is missing or of another type */
    {"MalformedJSON", BWP_ERR_ARGUMENT, BY_STATUS},            /* the body is no JSON */
    {"InvalidHTTPRequest", BWP_ERR_ARGUMENT, BY_STATUS},       /* a malformed request */
    {"InvalidURI", BWP_ERR_ARGUMENT, BY_STATUS},               /* a malformed address */
    {"InvalidVersion", BWP_ERR_ARGUMENT, BY_STATUS},           /* 404, but it is the URL that is unknown */
    {"InvalidHTTPAuthHeader", BWP_ERR_CREDENTIALS, BY_STATUS}, /* 400: the Authorization header is malformed */
    {"InvalidAccessKeyId", BWP_ERR_CREDENTIALS, BY_STATUS},    /* 403: the access key is unknown */
    {"SignatureDoesNotMatch", BWP_ERR_CREDENTIALS, BY_STATUS}, /* 400, 403: a wrong secret key, or an altered request */
    {"IamSignatureInvalid", BWP_ERR_CREDENTIALS, BY_STATUS},   /* the signature lacks a header */
    {"AuthError", BWP_ERR_CREDENTIALS, BY_STATUS},             /* 401: the keys were not accepted */
    {"RequestExpired", BWP_ERR_CLOCK, BY_STATUS},              /* 400: this machine's clock */
    {"RequestTimeTooSkewed", BWP_ERR_CLOCK, BY_STATUS},        /* 403: this machine's clock */
    {"AccessDenied", BWP_ERR_FORBIDDEN, BY_STATUS},            /* 403: the user may not do this */
    {"OptInRequired", BWP_ERR_FORBIDDEN, BY_STATUS},           /* 403: the account has not opened the service */
    {"QualifyNotPass", BWP_ERR_FORBIDDEN, BY_STATUS}, /* 403: the owner of the account has not proved their name */
    {"IdempotentParameterMismatch", BWP_ERR_CONFLICT, BY_STATUS}, /* 403: the token is another request's */
    {"PreconditionFailed", BWP_ERR_CONFLICT, BY_STATUS},          /* 412: its state forbids this for now */
    {"SlowDown", BWP_ERR_THROTTLED, BY_STATUS},                   /* too many calls */
    {"TooManyRequests", BWP_ERR_THROTTLED, BY_STATUS},            /* 429: too many calls */
    {"*RequestLimit*", BWP_ERR_THROTTLED, BY_STATUS},             /* likewise */
    {"InternalError", BWP_ERR_SERVER, REPLY_UNCLEAR},             /* 500: a failure inside */
    {"ServiceUnavailable", BWP_ERR_SERVER, REPLY_UNCLEAR},        /* the service is not there for now */
    {"NoSuch*", BWP_ERR_NOT_FOUND, BY_STATUS},          /* it does not exist; an account that does not: forbidden */
    {"*NotFound*", BWP_ERR_NOT_FOUND, BY_STATUS},       /* likewise */
    {"*NotExist*", BWP_ERR_NOT_FOUND, BY_STATUS},       /* likewise */
    {"*AlreadyExist*", BWP_ERR_EXISTS, BY_STATUS},      /* the name is in use */
    {"*Conflict*", BWP_ERR_CONFLICT, BY_STATUS},        /* something else is going on */
    {"*InUse*", BWP_ERR_CONFLICT, BY_STATUS},           /* it is still in use */
    {"*OperationDenied*", BWP_ERR_CONFLICT, BY_STATUS}, /* its state forbids this for now */
    {"*Quota*", BWP_ERR_QUOTA, BY_STATUS},              /* a limit of the account is reached */
    {"*ExceedLimit*", BWP_ERR_QUOTA, BY_STATUS},        /* likewise */
    {"*Balance*", BWP_ERR_BALANCE, BY_STATUS},          /* the account has not the money */
    {"*Payment*", BWP_ERR_BALANCE, BY_STATUS},          /* likewise */
    {"*Arrear*", BWP_ERR_BALANCE, BY_STATUS},           /* the account is in debt */
};
const size_t bwpi_baidu_error_count = sizeof bwpi_baidu_errors / sizeof bwpi_baidu_errors[0];
