/* batch_misuse_test.c - a batch that is used as it should not be says so, or does nothing; it never crashes or lies. */
#include "wire.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "road/client.h"
#include "wire_batch.h"

enum { SOME = 30, LONG_MS = 20000 };

static struct wire_batch batch;

static void watch_nothing(void *user, intptr_t fd, int events)
{
    (void)user, (void)fd, (void)events;
}

static void set_no_timer(void *user, int64_t ms)
{
    (void)user, (void)ms;
}

/* ---- arguments ---- */

static void test_null_is_an_argument_like_any_other(void **state)
{
    const bwp_loop loops[] = {{sizeof loops[0], NULL, NULL, set_no_timer},
                              {sizeof loops[0], NULL, watch_nothing, NULL},
                              {0, NULL, watch_nothing, set_no_timer}};
    bwp_request    request = wire_request(&wire_doors[WIRE_BAIDU], "package-0");
    void          *user = &request;

    (void)state;
    wire_batch_start(&batch, 0);
    assert_int_equal(bwp_batch_create(NULL, batch.clients[0], &request, NULL), BWP_ERR_ARGUMENT);
    assert_int_equal(bwp_batch_create(batch.batch, NULL, &request, NULL), BWP_ERR_ARGUMENT);
    assert_int_equal(bwp_batch_call_json(NULL, batch.clients[0], "get", "{}", NULL), BWP_ERR_ARGUMENT);
    assert_int_equal(bwp_batch_call_json(batch.batch, NULL, "get", "{}", NULL), BWP_ERR_ARGUMENT);
    assert_int_equal(bwp_batch_step(NULL, -1), 0);
    assert_null(bwp_batch_next(NULL, &user));
    assert_null(bwp_batch_next(batch.batch, NULL));
    bwp_batch_cancel(NULL);
    bwp_batch_free(NULL);
    bwp_batch_ready(NULL, 0, BWP_READABLE);
    assert_int_equal(bwp_batch_attach(NULL, &loops[0]), BWP_ERR_ARGUMENT);
    assert_int_equal(bwp_batch_attach(batch.batch, NULL), BWP_ERR_ARGUMENT);
    for (size_t i = 0; i < COUNT(loops); i++)
        assert_int_equal(bwp_batch_attach(batch.batch, &loops[i]), BWP_ERR_ARGUMENT);
    assert_int_equal(bwp_batch_step(batch.batch, -1), 0); /* without a call there is nothing to wait for */
    wire_batch_end(&batch);
}

static void test_options_that_are_none_make_no_batch(void **state)
{
    static const bwp_batch_options options[] = {
        {0, 10}, {offsetof(bwp_batch_options, in_flight_max), 10}, {sizeof options[0], 10001}};
    static const char *const parts[] = {"struct_size is 0", "struct_size is ", "in_flight_max is 10001"};

    (void)state;
    for (size_t i = 0; i < COUNT(options); i++) {
        char problem[BWP_ERROR_SIZE] = "";

        assert_null(bwp_batch_new(&options[i], problem));
        wire_assert_has(problem, parts[i]);
        assert_null(bwp_batch_new(&options[i], NULL));
    }
}

static void test_a_request_at_fault_has_a_result_that_names_the_field(void **state)
{
    bwp_request request = wire_request(&wire_doors[WIRE_BAIDU], "package-0");
    bwp_result *result;
    void       *user = NULL;

    (void)state;
    request.area_a = "atlantis";
    wire_batch_start(&batch, 0);
    assert_int_equal(bwp_batch_create(batch.batch, batch.clients[0], &request, &request), BWP_OK);
    assert_int_equal(bwp_batch_create(batch.batch, batch.clients[0], NULL, NULL), BWP_OK);
    assert_int_equal(bwp_batch_step(batch.batch, 0), 0);
    result = bwp_batch_next(batch.batch, &user);
    assert_ptr_equal(user, &request);
    assert_int_equal(bwp_result_outcome(result), BWP_NOT_DONE);
    assert_string_equal(bwp_result_field(result), "area_a");
    bwp_result_free(result);
    result = bwp_batch_next(batch.batch, &user);
    assert_null(user);
    assert_int_equal(bwp_result_status(result), BWP_ERR_ARGUMENT);
    bwp_result_free(result);
    wire_batch_end(&batch);
}

