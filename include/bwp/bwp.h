/*
 * bwp.h - buy a bandwidth package from a cloud provider, know whether it was bought, and look after it.
 *
 * A bandwidth package is capacity bought between two areas of one provider's backbone: Huawei Cloud Connect's
 * "bandwidth package", Alibaba CEN's "bandwidth plan", Baidu CSN's and Volcengine CEN's "bandwidth package".
 *
 *     switch (bwp_create(client, &request, &result)) {
 *     case BWP_DONE:     puts(bwp_package_id(bwp_result_package(result, 0))); break;
 *     case BWP_NOT_DONE: puts(bwp_result_message(result));                    break;
 *     case BWP_UNKNOWN:  look_before_buying_again(result);                    break;
 *     }
 *     bwp_result_free(result);
 *
 * Money    The careful buyer's rule: choose a client_token, store it where a crash does not reach it, then call.
 *          Whatever happens, the same request can then be made again with the same token, at a provider that takes
 *          tokens and for as long as it remembers them.
 * Memory   What is passed in is copied before the call returns; what is handed out lives as long as the object it
 *          came from.
 * Threads  Share a client freely; use a result from one thread at a time.  None is started here, but libcurl may
 *          resolve a name in one of its own, which a deadline can leave behind: do not unload the library right after.
 * Fork     A child may go on with the clients it inherited, on connections of its own, and may free them; calls that
 *          were running at the fork, also one that forks in its log function, are the parent's alone to finish.
 *          Where other threads were inside a call, OpenSSL and libcurl may hold locks that no child can open: then
 *          exec.
 * Exit     Handlers of atexit() may run after OpenSSL has ended: calls made there end as errors.
 * Text     UTF-8, NUL-terminated.  A string that is not there is "", never NULL.
 * Signals  None is used or touched.
 * cJSON    Where the program replaces cJSON's memory functions (cJSON_InitHooks), do it before the first client.
 * Absent   Zero, NULL and "" mean "not given".  Set struct_size and leave the rest zero:
 *          `bwp_request request = {sizeof request};`
 * ABI      Fields are only ever added at the end, functions and enumerators never removed or renumbered.
 */
#ifndef BWP_H
#define BWP_H

/* The columns below are for reading, so clang-format leaves them alone. */
/* clang-format off */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bwp/version.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bwp_client  bwp_client;  /* a provider and a pair of keys */
typedef struct bwp_result  bwp_result;  /* all that is known about one call */
typedef struct bwp_package bwp_package; /* a bandwidth package, as the provider described it */

/*
 * Did it happen?  Only zero is a yes, so a careless "if (bwp_create(...))" stays safe.  Looking changes nothing, so
 * bwp_get(), bwp_list(), bwp_wait() and bwp_whoami() never end unknown: a lost answer is BWP_NOT_DONE.
 */
typedef enum bwp_outcome {
    BWP_DONE     = 0, /* it happened, and the provider's own evidence proves it */
    BWP_NOT_DONE = 1, /* it did not: it never left this machine, or the provider refused it */
    BWP_UNKNOWN  = 2  /* it was sent and not clearly answered: it may have happened and may be billed */
} bwp_outcome;

/* Why?  Numbers are never reused; expect new ones. */
typedef enum bwp_status {
    BWP_OK              = 0,  /* nothing is wrong */
    BWP_ERR_ARGUMENT    = 1,  /* a field is missing, malformed or contradicts another, or the provider found so */
    BWP_ERR_UNSUPPORTED = 2,  /* this provider has no way to express the field; nothing was sent */
    BWP_ERR_MEMORY      = 3,  /* out of memory, here */
    BWP_ERR_NETWORK     = 4,  /* no name, no connection, no TLS, or the connection was cut */
    BWP_ERR_TIMEOUT     = 5,  /* timeout_ms or connect_timeout_ms ran out */
    BWP_ERR_CANCELLED   = 6,  /* ended by the caller */
    BWP_ERR_CREDENTIALS = 7,  /* keys or tokens missing, unknown, expired or locked, or the signature was refused */
    BWP_ERR_CLOCK       = 8,  /* this machine's clock is too far from the provider's */
    BWP_ERR_FORBIDDEN   = 9,  /* known, but not allowed to do this */
    BWP_ERR_BALANCE     = 10, /* the account cannot pay */
    BWP_ERR_QUOTA       = 11, /* a limit of the account or the provider's stock is used up */
    BWP_ERR_THROTTLED   = 12, /* too many calls for now */
    BWP_ERR_NOT_FOUND   = 13, /* what the request names does not exist */
    BWP_ERR_EXISTS      = 14, /* the name is already in use */
    BWP_ERR_CONFLICT    = 15, /* the state of something forbids it for now, or the token is another request's */
    BWP_ERR_REFUSED     = 16, /* refused for a reason that libbwp has no name for: see the provider's code */
    BWP_ERR_SERVER      = 17, /* the provider failed inside */
    BWP_ERR_RESPONSE    = 18  /* the answer was not what this provider sends */
} bwp_status;

/* How someone pays is never guessed: required. */
typedef enum bwp_billing {
    BWP_PREPAID     = 1, /* for a period, in advance (subscription, yearly/monthly) */
    BWP_POSTPAID    = 2, /* afterwards, as long as it exists (pay-as-you-go) */
    BWP_POSTPAID_95 = 3  /* afterwards, by the 95th percentile of use */
} bwp_billing;

