/* errand.h - what a client has to ask before a step can be made: keys of the machine it runs on, or its account. */
#ifndef BWP_ERRAND_H
#define BWP_ERRAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/order.h"
#include "net/message.h"

enum { ERRAND_TEXT_MAX = 32 * 1024, ERRAND_NAME_SIZE = 128, ERRAND_SAID_SIZE = 256, ERRAND_BODY_MAX = 64 * 1024 };

/* What a room keeps from one exchange of an errand to the next, and what the errand brings home. */
struct errand {
    unsigned    phase;                  /* the room's own; 0 before the first exchange */
    struct buf  ticket;                 /* what the service gave out to be shown again */
    char        name[ERRAND_NAME_SIZE]; /* of the role whose keys are asked for; "" before where nobody has said */
    bool        needs_ticket;           /* without one nothing more is to be asked */
    struct buf  access_key, secret_key, security_token;
    int64_t     expires; /* seconds since 1970; 0: they do not */
    char        account[ID_SIZE];
    unsigned    at, at_count;           /* which of the places the request goes to, and how many there are */
    bwp_status  status;                 /* of a refusal */
    int64_t     server_time;            /* of a refused clock; 0 if the answer does not say */
    char        said[ERRAND_SAID_SIZE]; /* room for a problem that is no constant */
    const char *problem;                /* of a failure: a clause, borrowed, "the answer holds no keys" */
};

enum errand_next {
    ERRAND_ASKS, /* request was filled in: make this exchange */
    ERRAND_DONE,
    ERRAND_FAILED
};

/*
 * Reads the answer to the exchange before, NULL before the first one, and says what comes next.  Pure, as the skills.
 * An answer that did not come whole has its failure in it, and may mean another way as well.
 */
typedef enum errand_next errand_plan(struct errand *errand, const struct http_response *last,
                                     struct http_request *request);

void bwpi_errand_init(struct errand *errand);
void bwpi_errand_free(struct errand *errand); /* wipes what it frees */

enum errand_next bwpi_errand_fail(struct errand *errand, const char *problem);
enum errand_next bwpi_errand_fail_with(struct errand *errand, int http_status); /* a refusal to give keys */

/* Takes an answer's body, trimmed, as the ticket; false if it can be none. */
bool bwpi_errand_take_ticket(struct errand *errand, const struct http_response *last);

/* Takes the name of a role, trimmed: it goes into a path, so it has letters, digits and "-_.@", as clouds have them. */
bool bwpi_role_take(char name[ERRAND_NAME_SIZE], const char *text);

struct json;

/* Takes keys out of an answer: the texts of three members and a time, of which all have to be there. */
enum errand_next bwpi_errand_take_keys(struct errand *errand, const struct json *object, const char *access_key,
                                       const char *secret_key, const char *security_token, const char *expires);

#endif
