/* ours.h - the client that ours.c and json.c call through. */
#ifndef OURS_H
#define OURS_H

#include <stdio.h>
#include <string.h>

#include <bwp/bwp.h>

#include "bench.h"

extern bwp_client *ours_client;

#endif
