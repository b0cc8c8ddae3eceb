/* provider.h - what a provider is to the rest of the library, and what passes between the two. */
#ifndef BWP_PROVIDER_H
#define BWP_PROVIDER_H

#include <stdbool.h>
#include <stdint.h>

#include <bwp/bwp.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/uri.h"
#include "net/message.h"

/* Why something cannot be done: one sentence that names the field, the rule and what would do. */
struct fault {
    bwp_status status;
    char       field[64]; /* of bwp_request or bwp_config; "" where none is at fault */
    char       message[BWP_ERROR_SIZE];
};

#if defined(__GNUC__)
#define BWP_PRINTF(text, arguments) __attribute__((format(printf, text, arguments)))
#else
#define BWP_PRINTF(text, arguments)
#endif

/* Fills in the fault and returns its status. */
bwp_status bwpi_fault(struct fault *fault, bwp_status status, const char *field, const char *format, ...)
    BWP_PRINTF(4, 5);
bwp_status bwpi_fault_memory(struct fault *fault);

/* BWP_OK, or the fault of a request that has grown too long or found no memory. */
bwp_status bwpi_fault_of(enum buf_state state, struct fault *fault);

/* A client's configuration, copied, with everything that is made once. */
struct config {
    const struct provider *provider;
    char    *access_key, *secret_key, *security_token, *auth_token; /* NULL where not given, as all that follow */
    char    *account, *project, *site, *signature;
    char    *endpoint, *iam_endpoint, *ca_file, *proxy, *user_agent;
    uint32_t connect_timeout_ms, timeout_ms, max_attempts;
    void (*log)(void *user, const char *line);
    void            *log_user;
    struct endpoint  address;
    struct crypto   *crypto;
    struct hmac_key *key; /* of secret_key, as the provider's signature wants it; NULL with auth_token */
};

/* The neutral model, copied and checked; "" where a text is not given. */
struct request {
    const char    *name, *description;
    uint32_t       bandwidth_mbps;
    const char    *area_a, *area_b;
    bwp_billing    billing;
    uint32_t       period;
    bwp_unit       period_unit;
    bool           auto_pay, auto_renew;
    const char    *bind_to, *resource_group;
    const bwp_tag *tags;
    size_t         tag_count;
    const char    *client_token;
    struct json   *options; /* provider_options, an object; NULL if not given */
    char          *memory;  /* all of the texts and the tags */
};

enum operation_kind { OPERATION_CREATE };

struct operation {
    enum operation_kind   kind;
    const struct request *request; /* its client_token is never "" where the provider honours one */
};

/* What one attempt brings in from outside, so that translating and signing stay pure. */
struct stamp {
    int64_t     unix_time;
    const char *nonce; /* 32 hexadecimal digits, never used before */
};

/* UNCLEAR is zero: what nobody recognised is neither a yes nor a no. */
enum verdict { REPLY_UNCLEAR = 0, REPLY_ACCEPTED, REPLY_REFUSED };

enum { ID_SIZE = 128, TEXT_SIZE = 512 };

/* A package's texts live in the reply's json. */
struct bwp_package {
    char               id[ID_SIZE];
    const char        *name, *description, *status, *area_a, *area_b, *order_id, *created_at, *updated_at, *expires_at;
    const char        *bound_to, *resource_group;
    uint32_t           bandwidth_mbps;
    bwp_billing        billing;
    const struct json *tags; /* array, whose elements hold tag_key and tag_value */
    const char        *tag_key, *tag_value;
    char              *json; /* as received */
};

/* Which of our texts a provider that refuses a signature sends back as it computed it. */
enum echo { ECHO_NONE = 0, ECHO_CANONICAL_REQUEST, ECHO_STRING_TO_SIGN };

struct reply {
    enum verdict       verdict;
    bwp_status         status; /* of a refusal, or what an unclear answer looks like */
    char               code[ID_SIZE], request_id[ID_SIZE], order_id[ID_SIZE];
    char               message[TEXT_SIZE];
    int64_t            server_time;    /* of a refused clock, seconds since 1970; 0 if the message does not say */
    int64_t            retry_after_ms; /* the provider's own hint; 0 without one */
    enum echo          echo;
    const char        *echo_text;    /* in json, up to its end */
    char               echo_newline; /* what stands there for a line feed */
    const char        *advice;       /* ours, to stand before the message; NULL for most */
    struct json       *json;         /* the answer, parsed; NULL if it cannot be */
    size_t             package_count;
    struct bwp_package package;
};

/* A neutral area in the provider's own word. */
struct area {
    const char *neutral, *own;
};

/* What the provider sells, for validation and for bwp_providers_json().  0 is "no limit known" unless said otherwise.
 */
