/* volcengine.h - what the files of this room share. */
#ifndef BWP_VOLCENGINE_H
#define BWP_VOLCENGINE_H

#include "model/params.h"
#include "provider.h"

translation bwpi_volcengine_create, bwpi_volcengine_get, bwpi_volcengine_list, bwpi_volcengine_change;
void        bwpi_volcengine_read(const struct step *step, const struct http_response *response, struct reply *reply);
bwp_status  bwpi_volcengine_sign(const struct context *context, const struct stamp *stamp,
                                 const struct http_request *request, struct signing *signing, struct fault *fault);

/*
 * Signs all headers of the request and of the signing [vo-sign], for a service and for the region of the site.  date is
 * that of X-Date, whose first eight digits are the day the key holds for; body_hash is the body's.
 */
bwp_status bwpi_volcengine_authorize(const struct context *context, const char *date, const char *service,
                                     const char *body_hash, const struct http_request *request, struct signing *signing,
                                     struct fault *fault);

/* The name of the site that is not the first one, and of the region that signatures are made for at either. */
extern const char bwpi_volcengine_international[];
const char       *bwpi_volcengine_region(const struct config *config);

/* Begins a request for an action. */
void bwpi_volcengine_begin(const char *action, struct http_request *request);

/* Ends it: merges provider_options over its parameters, save those of the call itself. */
bwp_status bwpi_volcengine_merge(const struct step *step, struct http_request *request, struct fault *fault);

/* What an object of the answer says of a package; borrows from it. */
void bwpi_volcengine_describe(const struct json *json, struct description *description);
void bwpi_volcengine_read_list(const struct json *result, struct reply *reply);

extern const struct error_rule bwpi_volcengine_errors[];
extern const size_t            bwpi_volcengine_error_count;

extern const struct profile_file bwpi_volcengine_profiles[];

errand_plan bwpi_volcengine_metadata;

#endif
