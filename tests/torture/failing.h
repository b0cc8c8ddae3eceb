/* failing.h - which of the calls that the library makes outside is to fail, and how many it made. */
#ifndef FAILING_H
#define FAILING_H

#include <stdbool.h>
#include <stddef.h>

#include <bwp/bwp.h>

/* How often a transfer is driven depends on the clock; counted with the others it would shift what the numbers mean. */
enum failing_kind { FAILING_STEADY, FAILING_TIMED, FAILING_KINDS };

enum failing_how {
    FAILING_NEVER,
    FAILING_ONCE,   /* that call only */
    FAILING_ONWARD, /* that call, and every later one of either kind */
    FAILING_LATE /* that call only, and not before it did its work: libcurl may move one transfer and fail at the next
                  */
};

struct failing_point {
    enum failing_how  how;
    enum failing_kind kind;
    unsigned          number; /* from 1 */
};

/* Disarmed, nothing counted; name is where the function is noted that fails first. */
void     failing_plan(const struct failing_point *point, char *name, size_t room);
void     failing_arm(bwp_client *client); /* from here to failing_disarm() the library calls; client may be NULL */
void     failing_disarm(void);
bool     failing_struck(void); /* whether the point was reached */
unsigned failing_count(enum failing_kind kind);
bool     failing_is_late(void);
void     failing_show_stack(bool wanted); /* prints where the first failure strikes */

/* For the wrappers: whether this call is to fail. */
bool failing_now(const char *name, enum failing_kind kind);

/*
 * Told of every step with the number of transfers that libcurl still has, or -1 if it did not say.  A library that
 * waits although nothing is under way will wait for ever: the call is cancelled, and failing_hung() tells.
 */
void failing_watch(int running);
bool failing_is_idle(void); /* libcurl had no transfer at the last step */
bool failing_hung(void);
bool failing_spun(void); /* it took step after step that failed, and did not sleep */

#endif
