/* attempts_test.c - when a request is sent again, after how long, and when never. */
#include "saboteur_case.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "road/client.h"

/* What a call at the emulator came to, with the requests and purchases it made. */
struct outcome {
    bwp_outcome outcome;
    bwp_status  status;
    unsigned    attempts;
    int         requests, purchases;
    int64_t     elapsed_ms;
    char        message[1024], token[128];
};

static struct outcome call(bwp_client *client, const struct wire_door *door)
{
    int64_t         began;
    static unsigned number;
    char            name[32];
    struct outcome  all = {.requests = -wire_requests(door->provider), .purchases = -wire_purchases(door->provider)};
    bwp_request     request = wire_request(door, name);
    bwp_result     *result = NULL;

    (void)snprintf(name, sizeof name, "attempt-%u", number++);
    began = wire_now_ms();
    all.outcome = bwp_create(client, &request, &result);
    all.elapsed_ms = wire_now_ms() - began;
    all.status = bwp_result_status(result);
    all.attempts = bwp_result_attempts(result);
    all.requests += wire_requests(door->provider);
    all.purchases += wire_purchases(door->provider);
    (void)snprintf(all.message, sizeof all.message, "%s", bwp_result_message(result));
    (void)snprintf(all.token, sizeof all.token, "%s", bwp_result_client_token(result));
    bwp_result_free(result);
    return all;
}

static bwp_client *client_at(const struct wire_door *door, const char *url, unsigned attempts, uint32_t timeout_ms)
{
    bwp_config config = wire_config(door, url);

    config.max_attempts = attempts;
    config.timeout_ms = timeout_ms;
    return sab_client(&config);
}

static struct outcome call_with(const struct wire_door *door, unsigned attempts, uint32_t timeout_ms)
{
    bwp_client    *client = client_at(door, wire_cloud.url, attempts, timeout_ms);
    struct outcome all = call(client, door);

    bwp_client_free(client);
    return all;
}

static void expect(const struct wire_door *door, const char *what, const struct outcome *have, bwp_outcome outcome,
                   bwp_status status, int requests, int purchases)
{
    if (have->outcome != outcome || have->status != status || have->requests != requests ||
        have->purchases != purchases || have->attempts != (unsigned)requests) {
        fail_msg("%s, %s: outcome %d and not %d, status %d and not %d, %u attempts, %d requests and not %d, %d "
                 "purchases and "
                 "not %d: %s",
                 what, door->name, (int)have->outcome, (int)outcome, (int)have->status, (int)status, have->attempts,
                 have->requests, requests, have->purchases, purchases, have->message);
    }
}

enum { LONG_MS = 60000 };

static void test_a_hint_is_waited_for(void **state)
{
    static const int hints[WIRE_DOORS] = {1000, 350, 350, 1000, 1000}; /* in the unit each provider tells it in */

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct outcome          all;
        const struct wire_door *door = &wire_doors[i];

        wire_fault("{\"kind\":\"throttle\",\"provider\":\"%s\",\"ms\":%d}", door->provider, hints[i]);
        all = call_with(door, 3, LONG_MS);
        expect(door, "throttled once", &all, BWP_DONE, BWP_OK, 2, 1);
        assert_true(all.elapsed_ms >= hints[i]);
        assert_true(all.elapsed_ms < LONG_MS);
    }
}

static void test_a_hint_beyond_the_deadline_ends_the_call_at_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct outcome          all;
        const struct wire_door *door = &wire_doors[i];

        wire_fault("{\"kind\":\"throttle\",\"provider\":\"%s\",\"ms\":120000}", door->provider);
        all = call_with(door, 3, LONG_MS);
        expect(door, "throttled for long", &all, BWP_NOT_DONE, BWP_ERR_THROTTLED, 1, 0);
        assert_true(all.elapsed_ms < LONG_MS / 4);
    }
}

static void test_a_provider_that_throttles_for_ever_bought_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct outcome          all;
        const struct wire_door *door = &wire_doors[i];

        (void)wire_test_start(NULL);
        wire_fault("{\"kind\":\"throttle\",\"provider\":\"%s\",\"ms\":%d,\"times\":100}", door->provider,
                   i == WIRE_ACS3 || i == WIRE_RPC ? 20 : 1000);
        all = call_with(door, 2, LONG_MS);
        expect(door, "throttled for ever", &all, BWP_NOT_DONE, BWP_ERR_THROTTLED, 2, 0);
    }
}

