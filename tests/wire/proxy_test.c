/* proxy_test.c - a proxy sees an address and never a request, and what fails at the proxy was not sent. */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire.h"

enum manner { TUNNELS, SPEAKS, SAYS_NOTHING, HANGS_UP };

struct proxy {
    enum manner manner;
    const char *speech; /* what it says where it speaks, so many times */
    size_t      times;
    int         listener;
    char        url[64];
    char        asked[4096]; /* what the last client said before the tunnel stood */
    unsigned    connections;
    bool        is_told_more; /* behind that, although no tunnel stands */
    pthread_t   thread;
};

static bool send_all(int socket, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(socket, bytes, size, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

static int dial(const char *asked)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    unsigned           port = 0;
    int                far = socket(AF_INET, SOCK_STREAM, 0);

    if (sscanf(asked, "CONNECT 127.0.0.1:%5u ", &port) == 1)
        to.sin_port = htons((uint16_t)port);
    if (far >= 0 && connect(far, (struct sockaddr *)&to, sizeof to) != 0) {
        (void)close(far);
        far = -1;
    }
    return far;
}

static void splice_both(int near, int far)
{
    struct pollfd ends[2] = {{near, POLLIN, 0}, {far, POLLIN, 0}};
    char          bytes[4096];

    while (poll(ends, 2, 10000) > 0) {
        for (int i = 0; i < 2; i++) {
            ssize_t got = ends[i].revents != 0 ? recv(ends[i].fd, bytes, sizeof bytes, 0) : 1;

            if (ends[i].revents != 0 && (got <= 0 || !send_all(ends[1 - i].fd, bytes, (size_t)got)))
                return;
        }
    }
}

static void serve(struct proxy *proxy, int near)
{
    static const char yes[] = "HTTP/1.1 200 Connection established\r\n\r\n";
    size_t            size = 0;
    int               far = -1;
    char              byte;

    while (size + 1 < sizeof proxy->asked && (size < 4 || memcmp(proxy->asked + size - 4, "\r\n\r\n", 4) != 0)) {
        ssize_t got = recv(near, proxy->asked + size, 1, 0);

        if (got <= 0)
            return;
        size += (size_t)got;
        proxy->asked[size] = '\0';
    }
    switch (proxy->manner) {
    case TUNNELS:
        far = dial(proxy->asked);
        if (far >= 0 && send_all(near, yes, sizeof yes - 1))
            splice_both(near, far);
        break;
    case SPEAKS:
        for (size_t i = 0; i < proxy->times && send_all(near, proxy->speech, strlen(proxy->speech)); i++)
            ;
        (void)shutdown(near, SHUT_WR);
        proxy->is_told_more = proxy->is_told_more || recv(near, &byte, 1, 0) > 0;
        break;
    case SAYS_NOTHING: /* until the client gives up */
        (void)recv(near, proxy->asked + size, 1, 0);
        break;
    case HANGS_UP:
        break;
    }
    if (far >= 0)
        (void)close(far);
}

static void *run(void *user)
{
    struct proxy *proxy = user;

    for (int near; (near = accept(proxy->listener, NULL, NULL)) >= 0; (void)close(near)) {
        proxy->connections++;
        serve(proxy, near);
    }
    return NULL;
}

static void start_proxy(struct proxy *proxy, enum manner manner, const char *speech, size_t times)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t          size = sizeof address;

    *proxy = (struct proxy){.manner = manner, .speech = speech, .times = times};
    proxy->listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(proxy->listener >= 0);
    assert_int_equal(bind(proxy->listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(proxy->listener, 8), 0);
    assert_int_equal(getsockname(proxy->listener, (struct sockaddr *)&address, &size), 0);
    (void)snprintf(proxy->url, sizeof proxy->url, "http://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    assert_int_equal(pthread_create(&proxy->thread, NULL, run, proxy), 0);
}

/* After this, what the thread noted may be read. */
static void stop_proxy(struct proxy *proxy)
{
    (void)shutdown(proxy->listener, SHUT_RDWR);
    assert_int_equal(pthread_join(proxy->thread, NULL), 0);
    (void)close(proxy->listener);
}

static void through(enum manner manner, int door, bwp_outcome outcome, bwp_status status)
{
    struct proxy proxy;
    bwp_config   config = wire_config(&wire_doors[door], wire_cloud.url);
    bwp_request  request = wire_request(&wire_doors[door], "by-proxy");
    bwp_result  *result;

    start_proxy(&proxy, manner, NULL, 0);
    config.proxy = proxy.url;
    config.timeout_ms = manner == SAYS_NOTHING ? 300 : 0;
    result = wire_create_with(&config, &request, outcome);
    stop_proxy(&proxy);
    assert_int_equal(bwp_result_status(result), status);
    assert_int_equal(proxy.connections, 1);
    assert_memory_equal(proxy.asked, "CONNECT 127.0.0.1:", 18);
    wire_assert_no_secret(proxy.asked);
    assert_int_equal(wire_purchases(wire_doors[door].provider), outcome == BWP_DONE ? 1 : 0);
    bwp_result_free(result);
}

static void test_a_proxy_is_asked_for_a_tunnel_only(void **state)
{
    (void)state;
    for (int door = 0; door < WIRE_DOORS; door++) {
        (void)wire_test_start(NULL);
        through(TUNNELS, door, BWP_DONE, BWP_OK);
    }
}

/* Whoever asks for a proxy means it, whatever the environment excepts. */
static void test_a_proxy_that_was_asked_for_has_no_exceptions(void **state)
{
    (void)state;
    assert_int_equal(setenv("no_proxy", "127.0.0.1,localhost", 1), 0);
    (void)wire_test_start(NULL);
    through(TUNNELS, WIRE_BAIDU, BWP_DONE, BWP_OK);
    assert_int_equal(unsetenv("no_proxy"), 0);
}

/* Not even what looks like the provider's own answer: it answers the CONNECT, which asks for nothing. */
static void test_a_proxy_that_leads_nowhere_means_nothing_was_sent(void **state)
{
#define NO(status, headers, body) "HTTP/1.1 " status " A\r\n" headers "\r\n" body
    static const struct {
        const char *speech;
        size_t      times;
        const char *says;
    } rows[] = {
        {NO("407", "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n", ""), 1, "HTTP status 407"},
        {NO("407", "Proxy-Authenticate: NTLM\r\nContent-Length: 0\r\n", ""), 1, "HTTP status 407"},
        {NO("302", "Location: http://127.0.0.1:1/\r\nContent-Length: 0\r\n", ""), 1, "HTTP status 302"},
        {NO("403", "Content-Length: 14\r\n", "{\"id\":\"bw-xx\"}"), 1, "HTTP status 403"},
        {NO("429", "Retry-After: 1\r\nContent-Length: 0\r\n", ""), 1, "HTTP status 429"},
        {NO("502", "Content-Length: 6\r\n", "<html>"), 1, "HTTP status 502"},
        {NO("101", "Upgrade: h2c\r\n", ""), 1, "the proxy given in the config"},
        {NO("100", "", ""), 5000, "the proxy given in the config"},
        {"HTTP/1.1 200 Connection esta", 1, "the proxy given in the config"},
        {"HTTP/1.1 200 A\r\nB: c\r\n", 1, "the proxy given in the config"},
        {"B: ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\r\n", 20000,
         "the proxy given in the config"},
        {"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc", 20000, "the proxy given in the config"},
        {"\xff\xfe\r\n\r\n", 1, "the proxy given in the config"},
        {"{\"id\":\"bw-xx\"}", 1, "the proxy given in the config"},
    };
#undef NO

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        size_t       row = i / WIRE_DOORS;
        struct proxy proxy;
        bwp_config   config = wire_config(&wire_doors[i % WIRE_DOORS], wire_cloud.url);
        bwp_request  request = wire_request(&wire_doors[i % WIRE_DOORS], "by-proxy");
        bwp_result  *result;

        start_proxy(&proxy, SPEAKS, rows[row].speech, rows[row].times);
        config.proxy = proxy.url;
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        stop_proxy(&proxy);
        wire_assert_has(bwp_result_message(result), rows[row].says);
        if (bwp_result_status(result) != BWP_ERR_NETWORK || proxy.is_told_more)
            fail_msg("row %zu: %s, told more: %d", row, bwp_result_message(result), (int)proxy.is_told_more);
        bwp_result_free(result);
    }
    for (size_t i = 0; i < WIRE_DOORS; i++)
        assert_int_equal(wire_purchases(wire_doors[i].provider), 0);
}

static void test_a_proxy_that_hangs_up_means_nothing_was_sent(void **state)
{
    (void)state;
    through(HANGS_UP, WIRE_HUAWEI, BWP_NOT_DONE, BWP_ERR_NETWORK);
    through(HANGS_UP, WIRE_BAIDU, BWP_NOT_DONE, BWP_ERR_NETWORK);
}

static void test_time_that_runs_out_at_the_proxy_means_nothing_was_sent(void **state)
{
    (void)state;
    through(SAYS_NOTHING, WIRE_HUAWEI, BWP_NOT_DONE, BWP_ERR_TIMEOUT);
    through(SAYS_NOTHING, WIRE_ACS3, BWP_NOT_DONE, BWP_ERR_TIMEOUT);
}

static void test_loopback_is_reached_without_the_proxy_of_the_environment(void **state)
{
    struct proxy proxy;
    bwp_config   config = wire_config(&wire_doors[WIRE_BAIDU], wire_cloud.url);
    bwp_request  request = wire_request(&wire_doors[WIRE_BAIDU], "direct");

    (void)state;
    start_proxy(&proxy, HANGS_UP, NULL, 0);
    assert_int_equal(setenv("http_proxy", proxy.url, 1), 0);
    assert_int_equal(setenv("ALL_PROXY", proxy.url, 1), 0);
    bwp_result_free(wire_create_with(&config, &request, BWP_DONE));
    assert_int_equal(unsetenv("http_proxy"), 0);
    assert_int_equal(unsetenv("ALL_PROXY"), 0);
    stop_proxy(&proxy);
    assert_int_equal(proxy.connections, 0);
}

/* A port of this machine that nobody else can open meanwhile, and that nobody listens on. */
static int closed_port(char *text, size_t room)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t          size = sizeof address;
    int                fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    (void)snprintf(text, room, "%u", (unsigned)ntohs(address.sin_port));
    return fd;
}

