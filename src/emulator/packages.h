/*
 * packages.h - the packages there are, and what tests make of them.  All of it is used between packages_lock() and
 * packages_unlock(): one operation at a time, so that looking, judging and changing are one step.
 */
#ifndef EMULATOR_PACKAGES_H
#define EMULATOR_PACKAGES_H

#include "cloud.h"

enum { PACKAGE_OWN_MAX = 8, PACKAGE_TAGS_MAX = 20 };

struct tag {
    char *key, *value;
};

/* Texts are owned, never NULL, and set with package_set(). */
struct package {
    struct package     *next, *previous;
    const struct cloud *cloud;
    unsigned long long  number; /* counts all that were ever sold, in order */
    char                id[ID_SIZE], order_id[ID_SIZE];
    char               *name, *description, *bound_to; /* bound_to: "" when to nothing */
    char               *status;                        /* what a test has said; "": what the cloud makes of the rest */
    char               *own[PACKAGE_OWN_MAX];          /* what one cloud alone has; its folder numbers them */
    struct tag          tags[PACKAGE_TAGS_MAX];
    size_t              tag_count;
    bool                prepaid, paid;
    long                mbps, used_mbps; /* used: given to pairs of regions */
    long                ordered_mbps;    /* of a resize whose order waits to be paid; 0: none */
    char                resize_order_id[ID_SIZE];
    int64_t             created, updated, expires; /* expires: 0 for never */
    unsigned            looks_left;                /* that will not see it yet */
    int64_t             hidden_until_ms;           /* on the clock that nobody shifts */
};

void packages_lock(void);
void packages_unlock(void);

/* New, empty but for its id and times, last in the list.  The list owns it. */
struct package *package_add(const struct cloud *cloud, const char *id);
void            package_remove(struct package *package);
void            package_set(char **text, const char *value);                              /* copied */
bool            package_tag(struct package *package, const char *key, const char *value); /* false: too many */
void            package_untag(struct package *package, const char *key);
const char     *package_tag_value(const struct package *package, const char *key); /* or NULL */

struct package *packages_first(const struct cloud *cloud);
struct package *package_next(const struct package *package); /* at the same cloud, or NULL */
struct package *package_find(const char *id);                /* whatever its state; or NULL */
bool            package_name_is_taken(const struct cloud *cloud, const char *name);
void            package_rename(struct package *package, const char *name); /* keeps track of names; not package_set() */

/* Whether the cloud shows it: paid for, and the lag after its sale is over.  A look counts, being there does not. */
bool package_is_there(const struct package *package);
bool package_look(struct package *package);
bool package_has_expired(const struct package *package);

/* What tests ask for, each NULL or one sentence. */
const char *packages_pay(struct memory *memory, const cJSON *object);
const char *packages_lag(struct memory *memory, const cJSON *object);
const char *packages_limit(struct memory *memory, const cJSON *object);
const char *packages_state(struct memory *memory, const cJSON *object);
void        packages_clear(void);

#endif
