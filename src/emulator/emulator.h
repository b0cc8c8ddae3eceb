/* emulator.h - what the emulator's parts share: the exchange (one request and its answer), and the tools that fill it.
 */
#ifndef EMULATOR_H
#define EMULATOR_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* timegm, POLLRDHUP */
#endif

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EMULATOR_ACCESS_KEY       "emulator-access-key"
#define EMULATOR_SECRET_KEY       "emulator-secret-key"
#define EMULATOR_TEMPORARY_KEY    "emulator-temporary-key"
#define EMULATOR_TEMPORARY_SECRET "emulator-temporary-secret"
#define EMULATOR_SECURITY_TOKEN   "emulator-security-token"
#define EMULATOR_AUTH_TOKEN       "emulator-auth-token"
#define EMULATOR_ACCOUNT          "emulator-account"

enum {
    HEADER_MAX = 256,
    BODY_MAX = 1024 * 1024,
    CONTROL_BODY_MAX = 64 * 1024,
    LEDGER_MAX = 1000000,
    NONCE_MAX = 1000000,
    FAULT_MAX = 10000,
    CLOCK_WINDOW = 15 * 60, /* seconds; the same at all three clouds */
    ID_SIZE = 64,
    TIME_SIZE = 32,
    SHA256_TEXT_SIZE = 65,
};

#if defined(__GNUC__)
#define LIKE_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define LIKE_PRINTF(text, first)
#endif

/* memory.c: memory that lives as long as its owner and is freed in one go.  Running out of it ends the program: a
 * ledger line is written before its answer, so nothing that was bought is forgotten. */
struct memory {
    struct memory_block *first;
};
void          *memory_get(struct memory *memory, size_t size); /* never NULL */
char          *memory_copy(struct memory *memory, const char *bytes, size_t size);
char          *memory_print(struct memory *memory, const char *format, ...) LIKE_PRINTF(2, 3);
char          *memory_vprint(struct memory *memory, const char *format, va_list arguments) LIKE_PRINTF(2, 0);
void           memory_free(struct memory *memory);
_Noreturn void give_up(const char *sentence);

/* text.c: text that grows inside a struct memory; data is always NUL-terminated. */
struct text {
    struct memory *memory;
    char          *data;
    size_t         size, room;
};
struct text text_new(struct memory *memory);
void        text_add(struct text *text, const char *bytes, size_t size);
void        text_put(struct text *text, const char *string);
void        text_print(struct text *text, const char *format, ...) LIKE_PRINTF(2, 3);
void        text_json(struct text *text, const char *string);               /* quoted and escaped */
void  text_member(struct text *text, const char *name, const char *string); /* "name":"string", comma first if needed */
void  text_xml(struct text *text, const char *string);
void  text_encode(struct text *text, const char *string, const char *keep); /* %XX for all but unreserved and keep */
char *text_decode(struct memory *memory, const char *bytes, size_t size, bool plus_is_space);
char *text_lower(struct memory *memory, const char *string);
char *text_trim(struct memory *memory, const char *string);
bool  text_starts(const char *string, const char *start);
bool  text_is_one_of(const char *string, const char *const *words);
bool  utf8_is_valid(const char *bytes, size_t size);
size_t utf8_count(const char *string); /* characters, not bytes */

/* A list of names and values: a query, a form body, headers. */
struct pair {
    const char *name, *value;
};
struct pairs {
    struct pair *items;
    size_t       count, room;
};
void pairs_add(struct memory *memory, struct pairs *pairs, const char *name, const char *value);
void pairs_parse(struct memory *memory, struct pairs *pairs, const char *raw, size_t size); /* a=b&c, percent-decoded */
void pairs_sort(struct pairs *pairs);                                    /* by name, then by value, bytewise */
const char  *pairs_get(const struct pairs *pairs, const char *name);     /* the first, or NULL */
const char  *pairs_repeated(struct pairs *sorted);                       /* a name that stands twice, or NULL */
void         pairs_encode(const struct pairs *pairs, struct text *text); /* a=b&c= */
struct pairs list_split(struct memory *memory, const char *list, char separator); /* names only */

