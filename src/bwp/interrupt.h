/* interrupt.h - signals while money may be moving: the call is cancelled, and its real result is told. */
#ifndef BWP_INTERRUPT_H
#define BWP_INTERRUPT_H

#include <stdbool.h>

#include <bwp/bwp.h>

/*
 * From here on the signals that would end the program are noted by a thread of their own.  tell(user) is called on that
 * thread if the program has to end before its main thread can: it is to say on standard error all that is known.  False
 * if that cannot be arranged; nothing has changed then.
 */
bool interrupt_watch(void (*tell)(void *user), void *user);

/* The client whose call the first signal cancels; NULL for none any more. */
void interrupt_set_client(bwp_client *client);

/* Whether a signal has come. */
bool interrupt_came(void);

/*
 * The call goes on, but what matters is known: from here on tell() is called with this user, and the program ends with
 * this exit status, if it has to end before its main thread can tell.
 */
void interrupt_set_known(int status, void *user);

/*
 * The result is known, and is being written to a standard output that may not take it.  If a signal has come, or comes
 * now, the reader has one more second; then tell() is called with this user, and the program ends with this exit
 * status.
 */
void interrupt_set_telling(int status, void *user);

/* All is told.  Signals that come now change nothing. */
void interrupt_set_told(void);

/* Ends the thread.  Signals are ignored from here on, so that the exit status is that of the purchase. */
void interrupt_end(void);

#endif
