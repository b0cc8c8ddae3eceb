/*
 * watch.c - what libcurl wants to be told of sockets and of time, asked of poll() or handed to a loop outside.
 *
 * A pipe that is watched with the sockets ends the sleep from another thread.  Whoever wakes writes one byte, and one
 * is enough: the pipe is emptied whole, and a pipe that is full will end the sleep as well.
 */
#include "net/watch.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/inside.h"

struct watch {
    struct engine *engine;
    pid_t          owner; /* the process that made it */
    int64_t        due;
    system_socket  pipe[2];
    bwp_loop       loop; /* without a watch function: the sockets are polled here */
    struct pollfd *sockets;
    size_t         count, room;
};

/* ---- sockets ---- */

static short poll_events(int events)
{
    return (short)((events & BWP_READABLE ? POLLIN : 0) | (events & BWP_WRITABLE ? POLLOUT : 0));
}

static bool add_socket(struct watch *watch, system_socket fd, short events)
{
    if (watch->count == watch->room) {
        size_t         room = watch->room == 0 ? 8 : 2 * watch->room;
        struct pollfd *sockets = realloc(watch->sockets, room * sizeof *sockets);

        if (sockets == NULL)
            return false;
        watch->sockets = sockets;
        watch->room = room;
    }
    watch->sockets[watch->count++] = (struct pollfd){.fd = fd, .events = events};
    return true;
}

/* libcurl keeps for us where a socket stands in the list: its place, counted from one. */
static CURLMcode note_place(struct watch *watch, size_t index)
{
    return curl_multi_assign(watch->engine->multi, watch->sockets[index].fd, (void *)(uintptr_t)(index + 1));
}

/* The last one takes the place of the one that goes. */
static bool remove_socket(struct watch *watch, size_t index)
{
    watch->sockets[index] = watch->sockets[--watch->count];
    return index == watch->count || note_place(watch, index) == CURLM_OK;
}

/* One of which libcurl wants nothing for now keeps its place, which libcurl goes on to give. */
static bool poll_socket(struct watch *watch, system_socket fd, bool goes, int events, size_t place)
{
    if (goes)
        return place == 0 || remove_socket(watch, place - 1);
    if (place == 0)
        return add_socket(watch, fd, poll_events(events)) && note_place(watch, watch->count - 1) == CURLM_OK;
    watch->sockets[place - 1].events = poll_events(events);
    return true;
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *user, void *place)
{
    struct watch *watch = user;
    bool          goes = what == CURL_POLL_REMOVE; /* which is a number of its own, not two bits */
    int           events = 0;

    (void)easy;
    if (!goes)
        events = (what & CURL_POLL_IN ? BWP_READABLE : 0) | (what & CURL_POLL_OUT ? BWP_WRITABLE : 0);
    if (watch->loop.watch == NULL)
        return poll_socket(watch, fd, goes, events, (size_t)(uintptr_t)place) ? 0 : -1;
    watch->loop.watch(watch->loop.user, (intptr_t)fd, events);
    return 0;
}

static int on_timer(CURLM *multi, long ms, void *user)
{
    struct watch *watch = user;

    (void)multi;
    watch->due = ms < 0 ? INT64_MAX : bwpi_clock_ms() + ms;
    return 0;
}

/* ---- the watch ---- */

struct watch *bwpi_watch_new(struct engine *engine, long connections_max)
{
    struct watch *watch = calloc(1, sizeof *watch);

