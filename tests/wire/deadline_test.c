/* deadline_test.c - timeout_ms bounds the whole call whatever a server does, and cancelling ends it at once. */
#include "saboteur_case.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"

enum { TIMEOUT_MS = 400, BEYOND_MS = 100, TRIES = 4, LONG_MS = 60000 };

/* Upper bounds catch what hangs: a slow machine gets more, and a moment of it another try. */
static int64_t bound_ms(int64_t ms)
{
    return ms + (int64_t)BEYOND_MS * sab_slowness() * (sab_slowness() > 1 ? 5 : 1);
}

struct timed {
    const struct wire_door *door;
    bwp_client             *client;
    pthread_t               thread;
    bwp_outcome             outcome;
    bwp_status              status;
    unsigned                attempts;
    int64_t                 ended, elapsed_ms;
    char                    message[1024];
};

static void *run(void *user)
{
    struct timed *timed = user;
    bwp_request   request = wire_request(wire_door_of(timed->client), "in time");
    bwp_result   *result = NULL;
    int64_t       began = wire_now_ms();

    timed->outcome = bwp_create(timed->client, &request, &result);
    timed->ended = wire_now_ms();
    timed->elapsed_ms = timed->ended - began;
    timed->status = bwp_result_status(result);
    timed->attempts = bwp_result_attempts(result);
    (void)snprintf(timed->message, sizeof timed->message, "%s", bwp_result_message(result));
    bwp_result_free(result);
    return NULL;
}

static void begin(struct timed *timed, const struct wire_door *door, bwp_client *client)
{
    *timed = (struct timed){.door = door, .client = client};
    assert_int_equal(pthread_create(&timed->thread, NULL, run, timed), 0);
}

static void end(const struct timed *timed)
{
    assert_int_equal(pthread_join(timed->thread, NULL), 0);
}

/* ---- deadlines ---- */

struct slow_row {
    const char    *name;
    struct sab_act act;
    bool           secure;
    bwp_outcome    outcome; /* of a call whose time runs out there */
};

#define TEXT(text)  .answer = (text), .size = sizeof(text) - 1
#define FLOOD(text) .flood = (text), .flood_size = sizeof(text) - 1, .flood_most = 1 << 30

static const struct slow_row slow_rows[] = {
    {"accepts and says nothing", {.stage = SAB_AT_ACCEPT, .end = SAB_STALL}, false, BWP_UNKNOWN},
    {"says nothing to a request", {.end = SAB_STALL}, false, BWP_UNKNOWN},
    {"says nothing to a request, TLS", {.end = SAB_STALL}, true, BWP_UNKNOWN},
    {"says nothing to ClientHello", {.stage = SAB_AT_HELLO, .end = SAB_STALL}, true, BWP_NOT_DONE},
    {"stops in ServerHello", {.stage = SAB_IN_FLIGHT, .end = SAB_STALL}, true, BWP_NOT_DONE},
    {"drips a status line", {FLOOD("HTTP/1.1 200 Ans"), .drip_ms = 20}, false, BWP_UNKNOWN},
    {"drips headers", {TEXT("HTTP/1.1 200 OK\r\n"), FLOOD("A: b\r\n"), .drip_ms = 20}, false, BWP_UNKNOWN},
    {"drips headers, TLS", {TEXT("HTTP/1.1 200 OK\r\n"), FLOOD("A: b\r\n"), .drip_ms = 20}, true, BWP_UNKNOWN},
    {"drips hints", {FLOOD("HTTP/1.1 103 A\r\n\r\n"), .drip_ms = 20}, false, BWP_UNKNOWN},
    {"drips a body", {TEXT("HTTP/1.1 200 OK\r\n\r\n"), FLOOD(" "), .drip_ms = 5}, false, BWP_UNKNOWN},
    {"drips chunks",
     {TEXT("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), FLOOD("1\r\n \r\n"), .drip_ms = 2},
     true,
     BWP_UNKNOWN},
    {"drips a refusal", {TEXT("HTTP/1.1 400 No\r\n\r\n"), FLOOD(" "), .drip_ms = 5}, false, BWP_UNKNOWN},
};

/* All doors at once; true if every call ended in time. */
static bool all_end_in_time(const struct slow_row *row)
{
    const struct sab_tls tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};
    struct sab          *sabs[WIRE_DOORS];
    struct timed         calls[WIRE_DOORS];
    int64_t              timeout_ms = (int64_t)TIMEOUT_MS * sab_slowness();
    bool                 in_time = true;

    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_config config;

        sabs[i] = sab_start(&row->act, 1, row->secure ? &tls : NULL);
        config = sab_config(&wire_doors[i], sabs[i], 3);
        config.timeout_ms = (uint32_t)timeout_ms;
        begin(&calls[i], &wire_doors[i], sab_client(&config));
    }
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bool unsent;

        end(&calls[i]);
        bwp_client_free(calls[i].client);
        sab_stop(sabs[i]);
        unsent = calls[i].outcome == BWP_NOT_DONE && sab_received(sabs[i]) == 0; /* a slow machine */
        if ((calls[i].outcome != row->outcome && !unsent) || calls[i].status != BWP_ERR_TIMEOUT ||
            calls[i].attempts == 0) {
            fail_msg("a server that %s, %s: outcome %d, status %d after %lld ms and %u attempts: %s", row->name,
                     wire_doors[i].name, (int)calls[i].outcome, (int)calls[i].status, (long long)calls[i].elapsed_ms,
                     calls[i].attempts, calls[i].message);
        }
        in_time = in_time && calls[i].elapsed_ms <= bound_ms(timeout_ms);
        sab_free(sabs[i]);
    }
    return in_time;
}

