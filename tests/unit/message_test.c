/* message_test.c - what the state of a request sees, and headers of an answer. */
#include "net/message.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

static void test_state_sees_every_part(void **state)
{
    struct http_request request;
    struct fault        fault;
    enum buf_state     *states[] = {&request.path.state, &request.params.text.state, &request.headers.text.state,
                                    &request.body.state};

    (void)state;
    bwpi_http_request_init(&request);
    assert_int_equal(bwpi_http_request_state(&request), BUF_OK);
    for (size_t i = 0; i < COUNT(states); i++) {
        *states[i] = BUF_NO_MEMORY;
        if (bwpi_http_request_state(&request) != BUF_NO_MEMORY)
            fail_msg("part %zu is not seen", i);
        *states[i] = BUF_OK;
    }
    bwpi_http_request_free(&request);
    assert_int_equal(bwpi_http_fault(BUF_OK, &fault), BWP_OK);
    assert_int_equal(bwpi_http_fault(BUF_NO_MEMORY, &fault), BWP_ERR_MEMORY);
    assert_int_equal(bwpi_http_fault(BUF_TOO_LONG, &fault), BWP_ERR_ARGUMENT);
    unit_holds("too long", "message", "256 KiB", fault.message);
}

static void test_headers_of_an_answer(void **state)
{
    static const char headers[] =
        "HTTP/1.1 200 OK\r\nX-Request-Id:  abc \t\r\nX-Request: short\r\nEmpty:\r\nTwice: 1\r\n"
        "twice: 2\r\nBad: a\x01\xff"
        "b\r\nLast: no line end";

    static const struct {
        const char *name;
        size_t      room;
        const char *value;
    } cases[] = {{"X-Request-Id", 64, "abc"}, {"x-request-id", 64, "abc"}, {"X-REQUEST", 64, "short"},
                 {"Empty", 64, ""},           {"Twice", 64, "1"},          {"Bad", 64, "a??b"},
                 {"Last", 64, "no line end"}, {"Last", 3, "no"},           {"Absent", 64, ""},
                 {"X-Req", 64, ""},           {"HTTP/1.1 200 OK", 64, ""}, {"", 64, ""}};
    struct http_response response;

    (void)state;
    assert_true(bwpi_http_response_init(&response));
    for (size_t i = 0; i < COUNT(cases); i++) { /* no headers yet */
        char text[64] = "untouched";

        bwpi_http_header(&response, cases[i].name, text, sizeof text);
        unit_text(cases[i].name, "of none", "", text);
    }
    bwpi_buf_add_text(&response.headers, headers);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[64] = "untouched";

        bwpi_http_header(&response, cases[i].name, text, cases[i].room);
        unit_text(cases[i].name, "value", cases[i].value, text);
    }
    bwpi_http_response_free(&response);
}

static void test_memory_for_an_answer_is_taken_before(void **state)
{
    struct http_response response;
    const char          *memory;

    (void)state;
    assert_true(bwpi_http_response_init(&response));
    assert_int_equal(response.failure, HTTP_ANSWERED);
    assert_false(response.was_sent);
    memory = response.body.data;
    assert_non_null(memory);
    while (response.body.size < HTTP_BODY_READY)
        bwpi_buf_add_char(&response.body, 'x');
    assert_ptr_equal(memory, response.body.data);
    assert_int_equal(response.body.max, HTTP_BODY_MAX);
    bwpi_http_response_free(&response);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_state_sees_every_part),
        cmocka_unit_test(test_headers_of_an_answer),
        cmocka_unit_test(test_memory_for_an_answer_is_taken_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
