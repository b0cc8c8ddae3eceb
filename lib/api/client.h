/* client.h - what a client consists of. */
#ifndef BWP_CLIENT_H
#define BWP_CLIENT_H

#include <stdatomic.h>

#include "net/http.h"
#include "provider.h"

enum { SECRETS_MAX = 16 };

struct bwp_client {
    struct config     config;
    struct http_pool *pool;
    char             *secrets[SECRETS_MAX]; /* keys and tokens, in every form: what no text may show */
    size_t            secret_count;
    _Atomic int64_t   clock_offset; /* seconds to add to this machine's clock to get the provider's */
    atomic_uint       cancellations;
    uint32_t          pause_base_ms; /* of the backoff */
};

/* Replaces every secret of the client in a text of *size bytes by "***", in place. */
void bwpi_client_redact(const bwp_client *client, const char *signature, char *text, size_t *size);

#endif
