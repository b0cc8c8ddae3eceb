/*
 * journal.c - the file of --ledger.  Each line of it is whole, whatever happens to the disk: what could not be written
 * to its end is taken back, and where that is not possible either, the next line at least begins on a line of its own.
 */
#include "ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    int  file;      /* -1: none */
    bool half_line; /* what the file ends with is no whole line */
} journal = {.file = -1};

/* A run that was killed, or a disk that was full, may have left half a line in the file of an earlier emulator. */
static bool ends_in_half_line(const char *path)
{
    struct stat about;
    char        last = '\n';
    int         file;

    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0)
        return false;
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    if (pread(file, &last, 1, about.st_size - 1) != 1)
        last = '\n';
    (void)close(file);
    return last != '\n';
}

bool journal_open(const char *path)
{
    journal.file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    journal.half_line = journal.file >= 0 && ends_in_half_line(path);
    return journal.file >= 0;
}

/* How many bytes went out; fewer than size with errno. */
static size_t write_all(int file, const char *bytes, size_t size)
{
    size_t done = 0;

    while (done < size) {
        ssize_t written = write(file, bytes + done, size - done);

        if (written < 0 && errno != EINTR)
            break;
        done += written > 0 ? (size_t)written : 0;
    }
    return done;
}

/* Whether the last size bytes of the file could be taken away; not where somebody else has written behind them. */
static bool take_back(off_t start, size_t size)
{
    struct stat about;

    return fstat(journal.file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size == start + (off_t)size &&
           ftruncate(journal.file, start) == 0;
}

bool journal_write_line(const char *line, size_t size)
{
    struct stat about;
    size_t      written;
    int         error;

    if (journal.file < 0)
        return true;
    if (journal.half_line && write_all(journal.file, "\n", 1) == 1)
        journal.half_line = false;
    if (journal.half_line || fstat(journal.file, &about) != 0) {
        (void)fprintf(stderr, "bwp-emulator: --ledger: the file cannot be written: %s\n", strerror(errno));
        return false;
    }
    written = write_all(journal.file, line, size);
    if (written == size)
        return true;
    error = errno;
    journal.half_line = written > 0 && !take_back(about.st_size, written);
    (void)fprintf(stderr, "bwp-emulator: --ledger: the file cannot be written, so nothing was done: %s\n",
                  strerror(error));
    return false;
}

void journal_close(void)
{
    if (journal.file >= 0 && close(journal.file) != 0)
        (void)fprintf(stderr, "bwp-emulator: --ledger: the file cannot be closed: %s\n", strerror(errno));
    journal.file = -1;
}
