/* provider_test.c - the list of three, their terms, and how a code and a status become a verdict. */
#include "provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static void test_there_are_three_providers(void **state)
{
    (void)state;
    assert_ptr_equal(bwpi_provider_find("huawei"), &bwpi_huawei);
    assert_ptr_equal(bwpi_provider_find("alibaba"), &bwpi_alibaba);
    assert_ptr_equal(bwpi_provider_find("baidu"), &bwpi_baidu);
    assert_null(bwpi_provider_find("Huawei"));
    assert_null(bwpi_provider_find("aws"));
    assert_null(bwpi_provider_find(""));
    assert_non_null(bwpi_provider_at(2));
    assert_null(bwpi_provider_at(3));
    assert_null(bwpi_provider_at(SIZE_MAX));
}

/* The same table as in the design; NULL: not served. */
static const struct {
    const char *neutral, *huawei, *alibaba, *baidu;
} areas[] = {
    {"china", "Chinese-Mainland", "China", "China"},
    {"asia-pacific", "Asia-Pacific", "Asia-Pacific", "Asia-Pacific"},
    {"north-america", NULL, "North-America", NULL},
    {"europe", NULL, "Europe", NULL},
    {"australia", NULL, "Australia", NULL},
    {"middle-east", NULL, "Middle-East", NULL},
    {"africa", "Africa", NULL, NULL},
    {"western-latin-america", "Western-Latin-America", NULL, NULL},
    {"eastern-latin-america", "Eastern-Latin-America", NULL, NULL},
    {"northern-latin-america", "Northern-Latin-America", NULL, NULL},
};

static void test_areas_translate_both_ways(void **state)
{
    const struct provider *providers[] = {&bwpi_huawei, &bwpi_alibaba, &bwpi_baidu};
    size_t                 served[] = {0, 0, 0};

    (void)state;
    for (size_t i = 0; i < COUNT(areas); i++) {
        const char *own[] = {areas[i].huawei, areas[i].alibaba, areas[i].baidu};

        for (size_t j = 0; j < COUNT(providers); j++) {
            const struct terms *terms = &providers[j]->terms;

            if (own[j] == NULL) {
                assert_null(bwpi_area_own(terms, areas[i].neutral));
                continue;
            }
            served[j]++;
            unit_text(providers[j]->name, areas[i].neutral, own[j], bwpi_area_own(terms, areas[i].neutral));
            unit_text(providers[j]->name, own[j], areas[i].neutral, bwpi_area_neutral(terms, own[j]));
        }
    }
    for (size_t j = 0; j < COUNT(providers); j++)
        assert_int_equal(served[j], providers[j]->terms.area_count);
    assert_string_equal(bwpi_area_neutral(&bwpi_alibaba.terms, "china"), "china"); /* answered so for years */
    assert_string_equal(bwpi_area_neutral(&bwpi_alibaba.terms, "ASIA-PACIFIC"), "asia-pacific");
    assert_string_equal(bwpi_area_neutral(&bwpi_alibaba.terms, "Mars"), "Mars");
    assert_null(bwpi_area_own(&bwpi_alibaba.terms, "China")); /* our words have one spelling */
}

