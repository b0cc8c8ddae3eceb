/* clients.h - one client for all lines of a batch that reach a provider in the same way. */
#ifndef BWP_CLIENTS_H
#define BWP_CLIENTS_H

#include <stddef.h>

#include <bwp/bwp.h>

#include "base/crypto.h"
#include "base/json.h"
#include "options.h"
#include "problem.h"
#include "result.h"

enum { CLIENTS_MAX = 256, CLIENTS_NAME_SIZE = 32 };

struct client {
    char              *config;                      /* as JSON: what tells it from others */
    char               provider[CLIENTS_NAME_SIZE]; /* cut where it is longer: then it is the name of none */
    char               to[CRYPTO_HEX_SIZE];         /* SHA-256 of where it sends to, whatever keys it has */
    bool               is_asked;                    /* whose keys it has */
    bool               is_identified;               /* ... and has told it, or why not */
    char               by[CRYPTO_HEX_SIZE];         /* SHA-256 of whose keys it has; "" where that is not told */
    const struct json *known;                       /* what the library says of the provider; NULL */
    bwp_client        *client;                      /* NULL: the problem says why */
    struct problem     problem;
    char               field[RESULT_FIELD_SIZE]; /* that either problem is about */
    struct problem     unidentified;             /* why it is not told whose keys they are */
};

struct clients {
    struct client       *list[CLIENTS_MAX]; /* each by itself: lines hold on to it */
    size_t               count;
    const struct crypto *crypto; /* borrowed */
};

/*
 * The client for a config that is given as JSON, or NULL for one that is empty; what it lacks comes from the options,
 * as far as it means something to the provider.  Borrowed.  NULL with the problem told if there are too many, or memory
 * is short.
 */
struct client *clients_take(struct clients *clients, const struct json *config, const struct options *options,
                            struct problem *problem);
void           clients_free(struct clients *clients);

/* Keeps what the result of a whoami says: whose keys the client has, or why that is not told.  False without memory. */
bool client_identify(struct client *client, const bwp_result *whoami, const struct crypto *crypto);

#endif
