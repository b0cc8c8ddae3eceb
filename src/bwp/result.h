/* result.h - results that the program makes itself, with the keys of the library's own, in the same order. */
#ifndef BWP_RESULT_H
#define BWP_RESULT_H

#include "base/buf.h"
#include "options.h"

/* Writes "not_done", and for find "unknown", for a problem found before anything was sent. */
void result_write_problem(struct buf *to, const struct options *options, const struct problem *problem);

/* Writes what is known of a call that was left before it ended: "unknown", or "not_done" for one that only looks. */
void result_write_left(struct buf *to, const struct options *options);

/* Prints a problem, as a result where JSON is asked for.  Returns the exit status. */
int result_tell_problem(const struct options *options, const struct problem *problem);

#endif
