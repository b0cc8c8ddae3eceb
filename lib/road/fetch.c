/*
 * fetch.c - one exchange after another that has to come before a step, as the provider's room says.
 *
 * The account is asked for like everything else, signed, at an address of its own.  The service that gives a machine
 * its keys is asked over plain http at an address that cannot be reached from elsewhere: never through a proxy, with a
 * short time and a short answer, and none of what it says is kept but the keys.
 */
#include "road/fetch.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/signing.h"

enum { CONNECT_TIMEOUT_MS = 1000, ACCOUNT_TIMEOUT_MS = 10 * 1000, RENEW_BEFORE = 600 /* seconds before keys expire */ };

struct fetch {
    bwp_client          *client;
    struct errand        errand;
    struct http_request  request;
    struct signing       signing; /* at least it encodes the target */
    struct http_sending  sending;
    struct http_response response;
    struct route         route;
    struct exchange     *exchange;
    int64_t              timeout_ms, deadline, exchange_deadline, signed_time;
    bool                 clock_corrected;
    errand_plan         *plan;
    struct keys         *keys;   /* held; to sign with; NULL for keys, which are asked for unsigned */
    struct config        config; /* as the client's, but for the address */
};

static int64_t now(const bwp_client *client)
{
    return bwpi_clock_unix() + atomic_load(&client->clock_offset);
}

/* Whether keys are of no more use at all; long before, from keys->renew on, they are to be replaced. */
static bool are_late(const bwp_client *client, const struct keys *keys)
{
    return keys->renew != 0 && keys->expires <= now(client);
}

static bool are_late_now(bwp_client *client)
{
    struct keys *keys = bwpi_client_hold_keys(client);
    bool         late = are_late(client, keys);

    bwpi_keys_release(keys);
    return late;
}

bool bwpi_fetch_is_needed(bwp_client *client)
{
    return are_late_now(client) ||
           (client->config.provider->fetch_account != NULL && *bwpi_client_account(client) == '\0');
}

static struct fetch *fetch_new(bwp_client *client, int64_t deadline)
{
    struct fetch *fetch = calloc(1, sizeof *fetch);

    if (fetch == NULL)
        return NULL;
    fetch->client = client;
    fetch->deadline = deadline;
    bwpi_errand_init(&fetch->errand);
    bwpi_http_request_init(&fetch->request);
    bwpi_signing_init(&fetch->signing);
    fetch->route = client->route;
    if (bwpi_http_response_init(&fetch->response)) {
        fetch->response.body.max = ERRAND_BODY_MAX;
        return fetch;
    }
    bwpi_fetch_end(fetch, NULL);
    return NULL;
}

bwp_status bwpi_fetch_keys(bwp_client *client, const struct keys *keys, int64_t deadline, struct fetch **begun,
                           struct fault *fault)
{
    bool          is_late = are_late(client, keys);
    struct fetch *fetch;

    *begun = NULL;
    if (keys->renew == 0 || keys->renew > now(client) || (atomic_exchange(&client->is_renewing, true) && !is_late))
        return BWP_OK;
    fetch = fetch_new(client, deadline);
    if (fetch == NULL) {
        atomic_store(&client->is_renewing, false);
        return is_late ? bwpi_fault_memory(fault) : BWP_OK;
    }
    fetch->plan = client->config.provider->fetch_keys;
    memcpy(fetch->errand.name, client->config.role, sizeof fetch->errand.name);
    fetch->errand.needs_ticket = client->config.metadata_needs_token;
    fetch->timeout_ms = client->metadata_timeout_ms;
    fetch->route.base = client->metadata;
    fetch->route.is_plain = true;
    fetch->route.proxy = NULL;
    if (fetch->route.connect_timeout_ms > CONNECT_TIMEOUT_MS)
        fetch->route.connect_timeout_ms = CONNECT_TIMEOUT_MS;
    *begun = fetch;
    return BWP_OK;
}

bwp_status bwpi_fetch_account(bwp_client *client, struct keys *keys, int64_t deadline, struct fetch **begun,
                              struct fault *fault)
{
    const struct provider *provider = client->config.provider;
    struct fetch          *fetch;

