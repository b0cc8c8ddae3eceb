/* text.c - growing text, the three escapings it is written in (JSON, XML, percent), and UTF-8. */
#include "emulator.h"

#include <string.h>

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

/* How many bytes the well-formed character at the start of bytes takes; 0 when there is none. */
static size_t utf8_length(const unsigned char *bytes, size_t size)
{
    static const struct {
        unsigned char first, last, second_min, second_max;
        size_t        length;
    } forms[] = {
        /* Unicode, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF */
        {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (size_t i = 0; size > 0 && i < sizeof forms / sizeof *forms; i++) {
        if (bytes[0] < forms[i].first || bytes[0] > forms[i].last)
            continue;
        if (forms[i].length > size)
            return 0;
        if (forms[i].length > 1 && (bytes[1] < forms[i].second_min || bytes[1] > forms[i].second_max))
            return 0;
        for (size_t k = 2; k < forms[i].length; k++) {
            if ((bytes[k] & 0xC0) != 0x80)
                return 0;
        }
        return forms[i].length;
    }
    return 0;
}

bool utf8_is_valid(const char *bytes, size_t size)
{
    while (size > 0) {
        size_t length = utf8_length((const unsigned char *)bytes, size);

        if (length == 0)
            return false;
        bytes += length;
        size -= length;
    }
    return true;
}

size_t utf8_count(const char *string)
{
    size_t count = 0;

    for (; *string != '\0'; string++)
        count += ((unsigned char)*string & 0xC0) != 0x80;
    return count;
}

void text_json(struct text *text, const char *string)
{
    size_t left = strlen(string);

    text_put(text, "\"");
    while (left > 0) {
        unsigned char c = (unsigned char)*string;
        size_t        length = utf8_length((const unsigned char *)string, left);

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
