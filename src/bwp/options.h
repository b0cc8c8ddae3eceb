/* options.h - what the command line said, and the one table that says what each option is. */
#ifndef BWP_OPTIONS_H
#define BWP_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include <bwp/bwp.h>

#include "base/buf.h"
#include "base/json.h"
#include "command.h"
#include "problem.h"

struct options {
    const struct command *command;
    bwp_config            config; /* texts point into argv, or into file */
    const char           *word;   /* the one beside the options, or NULL */
    const char           *request_file;
    bool                  json, dry_run, verbose, help, version;
    struct buf            given;  /* a JSON object: the members of the request that options gave, without tags */
    struct json_writer    writer; /* into given */
    struct json          *tags;   /* those that options gave; NULL before the first */

    /* From request_complete(). */
    struct json *file;          /* the request file; NULL without one */
    struct buf   arguments;     /* the request as JSON, for bwp_call_json() */
    struct json *request;       /* the same, parsed, for showing */
    bool         token_is_ours; /* the client token in it was made here */
};

/*
 * Reads the words behind a command's name.  Goes on after a mistake, so that json, help and version are known in any
 * case; only the first mistake is told.  Free with options_free(), whatever is returned.
 */
bool options_read(struct options *options, const struct command *command, int argc, char *const argv[],
                  struct problem *problem);
void options_free(struct options *options);

/* The options of one command, under their headings. */
void options_print_help(FILE *file, const struct command *command);

/* The option that sets a field of bwp_request or bwp_config, or "". */
const char *options_name(const char *field);

#endif
