/* baidu.h - what the files of this room share. */
#ifndef BWP_BAIDU_H
#define BWP_BAIDU_H

#include "provider.h"

bwp_status bwpi_baidu_translate(const struct config *config, const struct operation *operation,
                                struct http_request *request, struct fault *fault);
bwp_status bwpi_baidu_sign(const struct config *config, const struct stamp *stamp, struct http_request *request,
                           struct fault *fault);
void bwpi_baidu_read(const struct operation *operation, const struct http_response *response, struct reply *reply);

/* bce-auth-v1 over request->signed_headers, valid for so many seconds from date. */
bwp_status bwpi_baidu_authorize(const struct config *config, const char *date, unsigned valid_seconds,
                                struct http_request *request, struct fault *fault);

extern const struct error_rule bwpi_baidu_errors[];
extern const size_t            bwpi_baidu_error_count;

#endif