/* What a period counts. */
typedef enum bwp_unit {
    BWP_MONTH = 1, /* twelve of them are a year, where only years are sold */
    BWP_YEAR  = 2  /* twelve months, where only months are sold */
} bwp_unit;

/*
 * What a package's status means, whatever its provider calls it.  Only words that a provider documents have a meaning;
 * bwp_package_status() has the word itself.  Volcengine alone documents words for "not yet": elsewhere a package is
 * absent until then.
 */
typedef enum bwp_state {
    BWP_STATE_OTHER   = 0, /* a status that libbwp has no name for, or none at all */
    BWP_STATE_PENDING = 1, /* not yet: Volcengine Creating or Pending [vo-list] */
    BWP_STATE_READY   = 2, /* it carries traffic, or may be bound: Huawei ACTIVE [hw-create-2025]; Alibaba Idle or
                              InUse, and business status Normal [ali-describe]; Baidu available;
                              Volcengine Available or InUse, and business status Normal [vo-list] */
    BWP_STATE_STOPPED = 3  /* overdue or locked: Alibaba FinancialLocked or SecurityLocked [ali-describe]; Baidu
                              stopped; Volcengine any business status but Normal [vo-list] */
} bwp_state;

/* A word that a caller puts on a package. */
typedef struct bwp_tag {
    const char *key;   /* required */
    const char *value; /* may be "" */
} bwp_tag;

/* A provider, keys, and how to reach it.  Only provider is required. */
typedef struct bwp_config {
    size_t      struct_size;        /* sizeof(bwp_config) */
    const char *provider;           /* "huawei", "alibaba", "baidu" or "volcengine"; bwp_providers_json() lists them */
    const char *access_key;         /* not given, with secret_key: see credentials */
    const char *secret_key;         /* the copy is wiped by bwp_client_free() */
    const char *security_token;     /* with temporary keys */
    const char *auth_token;         /* Huawei X-Auth-Token, instead of keys */
    const char *account;            /* Huawei domain_id; not given: HUAWEICLOUD_SDK_DOMAIN_ID, then that of the
                                       profile, and then the first call asks IAM for it */
    const char *project;            /* Huawei project_id; not given: HUAWEICLOUD_SDK_PROJECT_ID, then the profile's */
    const char *site;               /* "china" or "international": whose website bills.  Huawei: never guessed.
                                       Volcengine: not given, "china"; "international" is BytePlus, with keys, endpoint
                                       and variables of its own */
    const char *endpoint;           /* "https://host[:port]", http on loopback only; not given: the provider's own */
    const char *iam_endpoint;       /* Huawei: who is asked for the account; not given: HUAWEICLOUD_SDK_IAM_ENDPOINT,
                                       the profile that keys come from, an endpoint on loopback itself, or the
                                       provider's own */
    const char *signature;          /* Alibaba: "acs3" (default) or "rpc-v1" */
    const char *ca_file;            /* PEM bundle of certificates to trust; not given: the system's */
    const char *proxy;              /* "[scheme://]host[:port]"; not given: libcurl's environment, but on loopback */
    const char *user_agent;         /* put before ours */
    uint32_t    connect_timeout_ms; /* not given: 10 000 */
    uint32_t    timeout_ms;         /* the whole call, attempts and pauses included; not given: 60 000 */
    uint32_t    max_attempts;       /* not given: 3; 1 sends once */
    void (*log)(void *user, const char *line); /* redacted, one line; only from the calling thread; may be NULL */
    void       *log_user;           /* handed to log */
    const char *profile;            /* a profile in the file of the provider's own tools; not given: as they choose */
    const char *credentials;        /* "environment", "profile" or "metadata": where keys come from; not given: the
                                       environment, then a profile.  Files and modes are listed in bwp(1).  metadata
                                       is the service that gives a machine at Huawei, Alibaba or Volcengine keys of its
                                       own: it is asked by the first call, and before they expire by whichever call
                                       comes next.
                                       At Alibaba ALIBABA_CLOUD_ECS_METADATA names the machine's role, and where
                                       ALIBABA_CLOUD_ECS_METADATA_DISABLED is "true" it is not asked at all, where
                                       ALIBABA_CLOUD_IMDSV1_DISABLED is, not without a token [ali-credentials] */
} bwp_config;

/*
 * What to buy.  A field that the provider cannot express is an error that names the field, before anything is sent.
 * What is said of providers here and by bwp_providers_json() comes from their pages: Huawei "Create a Bandwidth
 * Package" (2025-10-16), Alibaba "CreateCenBandwidthPackage" (2024-03-01, 2018-05-04), Baidu "Create bandwidth
 * package" (2025-11-11), Volcengine "CreateCenBandwidthPackage" (2024-07-24).
 */
