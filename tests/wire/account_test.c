/* account_test.c - an account that nobody gives is asked for once, and a refusal of that keeps its own words. */
#include "wire.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"
#include "wire_server.h"

static const char *domains, *identity; /* what IAM and STS answer */

static void play(const char *request, char *body, size_t room)
{
    bool is_iam = strncmp(request, "GET /v3/auth/domains HTTP", 25) == 0;
    bool is_sts = strncmp(request, "GET /v5/caller-identity HTTP", 28) == 0;

    (void)snprintf(body, room, "%s", is_iam ? domains : is_sts ? identity : "another request");
}

static struct wire_server *start_iam(int status, const char *answer_of_iam, const char *answer_of_sts)
{
    struct wire_server *server = wire_server_start(&(struct wire_plan){.status = status, .write_body = play});

    domains = answer_of_iam;
    identity = answer_of_sts;
    assert_non_null(server);
    return server;
}

static bwp_config config_without_account(const char *iam)
{
    bwp_config config = wire_config(&wire_doors[WIRE_HUAWEI], wire_cloud.url);

    config.account = NULL;
    config.iam_endpoint = iam;
    return config;
}

#define FOUND "{\"domains\":[{\"id\":\"emulator-account\",\"name\":\"x\"}]}"

static void test_the_account_is_asked_for_once(void **state)
{
    struct wire_server *server = start_iam(200, FOUND, "");
    bwp_config          config = config_without_account(wire_server_url(server));
    bwp_client         *client = wire_client(&config);
    bwp_request         request = wire_request(&wire_doors[WIRE_HUAWEI], "asked");

    (void)state;
    assert_int_equal(bwp_create(client, &request, NULL), BWP_DONE);
    assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
    assert_int_equal(bwp_preview(client, &request, NULL), BWP_DONE); /* which itself would ask nobody */
    wire_server_stop(server);
    assert_int_equal(wire_server_arrivals(server), 1);
    assert_int_equal(wire_purchases("huawei"), 1);
    wire_assert_has(wire_server_last(server), "\r\nAuthorization: SDK-HMAC-SHA256 Access=emulator-access-key");
    wire_assert_has(wire_server_last(server), strchr(wire_server_url(server), '1')); /* Host */
    wire_assert_has_not(wire_server_last(server), "emulator-secret-key");
    bwp_client_free(client);
    wire_server_free(server);
}

/* On loopback one server plays all of Huawei's, and it checks the signature. */
static void test_an_emulator_is_asked_for_the_account_as_well(void **state)
{
    bwp_config  config = config_without_account(NULL);
    bwp_client *client;

    (void)state;
    client = wire_client(&config);
    assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
    assert_string_equal(bwpi_client_account(client), "emulator-account");
    bwp_client_free(client);
    config.access_key = config.secret_key = NULL;
    config.auth_token = WIRE_AUTH_TOKEN;
    client = wire_client(&config);
    assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
    bwp_client_free(client);
}

static void test_an_account_that_is_given_is_not_asked_for(void **state)
{
    struct wire_server *server = start_iam(200, FOUND, "");
    bwp_config          config = wire_config(&wire_doors[WIRE_HUAWEI], wire_cloud.url);
    bwp_client         *client;

    (void)state;
    config.iam_endpoint = wire_server_url(server);
    client = wire_client(&config);
    assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
    assert_int_equal(bwp_whoami(client, NULL), BWP_DONE);
    bwp_client_free(client);
    wire_server_stop(server);
    assert_int_equal(wire_server_arrivals(server), 0);
    wire_server_free(server);
}

#define REFUSED(status, code)                                                                                          \
    status, "{\"error_code\":\"" code "\",\"error_msg\":\"no, " WIRE_ACCESS_KEY "\",\"request_id\":\"r-7\"}"

