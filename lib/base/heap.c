/* heap.c - a binary heap: each alarm is due no later than the two below it. */
#include "base/heap.h"

#include <stdlib.h>

bool bwpi_heap_reserve(struct heap *heap, size_t count)
{
    size_t         room = heap->room == 0 ? 64 : 2 * heap->room;
    struct alarm **alarms;

    if (count <= heap->room)
        return true;
    if (room < count)
        room = count;
    alarms = realloc(heap->alarms, room * sizeof *alarms);
    if (alarms == NULL)
        return false;
    heap->alarms = alarms;
    heap->room = room;
    return true;
}

void bwpi_heap_free(struct heap *heap)
{
    free(heap->alarms);
    *heap = (struct heap){0};
}

static void put(struct heap *heap, size_t place, struct alarm *alarm)
{
    heap->alarms[place - 1] = alarm;
    alarm->place = place;
}

static void rise(struct heap *heap, size_t place, struct alarm *alarm)
{
    for (; place > 1 && heap->alarms[place / 2 - 1]->due > alarm->due; place /= 2)
        put(heap, place, heap->alarms[place / 2 - 1]);
    put(heap, place, alarm);
}

static void sink(struct heap *heap, size_t place, struct alarm *alarm)
{
    for (size_t below = 2 * place; below <= heap->count; below = 2 * place) {
        if (below < heap->count && heap->alarms[below]->due < heap->alarms[below - 1]->due)
            below++;
        if (heap->alarms[below - 1]->due >= alarm->due)
            break;
        put(heap, place, heap->alarms[below - 1]);
        place = below;
    }
    put(heap, place, alarm);
}

void bwpi_heap_add(struct heap *heap, struct alarm *alarm, int64_t due)
{
    alarm->due = due;
    rise(heap, ++heap->count, alarm);
}

void bwpi_heap_remove(struct heap *heap, struct alarm *alarm)
{
    size_t        place = alarm->place;
    struct alarm *last;

    if (place == 0)
        return;
    alarm->place = 0;
    last = heap->alarms[--heap->count];
    if (last == alarm)
        return;
    if (last->due < alarm->due)
        rise(heap, place, last);
    else
        sink(heap, place, last);
}

struct alarm *bwpi_heap_first(const struct heap *heap)
{
    return heap->count > 0 ? heap->alarms[0] : NULL;
}
