/* output.c - a full disk or a closed pipe must not pass for success, nor hide what was bought. */
#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <bwp/bwp.h>

#include "text.h"

bool output_finish(const char *what, const char *client_token)
{
    bool ok;

    errno = 0;
    ok = fflush(stdout) == 0 && !ferror(stdout);
    if (!ok)
        text_print_line(stderr, "bwp: %s%s%s%s cannot be written to standard output: %s",
                        *client_token != '\0' ? "client token " : "", client_token, *client_token != '\0' ? ": " : "",
                        what, errno != 0 ? strerror(errno) : "an earlier write failed");
    return ok;
}

int output_end(const char *what)
{
    return output_finish(what, "") ? BWP_DONE : BWP_NOT_DONE;
}
