/* clock.c - calendar arithmetic by hand: gmtime() shares a buffer and timegm() is not everywhere. */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/system.h"

int64_t bwpi_clock_unix(void)
{
    return (int64_t)time(NULL);
}

uint64_t bwpi_clock_unix_ns(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_REALTIME, &now); /* every system has this clock, and sixty years do not overflow */
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static int64_t read_ms(clockid_t clock, int64_t otherwise)
{
    struct timespec now;

    return clock_gettime(clock, &now) == 0 ? (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 : otherwise;
}

int64_t bwpi_clock_ms(void)
{
    return read_ms(CLOCK_MONOTONIC, (int64_t)time(NULL) * 1000); /* POSIX lets it fail only where there is none */
}

int64_t bwpi_clock_elapsed_ms(void)
{
    return read_ms(SYSTEM_CLOCK_ELAPSED, bwpi_clock_ms());
}

/* Civil date from days since 1970-01-01, counted in years that begin in March so that the leap day comes last. */
static void civil(int64_t days, int *year, unsigned *month, unsigned *day)
{
    int64_t  shifted = days + 719468; /* days since 0000-03-01 */
    int64_t  era = shifted / 146097;  /* of 400 years */
    unsigned day_of_era = (unsigned)(shifted - era * 146097);
    unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    unsigned from_march = (5 * day_of_year + 2) / 153;

    *day = day_of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = (int)(era * 400 + year_of_era) + (*month <= 2 ? 1 : 0);
}

/* So many digits, and the separator behind them where there is one; moves to behind both. */
static void put(char **to, unsigned number, int digits, char separator)
{
    for (int i = digits; i > 0; number /= 10)
        (*to)[--i] = (char)('0' + number % 10);
    *to += digits;
    if (separator != '\0')
        *(*to)++ = separator;
}

void bwpi_clock_format(int64_t unix_time, int basic, char text[CLOCK_TEXT_SIZE])
{
    const int64_t last = 253402300799; /* 9999-12-31T23:59:59Z */
    const char    dash = basic ? '\0' : '-', colon = basic ? '\0' : ':';
    int64_t       clamped = unix_time < 0 ? 0 : unix_time > last ? last : unix_time;
    unsigned      second = (unsigned)(clamped % 86400), month, day;
    int           year;

    civil(clamped / 86400, &year, &month, &day);
    put(&text, (unsigned)year, 4, dash);
    put(&text, month, 2, dash);
    put(&text, day, 2, 'T');
    put(&text, second / 3600, 2, colon);
    put(&text, second / 60 % 60, 2, colon);
    put(&text, second % 60, 2, 'Z');
    *text = '\0';
}

/* Days since 1970-01-01 from a civil date: the inverse of civil(). */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
    int64_t shifted = month <= 2 ? year - 1 : year;
    int64_t era = shifted / 400, year_of_era = shifted - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static bool is_date(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool             is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return year >= 1970 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

int64_t bwpi_clock_parse(const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int               year, month = 0, day, hour, minute, second;
    char              name[4], zone[4], end;

    if (sscanf(text, "%4d%2d%2dT%2d%2d%2d%1[Z]%c", &year, &month, &day, &hour, &minute, &second, zone, &end) != 7) {
        const char *found;

        if (sscanf(text, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d %3[GMT]%c", &day, name, &year, &hour, &minute,
                   &second, zone, &end) != 7 ||
            (found = strstr(months, name)) == NULL || strlen(name) != 3 || (found - months) % 3 != 0)
            return -1;
        month = (int)(found - months) / 3 + 1;
    }
    if (!is_date(year, month, day) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return -1;
    return days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
}

/* So many digits, and no sign or blank before them as sscanf() would take; moves text behind them. */
static bool read_digits(const char **text, int count, int *number)
{
    *number = 0;
    for (; count > 0; count--, ++*text) {
        if (**text < '0' || **text > '9')
            return false;
        *number = *number * 10 + (**text - '0');
    }
    return true;
}

static bool read_sign(const char **text, const char *signs)
{
    if (**text == '\0' || strchr(signs, **text) == NULL)
        return false;
    ++*text;
    return true;
}

/* "Z", "+08:00" or nothing, in seconds to take off; false for any other text. */
static bool read_offset(const char *text, int64_t *offset)
{
    int  hours, minutes;
    bool is_west = *text == '-';

    *offset = 0;
    if (*text == '\0' || strcmp(text, "Z") == 0)
        return true;
    if (!read_sign(&text, "+-") || !read_digits(&text, 2, &hours) || !read_sign(&text, ":") ||
        !read_digits(&text, 2, &minutes) || *text != '\0' || hours > 23 || minutes > 59)
        return false;
    *offset = (is_west ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
}

static int64_t parse_rfc3339(const char *text)
{
    int     year, month, day, hour, minute, second = 0;
    int64_t offset;

    if (!read_digits(&text, 4, &year) || !read_sign(&text, "-") || !read_digits(&text, 2, &month) ||
        !read_sign(&text, "-") || !read_digits(&text, 2, &day) || !read_sign(&text, "T ") ||
        !read_digits(&text, 2, &hour) || !read_sign(&text, ":") || !read_digits(&text, 2, &minute))
        return -1;
    if (read_sign(&text, ":") && !read_digits(&text, 2, &second))
        return -1;
    if (read_sign(&text, "."))
        text += strspn(text, "0123456789");
    if (!read_offset(text, &offset) || !is_date(year, month, day) || hour > 23 || minute > 59 || second > 60)
        return -1;
    return days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset;
}

bool bwpi_clock_normalise(const char *text, char normal[CLOCK_TEXT_SIZE])
{
    const int64_t never = 32472144000; /* 2999-01-01 */
    int64_t       time = parse_rfc3339(text);

    if (time < 0 || time >= never)
        return false;
    bwpi_clock_format(time, 0, normal);
    return true;
}

int64_t bwpi_clock_parse_normal(const char *normal)
{
    return parse_rfc3339(normal);
}