static const struct {
    const char *provider;
    uint32_t    period;
    bwp_unit    unit;
    uint32_t    sold; /* 0: it is not */
    bwp_unit    sold_unit;
} periods[] = {
    {"huawei", 1, BWP_MONTH, 1, BWP_MONTH},
    {"huawei", 9, BWP_MONTH, 9, BWP_MONTH},
    {"huawei", 10, BWP_MONTH, 0, 0},
    {"huawei", 11, BWP_MONTH, 0, 0},
    {"huawei", 12, BWP_MONTH, 1, BWP_YEAR},
    {"huawei", 24, BWP_MONTH, 2, BWP_YEAR},
    {"huawei", 36, BWP_MONTH, 3, BWP_YEAR},
    {"huawei", 48, BWP_MONTH, 0, 0},
    {"huawei", 1, BWP_YEAR, 1, BWP_YEAR},
    {"huawei", 3, BWP_YEAR, 3, BWP_YEAR},
    {"huawei", 4, BWP_YEAR, 0, 0},
    {"huawei", 13, BWP_MONTH, 0, 0},
    {"alibaba", 1, BWP_MONTH, 1, BWP_MONTH},
    {"alibaba", 2, BWP_MONTH, 2, BWP_MONTH},
    {"alibaba", 3, BWP_MONTH, 3, BWP_MONTH},
    {"alibaba", 6, BWP_MONTH, 6, BWP_MONTH},
    {"alibaba", 12, BWP_MONTH, 1, BWP_YEAR},
    {"alibaba", 36, BWP_MONTH, 3, BWP_YEAR},
    {"alibaba", 2, BWP_YEAR, 2, BWP_YEAR},
    {"alibaba", 4, BWP_YEAR, 0, 0},
    {"alibaba", 37, BWP_MONTH, 0, 0},
    {"baidu", 1, BWP_MONTH, 1, BWP_MONTH},
    {"baidu", 9, BWP_MONTH, 9, BWP_MONTH},
    {"baidu", 10, BWP_MONTH, 0, 0},
    {"baidu", 12, BWP_MONTH, 12, BWP_MONTH},
    {"baidu", 1, BWP_YEAR, 12, BWP_MONTH},
    {"baidu", 2, BWP_YEAR, 24, BWP_MONTH},
    {"baidu", 3, BWP_YEAR, 36, BWP_MONTH},
    {"baidu", 4, BWP_YEAR, 0, 0},
    {"baidu", 18, BWP_MONTH, 0, 0},
    {"huawei", 4294967295U, BWP_YEAR, 0, 0},
    {"huawei", 4294967295U, BWP_MONTH, 0, 0},
    {"alibaba", 357913942, BWP_YEAR, 0, 0},
    {"baidu", 357913942, BWP_YEAR, 0, 0}, /* times twelve it is 8 beyond 2^32 */
};

static void test_periods_are_converted_where_only_one_unit_is_sold(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(periods); i++) {
        uint32_t period = periods[i].period;
        bwp_unit unit = periods[i].unit;
        bool     sold = bwpi_terms_period(&bwpi_provider_find(periods[i].provider)->terms, &period, &unit);
        char     which[64];

        (void)snprintf(which, sizeof which, "%s, %u %s", periods[i].provider, periods[i].period,
                       periods[i].unit == BWP_YEAR ? "years" : "months");
        unit_number(which, "sold", periods[i].sold != 0, sold);
        unit_number(which, "number", sold ? periods[i].sold : periods[i].period, period);
        unit_number(which, "unit", sold ? periods[i].sold_unit : periods[i].unit, unit);
    }
}