/* ---- at the wrong time ---- */

static void test_a_batch_may_be_freed_with_calls_in_every_state(void **state)
{
    (void)state;
    wire_fault("{\"kind\":\"stall_before\",\"provider\":\"baidu\",\"times\":1000000}");
    wire_fault("{\"kind\":\"throttle\",\"provider\":\"alibaba\",\"times\":1000000,\"ms\":%d}", LONG_MS);
    wire_batch_start(&batch, SOME / 2);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[i % 3 == 0 ? WIRE_HUAWEI : i % 3 == 1 ? WIRE_ACS3 : WIRE_BAIDU], i);
    while (batch.done < SOME / 3) { /* all of Huawei's; of the others some sleep, some are held, some have not begun */
        (void)bwp_batch_step(batch.batch, -1);
        wire_batch_take(&batch);
    }
    assert_int_not_equal(bwp_batch_step(batch.batch, 0), 0);
    wire_batch_end(&batch);
    assert_int_equal(wire_purchases("alibaba"), 0);
}

static void test_results_that_nobody_takes_are_freed(void **state)
{
    (void)state;
    wire_batch_start(&batch, 0);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[WIRE_BAIDU], i);
    while (bwp_batch_step(batch.batch, -1) > 0)
        ;
    assert_int_equal(wire_batch_bought(&batch), SOME);
    wire_batch_end(&batch);
}

static void test_a_loop_comes_before_the_first_call_and_only_one_does(void **state)
{
    const bwp_loop loop = {sizeof loop, NULL, watch_nothing, set_no_timer};

    (void)state;
    wire_batch_start(&batch, 0);
    assert_int_equal(bwp_batch_attach(batch.batch, &loop), BWP_OK);
    assert_int_equal(bwp_batch_attach(batch.batch, &loop), BWP_ERR_CONFLICT);
    wire_batch_create(&batch, batch.clients[WIRE_BAIDU], 0);
    assert_int_equal(bwp_batch_step(batch.batch, LONG_MS), 1); /* does what can be done, and does not wait */
    wire_batch_end(&batch);
    wire_batch_start(&batch, 0);
    wire_batch_create(&batch, batch.clients[WIRE_BAIDU], 0);
    assert_int_equal(bwp_batch_attach(batch.batch, &loop), BWP_ERR_CONFLICT);
    wire_batch_run(&batch);
    assert_int_equal(batch.done, 1);
    wire_batch_end(&batch);
}

/* ---- from a callback ---- */

static int logged;

static void add_and_step(void *user, const char *line)
{
    (void)user, (void)line;
    if (logged++ == 0)
        wire_batch_create(&batch, batch.clients[WIRE_BAIDU], 1);
    assert_in_range(bwp_batch_step(batch.batch, -1), 1, 2);
    bwp_batch_ready(batch.batch, -1, 0);
}

static void free_it(void *user, const char *line)
{
    (void)user, (void)line;
    bwp_batch_free(batch.batch);
    logged++;
}

static void cancel_it(void *user, const char *line)
{
    (void)user, (void)line;
    bwp_batch_cancel(batch.batch);
    logged++;
}

static bwp_client *client_that_logs(void (*log)(void *user, const char *line))
{
    bwp_config config = wire_config(&wire_doors[WIRE_BAIDU], wire_cloud.url);

    config.log = log;
    logged = 0;
    return wire_client(&config);
}

static void test_a_callback_may_add_a_call_and_its_step_does_nothing(void **state)
{
    bwp_client *client = client_that_logs(add_and_step);

    (void)state;
    wire_batch_start(&batch, 0);
    wire_batch_create(&batch, client, 0);
    wire_batch_run(&batch);
    assert_int_equal(batch.done, 2);
    assert_in_range(logged, 2, 10);
    wire_batch_end(&batch);
    bwp_client_free(client);
}

