/* json_writer.h - writing JSON into a buffer, value by value or a whole tree. */
#ifndef BWP_JSON_WRITER_H
#define BWP_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct json;

/* Commas take care of themselves. */
struct json_writer {
    struct buf *to;
    bool        comma;
};

void bwpi_json_open(struct json_writer *writer, const char *key, char bracket); /* '{' or '[' */
void bwpi_json_close(struct json_writer *writer, char bracket);

/* key may be anybody's, and is escaped where it has to be; it is NULL inside an array. */
void bwpi_json_put_text(struct json_writer *writer, const char *key, const char *value);
void bwpi_json_put_uint(struct json_writer *writer, const char *key, unsigned long long value);
void bwpi_json_put_bool(struct json_writer *writer, const char *key, bool value);
void bwpi_json_put_raw(struct json_writer *writer, const char *key, const char *json, size_t size);
void bwpi_json_put(struct json_writer *writer, const char *key, const struct json *json); /* numbers as spelled */

/* A key that is a literal: the compiler knows its size, and nothing in it has to be escaped, so that nobody looks. */
struct json_key {
    const char *text;
    size_t      size;
};

#define JSON_KEY(literal) ((struct json_key){"" literal "", sizeof(literal) - 1})

/* The same for such a key. */
void bwpi_json_open_own(struct json_writer *writer, struct json_key key, char bracket);
void bwpi_json_put_own_text(struct json_writer *writer, struct json_key key, const char *value);
void bwpi_json_put_own_uint(struct json_writer *writer, struct json_key key, unsigned long long value);
void bwpi_json_put_own_bool(struct json_writer *writer, struct json_key key, bool value);
void bwpi_json_put_own_raw(struct json_writer *writer, struct json_key key, const char *json, size_t size);

void bwpi_json_print(struct buf *to, const struct json *json); /* on one line, numbers as spelled */

#endif
