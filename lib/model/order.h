/* order.h - what a caller wants, copied and checked, and one step on the way to it. */
#ifndef BWP_ORDER_H
#define BWP_ORDER_H

#include <bwp/bwp.h>

#include "base/fault.h"
#include "base/json.h"
#include "model/package.h"
#include "model/verb.h"

enum { TAGS_MAX = 1000, OPTIONS_MAX = 64 * 1024 }; /* tags of a request; bytes of provider_options */

/* Which part of an order says what is asked. */
enum asked {
    ASKED_NOTHING,
    ASKED_REQUEST,
    ASKED_ID,
    ASKED_FILTER,
    ASKED_GOAL,
    ASKED_CHANGE,
    ASKED_WHOAMI,
    ASKED_COUNT
};

struct order {
    enum asked   asked;
    bwp_request  request;     /* create, find; in each of these a text that was not given is "" */
    bwp_filter   filter;      /* list */
    bwp_goal     goal;        /* wait */
    bwp_change   change;      /* its name and description stay NULL where they are to be kept */
    char         id[ID_SIZE]; /* get, wait, and every change */
    int64_t      since;       /* find */
    struct json *options;     /* provider_options of the request or the change, an object; NULL where not given */
    char        *memory;      /* holds the texts and tags of whichever struct was given */
};

/* Frees what the order holds, and leaves it empty. */
void bwpi_order_free(struct order *order);

/* Refuse what makes no sense together, whoever sells it; the first one parses provider_options as well. */
bwp_status bwpi_order_check_request(struct order *order, struct fault *fault);
bwp_status bwpi_order_check_filter(struct order *order, struct fault *fault);
bwp_status bwpi_order_check_goal(struct order *order, struct fault *fault);
bwp_status bwpi_order_check_change(struct order *order, enum verb verb, struct fault *fault);

/* Copies an id that can go into a path, and refuses one that would be another operation there.  NULL is refused. */
bwp_status bwpi_order_take_id(struct order *order, const char *id, struct fault *fault);

/* Whether a package is what the order's request asked for, as far as its provider tells. */
bool bwpi_order_asked_for(const bwp_package *package, const void *order); /* const struct order */

/* "tags":[{key:"...",value:"..."}], by whatever names a provider has for the two; nothing where there are no tags. */
void bwpi_put_tags(struct json_writer *json, const bwp_tag *tags, size_t count, const char *key, const char *value);

/*
 * RFC 7396: merges the order's provider_options over one member of a JSON body, or over the whole of it where member is
 * NULL.  On failure the body is left empty, and nothing is to be sent.
 */
bwp_status bwpi_order_merge_options(const struct order *order, const char *member, struct buf *body,
                                    struct fault *fault);

enum { TOKEN_SIZE = 65, MARKER_SIZE = 256 };

/*
 * One exchange with a provider.  The order is borrowed.  Texts are copies, because another attempt is made after the
 * answer to the last one was freed.
 */
struct step {
    enum verb           verb;
    enum effect         effect;
    const struct order *order;
    char                token[TOKEN_SIZE];   /* the client token; "" where the skill takes none */
    char                id[ID_SIZE];         /* of the package that is meant */
    char                bound_to[ID_SIZE];   /* bind, unbind: to what */
    const bwp_package  *seen;                /* the package as it was read before; NULL where it was not */
    char                marker[MARKER_SIZE]; /* of the page of a list; "" for the first */
};

/* Refuses a bind or unbind that does not know to what: only a preview, which does not look. */
bwp_status bwpi_step_check_binding(const struct step *step, struct fault *fault);

#endif
