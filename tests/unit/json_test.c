/* json_test.c - strict parsing, numbers that keep their digits, and the merge patch of RFC 7396. */
#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

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

static void prints(const struct json *json, const char *expected)
{
    struct buf to = BUF_INIT(65536);

    bwpi_json_print(&to, json);
    assert_string_equal(bwpi_buf_text(&to), expected);
    bwpi_buf_free(&to);
}

static const struct {
    const char *text, *problem;
} refused[] = {
    {"05", "more text"},
    {"-", "not JSON"},
    {"\"\\\"", "not JSON"},
    {"1.", "not JSON"},
    {"1e", "not JSON"},
    {".5", "not JSON"},
    {"+1", "not JSON"},
    {"\xef\xbb\xbf{}", "not JSON"},
    {"{\v}", "not JSON"},
    {"\"a\nb\"", "not JSON"},
    {"\"a\\uzzzzb\"", "not JSON"},
    {"\"a\\u12\"", "not JSON"},
    {"00", "more text"},
    {"-01", "more text"},
    {"{\"a\":01}", "not JSON"},
    {"1e+", "not JSON"},
    {"", "not JSON"},
    {" ", "not JSON"},
    {"{", "not JSON"},
    {"{\"a\":}", "not JSON"},
    {"{\"a\":1,}", "not JSON"},
    {"[1,]", "not JSON"},
    {"{a:1}", "not JSON"},
    {"{'a':1}", "not JSON"},
    {"tru", "not JSON"},
    {"NaN", "not JSON"},
    {"\"open", "not JSON"},
    {"\"\\x\"", "not JSON"},
    {"\"\\ud800\"", "not JSON"},
    {"\"\\udc00\\ud800\"", "not JSON"},
    {"{} {}", "more text"},
    {"{}x", "more text"},
    {"1 2", "more text"},
    {"null,", "more text"},
    {"{}\v", "more text"},
    {"{\"a\":\"\\u0000\"}", "NUL"},
    {"{\"a\\u0000b\":1}", "NUL"},
    {"\"\\\\\\u0000\"", "NUL"},
    {"\"caf\xe9\"", "UTF-8"},
    {"\"\xed\xa0\x80\"", "UTF-8"},
    {"\"\xc0\x80\"", "UTF-8"},
    {"{}\xff", "UTF-8"},
};

static void test_what_is_not_one_json_text_is_refused(void **state)
{
    const char *problem = "";

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        problem = "";
        if (bwpi_json_parse(refused[i].text, strlen(refused[i].text), &problem) != NULL)
            fail_msg("%s was taken", refused[i].text);
        unit_holds(refused[i].text, "problem", refused[i].problem, problem);
    }
    assert_null(bwpi_json_parse("\"a\0b\"", 5, &problem));
    unit_holds("a NUL byte", "problem", "NUL", problem);
    assert_null(bwpi_json_parse("{}\0", 3, &problem));
}

static void test_what_is_json_is_taken(void **state)
{
    static const char *const texts[] = {"{}",
                                        " \t\r\n{} \t\r\n",
                                        "[]",
                                        "null",
                                        "0",
                                        "-1.5e3",
                                        "\"\"",
                                        "\"\\\\u0000\"",
                                        "\"\\ud83d\\ude80\"",
                                        "\"\xf0\x9f\x9a\x80\"",
                                        "{\"a\":[{\"b\":null}]}"};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        bwpi_json_free(parse(texts[i]));
}

static void test_size_ends_the_text(void **state)
{
    const char  *problem;
    struct json *json = bwpi_json_parse("{\"a\":1}garbage", 7, &problem);

    (void)state;
    assert_non_null(json);
    bwpi_json_free(json);
    assert_null(bwpi_json_parse("{\"a\":1}", 6, &problem));
}

static void test_deep_nesting_ends_without_a_crash(void **state)
{
    static const size_t depths[] = {1, 32, JSON_DEPTH_MAX, JSON_DEPTH_MAX + 1, 990, 100000};
    static char         text[200001];

    (void)state;
    for (size_t i = 0; i < COUNT(depths); i++) {
        const char  *problem = "";
        struct json *json;

        memset(text, '[', depths[i]);
        memset(text + depths[i], ']', depths[i]);
        json = bwpi_json_parse(text, 2 * depths[i], &problem);
        if ((json != NULL) != (depths[i] <= JSON_DEPTH_MAX))
            fail_msg("%zu levels: %s", depths[i], json != NULL ? "taken" : problem);
        if (json == NULL)
            unit_holds("deep", "problem", "nested more than 64 levels", problem);
        bwpi_json_free(json);
    }
}

