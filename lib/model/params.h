/* params.h - what requests have in common whose fields are flat parameters, "Tag.1.Key=env" and the like. */
#ifndef BWP_PARAMS_H
#define BWP_PARAMS_H

#include "base/pairs.h"
#include "model/order.h"

/* A parameter that belongs to the call and not to the operation, and what to do instead of setting it. */
struct reserved {
    const char *name, *instead; /* any capitals are the same name; "Id.*" is all that begins with "Id." */
};

void bwpi_params_add_given(struct pairs *params, const char *name, const char *value); /* unless it is "" */

/* name.1.Key, name.1.Value, and so on; or name.1, name.2, for keys alone. */
void bwpi_params_add_tags(struct pairs *params, const char *name, const bwp_tag *tags, size_t count);
void bwpi_params_add_keys(struct pairs *params, const char *name, const bwp_tag *tags, size_t count);

/*
 * RFC 7396 on parameters that are all text: merges the order's provider_options over them.  Refuses those that reserved
 * names, which ends with a NULL name.  seller is a name for a sentence.
 */
bwp_status bwpi_params_merge(const char *seller, const struct reserved *reserved, const struct order *order,
                             struct pairs *params, struct fault *fault);

#endif
