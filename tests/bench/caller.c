/*
 * caller.c - CASE URL CA_FILE REQUEST_FILE CALLS THREADS IN_FLIGHT: makes so many calls on each thread and says
 * nothing. Whoever started it measures from outside, and takes the difference of two lengths, so that beginning and end
 * do not count.
 */
#include "bench.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS_MAX = 64, REQUEST_ROOM = 64 * 1024 };

static void *run(void *user)
{
    const struct bench_job *job = user;

    return bench_call(job) ? user : NULL;
}

/* One thread is this one: callgrind then counts what a program without threads would do. */
static bool run_all(struct bench_job *job)
{
    pthread_t threads[THREADS_MAX];
    unsigned  running = 0;
    bool      well = true;

    if (job->threads == 1)
        return bench_call(job);
    while (running < job->threads && running < THREADS_MAX && pthread_create(&threads[running], NULL, run, job) == 0)
        running++;
    well = running == job->threads;
    for (unsigned i = 0; i < running; i++) {
        void *returned = NULL;

        well = pthread_join(threads[i], &returned) == 0 && returned != NULL && well;
    }
    return well;
}

static const struct bench_case *find_case(const char *name)
{
    for (size_t i = 0; i < BENCH_CASES; i++) {
        if (strcmp(bench_cases[i].name, name) == 0)
            return &bench_cases[i];
    }
    return NULL;
}

static bool read_request(const char *path, char *request)
{
    FILE  *file = fopen(path, "r");
    size_t size = file != NULL ? fread(request, 1, REQUEST_ROOM - 1, file) : 0;

    request[size] = '\0';
    return file != NULL && fclose(file) == 0 && size > 0;
}

int main(int argc, char **argv)
{
    static char      request[REQUEST_ROOM];
    struct bench_job job = {.request = request};
    bool             well;

    if (argc != 8 || (job.what = find_case(argv[1])) == NULL) {
        (void)fprintf(stderr, "%s: CASE URL CA_FILE REQUEST_FILE CALLS THREADS IN_FLIGHT\n", argv[0]);
        return 2;
    }
    job.url = argv[2];
    job.ca_file = argv[3];
    job.calls = (unsigned)strtoul(argv[5], NULL, 10);
    job.threads = (unsigned)strtoul(argv[6], NULL, 10);
    job.in_flight = (unsigned)strtoul(argv[7], NULL, 10);
    well = (*argv[4] == '\0' || read_request(argv[4], request)) && bench_start(&job);
    well = well && run_all(&job);
    bench_stop();
    return well ? 0 : 1;
}
