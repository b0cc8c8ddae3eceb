/* system_test.c - the pipe that wakes makes nobody wait, and a socket tells whether its peer has spoken. */
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "unit.h"

static bool waits_in(system_socket fd)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};

    return poll(&one, 1, 0) == 1;
}

static void test_a_pipe_is_readable_from_its_first_byte_until_it_is_emptied(void **state)
{
    system_socket ends[2];

    (void)state;
    assert_true(bwpi_system_pipe(ends));
    for (int i = 0; i < 2; i++)
        assert_int_equal(fcntl(ends[i], F_GETFD), FD_CLOEXEC);
    assert_false(waits_in(ends[0]));
    bwpi_system_pipe_empty(ends[0]); /* of nothing: it does not wait */
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < 200; i++)
            bwpi_system_pipe_fill(ends[1]);
        assert_true(waits_in(ends[0]));
        bwpi_system_pipe_empty(ends[0]);
        assert_false(waits_in(ends[0]));
    }
    assert_int_equal(bwpi_system_close(ends[0]), 0);
    assert_int_equal(bwpi_system_close(ends[1]), 0);
}

static void test_a_full_pipe_takes_no_time_and_no_errno(void **state)
{
    system_socket ends[2];
    char          piece[4096] = {0};

    (void)state;
    assert_true(bwpi_system_pipe(ends));
    while (write(ends[1], piece, sizeof piece) > 0) {
    }
    while (write(ends[1], piece, 1) > 0) {
    }
    errno = E2BIG;
    bwpi_system_pipe_fill(ends[1]);
    assert_int_equal(errno, E2BIG);
    assert_true(waits_in(ends[0]));
    (void)bwpi_system_close(ends[0]);
    (void)bwpi_system_close(ends[1]);
}

static void test_a_socket_is_spoken_on_by_bytes_and_by_the_end(void **state)
{
    int pair[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_false(bwpi_system_is_spoken_on(pair[0]));
    assert_int_equal(write(pair[1], "", 1), 1);
    for (int i = 0; i < 2; i++) /* a look takes nothing away */
        assert_true(bwpi_system_is_spoken_on(pair[0]));
    assert_int_equal(read(pair[0], &(char){0}, 1), 1);
    assert_false(bwpi_system_is_spoken_on(pair[0]));
    assert_int_equal(bwpi_system_close(pair[1]), 0);
    assert_true(bwpi_system_is_spoken_on(pair[0]));
    assert_int_equal(bwpi_system_close(pair[0]), 0);
    assert_true(bwpi_system_is_spoken_on(pair[0])); /* and what is no socket is nothing to send on */
}

static void test_a_socket_is_not_inherited_and_has_a_port_once_it_is_bound(void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    system_socket      fd = bwpi_system_open(AF_INET, SOCK_STREAM, 0);

    (void)state;
    assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
    assert_int_equal(bwpi_system_local_port(fd), 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_in_range(bwpi_system_local_port(fd), 1, 65535);
    assert_int_equal(bwpi_system_close(fd), 0);
    assert_int_equal(bwpi_system_local_port(fd), 0); /* nor has what is no socket */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_pipe_is_readable_from_its_first_byte_until_it_is_emptied),
        cmocka_unit_test(test_a_full_pipe_takes_no_time_and_no_errno),
        cmocka_unit_test(test_a_socket_is_spoken_on_by_bytes_and_by_the_end),
        cmocka_unit_test(test_a_socket_is_not_inherited_and_has_a_port_once_it_is_bound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
