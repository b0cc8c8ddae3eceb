/* look.c - the plans that change nothing: one package, all of them, is it there, and not yet. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "road/call.h"

enum { LIST_PAGES_MAX = 1000, LOOK_PAUSE_MAX_MS = 15000 };

static enum next look_at(struct call *call, const char *id)
{
    bwpi_call_set_step(call, VERB_GET);
    memcpy(call->step.id, id, sizeof call->step.id);
    return NEXT_STEP;
}

static enum next next_of_get(struct call *call)
{
    if (call->steps_ended == 0)
        return look_at(call, call->result->order.id);
    bwpi_call_keep_packages(call);
    return NEXT_OVER;
}

/* ---- lists ---- */

/*
 * Whether a marker leads in a circle.  One marker is remembered, and another one after twice as many pages, so that a
 * circle of any length is found soon.
 */
static bool comes_again(struct call *call, const char *marker)
{
    bool again = strcmp(marker, call->step.marker) == 0 || strcmp(marker, call->marker_seen) == 0;

    if ((call->steps_ended & (call->steps_ended - 1)) == 0)
        memcpy(call->marker_seen, marker, sizeof call->marker_seen);
    return again;
}

/*
 * Takes a page over, as far as keep says so.  Another page is asked for until the provider names none, the list is as
 * long as it may be, or a marker comes again, which would go on for ever.
 */
static enum next next_page(struct call *call, packages_keep *keep, const void *user, size_t max)
{
    bwp_result   *result = call->result;
    struct reply *reply = &result->reply;
    struct fault  fault;

    if (!bwpi_packages_move(&result->packages, &reply->packages, keep, user, max)) {
        (void)bwpi_fault_memory(&fault);
        bwpi_result_fault(result, &fault);
        return NEXT_OVER;
    }
    if (reply->marker[0] == '\0' || result->packages.count >= max)
        return NEXT_OVER;
    if (comes_again(call, reply->marker) || call->steps_ended >= LIST_PAGES_MAX) {
        (void)bwpi_fault(&fault, BWP_ERR_RESPONSE, "", "%s names the same page of its list again and again",
                         result->provider->name);
        bwpi_result_fault(result, &fault);
        return NEXT_OVER;
    }
    memcpy(call->step.marker, reply->marker, sizeof call->step.marker);
    return NEXT_STEP;
}

static enum next next_of_list(struct call *call)
{
    const bwp_filter *filter = &call->result->order.filter;
    enum next         next;

    if (call->steps_ended == 0) {
        bwpi_call_set_step(call, VERB_LIST);
        return NEXT_STEP;
    }
    next = call->result->outcome == BWP_DONE ? next_page(call, bwpi_package_passes, filter, filter->limit) : NEXT_OVER;
    if (call->result->outcome != BWP_DONE) /* a part of a list could be mistaken for the whole */
        bwpi_packages_free(&call->result->packages);
    return next;
}

/* ---- is it there? ---- */

static void find_ended(struct call *call)
{
    bwp_result         *result = call->result;
    const struct terms *terms = &result->provider->terms;
    unsigned            billing = 1U << result->order.request.billing;
    struct fault        fault;

    if (result->packages.count > 0) {
        bwpi_packages_sort_newest_first(&result->packages);
        return;
    }
    (void)bwpi_fault(&fault, BWP_ERR_NOT_FOUND, "", "%s lists no such package", result->provider->name);
    if ((terms->shown_at_once & billing) != 0 && result->order.options == NULL) {
        bwpi_result_fault(result, &fault);
        return;
    }
    if (result->order.options != NULL)
        (void)bwpi_fault(
            &fault, BWP_ERR_NOT_FOUND, "provider_options",
            "%s lists no such package, but provider_options may have bought another one than was compared: "
            "look through its list",
            result->provider->name);
    else
        (void)bwpi_fault(&fault, BWP_ERR_NOT_FOUND, "",
                         "%s lists no such package, but one may be on its way: until an order is paid and carried out, "
                         "it is not to be seen there",
                         result->provider->name);
    bwpi_result_fault(result, &fault);
    result->outcome = BWP_UNKNOWN;
}

static enum next next_of_find(struct call *call)
{
    bwp_result *result = call->result;
    enum next   next;

    if (call->steps_ended == 0) {
        bwpi_call_set_step(call, VERB_LIST);
        return NEXT_STEP;
    }
    if (result->outcome != BWP_DONE) { /* "not found" would make its caller buy again */
        result->outcome = BWP_UNKNOWN;
        return NEXT_OVER;
    }
    next = next_page(call, bwpi_order_asked_for, &result->order, SIZE_MAX);
    if (next == NEXT_OVER && result->outcome == BWP_DONE)
        find_ended(call);
    else if (next == NEXT_OVER)
        result->outcome = BWP_UNKNOWN;
    return next;
}

/* ---- not yet ---- */

