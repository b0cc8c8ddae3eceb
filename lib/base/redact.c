/* redact.c - one pass over a text that may come from a hostile server, whatever stands in it. */
#include "base/redact.h"

#include <stdbool.h>
#include <string.h>

#include "base/crypto.h"

enum { SECRET_MIN = 4 };

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Whether count hexadecimal digits at text make up the character c. */
static bool is_hex(const char *text, size_t size, size_t count, char c)
{
    int value = 0;

    if (size < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (hex_value(text[i]) < 0)
            return false;
        value = value * 16 + hex_value(text[i]);
    }
    return value == (unsigned char)c;
}

/* How many bytes of text an XML entity or reference for c takes; 0 if there is none. */
static size_t entity(const char *text, size_t size, char c)
{
    static const struct {
        const char *entity;
        char        c;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    unsigned value = 0;
    size_t   i = 2;

    for (size_t j = 0; j < sizeof entities / sizeof entities[0]; j++) {
        size_t length = strlen(entities[j].entity);

        if (entities[j].c == c && size >= length && memcmp(text, entities[j].entity, length) == 0)
            return length;
    }
    if (size < 4 || text[1] != '#')
        return 0;
    if (text[2] == 'x')
        return is_hex(text + 3, size - 3, 2, c) && size > 5 && text[5] == ';' ? 6 : 0;
    for (; i < size && i < 5 && text[i] >= '0' && text[i] <= '9'; i++)
        value = value * 10 + (unsigned)(text[i] - '0');
    return i > 2 && i < size && text[i] == ';' && value == (unsigned char)c ? i + 1 : 0;
}

/* How many bytes of text stand for the character c, plain, escaped, or in a query encoded once or twice; 0 if none. */
static size_t one(const char *text, size_t size, char c, bool twice)
{
    size_t used = 0;

    if (size == 0)
        return 0;
    if (text[0] == '\\' && size > 1)
        used = text[1] == 'u' && is_hex(text + 2, size - 2, 4, c) ? 6 : text[1] == c ? 2 : 0;
    else if (text[0] == '%' && !twice)
        used = is_hex(text + 1, size - 1, 2, c) ? 3 : 0;
    else if (text[0] == '%')
        used = size > 3 && text[1] == '2' && text[2] == '5' && is_hex(text + 3, size - 3, 2, c) ? 5 : 0;
    else if (text[0] == '&')
        used = entity(text, size, c);
    return used > 0 ? used : text[0] == c;
}

enum place { FIRST = 1, SECOND = 2, ESCAPE = 4 };

/* Which places a byte may take in a secret as it stands in a text, so that most of a text is passed by at a glance. */
struct filter {
    unsigned char places[256];
};

static void filter_init(struct filter *filter, const char *const *secrets, size_t count)
{
    memset(filter, 0, sizeof *filter);
    for (size_t i = 0; i < count; i++) {
        if (secrets[i] == NULL || strlen(secrets[i]) < SECRET_MIN)
            continue;
        filter->places[(unsigned char)secrets[i][0]] |= FIRST;
        filter->places[(unsigned char)secrets[i][1]] |= SECOND;
    }
    for (const char *escape = "\\%&"; *escape != '\0'; escape++)
        filter->places[(unsigned char)*escape] = FIRST | SECOND | ESCAPE;
}

static bool may_stand(const struct filter *filter, const char *text, size_t size)
{
    unsigned places = filter->places[(unsigned char)text[0]];

    return (places & FIRST) != 0 &&
           ((places & ESCAPE) != 0 || (size > 1 && (filter->places[(unsigned char)text[1]] & SECOND) != 0));
}

/* How many bytes of text the secret takes up; 0 if it does not stand there. */
static size_t matched(const char *text, size_t size, const char *secret, size_t length)
{
    if (size >= length && memcmp(text, secret, length) == 0) /* a "%25" of its own is not an escaped '%' */
        return length;
    for (int twice = 0; twice < 2; twice++) {
        size_t used = 0, bytes = 1;

        for (const char *c = secret; bytes > 0 && *c != '\0'; c++) {
            bytes = one(text + used, size - used, *c, twice);
            used += bytes;
        }
        if (bytes > 0)
            return used;
    }
    return 0;
}

size_t bwpi_redact(char *text, size_t size, const char *const *secrets, size_t count, bool *found)
{
    struct filter filter;
    size_t        kept = 0;

    *found = false;
    filter_init(&filter, secrets, count);
    for (size_t at = 0; at < size;) {
        size_t used = 0, plain = at;

        while (at < size && !may_stand(&filter, text + at, size - at))
            at++;
        for (size_t i = 0; at < size && i < count; i++) {
            size_t length = secrets[i] != NULL ? strlen(secrets[i]) : 0;
            size_t bytes = length >= SECRET_MIN ? matched(text + at, size - at, secrets[i], length) : 0;

            if (bytes > used) /* one secret may begin with another */
                used = bytes;
        }
        at += used == 0 && at < size; /* a byte that begins none is as plain as those before it */
        if (kept < plain)
            memmove(text + kept, text + plain, at - plain);
        kept += at - plain;
        if (used > 0) {
            *found = true;
            memcpy(text + kept, "***", 3);
            kept += 3;
            at += used;
        }
    }
    bwpi_wipe(text + kept, size - kept); /* whoever wipes the text later knows its new size only */
    text[kept] = '\0';
    return kept;
}
