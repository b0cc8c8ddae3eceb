/* handshake_test.c - before a request can leave: no connection, no trust, no proxy, and then nothing may have left. */
#include "saboteur_case.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/ssl.h>

static void test_an_unfinished_handshake_sends_nothing(void **state)
{
    static const char           noise[] = "\x16\x03\x03" PIECE_NUL "\x05garbage, as if it were a ServerHello";
    static const struct sab_row rows[] = {
        {.name = "closed at accept", .stage = SAB_AT_ACCEPT, .allowed = SAB_NOT_DONE, .flags = SAB_SECURE},
        {.name = "reset at accept",
         .stage = SAB_AT_ACCEPT,
         .end = SAB_RST,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "silent at accept",
         .stage = SAB_AT_ACCEPT,
         .end = SAB_STALL,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE | SAB_TAKES_TIME},
        {.name = "closed after ClientHello", .stage = SAB_AT_HELLO, .allowed = SAB_NOT_DONE, .flags = SAB_SECURE},
        {.name = "reset after ClientHello",
         .stage = SAB_AT_HELLO,
         .end = SAB_RST,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "silent after ClientHello",
         .stage = SAB_AT_HELLO,
         .end = SAB_STALL,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE | SAB_TAKES_TIME},
        {.name = "closed in ServerHello", .stage = SAB_IN_FLIGHT, .allowed = SAB_NOT_DONE, .flags = SAB_SECURE},
        {.name = "reset in ServerHello",
         .stage = SAB_IN_FLIGHT,
         .end = SAB_RST,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "silent in ServerHello",
         .stage = SAB_IN_FLIGHT,
         .end = SAB_STALL,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE | SAB_TAKES_TIME},
        {.name = "noise in ServerHello",
         .stage = SAB_IN_FLIGHT,
         .answer = noise,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "noise for ServerHello",
         .stage = SAB_AT_HELLO,
         .answer = noise,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "noise before ClientHello",
         .stage = SAB_AT_ACCEPT,
         .answer = noise,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "a plain answer",
         .stage = SAB_AT_HELLO,
         .answer = SAB_YES,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "a plain answer before ClientHello",
         .stage = SAB_AT_ACCEPT,
         .answer = SAB_YES,
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "a plain refusal",
         .stage = SAB_AT_HELLO,
         .answer = SAB_ANSWER("400", SAB_LENGTH(PIECE_NO_SIZE), PIECE_NO),
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "an alert: handshake_failure",
         .stage = SAB_AT_HELLO,
         .answer = "\x15\x03\x03" PIECE_NUL "\x02\x02\x28",
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
        {.name = "an alert: unrecognized_name",
         .stage = SAB_AT_HELLO,
         .answer = "\x15\x03\x03" PIECE_NUL "\x02\x02\x70",
         .allowed = SAB_NOT_DONE,
         .flags = SAB_SECURE},
    };

    (void)state;
    sab_try_rows(rows, COUNT(rows));
}

/* Nothing was sent, it says so, and it is tried as often as it may be. */
static void expect_nothing_sent(const struct wire_door *door, const bwp_config *config, unsigned attempts,
                                const char *what)
{
    bwp_client *client = sab_client(config);
    bwp_request request = wire_request(door, "unsent");
    bwp_result *result = NULL;
    bwp_outcome outcome = bwp_create(client, &request, &result);
    bwp_status  status = bwp_result_status(result);

    if (outcome != BWP_NOT_DONE || (status != BWP_ERR_NETWORK && status != BWP_ERR_TIMEOUT) ||
        bwp_result_attempts(result) != attempts || !bwp_result_retry_is_safe(result)) {
        fail_msg("%s, %s: outcome %d, status %d after %u attempts: %s", what, door->name, (int)outcome, (int)status,
                 bwp_result_attempts(result), bwp_result_message(result));
    }
    wire_assert_has(bwp_result_message(result), "nothing was sent");
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_who_cannot_prove_it_is_told_nothing(void **state)
{
    static const struct {
        const char *name;
        int         certificate, least, most;
        unsigned    attempts; /* of three: what will not mend is not tried again */
    } rows[] = {
        {"an expired certificate", WIRE_CERT_EXPIRED, 0, 0, 1},
        {"a certificate for another host", WIRE_CERT_WRONG_HOST, 0, 0, 1},
        {"a certificate of an unknown authority", WIRE_CERT_STRANGER, 0, 0, 1},
        {"a certificate signed by itself", WIRE_CERT_SELF_SIGNED, 0, 0, 1},
        {"an expired certificate, TLS 1.2", WIRE_CERT_EXPIRED, TLS1_2_VERSION, TLS1_2_VERSION, 1},
        {"TLS 1.0", WIRE_CERT_GOOD, TLS1_VERSION, TLS1_VERSION, 3},
        {"TLS 1.1", WIRE_CERT_GOOD, TLS1_1_VERSION, TLS1_1_VERSION, 3},
    };
    const struct sab_act yes = {.end = SAB_STALL};
    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        size_t                  row = i / WIRE_DOORS;
        const struct sab_tls    tls = {.certificate = sab_certs.cert[rows[row].certificate],
                                       .key = sab_certs.key,
                                       .least = rows[row].least,
                                       .most = rows[row].most};
        struct sab             *sab = sab_start(&yes, 1, &tls);
        bwp_config              config = sab_config(door, sab, 3);

        expect_nothing_sent(door, &config, rows[row].attempts, rows[row].name);
        sab_stop(sab);
        assert_int_equal(sab_received(sab), 0);
        assert_int_equal(sab_connections(sab), rows[row].attempts);
        sab_free(sab);
    }
}

static void test_the_system_does_not_trust_our_authority(void **state)
{
    const struct sab_tls tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};
    const struct sab_act yes = {.end = SAB_STALL};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct sab *sab = sab_start(&yes, 1, &tls);
        bwp_config  config = sab_config(&wire_doors[i], sab, 3);

        config.ca_file = NULL;
        expect_nothing_sent(&wire_doors[i], &config, 1, "the system's authorities");
        sab_stop(sab);
        assert_int_equal(sab_received(sab), 0);
        sab_free(sab);
    }
}

