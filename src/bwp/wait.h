/* wait.h - waiting for a package, with a line that says what is seen meanwhile. */
#ifndef BWP_WAIT_H
#define BWP_WAIT_H

#include "options.h"

/*
 * Waits until the package of that id is as goal says, an object with the keys of a wait in the JSON door, or for NULL
 * until it is ready; for options->patience_ms.  Returns the result as JSON, for bwp_free(); NULL without memory.
 */
char *wait_for(bwp_client *client, const struct options *options, const char *id, const struct json *goal);

#endif