static void test_a_slow_server_cannot_stretch_a_call(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(slow_rows); i++) {
        int tries = 1;

        while (!all_end_in_time(&slow_rows[i])) {
            if (++tries > TRIES)
                fail_msg("a server that %s stretches calls beyond timeout_ms", slow_rows[i].name);
        }
    }
}

/* Attempts and pauses share the one time. */
static void test_a_server_that_throttles_cannot_stretch_a_call(void **state)
{
    static const char *const hints[WIRE_DOORS] = {
        "HTTP/1.1 429 No\r\nConnection: close\r\n\r\n"
        "{\"error_code\":\"APIGW.0308\",\"error_msg\":\"throttled\",\"request_id\":\"r-0000001\"}",
        "HTTP/1.1 429 No\r\nx-acs-retry-after: 30\r\nConnection: close\r\n\r\n"
        "{\"Code\":\"Throttling.User\",\"Message\":\"no\",\"RequestId\":\"r-00000001\"}",
        "HTTP/1.1 503 No\r\nx-acs-retry-after: 30\r\nConnection: close\r\n\r\n"
        "{\"Code\":\"Throttling.User\",\"Message\":\"no\",\"RequestId\":\"r-00000001\"}",
        "HTTP/1.1 429 No\r\nConnection: close\r\n\r\n"
        "{\"code\":\"TooManyRequests\",\"message\":\"no\",\"requestId\":\"r-000000001\"}",
        "HTTP/1.1 429 No\r\nConnection: close\r\n\r\n"
        "{\"ResponseMetadata\":{\"Error\":{\"Code\":\"AccountFlowLimitExceeded\",\"Message\":\"no\"}}}",
    };

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client          *client;
        bool                 is_unsent;
        const struct sab_act act = {.answer = hints[i], .size = strlen(hints[i]), .end = SAB_FIN};
        struct sab          *sab = sab_start(&act, 1, NULL);
        bwp_config           config = sab_config(&wire_doors[i], sab, 1000);
        struct timed         call;

        config.timeout_ms = TIMEOUT_MS * sab_slowness();
        client = sab_client(&config);
        client->pause_base_ms = 20;
        begin(&call, &wire_doors[i], client);
        end(&call);
        bwp_client_free(client);
        sab_stop(sab);
        assert_true(call.outcome != BWP_DONE);
        /* NOT_DONE: throttled to the end, or the time ran out before the last request left; otherwise it ran out after
         */
        is_unsent = call.outcome == BWP_NOT_DONE && call.status == BWP_ERR_TIMEOUT;
        if (call.outcome == BWP_NOT_DONE && !is_unsent)
            assert_int_equal(call.status, BWP_ERR_THROTTLED);
        assert_true(call.attempts > 1);
        assert_int_equal(sab_requests(sab), call.attempts - is_unsent);
        assert_true(call.elapsed_ms <= bound_ms(config.timeout_ms));
        sab_free(sab);
    }
}

