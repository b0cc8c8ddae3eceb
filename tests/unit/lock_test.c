/* lock_test.c - one holder at a time within a process, and a child that does not wait for a thread it has not got. */
#include "base/lock.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

enum { THREADS = 4, ROUNDS = 20000 };

static struct lock lock = LOCK_INIT;
static long        guarded;

static void *count(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        (void)bwpi_lock_take(&lock);
        guarded++;
        bwpi_lock_release(&lock);
    }
    return unused;
}

static void test_one_thread_at_a_time(void **state)
{
    pthread_t threads[THREADS];

    (void)state;
    guarded = 0;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(guarded, THREADS * ROUNDS);
}

/* The bits that a child hands back: each says that something was as it should be. */
enum { TOLD_OF_PARENT = 1, FREE_AFTERWARDS = 2, ALL_WELL = 3 };

static int take_twice(bool was_held)
{
    int well = 0;

    (void)alarm(20); /* waiting for ever ends the child by a signal */
    if (bwpi_lock_take(&lock) == was_held)
        well |= TOLD_OF_PARENT;
    bwpi_lock_release(&lock);
    if (!bwpi_lock_take(&lock))
        well |= FREE_AFTERWARDS;
    bwpi_lock_release(&lock);
    return well;
}

static void test_child_takes_what_its_parent_held(void **state)
{
    (void)state;
    for (int is_held = 0; is_held <= 1; is_held++) {
        int   status = 0;
        pid_t child;

        if (is_held != 0)
            assert_false(bwpi_lock_take(&lock));
        child = fork();
        if (child == 0)
            _exit(take_twice(is_held != 0));
        assert_true(child > 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), ALL_WELL);
        if (is_held != 0)
            bwpi_lock_release(&lock); /* the parent's own is as it was */
    }
    assert_false(bwpi_lock_take(&lock));
    bwpi_lock_release(&lock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_thread_at_a_time),
        cmocka_unit_test(test_child_takes_what_its_parent_held),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
