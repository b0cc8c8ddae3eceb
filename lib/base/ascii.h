/* ascii.h - comparing without case in the same way in every locale; in a Turkish one strcasecmp() tells I from i. */
#ifndef BWP_ASCII_H
#define BWP_ASCII_H

#include <stdbool.h>

/* A to Z become a to z; every other byte stays as it is, those of UTF-8 included. */
char bwpi_ascii_lower(char c);

bool bwpi_ascii_equal(const char *a, const char *b);           /* but for the case of A to Z */
bool bwpi_ascii_starts(const char *text, const char *opening); /* with the opening, but for the case of A to Z */

#endif
