/* plan.h - what a batch is about to do, before it does it. */
#ifndef BWP_PLAN_H
#define BWP_PLAN_H

#include <stddef.h>
#include <stdio.h>

#include "lines.h"

/* How many lines are to be sent. */
size_t plan_count(const struct lines *lines);

/* A table of them by provider and operation, what an earlier run did, and which lines are no requests. */
void plan_print(FILE *file, const struct lines *lines, const char *path);

#endif
