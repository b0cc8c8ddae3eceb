/* ascii_test.c - what is the same without case, and what must not become so. */
#include "base/ascii.h"

#include <string.h>

#include "unit.h"

static void test_equal_and_starts(void **state)
{
    static const struct {
        const char *a, *b;
        bool        equal, starts;
    } cases[] = {
        {"", "", true, true},
        {"a", "", false, true},
        {"", "a", false, false},
        {"X-Request-Id", "x-request-id", true, true},
        {"ACTION", "action", true, true},
        {"action", "ACTION", true, true},
        {"https://host", "HTTPS://", false, true},
        {"http", "https", false, false},
        {"abc", "abd", false, false},
        {"[", "{", false, false}, /* a bit apart, as letters are */
        {"@", "`", false, false},
        {"\xc4\xb0", "i", false, false}, /* a capital I with a dot */
        {"\xc3\x84", "\xc3\xa4", false, false},
        {"\xe5\xb8\xa6x", "\xe5\xb8\xa6X", true, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        unit_number(cases[i].a, cases[i].b, cases[i].equal, bwpi_ascii_equal(cases[i].a, cases[i].b));
        unit_number(cases[i].a, cases[i].b, cases[i].starts, bwpi_ascii_starts(cases[i].a, cases[i].b));
    }
}

static void test_only_letters_change(void **state)
{
    static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", lower[] = "abcdefghijklmnopqrstuvwxyz";

    (void)state;
    for (int byte = 1; byte < 256; byte++) {
        const char *letter = strchr(upper, (char)byte);

        assert_int_equal(bwpi_ascii_lower((char)byte), letter != NULL ? lower[letter - upper] : (char)byte);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_and_starts),
        cmocka_unit_test(test_only_letters_change),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
