/*
 * signing.h - what signing makes of a request, anew for every attempt.
 *
 * Each text that is signed or sent is composed in two views: as it is sent, and as it may be shown, with stars where a
 * key, a token or a signature stands.  Nothing that is shown has to be searched for secrets, then.
 */
#ifndef BWP_SIGNING_H
#define BWP_SIGNING_H

#include "base/fault.h"
#include "net/message.h"

struct signing {
    struct pairs headers;                  /* sent after the request's own: Host and what carries the signature */
    struct buf   target;                   /* as sent: path and query, encoded */
    struct buf   form[VIEWS];              /* sent instead of the body when has_form */
    bool         has_form;                 /* the signature stands in the body, among the parameters */
    struct pairs canonical;                /* sorted: the headers that are signed, in lower case, or parameters */
    struct buf   canonical_request[VIEWS]; /* "" where the provider signs none */
    struct buf   string_to_sign[VIEWS];    /* likewise */
    char         signature[96];
    char         target_room[1024], rooms[2 * VIEWS][1536]; /* for what fits: a signing stays where it was made */
};

/* What one attempt brings in from outside, so that translating and signing stay pure. */
struct stamp {
    int64_t     unix_time;
    const char *nonce; /* 32 hexadecimal digits, never used before */
};

void bwpi_signing_init(struct signing *signing);  /* to be freed by the caller */
void bwpi_signing_free(struct signing *signing);  /* wipes what it frees */
void bwpi_signing_clear(struct signing *signing); /* forgets the last attempt */

/* BWP_OK, or the fault of a request or of its signing that has grown too long or found no memory. */
bwp_status bwpi_signing_check(const struct http_request *request, const struct signing *signing, struct fault *fault);

/* Encodes path and params, sorted, into the target: what is signed is what is sent. */
void        bwpi_signing_aim(struct signing *signing, const struct http_request *request, pairs_order *order);
const char *bwpi_signing_query(const struct signing *signing); /* of the target, borrowed; "" if there is none */

/* What goes out as the body; borrowed from the signing or from the request. */
const struct buf *bwpi_signing_body(const struct signing *signing, const struct http_request *request, enum view view);

/*
 * The canonical request as SDK-HMAC-SHA256 and ACS3-HMAC-SHA256 have it: method, URI, query, the lines and the names of
 * the canonical headers, hash of the body.
 */
void bwpi_signing_canonicalise(struct signing *signing, const struct http_request *request, const char *uri,
                               const char *body_hash);

/* Puts the headers of both into the canonical ones: names in lower case, values trimmed, sorted by name. */
void bwpi_signing_sort_headers(struct signing *signing, const struct http_request *request);

/*
 * Adds the Authorization header: before_key, the access key, before_names, the names of the canonical headers,
 * before_signature, the signature.
 */
void bwpi_signing_authorize(struct signing *signing, const char *before_key, const char *access_key,
                            const char *before_names, const char *before_signature);

/* All of what is sent as one text for people: method and URL, headers, a blank line, body. */
void bwpi_signing_show(const struct signing *signing, const struct http_request *request, const char *base,
                       struct buf *to);

#endif
