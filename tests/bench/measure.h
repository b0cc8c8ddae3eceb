/* measure.h - a caller started as a process of its own, and what it cost. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include "bench.h"

struct bench_run {
    const char *program; /* "bare", "ours" and the like, in the folder of the build */
    const char *name, *url, *ca_file, *request_file;
    unsigned    threads, in_flight;
};

/* Of one process, from its start to its end. */
struct bench_cost {
    double seconds, cpu_seconds;
    long   peak_kb;
};

/* Of one call: the difference of two runs, divided. */
struct bench_count {
    double instructions;
    double allocations, own_allocations; /* own: asked for by libbwp itself, not by what it calls */
};

/* Runs so many calls and lowers what is above it in the cost, {0} before the first run.  False: it failed, and said so.
 */
bool bench_measure(const char *build, const struct bench_run *run, unsigned calls, struct bench_cost *least);

/* Under callgrind, twice. */
bool bench_count(const char *build, const struct bench_run *run, struct bench_count *count);

#endif
