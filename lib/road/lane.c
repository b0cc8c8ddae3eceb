/*
 * lane.c - whose turn it is.
 *
 * Lanes that could begin something stand in a ring and take turns, so that a provider that is slow, or asks for a
 * pause, holds up its own calls only.  While several stand there none has more in flight than its share.
 */
#include "road/lane.h"

#include <stdlib.h>

#include "road/fetch.h"
#include "road/retry.h"

/* ---- queues ---- */

void bwpi_queue_add(struct queue *queue, struct item *item)
{
    item->next = NULL;
    item->previous = queue->last;
    if (queue->last != NULL)
        queue->last->next = item;
    else
        queue->first = item;
    queue->last = item;
}

void bwpi_queue_remove(struct queue *queue, struct item *item)
{
    if (item->next != NULL)
        item->next->previous = item->previous;
    else
        queue->last = item->previous;
    if (item->previous != NULL)
        item->previous->next = item->next;
    else
        queue->first = item->next;
    item->next = item->previous = NULL;
}

struct item *bwpi_queue_take(struct queue *queue)
{
    struct item *item = queue->first;

    if (item != NULL)
        bwpi_queue_remove(queue, item);
    return item;
}

static bool is_in(const struct queue *queue, const struct item *item)
{
    return item->previous != NULL || queue->first == item;
}

/* ---- the ring ---- */

static void join_ring(struct lane *lane)
{
    struct lanes *lanes = lane->lanes;

    lane->next_ready = NULL;
    lane->ready_before = lanes->ready_last;
    if (lanes->ready_last != NULL)
        lanes->ready_last->next_ready = lane;
    else
        lanes->ready = lane;
    lanes->ready_last = lane;
    lanes->ready_count++;
}

static void leave_ring(struct lane *lane)
{
    struct lanes *lanes = lane->lanes;

    if (lane->next_ready != NULL)
        lane->next_ready->ready_before = lane->ready_before;
    else
        lanes->ready_last = lane->ready_before;
    if (lane->ready_before != NULL)
        lane->ready_before->next_ready = lane->next_ready;
    else
        lanes->ready = lane->next_ready;
    lanes->ready_count--;
}

/* After any change of a lane. */
static void refresh(struct lane *lane)
{
    bool has_some = lane->due.first != NULL || (lane->waiting.first != NULL && !lane->is_held);
    bool is_ready = has_some && lane->errand == NULL && lane->in_flight < lane->window;

    if (is_ready == lane->is_ready)
        return;
    lane->is_ready = is_ready;
    if (is_ready)
        join_ring(lane);
    else
        leave_ring(lane);
}

/* ---- lanes ---- */

enum { SLOTS_FIRST = 8 };

static struct lane **slot_of(const struct lanes *lanes, const bwp_client *client)
{
    uint32_t mixed = (uint32_t)((uintptr_t)client >> 4 ^ (uintptr_t)client >> 20) * 2654435769U;

    return &lanes->slots[mixed >> 8 & (lanes->room - 1)];
}

static void enter_slot(struct lane *lane)
{
    struct lane **slot = slot_of(lane->lanes, lane->client);

    lane->next_in_slot = *slot;
    *slot = lane;
}

/* As many slots as there are lanes, so that one is found at once however many clients there are. */
static bool reserve_slot(struct lanes *lanes)
{
    size_t        room = lanes->room == 0 ? SLOTS_FIRST : 2 * lanes->room;
    struct lane **slots;

    if (lanes->count < lanes->room)
        return true;
    slots = calloc(room, sizeof(struct lane *));
    if (slots == NULL)
        return false;
    free(lanes->slots);
    lanes->slots = slots;
    lanes->room = room;
    for (struct lane *lane = lanes->all; lane != NULL; lane = lane->next)
        enter_slot(lane);
    return true;
}

