/*
 * exchange.c - libcurl on a short leash: TLS always verified, no redirect, and no request sent a second time unasked.
 *
 * libcurl repeats a request by itself when a reused connection closes unanswered.  What keeps it from that is
 * PREREQFUNCTION, which libcurl asks before every sending and which lets an exchange pass once.  The same question is
 * the only evidence that nothing was sent: as long as libcurl has not asked, or was told no, not a byte of the request
 * can have left.  Once it may send, the request counts as sent, whatever libcurl tells of the bytes afterwards:
 * CURLINFO_REQUEST_SIZE stays 0 when the first write of a long request over TLS blocks, and all of it goes out later.
 */
#include "net/exchange.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "net/inside.h"

/*
 * Beyond this a request may, with its headers, be longer than the 64 KiB that libcurl takes from it at a time.  What is
 * left of such a one after a first write that blocks was never sent by 7.88, so it gets a larger buffer.
 */
enum { LONG_REQUEST = 16 * 1024 };

/*
 * Seconds, begun ones not counted.  No server is known to close a connection that idled for less, so that a request
 * which must not arrive twice does not set out for one that is just closing; a doubt about it could not be cleared.
 */
#define ONCE_IDLE_MAX 1L

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
        if (data[5] == '2')
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

/* ---- one exchange ---- */

/* "Name: value"; "Name:" takes libcurl's own away. */
static void add_header(struct exchange *exchange, const char *name, const char *value)
{
    struct buf *text = &exchange->text;

    bwpi_buf_add_text(text, name);
    bwpi_buf_add_text(text, *value != '\0' ? ": " : ":");
    bwpi_buf_add(text, value, strlen(value) + 1);
    exchange->line_count++;
}

/* The text stands still from here on.  False without memory. */
static bool link_lines(struct exchange *exchange)
{
    char *at = exchange->text.data;

    if (exchange->text.state != BUF_OK || exchange->line_count > HEADER_LINES_MAX)
        return false;
    for (size_t i = 0; i < exchange->line_count; i++) {
        exchange->lines[i].data = at;
        exchange->lines[i].next = i + 1 < exchange->line_count ? &exchange->lines[i + 1] : NULL;
        at += strlen(at) + 1;
    }
    return true;
}

/* Where a method has no use for a body, the size of one that is not there would be said in vain (RFC 9110, 8.6). */
static bool says_no_size(const struct http_sending *sending)
{
    return sending->body->size == 0 && (strcmp(sending->method, "GET") == 0 || strcmp(sending->method, "DELETE") == 0);
}

static bool add_headers(struct exchange *exchange, const struct http_sending *sending)
{
    bool has_type = false;

    add_header(exchange, "Accept", "application/json");
    add_header(exchange, "Expect", "");
    for (size_t i = 0; i < 2; i++) {
        const struct pairs *headers = sending->headers[i];

        for (size_t j = 0; j < headers->count; j++)
            add_header(exchange, bwpi_pairs_name(headers, j), bwpi_pairs_value(headers, j));
        has_type = has_type || bwpi_pairs_get(headers, "Content-Type") != NULL;
    }
    if (!has_type)
        add_header(exchange, "Content-Type", "");
    if (says_no_size(sending))
        add_header(exchange, "Content-Length", "");
    return link_lines(exchange);
}

static void forget_headers(struct exchange *exchange)
{
    bwpi_buf_clear(&exchange->text); /* signatures and tokens are wiped */
    exchange->line_count = 0;
}

#define SET(option, value) (code = code == CURLE_OK ? curl_easy_setopt(easy, option, value) : code)

/* A folder together with a file would switch off libcurl's cache: 40 ms for every connection. */
static CURLcode set_certificates(CURL *easy, const char *ca_file, const char *ca_folder)
{
    CURLcode code = CURLE_OK;

    SET(CURLOPT_CAINFO, ca_file);
    SET(CURLOPT_CAPATH, ca_folder);
    return code;
}

/*
 * The system's certificates stand in one file, which takes 30 ms to read, and often one by one in a folder as well,
 * where one is found at once.  Both are trusted by libcurl itself, so it is the folder that is asked first.  Whom it
 * does not know, or if it is empty or not there, the file is read for: see reads_file_instead().
 */
static CURLcode set_trust(struct exchange *exchange, const struct route *route)
{
    const struct engine *engine = exchange->engine;
    const char          *ca_file = route->ca_file != NULL ? route->ca_file : engine->ca_file;
    CURL                *easy = exchange->easy;
    CURLcode             code = CURLE_OK;

    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (code == CURLE_OK && exchange->asks_folder)
        code = set_certificates(easy, NULL, engine->ca_folder);
    else if (code == CURLE_OK && ca_file != NULL)
        code = set_certificates(easy, ca_file, route->ca_file != NULL ? engine->no_folder : NULL);
    SET(CURLOPT_PROTOCOLS_STR, route->is_plain ? "http" : route->is_loopback ? "https,http" : "https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    /* what was asked for holds against the environment, its exceptions included; loopback is reached directly */
    if (route->proxy != NULL) {
        SET(CURLOPT_PROXY, route->proxy);
        SET(CURLOPT_NOPROXY, "");
    } else if (route->is_loopback || route->is_plain) {
        SET(CURLOPT_PROXY, "");
    }
    SET(CURLOPT_HTTPPROXYTUNNEL, 1L); /* a proxy sees an address, never a request */
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    return code;
}

/* Taken apart here, once for a route: an address that is a text libcurl takes apart for every exchange. */
static CURLcode set_address(struct exchange *exchange, const char *base)
{
    CURLUcode code = curl_url_set(exchange->address, CURLUPART_URL, base, 0);

    if (code != CURLUE_OK)
        return code == CURLUE_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_URL_MALFORMAT;
    return curl_easy_setopt(exchange->easy, CURLOPT_CURLU, exchange->address);
}

static long time_left(const struct exchange *exchange)
{
    int64_t left = exchange->deadline - bwpi_clock_ms();

    return (long)(left < 1 ? 1 : left > INT_MAX ? INT_MAX : left); /* 0 would mean for ever */
}

/* What is the same for every exchange that takes this route. */
static CURLcode set_up(struct exchange *exchange, const struct route *route, bool once)
{
    CURL    *easy = exchange->easy;
    CURLcode code = set_trust(exchange, route);

    code = code == CURLE_OK ? set_address(exchange, route->base) : code;
    SET(CURLOPT_PRIVATE, exchange);
    SET(CURLOPT_ERRORBUFFER, exchange->error);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L); /* or the end of the time would wait for the resolver's */
    SET(CURLOPT_POST, 1L);
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
    SET(CURLOPT_USERAGENT, route->user_agent);
    SET(CURLOPT_CONNECTTIMEOUT_MS, route->connect_timeout_ms);
    if (once)
        SET(CURLOPT_MAXAGE_CONN, ONCE_IDLE_MAX); /* see is_unfit() for what closes sooner */
    if (once || !exchange->engine->takes_http2)
        SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    return code;
}

