/* request.h - the id, the request file and the options made one request. */
#ifndef BWP_REQUEST_H
#define BWP_REQUEST_H

#include "options.h"

/*
 * Reads options->request_file, if there is one, and puts what the options said over it: fills in options->arguments,
 * options->request and what the file says of the config.  What the file does not give as text stays as it is spelled
 * there.  False with the problem told.
 */
bool request_complete(struct options *options, struct problem *problem);

/* Whether a key of a request file belongs to the config rather than to the request. */
bool request_is_config(const char *key);

/* Whether a key of the config holds a secret, which no file of ours takes. */
bool request_is_secret(const char *key);

#endif
