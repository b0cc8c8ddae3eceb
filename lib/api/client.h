/* client.h - what a client consists of. */
#ifndef BWP_CLIENT_H
#define BWP_CLIENT_H

#include <stdatomic.h>

#include "net/exchange.h"
#include "net/pool.h"
#include "provider.h"

struct bwp_client {
    struct config   config;
    struct route    route;
    struct pool    *pool;
    _Atomic int64_t clock_offset; /* seconds to add to this machine's clock to get the provider's */
    atomic_uint     cancellations;
    uint32_t        pause_base_ms; /* of the backoff */
};

/* Takes the client's keys and tokens, and a signature, out of a text; returns the new size. */
size_t bwpi_client_redact(const bwp_client *client, const char *signature, char *text, size_t size);

#endif
