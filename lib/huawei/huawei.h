/* huawei.h - what the files of this room share. */
#ifndef BWP_HUAWEI_H
#define BWP_HUAWEI_H

#include "provider.h"

bwp_status bwpi_huawei_translate(const struct config *config, const struct operation *operation,
                                 struct http_request *request, struct fault *fault);
bwp_status bwpi_huawei_sign(const struct config *config, const struct stamp *stamp, struct http_request *request,
                            struct fault *fault);
void bwpi_huawei_read(const struct operation *operation, const struct http_response *response, struct reply *reply);

/* SDK-HMAC-SHA256 over every header that stands in the request; date is the value of X-Sdk-Date among them. */
bwp_status bwpi_huawei_authorize(const struct config *config, const char *date, struct http_request *request,
                                 struct fault *fault);

extern const struct error_rule bwpi_huawei_errors[];
extern const size_t            bwpi_huawei_error_count;

/*
 * Gateways spell a code APIGW.0301, APIG.0301 or APIC.0301: the number counts.  Incorrect authentication has one code
 * for every cause, so the message decides [API Request Signing Guide, api-sign-0001].
 */
void bwpi_huawei_error_refine(struct reply *reply, int http_status);

#endif
