/* terms_test.c - the list of providers, and their terms. */
#include "provider.h"

#include <stdio.h>

#include "unit.h"

static void test_there_are_four_providers(void **state)
{
    (void)state;
    assert_ptr_equal(bwpi_provider_find("huawei"), &bwpi_huawei);
    assert_ptr_equal(bwpi_provider_find("alibaba"), &bwpi_alibaba);
    assert_ptr_equal(bwpi_provider_find("baidu"), &bwpi_baidu);
    assert_ptr_equal(bwpi_provider_find("volcengine"), &bwpi_volcengine);
    assert_null(bwpi_provider_find("Huawei"));
    assert_null(bwpi_provider_find("aws"));
    assert_null(bwpi_provider_find(""));
    assert_non_null(bwpi_provider_at(3));
    assert_null(bwpi_provider_at(4));
    assert_null(bwpi_provider_at(SIZE_MAX));
}

/* Where the site decides nothing but a word of the request it may be any. */
static void test_a_site_is_the_first_or_the_one_that_is_named(void **state)
{
    static const struct provider two = {.name = "two", .sites = {{.name = "here"}, {.name = "there"}}};

    (void)state;
    assert_ptr_equal(bwpi_provider_site(&two, ""), &two.sites[0]);
    assert_ptr_equal(bwpi_provider_site(&two, "here"), &two.sites[0]);
    assert_ptr_equal(bwpi_provider_site(&two, "there"), &two.sites[1]);
    assert_null(bwpi_provider_site(&two, "Here"));
    assert_null(bwpi_provider_site(&two, "elsewhere"));
    assert_ptr_equal(bwpi_provider_site(&bwpi_huawei, "international"), &bwpi_huawei.sites[0]);
}

/* The same table as in the design; NULL: not served. */
static const struct {
    const char *neutral, *huawei, *alibaba, *baidu, *volcengine;
} areas[] = {
    {"china", "Chinese-Mainland", "China", "China", "China"},
    {"asia-pacific", "Asia-Pacific", "Asia-Pacific", "Asia-Pacific", "Asia"},
    {"north-america", NULL, "North-America", NULL, NULL},
    {"europe", NULL, "Europe", NULL, NULL},
    {"australia", NULL, "Australia", NULL, NULL},
    {"middle-east", NULL, "Middle-East", NULL, NULL},
    {"africa", "Africa", NULL, NULL, NULL},
    {"western-latin-america", "Western-Latin-America", NULL, NULL, NULL},
    {"eastern-latin-america", "Eastern-Latin-America", NULL, NULL, NULL},
    {"northern-latin-america", "Northern-Latin-America", NULL, NULL, NULL},
};

static void test_areas_translate_both_ways(void **state)
{
    const struct provider *providers[] = {&bwpi_huawei, &bwpi_alibaba, &bwpi_baidu, &bwpi_volcengine};
    size_t                 served[] = {0, 0, 0, 0};

    (void)state;
    for (size_t i = 0; i < COUNT(areas); i++) {
        const char *own[] = {areas[i].huawei, areas[i].alibaba, areas[i].baidu, areas[i].volcengine};

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
    {"volcengine", 9, BWP_MONTH, 9, BWP_MONTH},
    {"volcengine", 10, BWP_MONTH, 0, 0},
    {"volcengine", 12, BWP_MONTH, 1, BWP_YEAR},
    {"volcengine", 3, BWP_YEAR, 3, BWP_YEAR},
    {"volcengine", 4, BWP_YEAR, 0, 0},
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

/* The model has our words for all areas, so that it can tell one that another provider serves from no area at all. */
static void test_every_area_that_is_served_is_a_word_of_ours(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(areas); i++) {
        for (size_t j = 0; bwpi_provider_at(j) != NULL; j++) {
            const struct provider *provider = bwpi_provider_at(j);
            bwp_request            request = {.area_a = areas[i].neutral,
                                              .area_b = "china", /* with which each of them is sold */
                                              .description = "",
                                              .bind_to = "",
                                              .resource_group = "",
                                              .client_token = "",
                                              .name = "n",
                                              .bandwidth_mbps = 10,
                                              .billing = unit_request_for(provider->name).billing};
            struct fault           fault = {0};
            bwp_status             status = bwpi_terms_check(provider->name, &provider->terms, &request, &fault);

            unit_number(areas[i].neutral, provider->name,
                        bwpi_area_own(&provider->terms, areas[i].neutral) != NULL ? BWP_OK : BWP_ERR_UNSUPPORTED,
                        status);
        }
    }
}

/* The least bandwidth and the pairs that are not sold, by a table of no provider's. */
static void test_a_least_bandwidth_and_pairs_that_are_not_sold_are_refused(void **state)
{
    static const struct area served[] = {{"china", "China"}, {"europe", "Europe"}, {"africa", "Africa"}};
    static const struct span not_between[] = {{"europe", "europe"}, {"africa", "china"}, {NULL, NULL}};
    const struct terms       terms = {.page = "a page of 2026",
                                      .areas = served,
                                      .area_count = COUNT(served),
                                      .not_between = not_between,
                                      .bandwidth_min = 2,
                                      .bandwidth_max = 10,
                                      .billings = 1U << BWP_POSTPAID};
    static const struct {
        const char *which, *area_a, *area_b;
        uint32_t    bandwidth;
        bwp_status  status;
        const char *field, *part;
    } cases[] = {
        {"an area with itself", "china", "china", 2, BWP_OK, "", ""},
        {"a pair", "europe", "china", 10, BWP_OK, "", ""},
        {"not with itself", "europe", "europe", 2, BWP_ERR_UNSUPPORTED, "area_b",
         "area_b is europe and area_a europe, between which seller sells nothing (a page of 2026)"},
        {"not this pair", "africa", "china", 2, BWP_ERR_UNSUPPORTED, "area_b", "area_b is china and area_a africa"},
        {"nor in its other order", "china", "africa", 2, BWP_ERR_UNSUPPORTED, "area_b", "provider_options"},
        {"too little", "china", "china", 1, BWP_ERR_ARGUMENT, "bandwidth_mbps",
         "bandwidth_mbps is 1; seller takes at least 2 (a page of 2026); provider_options sends less"},
        {"too much", "china", "china", 11, BWP_ERR_ARGUMENT, "bandwidth_mbps", "seller takes at most 10"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const bwp_request request = {.area_a = cases[i].area_a,
                                     .area_b = cases[i].area_b,
                                     .description = "",
                                     .bind_to = "",
                                     .resource_group = "",
                                     .client_token = "",
                                     .name = "",
                                     .bandwidth_mbps = cases[i].bandwidth,
                                     .billing = BWP_POSTPAID};
        struct fault      fault = {0};

        unit_number(cases[i].which, "status", cases[i].status, bwpi_terms_check("seller", &terms, &request, &fault));
        unit_text(cases[i].which, "field", cases[i].field, fault.field);
        unit_holds(cases[i].which, "message", cases[i].part, fault.message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_are_four_providers),
        cmocka_unit_test(test_a_site_is_the_first_or_the_one_that_is_named),
        cmocka_unit_test(test_areas_translate_both_ways),
        cmocka_unit_test(test_periods_are_converted_where_only_one_unit_is_sold),
        cmocka_unit_test(test_every_area_that_is_served_is_a_word_of_ours),
        cmocka_unit_test(test_a_least_bandwidth_and_pairs_that_are_not_sold_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
