/* metadata_test.c - keys of the machine: asked for only when they are wanted, renewed in time, and nothing else taken.
 */
#include "wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "road/client.h"
#include "wire_server.h"

enum { THREADS = 4, IN_A_BATCH = 100 };

/* Of the providers whose machines are given keys. */
static const unsigned doors[] = {WIRE_HUAWEI, WIRE_ACS3, WIRE_RPC, WIRE_VOLCENGINE};

static const char *answer_of_keys; /* NULL: good keys */
static int         good_for = 6 * 3600;

enum service { OF_HUAWEI, OF_ALIBABA, OF_VOLCENGINE };

static void put_keys(enum service service, char *body, size_t room)
{
    static const char *const formats[] = {
        [OF_HUAWEI] = "{\"credential\":{\"access\":\"%s\",\"secret\":\"%s\",\"securitytoken\":\"%s\","
                      "\"expires_at\":\"%.19s.123000Z\"}}",
        [OF_ALIBABA] = "{\"Code\":\"Success\",\"AccessKeyId\":\"%s\",\"AccessKeySecret\":\"%s\","
                       "\"SecurityToken\":\"%s\",\"Expiration\":\"%.19sZ\"}",
        [OF_VOLCENGINE] = "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\",\"SessionToken\":\"%s\","
                          "\"ExpiredTime\":\"%.19sZ\"}",
    };
    char expires[CLOCK_TEXT_SIZE];

    bwpi_clock_format(bwpi_clock_unix() + good_for, 0, expires);
    (void)snprintf(body, room, formats[service], WIRE_TEMPORARY_KEY, WIRE_TEMPORARY_SECRET, WIRE_SECURITY_TOKEN,
                   expires);
}

/* All services at once: their paths differ. */
static void play(const char *request, char *body, size_t room)
{
    bool huawei = strstr(request, "/openstack/latest/securitykey ") != NULL;
    bool volcengine = strstr(request, "/iam/security_credentials/machine-role ") != NULL;
    bool asks_keys = huawei || volcengine || strstr(request, "/security-credentials/machine-role ") != NULL;

    if (strncmp(request, "PUT ", 4) == 0)
        (void)snprintf(body, room, "a-ticket\n");
    else if (strstr(request, "oken: a-ticket\r\n") == NULL)
        (void)snprintf(body, room, "no ticket");
    else if (!asks_keys)
        (void)snprintf(body, room, "machine-role");
    else if (answer_of_keys != NULL)
        (void)snprintf(body, room, "%s", answer_of_keys);
    else
        put_keys(huawei ? OF_HUAWEI : volcengine ? OF_VOLCENGINE : OF_ALIBABA, body, room);
}

static struct wire_server *start_service(void)
{
    struct wire_server *server = wire_server_start(&(struct wire_plan){.status = 200, .write_body = play});

    assert_non_null(server);
    answer_of_keys = NULL;
    good_for = 6 * 3600;
    return server;
}

static bwp_client *client_at(const struct wire_door *door, const char *service)
{
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_client *client;

    config.access_key = config.secret_key = NULL;
    config.credentials = "metadata";
    client = wire_client(&config);
    client->metadata = service;
    return client;
}

static unsigned asked(struct wire_server *server, bwp_client *client)
{
    wire_server_stop(server);
    bwp_client_free(client);
    return wire_server_arrivals(server);
}