static void test_status_alone_judges_an_unknown_code(void **state)
{
    static const struct {
        int          http_status;
        enum verdict verdict;
        bwp_status   status;
    } cases[] = {
        {400, REPLY_REFUSED, BWP_ERR_ARGUMENT},  {401, REPLY_REFUSED, BWP_ERR_CREDENTIALS},
        {402, REPLY_REFUSED, BWP_ERR_BALANCE},   {403, REPLY_REFUSED, BWP_ERR_FORBIDDEN},
        {404, REPLY_REFUSED, BWP_ERR_NOT_FOUND}, {409, REPLY_REFUSED, BWP_ERR_CONFLICT},
        {412, REPLY_REFUSED, BWP_ERR_CONFLICT},  {418, REPLY_REFUSED, BWP_ERR_REFUSED},
        {422, REPLY_REFUSED, BWP_ERR_ARGUMENT},  {429, REPLY_REFUSED, BWP_ERR_THROTTLED},
        {499, REPLY_REFUSED, BWP_ERR_REFUSED},   {408, REPLY_UNCLEAR, BWP_ERR_RESPONSE},
        {500, REPLY_UNCLEAR, BWP_ERR_SERVER},    {502, REPLY_UNCLEAR, BWP_ERR_SERVER},
        {503, REPLY_UNCLEAR, BWP_ERR_SERVER},    {504, REPLY_UNCLEAR, BWP_ERR_SERVER},
        {302, REPLY_UNCLEAR, BWP_ERR_RESPONSE},  {100, REPLY_UNCLEAR, BWP_ERR_RESPONSE},
        {200, REPLY_UNCLEAR, BWP_ERR_RESPONSE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reply reply = {.code = "Nobody.Knows"};
        char         which[16];

        (void)snprintf(which, sizeof which, "%d", cases[i].http_status);
        bwpi_reply_judge(&reply, cases[i].http_status, NULL, 0);
        unit_number(which, "verdict", cases[i].verdict, reply.verdict);
        unit_number(which, "status", cases[i].status, reply.status);
    }
}

static void test_codes_match_whole_by_prefix_and_by_part(void **state)
{
    static const struct error_rule rules[] = {
        {"Exact.One", BWP_ERR_QUOTA, REPLY_REFUSED},
        {"Exact.*", BWP_ERR_EXISTS, BY_STATUS},
        {"*Part*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
        {"*", BWP_ERR_SERVER, BY_STATUS}, /* a pattern needs a letter: this is but a star */
    };

    static const struct {
        const char  *code;
        int          http_status;
        bwp_status   status;
        enum verdict verdict;
    } cases[] = {
        {"Exact.One", 500, BWP_ERR_QUOTA, REPLY_REFUSED}, {"Exact.One", 200, BWP_ERR_RESPONSE, REPLY_UNCLEAR},
        {"Exact.", 400, BWP_ERR_EXISTS, REPLY_REFUSED},   {"Exact.Two", 500, BWP_ERR_SERVER, REPLY_UNCLEAR},
        {"Exact", 400, BWP_ERR_ARGUMENT, REPLY_REFUSED},  {"exact.one", 400, BWP_ERR_ARGUMENT, REPLY_REFUSED},
        {"Part", 400, BWP_ERR_CONFLICT, REPLY_UNCLEAR},   {"aPartb", 400, BWP_ERR_CONFLICT, REPLY_UNCLEAR},
        {"Par", 400, BWP_ERR_ARGUMENT, REPLY_REFUSED},    {"Exact.Part", 400, BWP_ERR_EXISTS, REPLY_REFUSED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reply reply = {.verdict = REPLY_UNCLEAR};

        (void)snprintf(reply.code, sizeof reply.code, "%s", cases[i].code);
        bwpi_reply_judge(&reply, cases[i].http_status, rules, COUNT(rules));
        unit_number(cases[i].code, "status", cases[i].status, reply.status);
        unit_number(cases[i].code, "verdict", cases[i].verdict, reply.verdict);
    }
}

static void test_an_id_proves_a_purchase_only_if_it_can_be_one(void **state)
{
    static const struct {
        const char *id, *taken; /* NULL: refused */
    } cases[] = {
        {"8f1c6dc2-0001", "8f1c6dc2-0001"},
        {" Cenbwp-stb2axpqzzko2jagd7", "Cenbwp-stb2axpqzzko2jagd7"},
        {"csnBp-x\r\n", "csnBp-x"},
        {"a", "a"},
        {"cenbwp-4c2zaavbvh5fx****", "cenbwp-4c2zaavbvh5fx****"},
        {"", NULL},
        {"   ", NULL},
        {"a b", NULL},
        {"a/b", NULL},
        {"a?b", NULL},
        {"a#b", NULL},
        {"<html>", NULL},
        {"a\"b", NULL},
        {"a\nb", NULL},
        {"\xe5\xb8\xa6", NULL},
        {"a\x7f", NULL},
    };
    static char  longer[ID_SIZE + 1];
    struct reply reply;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        memset(&reply, 0, sizeof reply);
        (void)strcpy(reply.code, "OK");
        unit_number(cases[i].id, "taken", cases[i].taken != NULL, bwpi_reply_package(&reply, cases[i].id));
        unit_number(cases[i].id, "verdict", cases[i].taken != NULL ? REPLY_ACCEPTED : REPLY_UNCLEAR, reply.verdict);
        unit_number(cases[i].id, "packages", cases[i].taken != NULL, (long long)reply.package_count);
        if (cases[i].taken != NULL) {
            unit_text(cases[i].id, "id", cases[i].taken, reply.package.id);
            unit_text(cases[i].id, "code", "", reply.code);
        }
    }
    memset(&reply, 0, sizeof reply);
    assert_false(bwpi_reply_package(&reply, NULL));
    memset(longer, 'a', ID_SIZE);
    assert_false(bwpi_reply_package(&reply, longer)); /* cut, it would be someone else's */
    assert_int_equal(reply.verdict, REPLY_UNCLEAR);
}

static void test_text_of_an_answer_is_trimmed_and_cut(void **state)
{
    char text[8] = "before";

    (void)state;
    bwpi_reply_text(text, sizeof text, NULL);
    assert_string_equal(text, "");
    bwpi_reply_text(text, sizeof text, " \t\r\n a b\n ");
    assert_string_equal(text, "a b");
    bwpi_reply_text(text, sizeof text,
                    "a\x01"
                    "b\xff"
                    "c");
    assert_string_equal(text, "a?b?c");
    bwpi_reply_text(text, sizeof text, "1234567890");
    assert_string_equal(text, "1234567");
    bwpi_reply_text(text, sizeof text, "123456\xe5\xb8\xa6");
    assert_string_equal(text, "123456");
}

static void test_faults(void **state)
{
    struct fault fault;
    char         longer[1000];

    (void)state;
    assert_int_equal(bwpi_fault(&fault, BWP_ERR_QUOTA, "name", "%s is %d", "it", 5), BWP_ERR_QUOTA);
    assert_int_equal(fault.status, BWP_ERR_QUOTA);
    assert_string_equal(fault.field, "name");
    assert_string_equal(fault.message, "it is 5");
    memset(longer, 'a', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    (void)bwpi_fault(&fault, BWP_ERR_QUOTA, longer, "line\nbreak %s", longer);
    assert_int_equal(strlen(fault.field), sizeof fault.field - 1);
    assert_int_equal(strlen(fault.message), sizeof fault.message - 1);
    assert_memory_equal(fault.message, "line?break a", 12);
    assert_int_equal(bwpi_fault_of(BUF_OK, &fault), BWP_OK);
    assert_int_equal(bwpi_fault_of(BUF_NO_MEMORY, &fault), BWP_ERR_MEMORY);
    assert_int_equal(bwpi_fault_of(BUF_TOO_LONG, &fault), BWP_ERR_ARGUMENT);
    unit_holds("too long", "message", "256 KiB", fault.message);
}

static void test_options_are_merged_over_a_member_or_all(void **state)
{
    const char    *problem;
    struct request request = {.options = bwpi_json_parse("{\"a\":null,\"b\":2}", 16, &problem)};
    struct buf     body = BUF_INIT(1000);
    struct fault   fault;

    (void)state;
    assert_non_null(request.options);
    bwpi_buf_add_text(&body, "{\"x\":{\"a\":1},\"a\":1}");
    assert_int_equal(bwpi_options_merge(&request, "x", &body, &fault), BWP_OK);
    assert_string_equal(bwpi_buf_text(&body), "{\"x\":{\"b\":2},\"a\":1}");
    assert_int_equal(bwpi_options_merge(&request, NULL, &body, &fault), BWP_OK);
    assert_string_equal(bwpi_buf_text(&body), "{\"x\":{\"b\":2},\"b\":2}");
    body.state = BUF_TOO_LONG;
    assert_int_equal(bwpi_options_merge(&request, NULL, &body, &fault), BWP_ERR_ARGUMENT);
    bwpi_json_free(request.options);
    bwpi_buf_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_are_three_providers),
        cmocka_unit_test(test_areas_translate_both_ways),
        cmocka_unit_test(test_periods_are_converted_where_only_one_unit_is_sold),
        cmocka_unit_test(test_status_alone_judges_an_unknown_code),
        cmocka_unit_test(test_codes_match_whole_by_prefix_and_by_part),
        cmocka_unit_test(test_an_id_proves_a_purchase_only_if_it_can_be_one),
        cmocka_unit_test(test_text_of_an_answer_is_trimmed_and_cut),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_options_are_merged_over_a_member_or_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
