/* exchange.h - one HTTP request out, one answer or one honest failure back. */
#ifndef BWP_EXCHANGE_H
#define BWP_EXCHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "net/engine.h"
#include "net/message.h"

/* Where a request goes and how it gets there.  The route and its texts must outlive every exchange that takes it. */
struct route {
    const char *base; /* "https://host:port" */
    bool        is_loopback;
    bool        is_plain;        /* http and nothing else, and never through a proxy, although it is not on loopback */
    const char *ca_file, *proxy; /* or NULL */
    const char *user_agent;
    long        connect_timeout_ms;
};

struct exchange; /* a request in flight on an engine */

/*
 * Starts one exchange, which has timeout_ms from now.  sending and response are borrowed and must stay where they are
 * until the exchange is ended.  NULL if it could not be started: then nothing was sent and response->reason says why.
 */
struct exchange *bwpi_exchange_start(struct engine *engine, const struct route *route,
                                     const struct http_sending *sending, struct http_response *response,
                                     int64_t timeout_ms);
bool             bwpi_exchange_is_over(const struct exchange *exchange);

/* Frees the exchange; one that is not over yet is cancelled, and its response says so. */
void bwpi_exchange_end(struct engine *engine, struct exchange *exchange);

#endif
