/*
 * batch.c - many calls on one engine and one thread.
 *
 * A turn does all that can be done without waiting: it heeds cancellations, ends pauses, begins calls as long as there
 * is room, and moves on every call whose exchange is over.  Each of these costs the same however many calls there are,
 * but for the heap of pauses.  What waits between two turns is bwpi_batch_step(), or a loop outside.
 */
#include "road/batch.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "net/watch.h"
#include "road/lane.h"

struct bwp_batch {
    pid_t          owner; /* the process that made it */
    struct pool   *pool;  /* of one engine */
    struct engine *engine;
    struct watch  *watch;
    struct lanes   lanes;
    struct heap    pauses;
    struct queue   ended; /* their results were not taken yet */
    size_t         left;  /* have not ended */
    bool           was_used;
    bool           is_turning; /* so that a callback's step does nothing */
    bool           is_freed;   /* by a callback: at the end of the turn */
    bool           is_stirred; /* a call was added since the last turn */
    bool           has_news;   /* a call has ended since the last step */
    bwp_loop       loop;
    int64_t        told; /* the time that the loop has for us */
    atomic_bool    is_cancelled;
    atomic_bool    is_called; /* somebody has cancelled, this batch or a client */
};

/* ---- making and freeing ---- */

bwp_batch *bwpi_batch_new(uint32_t in_flight_max, struct fault *fault)
{
    bwp_batch *batch = calloc(1, sizeof *batch);

    if (batch == NULL) {
        (void)bwpi_fault_memory(fault);
        return NULL;
    }
    batch->owner = getpid();
    batch->told = INT64_MAX;
    batch->lanes.in_flight_max = in_flight_max;
    batch->pool = bwpi_pool_new(fault);
    if (batch->pool != NULL)
        batch->engine = bwpi_pool_borrow(batch->pool);
    if (batch->engine != NULL)
        batch->watch = bwpi_watch_new(batch->engine, (long)in_flight_max);
    if (batch->watch != NULL)
        return batch;
    if (batch->pool != NULL) /* which says itself why there is none */
        (void)bwpi_fault_memory(fault);
    bwpi_batch_free(batch);
    return NULL;
}

static void item_free(struct item *item)
{
    bwp_result_free(item->result);
    free(item);
}

static bool is_ours(const bwp_batch *batch)
{
    return batch->owner == getpid();
}

static void give_up(bwp_batch *batch, struct item *item);

static void free_now(bwp_batch *batch)
{
    batch->is_turning = batch->is_freed = true;
    while (batch->lanes.all != NULL)
        give_up(batch, batch->lanes.all->items);
    for (struct item *item; (item = bwpi_queue_take(&batch->ended)) != NULL;)
        item_free(item);
    bwpi_pool_free(batch->pool); /* and with it the engine, whose sockets the watch hears of to the end */
    if (batch->loop.timer != NULL && is_ours(batch)) /* while all is there that a callback may ask of a batch */
        batch->loop.timer(batch->loop.user, -1);
    bwpi_watch_free(batch->watch);
    bwpi_heap_free(&batch->pauses);
    bwpi_lanes_free(&batch->lanes);
    free(batch);
}

void bwpi_batch_free(bwp_batch *batch)
{
    if (batch == NULL)
        return;
    if (!batch->is_turning) {
        free_now(batch);
        return;
    }
    batch->is_freed = true;
    bwpi_batch_cancel(batch);
}

/* ---- the turn ---- */

/* The call has ended, and its result can be taken. */
static void finish(bwp_batch *batch, struct item *item)
{
    bwpi_heap_remove(&batch->pauses, &item->pause);
    bwpi_lane_end(item);
    if (item->call != NULL)
        bwpi_call_end(item->call);
    free(item->call);
    item->call = NULL;
    bwpi_result_shrink(item->result);
    bwpi_queue_add(&batch->ended, item);
    batch->has_news = true;
    batch->left--;
}

/* Ends a call that has not begun. */
static void refuse(bwp_batch *batch, struct item *item, const struct fault *fault)
{
    bwpi_call_refuse(item->lane->client, item->plan, item->result, fault);
    finish(batch, item);
}

/* What the item was told in the place of what every call of its client needs is told to those that waited for it. */
static void share_refusal(bwp_batch *batch, const struct item *item)
{
    const bwp_result *result = item->result;
    struct fault      fault;

    if (item->lane->refused_last == NULL)
        return;
    fault.status = result->status;
    (void)snprintf(fault.field, sizeof fault.field, "%s", result->field);
    bwpi_utf8_copy(fault.message, sizeof fault.message, result->message, strlen(result->message));
    for (struct item *other; (other = bwpi_lane_next_refused(item->lane)) != NULL;)
        refuse(batch, other, &fault);
}

