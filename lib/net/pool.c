/*
 * pool.c - engines are made when a call needs one and kept for the next, with their warm connections.
 *
 * A child of fork() inherits descriptors of its parent's connections.  Whoever used one would read answers that are the
 * parent's, and whoever closed one in an orderly way would end it for both.  So a child makes engines of its own and
 * leaves the inherited ones as they are, never freed: their descriptors stay open until the child ends, which only
 * delays the end that the parent's peers see.
 */
#include "net/pool.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lock.h"
#include "net/inside.h"
#include "net/libcurl.h"

enum {
    HTTP2_MIN = 0x080500, /* before, long headers are lost when their first write blocks */
    WARM_MS = 1000,       /* an engine that idled for less is as good as the warmest */
    LOOKS_MAX = 16        /* so that a thousand idle engines do not keep a thread */
};

struct pool {
    const char    *ca_file;   /* where the system keeps its certificates; NULL: as libcurl was built */
    const char    *ca_folder; /* where it keeps them one by one; NULL: it does not, or that is no help */
    const char    *no_folder; /* see bwpi_libcurl_no_folder() */
    bool           takes_http2;
    struct lock    lock;  /* of what follows */
    pid_t          owner; /* the process that the engines belong to */
    struct engine *idle;  /* the warmest first */
    struct engine *all;
};

struct pool *bwpi_pool_new(struct fault *fault)
{
    const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
    struct pool                  *pool;

    if (bwpi_libcurl_check(version->version_num, version->ssl_version, fault) != BWP_OK)
        return NULL;
    if (!bwpi_libcurl_init()) {
        (void)bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "", "libcurl could not be initialised");
        return NULL;
    }
    pool = calloc(1, sizeof *pool);
    if (pool == NULL) {
        (void)bwpi_fault_memory(fault);
        return NULL;
    }
    pool->owner = getpid();
    pool->takes_http2 = version->version_num >= HTTP2_MIN;
    pool->no_folder = bwpi_libcurl_no_folder(version->version_num);
    if (version->age >= CURLVERSION_SEVENTH)
        pool->ca_file = version->cainfo;
    if (pool->ca_file != NULL && bwpi_libcurl_looks_up(version->version_num, version->ssl_version))
        pool->ca_folder = version->capath;
    return pool;
}

/* A lock that the parent held at the fork may guard half a change: then the lists are the parent's as well. */
static void take_lock(struct pool *pool)
{
    pid_t own;

    (void)bwpi_lock_take(&pool->lock);
    own = (pid_t)atomic_load(&pool->lock.holder); /* the system is asked once for it, not twice */
    if (pool->owner == own)
        return;
    pool->idle = pool->all = NULL;
    pool->owner = own;
}

void bwpi_pool_free(struct pool *pool)
{
    if (pool == NULL)
        return;
    take_lock(pool);
    while (pool->all != NULL) {
        struct engine *engine = pool->all;

        pool->all = engine->next_of_all;
        bwpi_engine_free(engine);
    }
    free(pool);
}

/*
 * The engine that this thread has just returned, or the warmest.  Threads that swap engines drag connections from one
 * processor to another, and whoever answers on them as well: with sixteen threads each call took a third longer.
 */
static struct engine *take_idle(struct pool *pool)
{
    const int      *thread = &errno;
    const int64_t   cold = bwpi_clock_ms() - WARM_MS;
    struct engine **at = &pool->idle, *engine;

    for (int looks = 0; looks < LOOKS_MAX && *at != NULL && (*at)->thread != thread; looks++)
        at = &(*at)->next;
    if (*at == NULL || (*at)->thread != thread || (*at)->returned < cold)
        at = &pool->idle;
    engine = *at;
    if (engine != NULL)
        *at = engine->next;
    return engine;
}

struct engine *bwpi_pool_borrow(struct pool *pool)
{
    struct engine *engine;

    take_lock(pool);
    engine = take_idle(pool);
    bwpi_lock_release(&pool->lock);
    if (engine != NULL || (engine = bwpi_engine_new(pool->ca_file, pool->takes_http2)) == NULL)
        return engine;
    engine->ca_folder = pool->ca_folder;
    engine->no_folder = pool->no_folder;
    take_lock(pool);
    engine->next_of_all = pool->all;
    pool->all = engine;
    bwpi_lock_release(&pool->lock);
    return engine;
}

void bwpi_pool_return(struct pool *pool, struct engine *engine)
{
    if (engine == NULL)
        return;
    take_lock(pool);
    if (engine->owner == pool->owner) { /* not where a callback forked in the middle of a call */
        engine->thread = &errno;
        engine->returned = bwpi_clock_ms();
        engine->next = pool->idle;
        pool->idle = engine;
    }
    bwpi_lock_release(&pool->lock);
}

void bwpi_pool_wake(struct pool *pool)
{
    take_lock(pool);
    for (struct engine *engine = pool->all; engine != NULL; engine = engine->next_of_all)
        (void)curl_multi_wakeup(engine->multi); /* where it fails, the sleep ends by itself within a second */
    bwpi_lock_release(&pool->lock);
}
