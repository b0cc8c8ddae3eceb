/* loop_test.c - a batch in an event loop: what it asks for is enough, and it asks for nothing when it is gone. */
#include "wire.h"

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "wire_batch.h"

enum { FDS_MAX = 4096, MANY = 1000, SOME = 50 };

/* A loop of the plainest kind.  It does nothing but what it was told. */
static struct {
    int     events[FDS_MAX]; /* by descriptor */
    int64_t due;             /* -1: no timer is set */
    int     watched, timers;
} loop;

static struct wire_batch batch;

static void watch(void *user, intptr_t fd, int events)
{
    assert_ptr_equal(user, &loop);
    assert_in_range(fd, 0, FDS_MAX - 1);
    loop.watched += (events != 0) - (loop.events[fd] != 0);
    loop.events[fd] = events;
}

static void set_timer(void *user, int64_t ms)
{
    assert_ptr_equal(user, &loop);
    assert_true(ms >= -1);
    loop.due = ms < 0 ? -1 : bwpi_clock_ms() + ms;
    loop.timers++;
}

static size_t list_watched(struct pollfd *fds)
{
    size_t count = 0;

    for (int fd = 0; fd < FDS_MAX; fd++) {
        if (loop.events[fd] != 0)
            fds[count++] = (struct pollfd){.fd = fd,
                                           .events = (short)((loop.events[fd] & BWP_READABLE ? POLLIN : 0) |
                                                             (loop.events[fd] & BWP_WRITABLE ? POLLOUT : 0))};
    }
    return count;
}

/* Waits for what the batch wants, and tells it; fails the test where it wants nothing although calls are left. */
static void turn(void)
{
    static struct pollfd fds[FDS_MAX];
    size_t               count = list_watched(fds);
    int64_t              left = loop.due < 0 ? -1 : loop.due - bwpi_clock_ms();

    assert_true(count > 0 || loop.due >= 0);
    assert_true(poll(fds, count, loop.due < 0 ? -1 : left < 0 ? 0 : (int)left) >= 0);
    for (size_t i = 0; i < count; i++) {
        int events = ((fds[i].revents & POLLIN) != 0 ? BWP_READABLE : 0) |
                     ((fds[i].revents & POLLOUT) != 0 ? BWP_WRITABLE : 0);

        if ((fds[i].revents & (POLLERR | POLLHUP)) != 0)
            events = BWP_READABLE | BWP_WRITABLE;
        if (events != 0 && loop.events[fds[i].fd] != 0)
            bwp_batch_ready(batch.batch, fds[i].fd, events);
    }
    if (loop.due >= 0 && loop.due <= bwpi_clock_ms()) {
        loop.due = -1;
        bwp_batch_ready(batch.batch, -1, 0);
    }
    wire_batch_take(&batch);
}

static void start(uint32_t in_flight_max)
{
    const bwp_loop ours = {sizeof ours, &loop, watch, set_timer};

    memset(&loop, 0, sizeof loop);
    loop.due = -1;
    wire_batch_start(&batch, in_flight_max);
    assert_int_equal(bwp_batch_attach(batch.batch, &ours), BWP_OK);
}

static void end(void)
{
    wire_batch_end(&batch);
    assert_int_equal(loop.watched, 0);
    assert_int_equal(loop.due, -1);
}

static void test_a_loop_carries_a_thousand(void **state)
{
    (void)state;
    start(100);
    for (int i = 0; i < MANY; i++)
        wire_batch_create(&batch, batch.clients[i % WIRE_DOORS], i);
    while (batch.taken < MANY)
        turn();
    assert_int_equal(batch.done, MANY);
    wire_batch_check_ledger(&batch);
    end();
}

/* Each is added when the one before has ended: a loop that had gone to sleep is woken. */
static void test_a_call_that_is_added_later_sets_the_timer(void **state)
{
    (void)state;
    start(0);
    for (int i = 0; i < SOME; i++) {
        int timers = loop.timers;

        wire_batch_create(&batch, batch.clients[i % WIRE_DOORS], i);
        assert_true(loop.timers > timers);
        while (batch.taken <= i)
            turn();
    }
    assert_int_equal(batch.done, SOME);
    end();
}

/* Pauses after lost answers and throttling are waited for by the loop's timer. */
static void test_pauses_are_told_to_the_loop(void **state)
{
    (void)state;
    wire_fault("{\"kind\":\"cut_before\",\"times\":%d}", SOME);
    wire_fault("{\"kind\":\"throttle\",\"times\":3,\"ms\":100}");
    start(5);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[WIRE_RPC], i);
    while (batch.taken < SOME)
        turn();
    wire_batch_check_ledger(&batch);
    end();
}

static void *cancel_client(void *user)
{
    bwp_client_cancel(user);
    return NULL;
}

static void *cancel_batch(void *user)
{
    bwp_batch_cancel(user);
    return NULL;
}

/* From another thread, while the loop sleeps without a timer of its own that would end soon. */
static void test_a_loop_that_sleeps_hears_of_a_cancellation(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        pthread_t thread;

        (void)wire_test_start(NULL);
        wire_fault("{\"kind\":\"stall_before\",\"times\":1000000}");
        start(5);
        for (int j = 0; j < SOME; j++)
            wire_batch_create(&batch, batch.clients[WIRE_BAIDU], j);
        while (loop.watched <= 5) /* the calls' connections, and what wakes the loop */
            turn();
        assert_int_equal(i == 0 ? pthread_create(&thread, NULL, cancel_client, batch.clients[WIRE_BAIDU])
                                : pthread_create(&thread, NULL, cancel_batch, batch.batch),
                         0);
        while (batch.taken < SOME)
            turn();
        assert_int_equal(pthread_join(thread, NULL), 0);
        for (int j = 0; j < SOME; j++)
            assert_int_equal(batch.ends[j].status, BWP_ERR_CANCELLED);
        wire_batch_check_ledger(&batch);
        end();
    }
}

static void test_a_loop_is_told_when_a_batch_goes_with_its_calls(void **state)
{
    (void)state;
    wire_fault("{\"kind\":\"stall_before\",\"times\":1000000}");
    start(5);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[i % WIRE_DOORS], i);
    while (loop.watched <= 5)
        turn();
    end();
}

static void test_a_stranger_that_is_ready_changes_nothing(void **state)
{
    (void)state;
    start(0);
    wire_batch_create(&batch, batch.clients[WIRE_BAIDU], 0);
    bwp_batch_ready(batch.batch, FDS_MAX - 1, BWP_READABLE | BWP_WRITABLE);
    bwp_batch_ready(batch.batch, -2, 99);
    while (batch.taken < 1)
        turn();
    assert_int_equal(batch.done, 1);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_loop_carries_a_thousand),
        WIRE_TEST(test_a_call_that_is_added_later_sets_the_timer),
        WIRE_TEST(test_pauses_are_told_to_the_loop),
        WIRE_TEST(test_a_loop_that_sleeps_hears_of_a_cancellation),
        WIRE_TEST(test_a_loop_is_told_when_a_batch_goes_with_its_calls),
        WIRE_TEST(test_a_stranger_that_is_ready_changes_nothing),
    };

    return WIRE_RUN(tests);
}
