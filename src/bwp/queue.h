/* queue.h - which lines of a batch may begin, and which wait for others: a queue for each provider. */
#ifndef BWP_QUEUE_H
#define BWP_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json.h"
#include "lines.h"

enum { QUEUES_MAX = 32 };

struct queue {
    const struct json *known;        /* the provider */
    struct line       *first, *last; /* that may begin */
    struct line       *ready;        /* begun, or wanted once more; see queue_next_ready() */
    size_t             on_way;       /* begun, and not over */
    size_t             doubts;       /* purchases that an earlier run may have made, and that are not over */
    size_t             looks, buys;  /* of those: on their way to look, and to buy */
};

struct queues {
    struct queue list[QUEUES_MAX];
    size_t       count;
};

/* Fills them with the lines that are to be sent, and finds those that were overtaken.  False without memory. */
bool queues_fill(struct queues *queues, const struct lines *lines);

struct queue *queues_find(struct queues *queues, const struct line *line);

/* How many lines of a queue may be on their way, of so many in all. */
size_t queues_share(const struct queues *queues, size_t all);

/* The line that begins next, or NULL; it stays where it is until queue_begin() takes it out. */
struct line *queue_first(const struct queue *queue);
void         queue_begin(struct queue *queue);

/* A line that has begun is over: what waited for it may begin. */
void queues_end(struct queues *queues, struct line *line);

/* Puts a line there that is to be sent, or looked for, as soon as it may. */
void queue_add_ready(struct queue *queue, struct line *line, bool is_look);

/*
 * Takes out a line that may be sent now, or be looked for; NULL for none.  Those that are held are passed over unless
 * takes_held.  A look for what an earlier run bought would take what another line is just buying for it, so looks and
 * purchases that are in doubt are never on their way together.  Those that a client token protects go first, and a look
 * that excludes a purchase waits for the others.
 */
struct line *queue_next_ready(struct queue *queue, bool takes_held);

/* What was on its way is not any more: it was answered, or not sent. */
void queue_note_back(struct queue *queue, struct line *line);

#endif
