/* port_file.c - tells whoever waits for the emulator its port, and never a port that is no longer its own. */
#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct stat written; /* what was written here, to know it again at the end */

bool port_file_forget(const char *path)
{
    struct stat about;

    if (lstat(path, &about) != 0)
        return errno == ENOENT ||
               complain("--port-file: %s cannot be used (%s); name a file in a writable folder", path, strerror(errno));
    if (!S_ISREG(about.st_mode) && !S_ISLNK(about.st_mode))
        return complain("--port-file: %s is not a file; name one in a writable folder", path);
    return unlink(path) == 0 ||
           complain("--port-file: %s cannot be replaced (%s); name a file in a writable folder", path, strerror(errno));
}

/* mkstemp() takes a name that nobody has guessed and that did not exist: no link can stand in the way. */
bool port_file_write(const char *path, uint16_t port)
{
    struct memory memory = {0};
    char         *temporary = memory_print(&memory, "%s.XXXXXX", path);
    int           file = mkstemp(temporary);
    bool          made = file >= 0, well;

    well = made && fchmod(file, 0644) == 0 && dprintf(file, "%u\n", (unsigned)port) > 0 && fstat(file, &written) == 0;
    if (made && close(file) != 0)
        well = false;
    if (!well || rename(temporary, path) != 0) {
        (void)complain("--port-file: %s cannot be written (%s); name a file in a writable folder", path,
                       strerror(errno));
        if (made)
            (void)unlink(temporary);
        well = false;
        written = (struct stat){0};
    }
    memory_free(&memory);
    return well;
}

void port_file_remove(const char *path)
{
    struct stat about;

    if (written.st_ino != 0 && lstat(path, &about) == 0 && about.st_ino == written.st_ino &&
        about.st_dev == written.st_dev)
        (void)unlink(path); /* it may be in a folder that has gone; nothing follows from that */
}
