/* socket.h - the sockets that an engine's connections live on: which they are, and whether something waits on one. */
#ifndef BWP_SOCKET_H
#define BWP_SOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/system.h"

/* What a socket is found by: its descriptor, its local port, and who opened it. */
enum socket_key { BY_FD, BY_PORT, BY_OPENER, SOCKET_KEYS };

/*
 * One open socket.  libcurl tells of a connection by its local port only, so that is how it is found again. Connections
 * to several hosts may share one: then all of them are looked at, and a doubt costs no more than a new connection.
 */
struct socket_row {
    uintptr_t keys[SOCKET_KEYS]; /* 0: not found by this.  The descriptor counts from one, because 0 may be one */
    uint32_t  next[SOCKET_KEYS]; /* the next row whose key falls into the same slot, counted from one; 0: none */
    bool      speaks_http2;
};

/* All zeros is an empty one. */
struct sockets {
    struct socket_row *rows;
    uint32_t          *slots; /* SOCKET_KEYS times as many as there is room for rows */
    size_t             count, room;
};

/* opener is whose exchange the socket is opened for; only compared.  False without memory. */
bool bwpi_sockets_add(struct sockets *sockets, system_socket fd, const void *opener);
void bwpi_sockets_remove(struct sockets *sockets, system_socket fd);
void bwpi_sockets_free(struct sockets *sockets); /* the rows, not the sockets: those are libcurl's to close */

/* Notes which of the opener's sockets has this local port; for a connection that is about to carry its first request.
 */
void bwpi_sockets_name(struct sockets *sockets, const void *opener, int local_port);
void bwpi_sockets_note_http2(struct sockets *sockets, int local_port);
bool bwpi_sockets_speak_http2(const struct sockets *sockets, int local_port);

/*
 * True if the peer has said something on a connection, or closed it, although nothing was asked: whatever waits there
 * cannot be the answer to the next request.
 */
bool bwpi_sockets_are_spoken_on(const struct sockets *sockets, int local_port);

#endif