static void test_keys_are_fetched_once(void **state)
{
    (void)state;
    assert_int_equal(setenv("all_proxy", "http://127.0.0.1:1", 1), 0); /* nobody is there */
    assert_int_equal(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
    for (size_t i = 0; i < COUNT(doors); i++) {
        struct wire_server *server = start_service();
        bwp_client         *client = client_at(&wire_doors[doors[i]], wire_server_url(server));

        for (int j = 0; j < 3; j++)
            assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
        assert_string_equal(client->keys->access_key, WIRE_TEMPORARY_KEY);
        assert_string_equal(client->keys->source, "metadata");
        assert_int_equal(asked(server, client), doors[i] == WIRE_HUAWEI ? 2 : 3);
        wire_server_free(server);
    }
    (void)unsetenv("all_proxy");
    (void)unsetenv("http_proxy");
}

/* That of the config is for the calls: the service of a machine cannot be reached from elsewhere. */
static void test_a_proxy_that_was_given_never_sees_the_service(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        struct wire_server *server = start_service();
        bwp_config          config = wire_config(&wire_doors[doors[i]], wire_cloud.url);
        bwp_client         *client;

        config.access_key = config.secret_key = NULL;
        config.credentials = "metadata";
        config.proxy = "http://127.0.0.1:1"; /* nobody is there */
        client = wire_client(&config);
        client->metadata = wire_server_url(server);
        assert_int_equal(bwp_whoami(client, NULL), BWP_DONE);
        assert_string_equal(client->keys->access_key, WIRE_TEMPORARY_KEY);
        assert_int_equal(bwp_list(client, NULL, NULL), BWP_NOT_DONE);
        assert_int_equal(asked(server, client), doors[i] == WIRE_HUAWEI ? 2 : 3);
        wire_server_free(server);
    }
}

/* Nor does one of the environment, which the calls of a client that is not on loopback take. */
static void test_a_proxy_of_the_environment_never_sees_the_service(void **state)
{
    (void)state;
    assert_int_equal(setenv("all_proxy", "http://127.0.0.1:1", 1), 0); /* nobody is there */
    assert_int_equal(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
    for (size_t i = 0; i < COUNT(doors); i++) {
        struct wire_server *server = start_service();
        bwp_config          config = wire_config(&wire_doors[doors[i]], "https://cloud.invalid");
        bwp_client         *client;

        config.access_key = config.secret_key = NULL;
        config.credentials = "metadata";
        client = wire_client(&config);
        client->metadata = wire_server_url(server);
        assert_int_equal(bwp_whoami(client, NULL), BWP_DONE);
        assert_string_equal(client->keys->access_key, WIRE_TEMPORARY_KEY);
        assert_int_equal(asked(server, client), doors[i] == WIRE_HUAWEI ? 2 : 3);
        wire_server_free(server);
    }
    (void)unsetenv("all_proxy");
    (void)unsetenv("http_proxy");
}

/* Fifty begin at once, and one of them asks. */
static void test_a_batch_fetches_keys_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        struct wire_server *server = start_service();
        bwp_client         *client = client_at(&wire_doors[doors[i]], wire_server_url(server));
        bwp_batch          *batch = bwp_batch_new(NULL, NULL);
        bwp_result         *result;
        int                 done = 0;

        for (int j = 0; j < IN_A_BATCH; j++)
            assert_int_equal(bwp_batch_call_json(batch, client, "list", "{}", NULL), BWP_OK);
        while (bwp_batch_step(batch, -1) > 0)
            ;
        for (; (result = bwp_batch_next(batch, NULL)) != NULL; bwp_result_free(result))
            done += bwp_result_outcome(result) == BWP_DONE;
        assert_int_equal(done, IN_A_BATCH);
        bwp_batch_free(batch);
        assert_int_equal(asked(server, client), doors[i] == WIRE_HUAWEI ? 2 : 3);
        wire_server_free(server);
    }
}

static void test_a_role_that_is_named_is_not_asked_for(void **state)
{
    struct wire_server *server = start_service();
    bwp_client         *client;

    (void)state;
    assert_int_equal(setenv("ALIBABA_CLOUD_ECS_METADATA", "machine-role", 1), 0);
    assert_int_equal(setenv("ALIBABA_CLOUD_IMDSV1_DISABLED", "true", 1), 0);
    client = client_at(&wire_doors[WIRE_ACS3], wire_server_url(server));
    (void)unsetenv("ALIBABA_CLOUD_ECS_METADATA"); /* the environment was read as the client was made */
    (void)unsetenv("ALIBABA_CLOUD_IMDSV1_DISABLED");
    assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
    assert_int_equal(asked(server, client), 2);
    wire_server_free(server);
}

static void test_keys_are_renewed_before_they_expire(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        struct wire_server *server = start_service();
        bwp_client         *client = client_at(&wire_doors[doors[i]], wire_server_url(server));
        unsigned            once = doors[i] == WIRE_HUAWEI ? 2 : 3;

        assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
        client->keys->renew = 1;
        assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
        assert_true(client->keys->renew > 1);
        client->keys->renew = 1;
        answer_of_keys = "<html>down</html>";
        assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE); /* the old ones are still good */
        assert_int_equal(client->keys->renew, 1);
        client->keys->expires = 1;
        assert_int_equal(bwp_list(client, NULL, NULL), BWP_NOT_DONE);
        assert_int_equal(asked(server, client), 4 * once);
        wire_server_free(server);
    }
}

