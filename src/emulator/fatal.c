/* fatal.c - the few things that end the program on the spot, because nothing sensible could follow them. */
#include "tools.h"

#include <stdio.h>
#include <stdlib.h>

static void (*before)(void);

void call_before_giving_up(void (*function)(void))
{
    before = function;
}

_Noreturn void give_up(const char *sentence)
{
    (void)fprintf(stderr, "bwp-emulator: %s\n", sentence);
    if (before != NULL)
        before();
    _Exit(1); /* no exit handlers: other threads are still running */
}

void *must(void *allocated)
{
    if (allocated == NULL)
        give_up("memory has run out");
    return allocated;
}

void lock(pthread_mutex_t *mutex)
{
    if (pthread_mutex_lock(mutex) != 0)
        give_up("a lock cannot be taken");
}

void unlock(pthread_mutex_t *mutex)
{
    if (pthread_mutex_unlock(mutex) != 0)
        give_up("a lock cannot be given back");
}
