/* engine.c - the turning of a curl multi handle: what is finished is noted, and what waits is slept for. */
#include "net/engine.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "net/inside.h"

/* Or the end of an engine would wait for every name server that is still being asked. */
#if LIBCURL_VERSION_NUM < 0x081400
#define CURLMOPT_QUICK_EXIT ((CURLMoption)(CURLOPTTYPE_LONG + 21))
#endif

struct engine *bwpi_engine_new(const char *ca_file, bool takes_http2)
{
    struct engine *engine = calloc(1, sizeof *engine);

    if (engine == NULL)
        return NULL;
    engine->ca_file = ca_file;
    engine->takes_http2 = takes_http2;
    engine->owner = getpid();
    engine->multi = curl_multi_init();
    if (engine->multi == NULL) {
        free(engine);
        return NULL;
    }
    (void)curl_multi_setopt(engine->multi, CURLMOPT_QUICK_EXIT, 1L); /* before 8.20 it is unknown, and not needed */
    return engine;
}

void bwpi_engine_free(struct engine *engine)
{
    while (engine->in_flight.first != NULL)
        bwpi_exchange_end(engine, engine->in_flight.first);
    while (engine->over.first != NULL)
        bwpi_exchange_end(engine, engine->over.first);
    while (engine->spare != NULL) {
        struct exchange *exchange = engine->spare;

        engine->spare = exchange->next;
        bwpi_exchange_free(exchange);
    }
    (void)curl_multi_cleanup(engine->multi);
    bwpi_sockets_free(&engine->sockets);
    free(engine);
}

/* Tells every exchange that is over that it is, and in *any whether there was one. */
static CURLMcode note_finished(struct engine *engine, bool *any)
{
    int left = 0;

    for (CURLMsg *message; (message = curl_multi_info_read(engine->multi, &left)) != NULL;) {
        char *private = NULL;
        struct exchange *exchange;
        CURLcode         code;

        if (message->msg != CURLMSG_DONE)
            continue;
        if (curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private) != CURLE_OK)
            return CURLM_BAD_EASY_HANDLE;
        exchange = (struct exchange *)(void *)private;
        code = message->data.result; /* the message is gone with its handle */
        if (!bwpi_exchange_dials_again(exchange, code))
            bwpi_exchange_finish(exchange, code);
        *any = true;
    }
    return CURLM_OK;
}

/* What libcurl cannot go on with is over, with whatever is known of it: from then on nothing of it may be sent. */
static void give_up(struct engine *engine, CURLMcode code)
{
    while (engine->in_flight.first != NULL) {
        struct exchange *exchange = engine->in_flight.first;

        bwpi_exchange_finish(exchange, CURLE_FAILED_INIT);
        (void)curl_multi_remove_handle(engine->multi, exchange->easy);        /* where it fails on_sending() refuses */
        if (code == CURLM_OUT_OF_MEMORY || code == CURLM_ABORTED_BY_CALLBACK) /* ours, which fail for nothing else */
            exchange->response->failure = HTTP_NO_MEMORY;
    }
}

void bwpi_engine_slept_badly(struct engine *engine, CURLMcode code, int wait_ms)
{
    if (engine->in_flight.first == NULL) { /* a pause has to be slept through, by whatever means */
        const struct timespec pause = {wait_ms / 1000, wait_ms % 1000 * 1000000L};

        (void)nanosleep(&pause, NULL);
    }
    give_up(engine, code);
}

bool bwpi_engine_turned(struct engine *engine, CURLMcode code)
{
    bool      any = false;
    CURLMcode noted = note_finished(engine, &any);

    if (code == CURLM_OK)
        code = noted;
    if (code != CURLM_OK)
        give_up(engine, code);
    return any || code != CURLM_OK;
}

void bwpi_engine_drive(struct engine *engine, int wait_ms)
{
    int       running = 0;
    CURLMcode code = engine->in_flight.first != NULL ? curl_multi_perform(engine->multi, &running) : CURLM_OK;

    if (bwpi_engine_turned(engine, code))
        return;
    code = curl_multi_poll(engine->multi, NULL, 0, wait_ms, NULL);
    if (code != CURLM_OK)
        bwpi_engine_slept_badly(engine, code, wait_ms);
}

void bwpi_engine_start_for(struct engine *engine, void *user)
{
    engine->user = user;
}

void *bwpi_engine_next_over(struct engine *engine)
{
    struct exchange *exchange = engine->over.first;

    if (exchange == NULL)
        return NULL;
    bwpi_exchange_leave(exchange);
    return exchange->user;
}
