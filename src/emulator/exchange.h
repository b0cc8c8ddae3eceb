/* exchange.h - one request and its answer, from the first header to the last byte. */
#ifndef EMULATOR_EXCHANGE_H
#define EMULATOR_EXCHANGE_H

#include "mishaps.h"
#include "tools.h"

struct cloud;

enum { HEADERS_MAX = 256 };

struct exchange {
    struct memory       memory; /* of every text below */
    const struct cloud *cloud;  /* NULL: a request to the emulator itself */
    const char         *verb;   /* what is asked of the cloud, one of verbs in cloud.h, or "" */
    /* the request, as received */
    const char    *method, *uri, *path, *query; /* path and query are raw; no query is "" */
    struct entries headers;
    struct text    body;
    bool           body_is_too_large;
    struct mishap  mishap;
    /* the answer */
    bool           done, answer_in_xml; /* done: carried out, now or by an earlier request with the same token */
    unsigned       status;
    const char    *content_type;
    struct text    answer;
    struct entries answer_headers;
    const char    *refused_code, *refused_message; /* NULL: not refused */
};

char *header_get(struct exchange *exchange, const char *name); /* trimmed, repeated ones joined by a comma; or NULL */
/* NULL, or one sentence: a signed header that is not lower case, stands twice or was not received. */
const char *header_list_complaint(struct exchange *exchange, const struct entries *names, bool sorted);

/* Begins the answer anew.  The content type is not copied. */
void answer_start(struct exchange *exchange, unsigned status, const char *content_type);

#endif
