/* json_text.h - questions about JSON that need no tree of its values: whether it is JSON, and where a member stands. */
#ifndef BWP_JSON_TEXT_H
#define BWP_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define JSON_BLANKS " \t\r\n"

enum { JSON_DEPTH_MAX = 64 }; /* brackets within brackets: what reads them has to fit on the stack of a small thread */

/*
 * Whether a whole text is one JSON value as RFC 8259 has it, in UTF-8, without a NUL in a string, for C would end
 * there, and nested JSON_DEPTH_MAX levels deep at most.  If not, *problem is a clause that says why.
 */
bool bwpi_json_valid(const char *text, size_t size, const char **problem);

/* How many bytes of a text were read until it was found not to be JSON: size for one that is. */
size_t bwpi_json_stop(const char *text, size_t size);

/* All of these trust that the text is valid. */

/* What follows the value that the text begins with, which is an object, an array or a string. */
const char *bwpi_json_skip(const char *text);

/* The text of one member of an object's text, as it stands there; a key written with escapes is not found. */
bool bwpi_json_span(const char *text, const char *key, const char **start, size_t *size);

/* The same without blanks between its parts, and so on one line. */
void bwpi_json_compact(struct buf *to, const char *text, size_t size);

#endif
