/* values.h - from the text after an option to the value that goes into the config or the request. */
#ifndef BWP_VALUES_H
#define BWP_VALUES_H

#include "options.h"

struct option {
    const char *name;
    const char *metavar; /* how help shows the value; NULL: takes none */
    bool (*set)(const struct option *option, const char *value, struct options *options, struct problem *problem);
    const char *key;    /* in JSON; NULL for what is the program's own */
    const char *second; /* the other key, of an option that sets two */
    size_t      offset; /* in struct options, for own_ setters */
    bool        repeats;
    const char *unit;    /* of a number, as its error says it */
    const char *example; /* likewise */
    const char *help;
};

/* Into struct options, at offset. */
bool own_text(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool own_number(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool own_switch(const struct option *option, const char *value, struct options *options, struct problem *problem);

/* Into options->request, at key. */
bool request_text(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_number(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_switch(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_areas(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_billing(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_period(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_tag(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_object(const struct option *option, const char *value, struct options *options, struct problem *problem);

#endif