/* What makes an outcome unknown at the emulator, and whether it bought. */
static const struct {
    const char *fault;
    bool        buys;
} doubts[] = {
    {"\"kind\":\"cut_before\"", false},
    {"\"kind\":\"cut_after\"", true},
    {"\"kind\":\"stall_before\",\"ms\":1", false},
    {"\"kind\":\"stall_after\",\"ms\":1", true},
    {"\"kind\":\"server_error\"", false},
    {"\"kind\":\"server_error_after\"", true},
    {"\"kind\":\"garbage\"", true},
    {"\"kind\":\"half_body\"", true},
    {"\"kind\":\"empty\"", true},
    {"\"kind\":\"no_id\"", true},
    {"\"kind\":\"redirect\"", false},
    {"\"kind\":\"status\",\"status\":502", false},
    {"\"kind\":\"status\",\"status\":404", false},
    {"\"kind\":\"status\",\"status\":200", false},
};

static void test_a_doubt_is_resolved_where_a_token_can_and_nowhere_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doubts) * WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        const char             *fault = doubts[i / WIRE_DOORS].fault;

        for (unsigned attempts = 1; attempts <= 3; attempts += 2) {
            struct outcome all;
            bool           again;

            (void)wire_test_start(NULL);
            wire_fault("{%s,\"provider\":\"%s\"}", fault, door->provider);
            again = attempts > 1 && door->honours_token;
            all = call_with(door, attempts, LONG_MS);
            expect(door, fault, &all, again ? BWP_DONE : BWP_UNKNOWN, all.status, again ? 2 : 1,
                   again || doubts[i / WIRE_DOORS].buys ? 1 : 0);
        }
    }
}

static void test_a_doubt_that_stays_is_told_with_its_attempts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doubts) * WIRE_DOORS; i++) {
        struct outcome          all;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        const char             *fault = doubts[i / WIRE_DOORS].fault;

        (void)wire_test_start(NULL);
        wire_fault("{%s,\"provider\":\"%s\",\"times\":100}", fault, door->provider);
        all = call_with(door, 3, LONG_MS);
        expect(door, fault, &all, BWP_UNKNOWN, all.status, door->honours_token ? 3 : 1,
               doubts[i / WIRE_DOORS].buys ? 1 : 0);
    }
}

/* First a lost answer, then something that by itself would mean that nothing was bought. */
static void test_a_later_no_does_not_settle_a_doubt(void **state)
{
    static const char *const later[] = {
        "\"kind\":\"throttle\",\"ms\":1,\"times\":100",
        "\"kind\":\"throttle\",\"ms\":120000",
        "\"kind\":\"refuse\",\"status\":403,\"code\":\"NeverHeardOf\"",
        "\"kind\":\"refuse\",\"status\":400,\"code\":\"InsufficientBalance\"",
        "\"kind\":\"refuse\",\"status\":403,\"code\":\"SignatureDoesNotMatch\"",
        "\"kind\":\"refuse\",\"status\":400,\"code\":\"InvalidTimeStamp.Expired\"",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(later) * WIRE_DOORS; i++) {
        struct outcome          all;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        const char             *fault = later[i / WIRE_DOORS];

        if (!door->honours_token)
            continue; /* there is no later attempt */
        (void)wire_test_start(NULL);
        wire_fault_one(door->provider, "cut_after");
        wire_fault("{%s,\"provider\":\"%s\"}", fault, door->provider);
        all = call_with(door, 2, LONG_MS);
        expect(door, fault, &all, BWP_UNKNOWN, BWP_ERR_NETWORK, 2, 1);
        wire_assert_has(all.message, "attempt 1");
        wire_assert_has(all.message, "later");
        wire_assert_uuid(all.token);
    }
}

static void test_a_port_closed_later_does_not_settle_a_doubt(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct sab_act act = {.end = SAB_FIN, .shuts = true};
        struct sab          *sab = sab_start(&act, 1, NULL);
        bwp_client          *client = client_at(&wire_doors[i], sab_url(sab), 3, LONG_MS);
        bwp_request          request = wire_request(&wire_doors[i], "gone");
        bwp_result          *result = wire_create(client, &request, BWP_UNKNOWN);

        assert_int_equal(bwp_result_attempts(result), wire_doors[i].honours_token ? 3 : 1);
        bwp_result_free(result);
        bwp_client_free(client);
        sab_stop(sab);
        assert_int_equal(sab_requests(sab), 1);
        sab_free(sab);
    }
}

