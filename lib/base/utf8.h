/* utf8.h - whether text is UTF-8, and how long it is to a reader. */
#ifndef BWP_UTF8_H
#define BWP_UTF8_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/system.h"

/* How many bytes the character at text has, and its code point; 0 where no whole character of UTF-8 stands there. */
size_t bwpi_utf8_decode(const char *text, size_t size, uint32_t *point);

/* Writes a code point, which must be one, as 1 to 4 bytes without a NUL; returns how many. */
size_t bwpi_utf8_encode(char *to, uint32_t point);

/*
 * Whether a character may be shown on a terminal as it is: no control, nothing that turns the direction of writing or
 * breaks the line, and nothing without a width of its own, which could hide or reorder what stands around it.
 */
bool bwpi_utf8_is_harmless(uint32_t point);

bool   bwpi_utf8_valid(const char *text, size_t size); /* RFC 3629: no overlong forms, no surrogates */
size_t bwpi_utf8_length(const char *text);             /* characters of valid text */
bool   bwpi_utf8_has_control(const char *text);        /* U+0000-001F, U+007F-009F in valid text */
void   bwpi_utf8_copy(char *to, size_t room, const char *from,
                      size_t size); /* whole characters; what is not UTF-8 or a control is '?' */

/* As vsnprintf(), then as bwpi_utf8_copy(): cut between characters, with nothing in it that a terminal would obey. */
void bwpi_utf8_format(char *to, size_t room, const char *format, va_list arguments) BWP_PRINTF(3, 0);

#endif
