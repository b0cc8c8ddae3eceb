/* redact_test.c - a secret is found however it is escaped, and nothing else is touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/redact.h"

static void assert_redacts(const char *secret, const char *text, const char *expected)
{
    char *copy = malloc(strlen(text) + 1);
    bool  found;

    assert_non_null(copy);
    memcpy(copy, text, strlen(text) + 1);
    assert_int_equal(bwpi_redact(copy, strlen(text), &secret, 1, &found), strlen(expected));
    assert_int_equal(found, strcmp(text, expected) != 0);
    assert_string_equal(copy, expected);
    free(copy);
}

static void test_a_secret_is_found_in_every_escape(void **state)
{
    static const char        secret[] = "tok/en+a=&1";
    static const char *const forms[] = {
        "tok/en+a=&1",                         /* as it is */
        "tok\\/en+a=&1",                       /* JSON that escapes slashes */
        "tok\\/en\\u002ba\\u003d\\u00261",     /* JSON that escapes what HTML minds */
        "tok\\u002Fen\\u002Ba\\u003D\\u00261", /* in capitals */
        "tok%2Fen%2Ba%3D%261",                 /* a query */
        "tok%2fen%2ba%3d%261",                 /* a sloppy one */
        "tok%252Fen%252Ba%253D%25261",         /* a query in a string to sign */
        "t%6fk%2Fen%2Ba%3D%261",               /* escaped where it need not be, at the second byte */
        "t\\u006fk/en+a=&1",
        "t&#111;k/en+a=&1",
        "%74ok/en+a=&1", /* ... and at the first */
        "\\u0074ok/en+a=&1",
        "&#x74;ok/en+a=&1",
        "tok/en+a=&amp;1", /* XML */
        "tok&#47;en&#x2B;a&#61;&#38;1",
    };
    char text[128];

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        (void)strcpy(text, "<");
        (void)strcat(strcat(text, forms[i]), ">");
        assert_redacts(secret, text, "<***>");
    }
}

static void test_a_secret_with_percents_of_its_own_is_found(void **state)
{
    (void)state;
    assert_redacts("pad%25percent", "x=pad%25percent.", "x=***.");
    assert_redacts("pad%25percent", "x=pad%2525percent.", "x=***.");
    assert_redacts("pad%25percent", "x=pad%252525percent.", "x=***.");
    assert_redacts("back\\slash", "back\\slash back\\\\slash", "*** ***");
    assert_redacts("%percent", "x=%percent %25percent %2525percent.", "x=*** *** ***.");
    assert_redacts("&and", "&and &amp;and &and", "*** *** ***");
}

static void test_every_occurrence_goes(void **state)
{
    (void)state;
    assert_redacts("abcd", "abcdabcd abcabcd abcd", "****** abc*** ***");
    assert_redacts("aaaa", "aaaaaaa", "***aaa");
}

static void test_other_text_stays_to_the_byte(void **state)
{
    char        text[] = "a\0secre\\u0074 sec%72et \xff\\";
    const char *secret = "secret";
    bool        found;

    (void)state;
    assert_int_equal(bwpi_redact(text, sizeof text - 1, &secret, 1, &found), 12);
    assert_memory_equal(text, "a\0*** *** \xff\\", 13);
    assert_redacts("secret", "secre secre\\u007 sec%7 &amp", "secre secre\\u007 sec%7 &amp");
}

static void test_short_and_absent_secrets_are_passed_over(void **state)
{
    const char *const secrets[] = {NULL, "", "abc", "long-one"};
    bool              found;
    char              text[] = "abc long-one";

    (void)state;
    assert_int_equal(bwpi_redact(text, strlen(text), secrets, 4, &found), 7);
    assert_string_equal(text, "abc ***");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_secret_is_found_in_every_escape),
        cmocka_unit_test(test_a_secret_with_percents_of_its_own_is_found),
        cmocka_unit_test(test_every_occurrence_goes),
        cmocka_unit_test(test_other_text_stays_to_the_byte),
        cmocka_unit_test(test_short_and_absent_secrets_are_passed_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
