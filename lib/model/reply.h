/* reply.h - what one answer says, and the helpers with which the rooms read answers. */
#ifndef BWP_REPLY_H
#define BWP_REPLY_H

#include <bwp/bwp.h>

#include "base/json.h"
#include "model/order.h"
#include "net/message.h"

/* UNCLEAR is zero: what nobody recognised is neither a yes nor a no. */
enum verdict { REPLY_UNCLEAR = 0, REPLY_ACCEPTED, REPLY_REFUSED };

/* Which of our texts a provider that refuses a signature sends back as it computed it. */
enum echo { ECHO_NONE = 0, ECHO_CANONICAL_REQUEST, ECHO_STRING_TO_SIGN };

enum { TEXT_SIZE = 512 };

/* What a refusal means besides that it is one. */
enum meaning { MEANS_NO_MORE = 0, MEANS_ALREADY_SO, MEANS_BOUND_ALREADY, MEANS_PREPAID_STAYS };

struct reply {
    enum verdict    verdict;
    bwp_status      status; /* of a refusal, or what an unclear answer looks like */
    enum meaning    meaning;
    char            code[ID_SIZE], request_id[ID_SIZE], order_id[ID_SIZE];
    char            message[TEXT_SIZE];
    int64_t         server_time;    /* of a refused clock, seconds since 1970; 0 if the message does not say */
    int64_t         retry_after_ms; /* the provider's own hint; 0 without one */
    enum echo       echo;
    const char     *echo_text;           /* borrowed from json; goes up to the end of its text */
    char            echo_newline;        /* what stands there for a line feed */
    const char     *advice;              /* a constant of ours, to stand before the message; NULL for most */
    struct json    *json;                /* the answer, parsed; NULL if it cannot be; bwpi_reply_free() frees it */
    char            marker[MARKER_SIZE]; /* of the next page of a list; "" after the last */
    struct packages packages;
};

/* Behind each rule stands, on its line, what the code means: docs/errors.md is printed from that. */
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

/* Sets what a refusal with this code means. */
void bwpi_reply_means(struct reply *reply, const char *code, enum meaning meaning);

/* Sets reply->advice if the reply has this code.  advice is borrowed: hand in a constant. */
void bwpi_reply_advise(struct reply *reply, const char *code, const char *advice);
#define TOKEN_IS_TAKEN                                                                                                 \
    "another request with this client_token came first; look at what it bought before using a new token"

/* Copies a text, trimmed, into room bytes; what a terminal would obey becomes '?'.  NULL counts as "". */
void bwpi_reply_text(char *to, size_t room, const char *text);

/* The answer is a yes, and says this of a package, if its id can be one; else the reply stays as it is. */
bool bwpi_reply_describe(struct reply *reply, const struct description *description);

/* How a provider describes a package. */
typedef void describe_package(const struct json *json, struct description *description);

/* A no that names what was bought, where json of the same answer says it, says two things, and is neither. */
void bwpi_reply_weigh_no(struct reply *reply, const struct json *json, describe_package *describe);

/*
 * The answer is a yes that says these packages, an array, each as describe() reads it.  False, and the reply is
 * unclear, where one has no id or memory is short: a list that lacks one could prove that it was not bought.
 */
bool bwpi_reply_list(struct reply *reply, const struct json *array, describe_package *describe);

/* The answer is neither a yes nor a no after all, for this reason; what it said of packages is dropped. */
void bwpi_reply_unclear(struct reply *reply, bwp_status status);

/* The list goes on at a marker, "" or NULL if it does not.  One that cannot be kept as it is makes the reply unclear.
 */
void bwpi_reply_goes_on(struct reply *reply, const char *marker);

/*
 * The list is a page with a number, of so many places, and the whole has total; 0 where that is not told.  The marker
 * of the next page is its number.  A list that is longer than it is told, and does not say where it goes on, is none;
 * nor is one whose page is empty before its end, or full where the whole is not told.
 */
void bwpi_reply_page(struct reply *reply, uint32_t page, uint32_t size, uint32_t total);

/*
 * The one package that was asked for was to be answered: any other is no answer, and makes the reply unclear.  So does
 * one whose texts could not be kept, which would look unbound and without tags.
 */
void bwpi_reply_expect(struct reply *reply, const char *id);

/* The answer is a yes. */
void bwpi_reply_accept(struct reply *reply);

/*
 * A change is answered with a request id, in a header where the body is empty: that is a yes.  Without one, and with a
 * body that is no object, the answer could be anybody's, and the reply stays as it is.
 */
void bwpi_reply_accept_change(struct reply *reply, const struct http_response *response);

/* The answer is a no: what was asked for does not exist. */
void bwpi_reply_absent(struct reply *reply);

/* Notes what follows a mark in text, borrowed from reply->json, as a signed text that the provider computed. */
void bwpi_reply_echo(struct reply *reply, const char *text, const char *mark, enum echo echo, char newline);

/* Borrowed from json; "" for what is no string. */
const char *bwpi_json_text_or_empty(const struct json *json);

#endif