/* TLS 1.3 lets a request out before the server can say that it wanted a certificate: that is a doubt. */
static void test_a_demand_for_a_certificate_is_never_a_yes(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        const int               version = i < WIRE_DOORS ? TLS1_2_VERSION : TLS1_3_VERSION;
        const struct sab_tls    tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD],
                                       .key = sab_certs.key,
                                       .least = version,
                                       .most = version,
                                       .client_ca = sab_certs.ca};
        const struct sab_act    act = {.end = SAB_FIN};
        struct sab             *sab = sab_start(&act, 1, &tls);
        bwp_config              config = sab_config(door, sab, 1);
        bwp_request             request = wire_request(door, "a stranger");
        bwp_client             *client = sab_client(&config);
        bwp_outcome             outcome = bwp_create(client, &request, NULL);

        bwp_client_free(client);
        sab_stop(sab);
        assert_int_equal(sab_received(sab), 0);
        assert_true(outcome == BWP_NOT_DONE || (version == TLS1_3_VERSION && outcome == BWP_UNKNOWN));
        sab_free(sab);
    }
}

static void test_plain_talk_to_a_secure_server_is_a_doubt(void **state)
{
    const struct sab_tls tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};
    const struct sab_act act = {.end = SAB_FIN};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client             *client;
        bwp_config              config;
        bwp_request             request;
        const struct wire_door *door = &wire_doors[i];
        struct sab             *sab = sab_start(&act, 1, &tls);
        char                    url[64];

        (void)snprintf(url, sizeof url, "http://127.0.0.1:%u", sab_port(sab));
        config = sab_config(door, sab, 1);
        config.endpoint = url;
        request = wire_request(door, "plain");
        client = sab_client(&config);
        assert_int_equal(bwp_create(client, &request, NULL), BWP_UNKNOWN); /* its bytes did leave */
        bwp_client_free(client);
        sab_free(sab);
    }
}

static int listen_somewhere(int backlog, struct sockaddr_in *address)
{
    socklen_t size = sizeof *address;
    int       fd = socket(AF_INET, SOCK_STREAM, 0);

    *address = (struct sockaddr_in){.sin_family = AF_INET};
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)address, sizeof *address), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)address, &size), 0);
    if (backlog >= 0)
        assert_int_equal(listen(fd, backlog), 0);
    return fd;
}

static void test_a_closed_port_is_tried_again(void **state)
{
    struct sockaddr_in address;
    char               url[64];
    int                fd = listen_somewhere(-1, &address); /* bound, so that nobody else gets it, and not listening */

    (void)state;
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        bwp_config config = wire_config(&wire_doors[i % WIRE_DOORS], url);

        config.max_attempts = i < WIRE_DOORS ? 1 : 3;
        expect_nothing_sent(&wire_doors[i % WIRE_DOORS], &config, config.max_attempts, "a closed port");
    }
    assert_int_equal(close(fd), 0);
}

