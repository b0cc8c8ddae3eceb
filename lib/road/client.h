/* client.h - what the calls of one client share. */
#ifndef BWP_CLIENT_H
#define BWP_CLIENT_H

#include <stdatomic.h>

#include "net/exchange.h"
#include "net/pool.h"
#include "provider.h"

struct bwp_client {
    struct config   config;
    struct keys    *keys; /* one use of them is the client's */
    struct route    route;
    char           *user_agent; /* the text of route.user_agent */
    struct pool    *pool;
    _Atomic int64_t clock_offset; /* seconds to add to this machine's clock to get the provider's */
    atomic_uint     cancellations;
    uint32_t        pause_base_ms; /* of the backoff; tests shorten it */
};

#endif
