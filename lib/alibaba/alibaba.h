/* alibaba.h - what the files of this room share. */
#ifndef BWP_ALIBABA_H
#define BWP_ALIBABA_H

#include "provider.h"

bwp_status bwpi_alibaba_create(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault);
void       bwpi_alibaba_read(const struct step *step, const struct http_response *response, struct reply *reply);
bwp_status bwpi_alibaba_sign(const struct context *context, const struct stamp *stamp,
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

extern const struct error_rule bwpi_alibaba_errors[];
extern const size_t            bwpi_alibaba_error_count;

#endif
