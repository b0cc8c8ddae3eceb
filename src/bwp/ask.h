/* ask.h - a question before what cannot be taken back, or costs. */
#ifndef BWP_ASK_H
#define BWP_ASK_H

#include "options.h"

/* Whether there is a terminal to ask on; the problem says that there is none, and what would do. */
bool ask_on_terminal(const struct options *options, struct problem *problem);

/* Asks there.  False, with the problem told, where the answer is not yes. */
bool ask_answer(const char *question, struct problem *problem);

/* Whether this command asks, and neither --yes nor a rehearsal makes that needless. */
bool ask_is_needed(const struct options *options);

/*
 * Asks on the terminal, showing what it is about, and reads the answer; without a terminal --yes is the answer.  False
 * with the problem told where the answer is not yes, or where there is nothing to ask, as the request cannot be sent.
 */
bool ask_first(bwp_client *client, const struct options *options, struct problem *problem);

#endif
