/* buf_test.c - growth, the ceiling, failure that sticks, and memory that is wiped as it is let go of. */
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static void test_empty_is_an_empty_text(void **state)
{
    struct buf buf = BUF_INIT(10);

    (void)state;
    assert_string_equal(bwpi_buf_text(&buf), "");
    assert_null(bwpi_buf_take(&buf));
    bwpi_buf_add(&buf, NULL, 0);
    assert_string_equal(bwpi_buf_text(&buf), "");
    assert_int_equal(buf.state, BUF_OK);
    bwpi_buf_free(&buf);
    bwpi_buf_free(&buf);
    assert_int_equal(buf.max, 10);
}

static void test_text_grows_and_stays_whole(void **state)
{
    struct buf buf = BUF_INIT(100000);

    (void)state;
    for (int i = 0; i < 50000; i++)
        bwpi_buf_add_char(&buf, (char)('a' + i % 26));
    assert_int_equal(buf.size, 50000);
    for (int i = 0; i < 50000; i++)
        assert_int_equal(buf.data[i], 'a' + i % 26);
    assert_int_equal(buf.data[50000], '\0');
    bwpi_buf_free(&buf);
}

static void test_limit_is_exact_and_failure_sticks(void **state)
{
    struct buf buf = BUF_INIT(5);

    (void)state;
    bwpi_buf_add_text(&buf, "12345");
    assert_int_equal(buf.state, BUF_OK);
    bwpi_buf_add_text(&buf, "");
    assert_int_equal(buf.state, BUF_OK);
    bwpi_buf_add_text(&buf, "6");
    assert_int_equal(buf.state, BUF_TOO_LONG);
    assert_string_equal(bwpi_buf_text(&buf), "12345");
    assert_null(bwpi_buf_take(&buf));
    bwpi_buf_free(&buf);

    bwpi_buf_add_text(&buf, "123456");
    bwpi_buf_add_text(&buf, "1"); /* would fit, but the text would have a hole */
    assert_int_equal(buf.state, BUF_TOO_LONG);
    assert_string_equal(bwpi_buf_text(&buf), "");
    bwpi_buf_free(&buf);
    assert_int_equal(buf.state, BUF_OK);
}

static void test_no_memory_sticks_as_well(void **state)
{
    struct buf buf = BUF_INIT(10);

    (void)state;
    buf.state = BUF_NO_MEMORY;
    bwpi_buf_add_text(&buf, "a");
    assert_int_equal(buf.state, BUF_NO_MEMORY);
    bwpi_buf_add_text(&buf, "longer than ten");
    assert_int_equal(buf.state, BUF_NO_MEMORY);
    assert_false(bwpi_buf_reserve(&buf, 1));
    assert_string_equal(bwpi_buf_text(&buf), "");
    bwpi_buf_free(&buf);
}

static void test_sizes_do_not_overflow(void **state)
{
    struct buf buf = BUF_INIT(1000);

    (void)state;
    bwpi_buf_add_text(&buf, "abc");
    bwpi_buf_add(&buf, "x", SIZE_MAX);
    assert_int_equal(buf.state, BUF_TOO_LONG);
    bwpi_buf_clear(&buf);
    bwpi_buf_add(&buf, "x", SIZE_MAX - 2);
    assert_int_equal(buf.state, BUF_TOO_LONG);
    bwpi_buf_free(&buf);
}

static void test_clear_wipes_and_starts_anew(void **state)
{
    static const char secret[] = "secret-secret-secret";
    struct buf        buf = BUF_INIT(30);
    const char       *memory;

    (void)state;
    bwpi_buf_add_text(&buf, secret);
    memory = buf.data;
    bwpi_buf_add_text(&buf, "far too long to fit in there");
    bwpi_buf_clear(&buf);
    assert_ptr_equal(memory, buf.data);
    for (size_t i = 0; i < sizeof secret; i++)
        assert_int_equal(memory[i], '\0');
    assert_int_equal(buf.size, 0);
    assert_int_equal(buf.state, BUF_OK);
    bwpi_buf_add_text(&buf, "new");
    assert_string_equal(bwpi_buf_text(&buf), "new");
    bwpi_buf_free(&buf);
    bwpi_buf_clear(&buf);
}

