/* lock.h - mutual exclusion that a child of fork() can still have, although a thread of its parent held it. */
#ifndef BWP_LOCK_H
#define BWP_LOCK_H

#include <stdatomic.h>
#include <stdbool.h>

/* All zeros, and LOCK_INIT, is a lock that nobody holds.  There is nothing to free. */
struct lock {
    atomic_long holder; /* id of the process that holds it; 0 for none */
};

#define LOCK_INIT                                                                                                      \
    {                                                                                                                  \
        0                                                                                                              \
    }

/*
 * Waits until nobody in this process holds the lock, and takes it; not for a thread that holds it already.  True if it
 * was a process before us that held it, at its fork(): what the lock guards may then be half changed.
 */
bool bwpi_lock_take(struct lock *lock);
void bwpi_lock_release(struct lock *lock);

#endif
