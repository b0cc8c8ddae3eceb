/* retry.c - a table of what passes by itself; whatever is not in it is final. */
#include "net/retry.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/* needs: what must hold besides */
static const struct {
    bwp_outcome outcome;
    bwp_status  status;
    enum { NOTHING, TOKEN, CORRECTED_CLOCK } needs;
} passing[] = {
    {BWP_NOT_DONE, BWP_ERR_NETWORK, NOTHING}, /* no connection: not a byte left */
    {BWP_NOT_DONE, BWP_ERR_TIMEOUT, NOTHING}, /* likewise */
    {BWP_NOT_DONE, BWP_ERR_THROTTLED, NOTHING}, {BWP_NOT_DONE, BWP_ERR_CLOCK, CORRECTED_CLOCK},
    {BWP_UNKNOWN, BWP_ERR_NETWORK, TOKEN},      {BWP_UNKNOWN, BWP_ERR_TIMEOUT, TOKEN},
    {BWP_UNKNOWN, BWP_ERR_SERVER, TOKEN},       {BWP_UNKNOWN, BWP_ERR_RESPONSE, TOKEN},
    {BWP_UNKNOWN, BWP_ERR_CONFLICT, TOKEN}, /* an attempt still running */
};

bool bwpi_retry_is_allowed(const struct attempt *attempt)
{
    if (attempt->failure == HTTP_UNTRUSTED || attempt->failure == HTTP_CANCELLED)
        return false;
    for (size_t i = 0; i < sizeof passing / sizeof passing[0]; i++) {
        if (passing[i].outcome == attempt->outcome && passing[i].status == attempt->status)
            return (passing[i].needs != TOKEN || attempt->honours_token) &&
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

int64_t bwpi_retry_after_ms(const struct http_response *response, int64_t unix_time)
{
    char    text[64];
    int64_t date, seconds;

    bwpi_http_header(response, "Retry-After", text, sizeof text);
    if (text[0] == '\0')
        return -1;
    date = bwpi_clock_parse(text);
    if (date >= 0)
        seconds = date > unix_time ? date - unix_time : 0;
    else if (strspn(text, "0123456789") == strlen(text))
        seconds = strlen(text) < 10 ? strtol(text, NULL, 10) : RETRY_HINT_MAX_MS;
    else
        return -1;
    return seconds < RETRY_HINT_MAX_MS / 1000 ? seconds * 1000 : RETRY_HINT_MAX_MS;
}
