/* result_test.c - nothing answers as nothing and never as a yes, and a result without memory can be read. */
#include "road/result.h"

#include <string.h>

#include "unit.h"

static void test_no_result_is_never_a_yes(void **state)
{
    size_t size = 1;

    (void)state;
    assert_int_equal(bwp_result_outcome(NULL), BWP_UNKNOWN);
    assert_false(bwp_result_retry_is_safe(NULL));
    assert_false(bwp_result_awaits_payment(NULL));
    assert_int_equal(bwp_result_status(NULL), 0);
    assert_int_equal(bwp_result_http_status(NULL), 0);
    assert_int_equal(bwp_result_attempts(NULL), 0);
    assert_int_equal(bwp_result_package_count(NULL), 0);
    assert_null(bwp_result_package(NULL, 0));
    assert_string_equal(bwp_result_body(NULL, &size), "");
    assert_int_equal(size, 0);
    assert_string_equal(bwp_result_body(NULL, NULL), "");
    bwp_result_free(NULL);
}

static void test_texts_of_no_result_are_empty(void **state)
{
    const char *(*const texts[])(const bwp_result *) = {
        bwp_result_message,       bwp_result_field,        bwp_result_provider_code, bwp_result_request_id,
        bwp_result_order_id,      bwp_result_client_token, bwp_result_http_request,  bwp_result_canonical_request,
        bwp_result_string_to_sign};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_string_equal(texts[i](NULL), "");
}

static void test_no_package_is_empty(void **state)
{
    const char *(*const texts[])(const bwp_package *) = {
        bwp_package_id,         bwp_package_name,       bwp_package_description, bwp_package_status,
        bwp_package_area_a,     bwp_package_area_b,     bwp_package_order_id,    bwp_package_created_at,
        bwp_package_updated_at, bwp_package_expires_at, bwp_package_bound_to,    bwp_package_resource_group,
        bwp_package_json};
    static const bwp_package blank;

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert_string_equal(texts[i](NULL), "");
        assert_string_equal(texts[i](&blank), "");
    }
    assert_int_equal(bwp_package_bandwidth_mbps(NULL), 0);
    assert_int_equal(bwp_package_billing(NULL), 0);
    assert_int_equal(bwp_package_tag_count(NULL), 0);
    assert_int_equal(bwp_package_tag_count(&blank), 0);
    assert_string_equal(bwp_package_tag(NULL, 0).key, "");
    assert_string_equal(bwp_package_tag(NULL, 0).value, "");
}

static void test_new_result_is_unknown_until_decided(void **state)
{
    bwp_result *result = bwpi_result_new();

    (void)state;
    assert_non_null(result);
    assert_int_equal(bwp_result_outcome(result), BWP_UNKNOWN);
    assert_false(bwp_result_retry_is_safe(result));
    assert_string_equal(bwp_result_http_request(result), "");
    assert_null(bwp_result_package(result, 0));
    bwp_result_free(result);
}

