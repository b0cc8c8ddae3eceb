/*
 * exchange.c - one request on its way, which is never sent a second time unasked, and its answer.
 *
 * libcurl repeats a request by itself when a reused connection closes unanswered.  What keeps it from that is
 * PREREQFUNCTION, which libcurl asks before every sending and which lets an exchange pass once.  The same question is
 * the only evidence that nothing was sent: as long as libcurl has not asked, or was told no, not a byte of the request
 * can have left.  Once it may send, the request counts as sent, whatever libcurl tells of the bytes afterwards:
 * CURLINFO_REQUEST_SIZE stays 0 when the first write of a long request over TLS blocks, and all of it goes out later.
 */
#include "net/exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/inside.h"

/* ---- what libcurl calls ---- */

static size_t on_body(char *data, size_t size, size_t count, void *user)
{
    struct exchange *exchange = user;

    bwpi_buf_add(&exchange->response->body, data, size * count);
    return exchange->response->body.state == BUF_OK ? size * count : 0;
}

static size_t on_header(char *data, size_t size, size_t count, void *user)
{
    struct exchange *exchange = user;
    struct buf      *headers = &exchange->response->headers;

    if (size * count > 6 && memcmp(data, "HTTP/", 5) == 0) {
        exchange->is_malformed = !bwpi_http_is_status_line(data, size * count); /* from 8.13 on libcurl takes "2010" */
        if (exchange->is_malformed)
            return 0;
        bwpi_buf_clear(headers); /* those of an interim answer */
        /* 7.88 takes "HTTP/2 200" where HTTP/1.1 is spoken: what never asks for HTTP/2 does not believe it */
        if (data[5] == '2' && exchange->engine->takes_http2 && !exchange->sending->once)
            bwpi_sockets_note_http2(&exchange->engine->sockets, exchange->local_port);
    }
    bwpi_buf_add(headers, data, size * count);
    exchange->header_bytes += size * count;
    if (exchange->header_bytes > HTTP_HEADERS_MAX && headers->state == BUF_OK)
        headers->state = BUF_TOO_LONG;
    return headers->state == BUF_OK ? size * count : 0;
}

/* True if libcurl has opened no connection for this exchange. */
static bool is_on_a_kept_connection(const struct exchange *exchange)
{
    long opened = 1;

    return curl_easy_getinfo(exchange->easy, CURLINFO_NUM_CONNECTS, &opened) == CURLE_OK && opened == 0;
}

/*
 * OpenSSL's, and NULL where libcurl does not bring it along.  It is the only way to see an answer that came in the same
 * packet as the last one: from 8.15 on libcurl lets OpenSSL read ahead, so it no longer waits on the socket.
 */
extern int SSL_has_pending(const void *ssl) __attribute__((weak));

static bool is_tls_spoken_on(const struct exchange *exchange)
{
    struct curl_tlssessioninfo *tls = NULL;

    if (curl_easy_getinfo(exchange->easy, CURLINFO_TLS_SSL_PTR, &tls) != CURLE_OK || tls == NULL ||
        tls->backend != CURLSSLBACKEND_OPENSSL || tls->internals == NULL)
        return false;
    return SSL_has_pending != NULL && SSL_has_pending(tls->internals) == 1;
}

/*
 * A kept connection on which the peer has spoken unasked is not used: what waits there would be taken for our answer,
 * or it is the end of the connection.  libcurl looks as well, but 7.88 takes bytes that wait for a sign of life, and
 * from 8.22 on it does not look again within a second.  Over HTTP/2 frames come at any time, and each answer says which
 * request it belongs to.
 */
static bool is_unfit(const struct exchange *exchange, int local_port)
{
    const struct sockets *sockets = &exchange->engine->sockets;

    if (bwpi_sockets_speak_http2(sockets, local_port))
        return exchange->sending->once; /* which goes by HTTP/1.1, where this look can be had */
    return bwpi_sockets_are_spoken_on(sockets, local_port) || is_tls_spoken_on(exchange);
}

