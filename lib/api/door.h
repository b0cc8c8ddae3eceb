/* door.h - what the public functions have in common: a result before anything else, then a call, and one way out. */
#ifndef BWP_DOOR_H
#define BWP_DOOR_H

#include "road/call.h"

/*
 * What a caller asks for, copied and checked into a new result.  Without a plan the result is complete already: the
 * arguments are at fault, or nothing had to be sent.
 */
struct wish {
    bwp_result        *result;
    const struct plan *plan;
};

/* One for every way to ask; none sends anything, or waits. */
struct wish bwpi_ask_create(bwp_client *client, const bwp_request *request);
struct wish bwpi_ask_preview(bwp_client *client, const bwp_request *request);
struct wish bwpi_ask_find(bwp_client *client, const bwp_request *request, int64_t since);
struct wish bwpi_ask_get(bwp_client *client, const char *id);
struct wish bwpi_ask_list(bwp_client *client, const bwp_filter *filter);
struct wish bwpi_ask_wait(bwp_client *client, const char *id, const bwp_goal *goal);
struct wish bwpi_ask_change(bwp_client *client, enum verb verb, const char *id, const bwp_change *change);
struct wish bwpi_ask_whoami(bwp_client *client);
struct wish bwpi_ask_json(bwp_client *client, const char *operation, const char *arguments); /* as bwp_call_json() */

/* Makes the call, if there is one to make.  The outcome; the result is stored in handed_out, or freed without it. */
bwp_outcome bwpi_door_pass(bwp_client *client, struct wish wish, bwp_result **handed_out);

/* A new result for a call on the client, or one that says why there can be none; the caller hands it out. */
bwp_result *bwpi_door_open(bwp_client *client, bool *is_open);

/*
 * Copies and checks a client token into the result, or makes one where the verb's skill takes one and none is given.
 * Refuses one where the skill takes none.
 */
bwp_status bwpi_door_give_token(bwp_result *result, enum verb verb, const char *token, struct fault *fault);

#endif
