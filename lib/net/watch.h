/*
 * watch.h - an engine that carries many exchanges: its sockets are watched one by one, so that what happens on one of
 * them costs the same however many there are.
 */
#ifndef BWP_WATCH_H
#define BWP_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include <bwp/bwp.h>

#include "net/engine.h"

struct watch;

/*
 * Watches the engine, which is borrowed and from now on driven by these functions alone; connections_max of its
 * connections are kept.  The caller frees it, after the engine.  NULL without memory or descriptors.
 */
struct watch *bwpi_watch_new(struct engine *engine, long connections_max);
void          bwpi_watch_free(struct watch *watch); /* NULL allowed */

/* Has a loop outside told what to wait for, in the place of bwpi_watch_wait().  Before anything is started. */
void bwpi_watch_hand_over(struct watch *watch, const bwp_loop *loop);

/* Goes on with what is ready on the socket: BWP_READABLE, BWP_WRITABLE; with -1, with that whose time has come. */
void bwpi_watch_ready(struct watch *watch, intptr_t fd, int events);

/* When the time has come for something, in monotonic milliseconds; INT64_MAX: for nothing. */
int64_t bwpi_watch_due(const struct watch *watch);

/*
 * Sleeps until something is ready, wait_ms have passed (-1: however long that takes) or somebody wakes it, and goes on
 * with what is ready.  False if a signal ended the sleep.
 */
bool bwpi_watch_wait(struct watch *watch, int wait_ms);

/* Ends the sleep, or has the loop outside come by; any thread, and a signal handler. */
void bwpi_watch_wake(struct watch *watch);

#endif
