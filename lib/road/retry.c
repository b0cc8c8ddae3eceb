/* retry.c - a table of the ends of an attempt after which another one may help; every other end is final. */
#include "road/retry.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/* needs: what has to hold besides for another attempt to be allowed */
static const struct {
    bwp_outcome outcome;
    bwp_status  status;
    enum { NOTHING, REPEATABLE, CORRECTED_CLOCK } needs;
} passing[] = {
    {BWP_NOT_DONE, BWP_ERR_NETWORK, NOTHING}, /* no connection, so not a byte left */
    {BWP_NOT_DONE, BWP_ERR_TIMEOUT, NOTHING}, /* likewise */
    {BWP_NOT_DONE, BWP_ERR_THROTTLED, NOTHING},  {BWP_NOT_DONE, BWP_ERR_CLOCK, CORRECTED_CLOCK},
    {BWP_UNKNOWN, BWP_ERR_NETWORK, REPEATABLE},  {BWP_UNKNOWN, BWP_ERR_TIMEOUT, REPEATABLE},
    {BWP_UNKNOWN, BWP_ERR_SERVER, REPEATABLE},   {BWP_UNKNOWN, BWP_ERR_RESPONSE, REPEATABLE},
    {BWP_UNKNOWN, BWP_ERR_CONFLICT, REPEATABLE}, /* an earlier attempt may still be running */
};

bool bwpi_retry_is_allowed(const struct attempt *attempt)
{
    if (attempt->failure == HTTP_UNTRUSTED || attempt->failure == HTTP_CANCELLED)
        return false;
    for (size_t i = 0; i < sizeof passing / sizeof passing[0]; i++) {
        if (passing[i].outcome == attempt->outcome && passing[i].status == attempt->status)
            return (passing[i].needs != REPEATABLE || attempt->is_repeatable) &&
                   (passing[i].needs != CORRECTED_CLOCK || attempt->clock_corrected);
    }
    return false;
}

int64_t bwpi_retry_pause_ms(unsigned attempts_made, uint32_t base_ms, uint32_t random)
{
    int64_t most = base_ms;

    for (unsigned i = 1; i < attempts_made && most < RETRY_PAUSE_MAX_MS; i++)
        most *= 2;
    if (most > RETRY_PAUSE_MAX_MS)
        most = RETRY_PAUSE_MAX_MS;
    return (int64_t)(random % (uint64_t)(most + 1));
}

/* What a Retry-After header asks for, in seconds or as a date; 0 without one. */
static int64_t retry_after_ms(const struct http_response *response, int64_t unix_time)
{
    char    text[64];
    int64_t date, seconds;

    bwpi_http_header(response, "Retry-After", text, sizeof text);
    if (text[0] == '\0')
        return 0;
    date = bwpi_clock_parse(text);
    if (date >= 0)
        seconds = date > unix_time ? date - unix_time : 0;
    else if (strspn(text, "0123456789") == strlen(text))
        seconds = strlen(text) < 10 ? strtol(text, NULL, 10) : RETRY_HINT_MAX_MS;
    else
        return 0;
    return seconds < RETRY_HINT_MAX_MS / 1000 ? seconds * 1000 : RETRY_HINT_MAX_MS;
}

int64_t bwpi_retry_hint_ms(int64_t own_hint_ms, const struct http_response *response, int64_t unix_time)
{
    int64_t hint = own_hint_ms > 0 ? own_hint_ms : retry_after_ms(response, unix_time);

    return hint > 0 && hint < RETRY_HINT_MIN_MS ? RETRY_HINT_MIN_MS : hint;
}