/* crypto.c: hashes, signatures, randomness, and the keys the emulator knows. */
struct key {
    const char *access_key, *secret, *token; /* token: NULL unless the key is temporary */
};
const struct key *key_find(const char *access_key);
void              sha256_text(const char *bytes, size_t size, char hash[SHA256_TEXT_SIZE]);
void              hmac_sha256_text(const char *key, const char *message, char signature[SHA256_TEXT_SIZE]);
char             *hmac_sha1_base64(struct memory *memory, const char *key, const char *message);
bool              same_secret(const char *a, const char *b); /* takes as long whatever differs */
void              random_text(char *out, size_t length, const char *alphabet);
void              random_uuid(char uuid[37]);

/* clock.c: the emulator's idea of now, which tests may shift. */
#define TIME_EXTENDED "YYYY-MM-DDTHH:MM:SSZ"
#define TIME_BASIC    "YYYYMMDDTHHMMSSZ"
int64_t clock_now(void);
int64_t clock_offset(void);
void    clock_shift(int64_t offset_seconds);
bool    time_parse(const char *text, const char *pattern, int64_t *when);
void    time_print(int64_t when, const char *pattern, char out[TIME_SIZE]);
void    time_print_http(int64_t when, char out[TIME_SIZE]);

/* table.c: a hash table from text to anything. */
struct table {
    struct table_entry **buckets;
    size_t               bucket_count, count;
};
void *table_get(const struct table *table, const char *key);
void  table_put(struct table *table, const char *key, void *value); /* the key must be new; it is copied */
void *table_remove(struct table *table, const char *key);
void  table_clear(struct table *table, void (*free_value)(void *));

/* json.c: JSON read strictly, and members checked against a table. */
enum field_kind { FIELD_TEXT, FIELD_WHOLE, FIELD_WHOLE_OR_DIGITS, FIELD_FLAG, FIELD_OBJECT, FIELD_ARRAY };
struct field {
    const char        *name;
    enum field_kind    kind;
    bool               required;
    long               min, max; /* characters of a text, value of a number, items of an array */
    const char *const *words;    /* NULL: any text */
};
cJSON *json_read(const char *bytes, size_t size, const char **complaint); /* NULL with a complaint; bytes end in NUL */
char  *json_line(struct memory *memory, const char *text);                /* the same without blanks and line feeds */
const cJSON *json_member(const cJSON *object, const char *name);          /* NULL when absent or null */
const char  *json_text(const cJSON *object, const char *name, const char *otherwise);
long         json_whole(const cJSON *object, const char *name, long otherwise); /* numbers and digits in quotes */
bool         json_flag(const cJSON *object, const char *name);
const char  *json_complaint(struct memory *memory, const cJSON *object, const char *path, const struct field *fields,
                            size_t count); /* NULL, or one sentence that names the field */

/* faults.c: what goes wrong on purpose. */
enum fault_effect {
    FAULT_NONE,
    FAULT_CUT,
    FAULT_STALL,
    FAULT_THROTTLE,
    FAULT_STATUS,
    FAULT_REFUSE,
    FAULT_REDIRECT,
    FAULT_ERROR,
    FAULT_GARBAGE,
    FAULT_HALF_BODY,
    FAULT_EMPTY,
    FAULT_NO_ID,
    FAULT_XML
};
struct fault {
    enum fault_effect effect;
    bool              after;      /* the purchase comes first */
    unsigned          status, ms; /* 0: not given */
    bool              xml;
    const char       *body, *code, *message, *location; /* NULL: not given */
};