static void join(struct lanes *lanes, struct lane *lane)
{
    enter_slot(lane);
    lane->previous = NULL;
    lane->next = lanes->all;
    if (lane->next != NULL)
        lane->next->previous = lane;
    lanes->all = lane;
    lanes->count++;
}

static void leave(struct lanes *lanes, struct lane *lane)
{
    struct lane **link = slot_of(lanes, lane->client);

    while (*link != lane)
        link = &(*link)->next_in_slot;
    *link = lane->next_in_slot;
    if (lane->next != NULL)
        lane->next->previous = lane->previous;
    if (lane->previous != NULL)
        lane->previous->next = lane->next;
    else
        lanes->all = lane->next;
    lanes->count--;
}

void bwpi_lanes_free(struct lanes *lanes)
{
    bwpi_heap_free(&lanes->holds);
    free(lanes->slots);
}

struct lane *bwpi_lane_of(struct lanes *lanes, bwp_client *client, void (*hear)(struct listener *listener))
{
    struct lane *lane = lanes->room > 0 ? *slot_of(lanes, client) : NULL;

    while (lane != NULL && lane->client != client)
        lane = lane->next_in_slot;
    if (lane != NULL)
        return lane;
    if (!reserve_slot(lanes) || !bwpi_heap_reserve(&lanes->holds, lanes->count + 1) ||
        (lane = calloc(1, sizeof *lane)) == NULL)
        return NULL;
    lane->lanes = lanes;
    lane->client = client;
    lane->window = lanes->in_flight_max;
    lane->cancellations = atomic_load(&client->cancellations);
    lane->listener.hear = hear;
    join(lanes, lane);
    bwpi_client_listen(client, &lane->listener);
    return lane;
}

void bwpi_lane_add(struct lane *lane, struct item *item)
{
    item->lane = lane;
    item->cancellations = atomic_load(&lane->client->cancellations);
    item->other_before = NULL;
    item->other = lane->items;
    if (item->other != NULL)
        item->other->other_before = item;
    lane->items = item;
    bwpi_queue_add(&lane->waiting, item);
    refresh(lane);
}

struct item *bwpi_lanes_next(struct lanes *lanes)
{
    for (size_t i = lanes->ready_count; i > 0 && lanes->in_flight < lanes->in_flight_max; i--) {
        size_t       share = (lanes->in_flight_max + lanes->ready_count - 1) / lanes->ready_count;
        struct lane *lane = lanes->ready;
        struct item *item;

        leave_ring(lane); /* its next turn comes after all others' */
        join_ring(lane);
        if (lane->in_flight >= share)
            continue;
        if (lane->due.first != NULL && lane->waiting.first != NULL && !lane->is_held)
            lane->begins_new = !lane->begins_new; /* one that goes on, then one that begins */
        else
            lane->begins_new = lane->due.first == NULL;
        item = bwpi_queue_take(lane->begins_new ? &lane->waiting : &lane->due);
        item->is_moving = true;
        lane->in_flight++;
        lanes->in_flight++;
        refresh(lane);
        return item;
    }
    return NULL;
}

static void halt(struct item *item)
{
    if (!item->is_moving)
        return;
    item->is_moving = false;
    item->lane->in_flight--;
    item->lane->lanes->in_flight--;
}

/* Half as many, and nothing new before the pause is over.  Those that were sent together are throttled together. */
static void slow_down(struct lane *lane, const struct call *call, int64_t now)
{
    const bwp_result *result = call->result;
    int64_t           pause = call->state == CALL_PAUSING ? call->resume - now : 0;
    size_t            busy = lane->in_flight < lane->window ? lane->in_flight : lane->window;

    if (lane->is_held)
        return;
    if (pause <= 0)
        pause = bwpi_retry_hint_ms(result->reply.retry_after_ms, &result->response, call->signed_time);
    if (pause < RETRY_HINT_MIN_MS)
        pause = lane->client->pause_base_ms < RETRY_HINT_MIN_MS ? lane->client->pause_base_ms : RETRY_HINT_MIN_MS;
    if (pause > RETRY_PAUSE_MAX_MS)
        pause = RETRY_PAUSE_MAX_MS;
    lane->window = busy > 2 ? busy / 2 : 1;
    lane->successes = 0;
    lane->is_held = true;
    bwpi_heap_add(&lane->lanes->holds, &lane->hold, now + pause);
}

