/* owners.h - whose keys the lines of a batch are sent with. */
#ifndef BWP_OWNERS_H
#define BWP_OWNERS_H

#include <stdbool.h>

#include "clients.h"
#include "lines.h"
#include "options.h"
#include "problem.h"

/*
 * Finds out whose keys the lines are sent with that change something, and says on standard error who is waited for.
 * False with the problem told where one of them may have been carried out with other keys: then nothing may be sent.
 * Lines whose keys were refused get that as their problem, for it would be said of each again.
 */
bool owners_check(const struct lines *lines, const struct clients *clients, const struct options *options,
                  struct problem *problem);

#endif
