/* run.h - the lines of a batch on their way: started, sent, finished, told. */
#ifndef BWP_RUN_H
#define BWP_RUN_H

#include "journal.h"
#include "lines.h"
#include "options.h"
#include "problem.h"

/*
 * Sends the lines that are to be sent, and tells the result of every one, once.  Returns the exit status; where nothing
 * could be begun the problem is told.
 */
int run_lines(const struct options *options, struct lines *lines, struct journal *journal, struct problem *problem);

#endif