/* ---- cancelling ---- */

struct moment {
    const char    *name;
    struct sab_act act;
    bool           secure, pauses; /* it is cancelled in the pause after an attempt */
    bwp_outcome    outcome;
};

/* The line that tells of a pause. */
static atomic_uint pauses_begun;

static void note_pause(void *user, const char *line)
{
    (void)user;
    if (strstr(line, "again in") != NULL)
        atomic_fetch_add(&pauses_begun, 1);
}

static const struct moment moments[] = {
    {"in flight", {.end = SAB_STALL}, false, false, BWP_UNKNOWN},
    {"in flight, TLS", {.end = SAB_STALL}, true, false, BWP_UNKNOWN},
    {"in the headers", {TEXT("HTTP/1.1 200 OK\r\n"), FLOOD("A: b\r\n"), .drip_ms = 5}, false, false, BWP_UNKNOWN},
    {"in the body", {TEXT("HTTP/1.1 201 OK\r\n\r\n"), FLOOD(" "), .drip_ms = 5}, false, false, BWP_UNKNOWN},
    {"in the handshake", {.stage = SAB_AT_HELLO, .end = SAB_STALL}, true, false, BWP_NOT_DONE},
    {"before the handshake", {.stage = SAB_AT_ACCEPT, .end = SAB_STALL}, true, false, BWP_NOT_DONE},
    {"pausing without a doubt", {.end = SAB_KEEP}, false, true, BWP_NOT_DONE},
    {"pausing in doubt",
     {TEXT("HTTP/1.1 502 No\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n"), .end = SAB_KEEP},
     false,
     true,
     BWP_UNKNOWN},
};

#define BUSY(status) "HTTP/1.1 " status " No\r\nRetry-After: 30\r\nConnection: close\r\n\r\n"

static const char *const throttled[WIRE_DOORS] = {
    BUSY("429") "{\"error_code\":\"APIGW.0308\",\"error_msg\":\"no\"}",
    BUSY("400") "{\"Code\":\"Throttling.User\",\"Message\":\"no\"}",
    BUSY("400") "{\"Code\":\"Throttling.User\",\"Message\":\"no\"}",
    BUSY("429") "{\"code\":\"TooManyRequests\",\"message\":\"no\"}",
    BUSY("429") "{\"ResponseMetadata\":{\"Error\":{\"Code\":\"AccountFlowLimitExceeded\",\"Message\":\"no\"}}}",
};

static void wait_for_pause(unsigned before)
{
    for (int i = 0; i < 2000 && atomic_load(&pauses_begun) == before; i++) {
        const struct timespec moment = {.tv_nsec = 5 * 1000 * 1000};

        (void)nanosleep(&moment, NULL);
    }
    assert_int_not_equal(atomic_load(&pauses_begun), before);
}

/* Cancels one call at the moment; returns how long it took to end. */
static int64_t cancel_at(const struct moment *moment, size_t door)
{
    bwp_config           config;
    struct sab          *sab;
    bwp_client          *client;
    int64_t              cancelled;
    const struct sab_tls tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};
    size_t               size;
    char                *good = sab_expand(&wire_doors[door], SAB_YES, &size);
    struct sab_act       acts[] = {moment->act, {.answer = good, .size = size, .end = SAB_KEEP}};
    unsigned             before = atomic_load(&pauses_begun);
    struct timed         call, later;

    if (moment->act.end == SAB_KEEP && moment->act.answer == NULL) {
        acts[0].answer = throttled[door];
        acts[0].size = strlen(throttled[door]);
        acts[0].end = SAB_FIN;
    }
    sab = sab_start(acts, 2, moment->secure ? &tls : NULL);
    config = sab_config(&wire_doors[door], sab, 3);
    config.timeout_ms = LONG_MS;
    config.log = note_pause;
    client = sab_client(&config);
    begin(&call, &wire_doors[door], client);
    if (moment->pauses)
        wait_for_pause(before);
    else
        assert_true(moment->outcome == BWP_NOT_DONE ? sab_wait_connections(sab, 1) : sab_wait_requests(sab, 1));
    cancelled = wire_now_ms();
    bwp_client_cancel(client);
    end(&call);
    begin(&later, &wire_doors[door], client); /* another call is not affected */
    end(&later);
    bwp_client_free(client);
    sab_stop(sab);
    if (call.outcome != moment->outcome || call.status != BWP_ERR_CANCELLED || call.attempts != 1) {
        fail_msg("cancelled %s, %s: outcome %d, status %d after %u attempts: %s", moment->name, wire_doors[door].name,
                 (int)call.outcome, (int)call.status, call.attempts, call.message);
    }
    if (later.outcome != BWP_DONE ||
        sab_requests(sab) != (moment->outcome == BWP_NOT_DONE && !moment->pauses ? 1 : 2)) {
        fail_msg("after a call cancelled %s, %s: outcome %d, %u requests: %s", moment->name, wire_doors[door].name,
                 (int)later.outcome, sab_requests(sab), later.message);
    }
    sab_free(sab);
    free(good);
    return call.ended - cancelled;
}

