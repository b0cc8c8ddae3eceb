/* socket.h - the sockets that an engine's connections live on: which they are, and whether something waits on one. */
#ifndef BWP_SOCKET_H
#define BWP_SOCKET_H

#include <stdbool.h>
#include <stddef.h>

/*
 * One open socket.  libcurl tells of a connection by its local port only, so that is how it is found again. Connections
 * to several hosts may share one: then all of them are looked at, and a doubt costs no more than a new connection.
 */
struct socket_row {
    int  fd;
    int  local_port; /* 0 until it has carried a request */
    bool speaks_http2;
};

struct sockets {
    struct socket_row *rows;
    size_t             count, room;
};

bool bwpi_sockets_add(struct sockets *sockets, int fd); /* false without memory */
void bwpi_sockets_remove(struct sockets *sockets, int fd);
void bwpi_sockets_free(struct sockets *sockets); /* the rows, not the sockets: those are libcurl's to close */

/* Notes which of the sockets has this local port; for a connection that is about to carry its first request. */
void bwpi_sockets_name(struct sockets *sockets, int local_port);
void bwpi_sockets_note_http2(struct sockets *sockets, int local_port);
bool bwpi_sockets_speak_http2(const struct sockets *sockets, int local_port);

/*
 * True if the peer has said something on a connection, or closed it, although nothing was asked: whatever waits there
 * cannot be the answer to the next request.
 */
bool bwpi_sockets_are_spoken_on(const struct sockets *sockets, int local_port);

#endif