static void test_an_attempt_still_running_is_a_doubt(void **state)
{
    static const struct {
        size_t      door;
        const char *code;
        int         status;
    } rows[] = {
        {WIRE_ACS3, "SignatureNonceUsed", 400}, {WIRE_ACS3, "LastTokenProcessing", 400},
        {WIRE_ACS3, "Operation.Blocking", 400}, {WIRE_RPC, "SignatureNonceUsed", 400},
        {WIRE_RPC, "LastTokenProcessing", 409}, {WIRE_RPC, "Operation.Blocking", 400},
        {WIRE_HUAWEI, "CBC.99003651", 400},     {WIRE_VOLCENGINE, "RequestConflict", 409},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * 3; i++) {
        struct outcome          all;
        const struct wire_door *door = &wire_doors[rows[i / 3].door];
        const char             *code = rows[i / 3].code;
        unsigned                attempts = i % 3 == 0 ? 1 : 3;
        int                     times = i % 3 == 2 ? 100 : 1, requests = door->honours_token ? (int)attempts : 1;

        (void)wire_test_start(NULL);
        wire_fault("{\"kind\":\"refuse\",\"provider\":\"%s\",\"code\":\"%s\",\"status\":%d,\"times\":%d}",
                   door->provider, code, rows[i / 3].status, times);
        all = call_with(door, attempts, LONG_MS);
        if (times == 1 && requests > 1)
            expect(door, code, &all, BWP_DONE, BWP_OK, 2, 1);
        else
            expect(door, code, &all, BWP_UNKNOWN, BWP_ERR_CONFLICT, requests, 0);
    }
}

/* Five failures lock a key at Huawei. */
static void test_refused_credentials_are_never_sent_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 3; i++) {
        struct outcome          all;
        bwp_client             *client;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bwp_config              config = wire_config(door, wire_cloud.url);

        config.max_attempts = 3;
        config.access_key = i / WIRE_DOORS == 0   ? "some-other-key"
                            : i / WIRE_DOORS == 1 ? WIRE_TEMPORARY_KEY
                                                  : WIRE_ACCESS_KEY;
        config.secret_key = i / WIRE_DOORS == 1 ? WIRE_TEMPORARY_SECRET : "some-other-secret";
        client = sab_client(&config);
        all = call(client, door);
        expect(door, "wrong keys", &all, BWP_NOT_DONE, BWP_ERR_CREDENTIALS, 1, 0);
        bwp_client_free(client);
    }
}

static void test_a_clock_is_corrected_once_and_remembered(void **state)
{
    static const int offsets[] = {3600, -3600, 86400 * 400};

    (void)state;
    for (size_t i = 0; i < COUNT(offsets) * WIRE_DOORS; i++) {
        bwp_client             *client;
        struct outcome          third;
        struct outcome          first, second, only;
        struct outcome          next;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];

        (void)wire_test_start(NULL);
        wire_clock(offsets[i / WIRE_DOORS]);
        client = client_at(door, wire_cloud.url, 3, LONG_MS);
        first = call(client, door);
        second = call(client, door);
        expect(door, "another time", &first, BWP_DONE, BWP_OK, 2, 1);
        expect(door, "a corrected time", &second, BWP_DONE, BWP_OK, 1, 1);
        wire_clock(0); /* the clock is set right again */
        third = call(client, door);
        expect(door, "the time goes back", &third, BWP_DONE, BWP_OK, 2, 1);
        bwp_client_free(client);
        client = client_at(door, wire_cloud.url, 1, LONG_MS);
        wire_clock(offsets[i / WIRE_DOORS]);
        only = call(client, door);
        expect(door, "one attempt", &only, BWP_NOT_DONE, BWP_ERR_CLOCK, 1, 0);
        next = call(client, door); /* the client has kept the difference of the failed call */
        expect(door, "one attempt, later", &next, BWP_DONE, BWP_OK, 1, 1);
        bwp_client_free(client);
    }
}

struct far_clock {
    const char *header, *stamp; /* as a Date and as Huawei writes it */
};

