/* multi.c - the floor of many at once: one multi handle, and as many easy ones as may be in flight, each used again. */
#include "bench.h"

bool bench_call(const struct bench_job *job)
{
    return bench_transfer_many(job);
}
