/*
 * errors.c - what the codes mean: those of the gateway [vo-errors], those of changes [vo-modify] [vo-associate]
 * [vo-delete] [vo-tags].  The table of create itself can be read nowhere, so the last patterns stand in for it.
 */
#include "volcengine/volcengine.h"

const struct error_rule bwpi_volcengine_errors[] = {
    /* another request on the same package is at work, which may be an earlier copy of this one [vo-terraform] */
    {"RequestConflict", BWP_ERR_CONFLICT, REPLY_UNCLEAR}, /* another request on the same package is at work */
    /* a failure inside, whatever its status, does not say how far the operation came */
    {"Internal*", BWP_ERR_SERVER, REPLY_UNCLEAR},           /* a failure inside */
    {"ServiceUnavailable*", BWP_ERR_SERVER, REPLY_UNCLEAR}, /* the service is not there for now */
    {"FailedOperation*", BWP_ERR_SERVER, REPLY_UNCLEAR},    /* it could not be carried out to its end */

    {"InvalidTimestamp", BWP_ERR_CLOCK, BY_STATUS}, /* 400: this machine's clock; also of a time in the future */
    {"MissingAuthenticationToken", BWP_ERR_CREDENTIALS, BY_STATUS}, /* 401: there is no Authorization header */
    {"MissingSignature", BWP_ERR_CREDENTIALS, BY_STATUS},           /* 401: there is no signature in it */
    {"InvalidAccessKey", BWP_ERR_CREDENTIALS, BY_STATUS},           /* 401: the access key is unknown */
    {"SignatureDoesNotMatch", BWP_ERR_CREDENTIALS, BY_STATUS},      /* 401: wrong secret key, or altered request */
    {"ServiceNotFound", BWP_ERR_ARGUMENT, BY_STATUS},               /* 404, but of the call, not of a resource */
    {"InvalidActionOrVersion", BWP_ERR_ARGUMENT, BY_STATUS},        /* likewise */
    {"LackPolicy", BWP_ERR_FORBIDDEN, BY_STATUS},                   /* 403: no policy lets the user do this */
    {"AccessDenied", BWP_ERR_FORBIDDEN, BY_STATUS},                 /* 403: the user may not do this */
    {"*FlowLimitExceeded*", BWP_ERR_THROTTLED, BY_STATUS},          /* too many calls [vo-terraform] */
    {"LimitExceeded.*", BWP_ERR_QUOTA, BY_STATUS},                  /* too many tags, or resources in one call */
    {"InvalidBandwidthPackage.OrderConflict", BWP_ERR_CONFLICT, BY_STATUS},    /* an order waits for its payment */
    {"InvalidCenBandwidthPackage.InvalidStatus", BWP_ERR_CONFLICT, BY_STATUS}, /* its state forbids this for now */
    {"InvalidCenBandwidthPackage.InUse", BWP_ERR_CONFLICT, BY_STATUS},         /* it is bound: unbind it first */
    {"InvalidCenBandwidthPackage.NotInUse", BWP_ERR_CONFLICT, BY_STATUS},      /* 404, but it is there, unbound */
    {"InvalidCen.InvalidStatus", BWP_ERR_CONFLICT, BY_STATUS}, /* 409: the state of the CEN forbids this for now */
    {"InvalidCenCrossBorderBandwidthPackage.FrozenStatus", BWP_ERR_FORBIDDEN, BY_STATUS}, /* frozen by its operator */
    {"UnsupportedOperation*", BWP_ERR_REFUSED, BY_STATUS}, /* not for this one; .PrepaidInstance: it stays */
    {"*Idempotent*", BWP_ERR_CONFLICT, BY_STATUS},         /* another request with this client token came first */
    {"*Quota*", BWP_ERR_QUOTA, BY_STATUS},                 /* a limit of the account is reached */
    {"*Balance*", BWP_ERR_BALANCE, BY_STATUS},             /* the account has not the money */
    {"*Arrear*", BWP_ERR_BALANCE, BY_STATUS},              /* the account is in debt */
};
const size_t bwpi_volcengine_error_count = sizeof bwpi_volcengine_errors / sizeof bwpi_volcengine_errors[0];
