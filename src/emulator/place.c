/* place.c - a listening socket, and the URL under which clients on this machine reach it. */
#include "place.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* An address of either family, with the port where each keeps it. */
struct address {
    union {
        struct sockaddr     any;
        struct sockaddr_in  v4;
        struct sockaddr_in6 v6;
    } at;
    socklen_t  size;
    in_port_t *port;
};

static bool parse_address(const char *text, struct address *address)
{
    *address = (struct address){0};
    if (inet_pton(AF_INET, text, &address->at.v4.sin_addr) == 1) {
        address->at.v4.sin_family = AF_INET;
        address->size = sizeof address->at.v4;
        address->port = &address->at.v4.sin_port;
        return true;
    }
    if (inet_pton(AF_INET6, text, &address->at.v6.sin6_addr) == 1) {
        address->at.v6.sin6_family = AF_INET6;
        address->size = sizeof address->at.v6;
        address->port = &address->at.v6.sin6_port;
        return true;
    }
    return false;
}

static void write_url(struct place *place, bool v6, bool tls)
{
    const char *host = place->address;

    place->everywhere = strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0;
    if (place->everywhere)
        host = v6 ? "::1" : "127.0.0.1";
    (void)snprintf(place->url, sizeof place->url, v6 ? "%s://[%s]:%u" : "%s://%s:%u", tls ? "https" : "http", host,
                   (unsigned)place->port);
}

bool place_listen(struct place *place, const struct options *options)
{
    struct address address;
    int            on = 1;
    bool           tls = options->tls || options->tls_cert != NULL;

    (void)snprintf(place->address, sizeof place->address, "%s",
                   options->listen != NULL ? options->listen : "127.0.0.1");
    if (!parse_address(place->address, &address))
        return complain("--listen is %s; it has to be an IPv4 or IPv6 address of this machine, such as 127.0.0.1, or "
                        "0.0.0.0 for all of them",
                        options->listen);
    *address.port = htons(options->port_number);
    place->listener = socket(address.at.any.sa_family, SOCK_STREAM, 0);
    if (place->listener < 0 || fcntl(place->listener, F_SETFD, FD_CLOEXEC) != 0 ||
        setsockopt(place->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(place->listener, &address.at.any, address.size) != 0 || listen(place->listener, 1024) != 0 ||
        getsockname(place->listener, &address.at.any, &address.size) != 0) {
        (void)complain(errno == EADDRNOTAVAIL
                           ? "--listen: %s, port %u cannot be listened on (%s); give an address of this machine"
                           : "--port: %s, port %u cannot be listened on (%s); --port 0 picks a free port",
                       place->address, (unsigned)options->port_number, strerror(errno));
        if (place->listener >= 0)
            (void)close(place->listener);
        place->listener = -1;
        return false;
    }
    place->port = ntohs(*address.port);
    write_url(place, address.at.any.sa_family == AF_INET6, tls);
    return true;
}

bool place_announce(const struct place *place)
{
    bool well = printf("bwp-emulator listens on %s%s\n", place->url,
                       place->everywhere ? " and on every other address of this machine" : "") >= 0;

    if (place->ca_file != NULL)
        well = printf("its certificate is signed by %s\n", place->ca_file) >= 0 && well;
    return (fflush(stdout) == 0 && well) || complain("standard output cannot be written; give it somewhere to go");
}
