/* alibaba.h - what the files of this room share. */
#ifndef BWP_ALIBABA_H
#define BWP_ALIBABA_H

#include "model/params.h"
#include "provider.h"

translation bwpi_alibaba_create, bwpi_alibaba_get, bwpi_alibaba_list, bwpi_alibaba_change;
void        bwpi_alibaba_read(const struct step *step, const struct http_response *response, struct reply *reply);
bwp_status  bwpi_alibaba_sign(const struct context *context, const struct stamp *stamp,
                              const struct http_request *request, struct signing *signing, struct fault *fault);

/* Whether the config asks for RPC signature v1. */
bool bwpi_alibaba_is_rpc(const struct config *config);

/* Signs with ACS3-HMAC-SHA256 [ali-sign-v3] all headers of the request and of the signing; body_hash is the body's. */
bwp_status bwpi_alibaba_authorize(const struct context *context, const char *body_hash,
                                  const struct http_request *request, struct signing *signing, struct fault *fault);

/* Signs with RPC v1 [ali-sign-rpc] the parameters in signing->canonical, and fills in the form that is sent. */
bwp_status bwpi_alibaba_authorize_rpc(const struct context *context, const struct http_request *request,
                                      struct signing *signing, struct fault *fault);

/*
 * The leaves of an XML document, <Name>text</Name>, as a new flat JSON object, which the caller frees.  What they are
 * wrapped in does not matter, for the names of roots differ from page to page.  NULL if text is not a whole document or
 * there is no memory.
 */
struct json *bwpi_alibaba_xml(const char *text);

/* Begins a request for an action: what is common to all of them, whichever signature is used. */
void bwpi_alibaba_begin(const struct context *context, const char *action, struct http_request *request);

/* Ends it: merges provider_options over its parameters, save those of the call itself. */
bwp_status bwpi_alibaba_merge(const struct step *step, struct http_request *request, struct fault *fault);

/* Refuse what the provider keeps for itself; NULL is fine. */
bwp_status bwpi_alibaba_check_tags(const bwp_tag *tags, size_t count, struct fault *fault);
bwp_status bwpi_alibaba_check_texts(const char *name, const char *description, struct fault *fault);

/* What an object of the answer says of a package; borrows from it. */
void bwpi_alibaba_describe(const struct json *json, struct description *description);
void bwpi_alibaba_read_list(const struct step *step, const struct json *json, struct reply *reply);

extern const struct error_rule bwpi_alibaba_errors[];
extern const size_t            bwpi_alibaba_error_count;

extern const struct profile_file bwpi_alibaba_profiles[];

errand_plan bwpi_alibaba_metadata;

#endif