static void move_on(bwp_batch *batch, struct item *item)
{
    bwpi_engine_start_for(batch->engine, item);
    bwpi_call_step(item->call, batch->engine);
    bwpi_lane_note(item, bwpi_clock_ms());
    if (item->call->state == CALL_OVER) {
        share_refusal(batch, item);
        finish(batch, item);
    } else if (item->call->state == CALL_PAUSING) {
        bwpi_heap_add(&batch->pauses, &item->pause, item->call->resume);
    }
}

/* It has its turn: for the first time, or after a pause. */
static void begin(bwp_batch *batch, struct item *item)
{
    struct fault fault;

    if (item->call == NULL) {
        if (!bwpi_result_reserve(item->result) || (item->call = malloc(sizeof *item->call)) == NULL) {
            (void)bwpi_fault_memory(&fault);
            refuse(batch, item, &fault);
            return;
        }
        bwpi_call_begin(item->call, item->lane->client, item->plan, item->result);
        item->call->cancellations = item->cancellations;
    }
    move_on(batch, item);
}

static void give_up(bwp_batch *batch, struct item *item)
{
    struct fault fault;

    if (item->call == NULL) {
        (void)bwpi_fault(&fault, BWP_ERR_CANCELLED, "", "the call was cancelled");
        refuse(batch, item, &fault);
    } else if (is_ours(batch)) {
        item->call->is_given_up = true;
        bwpi_heap_remove(&batch->pauses, &item->pause);
        move_on(batch, item);
    } else {
        finish(batch, item); /* the exchange that carries it is its parent's, and stays as it is */
    }
}

/* Ends those of a lane that were added before the cancelling. */
static void give_up_lane(bwp_batch *batch, struct lane *lane)
{
    unsigned cancellations = atomic_load(&lane->client->cancellations);
    bool     all = atomic_load(&batch->is_cancelled);

    if (!all && cancellations == lane->cancellations)
        return;
    lane->cancellations = cancellations;
    for (struct item *item = lane->items, *other; item != NULL; item = other) {
        other = item->other;
        if (all || item->cancellations != cancellations)
            give_up(batch, item);
    }
}

static bool is_called(bwp_batch *batch)
{
    return atomic_load(&batch->is_called);
}

static void heed_cancellations(bwp_batch *batch)
{
    if (!atomic_exchange(&batch->is_called, false))
        return;
    for (struct lane *lane = batch->lanes.all, *next; lane != NULL; lane = next) {
        next = lane->next;
        give_up_lane(batch, lane);
    }
}

static void end_pauses(bwp_batch *batch, int64_t now)
{
    for (struct alarm *alarm; (alarm = bwpi_heap_first(&batch->pauses)) != NULL && alarm->due <= now;) {
        bwpi_heap_remove(&batch->pauses, alarm);
        bwpi_lane_wake((struct item *)(void *)alarm);
    }
    bwpi_lanes_release(&batch->lanes, now);
}

static void turn(bwp_batch *batch)
{
    bool any;

    batch->is_turning = true;
    do {
        int64_t now = bwpi_clock_ms();

        any = false;
        heed_cancellations(batch);
        end_pauses(batch, now);
        for (struct item *item; is_ours(batch) && !is_called(batch) && (item = bwpi_lanes_next(&batch->lanes)) != NULL;)
            begin(batch, item);
        if (!is_ours(batch)) /* a callback has forked, and this is the child */
            break;
        if (is_called(batch)) /* by a callback: nothing more is sent */
            continue;
        if (bwpi_watch_due(batch->watch) <= now)
            bwpi_watch_ready(batch->watch, -1, 0);
        for (struct item *item; (item = bwpi_engine_next_over(batch->engine)) != NULL; any = true)
            move_on(batch, item);
    } while (any || is_called(batch));
    batch->is_stirred = false;
    batch->is_turning = false;
}

/* ---- what the doors hand on ---- */

static int64_t earlier(int64_t due, const struct heap *heap)
{
    const struct alarm *alarm = bwpi_heap_first(heap);

    return alarm != NULL && alarm->due < due ? alarm->due : due;
}

/* When there is something to do even if nothing comes from the network. */
static int64_t due(const bwp_batch *batch)
{
    if (batch->is_stirred)
        return bwpi_clock_ms();
    return earlier(earlier(bwpi_watch_due(batch->watch), &batch->pauses), &batch->lanes.holds);
}

