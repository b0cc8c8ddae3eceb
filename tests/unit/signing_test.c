/* signing_test.c - what an attempt leaves behind, and that no secret stands in what is shown. */
#include "model/signing.h"

#include <string.h>

#include "unit.h"

static void begin(struct http_request *request, struct signing *signing)
{
    bwpi_http_request_init(request);
    bwpi_signing_init(signing);
    request->method = "POST";
}

static void end(struct http_request *request, struct signing *signing)
{
    bwpi_http_request_free(request);
    bwpi_signing_free(signing);
}

static void test_target_is_path_and_sorted_query_encoded(void **state)
{
    struct http_request request;
    struct signing      signing;

    (void)state;
    begin(&request, &signing);
    bwpi_buf_add_text(&request.path, "/v1/a b?");
    bwpi_signing_aim(&signing, &request, bwpi_pairs_by_name);
    assert_string_equal(bwpi_buf_text(&signing.target), "/v1/a%20b%3F");
    assert_string_equal(bwpi_signing_query(&signing), "");
    bwpi_signing_clear(&signing);
    bwpi_pairs_add(&request.params, "b", "?");
    bwpi_pairs_add(&request.params, "a", "");
    bwpi_signing_aim(&signing, &request, bwpi_pairs_by_name);
    assert_string_equal(bwpi_buf_text(&signing.target), "/v1/a%20b%3F?a=&b=%3F");
    assert_string_equal(bwpi_signing_query(&signing), "a=&b=%3F");
    assert_int_equal(signing.canonical.count, 0); /* it was room for sorting */
    end(&request, &signing);
}

static void test_clearing_forgets_all_of_an_attempt(void **state)
{
    struct http_request request;
    struct signing      signing;

    (void)state;
    begin(&request, &signing);
    bwpi_buf_add_text(&request.body, "body");
    bwpi_pairs_add(&signing.headers, "Authorization", "x");
    bwpi_pairs_add(&signing.canonical, "c", "x");
    bwpi_buf_add_text(&signing.target, "/x");
    for (enum view view = AS_SENT; view < VIEWS; view++) {
        bwpi_buf_add_text(&signing.form[view], "form");
        bwpi_buf_add_text(&signing.canonical_request[view], "x");
        bwpi_buf_add_text(&signing.string_to_sign[view], "x");
    }
    signing.has_form = true;
    (void)strcpy(signing.signature, "x");
    assert_string_equal(bwpi_buf_text(bwpi_signing_body(&signing, &request, AS_SENT)), "form");
    bwpi_signing_clear(&signing);
    assert_int_equal(signing.headers.count, 0);
    assert_int_equal(signing.canonical.count, 0);
    assert_string_equal(bwpi_buf_text(&signing.target), "");
    for (enum view view = AS_SENT; view < VIEWS; view++) {
        assert_string_equal(bwpi_buf_text(&signing.form[view]), "");
        assert_string_equal(bwpi_buf_text(&signing.canonical_request[view]), "");
        assert_string_equal(bwpi_buf_text(&signing.string_to_sign[view]), "");
    }
    assert_string_equal(signing.signature, "");
    assert_string_equal(bwpi_buf_text(bwpi_signing_body(&signing, &request, AS_SENT)), "body");
    end(&request, &signing);
}

static void test_check_sees_every_part(void **state)
{
    struct http_request request;
    struct signing      signing;
    struct fault        fault;
    enum buf_state     *states[] = {&request.body.state,
                                    &signing.headers.text.state,
                                    &signing.canonical.text.state,
                                    &signing.target.state,
                                    &signing.form[AS_SENT].state,
                                    &signing.form[AS_SHOWN].state,
                                    &signing.canonical_request[AS_SENT].state,
                                    &signing.canonical_request[AS_SHOWN].state,
                                    &signing.string_to_sign[AS_SENT].state,
                                    &signing.string_to_sign[AS_SHOWN].state};

    (void)state;
    begin(&request, &signing);
    assert_int_equal(bwpi_signing_check(&request, &signing, &fault), BWP_OK);
    for (size_t i = 0; i < COUNT(states); i++) {
        *states[i] = BUF_NO_MEMORY;
        if (bwpi_signing_check(&request, &signing, &fault) != BWP_ERR_MEMORY)
            fail_msg("part %zu is not seen", i);
        *states[i] = BUF_OK;
    }
    end(&request, &signing);
}

static void test_secrets_are_stars_in_what_is_shown(void **state)
{
    struct http_request request;
    struct signing      signing;
    struct buf          shown = BUF_INIT(1000);

    (void)state;
    begin(&request, &signing);
    bwpi_buf_add_text(&request.path, "/p");
    bwpi_buf_add_text(&request.body, "{}");
    bwpi_pairs_add(&signing.headers, "Host", "h");
    bwpi_pairs_add_secret(&signing.headers, "X-Token", " to/ken");
    bwpi_signing_aim(&signing, &request, bwpi_pairs_by_name);
    bwpi_signing_sort_headers(&signing, &request);
    bwpi_signing_canonicalise(&signing, &request, "/p/", "hash");
    (void)strcpy(signing.signature, "0123456789");
    bwpi_signing_authorize(&signing, "S Access=", "AK", ", Names=", ", Signature=");
    assert_string_equal(bwpi_buf_text(&signing.canonical_request[AS_SENT]),
                        "POST\n/p/\n\nhost:h\nx-token:to/ken\n\nhost;x-token\nhash");
    assert_string_equal(bwpi_buf_text(&signing.canonical_request[AS_SHOWN]),
                        "POST\n/p/\n\nhost:h\nx-token:***\n\nhost;x-token\nhash");
    assert_string_equal(bwpi_pairs_get(&signing.headers, "Authorization"),
                        "S Access=AK, Names=host;x-token, Signature=0123456789");
    bwpi_signing_show(&signing, &request, "https://h", &shown);
    assert_string_equal(bwpi_buf_text(&shown), "POST https://h/p\nHost: h\nX-Token: ***\n"
                                               "Authorization: S Access=***, Names=host;x-token, Signature=***\n\n{}");
    bwpi_buf_free(&shown);
    end(&request, &signing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_target_is_path_and_sorted_query_encoded),
        cmocka_unit_test(test_clearing_forgets_all_of_an_attempt),
        cmocka_unit_test(test_check_sees_every_part),
        cmocka_unit_test(test_secrets_are_stars_in_what_is_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
