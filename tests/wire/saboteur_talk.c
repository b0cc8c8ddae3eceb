/* saboteur_talk.c - serves one connection: reads requests, notes them, and answers each as its act says. */
#include "saboteur_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <openssl/err.h>

#include "wire_server.h"

enum { REQUEST_MAX = 64 * 1024 };

/* ---- bytes ---- */

bool sab_wait_for(const struct peer *peer, short events, int ms)
{
    struct pollfd fds[] = {{.fd = peer->sab->stop[0], .events = POLLIN}, {.fd = peer->fd, .events = events}};
    int           count;

    do {
        count = poll(fds, 2, ms);
    } while (count < 0 && errno == EINTR);
    return count > 0 && fds[0].revents == 0;
}

static bool wait_for_tls(const struct peer *peer, int returned)
{
    int error = SSL_get_error(peer->ssl, returned);

    ERR_clear_error();
    return (error == SSL_ERROR_WANT_READ && sab_wait_for(peer, POLLIN, -1)) ||
           (error == SSL_ERROR_WANT_WRITE && sab_wait_for(peer, POLLOUT, -1));
}

/* Returns 0 when the peer has closed the connection. */
static size_t receive(const struct peer *peer, char *to, size_t room)
{
    for (;;) {
        ssize_t size = peer->ssl != NULL ? SSL_read(peer->ssl, to, (int)room) : recv(peer->fd, to, room, 0);

        if (size > 0)
            return (size_t)size;
        if (peer->ssl != NULL ? !wait_for_tls(peer, (int)size)
                              : size == 0 || errno != EAGAIN || !sab_wait_for(peer, POLLIN, -1))
            return 0;
    }
}

