/* package.h - a bandwidth package as a provider described it. */
#ifndef BWP_PACKAGE_H
#define BWP_PACKAGE_H

#include <bwp/bwp.h>

#include "base/json.h"

enum { ID_SIZE = 128 };

/* The texts point into the reply's json, which has to outlive the package; NULL where the provider said nothing. */
struct bwp_package {
    char               id[ID_SIZE];
    const char        *name, *description, *status, *area_a, *area_b, *order_id, *created_at, *updated_at, *expires_at;
    const char        *bound_to, *resource_group;
    uint32_t           bandwidth_mbps;
    bwp_billing        billing;
    const struct json *tags; /* array, whose elements hold tag_key and tag_value */
    const char        *tag_key, *tag_value;
    char              *json; /* as received; the reply frees it */
};

#endif
