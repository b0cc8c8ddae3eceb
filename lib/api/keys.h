/* keys.h - where a client's keys come from. */
#ifndef BWP_API_KEYS_H
#define BWP_API_KEYS_H

#include <bwp/bwp.h>

#include "base/fault.h"
#include "provider.h"

/* Sets a text of a bwp_config, the field of that name, from the environment where it was not given. */
bwp_status bwpi_complete_text(const char **text, const char *name, const char *const *variables, struct fault *fault);

/*
 * Completes the caller's config, widened, with whole keys, and what stands beside them in a profile.  Some of its texts
 * are the profile's afterwards, which its caller has made and will free.  *source is a constant.
 */
bwp_status bwpi_keys_choose(const struct config *config, bwp_config *given, struct profile *profile,
                            const char **source, struct fault *fault);

/*
 * Where keys are to come from the service of the machine, what the environment says of it: nothing, and a fault where
 * that is that it is not to be asked.
 */
bwp_status bwpi_keys_find_metadata(struct config *config, const char *source, struct fault *fault);

/* Gives a new client the keys in that config. */
bwp_status bwpi_keys_make(bwp_client *client, const bwp_config *given, const char *source, struct fault *fault);

#endif