typedef struct bwp_request {
    size_t         struct_size;      /* sizeof(bwp_request) */
    const char    *name;             /* required at Huawei, where a name in use is refused, and at Baidu */
    const char    *description;      /* Huawei (no '<' or '>'), Alibaba, Volcengine */
    uint32_t       bandwidth_mbps;   /* required; 1 Mbit/s is 10^6 bit/s */
    const char    *area_a;           /* required: "china", "asia-pacific", ..., see bwp_providers_json() */
    const char    *area_b;           /* required: the other end; may be the same area */
    bwp_billing    billing;          /* required */
    uint32_t       period;           /* prepaid, required: how many ... */
    bwp_unit       period_unit;      /* ... months or years */
    bool           auto_pay;         /* prepaid: pay from the balance now; not given: the order waits for you */
    bool           auto_renew;       /* prepaid: renew at the end of the period */
    const char    *bind_to;          /* what to bind it to, once it is there: a cloud connection, a CEN, a CSN */
    const char    *resource_group;   /* Huawei enterprise project, Alibaba resource group, Volcengine project */
    const bwp_tag *tags;             /* to put on it; not given: none */
    size_t         tag_count;        /* how many those are */
    const char    *client_token;     /* Alibaba, Baidu, Volcengine: same token, same purchase; store yours before you
                                        call, for the UUID that is made where none is given is lost in a crash */
    const char    *provider_options; /* JSON object in the provider's own field names, merged as RFC 7396 over what was
                                        translated, unchecked, its numbers as they are written: over bandwidth_package
                                        at Huawei, the body at Baidu, the flat parameters at Alibaba and Volcengine,
                                        save those of the call itself (ClientToken, ...) */
} bwp_request;

/*
 * Which packages to list.  All that is given has to hold, to the letter, capitals included, and means the same at every
 * provider: what a provider cannot filter is filtered here.  What it does not tell of a package is "", and does not
 * fit.
 */
typedef struct bwp_filter {
    size_t         struct_size;    /* sizeof(bwp_filter) */
    const char    *name;           /* the whole of it */
    const char    *status;         /* the provider's own word, as bwp_package_status() has it */
    const char    *bound_to;       /* the id of a cloud connection, a CEN, a CSN */
    const char    *resource_group; /* as in bwp_request; at Baidu nothing fits */
    const bwp_tag *tags;           /* every one of them, key and value */
    size_t         tag_count;      /* how many those are */
    uint32_t       limit;          /* stops after so many packages; not given: 10 000, which is the most */
} bwp_filter;

/* When a wait has reached its goal. */
typedef enum bwp_until {
    BWP_UNTIL_READY   = 1, /* BWP_STATE_READY */
    BWP_UNTIL_BOUND   = 2, /* bound to bound_to, or to anything where that is not given */
    BWP_UNTIL_UNBOUND = 3, /* bound to nothing */
    BWP_UNTIL_RESIZED = 4, /* its bandwidth is bandwidth_mbps */
    BWP_UNTIL_GONE    = 5  /* it was there when this wait looked, and is no more */
} bwp_until;

/* What to wait for.  A field that does not go with until is an error that names it. */
typedef struct bwp_goal {
    size_t      struct_size;    /* sizeof(bwp_goal) */
    bwp_until   until;          /* required */
    const char *bound_to;       /* BWP_UNTIL_BOUND */
    uint32_t    bandwidth_mbps; /* BWP_UNTIL_RESIZED, required there; 1 Mbit/s is 10^6 bit/s */
    uint32_t    timeout_ms;     /* of the whole wait; not given: 600 000 */
    /*
     * Called after each look that was answered, on the calling thread; may be NULL.  package is as it was seen, good
     * until progress returns, and NULL while there is none to be seen.  elapsed_ms counts from the call.  It may call
     * any function but bwp_client_free(): bwp_client_cancel() ends the wait.
     */
    void (*progress)(void *user, const bwp_package *package, uint32_t elapsed_ms);
    void       *progress_user;  /* handed to progress */
} bwp_goal;

/*
 * What to change.  A field that the function does not read is an error that names it; so is one that the provider has
 * no way to express, or that bwp_create() would refuse for its length, its number or its words.  In name and
 * description NULL means "not given", and "" is a text like any other.
 */
typedef struct bwp_change {
    size_t         struct_size;      /* sizeof(bwp_change) */
    const char    *name;             /* bwp_update(): NULL keeps the name, "" takes it away, which Alibaba alone
                                        can */
    const char    *description;      /* bwp_update(): NULL keeps it, "" takes it away; Baidu has none */
    uint32_t       bandwidth_mbps;   /* bwp_resize(), required there: the new bandwidth, not the difference */
    bool           auto_pay;         /* bwp_resize() of a prepaid package at Huawei: pay the difference from the balance
                                        now; not given: the order waits for you.  The others charge at once and
                                        refuse it */
    const char    *bound_to;         /* bwp_bind(), required: to what; bwp_unbind(): from what, not given: from whatever
                                        it is bound to, which a look tells first */
    const bwp_tag *tags;             /* bwp_set_tags(): sets these and leaves others; bwp_remove_tags(): takes away
                                        those with these keys, values do not count.  Each key once; not at Baidu */
    size_t         tag_count;        /* how many those are */
    const char    *client_token;     /* Baidu: same token, same change, for 24 hours [bd-general]; never one that stood
                                        for something else.  Not given: one is made.  The others take none */
    const char    *provider_options; /* as in bwp_request, over what was translated; not in a delete without a body */
    bool           preview;          /* translates and signs, sends nothing, as bwp_preview().  Nothing is read first,
                                        so an unbind has to say from what, and a resize at Huawei is shown as that of a
                                        prepaid package if auto_pay is set */
} bwp_change;

