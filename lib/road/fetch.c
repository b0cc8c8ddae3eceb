/*
 * fetch.c - one exchange after another with the service of the machine, as the provider's room says.
 *
 * That service is asked over plain http at an address that cannot be reached from elsewhere: never through a proxy,
 * with a short time and a short answer, and none of what it says is kept but the keys.
 */
#include "road/fetch.h"

#include <stdlib.h>

#include "base/clock.h"
#include "model/signing.h"

enum { CONNECT_TIMEOUT_MS = 1000, RENEW_BEFORE = 600 /* seconds before keys expire */ };

struct fetch {
    bwp_client          *client;
    struct errand        errand;
    struct http_request  request;
    struct signing       signing; /* nothing is signed: it encodes the target */
    struct http_sending  sending;
    struct http_response response;
    struct route         route;
    struct exchange     *exchange;
    int64_t              deadline, exchange_deadline;
};

static int64_t now(const bwp_client *client)
{
    return bwpi_clock_unix() + atomic_load(&client->clock_offset);
}

/* Whether keys have to be replaced before they are signed with; is_late: they are of no more use at all. */
static bool is_due(bwp_client *client, bool *is_late)
{
    struct keys *keys = bwpi_client_hold_keys(client);
    bool         due = keys->renew != 0 && keys->renew <= now(client);

    *is_late = keys->renew != 0 && keys->expires <= now(client);
    bwpi_keys_release(keys);
    return due;
}

struct fetch *bwpi_fetch_begin(bwp_client *client, int64_t deadline)
{
    struct fetch *fetch;
    bool          is_late;

    if (!is_due(client, &is_late) || (atomic_exchange(&client->is_renewing, true) && !is_late))
        return NULL;
    fetch = calloc(1, sizeof *fetch);
    if (fetch == NULL) {
        atomic_store(&client->is_renewing, false);
        return NULL;
    }
    fetch->client = client;
    fetch->deadline = deadline;
    bwpi_errand_init(&fetch->errand);
    bwpi_http_request_init(&fetch->request);
    bwpi_signing_init(&fetch->signing);
    if (!bwpi_http_response_init(&fetch->response)) {
        bwpi_fetch_end(fetch, NULL);
        return NULL;
    }
    fetch->response.body.max = ERRAND_BODY_MAX;
    fetch->route = client->route;
    fetch->route.base = client->metadata;
    fetch->route.is_plain = true;
    fetch->route.proxy = NULL;
    if (fetch->route.connect_timeout_ms > CONNECT_TIMEOUT_MS)
        fetch->route.connect_timeout_ms = CONNECT_TIMEOUT_MS;
    return fetch;
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
    atomic_store(&fetch->client->is_renewing, false);
    free(fetch);
}

int64_t bwpi_fetch_due(const struct fetch *fetch)
{
    return fetch->exchange_deadline;
}

static bwp_status fault_fetch(const struct fetch *fetch, const char *problem, struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "credentials", "no keys from the metadata service at %.60s: %.120s",
                      fetch->client->metadata, problem);
}

static void send_request(struct fetch *fetch, struct engine *engine)
{
    int64_t start = bwpi_clock_ms();

    bwpi_signing_clear(&fetch->signing);
    bwpi_signing_aim(&fetch->signing, &fetch->request, bwpi_pairs_by_name_and_value);
    fetch->sending = (struct http_sending){fetch->request.method,
                                           bwpi_buf_text(&fetch->signing.target),
                                           {&fetch->request.headers, &fetch->signing.headers},
                                           &fetch->request.body,
                                           false};
    fetch->exchange_deadline = start + fetch->client->metadata_timeout_ms;
    if (fetch->exchange_deadline > fetch->deadline)
        fetch->exchange_deadline = fetch->deadline;
    bwpi_http_response_clear(&fetch->response);
    fetch->exchange = bwpi_exchange_start(engine, &fetch->route, &fetch->sending, &fetch->response,
                                          fetch->exchange_deadline - start);
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

static enum fetch_state end_in_vain(struct fetch *fetch)
{
    bool is_late;

    (void)is_due(fetch->client, &is_late);
    return is_late ? FETCH_FAILED : FETCH_IN_VAIN;
}

enum fetch_state bwpi_fetch_step(struct fetch *fetch, struct engine *engine, struct fault *fault)
{
    const struct provider *provider = fetch->client->config.provider;
    bool                   is_first = fetch->errand.phase == 0;

    for (;;) {
        if (fetch->exchange != NULL && !bwpi_exchange_is_over(fetch->exchange))
            return FETCH_WAITS;
        if (fetch->exchange != NULL)
            bwpi_exchange_end(engine, fetch->exchange);
        fetch->exchange = NULL;
        bwpi_http_request_clear(&fetch->request);
        switch (provider->fetch_keys(&fetch->errand, is_first ? NULL : &fetch->response, &fetch->request)) {
        case ERRAND_ASKS:
            if (bwpi_http_request_state(&fetch->request) != BUF_OK) {
                (void)bwpi_http_fault(bwpi_http_request_state(&fetch->request), fault);
                return end_in_vain(fetch);
            }
            send_request(fetch, engine);
            is_first = false;
            break;
        case ERRAND_DONE:
            return take_keys(fetch, fault) == BWP_OK ? FETCH_DONE : end_in_vain(fetch);
        case ERRAND_FAILED:
            (void)fault_fetch(fetch, fetch->errand.problem, fault);
            return end_in_vain(fetch);
        }
    }
}