/* One request and its answer. */
struct exchange {
    struct memory          memory;
    const struct provider *provider;
    /* the request, as received */
    const char  *method, *uri, *path, *query; /* path and query are raw; no query is "" */
    struct pairs headers;
    struct text  body;
    bool         body_is_too_large;
    struct fault fault;
    /* the answer */
    bool         done, answer_in_xml; /* done: carried out, now or by an earlier request with the same token */
    unsigned     status;
    const char  *content_type;
    struct text  answer;
    struct pairs answer_headers;
};
char *header_get(struct exchange *exchange, const char *name); /* trimmed, repeated ones joined by a comma; or NULL */
void  answer_start(struct exchange *exchange, unsigned status, const char *content_type);

/* http.c: between libmicrohttpd and the exchange. */
struct server;
struct server *server_start(int listener, bool tls, const char *certificate, const char *key, int stop_fd);
void           server_stop(struct server *server);

/* provider.c: what the clouds have in common. */
enum provider_id { PROVIDER_HUAWEI, PROVIDER_ALIBABA, PROVIDER_BAIDU, PROVIDER_IAM, PROVIDER_COUNT };
struct refusal {
    unsigned    status;
    const char *code, *message; /* the message is what comes before the details */
};
struct provider {
    enum provider_id id;
    const char      *name;
    unsigned         created_status;
    void (*answer)(struct exchange *);
    void (*write_error)(struct exchange *, unsigned status, const char *code, const char *message);
    void (*throttle)(struct exchange *);
    struct refusal internal, too_large;
};
struct route {
    const char *method, *pattern; /* {} stands for any one segment */
    void (*answer)(struct exchange *);
};
extern const struct provider huawei_provider, huawei_iam_provider, alibaba_provider, baidu_provider;
const struct provider       *provider_by_path(const char *path);
const struct provider       *provider_by_name(const char *name);
const struct provider       *provider_by_id(enum provider_id id);
const struct route          *route_find(const struct route *routes, size_t count, const char *method, const char *path);
bool refuse(struct exchange *exchange, const struct refusal *refusal, const char *format, ...) LIKE_PRINTF(3, 4);

/* huawei_sign.c, alibaba_sign.c, baidu_sign.c: false when the request was refused, and answered so. */
bool huawei_verify(struct exchange *exchange, const struct refusal *unauthenticated);
struct alibaba_request { /* either scheme, brought to one form */
    const char  *action, *version;
    struct pairs parameters; /* query and form body, decoded and sorted */
};
bool alibaba_read(struct exchange *exchange, struct alibaba_request *request);
bool alibaba_verify(struct exchange *exchange, const struct alibaba_request *request);
bool alibaba_is_common(const char *parameter); /* belongs to the signature, not to the operation */
bool baidu_verify(struct exchange *exchange);

/* NULL, or one sentence: a signed header that is not lower case, stands twice or was not received. */
const char *header_list_complaint(struct exchange *exchange, const struct pairs *names, bool sorted);

/* ledger.c: what was bought, under which names and tokens, and which nonces have been seen. */
struct purchase {
    enum provider_id provider;
    char             id[ID_SIZE], order_id[ID_SIZE]; /* a replay brings the first ones back */
    const char      *name, *token, *token_digest;    /* token: "" when none; digest: of all that must be the same */
    int64_t          token_lifetime;                 /* seconds; 0: for ever */
    bool             name_is_unique, paid;
    const char      *request; /* JSON */
};
enum verdict { BOUGHT, REPLAYED, TOKEN_MISMATCH, NAME_IN_USE, LEDGER_FAILED };
bool         ledger_open(const char *path); /* NULL: kept in memory only */
void         ledger_close(void);
enum verdict ledger_buy(struct purchase *purchase);
void         ledger_count_request(enum provider_id provider);
bool         nonce_is_new(const char *access_key, const char *nonce);
void         ledger_print(struct text *text);
void         ledger_clear(void);

/* faults.c */
const char *faults_add(struct memory *memory, const cJSON *object); /* NULL, or one sentence */
bool        faults_take(const struct provider *provider, struct memory *memory, struct fault *fault);
void        faults_print(struct text *text);
void        faults_clear(void);

/* control.c: /emulator/... */
void control_answer(struct exchange *exchange);

#endif
