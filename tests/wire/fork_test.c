/* fork_test.c - a client that was used before fork() serves parent and children, and nobody gets another's answer. */
#include "saboteur_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 3, CALLS = 3 };

/* Answers with the name that was asked for as the id. */
static size_t name_it(void *user, char *request, size_t size, char *answer, size_t room)
{
    const char *name = strstr(request, "name-of-");
    char        pattern[160], *text;
    size_t      text_size;

    (void)size;
    if (name == NULL)
        return 0;
    (void)snprintf(pattern, sizeof pattern, SAB_YES_WITH("\"%.*s\""),
                   (int)strspn(name, "abcdefghijklmnopqrstuvwxyz-0123456789"), name);
    text = sab_frame(user, pattern, &text_size);
    assert_true(text_size <= room);
    memcpy(answer, text, text_size);
    free(text);
    return text_size;
}

/* 0 if it was bought and the id is the one that belongs to the name. */
static int buy(bwp_client *client, const struct wire_door *door, const char *who)
{
    bwp_request request;
    bwp_result *result = NULL;
    bwp_outcome outcome;
    char        name[64];
    int         bad;

    (void)snprintf(name, sizeof name, "name-of-%s", who);
    request = wire_request(door, name);
    outcome = bwp_create(client, &request, &result);
    bad = outcome != BWP_DONE || strcmp(bwp_package_id(bwp_result_package(result, 0)), name) != 0;
    if (bad)
        (void)fprintf(stderr, "%s, %s: outcome %d, id \"%s\": %s\n", door->name, who, (int)outcome,
                      bwp_package_id(bwp_result_package(result, 0)), bwp_result_message(result));
    bwp_result_free(result);
    return bad;
}

/* Ends without what exit() would do for the parent's tests. */
static void be_child(bwp_client *client, const struct wire_door *door, int number)
{
    char who[32];
    int  bad = 0;

    (void)snprintf(who, sizeof who, "child-%d", number);
    for (int i = 0; i < CALLS; i++)
        bad |= buy(client, door, who);
    bwp_client_cancel(client);
    bwp_client_free(client);
    _exit(bad);
}

static void share(const struct wire_door *door, bool secure)
{
    const struct sab_tls tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};
    const struct sab_act act = {.reply = name_it, .user = (void *)(uintptr_t)door, .end = SAB_KEEP};
    struct sab          *sab = sab_start(&act, 1, secure ? &tls : NULL);
    bwp_config           config = sab_config(door, sab, 1);
    bwp_client          *client = sab_client(&config);
    pid_t                children[CHILDREN];
    int                  bad = buy(client, door, "parent");
    unsigned             connections;

    for (int i = 0; i < CHILDREN; i++) {
        children[i] = fork();
        assert_int_not_equal(children[i], -1);
        if (children[i] == 0)
            be_child(client, door, i);
    }
    for (int i = 0; i < CALLS; i++)
        bad |= buy(client, door, "parent");
    for (int i = 0; i < CHILDREN; i++) {
        int status = 0;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        bad |= !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    }
    connections = sab_connections(sab);
    bad |= buy(client, door, "parent"); /* on the connection it had: no child has closed it */
    assert_int_equal(bad, 0);
    if (door->honours_token) {
        assert_int_equal(sab_connections(sab), connections);
        assert_int_equal(connections, 1 + CHILDREN);
    }
    bwp_client_free(client);
    sab_free(sab);
}

static void test_parent_and_children_get_their_own_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++)
        share(&wire_doors[i], false);
}

static void test_parent_and_children_get_their_own_answers_over_tls(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++)
        share(&wire_doors[i], true);
}

/* The same when the client has never been used, and when a child forks again. */
static void test_a_grandchild_is_nobody_elses_either(void **state)
{
    const struct wire_door *door = &wire_doors[WIRE_BAIDU];
    const struct sab_act    act = {.reply = name_it, .user = (void *)(uintptr_t)door, .end = SAB_KEEP};
    struct sab             *sab = sab_start(&act, 1, NULL);
    bwp_config              config = sab_config(door, sab, 1);
    bwp_client             *client = sab_client(&config);
    int                     status = 0;
    pid_t                   child = fork();

    (void)state;
    assert_int_not_equal(child, -1);
    if (child == 0) {
        int   bad = buy(client, door, "child");
        pid_t grandchild = fork();

        if (grandchild == 0)
            be_child(client, door, 9);
        bad |= buy(client, door, "child");
        bad |= waitpid(grandchild, &status, 0) != grandchild || status != 0;
        bad |= buy(client, door, "child");
        bwp_client_free(client);
        _exit(bad);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(buy(client, door, "parent"), 0);
    assert_int_equal(sab_connections(sab), 3);
    bwp_client_free(client);
    sab_free(sab);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parent_and_children_get_their_own_answers),
        cmocka_unit_test(test_parent_and_children_get_their_own_answers_over_tls),
        cmocka_unit_test(test_a_grandchild_is_nobody_elses_either),
    };

    return SAB_RUN(tests);
}
