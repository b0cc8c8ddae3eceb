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

void text_print_json(FILE *file, const char *json)
{
    const char *end = json + strlen(json);

    while (json < end) {
        uint32_t point;
        bool     harmless;
        size_t   size = look(json, end, &point, &harmless);

        if (harmless)
            put(file, json, size);
        else if (point >= 0x20)
            print_escape(file, point);
        else if ((unsigned char)*json < 0x20)
            put(file, " ", 1); /* within texts JSON has them escaped: this one is white space between values */
        else
            print_escape(file, 0xfffd);
        json += size;
    }
    put(file, "\n", 1);
}

/* Columns, near enough: one for every character. */
static size_t count_columns(const char *text, const char *end)
{
    size_t count = 0;

    for (; text < end; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
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
