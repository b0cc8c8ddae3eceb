/* saboteur.c - one thread accepts connections, one more serves each of them, and their counts are kept under a lock. */
#include "saboteur_inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

unsigned sab_slowness(void)
{
    const char *given = getenv("BWP_TEST_SLOW"), *preload = getenv("LD_PRELOAD");
    long        number = given != NULL ? strtol(given, NULL, 10) : 0;

    if (number > 0 && number < 1000)
        return (unsigned)number;
    if (preload != NULL && strstr(preload, "vgpreload") != NULL) /* valgrind */
        return 20;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 4;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    return 4;
#else
    return 1;
#endif
#else
    return 1;
#endif
}

struct start {
    struct sab *sab;
    int         fd;
};

static void *run_connection(void *user)
{
    struct start start = *(struct start *)user;
    struct peer  peer = {.sab = start.sab, .fd = start.fd};
    sigset_t     pipe_signal;

    free(user);
    (void)sigemptyset(&pipe_signal);
    /* OpenSSL writes without MSG_NOSIGNAL.  In threads that call the library SIGPIPE stays fatal, as it would be for a
     * user's program. */
    (void)sigaddset(&pipe_signal, SIGPIPE);
    (void)pthread_sigmask(SIG_BLOCK, &pipe_signal, NULL);
    (void)fcntl(peer.fd, F_SETFL, O_NONBLOCK);
    sab_converse(&peer);
    SSL_free(peer.ssl); /* without a close_notify */
    (void)close(peer.fd);
    OPENSSL_thread_stop();
    return NULL;
}

static void *run(void *user)
{
    struct sab       *sab = user;
    const struct peer listener = {.sab = sab, .fd = sab->listener};

    while (sab_wait_for(&listener, POLLIN, -1)) {
        struct start *start = malloc(sizeof *start);
        int           fd = accept(sab->listener, NULL, NULL);

        if (fd < 0) { /* the act .shuts closed the port */
            free(start);
            break;
        }
        if (start == NULL || sab->thread_count == SAB_THREADS_MAX)
            abort();
        *start = (struct start){sab, fd};
        (void)pthread_mutex_lock(&sab->lock);
        sab->connections++;
        (void)pthread_cond_broadcast(&sab->news);
        (void)pthread_mutex_unlock(&sab->lock);
        if (pthread_create(&sab->threads[sab->thread_count++], NULL, run_connection, start) != 0)
            abort();
    }
    return NULL;
}

/* ---- from outside ---- */

static SSL_CTX *tls_new(const struct sab_tls *tls)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());

    if (context == NULL)
        return NULL;
    if (tls->most != 0 && tls->most < TLS1_2_VERSION)
        SSL_CTX_set_security_level(context, 0);
    if (tls->client_ca != NULL)
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    if (SSL_CTX_use_certificate_file(context, tls->certificate, SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_use_PrivateKey_file(context, tls->key, SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_set_min_proto_version(context, tls->least) != 1 ||
        SSL_CTX_set_max_proto_version(context, tls->most) != 1 ||
        (tls->client_ca != NULL && SSL_CTX_load_verify_locations(context, tls->client_ca, NULL) != 1)) {
        SSL_CTX_free(context);
        return NULL;
    }
    return context;
}

struct sab *sab_start(const struct sab_act *acts, size_t count, const struct sab_tls *tls)
{
    struct sab        *sab = calloc(1, sizeof *sab);
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t          size = sizeof address;

    if (sab == NULL)
        abort();
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sab->acts = acts;
    sab->act_count = count;
    sab->tls = tls != NULL ? tls_new(tls) : NULL;
    sab->listener = socket(AF_INET, SOCK_STREAM, 0);
    if ((tls != NULL && sab->tls == NULL) || sab->listener < 0 || pipe(sab->stop) != 0 ||
        bind(sab->listener, (const struct sockaddr *)&address, sizeof address) != 0 ||
        listen(sab->listener, 512) != 0 || getsockname(sab->listener, (struct sockaddr *)&address, &size) != 0 ||
        pthread_mutex_init(&sab->lock, NULL) != 0 || pthread_cond_init(&sab->news, NULL) != 0 ||
        pthread_create(&sab->accepting, NULL, run, sab) != 0) {
        (void)fprintf(stderr, "saboteur: no server: %s\n", strerror(errno));
        abort();
    }
    sab->runs = true;
    sab->port = ntohs(address.sin_port);
    (void)snprintf(sab->url, sizeof sab->url, "%s://127.0.0.1:%u", tls != NULL ? "https" : "http", sab->port);
    return sab;
}

const char *sab_url(const struct sab *sab)
{
    return sab->url;
}

unsigned sab_port(const struct sab *sab)
{
    return sab->port;
}

void sab_stop(struct sab *sab)
{
    if (!sab->runs || write(sab->stop[1], "", 1) != 1)
        return;
    sab->runs = false;
    (void)pthread_join(sab->accepting, NULL);
    for (size_t i = 0; i < sab->thread_count; i++)
        (void)pthread_join(sab->threads[i], NULL);
}

void sab_free(struct sab *sab)
{
    if (sab == NULL)
        return;
    sab_stop(sab);
    for (unsigned i = 0; i < sab->requests; i++)
        free(sab->raw[i]);
    (void)close(sab->listener);
    (void)close(sab->stop[0]);
    (void)close(sab->stop[1]);
    (void)pthread_mutex_destroy(&sab->lock);
    (void)pthread_cond_destroy(&sab->news);
    SSL_CTX_free(sab->tls);
    free(sab);
}

static size_t look(struct sab *sab, const size_t *size, const unsigned *count)
{
    size_t value;

    (void)pthread_mutex_lock(&sab->lock);
    value = size != NULL ? *size : *count;
    (void)pthread_mutex_unlock(&sab->lock);
    return value;
}

unsigned sab_connections(struct sab *sab)
{
    return (unsigned)look(sab, NULL, &sab->connections);
}

unsigned sab_headers(struct sab *sab)
{
    return (unsigned)look(sab, NULL, &sab->headers);
}

unsigned sab_requests(struct sab *sab)
{
    return (unsigned)look(sab, NULL, &sab->requests);
}

size_t sab_received(struct sab *sab)
{
    return look(sab, &sab->received, NULL);
}

size_t sab_sent(struct sab *sab)
{
    return look(sab, &sab->sent, NULL);
}

const char *sab_request(struct sab *sab, unsigned number)
{
    return number < sab_requests(sab) ? sab->raw[number] : "";
}

static bool wait_until(struct sab *sab, const unsigned *what, unsigned count)
{
    bool            there;
    struct timespec deadline;
    int             code = clock_gettime(CLOCK_REALTIME, &deadline);

    deadline.tv_sec += 10 * (time_t)sab_slowness();
    (void)pthread_mutex_lock(&sab->lock);
    while (code == 0 && *what < count)
        code = pthread_cond_timedwait(&sab->news, &sab->lock, &deadline);
    there = *what >= count;
    (void)pthread_mutex_unlock(&sab->lock);
    return there;
}

bool sab_wait_connections(struct sab *sab, unsigned count)
{
    return wait_until(sab, &sab->connections, count);
}

bool sab_wait_requests(struct sab *sab, unsigned count)
{
    return wait_until(sab, &sab->requests, count);
}
