/*
 * interrupt.c - a handler may do next to nothing, so it writes one byte into a pipe, and a thread that reads the pipe
 * does the rest.
 */
#include "interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

enum { AGAIN_MS = 50, PATIENCE_MS = 1000 };

/* Those that end a program unless it says otherwise. */
static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2};

enum state { CALLING, TELLING, TOLD };

static struct {
    pthread_mutex_t lock; /* of all that follows */
    enum state      state;
    bwp_client     *client;
    int             status;       /* to exit with */
    long long       first;        /* when the first signal came, in milliseconds; 0: none came */
    long long       reader_until; /* while TELLING: when the reader's time is over; 0: it has not begun */
    void (*tell)(void *user);
    void *user;
} watch = {.lock = PTHREAD_MUTEX_INITIALIZER, .status = BWP_UNKNOWN};

static pthread_t thread;
static int       ends[2]; /* of the pipe */

static long long now_ms(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* it cannot fail with this clock */
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static void note_signal(int number)
{
    int     saved = errno;
    ssize_t written = write(ends[1], "", 1);

    (void)number;
    (void)written; /* a full pipe has bytes enough to wake the thread */
    errno = saved;
}

/* The result goes to standard error, and the program ends without a look at standard output, which may be stuck. */
static void end_program(int status)
{
    watch.tell(watch.user);
    _exit(status);
}

/*
 * A call ends on the first signal, but one that had not begun yet would not notice: so it is cancelled again and again.
 * A second signal, a second or more after the first, ends the program; before that it may be a copy of the first, as
 * timeout(1) sends one to the process and one to its group.
 */
static void act_while_calling(bool signal_came)
{
    if (signal_came && now_ms() - watch.first >= PATIENCE_MS)
        end_program(watch.status);
    bwp_client_cancel(watch.client);
}

static void act_while_telling(void)
{
    if (watch.reader_until == 0)
        watch.reader_until = now_ms() + PATIENCE_MS;
    if (now_ms() >= watch.reader_until)
        end_program(watch.status);
}

/* Returns whether there may be more to do soon. */
static bool act(bool signal_came)
{
    bool goes_on;

    (void)pthread_mutex_lock(&watch.lock);
    if (signal_came && watch.first == 0)
        watch.first = now_ms();
    goes_on = watch.first != 0 && watch.state != TOLD;
    if (goes_on && watch.state == CALLING)
        act_while_calling(signal_came);
    else if (goes_on)
        act_while_telling();
    (void)pthread_mutex_unlock(&watch.lock);
    return goes_on;
}

/* Ends when the other end of the pipe is closed. */
static void *run(void *unused)
{
    struct pollfd readable = {.fd = ends[0], .events = POLLIN};
    bool          goes_on = false;

    for (;;) {
        int  count = poll(&readable, 1, goes_on ? AGAIN_MS : -1);
        char byte;

        if (count > 0 && read(ends[0], &byte, 1) <= 0)
            return unused;
        goes_on = act(count > 0);
    }
}

static bool open_pipe(void)
{
    if (pipe(ends) != 0)
        return false;
    if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 &&
        fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
        return true;
    (void)close(ends[0]);
    (void)close(ends[1]);
    return false;
}

/* What is ignored stays ignored: nohup(1) and shells that start programs in the background mean it. */
static void handle(void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, before;

    (void)sigemptyset(&action.sa_mask); /* none of these can fail with arguments such as these */
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            (void)sigaction(signals[i], &action, NULL);
    }
}

bool interrupt_watch(void (*tell)(void *user), void *user)
{
    watch.tell = tell;
    watch.user = user;
    if (!open_pipe())
        return false;
    if (pthread_create(&thread, NULL, run, NULL) != 0) {
        (void)close(ends[0]);
        (void)close(ends[1]);
        return false;
    }
    handle(note_signal);
    return true;
}

void interrupt_set_client(bwp_client *client)
{
    (void)pthread_mutex_lock(&watch.lock);
    watch.client = client;
    (void)pthread_mutex_unlock(&watch.lock);
}

bool interrupt_came(void)
{
    bool came;

    (void)pthread_mutex_lock(&watch.lock);
    came = watch.first != 0;
    (void)pthread_mutex_unlock(&watch.lock);
    return came;
}

void interrupt_set_known(int status, void *user)
{
    (void)pthread_mutex_lock(&watch.lock);
    watch.status = status;
    watch.user = user;
    (void)pthread_mutex_unlock(&watch.lock);
}

void interrupt_set_telling(int status, void *user)
{
    (void)pthread_mutex_lock(&watch.lock);
    watch.state = TELLING;
    watch.status = status;
    watch.user = user;
    (void)pthread_mutex_unlock(&watch.lock);
}

void interrupt_set_told(void)
{
    (void)pthread_mutex_lock(&watch.lock);
    watch.state = TOLD;
    (void)pthread_mutex_unlock(&watch.lock);
}

void interrupt_end(void)
{
    handle(SIG_IGN);
    (void)close(ends[1]);
    (void)pthread_join(thread, NULL);
    (void)close(ends[0]);
}
