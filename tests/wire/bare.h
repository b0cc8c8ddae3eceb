/* bare.h - a server with one connection at a time and no manners of its own: what it says and when is the test's. */
#ifndef BARE_H
#define BARE_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/ssl.h>

struct bare_peer {
    int      fd;
    SSL     *ssl;         /* NULL before bare_shake_hands(), and without TLS */
    unsigned client_port; /* at the client's end */
    unsigned number;      /* of the connection, from 1 */
};

/* Runs on the server's thread for each connection, which is closed when it returns. */
typedef void bare_talk(struct bare_peer *peer, void *user);

struct bare;

/* certificate and key: PEM files, or NULL for plain HTTP.  protocol: what ALPN agrees on, "h2", or NULL for none. */
struct bare *bare_start(const char *certificate, const char *key, const char *protocol, bare_talk *talk, void *user);
const char  *bare_url(const struct bare *bare);
unsigned     bare_connections(const struct bare *bare); /* final after bare_stop() */
void         bare_stop(struct bare *bare);              /* ends the conversation there is */
void         bare_free(struct bare *bare);              /* stops it as well */

bool   bare_shake_hands(const struct bare *bare, struct bare_peer *peer); /* true at once without TLS */
size_t bare_read(const struct bare_peer *peer, char *to, size_t room);    /* 0 at the end */
bool   bare_write(const struct bare_peer *peer, const char *bytes, size_t size);

/* One whole request, ended by NUL; false if the connection ends before it does or room is too small. */
bool bare_read_request(const struct bare_peer *peer, char *data, size_t room);

/* The descriptor, in this process, of the client's end of the connection; -1 without one. */
int bare_client_fd(const struct bare_peer *peer);

#endif
