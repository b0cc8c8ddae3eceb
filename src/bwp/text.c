/* text.c - every character is looked at by look() before it is printed; lines are broken to fit 80 columns. */
#include "text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

enum { LINE_WIDTH = 80, LINE_BYTES = 2048 };

/* How many bytes the character at text has, 1 where it is not UTF-8, and whether it may be shown. */
static size_t look(const char *text, const char *end, uint32_t *point, bool *harmless)
{
    size_t size;

    *point = 0;
    size = bwpi_utf8_decode(text, (size_t)(end - text), point);
    *harmless = size > 0 && bwpi_utf8_is_harmless(*point);
    return size > 0 ? size : 1;
}

/* Results of printing are not looked at one by one: a stream remembers, and output.c asks it at the end. */
static void put(FILE *file, const char *text, size_t size)
{
    (void)fwrite(text, 1, size, file);
}

static void print_part(FILE *file, const char *text, const char *end, bool keep_newlines)
{
    while (text < end) {
        uint32_t point;
        bool     harmless;
        size_t   size = look(text, end, &point, &harmless);

        if (harmless || (keep_newlines && *text == '\n'))
            put(file, text, size);
        else
            put(file, "?", 1);
        text += size;
    }
}

void text_print(FILE *file, const char *text)
{
    print_part(file, text, text + strlen(text), false);
}

void text_print_lines(FILE *file, const char *text)
{
    print_part(file, text, text + strlen(text), true);
}

void text_print_line(FILE *file, const char *format, ...)
{
    char    line[LINE_BYTES];
    va_list arguments;

    va_start(arguments, format);
    bwpi_utf8_format(line, sizeof line, format, arguments);
    va_end(arguments);
    text_print(file, line);
    put(file, "\n", 1);
}

static void print_escape(FILE *file, uint32_t point)
{
    if (point < 0x10000)
        (void)fprintf(file, "\\u%04x", (unsigned)point);
    else
        (void)fprintf(file, "\\u%04x\\u%04x", 0xd800 + (unsigned)((point - 0x10000) >> 10),
                      0xdc00 + (unsigned)((point - 0x10000) & 0x3ff));
}

void text_print_value(FILE *file, const char *json)
{
    const char *end = json + strlen(json), *from = json; /* what is harmless is printed from here on, at once */

    while (json < end) {
        uint32_t point;
        bool     harmless;
        size_t   size = look(json, end, &point, &harmless);

        if (!harmless) {
            put(file, from, (size_t)(json - from));
            if (point >= 0x20)
                print_escape(file, point);
            else if ((unsigned char)*json < 0x20)
                put(file, " ", 1); /* within texts JSON has them escaped: this one is white space between values */
            else
                print_escape(file, 0xfffd);
            from = json + size;
        }
        json += size;
    }
    put(file, from, (size_t)(end - from));
}

void text_print_json(FILE *file, const char *json)
{
    text_print_value(file, json);
    put(file, "\n", 1);
}

/* Characters that take two cells of a terminal, and those that sit on the one before: East Asian wide, marks. */
static size_t width_of(uint32_t point)
{
    static const struct {
        uint32_t first, last;
        size_t   width;
    } ranges[] = {
        {0x0300, 0x036f, 0}, {0x1100, 0x115f, 2},   {0x20d0, 0x20ff, 0},   {0x231a, 0x231b, 2},   {0x23e9, 0x23f3, 2},
        {0x2e80, 0x303e, 2}, {0x3041, 0x33ff, 2},   {0x3400, 0x4dbf, 2},   {0x4e00, 0xa4cf, 2},   {0xa960, 0xa97f, 2},
        {0xac00, 0xd7a3, 2}, {0xf900, 0xfaff, 2},   {0xfe00, 0xfe0f, 0},   {0xfe30, 0xfe6f, 2},   {0xff01, 0xff60, 2},
        {0xffe0, 0xffe6, 2}, {0x1f300, 0x1f64f, 2}, {0x1f680, 0x1f6ff, 2}, {0x1f900, 0x1faff, 2}, {0x20000, 0x3fffd, 2},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (point >= ranges[i].first && point <= ranges[i].last)
            return ranges[i].width;
    }
    return 1;
}

static size_t count_columns(const char *text, const char *end)
{
    size_t count = 0;

    while (text < end) {
        uint32_t point;
        bool     harmless;
        size_t   size = look(text, end, &point, &harmless);

        count += harmless ? width_of(point) : 1;
        text += size;
    }
    return count;
}

size_t text_width(const char *text)
{
    return count_columns(text, text + strlen(text));
}

size_t text_print_fitted(FILE *file, const char *text, size_t width)
{
    const char *end = text + strlen(text), *cut = text;
    size_t      used = 0;

    if (count_columns(text, end) <= width) {
        print_part(file, text, end, false);
        return count_columns(text, end);
    }
    for (;;) {
        uint32_t point;
        bool     harmless;
        size_t   size = look(cut, end, &point, &harmless), more = harmless ? width_of(point) : 1;

        if (used + more + 1 > width)
            break;
        used += more;
        cut += size;
    }
    print_part(file, text, cut, false);
    if (width == 0)
        return 0;
    put(file, "\xe2\x80\xa6", 3);
    return used + 1;
}

void text_print_row(FILE *file, size_t label_width, const char *label, const char *value)
{
    size_t column = label_width + 2;

    if (*value == '\0')
        return;
    (void)fprintf(file, "  %-*s", (int)label_width, label);
    for (const char *word = value; *word != '\0';) {
        const char *end = word + strcspn(word, " ");
        size_t      width = count_columns(word, end);

        if (word > value && column + 1 + width > LINE_WIDTH) {
            (void)fprintf(file, "\n  %-*s", (int)label_width, "");
            column = label_width + 2;
        } else if (word > value) {
            put(file, " ", 1);
            column++;
        }
        print_part(file, word, end, false);
        column += width;
        word = *end != '\0' ? end + 1 : end;
    }
    put(file, "\n", 1);
}