static void test_result_without_memory_needs_none(void **state)
{
    bwp_result *result = bwpi_result_without_memory();
    char       *json;

    (void)state;
    assert_int_equal(bwp_result_outcome(result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_MEMORY);
    unit_holds("no memory", "message", "nothing was sent", bwp_result_message(result));
    assert_string_equal(bwp_result_body(result, NULL), "");
    assert_string_equal(bwp_result_http_request(result), "");
    assert_true(bwp_result_retry_is_safe(result));
    assert_string_equal(bwp_result_field(result), "");
    assert_string_equal(bwp_result_provider(result), "");
    assert_string_equal(bwp_result_provider_code(result), "");
    assert_string_equal(bwp_result_request_id(result), "");
    assert_string_equal(bwp_result_client_token(result), "");
    assert_string_equal(bwp_result_whoami(result), "");
    assert_int_equal(bwp_result_attempts(result), 0);
    assert_int_equal(bwp_result_http_status(result), 0);
    assert_int_equal(bwp_result_package_count(result), 0);
    assert_null(bwp_result_package(result, 0));
    json = bwp_result_json(result);
    unit_holds("no memory", "JSON", "{\"outcome\":\"not_done\",\"status\":\"memory\"", json);
    bwp_free(json);
    bwp_result_free(result);
    bwp_result_free(result);
    assert_int_equal(bwp_result_status(bwpi_result_without_memory()), BWP_ERR_MEMORY);
    assert_int_equal(bwp_result_outcome(bwpi_result_find_without_memory()), BWP_UNKNOWN);
}

static void test_fault_becomes_not_done(void **state)
{
    bwp_result  *result = bwpi_result_new();
    struct fault fault;

    (void)state;
    (void)bwpi_fault(&fault, BWP_ERR_QUOTA, "tags", "tags is too much");
    bwpi_result_fault(result, &fault);
    assert_int_equal(bwp_result_outcome(result), BWP_NOT_DONE);
    assert_int_equal(bwp_result_status(result), BWP_ERR_QUOTA);
    assert_string_equal(bwp_result_field(result), "tags");
    assert_string_equal(bwp_result_message(result), "tags is too much");
    assert_true(bwp_result_retry_is_safe(result));
    bwp_result_free(result);
}

static void test_tags_of_a_package(void **state)
{
    static const char  text[] = "[{\"key\":\"env\",\"value\":\"prod\"},{\"key\":\"bare\"},{\"value\":\"v\"},7]";
    const char        *problem;
    struct json       *json = bwpi_json_parse(text, strlen(text), &problem);
    struct packages    packages = {.count = 0};
    const bwp_package *package;

    (void)state;
    assert_true(bwpi_packages_add(
        &packages,
        &(struct description){.id = "p-1", .json = json, .tags = json, .tag_key = "key", .tag_value = "value"}));
    package = bwpi_packages_at(&packages, 0);
    assert_int_equal(bwp_package_tag_count(package), 4);
    assert_string_equal(bwp_package_tag(package, 0).key, "env");
    assert_string_equal(bwp_package_tag(package, 0).value, "prod");
    assert_string_equal(bwp_package_tag(package, 1).key, "bare");
    assert_string_equal(bwp_package_tag(package, 1).value, "");
    assert_string_equal(bwp_package_tag(package, 2).key, "");
    assert_string_equal(bwp_package_tag(package, 3).key, "");
    assert_string_equal(bwp_package_tag(package, 4).key, "");
    assert_string_equal(bwp_package_tag(package, SIZE_MAX).value, "");
    bwpi_packages_free(&packages);
    bwpi_json_free(json);
}

static void test_numbers_have_words_and_unknown_ones_none(void **state)
{
    const char *const words[][2] = {
        {"done", bwp_outcome_name(BWP_DONE)},
        {"unknown", bwp_outcome_name(BWP_UNKNOWN)},
        {"", bwp_outcome_name((bwp_outcome)3)},
        {"ok", bwp_status_name(BWP_OK)},
        {"response", bwp_status_name(BWP_ERR_RESPONSE)},
        {"", bwp_status_name((bwp_status)1000)},
        {"other", bwp_state_name(BWP_STATE_OTHER)},
        {"ready", bwp_state_name(BWP_STATE_READY)},
        {"stopped", bwp_state_name(BWP_STATE_STOPPED)},
        {"", bwp_state_name((bwp_state)4)},
        {"", bwp_state_name((bwp_state)-1)},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(words); i++)
        assert_string_equal(words[i][1], words[i][0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_result_is_never_a_yes),
        cmocka_unit_test(test_texts_of_no_result_are_empty),
        cmocka_unit_test(test_no_package_is_empty),
        cmocka_unit_test(test_new_result_is_unknown_until_decided),
        cmocka_unit_test(test_result_without_memory_needs_none),
        cmocka_unit_test(test_fault_becomes_not_done),
        cmocka_unit_test(test_tags_of_a_package),
        cmocka_unit_test(test_numbers_have_words_and_unknown_ones_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
