/* output.c - a full disk or a closed pipe must not pass for success, nor hide what was bought. */
#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool output_finish(const char *what)
{
    bool ok;

    errno = 0;
    ok = fflush(stdout) == 0 && !ferror(stdout);
    if (!ok)
        (void)fprintf(stderr, "bwp: %s cannot be written to standard output: %s\n", what,
                      errno ? strerror(errno) : "an earlier write failed");
    return ok;
}
