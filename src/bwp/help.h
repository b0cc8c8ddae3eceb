/* help.h - the program explained by example. */
#ifndef BWP_HELP_H
#define BWP_HELP_H

#include <stdio.h>

#include "command.h"

/* Of one command, or of the program where command is NULL. */
void help_print(FILE *file, const struct command *command);

#endif
