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
struct signing {
    struct config       config;
    struct http_request request;
    struct fault        fault;
};

void signing_begin(struct signing *signing, const struct provider *provider, const char *access_key,
                   const char *secret_key, const char *token, const char *host);
void signing_end(struct signing *signing);

#endif
