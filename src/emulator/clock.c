/* clock.c - UTC seconds, shifted by an offset that tests may set, in the two spellings that the clouds use. */
#include "tools.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"

_Static_assert((int)TIME_SIZE == (int)CLOCK_TEXT_SIZE, "what is printed here is printed by lib/base/clock.c");

static _Atomic int64_t offset;

int64_t clock_now(void)
{
    return bwpi_clock_unix() + atomic_load(&offset);
}

int64_t clock_offset(void)
{
    return atomic_load(&offset);
}

void clock_shift(int64_t offset_seconds)
{
    atomic_store(&offset, offset_seconds);
}

static struct tm broken_down(int64_t when)
{
    time_t    seconds = (time_t)when;
    struct tm tm;

    if (gmtime_r(&seconds, &tm) == NULL)
        give_up("a time is out of range");
    return tm;
}

/*
 * Stricter than lib's bwpi_clock_parse(), which reads what clouds send, because this one reads what is to be judged.
 * The pattern's letters YMDHS are digits; all else stands for itself. M before the T is the month, after it minutes.
 */
bool time_parse(const char *text, const char *pattern, int64_t *when)
{
    struct tm tm = {0}, given, back;
    time_t    seconds;
    bool      past_t = false;

    if (strlen(text) != strlen(pattern))
        return false;
    for (; *pattern != '\0'; pattern++, text++) {
        int *part = *pattern == 'Y'             ? &tm.tm_year
                    : *pattern == 'M' && past_t ? &tm.tm_min
                    : *pattern == 'M'           ? &tm.tm_mon
                    : *pattern == 'D'           ? &tm.tm_mday
                    : *pattern == 'H'           ? &tm.tm_hour
                    : *pattern == 'S'           ? &tm.tm_sec
                                                : NULL;

        past_t = past_t || *pattern == 'T';
        if (part == NULL ? *text != *pattern : *text < '0' || *text > '9')
            return false;
        if (part != NULL)
            *part = *part * 10 + (*text - '0');
    }
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    given = tm;
    seconds = timegm(&tm); /* normalises: a 30th of February becomes another day and is found out below */
    back = broken_down((int64_t)seconds);
    *when = (int64_t)seconds;
    return back.tm_year == given.tm_year && back.tm_mon == given.tm_mon && back.tm_mday == given.tm_mday &&
           back.tm_hour == given.tm_hour && back.tm_min == given.tm_min && back.tm_sec == given.tm_sec;
}

void time_print(int64_t when, const char *pattern, char out[TIME_SIZE])
{
    bwpi_clock_format(when, strcmp(pattern, TIME_BASIC) == 0, out);
}

void time_print_minutes(int64_t when, char out[TIME_SIZE])
{
    time_print(when, TIME_EXTENDED, out);
    memcpy(out + strlen("YYYY-MM-DDTHH:MM"), "Z", 2);
}

int64_t time_add_months(int64_t when, long months)
{
    static const int days_of[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct tm        tm = broken_down(when);
    int              days, year;

    tm.tm_year += (int)((tm.tm_mon + months) / 12);
    tm.tm_mon = (int)((tm.tm_mon + months) % 12);
    year = tm.tm_year + 1900;
    days = days_of[tm.tm_mon] + (tm.tm_mon == 1 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    tm.tm_mday = tm.tm_mday > days ? days : tm.tm_mday;
    return (int64_t)timegm(&tm);
}

/* Not by strftime: the names of days and months are English whatever the locale [RFC 9110, 5.6.7]. */
void time_print_http(int64_t when, char out[TIME_SIZE])
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm         tm = broken_down(when);
    int size = snprintf(out, TIME_SIZE, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[tm.tm_wday % 7], tm.tm_mday,
                        months[tm.tm_mon % 12], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);

    if (size < 0 || size >= TIME_SIZE)
        give_up("a time cannot be printed");
}
