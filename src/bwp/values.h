/* values.h - from the text behind an option to the value that goes into the config or the request. */
#ifndef BWP_VALUES_H
#define BWP_VALUES_H

#include "options.h"

/* What a shell can offer for a value. */
enum offer { OFFER_NOTHING = 0, OFFER_FILES, OFFER_PROVIDERS, OFFER_COMMANDS, OFFER_WORDS };

struct option {
    const char *name;
    const char *letter;   /* its short form, or NULL */
    unsigned    commands; /* bits of command.h */
    const char *metavar;  /* how help shows the value; NULL: it is a switch, and "--no-" before its name turns it off */
    /* value is NULL for a switch that is turned off, and "" for one that is turned on. */
    bool (*set)(const struct option *option, const char *value, struct options *options, struct problem *problem);
    const char *key;    /* in JSON; NULL for what is the program's own */
    const char *second; /* the other key, of an option that sets two */
    size_t      offset; /* in struct options, for own_ setters */
    bool        repeats;
    bool        is_word; /* it stands beside the options, and its name is what the usage calls it */
    bool        spends;  /* never suggested to someone who mistyped */
    const char *unit;    /* of a number, as its error says it */
    const char *example; /* likewise */
    uint32_t    most;    /* of a number; 0: as many as it can hold */
    const char *only;    /* a path for known_has(): help names the providers that take the option */
    const char *noted;   /* another: help names the providers behind note */
    const char *note;
    const char *help;
    enum offer  offer;
    const char *words; /* of OFFER_WORDS, with blanks between */
    const char *empty; /* how a request to fill in shows its value; NULL: as text, and its second key as well */
};

/* The rows of the table, headings included, in its order; NULL beyond the last. */
const struct option *options_row(size_t index);

/* Whether a row sets a field of the config: only these may come from elsewhere. */
bool option_reaches(const struct option *option);

/* Into struct options, at offset. */
bool own_text(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool own_proxy(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool own_number(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool own_duration(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool own_word(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool own_switch(const struct option *option, const char *value, struct options *options, struct problem *problem);

/* Into options->given, at key. */
bool request_text(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_any_text(const struct option *option, const char *value, struct options *options,
                      struct problem *problem); /* "" too */
bool request_number(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_switch(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_areas(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_period(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_since(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_object(const struct option *option, const char *value, struct options *options, struct problem *problem);

/* Into options->tags: a key with its value, or a key alone. */
bool request_tag(const struct option *option, const char *value, struct options *options, struct problem *problem);
bool request_key(const struct option *option, const char *value, struct options *options, struct problem *problem);

#endif
