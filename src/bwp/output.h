/* output.h - whether what was printed has arrived. */
#ifndef BWP_OUTPUT_H
#define BWP_OUTPUT_H

#include <stdbool.h>

/* Flushes standard output.  False, with a sentence on standard error that says what is lost, when it cannot be written.
 */
bool output_finish(const char *what);

#endif