struct terms {
    const char        *page; /* where these rules stand */
    const struct area *areas;
    size_t             area_count;
    uint32_t           bandwidth_max;
    unsigned           billings;                  /* bits 1 << bwp_billing */
    uint64_t           months, years;             /* bits 1 << number, of the periods sold */
    unsigned           client_token_max;          /* 0: there is no client token */
    unsigned           name_max, description_max; /* characters */
    unsigned           tags_max, tag_key_max, tag_value_max;
    bool               name_required, takes_description, takes_auto_renew, takes_bind_to, takes_resource_group;
    bool               pays_at_once; /* a prepaid package cannot wait for its payment */
};

/* Where the provider's own tools look: names of environment variables, first one set wins; NULL ends a list. */
struct environment {
    const char *access_key[4], *secret_key[4], *security_token[4], *account[4], *project[4];
};

/* Which optional fields of bwp_config mean something here. */
enum config_use {
    USES_AUTH_TOKEN = 1,
    USES_ACCOUNT = 2,
    USES_PROJECT = 4,
    USES_SITE = 8,
    USES_IAM_ENDPOINT = 16,
    USES_SIGNATURE = 32
};

/* Pure functions: no socket, no clock, no randomness. */
struct provider {
    const char        *name;          /* "huawei" */
    const char        *endpoint;      /* where it is when the config does not say */
    bool               honours_token; /* the same client token never buys twice */
    unsigned           uses;          /* enum config_use */
    struct environment environment;
    struct terms       terms;

    /* Checks what only this provider asks of a config, and keys config->key.  The fields are copied already. */
    bwp_status (*configure)(struct config *config, struct fault *fault);
    /* From the neutral model to a request that lacks only its signature.  The request was checked against terms. */
    bwp_status (*translate)(const struct config *config, const struct operation *operation,
                            struct http_request *request, struct fault *fault);
    /* Signs, or signs again: what an earlier attempt left is replaced. */
    bwp_status (*sign)(const struct config *config, const struct stamp *stamp, struct http_request *request,
                       struct fault *fault);
    /* What a complete answer says.  reply is zeroed before. */
    void (*read)(const struct operation *operation, const struct http_response *response, struct reply *reply);
};

extern const struct provider bwpi_huawei, bwpi_alibaba, bwpi_baidu;

const struct provider *bwpi_provider_find(const char *name); /* NULL if there is none of that name */
const struct provider *bwpi_provider_at(size_t index);       /* NULL beyond the last */

/* Refuses what the provider's terms have no room for, naming the rule, its page and the way around it. */
bwp_status bwpi_terms_check(const struct provider *provider, const struct request *request, struct fault *fault);

/* Between our words and the provider's; own areas come back in any case, and unknown ones as they are. */
const char *bwpi_area_own(const struct terms *terms, const char *neutral);
const char *bwpi_area_neutral(const struct terms *terms, const char *own);

/*
 * The period in the unit the provider sells it in: twelve months are a year, a year twelve months, wherever only one of
 * the two is sold.  False if it sells neither.
 */
bool bwpi_terms_period(const struct terms *terms, uint32_t *period, bwp_unit *unit);

/* "tags":[{key:"...",value:"..."}], by whatever names a provider has for the two; nothing where there are no tags. */
void bwpi_tags_put(struct json_writer *json, const struct request *request, const char *key, const char *value);

/*
 * RFC 7396: merges the request's provider_options over one member of a JSON body, or the whole of it where member is
 * NULL.
 */
bwp_status bwpi_options_merge(const struct request *request, const char *member, struct buf *body, struct fault *fault);

/* Helpers of the rooms' read functions. */
struct error_rule {
    const char  *code; /* exact, or a prefix before '*', or a part between two '*'; matched in order */
    bwp_status   status;
    enum verdict verdict; /* REPLY_REFUSED whatever the HTTP status, or REPLY_UNCLEAR; see BY_STATUS */
};
#define BY_STATUS REPLY_ACCEPTED /* 4xx is a refusal, anything else unclear */

/* Parses the body, and takes the status to be that of an answer nobody understands. */
void bwpi_reply_parse(struct reply *reply, const struct http_response *response);

/* Judges an error in the provider's own form by its code, then by the HTTP status. */
void bwpi_reply_judge(struct reply *reply, int http_status, const struct error_rule *rules, size_t count);
void bwpi_reply_advise(struct reply *reply, const char *code, const char *advice); /* for whoever gets this code */
#define TOKEN_IS_TAKEN                                                                                                 \
    "another request with this client_token came first; look at what it bought before using a new token"
void bwpi_reply_text(char *to, size_t room, const char *text); /* NULL allowed; trimmed, controls shown as '?' */
bool bwpi_reply_package(struct reply *reply, const char *id);  /* accepted, if id can be an id; NULL allowed */
void bwpi_reply_package_json(struct reply *reply, const char *text, size_t size); /* what was said of it, on one line */
const char *bwpi_json_text_or_empty(const struct json *json);

/* Notes what follows a mark in an error's text as the provider's own view of a signed text. */
void bwpi_reply_echo(struct reply *reply, const char *text, const char *mark, enum echo echo, char newline);

#endif
