/*
 * http.c - the only user of libmicrohttpd: collects a request into an exchange, lets it be answered or harmed, and
 * sends what came of it.
 */
#include "server.h"

#include <microhttpd.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cloud.h"
#include "ledger.h"

struct server {
    struct MHD_Daemon *daemon;
    int                stop_fd; /* becomes readable when the server is to stop */
    bool               tls, verbose;
};

/* What is left of an answer that is to break off in the middle. */
struct half_body {
    size_t half;
    char   bytes[];
};

/* Called before libmicrohttpd decodes the URI in place: the signatures are over what was really sent. */
static void *request_begins(void *cls, const char *uri, struct MHD_Connection *connection)
{
    struct exchange *exchange = must(calloc(1, sizeof *exchange)); /* freed by request_ends() */
    struct memory   *memory = &exchange->memory;
    const char      *question = strchr(uri, '?');

    (void)cls;
    (void)connection;
    exchange->uri = memory_copy(memory, uri, strlen(uri));
    exchange->path = memory_copy(memory, uri, question != NULL ? (size_t)(question - uri) : strlen(uri));
    exchange->query = question != NULL ? memory_copy(memory, question + 1, strlen(question + 1)) : "";
    exchange->body = text_new(memory);
    exchange->answer = text_new(memory);
    return exchange;
}

static void request_ends(void *cls, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code)
{
    struct exchange *exchange = *request;

    (void)cls;
    (void)connection;
    (void)code;
    *request = NULL;
    if (exchange != NULL) {
        memory_free(&exchange->memory);
        free(exchange);
    }
}

static enum MHD_Result collect_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct exchange *exchange = cls;

    (void)kind;
    if (exchange->headers.count == HEADERS_MAX)
        return MHD_NO; /* ends the listing; a signature over what is left out will not fit */
    value = value != NULL ? value : "";
    entries_add(&exchange->memory, &exchange->headers, memory_copy(&exchange->memory, name, strlen(name)),
                memory_copy(&exchange->memory, value, strlen(value)));
    return MHD_YES;
}

static ssize_t read_half(void *cls, uint64_t position, char *buffer, size_t max)
{
    const struct half_body *body = cls;
    size_t                  left, size;

    if (position >= body->half)
        return MHD_CONTENT_READER_END_WITH_ERROR; /* closes the connection: Content-Length promised more */
    left = body->half - (size_t)position;
    size = left < max ? left : max;
    memcpy(buffer, body->bytes + position, size);
    return (ssize_t)size;
}

static struct MHD_Response *half_response(const struct exchange *exchange)
{
    size_t               half = exchange->answer.size / 2;
    struct half_body    *body = must(malloc(sizeof *body + half)); /* the response frees it */
    struct MHD_Response *response;

    body->half = half;
    memcpy(body->bytes, exchange->answer.data, half);
    response = MHD_create_response_from_callback(exchange->answer.size, 1024, read_half, body, free);
    if (response == NULL)
        free(body);
    return response;
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, struct exchange *exchange)
{
    bool                 half = exchange->done && exchange->mishap.effect == MISHAP_HALF_BODY;
    struct MHD_Response *response = half ? half_response(exchange)
                                         : MHD_create_response_from_buffer(exchange->answer.size, exchange->answer.data,
                                                                           MHD_RESPMEM_MUST_COPY);
    enum MHD_Result      result = MHD_YES;
    char                 date[TIME_SIZE];

    if (response == NULL)
        return MHD_NO;
    time_print_http(clock_now(), date);
    entries_add(&exchange->memory, &exchange->answer_headers, "Date", date);
    entries_add(&exchange->memory, &exchange->answer_headers, "Content-Type", exchange->content_type);
    for (size_t i = 0; result == MHD_YES && i < exchange->answer_headers.count; i++) {
        const struct entry *header = &exchange->answer_headers.items[i];

        result = MHD_add_response_header(response, header->name, header->value);
    }
    if (result == MHD_YES)
        result = MHD_queue_response(connection, exchange->status, response);
    MHD_destroy_response(response);
    return result;
}

