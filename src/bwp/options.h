/* options.h - the command line of bwp create, and the one table that says what each option is. */
#ifndef BWP_OPTIONS_H
#define BWP_OPTIONS_H

#include <bwp/bwp.h>
#include <cjson/cJSON.h>
#include <stdio.h>

#include "problem.h"

struct options {
    bwp_config  config;  /* texts point into argv, or into file_provider */
    cJSON      *request; /* keys and values as bwp_call_json() takes them */
    cJSON      *file_provider;
    const char *request_file;
    bool        json, dry_run, verbose, help;
};

/*
 * Reads the words after "create".  Goes on after a mistake, so that json and help are known in any case; only the first
 * mistake is told.  Free with options_free(), whatever is returned.
 */
bool options_read(struct options *options, int argc, char *const argv[], struct problem *problem);
void options_free(struct options *options);

void options_print_help(FILE *file);

/* The option that sets a field of bwp_request or bwp_config, or "". */
const char *options_name(const char *field);

#endif
