/* refusals.h - which lines of a batch the library refuses before anything is sent. */
#ifndef BWP_REFUSALS_H
#define BWP_REFUSALS_H

#include <stdbool.h>

#include "lines.h"
#include "problem.h"

/*
 * Gives each new line that the library refuses unsent the reason as its problem, so that nobody is asked about it.
 * Sends nothing.  False with the problem told where memory is short.
 */
bool refusals_find(const struct lines *lines, struct problem *problem);

#endif