/* One more after as many successes as there may be in flight. */
static void speed_up(struct lane *lane)
{
    if (lane->window >= lane->lanes->in_flight_max || ++lane->successes < lane->window)
        return;
    lane->window++;
    lane->successes = 0;
}

/*
 * Keys that are refused too often are locked, so a no to them is everybody's who waits for it.  All else may pass, or
 * may be about the one call: an attempt before may have left a doubt, which is not to be told of another call.
 */
static bool is_everybodys(const struct call *call)
{
    bwp_status status = call->result->status;

    return call->state == CALL_OVER && call->result->attempts == 0 &&
           (status == BWP_ERR_CREDENTIALS || status == BWP_ERR_FORBIDDEN);
}

static void end_errand(struct lane *lane, const struct call *call)
{
    bool fails = call->result->status != BWP_ERR_CANCELLED && bwpi_fetch_is_needed(lane->client);

    lane->errand = NULL;
    if (fails && is_everybodys(call))
        lane->refused_last = lane->waiting.last;
    else
        lane->errands_fail = fails;
}

struct item *bwpi_lane_next_refused(struct lane *lane)
{
    struct item *item = lane->refused_last != NULL ? lane->waiting.first : NULL;

    if (item == lane->refused_last)
        lane->refused_last = NULL;
    return item;
}

void bwpi_lane_note(struct item *item, int64_t now)
{
    struct lane       *lane = item->lane;
    const struct call *call = item->call;
    bool               waits = call->state == CALL_PAUSING || call->state == CALL_OVER;

    if (waits && call->result->attempts > 0 && call->result->status == BWP_ERR_THROTTLED)
        slow_down(lane, call, now);
    else if (call->state == CALL_OVER && call->result->outcome == BWP_DONE)
        speed_up(lane);
    if (call->state == CALL_FETCHING && lane->errand == NULL && !lane->errands_fail &&
        bwpi_fetch_is_needed(lane->client))
        lane->errand = item;
    if (lane->errand == item && call->state != CALL_FETCHING)
        end_errand(lane, call);
    else if (lane->errands_fail)
        lane->errands_fail = bwpi_fetch_is_needed(lane->client);
    if (waits)
        halt(item);
    refresh(lane);
}

void bwpi_lane_wake(struct item *item)
{
    bwpi_queue_add(&item->lane->due, item);
    refresh(item->lane);
}

void bwpi_lane_end(struct item *item)
{
    struct lane  *lane = item->lane;
    struct queue *queue = item->call == NULL ? &lane->waiting : &lane->due;

    halt(item);
    if (lane->errand == item)
        lane->errand = NULL;
    if (is_in(queue, item))
        bwpi_queue_remove(queue, item);
    if (item->other != NULL)
        item->other->other_before = item->other_before;
    if (item->other_before != NULL)
        item->other_before->other = item->other;
    else
        lane->items = item->other;
    item->lane = NULL;
    refresh(lane);
    if (lane->items != NULL)
        return;
    bwpi_client_leave(lane->client, &lane->listener);
    bwpi_heap_remove(&lane->lanes->holds, &lane->hold);
    leave(lane->lanes, lane);
    free(lane);
}

void bwpi_lanes_release(struct lanes *lanes, int64_t now)
{
    for (struct alarm *alarm; (alarm = bwpi_heap_first(&lanes->holds)) != NULL && alarm->due <= now;) {
        struct lane *lane = (struct lane *)(void *)alarm;

        bwpi_heap_remove(&lanes->holds, alarm);
        lane->is_held = false;
        refresh(lane);
    }
}
