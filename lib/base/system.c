/* system.c - sockets and the pipe that wakes, in the manner of POSIX and in that of Windows. */
#include "base/system.h"

#if defined(_WIN32)

#include <stdlib.h>
#include <string.h>
#include <winsock2.h>
#include <ws2tcpip.h>

char *bwpi_system_strndup(const char *text, size_t size_max)
{
    size_t size = strnlen(text, size_max);
    char  *copy = malloc(size + 1);

    if (copy == NULL)
        return NULL;
    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

system_socket bwpi_system_open(int family, int type, int protocol)
{
    return WSASocketW(family, type, protocol, NULL, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
}

int bwpi_system_close(system_socket fd)
{
    return closesocket(fd);
}

/* Only sockets can be polled there: two that send to nobody but each other. */
bool bwpi_system_pipe(system_socket ends[2])
{
    struct sockaddr_in addresses[2] = {{.sin_family = AF_INET}, {.sin_family = AF_INET}};
    u_long             yes = 1;
    bool               ok = true;

    for (size_t i = 0; i < 2; i++) {
        int size = sizeof addresses[i];

        addresses[i].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ends[i] = bwpi_system_open(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        ok = ok && ends[i] != NO_SOCKET && bind(ends[i], (struct sockaddr *)&addresses[i], size) == 0 &&
             getsockname(ends[i], (struct sockaddr *)&addresses[i], &size) == 0 &&
             ioctlsocket(ends[i], (long)FIONBIO, &yes) == 0;
    }
    for (size_t i = 0; i < 2; i++)
        ok = ok && connect(ends[i], (struct sockaddr *)&addresses[1 - i], sizeof addresses[i]) == 0;
    for (size_t i = 0; i < 2 && !ok; i++) {
        if (ends[i] != NO_SOCKET)
            (void)closesocket(ends[i]);
    }
    return ok;
}

void bwpi_system_pipe_fill(system_socket end)
{
    (void)send(end, "", 1, 0); /* where there is no room, one waits already */
}

void bwpi_system_pipe_empty(system_socket end)
{
    char byte;

    while (recv(end, &byte, 1, 0) > 0) {
    }
}

#else

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

system_socket bwpi_system_open(int family, int type, int protocol)
{
#ifdef SOCK_CLOEXEC
    return socket(family, type | SOCK_CLOEXEC, protocol);
#else
    int fd = socket(family, type, protocol);

    if (fd >= 0)
        (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
#endif
}

int bwpi_system_close(system_socket fd)
{
    return close(fd);
}

bool bwpi_system_pipe(system_socket ends[2])
{
    if (pipe(ends) != 0)
        return false;
    for (size_t i = 0; i < 2; i++) {
        if (fcntl(ends[i], F_SETFD, FD_CLOEXEC) != 0 || fcntl(ends[i], F_SETFL, O_NONBLOCK) != 0) {
            (void)close(ends[0]);
            (void)close(ends[1]);
            return false;
        }
    }
    return true;
}

void bwpi_system_pipe_fill(system_socket end)
{
    int     saved = errno; /* a signal handler leaves it as it was */
    ssize_t written = write(end, "", 1);

    (void)written;
    errno = saved;
}

void bwpi_system_pipe_empty(system_socket end)
{
    char    bytes[64];
    ssize_t got;

    do
        got = read(end, bytes, sizeof bytes);
    while (got == (ssize_t)sizeof bytes || (got < 0 && errno == EINTR));
}

#endif

int bwpi_system_local_port(system_socket fd)
{
    struct sockaddr_storage address = {0};
    socklen_t               size = sizeof address;

    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return 0;
    if (address.ss_family == AF_INET6)
        return ntohs(((const struct sockaddr_in6 *)&address)->sin6_port);
    return address.ss_family == AF_INET ? ntohs(((const struct sockaddr_in *)&address)->sin_port) : 0;
}

bool bwpi_system_is_spoken_on(system_socket fd)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};

    return poll(&one, 1, 0) != 0;
}
