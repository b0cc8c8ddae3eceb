/* server.c - a thread for each connection, which reads a whole request and writes one answer with one call. */
#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <openssl/ssl.h>

#include "wire_server.h"

enum { REQUEST_ROOM = 64 * 1024, ANSWER_ROOM = 8 * 1024, STACK_SIZE = 256 * 1024 };

static char     answers[2][ANSWER_ROOM]; /* the second one ends its connection */
static SSL_CTX *tls;

struct talk {
    int             fd;
    enum bench_door door;
    SSL            *ssl;
    size_t          size;
    char            request[REQUEST_ROOM];
};

static void write_answers(const struct bench_case *what)
{
    for (size_t i = 0; i < COUNT(answers); i++)
        (void)snprintf(answers[i], sizeof answers[i],
                       "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n%s\r\n%s", what->status,
                       strlen(what->body), i == 1 ? "Connection: close\r\n" : "", what->body);
}

/* One whole request, NUL behind it; false at the end of the connection. */
static bool read_request(struct talk *talk)
{
    size_t whole = 0;

    talk->size = 0;
    while (whole == 0 || talk->size < whole) {
        char   *to = talk->request + talk->size;
        size_t  room = sizeof talk->request - talk->size - 1;
        ssize_t got = talk->ssl != NULL ? SSL_read(talk->ssl, to, (int)room) : recv(talk->fd, to, room, 0);

        if (got <= 0)
            return false;
        talk->size += (size_t)got;
        talk->request[talk->size] = '\0';
        whole = wire_request_size(talk->request);
    }
    return true;
}

static bool write_answer(const struct talk *talk)
{
    const char *answer = answers[talk->door == DOOR_CLOSING];
    size_t      size = strlen(answer);

    return (talk->ssl != NULL ? SSL_write(talk->ssl, answer, (int)size) : send(talk->fd, answer, size, MSG_NOSIGNAL)) ==
           (ssize_t)size;
}

static void converse(struct talk *talk)
{
    const struct timespec pause = {0, BENCH_SLOW_MS * 1000000L};

    if (talk->door == DOOR_TLS || talk->door == DOOR_CLOSING) {
        talk->ssl = SSL_new(tls);
        if (talk->ssl == NULL || SSL_set_fd(talk->ssl, talk->fd) != 1 || SSL_accept(talk->ssl) != 1)
            return;
    }
    while (read_request(talk)) {
        if (talk->door == DOOR_SLOW)
            (void)nanosleep(&pause, NULL);
        if (!write_answer(talk) || talk->door == DOOR_CLOSING)
            break;
    }
    if (talk->ssl != NULL)
        (void)SSL_shutdown(talk->ssl);
}

static void *serve(void *user)
{
    struct talk *talk = user;

    converse(talk);
    SSL_free(talk->ssl);
    (void)close(talk->fd);
    free(talk);
    return NULL;
}

static struct talk *accept_one(int listener, enum bench_door door)
{
    const int    on = 1;
    int          fd = accept(listener, NULL, NULL);
    struct talk *talk = fd >= 0 ? calloc(1, sizeof *talk) : NULL;

    if (talk == NULL) {
        if (fd >= 0)
            (void)close(fd);
        return NULL;
    }
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    talk->fd = fd;
    talk->door = door;
    return talk;
}

struct post {
    int             listener;
    enum bench_door door;
};

static void *accept_all(void *user)
{
    const struct post *post = user;
    pthread_attr_t     small;

    if (pthread_attr_init(&small) != 0 || pthread_attr_setstacksize(&small, STACK_SIZE) != 0 ||
        pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED) != 0)
        return NULL;
    for (;;) {
        struct talk *talk = accept_one(post->listener, post->door);
        pthread_t    thread;

        if (talk != NULL && pthread_create(&thread, &small, serve, talk) != 0)
            serve(talk);
    }
}

bool bench_server_open(struct bench_server *server)
{
    server->pid = -1;
    for (int door = 0; door < DOORS; door++) {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t          size = sizeof address;
        int                fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, SOMAXCONN) != 0 ||
            getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
            perror("listen");
            return false;
        }
        server->listeners[door] = fd;
        (void)snprintf(server->urls[door], sizeof server->urls[door], "%s://127.0.0.1:%u",
                       door == DOOR_TLS || door == DOOR_CLOSING ? "https" : "http", (unsigned)ntohs(address.sin_port));
    }
    return true;
}

bool bench_server_record(const struct bench_server *server, const struct bench_case *what, const char *path)
{
    struct talk *talk = accept_one(server->listeners[DOOR_PLAIN], DOOR_PLAIN);
    FILE        *file = fopen(path, "w");
    bool         well;

    write_answers(what);
    well = talk != NULL && file != NULL && read_request(talk) &&
           fwrite(talk->request, 1, talk->size, file) == talk->size && write_answer(talk);
    if (file != NULL)
        well = fclose(file) == 0 && well;
    if (talk != NULL)
        (void)close(talk->fd);
    free(talk);
    return well;
}

/* In the child: all doors but one have a thread of their own. */
static void stay(const struct bench_server *server)
{
    static struct post posts[DOORS];
    pthread_t          thread;

    (void)signal(SIGPIPE, SIG_IGN);
    for (int door = 0; door < DOORS; door++) {
        posts[door] = (struct post){server->listeners[door], (enum bench_door)door};
        if (door > 0 && pthread_create(&thread, NULL, accept_all, &posts[door]) != 0)
            _exit(1);
    }
    (void)accept_all(&posts[0]);
    _exit(1);
}

bool bench_server_start(struct bench_server *server, const struct bench_case *what, const char *certificate,
                        const char *key)
{
    write_answers(what);
    SSL_CTX_free(tls);
    tls = SSL_CTX_new(TLS_server_method());
    if (tls == NULL || SSL_CTX_use_certificate_chain_file(tls, certificate) != 1 ||
        SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1) {
        (void)fprintf(stderr, "the certificate of the server cannot be used\n");
        return false;
    }
    server->pid = fork();
    if (server->pid == 0)
        stay(server);
    return server->pid > 0;
}

void bench_server_close(struct bench_server *server)
{
    if (server->pid > 0 && kill(server->pid, SIGKILL) == 0)
        (void)waitpid(server->pid, NULL, 0);
    for (int door = 0; door < DOORS; door++)
        (void)close(server->listeners[door]);
}
