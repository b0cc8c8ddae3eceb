/* surroundings.h - how to reach a provider where neither an option nor a request file says it. */
#ifndef BWP_SURROUNDINGS_H
#define BWP_SURROUNDINGS_H

#include "options.h"

/*
 * Fills in what is not given yet: first from BWP_PROVIDER, BWP_ENDPOINT and so on, a variable for each option that
 * reaches a provider; then from a section of $XDG_CONFIG_HOME/bwp/config: the one that --profile or BWP_PROFILE names,
 * else [default] if there is one.  A field that means nothing to the provider is passed over.  False with the problem
 * told.
 */
bool surroundings_fill(struct options *options, struct problem *problem);

#endif