static int on_sending(void *user, char *remote, char *local, int remote_port, int local_port)
{
    struct exchange *exchange = user;

    (void)remote, (void)local, (void)remote_port;
    if (exchange->was_sent || exchange->is_over) {
        exchange->wanted_again = true;
        return CURL_PREREQFUNC_ABORT;
    }
    if (!is_on_a_kept_connection(exchange)) {
        bwpi_sockets_name(&exchange->engine->sockets, exchange, local_port);
    } else if (is_unfit(exchange, local_port)) {
        exchange->was_unfit = true;
        return CURL_PREREQFUNC_ABORT;
    }
    exchange->local_port = local_port;
    exchange->was_sent = true;
    return CURL_PREREQFUNC_OK;
}

/* Like libcurl's own, but a program that is started from here does not inherit the connection. */
static curl_socket_t on_open(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct exchange *exchange = user;
    system_socket    fd = bwpi_system_open(address->family, address->socktype, address->protocol);

    (void)purpose;
    if (fd != NO_SOCKET && !bwpi_sockets_add(&exchange->engine->sockets, fd, exchange)) {
        (void)bwpi_system_close(fd);
        fd = NO_SOCKET;
    }
    return fd != NO_SOCKET ? fd : CURL_SOCKET_BAD;
}

static int on_close(void *user, curl_socket_t fd)
{
    struct engine *engine = user;

    bwpi_sockets_remove(&engine->sockets, fd);
    return bwpi_system_close(fd);
}

CURLcode bwpi_exchange_listen(struct exchange *exchange)
{
    CURL    *easy = exchange->easy;
    CURLcode code = CURLE_OK;

    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, exchange);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, exchange);
    SET(CURLOPT_PREREQFUNCTION, on_sending);
    SET(CURLOPT_PREREQDATA, exchange);
    SET(CURLOPT_OPENSOCKETFUNCTION, on_open);
    SET(CURLOPT_OPENSOCKETDATA, exchange);
    SET(CURLOPT_CLOSESOCKETFUNCTION, on_close); /* the connection outlives the exchange, not the engine */
    SET(CURLOPT_CLOSESOCKETDATA, exchange->engine);
    return code;
}

/* ---- one exchange ---- */

static void enter(struct exchange_list *list, struct exchange *exchange)
{
    exchange->list = list;
    exchange->next = NULL;
    exchange->previous = list->last;
    if (list->last != NULL)
        list->last->next = exchange;
    else
        list->first = exchange;
    list->last = exchange;
}

void bwpi_exchange_leave(struct exchange *exchange)
{
    struct exchange_list *list = exchange->list;

    if (list == NULL)
        return;
    if (exchange->next != NULL)
        exchange->next->previous = exchange->previous;
    else
        list->last = exchange->previous;
    if (exchange->previous != NULL)
        exchange->previous->next = exchange->next;
    else
        list->first = exchange->next;
    exchange->list = NULL;
}

void bwpi_exchange_finish(struct exchange *exchange, CURLcode code)
{
    struct http_response *response = exchange->response;
    long                  status = 0;

    exchange->is_over = true;
    response->was_sent = exchange->was_sent;
    response->failure = bwpi_failure_of(exchange, code);
    if (exchange->was_sent && response->failure != HTTP_MALFORMED &&
        curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK)
        response->status = (int)status;
    if (code != CURLE_OK)
        bwpi_failure_explain(exchange, code);
    bwpi_exchange_leave(exchange);
    enter(&exchange->engine->over, exchange);
}

bool bwpi_exchange_dials_again(struct exchange *exchange, CURLcode code)
{
    CURLM *multi = exchange->engine->multi;
    CURL  *easy = exchange->easy;
    bool   may_be_trusted = exchange->asks_folder && !exchange->was_sent && bwpi_failure_is_distrust(code);

    if ((!exchange->was_unfit && !may_be_trusted) || curl_multi_remove_handle(multi, easy) != CURLM_OK)
        return false;
    exchange->was_unfit = false;
    exchange->error[0] = '\0';
    return bwpi_handle_set_again(exchange, may_be_trusted) == CURLE_OK &&
           curl_multi_add_handle(multi, easy) == CURLM_OK;
}

