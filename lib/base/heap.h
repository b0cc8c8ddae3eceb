/* heap.h - many points in time, of which the next one is always at hand. */
#ifndef BWP_HEAP_H
#define BWP_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A point in time; part of what waits for it.  All zeros is one that is in no heap. */
struct alarm {
    int64_t due;
    size_t  place; /* in the heap, counted from one; 0: in none */
};

/* All zeros is an empty one.  The alarms are borrowed. */
struct heap {
    struct alarm **alarms;
    size_t         count, room;
};

bool          bwpi_heap_reserve(struct heap *heap, size_t count); /* room for so many in all; false without memory */
void          bwpi_heap_free(struct heap *heap);
void          bwpi_heap_add(struct heap *heap, struct alarm *alarm, int64_t due); /* there has to be room */
void          bwpi_heap_remove(struct heap *heap, struct alarm *alarm);           /* one that is in none may be given */
struct alarm *bwpi_heap_first(const struct heap *heap);                           /* the earliest; NULL for none */

#endif
