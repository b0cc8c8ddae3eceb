/* json_in.h - how the JSON door reads what it is handed: an object whose members go into public structs. */
#ifndef BWP_JSON_IN_H
#define BWP_JSON_IN_H

#include <stdint.h>

#include "api/fields.h"

enum { TARGETS_MAX = 3 }; /* structs that one object is read into */

/* What the texts and tags of a struct that was read from JSON point into; they are good until bwpi_input_free(). */
struct input {
    struct buf   text; /* without its first bracket: names, keys and words of it stay in here */
    struct json *tree; /* of the tags */
    bwp_tag     *tags;
    char        *options;
    bool         keys_do;            /* tags may be an array of keys alone */
    uint64_t     given[TARGETS_MAX]; /* of each target, one bit for each field that was given: a table has 64 at most */
};

/* A struct that members of an object are read into, by its table. */
struct target {
    const struct fields *fields; /* NULL ends a list of them */
    void                *to;
};

/*
 * Reads the members of the object in text into the structs of targets.  A member that is null is as one that is not
 * there; one that no table has, or that stands there twice, is an error that names it.  input is zero but for keys_do,
 * keeps what the structs point to, and is the caller's to free, on failure too.
 */
bwp_status bwpi_input_read(struct input *input, const char *text, const struct target *targets, struct fault *fault);

void bwpi_input_free(struct input *input);

#endif
