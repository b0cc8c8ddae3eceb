/* batch.h - many calls on one engine: who begins when, who is slowed down, and who has ended. */
#ifndef BWP_BATCH_H
#define BWP_BATCH_H

#include "road/call.h"

enum { IN_FLIGHT_DEFAULT = 50, IN_FLIGHT_MAX = 10000 };

/* NULL on failure, which the fault tells. */
bwp_batch *bwpi_batch_new(uint32_t in_flight_max, struct fault *fault);

/* Gives up what is under way; results that were not taken are freed.  In a child of fork() the connections stay. */
void bwpi_batch_free(bwp_batch *batch);

/* BWP_OK if calls may be added; see bwp_batch_create(). */
bwp_status bwpi_batch_check(const bwp_batch *batch);

/*
 * Takes over the result, whose order says what is asked, for a call on the client; or as it is where plan is NULL.
 * Fails without memory, and then takes nothing over.
 */
bwp_status bwpi_batch_add(bwp_batch *batch, bwp_client *client, const struct plan *plan, bwp_result *result,
                          void *user);

size_t      bwpi_batch_step(bwp_batch *batch, int timeout_ms);
bwp_result *bwpi_batch_next(bwp_batch *batch, void **user);
void        bwpi_batch_cancel(bwp_batch *batch);
bool        bwpi_batch_attach(bwp_batch *batch, const bwp_loop *loop); /* false where it is too late */
void        bwpi_batch_ready(bwp_batch *batch, intptr_t fd, int events);

#endif