static const struct {
    const char *name;
    int         http_status;
    const char *domains, *identity; /* NULL: STS is nowhere */
    unsigned    arrivals;
    bwp_status  status; /* BWP_OK: it works */
    const char *part;
} cases[] = {
    {"sts knows", 200, "{\"domains\":[]}", "{\"account_id\":\"emulator-account\"}", 2, BWP_OK, ""},
    {"nobody knows", 200, "{\"domains\":[]}", "{}", 2, BWP_ERR_FORBIDDEN, "iam:users:getUser"},
    {"iam does not know", 200, "{\"domains\":[]}", NULL, 1, BWP_ERR_FORBIDDEN, "iam:users:getUser"},
    {"both refuse", REFUSED(403, "PAP.0005"), "{\"error_code\":\"STS.1\",\"error_msg\":\"other\"}", 2,
     BWP_ERR_FORBIDDEN, "it answered 403 PAP.0005 (no, ***), request id r-7"},
    {"bad keys are not sent twice", REFUSED(401, "APIGW.0301"), "{}", 1, BWP_ERR_CREDENTIALS, "APIGW.0301"},
    {"throttled", REFUSED(429, "APIGW.0308"), "{}", 1, BWP_ERR_THROTTLED, "APIGW.0308"},
    {"a page", 200, "<html>", "{}", 1, BWP_ERR_RESPONSE, "it answered 200"},
    {"a way", 200, "{\"domains\":[{\"id\":\"a/../b\"}]}", NULL, 1, BWP_ERR_FORBIDDEN, "tells these keys no account"},
};

static void test_what_is_answered_instead_of_an_account(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct wire_server *server = start_iam(cases[i].http_status, cases[i].domains, cases[i].identity);
        bwp_config          config = config_without_account(wire_server_url(server));
        bwp_request         request = wire_request(&wire_doors[WIRE_HUAWEI], "instead");
        bwp_client         *client;
        bwp_result         *result = NULL;

        (void)wire_test_start(NULL);
        if (cases[i].identity != NULL)
            assert_int_equal(setenv("HUAWEICLOUD_SDK_STS_ENDPOINT", wire_server_url(server), 1), 0);
        client = wire_client(&config);
        (void)unsetenv("HUAWEICLOUD_SDK_STS_ENDPOINT");
        (void)bwp_create(client, &request, &result);
        if (bwp_result_status(result) != cases[i].status || strstr(bwp_result_message(result), cases[i].part) == NULL)
            fail_msg("%s: %d, %s", cases[i].name, (int)bwp_result_status(result), bwp_result_message(result));
        assert_int_equal(bwp_result_outcome(result), cases[i].status == BWP_OK ? BWP_DONE : BWP_NOT_DONE);
        assert_string_equal(bwp_result_field(result), cases[i].status == BWP_OK ? "" : "account");
        wire_assert_result_keeps_secrets(result);
        wire_server_stop(server);
        assert_int_equal(wire_server_arrivals(server), cases[i].arrivals);
        assert_int_equal(wire_purchases("huawei"), cases[i].status == BWP_OK ? 1 : 0);
        bwp_result_free(result);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

/* Where something is known without IAM, it is told; nothing is asked of the cloud itself. */
static void test_whoami_says_what_was_answered_as_well(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct wire_server *server = start_iam(cases[i].http_status, cases[i].domains, cases[i].identity);
        bwp_config          config = config_without_account(wire_server_url(server));
        bwp_client         *client;
        bwp_result         *result = NULL;
        bool                is_ok = cases[i].status == BWP_OK;

        if (cases[i].identity != NULL)
            assert_int_equal(setenv("HUAWEICLOUD_SDK_STS_ENDPOINT", wire_server_url(server), 1), 0);
        client = wire_client(&config);
        (void)unsetenv("HUAWEICLOUD_SDK_STS_ENDPOINT");
        assert_int_equal(bwp_whoami(client, &result), is_ok ? BWP_DONE : BWP_NOT_DONE);
        if (bwp_result_status(result) != cases[i].status || strstr(bwp_result_message(result), cases[i].part) == NULL)
            fail_msg("%s: %d, %s", cases[i].name, (int)bwp_result_status(result), bwp_result_message(result));
        assert_string_equal(bwp_result_field(result), is_ok ? "" : "account");
        wire_assert_has(bwp_result_whoami(result), "\"source\":\"config\",\"access_key\":\"***************-key\"");
        wire_assert_has(bwp_result_whoami(result), is_ok ? "\"account\":\"emulator-account\"" : "\"account\":\"\"");
        wire_assert_result_keeps_secrets(result);
        wire_server_stop(server);
        assert_int_equal(wire_server_arrivals(server), cases[i].arrivals);
        bwp_result_free(result);
        bwp_client_free(client);
        wire_server_free(server);
    }
    assert_int_equal(wire_requests("huawei"), 0);
}

