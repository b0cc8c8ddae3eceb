/* watch_test.c - what libcurl asks of sockets, said by a libcurl of our own, as the one at hand does not say all of it.
 */
#include "unit.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/inside.h"
#include "net/watch.h"

#undef curl_multi_setopt

/* What the watch has told libcurl, and what libcurl was told of sockets. */
static struct {
    curl_socket_callback on_socket;
    void                *user;
    void                *places[64]; /* by descriptor */
    int                  heard;      /* of which socket, at last */
    int                  count;
    int                  heard_of[64]; /* how often, by descriptor */
    int goes[3], comes[2];             /* sockets that it drops and begins to watch once it hears of one; -1: none */
    curl_multi_timer_callback on_timer;
    void                     *timer_user;
    long                      left; /* until its time */
} curl;

static void say(int fd, int what);

CURLMcode curl_multi_setopt(CURLM *multi, CURLMoption option, ...)
{
    va_list arguments;

    (void)multi;
    va_start(arguments, option);
    if (option == CURLMOPT_SOCKETFUNCTION)
        curl.on_socket = va_arg(arguments, curl_socket_callback);
    else if (option == CURLMOPT_SOCKETDATA)
        curl.user = va_arg(arguments, void *);
    else if (option == CURLMOPT_TIMERFUNCTION)
        curl.on_timer = va_arg(arguments, curl_multi_timer_callback);
    else if (option == CURLMOPT_TIMERDATA)
        curl.timer_user = va_arg(arguments, void *);
    va_end(arguments);
    return CURLM_OK;
}

CURLMcode curl_multi_assign(CURLM *multi, curl_socket_t fd, void *place)
{
    (void)multi;
    assert_in_range(fd, 0, 63);
    curl.places[fd] = place;
    return CURLM_OK;
}

CURLMcode curl_multi_socket_action(CURLM *multi, curl_socket_t fd, int events, int *running)
{
    (void)multi, (void)events, (void)running;
    curl.heard = fd;
    curl.count++;
    if (fd != CURL_SOCKET_TIMEOUT)
        curl.heard_of[fd]++;
    for (size_t i = 0; i < COUNT(curl.goes); i++) {
        if (curl.goes[i] > 0)
            say(curl.goes[i], CURL_POLL_REMOVE);
        curl.goes[i] = 0;
    }
    for (size_t i = 0; i < COUNT(curl.comes); i++) {
        if (curl.comes[i] > 0)
            say(curl.comes[i], CURL_POLL_IN);
        curl.comes[i] = 0;
    }
    return CURLM_OK;
}

CURLMcode curl_multi_timeout(CURLM *multi, long *left)
{
    (void)multi;
    *left = curl.left;
    return CURLM_OK;
}

CURLMsg *curl_multi_info_read(CURLM *multi, int *left)
{
    (void)multi;
    *left = 0;
    return NULL;
}

/* As libcurl does it: what was assigned to a socket is forgotten when it goes, and not before. */
static void say(int fd, int what)
{
    assert_int_equal(curl.on_socket(NULL, fd, what, curl.user, curl.places[fd]), 0);
    if (what == CURL_POLL_REMOVE)
        curl.places[fd] = NULL;
}

static void expect(struct watch *watch, int fd)
{
    curl.count = 0;
    assert_true(bwpi_watch_wait(watch, 0));
    assert_int_equal(curl.count, fd < 0 ? 0 : 1);
    if (fd >= 0)
        assert_int_equal(curl.heard, fd);
}

static void test_a_socket_of_which_nothing_is_wanted_for_now_keeps_its_place(void **state)
{
    struct engine engine = {.owner = getpid()};
    struct watch *watch;
    int           a[2], b[2];

    (void)state;
    memset(&curl, 0, sizeof curl);
    watch = bwpi_watch_new(&engine, 1);
    assert_non_null(watch);
    assert_int_equal(pipe(a), 0);
    assert_int_equal(pipe(b), 0);
    say(a[0], CURL_POLL_NONE);
    say(b[0], CURL_POLL_IN);
    assert_int_equal(write(a[1], "a", 1), 1);
    expect(watch, -1);
    say(a[0], CURL_POLL_IN);
    expect(watch, a[0]);
    say(a[0], CURL_POLL_NONE);
    expect(watch, -1);
    assert_int_equal(write(b[1], "b", 1), 1);
    expect(watch, b[0]);
    say(b[0], CURL_POLL_REMOVE);
    expect(watch, -1);
    say(a[0], CURL_POLL_INOUT);
    expect(watch, a[0]);
    say(a[0], CURL_POLL_REMOVE);
    expect(watch, -1);
    bwpi_watch_free(watch);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(close(a[i]), 0);
        assert_int_equal(close(b[i]), 0);
    }
}

