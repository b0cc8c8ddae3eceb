/* wire_server.c - one thread that polls all connections and counts what came on them. */
#include "wire_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 600, REQUEST_MAX = 256 * 1024, ANSWER_MAX = 2 * REQUEST_MAX };

struct connection {
    int      fd;
    unsigned number, answered;
    bool     counted; /* the headers of the request being read were counted as an arrival */
    size_t   size;
    char    *data; /* REQUEST_MAX + 1 bytes */
};

struct wire_server {
    struct wire_plan  plan;
    char              url[64];
    int               listener, stop[2];
    pthread_t         thread;
    bool              runs;
    struct connection connections[CONNECTIONS_MAX];
    size_t            open;
    unsigned          accepted, arrivals, complete, answered, last_connection;
    char             *answer, *last;
};

static void drop(struct wire_server *server, size_t index)
{
    (void)close(server->connections[index].fd);
    free(server->connections[index].data);
    server->connections[index] = server->connections[--server->open];
}

static void take_in(struct wire_server *server)
{
    int   fd = accept(server->listener, NULL, NULL), on = 1;
    char *data = fd >= 0 && server->open < CONNECTIONS_MAX ? malloc(REQUEST_MAX + 1) : NULL;

    if (data == NULL) {
        if (fd >= 0)
            (void)close(fd);
        return;
    }
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    server->connections[server->open++] = (struct connection){.fd = fd, .number = ++server->accepted, .data = data};
}

static size_t body_size(const char *headers)
{
    static const char name[] = "\r\nContent-Length:";

    for (const char *line = strstr(headers, "\r\n"); line != NULL; line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line, name, strlen(name)) == 0)
            return (size_t)strtoul(line + strlen(name), NULL, 10);
    }
    return 0;
}

size_t wire_request_size(char *request)
{
    size_t size;
    char  *end = strstr(request, "\r\n\r\n");

    if (end == NULL)
        return 0;
    end[2] = '\0'; /* the body may look like headers, too */
    size = (size_t)(end + 4 - request) + body_size(request);
    end[2] = '\r';
    return size;
}

static bool is_to_be_cut(const struct wire_server *server, const struct connection *connection)
{
    unsigned answered = server->plan.per_connection ? connection->answered : server->answered;

    return server->plan.answers > 0 && answered >= server->plan.answers;
}

static bool send_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

static bool answer(struct wire_server *server, struct connection *connection)
{
    char *body = server->answer, head[256];

    (void)snprintf(body, ANSWER_MAX, "%s", server->plan.body != NULL ? server->plan.body : "");
    if (server->plan.write_body != NULL)
        server->plan.write_body(server->last, body, ANSWER_MAX);
    (void)snprintf(head, sizeof head,
                   "HTTP/1.1 %d Answer\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                   server->plan.status, strlen(body));
    connection->answered++;
    server->answered++;
    return send_all(connection->fd, head, strlen(head)) && send_all(connection->fd, body, strlen(body));
}

/* Takes one request off the front of what was read; false if the connection is to be closed. */
static bool serve_one(struct wire_server *server, struct connection *connection, bool *found)
{
    size_t size = wire_request_size(connection->data);

    *found = false;
    if (size == 0)
        return connection->size < REQUEST_MAX;
    server->arrivals += connection->counted ? 0 : 1;
    server->last_connection = connection->number;
    connection->counted = true;
    if (server->plan.at_headers && is_to_be_cut(server, connection))
        return false;
    if (size > REQUEST_MAX || connection->size < size)
        return size <= REQUEST_MAX;
    server->complete++;
    memcpy(server->last, connection->data, size);
    server->last[size] = '\0';
    connection->size -= size;
    memmove(connection->data, connection->data + size, connection->size + 1);
    connection->counted = false;
    *found = true;
    return !is_to_be_cut(server, connection) && answer(server, connection);
}

static bool serve(struct wire_server *server, struct connection *connection)
{
    bool    found = true, stays = true;
    ssize_t size = recv(connection->fd, connection->data + connection->size, REQUEST_MAX - connection->size, 0);

    if (size <= 0)
        return false;
    connection->size += (size_t)size;
    connection->data[connection->size] = '\0';
    while (stays && found)
        stays = serve_one(server, connection, &found);
    return stays;
}

/* Serves what is ready; returns whether there was anything. */
static bool turn(struct wire_server *server, int wait_ms, bool *stopping)
{
    int           count;
    struct pollfd ready[CONNECTIONS_MAX + 2] = {{.fd = server->listener, .events = POLLIN},
                                                {.fd = *stopping ? -1 : server->stop[0], .events = POLLIN}};
    size_t        open = server->open;

    for (size_t i = 0; i < open; i++)
        ready[i + 2] = (struct pollfd){.fd = server->connections[i].fd, .events = POLLIN};
    count = poll(ready, (nfds_t)open + 2, wait_ms);
    for (size_t i = open; i > 0; i--) { /* from the end, because drop() moves the last one into the gap */
        if (ready[i + 1].revents != 0 && !serve(server, &server->connections[i - 1]))
            drop(server, i - 1);
    }
    if (ready[0].revents != 0)
        take_in(server);
    if (ready[1].revents != 0)
        *stopping = true;
    return count > 0;
}

static void *run(void *user)
{
    struct wire_server *server = user;
    bool                stopping = false;

    while (turn(server, stopping ? 0 : -1, &stopping) || !stopping) {
    }
    return NULL;
}

struct wire_server *wire_server_start(const struct wire_plan *plan)
{
    struct wire_server *server = calloc(1, sizeof *server);
    struct sockaddr_in  address = {.sin_family = AF_INET};
    socklen_t           size = sizeof address;

    if (server == NULL)
        return NULL;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server->plan = *plan;
    server->listener = socket(AF_INET, SOCK_STREAM, 0);
    server->stop[0] = server->stop[1] = -1;
    server->answer = malloc(ANSWER_MAX);
    server->last = calloc(1, REQUEST_MAX + 1);
    if (server->answer == NULL || server->last == NULL || server->listener < 0 || pipe(server->stop) != 0 ||
        bind(server->listener, (const struct sockaddr *)&address, sizeof address) != 0 ||
        listen(server->listener, 512) != 0 || getsockname(server->listener, (struct sockaddr *)&address, &size) != 0 ||
        pthread_create(&server->thread, NULL, run, server) != 0) {
        wire_server_free(server);
        return NULL;
    }
    server->runs = true;
    (void)snprintf(server->url, sizeof server->url, "http://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    return server;
}

const char *wire_server_url(const struct wire_server *server)
{
    return server->url;
}

void wire_server_stop(struct wire_server *server)
{
    if (server->runs && write(server->stop[1], "", 1) == 1) {
        (void)pthread_join(server->thread, NULL);
        server->runs = false;
    }
}

static void close_fd(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}

void wire_server_free(struct wire_server *server)
{
    if (server == NULL)
        return;
    wire_server_stop(server);
    while (server->open > 0)
        drop(server, server->open - 1);
    close_fd(server->listener);
    close_fd(server->stop[0]);
    close_fd(server->stop[1]);
    free(server->answer);
    free(server->last);
    free(server);
}

unsigned wire_server_connections(const struct wire_server *server)
{
    return server->accepted;
}

unsigned wire_server_arrivals(const struct wire_server *server)
{
    return server->arrivals;
}

unsigned wire_server_complete(const struct wire_server *server)
{
    return server->complete;
}

unsigned wire_server_last_connection(const struct wire_server *server)
{
    return server->last_connection;
}

const char *wire_server_last(const struct wire_server *server)
{
    return server->last;
}