/* What IAM does not find is no package: "there is none" would make the caller of a find buy again. */
static void test_without_an_account_a_look_finds_nothing_out(void **state)
{
    static const struct {
        int         http_status;
        const char *domains;
    } rows[] = {
        {REFUSED(404, "APIGW.0101")}, {REFUSED(404, "CC.1002")}, {REFUSED(400, "IAM.1")}, {REFUSED(409, "IAM.2")}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct wire_server *server = start_iam(rows[i].http_status, rows[i].domains, NULL);
        bwp_config          config = config_without_account(wire_server_url(server));
        bwp_request         request = wire_request(&wire_doors[WIRE_HUAWEI], "instead");
        bwp_client         *client;
        bwp_result         *result = NULL;

        (void)wire_test_start(NULL);
        client = wire_client(&config);
        assert_int_equal(bwp_find(client, &request, 0, &result), BWP_UNKNOWN);
        assert_int_equal(bwp_result_status(result), BWP_ERR_RESPONSE);
        bwp_result_free(result);
        assert_int_equal(bwp_get(client, "i", &result), BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), BWP_ERR_RESPONSE);
        bwp_result_free(result);
        bwp_client_free(client);
        wire_server_stop(server);
        wire_server_free(server);
    }
}

enum { THREADS = 4 };

static void *look(void *user)
{
    return bwp_list(user, NULL, NULL) == BWP_DONE ? user : NULL;
}

static void test_threads_ask_at_most_once_each(void **state)
{
    struct wire_server *server = start_iam(200, FOUND, "");
    bwp_config          config = config_without_account(wire_server_url(server));
    bwp_client         *client = wire_client(&config);
    pthread_t           threads[THREADS];

    (void)state;
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, look, client), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *done = NULL;

        assert_int_equal(pthread_join(threads[i], &done), 0);
        assert_ptr_equal(done, client);
    }
    wire_server_stop(server);
    wire_assert_within(wire_server_arrivals(server), 1, THREADS);
    bwp_client_free(client);
    wire_server_free(server);
}

