/* batch_wire_test.c - a thousand purchases on one thread, and each of them as if it had been made alone. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"
#include "wire_batch.h"
#include "wire_server.h"

enum { MANY = 1000, HINT_MS = 300 };

/* ---- a thousand, and how many at a time ---- */

static void buy_many(uint32_t in_flight_max)
{
    struct wire_batch batch;

    (void)wire_test_start(NULL);
    wire_batch_start(&batch, in_flight_max);
    for (int i = 0; i < MANY; i++)
        wire_batch_create(&batch, batch.clients[i % WIRE_DOORS], i);
    wire_batch_run(&batch);
    assert_int_equal(batch.done, MANY);
    assert_int_equal(wire_purchases("huawei"), MANY / WIRE_DOORS);
    assert_int_equal(wire_purchases("alibaba"), 2 * MANY / WIRE_DOORS);
    assert_int_equal(wire_purchases("baidu"), MANY / WIRE_DOORS);
    wire_batch_check_ledger(&batch);
    wire_batch_end(&batch);
}

static void test_a_thousand_are_bought_one_after_another(void **state)
{
    (void)state;
    buy_many(1);
}

static void test_a_thousand_are_bought_ten_at_a_time(void **state)
{
    (void)state;
    buy_many(10);
}

static void test_a_thousand_are_bought_a_hundred_at_a_time(void **state)
{
    (void)state;
    buy_many(100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_thousand_are_bought_one_after_another),
        WIRE_TEST(test_a_thousand_are_bought_ten_at_a_time),
        WIRE_TEST(test_a_thousand_are_bought_a_hundred_at_a_time),
    };

    return WIRE_RUN(tests);
}
