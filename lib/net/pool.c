/* pool.c - engines are made when a call needs one and kept for the next, with their warm connections. */
#include "net/pool.h"

#include <pthread.h>
#include <stdlib.h>

#include "net/inside.h"

struct pool {
    const char     *ca_file; /* where the system keeps its certificates; NULL: as libcurl was built */
    pthread_mutex_t lock;
    struct engine  *idle; /* the warmest first */
    struct engine  *all;
};

/* Once per process, or again as long as it has failed: there may be memory next time. */
static bool init_libcurl(void)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static bool            is_ready = false;
    bool                   ready;

    (void)pthread_mutex_lock(&lock);
    is_ready = is_ready || curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    ready = is_ready;
    (void)pthread_mutex_unlock(&lock);
    return ready;
}

struct pool *bwpi_pool_new(const char **problem)
{
    const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
    struct pool                  *pool;

    *problem = "libcurl could not be initialised";
    if (!init_libcurl())
        return NULL;
    *problem = "there is not enough memory";
    pool = calloc(1, sizeof *pool);
    if (pool == NULL || pthread_mutex_init(&pool->lock, NULL) != 0) {
        free(pool);
        return NULL;
    }
    if (version->age >= CURLVERSION_SEVENTH)
        pool->ca_file = version->cainfo;
    return pool;
}

void bwpi_pool_free(struct pool *pool)
{
    if (pool == NULL)
        return;
    while (pool->all != NULL) {
        struct engine *engine = pool->all;

        pool->all = engine->next_of_all;
        bwpi_engine_free(engine);
    }
    (void)pthread_mutex_destroy(&pool->lock);
    free(pool);
}

/* The lock is an ordinary mutex, used as such: locking it cannot fail. */
struct engine *bwpi_pool_borrow(struct pool *pool)
{
    struct engine *engine;

    (void)pthread_mutex_lock(&pool->lock);
    engine = pool->idle;
    if (engine != NULL)
        pool->idle = engine->next;
    (void)pthread_mutex_unlock(&pool->lock);
    if (engine != NULL || (engine = bwpi_engine_new(pool->ca_file)) == NULL)
        return engine;
    (void)pthread_mutex_lock(&pool->lock);
    engine->next_of_all = pool->all;
    pool->all = engine;
    (void)pthread_mutex_unlock(&pool->lock);
    return engine;
}

void bwpi_pool_return(struct pool *pool, struct engine *engine)
{
    if (engine == NULL)
        return;
    (void)pthread_mutex_lock(&pool->lock);
    engine->next = pool->idle;
    pool->idle = engine;
    (void)pthread_mutex_unlock(&pool->lock);
}

void bwpi_pool_wake(struct pool *pool)
{
    (void)pthread_mutex_lock(&pool->lock);
    for (struct engine *engine = pool->all; engine != NULL; engine = engine->next_of_all)
        (void)curl_multi_wakeup(engine->multi); /* where it fails, the sleep ends by itself within a second */
    (void)pthread_mutex_unlock(&pool->lock);
}
