/* pool_test.c - which engine a call gets: none that another thread has just used, if its own is as warm. */
#include "net/pool.h"

#include <pthread.h>

#include "net/inside.h"
#include "unit.h"

static struct pool   *pool;
static struct engine *engine; /* that a thread beside this one is to return, or was given */

static int set_up(void **state)
{
    struct fault fault;

    (void)state;
    pool = bwpi_pool_new(&fault);
    return pool != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    bwpi_pool_free(pool);
    return 0;
}

static void *borrow(void *unused)
{
    engine = bwpi_pool_borrow(pool);
    return unused;
}

static void *give_back(void *unused)
{
    bwpi_pool_return(pool, engine);
    return unused;
}

static void beside(void *(*what)(void *))
{
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, what, NULL), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
}

/* Returns this thread's engine, and makes that of another thread the warmest. */
static struct engine *leave_two(void)
{
    struct engine *own = bwpi_pool_borrow(pool);

    assert_non_null(own);
    beside(borrow);
    assert_non_null(engine);
    assert_ptr_not_equal(engine, own);
    bwpi_pool_return(pool, own);
    beside(give_back);
    return own;
}

static void test_thread_gets_its_own_engine_back(void **state)
{
    struct engine *own = leave_two();

    (void)state;
    assert_ptr_equal(bwpi_pool_borrow(pool), own);
    assert_ptr_equal(bwpi_pool_borrow(pool), engine); /* no third one is made while one is idle */
    bwpi_pool_return(pool, engine);
    bwpi_pool_return(pool, own);
}

static void test_thread_without_one_gets_the_warmest(void **state)
{
    struct engine *own = leave_two(), *warmest = engine;

    (void)state;
    warmest->thread = NULL; /* or a new thread that stands where an old one stood would count as the same */
    beside(borrow);
    assert_ptr_equal(engine, warmest);
    assert_ptr_equal(bwpi_pool_borrow(pool), own);
    bwpi_pool_return(pool, own);
    bwpi_pool_return(pool, warmest);
}

/* Its connection may have been closed by now, and that of the warmest not. */
static void test_engine_of_its_own_that_idled_long_is_not_preferred(void **state)
{
    struct engine *own = leave_two();

    (void)state;
    own->returned -= 1001;
    assert_ptr_equal(bwpi_pool_borrow(pool), engine);
    bwpi_pool_return(pool, engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_thread_gets_its_own_engine_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_thread_without_one_gets_the_warmest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_engine_of_its_own_that_idled_long_is_not_preferred, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