/* How each door's provider refuses a time, and tells its own. */
static void refuse_clock(size_t door, const struct far_clock *clock, char *answer, size_t room)
{
    static const char *const rests[WIRE_DOORS] = {
        "401 No\r\nConnection: close\r\n\r\n{\"error_code\":\"APIGW.0301\",\"error_msg\":\"signature expired, "
        "signature time:20200101T000000Z,server time:%s\",\"request_id\":\"r-000000001\"}",
        "400 No\r\nDate: %s\r\nConnection: close\r\n\r\n"
        "{\"Code\":\"InvalidTimeStamp.Expired\",\"Message\":\"no\",\"RequestId\":\"r-0000001\"}",
        "400 No\r\nDate: %s\r\nConnection: close\r\n\r\n"
        "{\"Code\":\"InvalidTimeStamp.Expired\",\"Message\":\"no\",\"RequestId\":\"r-0000001\"}",
        "403 No\r\nDate: %s\r\nConnection: close\r\n\r\n"
        "{\"code\":\"RequestExpired\",\"message\":\"no\",\"requestId\":\"r-0000001\"}",
        "400 No\r\nDate: %s\r\nConnection: close\r\n\r\n"
        "{\"ResponseMetadata\":{\"Error\":{\"Code\":\"InvalidTimestamp\",\"Message\":\"no\"}}}",
    };
    const char *mark = strstr(rests[door], "%s");

    (void)snprintf(answer, room, "HTTP/1.1 %.*s%s%s", (int)(mark - rests[door]), rests[door],
                   door == 0 ? clock->stamp : clock->header, mark + 2);
}

/* Asks a server that refuses every time, and says that its clock is this one. */
static bwp_result *ask_far_clock(size_t door, const struct far_clock *clock, unsigned attempts)
{
    char           answer[512];
    struct sab_act act = {.answer = answer, .end = SAB_FIN};
    struct sab    *sab;
    bwp_client    *client;
    bwp_request    request = wire_request(&wire_doors[door], "late");
    bwp_result    *result;

    refuse_clock(door, clock, answer, sizeof answer);
    act.size = strlen(answer);
    sab = sab_start(&act, 1, NULL);
    client = client_at(&wire_doors[door], sab_url(sab), 3, LONG_MS);
    result = wire_create(client, &request, BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_CLOCK);
    assert_int_equal(bwp_result_attempts(result), attempts);
    bwp_client_free(client);
    sab_stop(sab);
    assert_int_equal(sab_requests(sab), attempts);
    sab_free(sab);
    return result;
}

/* A server that refuses the corrected time as well ends the call, and both times stand in the message. */
static void test_a_clock_that_stays_refused_ends_the_call(void **state)
{
    static const struct far_clock clock = {"Wed, 02 Jan 2030 03:04:05 GMT", "20300102T030405Z"};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_result *result = ask_far_clock(i, &clock, 2);

        wire_assert_has(bwp_result_message(result), "its clock says 2030-01-02T03:04:05Z");
        wire_assert_has(bwp_result_message(result), "we signed at 2030-01-02T03:04:0"); /* the corrected one */
        bwp_result_free(result);
    }
}

/* Nothing is signed for a time that no cloud has: whoever holds it could use it when that time comes. */
static void test_a_clock_that_cannot_be_is_not_followed(void **state)
{
    static const struct far_clock clocks[] = {{"Fri, 02 Jan 1970 03:04:05 GMT", "19700102T030405Z"},
                                              {"Fri, 31 Dec 9999 23:59:59 GMT", "99991231T235959Z"}};

    (void)state;
    for (size_t i = 0; i < COUNT(clocks) * WIRE_DOORS; i++)
        bwp_result_free(ask_far_clock(i % WIRE_DOORS, &clocks[i / WIRE_DOORS], 1));
}

/* ---- a proxy that alters requests between library and emulator ---- */

struct tampering {
    const char *from, *to; /* of the same length */
};

static size_t forward(const char *request, size_t size, char *answer, size_t room)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    const char        *end = NULL, *length = NULL;
    size_t             got = 0, whole = room;
    int                fd = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)strtoul(strrchr(wire_cloud.url, ':') + 1, NULL, 10));
    if (connect(fd, (const struct sockaddr *)&address, sizeof address) != 0 ||
        send(fd, request, size, 0) != (ssize_t)size)
        abort();
    while (got < whole && got < room - 1) {
        ssize_t more = recv(fd, answer + got, room - 1 - got, 0);

        if (more <= 0)
            break;
        got += (size_t)more;
        answer[got] = '\0';
        if (whole == room && (end = strstr(answer, "\r\n\r\n")) != NULL &&
            (length = strstr(answer, "Content-Length: ")) != NULL)
            whole = (size_t)(end + 4 - answer) + (size_t)strtoul(length + 16, NULL, 10);
    }
    (void)close(fd);
    return got;
}

static size_t tamper(void *user, char *request, size_t size, char *answer, size_t room)
{
    const struct tampering *tampering = user;
    char                   *found = strstr(request, tampering->from);

    if (found == NULL)
        abort();
    memcpy(found, tampering->to, strlen(tampering->to));
    return forward(request, size, answer, room);
}

