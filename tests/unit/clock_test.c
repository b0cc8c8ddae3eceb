/* clock_test.c - dates where calendars go wrong. */
#include "base/clock.h"

#include <string.h>

#include "unit.h"

static const struct {
    int64_t     unix_time;
    const char *extended, *basic;
} dates[] = {
    {0, "1970-01-01T00:00:00Z", "19700101T000000Z"},
    {59, "1970-01-01T00:00:59Z", "19700101T000059Z"},
    {68212800, "1972-02-29T12:00:00Z", "19720229T120000Z"},
    {946684799, "1999-12-31T23:59:59Z", "19991231T235959Z"},
    {951782400, "2000-02-29T00:00:00Z", "20000229T000000Z"},
    {951868800, "2000-03-01T00:00:00Z", "20000301T000000Z"},
    {983404799, "2001-02-28T23:59:59Z", "20010228T235959Z"},
    {1483228799, "2016-12-31T23:59:59Z", "20161231T235959Z"},
    {1709251199, "2024-02-29T23:59:59Z", "20240229T235959Z"},
    {1760601600, "2025-10-16T08:00:00Z", "20251016T080000Z"},
    {2147483648, "2038-01-19T03:14:08Z", "20380119T031408Z"},
    {4107542399, "2100-02-28T23:59:59Z", "21000228T235959Z"},
    {4107542400, "2100-03-01T00:00:00Z", "21000301T000000Z"},
    {13574563200, "2400-02-29T00:00:00Z", "24000229T000000Z"},
    {253402300799, "9999-12-31T23:59:59Z", "99991231T235959Z"},
    /* beyond what four digits hold, the nearest that they do */
    {-1, "1970-01-01T00:00:00Z", "19700101T000000Z"},
    {INT64_MIN, "1970-01-01T00:00:00Z", "19700101T000000Z"},
    {253402300800, "9999-12-31T23:59:59Z", "99991231T235959Z"},
    {INT64_MAX, "9999-12-31T23:59:59Z", "99991231T235959Z"},
};

static void test_known_dates(void **state)
{
    char text[CLOCK_TEXT_SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT(dates); i++) {
        bwpi_clock_format(dates[i].unix_time, 0, text);
        unit_text(dates[i].extended, "extended", dates[i].extended, text);
        bwpi_clock_format(dates[i].unix_time, 1, text);
        unit_text(dates[i].extended, "basic", dates[i].basic, text);
    }
}

/* 400 years, day after day, against a calendar that counts. */
static void test_every_day_follows_the_one_before(void **state)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int              year = 1970, month = 1, day = 1;

    (void)state;
    for (int64_t days = 0; days < 146097; days++) {
        char text[CLOCK_TEXT_SIZE], expected[9] = {0};
        int  leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int  number = year * 10000 + month * 100 + day;

        for (int i = 7; i >= 0; i--, number /= 10)
            expected[i] = (char)('0' + number % 10);
        bwpi_clock_format(days * 86400, 1, text);
        if (strncmp(text, expected, 8) != 0)
            fail_msg("day %lld is %s, not %s", (long long)days, text, expected);
        if (++day > lengths[month - 1] + (month == 2 ? leap : 0)) {
            day = 1;
            month = month < 12 ? month + 1 : 1;
            year += month == 1;
        }
    }
}