/* Bytes of an errbuf: one sentence and its NUL. */
#define BWP_ERROR_SIZE 256

/* The version of the library that runs, "1.2.3"; BWP_VERSION is the one compiled against.  Any thread. */
BWP_API const char *bwp_version(void);

/* Each as one word, as it stands in JSON: "not_done", "throttled", "ready".  "" for a number unknown here. */
BWP_API const char *bwp_outcome_name(bwp_outcome outcome);
BWP_API const char *bwp_status_name(bwp_status status);
BWP_API const char *bwp_state_name(bwp_state state);

/*
 * A client for config->provider.  Keys and addresses are checked here, and nothing is sent.
 * Returns NULL on failure, with one sentence in errbuf, which may be NULL.  Free it with bwp_client_free().
 * Any thread may make a client, and any number of threads may use one.
 *
 * Calls that run at the same time have connections of their own, and each of these trusts by itself: where the system
 * keeps its certificates one by one in a folder, and libcurl is built with OpenSSL, one of them is read as it is
 * needed; where they stand in one file, and with ca_file, the first call of each thread reads it whole, which takes
 * some 30 ms of CPU and 1 MB for the 140 certificates of a system.
 */
BWP_API bwp_client *bwp_client_new(const bwp_config *config, char errbuf[BWP_ERROR_SIZE]);

/* Closes the connections and wipes the keys.  No call may be running on the client.  NULL is allowed. */
BWP_API void bwp_client_free(bwp_client *client);

/*
 * Exchanges the keys of the client, of one account for others of the same: temporary keys before they expire, or a pair
 * that was rotated.  Any thread, also while calls are running: an attempt that is under way keeps the keys it was
 * signed with, and so does every further attempt at a purchase that is in doubt, because a client token protects
 * within one account only.  Whatever comes later is signed with the new ones.  auth_token, where there was one, is
 * given up.  The old keys are wiped when the last attempt has let go of them.  BWP_OK, or else a status, with one
 * sentence in errbuf, which may be NULL; then the old keys stay.
 */
BWP_API bwp_status bwp_client_set_keys(bwp_client *client, const char *access_key, const char *secret_key,
                                       const char *security_token, char errbuf[BWP_ERROR_SIZE]);

/*
 * Ends the calls that are running on the client, from another thread: each returns soon with BWP_ERR_CANCELLED and the
 * honest outcome, BWP_NOT_DONE if nothing of it was sent and BWP_UNKNOWN if something was.  Calls made afterwards are
 * not affected.  NULL is allowed.
 */
BWP_API void bwp_client_cancel(bwp_client *client);

/*
 * Buys one bandwidth package: this spends money.
 *
 * Returns the outcome, and stores in *result what is known: never NULL, to be freed with bwp_result_free().
 * result itself may be NULL for a caller who wants the outcome only.
 *
 * BWP_DONE     the package exists, or will (bwp_result_awaits_payment()); its id is in package 0.  With a status other
 *              than BWP_OK it was bought, and what bwp_result_field() names, bind_to, was not done besides.
 * BWP_NOT_DONE nothing was bought.  bwp_result_status() says why and bwp_result_field() which field is at fault.
 * BWP_UNKNOWN  it may have been bought.  At Alibaba, Baidu and Volcengine the same request with
 *              bwp_result_client_token() as its client_token buys at most once, as long as the provider remembers the
 *              token: 24 hours at Baidu [bd-general], not documented at the others.  Huawei has no such token: look
 *              for the name before buying again.  A second package of a name in use is refused there as
 *              BWP_ERR_EXISTS, which after an unknown outcome may be your own, but how far a name has to be unique is
 *              not documented, and an order that is not carried out yet is invisible [hw-errors].
 *
 * Within config.timeout_ms and config.max_attempts it tries again, with the same client token, where that cannot buy
 * twice: when nothing was sent, when the provider throttles, when its clock refused ours (once, corrected), and after
 * an attempt whose outcome is unknown only at a provider that honours client tokens.  At Huawei a create that may have
 * arrived is never sent again, nor is one anywhere whose token is older than 20 hours, as after a night in which the
 * machine slept.  Once an attempt was unknown the call ends as BWP_DONE or BWP_UNKNOWN.
 *
 * Blocks for at most config.timeout_ms.
 */
BWP_API bwp_outcome bwp_create(bwp_client *client, const bwp_request *request, bwp_result **result);

/*
 * Translates and signs what bwp_create() would send, and sends nothing.  BWP_DONE when the request could be made:
 * bwp_result_http_request(), _canonical_request() and _string_to_sign() show it.  Otherwise as bwp_create().
 */
BWP_API bwp_outcome bwp_preview(bwp_client *client, const bwp_request *request, bwp_result **result);

/*
 * What is said of bwp_create() about result, attempts and threads holds for every function from here on: the outcome is
 * returned, *result is never NULL and yours to free, result may be NULL.  id is the provider's, as bwp_package_id() has
 * it: 1 to 127 visible characters of ASCII, none of which could make a path another one.  Each blocks for at most
 * config.timeout_ms, all its exchanges included, but for bwp_wait().
 */

