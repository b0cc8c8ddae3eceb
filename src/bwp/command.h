/* command.h - the one table of commands: what can stand behind "bwp", and what it runs. */
#ifndef BWP_COMMAND_H
#define BWP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "problem.h"

struct options;

/* A bit for each command, by which the table of options says which commands an option belongs to. */
enum { FOR_CREATE = 1 << 0, FOR_PROVIDERS = 1 << 1, FOR_HELP = 1 << 2, FOR_VERSION = 1 << 3, FOR_ALL = 0xf };

struct command {
    const char *name;
    const char *other_names[2]; /* that mean the same, or NULL */
    unsigned    bit;
    const char *usage; /* what follows the name */
    const char *word;  /* what a word that belongs to no option is; NULL: none is taken */
    const char *help;  /* one line of the overview */
    /* Has understood options; prints what it has to say.  Returns the exit status. */
    int (*run)(struct options *options, struct problem *problem);
};

extern const struct command command_table[];
extern const size_t         command_count;

/* NULL if there is none of that name; *nearest is then the one that was probably meant, or NULL. */
const struct command *command_find(const char *name, const struct command **nearest);

int create_run(struct options *options, struct problem *problem);
int providers_run(struct options *options, struct problem *problem);
int help_run(struct options *options, struct problem *problem);
int version_run(struct options *options, struct problem *problem);

#endif