static void tell_loop(bwp_batch *batch)
{
    int64_t when, left;

    if (batch->loop.timer == NULL || batch->is_turning)
        return;
    when = due(batch);
    if (when == batch->told)
        return;
    batch->told = when;
    left = when - bwpi_clock_ms();
    batch->loop.timer(batch->loop.user, when == INT64_MAX ? -1 : left > 0 ? left : 0);
}

bwp_status bwpi_batch_check(const bwp_batch *batch)
{
    if (!is_ours(batch) || batch->is_freed)
        return BWP_ERR_CONFLICT;
    return atomic_load(&batch->is_cancelled) ? BWP_ERR_CANCELLED : BWP_OK;
}

static void hear(struct listener *listener)
{
    struct lane *lane = (struct lane *)(void *)((char *)listener - offsetof(struct lane, listener));
    bwp_batch   *batch = (bwp_batch *)(void *)((char *)lane->lanes - offsetof(bwp_batch, lanes));

    atomic_store(&batch->is_called, true);
    bwpi_watch_wake(batch->watch);
}

bwp_status bwpi_batch_add(bwp_batch *batch, bwp_client *client, const struct plan *plan, bwp_result *result, void *user)
{
    struct item *item = calloc(1, sizeof *item);
    struct lane *lane = NULL;
    bool         has_room = item != NULL && bwpi_heap_reserve(&batch->pauses, batch->left + 1);

    if (has_room && plan != NULL)
        lane = bwpi_lane_of(&batch->lanes, client, hear);
    if (!has_room || (plan != NULL && lane == NULL)) {
        free(item);
        return BWP_ERR_MEMORY;
    }
    item->result = result;
    item->plan = plan;
    item->user = user;
    if (lane != NULL) {
        bwpi_lane_add(lane, item);
        batch->left++;
    } else {
        bwpi_queue_add(&batch->ended, item);
        batch->has_news = true;
    }
    batch->was_used = batch->is_stirred = true;
    if (batch->is_turning) /* its lane may have passed the one whose calls are being given up */
        atomic_store(&batch->is_called, true);
    tell_loop(batch);
    return BWP_OK;
}

static size_t end_turns(bwp_batch *batch)
{
    size_t left = batch->left;

    if (batch->is_freed)
        free_now(batch);
    else
        tell_loop(batch); /* last, because the loop may free the batch */
    return left;
}

size_t bwpi_batch_step(bwp_batch *batch, int timeout_ms)
{
    int64_t end = timeout_ms < 0 ? INT64_MAX : bwpi_clock_ms() + timeout_ms;
    bool    goes_on = batch->loop.timer == NULL;

    if (batch->is_turning)
        return batch->left;
    if (!is_ours(batch))
        return 0;
    for (turn(batch); goes_on && batch->left > 0 && !batch->has_news && !batch->is_freed && is_ours(batch);
         turn(batch)) {
        int64_t now = bwpi_clock_ms(), until = due(batch);

        until = until < end ? until : end;
        if (now >= end)
            goes_on = false;
        until = until == INT64_MAX ? -1 : until > now ? until - now : 0;
        if (!bwpi_watch_wait(batch->watch, until > INT_MAX ? INT_MAX : (int)until))
            goes_on = false;
    }
    batch->has_news = false;
    return end_turns(batch);
}

bwp_result *bwpi_batch_next(bwp_batch *batch, void **user)
{
    struct item *item = bwpi_queue_take(&batch->ended);
    bwp_result  *result;

    if (item == NULL)
        return NULL;
    result = item->result;
    *user = item->user;
    free(item);
    return result;
}

void bwpi_batch_cancel(bwp_batch *batch)
{
    atomic_store(&batch->is_cancelled, true);
    atomic_store(&batch->is_called, true);
    bwpi_watch_wake(batch->watch);
}

bool bwpi_batch_attach(bwp_batch *batch, const bwp_loop *loop)
{
    if (batch->was_used || batch->loop.timer != NULL || batch->is_turning || !is_ours(batch))
        return false;
    batch->loop = *loop;
    bwpi_watch_hand_over(batch->watch, loop);
    return true;
}

void bwpi_batch_ready(bwp_batch *batch, intptr_t fd, int events)
{
    if (batch->is_turning || !is_ours(batch))
        return;
    if (fd < 0)
        batch->told = INT64_MAX; /* the loop's timer has come, and is no more */
    batch->is_turning = true;
    if (fd >= 0)
        bwpi_watch_ready(batch->watch, fd, events);
    turn(batch);
    (void)end_turns(batch);
}