enum reached { NOT_YET, REACHED, NEVER };

static enum reached reached(const bwp_goal *goal, const bwp_package *package)
{
    const char *bound_to = package->bound_to != NULL ? package->bound_to : "";

    bool is_so = false;

    switch (goal->until) {
    case BWP_UNTIL_READY:
        is_so = package->state == BWP_STATE_READY;
        break;
    case BWP_UNTIL_BOUND:
        is_so = *goal->bound_to == '\0' ? package->is_bound : strcmp(bound_to, goal->bound_to) == 0;
        break;
    case BWP_UNTIL_UNBOUND:
        is_so = !package->is_bound;
        break;
    case BWP_UNTIL_RESIZED:
        is_so = package->bandwidth_mbps == goal->bandwidth_mbps;
        break;
    case BWP_UNTIL_GONE: /* what is stopped may go */
        return NOT_YET;
    }
    if (is_so)
        return REACHED;
    return package->state == BWP_STATE_STOPPED ? NEVER : NOT_YET;
}

/* Which failures of a look may pass: the wait goes on until its own time is up. */
static bool may_pass(bwp_status status)
{
    return status == BWP_ERR_NETWORK || status == BWP_ERR_TIMEOUT || status == BWP_ERR_THROTTLED ||
           status == BWP_ERR_SERVER || status == BWP_ERR_RESPONSE || status == BWP_ERR_CONFLICT;
}

static enum next end_wait(struct call *call, bwp_outcome outcome, bwp_status status, const char *sentence)
{
    struct fault fault;

    if (outcome == BWP_DONE) {
        call->result->outcome = BWP_DONE;
        call->result->status = BWP_OK;
        call->result->message[0] = '\0';
        return NEXT_OVER;
    }
    (void)bwpi_fault(&fault, status, "", "%s", sentence);
    bwpi_result_fault(call->result, &fault);
    return NEXT_OVER;
}

/* Twice as long after each look, and no longer than what is left. */
static enum next look_again(struct call *call)
{
    const bwp_result *result = call->result;
    int64_t           left = call->deadline - bwpi_clock_ms();

    if (left <= RETRY_TIME_MIN_MS) {
        char sentence[BWP_ERROR_SIZE] = "the goal was not reached in time; wait again or look";

        if (result->outcome != BWP_DONE)
            (void)snprintf(sentence, sizeof sentence, "the goal was not reached in time; the last look: %.180s",
                           result->message);
        return end_wait(call, BWP_NOT_DONE, BWP_ERR_TIMEOUT, sentence);
    }
    call->pause_ms = call->pause_ms == 0 ? call->client->look_pause_ms : 2 * call->pause_ms;
    if (call->pause_ms > LOOK_PAUSE_MAX_MS)
        call->pause_ms = LOOK_PAUSE_MAX_MS;
    if (call->pause_ms > left - RETRY_TIME_MIN_MS)
        call->pause_ms = left - RETRY_TIME_MIN_MS;
    return NEXT_PAUSE;
}

static enum next next_of_wait(struct call *call)
{
    bwp_result     *result = call->result;
    const bwp_goal *goal = &result->order.goal;
    bool            is_absent = result->outcome == BWP_NOT_DONE && result->status == BWP_ERR_NOT_FOUND;

    if (call->steps_ended == 0) {
        return look_at(call, result->order.id);
    }
    if (result->outcome == BWP_DONE)
        bwpi_call_keep_packages(call);
    else
        bwpi_packages_free(&result->packages);
    if (goal->progress != NULL && (result->outcome == BWP_DONE || is_absent))
        goal->progress(goal->progress_user, bwpi_packages_at(&result->packages, 0),
                       (uint32_t)(bwpi_clock_ms() - call->started));
    if (result->outcome == BWP_DONE) {
        call->was_seen = true;
        switch (reached(goal, bwpi_packages_at(&result->packages, 0))) {
        case REACHED:
            return NEXT_OVER;
        case NEVER:
            return end_wait(call, BWP_NOT_DONE, BWP_ERR_CONFLICT,
                            "the package is stopped: overdue, locked or frozen; the goal will not be reached");
        case NOT_YET:
            return look_again(call);
        }
    }
    if (is_absent && call->was_seen)
        return goal->until == BWP_UNTIL_GONE
                   ? end_wait(call, BWP_DONE, BWP_OK, "")
                   : end_wait(call, BWP_NOT_DONE, BWP_ERR_NOT_FOUND, "the package was there, and is gone");
    if (is_absent || may_pass(result->status))
        return look_again(call);
    return NEXT_OVER;
}

const struct plan bwpi_plan_get = {.next = next_of_get};
const struct plan bwpi_plan_list = {.next = next_of_list};
const struct plan bwpi_plan_find = {.next = next_of_find};
const struct plan bwpi_plan_wait = {.next = next_of_wait};
