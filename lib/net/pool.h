/* pool.h - a client's engines, lent to one call at a time; any thread. */
#ifndef BWP_POOL_H
#define BWP_POOL_H

#include "base/fault.h"
#include "net/engine.h"

struct pool;

struct pool *bwpi_pool_new(struct fault *fault); /* NULL: the fault says why */
void         bwpi_pool_free(struct pool *pool);

/* The engine stays the pool's and has to be returned to it.  NULL without memory. */
struct engine *bwpi_pool_borrow(struct pool *pool);
void           bwpi_pool_return(struct pool *pool, struct engine *engine); /* NULL allowed */
void           bwpi_pool_wake(struct pool *pool); /* ends every sleep in bwpi_engine_drive() now */

#endif
