/* cloud.h - what the clouds have in common, and the list of them. */
#ifndef EMULATOR_CLOUD_H
#define EMULATOR_CLOUD_H

#include "exchange.h"

/* The list: one line for each folder's table.  Where several clouds claim a request, the first answers it. */
#define EACH_CLOUD(X)                                                                                                  \
    X(huawei_iam)                                                                                                      \
    X(huawei)                                                                                                          \
    X(alibaba)                                                                                                         \
    X(baidu)                                                                                                           \
    X(volcengine)                                                                                                      \
    X(huawei_metadata)                                                                                                 \
    X(alibaba_metadata)                                                                                                \
    X(volcengine_metadata)

struct refusal {
    unsigned    status;
    const char *code, *message; /* the message is what comes before the details */
};

struct service;

/* All texts and functions of a table last as long as the program. */
struct cloud {
    const char         *name;
    bool                sells;          /* has packages; the others only answer questions */
    bool                speaks_xml;     /* may be made to answer in XML */
    const struct entry *environment;    /* what --env exports, ended by a NULL name; a NULL value: to be unset */
    bool (*carries)(struct exchange *); /* the request carries what only this cloud's clients send */
    bool (*claims)(
        const struct exchange *); /* its path is one of this cloud's; asked where no cloud is told otherwise */
    const char *(*verb_of)(
        struct exchange *); /* what is asked, in the words of verbs; "" where that is nothing known */
    void (*answer)(struct exchange *);
    void (*write_error)(struct exchange *, unsigned status, const char *code, const char *message);
    void (*throttle)(struct exchange *);
    struct refusal        internal, too_large;
    const struct service *service; /* what machine.c answers for; NULL for whom answers by itself */
};

#define DECLARE_CLOUD(name) extern const struct cloud name##_cloud;
EACH_CLOUD(DECLARE_CLOUD)
#undef DECLARE_CLOUD

enum { CLOUDS_MAX = 16 };
size_t                   cloud_count(void);
extern const char *const verbs[]; /* every verb that a fault may name, ended by NULL */
const struct cloud      *cloud_at(size_t index);
size_t                   cloud_index(const struct cloud *cloud);
const struct cloud      *cloud_of(struct exchange *exchange); /* NULL: none claims it */
const struct cloud      *cloud_by_name(const char *name);     /* or NULL */
const char              *cloud_names(struct memory *memory);  /* "a, b or c" */

/* The keys that may sign, the same at every cloud. */
#define EMULATOR_ACCESS_KEY       "emulator-access-key"
#define EMULATOR_SECRET_KEY       "emulator-secret-key"
#define EMULATOR_TEMPORARY_KEY    "emulator-temporary-key"
#define EMULATOR_TEMPORARY_SECRET "emulator-temporary-secret"
#define EMULATOR_SECURITY_TOKEN   "emulator-security-token"
struct key {
    const char *access_key, *secret, *token; /* token: NULL unless the key is temporary */
};
const struct key *key_find(const char *access_key);

struct route {
    const char *method, *pattern; /* {} stands for any one segment */
    void (*answer)(struct exchange *);
    const char *verb;
};
const char         *path_segment(struct exchange *exchange, unsigned number); /* decoded, counted from 0; or "" */
const struct route *route_find(const struct route *routes, size_t count, const char *method, const char *path);

/*
 * Answers in the cloud's own error form and notes why, for GET /emulator/refused.  Always false, so that checks can be
 * chained with && and end here.
 */
bool refuse(struct exchange *exchange, const struct refusal *refusal, const char *format, ...) LIKE_PRINTF(3, 4);

#endif