    *begun = NULL;
    if (provider->fetch_account == NULL || *bwpi_client_account(client) != '\0')
        return BWP_OK;
    fetch = fetch_new(client, deadline);
    if (fetch == NULL)
        return bwpi_fault_memory(fault);
    fetch->plan = provider->fetch_account;
    fetch->timeout_ms = ACCOUNT_TIMEOUT_MS;
    fetch->errand.at_count = client->config.account_at_count;
    fetch->config = client->config;
    fetch->keys = bwpi_keys_hold(keys);
    *begun = fetch;
    return BWP_OK;
}

void bwpi_fetch_end(struct fetch *fetch, struct engine *engine)
{
    if (fetch == NULL)
        return;
    if (fetch->exchange != NULL)
        bwpi_exchange_end(engine, fetch->exchange);
    bwpi_errand_free(&fetch->errand);
    bwpi_http_request_free(&fetch->request);
    bwpi_signing_free(&fetch->signing);
    bwpi_http_response_free(&fetch->response);
    if (fetch->keys == NULL)
        atomic_store(&fetch->client->is_renewing, false);
    bwpi_keys_release(fetch->keys);
    free(fetch);
}

int64_t bwpi_fetch_due(const struct fetch *fetch)
{
    return fetch->exchange_deadline;
}

/* A no to the question for the account says nothing about the package or the request of the call. */
static bwp_status status_of_account(bwp_status status)
{
    switch (status) {
    case BWP_OK:
    case BWP_ERR_ARGUMENT:
    case BWP_ERR_CONFLICT:
    case BWP_ERR_EXISTS:
    case BWP_ERR_NOT_FOUND:
    case BWP_ERR_UNSUPPORTED:
        return BWP_ERR_RESPONSE;
    default:
        return status;
    }
}

/* Of what gives a machine its keys the HTTP status alone tells what may pass. */
static bwp_status status_of_keys(const struct http_response *response)
{
    return response->failure == HTTP_NO_MEMORY ? BWP_ERR_MEMORY
           : response->status == 429           ? BWP_ERR_THROTTLED
           : response->status >= 500           ? BWP_ERR_SERVER
                                               : BWP_ERR_CREDENTIALS;
}

static bwp_status fault_fetch(const struct fetch *fetch, const char *problem, struct fault *fault)
{
    bwp_status status = status_of_account(fetch->errand.status);

    if (fetch->keys == NULL)
        status = status_of_keys(&fetch->response);
    if (fetch->response.failure == HTTP_TIMED_OUT)
        status = BWP_ERR_TIMEOUT;
    else if (fetch->response.failure == HTTP_UNREACHABLE || fetch->response.failure == HTTP_CUT)
        status = BWP_ERR_NETWORK;
    if (fetch->keys == NULL)
        return bwpi_fault(fault, status, "credentials", "no keys from the metadata service at %.60s: %.120s",
                          fetch->client->metadata, problem);
    return bwpi_fault(fault, status, "account", "account is missing, and %.50s does not tell it: %.170s",
                      fetch->config.account_at[0].base, problem);
}

/* Signs a question for the account, which goes to another address than the calls. */
static bwp_status sign(struct fetch *fetch, struct fault *fault)
{
    const struct provider *provider = fetch->client->config.provider;
    const struct context   context = {&fetch->config, fetch->keys, ""};
    char                   nonce[CRYPTO_NONCE_SIZE] = "";
    struct stamp           stamp = {now(fetch->client), nonce};

    fetch->signed_time = stamp.unix_time;
    fetch->config.address = fetch->config.account_at[fetch->errand.at];
    fetch->route.base = fetch->config.address.base;
    fetch->route.is_loopback = fetch->config.address.is_loopback;
    if (provider->takes_nonce)
        bwpi_crypto_nonce(fetch->config.crypto, nonce);
    return provider->sign(&context, &stamp, &fetch->request, &fetch->signing, fault);
}

