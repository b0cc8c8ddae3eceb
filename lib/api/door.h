/* door.h - what the public functions have in common: a result before anything else, and one way out. */
#ifndef BWP_DOOR_H
#define BWP_DOOR_H

#include "road/call.h"

/* A new result for a call on the client, or one that says why there can be none; the caller hands it out. */
bwp_result *bwpi_door_open(bwp_client *client, bool *is_open);

/*
 * Copies and checks a client token into the result, or makes one where the verb's skill takes one and none is given.
 * Refuses one where the skill takes none.
 */
bwp_status bwpi_door_give_token(bwp_result *result, enum verb verb, const char *token, struct fault *fault);

/* The outcome; the result is stored in handed_out, or freed where nobody asks for it. */
bwp_outcome bwpi_door_close(bwp_result *result, bwp_result **handed_out);

#endif
