/* bare.c - sockets that block, one thread, and the listener shut down to end it. */
#include "bare.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>

enum { RECEIVE_BUFFER = 4096, DESCRIPTORS = 1024 };

struct bare {
    int         listener;
    SSL_CTX    *tls;
    const char *protocol;
    char        url[64];
    bare_talk  *talk;
    void       *user;
    pthread_t   thread;
    bool        runs;
    atomic_int  current; /* the connection there is, or -1 */
    atomic_uint connections;
};

static int choose(SSL *ssl, const unsigned char **out, unsigned char *out_size, const unsigned char *in,
                  unsigned in_size, void *user)
{
    const struct bare *bare = user;
    size_t             size = strlen(bare->protocol);

    (void)ssl;
    for (unsigned i = 0; i < in_size; i += in[i] + 1u) {
        if (in[i] == size && memcmp(in + i + 1, bare->protocol, size) == 0) {
            *out = in + i + 1;
            *out_size = in[i];
            return SSL_TLSEXT_ERR_OK;
        }
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

static void *run(void *user)
{
    struct bare       *bare = user;
    struct sockaddr_in from;
    socklen_t          size = sizeof from;
    sigset_t           pipe;

    (void)sigemptyset(&pipe); /* here only: elsewhere it would be the library that must not cause one */
    (void)sigaddset(&pipe, SIGPIPE);
    (void)pthread_sigmask(SIG_BLOCK, &pipe, NULL);
    for (int fd; (fd = accept(bare->listener, (struct sockaddr *)&from, &size)) >= 0; size = sizeof from) {
        struct bare_peer peer = {.fd = fd, .client_port = ntohs(from.sin_port)};

        peer.number = atomic_fetch_add(&bare->connections, 1) + 1;
        atomic_store(&bare->current, fd);
        bare->talk(&peer, bare->user);
        atomic_store(&bare->current, -1);
        SSL_free(peer.ssl);
        (void)close(fd);
        ERR_clear_error();
    }
    return NULL;
}

static void need(bool holds, const char *what)
{
    if (!holds) {
        perror(what);
        abort();
    }
}

struct bare *bare_start(const char *certificate, const char *key, const char *protocol, bare_talk *talk, void *user)
{
    struct bare       *bare = calloc(1, sizeof *bare);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t          size = sizeof address;
    const int          narrow = RECEIVE_BUFFER;

    need(bare != NULL, "calloc");
    bare->talk = talk;
    bare->user = user;
    bare->protocol = protocol;
    atomic_store(&bare->current, -1);
    if (certificate != NULL) {
        bare->tls = SSL_CTX_new(TLS_server_method());
        need(bare->tls != NULL && SSL_CTX_use_certificate_chain_file(bare->tls, certificate) == 1 &&
                 SSL_CTX_use_PrivateKey_file(bare->tls, key, SSL_FILETYPE_PEM) == 1,
             "certificate");
        if (protocol != NULL)
            SSL_CTX_set_alpn_select_cb(bare->tls, choose, bare);
    }
    bare->listener = socket(AF_INET, SOCK_STREAM, 0);
    need(bare->listener >= 0 && setsockopt(bare->listener, SOL_SOCKET, SO_RCVBUF, &narrow, sizeof narrow) == 0 &&
             bind(bare->listener, (struct sockaddr *)&address, size) == 0 && listen(bare->listener, 64) == 0 &&
             getsockname(bare->listener, (struct sockaddr *)&address, &size) == 0,
         "listen");
    (void)snprintf(bare->url, sizeof bare->url, "http%s://127.0.0.1:%u", certificate != NULL ? "s" : "",
                   (unsigned)ntohs(address.sin_port));
    need(pthread_create(&bare->thread, NULL, run, bare) == 0, "pthread_create");
    bare->runs = true;
    return bare;
}

const char *bare_url(const struct bare *bare)
{
    return bare->url;
}

unsigned bare_connections(const struct bare *bare)
{
    return atomic_load(&bare->connections);
}

void bare_stop(struct bare *bare)
{
    int current;

    if (!bare->runs)
        return;
    (void)shutdown(bare->listener, SHUT_RDWR);
    current = atomic_load(&bare->current);
    if (current >= 0)
        (void)shutdown(current, SHUT_RDWR);
    (void)pthread_join(bare->thread, NULL);
    bare->runs = false;
}

void bare_free(struct bare *bare)
{
    bare_stop(bare);
    (void)close(bare->listener);
    SSL_CTX_free(bare->tls);
    free(bare);
}

bool bare_shake_hands(const struct bare *bare, struct bare_peer *peer)
{
    if (bare->tls == NULL)
        return true;
    peer->ssl = SSL_new(bare->tls);
    return peer->ssl != NULL && SSL_set_fd(peer->ssl, peer->fd) == 1 && SSL_accept(peer->ssl) == 1;
}

size_t bare_read(const struct bare_peer *peer, char *to, size_t room)
{
    ssize_t got = peer->ssl != NULL ? SSL_read(peer->ssl, to, (int)room) : recv(peer->fd, to, room, 0);

    return got > 0 ? (size_t)got : 0;
}

bool bare_write(const struct bare_peer *peer, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t sent = peer->ssl != NULL ? SSL_write(peer->ssl, bytes, (int)size)
                                         : send(peer->fd, bytes, size, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

static size_t body_size(const char *headers)
{
    static const char name[] = "\r\nContent-Length:";

    for (const char *line = strstr(headers, "\r\n"); line != NULL; line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line, name, sizeof name - 1) == 0)
            return (size_t)strtoul(line + sizeof name - 1, NULL, 10);
    }
    return 0;
}

bool bare_read_request(const struct bare_peer *peer, char *data, size_t room)
{
    size_t size = 0, whole = 0;

    while (whole == 0 || size < whole) {
        const char *end;
        size_t      got = size + 1 < room ? bare_read(peer, data + size, room - size - 1) : 0;

        if (got == 0)
            return false;
        size += got;
        data[size] = '\0';
        end = strstr(data, "\r\n\r\n");
        if (whole == 0 && end != NULL)
            whole = (size_t)(end + 4 - data) + body_size(data);
    }
    return true;
}

int bare_client_fd(const struct bare_peer *peer)
{
    for (int fd = 0; fd < DESCRIPTORS; fd++) {
        struct sockaddr_in address = {0};
        socklen_t          size = sizeof address;

        if (getsockname(fd, (struct sockaddr *)&address, &size) == 0 && address.sin_family == AF_INET &&
            ntohs(address.sin_port) == peer->client_port)
            return fd;
    }
    return -1;
}
