/* json_writer_test.c - commas and escapes, whoever's key it is, and a buffer that is full. */
#include "base/json_writer.h"

#include <string.h>

#include "base/json.h"
#include "unit.h"

static void test_keys_and_values_are_written_with_escapes(void **state)
{
    struct buf         to = BUF_INIT(65536);
    struct json_writer json = {&to, false};
    struct json       *object = bwpi_json_object();

    (void)state;
    assert_true(bwpi_json_set_text(object, "\x1f", "\""));
    bwpi_json_open(&json, NULL, '{');
    bwpi_json_put_text(&json, "plain", "");
    bwpi_json_put_text(&json, "a\"b\\c\n", "\x01\x1f /\x7f\xc3\xa9\"");
    bwpi_json_put_bool(&json, "\\", true);
    bwpi_json_put_uint(&json, "\"", 0);
    bwpi_json_put_raw(&json, "\t", "{}", 2);
    bwpi_json_put(&json, "\r", object);
    bwpi_json_open(&json, "\b", '[');
    bwpi_json_put_text(&json, NULL, "x");
    bwpi_json_put_uint(&json, NULL, 18446744073709551615ULL);
    bwpi_json_close(&json, ']');
    bwpi_json_put_bool(&json, "", false);
    bwpi_json_close(&json, '}');
    assert_string_equal(bwpi_buf_text(&to),
                        "{\"plain\":\"\",\"a\\\"b\\\\c\\u000a\":\"\\u0001\\u001f /\x7f\xc3\xa9\\\"\",\"\\\\\":true,"
                        "\"\\\"\":0,\"\\u0009\":{},\"\\u000d\":{\"\\u001f\":\"\\\"\"},"
                        "\"\\u0008\":[\"x\",18446744073709551615],\"\":false}");
    bwpi_json_free(object);
    bwpi_buf_free(&to);
}

static void write_both(struct json_writer *json, bool own)
{
    const struct json_key keys[] = {JSON_KEY("text"), JSON_KEY("number"), JSON_KEY("flag"), JSON_KEY("raw"),
                                    JSON_KEY("list")};

    bwpi_json_open(json, NULL, '{');
    if (own) {
        bwpi_json_put_own_text(json, keys[0], "a\"b");
        bwpi_json_put_own_uint(json, keys[1], 120);
        bwpi_json_put_own_bool(json, keys[2], false);
        bwpi_json_put_own_raw(json, keys[3], "[1.0]", 5);
        bwpi_json_open_own(json, keys[4], '[');
    } else {
        bwpi_json_put_text(json, keys[0].text, "a\"b");
        bwpi_json_put_uint(json, keys[1].text, 120);
        bwpi_json_put_bool(json, keys[2].text, false);
        bwpi_json_put_raw(json, keys[3].text, "[1.0]", 5);
        bwpi_json_open(json, keys[4].text, '[');
    }
    bwpi_json_close(json, ']');
    bwpi_json_close(json, '}');
}

static void test_a_literal_key_is_written_as_any_other(void **state)
{
    struct buf         texts[] = {BUF_INIT(65536), BUF_INIT(65536)};
    struct json_writer writers[] = {{&texts[0], false}, {&texts[1], false}};

    (void)state;
    for (size_t own = 0; own < COUNT(texts); own++) {
        write_both(&writers[own], own == 1);
        assert_string_equal(bwpi_buf_text(&texts[own]),
                            "{\"text\":\"a\\\"b\",\"number\":120,\"flag\":false,\"raw\":[1.0],\"list\":[]}");
        bwpi_buf_free(&texts[own]);
    }
}

static void test_what_does_not_fit_is_remembered(void **state)
{
    static const char *const keys[] = {"key", "k\"y"};

    (void)state;
    for (size_t max = 0; max < 16; max++) {
        for (size_t i = 0; i < COUNT(keys); i++) {
            struct buf         to = BUF_INIT(max);
            struct json_writer json = {&to, false};

            bwpi_json_open(&json, NULL, '{');
            bwpi_json_put_text(&json, keys[i], "value");
            bwpi_json_close(&json, '}');
            assert_int_equal(to.state, max < strlen("{\"key\":\"value\"}") + i ? BUF_TOO_LONG : BUF_OK);
            bwpi_buf_free(&to);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_and_values_are_written_with_escapes),
        cmocka_unit_test(test_a_literal_key_is_written_as_any_other),
        cmocka_unit_test(test_what_does_not_fit_is_remembered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
