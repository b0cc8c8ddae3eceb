/* ascii.c - compares byte by byte; texts are equal if they are of one length and one starts with the other. */
#include "base/ascii.h"

#include <string.h>

char bwpi_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool bwpi_ascii_starts(const char *text, const char *opening)
{
    while (*opening != '\0' && bwpi_ascii_lower(*text) == bwpi_ascii_lower(*opening)) {
        text++;
        opening++;
    }
    return *opening == '\0';
}

bool bwpi_ascii_equal(const char *a, const char *b)
{
    return strlen(a) == strlen(b) && bwpi_ascii_starts(a, b);
}
