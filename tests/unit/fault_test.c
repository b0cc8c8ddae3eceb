/* fault_test.c - a fault is one sentence, cut between characters and harmless to a terminal. */
#include "base/fault.h"

#include <string.h>

#include "unit.h"

static void test_faults(void **state)
{
    struct fault fault;
    char         longer[1000];

    (void)state;
    assert_int_equal(bwpi_fault(&fault, BWP_ERR_QUOTA, "name", "%s is %d", "it", 5), BWP_ERR_QUOTA);
    assert_int_equal(fault.status, BWP_ERR_QUOTA);
    assert_string_equal(fault.field, "name");
    assert_string_equal(fault.message, "it is 5");
    memset(longer, 'a', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    (void)bwpi_fault(&fault, BWP_ERR_QUOTA, longer, "line\nbreak %s", longer);
    assert_int_equal(strlen(fault.field), sizeof fault.field - 1);
    assert_int_equal(strlen(fault.message), sizeof fault.message - 1);
    assert_memory_equal(fault.message, "line?break a", 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
