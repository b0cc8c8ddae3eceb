/* interrupt.c - a default death would look like any other failure to a script, and "not bought" would be a guess. */
#include "interrupt.h"

#include <bwp/bwp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { COUNT = sizeof signals / sizeof *signals };

static struct sigaction before[COUNT];
static const char      *words;
static size_t           words_size;
static int              words_fd;

/* Only what is safe in a handler. */
static void speak_and_exit(int number)
{
    ssize_t written;

    (void)number;
    written = write(words_fd, words, words_size);
    (void)written; /* the exit status says the same */
    _exit(BWP_UNKNOWN);
}

bool interrupt_arm(const char *last_words, int fd)
{
    struct sigaction action;

    words = last_words;
    words_size = strlen(last_words);
    words_fd = fd;
    action = (struct sigaction){.sa_handler = speak_and_exit};
    if (sigemptyset(&action.sa_mask) != 0)
        return false;
    for (size_t i = 0; i < COUNT; i++) {
        if (sigaction(signals[i], NULL, &before[i]) != 0)
            return false;
        if (before[i].sa_handler != SIG_IGN && sigaction(signals[i], &action, NULL) != 0) /* nohup stays nohup */
            return false;
    }
    return true;
}

void interrupt_disarm(void)
{
    for (size_t i = 0; i < COUNT; i++)
        (void)sigaction(signals[i], &before[i], NULL); /* it was there before: it cannot be refused */
}
