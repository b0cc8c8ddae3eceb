/* retry_test.c - what may be sent again, after how long, and what a server asks for. */
#include "road/retry.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "road/attempt.h"
#include "unit_talk.h"

/* Everything that may end an attempt, against the rules as they are written down: passing, and never twice a purchase.
 */
static bool may(bwp_outcome outcome, bwp_status status, enum http_failure failure, bool is_repeatable, bool corrected)
{
    if (failure == HTTP_UNTRUSTED || failure == HTTP_CANCELLED || status == BWP_ERR_CANCELLED)
        return false;
    if (outcome == BWP_NOT_DONE)
        return status == BWP_ERR_NETWORK || status == BWP_ERR_TIMEOUT || status == BWP_ERR_THROTTLED ||
               (status == BWP_ERR_CLOCK && corrected);
    return outcome == BWP_UNKNOWN && is_repeatable &&
           (status == BWP_ERR_NETWORK || status == BWP_ERR_TIMEOUT || status == BWP_ERR_SERVER ||
            status == BWP_ERR_RESPONSE || status == BWP_ERR_CONFLICT);
}

static void test_every_end_of_an_attempt(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 3U * 19 * 8 * 2 * 2; i++) {
        unsigned             rest = i;
        const bwp_outcome    outcome = (bwp_outcome)(rest % 3);
        const bwp_status     status = (bwp_status)((rest /= 3) % 19);
        const int            failure = (int)((rest /= 19) % 8);
        const bool           repeatable = (rest /= 8) % 2 != 0, corrected = rest / 2 != 0;
        const struct attempt attempt = {outcome, status, (enum http_failure)failure, repeatable, corrected};
        char                 which[128];

        (void)snprintf(which, sizeof which, "outcome %d, status %d, failure %d, repeatable %d, clock %d", (int)outcome,
                       (int)status, failure, repeatable, corrected);
        unit_number(which, "allowed", may(outcome, status, (enum http_failure)failure, repeatable, corrected),
                    bwpi_retry_is_allowed(&attempt));
    }
}

static void test_a_purchase_that_may_have_happened_is_not_sent_again_without_a_token(void **state)
{
    struct attempt attempt = {.outcome = BWP_UNKNOWN, .clock_corrected = true};

    (void)state;
    for (int status = BWP_OK; status <= BWP_ERR_RESPONSE; status++) {
        attempt.status = (bwp_status)status;
        assert_false(bwpi_retry_is_allowed(&attempt));
    }
    attempt = (struct attempt){.outcome = BWP_DONE, .is_repeatable = true};
    assert_false(bwpi_retry_is_allowed(&attempt));
    attempt = (struct attempt){.outcome = BWP_NOT_DONE, .status = BWP_ERR_CREDENTIALS, .is_repeatable = true};
    assert_false(bwpi_retry_is_allowed(&attempt)); /* five failures lock a key */
}

static void test_pauses_are_full_jitter_up_to_a_ceiling(void **state)
{
    static const struct {
        unsigned attempts_made;
        int64_t  most;
    } cases[] = {{1, 1000}, {2, 2000}, {3, 4000}, {4, 8000}, {5, 16000}, {6, 20000}, {7, 20000}, {4000000000U, 20000}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t pause, least = INT64_MAX, most = -1;

        for (uint32_t random = 0; random < 100000; random++) {
            pause = bwpi_retry_pause_ms(cases[i].attempts_made, RETRY_BASE_MS, random);
            least = pause < least ? pause : least;
            most = pause > most ? pause : most;
        }
        assert_int_equal(least, 0);
        assert_int_equal(most, cases[i].most);
        pause = bwpi_retry_pause_ms(cases[i].attempts_made, RETRY_BASE_MS, UINT32_MAX);
        assert_true(pause >= 0 && pause <= cases[i].most);
    }
}

