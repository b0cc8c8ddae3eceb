/* unsent_test.c - where nothing can have left this machine, the answer is a clear no. */
#include "saboteur.h"
#include "wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire_server.h"

static void assert_not_sent(const bwp_result *result)
{
    assert_int_equal(bwp_result_status(result), BWP_ERR_NETWORK);
    assert_int_equal(bwp_result_http_status(result), 0);
    assert_int_equal(bwp_result_attempts(result), 1);
    assert_true(bwp_result_retry_is_safe(result));
    assert_int_equal(bwp_result_package_count(result), 0);
    assert_string_equal(bwp_result_body(result, NULL), "");
    wire_assert_has(bwp_result_message(result), "nothing was sent");
    wire_assert_result_keeps_secrets(result);
}

/* A port that is taken but not listened on: nobody else can open it meanwhile. */
static int closed_port(char *url, size_t room)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t          size = sizeof address;
    int                fd = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    (void)snprintf(url, room, "http://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    return fd;
}

static void test_refused_connection_is_not_done(void **state)
{
    char url[64];
    int  fd = closed_port(url, sizeof url);

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_config  config = wire_config(&wire_doors[i], url);
        bwp_request request = wire_request(&wire_doors[i], "refused");
        bwp_result *result = wire_create_with(&config, &request, BWP_NOT_DONE);

        assert_not_sent(result);
        bwp_result_free(result);
    }
    (void)close(fd);
}

/* A label of 64 letters is more than a name can hold, so no name server has to be asked. */
static void test_name_that_cannot_resolve_is_not_done(void **state)
{
    static const char url[] = "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid";

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_config  config = wire_config(&wire_doors[i], url);
        bwp_request request = wire_request(&wire_doors[i], "nowhere");
        bwp_result *result = wire_create_with(&config, &request, BWP_NOT_DONE);

        assert_not_sent(result);
        bwp_result_free(result);
    }
}

/* A TLS handshake is offered to a server that speaks plain HTTP: not a byte of the request is in it. */
static void test_https_to_a_plain_server_is_not_done(void **state)
{
    char url[96];

    (void)state;
    (void)snprintf(url, sizeof url, "https%s", strchr(wire_cloud.url, ':'));
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_config  config = wire_config(&wire_doors[i], url);
        bwp_request request = wire_request(&wire_doors[i], "plain");
        bwp_result *result = wire_create_with(&config, &request, BWP_NOT_DONE);

        assert_not_sent(result);
        assert_int_equal(wire_requests(wire_doors[i].provider), 0);
        bwp_result_free(result);
    }
}

/* A proxy that refuses the tunnel has seen the host's name, and nothing of the request. */
static void test_proxy_that_refuses_is_not_done(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_request         request;
        bwp_config          config;
        bwp_result         *result;
        struct wire_server *proxy = wire_server_start(&(struct wire_plan){.status = 403, .body = "no"});

        assert_non_null(proxy);
        config = wire_config(&wire_doors[i], "https://cloud.invalid");
        request = wire_request(&wire_doors[i], "through a proxy");
        config.proxy = wire_server_url(proxy);
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        assert_not_sent(result);
        wire_server_stop(proxy);
        wire_assert_has(wire_server_last(proxy), "CONNECT cloud.invalid:443 ");
        wire_assert_no_secret(wire_server_last(proxy));
        assert_int_equal(wire_server_arrivals(proxy), 1);
        bwp_result_free(result);
        wire_server_free(proxy);
    }
}

/* The connection stands and no TLS comes of it: the time runs out before a byte of the request could leave. */
static void test_silent_handshake_runs_out_of_time_and_is_not_done(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_request request;
        bwp_result *result;
        bwp_config  config;
        int64_t     started;
        char        url[64];
        int         fd = closed_port(url, sizeof url), client_fd;
        char        secure[96];

        assert_int_equal(listen(fd, 8), 0); /* accepted by the system, read by nobody */
        (void)snprintf(secure, sizeof secure, "https%s", strchr(url, ':'));
        config = wire_config(&wire_doors[i], secure);
        request = wire_request(&wire_doors[i], "silence");
        config.timeout_ms = 200;
        started = wire_now_ms();
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        wire_assert_within(wire_now_ms() - started, 150, 700 * sab_slowness());
        assert_int_equal(bwp_result_status(result), BWP_ERR_TIMEOUT);
        assert_true(bwp_result_retry_is_safe(result));
        assert_int_equal(bwp_result_attempts(result), 1);
        client_fd = accept(fd, NULL, NULL);
        assert_true(client_fd >= 0);
        (void)close(client_fd);
        (void)close(fd);
        bwp_result_free(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_refused_connection_is_not_done),
        WIRE_TEST(test_name_that_cannot_resolve_is_not_done),
        WIRE_TEST(test_https_to_a_plain_server_is_not_done),
        WIRE_TEST(test_proxy_that_refuses_is_not_done),
        WIRE_TEST(test_silent_handshake_runs_out_of_time_and_is_not_done),
    };

    return WIRE_RUN(tests);
}