/* Sleeps in this connection's own thread; ends early when the server stops or, of a connection, the client has gone. */
static void stall(const struct server *server, struct MHD_Connection *connection, unsigned ms)
{
#ifdef POLLRDHUP
    const short gone = POLLRDHUP;
#else
    const short gone = 0;
#endif
    const union MHD_ConnectionInfo *info = NULL;
    struct pollfd                   fds[] = {{.fd = server->stop_fd, .events = POLLIN}, {.fd = -1, .events = gone}};

    if (connection != NULL)
        info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info != NULL)
        fds[1].fd = info->connect_fd;
    (void)poll(fds, 2, (int)(ms > 0 ? ms : 60000)); /* all that may come next is the end of the connection */
}

static void write_status(struct exchange *exchange)
{
    const struct mishap *mishap = &exchange->mishap;

    answer_start(exchange, mishap->status, "text/html");
    text_put(&exchange->answer, mishap->body != NULL ? mishap->body : "<html><body>not the provider</body></html>\n");
}

static void write_refusal(struct exchange *exchange)
{
    const struct mishap *mishap = &exchange->mishap;
    const struct refusal refusal = {mishap->status != 0 ? mishap->status : 400, mishap->code, ""};

    (void)refuse(exchange, &refusal, "%s", mishap->message != NULL ? mishap->message : "refused on purpose");
}

/* 307 back to where the request came to: whoever follows it, buys. */
static void write_redirect(const struct server *server, struct exchange *exchange)
{
    const char *host = header_get(exchange, "host"), *location = exchange->mishap.location;

    answer_start(exchange, 307, "text/plain");
    if (location == NULL)
        location = memory_print(&exchange->memory, "%s://%s%s", server->tls ? "https" : "http",
                                host != NULL ? host : "127.0.0.1", exchange->uri);
    entries_add(&exchange->memory, &exchange->answer_headers, "Location", location);
}

/* What a fault makes of a request (before) or of the answer to one that was carried out (after); false: no answer. */
static bool do_harm(const struct server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    switch (exchange->mishap.effect) {
    case MISHAP_CUT:
        return false;
    case MISHAP_STALL:
        stall(server, connection, exchange->mishap.ms);
        return false;
    case MISHAP_THROTTLE:
        exchange->cloud->throttle(exchange);
        return true;
    case MISHAP_STATUS:
        write_status(exchange);
        return true;
    case MISHAP_REFUSE:
        write_refusal(exchange);
        return true;
    case MISHAP_REDIRECT:
        write_redirect(server, exchange);
        return true;
    case MISHAP_ERROR:
        return !refuse(exchange, &exchange->cloud->internal, "%s", "");
    case MISHAP_GARBAGE:
        answer_start(exchange, exchange->status == 204 ? 200 : exchange->status, "application/json");
        text_put(&exchange->answer, "\xFF\xFE{\"id\": <this is not JSON");
        return true;
    case MISHAP_EMPTY:
        answer_start(exchange, exchange->status, "application/json");
        return true;
    case MISHAP_NONE:
    case MISHAP_LATE:      /* which is no harm: it is carried out */
    case MISHAP_HALF_BODY: /* done while sending */
    case MISHAP_NO_ID:     /* these two were done by the provider */
    case MISHAP_XML:
    default:
        return true;
    }
}

static bool answer_as_cloud(const struct server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    const struct cloud *cloud = exchange->cloud;
    bool                harmed;

    exchange->verb = cloud->verb_of(exchange);
    ledger_count_request(cloud);
    harmed = mishaps_take(cloud, exchange->verb, &exchange->memory, &exchange->mishap);
    if (harmed && exchange->mishap.effect == MISHAP_LATE)
        stall(server, NULL, exchange->mishap.ms);
    else if (harmed && !exchange->mishap.after)
        return do_harm(server, connection, exchange);
    if (exchange->body_is_too_large)
        return !refuse(exchange, &cloud->too_large, "%s", "");
    cloud->answer(exchange);
    return !harmed || !exchange->done || do_harm(server, connection, exchange);
}

