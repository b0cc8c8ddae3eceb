/*
 * lock.c - a word that says which process holds the lock.
 *
 * After fork() a child has one thread.  A mutex that another thread of the parent held stays locked in the child for
 * ever, for nobody is left to unlock it.  Here the child sees the id of another process as the holder, and takes over.
 *
 * pthread_atfork() was not chosen.  Its handlers would have to know every lock of every client, they would hold up each
 * fork() of a program that may have forgotten this library, and they stay registered on some systems after the library
 * was unloaded.
 *
 * Whoever finds the lock taken looks again a few times, then sleeps between two looks, so that also a thread of a
 * higher priority lets the holder run.  The lock is for sections of a few instructions: sleeping is rare.
 */
#include "base/lock.h"

#include <time.h>
#include <unistd.h>

enum { LOOKS_AWAKE = 100, SLEEP_NS = 50 * 1000 };

bool bwpi_lock_take(struct lock *lock)
{
    const struct timespec pause = {0, SLEEP_NS};
    const long            own = (long)getpid();

    for (int looks = 0;; looks = looks < LOOKS_AWAKE ? looks + 1 : looks) {
        long holder = atomic_load_explicit(&lock->holder, memory_order_relaxed);

        if (holder != own && atomic_compare_exchange_weak_explicit(&lock->holder, &holder, own, memory_order_acquire,
                                                                   memory_order_relaxed))
            return holder != 0;
        if (looks == LOOKS_AWAKE)
            (void)nanosleep(&pause, NULL); /* a signal wakes it early: no harm */
    }
}

void bwpi_lock_release(struct lock *lock)
{
    atomic_store_explicit(&lock->holder, 0, memory_order_release);
}
