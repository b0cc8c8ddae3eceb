/* json_text_test.c - lib/base/json.c where it works on text: spans of a member as it stood, and writing. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/json_text.h"
#include "unit.h"

static struct json *parse(const char *text)
{
    const char  *problem = "";
    struct json *json = bwpi_json_parse(text, strlen(text), &problem);

    if (json == NULL)
        fail_msg("%s: %s", text, problem);
    return json;
}

static const struct {
    const char *text, *key, *span; /* NULL: none */
} spans[] = {
    {"{\"a\":1}", "a", "1"},
    {" {\r\n\t\"a\" : 1 , \"b\":2}", "a", "1"},
    {"{\"a\":{\"b\":1},\"b\":2}", "b", "2"},
    {"{\"a\":[\"}\",\"]\",{\"b\":\"\\\"}\"}],\"b\":\"x\\\\\"}", "b", "\"x\\\\\""},
    {"{\"a\":{\"x\":[1,{\"y\":\"{[\"}]} ,\"b\":2}", "a", "{\"x\":[1,{\"y\":\"{[\"}]}"},
    {"{\"a\":12345678901234567890}", "a", "12345678901234567890"},
    {"{\"a\":true,\"b\":null}", "b", "null"},
    {"{\"a\":1,\"a\":2}", "a", "1"},
    {"{\"ab\":1,\"a\":2}", "a", "2"},
    {"{\"a\":1}", "b", NULL},
    {"{\"a\":{\"b\":1}}", "b", NULL},
    {"{}", "a", NULL},
    {"", "a", NULL},
    {"[\"a\",1]", "a", NULL},
    {"\"a\"", "a", NULL},
    {"{\"a\"", "a", NULL},
    {"{\"a", "a", NULL},
    {"{\"x\":1 \"a\":2}", "a", NULL},
};

static void test_span_is_the_text_as_it_stands(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(spans); i++) {
        const char *start = NULL;
        size_t      size = 0;
        char        found[100];
        bool        ok = bwpi_json_span(spans[i].text, spans[i].key, &start, &size);

        unit_number(spans[i].text, "found", spans[i].span != NULL, ok);
        if (ok) {
            (void)snprintf(found, sizeof found, "%.*s", (int)size, start);
            unit_text(spans[i].text, "span", spans[i].span, found);
        }
    }
}

/* It is asked of text that was parsed before, but must end on any. */
static void test_span_of_cut_text_ends(void **state)
{
    static const char whole[] = "{\"x\":{\"y\":[\"\\\"\",{}]},\"z\":\"\\\\\",\"a\":{\"b\":[1,2,\"c\"]}}";

    (void)state;
    for (size_t size = 0; size < sizeof whole; size++) {
        char        cut[sizeof whole];
        const char *start = cut;
        size_t      span = 0;

        memcpy(cut, whole, size);
        cut[size < sizeof cut ? size : sizeof cut - 1] = '\0';
        if (bwpi_json_span(cut, "a", &start, &span))
            assert_true(start >= cut && start + span <= cut + strlen(cut));
    }
}

static void test_writer_writes_commas_and_escapes(void **state)
{
    struct buf         to = BUF_INIT(4096);
    struct json_writer json = {&to, false};
    struct json       *value = parse("{ \"as\": [1.0, \"spelled\"] }");

    (void)state;
    bwpi_json_open(&json, NULL, '{');
    bwpi_json_put_text(&json, "quote\"", "\"\\/\b\f\n\r\t\x01\x1f\x7f");
    bwpi_json_put_text(&json, "utf8", "\xe5\xb8\xa6\xf0\x9f\x9a\x80");
    bwpi_json_put_text(&json, "", "");
    bwpi_json_put_uint(&json, "n", UINT64_MAX);
    bwpi_json_put_bool(&json, "t", true);
    bwpi_json_put_bool(&json, "f", false);
    bwpi_json_open(&json, "empty", '[');
    bwpi_json_close(&json, ']');
    bwpi_json_open(&json, "a", '[');
    bwpi_json_put_uint(&json, NULL, 1);
    bwpi_json_put_text(&json, NULL, "x");
    bwpi_json_open(&json, NULL, '{');
    bwpi_json_close(&json, '}');
    bwpi_json_put_raw(&json, NULL, "{\"r\":1}tail", 7);
    bwpi_json_close(&json, ']');
    bwpi_json_put(&json, "value", value);
    bwpi_json_put_bool(&json, "last", true);
    bwpi_json_close(&json, '}');
    assert_string_equal(
        bwpi_buf_text(&to),
        "{\"quote\\\"\":\"\\\"\\\\/\\u0008\\u000c\\u000a\\u000d\\u0009\\u0001\\u001f\x7f\","
        "\"utf8\":\"\xe5\xb8\xa6\xf0\x9f\x9a\x80\",\"\":\"\",\"n\":18446744073709551615,\"t\":true,\"f\":false,"
        "\"empty\":[],\"a\":[1,\"x\",{},{\"r\":1}],\"value\":{\"as\":[1.0,\"spelled\"]},\"last\":true}");
    bwpi_json_free(value);
    bwpi_json_free(parse(bwpi_buf_text(&to)));
    bwpi_buf_free(&to);
}

static void test_every_character_comes_back(void **state)
{
    (void)state;
    for (unsigned byte = 1; byte < 0x80; byte++) {
        const char         text[] = {'a', (char)byte, 'b', '\0'};
        struct buf         to = BUF_INIT(100);
        struct json_writer json = {&to, false};
        struct json       *read;

        bwpi_json_put_text(&json, NULL, text);
        read = parse(bwpi_buf_text(&to));
        assert_string_equal(bwpi_json_text(read), text);
        bwpi_json_free(read);
        bwpi_buf_free(&to);
    }
}

static void test_what_is_no_json_says_where(void **state)
{
    static const struct {
        const char *text;
        size_t      stop;
    } texts[] = {{"{\"a\":1}", 7}, {"{\"a\":05}", 6}, {"{\"a\" 1}", 5}, {"[1,]", 3}, {"{} x", 3}, {"", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(bwpi_json_stop(texts[i].text, strlen(texts[i].text)), texts[i].stop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_span_is_the_text_as_it_stands),    cmocka_unit_test(test_span_of_cut_text_ends),
        cmocka_unit_test(test_writer_writes_commas_and_escapes), cmocka_unit_test(test_every_character_comes_back),
        cmocka_unit_test(test_what_is_no_json_says_where),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
