/* failing.c - one plan at a time, followed only while the library is at work. */
#include "failing.h"

#include <stdio.h>

enum { STEPS_MAX = 100 }; /* of a millisecond each, if it sleeps at all; no pause in these scenes is as long */

extern void __sanitizer_print_stack_trace(void) __attribute__((weak));

static struct {
    struct failing_point point;
    bool                 armed, struck, show_stack, hung, spun;
    unsigned             counts[FAILING_KINDS], idle, failed;
    char                *name;
    size_t               room;
    bwp_client          *client;
} now;

void failing_plan(const struct failing_point *point, char *name, size_t room)
{
    now.point = *point;
    now.armed = now.struck = now.hung = now.spun = false;
    now.counts[FAILING_STEADY] = now.counts[FAILING_TIMED] = now.idle = now.failed = 0;
    now.name = name;
    now.room = room;
}

void failing_arm(bwp_client *client)
{
    now.client = client;
    now.idle = now.failed = 0;
    now.armed = true;
}

void failing_disarm(void)
{
    now.armed = false;
    now.client = NULL;
}

bool failing_struck(void)
{
    return now.struck;
}

unsigned failing_count(enum failing_kind kind)
{
    return now.counts[kind];
}

bool failing_is_late(void)
{
    return now.point.how == FAILING_LATE;
}

void failing_show_stack(bool wanted)
{
    now.show_stack = wanted;
}

bool failing_now(const char *name, enum failing_kind kind)
{
    bool first;

    if (!now.armed)
        return false;
    now.counts[kind]++;
    first = now.point.how != FAILING_NEVER && !now.struck && kind == now.point.kind &&
            now.counts[kind] == now.point.number;
    if (first) {
        now.struck = true;
        (void)snprintf(now.name, now.room, "%s", name);
        if (now.show_stack && __sanitizer_print_stack_trace != NULL) {
            now.armed = false; /* printing the stack allocates memory */
            __sanitizer_print_stack_trace();
            now.armed = true;
        }
    }
    return first || (now.struck && now.point.how == FAILING_ONWARD);
}

void failing_watch(int running)
{
    if (!now.armed)
        return;
    now.failed = running < 0 ? now.failed + 1 : 0;
    now.idle = running == 0 ? now.idle + 1 : 0;
    now.spun = now.spun || now.failed > STEPS_MAX;
    if (now.idle > STEPS_MAX && !now.hung) {
        now.hung = true;
        bwp_client_cancel(now.client);
    }
}

bool failing_is_idle(void)
{
    return now.idle > 0;
}

bool failing_hung(void)
{
    return now.hung;
}

bool failing_spun(void)
{
    return now.spun;
}
