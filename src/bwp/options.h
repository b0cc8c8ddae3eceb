/* options.h - what the command line said, and the one table that says what each option is. */
#ifndef BWP_OPTIONS_H
#define BWP_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <bwp/bwp.h>

#include "base/buf.h"
#include "base/json.h"
#include "command.h"
#include "problem.h"

/* What every client of this program calls itself. */
#define OPTIONS_USER_AGENT "bwp/" BWP_VERSION

struct options {
    const struct command *command;
    bwp_config            config; /* texts point into argv, the environment, file or settings */
    const char           *word;   /* the first one beside the options, such as an id, or NULL */
    const char           *request_file;
    const char           *profile;     /* the section of bwp/config that was asked for, or NULL */
    const char           *job;         /* of a batch, or NULL */
    uint32_t              patience_ms; /* of a wait; 0: not given */
    uint32_t              settle_ms;   /* of a batch that is resumed; 0: not given */
    bool                  json, dry_run, verbose, help, version, yes, wait, skeleton, resume, same_account;
    struct buf            given;  /* a JSON object: the members of the request that options gave, without tags */
    struct json_writer    writer; /* into given */
    struct json          *tags;   /* those that options gave; NULL before the first */

    /* From request_complete(). */
    struct json *file;          /* the request file; NULL without one */
    struct json *places;        /* where what no option gave stands, such as "BWP_SITE", by its key; NULL for nowhere */
    char        *settings;      /* the text of bwp/config; NULL without one */
    struct buf   arguments;     /* the request as JSON, for bwp_call_json() */
    struct json *request;       /* the same, parsed, for showing */
    bool         is_unsigned;   /* it is a rehearsal without keys */
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

/* Whether someone who wrote this name, with its dashes or without, meant a key, which no option and no file takes. */
bool options_asks_for_a_key(const char *name);

/*
 * The option, or the word beside the options, by which a command sets a field of the library's; with NULL the option of
 * any command; "" where there is none.
 */
const char *options_name(const struct command *command, const char *field);

#endif
