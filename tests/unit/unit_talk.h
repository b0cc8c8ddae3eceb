/* unit_talk.h - a call whose answers are made by a test instead of coming from an engine. */
#ifndef UNIT_TALK_H
#define UNIT_TALK_H

#include "road/call.h"
#include "unit.h"

struct talk {
    bwp_client *client;
    bwp_result *result;
    struct call call;
};

/* A call for the package "i", a request and a filter that ask for little; talk_end() frees all of it. */
void talk_begin(struct talk *talk, const char *provider, const struct plan *plan);
void talk_end(struct talk *talk);

enum next talk_ask(struct talk *talk); /* the plan, before the first step */

/* The next answer says this of a package; talk_has_id() says its name besides. */
void talk_has(struct talk *talk, const struct description *description);
void talk_has_id(struct talk *talk, const char *id);

/* The end of a step, and what the plan wants then. */
enum next talk_answer(struct talk *talk, bwp_outcome outcome, bwp_status status, const char *marker);
enum next talk_refuse(struct talk *talk, bwp_status status, enum meaning meaning, const char *code); /* likewise */
void      talk_forget(struct talk *talk); /* the last answer, as a call does before the next attempt */

#endif
