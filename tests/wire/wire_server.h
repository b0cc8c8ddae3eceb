/* wire_server.h - a plain HTTP server that counts what arrives and closes connections as planned. */
#ifndef WIRE_SERVER_H
#define WIRE_SERVER_H

#include <stdbool.h>
#include <stddef.h>

struct wire_server;

struct wire_plan {
    int         status; /* of every answer */
    const char *body;
    /* NULL: body.  Otherwise fills in the body of an answer to a request, given as received with a NUL at its end. */
    void (*write_body)(const char *request, char *body, size_t room);
    unsigned answers;        /* how many requests are answered; the connection of the next one is closed.  0: all are */
    bool     per_connection; /* counted anew on every connection, not over all of them */
    bool     at_headers;     /* the one that is closed is closed at its headers, its body unread */
};

/* How long a request is, headers and body together, once its headers are there; 0 before.  It ends in a NUL. */
size_t wire_request_size(char *request);

/* On 127.0.0.1, a free port, in a thread of its own; NULL if there is no socket to be had. */
struct wire_server *wire_server_start(const struct wire_plan *plan);
const char         *wire_server_url(const struct wire_server *server);

/* Reads what is still in its sockets, then ends.  Only afterwards are the counts final. */
void     wire_server_stop(struct wire_server *server);
void     wire_server_free(struct wire_server *server); /* stops it as well; NULL is allowed */
unsigned wire_server_connections(const struct wire_server *server);
unsigned wire_server_arrivals(const struct wire_server *server); /* requests whose headers came */
unsigned wire_server_complete(const struct wire_server *server); /* requests that came whole */
unsigned wire_server_last_connection(
    const struct wire_server *server);                          /* the number, from 1, of that of the last arrival */
const char *wire_server_last(const struct wire_server *server); /* the last one, as received */

#endif