static void test_retry_after_in_seconds_and_as_a_date(void **state)
{
    static const struct {
        const char *value;
        int64_t     expected;
    } cases[] = {
        {NULL, 0},
        {"0", 0}, /* no pause is no hint: the backoff decides, or a server in trouble would be asked without end */
        {"5", 5000},
        {" 120 ", 120000},
        {"86400", RETRY_HINT_MAX_MS},
        {"999999999", RETRY_HINT_MAX_MS},
        {"99999999999999999999", 3600 * 1000},
        {"-5", 0},
        {"1.5", 0},
        {"soon", 0},
        {"", 0},
        {"Thu, 16 Oct 2025 08:00:30 GMT", 30000},
        {"Thu, 16 Oct 2025 07:59:30 GMT", 0},
        {"Fri, 17 Oct 2025 08:00:00 GMT", RETRY_HINT_MAX_MS},
        {"Thu, 16 Okt 2025 08:00:30 GMT", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct http_response response;

        assert_true(bwpi_http_response_init(&response));
        if (cases[i].value != NULL) {
            bwpi_buf_add_text(&response.headers, "HTTP/1.1 429 Too Many\r\nretry-after: ");
            bwpi_buf_add_text(&response.headers, cases[i].value);
            bwpi_buf_add_text(&response.headers, "\r\n");
        }
        unit_number(cases[i].value != NULL ? cases[i].value : "none", "pause", cases[i].expected,
                    bwpi_retry_hint_ms(0, &response, 1760601600)); /* 2025-10-16T08:00:00Z */
        bwpi_http_response_free(&response);
    }
}

static void test_the_providers_own_hint_goes_first_and_has_a_floor(void **state)
{
    struct http_response response;

    (void)state;
    assert_true(bwpi_http_response_init(&response));
    bwpi_buf_add_text(&response.headers, "HTTP/1.1 429 Too Many\r\nRetry-After: 5\r\n");
    assert_int_equal(bwpi_retry_hint_ms(2000, &response, 1760601600), 2000);
    assert_int_equal(bwpi_retry_hint_ms(1, &response, 1760601600), RETRY_HINT_MIN_MS);
    assert_int_equal(bwpi_retry_hint_ms(0, &response, 1760601600), 5000);
    bwpi_http_response_free(&response);
}

/*
 * Whether an attempt may follow one that was throttled with a pause of a second, so long before the step's deadline.
 * What is left after the pause may be too little for an answer.
 */
static bool may_follow(int64_t left_ms, unsigned attempts_made)
{
    struct talk talk;
    bool        may;

    talk_begin(&talk, "alibaba", &bwpi_plan_create);
    assert_int_equal(talk_ask(&talk), NEXT_STEP);
    (void)strcpy(talk.call.step.token, "a-token");
    talk.result->outcome = BWP_NOT_DONE;
    talk.result->status = BWP_ERR_THROTTLED;
    talk.result->reply.retry_after_ms = 1000;
    talk.call.attempts = attempts_made;
    talk.call.step_deadline = bwpi_clock_ms() + left_ms;
    may = bwpi_attempt_may_follow(&talk.call, false);
    talk_end(&talk);
    return may;
}

static void test_an_attempt_follows_while_attempts_and_time_for_an_answer_remain(void **state)
{
    (void)state;
    assert_true(may_follow(30000, 1));
    assert_true(may_follow(30000, 2));
    assert_false(may_follow(30000, 3)); /* max_attempts */
    assert_false(may_follow(1000 + RETRY_TIME_MIN_MS / 2, 1));
    assert_false(may_follow(999, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_end_of_an_attempt),
        cmocka_unit_test(test_a_purchase_that_may_have_happened_is_not_sent_again_without_a_token),
        cmocka_unit_test(test_pauses_are_full_jitter_up_to_a_ceiling),
        cmocka_unit_test(test_retry_after_in_seconds_and_as_a_date),
        cmocka_unit_test(test_the_providers_own_hint_goes_first_and_has_a_floor),
        cmocka_unit_test(test_an_attempt_follows_while_attempts_and_time_for_an_answer_remain),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
