/* clock.h - the time of day for signatures, and the passing of time for deadlines. */
#ifndef BWP_CLOCK_H
#define BWP_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int64_t  bwpi_clock_unix(void);    /* seconds since 1970, UTC */
uint64_t bwpi_clock_unix_ns(void); /* nanoseconds since 1970, UTC */
int64_t  bwpi_clock_ms(void);      /* monotonic milliseconds, as libcurl counts them: not while the machine sleeps */

/* Monotonic milliseconds, while the machine sleeps as well: how old something is that others remember. */
int64_t bwpi_clock_elapsed_ms(void);

enum { CLOCK_TEXT_SIZE = 32 };

/* "2025-10-16T08:00:00Z", or "20251016T080000Z" when basic; years 1970 to 9999. */
void bwpi_clock_format(int64_t unix_time, int basic, char text[CLOCK_TEXT_SIZE]);

/* Seconds since 1970 of "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110) or "20211217T065804Z"; -1 if it is neither. */
int64_t bwpi_clock_parse(const char *text);

/*
 * A time as providers write it, "2024-11-19T12:46:01Z", without seconds, with a blank for the T, with a fraction or
 * with an offset from UTC, as RFC 3339 in UTC with seconds.  A time without an offset is UTC.  False for any other
 * text, and for the year 2999 and later, which stands for never.
 */
bool bwpi_clock_normalise(const char *text, char normal[CLOCK_TEXT_SIZE]);

/* Seconds since 1970 of a time in the form above; -1 for any other text. */
int64_t bwpi_clock_parse_normal(const char *normal);

#endif