/*
 * Looks at one package.  BWP_DONE with package 0; BWP_NOT_DONE with BWP_ERR_NOT_FOUND where there is none of that id,
 * and with another status where it could not be seen.  An order that is not paid or not carried out is not there yet.
 */
BWP_API bwp_outcome bwp_get(bwp_client *client, const char *id, bwp_result **result);

/*
 * Lists the packages that the filter lets through, in the provider's order; NULL lets all through, and none is BWP_DONE
 * as well.  Follows the provider's pages (500 at Huawei, 50 at Alibaba and Volcengine, 1000 at Baidu), and drops what
 * comes twice.  Either the list is whole, up to its limit, or the outcome is BWP_NOT_DONE and there are no packages.
 *
 * All of it stays alive in the result: 10 000 packages with two tags each take 12 MB (Alibaba, Baidu) to 15 MB
 * (Huawei), a quarter to a half of it bwp_package_json(), and while it is read one answer of the provider besides.
 */
BWP_API bwp_outcome bwp_list(bwp_client *client, const bwp_filter *filter, bwp_result **result);

/*
 * After BWP_UNKNOWN: is it there?  Never buys.  Looks for what request asks for, which is checked as by bwp_create():
 * the same name where it has one, the same bandwidth, areas, billing and resource group as far as the provider tells
 * them, created at or after since (seconds since 1970, by the provider's clock: leave a minute; 0: at any time).
 *
 * BWP_DONE     with the packages that match, newest first.  Two purchases of the same look the same: compare the time.
 * BWP_NOT_DONE with BWP_ERR_NOT_FOUND: there is none, at a provider where such a package is to be seen at once, which
 *              is said of postpaid ones at Huawei and Baidu.  That is so at the time of the look: what was sent and not
 *              answered may be carried out later, so give it a minute or two.  Other statuses: the request itself is
 *              at fault, and nobody was asked.
 * BWP_UNKNOWN  none is to be seen, but one may be on its way, such as an order that is not paid or not carried out
 *              [hw-terraform]; or the look was lost, throttled, refused or cancelled, or memory was short; or the
 *              request has provider_options, which are not compared.  Do not buy again for this.
 */
BWP_API bwp_outcome bwp_find(bwp_client *client, const bwp_request *request, int64_t since, bwp_result **result);

/*
 * Looks again and again until the goal is reached, first after 3 s, then less and less often, every 15 s in the end.
 *
 * BWP_DONE     with package 0, or without one for BWP_UNTIL_GONE.
 * BWP_NOT_DONE with BWP_ERR_TIMEOUT: not reached in time.  Other statuses: it never will be.  The package is gone
 *              (BWP_ERR_NOT_FOUND) or stopped (BWP_ERR_CONFLICT), or may not be looked at.
 *
 * A package that was never seen is not gone but not there yet: creating may take its time.  So BWP_UNTIL_GONE of one
 * that is gone before the first look runs out of time: ask bwp_get().  A look that is lost or throttled does not end
 * the wait.  The wait is bounded by goal->timeout_ms alone, and each look by config.timeout_ms.
 */
BWP_API bwp_outcome bwp_wait(bwp_client *client, const char *id, const bwp_goal *goal, bwp_result **result);

/*
 * Who are the calls signed as, and where do the keys come from?  BWP_DONE with bwp_result_whoami().  What the next call
 * would have to ask first is asked, a machine for keys and Huawei's IAM for the account; otherwise nothing is sent.
 * BWP_NOT_DONE: that was refused or lost; what is known without it is told all the same.
 */
BWP_API bwp_outcome bwp_whoami(bwp_client *client, bwp_result **result);

/*
 * Changes one package.
 *
 * BWP_DONE     the provider accepted it, or it is so already.  Package 0 is there only where the provider's answer says
 *              what became of it: look with bwp_get(), or wait, for a change may take minutes.
 * BWP_NOT_DONE nothing was changed.  BWP_ERR_NOT_FOUND: there is no such package.
 * BWP_UNKNOWN  an answer was lost.  Within config.max_attempts the same change is sent again, unless it could spend
 *              money twice: a prepaid package that is resized, but at Baidu, which alone has a client token for it.
 *
 * bwp_update()      name, description, or both.
 * bwp_resize()      may cost.  At Huawei alone the difference is not charged at once: a prepaid package gets a
 *                   new order [hw-terraform]: bwp_result_order_id(), bwp_result_awaits_payment().
 * bwp_bind()        to a cloud connection at Huawei, a CEN at Alibaba or Volcengine, a CSN at Baidu.  A
 *                   package is bound to one thing: what is bound to another already is BWP_ERR_CONFLICT, which names
 *                   it; unbind it first.
 * bwp_unbind()      change may be NULL.
 * bwp_set_tags()    and
 * bwp_remove_tags() BWP_ERR_UNSUPPORTED at Baidu, which changes tags in another service.
 * bwp_delete()      refuses a prepaid package that has not expired with BWP_ERR_CONFLICT, as the provider does, and
 *                   says the day where it is known.  What is bound may have to be unbound first.  What is not there is
 *                   BWP_ERR_NOT_FOUND, but BWP_DONE after an attempt whose answer was lost.  change may be NULL.
 */
