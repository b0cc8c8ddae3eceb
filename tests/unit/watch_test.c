/* watch_test.c - what libcurl asks of sockets, said by a libcurl of our own, as the one at hand does not say all of it.
 */
#include "unit.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

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
} curl;

CURLMcode curl_multi_setopt(CURLM *multi, CURLMoption option, ...)
{
    va_list arguments;

    (void)multi;
    va_start(arguments, option);
    if (option == CURLMOPT_SOCKETFUNCTION)
        curl.on_socket = va_arg(arguments, curl_socket_callback);
    else if (option == CURLMOPT_SOCKETDATA)
        curl.user = va_arg(arguments, void *);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_socket_of_which_nothing_is_wanted_for_now_keeps_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
