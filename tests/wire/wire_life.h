/* wire_life.h - what can be done to a package that was bought, verb by verb, for tests that try every verb alike. */
#ifndef WIRE_LIFE_H
#define WIRE_LIFE_H

#include "wire.h"

enum wire_verb {
    WIRE_GET,
    WIRE_LIST,
    WIRE_FIND,
    WIRE_WAIT,
    WIRE_UPDATE,
    WIRE_RESIZE,
    WIRE_BIND,
    WIRE_UNBIND,
    WIRE_SET_TAGS,
    WIRE_REMOVE_TAGS,
    WIRE_DELETE,
    WIRE_VERBS
};

struct wire_verb_row {
    const char *name, *fault; /* as the library says it, and as the emulator's faults and ledger do */
    bool        changes;
};
extern const struct wire_verb_row wire_verbs[WIRE_VERBS];

/* Whether the provider behind the door has the verb at all. */
bool wire_door_has(const struct wire_door *door, enum wire_verb verb);

/* A client whose pauses are short, also those between two looks of a wait. */
bwp_client *wire_quick_client(const struct wire_door *door, unsigned attempts, uint32_t timeout_ms);

/* Buys what wire_request() asks for; the id is then in wire_life_id. */
extern char wire_life_id[128];
void        wire_life_buy(bwp_client *client, const char *name);
void        wire_life_buy_prepaid(bwp_client *client, const char *name);

/*
 * Makes the package fit for the verb, and does it: a rename to "renamed", 20 Mbit/s, bound to "to-1", unbound from
 * there, the tag a=1, without it.  *result is the caller's.
 */
void        wire_life_prepare(bwp_client *client, enum wire_verb verb);
bwp_outcome wire_life_do(bwp_client *client, enum wire_verb verb, bwp_result **result);
/* Whether the package looks as the verb leaves it.  That is asked of the emulator with a client of its own. */
bool wire_life_shows(const struct wire_door *door, enum wire_verb verb);

/* The result is the caller's to free; on any other outcome, or status, the test fails. */
bwp_result *wire_expect(bwp_result *result, bwp_outcome outcome, bwp_status status);
/* The same, and freed. */
void wire_end(bwp_result *result, bwp_outcome outcome, bwp_status status);

typedef bwp_outcome wire_change_function(bwp_client *, const char *, const bwp_change *, bwp_result **);
bwp_result         *wire_change(wire_change_function *function, bwp_client *client, const bwp_change *change);
bwp_result         *wire_look(bwp_client *client); /* bwp_get() */

int  wire_changes(const char *verb);                        /* how many of that verb the ledger holds */
void wire_arrange_life(const char *path, const char *more); /* POST {"id":...,more} to the emulator itself */
void wire_control_post(const char *path, const char *body);

#endif