static bwp_status send_request(struct fetch *fetch, struct engine *engine, struct fault *fault)
{
    int64_t start = bwpi_clock_ms();

    if (bwpi_http_request_state(&fetch->request) != BUF_OK)
        return bwpi_http_fault(bwpi_http_request_state(&fetch->request), fault);
    bwpi_signing_clear(&fetch->signing);
    if (fetch->keys == NULL)
        bwpi_signing_aim(&fetch->signing, &fetch->request, bwpi_pairs_by_name_and_value);
    else if (sign(fetch, fault) != BWP_OK)
        return fault->status;
    fetch->sending = (struct http_sending){fetch->request.method,
                                           bwpi_buf_text(&fetch->signing.target),
                                           {&fetch->request.headers, &fetch->signing.headers},
                                           &fetch->request.body,
                                           false};
    fetch->exchange_deadline = start + fetch->timeout_ms;
    if (fetch->exchange_deadline > fetch->deadline)
        fetch->exchange_deadline = fetch->deadline;
    bwpi_http_response_clear(&fetch->response);
    fetch->exchange = bwpi_exchange_start(engine, &fetch->route, &fetch->sending, &fetch->response,
                                          fetch->exchange_deadline - start);
    return BWP_OK;
}

static bwp_status take_keys(struct fetch *fetch, struct fault *fault)
{
    struct errand *errand = &fetch->errand;
    bwp_client    *client = fetch->client;
    int64_t        left = errand->expires - now(client);
    struct keys   *keys;

    if (left <= 0)
        return fault_fetch(fetch, "the keys it gives have expired, or this machine's clock is fast", fault);
    keys = bwpi_keys_new(bwpi_buf_text(&errand->access_key), bwpi_buf_text(&errand->secret_key),
                         bwpi_buf_text(&errand->security_token), NULL, "metadata");
    if (keys == NULL)
        return bwpi_fault_memory(fault);
    keys->expires = errand->expires;
    keys->renew = errand->expires - (left > 2 * RENEW_BEFORE ? RENEW_BEFORE : left / 2);
    if (client->config.provider->prepare_keys(&client->config, keys, fault) != BWP_OK) {
        bwpi_keys_release(keys);
        return fault->status;
    }
    bwpi_client_renew_keys(client, keys);
    return BWP_OK;
}

static enum fetch_state end_in_vain(const struct fetch *fetch)
{
    return are_late_now(fetch->client) || fetch->keys != NULL ? FETCH_FAILED : FETCH_IN_VAIN;
}

/* An answer is read with the secrets taken out that it may echo. */
static void take_answer(struct fetch *fetch, struct engine *engine)
{
    if (fetch->exchange != NULL)
        bwpi_exchange_end(engine, fetch->exchange);
    fetch->exchange = NULL;
    if (fetch->keys != NULL) {
        (void)bwpi_keys_redact(fetch->keys, fetch->signing.signature, &fetch->response.headers);
        (void)bwpi_keys_redact(fetch->keys, fetch->signing.signature, &fetch->response.body);
    }
}

/* True if a clock that was refused is set now: once, as for a call, and then the errand begins anew. */
static bool begins_anew(struct fetch *fetch)
{
    struct errand *errand = &fetch->errand;

    if (fetch->keys == NULL || errand->status != BWP_ERR_CLOCK ||
        !bwpi_client_correct_clock(fetch->client, &fetch->response, fetch->signed_time, &errand->server_time,
                                   &fetch->clock_corrected))
        return false;
    errand->phase = errand->at = 0;
    errand->status = BWP_OK;
    return true;
}

enum fetch_state bwpi_fetch_step(struct fetch *fetch, struct engine *engine, struct fault *fault)
{
    for (;;) {
        bool is_first = fetch->errand.phase == 0;

        if (fetch->exchange != NULL && !bwpi_exchange_is_over(fetch->exchange))
            return FETCH_WAITS;
        take_answer(fetch, engine);
        bwpi_http_request_clear(&fetch->request);
        switch (fetch->plan(&fetch->errand, is_first ? NULL : &fetch->response, &fetch->request)) {
        case ERRAND_ASKS:
            if (send_request(fetch, engine, fault) != BWP_OK)
                return end_in_vain(fetch);
            break;
        case ERRAND_DONE:
            if (fetch->keys != NULL)
                bwpi_client_put_account(fetch->client, fetch->errand.account);
            else if (take_keys(fetch, fault) != BWP_OK)
                return end_in_vain(fetch);
            return FETCH_DONE;
        case ERRAND_FAILED:
            if (begins_anew(fetch))
                break;
            (void)fault_fetch(fetch, fetch->errand.problem, fault);
            return end_in_vain(fetch);
        }
    }
}
