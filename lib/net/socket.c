/* socket.c - a short list beside libcurl's own, because libcurl 7.88 cannot say which socket it is about to send on. */
#include "net/socket.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>

bool bwpi_sockets_add(struct sockets *sockets, int fd)
{
    if (sockets->count == sockets->room) {
        size_t             room = sockets->room == 0 ? 4 : 2 * sockets->room;
        struct socket_row *rows = realloc(sockets->rows, room * sizeof *rows);

        if (rows == NULL)
            return false;
        sockets->rows = rows;
        sockets->room = room;
    }
    sockets->rows[sockets->count++] = (struct socket_row){.fd = fd};
    return true;
}

void bwpi_sockets_remove(struct sockets *sockets, int fd)
{
    for (size_t i = 0; i < sockets->count; i++) {
        if (sockets->rows[i].fd == fd) {
            sockets->rows[i] = sockets->rows[--sockets->count];
            return;
        }
    }
}

void bwpi_sockets_free(struct sockets *sockets)
{
    free(sockets->rows);
    *sockets = (struct sockets){0};
}

static int local_port_of(int fd)
{
    struct sockaddr_storage address = {0};
    socklen_t               size = sizeof address;

    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return 0;
    if (address.ss_family == AF_INET6)
        return ntohs(((const struct sockaddr_in6 *)&address)->sin6_port);
    return address.ss_family == AF_INET ? ntohs(((const struct sockaddr_in *)&address)->sin_port) : 0;
}

void bwpi_sockets_name(struct sockets *sockets, int local_port)
{
    for (size_t i = 0; i < sockets->count; i++) {
        if (sockets->rows[i].local_port == 0 && local_port_of(sockets->rows[i].fd) == local_port)
            sockets->rows[i].local_port = local_port;
    }
}

void bwpi_sockets_note_http2(struct sockets *sockets, int local_port)
{
    for (size_t i = 0; i < sockets->count; i++) {
        if (sockets->rows[i].local_port == local_port)
            sockets->rows[i].speaks_http2 = true;
    }
}

bool bwpi_sockets_speak_http2(const struct sockets *sockets, int local_port)
{
    for (size_t i = 0; i < sockets->count; i++) {
        if (sockets->rows[i].local_port == local_port && sockets->rows[i].speaks_http2)
            return true;
    }
    return false;
}

static bool is_spoken_on(const struct socket_row *row)
{
    char    byte;
    ssize_t got;

    do
        got = recv(row->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    return got >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

bool bwpi_sockets_are_spoken_on(const struct sockets *sockets, int local_port)
{
    for (size_t i = 0; i < sockets->count; i++) {
        if (sockets->rows[i].local_port == local_port && is_spoken_on(&sockets->rows[i]))
            return true;
    }
    return false;
}