static bool transmit(const struct peer *peer, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t sent = peer->ssl != NULL ? SSL_write(peer->ssl, bytes, size > 16384 ? 16384 : (int)size)
                                         : send(peer->fd, bytes, size, MSG_NOSIGNAL);

        if (sent <= 0) {
            if (peer->ssl != NULL ? !wait_for_tls(peer, (int)sent)
                                  : errno != EAGAIN || !sab_wait_for(peer, POLLOUT, -1))
                return false;
            continue;
        }
        (void)pthread_mutex_lock(&peer->sab->lock);
        peer->sab->sent += (size_t)sent;
        (void)pthread_mutex_unlock(&peer->sab->lock);
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* Pauses after every byte; false as soon as the peer has gone. */
static bool transmit_slowly(const struct peer *peer, const char *bytes, size_t size, unsigned drip_ms)
{
    if (drip_ms == 0)
        return transmit(peer, bytes, size);
    for (size_t i = 0; i < size; i++) {
        struct pollfd stop = {.fd = peer->sab->stop[0], .events = POLLIN};

        if (!transmit(peer, bytes + i, 1) || poll(&stop, 1, (int)drip_ms) > 0)
            return false;
    }
    return true;
}

/* ---- requests ---- */

static const struct sab_act *take_act(struct sab *sab)
{
    const struct sab_act *act;

    (void)pthread_mutex_lock(&sab->lock);
    act = &sab->acts[sab->next_act];
    sab->next_act += sab->next_act + 1 < sab->act_count ? 1 : 0;
    (void)pthread_mutex_unlock(&sab->lock);
    return act;
}

static void note(struct sab *sab, unsigned headers, const char *request, size_t size)
{
    (void)pthread_mutex_lock(&sab->lock);
    sab->headers += headers;
    if (request != NULL && sab->requests < SAB_REQUESTS_MAX)
        sab->raw[sab->requests++] = strndup(request, size);
    (void)pthread_cond_broadcast(&sab->news);
    (void)pthread_mutex_unlock(&sab->lock);
}

/* Reads one request as far as the act wants it; *act, if it is NULL, is taken when the first byte comes. */
static bool read_request(const struct peer *peer, char *data, const struct sab_act **act)
{
    size_t size = 0, whole = 0;

    while (whole == 0 || size < whole) {
        size_t more = size < REQUEST_MAX ? receive(peer, data + size, REQUEST_MAX - size) : 0;

        if (more == 0)
            return false;
        if (*act == NULL)
            *act = take_act(peer->sab);
        (void)pthread_mutex_lock(&peer->sab->lock);
        peer->sab->received += more;
        (void)pthread_mutex_unlock(&peer->sab->lock);
        size += more;
        data[size] = '\0';
        if (whole == 0 && (whole = wire_request_size(data)) > 0) {
            note(peer->sab, 1, NULL, 0);
            if ((*act)->stage == SAB_AT_HEADERS)
                return true;
        }
    }
    note(peer->sab, 0, data, size);
    return true;
}

/* ---- acts ---- */

static bool reply(const struct peer *peer, const struct sab_act *act, char *request)
{
    bool   sent;
    size_t size;
    char  *own = malloc(REQUEST_MAX);

    if (own == NULL)
        abort();
    size = act->reply(act->user, request, strlen(request), own, REQUEST_MAX);
    sent = transmit(peer, own, size);
    free(own);
    return sent;
}

/* Plays an act; request is NULL where none was read. */
static void answer(const struct peer *peer, const struct sab_act *act, char *request)
{
    bool goes_on;

    if (act->shuts)
        (void)shutdown(peer->sab->listener, SHUT_RDWR);
    goes_on = act->reply != NULL && request != NULL
                  ? reply(peer, act, request)
                  : act->answer == NULL || transmit_slowly(peer, act->answer, act->size, act->drip_ms);
    for (size_t sent = 0; goes_on && sent < act->flood_most; sent += act->flood_size)
        goes_on = transmit_slowly(peer, act->flood, act->flood_size, act->drip_ms);
    if (act->end == SAB_STALL) {
        char byte[256];

        while (receive(peer, byte, sizeof byte) > 0) { /* until the peer goes */
        }
    }
    if (act->end == SAB_RST) {
        const struct linger at_once = {.l_onoff = 1, .l_linger = 0};

        (void)setsockopt(peer->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
}

/* OpenSSL writes its part of the handshake to memory, so that half of it can be sent. */
static void say_half(const struct peer *peer, const char *hello, size_t size)
{
    SSL  *ssl = SSL_new(peer->sab->tls);
    BIO  *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
    char *flight = NULL;

    if (ssl == NULL || in == NULL || out == NULL)
        abort();
    SSL_set_bio(ssl, in, out);
    if (BIO_write(in, hello, (int)size) == (int)size) {
        long said;

        (void)SSL_accept(ssl); /* returns because it wants to read, with its messages in out */
        said = BIO_get_mem_data(out, &flight);
        (void)transmit(peer, flight, (size_t)said / 2);
    }
    ERR_clear_error();
    SSL_free(ssl);
}

static void greet(const struct peer *peer, const struct sab_act *act)
{
    char   hello[16 * 1024];
    size_t size = act->stage == SAB_AT_ACCEPT ? 0 : receive(peer, hello, sizeof hello);

    if (act->stage == SAB_IN_FLIGHT && size > 0)
        say_half(peer, hello, size);
    answer(peer, act, NULL);
}

static bool shake_hands(struct peer *peer)
{
    int returned = 0;

    if (peer->sab->tls == NULL)
        return true;
    peer->ssl = SSL_new(peer->sab->tls);
    if (peer->ssl == NULL || SSL_set_fd(peer->ssl, peer->fd) != 1)
        return false;
    while ((returned = SSL_accept(peer->ssl)) <= 0) {
        if (!wait_for_tls(peer, returned))
            return false;
    }
    return true;
}

void sab_converse(struct peer *peer)
{
    const struct sab_act *act = take_act(peer->sab);
    char                 *data;

    if (act->stage == SAB_AT_ACCEPT || act->stage == SAB_AT_HELLO || act->stage == SAB_IN_FLIGHT) {
        greet(peer, act);
        return;
    }
    data = shake_hands(peer) ? malloc(REQUEST_MAX + 1) : NULL;
    if (data != NULL && act->stage == SAB_AT_HANDSHAKE) {
        answer(peer, act, NULL);
    } else {
        while (data != NULL && read_request(peer, data, &act)) {
            answer(peer, act, data);
            if (act->end != SAB_KEEP)
                break;
            act = NULL;
        }
    }
    free(data);
}
