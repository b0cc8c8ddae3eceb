/* text.c - one judge of bytes, good(), that everything printed has passed. */
#include "text.h"

#include <stdint.h>
#include <string.h>

enum { LINE_WIDTH = 100, WORD_MAX = 48 };

/* Length of the well-formed UTF-8 character at s, or 0. */
static size_t character(const unsigned char *s)
{
    static const struct {
        unsigned char first_low, first_high, second_low, second_high, length;
    } forms[] = {
        {0x01, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (s[0] < forms[i].first_low || s[0] > forms[i].first_high)
            continue;
        if (forms[i].length == 1)
            return 1;
        if (s[1] < forms[i].second_low || s[1] > forms[i].second_high)
            return 0;
        for (size_t k = 2; k < forms[i].length; k++) {
            if ((s[k] & 0xc0) != 0x80)
                return 0;
        }
        return forms[i].length;
    }
    return 0;
}

/* The control character that stands there, or 0: a terminal obeys C0, DEL and, as UTF-8, C1. */
static unsigned control(const unsigned char *s)
{
    if (s[0] < 0x20 || s[0] == 0x7f)
        return s[0];
    return s[0] == 0xc2 && s[1] >= 0x80 && s[1] <= 0x9f ? s[1] : 0;
}

/* Length of the character at s if it may be shown, or 0; *skip is how far to go on in any case. */
static size_t good(const unsigned char *s, size_t *skip)
{
    size_t length = character(s);

    *skip = length ? length : 1;
    return control(s) ? 0 : length;
}

void text_clean(char *text, bool keep_newlines)
{
    char *to = text;

    for (const char *from = text; *from;) {
        size_t skip;
        size_t length = good((const unsigned char *)from, &skip);

        if (length) {
            memmove(to, from, length);
            to += length;
        } else {
            *to++ = keep_newlines && *from == '\n' ? '\n' : '?';
        }
        from += skip;
    }
    *to = '\0';
}

bool text_is_utf8(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;

    for (size_t length; *s; s += length) {
        length = character(s);
        if (length == 0)
            return false;
    }
    return true;
}

/* Results of printing are not looked at one by one: a stream remembers, and main.c asks it at the end. */
static void put(FILE *file, const char *text, size_t size)
{
    (void)fwrite(text, 1, size, file);
}

static void print_part(FILE *file, const char *text, const char *end)
{
    while (text < end) {
        size_t skip;
        size_t length = good((const unsigned char *)text, &skip);

        put(file, length ? text : "?", length ? length : 1);
        text += skip;
    }
}

void text_print(FILE *file, const char *text)
{
    print_part(file, text, text + strlen(text));
}

void text_print_json(FILE *file, const char *json)
{
    for (const char *s = json; *s;) {
        size_t skip;
        size_t length = good((const unsigned char *)s, &skip);

        if (length)
            put(file, s, length);
        else if (control((const unsigned char *)s) >= 0x7f)
            (void)fprintf(file, "\\u%04x", control((const unsigned char *)s));
        else if ((unsigned char)*s < 0x20)
            put(file, " ", 1); /* only white space between values can be one */
        else
            (void)fputs("\\ufffd", file);
        s += skip;
    }
    put(file, "\n", 1);
}

/* Columns, near enough: one for every character. */
static size_t columns(const char *text, const char *end)
{
    size_t count = 0;

    for (; text < end; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

void text_row(FILE *file, size_t label_width, const char *label, const char *value)
{
    size_t column;

    if (!*value)
        return;
    (void)fprintf(file, "  %-*s", (int)label_width, label);
    column = label_width + 2;
    for (const char *word = value; *word;) {
        const char *end = word + strcspn(word, " ");
        size_t      width = columns(word, end);

        if (word > value && column + 1 + width > LINE_WIDTH) {
            (void)fprintf(file, "\n  %-*s", (int)label_width, "");
            column = label_width + 2;
        } else if (word > value) {
            put(file, " ", 1);
            column++;
        }
        print_part(file, word, end);
        column += width;
        word = *end ? end + 1 : end;
    }
    put(file, "\n", 1);
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

size_t text_distance(const char *from, const char *to)
{
    size_t row[WORD_MAX + 1];
    size_t width = strlen(to);

    if (width > WORD_MAX || strlen(from) > WORD_MAX)
        return SIZE_MAX;
    for (size_t k = 0; k <= width; k++)
        row[k] = k;
    for (size_t i = 0; from[i]; i++) {
        size_t diagonal = row[0];

        row[0] = i + 1;
        for (size_t k = 0; k < width; k++) {
            size_t above = row[k + 1];

            row[k + 1] = least(above + 1, row[k] + 1, diagonal + (from[i] != to[k]));
            diagonal = above;
        }
    }
    return row[width];
}