enum { PIPES = 10 };

/* While one socket is gone on with, libcurl drops others, that one among them, and begins with new ones. */
static void test_each_that_is_ready_is_heard_of_once_whatever_goes_and_comes(void **state)
{
    struct engine engine = {.owner = getpid()};

    (void)state;
    for (int first = 0; first < PIPES; first++) { /* which of them go */
        struct watch *watch;
        int           pipes[PIPES + 2][2];

        memset(&curl, 0, sizeof curl);
        watch = bwpi_watch_new(&engine, 1);
        assert_non_null(watch);
        for (int i = 0; i < PIPES + 2; i++) {
            assert_int_equal(pipe(pipes[i]), 0);
            assert_int_equal(write(pipes[i][1], "a", 1), 1);
            if (i < PIPES)
                say(pipes[i][0], CURL_POLL_IN);
        }
        for (int i = 0; i < 3; i++)
            curl.goes[i] = pipes[(first + 3 * i) % PIPES][0];
        curl.comes[0] = pipes[PIPES][0];
        curl.comes[1] = pipes[PIPES + 1][0];
        assert_true(bwpi_watch_wait(watch, -1));
        for (int i = 0; i < PIPES; i++) {
            bool goes = i == first || i == (first + 3) % PIPES || i == (first + 6) % PIPES;

            assert_in_range(curl.heard_of[pipes[i][0]], goes ? 0 : 1, 1);
        }
        memset(curl.heard_of, 0, sizeof curl.heard_of);
        assert_true(bwpi_watch_wait(watch, -1)); /* what is left, and what has come, is still watched */
        for (int i = 0; i < PIPES + 2; i++) {
            bool goes = i == first || i == (first + 3) % PIPES || i == (first + 6) % PIPES;

            assert_int_equal(curl.heard_of[pipes[i][0]], goes ? 0 : 1);
        }
        bwpi_watch_free(watch);
        for (int i = 0; i < PIPES + 2; i++) {
            assert_int_equal(close(pipes[i][0]), 0);
            assert_int_equal(close(pipes[i][1]), 0);
        }
    }
}

/* However often it is woken: once is enough, and a pipe that is full holds up nobody. */
static void test_a_sleep_is_ended_from_outside(void **state)
{
    struct engine engine = {.owner = getpid()};
    struct watch *watch;

    (void)state;
    memset(&curl, 0, sizeof curl);
    watch = bwpi_watch_new(&engine, 1);
    assert_non_null(watch);
    for (int i = 0; i < 100000; i++)
        bwpi_watch_wake(watch);
    assert_true(bwpi_watch_wait(watch, -1));
    bwpi_watch_wake(watch);
    assert_true(bwpi_watch_wait(watch, -1));
    assert_int_equal(curl.count, 0); /* libcurl knows nothing of it */
    bwpi_watch_free(watch);
}

static void test_the_time_that_libcurl_tells_last_counts(void **state)
{
    struct engine engine = {.owner = getpid()};
    struct watch *watch;
    int64_t       now = bwpi_clock_ms();

    (void)state;
    memset(&curl, 0, sizeof curl);
    watch = bwpi_watch_new(&engine, 1);
    assert_non_null(watch);
    assert_true(bwpi_watch_due(watch) == INT64_MAX);
    assert_int_equal(curl.on_timer(NULL, 5000, curl.timer_user), 0);
    assert_in_range(bwpi_watch_due(watch), now + 5000, now + 15000);
    assert_int_equal(curl.on_timer(NULL, 0, curl.timer_user), 0);
    assert_in_range(bwpi_watch_due(watch), now, now + 10000);
    curl.left = 60000; /* as after a time that has come, of which it tells by itself only what is new */
    bwpi_watch_ready(watch, -1, 0);
    assert_int_equal(curl.heard, CURL_SOCKET_TIMEOUT);
    assert_in_range(bwpi_watch_due(watch), now + 60000, now + 70000);
    curl.left = -1;
    bwpi_watch_ready(watch, -1, 0);
    assert_true(bwpi_watch_due(watch) == INT64_MAX);
    bwpi_watch_free(watch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_socket_of_which_nothing_is_wanted_for_now_keeps_its_place),
        cmocka_unit_test(test_each_that_is_ready_is_heard_of_once_whatever_goes_and_comes),
        cmocka_unit_test(test_a_sleep_is_ended_from_outside),
        cmocka_unit_test(test_the_time_that_libcurl_tells_last_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