/* All that set_up() reads: a route is compared by what it says, because where it stood another may stand tomorrow. */
static void describe(struct buf *to, const struct exchange *exchange, const struct route *route, bool once)
{
    const char *const texts[] = {route->base, route->ca_file, route->proxy, route->user_agent};
    const struct {
        long timeout;
        bool flags[4];
    } rest = {route->connect_timeout_ms, {route->is_loopback, route->is_plain, once, exchange->asks_folder}};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] != NULL)
            bwpi_buf_add(to, texts[i], strlen(texts[i]) + 1);
        bwpi_buf_add_char(to, '\n'); /* no text and an empty text are two things */
    }
    bwpi_buf_add(to, &rest.timeout, sizeof rest.timeout);
    bwpi_buf_add(to, rest.flags, sizeof rest.flags);
}

/* Sets the handle up for the route, unless the exchange before took the same. */
static CURLcode take_route(struct exchange *exchange, const struct route *route, bool once)
{
    char       room[512];
    struct buf wanted = BUF_INIT(HTTP_REQUEST_MAX), *have = &exchange->set_up;
    CURLcode   code = CURLE_OK;

    bwpi_buf_lend(&wanted, room, sizeof room);
    exchange->asks_folder = route->ca_file == NULL && exchange->engine->ca_folder != NULL;
    describe(&wanted, exchange, route, once);
    if (wanted.state != BUF_OK || wanted.size != have->size || memcmp(wanted.data, have->data, wanted.size) != 0) {
        curl_easy_reset(exchange->easy);
        bwpi_buf_clear(have);
        code = set_up(exchange, route, once);
        if (code == CURLE_OK && wanted.state == BUF_OK)
            bwpi_buf_add(have, wanted.data, wanted.size); /* where memory is short it is set up again next time */
    }
    bwpi_buf_free(&wanted);
    return code;
}

static CURLcode take_request(struct exchange *exchange, const struct http_sending *sending)
{
    CURL    *easy = exchange->easy;
    CURLcode code = CURLE_OK;

    SET(CURLOPT_REQUEST_TARGET, sending->target); /* as signed, to the byte; and no long URL to parse */
    SET(CURLOPT_CUSTOMREQUEST, sending->method);
    if (strlen(sending->target) + sending->body->size > LONG_REQUEST) {
        exchange->is_peculiar = true;
        SET(CURLOPT_UPLOAD_BUFFERSIZE, (long)HTTP_REQUEST_MAX);
    }
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)sending->body->size);
    SET(CURLOPT_POSTFIELDS, bwpi_buf_text(sending->body));
    SET(CURLOPT_HTTPHEADER, exchange->lines);
    SET(CURLOPT_TIMEOUT_MS, time_left(exchange));
    return code;
}

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

/* From now on all of the engine do: what the folder lacks once it will lack again. */
static CURLcode reads_file_instead(struct exchange *exchange)
{
    exchange->asks_folder = false;
    exchange->engine->ca_folder = NULL;
    return set_certificates(exchange->easy, exchange->engine->ca_file, NULL);
}

bool bwpi_exchange_dials_again(struct exchange *exchange, CURLcode code)
{
    CURLM *multi = exchange->engine->multi;
    CURL  *easy = exchange->easy;
    bool   may_be_trusted = exchange->asks_folder && !exchange->was_sent && bwpi_failure_is_distrust(code);

    if ((!exchange->was_unfit && !may_be_trusted) || curl_multi_remove_handle(multi, easy) != CURLM_OK)
        return false;
    code = may_be_trusted ? reads_file_instead(exchange) : curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    exchange->was_unfit = false;
    exchange->is_peculiar = true;
    exchange->error[0] = '\0';
    SET(CURLOPT_TIMEOUT_MS, time_left(exchange));
    return code == CURLE_OK && curl_multi_add_handle(multi, easy) == CURLM_OK;
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
        if (add_headers(exchange, sending))
            code = take_route(exchange, route, sending->once);
        if (code == CURLE_OK)
            code = take_request(exchange, sending);
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
    forget_headers(exchange);
    /* curl_easy_reset() would leave a rewind pending, and the next exchange would fail for it */
    if (exchange->response->failure != HTTP_ANSWERED) {
        bwpi_exchange_free(exchange);
        return;
    }
    if (exchange->is_peculiar)
        bwpi_buf_clear(&exchange->set_up); /* so that it is set up anew */
    exchange->next = engine->spare;
    engine->spare = exchange;
}