static void test_reserve_takes_memory_at_once(void **state)
{
    struct buf  buf = BUF_INIT(5000);
    const char *memory;

    (void)state;
    bwpi_buf_add_text(&buf, "kept");
    assert_true(bwpi_buf_reserve(&buf, 5000));
    memory = buf.data;
    assert_int_equal(buf.capacity, 5001); /* what was asked for and a NUL, no more */
    assert_string_equal(bwpi_buf_text(&buf), "kept");
    while (buf.size < 5000)
        bwpi_buf_add_char(&buf, 'x');
    assert_ptr_equal(memory, buf.data);
    assert_int_equal(buf.state, BUF_OK);
    assert_false(bwpi_buf_reserve(&buf, 5001));
    assert_int_equal(buf.state, BUF_TOO_LONG);
    bwpi_buf_free(&buf);
}

static void test_bytes_may_hold_nul(void **state)
{
    struct buf buf = BUF_INIT(10);

    (void)state;
    bwpi_buf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.size, 3);
    assert_memory_equal(buf.data, "a\0b\0", 4);
    bwpi_buf_free(&buf);
}

static void test_numbers_are_written_in_full(void **state)
{
    struct buf buf = BUF_INIT(100);

    (void)state;
    bwpi_buf_add_uint(&buf, 0);
    bwpi_buf_add_char(&buf, ' ');
    bwpi_buf_add_uint(&buf, 1000);
    bwpi_buf_add_char(&buf, ' ');
    bwpi_buf_add_uint(&buf, UINT64_MAX);
    assert_string_equal(bwpi_buf_text(&buf), "0 1000 18446744073709551615");
    bwpi_buf_free(&buf);
}

static void test_take_hands_the_text_over(void **state)
{
    struct buf buf = BUF_INIT(10);
    char      *taken;

    (void)state;
    bwpi_buf_add_text(&buf, "mine");
    taken = bwpi_buf_take(&buf);
    assert_string_equal(taken, "mine");
    assert_string_equal(bwpi_buf_text(&buf), "");
    assert_int_equal(buf.max, 10);
    free(taken);
    bwpi_buf_free(&buf);
}

static void test_a_lent_room_is_used_first_and_never_freed(void **state)
{
    char       room[8] = "old";
    struct buf buf = BUF_INIT(100), small = BUF_INIT(3);

    (void)state;
    bwpi_buf_lend(&buf, room, sizeof room);
    assert_string_equal(bwpi_buf_text(&buf), "");
    bwpi_buf_add_text(&buf, "secret!");
    assert_ptr_equal(buf.data, room);
    assert_string_equal(room, "secret!");
    assert_null(bwpi_buf_take(&buf)); /* it is not the buf's to give away */
    bwpi_buf_add_char(&buf, '!');
    assert_ptr_not_equal(buf.data, room);
    assert_string_equal(bwpi_buf_text(&buf), "secret!!");
    assert_memory_equal(room, "\0\0\0\0\0\0\0", 7); /* what moved out of it is wiped there */
    bwpi_buf_free(&buf);
    bwpi_buf_lend(&small, room, sizeof room);
    bwpi_buf_add_text(&small, "four");
    assert_int_equal(small.state, BUF_TOO_LONG); /* the ceiling holds, although there is room */
    bwpi_buf_clear(&small);
    bwpi_buf_add_text(&small, "abc");
    bwpi_buf_free(&small);
    assert_memory_equal(room, "\0\0\0", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_is_an_empty_text),
        cmocka_unit_test(test_text_grows_and_stays_whole),
        cmocka_unit_test(test_limit_is_exact_and_failure_sticks),
        cmocka_unit_test(test_no_memory_sticks_as_well),
        cmocka_unit_test(test_sizes_do_not_overflow),
        cmocka_unit_test(test_clear_wipes_and_starts_anew),
        cmocka_unit_test(test_reserve_takes_memory_at_once),
        cmocka_unit_test(test_bytes_may_hold_nul),
        cmocka_unit_test(test_numbers_are_written_in_full),
        cmocka_unit_test(test_take_hands_the_text_over),
        cmocka_unit_test(test_a_lent_room_is_used_first_and_never_freed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
