/* json.h - reading and merging JSON.  Only json.c behind it knows cJSON. */
#ifndef BWP_JSON_H
#define BWP_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json_writer.h"

struct json; /* a value, and all that is in it; one thread at a time */

/*
 * A new value from a whole text that is JSON to bwpi_json_valid(); the caller frees it.  NULL on failure, with the
 * reason as a clause in *problem ("it is not JSON"), which is NULL where memory was short.
 */
struct json *bwpi_json_parse(const char *text, size_t size, const char **problem);
struct json *bwpi_json_object(void); /* a new empty one, for the caller to free; NULL without memory */
bool         bwpi_json_set_text(struct json *object, const char *key, const char *value); /* both are copied */
void         bwpi_json_free(struct json *json); /* and all that is in it; the text it was read from is wiped */

/* All of these take NULL and answer as for an absent value.  What they return stays the value's own. */
const struct json *bwpi_json_member(const struct json *object,
                                    const char        *key); /* exact case; NULL if it stands twice */
const struct json *bwpi_json_first(const struct json *container);
const struct json *bwpi_json_next(const struct json *json);
const char        *bwpi_json_key(const struct json *member);                          /* "" outside an object */
const char        *bwpi_json_text(const struct json *json);                           /* NULL unless a string */
const char        *bwpi_json_member_text(const struct json *object, const char *key); /* both at once */
const char        *bwpi_json_number(const struct json *json);     /* as it is spelled; NULL unless a number */
bool bwpi_json_integer(const struct json *json, int64_t *number); /* a whole number below 2^63, either sign, exactly */
bool bwpi_json_integer_of(const char *spelling, int64_t *number); /* the same of a number's text */
bool bwpi_json_boolean(const struct json *json, bool *value);
bool bwpi_json_is_object(const struct json *json);
bool bwpi_json_is_array(const struct json *json);
bool bwpi_json_is_null(const struct json *json);
bool bwpi_json_has_twice(const struct json *json, const char **key); /* some object in it holds a key twice */

/* A member of an object that is read where it stands, without a tree. */
struct json_member {
    const char *key;
    const char *text;        /* what a string means, how a number is spelled; NULL for any other value */
    const char *start, *end; /* where an object or array stands, as it is written */
    char        kind;        /* what the value begins with: a quote, a bracket, 't', 'f', 'n', a digit or '-' */
};

/*
 * Reads the member at *at, which moves behind it; false where the object ends.  For the first member *at is what
 * follows the object's opening bracket, in a text that is JSON to bwpi_json_valid().  Keys, strings and numbers are
 * unescaped and ended where they stand, so that the text is not JSON any more, and has to outlive them.
 */
bool bwpi_json_take_member(char **at, struct json_member *member);

/*
 * RFC 7396: objects merge, null removes, all else replaces.  Both must be objects; the patch stays as it is, and has to
 * outlive the target, which borrows keys from it.  False without memory, with the target half merged.
 */
bool bwpi_json_merge(struct json *target, const struct json *patch);

#endif
