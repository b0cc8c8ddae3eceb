/* lines.h - the file of a batch: a request on each line, and what is known of it. */
#ifndef BWP_LINES_H
#define BWP_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/crypto.h"
#include "base/json.h"
#include "clients.h"
#include "command.h"
#include "options.h"
#include "problem.h"

enum { LINES_TOKEN_SIZE = 65 };

/* STARTED: it was sent, or was about to be, and how that ended is not known. */
enum line_state { LINE_NEW, LINE_STARTED, LINE_FINISHED };

struct line {
    size_t      number; /* in the file, from 1; blank lines count, so that a piece of the file can keep its numbers */
    const char *text;   /* borrowed from the lines; without the line feed */
    size_t      size;
    char        sum[CRYPTO_HEX_SIZE]; /* SHA-256 of the text */

    const struct command *command; /* that does the same alone; NULL where the line is no request */
    struct client        *client;  /* borrowed from the clients */
    struct problem       *problem; /* why it is not sent; NULL where it can be */
    uint32_t              bandwidth_mbps;
    bool                  changes;     /* something at the provider */
    bool                  has_options; /* provider_options: what they ask for may cost */
    uint64_t              about;       /* the same for all lines about one package; 0: about none that has an id yet */

    /* What the journal says of it. */
    enum line_state state;
    char            token[LINES_TOKEN_SIZE]; /* that it was sent with first; "" for none, or its own */
    char            to[CRYPTO_HEX_SIZE];     /* where it was sent to, as its client has it */
    char            by[CRYPTO_HEX_SIZE];     /* whose keys it was sent with; "" where that is not known */
    int64_t         started_at;              /* seconds since 1970, of the first time; 0: not known */
    off_t           result_at;               /* where its result stands in the journal, while it is FINISHED */
    size_t          result_size;
    bool            was_done; /* which its result says */
    char           *package;  /* the id of what it bought; NULL for none */

    /* While it is on its way. */
    struct line *next;         /* in the same list of a queue */
    struct line *after;        /* about the same package, which waits for this one to end; NULL for none */
    struct json *refusal;      /* the no that a look is made about */
    unsigned     looks;        /* that were made to find out */
    int64_t      sent_ms;      /* when the last of what was sent for it went off, monotonic */
    unsigned     rank;         /* which lines it begins behind: see queues_fill() */
    bool         is_look;      /* what is on its way is a look */
    bool         is_held;      /* the look waits until lines.settled_ms */
    bool         doubt;        /* an earlier run may have done it */
    bool         resumed;      /* it was in doubt when this run began */
    bool         is_overtaken; /* it is in doubt, and may not be sent behind what came after it */
    bool         is_told;
};

struct lines {
    char          *text;
    struct line   *list; /* by their numbers */
    size_t         count;
    struct crypto *crypto;
    int64_t        settled_ms; /* monotonic: from then on nothing that an earlier run sent is under way */
};

/*
 * Reads a file of at most 64 MiB and 100 000 lines that are not blank.  False with the problem told; free it with
 * lines_free() whatever is returned.
 */
bool lines_read(struct lines *lines, const char *path, struct problem *problem);
void lines_free(struct lines *lines);

/*
 * Looks at each line and finds its command and its client.  What is wrong with one is kept as its problem; false, with
 * the problem told, only where memory is short.
 */
bool lines_check(struct lines *lines, struct clients *clients, const struct options *options, struct problem *problem);

struct line *lines_find(const struct lines *lines, size_t number); /* NULL if that line is blank, or not there */

/* Whether an earlier run may have carried it out.  What cannot be read any more may have changed something. */
bool line_is_doubtful(const struct line *line);

/* Keeps the id of what a result says was bought.  False without memory. */
bool line_keep_package(struct line *line, const struct json *result);

/*
 * Makes a client token for a line: of the job's name, the line's number and its sum, so that it is the same wherever
 * the line is run; or, where job is NULL, of randomness.  False where that cannot be had.
 */
bool line_make_token(const struct lines *lines, struct line *line, const char *job);

/* Appends the arguments of a line, from those that stand there, with the token that was made for it. */
void line_write_arguments(struct buf *to, const struct line *line, const struct json *arguments);

/* The line as JSON, for bwpi_json_free(); NULL where it is none, or without memory. */
struct json *line_parse(const struct line *line);

#endif
