/* engine_test.c - what an engine gave up, because it could not wait for it, is told as it was and never sent
 * afterwards. */
#include "unit.h"
#include "wire_server.h"

#include <curl/curl.h>

#include "net/inside.h"

static void test_what_an_engine_gave_up_before_it_was_sent_is_never_sent(void **state)
{
    struct wire_server       *server = wire_server_start(&(struct wire_plan){.status = 200, .body = "{}"});
    struct engine            *engine = bwpi_engine_new(NULL, false);
    const struct route        route = {.base = server != NULL ? wire_server_url(server) : NULL,
                                       .is_loopback = true,
                                       .user_agent = "engine_test",
                                       .connect_timeout_ms = 10000};
    struct http_request       request;
    struct http_response      response;
    const struct http_sending sending = {"POST", "/", {&request.headers, &request.params}, &request.body, false};
    struct exchange          *exchange;

    (void)state;
    assert_non_null(server);
    assert_non_null(engine);
    bwpi_http_request_init(&request);
    assert_true(bwpi_http_response_init(&response));
    exchange = bwpi_exchange_start(engine, &route, &sending, &response, 20000);
    assert_non_null(exchange);
    bwpi_engine_slept_badly(engine, CURLM_OUT_OF_MEMORY, 0);
    assert_true(bwpi_exchange_is_over(exchange));
    assert_int_equal(response.failure, HTTP_NO_MEMORY);
    assert_false(response.was_sent);
    for (int i = 0; i < 20; i++) { /* whoever drives others before the end of this one */
        int running;

        assert_int_equal(curl_multi_perform(engine->multi, &running), CURLM_OK);
        assert_int_equal(curl_multi_poll(engine->multi, NULL, 0, 10, NULL), CURLM_OK);
    }
    bwpi_exchange_end(engine, exchange);
    bwpi_engine_free(engine);
    bwpi_http_response_free(&response);
    bwpi_http_request_free(&request);
    wire_server_stop(server);
    assert_int_equal(wire_server_arrivals(server), 0);
    wire_server_free(server);
}

static int start(void **state)
{
    (void)state;
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_an_engine_gave_up_before_it_was_sent_is_never_sent),
    };

    return cmocka_run_group_tests(tests, start, NULL);
}
