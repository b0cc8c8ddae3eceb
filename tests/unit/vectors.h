/* vectors.h - the vendors' own signing vectors, and a request built by hand for the odd ones among them. */
#ifndef VECTORS_H
#define VECTORS_H

#include <cjson/cJSON.h>

#include "unit.h"

cJSON      *vectors_load(const char *path);                     /* fails the test if it cannot be read */
const char *vectors_text(const cJSON *vector, const char *key); /* fails the test if it is not there */
const char *vectors_text_or_null(const cJSON *vector, const char *key);
int64_t     vectors_time(const char *text); /* of 2025-10-16T08:00:00Z or 20251016T080000Z, counted day by day */
bool        vectors_same_header(const char *name, const char *other);

/* What a signer takes, without a client around it. */
struct signer {
    struct config       config;
    struct keys        *keys;
    struct context      context; /* of the two above */
    struct http_request request;
    struct signing      signing;
    struct fault        fault;
};

void signer_begin(struct signer *signer, const struct provider *provider, const char *signature, const char *access_key,
                  const char *secret_key, const char *token, const char *host);
/* Signs, or signs again as another attempt does: what the last one left is gone before. */
bwp_status signer_sign(struct signer *signer, const struct stamp *stamp);
void       signer_end(struct signer *signer);

#endif
