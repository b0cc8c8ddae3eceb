/* command.h - the one table of commands: what can stand behind "bwp", and what it runs. */
#ifndef BWP_COMMAND_H
#define BWP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "problem.h"

struct options;

/* A bit for each command, by which the table of options says which commands an option belongs to. */
enum {
    FOR_CREATE = 1 << 0,
    FOR_GET = 1 << 1,
    FOR_LIST = 1 << 2,
    FOR_FIND = 1 << 3,
    FOR_WAIT = 1 << 4,
    FOR_UPDATE = 1 << 5,
    FOR_RESIZE = 1 << 6,
    FOR_BIND = 1 << 7,
    FOR_UNBIND = 1 << 8,
    FOR_TAG = 1 << 9,
    FOR_UNTAG = 1 << 10,
    FOR_DELETE = 1 << 11,
    FOR_BATCH = 1 << 12,
    FOR_WHOAMI = 1 << 13,
    FOR_PROVIDERS = 1 << 14,
    FOR_COMPLETION = 1 << 15,
    FOR_HELP = 1 << 16,
    FOR_VERSION = 1 << 17,
    FOR_ALL = (1 << 18) - 1
};

/* What a command asks of the library, and how its answers are worded. */
struct deed {
    const char *operation; /* of bwp_call_json() */
    bool        changes;   /* something at the provider; otherwise it only looks */
    const char *question;  /* asked before it is done; NULL: nothing is asked */
    const char *done;      /* "Deleted" */
    const char *not_done;  /* "Not deleted" */
    const char *perhaps;   /* "it may have been deleted" */
    const char *nothing;   /* what a rehearsal ends with: "deleted" */
    const char *stake;     /* what the plan of a batch warns of: "spends money" */
};

struct command {
    const char *name;
    const char *other_names[2]; /* that mean the same, or NULL */
    unsigned    bit;
    const char *usage; /* what follows the name */
    const char *help;  /* one line of the overview */
    /* Has understood options; prints what it has to say.  Returns the exit status. */
    int (*run)(struct options *options, struct problem *problem);
    struct deed deed; /* without an operation: it does not call a provider */
};

extern const struct command command_table[];
extern const size_t         command_count;

/* NULL if there is none of that name; *nearest is then the one that was probably meant, or NULL. */
const struct command *command_find(const char *name, const struct command **nearest);

/* The command that asks the library for this operation, such as "set_tags"; NULL if there is none. */
const struct command *command_of(const char *operation);

/*
 * The exit status where nothing was done.  That of a command that finds is another: there, "not done" says that the
 * package is not there and may be bought, which only a look can say.  A command that is NULL is not known.
 */
int command_not_done(const struct command *command);

int call_run(struct options *options, struct problem *problem);
int batch_run(struct options *options, struct problem *problem);
int providers_run(struct options *options, struct problem *problem);
int completion_run(struct options *options, struct problem *problem);
int help_run(struct options *options, struct problem *problem);
int version_run(struct options *options, struct problem *problem);

#endif
