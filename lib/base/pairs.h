/* pairs.h - names with values, in order: query parameters before they are encoded, and headers. */
#ifndef BWP_PAIRS_H
#define BWP_PAIRS_H

#include <stdint.h>

#include "base/buf.h"

enum { PAIRS_MAX = 256, PAIRS_ROOM = 1024 };

/* How a value is meant to be read: as it is sent, or with stars in the place of a secret. */
enum view { AS_SENT, AS_SHOWN, VIEWS };

#define STARS "***" /* what is shown for a secret */

struct pair {
    uint32_t name, value, shown; /* offsets into the text, which moves as it grows */
};

/* To be freed by its owner.  As with a buf, text.state tells at the end whether all of it fitted.  Texts are copied. */
struct pairs {
    struct buf  text;
    size_t      count;
    struct pair at[PAIRS_MAX];
    char        room[PAIRS_ROOM]; /* for the text, as long as it fits: pairs stay where they were made */
};

typedef int pairs_order(const char *name, const char *value, const char *other_name, const char *other_value);

void bwpi_pairs_init(struct pairs *pairs, size_t max);
void bwpi_pairs_free(struct pairs *pairs);
void bwpi_pairs_clear(struct pairs *pairs);
void bwpi_pairs_add(struct pairs *pairs, const char *name, const char *value);
void bwpi_pairs_add_shown(struct pairs *pairs, const char *name, const char *value, const char *shown);
void bwpi_pairs_add_secret(struct pairs *pairs, const char *name, const char *value); /* shown as stars */
void bwpi_pairs_add_uint(struct pairs *pairs, const char *name, unsigned long long value);
void bwpi_pairs_add_all(struct pairs *pairs, const struct pairs *others);
void bwpi_pairs_add_lower(struct pairs *pairs, const struct pairs *others); /* names in lower case, values trimmed */
void bwpi_pairs_remove(struct pairs *pairs, const char *name); /* every pair of that name; exact spelling */

/* What these return is good until the pairs change. */
const char *bwpi_pairs_get(const struct pairs *pairs, const char *name); /* first of that name, any case; or NULL */
const char *bwpi_pairs_name(const struct pairs *pairs, size_t index);
const char *bwpi_pairs_value(const struct pairs *pairs, size_t index);
const char *bwpi_pairs_view(const struct pairs *pairs, size_t index, enum view view); /* the value in a view */
bool        bwpi_pairs_is_secret(const struct pairs *pairs, size_t index); /* whether it is shown otherwise than sent */

void bwpi_pairs_put_names(struct buf *to, const struct pairs *pairs); /* "a;b;c" */
void bwpi_pairs_put_lines(struct buf *to, const struct pairs *pairs, const char *between,
                          enum view view);                     /* "a:1\nb:2\n" where between is ":" */
void bwpi_pairs_sort(struct pairs *pairs, pairs_order *order); /* stable */

int bwpi_pairs_by_name(const char *name, const char *value, const char *other_name, const char *other_value);
int bwpi_pairs_by_name_and_value(const char *name, const char *value, const char *other_name, const char *other_value);

#endif