static void test_times_of_servers_are_read(void **state)
{
    static const struct {
        const char *text;
        int64_t     unix_time; /* -1: it is none */
    } cases[] = {
        {"20251016T080000Z", 1760601600},
        {"19700101T000000Z", 0},
        {"20000229T235959Z", 951868799},
        {"99991231T235959Z", 253402300799},
        {"Thu, 16 Oct 2025 08:00:00 GMT", 1760601600},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
        {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
        {"Sat, 31 Dec 2016 23:59:60 GMT", 1483228800},
        {"", -1},
        {"now", -1},
        {"20251016T080000", -1},
        {"20251016T080000ZZ", -1},
        {"20251316T080000Z", -1},
        {"20250016T080000Z", -1},
        {"20251032T080000Z", -1},
        {"20251016T240000Z", -1},
        {"20251016T086000Z", -1},
        {"19691231T235959Z", -1},
        {"Thu, 16 Okt 2025 08:00:00 GMT", -1},
        {"Thu, 16 anF 2025 08:00:00 GMT", -1},
        {"Thu, 16 Oct 2025 08:00:00 CST", -1},
        {"Thu, 16 Oct 2025 08:00:00 GMT+1", -1},
        {"Thursday, 16-Oct-25 08:00:00 GMT", -1},
        {"Thu Oct 16 08:00:00 2025", -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        unit_number(cases[i].text, "time", cases[i].unix_time, bwpi_clock_parse(cases[i].text));
}

static void test_times_of_providers_take_one_form(void **state)
{
    static const struct {
        const char *text, *normal; /* NULL: it is none */
    } cases[] = {
        {"2024-11-19T12:46:01Z", "2024-11-19T12:46:01Z"},
        {"2017-09-10T08:00Z", "2017-09-10T08:00:00Z"},
        {"2024-01-01T00:00:00", "2024-01-01T00:00:00Z"},
        {"2024-01-01 00:00:00", "2024-01-01T00:00:00Z"},
        {"2024-01-01 00:00", "2024-01-01T00:00:00Z"},
        {"2024-01-01T08:00:00+08:00", "2024-01-01T00:00:00Z"},
        {"2024-01-01T00:30:00+08:00", "2023-12-31T16:30:00Z"},
        {"2023-12-31T20:00:00-05:30", "2024-01-01T01:30:00Z"},
        {"2024-01-01T00:00:00.999999999Z", "2024-01-01T00:00:00Z"},
        {"2024-01-01T00:00:00.5+01:00", "2023-12-31T23:00:00Z"},
        {"2998-12-31T23:59:59Z", "2998-12-31T23:59:59Z"},
        {"2999-01-01T00:00:00Z", NULL}, /* never */
        {"2999-09-08T16:00Z", NULL},
        {"9999-12-31T23:59:59Z", NULL},
        {"", NULL},
        {"never", NULL},
        {"2024-11-19", NULL},
        {"1969-12-31T23:59:59Z", NULL},
        {"1970-01-01T00:30:00+01:00", NULL},
        {"2024-13-01T00:00:00Z", NULL},
        {"2024-00-01T00:00:00Z", NULL},
        {"2024-01-32T00:00:00Z", NULL},
        {"2024-02-30T00:00:00Z", NULL},
        {"2023-02-29T00:00:00Z", NULL},
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
        {"2024-01-01T24:00:00Z", NULL},
        {"2024-01-01T00:60:00Z", NULL},
        {"2024-01-01T00:00:61Z", NULL},
        {"2024-01-01T00:00:00ZZ", NULL},
        {"2024-01-01T00:00:00+0800", NULL},
        {"2024-01-01T00:00:00+24:00", NULL},
        {"2024-01-01T00:00:00+-8:00", NULL},
        {" 2024-01-01T00:00:00Z", NULL},
        {"2024- 1- 1T 0: 0: 0Z", NULL},
        {"2024-+1-+1T+0:+0:+0Z", NULL},
        {"2024-01-01X00:00:00Z", NULL},
        {"20240101T000000Z", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char normal[CLOCK_TEXT_SIZE] = "";
        bool is_time = bwpi_clock_normalise(cases[i].text, normal);

        unit_number(cases[i].text, "is a time", cases[i].normal != NULL, is_time);
        if (is_time)
            unit_text(cases[i].text, "time", cases[i].normal, normal);
    }
}

static void test_what_is_written_can_be_read(void **state)
{
    (void)state;
    for (int64_t time = 0; time < 253402300799; time += 123456789) {
        char text[CLOCK_TEXT_SIZE];

        bwpi_clock_format(time, 1, text);
        unit_number(text, "time", time, bwpi_clock_parse(text));
    }
}

static void test_clocks_go_forward(void **state)
{
    int64_t before = bwpi_clock_ms(), after = bwpi_clock_ms();

    (void)state;
    assert_true(after >= before);
    assert_true(bwpi_clock_unix() > 1704067200); /* 2024 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_dates),
        cmocka_unit_test(test_every_day_follows_the_one_before),
        cmocka_unit_test(test_times_of_servers_are_read),
        cmocka_unit_test(test_times_of_providers_take_one_form),
        cmocka_unit_test(test_what_is_written_can_be_read),
        cmocka_unit_test(test_clocks_go_forward),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