static void test_members_are_found_by_exact_name_once(void **state)
{
    struct json *json = parse("{\"Code\":\"upper\",\"code\":\"lower\",\"twice\":1,\"twice\":2,\"\":3}");

    (void)state;
    assert_string_equal(bwpi_json_text(bwpi_json_member(json, "Code")), "upper");
    assert_string_equal(bwpi_json_text(bwpi_json_member(json, "code")), "lower");
    assert_null(bwpi_json_member(json, "CODE"));
    assert_null(bwpi_json_member(json, "twice"));
    assert_non_null(bwpi_json_member(json, ""));
    assert_null(bwpi_json_member(bwpi_json_member(json, "code"), "code"));
    bwpi_json_free(json);
}

static void test_values_have_their_types(void **state)
{
    struct json *json = parse("{\"t\":\"x\",\"n\":1,\"b\":true,\"f\":false,\"0\":null,\"o\":{},\"a\":[]}");
    int64_t      number;
    bool         flag;

    (void)state;
    assert_null(bwpi_json_text(bwpi_json_member(json, "n")));
    assert_false(bwpi_json_integer(bwpi_json_member(json, "t"), &number));
    assert_true(bwpi_json_boolean(bwpi_json_member(json, "b"), &flag) && flag);
    assert_true(bwpi_json_boolean(bwpi_json_member(json, "f"), &flag) && !flag);
    assert_false(bwpi_json_boolean(bwpi_json_member(json, "n"), &flag));
    assert_true(bwpi_json_is_null(bwpi_json_member(json, "0")));
    assert_true(bwpi_json_is_object(bwpi_json_member(json, "o")) && !bwpi_json_is_array(bwpi_json_member(json, "o")));
    assert_true(bwpi_json_is_array(bwpi_json_member(json, "a")) && !bwpi_json_is_object(bwpi_json_member(json, "a")));
    assert_string_equal(bwpi_json_key(bwpi_json_first(json)), "t");
    assert_string_equal(bwpi_json_key(bwpi_json_next(bwpi_json_first(json))), "n");
    bwpi_json_free(json);
}

static void test_nothing_answers_as_absent(void **state)
{
    int64_t     number;
    bool        flag;
    const char *key;

    (void)state;
    assert_null(bwpi_json_member(NULL, "a"));
    assert_null(bwpi_json_first(NULL));
    assert_null(bwpi_json_next(NULL));
    assert_string_equal(bwpi_json_key(NULL), "");
    assert_null(bwpi_json_text(NULL));
    assert_false(bwpi_json_integer(NULL, &number));
    assert_false(bwpi_json_boolean(NULL, &flag));
    assert_false(bwpi_json_is_object(NULL) || bwpi_json_is_array(NULL) || bwpi_json_is_null(NULL));
    assert_null(bwpi_json_number(NULL));
    assert_false(bwpi_json_has_twice(NULL, &key));
    bwpi_json_free(NULL);
}

static const struct {
    const char *text;
    bool        is_integer;
    int64_t     number;
} numbers[] = {
    {"0", true, 0},
    {"-0", true, 0},
    {"-0.0e-5", true, 0},
    {"0e99999999999999999999", true, 0},
    {"-7", true, -7},
    {"10", true, 10},
    {"1e3", true, 1000},
    {"1E+3", true, 1000},
    {"2.0", true, 2},
    {"2.000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", true, 2},
    {"0.5e1", true, 5},
    {"50e-1", true, 5},
    {"5.25e2", true, 525},
    {"0.0000000005e10", true, 5},
    {"1.5", false, 0},
    {"5e-1", false, 0},
    {"5.25e1", false, 0},
    {"1e-99999999999999999999", false, 0},
    {"4294967296", true, 4294967296},
    {"9007199254740993", true, 9007199254740993}, /* 2^53 + 1, which no double is */
    {"-9007199254740993", true, -9007199254740993},
    {"9223372036854775807", true, INT64_MAX},
    {"-9223372036854775807", true, -INT64_MAX},
    {"9223372036854775808", false, 0},
    {"12345678901234567890", false, 0},
    {"18446744073709551615", false, 0},
    {"1e18", true, 1000000000000000000},
    {"1e19", false, 0},
    {"1e99999999999999999999", false, 0},
    {"true", false, 0},
    {"\"5\"", false, 0},
};

