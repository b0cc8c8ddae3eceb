/* pairs_test.c - order, look-up by any case, removal by exact spelling, and the two limits. */
#include "base/pairs.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

static void add_all(struct pairs *pairs, const char *const (*list)[2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        bwpi_pairs_add(pairs, list[i][0], list[i][1]);
}

static void is_lines(const struct pairs *pairs, const char *expected)
{
    struct buf lines = BUF_INIT(4096);

    bwpi_pairs_put_lines(&lines, pairs, ":", AS_SENT);
    assert_string_equal(bwpi_buf_text(&lines), expected);
    bwpi_buf_free(&lines);
}

static void test_order_is_that_of_adding(void **state)
{
    static const char *const list[][2] = {{"b", "2"}, {"a", ""}, {"", "x"}, {"b", "1"}};
    struct pairs             pairs;
    struct buf               names = BUF_INIT(100);

    (void)state;
    bwpi_pairs_init(&pairs, 1000);
    is_lines(&pairs, "");
    add_all(&pairs, list, COUNT(list));
    bwpi_pairs_add_uint(&pairs, "n", 4294967295U);
    is_lines(&pairs, "b:2\na:\n:x\nb:1\nn:4294967295\n");
    bwpi_pairs_put_names(&names, &pairs);
    assert_string_equal(bwpi_buf_text(&names), "b;a;;b;n");
    bwpi_buf_free(&names);
    bwpi_pairs_free(&pairs);
}

static void test_sorting_by_name_is_bytewise_and_stable(void **state)
{
    static const char *const list[][2] = {{"Tag.2.Key", "5"}, {"b", "7"}, {"Tag.10.Key", "4"}, {"a", "2"}, {"a", "1"},
                                          {"Tag.1.Key", "3"}, {"B", "6"}, {"\xc3\xa9", "8"}};
    struct pairs             pairs;

    (void)state;
    bwpi_pairs_init(&pairs, 1000);
    bwpi_pairs_sort(&pairs, bwpi_pairs_by_name);
    add_all(&pairs, list, COUNT(list));
    bwpi_pairs_sort(&pairs, bwpi_pairs_by_name);
    is_lines(&pairs, "B:6\nTag.1.Key:3\nTag.10.Key:4\nTag.2.Key:5\na:2\na:1\nb:7\n\xc3\xa9:8\n");
    bwpi_pairs_sort(&pairs, bwpi_pairs_by_name_and_value);
    is_lines(&pairs, "B:6\nTag.1.Key:3\nTag.10.Key:4\nTag.2.Key:5\na:1\na:2\nb:7\n\xc3\xa9:8\n");
    bwpi_pairs_free(&pairs);
}

static void test_many_pairs_are_sorted(void **state)
{
    struct pairs pairs;
    char         name[16];

    (void)state;
    bwpi_pairs_init(&pairs, 10000);
    for (unsigned i = 0; i < PAIRS_MAX; i++) {
        (void)snprintf(name, sizeof name, "%03u", i * 37 % PAIRS_MAX);
        bwpi_pairs_add(&pairs, name, name);
    }
    bwpi_pairs_sort(&pairs, bwpi_pairs_by_name);
    for (unsigned i = 0; i < PAIRS_MAX; i++) {
        (void)snprintf(name, sizeof name, "%03u", i);
        assert_string_equal(bwpi_pairs_name(&pairs, i), name);
        assert_string_equal(bwpi_pairs_value(&pairs, i), name);
    }
    bwpi_pairs_free(&pairs);
}

static void test_get_ignores_case_and_remove_does_not(void **state)
{
    static const char *const list[][2] = {{"Host", "a"}, {"host", "b"}, {"HOST", "c"}, {"Host", "d"}};
    struct pairs             pairs;

    (void)state;
    bwpi_pairs_init(&pairs, 1000);
    add_all(&pairs, list, COUNT(list));
    assert_string_equal(bwpi_pairs_get(&pairs, "hOST"), "a");
    assert_null(bwpi_pairs_get(&pairs, "Hos"));
    bwpi_pairs_remove(&pairs, "Host");
    is_lines(&pairs, "host:b\nHOST:c\n");
    bwpi_pairs_remove(&pairs, "nobody");
    assert_int_equal(pairs.count, 2);
    bwpi_pairs_free(&pairs);
}

static void test_lower_add_copies_names_in_lower_case_and_trims_values(void **state)
{
    struct pairs from, to;

    (void)state;
    bwpi_pairs_init(&from, 1000);
    bwpi_pairs_init(&to, 1000);
    bwpi_pairs_add(&to, "Kept", " as is ");
    bwpi_pairs_add(&from, "X-Sdk-DATE", " \t a b \t ");
    bwpi_pairs_add(&from, "Empty", " ");
    bwpi_pairs_add(&from, "\xc3\x89T\xc3\x89", "\xc3\x89");
    bwpi_pairs_add_lower(&to, &from);
    is_lines(&to, "Kept: as is \nx-sdk-date:a b\nempty:\n\xc3\x89t\xc3\x89:\xc3\x89\n");
    is_lines(&from, "X-Sdk-DATE: \t a b \t \nEmpty: \n\xc3\x89T\xc3\x89:\xc3\x89\n");
    bwpi_pairs_free(&from);
    bwpi_pairs_free(&to);
}

static void test_there_is_room_for_256(void **state)
{
    struct pairs pairs;

    (void)state;
    bwpi_pairs_init(&pairs, 10000);
    for (int i = 0; i < PAIRS_MAX; i++)
        bwpi_pairs_add(&pairs, "n", "v");
    assert_int_equal(pairs.text.state, BUF_OK);
    assert_int_equal(pairs.count, PAIRS_MAX);
    bwpi_pairs_add(&pairs, "n", "v");
    assert_int_equal(pairs.text.state, BUF_TOO_LONG);
    assert_int_equal(pairs.count, PAIRS_MAX);
    bwpi_pairs_clear(&pairs);
    assert_int_equal(pairs.text.state, BUF_OK);
    assert_int_equal(pairs.count, 0);
    bwpi_pairs_free(&pairs);
}

static void test_a_pair_that_does_not_fit_is_not_there(void **state)
{
    struct pairs pairs, others;

    (void)state;
    bwpi_pairs_init(&pairs, 8); /* with their NULs, four pairs of empty texts or two of single letters */
    bwpi_pairs_add(&pairs, "a", "b");
    bwpi_pairs_add(&pairs, "c", "dd");
    assert_int_equal(pairs.text.state, BUF_TOO_LONG);
    assert_int_equal(pairs.count, 1);
    bwpi_pairs_add(&pairs, "", "");
    assert_int_equal(pairs.count, 1);
    is_lines(&pairs, "a:b\n");
    bwpi_pairs_init(&others, 100);
    bwpi_pairs_add_all(&others, &pairs);
    assert_int_equal(others.text.state, BUF_TOO_LONG); /* a copy of what is not whole is not whole */
    bwpi_pairs_free(&pairs);
    bwpi_pairs_free(&others);
}

static void test_a_list_comes_behind_another_with_its_secrets(void **state)
{
    static struct pairs pairs, others;
    struct buf          shown = BUF_INIT(100);

    (void)state;
    bwpi_pairs_init(&pairs, 10000);
    bwpi_pairs_init(&others, 10000);
    bwpi_pairs_add(&pairs, "a", "1");
    bwpi_pairs_add(&others, "b", "2");
    bwpi_pairs_add_secret(&others, "c", "3");
    bwpi_pairs_sort(&others, bwpi_pairs_by_name);
    bwpi_pairs_add_all(&pairs, &others);
    is_lines(&pairs, "a:1\nb:2\nc:3\n");
    bwpi_pairs_put_lines(&shown, &pairs, ":", AS_SHOWN);
    assert_string_equal(bwpi_buf_text(&shown), "a:1\nb:2\nc:***\n");
    while (pairs.count < PAIRS_MAX - 1)
        bwpi_pairs_add(&pairs, "", "");
    bwpi_pairs_add_all(&pairs, &others);
    assert_int_equal(pairs.text.state, BUF_TOO_LONG);
    assert_int_equal(pairs.count, PAIRS_MAX - 1);
    bwpi_buf_free(&shown);
    bwpi_pairs_free(&pairs);
    bwpi_pairs_free(&others);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_is_that_of_adding),
        cmocka_unit_test(test_sorting_by_name_is_bytewise_and_stable),
        cmocka_unit_test(test_many_pairs_are_sorted),
        cmocka_unit_test(test_get_ignores_case_and_remove_does_not),
        cmocka_unit_test(test_lower_add_copies_names_in_lower_case_and_trims_values),
        cmocka_unit_test(test_there_is_room_for_256),
        cmocka_unit_test(test_a_pair_that_does_not_fit_is_not_there),
        cmocka_unit_test(test_a_list_comes_behind_another_with_its_secrets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
