/* provider.h - what a provider is to the rest of the library: a table of data and pure functions. */
#ifndef BWP_PROVIDER_H
#define BWP_PROVIDER_H

#include <stdbool.h>
#include <stdint.h>

#include <bwp/bwp.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "base/json.h"
#include "base/uri.h"
#include "keys/environment.h"
#include "keys/keys.h"
#include "keys/profile.h"
#include "model/errand.h"
#include "model/order.h"
#include "model/reply.h"
#include "model/signing.h"
#include "model/terms.h"
#include "net/message.h"

enum { SITES_MAX = 2 };

/* Where a provider is reached, and which variables its tools read there. */
struct site {
    const char        *name;     /* as a config's site has it; NULL: the address does not depend on that */
    const char        *endpoint; /* where it is when the config does not say */
    struct environment environment;
};

/* A client's configuration without its keys: copied, completed from the environment, and never changed afterwards. */
struct config {
    const struct provider *provider;
    const struct site     *site;   /* one of the provider's */
    bwp_config             given;  /* a text that was not given is ""; so are the keys, which stand in struct keys */
    char                  *memory; /* holds the texts of given; freed with the client, as crypto is */
    struct endpoint        address;
    struct endpoint        account_at[2]; /* where the account is asked for, in this order */
    unsigned               account_at_count;
    char                   role[ERRAND_NAME_SIZE]; /* whose keys the service of the machine is asked for; or "" */
    bool                   metadata_needs_token;   /* that service is not to be asked without one of its own */
    struct crypto         *crypto;
};

/* What a skill may know besides the step.  Both are borrowed.  The keys may differ from one attempt to the next. */
struct context {
    const struct config *config;
    const struct keys   *keys;
    const char          *account; /* that of the config, or the one that was asked for; NULL: that of the config */
};

/*
 * Turns the step into a request that lacks only its signature.  The order was checked against the terms; request is
 * empty before, and stays its caller's to free, who also looks whether it fits.  Like read below it is a pure function:
 * no socket, no clock, no randomness.
 */
typedef bwp_status translation(const struct context *context, const struct step *step, struct http_request *request,
                               struct fault *fault);

/* One provider, one verb. */
struct skill {
    bool         takes_token; /* the provider does it once, however often the same client token comes */
    translation *translate;   /* NULL where the provider cannot do it; what translates may do so for several verbs */
    /* Fills in what a complete answer says.  reply is zeroed before; the caller frees it with bwpi_reply_free(). */
    void (*read)(const struct step *step, const struct http_response *response, struct reply *reply);
};

/* Which optional fields of bwp_config mean something to a provider; the others are refused. */
enum config_use {
    USES_AUTH_TOKEN = 1,
    USES_ACCOUNT = 2,
    USES_PROJECT = 4,
    USES_SITE = 8,
    USES_IAM_ENDPOINT = 16,
    USES_SIGNATURE = 32
};

struct provider {
    const char                *name;             /* in lower case, as a config gives it */
    struct site                sites[SITES_MAX]; /* the first one where the config names none; either all have names */
    unsigned                   uses;             /* enum config_use */
    bool                       takes_nonce;      /* its signature needs a nonce */
    const struct profile_file *profiles;         /* where its own tools keep keys, in the order of asking */
    const char                *metadata;         /* where its machines ask for keys of their own; NULL: nowhere */
    errand_plan               *fetch_keys;       /* asks there */
    const char                *account_endpoints[2]; /* where a client asks for its account; NULL: it needs none */
    errand_plan               *fetch_account;        /* asks there, signed */
    struct terms               terms;
    struct skill               skills[VERB_COUNT];
    bool                       creates_bound; /* create binds by itself */
    unsigned                   reads_before;  /* bits 1 << verb: of these a package has to be read first */
    const char *instead[VERB_COUNT];          /* of a verb without a skill: the provider's own way out, as a clause */

    /* Checks what only this provider asks of a config; NULL where that is nothing. */
    bwp_status (*configure)(const struct config *config, struct fault *fault);
    /* Makes keys->mac, which bwpi_keys_release() frees. */
    bwp_status (*prepare_keys)(const struct config *config, struct keys *keys, struct fault *fault);
    /* Signs a request.  signing is empty before, and stays its caller's to free. */
    bwp_status (*sign)(const struct context *context, const struct stamp *stamp, const struct http_request *request,
                       struct signing *signing, struct fault *fault);
};

const struct provider *bwpi_provider_find(const char *name); /* NULL if there is none of that name */
const struct provider *bwpi_provider_at(size_t index);       /* NULL beyond the last */

/* The site of that name, or the first one; NULL if the provider's sites have names, and none has this one. */
const struct site *bwpi_provider_site(const struct provider *provider, const char *name);

extern const struct provider bwpi_huawei, bwpi_alibaba, bwpi_baidu, bwpi_volcengine;

#endif
