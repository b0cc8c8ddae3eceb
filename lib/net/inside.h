/* inside.h - what exchange.c, handle.c, failure.c, engine.c, watch.c and pool.c know of each other and of libcurl; for
 * no other file. */
#ifndef BWP_NET_INSIDE_H
#define BWP_NET_INSIDE_H

#include <sys/types.h>

#include <curl/curl.h>

#include "net/engine.h"
#include "net/exchange.h"
#include "net/socket.h"

enum { HEADER_LINES_MAX = 32 }; /* more than any provider's request has, and our own two */

/* Exchanges in the order in which they came. */
struct exchange_list {
    struct exchange *first, *last;
};

struct exchange {
    struct exchange_list      *list; /* that it is in; NULL for none */
    struct exchange           *next, *previous;
    CURL                      *easy;
    CURLU                     *address; /* of the route that the handle is set up for */
    struct buf                 set_up;  /* for which route the handle is set up, in words; "": for none */
    struct buf                 text;    /* the header lines, each with a NUL behind it */
    struct curl_slist          lines[HEADER_LINES_MAX]; /* the same, as libcurl reads them */
    size_t                     line_count;
    struct engine             *engine;
    void                      *user; /* whose it is, see bwpi_engine_start_for() */
    const struct route        *route;
    const struct http_sending *sending;
    struct http_response      *response;
    int64_t                    deadline;     /* monotonic milliseconds */
    int                        local_port;   /* of the connection that carries it */
    size_t                     header_bytes; /* of all answers, the interim ones too */
    bool                       was_sent;     /* libcurl was allowed to send it */
    bool                       wanted_again; /* ... and asked to send it once more, which it may not */
    bool                       was_unfit;    /* the connection that was kept for it: another one is needed */
    bool                       is_malformed; /* the answer's status line */
    bool                       is_over;
    bool                       is_peculiar; /* its handle was changed for it alone */
    bool                       asks_folder; /* and not yet ca_file, whether the peer is to be trusted */
    char                       error[CURL_ERROR_SIZE];
};

struct engine {
    struct engine       *next; /* idle in the pool */
    struct engine       *next_of_all;
    const int           *thread;    /* that returned it: the address of errno differs from thread to thread */
    int64_t              returned;  /* monotonic milliseconds */
    pid_t                owner;     /* the process that made it */
    const char          *ca_file;   /* for routes without one of their own; NULL: as libcurl was built */
    const char          *ca_folder; /* asked before ca_file as long as it is not NULL: see set_trust() */
    const char          *no_folder; /* so that a caller's file counts alone; NULL: NULL does that */
    bool                 takes_http2;
    CURLM               *multi;
    void                *user; /* who starts exchanges now */
    struct exchange_list in_flight;
    struct exchange_list over;  /* and nobody was told yet */
    struct exchange     *spare; /* has only next */
    struct sockets       sockets;
};

struct engine *bwpi_engine_new(const char *ca_file, bool takes_http2); /* the caller frees it; NULL without memory */
void           bwpi_engine_free(struct engine *engine);

/* After libcurl was given a turn, which ended so: notes what is finished.  True if anything is. */
bool bwpi_engine_turned(struct engine *engine, CURLMcode code);

/* After a sleep that failed so: nobody can tell when an exchange goes on, so each is over.  A pause is slept through.
 */
void bwpi_engine_slept_badly(struct engine *engine, CURLMcode code, int wait_ms);

/* Sets an option of the handle "easy", unless one before it could not be set, which "code" says. */
#define SET(option, value) (code = code == CURLE_OK ? curl_easy_setopt(easy, option, value) : code)

/* Sets the handle up for the route and the request of its exchange. */
CURLcode bwpi_handle_set(struct exchange *exchange);

/* The same once more, for a connection that is new; or, with reads_file, for the certificates of ca_file. */
CURLcode bwpi_handle_set_again(struct exchange *exchange, bool reads_file);

/* Wipes the request, and what was set for it alone. */
void bwpi_handle_forget(struct exchange *exchange);

/* Has libcurl tell the exchange of its answer and of its sockets, and ask it before every sending. */
CURLcode bwpi_exchange_listen(struct exchange *exchange);

/*
 * True if the exchange, of which libcurl says that it is over, goes on over a new connection, for nothing was sent: the
 * one that was kept for it could not be used, or trust is to be looked for in ca_file as well.
 */
bool bwpi_exchange_dials_again(struct exchange *exchange, CURLcode code);

void bwpi_exchange_leave(struct exchange *exchange); /* the list that it is in */

/* Says in the response how the exchange ended, which is over then. */
void bwpi_exchange_finish(struct exchange *exchange, CURLcode code);
void bwpi_exchange_free(struct exchange *exchange); /* one that is neither in flight nor spare */

bool              bwpi_failure_is_distrust(CURLcode code); /* which trying again cannot mend */
enum http_failure bwpi_failure_of(const struct exchange *exchange, CURLcode code);

/* Writes into the response why there is no answer, for a person. */
void bwpi_failure_explain(const struct exchange *exchange, CURLcode code);

#endif