/* The calls come to nothing, the memory is given back, and nothing is used afterwards. */
static void test_a_callback_may_free_its_batch(void **state)
{
    bwp_client *client = client_that_logs(free_it);

    (void)state;
    wire_batch_start(&batch, 0);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, client, i);
    (void)bwp_batch_step(batch.batch, -1);
    assert_in_range(logged, SOME, 2 * SOME); /* each tells its end, too */
    assert_int_equal(wire_purchases("baidu"), 0);
    batch.batch = NULL;
    wire_batch_end(&batch);
    bwp_client_free(client);
}

static void test_a_callback_that_cancels_keeps_the_others_from_beginning(void **state)
{
    bwp_client *client = client_that_logs(cancel_it);

    (void)state;
    wire_batch_start(&batch, 0);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, client, i);
    wire_batch_run(&batch);
    assert_int_equal(batch.not_done, SOME);
    assert_int_equal(wire_requests("baidu"), 0);
    wire_batch_end(&batch);
    bwp_client_free(client);
}

static bwp_client *logging_client;

static void add_again(void *user, const char *line)
{
    (void)user;
    if (strstr(line, "not_done") != NULL && ++logged < 3 * SOME)
        (void)bwp_batch_call_json(batch.batch, logging_client, "list", "{}", NULL);
}

/* Whoever tries again what a free has ended would keep it from ending. */
static void test_nothing_is_added_while_a_batch_is_freed(void **state)
{
    (void)state;
    logging_client = client_that_logs(add_again);
    wire_batch_start(&batch, 0);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, logging_client, i);
    wire_batch_end(&batch);
    assert_int_equal(logged, SOME);
    assert_int_equal(wire_requests("baidu"), 0);
    bwp_client_free(logging_client);
}

static void free_in_timer(void *user, int64_t ms)
{
    (void)user, (void)ms;
    if (++logged == 2)
        bwp_batch_free(batch.batch);
}

static void test_a_loop_may_free_its_batch(void **state)
{
    const bwp_loop loop = {sizeof loop, NULL, watch_nothing, free_in_timer};

    (void)state;
    wire_batch_start(&batch, 0);
    logged = 0;
    assert_int_equal(bwp_batch_attach(batch.batch, &loop), BWP_OK);
    wire_batch_create(&batch, batch.clients[WIRE_BAIDU], 0);
    if (logged < 2)
        bwp_batch_ready(batch.batch, -1, 0);
    assert_true(logged >= 2);
    batch.batch = NULL;
    wire_batch_end(&batch);
}

static void ask_all(void)
{
    bwp_request request = wire_request(&wire_doors[WIRE_BAIDU], "package-1");

    logged++;
    bwp_batch_cancel(batch.batch);
    assert_in_range(bwp_batch_create(batch.batch, batch.clients[WIRE_BAIDU], &request, NULL), BWP_OK + 1, 100);
    (void)bwp_batch_step(batch.batch, -1);
    bwp_batch_ready(batch.batch, -1, 0);
    bwp_result_free(bwp_batch_next(batch.batch, NULL)); /* of a call that was given up just now, or NULL */
    bwp_batch_free(batch.batch);
}

static void ask_in_watch(void *user, intptr_t fd, int events)
{
    (void)fd;
    if (*(const bool *)user && events == 0)
        ask_all();
}

static void ask_in_timer(void *user, int64_t ms)
{
    if (*(const bool *)user && ms == -1)
        ask_all();
}

/* To the last callback of a batch that is freed it is a batch that takes nothing, and may be freed once more. */
static void test_a_batch_that_is_freed_can_be_asked_by_its_loop(void **state)
{
    bool           is_freed = false;
    const bwp_loop loop = {sizeof loop, &is_freed, ask_in_watch, ask_in_timer};

    (void)state;
    wire_fault("{\"kind\":\"stall_before\",\"provider\":\"baidu\",\"times\":1000000}");
    wire_batch_start(&batch, 0);
    logged = 0;
    assert_int_equal(bwp_batch_attach(batch.batch, &loop), BWP_OK);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[WIRE_BAIDU], i);
    bwp_batch_ready(batch.batch, -1, 0);
    is_freed = true;
    bwp_batch_free(batch.batch);
    /* the timer, the wake-up, each connection that was begun, and a socket that newer libcurls have for themselves */
    assert_in_range(logged, 2, SOME + 3);
    batch.batch = NULL;
    wire_batch_end(&batch);
    assert_int_equal(wire_purchases("baidu"), 0);
}

