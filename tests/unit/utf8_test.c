/* utf8_test.c - what is UTF-8 and what only looks like it. */
#include "base/utf8.h"

#include <string.h>

#include "unit.h"

static const struct {
    const char *what, *text;
    size_t      size;
    bool        valid;
} texts[] = {
    {"empty", "", 0, true},
    {"ASCII", "abc", 3, true},
    {"two bytes, least", "\xc2\x80", 2, true},
    {"two bytes, most", "\xdf\xbf", 2, true},
    {"three bytes, least", "\xe0\xa0\x80", 3, true},
    {"last before the surrogates", "\xed\x9f\xbf", 3, true},
    {"first after the surrogates", "\xee\x80\x80", 3, true},
    {"a noncharacter is a character", "\xef\xbf\xbf", 3, true},
    {"four bytes, least", "\xf0\x90\x80\x80", 4, true},
    {"U+10FFFF", "\xf4\x8f\xbf\xbf", 4, true},
    {"NUL inside", "a\0b", 3, true},
    {"Chinese", "\xe5\xb8\xa6\xe5\xae\xbd\xe5\x8c\x85", 9, true},
    {"U+110000", "\xf4\x90\x80\x80", 4, false},
    {"lead byte F5", "\xf5\x80\x80\x80", 4, false},
    {"lead byte F8", "\xf8\x88\x80\x80\x80", 5, false},
    {"byte FE", "\xfe", 1, false},
    {"byte FF", "\xff", 1, false},
    {"overlong NUL", "\xc0\x80", 2, false},
    {"overlong slash", "\xc0\xaf", 2, false},
    {"overlong, C1", "\xc1\xbf", 2, false},
    {"overlong slash, three bytes", "\xe0\x80\xaf", 3, false},
    {"overlong, three bytes, most", "\xe0\x9f\xbf", 3, false},
    {"overlong slash, four bytes", "\xf0\x80\x80\xaf", 4, false},
    {"overlong, four bytes, most", "\xf0\x8f\xbf\xbf", 4, false},
    {"high surrogate, least", "\xed\xa0\x80", 3, false},
    {"low surrogate, most", "\xed\xbf\xbf", 3, false},
    {"a pair of surrogates", "\xed\xa0\xbd\xed\xb8\x80", 6, false},
    {"continuation alone", "\x80", 1, false},
    {"continuation after a character", "a\xbf", 2, false},
    {"cut after one of two", "\xc3", 1, false},
    {"cut after two of three", "\xe5\xb8", 2, false},
    {"cut after three of four", "\xf0\x9f\x9a", 3, false},
    {"cut by ASCII", "\xe5\xb8 ", 3, false},
    {"cut by size, whole beyond it", "\xe5\xb8\xa6", 2, false},
    {"Latin-1", "caf\xe9", 4, false},
};

static void test_validity(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        unit_number(texts[i].what, "valid", texts[i].valid, bwpi_utf8_valid(texts[i].text, texts[i].size));
}

static void test_every_code_point_is_what_it_should_be(void **state)
{
    (void)state;
    for (uint32_t point = 0x80; point <= 0x110fff; point += point < 0x3000 ? 1 : 0x3f) {
        char text[5] = {0}, encoded[5] = {0};
        bool valid = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);

        if (point < 0x800) {
            text[0] = (char)(0xc0 | point >> 6);
            text[1] = (char)(0x80 | (point & 0x3f));
        } else if (point < 0x10000) {
            text[0] = (char)(0xe0 | point >> 12);
            text[1] = (char)(0x80 | (point >> 6 & 0x3f));
            text[2] = (char)(0x80 | (point & 0x3f));
        } else {
            text[0] = (char)(0xf0 | point >> 18);
            text[1] = (char)(0x80 | (point >> 12 & 0x3f));
            text[2] = (char)(0x80 | (point >> 6 & 0x3f));
            text[3] = (char)(0x80 | (point & 0x3f));
        }
        if (bwpi_utf8_valid(text, strlen(text)) != valid)
            fail_msg("U+%04X", (unsigned)point);
        if (valid && bwpi_utf8_has_control(text) != (point <= 0x9f))
            fail_msg("U+%04X as a control", (unsigned)point);
        if (valid && (bwpi_utf8_encode(encoded, point) != strlen(text) || strcmp(encoded, text) != 0))
            fail_msg("U+%04X encoded", (unsigned)point);
    }
}

static void test_length_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(bwpi_utf8_length(""), 0);
    assert_int_equal(bwpi_utf8_length("abc"), 3);
    assert_int_equal(bwpi_utf8_length("\xe5\xb8\xa6\xe5\xae\xbd\xe5\x8c\x85 \xf0\x9f\x9a\x80"), 5);
}

static void test_controls_are_found(void **state)
{
    static const struct {
        const char *text;
        bool        found;
    } cases[] = {{"plain", false},
                 {"a\nb", true},
                 {"\r", true},
                 {"tab\t", true},
                 {"\x1f", true},
                 {" ", false},
                 {"~", false},
                 {"\x7f", true},
                 {"\xc2\x80", true},
                 {"\xc2\x85", true},
                 {"\xc2\x9f", true},
                 {"\xc2\xa0", false},
                 {"\xe2\x80\xa8", false},
                 {"not UTF-8 \xff", true}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        unit_number(cases[i].text, "control", cases[i].found, bwpi_utf8_has_control(cases[i].text));
}

static void test_copy_keeps_characters_whole(void **state)
{
    static const struct {
        const char *from;
        size_t      room;
        const char *to;
    } cases[] = {{"abc", 4, "abc"},
                 {"abc", 3, "ab"},
                 {"abc", 1, ""},
                 {"\xe5\xb8\xa6", 4, "\xe5\xb8\xa6"},
                 {"\xe5\xb8\xa6", 3, ""},
                 {"a\xe5\xb8\xa6", 4, "a"},
                 {"a\nb\xc2\x85\x63", 10, "a?b?c"},
                 {"caf\xe9 \xff", 10, "caf? ?"},
                 {"\xe5\xb8", 10, "??"},
                 {"", 5, ""}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char to[16];

        memset(to, 'x', sizeof to);
        bwpi_utf8_copy(to, cases[i].room, cases[i].from, strlen(cases[i].from));
        unit_text(cases[i].from, "copy", cases[i].to, to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_validity),
        cmocka_unit_test(test_every_code_point_is_what_it_should_be),
        cmocka_unit_test(test_length_counts_characters),
        cmocka_unit_test(test_controls_are_found),
        cmocka_unit_test(test_copy_keeps_characters_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
