/* keys_test.c - keys are exchanged whole, or not at all. */
#include "road/client.h"

#include <string.h>

#include "unit.h"

static void test_keys_are_set_whole(void **state)
{
    bwp_config   config = unit_config("alibaba");
    bwp_client  *client = unit_client(&config);
    struct keys *held = bwpi_client_hold_keys(client);
    char         problem[BWP_ERROR_SIZE] = "x", secret[] = "second-secret-key";

    (void)state;
    assert_int_equal(bwp_client_set_keys(client, "second-access-key", secret, "second-token", problem), BWP_OK);
    memset(secret, '#', strlen(secret));
    assert_string_equal(problem, "");
    assert_string_equal(client->keys->access_key, "second-access-key");
    assert_string_equal(client->keys->secret_key, "second-secret-key");
    assert_string_equal(client->keys->security_token, "second-token");
    assert_non_null(client->keys->mac);
    assert_string_equal(held->access_key, "unit-access-key"); /* still good for whoever holds them */
    bwpi_keys_release(held);
    assert_int_equal(bwp_client_set_keys(client, "third-access-key", "third-secret-key", "", NULL), BWP_OK);
    assert_null(client->keys->security_token); /* it belonged to the keys before */
    bwp_client_free(client);
}

static void test_keys_replace_a_token(void **state)
{
    bwp_config  config = unit_config("huawei");
    bwp_client *client;

    (void)state;
    config.access_key = config.secret_key = NULL;
    config.auth_token = "unit-token";
    client = unit_client(&config);
    assert_int_equal(bwp_client_set_keys(client, "unit-access-key", "unit-secret-key", NULL, NULL), BWP_OK);
    assert_null(client->keys->auth_token);
    assert_non_null(client->keys->mac);
    bwp_client_free(client);
}

static void test_half_a_pair_leaves_the_old_keys(void **state)
{
    static const struct {
        const char *access_key, *secret_key, *security_token, *part;
        bwp_status  status;
    } cases[] = {
        {NULL, "Sesame", NULL, "access_key is missing", BWP_ERR_CREDENTIALS},
        {"Sesame", "", NULL, "secret_key is missing", BWP_ERR_CREDENTIALS},
        {"", NULL, "Sesame", "access_key is missing", BWP_ERR_CREDENTIALS},
        {"Sesame open", "b", NULL, "access_key has a blank", BWP_ERR_ARGUMENT},
        {"a", "Sesame\n", NULL, "secret_key has a control character", BWP_ERR_ARGUMENT},
        {"a", "b", "Sesame\xff", "security_token is not valid UTF-8", BWP_ERR_ARGUMENT},
    };
    bwp_config  config = unit_config("baidu");
    bwp_client *client = unit_client(&config);

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char       problem[BWP_ERROR_SIZE] = "";
        bwp_status status = bwp_client_set_keys(client, cases[i].access_key, cases[i].secret_key,
                                                cases[i].security_token, problem);

        unit_number(cases[i].part, "status", cases[i].status, status);
        unit_holds(cases[i].part, "message", cases[i].part, problem);
        unit_lacks(cases[i].part, "message", "Sesame", problem);
        unit_is_sentence(cases[i].part, problem);
        assert_string_equal(client->keys->access_key, "unit-access-key");
    }
    bwp_client_free(client);
    assert_int_equal(bwp_client_set_keys(NULL, "a", "b", NULL, NULL), BWP_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_set_whole),
        cmocka_unit_test(test_keys_replace_a_token),
        cmocka_unit_test(test_half_a_pair_leaves_the_old_keys),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
