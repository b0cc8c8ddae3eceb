/* journal.c - written as a whole or not at all: what a failing disk left of an entry is cut off again. */
#define _XOPEN_SOURCE 700 /* realpath() */

#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json_text.h"
#include "view.h"

/* A result has 64 MiB at most; a sync takes what was added meanwhile, which is far less but for lists. */
enum { ENTRY_MAX = 65 * 1024 * 1024, PENDING_MAX = 512 * 1024 * 1024, CHUNK = 64 * 1024 };

/* ---- writing ---- */

static void open_entry(struct json_writer *writer, const struct line *line, const char *state)
{
    bwpi_json_open(writer, NULL, '{');
    bwpi_json_put_uint(writer, "line", line->number);
    bwpi_json_put_text(writer, "sum", line->sum);
    bwpi_json_put_text(writer, "state", state);
}

static void close_entry(struct json_writer *writer)
{
    bwpi_json_close(writer, '}');
    bwpi_buf_add_char(writer->to, '\n');
}

void journal_add_started(struct journal *journal, const struct line *line, const char *token)
{
    struct json_writer writer = {&journal->pending, false};

    open_entry(&writer, line, "started");
    bwpi_json_put_text(&writer, "client_token", token);
    bwpi_json_put_text(&writer, "to", line->client->to);
    bwpi_json_put_text(&writer, "by", line->changes ? line->client->by : "");
    bwpi_json_put_uint(&writer, "at", (unsigned long long)line->started_at);
    close_entry(&writer);
}

void journal_add_finished(struct journal *journal, const struct line *line, const char *result)
{
    struct json_writer writer = {&journal->pending, false};

    open_entry(&writer, line, "finished");
    bwpi_json_put_raw(&writer, "result", result, strlen(result));
    close_entry(&writer);
}

static bool write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, text, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            errno = written == 0 ? ENOSPC : errno;
            return false;
        }
        text += written;
        size -= (size_t)written;
    }
    return true;
}

/* What was written of the entries is taken back: whoever resumes is to find whole ones, and none that was not sent. */
static bool fail(struct journal *journal, int error)
{
    journal->error = error;
    if (ftruncate(journal->fd, journal->size) == 0)
        (void)fsync(journal->fd); /* a torn entry at the end would be passed over as well */
    return false;
}

bool journal_sync(struct journal *journal)
{
    size_t size = journal->pending.size;

    if (journal->error != 0)
        return false;
    if (journal->pending.state != BUF_OK)
        return fail(journal, ENOMEM);
    if (size == 0)
        return true;
    if (!write_all(journal->fd, bwpi_buf_text(&journal->pending), size) || fsync(journal->fd) != 0)
        return fail(journal, errno);
    journal->size += (off_t)size;
    bwpi_buf_clear(&journal->pending);
    return true;
}

/* ---- beginning ---- */

static bool lock(struct journal *journal, struct problem *problem)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    if (fcntl(journal->fd, F_SETLK, &whole) == 0)
        return true;
    if (errno == EACCES || errno == EAGAIN)
        return problem_is(problem, NULL, "%.200s is in use: another bwp batch is at this file; nothing was sent",
                          journal->path);
    return problem_is(problem, NULL, "%.200s cannot be locked: %s; nothing was sent", journal->path, strerror(errno));
}

