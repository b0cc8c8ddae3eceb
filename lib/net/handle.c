/*
 * handle.c - libcurl on a short leash, TLS always verified and no redirect: the options of an easy handle, set once for
 * a route, and then for each request that takes it.
 */
#include <limits.h>
#include <string.h>

#include "base/clock.h"
#include "net/inside.h"

/* ---- a route ---- */

/*
 * Seconds, begun ones not counted.  No server is known to close a connection that idled for less, so that a request
 * which must not arrive twice does not set out for one that is just closing; a doubt about it could not be cleared.
 */
#define ONCE_IDLE_MAX 1L

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
 * does not know, or if it is empty or not there, the file is read for: see bwpi_handle_set_again().
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
    else /* it was built to know of no file, as for Windows: where it can, it asks the system itself */
        SET(CURLOPT_SSL_OPTIONS, (long)CURLSSLOPT_NATIVE_CA);
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

/* What is the same for every exchange that takes this route. */
static CURLcode set_up(struct exchange *exchange, const struct route *route, bool once)
{
    CURL    *easy = exchange->easy;
    CURLcode code = bwpi_exchange_listen(exchange);

    code = code == CURLE_OK ? set_trust(exchange, route) : code;
    code = code == CURLE_OK ? set_address(exchange, route->base) : code;
    SET(CURLOPT_PRIVATE, exchange);
    SET(CURLOPT_ERRORBUFFER, exchange->error);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L); /* or the end of the time would wait for the resolver's */
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_USERAGENT, route->user_agent);
    SET(CURLOPT_CONNECTTIMEOUT_MS, route->connect_timeout_ms);
    if (once)
        SET(CURLOPT_MAXAGE_CONN, ONCE_IDLE_MAX); /* see is_unfit() in exchange.c for what closes sooner */
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

/* ---- a request ---- */

/*
 * Beyond this a request may, with its headers, be longer than the 64 KiB that libcurl takes from it at a time.  What is
 * left of such a one after a first write that blocks was never sent by 7.88, so it gets a larger buffer.
 */
enum { LONG_REQUEST = 16 * 1024 };

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

static long time_left(const struct exchange *exchange)
{
    int64_t left = exchange->deadline - bwpi_clock_ms();

    return (long)(left < 1 ? 1 : left > INT_MAX ? INT_MAX : left); /* 0 would mean for ever */
}

static CURLcode take_request(struct exchange *exchange, const struct http_sending *sending)
{
    CURL    *easy = exchange->easy;
    CURLcode code = add_headers(exchange, sending) ? CURLE_OK : CURLE_OUT_OF_MEMORY;

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

/* ---- what an exchange asks for ---- */

CURLcode bwpi_handle_set(struct exchange *exchange)
{
    CURLcode code = take_route(exchange, exchange->route, exchange->sending->once);

    return code == CURLE_OK ? take_request(exchange, exchange->sending) : code;
}

CURLcode bwpi_handle_set_again(struct exchange *exchange, bool reads_file)
{
    CURL    *easy = exchange->easy;
    CURLcode code = CURLE_OK;

    exchange->is_peculiar = true;
    if (reads_file) { /* from now on all of the engine do: what the folder lacks once it will lack again */
        exchange->asks_folder = false;
        exchange->engine->ca_folder = NULL;
        code = set_certificates(easy, exchange->engine->ca_file, NULL);
    } else {
        SET(CURLOPT_FRESH_CONNECT, 1L);
    }
    SET(CURLOPT_TIMEOUT_MS, time_left(exchange));
    return code;
}

void bwpi_handle_forget(struct exchange *exchange)
{
    bwpi_buf_clear(&exchange->text); /* signatures and tokens are wiped */
    exchange->line_count = 0;
    if (exchange->is_peculiar)
        bwpi_buf_clear(&exchange->set_up); /* so that it is set up anew */
}
