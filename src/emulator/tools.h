/* tools.h - what every part of the emulator works with: memory, text, names with values, hashes, time, tables, JSON. */
#ifndef EMULATOR_TOOLS_H
#define EMULATOR_TOOLS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* timegm, POLLRDHUP */
#endif

#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BODY_MAX = 1024 * 1024,
    CONTROL_BODY_MAX = 64 * 1024,
    CLOCK_WINDOW = 15 * 60, /* seconds that a signature's date may be off; the same at all clouds */
    ID_SIZE = 64,
    SHA256_TEXT_SIZE = 65,
};

#if defined(__GNUC__)
#define LIKE_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define LIKE_PRINTF(text, first)
#endif

/*
 * fatal.c: where the emulator cannot go on, it says so and ends.  A line of the ledger is written before its answer is
 * sent, so nothing that was bought is forgotten, and no other function has to think of missing memory.
 */
_Noreturn void give_up(const char *sentence);
void           call_before_giving_up(void (*function)(void)); /* one function, for what must not be left behind */
void          *must(void *allocated);                         /* what malloc() and its kin returned; never NULL */
void           lock(pthread_mutex_t *mutex);
void           unlock(pthread_mutex_t *mutex);

/*
 * memory.c: memory that lives as long as its owner, usually one request, and is freed in one go by memory_free().  What
 * these functions return belongs to the struct memory; nobody frees it by itself.
 */
struct memory {
    struct memory_block *first;
};
void *memory_get(struct memory *memory, size_t size);                     /* never NULL */
char *memory_copy(struct memory *memory, const char *bytes, size_t size); /* with a NUL behind them */
char *memory_print(struct memory *memory, const char *format, ...) LIKE_PRINTF(2, 3);
char *memory_vprint(struct memory *memory, const char *format, va_list arguments) LIKE_PRINTF(2, 0);
void  memory_free(struct memory *memory);

/*
 * text.c: text that grows inside a struct memory, which owns it; data always ends in a NUL.  lib's struct buf has a
 * ceiling and an owner who frees it and asks whether all fitted; here both questions have one answer for all texts.
 */
struct text {
    struct memory *memory;
    char          *data;
    size_t         size, room;
};
struct text text_new(struct memory *memory);
void        text_add(struct text *text, const char *bytes, size_t size);
void        text_put(struct text *text, const char *string);
void        text_print(struct text *text, const char *format, ...) LIKE_PRINTF(2, 3);
void        text_json(struct text *text, const char *string);                     /* quoted and escaped */
void        text_member(struct text *text, const char *name, const char *string); /* "name":"string", after a comma */
void        text_xml(struct text *text, const char *string);
char       *text_lower(struct memory *memory, const char *string);
char       *text_trim(struct memory *memory, const char *string);
bool        text_starts(const char *string, const char *start);
bool        text_whole(const char *string, long min, long max, long *number); /* digits alone, at most ten */
bool        text_is_one_of(const char *string, const char *const *words);

/* encode.c: percent-encoding as the judge needs it, apart from lib's on purpose. */
void  text_encode(struct text *text, const char *string, const char *keep); /* %XX for all but unreserved and keep */
char *text_decode(struct memory *memory, const char *bytes, size_t size, bool plus_is_space);

/*
 * entries.c: a list of names and values, as a query, a form body or headers hold them; the texts belong to a struct
 * memory.  lib's struct pairs ignores case and holds 256: a judge has to tell Action from action, and to read whatever
 * a stranger's client sends.
 */
