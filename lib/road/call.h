/* call.h - one call on its way to a provider and back: a state machine that can be stepped from any loop. */
#ifndef BWP_CALL_H
#define BWP_CALL_H

#include "road/client.h"
#include "road/outcome.h"
#include "road/plan.h"

enum call_state {
    CALL_NEXT,      /* the plan is asked for the next step */
    CALL_READY,     /* the step is translated, and can be signed and sent */
    CALL_IN_FLIGHT, /* an exchange carries it */
    CALL_PAUSING,   /* until another attempt */
    CALL_OVER       /* the result is complete */
};

/* The client, the plan and the result are borrowed, and outlive the call. */
struct call {
    enum call_state     state;
    bwp_client         *client;
    const struct plan  *plan;
    bwp_result         *result;
    struct keys        *keys; /* of the attempts; one use of them is the call's */
    unsigned            steps_taken;
    struct step         step;
    struct http_request request;
    struct signing      signing;
    struct http_sending sending;
    struct exchange    *exchange;
    int64_t             started, deadline, resume; /* monotonic milliseconds */
    unsigned            cancellations;             /* of the client, when the call began */
    int64_t             signed_time;               /* of the last attempt, seconds since 1970 */
    bool                clock_corrected;
    struct doubt        doubt;
};

/* result->order says what is asked.  Nothing can fail here; the caller ends the call with bwpi_call_end(). */
void bwpi_call_begin(struct call *call, bwp_client *client, const struct plan *plan, bwp_result *result);

/* Goes as far as the call can without waiting.  engine is borrowed, and has to be the same until the call is over. */
void bwpi_call_step(struct call *call, struct engine *engine);

/* When the call wants to be stepped even if nothing comes from the network, in monotonic milliseconds. */
int64_t bwpi_call_due(const struct call *call);

/* Frees what the call holds, and leaves the result.  No exchange of the call may be in flight: let it be over first. */
void bwpi_call_end(struct call *call);

/* Begins a call, drives it on an engine of the client's pool until it is over, and ends it. */
void bwpi_call_run(bwp_client *client, const struct plan *plan, bwp_result *result);

/* Translates and signs the first step only, and shows it in the result. */
void bwpi_call_preview(bwp_client *client, const struct plan *plan, bwp_result *result);

#endif
