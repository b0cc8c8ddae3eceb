/* malformed_answer_test.c - what does not begin as an answer of HTTP does, or is longer than any, is never a yes. */
#include "saboteur_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The answer to a create that arrived; the caller frees the result. */
static bwp_result *answer_with(const struct wire_door *door, const char *answer, size_t size)
{
    const struct sab_act act = {.answer = answer, .size = size, .end = SAB_FIN};
    struct sab          *sab = sab_start(&act, 1, NULL);
    bwp_config           config = sab_config(door, sab, 1);
    bwp_client          *client = sab_client(&config);
    bwp_request          request = wire_request(door, "malformed");
    bwp_result          *result = NULL;

    (void)bwp_create(client, &request, &result);
    bwp_client_free(client);
    sab_stop(sab);
    assert_int_equal(sab_requests(sab), 1);
    sab_free(sab);
    return result;
}

/* libcurl refuses some of them itself and calls that a connection that was cut: both are true, and neither is a yes. */
static void test_a_malformed_status_line_is_no_answer(void **state)
{
    static const char *const lines[] = {
        "HTTP/1.1 " PIECE_YES_STATUS "0 A",
        "HTTP/1.1 " PIECE_YES_STATUS "A",
        "HTTP/1.1 0" PIECE_YES_STATUS " A",
        "HTTP/1.1 20 A",
        "HTTP/1.1  " PIECE_YES_STATUS " A",
        "HTTP/1.1 " PIECE_YES_STATUS "\tA",
        "HTTP/1.1\t" PIECE_YES_STATUS " A",
        "HTTP/11 " PIECE_YES_STATUS " A",
        "HTTP/1.10 " PIECE_YES_STATUS " A",
        "HTTP/1.1 " PIECE_YES_STATUS ".0 A",
        "HTTP/1.1 100 A\r\n\r\nHTTP/1.1 " PIECE_YES_STATUS "0 A",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(lines) * WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        char                    pattern[256], *answer;
        bwp_result             *result;
        size_t                  size;

        (void)snprintf(pattern, sizeof pattern, "%s\r\n" SAB_LENGTH(PIECE_YES_SIZE) "\r\n" PIECE_YES,
                       lines[i / WIRE_DOORS]);
        answer = sab_expand(door, pattern, &size);
        result = answer_with(door, answer, size);
        if (bwp_result_outcome(result) != BWP_UNKNOWN || bwp_result_package_count(result) != 0 ||
            (bwp_result_status(result) != BWP_ERR_RESPONSE && bwp_result_status(result) != BWP_ERR_NETWORK))
            fail_msg("%s, %s: outcome %d, status %d: %s", lines[i / WIRE_DOORS], door->name,
                     (int)bwp_result_outcome(result), (int)bwp_result_status(result), bwp_result_message(result));
        bwp_result_free(result);
        free(answer);
    }
}

/* libcurl says of a line beyond its own limit that memory is short. */
static void test_a_line_longer_than_libcurl_takes_is_no_lack_of_memory(void **state)
{
    enum { LONG = 150 * 1024 };
    static const char *const openings[] = {"HTTP/1.1 200 OK\r\nA: ", "HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nA: b\r\n"};
    static char              answer[LONG + 64];

    (void)state;
    for (size_t i = 0; i < COUNT(openings) * WIRE_DOORS; i++) {
        const char *opening = openings[i / WIRE_DOORS];
        size_t      size = strlen(opening);
        bwp_result *result;

        memset(answer, 'x', sizeof answer);
        memcpy(answer, opening, size);
        memcpy(answer + sizeof answer - 5, "\r\n\r\n", 4);
        result = answer_with(&wire_doors[i % WIRE_DOORS], answer, sizeof answer - 1);
        if (bwp_result_outcome(result) != BWP_UNKNOWN || bwp_result_status(result) != BWP_ERR_RESPONSE)
            fail_msg("%.20s..., %s: outcome %d, status %d: %s", opening, wire_doors[i % WIRE_DOORS].name,
                     (int)bwp_result_outcome(result), (int)bwp_result_status(result), bwp_result_message(result));
        wire_assert_has(bwp_result_message(result), "too long");
        wire_assert_has_not(bwp_result_message(result), "emory");
        bwp_result_free(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_malformed_status_line_is_no_answer),
        cmocka_unit_test(test_a_line_longer_than_libcurl_takes_is_no_lack_of_memory),
    };

    return SAB_RUN(tests);
}
