/* lane.h - the calls of one client in a batch: in which order they begin, and how many are on their way at a time. */
#ifndef BWP_LANE_H
#define BWP_LANE_H

#include "base/heap.h"
#include "road/call.h"

struct lane;

/* A call of a batch.  It begins when its turn comes; until then it is its result, which says what is asked. */
struct item {
    struct alarm       pause;                /* first, so that an alarm leads to its item */
    struct item       *next, *previous;      /* in a queue */
    struct item       *other, *other_before; /* of the lane that have not ended */
    struct lane       *lane;
    const struct plan *plan;
    bwp_result        *result;
    void              *user;
    struct call       *call;          /* NULL before it begins */
    unsigned           cancellations; /* of the client, when it was added */
    bool               is_moving;     /* it counts as in flight */
};

struct queue {
    struct item *first, *last;
};

void         bwpi_queue_add(struct queue *queue, struct item *item);
struct item *bwpi_queue_take(struct queue *queue); /* the first; NULL for none */
void         bwpi_queue_remove(struct queue *queue, struct item *item);

struct lane {
    struct alarm    hold;          /* first, so that an alarm leads to its lane */
    struct listener listener;      /* to cancellations of the client */
    unsigned        cancellations; /* that were heeded */
    struct lanes   *lanes;
    bwp_client     *client;
    struct lane    *next, *previous; /* of all lanes */
    struct lane    *next_in_slot;
    struct lane    *next_ready, *ready_before; /* of those that could begin something */
    bool            is_ready;
    struct queue    waiting;           /* have not begun */
    struct queue    due;               /* have paused long enough; they go first */
    struct item    *items;             /* all that have not ended */
    size_t          in_flight, window; /* as many as may be: less where the provider throttles */
    size_t          successes;         /* since the window was widened */
    bool            is_held;           /* nothing new begins */
    bool            begins_new;        /* whose turn was the last: of those that have not begun */
    struct item    *errand;            /* asks for what every call of the client needs, so the others wait */
    bool            errands_fail;      /* without a no to the keys: then each asks for itself, as a single call does */
    struct item    *refused_last;      /* the last of those that the answer to an errand refuses; NULL for none */
};

/* All lanes of a batch. */
struct lanes {
    struct lane  *all;
    struct lane **slots; /* by their clients */
    size_t        room;  /* as many slots, a power of two */
    struct lane  *ready, *ready_last;
    size_t        count, ready_count;
    size_t        in_flight, in_flight_max;
    struct heap   holds;
};

void bwpi_lanes_free(struct lanes *lanes); /* what is left when the last lane has gone */

/* The lane of the client, a new one if need be; NULL without memory.  hear is told of cancellations. */
struct lane *bwpi_lane_of(struct lanes *lanes, bwp_client *client, void (*hear)(struct listener *listener));

/* Takes over an item, to begin when its turn comes. */
void bwpi_lane_add(struct lane *lane, struct item *item);

/* The item whose turn it is, which is in flight from now on; NULL where none may be. */
struct item *bwpi_lanes_next(struct lanes *lanes);

/* After an item in flight was moved as far as it goes: what that means for the others of its lane. */
void bwpi_lane_note(struct item *item, int64_t now);

/*
 * After an errand was answered with a no: the next one that has waited for it, and is refused in the same words; NULL
 * after the last.  What was added since then asks anew.
 */
struct item *bwpi_lane_next_refused(struct lane *lane);

/* The item's pause is over. */
void bwpi_lane_wake(struct item *item);

/* The item has ended: it leaves its lane, which goes with the last one. */
void bwpi_lane_end(struct item *item);

/* Lets go on what was held until now. */
void bwpi_lanes_release(struct lanes *lanes, int64_t now);

#endif
