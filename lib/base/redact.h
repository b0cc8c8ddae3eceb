/* redact.h - taking secrets out of a text. */
#ifndef BWP_REDACT_H
#define BWP_REDACT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Replaces every secret in a text by "***", in place, and returns the new size; a NUL is put behind it.  A secret is
 * found as it is, and with any of its characters escaped as in JSON, XML, a query, or a query encoded again.  Secrets
 * that are NULL or shorter than four characters are passed over: they would turn every text into stars.  *found tells
 * whether there was one.
 */
size_t bwpi_redact(char *text, size_t size, const char *const *secrets, size_t count, bool *found);

#endif
