/* unit_steps.h - the form of table in which the verbs that look at packages and change them are tested: one step of a
 * call, and the request that is made of it. */
#ifndef UNIT_STEPS_H
#define UNIT_STEPS_H

#include "unit_rows.h"

struct unit_step {
    const char               *name;
    enum verb                 verb;
    const char               *id; /* NULL: "bwp-1" */
    bwp_change                change;
    bwp_filter                filter;                    /* of a list */
    const char               *find;                      /* of a list that looks for a request: the name in it */
    const char               *bound_to, *marker, *token; /* of the step; NULL: "" */
    const struct bwp_package *seen;                      /* what was read before; NULL: nothing was */
    const char               *signature;                 /* of the config; NULL: not given */

    /* Where it can be said: method, path and query, and the body, "" where NULL; or no line and only parts of it. */
    const char *line, *body, *has[4];

    /* Where it cannot: any status but BWP_OK, the field at fault, and a part of the sentence that says why. */
    bwp_status  status;
    const char *field, *part;
};

void unit_step_rows(const struct provider *provider, const struct unit_step *rows, size_t count);

#endif
