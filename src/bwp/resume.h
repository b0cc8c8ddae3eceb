/* resume.h - what becomes of a line that an earlier run may have carried out: sent again, or looked for. */
#ifndef BWP_RESUME_H
#define BWP_RESUME_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/json.h"
#include "lines.h"

enum next { NEXT_SEND, NEXT_LOOK, NEXT_TELL };

/* Whether the provider does what the line asks for once, however often the line's client token comes. */
bool resume_takes_token(const struct line *line);

/*
 * Whether a line that was started may be sent again without buying twice.  A time that is yet to come, by this clock,
 * was written by another one, and says nothing of how old the token is.
 */
bool resume_is_protected(const struct line *line);

/* How a line begins that the journal has as started, or as new. */
enum next resume_begin(struct line *line);

/* The operation that looks whether a line was carried out, and its arguments, from those of the line. */
const char *resume_write_look(struct buf *to, const struct line *line, const struct json *arguments);

/*
 * What follows from a result of a line.  After NEXT_TELL to holds the result to tell, where it is another than the one
 * that came; it is empty where that is to be told.  *result is taken over, and then NULL, where it is needed later.
 */
enum next resume_settle(const struct lines *lines, struct line *line, struct json **result,
                        const struct json *arguments, struct buf *to);

/* Writes a result that is UNKNOWN, for a line in doubt that is not taken up; made says the rest of it. */
void resume_write_unknown(struct buf *to, const struct line *line, const struct json *result,
                          const struct json *arguments);

#endif