void bwpi_exchange_free(struct exchange *exchange)
{
    curl_easy_cleanup(exchange->easy);
    curl_url_cleanup(exchange->address);
    bwpi_buf_free(&exchange->set_up);
    bwpi_buf_free(&exchange->text);
    free(exchange);
}

static struct exchange *exchange_new(struct engine *engine)
{
    struct exchange *exchange = engine->spare;

    if (exchange != NULL) {
        engine->spare = exchange->next;
        return exchange;
    }
    exchange = calloc(1, sizeof *exchange);
    if (exchange == NULL)
        return NULL;
    bwpi_buf_init(&exchange->set_up, HTTP_REQUEST_MAX);
    bwpi_buf_init(&exchange->text, HTTP_REQUEST_MAX);
    exchange->easy = curl_easy_init();
    exchange->address = curl_url();
    if (exchange->easy != NULL && exchange->address != NULL)
        return exchange;
    bwpi_exchange_free(exchange);
    return NULL;
}

struct exchange *bwpi_exchange_start(struct engine *engine, const struct route *route,
                                     const struct http_sending *sending, struct http_response *response,
                                     int64_t timeout_ms)
{
    struct exchange *exchange = NULL;
    CURLcode         code = CURLE_OUT_OF_MEMORY;

    if (engine->owner != getpid()) { /* a callback has forked: the request is the parent's to send */
        response->was_sent = true;
        response->failure = HTTP_CUT;
        (void)snprintf(response->reason, sizeof response->reason,
                       "this process was forked on the way: its parent sends it");
        return NULL;
    }
    exchange = exchange_new(engine);
    if (exchange != NULL) {
        exchange->engine = engine;
        exchange->user = engine->user;
        exchange->list = NULL;
        exchange->route = route;
        exchange->sending = sending;
        exchange->response = response;
        exchange->deadline = bwpi_clock_ms() + timeout_ms;
        exchange->was_sent = exchange->wanted_again = exchange->was_unfit = exchange->is_malformed = false;
        exchange->header_bytes = 0;
        exchange->is_over = exchange->is_peculiar = false;
        exchange->error[0] = '\0';
        code = bwpi_handle_set(exchange);
        if (code == CURLE_OK && curl_multi_add_handle(engine->multi, exchange->easy) == CURLM_OK) {
            enter(&engine->in_flight, exchange);
            return exchange;
        }
        bwpi_exchange_free(exchange);
    }
    response->failure = code == CURLE_OUT_OF_MEMORY || code == CURLE_OK ? HTTP_NO_MEMORY : HTTP_UNREACHABLE;
    (void)snprintf(response->reason, sizeof response->reason, "%s",
                   code != CURLE_OK ? curl_easy_strerror(code) : "Out of memory");
    return NULL;
}

bool bwpi_exchange_is_over(const struct exchange *exchange)
{
    return exchange->is_over;
}

void bwpi_exchange_end(struct engine *engine, struct exchange *exchange)
{
    if (!exchange->is_over) {
        bwpi_exchange_finish(exchange, CURLE_ABORTED_BY_CALLBACK);
        exchange->response->failure = HTTP_CANCELLED;
    }
    bwpi_exchange_leave(exchange);
    (void)curl_multi_remove_handle(engine->multi, exchange->easy); /* it is in there: nothing to report */
    bwpi_handle_forget(exchange);
    /* curl_easy_reset() would leave a rewind pending, and the next exchange would fail for it */
    if (exchange->response->failure != HTTP_ANSWERED) {
        bwpi_exchange_free(exchange);
        return;
    }
    exchange->next = engine->spare;
    engine->spare = exchange;
}
