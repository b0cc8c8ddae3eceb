/* baidu.h - what the files of this room share. */
#ifndef BWP_BAIDU_H
#define BWP_BAIDU_H

#include "provider.h"

bwp_status bwpi_baidu_create(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault);
void       bwpi_baidu_read(const struct step *step, const struct http_response *response, struct reply *reply);
bwp_status bwpi_baidu_sign(const struct context *context, const struct stamp *stamp, const struct http_request *request,
                           struct signing *signing, struct fault *fault);

/* Signs signing->headers with bce-auth-v1 [bd-auth]; the signature is valid for so many seconds from date on. */
bwp_status bwpi_baidu_authorize(const struct context *context, const char *date, unsigned valid_seconds,
                                const struct http_request *request, struct signing *signing, struct fault *fault);

extern const struct error_rule bwpi_baidu_errors[];
extern const size_t            bwpi_baidu_error_count;

#endif
