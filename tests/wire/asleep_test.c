/* asleep_test.c - a machine that sleeps in the middle of a purchase wakes up with a client token that may be forgotten.
 */
#define _DEFAULT_SOURCE /* syscall() */
#include "saboteur_case.h"

#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static time_t slept_s;

/* In the place of libc's: only the clock that goes on while a machine sleeps is ahead. */
int clock_gettime(clockid_t clock, struct timespec *now)
{
    long status = syscall(SYS_clock_gettime, clock, now);

    if (status == 0 && clock == CLOCK_BOOTTIME)
        now->tv_sec += slept_s;
    return (int)status;
}

/* For the log of a client: falls asleep between the first attempt and the second. */
static void sleep_between(void *user, const char *line)
{
    if (strstr(line, "attempt 1: ") != NULL)
        slept_s = *(const time_t *)user;
}

static void run(const struct wire_door *door, time_t seconds, const char *fault, bwp_outcome outcome, unsigned attempts)
{
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "asleep");
    bwp_client *client;
    bwp_result *result;

    (void)wire_test_start(NULL);
    wire_fault_one(door->provider, fault);
    slept_s = 0;
    config.max_attempts = 3;
    config.log = sleep_between;
    config.log_user = &seconds;
    client = sab_client(&config);
    result = wire_create(client, &request, outcome);
    assert_int_equal(bwp_result_attempts(result), attempts);
    assert_int_equal(bwp_result_retry_is_safe(result), 0);
    assert_int_equal(wire_purchases(door->provider), 1);
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_a_token_that_may_be_forgotten_is_not_sent_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        if (!wire_doors[i].honours_token)
            continue;
        run(&wire_doors[i], 21 * 3600, "cut_after", BWP_UNKNOWN, 1);
        run(&wire_doors[i], 19 * 3600, "cut_after", BWP_DONE, 2);
    }
}

static void test_what_was_certainly_not_done_is_sent_whenever_the_machine_wakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++)
        run(&wire_doors[i], 21 * 3600, "throttle", BWP_DONE, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_token_that_may_be_forgotten_is_not_sent_again),
        WIRE_TEST(test_what_was_certainly_not_done_is_sent_whenever_the_machine_wakes),
    };

    return WIRE_RUN(tests);
}