static void test_a_full_backlog_sends_nothing(void **state)
{
    enum { FILLERS = 16 };
    struct sockaddr_in address;
    char               url[64];
    int                listener = listen_somewhere(0, &address), fillers[FILLERS];
    bool               full = false;
    (void)state;
    for (size_t i = 0; i < FILLERS; i++) {
        struct pollfd done = {.events = POLLOUT};

        fillers[i] = socket(AF_INET, SOCK_STREAM, 0);
        assert_int_equal(fcntl(fillers[i], F_SETFL, O_NONBLOCK), 0);
        done.fd = fillers[i];
        full = connect(fillers[i], (const struct sockaddr *)&address, sizeof address) != 0 && errno == EINPROGRESS &&
               poll(&done, 1, 100) == 0;
    }
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    for (size_t i = 0; full && i < WIRE_DOORS; i++) { /* a system that takes them all in cannot show it */
        bwp_config config = wire_config(&wire_doors[i], url);

        config.connect_timeout_ms = 100;
        config.max_attempts = 3;
        expect_nothing_sent(&wire_doors[i], &config, 3, "a full backlog");
    }
    for (size_t i = 0; i < FILLERS; i++)
        assert_int_equal(close(fillers[i]), 0);
    assert_int_equal(close(listener), 0);
}

/* A proxy that fails before there is a tunnel has seen an address, and no request. */
static void test_a_proxy_sees_no_request(void **state)
{
    static const struct {
        const char  *name, *answer;
        enum sab_end end;
    } rows[] = {
        {"closed", NULL, SAB_FIN},
        {"reset", NULL, SAB_RST},
        {"noise", "garbage\r\n\r\n", SAB_FIN},
        {"407", "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", SAB_FIN},
        {"403", "HTTP/1.1 403 No\r\nContent-Length: 4\r\n\r\nnono", SAB_FIN},
        {"502", "HTTP/1.1 502 No\r\nContent-Length: 4\r\n\r\nnono", SAB_FIN},
        {"302", "HTTP/1.1 302 No\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", SAB_FIN},
        {"half an answer", "HTTP/1.1 200 Connection est", SAB_FIN},
        {"a tunnel, closed", "HTTP/1.1 200 Established\r\n\r\n", SAB_FIN},
        {"a tunnel, reset", "HTTP/1.1 200 Established\r\n\r\n", SAB_RST},
        {"a tunnel to noise", "HTTP/1.1 200 Established\r\n\r\nnoise, as if it were a ServerHello", SAB_FIN},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        const char             *answer = rows[i / WIRE_DOORS].answer;
        const struct sab_act    act = {
               .answer = answer, .size = answer != NULL ? strlen(answer) : 0, .end = rows[i / WIRE_DOORS].end};
        struct sab *proxy = sab_start(&act, 1, NULL);
        bwp_config  config = sab_config(door, proxy, 3);

        config.endpoint = "https://127.0.0.1:9";
        config.proxy = sab_url(proxy);
        expect_nothing_sent(door, &config, 3, rows[i / WIRE_DOORS].name);
        sab_stop(proxy);
        assert_int_equal(sab_connections(proxy), 3);
        for (unsigned j = 0; j < sab_requests(proxy); j++) {
            assert_memory_equal(sab_request(proxy, j), "CONNECT 127.0.0.1:9 HTTP/1.1\r\n", 30);
            wire_assert_has_not(sab_request(proxy, j), "uthorization");
            wire_assert_has_not(sab_request(proxy, j), WIRE_ACCESS_KEY);
        }
        sab_free(proxy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_unfinished_handshake_sends_nothing),
        cmocka_unit_test(test_who_cannot_prove_it_is_told_nothing),
        cmocka_unit_test(test_the_system_does_not_trust_our_authority),
        cmocka_unit_test(test_a_demand_for_a_certificate_is_never_a_yes),
        cmocka_unit_test(test_plain_talk_to_a_secure_server_is_a_doubt),
        cmocka_unit_test(test_a_closed_port_is_tried_again),
        cmocka_unit_test(test_a_full_backlog_sends_nothing),
        cmocka_unit_test(test_a_proxy_sees_no_request),
    };

    return SAB_RUN(tests);
}
