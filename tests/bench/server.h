/* server.h - the cheapest server that can be told from a cloud: it gives everybody the same answer. */
#ifndef BENCH_SERVER_H
#define BENCH_SERVER_H

#include <sys/types.h>

#include "bench.h"

enum bench_door {
    DOOR_PLAIN,
    DOOR_TLS,
    DOOR_CLOSING, /* over TLS, and each answer is the last of its connection */
    DOOR_SLOW,    /* plain, and every answer takes BENCH_SLOW_MS */
    DOORS
};
enum { BENCH_SLOW_MS = 20 };

struct bench_server {
    pid_t pid; /* a process of its own, so that what it costs is nobody else's */
    int   listeners[DOORS];
    char  urls[DOORS][64];
};

/* Listens, answers nothing yet; false with a line on stderr. */
bool bench_server_open(struct bench_server *server);

/* Takes one request at DOOR_PLAIN, keeps it in a file and answers it: those bytes are what the floor sends. */
bool bench_server_record(const struct bench_server *server, const struct bench_case *what, const char *path);

/* Starts the process, which answers as the case says until bench_server_close(). */
bool bench_server_start(struct bench_server *server, const struct bench_case *what, const char *certificate,
                        const char *key);
void bench_server_close(struct bench_server *server);

#endif