BWP_API bwp_outcome bwp_update(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);
BWP_API bwp_outcome bwp_resize(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);
BWP_API bwp_outcome bwp_bind(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);
BWP_API bwp_outcome bwp_unbind(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);
BWP_API bwp_outcome bwp_set_tags(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);
BWP_API bwp_outcome bwp_remove_tags(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);
BWP_API bwp_outcome bwp_delete(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);

/*
 * Results.  bwp_result_free() takes NULL, and so does every accessor, which then answers "", 0 or false, and for the
 * outcome BWP_UNKNOWN: never a yes.
 * Where a call took several exchanges, such as the pages of a list, code, request id, HTTP status, body and what was
 * sent are the last one's, and attempts counts all of them.  Where a look was made after a refusal, to see what it is
 * about, code and request id are the refusal's.
 */
BWP_API void        bwp_result_free(bwp_result *result);
BWP_API bwp_outcome bwp_result_outcome(const bwp_result *result);
BWP_API bwp_status  bwp_result_status(const bwp_result *result);
BWP_API const char *bwp_result_message(const bwp_result *result);       /* one sentence; "" when all is well */
BWP_API const char *bwp_result_field(const bwp_result *result);         /* at fault, of the struct or config; or "id" */
BWP_API const char *bwp_result_provider(const bwp_result *result);      /* who was asked, as config.provider has it */
BWP_API const char *bwp_result_provider_code(const bwp_result *result); /* the provider's error code, as received */
BWP_API const char *bwp_result_request_id(const bwp_result *result);    /* what the provider's support asks for */
BWP_API const char *bwp_result_order_id(const bwp_result *result);       /* of what was ordered; "" if nothing was */
BWP_API const char *bwp_result_client_token(const bwp_result *result);  /* yours, or the one made here; "" if none */
BWP_API int         bwp_result_http_status(const bwp_result *result);   /* of the last attempt; 0 without an answer */
BWP_API unsigned    bwp_result_attempts(const bwp_result *result);      /* how often it was sent or tried to be */

/*
 * Whether the same call, with bwp_result_client_token(), may be made again without buying twice; never after DONE.
 * Whether that would be of any use, the status tells: a refusal that does not pass by itself will come again.
 */
BWP_API bool bwp_result_retry_is_safe(const bwp_result *result);

/* Whether an order waits for its payment: bought prepaid, or resized by a new order, without auto_pay in the fields. */
BWP_API bool bwp_result_awaits_payment(const bwp_result *result);

/*
 * The body of the answer, but for keys, tokens and signatures, shown as "***"; size may be NULL, and counts no NUL.  One
 * that was cut ends with its last whole word.
 */
BWP_API const char *bwp_result_body(const bwp_result *result, size_t *size);

/*
 * What was sent, or would be: method and URL, headers, a blank line, body; keys, tokens and signatures shown as "***".
 * Accept, User-Agent and Content-Length, which are not signed, are left out.
 */
BWP_API const char *bwp_result_http_request(const bwp_result *result);
BWP_API const char *bwp_result_canonical_request(const bwp_result *result); /* redacted likewise */
BWP_API const char *bwp_result_string_to_sign(const bwp_result *result);    /* "" at Baidu: it signs the one above */

/*
 * Of bwp_whoami(), else "": a JSON object of texts, "" where nobody said: provider, source ("config", as after
 * bwp_client_set_keys(), "environment", "profile" or "metadata"), access_key (stars but for its last four signs),
 * account, project, site, endpoint, expires_at (RFC 3339 in UTC).  The message names the profile and its file.
 */
BWP_API const char *bwp_result_whoami(const bwp_result *result);

BWP_API size_t             bwp_result_package_count(const bwp_result *result); /* how many it tells of; 0 for none */
BWP_API const bwp_package *bwp_result_package(const bwp_result *result, size_t index); /* NULL beyond the last */

/* Packages live as long as their result.  Only what the provider said: "" and 0 where it said nothing. */
BWP_API const char *bwp_package_id(const bwp_package *package);
BWP_API const char *bwp_package_name(const bwp_package *package);
BWP_API const char *bwp_package_description(const bwp_package *package);
BWP_API const char *bwp_package_status(const bwp_package *package); /* the provider's own word */
BWP_API bwp_state   bwp_package_state(const bwp_package *package);  /* what that word means */
BWP_API uint32_t    bwp_package_bandwidth_mbps(const bwp_package *package);
BWP_API const char *bwp_package_area_a(const bwp_package *package); /* our word, or the provider's where we have none */
BWP_API const char *bwp_package_area_b(const bwp_package *package);
BWP_API bwp_billing bwp_package_billing(const bwp_package *package); /* 0: not said, or a way not listed here */
BWP_API const char *bwp_package_order_id(const bwp_package *package);
BWP_API const char *bwp_package_created_at(const bwp_package *package); /* RFC 3339 in UTC: "2026-01-31T08:00:00Z" */
BWP_API const char *bwp_package_updated_at(const bwp_package *package);
BWP_API const char *bwp_package_expires_at(const bwp_package *package); /* "" also where it never does */
BWP_API const char *bwp_package_bound_to(const bwp_package *package); /* the id of what it is bound to; "" if nothing */
BWP_API const char *bwp_package_resource_group(const bwp_package *package);
BWP_API size_t      bwp_package_tag_count(const bwp_package *package);
BWP_API bwp_tag     bwp_package_tag(const bwp_package *package, size_t index); /* {"", ""} beyond the last */
BWP_API const char *bwp_package_json(const bwp_package *package); /* all the provider said, as JSON */

