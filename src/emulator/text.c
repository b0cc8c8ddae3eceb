/* text.c - growing text, and the two escapings that answers are written in, JSON and XML. */
#include "tools.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct text text_new(struct memory *memory)
{
    struct text text = {.memory = memory, .room = 256};

    text.data = memory_get(memory, text.room);
    text.data[0] = '\0';
    return text;
}

static void text_reserve(struct text *text, size_t more)
{
    if (more >= text->room - text->size) {
        char *data;

        while (more >= text->room - text->size) {
            if (text->room > SIZE_MAX / 4)
                give_up("a text has grown too long");
            text->room *= 2;
        }
        data = memory_get(text->memory, text->room);
        memcpy(data, text->data, text->size + 1);
        text->data = data;
    }
}

void text_add(struct text *text, const char *bytes, size_t size)
{
    if (size > 0) {
        text_reserve(text, size);
        memcpy(text->data + text->size, bytes, size);
        text->size += size;
        text->data[text->size] = '\0';
    }
}

void text_put(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

void text_print(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text_put(text, memory_vprint(text->memory, format, arguments));
    va_end(arguments);
}

void text_json(struct text *text, const char *string)
{
    size_t left = strlen(string);

    text_put(text, "\"");
    while (left > 0) {
        uint32_t      point = 0;
        unsigned char c = (unsigned char)*string;
        size_t        length = bwpi_utf8_decode(string, left, &point);

        if (length == 0) {
            text_put(text, "\xEF\xBF\xBD"); /* U+FFFD: what is echoed may be any bytes, the answer has to be JSON */
            length = 1;
        } else if (c == '"' || c == '\\') {
            text_print(text, "\\%c", c);
        } else if (c < 0x20) {
            text_print(text, "\\u%04x", c);
        } else {
            text_add(text, string, length);
        }
        string += length;
        left -= length;
    }
    text_put(text, "\"");
}

void text_member(struct text *text, const char *name, const char *string)
{
    if (text->size > 0 && text->data[text->size - 1] != '{')
        text_put(text, ",");
    text_json(text, name);
    text_put(text, ":");
    text_json(text, string);
}

void text_xml(struct text *text, const char *string)
{
    for (; *string != '\0'; string++) {
        switch (*string) {
        case '<':
            text_put(text, "&lt;");
            break;
        case '>':
            text_put(text, "&gt;");
            break;
        case '&':
            text_put(text, "&amp;");
            break;
        default:
            text_add(text, string, 1);
        }
    }
}

char *text_lower(struct memory *memory, const char *string)
{
    char *lower = memory_copy(memory, string, strlen(string));

    for (char *c = lower; *c != '\0'; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    }
    return lower;
}

char *text_trim(struct memory *memory, const char *string)
{
    size_t size;

    string += strspn(string, " \t");
    size = strlen(string);
    while (size > 0 && (string[size - 1] == ' ' || string[size - 1] == '\t'))
        size--;
    return memory_copy(memory, string, size);
}

bool text_starts(const char *string, const char *start)
{
    return strncmp(string, start, strlen(start)) == 0;
}

bool text_is_one_of(const char *string, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(string, *words) == 0)
            return true;
    }
    return false;
}

bool text_whole(const char *string, long min, long max, long *number)
{
    if (*string == '\0' || strlen(string) > 10 || strspn(string, "0123456789") != strlen(string))
        return false;
    *number = strtol(string, NULL, 10);
    return *number >= min && *number <= max;
}
