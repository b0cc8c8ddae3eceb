/* uri.h - percent-encoding as all signatures want it, and the address of an endpoint. */
#ifndef BWP_URI_H
#define BWP_URI_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/pairs.h"

/* Everything but A-Z a-z 0-9 - _ . ~ becomes %XX with upper-case digits; with keep_slash, '/' stays as well. */
void bwpi_uri_encode(struct buf *to, const char *text, bool keep_slash);

/* name=value&name=value, encoded, in the order the pairs stand in; '=' also where the value is empty. */
void bwpi_uri_query(struct buf *to, const struct pairs *pairs);

/* One pair of it, behind '&' unless it is the first.  The stars that are shown for a secret are not encoded. */
void bwpi_uri_parameter(struct buf *to, const struct pairs *pairs, size_t index, enum view view);

/* Such a query encoded once more, to become part of another text: "%3A" becomes "%253A", and stars stay stars. */
void bwpi_uri_encode_query(struct buf *to, const char *query);

/* An endpoint, normalised so that the host which is signed is the host that is sent. */
struct endpoint {
    char base[320];   /* "https://host:port" */
    char host[300];   /* "host", or "host:port" where the port is not the scheme's own */
    bool is_loopback; /* 127.0.0.0/8, ::1 or localhost */
};

/* From "https://host[:port][/]", or http on loopback.  On failure says in one clause what the rule is. */
bool bwpi_endpoint_parse(struct endpoint *endpoint, const char *text, const char **rule);

#endif
