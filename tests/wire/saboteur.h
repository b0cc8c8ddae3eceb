/* saboteur.h - a server that ends, stalls or garbles a conversation at any point of it, and remembers what it received.
 */
#ifndef SABOTEUR_H
#define SABOTEUR_H

#include <stdbool.h>
#include <stddef.h>

/* How much slower than usual this program runs: 1, more under sanitizers and valgrind, or BWP_TEST_SLOW. */
unsigned sab_slowness(void);

/* How far a connection gets before the act. */
enum sab_stage {
    SAB_AT_REQUEST = 0, /* the whole request was read: the purchase */
    SAB_AT_HEADERS,     /* its headers were read, and its body is left unread */
    SAB_AT_ACCEPT,      /* nothing was read */
    SAB_AT_HELLO,       /* TLS: the ClientHello was read, in plain bytes */
    SAB_IN_FLIGHT,      /* TLS: half of the server's first handshake messages was sent */
    SAB_AT_HANDSHAKE    /* TLS: the handshake is over */
};

/* What becomes of the connection after the answer. */
enum sab_end { SAB_FIN = 0, SAB_RST, SAB_STALL, SAB_KEEP };

struct sab_act {
    enum sab_stage stage;
    const char    *answer; /* its bytes; NULL: none */
    size_t         size;
    const char    *flood; /* repeated after the answer, until the peer goes or flood_most bytes are out */
    size_t         flood_size, flood_most;
    unsigned       drip_ms; /* one byte at a time, with this pause after each */
    enum sab_end   end;
    bool           shuts; /* before the answer the port is closed, so that no further connection is accepted */
    /* Makes the answer from the request, which it may alter; returns the answer's size. */
    size_t (*reply)(void *user, char *request, size_t size, char *answer, size_t room);
    void *user;
};

struct sab_tls {
    const char *certificate, *key; /* PEM files */
    int         least, most;       /* protocol versions, 0 for OpenSSL's own */
    const char *client_ca;         /* a certificate is demanded of the client */
};

struct sab;

/* The acts are taken one by one, by connections and by further requests on them; the last one is used for ever. */
struct sab *sab_start(const struct sab_act *acts, size_t count, const struct sab_tls *tls);
const char *sab_url(const struct sab *sab);
unsigned    sab_port(const struct sab *sab);

/* Ends every conversation.  What follows may be asked at any time, but is final only after this. */
void        sab_stop(struct sab *sab);
void        sab_free(struct sab *sab); /* stops it as well; NULL is allowed */
unsigned    sab_connections(struct sab *sab);
unsigned    sab_headers(struct sab *sab);                  /* requests whose headers came */
unsigned    sab_requests(struct sab *sab);                 /* requests that came whole: purchases */
const char *sab_request(struct sab *sab, unsigned number); /* as received, from 0; "" beyond the last */
size_t      sab_received(struct sab *sab);                 /* bytes, inside TLS those of the application */
size_t      sab_sent(struct sab *sab);

/* Waits until so many have come; false after about ten seconds without them. */
bool sab_wait_connections(struct sab *sab, unsigned count);
bool sab_wait_requests(struct sab *sab, unsigned count);

#endif