static void test_cancelling_ends_a_call_at_once_and_honestly(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(moments) * WIRE_DOORS; i++) {
        const struct moment *moment = &moments[i / WIRE_DOORS];
        int                  tries = 1;

        if (moment->pauses && moment->outcome == BWP_UNKNOWN && !wire_doors[i % WIRE_DOORS].honours_token)
            continue; /* there is no pause: it is over */
        while (cancel_at(moment, i % WIRE_DOORS) > bound_ms(0)) {
            if (++tries > TRIES)
                fail_msg("a call cancelled %s does not end, %s", moment->name, wire_doors[i % WIRE_DOORS].name);
        }
    }
}

static void test_cancelling_ends_every_call_of_the_client(void **state)
{
    enum { CALLS = 8 };
    const struct sab_act act = {.end = SAB_STALL};
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct sab  *sab = sab_start(&act, 1, NULL);
        bwp_config   config = sab_config(&wire_doors[i], sab, 3);
        struct timed calls[CALLS];
        bwp_client  *client = sab_client(&config), *other = sab_client(&config);

        for (size_t j = 0; j < CALLS; j++)
            begin(&calls[j], &wire_doors[i], j == 0 ? other : client);
        assert_true(sab_wait_requests(sab, CALLS));
        bwp_client_cancel(NULL);
        bwp_client_cancel(client);
        for (size_t j = 1; j < CALLS; j++) {
            end(&calls[j]);
            assert_int_equal(calls[j].outcome, BWP_UNKNOWN);
            assert_int_equal(calls[j].status, BWP_ERR_CANCELLED);
        }
        bwp_client_cancel(other); /* which was still running */
        end(&calls[0]);
        assert_int_equal(calls[0].status, BWP_ERR_CANCELLED);
        assert_true(calls[0].ended >= calls[1].ended);
        bwp_client_free(client);
        bwp_client_free(other);
        sab_stop(sab);
        assert_int_equal(sab_requests(sab), CALLS);
        sab_free(sab);
    }
}

static void test_cancelling_when_nothing_runs_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        size_t               size;
        char                *good = sab_expand(&wire_doors[i], SAB_YES, &size);
        const struct sab_act act = {.answer = good, .size = size, .end = SAB_KEEP};
        struct sab          *sab = sab_start(&act, 1, NULL);
        bwp_config           config = sab_config(&wire_doors[i], sab, 1);
        bwp_client          *client = sab_client(&config);
        bwp_request          request = wire_request(&wire_doors[i], "as ever");

        for (int j = 0; j < 3; j++) {
            bwp_client_cancel(client);
            assert_int_equal(bwp_create(client, &request, NULL), BWP_DONE);
        }
        bwp_client_free(client);
        sab_free(sab);
        free(good);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slow_server_cannot_stretch_a_call),
        cmocka_unit_test(test_a_server_that_throttles_cannot_stretch_a_call),
        cmocka_unit_test(test_cancelling_ends_a_call_at_once_and_honestly),
        cmocka_unit_test(test_cancelling_ends_every_call_of_the_client),
        cmocka_unit_test(test_cancelling_when_nothing_runs_changes_nothing),
    };

    return SAB_RUN(tests);
}
