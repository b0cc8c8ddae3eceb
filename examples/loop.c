/*
 * loop.c - a program that has a loop of its own, here one around poll(), lets packages be bought in it.
 *
 *     loop PROVIDER COUNT [ENDPOINT]
 *
 * Without ENDPOINT, such as the emulator at http://127.0.0.1:PORT, the provider itself is asked: this spends money.
 * What the library needs of a loop is two functions: watch() keeps which descriptors it waits for, timer() until when.
 */
#define _POSIX_C_SOURCE 200809L

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <bwp/bwp.h>

enum { WATCHED_MAX = 256 }; /* more than in_flight_max, with some left over for the names that are being looked up */

struct loop {
    struct pollfd fds[WATCHED_MAX];
    nfds_t        count;
    int64_t       due; /* milliseconds; -1: no timer is set */
};

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void watch(void *user, intptr_t fd, int events)
{
    struct loop *loop = user;
    nfds_t       i = 0;

    while (i < loop->count && loop->fds[i].fd != (int)fd)
        i++;
    if (i == WATCHED_MAX)
        abort(); /* a loop that cannot watch would wait for ever */
    if (i == loop->count && events != 0)
        loop->count++;
    loop->fds[i].fd = (int)fd;
    loop->fds[i].events = (short)((events & BWP_READABLE ? POLLIN : 0) | (events & BWP_WRITABLE ? POLLOUT : 0));
    loop->fds[i].revents = 0;
    if (i < loop->count && events == 0)
        loop->fds[i] = loop->fds[--loop->count];
}

static void set_timer(void *user, int64_t ms)
{
    struct loop *loop = user;

    loop->due = ms < 0 ? -1 : now_ms() + ms;
}

/* One turn of the loop.  Other descriptors and timers of the program would be looked after here as well. */
static void turn(struct loop *loop, bwp_batch *batch)
{
    int64_t       left = loop->due - now_ms();
    struct pollfd fds[WATCHED_MAX]; /* a copy, because watch() is called while we go through it */
    nfds_t        count = loop->count;

    poll(loop->fds, count, loop->due < 0 ? -1 : left < 0 ? 0 : (int)left);
    for (nfds_t i = 0; i < count; i++)
        fds[i] = loop->fds[i];
    for (nfds_t i = 0; i < count; i++) {
        int events = (fds[i].revents & POLLIN ? BWP_READABLE : 0) | (fds[i].revents & POLLOUT ? BWP_WRITABLE : 0);

        if (fds[i].revents & (POLLERR | POLLHUP | POLLNVAL))
            events = BWP_READABLE | BWP_WRITABLE;
        if (events != 0)
            bwp_batch_ready(batch, fds[i].fd, events);
    }
    if (loop->due >= 0 && loop->due <= now_ms()) {
        loop->due = -1;
        bwp_batch_ready(batch, -1, 0);
    }
}

static void add(bwp_batch *batch, bwp_client *client, int number)
{
    char        name[32];
    bwp_request request = {.struct_size = sizeof request,
                           .name = name,
                           .bandwidth_mbps = 10,
                           .area_a = "china",
                           .area_b = "asia-pacific",
                           .billing = BWP_POSTPAID};

    snprintf(name, sizeof name, "branch-%d", number);
    if (bwp_batch_create(batch, client, &request, NULL) != BWP_OK)
        fprintf(stderr, "%s cannot be added; nothing of it is sent\n", name);
}

/* How many have ended since the last time. */
static int tell(bwp_batch *batch)
{
    bwp_result *result;
    int         count = 0;

    for (; (result = bwp_batch_next(batch, NULL)) != NULL; count++) {
        printf("%s %s%s\n", bwp_outcome_name(bwp_result_outcome(result)), bwp_package_id(bwp_result_package(result, 0)),
               bwp_result_message(result));
        bwp_result_free(result);
    }
    return count;
}

int main(int argc, char **argv)
{
    struct loop loop = {.count = 0, .due = -1};
    bwp_loop    ours = {.struct_size = sizeof ours, .user = &loop, .watch = watch, .timer = set_timer};
    bwp_config  config = {.struct_size = sizeof config};
    int         count = argc > 2 ? atoi(argv[2]) : 0;
    char        error[BWP_ERROR_SIZE];
    bwp_client *client;
    bwp_batch  *batch;

    if (argc < 3 || argc > 4 || count < 1) {
        fprintf(stderr, "usage: loop PROVIDER COUNT [ENDPOINT]\n");
        return 1;
    }
    config.provider = argv[1];
    config.site = strcmp(argv[1], "huawei") == 0 ? "international" : NULL; /* whose website bills: no other has two */
    config.endpoint = argc == 4 ? argv[3] : NULL;
    client = bwp_client_new(&config, error);
    batch = client != NULL ? bwp_batch_new(NULL, error) : NULL;
    if (batch == NULL || bwp_batch_attach(batch, &ours) != BWP_OK) {
        fprintf(stderr, "%s\n", error);
        bwp_client_free(client);
        return 1;
    }
    for (int i = 1; i <= count; i++)
        add(batch, client, i);
    for (int left = count; left > 0; left -= tell(batch))
        turn(&loop, batch);
    bwp_batch_free(batch);
    bwp_client_free(client);
    return 0;
}
