/*
 * machine.h - what the services have in common that give a machine keys: tokens to be shown again, keys with an end,
 * pages of errors, and what tests arrange.
 */
#ifndef EMULATOR_MACHINE_H
#define EMULATOR_MACHINE_H

#include "cloud.h"

/* The temporary keys of cloud.h are what is given out. */
#define EMULATOR_ROLE "emulator-role"

/*
 * Answers a request for a token that is good for the seconds in the header of that name, 1 to 21600.  no_mode is the
 * refusal where tests have switched tokens off.
 */
void machine_give_token(struct exchange *exchange, const char *header, const struct refusal *no_mode,
                        const struct refusal *bad_seconds);

/* Whether the request shows a token in that header that is good now, or may go without one; else it was refused. */
bool machine_lets_in(struct exchange *exchange, const char *header, const struct refusal *refusal);

bool machine_has_role(void);
void machine_print_expiry(char out[TIME_SIZE]);                           /* of keys that are given out now */
void machine_answer(struct exchange *exchange, const char *content_type); /* 200; the text is the caller's to put */

/* A page, as such a service answers: the code is the phrase that goes with the status. */
void machine_write_error(struct exchange *exchange, unsigned status, const char *code, const char *message);
void machine_throttle(struct exchange *exchange);
bool machine_carries(struct exchange *exchange); /* nothing: these requests have no signature */

const char *machine_arrange(struct memory *memory, const cJSON *object); /* NULL, or one sentence */
void        machine_clear(void);                                         /* as at the start; tokens are forgotten */

#endif
