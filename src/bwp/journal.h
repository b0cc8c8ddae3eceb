/*
 * journal.h - what a batch did so far, in a file beside its own: an entry before a line is sent, and one with its
 * result.  Nothing is sent that does not stand there, synced.
 *
 *     {"line":1,"sum":SHA-256 of the line,"state":"started","client_token":"...","to":SHA-256 of where it is sent,
 *      "by":SHA-256 of whose keys it is sent with, or "", "at":seconds since 1970}
 *     {"line":1,"sum":SHA-256 of the line,"state":"finished","result":{...}}
 */
#ifndef BWP_JOURNAL_H
#define BWP_JOURNAL_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "lines.h"
#include "problem.h"

struct journal {
    char      *path;    /* "FILE.journal"; of a link, that of what it leads to */
    int        fd;      /* -1 as long as it is not open */
    off_t      size;    /* of what is written and synced */
    struct buf pending; /* what is not written yet */
    int        error;   /* the errno of a write that failed: nothing is written any more; 0: none did */
};

/*
 * Looks whether there is a journal of a file, and what it says.  Without is_resumed there must be none.  With it, it is
 * locked against other programs, and what it says is put into the lines; where there is none, all of them are new.
 * False with the problem told: then nothing may be sent.  Free it with journal_close(), whatever is returned.
 */
bool journal_read(struct journal *journal, const char *file, bool is_resumed, struct lines *lines,
                  struct problem *problem);

/* Makes the journal, readable to its owner alone, where there is none.  False with the problem told. */
bool journal_begin(struct journal *journal, struct problem *problem);
void journal_close(struct journal *journal);

/* Both wait for journal_sync().  token is what the line is sent with, or "". */
void journal_add_started(struct journal *journal, const struct line *line, const char *token);
void journal_add_finished(struct journal *journal, const struct line *line, const char *result);

/* Writes and syncs what was added.  False if that failed, now or before: journal->error says why. */
bool journal_sync(struct journal *journal);

/* Appends the result of a line that is LINE_FINISHED.  False if it cannot be read any more. */
bool journal_get_result(const struct journal *journal, const struct line *line, struct buf *to);

#endif