static void test_keys_that_are_set_end_the_fetching(void **state)
{
    struct wire_server *server = start_service();
    bwp_client         *client = client_at(&wire_doors[WIRE_ACS3], wire_server_url(server));

    (void)state;
    assert_int_equal(bwp_client_set_keys(client, WIRE_ACCESS_KEY, WIRE_SECRET_KEY, NULL, NULL), BWP_OK);
    assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
    assert_int_equal(asked(server, client), 0);
    wire_server_free(server);
}

/* whoami asks for them too: it only tells them, and nothing is sent with them. */
static void test_whoami_asks_for_keys_that_are_not_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        struct wire_server *server = start_service();
        bwp_client         *client = client_at(&wire_doors[doors[i]], wire_server_url(server));
        unsigned            once = doors[i] == WIRE_HUAWEI ? 2 : 3;
        char                expires[CLOCK_TEXT_SIZE];
        bwp_result         *result = NULL;

        for (int j = 0; j < 2; j++) {
            assert_int_equal(bwp_whoami(client, &result), BWP_DONE);
            bwpi_clock_format(client->keys->expires, 0, expires);
            wire_assert_has(bwp_result_whoami(result), expires);
            wire_assert_has(bwp_result_whoami(result), "\"source\":\"metadata\"");
            wire_assert_has(bwp_result_whoami(result), "\"access_key\":\"******************-key\"");
            wire_assert_result_keeps_secrets(result);
            bwp_result_free(result);
        }
        client->keys->renew = 1;
        answer_of_keys = "<html>down</html>";
        assert_int_equal(bwp_whoami(client, NULL), BWP_DONE); /* the old ones are still good */
        client->keys->expires = 1;
        assert_int_equal(bwp_whoami(client, &result), BWP_NOT_DONE);
        bwp_result_free(result);
        assert_int_equal(asked(server, client), 3 * once);
        wire_server_free(server);
    }
    assert_int_equal(wire_requests("huawei") + wire_requests("alibaba") + wire_requests("volcengine"), 0);
}

typedef bwp_outcome look_function(bwp_client *client, bwp_result **result);

static bwp_outcome list_all(bwp_client *client, bwp_result **result)
{
    return bwp_list(client, NULL, result);
}

static look_function *const looks[] = {list_all, bwp_whoami};

static void assert_no_keys(bwp_client *client, bwp_status status, const char *part)
{
    for (size_t i = 0; i < COUNT(looks); i++) {
        bwp_result *result = NULL;

        assert_int_equal(looks[i](client, &result), BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), status);
        assert_string_equal(bwp_result_field(result), "credentials");
        wire_assert_has(bwp_result_message(result), "no keys from the metadata service at http://127.0.0.1:");
        wire_assert_has(bwp_result_message(result), part);
        wire_assert_result_keeps_secrets(result);
        bwp_result_free(result);
    }
}

