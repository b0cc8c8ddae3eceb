/* json_writer.c - a member goes into the buffer with one look for room, and a text is escaped only where it has to be.
 */
#include "base/json_writer.h"

#include <string.h>

#include "base/json.h"

/* A text, and how many bytes it takes in JSON, with its quotes. */
struct quoted {
    const char *text;
    size_t      size, quoted_size;
};

static struct quoted measure(const char *text)
{
    const char *end = text;
    size_t      escapes = 0;

    for (; *end != '\0'; end++) {
        unsigned char byte = (unsigned char)*end;

        if (byte <= '\\') /* most letters are above */
            escapes += byte < 0x20 ? 5 : byte == '"' || byte == '\\';
    }
    return (struct quoted){text, (size_t)(end - text), (size_t)(end - text) + escapes + 2};
}

static bool is_plain(const struct quoted *quoted)
{
    return quoted->quoted_size == quoted->size + 2; /* as nearly always */
}

/* Returns what follows in the room, which is large enough. */
static char *escape(char *to, const char *text)
{
    static const char digits[] = "0123456789abcdef";

    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte < 0x20) {
            memcpy(to, "\\u00", 4);
            to[4] = digits[byte >> 4];
            to[5] = digits[byte & 15];
            to += 6;
            continue;
        }
        if (byte == '"' || byte == '\\')
            *to++ = '\\';
        *to++ = *text;
    }
    return to;
}

static void quote(char *to, const struct quoted *quoted)
{
    *to++ = '"';
    if (is_plain(quoted)) {
        memcpy(to, quoted->text, quoted->size);
        to += quoted->size;
    } else {
        to = escape(to, quoted->text);
    }
    *to = '"';
}

static void add_quoted(struct buf *to, const char *text)
{
    struct quoted quoted = measure(text);
    char         *room = bwpi_buf_extend(to, quoted.quoted_size);

    if (room != NULL)
        quote(room, &quoted);
}

/* Room for a value of this size, behind the comma and the key that it stands behind; NULL where there is none. */
static char *put_key(struct json_writer *writer, struct json_key key, size_t size)
{
    char *room = bwpi_buf_extend(writer->to, writer->comma + (key.text != NULL ? key.size + 3 : 0) + size);

    if (room == NULL)
        return NULL;
    if (writer->comma)
        *room++ = ',';
    writer->comma = true;
    if (key.text != NULL) {
        *room++ = '"';
        memcpy(room, key.text, key.size);
        room += key.size;
        *room++ = '"';
        *room++ = ':';
    }
    return room;
}

/* Anybody's key: one that has to be escaped is written here, and what belongs to it follows as an element would. */
static struct json_key take_key(struct json_writer *writer, const char *key)
{
    struct quoted quoted;

    if (key == NULL)
        return (struct json_key){NULL, 0};
    quoted = measure(key);
    if (is_plain(&quoted))
        return (struct json_key){key, quoted.size};
    bwpi_json_put_own_text(writer, (struct json_key){NULL, 0}, key);
    bwpi_buf_add_char(writer->to, ':');
    writer->comma = false;
    return (struct json_key){NULL, 0};
}

void bwpi_json_put_own_text(struct json_writer *writer, struct json_key key, const char *value)
{
    struct quoted quoted = measure(value);
    char         *room = put_key(writer, key, quoted.quoted_size);

    if (room != NULL)
        quote(room, &quoted);
}

void bwpi_json_put_own_raw(struct json_writer *writer, struct json_key key, const char *json, size_t size)
{
    char *room = put_key(writer, key, size);

    if (room != NULL && size > 0)
        memcpy(room, json, size);
}

void bwpi_json_put_own_uint(struct json_writer *writer, struct json_key key, unsigned long long value)
{
    (void)put_key(writer, key, 0);
    bwpi_buf_add_uint(writer->to, value);
}

void bwpi_json_put_own_bool(struct json_writer *writer, struct json_key key, bool value)
{
    (void)put_key(writer, key, 0);
    bwpi_buf_add_text(writer->to, value ? "true" : "false");
}

void bwpi_json_open_own(struct json_writer *writer, struct json_key key, char bracket)
{
    bwpi_json_put_own_raw(writer, key, &bracket, 1);
    writer->comma = false;
}

void bwpi_json_put_text(struct json_writer *writer, const char *key, const char *value)
{
    bwpi_json_put_own_text(writer, take_key(writer, key), value);
}

void bwpi_json_put_uint(struct json_writer *writer, const char *key, unsigned long long value)
{
    bwpi_json_put_own_uint(writer, take_key(writer, key), value);
}

void bwpi_json_put_raw(struct json_writer *writer, const char *key, const char *json, size_t size)
{
    bwpi_json_put_own_raw(writer, take_key(writer, key), json, size);
}

void bwpi_json_put_bool(struct json_writer *writer, const char *key, bool value)
{
    bwpi_json_put_own_bool(writer, take_key(writer, key), value);
}

void bwpi_json_open(struct json_writer *writer, const char *key, char bracket)
{
    bwpi_json_open_own(writer, take_key(writer, key), bracket);
}

void bwpi_json_close(struct json_writer *writer, char bracket)
{
    bwpi_buf_add_char(writer->to, bracket);
    writer->comma = true;
}

void bwpi_json_print(struct buf *to, const struct json *json)
{
    bool is_object = bwpi_json_is_object(json), flag = false;

    if (bwpi_json_number(json) != NULL) {
        bwpi_buf_add_text(to, bwpi_json_number(json));
    } else if (bwpi_json_text(json) != NULL) {
        add_quoted(to, bwpi_json_text(json));
    } else if (is_object || bwpi_json_is_array(json)) {
        bwpi_buf_add_char(to, is_object ? '{' : '[');
        for (const struct json *item = bwpi_json_first(json); item != NULL; item = bwpi_json_next(item)) {
            if (item != bwpi_json_first(json))
                bwpi_buf_add_char(to, ',');
            if (is_object) {
                add_quoted(to, bwpi_json_key(item));
                bwpi_buf_add_char(to, ':');
            }
            bwpi_json_print(to, item);
        }
        bwpi_buf_add_char(to, is_object ? '}' : ']');
    } else {
        bwpi_buf_add_text(to, !bwpi_json_boolean(json, &flag) ? "null" : flag ? "true" : "false");
    }
}

void bwpi_json_put(struct json_writer *writer, const char *key, const struct json *json)
{
    (void)put_key(writer, take_key(writer, key), 0);
    bwpi_json_print(writer->to, json);
}
