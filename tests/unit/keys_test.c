/* keys_test.c - keys are exchanged whole, or not at all, and forgotten by whoever lets go of them last. */
#include "road/client.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

/* What was set by hand while a machine was asked for its keys stays, and what was asked for is let go. */
static void test_keys_that_were_fetched_do_not_replace_those_set_by_hand(void **state)
{
    bwp_config   config = unit_config("alibaba");
    bwp_client  *client = unit_client(&config);
    struct keys *late = bwpi_keys_new("late-access-key", "late-secret-key", "late-token", NULL, "metadata");
    struct keys *good = bwpi_keys_new("good-access-key", "good-secret-key", "good-token", NULL, "metadata");

    (void)state;
    assert_non_null(late);
    assert_non_null(good);
    bwpi_client_renew_keys(client, late);
    assert_string_equal(client->keys->access_key, "unit-access-key");
    client->keys->renew = 1; /* as those of a machine have it */
    bwpi_client_renew_keys(client, good);
    assert_string_equal(client->keys->access_key, "good-access-key");
    bwp_client_free(client);
}

/* ---- what is left of a secret ---- */

/* A secret that stands nowhere in this program but where it is put together; longer than what free() writes over. */
enum { LETTERS = 48 };

static char letter(size_t i)
{
    return (char)('0' + (i * 37 + 11) % 43);
}

static void put_secret(char *to)
{
    for (size_t i = 0; i < LETTERS; i++)
        to[i] = letter(i);
    to[LETTERS] = '\0';
}

static bool is_secret(const char *text)
{
    size_t i = 0;

    while (i < LETTERS && text[i] == letter(i))
        i++;
    return i == LETTERS;
}

static size_t count_between(int memory, uintmax_t start, uintmax_t end)
{
    static char piece[64 * 1024];
    size_t      count = 0;
    ssize_t     size;

    for (; start + LETTERS <= end; start += (uintmax_t)size - LETTERS + 1) {
        size_t room = end - start < sizeof piece ? (size_t)(end - start) : sizeof piece;

        size = pread(memory, piece, room, (off_t)start);
        if (size < LETTERS)
            break;
        for (size_t i = 0; i + LETTERS <= (size_t)size; i++)
            count += is_secret(piece + i);
    }
    return count;
}

/* How often the secret stands on the heap; 0 as well where a system does not show it. */
static size_t count_on_heap(void)
{
    int    memory = open("/proc/self/mem", O_RDONLY);
    FILE  *maps = fopen("/proc/self/maps", "r");
    char   line[512];
    size_t count = 0;

    while (memory >= 0 && maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        uintmax_t start, end;

        if (strstr(line, "[heap]") != NULL && sscanf(line, "%" SCNxMAX "-%" SCNxMAX, &start, &end) == 2)
            count += count_between(memory, start, end);
    }
    if (maps != NULL)
        (void)fclose(maps);
    if (memory >= 0)
        (void)close(memory);
    return count;
}

/* A client that was given the secret: as a struct, as JSON, or later on. */
static bwp_client *client_with_secret(size_t way)
{
    bwp_config  config = unit_config("baidu");
    char        secret[LETTERS + 1], text[256];
    bwp_client *client;

    put_secret(secret);
    (void)snprintf(text, sizeof text, "{\"provider\":\"baidu\",\"access_key\":\"a-key\",\"secret_key\":\"%s\"}",
                   secret);
    config.secret_key = way == 0 ? secret : config.secret_key;
    client = way == 1 ? bwp_client_new_json(text, NULL) : unit_client(&config);
    if (way == 2)
        assert_int_equal(bwp_client_set_keys(client, "a-key", secret, secret, NULL), BWP_OK);
    memset(secret, '#', sizeof secret);
    memset(text, '#', sizeof text);
    return client;
}

static void test_a_client_that_is_freed_leaves_no_secret_behind(void **state)
{
    (void)state;
    for (size_t way = 0; way < 3; way++) {
        bwp_client *client = client_with_secret(way);
        size_t      held = count_on_heap();

        assert_non_null(client);
        bwp_client_free(client);
        if (held == 0)
            skip();
        assert_int_equal(held, way == 2 ? 2 : 1);
        assert_int_equal(count_on_heap(), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_set_whole),
        cmocka_unit_test(test_keys_replace_a_token),
        cmocka_unit_test(test_half_a_pair_leaves_the_old_keys),
        cmocka_unit_test(test_keys_that_were_fetched_do_not_replace_those_set_by_hand),
        cmocka_unit_test(test_a_client_that_is_freed_leaves_no_secret_behind),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
