/* keys.h - a set of keys: immutable, counted, and wiped by whoever lets go of it last. */
#ifndef BWP_KEYS_H
#define BWP_KEYS_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/fault.h"

/* NULL where not given. */
struct keys {
    const char      *access_key, *secret_key, *security_token;
    const char      *auth_token; /* stands in the place of keys at a provider that knows such tokens */
    const char      *source;     /* "config", "environment", "profile" or "metadata"; a constant */
    int64_t          expires;    /* seconds since 1970; 0: never, as far as is known */
    int64_t          renew;      /* from then on others are asked for; 0: never */
    struct hmac_key *mac;        /* of the secret key, as the provider's signature wants it; NULL with auth_token */
    atomic_uint      users;
    char            *memory; /* holds the texts */
    size_t           memory_size;
};

/* New keys, with copies of the texts.  One use of them is the caller's, to be released.  NULL without memory. */
struct keys *bwpi_keys_new(const char *access_key, const char *secret_key, const char *security_token,
                           const char *auth_token, const char *source);

struct keys *bwpi_keys_hold(struct keys *keys);    /* one more use, to be released; returns keys */
void         bwpi_keys_release(struct keys *keys); /* the last one frees; NULL is allowed */

/* Takes the keys, the tokens and a signature out of a text that came from outside.  True if there was one in it. */
bool bwpi_keys_redact(const struct keys *keys, const char *signature, struct buf *text);

/*
 * The same for a text whose end never came: it may end inside a secret, which nobody could tell from another word, so
 * what stands behind its last blank or quotation mark goes as well.
 */
void bwpi_keys_redact_cut(const struct keys *keys, const char *signature, struct buf *text);

#endif
