/* huawei.h - what the files of this room share. */
#ifndef BWP_HUAWEI_H
#define BWP_HUAWEI_H

#include "provider.h"

translation bwpi_huawei_create, bwpi_huawei_get, bwpi_huawei_list, bwpi_huawei_change;
void        bwpi_huawei_read(const struct step *step, const struct http_response *response, struct reply *reply);
bwp_status  bwpi_huawei_sign(const struct context *context, const struct stamp *stamp,
                             const struct http_request *request, struct signing *signing, struct fault *fault);

/*
 * Signs with SDK-HMAC-SHA256 [hw-sign] all headers of the request and of the signing; date is the value of X-Sdk-Date
 * among them.
 */
bwp_status bwpi_huawei_authorize(const struct context *context, const char *date, const struct http_request *request,
                                 struct signing *signing, struct fault *fault);

/* What an object of the answer says of a package; borrows from it. */
void bwpi_huawei_describe(const struct json *json, struct description *description);
void bwpi_huawei_read_list(const struct json *json, struct reply *reply);

bwp_status bwpi_huawei_fault_description(const struct config *config, struct fault *fault);

/*
 * Begins a request: method, path and headers.  id is "" for all packages, action "" or the rest of the path.  Refuses
 * an id that is an operation there.
 */
bwp_status bwpi_huawei_aim(const struct context *context, const char *method, const char *id, const char *action,
                           struct http_request *request, struct fault *fault);

extern const struct error_rule bwpi_huawei_errors[];
extern const size_t            bwpi_huawei_error_count;

/*
 * Judges reply->code and reply->message.  Gateways spell a code APIGW.0301, APIG.0301 or APIC.0301, so only the number
 * counts [hw-gateway].  Incorrect authentication has one code for every cause, so the message decides [hw-sign-errors].
 */
void bwpi_huawei_error_refine(struct reply *reply, int http_status);

extern const struct profile_file bwpi_huawei_profiles[];

errand_plan bwpi_huawei_metadata, bwpi_huawei_account;

/* Whether a text can stand for an account in a path and in a header. */
bool bwpi_huawei_is_account(const char *account);

#endif
