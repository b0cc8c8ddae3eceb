/* reply.h - what one answer says, and the helpers with which the rooms read answers. */
#ifndef BWP_REPLY_H
#define BWP_REPLY_H

#include <bwp/bwp.h>

#include "base/json.h"
#include "model/package.h"
#include "net/message.h"

/* UNCLEAR is zero: what nobody recognised is neither a yes nor a no. */
enum verdict { REPLY_UNCLEAR = 0, REPLY_ACCEPTED, REPLY_REFUSED };

/* Which of our texts a provider that refuses a signature sends back as it computed it. */
enum echo { ECHO_NONE = 0, ECHO_CANONICAL_REQUEST, ECHO_STRING_TO_SIGN };

enum { TEXT_SIZE = 512 };

struct reply {
    enum verdict       verdict;
    bwp_status         status; /* of a refusal, or what an unclear answer looks like */
    char               code[ID_SIZE], request_id[ID_SIZE], order_id[ID_SIZE];
    char               message[TEXT_SIZE];
    int64_t            server_time;    /* of a refused clock, seconds since 1970; 0 if the message does not say */
    int64_t            retry_after_ms; /* the provider's own hint; 0 without one */
    enum echo          echo;
    const char        *echo_text;    /* borrowed from json; goes up to the end of its text */
    char               echo_newline; /* what stands there for a line feed */
    const char        *advice;       /* a constant of ours, to stand before the message; NULL for most */
    struct json       *json;         /* the answer, parsed; NULL if it cannot be; bwpi_reply_free() frees it */
    size_t             package_count;
    struct bwp_package package;
};

struct error_rule {
    const char  *code; /* exact, or a prefix before '*', or a part between two '*'; matched in order */
    bwp_status   status;
    enum verdict verdict; /* REPLY_REFUSED whatever the HTTP status, or REPLY_UNCLEAR; see BY_STATUS */
};
#define BY_STATUS REPLY_ACCEPTED /* in a rule only: 4xx is a refusal, anything else is unclear */

void bwpi_reply_free(struct reply *reply); /* and zeroes it, for another answer */

/* Parses the body into reply->json, and sets the status that fits an answer which nobody understands. */
void bwpi_reply_parse(struct reply *reply, const struct http_response *response);

/* Judges an error in the provider's own form by its code, then by the HTTP status. */
void bwpi_reply_judge(struct reply *reply, int http_status, const struct error_rule *rules, size_t count);

/*
 * A request that is too long for whoever answered, 414 or 431, was not read by anyone: it is refused, in whatever form
 * the answer comes.
 */
void bwpi_reply_judge_length(struct reply *reply, int http_status);

/* Sets reply->advice if the reply has this code.  advice is borrowed: hand in a constant. */
void bwpi_reply_advise(struct reply *reply, const char *code, const char *advice);
#define TOKEN_IS_TAKEN                                                                                                 \
    "another request with this client_token came first; look at what it bought before using a new token"

/* Copies a text, trimmed, into room bytes; what a terminal would obey becomes '?'.  NULL counts as "". */
void bwpi_reply_text(char *to, size_t room, const char *text);

/* Takes the answer for a yes if id can be an id of a package, and copies it; says whether.  NULL cannot. */
bool bwpi_reply_package(struct reply *reply, const char *id);

/* Keeps a copy, on one line, of what was said of the package. */
void bwpi_reply_package_json(struct reply *reply, const char *text, size_t size);

/* Notes what follows a mark in text, borrowed from reply->json, as a signed text that the provider computed. */
void bwpi_reply_echo(struct reply *reply, const char *text, const char *mark, enum echo echo, char newline);

/* Borrowed from json; "" for what is no string. */
const char *bwpi_json_text_or_empty(const struct json *json);

#endif
