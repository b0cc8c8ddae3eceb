/* fetch.h - an errand on an engine: a client is given keys of the machine it runs on, or told its account. */
#ifndef BWP_FETCH_H
#define BWP_FETCH_H

#include "road/client.h"

enum { FETCH_TIMEOUT_MS = 3000 };

enum fetch_state {
    FETCH_WAITS,
    FETCH_DONE,
    FETCH_IN_VAIN, /* the fault says why, and the keys of now are still good */
    FETCH_FAILED   /* the fault says why, and there is nothing to sign with */
};

struct fetch;

/* Whether no call of the client can be made before something is fetched. */
bool bwpi_fetch_is_needed(bwp_client *client);

/*
 * *fetch is a new one, to be ended by the caller, that is over at the deadline at the latest; NULL where there is
 * nothing to fetch: these keys, those of now, are good, or good enough while another call is asking, or while memory is
 * short.
 */
bwp_status bwpi_fetch_keys(bwp_client *client, const struct keys *keys, int64_t deadline, struct fetch **fetch,
                           struct fault *fault);

/* The same for the account, asked for with these keys; NULL where the client needs none, or has it. */
bwp_status bwpi_fetch_account(bwp_client *client, struct keys *keys, int64_t deadline, struct fetch **fetch,
                              struct fault *fault);

/* Goes as far as it can without waiting.  When it is done the client has what was asked for. */
enum fetch_state bwpi_fetch_step(struct fetch *fetch, struct engine *engine, struct fault *fault);
int64_t          bwpi_fetch_due(const struct fetch *fetch); /* when to step it, in monotonic milliseconds */
void             bwpi_fetch_end(struct fetch *fetch, struct engine *engine); /* frees it, and wipes; NULL allowed */

#endif
