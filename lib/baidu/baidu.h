/* baidu.h - what the files of this room share. */
#ifndef BWP_BAIDU_H
#define BWP_BAIDU_H

#include "provider.h"

translation bwpi_baidu_create, bwpi_baidu_get, bwpi_baidu_list, bwpi_baidu_change;
void        bwpi_baidu_read(const struct step *step, const struct http_response *response, struct reply *reply);
bwp_status bwpi_baidu_sign(const struct context *context, const struct stamp *stamp, const struct http_request *request,
                           struct signing *signing, struct fault *fault);

/* Signs signing->headers with bce-auth-v1 [bd-auth]; the signature is valid for so many seconds from date on. */
bwp_status bwpi_baidu_authorize(const struct context *context, const char *date, unsigned valid_seconds,
                                const struct http_request *request, struct signing *signing, struct fault *fault);

/* The path of one package; refuses an id that is an operation there. */
bwp_status bwpi_baidu_put_path(const char *id, struct http_request *request, struct fault *fault);

/* What an object of the answer says of a package; borrows from it. */
void bwpi_baidu_describe(const struct json *json, struct description *description);
void bwpi_baidu_read_list(const struct json *json, struct reply *reply);

extern const struct error_rule bwpi_baidu_errors[];
extern const size_t            bwpi_baidu_error_count;

extern const struct profile_file bwpi_baidu_profiles[];

#endif