/* A file that is not in its folder yet could be gone after a crash, and with it all that was synced. */
static bool sync_folder(const char *path)
{
    char  folder[4096];
    char *slash;
    int   fd, status;

    if (strlen(path) >= sizeof folder)
        return false;
    memcpy(folder, path, strlen(path) + 1);
    slash = strrchr(folder, '/');
    if (slash == NULL)
        memcpy(folder, ".", 2);
    else
        slash[slash == folder] = '\0';
    fd = open(folder, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return errno == EACCES; /* it may be written to and not read: then there is no way to ask for it */
    status = fsync(fd);
    if (status != 0 && errno == EINVAL) /* a file system that has no such thing */
        status = 0;
    (void)close(fd);
    return status == 0;
}

bool journal_begin(struct journal *journal, struct problem *problem)
{
    if (journal->fd != -1)
        return true;
    journal->fd = open(journal->path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (journal->fd == -1 || !sync_folder(journal->path))
        return problem_is(problem, NULL, "%.200s cannot be made: %s; nothing was sent", journal->path, strerror(errno));
    return lock(journal, problem);
}

void journal_close(struct journal *journal)
{
    if (journal->fd != -1)
        (void)close(journal->fd); /* what was to last is synced */
    free(journal->path);
    bwpi_buf_free(&journal->pending);
    *journal = (struct journal){.fd = -1};
}

/* ---- reading ---- */

struct entry {
    const char *text;
    size_t      size;
    off_t       at; /* in the journal */
    size_t      number;
};

static bool refuse(const struct journal *journal, const struct entry *entry, const char *why, struct problem *problem)
{
    return problem_is(problem, NULL, "%.200s, line %zu, %s; nothing was sent", journal->path, entry->number, why);
}

static bool take_started(const struct json *json, struct line *line)
{
    const char *token = bwpi_json_text(bwpi_json_member(json, "client_token"));
    const char *to = view_text(json, "to");
    const char *by = view_text(json, "by");
    int64_t     at = 0;

    if (token == NULL || strlen(to) != sizeof line->to - 1 || (*by != '\0' && strlen(by) != sizeof line->by - 1) ||
        !bwpi_json_integer(bwpi_json_member(json, "at"), &at) || at < 0)
        return false;
    memcpy(line->to, to, sizeof line->to);
    memcpy(line->by, by, strlen(by) + 1);
    if (strlen(token) < sizeof line->token)
        memcpy(line->token, token, strlen(token) + 1);
    else
        *line->token = '\0'; /* its own, which the line has as well: those that are made here are short */
    if (line->state != LINE_STARTED)
        line->started_at = at;
    line->state = LINE_STARTED;
    return true;
}

/*
 * A result that is unknown leaves the line started, and one that says that it was called off before it was sent leaves
 * it as new: both are taken up again.
 */
static bool take_finished(const struct json *json, const struct entry *entry, struct line *line)
{
    const struct json *result = bwpi_json_member(json, "result");
    const char        *outcome = view_text(result, "outcome"), *start;
    bool               is_done = strcmp(outcome, "done") == 0, is_not_done = strcmp(outcome, "not_done") == 0;

    if (!bwpi_json_span(entry->text, "result", &start, &line->result_size))
        return false;
    line->result_at = entry->at + (start - entry->text);
    line->state = LINE_STARTED;
    line->was_done = is_done;
    if (is_not_done && strcmp(view_text(result, "status"), "cancelled") == 0)
        line->state = LINE_NEW;
    else if (is_done || is_not_done)
        line->state = LINE_FINISHED;
    return line_keep_package(line, result) && (is_done || is_not_done || strcmp(outcome, "unknown") == 0);
}

static bool take_entry(const struct journal *journal, const struct entry *entry, struct lines *lines,
                       struct problem *problem)
{
    const char  *clause = NULL, *state;
    struct json *json = bwpi_json_parse(entry->text, entry->size, &clause);
    int64_t      number = 0;
    struct line *line;
    bool         ok;

    if (json == NULL && clause == NULL)
        return problem_memory(problem);
    state = view_text(json, "state");
    if (!bwpi_json_integer(bwpi_json_member(json, "line"), &number) || number < 1 || *state == '\0') {
        bwpi_json_free(json);
        return refuse(journal, entry, "is no entry of a journal", problem);
    }
    line = lines_find(lines, (size_t)number);
    if (line == NULL || strcmp(line->sum, view_text(json, "sum")) != 0) {
        bwpi_json_free(json);
        return problem_is(problem, NULL,
                          "line %lld is not what it was when %.200s was written: put it back, and new requests at the "
                          "end; nothing was sent",
                          (long long)number, journal->path);
    }
    ok = strcmp(state, "started") == 0    ? take_started(json, line)
         : strcmp(state, "finished") == 0 ? take_finished(json, entry, line)
                                          : false;
    bwpi_json_free(json);
    return ok || refuse(journal, entry, "is no entry of a journal", problem);
}

/*
 * What stands behind the last line feed is torn: it was not synced, and so not sent.  But where it is whole somebody
 * may have taken the line feed away, as editors do, and it counts: the line feed follows with what is written next.
 */
static bool take_last(struct journal *journal, const struct entry *entry, struct lines *lines, struct problem *problem)
{
    const char  *clause = NULL;
    struct json *json = bwpi_json_parse(entry->text, entry->size, &clause);
    bool         is_whole = bwpi_json_is_object(json), lacks_memory = json == NULL && clause == NULL;

    bwpi_json_free(json);
    if (lacks_memory)
        return problem_memory(problem);
    if (!is_whole)
        return true;
    journal->size += (off_t)entry->size;
    bwpi_buf_add_char(&journal->pending, '\n');
    return take_entry(journal, entry, lines, problem);
}

static bool read_entries(struct journal *journal, struct lines *lines, struct problem *problem)
{
    struct buf   text = BUF_INIT(ENTRY_MAX);
    struct entry entry = {.number = 1};
    char         chunk[CHUNK];
    off_t        at = 0;
    ssize_t      size;
    bool         ok = true;

    while (ok && (size = pread(journal->fd, chunk, sizeof chunk, at)) != 0) {
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0) {
            ok = problem_is(problem, NULL, "%.200s cannot be read: %s; nothing was sent", journal->path,
                            strerror(errno));
            break;
        }
        for (char *part = chunk, *end = chunk + size, *feed; ok && part < end; part = feed + 1) {
            feed = memchr(part, '\n', (size_t)(end - part));
            bwpi_buf_add(&text, part, (size_t)((feed != NULL ? feed : end) - part));
            if (text.state != BUF_OK)
                ok = text.state == BUF_TOO_LONG ? refuse(journal, &entry, "is too long", problem)
                                                : problem_memory(problem);
            if (feed == NULL || !ok)
                break;
            entry.text = bwpi_buf_text(&text);
            entry.size = text.size;
            ok = take_entry(journal, &entry, lines, problem);
            entry.at += (off_t)text.size + 1;
            entry.number++;
            bwpi_buf_clear(&text);
        }
        at += size;
    }
    journal->size = entry.at;
    if (ok && text.size > 0) {
        entry.text = bwpi_buf_text(&text);
        entry.size = text.size;
        ok = take_last(journal, &entry, lines, problem);
    }
    bwpi_buf_free(&text);
    return ok;
}

/* What another provider or account says of a line, or does with its token, says nothing about the first time. */
static bool check_places(const struct lines *lines, struct problem *problem)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];

        if (line_is_doubtful(line) && line->client != NULL && strcmp(line->to, line->client->to) != 0)
            return problem_is(problem, NULL,
                              "line %zu was sent to another place: its provider, site, endpoint, account or project "
                              "was not the same; resume with the same options; nothing was sent",
                              line->number);
    }
    return true;
}

