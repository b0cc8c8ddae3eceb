/* create.h - one result of a purchase and of the wait that followed it. */
#ifndef BWP_CREATE_H
#define BWP_CREATE_H

#include "base/buf.h"
#include "base/json.h"

/*
 * Writes the result of a purchase with the package as a wait saw it last.  Where the wait did not end well, or was not
 * begun (NULL), the status and the message say so and the field is "wait": bought, and something asked besides was not
 * done.
 */
void create_merge(struct buf *to, const struct json *bought, const struct json *waited);

#endif
