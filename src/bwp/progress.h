/* progress.h - how far a batch is: a bar on a terminal, a line now and then elsewhere. */
#ifndef BWP_PROGRESS_H
#define BWP_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    bool    is_silent, moves, is_shown;
    size_t  total;              /* lines */
    size_t  done;               /* told of so far */
    size_t  done_before;        /* of these, told before anything was sent: they say nothing about the pace */
    size_t  not_done, unknown;  /* of these */
    int64_t began_ms, shown_ms; /* monotonic */
};

void progress_begin(struct progress *progress, size_t total, bool is_silent);
void progress_show(struct progress *progress); /* often: it is printed when it is time */
void progress_hide(struct progress *progress); /* before something else is printed on a terminal */

#endif
