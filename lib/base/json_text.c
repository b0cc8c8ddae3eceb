/* json_text.c - the grammar of RFC 8259 to the letter, so that nothing is taken here that a provider would refuse. */
#include "base/json_text.h"

#include <string.h>

#include "base/utf8.h"

struct cursor {
    const char *at, *end;
    const char *problem;
};

static const char *const not_json = "it is not JSON";

static char peek(const struct cursor *cursor)
{
    return cursor->at < cursor->end ? *cursor->at : '\0';
}

static bool take(struct cursor *cursor, char c)
{
    bool taken = cursor->at < cursor->end && *cursor->at == c;

    cursor->at += taken;
    return taken;
}

static bool is_blank(char c)
{
    return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r'); /* most are told by the first question */
}

static void take_blanks(struct cursor *cursor)
{
    while (is_blank(peek(cursor)))
        cursor->at++;
}

static size_t take_digits(struct cursor *cursor)
{
    const char *start = cursor->at;

    while (peek(cursor) >= '0' && peek(cursor) <= '9')
        cursor->at++;
    return (size_t)(cursor->at - start);
}

static bool take_number(struct cursor *cursor)
{
    (void)take(cursor, '-');
    if (!take(cursor, '0') && take_digits(cursor) == 0)
        return false;
    if (take(cursor, '.') && take_digits(cursor) == 0)
        return false;
    if (!take(cursor, 'e') && !take(cursor, 'E'))
        return true;
    if (!take(cursor, '+'))
        (void)take(cursor, '-');
    return take_digits(cursor) > 0;
}

static bool take_hex(struct cursor *cursor, unsigned *value)
{
    *value = 0;
    for (int i = 0; i < 4; i++, cursor->at++) {
        char c = peek(cursor);

        if (c >= '0' && c <= '9')
            *value = *value * 16 + (unsigned)(c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            *value = *value * 16 + (unsigned)((c | 0x20) - 'a' + 10);
        else
            return false;
    }
    return true;
}

/* What follows a backslash.  "\u0000" would end a C string early: "a\u0000b" must not pass for "a". */
static bool take_escape(struct cursor *cursor)
{
    unsigned first, second;

    if (!take(cursor, 'u')) {
        bool known = cursor->at < cursor->end && memchr("\"\\/bfnrt", *cursor->at, 8) != NULL;

        cursor->at += known;
        return known;
    }
    if (!take_hex(cursor, &first))
        return false;
    if (first == 0)
        cursor->problem = "it has a NUL character in it";
    if (first < 0xd800 || first > 0xdfff)
        return first != 0;
    return first <= 0xdbff && take(cursor, '\\') && take(cursor, 'u') && take_hex(cursor, &second) &&
           second >= 0xdc00 && second <= 0xdfff;
}

/* What may stand in a string as it is; most letters are told by the first question. */
static bool is_plain(unsigned char c)
{
    return c > '\\' || (c >= 0x20 && c != '"' && c != '\\');
}

static bool take_string(struct cursor *cursor)
{
    if (!take(cursor, '"'))
        return false;
    do {
        const char *at = cursor->at;

        while (at < cursor->end && is_plain((unsigned char)*at))
            at++;
        cursor->at = at;
        if (!take(cursor, '\\'))
            return take(cursor, '"');
    } while (take_escape(cursor));
    return false;
}

static bool take_value(struct cursor *cursor, int depth);

/* Reads the members of an object or array, from behind the opening bracket on. */
static bool take_members(struct cursor *cursor, char close, int depth)
{
    if (depth > JSON_DEPTH_MAX) {
        cursor->problem = "it is nested more than 64 levels deep";
        return false;
    }
    take_blanks(cursor);
    if (take(cursor, close))
        return true;
    do {
        take_blanks(cursor);
        if (close == '}') {
            if (!take_string(cursor))
                return false;
            take_blanks(cursor);
            if (!take(cursor, ':'))
                return false;
        }
        if (!take_value(cursor, depth))
            return false;
        take_blanks(cursor);
    } while (take(cursor, ','));
    return take(cursor, close);
}

static bool take_value(struct cursor *cursor, int depth)
{
    static const char *const words[] = {"true", "false", "null"};

    take_blanks(cursor);
    if (peek(cursor) == '"')
        return take_string(cursor);
    if (take(cursor, '{'))
        return take_members(cursor, '}', depth + 1);
    if (take(cursor, '['))
        return take_members(cursor, ']', depth + 1);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t size = strlen(words[i]);

        if (peek(cursor) == *words[i] && (size_t)(cursor->end - cursor->at) >= size &&
            memcmp(cursor->at, words[i], size) == 0) {
            cursor->at += size;
            return true;
        }
    }
    return take_number(cursor);
}

bool bwpi_json_valid(const char *text, size_t size, const char **problem)
{
    struct cursor cursor = {text, text + size, not_json};

    *problem = "it is not valid UTF-8";
    if (!bwpi_utf8_valid(text, size))
        return false;
    *problem = "it has a NUL character in it";
    if (memchr(text, '\0', size) != NULL)
        return false;
    if (!take_value(&cursor, 0)) {
        *problem = cursor.problem;
        return false;
    }
    take_blanks(&cursor);
    *problem = "there is more text after the JSON value";
    return cursor.at == cursor.end;
}

size_t bwpi_json_stop(const char *text, size_t size)
{
    struct cursor cursor = {text, text + size, not_json};

    if (take_value(&cursor, 0))
        take_blanks(&cursor);
    return (size_t)(cursor.at - text);
}

static const char *skip_blank(const char *text)
{
    return text + strspn(text, JSON_BLANKS);
}

/* text stands at the opening quote; returns what follows the closing one. */
static const char *skip_string(const char *text)
{
    for (text++; *text != '"' && *text != '\0'; text++) {
        if (*text == '\\' && text[1] != '\0')
            text++;
    }
    return *text == '"' ? text + 1 : text;
}

const char *bwpi_json_skip(const char *text)
{
    size_t depth = 0;

    do {
        if (*text == '"') {
            text = skip_string(text);
            continue;
        }
        depth += *text == '{' || *text == '[';
        if (*text == '}' || *text == ']')
            depth--;
        text++;
        if (depth == 0)
            text += strcspn(text, ",}]" JSON_BLANKS);
    } while (depth > 0 && *text != '\0');
    return text;
}

bool bwpi_json_span(const char *text, const char *key, const char **start, size_t *size)
{
    size_t key_size = strlen(key);

    text = skip_blank(text);
    if (*text != '{')
        return false;
    for (text = skip_blank(text + 1); *text == '"'; text = skip_blank(text + 1)) {
        const char *name = text + 1, *end = skip_string(text);
        bool        found = (size_t)(end - name) == key_size + 1 && memcmp(name, key, key_size) == 0;

        text = skip_blank(end);
        if (*text != ':')
            return false;
        text = skip_blank(text + 1);
        end = *text != '\0' ? bwpi_json_skip(text) : text;
        if (found) {
            *start = text;
            *size = (size_t)(end - text);
            return true;
        }
        text = skip_blank(end);
        if (*text != ',')
            return false;
    }
    return false;
}

void bwpi_json_compact(struct buf *to, const char *text, size_t size)
{
    const char *end = text + size;

    while (text < end) {
        const char *next = *text == '"' ? skip_string(text) : text + 1;

        if (strchr(JSON_BLANKS, *text) == NULL)
            bwpi_buf_add(to, text, (size_t)(next - text));
        text = next;
    }
}
