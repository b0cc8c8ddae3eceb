/* keys.h - where a client's keys come from. */
#ifndef BWP_API_KEYS_H
#define BWP_API_KEYS_H

#include <bwp/bwp.h>

#include "base/fault.h"

/* Sets a text of a bwp_config, the field of that name, from the environment where it was not given. */
bwp_status bwpi_complete_text(const char **text, const char *name, const char *const *variables, struct fault *fault);

/* Gives a new client its keys.  given is the caller's config, widened, which is completed on the way. */
bwp_status bwpi_keys_find(bwp_client *client, bwp_config *given, struct fault *fault);

#endif
