/* bench.h - what the programs of the benchmark agree on: the cases, and how a caller is started. */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>

#include "count.h"

/* A provider with one of its signatures: what it answers, and the work that nobody who signs for it is spared. */
struct bench_case {
    const char *name, *provider, *signature;
    const char *status, *body;
    const char *json;    /* the same request for bwp_call_json() */
    unsigned    digests; /* SHA-256 of the body or the headers, per call */
    unsigned    macs;    /* HMACs of the headers, or of a form */
    bool        with_sha1;
    bool        by_95; /* billed by the 95th percentile, where the provider sells no other without a period */
};
enum { BENCH_CASES = 5 };
extern const struct bench_case bench_cases[BENCH_CASES];

/* What a caller is told on its command line: CASE URL CA_FILE REQUEST_FILE CALLS THREADS IN_FLIGHT. */
struct bench_job {
    const struct bench_case *what;
    const char              *url, *ca_file;             /* ca_file: "" for plain HTTP */
    const char              *request;                   /* as libbwp sends it, NUL behind it; what bare and work send */
    unsigned                 calls, threads, in_flight; /* in_flight: of multi.c and batch.c, which take one thread */
};

/* Each caller has these three: bare.c, work.c, ours.c, json.c, multi.c and batch.c.  False: it did not go well. */
bool bench_start(const struct bench_job *job); /* once */
bool bench_call(const struct bench_job *job);  /* on each thread: job->calls calls, one after another */
void bench_stop(void);

/* For bare.c and work.c: job->calls transfers of the request; each asks before and after, which may be NULL. */
bool bench_transfer(const struct bench_job *job, bool (*before)(const struct bench_job *),
                    bool (*after)(const char *answer, size_t size));

/* For multi.c: the same transfers, so many of them at a time. */
bool bench_transfer_many(const struct bench_job *job);

#endif
