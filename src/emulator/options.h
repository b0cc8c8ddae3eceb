/* options.h - what stands on the command line, checked. */
#ifndef EMULATOR_OPTIONS_H
#define EMULATOR_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "tools.h"

/* The texts are those of argv. */
struct options {
    const char *port, *listen, *port_file, *tls_cert, *tls_key, *ledger; /* NULL: not given */
    bool        tls, env, verbose, help, version;
    uint16_t    port_number;
};

bool options_read(int count, char **arguments, struct options *options); /* false after a complaint */
bool options_print_help(void);                                           /* false where standard output is full */
bool complain(const char *format, ...) LIKE_PRINTF(1, 2); /* one sentence on standard error; always false */

#endif
