/* package.h - bandwidth packages as providers describe them, and lists of them. */
#ifndef BWP_PACKAGE_H
#define BWP_PACKAGE_H

#include <bwp/bwp.h>

#include "base/json.h"

enum { ID_SIZE = 128 };

/* A package of its own: one block holds its texts.  NULL where the provider said nothing. */
struct bwp_package {
    char           id[ID_SIZE];
    const char    *name, *description, *status, *area_a, *area_b, *order_id, *bound_to, *resource_group;
    const char    *created_at, *updated_at, *expires_at; /* RFC 3339 in UTC */
    const char    *json;                                 /* all the provider said, on one line */
    uint32_t       bandwidth_mbps;
    bwp_billing    billing;
    bwp_state      state;
    bool           is_bound; /* also where its provider does not tell to what */
    const bwp_tag *tags;
    size_t         tag_count;
    char          *memory;
};

/* What an answer says of a package: it borrows from the answer, and holds texts as the provider writes them. */
struct description {
    const char        *id, *name, *description, *status, *area_a, *area_b, *order_id, *bound_to, *resource_group;
    const char        *created_at, *updated_at, *expires_at;
    const struct json *json; /* the object that says it */
    const struct json *tags; /* an array, whose elements hold tag_key and tag_value */
    const char        *tag_key, *tag_value;
    uint32_t           bandwidth_mbps;
    bwp_billing        billing;
    bwp_state          state;
    bool               is_bound; /* the provider says so, whether or not it tells to what */
};

/* Packages in the order they came in, each id once. */
struct packages {
    struct bwp_package  first; /* needs no memory, so that the id of what was bought is never lost */
    struct bwp_package *more;
    size_t              count, more_room;
    uint32_t           *index; /* of ids: places plus one, 0 for none; NULL for short lists */
    size_t              index_size;
};

/* Documented as numbers, and sent as text by some: both are read; 0 for anything else. */
uint32_t bwpi_package_number(const struct json *json);

/* Copies an id that can be one into own, trimmed; false for one that would be another operation in a path, or "null".
 */
bool bwpi_package_id_take(char own[ID_SIZE], const char *id);

/*
 * Adds a copy of what is described.  A package whose id is in the list already is not added again.  False where memory
 * was short; of the first package the id is there all the same.
 */
bool bwpi_packages_add(struct packages *packages, const struct description *description);

/* Moves the packages that keep says yes to behind those of to, and frees the others.  False where memory was short. */
typedef bool packages_keep(const bwp_package *package, const void *user);
bool bwpi_packages_move(struct packages *to, struct packages *from, packages_keep *keep, const void *user, size_t max);

const bwp_package *bwpi_packages_at(const struct packages *packages, size_t index); /* NULL beyond the last */
void               bwpi_packages_sort_newest_first(struct packages *packages);
void               bwpi_packages_free(struct packages *packages); /* and leaves the list empty */

bool bwpi_package_passes(const bwp_package *package, const void *filter);  /* const bwp_filter */
bool bwpi_package_has_tag(const bwp_package *package, const bwp_tag *tag); /* key and value */

#endif
