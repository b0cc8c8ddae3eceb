/*
 * encode.c - percent-encoding and its inverse, for the judge.  It does not use lib/base/uri.c on purpose: what lib
 * encodes wrongly has to be refused here, as it would be by the clouds.
 */
#include "tools.h"

#include <string.h>

static bool is_unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

void text_encode(struct text *text, const char *string, const char *keep)
{
    static const char digits[] = "0123456789ABCDEF";

    for (; *string != '\0'; string++) {
        if (is_unreserved(*string) || strchr(keep, *string) != NULL) {
            text_add(text, string, 1);
        } else {
            unsigned char byte = (unsigned char)*string;

            text_add(text, (const char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3);
        }
    }
}

static int hex_value(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char       *found = c != '\0' ? strchr(digits, c) : NULL;

    return found != NULL ? (int)((found - digits) % 16) : -1;
}

char *text_decode(struct memory *memory, const char *bytes, size_t size, bool plus_is_space)
{
    char  *decoded = memory_get(memory, size + 1);
    size_t length = 0;

    for (size_t i = 0; i < size; i++) {
        bool escaped = bytes[i] == '%' && size - i > 2;
        int  high = escaped ? hex_value(bytes[i + 1]) : -1;
        int  low = escaped ? hex_value(bytes[i + 2]) : -1;

        if (high >= 0 && low >= 0) {
            decoded[length++] = (char)(unsigned char)(high * 16 + low);
            i += 2;
        } else {
            decoded[length++] = bytes[i] == '+' && plus_is_space ? ' ' : bytes[i];
        }
    }
    decoded[length] = '\0';
    return decoded;
}
