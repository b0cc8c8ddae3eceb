/*
 * loop_uv.c - packages are bought in a loop of libuv's, beside whatever else the program does in it.
 *
 *     loop_uv PROVIDER COUNT [ENDPOINT]
 *
 * Without ENDPOINT, such as the emulator at http://127.0.0.1:PORT, the provider itself is asked: this spends money.
 *
 *     cc loop_uv.c $(pkg-config --cflags --libs libbwp libuv)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bwp/bwp.h>
#include <uv.h>

/* A descriptor that the batch waits for. */
struct watched {
    uv_poll_t       handle; /* first, so that a handle leads to what it belongs to */
    struct watched *next;
    intptr_t        fd;
};

struct program {
    uv_loop_t      *loop;
    uv_timer_t      timer;
    bwp_batch      *batch;
    struct watched *watched;
    int             left; /* calls that have not ended */
};

static void free_watched(uv_handle_t *handle)
{
    free(handle);
}

static void take_results(struct program *program);

static void on_ready(uv_poll_t *handle, int status, int events)
{
    struct program *program = handle->data;
    int             ready = (events & UV_READABLE ? BWP_READABLE : 0) | (events & UV_WRITABLE ? BWP_WRITABLE : 0);

    bwp_batch_ready(program->batch, ((struct watched *)(void *)handle)->fd,
                    status < 0 ? BWP_READABLE | BWP_WRITABLE : ready);
    take_results(program);
}

static void on_time(uv_timer_t *timer)
{
    struct program *program = timer->data;

    bwp_batch_ready(program->batch, -1, 0);
    take_results(program);
}

static void watch(void *user, intptr_t fd, int events)
{
    struct program  *program = user;
    struct watched **link = &program->watched, *watched;

    while (*link != NULL && (*link)->fd != fd)
        link = &(*link)->next;
    watched = *link;
    if (events == 0 && watched != NULL) {
        *link = watched->next;
        uv_poll_stop(&watched->handle);
        uv_close((uv_handle_t *)&watched->handle, free_watched);
    }
    if (events == 0)
        return;
    if (watched == NULL) {
        watched = calloc(1, sizeof *watched);
        if (watched == NULL || uv_poll_init(program->loop, &watched->handle, (int)fd) != 0)
            abort(); /* a loop that cannot watch would wait for ever */
        watched->handle.data = program;
        watched->fd = fd;
        watched->next = program->watched;
        program->watched = watched;
    }
    uv_poll_start(&watched->handle,
                  (events & BWP_READABLE ? UV_READABLE : 0) | (events & BWP_WRITABLE ? UV_WRITABLE : 0), on_ready);
}

static void set_timer(void *user, int64_t ms)
{
    struct program *program = user;

    if (ms < 0)
        uv_timer_stop(&program->timer);
    else
        uv_timer_start(&program->timer, on_time, (uint64_t)ms, 0);
}

/* With the last result the batch goes, and with it all that the loop waits for. */
static void take_results(struct program *program)
{
    bwp_result *result;

    while ((result = bwp_batch_next(program->batch, NULL)) != NULL) {
        printf("%s %s%s\n", bwp_outcome_name(bwp_result_outcome(result)), bwp_package_id(bwp_result_package(result, 0)),
               bwp_result_message(result));
        bwp_result_free(result);
        program->left--;
    }
    if (program->left > 0 || program->batch == NULL)
        return;
    bwp_batch_free(program->batch);
    program->batch = NULL;
    uv_close((uv_handle_t *)&program->timer, NULL);
}

static void add(struct program *program, bwp_client *client, int number)
{
    char        name[32];
    bwp_request request = {.struct_size = sizeof request,
                           .name = name,
                           .bandwidth_mbps = 10,
                           .area_a = "china",
                           .area_b = "asia-pacific",
                           .billing = BWP_POSTPAID};

    snprintf(name, sizeof name, "branch-%d", number);
    if (bwp_batch_create(program->batch, client, &request, NULL) == BWP_OK)
        program->left++;
    else
        fprintf(stderr, "%s cannot be added; nothing of it is sent\n", name);
}

int main(int argc, char **argv)
{
    struct program program = {.loop = uv_default_loop()};
    bwp_loop       ours = {.struct_size = sizeof ours, .user = &program, .watch = watch, .timer = set_timer};
    bwp_config     config = {.struct_size = sizeof config};
    int            count = argc > 2 ? atoi(argv[2]) : 0;
    char           error[BWP_ERROR_SIZE];
    bwp_client    *client;

    if (argc < 3 || argc > 4 || count < 1) {
        fprintf(stderr, "usage: loop_uv PROVIDER COUNT [ENDPOINT]\n");
        return 1;
    }
    config.provider = argv[1];
    config.site = strcmp(argv[1], "huawei") == 0 ? "international" : NULL; /* whose website bills: no other has two */
    config.endpoint = argc == 4 ? argv[3] : NULL;
    client = bwp_client_new(&config, error);
    program.batch = client != NULL ? bwp_batch_new(NULL, error) : NULL;
    if (program.batch == NULL) {
        fprintf(stderr, "%s\n", error);
        bwp_client_free(client);
        return 1;
    }
    uv_timer_init(program.loop, &program.timer);
    program.timer.data = &program;
    if (bwp_batch_attach(program.batch, &ours) != BWP_OK)
        return 1;
    for (int i = 1; i <= count; i++)
        add(&program, client, i);
    uv_run(program.loop, UV_RUN_DEFAULT);
    uv_loop_close(program.loop);
    bwp_client_free(client);
    return 0;
}