static void test_an_iam_that_is_not_there(void **state)
{
    bwp_config  config = config_without_account("http://127.0.0.1:1");
    bwp_client *client = wire_client(&config);
    bwp_request request = wire_request(&wire_doors[WIRE_HUAWEI], "sought");
    bwp_result *result = NULL;

    (void)state;
    assert_int_equal(bwp_list(client, NULL, &result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_NETWORK);
    wire_assert_has(bwp_result_message(result), "account is missing, and http://127.0.0.1:1 does not tell it");
    bwp_result_free(result);
    assert_int_equal(bwp_find(client, &request, 0, &result), BWP_UNKNOWN); /* nothing was excluded */
    bwp_result_free(result);
    bwp_client_free(client);
}

/* As for any call: IAM is asked again with the time it tells, and once. */
static void test_a_clock_that_iam_refuses_is_corrected(void **state)
{
    static const int offsets[] = {3600, -3600};
    bwp_config       config = config_without_account(NULL);

    (void)state;
    config.max_attempts = 1;
    for (size_t i = 0; i < COUNT(offsets); i++) {
        bwp_client *client = wire_client(&config);
        bwp_request request = wire_request(&wire_doors[WIRE_HUAWEI], "late");

        (void)wire_test_start(NULL);
        wire_clock(offsets[i]);
        assert_int_equal(bwp_create(client, &request, NULL), BWP_DONE);
        assert_string_equal(bwpi_client_account(client), "emulator-account");
        assert_int_equal(wire_purchases("huawei"), 1);
        bwp_client_free(client);
    }
    wire_clock(0);
}

#define EXPIRED                                                                                                        \
    "Incorrect IAM authentication information: signature expired, signature time:20211217T064303Z,server "             \
    "time:20300102T030405Z"

static void test_a_clock_that_iam_goes_on_to_refuse_ends_the_call(void **state)
{
    struct wire_server *server = start_iam(401, "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"" EXPIRED "\"}", "{}");
    bwp_config          config = config_without_account(wire_server_url(server));
    bwp_client         *client = wire_client(&config);
    bwp_result         *result = NULL;

    (void)state;
    assert_int_equal(bwp_list(client, NULL, &result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_CLOCK);
    bwp_result_free(result);
    bwp_client_free(client);
    wire_server_stop(server);
    assert_int_equal(wire_server_arrivals(server), 2);
    wire_server_free(server);
}

enum { BATCHED = 20 };

static void add_to(bwp_batch *batch, bwp_client *client, int count)
{
    bwp_request request = wire_request(&wire_doors[WIRE_HUAWEI], "one of many");

    for (int i = 0; i < count; i++)
        assert_int_equal(bwp_batch_create(batch, client, &request, NULL), BWP_OK);
}

static void run_refused(bwp_batch *batch, int count)
{
    while (bwp_batch_step(batch, -1) > 0)
        continue;
    for (bwp_result *result; (result = bwp_batch_next(batch, NULL)) != NULL; count--) {
        assert_int_equal(bwp_result_outcome(result), BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), BWP_ERR_CREDENTIALS);
        assert_string_equal(bwp_result_field(result), "account");
        wire_assert_has(bwp_result_message(result), "it answered 401 APIGW.0301 (no, ***), request id r-7");
        bwp_result_free(result);
    }
    assert_int_equal(count, 0);
}

/* Five of them would lock the keys.  Whoever comes later asks anew, for the keys may be others by then. */
static void test_a_batch_is_refused_the_account_once(void **state)
{
    struct wire_server *server = start_iam(REFUSED(401, "APIGW.0301"), "");
    bwp_config          config = config_without_account(wire_server_url(server));
    bwp_client         *client = wire_client(&config);
    char                problem[BWP_ERROR_SIZE];
    bwp_batch          *batch = bwp_batch_new(NULL, problem);

    (void)state;
    assert_non_null(batch);
    add_to(batch, client, BATCHED);
    run_refused(batch, BATCHED);
    assert_int_equal(wire_server_arrivals(server), 1);
    add_to(batch, client, BATCHED);
    run_refused(batch, BATCHED);
    assert_int_equal(wire_server_arrivals(server), 2);
    bwp_batch_free(batch);
    bwp_client_free(client);
    wire_server_stop(server);
    wire_server_free(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_the_account_is_asked_for_once),
        WIRE_TEST(test_an_emulator_is_asked_for_the_account_as_well),
        WIRE_TEST(test_an_account_that_is_given_is_not_asked_for),
        WIRE_TEST(test_what_is_answered_instead_of_an_account),
        WIRE_TEST(test_whoami_says_what_was_answered_as_well),
        WIRE_TEST(test_without_an_account_a_look_finds_nothing_out),
        WIRE_TEST(test_threads_ask_at_most_once_each),
        WIRE_TEST(test_an_iam_that_is_not_there),
        WIRE_TEST(test_a_batch_is_refused_the_account_once),
        WIRE_TEST(test_a_clock_that_iam_refuses_is_corrected),
        WIRE_TEST(test_a_clock_that_iam_goes_on_to_refuse_ends_the_call),
    };

    return WIRE_RUN(tests);
}
