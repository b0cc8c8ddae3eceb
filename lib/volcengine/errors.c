/*
 * errors.c - what the codes mean: those of the gateway [vo-errors], those of changes [vo-modify] [vo-associate]
 * [vo-delete] [vo-tags].  The table of create itself can be read nowhere, so the last patterns stand in for it.
 */
#include "volcengine/volcengine.h"

const struct error_rule bwpi_volcengine_errors[] = {
    /* another request on the same package is at work, which may be an earlier copy of this one [vo-terraform] */
    {"RequestConflict", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
    /* a failure inside, whatever its status, does not say how far the operation came */
    {"Internal*", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {"ServiceUnavailable*", BWP_ERR_SERVER, REPLY_UNCLEAR},
    {"FailedOperation*", BWP_ERR_SERVER, REPLY_UNCLEAR},

    {"InvalidTimestamp", BWP_ERR_CLOCK, BY_STATUS}, /* 400; also of a time in the future */
    {"MissingAuthenticationToken", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"MissingSignature", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"InvalidAccessKey", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"SignatureDoesNotMatch", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"ServiceNotFound", BWP_ERR_ARGUMENT, BY_STATUS}, /* 404, but of the call, not of a resource */
    {"InvalidActionOrVersion", BWP_ERR_ARGUMENT, BY_STATUS},
    {"LackPolicy", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"AccessDenied", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"*FlowLimitExceeded*", BWP_ERR_THROTTLED, BY_STATUS},                  /* [vo-terraform] */
    {"LimitExceeded.*", BWP_ERR_QUOTA, BY_STATUS},                          /* of tags, and of resources in one call */
    {"InvalidBandwidthPackage.OrderConflict", BWP_ERR_CONFLICT, BY_STATUS}, /* an order waits for its payment */
    {"InvalidCenBandwidthPackage.InvalidStatus", BWP_ERR_CONFLICT, BY_STATUS},
    {"InvalidCenBandwidthPackage.InUse", BWP_ERR_CONFLICT, BY_STATUS},
    {"InvalidCenBandwidthPackage.NotInUse", BWP_ERR_CONFLICT, BY_STATUS}, /* 404, but the package is there */
    {"InvalidCenBandwidthPackage.NotFound", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"InvalidCen.NotFound", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"InvalidResource.NotFound", BWP_ERR_NOT_FOUND, BY_STATUS}, /* of tags */
    {"InvalidCen.InvalidStatus", BWP_ERR_CONFLICT, BY_STATUS},
    /* the operator of the line has frozen what crosses the border */
    {"InvalidCenCrossBorderBandwidthPackage.FrozenStatus", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"UnsupportedOperation*", BWP_ERR_REFUSED, BY_STATUS},
    {"*Idempotent*", BWP_ERR_CONFLICT, BY_STATUS},
    {"*Quota*", BWP_ERR_QUOTA, BY_STATUS},
    {"*Balance*", BWP_ERR_BALANCE, BY_STATUS},
    {"*Arrear*", BWP_ERR_BALANCE, BY_STATUS},
};
const size_t bwpi_volcengine_error_count = sizeof bwpi_volcengine_errors / sizeof bwpi_volcengine_errors[0];
