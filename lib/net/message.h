/* message.h - an HTTP request, what of it goes on the wire, and an answer: plain data. */
#ifndef BWP_MESSAGE_H
#define BWP_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/pairs.h"

enum {
    HTTP_REQUEST_MAX = 256 * 1024, /* of each part of a request; 20 tags and a description are 40 KB encoded */
    HTTP_HEADERS_MAX = 64 * 1024,  /* of an answer */
    HTTP_BODY_MAX = 1024 * 1024,
    /* taken before anything is sent: no answer to a purchase is as long */
    HTTP_HEADERS_READY = 4 * 1024,
    HTTP_BODY_READY = 16 * 1024,
    HTTP_RESPONSE_READY = HTTP_HEADERS_READY + HTTP_BODY_READY
};

/* What a provider's translation says; what signing adds stands in a struct of its own. */
struct http_request {
    const char  *method; /* "POST" */
    struct buf   path;   /* decoded, "/v1/csn/bp" */
    struct pairs params; /* decoded query parameters */
    struct pairs headers;
    struct buf   body;
    bool         once;                            /* it must not reach the server twice: none that idled, HTTP/1.1 */
    char         path_room[128], body_room[1024]; /* for what fits: a request stays where it was made */
};

void           bwpi_http_request_init(struct http_request *request);
void           bwpi_http_request_free(struct http_request *request);
void           bwpi_http_request_clear(struct http_request *request); /* for another request; keeps the memory */
enum buf_state bwpi_http_request_state(const struct http_request *request);

/* BWP_OK, or the fault of a request that has grown too long or found no memory. */
bwp_status bwpi_http_fault(enum buf_state state, struct fault *fault);

/* What goes on the wire, to the byte.  All of it belongs to others, who keep it until the exchange is over. */
struct http_sending {
    const char         *method, *target;
    const struct pairs *headers[2];
    const struct buf   *body;
    bool                once; /* see struct http_request */
};

/* Why there is no complete answer. */
enum http_failure {
    HTTP_ANSWERED = 0,
    HTTP_UNREACHABLE, /* no name, no connection, no TLS */
    HTTP_UNTRUSTED,   /* a certificate that does not hold */
    HTTP_CUT,         /* the connection ended before the answer did */
    HTTP_TIMED_OUT,
    HTTP_TOO_LONG,  /* an answer beyond the limits above */
    HTTP_MALFORMED, /* an answer without a status line of HTTP's */
    HTTP_NO_MEMORY,
    HTTP_CANCELLED
};

struct http_response {
    enum http_failure failure;
    bool              was_sent; /* libcurl was allowed to send it; if not, no byte of it can have left */
    int               status;   /* 0 as long as there was none */
    struct buf        headers;  /* as received, those of the final answer */
    struct buf        body;
    char              reason[256]; /* of a failure, for a person */
};

void bwpi_http_response_init_empty(struct http_response *response); /* takes no memory yet */
void bwpi_http_response_lend(struct http_response *response,
                             char                 *room);                        /* HTTP_RESPONSE_READY bytes, to an empty one */
bool bwpi_http_response_reserve(struct http_response *response); /* takes as many now; false without memory */
bool bwpi_http_response_init(struct http_response *response);    /* empty, and reserved */
void bwpi_http_response_clear(struct http_response *response);   /* for another attempt; keeps the memory */
void bwpi_http_response_free(struct http_response *response);

/* Whether a line is what every answer begins with: the version, a blank, three digits, and a blank or the end. */
bool bwpi_http_is_status_line(const char *line, size_t size);

/* The value of a header into text, trimmed and cut to room; "" if there is none. */
void bwpi_http_header(const struct http_response *response, const char *name, char *text, size_t room);

#endif