static void test_other_answers_are_no_keys(void **state)
{
    static char long_answer[100 * 1024];
    const struct {
        const char *answer, *part;
        int         good_for;
    } rows[] = {
        {"<html>captive portal</html>", "the answer holds no keys", 0},
        {"", "the answer holds no keys", 0},
        {"{\"Code\":\"Success\",\"credential\":{}}", "the answer holds no keys", 0},
        {"{\"Code\":\"Success\",\"AccessKeyId\":\"a\",\"AccessKeySecret\":\"b\",\"SecurityToken\":\"c\","
         "\"SecretAccessKey\":\"b\",\"SessionToken\":\"c\",\"credential\":{\"access\":\"a\",\"secret\":\"b\","
         "\"securitytoken\":\"c\"}}",
         "does not say when its keys expire", 0},
        {"{\"Code\":\"Success\",\"AccessKeyId\":\"a\\nb\",\"AccessKeySecret\":\"b\",\"SecurityToken\":\"c\","
         "\"SecretAccessKey\":\"b\",\"SessionToken\":\"c\",\"credential\":{\"access\":\"a\\nb\",\"secret\":\"b\","
         "\"securitytoken\":\"c\"}}",
         "the answer holds no keys", 0},
        {long_answer, "longer than any answer", 0},
        {NULL, "the keys it gives have expired", -5},
    };

    (void)state;
    memset(long_answer, ' ', sizeof long_answer - 1);
    for (size_t i = 0; i < COUNT(doors) * COUNT(rows); i++) {
        struct wire_server *server = start_service();
        bwp_client         *client = client_at(&wire_doors[doors[i % COUNT(doors)]], wire_server_url(server));

        answer_of_keys = rows[i / COUNT(doors)].answer;
        good_for = rows[i / COUNT(doors)].good_for;
        assert_no_keys(client, BWP_ERR_CREDENTIALS, rows[i / COUNT(doors)].part);
        (void)asked(server, client);
        wire_server_free(server);
    }
    assert_int_equal(wire_requests("huawei") + wire_requests("alibaba") + wire_requests("volcengine"), 0);
}

/* A socket that takes connections and never answers. */
static int silent_socket(char url[64])
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t          size = sizeof address;
    int                fd = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 16), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    (void)snprintf(url, 64, "http://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    return fd;
}

static void test_a_late_answer_is_not_waited_for(void **state)
{
    char        url[64];
    int         fd = silent_socket(url);
    bwp_client *client = client_at(&wire_doors[WIRE_HUAWEI], url);
    int64_t     start = wire_now_ms();

    (void)state;
    assert_int_equal(client->metadata_timeout_ms, 3000);
    client->metadata_timeout_ms = 100;
    assert_no_keys(client, BWP_ERR_TIMEOUT, "timed out");
    wire_assert_within(wire_now_ms() - start, 200, 2500); /* two looks */
    bwp_client_free(client);
    (void)close(fd);
}

/* Nothing was looked at, so nothing was excluded; and a wait has its own time for what may pass. */
static void test_a_search_without_keys_excludes_nothing(void **state)
{
    char        url[64];
    int         fd = silent_socket(url);
    bwp_client *client = client_at(&wire_doors[WIRE_HUAWEI], url);
    bwp_request request = wire_request(&wire_doors[WIRE_HUAWEI], "sought");
    bwp_goal    goal = {.struct_size = sizeof goal, .until = BWP_UNTIL_READY, .timeout_ms = 600};
    bwp_result *result = NULL;
    int64_t     start;

    (void)state;
    client->metadata_timeout_ms = 50;
    client->look_pause_ms = 10;
    assert_int_equal(bwp_find(client, &request, 0, &result), BWP_UNKNOWN);
    assert_int_equal(bwp_result_status(result), BWP_ERR_TIMEOUT);
    wire_assert_has(bwp_result_message(result), "no keys from the metadata service");
    bwp_result_free(result);
    start = wire_now_ms();
    assert_int_equal(bwp_wait(client, "some-package", &goal, &result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_TIMEOUT);
    wire_assert_has(bwp_result_message(result), "the goal was not reached in time");
    wire_assert_within(wire_now_ms() - start, 400, 3000);
    bwp_result_free(result);
    bwp_client_free(client);
    (void)close(fd);
}

static void cancel_it(void *user, const char *line)
{
    bwp_client **client = user;

    if (strstr(line, "asking for keys") != NULL)
        bwp_client_cancel(*client);
}

static void test_a_call_that_asks_for_keys_can_be_cancelled(void **state)
{
    char        url[64];
    int         fd = silent_socket(url);
    bwp_config  config = wire_config(&wire_doors[WIRE_ACS3], wire_cloud.url);
    bwp_client *client;

    (void)state;
    config.access_key = config.secret_key = NULL;
    config.credentials = "metadata";
    config.log = cancel_it;
    config.log_user = &client;
    client = wire_client(&config);
    client->metadata = url;
    for (size_t i = 0; i < COUNT(looks); i++) {
        bwp_result *result = NULL;

        assert_int_equal(looks[i](client, &result), BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), BWP_ERR_CANCELLED);
        bwp_result_free(result);
    }
    bwp_client_free(client);
    (void)close(fd);
}