    if (watch == NULL)
        return NULL;
    watch->engine = engine;
    watch->owner = getpid();
    watch->due = INT64_MAX;
    if (!bwpi_system_pipe(watch->pipe)) {
        free(watch);
        return NULL;
    }
    if (add_socket(watch, watch->pipe[0], POLLIN) &&
        curl_multi_setopt(engine->multi, CURLMOPT_SOCKETDATA, watch) == CURLM_OK &&
        curl_multi_setopt(engine->multi, CURLMOPT_SOCKETFUNCTION, on_socket) == CURLM_OK &&
        curl_multi_setopt(engine->multi, CURLMOPT_TIMERDATA, watch) == CURLM_OK &&
        curl_multi_setopt(engine->multi, CURLMOPT_TIMERFUNCTION, on_timer) == CURLM_OK &&
        curl_multi_setopt(engine->multi, CURLMOPT_MAXCONNECTS, connections_max) == CURLM_OK)
        return watch;
    (void)curl_multi_setopt(engine->multi, CURLMOPT_SOCKETFUNCTION, NULL);
    (void)curl_multi_setopt(engine->multi, CURLMOPT_TIMERFUNCTION, NULL);
    bwpi_watch_free(watch);
    return NULL;
}

void bwpi_watch_free(struct watch *watch)
{
    if (watch == NULL)
        return;
    if (watch->loop.watch != NULL && watch->owner == getpid()) /* the loop is its parent's in a child */
        watch->loop.watch(watch->loop.user, (intptr_t)watch->pipe[0], 0);
    (void)bwpi_system_close(watch->pipe[0]);
    (void)bwpi_system_close(watch->pipe[1]);
    free(watch->sockets);
    free(watch);
}

void bwpi_watch_hand_over(struct watch *watch, const bwp_loop *loop)
{
    watch->loop = *loop;
    watch->loop.watch(watch->loop.user, (intptr_t)watch->pipe[0], BWP_READABLE);
}

void bwpi_watch_ready(struct watch *watch, intptr_t fd, int events)
{
    int    what = (events & BWP_READABLE ? CURL_CSELECT_IN : 0) | (events & BWP_WRITABLE ? CURL_CSELECT_OUT : 0);
    CURLM *multi = watch->engine->multi;
    long   left = -1;
    int    running = 0;

    if (fd == (intptr_t)watch->pipe[0]) {
        bwpi_system_pipe_empty(watch->pipe[0]);
        return;
    }
    (void)bwpi_engine_turned(
        watch->engine,
        curl_multi_socket_action(multi, fd < 0 ? CURL_SOCKET_TIMEOUT : (curl_socket_t)fd, what, &running));
    if (fd < 0 && curl_multi_timeout(multi, &left) == CURLM_OK) /* which libcurl tells only where it has changed */
        (void)on_timer(multi, left, watch);
}

int64_t bwpi_watch_due(const struct watch *watch)
{
    return watch->due;
}

/*
 * Each socket that is ready is gone on with once, although that adds sockets, at the end, and takes some away.  From
 * the last to the first, because one that goes is replaced by the last, which was looked at already.
 */
static void go_on(struct watch *watch)
{
    for (size_t i = watch->count; i-- > 0;) {
        intptr_t fd;
        short    got;

        if (i >= watch->count) /* several have gone */
            continue;
        fd = (intptr_t)watch->sockets[i].fd;
        got = watch->sockets[i].revents;
        watch->sockets[i].revents = 0;
        if ((got & (POLLERR | POLLHUP | POLLNVAL)) != 0)
            got = POLLIN | POLLOUT;
        if (got != 0)
            bwpi_watch_ready(watch, fd,
                             ((got & POLLIN) != 0 ? BWP_READABLE : 0) | ((got & POLLOUT) != 0 ? BWP_WRITABLE : 0));
    }
}

bool bwpi_watch_wait(struct watch *watch, int wait_ms)
{
    int ready = poll(watch->sockets, watch->count, wait_ms);

    if (ready > 0)
        go_on(watch);
    if (ready >= 0)
        return true;
    if (errno == EINTR)
        return false;
    bwpi_engine_slept_badly(watch->engine, CURLM_OUT_OF_MEMORY, wait_ms);
    return true;
}

void bwpi_watch_wake(struct watch *watch)
{
    bwpi_system_pipe_fill(watch->pipe[1]);
}