static void test_whole_numbers_are_read_exactly(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct json *json = parse(numbers[i].text);
        int64_t      number = -1;

        unit_number(numbers[i].text, "is an integer", numbers[i].is_integer, bwpi_json_integer(json, &number));
        unit_number(numbers[i].text, "number", numbers[i].is_integer ? numbers[i].number : -1, number);
        bwpi_json_free(json);
    }
}

/* What a caller writes in provider_options is what is sent, through a merge as well. */
static void test_numbers_keep_their_spelling(void **state)
{
    static const char *const spellings[] = {
        "0",
        "-0",
        "-1",
        "1.0",
        "1e3",
        "1E+3",
        "1.50",
        "0.1",
        "1e-7",
        "0.30000000000000004",
        "1000000000000000",
        "9007199254740991",
        "9007199254740993",
        "12345678901234567890",
        "-18446744073709551616",
        "1e400",
        "-1E-400",
        "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214"};

    (void)state;
    for (size_t i = 0; i < COUNT(spellings); i++) {
        char         text[512];
        struct json *json, *target = parse("{}");

        (void)snprintf(text, sizeof text, "{\"a\":[%s,{\"b\":%s}],\"c\":%s}", spellings[i], spellings[i], spellings[i]);
        json = parse(text);
        unit_text(spellings[i], "number", spellings[i], bwpi_json_number(bwpi_json_member(json, "c")));
        assert_null(bwpi_json_text(bwpi_json_member(json, "c")));
        prints(json, text);
        assert_true(bwpi_json_merge(target, json));
        prints(target, text);
        bwpi_json_free(target);
        bwpi_json_free(json);
        json = parse(spellings[i]); /* alone, too */
        prints(json, spellings[i]);
        bwpi_json_free(json);
    }
}