static void test_an_altered_request_is_told_from_a_wrong_secret(void **state)
{
    static const struct {
        size_t           door;
        struct tampering tampering;
        const char      *message;
    } rows[] = {
        {WIRE_HUAWEI, {"\"bandwidth\":10", "\"bandwidth\":19"}, "altered on its way"},
        {WIRE_HUAWEI,
         {"X-Sdk-Date: 20", "X-Sdk-Date: 20"},
         ""}, /* unaltered: the proxy itself is no cause of a refusal */
        {WIRE_HUAWEI, {"Host: 127.0.0.1", "Host: 127.0.0.2"}, "altered on its way"},
        {WIRE_ACS3, {"Bandwidth=10", "Bandwidth=19"}, "altered on its way"},
        {WIRE_ACS3, {"Bandwidth=10", "Bandwidth=10"}, ""},
        {WIRE_ACS3, {"Host: 127.0.0.1", "Host: 127.0.0.2"}, "altered on its way"},
        {WIRE_RPC, {"Bandwidth=10", "Bandwidth=19"}, "altered on its way"},
        {WIRE_RPC, {"Bandwidth=10", "Bandwidth=10"}, ""},
        {WIRE_BAIDU,
         {"Host: 127.0.0.1", "Host: 127.0.0.2"},
         "SignatureDoesNotMatch"}, /* it never shows what it signed */
        {WIRE_BAIDU, {"clientToken=", "clientTokem="}, "SignatureDoesNotMatch"},
        {WIRE_VOLCENGINE, {"Host: 127.0.0.1", "Host: 127.0.0.2"}, "SignatureDoesNotMatch"}, /* nor does this one */
        {WIRE_VOLCENGINE, {"Bandwidth=10", "Bandwidth=19"}, "SignatureDoesNotMatch"},
        {WIRE_VOLCENGINE, {"ClientToken=", "ClientTokem="}, "SignatureDoesNotMatch"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct outcome          all;
        const struct wire_door *door = &wire_doors[rows[i].door];
        struct tampering        tampering = rows[i].tampering;
        bool                    altered = strcmp(tampering.from, tampering.to) != 0;
        const struct sab_act    act = {.reply = tamper, .user = &tampering, .end = SAB_FIN};
        struct sab             *proxy = sab_start(&act, 1, NULL);
        bwp_client             *client = client_at(door, sab_url(proxy), 3, LONG_MS);

        (void)wire_test_start(NULL);
        all = call(client, door);
        expect(door, tampering.to, &all, altered ? BWP_NOT_DONE : BWP_DONE, altered ? BWP_ERR_CREDENTIALS : BWP_OK, 1,
               altered ? 0 : 1);
        wire_assert_has(all.message, rows[i].message);
        wire_assert_has_not(all.message, "secret key is wrong");
        wire_assert_no_secret(all.message);
        bwp_client_free(client);
        sab_free(proxy);
    }
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct outcome all;
        bwp_client    *client;
        bwp_config     config = wire_config(&wire_doors[i], wire_cloud.url);

        config.secret_key = "some-other-secret";
        client = sab_client(&config);
        all = call(client, &wire_doors[i]);
        expect(&wire_doors[i], "a wrong secret", &all, BWP_NOT_DONE, BWP_ERR_CREDENTIALS, 1, 0);
        wire_assert_has(all.message, i >= WIRE_BAIDU ? "SignatureDoesNotMatch" : "the secret key is wrong");
        wire_assert_has_not(all.message, "altered");
        bwp_client_free(client);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_hint_is_waited_for),
        WIRE_TEST(test_a_hint_beyond_the_deadline_ends_the_call_at_once),
        WIRE_TEST(test_a_provider_that_throttles_for_ever_bought_nothing),
        WIRE_TEST(test_a_doubt_is_resolved_where_a_token_can_and_nowhere_else),
        WIRE_TEST(test_a_doubt_that_stays_is_told_with_its_attempts),
        WIRE_TEST(test_a_later_no_does_not_settle_a_doubt),
        WIRE_TEST(test_a_port_closed_later_does_not_settle_a_doubt),
        WIRE_TEST(test_an_attempt_still_running_is_a_doubt),
        WIRE_TEST(test_refused_credentials_are_never_sent_again),
        WIRE_TEST(test_a_clock_is_corrected_once_and_remembered),
        WIRE_TEST(test_a_clock_that_stays_refused_ends_the_call),
        WIRE_TEST(test_a_clock_that_cannot_be_is_not_followed),
        WIRE_TEST(test_an_altered_request_is_told_from_a_wrong_secret),
    };

    return WIRE_RUN(tests);
}