/*
 * One line of --verbose.  The query is left out: signatures stand in it, and the sender may have used the keys of a
 * real account.  A refusal shows nothing of a request but what the emulator's own keys have signed.
 */
static void tell(struct exchange *exchange, bool answered)
{
    struct text text = text_new(&exchange->memory);
    char        now[TIME_SIZE], *line;

    time_print(clock_now(), TIME_EXTENDED, now);
    text_print(&text, "%s %s %s %s", now, exchange->cloud != NULL ? exchange->cloud->name : "emulator",
               exchange->method, exchange->path);
    if (answered)
        text_print(&text, " %u", exchange->status);
    else
        text_put(&text, " no answer");
    if (exchange->refused_code != NULL)
        text_print(&text, ", refused, %s: %s", exchange->refused_code, exchange->refused_message);
    if (exchange->mishap.kind != NULL)
        text_print(&text, ", harmed by the fault %s", exchange->mishap.kind);
    line = memory_get(&exchange->memory, text.size + 1);
    bwpi_utf8_copy(line, text.size + 1, text.data, text.size); /* on one line, whatever was sent */
    (void)fprintf(stderr, "%s\n", line);
}

static enum MHD_Result answer_request(const struct server *server, struct MHD_Connection *connection,
                                      struct exchange *exchange)
{
    bool answered = true;

    if (MHD_get_connection_values(connection, MHD_HEADER_KIND, collect_header, exchange) < 0)
        return MHD_NO;
    exchange->cloud = cloud_of(exchange);
    if (exchange->cloud == NULL)
        control_answer(exchange);
    else
        answered = answer_as_cloud(server, connection, exchange);
    if (exchange->refused_code != NULL)
        refused_add(exchange);
    if (server->verbose)
        tell(exchange, answered);
    return answered ? send_answer(connection, exchange) : MHD_NO;
}

/* Called once with the headers, then with pieces of the body, then once more with none. */
static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **request)
{
    struct exchange *exchange = *request;

    (void)url; /* decoded: exchange->uri is the one that counts */
    (void)version;
    if (exchange == NULL)
        return MHD_NO;
    if (exchange->method == NULL) {
        exchange->method = memory_copy(&exchange->memory, method, strlen(method));
        return MHD_YES;
    }
    if (*upload_size > 0) {
        if (*upload_size > BODY_MAX - exchange->body.size)
            exchange->body_is_too_large = true; /* the rest is read and dropped, so that an answer can be sent */
        else if (!exchange->body_is_too_large)
            text_add(&exchange->body, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    return answer_request(cls, connection, exchange);
}

struct server *server_start(const struct server_options *options)
{
    bool                  tls = options->certificate != NULL;
    unsigned              flags;
    struct server        *server = must(calloc(1, sizeof *server));
    struct MHD_OptionItem secrets[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)options->certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)options->key},
        {MHD_OPTION_END, 0, NULL},
    };

    server->stop_fd = options->stop_fd;
    server->tls = tls;
    server->verbose = options->verbose;
    /* The Date header is ours: it shows the shifted clock. */
    flags = MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_ITC |
            MHD_USE_SUPPRESS_DATE_NO_CLOCK | (tls ? (unsigned)MHD_USE_TLS : 0U);
    server->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, server, MHD_OPTION_LISTEN_SOCKET, options->listener,
                                      MHD_OPTION_URI_LOG_CALLBACK, request_begins, NULL, MHD_OPTION_NOTIFY_COMPLETED,
                                      request_ends, NULL, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)128 * 1024,
                                      MHD_OPTION_CONNECTION_LIMIT, 4096U, MHD_OPTION_ARRAY, tls ? secrets : secrets + 2,
                                      MHD_OPTION_END);
    if (server->daemon == NULL) {
        free(server);
        return NULL;
    }
    return server;
}

void server_stop(struct server *server)
{
    MHD_stop_daemon(server->daemon); /* closes the listening socket as well */
    free(server);
}
