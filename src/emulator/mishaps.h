/* mishaps.h - what goes wrong on purpose: the faults that tests ask for with POST /emulator/faults. */
#ifndef EMULATOR_MISHAPS_H
#define EMULATOR_MISHAPS_H

#include "tools.h"

enum mishap_effect {
    MISHAP_NONE,
    MISHAP_CUT,
    MISHAP_STALL,
    MISHAP_LATE,
    MISHAP_THROTTLE,
    MISHAP_STATUS,
    MISHAP_REFUSE,
    MISHAP_REDIRECT,
    MISHAP_ERROR,
    MISHAP_GARBAGE,
    MISHAP_HALF_BODY,
    MISHAP_EMPTY,
    MISHAP_NO_ID,
    MISHAP_XML
};

struct mishap {
    const char        *kind; /* as the test named it; NULL: none */
    enum mishap_effect effect;
    bool               after;      /* the purchase comes first */
    unsigned           status, ms; /* 0: not given */
    bool               xml;
    const char        *body, *code, *message, *location; /* NULL: not given */
};

struct cloud;

const char *mishaps_add(struct memory *memory, const cJSON *object); /* copied; NULL, or one sentence */
/* Whether this request to this cloud is harmed, and how; the texts of *mishap then belong to memory. */
bool mishaps_take(const struct cloud *cloud, const char *verb, struct memory *memory, struct mishap *mishap);
void mishaps_print(struct text *text);
void mishaps_clear(void);

#endif
