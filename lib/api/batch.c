/* batch.c - the doors of a batch: what is added is understood at once, and a result waits for what is at fault. */
#include "road/batch.h"

#include <stdio.h>

#include "api/door.h"
#include "api/fields.h"

bwp_batch *bwp_batch_new(const bwp_batch_options *options, char errbuf[BWP_ERROR_SIZE])
{
    static const bwp_batch_options nothing = {.struct_size = sizeof nothing};
    bwp_batch_options              wide;
    bwp_batch                     *batch = NULL;
    struct fault                   fault = {0};

    if (bwpi_fields_widen(&bwpi_batch_fields, options != NULL ? options : &nothing, &wide, &fault) == BWP_OK) {
        if (wide.in_flight_max > IN_FLIGHT_MAX)
            (void)bwpi_fault(&fault, BWP_ERR_ARGUMENT, "in_flight_max",
                             "in_flight_max is %lu; it has to be 1 to %d, or 0 for %d",
                             (unsigned long)wide.in_flight_max, (int)IN_FLIGHT_MAX, (int)IN_FLIGHT_DEFAULT);
        else
            batch = bwpi_batch_new(wide.in_flight_max != 0 ? wide.in_flight_max : IN_FLIGHT_DEFAULT, &fault);
    }
    if (errbuf != NULL)
        (void)snprintf(errbuf, BWP_ERROR_SIZE, "%s", fault.message);
    return batch;
}

static bwp_status check(const bwp_batch *batch, const bwp_client *client)
{
    return batch == NULL || client == NULL ? BWP_ERR_ARGUMENT : bwpi_batch_check(batch);
}

/* Adds what was understood; the result is the batch's from now on, or freed. */
static bwp_status add(bwp_batch *batch, bwp_client *client, struct wish wish, void *user)
{
    bwp_status status = BWP_ERR_MEMORY;

    if (bwpi_result_lack(wish.result) == NULL)
        status = bwpi_batch_add(batch, client, wish.plan, wish.result, user);
    if (status != BWP_OK)
        bwp_result_free(wish.result);
    return status;
}

bwp_status bwp_batch_create(bwp_batch *batch, bwp_client *client, const bwp_request *request, void *user)
{
    bwp_status status = check(batch, client);

    return status == BWP_OK ? add(batch, client, bwpi_ask_create(client, request), user) : status;
}

bwp_status bwp_batch_call_json(bwp_batch *batch, bwp_client *client, const char *operation, const char *arguments,
                               void *user)
{
    bwp_status status = check(batch, client);

    return status == BWP_OK ? add(batch, client, bwpi_ask_json(client, operation, arguments), user) : status;
}

size_t bwp_batch_step(bwp_batch *batch, int timeout_ms)
{
    return batch != NULL ? bwpi_batch_step(batch, timeout_ms) : 0;
}

bwp_result *bwp_batch_next(bwp_batch *batch, void **user)
{
    void *nobody;

    return batch != NULL ? bwpi_batch_next(batch, user != NULL ? user : &nobody) : NULL;
}

void bwp_batch_cancel(bwp_batch *batch)
{
    if (batch != NULL)
        bwpi_batch_cancel(batch);
}

void bwp_batch_free(bwp_batch *batch)
{
    bwpi_batch_free(batch);
}

bwp_status bwp_batch_attach(bwp_batch *batch, const bwp_loop *loop)
{
    bwp_loop     wide;
    struct fault fault;

    if (batch == NULL || bwpi_fields_widen(&bwpi_loop_fields, loop, &wide, &fault) != BWP_OK || wide.watch == NULL ||
        wide.timer == NULL)
        return BWP_ERR_ARGUMENT;
    return bwpi_batch_attach(batch, &wide) ? BWP_OK : BWP_ERR_CONFLICT;
}

void bwp_batch_ready(bwp_batch *batch, intptr_t fd, int events)
{
    if (batch != NULL)
        bwpi_batch_ready(batch, fd, events);
}
