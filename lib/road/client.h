/* client.h - what the calls of one client share. */
#ifndef BWP_CLIENT_H
#define BWP_CLIENT_H

#include <stdatomic.h>

#include "base/lock.h"
#include "net/exchange.h"
#include "net/pool.h"
#include "provider.h"

/* Whoever has calls on a client and wants to hear that they are cancelled. */
struct listener {
    struct listener *next, *previous;
    void (*hear)(struct listener *listener); /* on the thread that cancels; does not wait */
};

struct bwp_client {
    struct config        config;
    struct lock          keys_lock;
    struct keys *_Atomic keys;        /* one use of them is the client's; changed and held behind the lock */
    _Atomic bool         has_account; /* the one that was asked for, which never changes afterwards */
    char                 account[ID_SIZE];
    char                 profile_name[PROFILE_NAME_SIZE]; /* of the profile that the first keys come from, or "" */
    char                 profile_path[PROFILE_PATH_SIZE]; /* the file it stands in */
    struct route         route;
    const char          *metadata;            /* the address of that service; tests have one of their own */
    uint32_t             metadata_timeout_ms; /* of each exchange with it; tests shorten it */
    atomic_bool          is_renewing; /* some call is asking for keys; others go on as long as theirs are good */
    char                *user_agent;  /* the text of route.user_agent */
    struct pool         *pool;
    _Atomic int64_t      clock_offset; /* seconds to add to this machine's clock to get the provider's */
    atomic_uint          cancellations;
    struct lock          listeners_lock;
    struct listener     *listeners;     /* behind the lock */
    uint32_t             pause_base_ms; /* of the backoff; tests shorten it */
    uint32_t             look_pause_ms; /* before a first look again; tests shorten it */
};

/* The keys of now: one use of them, to be released.  Any thread. */
struct keys *bwpi_client_hold_keys(bwp_client *client);

/* Makes the keys that the caller holds those of now.  Any thread. */
void bwpi_client_refresh_keys(bwp_client *client, struct keys **held);

/* The account of the config, or the one that was asked for; "" as long as there is none.  Any thread. */
const char *bwpi_client_account(bwp_client *client);
void        bwpi_client_put_account(bwp_client *client, const char *account); /* the first one stays */

/*
 * Takes over keys that were fetched, unless the keys of now were set by hand meanwhile.  Any thread.
 */
void bwpi_client_renew_keys(bwp_client *client, struct keys *keys);

/* Takes over the keys, one use of them, in the place of those that were there.  Any thread. */
void bwpi_client_put_keys(bwp_client *client, struct keys *keys);

/* Has the listener hear of every bwp_client_cancel() until it leaves.  Any thread. */
void bwpi_client_listen(bwp_client *client, struct listener *listener);
void bwpi_client_leave(bwp_client *client, struct listener *listener);

/* Cancels the calls that are running on the client, and says so to whoever listens.  Any thread. */
void bwpi_client_cancel(bwp_client *client);

#endif
