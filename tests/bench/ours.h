/* ours.h - the client that ours.c, batch.c and json.c call through, and what they ask for. */
#ifndef OURS_H
#define OURS_H

#include <stdio.h>
#include <string.h>

#include <bwp/bwp.h>

#include "bench.h"

extern bwp_client *ours_client;

bwp_request ours_request(const struct bench_job *job); /* what everybody asks for */

#endif