/*
 * The same in JSON, for languages that would rather not mirror structs.  Keys are the field names above, and an unknown
 * one is an error that names it.  Enumerations are words: billing "prepaid", "postpaid", "postpaid_95"; period_unit
 * "month", "year"; outcome "done", "not_done", "unknown"; status the names above without BWP_ERR_, in lower case.
 * tags are an object or an array of {"key","value"}; provider_options is an object.
 */

/* As bwp_client_new(); config is a JSON object.  It cannot set log. */
BWP_API bwp_client *bwp_client_new_json(const char *config, char errbuf[BWP_ERROR_SIZE]);

/*
 * arguments is a JSON object, whose members are, by operation:
 *
 *     "create", "preview"                the fields of bwp_request
 *     "find"                             the same, and "since", seconds since 1970
 *     "get"                              "id"
 *     "list"                             the fields of bwp_filter; {} lists all
 *     "whoami"                           none: {}
 *     "wait"                             "id" and the fields of bwp_goal but progress; until is "ready", "bound",
 *                                        "unbound", "resized" or "gone"
 *     "update", "resize", "bind",        "id" and the fields of bwp_change; null keeps what is, as NULL does, and ""
 *     "unbind", "set_tags",              takes it away; for "remove_tags", tags may be an array of keys
 *     "remove_tags", "delete"
 *
 * and "preview", true or false, for each but the first two and "whoami": nothing is sent, as with bwp_preview().
 * Returns the result as one line of JSON, never NULL; free it with bwp_free().  Every key is present:
 *
 *     {"outcome":"done","status":"ok","message":"","field":"","provider":"alibaba","provider_code":"","request_id":"",
 *      "order_id":"","client_token":"","http_status":200,"attempts":1,"retry_is_safe":false,"awaits_payment":false,
 *      "request":{...},"packages":[{"id":"...", ...}]}
 *
 * each as bwp_result_...() of that name has it; request is what was asked for.  A package has what bwp_package_...()
 * has; its state is "other", "pending", "ready" or "stopped", its tags are an object, and its provider is one as well:
 * all that the provider said, as bwp_package_json().  A preview adds http_request, canonical_request and
 * string_to_sign; "whoami" adds whoami, the object of bwp_result_whoami().
 */
BWP_API char *bwp_call_json(bwp_client *client, const char *operation, const char *arguments);

/*
 * Takes the same operations and arguments, and hands out a result as every function above does: for languages that
 * write JSON easily, and would rather read a result through its accessors than through a parser.
 */
BWP_API bwp_outcome bwp_call(bwp_client *client, const char *operation, const char *arguments, bwp_result **result);

/* As bwp_call_json() has it, but for what a preview adds; for bwp_free().  NULL for NULL, and without memory. */
BWP_API char *bwp_result_json(const bwp_result *result);

/*
 * What each provider can do, from the tables that validate: areas and the pairs between which nothing is sold, billing,
 * periods, least and most bandwidth, limits, the pages they come from, the operations that a client token protects, the
 * config fields and environment variables that mean something there.  Never NULL; free it with bwp_free().
 */
BWP_API char *bwp_providers_json(void);

/* Frees what a function above said to bwp_free().  NULL is allowed. */
BWP_API void bwp_free(void *text);

/*
 * Many calls on one thread, of one client or of several, at one provider or at all of them.
 *
 *     while (more_to_buy(&request, &user))
 *         bwp_batch_create(batch, client, &request, user);
 *     do {
 *         left = bwp_batch_step(batch, -1);
 *         while ((result = bwp_batch_next(batch, &user)) != NULL) {
 *             note(user, result);
 *             bwp_result_free(result);
 *         }
 *     } while (left > 0);
 *     bwp_batch_free(batch);
 *
 * What is said of a single call holds for each of them: the same attempts, pauses, outcomes and doubts.  timeout_ms
 * counts from when it begins, not from when it is added.  Calls of one client begin in the order in which they were
 * added; who ends first is handed out first.  Clients take turns.
 *
 * A client whose provider throttles has fewer requests in flight afterwards, half as many each time and more again as
 * they succeed, and begins nothing new until the pause is over that the provider asks for; the others go on.  Keys and
 * an account that calls of a client have to ask for first are asked for once; a no to the keys ends all calls that
 * wait for that, and those that are added later ask again.
 *
 * Everything is copied, but for the clients: each has to live until its calls have ended.  A batch belongs to one
 * thread at a time, and to the process that made it: in a child of fork() it can be freed, and takes nothing.  Nothing
 * of a batch may be called from a callback of one of its calls, but for bwp_batch_create(), bwp_batch_call_json(),
 * bwp_batch_next() and bwp_batch_cancel(); a step from there does nothing.
 */
typedef struct bwp_batch bwp_batch;

