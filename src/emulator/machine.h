/*
 * machine.h - what the services have in common that give a machine keys: tokens to be shown again, keys with an end,
 * pages of errors, and what tests arrange.
 */
#ifndef EMULATOR_MACHINE_H
#define EMULATOR_MACHINE_H

#include "cloud.h"

/* The temporary keys of cloud.h are what is given out. */
#define EMULATOR_ROLE "emulator-role"

/* One cloud's service: its addresses, the name that it gives to the header with a token, and how it says no. */
struct service {
    const char         *token_header, *seconds_header; /* what is shown, and how long a new token is to be good */
    const struct route *routes;
    size_t              route_count;
    struct refusal      no_page, no_token, no_role; /* no_page: also for a token where tests have switched them off */
};

/* The members of a table that are the same at each of them. */
#define MACHINE_CLOUD(service_)                                                                                        \
    .service = (service_), .verb_of = machine_verb, .answer = machine_answer, .write_error = machine_write_error,      \
    .throttle = machine_throttle, .internal = {500, "Internal Server Error", "Internal server error"},                 \
    .too_large = {413, "Request Entity Too Large", "Request entity too large"}

bool        machine_carries(struct exchange *exchange); /* nothing: these requests have no signature */
const char *machine_verb(struct exchange *exchange);
void        machine_answer(struct exchange *exchange);

/* A page, as such a service answers: the code is the phrase that goes with the status. */
void machine_write_error(struct exchange *exchange, unsigned status, const char *code, const char *message);
void machine_throttle(struct exchange *exchange);

/* For routes: answers a request for a token that is good for the seconds in the service's header, 1 to 21600. */
void machine_give_token(struct exchange *exchange);

/*
 * For routes: whether there is a role, and the request shows a token that is good now, or may go without one; else it
 * was refused.
 */
bool machine_tells(struct exchange *exchange);

void machine_start(struct exchange *exchange, const char *content_type); /* 200; the text is the caller's to put */
void machine_print_expiry(char out[TIME_SIZE]);                          /* of keys that are given out now */

const char *machine_arrange(struct memory *memory, const cJSON *object); /* NULL, or one sentence */
void        machine_clear(void);                                         /* as at the start; tokens are forgotten */

#endif
