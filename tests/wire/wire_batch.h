/* wire_batch.h - a batch with a client for every door, its results, and whether the emulator's ledger agrees. */
#ifndef WIRE_BATCH_H
#define WIRE_BATCH_H

#include "wire.h"

enum { WIRE_BATCH_MAX = 2000 };

/* What became of a call; its number is what it was added with. */
struct wire_end {
    bool        has_ended;
    bwp_outcome outcome;
    bwp_status  status;
    unsigned    attempts;
    char        id[64], message[200];
};

struct wire_batch {
    bwp_batch      *batch;
    int             round; /* is in the names: what an earlier batch has given up may be bought while this one runs */
    bwp_client     *clients[WIRE_DOORS];
    int             added, taken, done, not_done, unknown;
    struct wire_end ends[WIRE_BATCH_MAX];
    int             order[WIRE_BATCH_MAX]; /* the numbers in which they were taken */
};

/* Three attempts, a client token where there can be one, and short pauses; in_flight_max 0 is not given. */
void wire_batch_start(struct wire_batch *batch, uint32_t in_flight_max);
void wire_batch_create(struct wire_batch *batch, bwp_client *client, int number);
void wire_batch_take(struct wire_batch *batch); /* whatever can be taken now */
void wire_batch_run(struct wire_batch *batch);  /* until all have ended and were taken */
void wire_batch_end(struct wire_batch *batch);

int wire_batch_bought(const struct wire_batch *batch); /* how many of its packages stand in the ledger */

/* What is DONE stands in the ledger, once; what is NOT_DONE does not; nothing is there that nobody was told of. */
void wire_batch_check_ledger(const struct wire_batch *batch);

#endif
