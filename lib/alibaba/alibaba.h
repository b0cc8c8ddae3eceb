/* alibaba.h - what the files of this room share. */
#ifndef BWP_ALIBABA_H
#define BWP_ALIBABA_H

#include "provider.h"

bwp_status bwpi_alibaba_create(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault);
bwp_status bwpi_alibaba_get(const struct context *context, const struct step *step, struct http_request *request,
                            struct fault *fault);
bwp_status bwpi_alibaba_list(const struct context *context, const struct step *step, struct http_request *request,
                             struct fault *fault);
void       bwpi_alibaba_read(const struct step *step, const struct http_response *response, struct reply *reply);
bwp_status bwpi_alibaba_sign(const struct context *context, const struct stamp *stamp,
                             const struct http_request *request, struct signing *signing, struct fault *fault);

/* Whether the config asks for RPC signature v1. */
bool bwpi_alibaba_is_rpc(const struct config *config);

/* ACS3-HMAC-SHA256 over every header that stands in either; body_hash is the hash of the request's body. */
bwp_status bwpi_alibaba_authorize(const struct context *context, const char *body_hash,
                                  const struct http_request *request, struct signing *signing, struct fault *fault);

/* RPC signature v1 over the parameters that stand in signing->canonical; the form is filled in. */
bwp_status bwpi_alibaba_authorize_rpc(const struct context *context, const struct http_request *request,
                                      struct signing *signing, struct fault *fault);

/*
 * The leaves of an XML document, <Name>text</Name>, as a flat JSON object whatever they are wrapped in: root names
 * differ from page to page.  NULL if it is not a whole document or there is no memory.
 */
struct json *bwpi_alibaba_xml(const char *text);

/* Begins a request for an action: what is common to all of them, whichever signature is used. */
void bwpi_alibaba_begin(const struct context *context, const char *action, struct http_request *request);
void bwpi_alibaba_add_given(struct pairs *params, const char *name, const char *value); /* unless it is "" */
void bwpi_alibaba_add_tags(struct pairs *params, const bwp_tag *tags, size_t count);

/* What an object of the answer says of a package; borrows from it. */
void bwpi_alibaba_describe(const struct json *json, struct description *description);
void bwpi_alibaba_read_list(const struct step *step, const struct json *json, struct reply *reply);

extern const struct error_rule bwpi_alibaba_errors[];
extern const size_t            bwpi_alibaba_error_count;

#endif