static bool open_old(struct journal *journal, struct problem *problem)
{
    struct stat about;

    journal->fd = open(journal->path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (journal->fd == -1)
        return problem_is(problem, NULL, "%.200s cannot be opened: %s; nothing was sent", journal->path,
                          strerror(errno));
    if (fstat(journal->fd, &about) != 0 || !S_ISREG(about.st_mode))
        return problem_is(problem, NULL, "%.200s is no file; nothing was sent", journal->path);
    return lock(journal, problem);
}

/* A file has one journal, whichever link it is called by.  NULL with the problem told. */
static char *name_journal(const char *file, struct problem *problem)
{
    static const char ending[] = ".journal";
    struct stat       about;
    bool              is_link = lstat(file, &about) == 0 && S_ISLNK(about.st_mode);
    char             *real = is_link ? realpath(file, NULL) : NULL, *path;
    size_t            size = strlen(real != NULL ? real : file);

    if (is_link && real == NULL) {
        (void)problem_is(problem, NULL, "%.200s cannot be followed: %s; nothing was sent", file, strerror(errno));
        return NULL;
    }
    path = malloc(size + sizeof ending);
    if (path != NULL) {
        memcpy(path, real != NULL ? real : file, size);
        memcpy(path + size, ending, sizeof ending);
    } else {
        (void)problem_memory(problem);
    }
    free(real);
    return path;
}

bool journal_read(struct journal *journal, const char *file, bool is_resumed, struct lines *lines,
                  struct problem *problem)
{
    struct stat about;

    *journal = (struct journal){.fd = -1, .path = name_journal(file, problem)};
    bwpi_buf_init(&journal->pending, PENDING_MAX);
    if (journal->path == NULL)
        return false;
    if (lstat(journal->path, &about) != 0)
        return errno == ENOENT || problem_is(problem, NULL, "%.200s cannot be looked at: %s; nothing was sent",
                                             journal->path, strerror(errno));
    if (!is_resumed)
        return problem_is(
            problem, NULL,
            "%.200s is there: an earlier run began with this file. Add --resume to go on with it; nothing "
            "was sent",
            journal->path);
    if (!open_old(journal, problem) || !read_entries(journal, lines, problem) || !check_places(lines, problem))
        return false;
    if (ftruncate(journal->fd, journal->size) != 0)
        return problem_is(problem, NULL, "%.200s cannot be written: %s; nothing was sent", journal->path,
                          strerror(errno));
    return true;
}

bool journal_get_result(const struct journal *journal, const struct line *line, struct buf *to)
{
    char   chunk[CHUNK];
    off_t  at = line->result_at;
    size_t left = line->result_size;

    while (left > 0) {
        ssize_t size = pread(journal->fd, chunk, left < sizeof chunk ? left : sizeof chunk, at);

        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return false;
        bwpi_buf_add(to, chunk, (size_t)size);
        at += size;
        left -= (size_t)size;
    }
    return to->state == BUF_OK;
}
