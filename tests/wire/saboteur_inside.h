/* saboteur_inside.h - the state that saboteur.c, which accepts, and saboteur_talk.c, which answers, share. */
#ifndef SABOTEUR_INSIDE_H
#define SABOTEUR_INSIDE_H

#include <pthread.h>

#include <openssl/ssl.h>

#include "saboteur.h"

enum { SAB_THREADS_MAX = 1500, SAB_REQUESTS_MAX = 1500 };

struct sab {
    const struct sab_act *acts;
    size_t                act_count;
    SSL_CTX              *tls;
    char                  url[64];
    unsigned              port;
    int                   listener, stop[2]; /* a byte that is written and never read ends every wait */
    pthread_t             accepting, threads[SAB_THREADS_MAX];
    size_t                thread_count;
    bool                  runs;
    pthread_mutex_t       lock; /* of what follows */
    pthread_cond_t        news;
    size_t                next_act;
    unsigned              connections, headers, requests;
    size_t                received, sent;
    char                 *raw[SAB_REQUESTS_MAX];
};

struct peer {
    struct sab *sab;
    int         fd;
    SSL        *ssl;
};

/* Waits for the peer; false when ms are over, or the saboteur is being stopped. */
bool sab_wait_for(const struct peer *peer, short events, int ms);

/* One connection from its first act to its last. */
void sab_converse(struct peer *peer);

#endif
