/* result.h - results that the program makes itself, with the keys of the library's own, in the same order. */
#ifndef BWP_RESULT_H
#define BWP_RESULT_H

#include "base/buf.h"
#include "options.h"

/* What differs between the results that are made here. */
struct made {
    const char *outcome, *status, *message, *field;
    unsigned    attempts;
    bool        retry_is_safe;
};

/* Writes a result with the provider, the request and the client token that the options have. */
void result_write(struct buf *to, const struct options *options, const struct made *made);

/* Writes "not_done", and for find "unknown", for a problem found before anything was sent. */
void result_write_problem(struct buf *to, const struct options *options, const struct problem *problem);

/* Writes what is known of a call that was left before it ended: "unknown", or "not_done" for one that only looks. */
void result_write_left(struct buf *to, const struct options *options);

/* Whether the library says, in this sentence, that it knows of no keys at all, wherever it was to look. */
bool result_lacks_keys(const char *sentence);

/*
 * Where keys might come from anywhere, this program says its own ways of giving them, which are not all of the
 * library's.  Returns whether it did.
 */
bool result_explain_keys(const char *sentence, const struct options *options, struct problem *problem);

enum { RESULT_FIELD_SIZE = 32 };

/*
 * Fills in the problem of a client that could not be made.  The library gives one sentence, which begins with the field
 * at fault; its name is kept in field, which has to live as long as the problem.
 */
void result_explain_no_client(const char *sentence, const struct options *options, char field[RESULT_FIELD_SIZE],
                              struct problem *problem);

/* The exit status of what is done, but not all that was asked: bought, not bound.  The others are those of bwp_outcome.
 */
enum { DONE_IN_PART = 3 };

/*
 * The exit status of a result, whatever was asked.  From the text itself where it could not be parsed, and result is
 * NULL: outcome and status are the first keys of every result.
 */
int result_exit_status(const struct json *result, const char *text);

/* Prints a problem, as a result where JSON is asked for.  Returns the exit status. */
int result_tell_problem(const struct options *options, const struct problem *problem);

#endif
