/* output.h - whether what was printed has arrived. */
#ifndef BWP_OUTPUT_H
#define BWP_OUTPUT_H

#include <stdbool.h>

/*
 * Flushes standard output.  False, with a sentence on standard error that says what is lost, when it cannot be written.
 * client_token, which may be "", stands in that sentence: whatever is lost after it, a purchase can be repeated.
 */
bool output_finish(const char *what, const char *client_token);

/* The same for a text that is no result.  Returns the exit status. */
int output_end(const char *what);

#endif
