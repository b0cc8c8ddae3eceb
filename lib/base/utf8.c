/* utf8.c - a decoder of one character, and the questions asked of it. */
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

size_t bwpi_utf8_decode(const char *at, size_t size, uint32_t *point)
{
    const unsigned char *text = (const unsigned char *)at;
    static const struct {
        unsigned char mask, lead;
        uint32_t      least;
    } forms[] = {[1] = {0xe0, 0xc0, 0x80}, [2] = {0xf0, 0xe0, 0x800}, [3] = {0xf8, 0xf0, 0x10000}};

    if (size == 0)
        return 0;
    if (text[0] < 0x80) { /* ASCII, as nearly all is */
        *point = text[0];
        return 1;
    }
    for (size_t more = 1; more < sizeof forms / sizeof forms[0]; more++) {
        if ((text[0] & forms[more].mask) != forms[more].lead)
            continue;
        if (size <= more)
            return 0;
        *point = (uint32_t)(text[0] & ~forms[more].mask);
        for (size_t i = 1; i <= more; i++) {
            if ((text[i] & 0xc0) != 0x80)
                return 0;
            *point = *point << 6 | (text[i] & 0x3f);
        }
        if (*point < forms[more].least || *point > 0x10ffff || (*point >= 0xd800 && *point <= 0xdfff))
            return 0;
        return more + 1;
    }
    return 0;
}

size_t bwpi_utf8_encode(char *to, uint32_t point)
{
    static const unsigned char leads[] = {0x00, 0xc0, 0xe0, 0xf0};
    size_t                     more = (size_t)(point >= 0x80) + (point >= 0x800) + (point >= 0x10000);

    for (size_t i = more; i > 0; i--, point >>= 6)
        to[i] = (char)(0x80 | (point & 0x3f));
    to[0] = (char)(leads[more] | point);
    return more + 1;
}

static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point <= 0x9f);
}

bool bwpi_utf8_is_harmless(uint32_t point)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x061c, 0x061c},   /* Arabic letter mark */
        {0x200b, 0x200f},   /* zero-width space, joiners and direction marks */
        {0x2028, 0x202e},   /* line and paragraph separators, embeddings and overrides of direction */
        {0x2060, 0x206f},   /* word joiner, invisible operators, isolates of direction */
        {0xfeff, 0xfeff},   /* byte order mark */
        {0xfff9, 0xfffb},   /* interlinear annotation */
        {0xe0000, 0xe007f}, /* tags */
    };

    if (is_control(point))
        return false;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (point >= ranges[i].first && point <= ranges[i].last)
            return false;
    }
    return true;
}

/* How many bytes of text, from its beginning, are ASCII; eight at a time, for nearly all text is nothing else. */
static size_t ascii_size(const char *text, size_t size)
{
    const uint64_t high = 0x8080808080808080U;
    size_t         at = 0;

    for (uint64_t eight; size - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if ((eight & high) != 0)
            break;
    }
    while (at < size && (unsigned char)text[at] < 0x80)
        at++;
    return at;
}

bool bwpi_utf8_valid(const char *text, size_t size)
{
    uint32_t point;

    for (size_t bytes; size > 0; text += bytes, size -= bytes) {
        bytes = ascii_size(text, size);
        if (bytes == 0)
            bytes = bwpi_utf8_decode(text, size, &point);
        if (bytes == 0)
            return false;
    }
    return true;
}

size_t bwpi_utf8_length(const char *text)
{
    size_t length = 0;

    for (; *text != '\0'; text++)
        length += ((unsigned char)*text & 0xc0) != 0x80;
    return length;
}

bool bwpi_utf8_has_control(const char *text)
{
    size_t size = strlen(text);

    while (size > 0) {
        uint32_t point = 0;
        size_t   bytes = bwpi_utf8_decode(text, size, &point);

        if (bytes == 0 || is_control(point))
            return true;
        text += bytes;
        size -= bytes;
    }
    return false;
}

/* How many bytes of text, from its beginning, are letters and the like of ASCII. */
static size_t printable_size(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size && text[at] >= ' ' && text[at] <= '~')
        at++;
    return at;
}

void bwpi_utf8_copy(char *to, size_t room, const char *from, size_t size)
{
    while (size > 0 && *from != '\0') {
        uint32_t point = 0;
        size_t   bytes = printable_size(from, size < room ? size : room - 1);
        bool     shown = bytes > 0;

        if (!shown) {
            bytes = bwpi_utf8_decode(from, size, &point);
            shown = bytes > 0 && !is_control(point);
            bytes = bytes > 0 ? bytes : 1;
        }
        if ((shown ? bytes : 1) >= room)
            break;
        if (shown)
            memcpy(to, from, bytes);
        else
            *to = '?';
        to += shown ? bytes : 1;
        room -= shown ? bytes : 1;
        from += bytes;
        size -= bytes;
    }
    *to = '\0';
}

void bwpi_utf8_format(char *to, size_t room, const char *format, va_list arguments)
{
    char text[2048];

    if (vsnprintf(text, sizeof text, format, arguments) < 0)
        text[0] = '\0';
    bwpi_utf8_copy(to, room, text, strlen(text));
}
