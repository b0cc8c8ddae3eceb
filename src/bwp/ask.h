/* ask.h - a question before what cannot be taken back, or costs. */
#ifndef BWP_ASK_H
#define BWP_ASK_H

#include "options.h"

/*
 * Asks on the terminal, showing what it is about, and reads the answer; without a terminal --yes is the answer.  False
 * with the problem told where the answer is not yes.
 */
bool ask_first(struct options *options, struct problem *problem);

#endif
