/* json_text.h - JSON as text: whether it is JSON, and its parts, without building a tree. */
#ifndef BWP_JSON_TEXT_H
#define BWP_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Whether a whole text is one JSON value as RFC 8259 has it, in UTF-8, and such that C can hold it: no NUL in a string,
 * numbers of 63 characters and 1000 levels of nesting at most.  If not, *problem is a clause that says why.
 */
bool bwpi_json_valid(const char *text, size_t size, const char **problem);

/* Both of these trust that the text is valid. */

/* The text of one member of an object's text, as it stands there; a key written with escapes is not found. */
bool bwpi_json_span(const char *text, const char *key, const char **start, size_t *size);

/* The same without blanks between its parts, and so on one line. */
void bwpi_json_compact(struct buf *to, const char *text, size_t size);

#endif
