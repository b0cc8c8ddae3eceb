/* call.h - one call on its way to a provider and back: a state machine that can be stepped from any loop. */
#ifndef BWP_CALL_H
#define BWP_CALL_H

#include "road/client.h"
#include "road/outcome.h"
#include "road/plan.h"
#include "road/retry.h"

enum call_state {
    CALL_NEXT,      /* the plan is asked for the next step */
    CALL_FETCHING,  /* keys or the account are asked for, then on where it was */
    CALL_READY,     /* the step is translated, and can be signed and sent */
    CALL_IN_FLIGHT, /* an exchange carries it */
    CALL_PAUSING,   /* until another attempt */
    CALL_OVER       /* the result is complete */
};

/* What remains of a refusal while a look tells more. */
struct refusal {
    bwp_outcome outcome;
    bwp_status  status;
    char        message[TEXT_SIZE], code[ID_SIZE], request_id[ID_SIZE];
};

/* The client, the plan and the result are borrowed, and outlive the call. */
struct call {
    enum call_state     state;
    bwp_client         *client;
    const struct plan  *plan;
    bwp_result         *result;
    struct keys        *keys; /* of the attempt; held */
    unsigned            steps_ended;
    int                 phase;     /* of a plan of several steps; the plan's own */
    bool                is_bought; /* a step has bought, which nothing that comes later undoes */
    bool                was_seen;  /* the package was there when it was looked for */
    struct packages     seen;      /* what a plan has read */
    struct refusal      refusal;   /* what a plan looks into */
    bool                prepaid_stays;
    char                marker_seen[MARKER_SIZE]; /* of a page of a list, while it is followed */
    int64_t             pause_ms;                 /* of NEXT_PAUSE */
    struct step         step;
    unsigned            attempts; /* at this step */
    struct http_request request;
    struct signing      signing;
    struct http_sending sending;
    struct exchange    *exchange;
    struct fetch       *fetch; /* while CALL_FETCHING */
    enum call_state     after_fetch;
    bool                has_fetched; /* for this attempt: an answer that does not help is not asked for again */
    int64_t             started, deadline, step_deadline, resume; /* monotonic milliseconds */
    int64_t             prepared;      /* bwpi_clock_elapsed_ms(), before the step was sent for the first time */
    bool                is_given_up;   /* by its caller alone, whatever the client's others */
    unsigned            cancellations; /* of the client, when the call was made */
    int64_t             signed_time;   /* of the last attempt, seconds since 1970 */
    bool                clock_corrected;
    struct doubt        doubt;
};

/* result->order says what is asked.  Nothing can fail here; the caller ends the call with bwpi_call_end(). */
void bwpi_call_begin(struct call *call, bwp_client *client, const struct plan *plan, bwp_result *result);

/* Ends a call for a reason on this side that has not begun; nothing was sent. */
void bwpi_call_refuse(bwp_client *client, const struct plan *plan, bwp_result *result, const struct fault *fault);

/* For plans: begins a step of this verb, with nothing else in it. */
void bwpi_call_set_step(struct call *call, enum verb verb);

/* For plans: whether the step can be said to the provider at all; if not, the result says why not. */
bool bwpi_call_can_send(struct call *call);

/* For plans: hands out the packages of the last answer, in the place of those that were there. */
void bwpi_call_keep_packages(struct call *call);

/* How a sentence begins that tells of a purchase whose binding ended so. */
const char *bwpi_call_not_bound(bwp_outcome binding);

/* Goes as far as it can without waiting. */
void bwpi_call_step(struct call *call, struct engine *engine);

/* When the call wants to be stepped even if nothing comes from the network, in monotonic milliseconds. */
int64_t bwpi_call_due(const struct call *call);

/* Frees what the call holds, and leaves the result.  No exchange of the call may be in flight: let it be over first. */
void bwpi_call_end(struct call *call);

/* Begins a call, drives it on an engine of the client's pool until it is over, and ends it. */
void bwpi_call_run(bwp_client *client, const struct plan *plan, bwp_result *result);

/* Translates and signs a step of this verb, as the order asks for it, and shows it in the result. */
void bwpi_call_preview(bwp_client *client, enum verb verb, bwp_result *result);

#endif
