/* unit.h - what unit tests share: assertions that name their case, sample input, and what must hold of every refusal.
 */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bwp/bwp.h>

#include "count.h"
#include "provider.h"

/* which names the case and step what is looked at; both stand in the message of a failure. */
void unit_text(const char *which, const char *step, const char *expected, const char *actual);
void unit_number(const char *which, const char *step, long long expected, long long actual);
void unit_holds(const char *which, const char *step, const char *part, const char *text);
void unit_lacks(const char *which, const char *step, const char *part, const char *text);
void unit_same_json(const char *which, const char *step, const char *expected, const char *actual); /* order aside */

/* Group set-up: forgets every environment variable from which keys might come. */
int unit_forget_environment(void **state);

bwp_config  unit_config(const char *provider);      /* with keys, and with all that Huawei needs */
bwp_request unit_request(void);                     /* postpaid, accepted wherever that is sold */
bwp_request unit_request_for(const char *provider); /* the same, and by the 95th percentile where only that is sold */
bwp_client *unit_client(const bwp_config *config);

/* Preview: never NULL, the caller frees the result.  unit_done() besides asserts that the request could be made. */
bwp_result *unit_preview(const bwp_config *config, const bwp_request *request);
bwp_result *unit_done(const char *which, const bwp_config *config, const bwp_request *request);
const char *unit_body(const bwp_result *result);  /* of the request that a preview shows */
const char *unit_query(const bwp_result *result); /* of the same request, without '?'; valid until the next call */

/* Asserts that nothing was done, why, which field is at fault, and that one sentence with part in it says so. */
void unit_refused(const char *which, const bwp_config *config, const bwp_request *request, bwp_status status,
                  const char *field, const char *part);
void unit_is_refusal(const char *which, const bwp_result *result, bwp_status status, const char *field,
                     const char *part);
void unit_is_sentence(const char *which, const char *message);
void unit_client_refused(const char *which, const bwp_config *config, const char *part);

/*
 * An answer as a provider's room reads it; unit_answer_free() frees what belongs to it.  body_size 0: up to the body's
 * NUL.  Nothing but unit_read() and unit_sign() knows how a room's functions are called.
 */
struct unit_answer {
    struct http_response response;
    struct reply         reply;
};

void unit_read(struct unit_answer *answer, const struct provider *provider, enum verb verb, const char *id,
               int http_status, const char *headers, const char *body, size_t body_size);
void unit_answer_free(struct unit_answer *answer);

/* A step of a create, checked against the terms of the room, written and signed by it into signer. */
struct signer;
bwp_status unit_sign(struct signer *signer, const struct step *step, const struct stamp *stamp);

#endif
