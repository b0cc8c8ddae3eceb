/* retry.h - when another attempt is allowed, and after how long. */
#ifndef BWP_RETRY_H
#define BWP_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include <bwp/bwp.h>

#include "net/message.h"

/* How an attempt ended, as far as trying again is concerned. */
struct attempt {
    bwp_outcome       outcome;
    bwp_status        status;
    enum http_failure failure;
    bool              is_repeatable;   /* it may arrive any number of times: it is done once, or harms nobody */
    bool              clock_corrected; /* since this attempt was signed */
};

/* The one place that allows another attempt. */
bool bwpi_retry_is_allowed(const struct attempt *attempt);

enum {
    RETRY_BASE_MS = 1000,
    RETRY_PAUSE_MAX_MS = 20000,
    RETRY_HINT_MIN_MS = 100,
    RETRY_HINT_MAX_MS = 3600 * 1000,
    RETRY_TIME_MIN_MS = 100 /* with less time than this another attempt can only turn a clear no into a doubt */
};

/* Full jitter: anywhere from 0 to base doubled with every attempt made, RETRY_PAUSE_MAX_MS at most. */
int64_t bwpi_retry_pause_ms(unsigned attempts_made, uint32_t base_ms, uint32_t random);

/*
 * The pause that a provider asks for: its own hint, or else a Retry-After header.  0 where there is none, or where none
 * is asked for: a server in trouble is not to be asked again at once.
 */
int64_t bwpi_retry_hint_ms(int64_t own_hint_ms, const struct http_response *response, int64_t unix_time);

#endif