static void test_nobody_asks_unless_the_config_says_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(doors); i++) {
        struct wire_server *server = start_service();
        bwp_config          config = wire_config(&wire_doors[doors[i]], wire_cloud.url);
        bwp_client         *client = wire_client(&config);
        char                problem[BWP_ERROR_SIZE];

        client->metadata = wire_server_url(server);
        assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
        config.access_key = config.secret_key = NULL;
        assert_null(bwp_client_new(&config, problem));
        wire_assert_has(problem, "access_key and secret_key are missing");
        assert_int_equal(asked(server, client), 0);
        wire_server_free(server);
    }
}

static void test_a_preview_asks_nobody(void **state)
{
    struct wire_server *server = start_service();
    bwp_client         *client = client_at(&wire_doors[WIRE_HUAWEI], wire_server_url(server));
    bwp_request         request = wire_request(&wire_doors[WIRE_HUAWEI], "preview");
    bwp_result         *result = NULL;

    (void)state;
    assert_int_equal(bwp_preview(client, &request, &result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_CREDENTIALS);
    bwp_result_free(result);
    assert_int_equal(asked(server, client), 0);
    wire_server_free(server);
}

static void *look(void *user)
{
    struct {
        bwp_client *client;
        int         done;
    } *worker = user;

    for (int i = 0; i < 10; i++)
        worker->done += bwp_list(worker->client, NULL, NULL) == BWP_DONE;
    return NULL;
}

/* Puts keys there, again and again, that are good, and due to be renewed. */
static void *age(void *user)
{
    bwp_client *client = user;

    for (int i = 0; i < 200; i++) {
        struct keys *keys = bwpi_keys_new(WIRE_TEMPORARY_KEY, WIRE_TEMPORARY_SECRET, WIRE_SECURITY_TOKEN, NULL,
                                          "metadata");
        struct fault fault;

        if (keys == NULL || client->config.provider->prepare_keys(&client->config, keys, &fault) != BWP_OK)
            return NULL;
        keys->renew = 1;
        keys->expires = bwpi_clock_unix() + 1000;
        bwpi_client_renew_keys(client, keys);
    }
    return client;
}

static void test_threads_share_keys_that_are_renewed_all_the_time(void **state)
{
    struct {
        bwp_client *client;
        int         done;
    } workers[THREADS];
    pthread_t           threads[THREADS], ager;
    void               *aged = NULL;
    struct wire_server *server = start_service();
    bwp_client         *client = client_at(&wire_doors[WIRE_ACS3], wire_server_url(server));

    (void)state;
    for (size_t i = 0; i < THREADS; i++) {
        workers[i].client = client;
        workers[i].done = 0;
        assert_int_equal(pthread_create(&threads[i], NULL, look, &workers[i]), 0);
    }
    assert_int_equal(pthread_create(&ager, NULL, age, client), 0);
    assert_int_equal(pthread_join(ager, &aged), 0);
    assert_ptr_equal(aged, client);
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].done, 10);
    }
    (void)asked(server, client);
    wire_server_free(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_keys_are_fetched_once),
        WIRE_TEST(test_a_proxy_that_was_given_never_sees_the_service),
        WIRE_TEST(test_a_proxy_of_the_environment_never_sees_the_service),
        WIRE_TEST(test_a_batch_fetches_keys_once),
        WIRE_TEST(test_a_role_that_is_named_is_not_asked_for),
        WIRE_TEST(test_keys_are_renewed_before_they_expire),
        WIRE_TEST(test_keys_that_are_set_end_the_fetching),
        WIRE_TEST(test_whoami_asks_for_keys_that_are_not_there),
        WIRE_TEST(test_other_answers_are_no_keys),
        WIRE_TEST(test_a_late_answer_is_not_waited_for),
        WIRE_TEST(test_a_search_without_keys_excludes_nothing),
        WIRE_TEST(test_a_call_that_asks_for_keys_can_be_cancelled),
        WIRE_TEST(test_nobody_asks_unless_the_config_says_so),
        WIRE_TEST(test_a_preview_asks_nobody),
        WIRE_TEST(test_threads_share_keys_that_are_renewed_all_the_time),
    };

    return WIRE_RUN(tests);
}
