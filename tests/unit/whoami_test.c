/* whoami_test.c - who the calls of a client are signed as, and where its keys come from, without a secret. */
#include <stdlib.h>
#include <string.h>

#include "road/client.h"
#include "unit.h"

#define SECRET "unit-secret-of-some-length"

/* What whoami tells of the client, where nothing has to be asked. */
static void is(const char *which, bwp_client *client, const char *whoami)
{
    bwp_result *result = NULL;
    char       *json;

    unit_number(which, "outcome", BWP_DONE, bwp_whoami(client, &result));
    unit_number(which, "status", BWP_OK, bwp_result_status(result));
    unit_number(which, "attempts", 0, bwp_result_attempts(result));
    unit_text(which, "whoami", whoami, bwp_result_whoami(result));
    unit_text(which, "message", "", bwp_result_message(result));
    json = bwp_result_json(result);
    unit_holds(which, "result", whoami, json);
    unit_lacks(which, "result", SECRET, json);
    bwp_free(json);
    json = bwp_call_json(client, "whoami", "{}");
    unit_holds(which, "door", "\"packages\":[],\"whoami\":{", json);
    unit_holds(which, "door", whoami, json);
    unit_lacks(which, "door", SECRET, json);
    bwp_free(json);
    bwp_result_free(result);
}

/* The same of a new client. */
static void config_is(const char *which, const bwp_config *config, const char *whoami)
{
    bwp_client *client = unit_client(config);

    is(which, client, whoami);
    bwp_client_free(client);
}

#define OF_HUAWEI(source, access_key)                                                                                  \
    "{\"provider\":\"huawei\",\"source\":\"" source "\",\"access_key\":\"" access_key                                  \
    "\",\"account\":\"00000000000000000000000000d0a1e5\",\"project\":\"unit-project\",\"site\":\"china\","             \
    "\"endpoint\":"                                                                                                    \
    "\"https://cc.myhuaweicloud.com\",\"expires_at\":\"\"}"
#define OF_BAIDU(source, access_key, endpoint)                                                                         \
    "{\"provider\":\"baidu\",\"source\":\"" source "\",\"access_key\":\"" access_key                                   \
    "\",\"account\":\"\",\"project\":\"\",\"site\":\"\",\"endpoint\":\"" endpoint "\",\"expires_at\":\"\"}"
#define AT_BAIDU "https://csn.baidubce.com"

static void test_keys_of_the_config(void **state)
{
    bwp_config config = unit_config("huawei");

    (void)state;
    config.access_key = "AKIDabcdefgh1234";
    config.secret_key = config.security_token = SECRET;
    config_is("config", &config, OF_HUAWEI("config", "************1234"));
    config.access_key = config.secret_key = config.security_token = NULL;
    config.auth_token = SECRET;
    config_is("a token has no access key", &config, OF_HUAWEI("config", ""));
}

/* Four signs of a short key would be most of it. */
static void test_a_short_access_key_is_stars_alone(void **state)
{
    static const struct {
        const char *access_key, *whoami;
    } rows[] = {{"k", OF_BAIDU("config", "*", AT_BAIDU)},
                {"abcdefghijk", OF_BAIDU("config", "***********", AT_BAIDU)},
                {"abcdefghijkl", OF_BAIDU("config", "********ijkl", AT_BAIDU)},
                {"abcdefgh\"\\\"\\", OF_BAIDU("config", "********\\\"\\\\\\\"\\\\", AT_BAIDU)}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_config config = unit_config("baidu");

        config.access_key = rows[i].access_key;
        config.secret_key = SECRET;
        config_is(rows[i].access_key, &config, rows[i].whoami);
    }
}

static void test_keys_of_the_environment(void **state)
{
    bwp_config config = unit_config("baidu");

    (void)state;
    config.access_key = config.secret_key = NULL;
    config.endpoint = "http://127.0.0.1:1";
    assert_int_equal(setenv("BCE_ACCESS_KEY_ID", "environment-access", 1), 0);
    assert_int_equal(setenv("BCE_SECRET_ACCESS_KEY", SECRET, 1), 0);
    config_is("environment", &config, OF_BAIDU("environment", "**************cess", "http://127.0.0.1:1"));
    (void)unsetenv("BCE_ACCESS_KEY_ID");
    (void)unsetenv("BCE_SECRET_ACCESS_KEY");
}

static void test_keys_that_are_set_come_from_the_config_and_do_not_expire(void **state)
{
    bwp_config  config = unit_config("baidu");
    bwp_client *client = unit_client(&config);
    bwp_result *result = NULL;

    (void)state;
    client->keys->source = "environment";
    client->keys->expires = 1769846400;
    assert_int_equal(bwp_whoami(client, &result), BWP_DONE);
    unit_holds("before", "whoami", "\"source\":\"environment\"", bwp_result_whoami(result));
    unit_holds("before", "whoami", "\"expires_at\":\"2026-01-31T08:00:00Z\"}", bwp_result_whoami(result));
    bwp_result_free(result);
    assert_int_equal(bwp_client_set_keys(client, "another-access-key", SECRET, NULL, NULL), BWP_OK);
    is("after", client, OF_BAIDU("config", "**************-key", AT_BAIDU));
    bwp_client_free(client);
}

static void test_a_site_that_nobody_gave_is_the_first(void **state)
{
    static const struct site site = {.name = "mainland"};
    bwp_config               config = unit_config("baidu");
    bwp_client              *client = unit_client(&config);
    bwp_result              *result = NULL;

    (void)state;
    client->config.site = &site;
    assert_int_equal(bwp_whoami(client, &result), BWP_DONE);
    unit_holds("site", "whoami", "\"site\":\"mainland\"", bwp_result_whoami(result));
    bwp_result_free(result);
    bwp_client_free(client);
}

#define NOBODY                                                                                                         \
    "\"whoami\":{\"provider\":\"\",\"source\":\"\",\"access_key\":\"\",\"account\":\"\",\"project\":\"\",\"site\":"    \
    "\"\",\"endpoint\":\"\",\"expires_at\":\"\"}}"

static void test_nobody_is_told_with_every_key(void **state)
{
    static const char *const arguments[] = {NULL, "", "[]", "{\"id\":\"a\"}"};
    bwp_config               config = unit_config("baidu");
    bwp_client              *client = unit_client(&config);
    bwp_result              *result = NULL;

    (void)state;
    for (size_t i = 0; i <= COUNT(arguments); i++) {
        bool  has_client = i < COUNT(arguments);
        char *json = bwp_call_json(has_client ? client : NULL, "whoami", has_client ? arguments[i] : "{}");

        unit_holds("nobody", "outcome", "{\"outcome\":\"not_done\",\"status\":\"argument\",", json);
        unit_holds("nobody", "whoami", NOBODY, json);
        bwp_free(json);
    }
    assert_int_equal(bwp_whoami(NULL, &result), BWP_NOT_DONE);
    assert_string_equal(bwp_result_whoami(result), "");
    assert_string_equal(bwp_result_whoami(NULL), "");
    assert_int_equal(bwp_whoami(client, NULL), BWP_DONE);
    bwp_result_free(result);
    bwp_client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_of_the_config),
        cmocka_unit_test(test_a_short_access_key_is_stars_alone),
        cmocka_unit_test(test_keys_of_the_environment),
        cmocka_unit_test(test_keys_that_are_set_come_from_the_config_and_do_not_expire),
        cmocka_unit_test(test_a_site_that_nobody_gave_is_the_first),
        cmocka_unit_test(test_nobody_is_told_with_every_key),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
