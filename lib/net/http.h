/* http.h - one HTTP request out, one answer or one honest failure back: the only user of libcurl. */
#ifndef BWP_HTTP_H
#define BWP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/message.h"

struct http_options {
    const char *base; /* "https://host:port" */
    bool        is_loopback;
    const char *ca_file, *proxy; /* or NULL */
    const char *user_agent;
    long        connect_timeout_ms;
};

struct http_pool;     /* a client's engines; any thread */
struct http_engine;   /* a curl multi handle with its warm connections; one thread at a time */
struct http_exchange; /* a request in flight */

/* options and the strings in it must outlive the pool.  NULL on failure, with a clause in *problem. */
struct http_pool   *bwpi_http_pool_new(const struct http_options *options, const char **problem);
void                bwpi_http_pool_free(struct http_pool *pool);
struct http_engine *bwpi_http_engine_borrow(struct http_pool *pool); /* NULL without memory */
void                bwpi_http_engine_return(struct http_pool *pool, struct http_engine *engine);
void                bwpi_http_pool_wake(struct http_pool *pool); /* ends every sleep in bwpi_http_drive() now */

/*
 * Starts one exchange, which has timeout_ms from now.  request and response must stay where they are until it is over.
 * NULL if it could not be started: then nothing was sent and response->reason says why.
 */
struct http_exchange *bwpi_http_start(struct http_engine *engine, const struct http_request *request,
                                      struct http_response *response, int64_t timeout_ms);
bool                  bwpi_http_is_over(const struct http_exchange *exchange);
void bwpi_http_end(struct http_engine *engine, struct http_exchange *exchange); /* cancelled unless over */

/* Moves every exchange of the engine as far as it goes, then sleeps until one can go on or wait_ms have passed. */
void bwpi_http_drive(struct http_engine *engine, int wait_ms);

#endif
