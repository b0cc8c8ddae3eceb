/* heap_test.c - the next alarm is always at hand, whatever was added and taken away before. */
#include "unit.h"

#include <stdlib.h>

#include "base/heap.h"

enum { ALARMS = 500 };

/* A number that looks drawn, and is the same in every run. */
static int64_t scramble(size_t number)
{
    return (int64_t)(number * 2654435761U % 1009);
}

static void assert_in_order(struct heap *heap, size_t count)
{
    int64_t last = -1;

    for (size_t i = 0; i < count; i++) {
        struct alarm *alarm = bwpi_heap_first(heap);

        assert_non_null(alarm);
        assert_true(alarm->due >= last);
        last = alarm->due;
        bwpi_heap_remove(heap, alarm);
        assert_int_equal(alarm->place, 0);
    }
    assert_null(bwpi_heap_first(heap));
}

static void fill(struct heap *heap, struct alarm *alarms)
{
    assert_true(bwpi_heap_reserve(heap, ALARMS));
    for (size_t i = 0; i < ALARMS; i++)
        bwpi_heap_add(heap, &alarms[i], scramble(i));
}

static void test_alarms_come_in_the_order_of_their_times(void **state)
{
    struct heap  heap = {0};
    struct alarm alarms[ALARMS] = {{0}};

    (void)state;
    assert_null(bwpi_heap_first(&heap));
    fill(&heap, alarms);
    assert_in_order(&heap, ALARMS);
    bwpi_heap_free(&heap);
}

static void test_any_alarm_can_be_taken_away(void **state)
{
    struct heap  heap = {0};
    struct alarm alarms[ALARMS] = {{0}};

    (void)state;
    fill(&heap, alarms);
    for (size_t i = 0; i < ALARMS; i += 3) {
        bwpi_heap_remove(&heap, &alarms[i]);
        bwpi_heap_remove(&heap, &alarms[i]); /* it is in none: nothing happens */
    }
    assert_int_equal(heap.count, ALARMS - (ALARMS + 2) / 3);
    assert_in_order(&heap, heap.count);
    bwpi_heap_free(&heap);
}

static void test_an_alarm_can_be_set_anew(void **state)
{
    struct heap  heap = {0};
    struct alarm alarms[ALARMS] = {{0}};

    (void)state;
    fill(&heap, alarms);
    for (size_t i = 0; i < ALARMS; i += 2) {
        bwpi_heap_remove(&heap, &alarms[i]);
        bwpi_heap_add(&heap, &alarms[i], scramble(ALARMS - i));
    }
    assert_in_order(&heap, ALARMS);
    bwpi_heap_free(&heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alarms_come_in_the_order_of_their_times),
        cmocka_unit_test(test_any_alarm_can_be_taken_away),
        cmocka_unit_test(test_an_alarm_can_be_set_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
