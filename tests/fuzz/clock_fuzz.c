/* clock_fuzz.c - times as providers write them: what is read is of one form, a day of the calendar, and itself again.
 */
#include <time.h>

#include "base/clock.h"
#include "fuzz.h"

/* By the C library's own calendar; -1 for a day that it moves. */
static int64_t seconds_of(const char *normal)
{
    struct tm day = {.tm_isdst = 0}, back;
    time_t    seconds;

    CHECK(sscanf(normal, "%4d-%2d-%2dT%2d:%2d:%2dZ", &day.tm_year, &day.tm_mon, &day.tm_mday, &day.tm_hour, &day.tm_min,
                 &day.tm_sec) == 6);
    day.tm_year -= 1900;
    day.tm_mon--;
    back = day;
    seconds = mktime(&back); /* in UTC, which the first input sets */
    return back.tm_mday == day.tm_mday && back.tm_mon == day.tm_mon ? (int64_t)seconds : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    char  normal[CLOCK_TEXT_SIZE], again[CLOCK_TEXT_SIZE];

    if (bwpi_clock_normalise(text, normal)) {
        CHECK(setenv("TZ", "UTC", 1) == 0);
        CHECK(strlen(normal) == 20 && normal[10] == 'T' && normal[19] == 'Z');
        CHECK(strncmp(normal, "1970", 4) >= 0 && strncmp(normal, "2999", 4) < 0);
        CHECK(seconds_of(normal) >= 0 && seconds_of(normal) == bwpi_clock_parse_normal(normal));
        CHECK(bwpi_clock_normalise(normal, again) && strcmp(normal, again) == 0);
    } else {
        CHECK(strlen(text) != 20 || bwpi_clock_parse_normal(text) < 0 || strncmp(text, "2999", 4) >= 0);
    }
    free(text);
    return 0;
}
