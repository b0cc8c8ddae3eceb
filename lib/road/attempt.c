/* attempt.c - a step as its provider is told it: written once, signed for every attempt, shown as it is sent. */
#include "road/attempt.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "road/retry.h"

const struct skill *bwpi_attempt_skill(const struct call *call)
{
    return &call->client->config.provider->skills[call->step.verb];
}

/* No page that tells how long a client token is remembered says less than 24 hours; so long it is relied on. */
enum { TOKEN_TRUST_MS = 20 * 3600 * 1000 };

bool bwpi_attempt_is_repeatable(const struct call *call)
{
    if (call->step.effect != BUYS)
        return true;
    return bwpi_attempt_skill(call)->takes_token && call->step.token[0] != '\0' &&
           bwpi_clock_elapsed_ms() - call->prepared <= TOKEN_TRUST_MS;
}

/* ---- before sending ---- */

void bwpi_attempt_set_deadline(struct call *call, int64_t from)
{
    call->step_deadline = from + call->client->config.given.timeout_ms;
    if (call->step_deadline > call->deadline)
        call->step_deadline = call->deadline;
}

static bwp_status translate(struct call *call, struct fault *fault)
{
    const struct context context = {&call->client->config, call->keys, bwpi_client_account(call->client)};

    bwpi_http_request_clear(&call->request);
    if (bwpi_attempt_skill(call)->translate(&context, &call->step, &call->request, fault) != BWP_OK ||
        bwpi_http_fault(bwpi_http_request_state(&call->request), fault) != BWP_OK) {
        if (fault->status == BWP_ERR_ARGUMENT && fault->field[0] == '\0') /* too long, as only these two can be */
            (void)snprintf(fault->field, sizeof fault->field, "%s",
                           call->step.order->options != NULL ? "provider_options" : "tags");
        return fault->status;
    }
    call->prepared = bwpi_clock_elapsed_ms();
    call->request.once = !bwpi_attempt_is_repeatable(call);
    call->attempts = 0;
    bwpi_attempt_set_deadline(call, bwpi_clock_ms());
    return BWP_OK;
}

/* A verb that the provider has no way for is told with the way that there is. */
static bwp_status fault_no_skill(const struct call *call, struct fault *fault)
{
    const struct provider *provider = call->client->config.provider;
    const char            *instead = provider->instead[call->step.verb];

    return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "", "%s cannot be done at %s; %s", bwpi_verb_name(call->step.verb),
                      provider->name, instead != NULL ? instead : "use the provider's console");
}

bwp_status bwpi_attempt_prepare(struct call *call, struct fault *fault)
{
    if (bwpi_attempt_skill(call)->translate == NULL)
        return fault_no_skill(call, fault);
    if (!bwpi_attempt_skill(call)->takes_token)
        call->step.token[0] = '\0';
    return translate(call, fault);
}

/* Lets the result show what is sent; now, because after the sending memory may be short. */
static bwp_status show(struct call *call, struct fault *fault)
{
    bwp_result *result = call->result;
    const struct {
        struct buf       *to;
        const struct buf *from;
    } texts[] = {{&result->canonical_request, &call->signing.canonical_request[AS_SHOWN]},
                 {&result->string_to_sign, &call->signing.string_to_sign[AS_SHOWN]}};
    enum buf_state state;

    bwpi_buf_clear(&result->request);
    bwpi_signing_show(&call->signing, &call->request, call->client->config.address.base, &result->request);
    state = result->request.state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bwpi_buf_clear(texts[i].to);
        bwpi_buf_add(texts[i].to, bwpi_buf_text(texts[i].from), texts[i].from->size);
        state = state != BUF_OK ? state : texts[i].to->state;
    }
    if (state == BUF_OK)
        return BWP_OK;
    bwpi_buf_clear(&result->request); /* a part of a request could be mistaken for the whole */
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        bwpi_buf_clear(texts[i].to);
    return bwpi_http_fault(state, fault);
}

/* What there is to sign with; a preview fetches nothing, and says so. */
static bwp_status check_keys(const struct call *call, struct fault *fault)
{
    if (call->keys->access_key != NULL || call->keys->auth_token != NULL)
        return BWP_OK;
    return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "credentials",
                      "keys come from the metadata service, which only a call asks; there are none yet");
}

bwp_status bwpi_attempt_sign(struct call *call, struct fault *fault)
{
    const struct context   context = {&call->client->config, call->keys, bwpi_client_account(call->client)};
    const struct provider *provider = call->client->config.provider;
    char                   nonce[CRYPTO_NONCE_SIZE] = "";
    struct stamp           stamp = {bwpi_clock_unix() + atomic_load(&call->client->clock_offset), nonce};

    call->signed_time = stamp.unix_time;
    if (provider->takes_nonce)
        bwpi_crypto_nonce(call->client->config.crypto, nonce);
    bwpi_signing_clear(&call->signing);
    if (check_keys(call, fault) != BWP_OK ||
        provider->sign(&context, &stamp, &call->request, &call->signing, fault) != BWP_OK)
        return fault->status;
    call->sending = (struct http_sending){call->request.method,
                                          bwpi_buf_text(&call->signing.target),
                                          {&call->request.headers, &call->signing.headers},
                                          bwpi_signing_body(&call->signing, &call->request, AS_SENT),
                                          call->request.once};
    return show(call, fault);
}

/* ---- after an attempt ---- */

bool bwpi_attempt_may_follow(struct call *call, bool clock_corrected)
{
    const bwp_result    *result = call->result;
    const struct attempt attempt = {result->outcome, result->status, result->response.failure,
                                    bwpi_attempt_is_repeatable(call), clock_corrected};
    int64_t              pause, now = bwpi_clock_ms();

    if (call->attempts >= call->client->config.given.max_attempts || !bwpi_retry_is_allowed(&attempt) ||
        (call->doubt.is_there && !attempt.is_repeatable))
        return false;
    pause = bwpi_retry_hint_ms(result->reply.retry_after_ms, &result->response, call->signed_time);
    if (pause == 0 && !clock_corrected) {
        uint32_t random = 0;

        if (!bwpi_random_bytes(&random, sizeof random))
            return false;
        pause = bwpi_retry_pause_ms(call->attempts, call->client->pause_base_ms, random);
    }
    if (pause > RETRY_HINT_MAX_MS || now + pause + RETRY_TIME_MIN_MS > call->step_deadline)
        return false;
    call->resume = now + pause;
    return true;
}
