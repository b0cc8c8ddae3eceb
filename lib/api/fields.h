/*
 * fields.h - every field of every public struct, once: the doors check, copy, read and write them by these tables.
 *
 * A new field of a struct in bwp.h is one row in fields.c.
 */
#ifndef BWP_FIELDS_H
#define BWP_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/json.h"
#include "model/words.h"

enum field_kind {
    FIELD_TEXT,
    FIELD_NUMBER,
    FIELD_SECONDS, /* since 1970, 64 bits */
    FIELD_FLAG,
    FIELD_BILLING, /* these three are numbers, and words in JSON */
    FIELD_UNIT,
    FIELD_UNTIL,
    FIELD_TAGS,
    FIELD_OBJECT,
    FIELD_OTHER /* not in JSON */
};

/* Which characters a text may have besides being UTF-8 without control characters. */
enum charset { ANY_TEXT, VISIBLE_ASCII, PRINTABLE_ASCII };

struct field {
    const char *name;         /* in the struct and in JSON */
    uint16_t    offset, size; /* in the struct */
    uint8_t     name_size;    /* bytes */
    uint8_t     kind;         /* enum field_kind */
    uint8_t     charset;      /* enum charset */
    bool        keeps_null;   /* NULL and "" differ: the copy of NULL is NULL */
    bool        is_key;       /* a secret, or the name of one: kept in struct keys, never with the other texts */
    uint8_t     use;          /* of bwp_config: enum config_use; 0: it means something at every provider */
};

/* A public struct whose first member is its size as the caller knows it. */
struct fields {
    const char         *name;
    size_t              size;     /* now */
    size_t              size_min; /* in the first release */
    size_t              text_max; /* bytes in one text */
    const struct field *list;
    size_t              count;
};

enum { REQUEST_TEXT_MAX = 4096 }; /* bytes */

extern const struct fields bwpi_config_fields, bwpi_request_fields, bwpi_filter_fields, bwpi_goal_fields,
    bwpi_change_fields, bwpi_batch_fields, bwpi_loop_fields;

/* What stands beside such a struct in JSON, and is an argument of its own in C. */
struct beside {
    size_t      struct_size;
    const char *id;
    int64_t     since;
    bool        preview;
};

extern const struct fields bwpi_id_fields, bwpi_since_fields, bwpi_preview_fields; /* of struct beside */

const struct words *bwpi_field_words(const struct field *field);                    /* NULL where it has none */
const struct field *bwpi_field_find(const struct fields *fields, const char *name); /* NULL if there is none */
const char         *bwpi_field_text(const struct field *field, const void *from);   /* "" where not given */

/*
 * Refuses text that is not UTF-8, has control characters or others that the field does not take, or is too long.  NULL
 * is fine.  name is the field's, or that of where the text came from.
 */
bwp_status bwpi_field_check_text(const struct fields *fields, const struct field *field, const char *name,
                                 const char *text, struct fault *fault);

/*
 * Copies a public struct whose texts are checked one by one.  In the copy a text that was not given is "", what an
 * older caller's struct lacks is zero, and keys are left out; what a newer caller's has beyond ours is refused rather
 * than dropped.  *memory holds the texts and tags of the copy, and is the caller's to free().
 */
bwp_status bwpi_fields_copy(const struct fields *fields, const void *given, void *copy, char **memory,
                            struct fault *fault);

/* The struct as its caller knows it, widened with zeros, its texts neither checked nor copied.  Fails as above. */
bwp_status bwpi_fields_widen(const struct fields *fields, const void *given, void *wide, struct fault *fault);

/* Writes every field that was given as a member of an object, in the struct's order; no key, ever. */
void bwpi_fields_put_json(struct json_writer *json, const struct fields *fields, const void *from);

#endif