/* ---- in a child ---- */

static pid_t child_of_log;

static void fork_on_the_way(void *user, const char *line)
{
    (void)user;
    if (strstr(line, "attempt 1") != NULL && child_of_log < 0)
        child_of_log = fork();
}

/* The request is sent by one of the two, so the other does not know what became of it. */
static void test_a_child_that_was_forked_on_the_way_buys_nothing(void **state)
{
    bwp_config  config = wire_config(&wire_doors[WIRE_HUAWEI], wire_cloud.url);
    bwp_request request = wire_request(&wire_doors[WIRE_HUAWEI], "forked");
    bwp_client *client;
    bwp_outcome outcome;
    int         status;

    (void)state;
    config.log = fork_on_the_way;
    child_of_log = -1;
    client = wire_client(&config);
    outcome = bwp_create(client, &request, NULL);
    if (child_of_log == 0)
        _exit((int)outcome);
    assert_true(child_of_log > 0);
    assert_int_equal(waitpid(child_of_log, &status, 0), child_of_log);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == BWP_UNKNOWN);
    assert_int_equal(outcome, BWP_DONE);
    assert_int_equal(wire_purchases("huawei"), 1);
    bwp_client_free(client);
}

static int be_child(void)
{
    bwp_request request = wire_request(&wire_doors[WIRE_BAIDU], "package-1");
    int         problems = bwp_batch_create(batch.batch, batch.clients[WIRE_BAIDU], &request, NULL) != BWP_ERR_CONFLICT;

    problems += bwp_batch_step(batch.batch, -1) != 0;
    bwp_batch_ready(batch.batch, -1, 0);
    bwp_batch_free(batch.batch);
    for (size_t i = 0; i < WIRE_DOORS; i++)
        bwp_client_free(batch.clients[i]);
    return problems;
}

/* The parent's calls are under way at the fork, and end as if nothing had been. */
static void test_a_child_can_only_free_the_batch_of_its_parent(void **state)
{
    int   status;
    pid_t child;

    (void)state;
    wire_batch_start(&batch, 2);
    for (int i = 0; i < SOME; i++)
        wire_batch_create(&batch, batch.clients[i % WIRE_DOORS], i);
    while (batch.done == 0) {
        (void)bwp_batch_step(batch.batch, -1);
        wire_batch_take(&batch);
    }
    (void)bwp_batch_step(batch.batch, 0);
    child = fork();
    if (child == 0)
        _exit(be_child());
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    wire_batch_run(&batch);
    assert_int_equal(batch.done, SOME);
    wire_batch_check_ledger(&batch);
    wire_batch_end(&batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_null_is_an_argument_like_any_other),
        WIRE_TEST(test_options_that_are_none_make_no_batch),
        WIRE_TEST(test_a_request_at_fault_has_a_result_that_names_the_field),
        WIRE_TEST(test_a_batch_may_be_freed_with_calls_in_every_state),
        WIRE_TEST(test_results_that_nobody_takes_are_freed),
        WIRE_TEST(test_a_loop_comes_before_the_first_call_and_only_one_does),
        WIRE_TEST(test_a_callback_may_add_a_call_and_its_step_does_nothing),
        WIRE_TEST(test_a_callback_may_free_its_batch),
        WIRE_TEST(test_a_callback_that_cancels_keeps_the_others_from_beginning),
        WIRE_TEST(test_nothing_is_added_while_a_batch_is_freed),
        WIRE_TEST(test_a_loop_may_free_its_batch),
        WIRE_TEST(test_a_batch_that_is_freed_can_be_asked_by_its_loop),
        WIRE_TEST(test_a_child_that_was_forked_on_the_way_buys_nothing),
        WIRE_TEST(test_a_child_can_only_free_the_batch_of_its_parent),
    };

    return WIRE_RUN(tests);
}
