/* order.h - what a caller wants, copied and checked, and one step on the way to it. */
#ifndef BWP_ORDER_H
#define BWP_ORDER_H

#include <bwp/bwp.h>

#include "base/fault.h"
#include "base/json.h"
#include "model/verb.h"

enum { TAGS_MAX = 1000, OPTIONS_MAX = 64 * 1024 }; /* tags of a request; bytes of provider_options */

struct order {
    bwp_request  request; /* a text that was not given is "" */
    struct json *options; /* request.provider_options, an object; NULL where not given */
    char        *memory;  /* holds the texts and tags of request */
};

/* Frees what the order holds, and leaves it empty. */
void bwpi_order_free(struct order *order);

/* Refuses what makes no sense together, whoever sells it, and parses provider_options into order->options. */
bwp_status bwpi_order_check(struct order *order, struct fault *fault);

/* Writes "tags":[{key:"...",value:"..."}] with a provider's names for the two; nothing where there are no tags. */
void bwpi_order_put_tags(struct json_writer *json, const struct order *order, const char *key, const char *value);

/*
 * RFC 7396: merges the order's provider_options over one member of a JSON body, or over the whole of it where member is
 * NULL.  On failure the body is left empty, and nothing is to be sent.
 */
bwp_status bwpi_order_merge_options(const struct order *order, const char *member, struct buf *body,
                                    struct fault *fault);

enum { TOKEN_SIZE = 65 };

/*
 * One exchange with a provider.  The order is borrowed.  Texts are copies, because another attempt is made after the
 * answer to the last one was freed.
 */
struct step {
    enum verb           verb;
    const struct order *order;
    char                token[TOKEN_SIZE]; /* the client token; "" where the skill takes none */
};

#endif