struct entry {
    const char *name, *value;
};
struct entries {
    struct entry *items;
    size_t        count, room;
};
void entries_add(struct memory *memory, struct entries *entries, const char *name, const char *value); /* not copied */
void entries_parse(struct memory *memory, struct entries *entries, const char *raw, size_t size); /* a=b&c, decoded */
void entries_sort(struct entries *entries);                                   /* by name, then by value, bytewise */
const char    *entries_get(const struct entries *entries, const char *name);  /* the first, or NULL */
const char    *entries_text(const struct entries *entries, const char *name); /* the first, or "" */
const char    *entries_json(struct memory *memory, const struct entries *entries); /* {"a":"b"}, for the ledger */
const char    *entries_repeated(const struct entries *sorted);                   /* a name that stands twice, or NULL */
void           entries_encode(const struct entries *entries, struct text *text); /* a=b&c= */
struct entries list_split(struct memory *memory, const char *list, char separator); /* names only */

/* crypto.c: the judge's own hashes and signatures, apart from lib's on purpose, and names that nobody can guess. */
void sha256_text(const char *bytes, size_t size, char hash[SHA256_TEXT_SIZE]);
void hmac_sha256_text(const char *key, const char *message, char signature[SHA256_TEXT_SIZE]);
/* Each digest is the key of the next message; the signature is that of the last one.  NULL ends the messages. */
void  hmac_sha256_chain(const char *key, const char *const *messages, char signature[SHA256_TEXT_SIZE]);
char *hmac_sha1_base64(struct memory *memory, const char *key, const char *message);
bool  same_secret(const char *a, const char *b); /* takes as long whatever differs */
void  random_text(char *out, size_t length, const char *alphabet);
void  random_uuid(char uuid[37]);

/* clock.c: the emulator's idea of now, which tests may shift.  Times are read by the judge's own rules. */
enum { TIME_SIZE = 32 };
#define TIME_EXTENDED "YYYY-MM-DDTHH:MM:SSZ"
#define TIME_BASIC    "YYYYMMDDTHHMMSSZ"
int64_t clock_now(void);
int64_t clock_offset(void);
void    clock_shift(int64_t offset_seconds);
bool    time_parse(const char *text, const char *pattern, int64_t *when);
void    time_print(int64_t when, const char *pattern, char out[TIME_SIZE]);
void    time_print_minutes(int64_t when, char out[TIME_SIZE]); /* YYYY-MM-DDTHH:MMZ */
int64_t time_add_months(int64_t when, long months);            /* the same day and time, or the month's last day */
void    time_print_http(int64_t when, char out[TIME_SIZE]);

/* table.c: a hash table from text to anything. */
struct table {
    struct table_entry **buckets;
    size_t               bucket_count, count;
};
void *table_get(const struct table *table, const char *key);
void  table_put(struct table *table, const char *key, void *value); /* the key must be new; it is copied */
void *table_remove(struct table *table, const char *key);           /* the value, which is the caller's; or NULL */
void  table_clear(struct table *table, void (*free_value)(void *)); /* free_value: NULL where nobody owns the values */

/* json.c: JSON read strictly, and members checked against a table of rules. */
enum rule_kind { RULE_TEXT, RULE_WHOLE, RULE_WHOLE_OR_DIGITS, RULE_FLAG, RULE_OBJECT, RULE_ARRAY };
struct rule {
    const char        *name;
    enum rule_kind     kind;
    bool               required;
    long               min, max; /* characters of a text, value of a number, items of an array */
    const char *const *words;    /* NULL: any text */
};
/* Bytes end in a NUL.  The caller frees the result with cJSON_Delete(); NULL with a complaint, which is a sentence. */
cJSON       *json_read(const char *bytes, size_t size, const char **complaint);
char        *json_line(struct memory *memory, const char *text, size_t size); /* without blanks and line feeds */
const cJSON *json_member(const cJSON *object, const char *name);              /* NULL when absent or null */
const char  *json_text(const cJSON *object, const char *name, const char *otherwise);
long         json_whole(const cJSON *object, const char *name, long otherwise); /* numbers and digits in quotes */
bool         json_flag(const cJSON *object, const char *name);
const char  *json_complaint(struct memory *memory, const cJSON *object, const char *path, const struct rule *rules,
                            size_t count); /* NULL, or one sentence that names the member */

#endif