/* How a batch is to work. */
typedef struct bwp_batch_options {
    size_t   struct_size;   /* sizeof(bwp_batch_options) */
    uint32_t in_flight_max; /* requests on their way at a time, each of which may need a connection; not given: 50;
                               at most 10 000.  One takes 80 KB (libcurl 7.88) to 100 KB (8.23), over TLS 40 KB more;
                               one that waits for its turn, or whose result waits to be taken, 4 KB and its texts;
                               one that pauses, 50 KB */
} bwp_batch_options;

/*
 * A new batch.  options may be NULL.  NULL on failure, with one sentence in errbuf, which may be NULL.  Free it with
 * bwp_batch_free().
 */
BWP_API bwp_batch *bwp_batch_new(const bwp_batch_options *options, char errbuf[BWP_ERROR_SIZE]);

/*
 * Adds what bwp_create() would do; nothing is sent before the next step.  user is handed out with the result.
 *
 * BWP_OK: there will be one result, also for a request that is at fault, which ends BWP_NOT_DONE and says why.
 * Otherwise there is none, and nothing will be done: BWP_ERR_ARGUMENT where batch or client is NULL, BWP_ERR_CANCELLED
 * after bwp_batch_cancel(), BWP_ERR_MEMORY, BWP_ERR_CONFLICT in a child of the process that made the batch.
 */
BWP_API bwp_status bwp_batch_create(bwp_batch *batch, bwp_client *client, const bwp_request *request, void *user);

/*
 * The same for any operation of bwp_call_json(), with its arguments; bwp_result_json() prints the result.  A wait that
 * pauses, and a call that will be tried again, leaves its place to others meanwhile.
 */
BWP_API bwp_status bwp_batch_call_json(bwp_batch *batch, bwp_client *client, const char *operation,
                                       const char *arguments, void *user);

/*
 * Goes on with all of them until one has ended since the last step, no call is left, timeout_ms have passed or a signal
 * arrived; -1: however long that takes; 0: does what can be done without waiting.  Returns how many calls have not
 * ended yet; results that wait to be taken are not counted.  0 for NULL.
 */
BWP_API size_t bwp_batch_step(bwp_batch *batch, int timeout_ms);

/*
 * The result of a call that has ended, in the order in which they ended, now yours and to be freed with
 * bwp_result_free(); *user is what it was added with.  NULL where there is none now.  user may be NULL.
 */
BWP_API bwp_result *bwp_batch_next(bwp_batch *batch, void **user);

/*
 * Ends all calls: the next step ends each with BWP_ERR_CANCELLED and the honest outcome, BWP_NOT_DONE if nothing of it
 * was sent and BWP_UNKNOWN if something was and no answer came.  The batch takes no more calls.  Any thread, and a
 * signal handler.  bwp_client_cancel() ends those of its client, also those that have not begun.  NULL is allowed.
 */
BWP_API void bwp_batch_cancel(bwp_batch *batch);

/*
 * Closes the connections, and frees the batch with all results that were not taken.  Calls that are under way are
 * given up, so that nobody learns what became of them: rather cancel, step, and take their results.  NULL is allowed.
 */
BWP_API void bwp_batch_free(bwp_batch *batch);

/* What a descriptor is waited for, or has become. */
enum {
    BWP_READABLE = 1, /* there is something to read */
    BWP_WRITABLE = 2  /* something can be written */
};

/*
 * For programs with an event loop of their own, which then waits in the place of bwp_batch_step().
 *
 *     bwp_batch_attach(batch, &loop);            before the first call is added
 *     bwp_batch_create(batch, ...);              calls loop.timer, which has the loop call:
 *     bwp_batch_ready(batch, -1, 0);             calls loop.watch and loop.timer, which have the loop call:
 *     bwp_batch_ready(batch, fd, BWP_READABLE);  and so on; after each, bwp_batch_next() until it returns NULL
 */
typedef struct bwp_loop {
    size_t struct_size;                                 /* sizeof(bwp_loop) */
    void  *user;                                        /* handed to both */
    void (*watch)(void *user, intptr_t fd, int events); /* call bwp_batch_ready() when fd is ready for one of these
                                                           events, BWP_READABLE | BWP_WRITABLE, in the place of those
                                                           before; 0: no longer, and fd may be closed right after */
    void (*timer)(void *user, int64_t ms);              /* call bwp_batch_ready(batch, -1, 0) once in so many
                                                           milliseconds, in the place of the time before; -1: not at
                                                           all */
} bwp_loop;

/*
 * Has the loop told what to wait for, until the batch is freed.  Both functions are called by functions of the batch
 * alone, on their thread, and may free it.  The struct is copied.  A batch that is attached is not waited for:
 * bwp_batch_step() does what can be done now.  BWP_ERR_ARGUMENT where batch, loop, watch or timer is NULL or the
 * struct is none; BWP_ERR_CONFLICT where a call was added before, or another loop.
 */
BWP_API bwp_status bwp_batch_attach(bwp_batch *batch, const bwp_loop *loop);

/*
 * Something is ready: events of fd, BWP_READABLE | BWP_WRITABLE, both where it has failed; or with fd -1 the time of
 * the timer has come.  Goes on with the calls as far as that goes without waiting.
 */
BWP_API void bwp_batch_ready(bwp_batch *batch, intptr_t fd, int events);

#ifdef __cplusplus
}
#endif

#endif
