/* answer.h - what is told of the lines of a batch: each has one answer, in JSON or in words. */
#ifndef BWP_ANSWER_H
#define BWP_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "lines.h"
#include "options.h"
#include "progress.h"
#include "result.h"

/* Who tells, and what was told so far. */
struct teller {
    const struct options *options;
    struct progress       progress;
    size_t                count[DONE_IN_PART + 1]; /* by the exit status that the line alone would have */
    bool                  in_words;
    bool                  failed; /* standard output takes nothing any more */
};

void teller_begin(struct teller *teller, const struct options *options, size_t total);

/* Prints the answer of a line: its result, as JSON, is in text. */
void teller_tell(struct teller *teller, struct line *line, const char *text);

/* Whether all of it arrived.  The first time that it did not, says so on standard error. */
bool teller_flush(struct teller *teller);

/* How the lines ended, in a sentence on standard error unless only JSON is wanted.  Returns the exit status. */
int teller_end(struct teller *teller);

/* Writes a result that is made here, for a line that may be no request. */
void answer_write(struct buf *to, const struct options *options, const struct line *line, const struct made *made);

/*
 * Writes the result of a line that is not sent: for its own problem, or for a reason.  It is not done; or unknown where
 * an earlier run may have done it, or where it would have been looked for.
 */
void answer_write_unsent(struct buf *to, const struct options *options, const struct line *line, const char *status,
                         const char *why);

#endif
