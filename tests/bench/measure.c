/* measure.c - fork, exec and wait4(); what callgrind wrote is read line by line. */
#define _DEFAULT_SOURCE /* wait4() */
#include "measure.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SHORT_RUN = 20, LONG_RUN = 70, FUNCTIONS_MAX = 20000, PATH_ROOM = 1024 };

static double now(void)
{
    struct timespec time;

    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* Never returns.  profile: where callgrind writes to; NULL for a run without it. */
static void become(const char *build, const struct bench_run *run, unsigned calls, const char *profile)
{
    char        program[PATH_ROOM], out[PATH_ROOM + 32], numbers[3][16];
    const char *words[16];
    size_t      count = 0;
    int         nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    (void)snprintf(program, sizeof program, "%s/tests/bench/%s", build, run->program);
    (void)snprintf(numbers[0], sizeof numbers[0], "%u", calls);
    (void)snprintf(numbers[1], sizeof numbers[1], "%u", run->threads);
    (void)snprintf(numbers[2], sizeof numbers[2], "%u", run->in_flight);
    if (profile != NULL) {
        (void)snprintf(out, sizeof out, "--callgrind-out-file=%s", profile);
        words[count++] = "valgrind";
        words[count++] = "--tool=callgrind";
        words[count++] = out;
        if (nowhere >= 0)
            (void)dup2(nowhere, STDERR_FILENO); /* valgrind's own words */
    }
    words[count++] = program;
    words[count++] = run->name;
    words[count++] = run->url;
    words[count++] = run->ca_file;
    words[count++] = run->request_file;
    words[count++] = numbers[0];
    words[count++] = numbers[1];
    words[count++] = numbers[2];
    words[count] = NULL;
    (void)execvp(words[0], (char *const *)(uintptr_t)words);
    perror(words[0]);
    _exit(127);
}

static bool run_once(const char *build, const struct bench_run *run, unsigned calls, const char *profile,
                     struct bench_cost *cost)
{
    struct rusage usage;
    int           status = 0;
    double        start = now();
    pid_t         pid = fork();

    if (pid == 0)
        become(build, run, calls, profile);
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        (void)fprintf(stderr, "%s did not end well with %s at %s%s\n", run->program, run->name, run->url,
                      profile != NULL ? " under valgrind" : "");
        return false;
    }
    *cost = (struct bench_cost){now() - start, seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
                                usage.ru_maxrss};
    return true;
}

bool bench_measure(const char *build, const struct bench_run *run, unsigned calls, struct bench_cost *least)
{
    struct bench_cost cost;

    if (!run_once(build, run, calls, NULL, &cost))
        return false;
    if (least->seconds == 0)
        *least = cost;
    least->seconds = cost.seconds < least->seconds ? cost.seconds : least->seconds;
    least->cpu_seconds = cost.cpu_seconds < least->cpu_seconds ? cost.cpu_seconds : least->cpu_seconds;
    least->peak_kb = cost.peak_kb < least->peak_kb ? cost.peak_kb : least->peak_kb;
    return true;
}

/* ---- what callgrind wrote ---- */

/* Names are written once, "cfn=(12) malloc", and are numbers afterwards, "cfn=(12)". */
struct profile {
    unsigned char what[FUNCTIONS_MAX]; /* bit 1: it allocates */
    bool          is_own[FUNCTIONS_MAX];
    bool          caller_allocates, caller_is_own, callee_allocates;
    double        total, allocations, own_allocations;
};

static unsigned number_of(const char *text)
{
    unsigned long number = strtoul(strchr(text, '(') + 1, NULL, 10);

    return number < FUNCTIONS_MAX ? (unsigned)number : 0;
}

static bool allocates(struct profile *profile, const char *line)
{
    const char *name = strstr(line, ") ");
    unsigned    number = number_of(line);

    if (name != NULL)
        profile->what[number] = strcmp(name, ") malloc\n") == 0 || strcmp(name, ") calloc\n") == 0 ||
                                strcmp(name, ") realloc\n") == 0 || strcmp(name, ") aligned_alloc\n") == 0 ||
                                strcmp(name, ") posix_memalign\n") == 0;
    return profile->what[number] != 0;
}

static bool is_own(struct profile *profile, const char *line)
{
    unsigned number = number_of(line);

    if (strstr(line, ") ") != NULL)
        profile->is_own[number] = strstr(line, "/libbwp.so") != NULL;
    return profile->is_own[number];
}

static void read_line(struct profile *profile, const char *line)
{
    if (strncmp(line, "fn=(", 4) == 0) {
        profile->caller_allocates = allocates(profile, line);
    } else if (strncmp(line, "ob=(", 4) == 0) {
        profile->caller_is_own = is_own(profile, line);
    } else if (strncmp(line, "cob=(", 5) == 0) {
        (void)is_own(profile, line);
    } else if (strncmp(line, "cfn=(", 5) == 0) {
        profile->callee_allocates = allocates(profile, line);
    } else if (strncmp(line, "calls=", 6) == 0 && profile->callee_allocates && !profile->caller_allocates) {
        double calls = strtod(line + 6, NULL);

        profile->allocations += calls;
        profile->own_allocations += profile->caller_is_own ? calls : 0;
    } else if (strncmp(line, "summary:", 8) == 0 || strncmp(line, "totals:", 7) == 0) {
        profile->total = strtod(strchr(line, ':') + 1, NULL);
    }
}

static bool read_profile(const char *path, struct profile *profile)
{
    static char line[64 * 1024];
    FILE       *file = fopen(path, "r");

    memset(profile, 0, sizeof *profile);
    if (file == NULL)
        return false;
    while (fgets(line, sizeof line, file) != NULL)
        read_line(profile, line);
    return fclose(file) == 0 && profile->total > 0;
}

bool bench_count(const char *build, const struct bench_run *run, struct bench_count *count)
{
    static struct profile profiles[2];
    static const unsigned lengths[] = {SHORT_RUN, LONG_RUN};
    struct bench_cost     cost;
    char                  path[PATH_ROOM];

    for (size_t i = 0; i < COUNT(lengths); i++) {
        /* the last one is left there, for callgrind_annotate */
        (void)snprintf(path, sizeof path, "%s/tests/bench/%s.%s%s.callgrind", build, run->name, run->program,
                       *run->ca_file != '\0' ? ".tls" : "");
        if (!run_once(build, run, lengths[i], path, &cost) || !read_profile(path, &profiles[i]))
            return false;
    }
    count->instructions = (profiles[1].total - profiles[0].total) / (LONG_RUN - SHORT_RUN);
    count->allocations = (profiles[1].allocations - profiles[0].allocations) / (LONG_RUN - SHORT_RUN);
    count->own_allocations = (profiles[1].own_allocations - profiles[0].own_allocations) / (LONG_RUN - SHORT_RUN);
    return true;
}