static void test_escapes_are_read(void **state)
{
    static const struct {
        const char *text, *read;
    } cases[] = {{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
                 {"\"\\u0041\\u006a\\u006A\"", "Ajj"},
                 {"\"\\u0001\\u007f\\u0080\\u07ff\"", "\x01\x7f\xc2\x80\xdf\xbf"},
                 {"\"\\u0800\\uffff\\ud7ff\\ue000\"", "\xe0\xa0\x80\xef\xbf\xbf\xed\x9f\xbf\xee\x80\x80"},
                 {"\"\\ud83d\\ude80\"", "\xf0\x9f\x9a\x80"},
                 {"\"\\uD800\\uDC00\\uDBFF\\uDFFF\"", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"},
                 {"\"a\\\\u0041\\u0042b\"", "a\\u0041Bb"},
                 {"\"\"", ""}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct json *json = parse(cases[i].text);

        unit_text(cases[i].text, "read", cases[i].read, bwpi_json_text(json));
        bwpi_json_free(json);
    }
}

static void test_order_and_nesting_come_back(void **state)
{
    static const char *const texts[] = {"[]", "{}", "[[],{},[[]],[{}]]",
                                        "{\"a\":{},\"\":[],\"b\":{\"c\":[1,true,false,null,\"x\"]},\"d\":\"\"}",
                                        "[\"]\",\"}\",\",\",\":\",\"\\\"\"]"};
    struct json             *json = parse(" { \"a\" : [ 1 , 2 ]\t,\r\n\"b\" :{ } , \"c\": null } ");

    (void)state;
    prints(json, "{\"a\":[1,2],\"b\":{},\"c\":null}");
    bwpi_json_free(json);
    for (size_t i = 0; i < COUNT(texts); i++) {
        json = parse(texts[i]);
        prints(json, texts[i]);
        bwpi_json_free(json);
    }
}

static void test_keys_that_stand_twice_are_noticed_at_depth(void **state)
{
    static const struct {
        const char *text, *key;
    } cases[] = {{"{\"a\":1,\"a\":1}", "a"},       {"{\"x\":[{\"y\":{\"b\":1,\"c\":2,\"b\":3}}]}", "b"},
                 {"{\"a\":1,\"\\u0061\":1}", "a"}, {"{\"a\":1,\"A\":1}", NULL},
                 {"{\"a\":{\"a\":{}}}", NULL},     {"[1,1,{},{}]", NULL}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct json *json = parse(cases[i].text);
        const char  *key = "";

        unit_number(cases[i].text, "has a key twice", cases[i].key != NULL, bwpi_json_has_twice(json, &key));
        if (cases[i].key != NULL)
            unit_text(cases[i].text, "key", cases[i].key, key);
        bwpi_json_free(json);
    }
}

/* RFC 7396, appendix A, all rows whose target and patch are objects; and a few that it leaves out. */
static const struct {
    const char *target, *patch, *result;
} merges[] = {
    {"{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
    {"{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}"},
    {"{\"a\":\"b\"}", "{\"a\":null}", "{}"},
    {"{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}"},
    {"{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
    {"{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}"},
    {"{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}"},
    {"{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}"},
    {"{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}"},
    {"{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}"},
    /* the example of section 3 */
    {"{\"title\":\"Goodbye!\",\"author\":{\"givenName\":\"John\",\"familyName\":\"Doe\"},\"tags\":[\"example\","
     "\"sample\"],"
     "\"content\":\"This will be unchanged\"}",
     "{\"title\":\"Hello!\",\"phoneNumber\":\"+01-123-456-7890\",\"author\":{\"familyName\":null},\"tags\":["
     "\"example\"]}",
     "{\"author\":{\"givenName\":\"John\"},\"content\":\"This will be unchanged\",\"title\":\"Hello!\","
     "\"phoneNumber\":\"+01-123-456-7890\",\"tags\":[\"example\"]}"},
    {"{\"a\":\"b\"}", "{}", "{\"a\":\"b\"}"},
    {"{\"a\":\"b\"}", "{\"a\":{\"c\":1,\"d\":null}}", "{\"a\":{\"c\":1}}"},
    {"{\"a\":1}", "{\"b\":null}", "{\"a\":1}"},
    {"{\"a\":1}", "{\"A\":2}", "{\"a\":1,\"A\":2}"},
    {"{}", "{\"a\":[{\"b\":null}]}", "{\"a\":[{\"b\":null}]}"},
    {"{\"a\":true}", "{\"a\":false}", "{\"a\":false}"},
};

static void test_merge_patch_of_rfc_7396(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(merges); i++) {
        struct json *target = parse(merges[i].target), *patch = parse(merges[i].patch);
        struct buf   to = BUF_INIT(4096);

        assert_true(bwpi_json_merge(target, patch));
        bwpi_json_print(&to, target);
        unit_same_json(merges[i].patch, "merged", merges[i].result, bwpi_buf_text(&to));
        prints(patch, merges[i].patch); /* the patch is left as it was */
        bwpi_buf_free(&to);
        bwpi_json_free(target);
        bwpi_json_free(patch);
    }
}

static const char *watched; /* a text that has to be gone before anything is given back */
static bool        was_wiped;

static void free_and_look(void *block)
{
    if (watched != NULL)
        was_wiped = watched[0] == '\0' && memcmp(watched, watched + 1, strlen("secret") - 1) == 0;
    watched = NULL;
    free(block);
}

static void test_what_is_freed_is_wiped_before(void **state)
{
    static const char *const texts[] = {"{\"secret_key\":\"secret\",\"n\":1}", "{\"more\":[1,{\"x\":\"secret\"}]}",
                                        "{\"secret\":1}", "\"secret\""};
    cJSON_Hooks              hooks = {malloc, free_and_look};

    (void)state;
    cJSON_InitHooks(&hooks);
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct json       *json = parse(texts[i]);
        const struct json *first = bwpi_json_first(json);

        was_wiped = false;
        watched = i == 0   ? bwpi_json_text(first)
                  : i == 1 ? bwpi_json_text(bwpi_json_first(bwpi_json_next(bwpi_json_first(first))))
                  : i == 2 ? bwpi_json_key(first)
                           : bwpi_json_text(json);
        assert_non_null(watched);
        bwpi_json_free(json);
        assert_true(was_wiped);
    }
    cJSON_InitHooks(NULL);
}

static void test_what_an_escape_leaves_is_wiped(void **state)
{
    static const char written[] = "\"se\\u0063r\\u0065t\"";
    static const char rest[sizeof written - sizeof "\"secret"] = "";
    struct json      *json = parse("[\"se\\u0063r\\u0065t\"]");
    const char       *text = bwpi_json_text(bwpi_json_first(json));

    (void)state;
    assert_string_equal(text, "secret");
    assert_memory_equal(text + strlen("secret"), rest, sizeof rest); /* to where the closing quote stood */
    bwpi_json_free(json);
}

static void test_building_and_printing(void **state)
{
    struct json *json = bwpi_json_object();
    struct buf   to = BUF_INIT(10);

    (void)state;
    assert_true(bwpi_json_set_text(json, "a", "1") && bwpi_json_set_text(json, "b", "\""));
    prints(json, "{\"a\":\"1\",\"b\":\"\\\"\"}");
    bwpi_json_print(&to, json);
    assert_int_equal(to.state, BUF_TOO_LONG);
    bwpi_buf_free(&to);
    bwpi_json_free(json);
}

static void test_members_are_taken_where_they_stand(void **state)
{
    static const struct {
        const char *key, *text, *stands; /* of those without a text: as they are written */
        char        kind;
    } members[] = {{"a\"b", "x/\xc3\xa9", NULL, '"'},
                   {"", "", NULL, '"'},
                   {"n", "-1.50e+3", NULL, '-'},
                   {"m", "7", NULL, '7'},
                   {"t", NULL, "true", 't'},
                   {"f", NULL, "false", 'f'},
                   {"z", NULL, "null", 'n'},
                   {"o", NULL, "{ \"n\":\"}\\\"\", \"o\":[ 1.0, {} ] }", '{'},
                   {"l", NULL, "[]", '['},
                   {"last", "1", NULL, '1'}};
    char *text = strdup(
        " \"a\\\"b\":\"x\\/\\u00e9\",\"\" : \"\" ,\n\"n\":-1.50e+3,\"m\": 7 ,\"t\":true,\"f\":false,\"z\" :null,"
        "\"o\": { \"n\":\"}\\\"\", \"o\":[ 1.0, {} ] },\"l\":[],\"last\":1} ");
    char              *at = text;
    struct json_member member;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < COUNT(members); i++) {
        assert_true(bwpi_json_take_member(&at, &member));
        assert_string_equal(member.key, members[i].key);
        assert_int_equal(member.kind, members[i].kind);
        if (members[i].text != NULL) {
            unit_text(member.key, "text", members[i].text, member.text);
        } else {
            assert_null(member.text);
            assert_int_equal(member.end - member.start, strlen(members[i].stands));
            assert_memory_equal(member.start, members[i].stands, strlen(members[i].stands));
        }
    }
    assert_false(bwpi_json_take_member(&at, &member));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_not_one_json_text_is_refused),
        cmocka_unit_test(test_what_is_json_is_taken),
        cmocka_unit_test(test_size_ends_the_text),
        cmocka_unit_test(test_deep_nesting_ends_without_a_crash),
        cmocka_unit_test(test_members_are_found_by_exact_name_once),
        cmocka_unit_test(test_values_have_their_types),
        cmocka_unit_test(test_nothing_answers_as_absent),
        cmocka_unit_test(test_whole_numbers_are_read_exactly),
        cmocka_unit_test(test_numbers_keep_their_spelling),
        cmocka_unit_test(test_escapes_are_read),
        cmocka_unit_test(test_order_and_nesting_come_back),
        cmocka_unit_test(test_keys_that_stand_twice_are_noticed_at_depth),
        cmocka_unit_test(test_merge_patch_of_rfc_7396),
        cmocka_unit_test(test_what_is_freed_is_wiped_before),
        cmocka_unit_test(test_what_an_escape_leaves_is_wiped),
        cmocka_unit_test(test_building_and_printing),
        cmocka_unit_test(test_members_are_taken_where_they_stand),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
