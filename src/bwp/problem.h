/* problem.h - the first thing found wrong with what was asked, in one sentence for a person. */
#ifndef BWP_PROBLEM_H
#define BWP_PROBLEM_H

#include <stdbool.h>

#if defined(__GNUC__)
#define PROBLEM_FORMAT __attribute__((format(printf, 3, 4)))
#else
#define PROBLEM_FORMAT
#endif

struct problem {
    char        message[640]; /* "" when all is well */
    const char *field;        /* the JSON key at fault, or NULL */
    const char *status;       /* a word of bwp_status, or NULL for "argument" */
};

/* Keeps the first sentence and ignores later ones.  Always false, so that a caller can return it. */
bool problem_is(struct problem *problem, const char *field, const char *format, ...) PROBLEM_FORMAT;

/* The same when memory is gone, which needs none to say. */
bool problem_memory(struct problem *problem);

#endif