static void test_a_proxy_out_of_reach_is_named_by_where_it_came_from(void **state)
{
    static const struct {
        const char *variable, *value, *no_proxy; /* %s: the closed port */
        const char *reason;
    } rows[] = {
        {NULL, "http://127.0.0.1:%s", NULL, "the proxy given in the config could not be reached"},
        {"HTTPS_PROXY", "http://me:pass-word@127.0.0.1:%s", NULL,
         "the proxy given in HTTPS_PROXY could not be reached"},
        {"ALL_PROXY", "socks5h://me:pass-word@127.0.0.1:%s", NULL, "given in ALL_PROXY could not be reached"},
        {"all_proxy", "http://me:pass-word@x@127.0.0.1:%s", NULL, "the proxy given in all_proxy"},
        {"ALL_PROXY", "http:me:pass-word@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid:%s",
         NULL, "the proxy given in ALL_PROXY"},
        {"https_proxy", "foo://me:pass-word@127.0.0.1:%s", NULL, "the proxy given in https_proxy"},
        {"HTTPS_PROXY", "http://me:pass-word@127.0.0.1:%s", "elsewhere.invalid",
         "the way leads through the proxy given in HTTPS_PROXY, unless no_proxy excepts it"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char        port[16], proxy[160];
        int         fd = closed_port(port, sizeof port);
        bwp_config  config = wire_config(&wire_doors[WIRE_BAIDU], "https://cloud.invalid");
        bwp_request request = wire_request(&wire_doors[WIRE_BAIDU], "out of reach");
        const char *at = strstr(rows[i].value, "%s");
        bwp_result *result;

        (void)snprintf(proxy, sizeof proxy, "%.*s%s", (int)(at - rows[i].value), rows[i].value, port);
        if (rows[i].variable == NULL)
            config.proxy = proxy;
        else
            assert_int_equal(setenv(rows[i].variable, proxy, 1), 0);
        if (rows[i].no_proxy != NULL)
            assert_int_equal(setenv("no_proxy", rows[i].no_proxy, 1), 0);
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        if (rows[i].variable != NULL)
            assert_int_equal(unsetenv(rows[i].variable), 0);
        assert_int_equal(unsetenv("no_proxy"), 0);
        (void)close(fd);
        assert_int_equal(bwp_result_status(result), BWP_ERR_NETWORK);
        wire_assert_has(bwp_result_message(result), rows[i].reason);
        wire_assert_has_not(bwp_result_message(result), "pass-word");
        wire_assert_has_not(bwp_result_message(result), port);
        bwp_result_free(result);
    }
}

static void test_a_proxy_with_an_unknown_scheme_is_refused_at_once(void **state)
{
    bwp_config config = wire_config(&wire_doors[WIRE_BAIDU], "https://cloud.invalid");
    char       problem[BWP_ERROR_SIZE];

    (void)state;
    config.proxy = "foo://pass-word";
    assert_null(bwp_client_new(&config, problem));
    wire_assert_has(problem, "socks5h");
    wire_assert_has_not(problem, "pass-word");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_proxy_is_asked_for_a_tunnel_only),
        WIRE_TEST(test_a_proxy_that_was_asked_for_has_no_exceptions),
        WIRE_TEST(test_a_proxy_that_leads_nowhere_means_nothing_was_sent),
        WIRE_TEST(test_a_proxy_that_hangs_up_means_nothing_was_sent),
        WIRE_TEST(test_time_that_runs_out_at_the_proxy_means_nothing_was_sent),
        WIRE_TEST(test_loopback_is_reached_without_the_proxy_of_the_environment),
        WIRE_TEST(test_a_proxy_out_of_reach_is_named_by_where_it_came_from),
        WIRE_TEST(test_a_proxy_with_an_unknown_scheme_is_refused_at_once),
    };

    return WIRE_RUN(tests);
}
