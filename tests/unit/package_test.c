/* package_test.c - lib/model/package.c: ids, copies, long lists, filters, and moving from one list to another. */
#include "model/package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static bool add(struct packages *packages, const char *id, const char *name)
{
    const struct description description = {.id = id, .name = name};

    return bwpi_packages_add(packages, &description);
}

static const char *id_at(const struct packages *packages, size_t index)
{
    return bwp_package_id(bwpi_packages_at(packages, index));
}

static void test_ids(void **state)
{
    static const struct {
        const char *given, *taken; /* NULL: refused */
    } rows[] = {
        {"bwp-1", "bwp-1"},
        {" bwp-1\r\n", "bwp-1"},
        {"cenbwp-4c2z****", "cenbwp-4c2z****"},
        {"a.b", "a.b"},
        {".a", ".a"},
        {"a:b@c,d;e=f&g+h", "a:b@c,d;e=f&g+h"},
        {NULL, NULL},
        {"", NULL},
        {" ", NULL},
        {"nulls", "nulls"},
        {"null", NULL},
        {" null\n", NULL},
        {".", NULL},
        {"..", NULL},
        {"...", NULL},
        {"a/b", NULL},
        {"a?b", NULL},
        {"a#b", NULL},
        {"a%2f", NULL},
        {"a\\b", NULL},
        {"a b", NULL},
        {"a\"b", NULL},
        {"a<b", NULL},
        {"a>b", NULL},
        {"a\x01", NULL},
        {"\x80", NULL},
        {"\xe5\x90\x8d", NULL},
    };
    char longest[ID_SIZE + 1], taken[ID_SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        unit_number(rows[i].given != NULL ? rows[i].given : "NULL", "taken", rows[i].taken != NULL,
                    bwpi_package_id_take(taken, rows[i].given));
        if (rows[i].taken != NULL)
            unit_text(rows[i].given, "id", rows[i].taken, taken);
    }
    memset(longest, 'a', sizeof longest);
    longest[ID_SIZE - 1] = '\0';
    assert_true(bwpi_package_id_take(taken, longest));
    assert_string_equal(taken, longest);
    longest[ID_SIZE - 1] = 'a';
    longest[ID_SIZE] = '\0';
    assert_false(bwpi_package_id_take(taken, longest));
}

/* What is kept does not borrow from the answer: the answer is freed. */
static void test_a_copy_outlives_its_answer(void **state)
{
    static const char  text[] = "{\"name\":\"n\",\"tags\":[{\"k\":\"a\",\"v\":\"1\"},{\"k\":\"b\"},7]}";
    const char        *problem;
    struct json       *json = bwpi_json_parse(text, strlen(text), &problem);
    struct packages    packages = {.count = 0};
    const bwp_package *package;

    (void)state;
    assert_non_null(json);
    {
        const struct description description = {.id = " i ",
                                                .name = bwpi_json_text(bwpi_json_member(json, "name")),
                                                .created_at = "2024-11-19 12:46",
                                                .updated_at = "no time",
                                                .expires_at = "2999-09-08T16:00Z",
                                                .bound_to = "",
                                                .json = json,
                                                .tags = bwpi_json_member(json, "tags"),
                                                .tag_key = "k",
                                                .tag_value = "v",
                                                .bandwidth_mbps = 7,
                                                .billing = BWP_PREPAID,
                                                .state = BWP_STATE_READY};

        assert_true(bwpi_packages_add(&packages, &description));
    }
    bwpi_json_free(json);
    package = bwpi_packages_at(&packages, 0);
    assert_string_equal(bwp_package_id(package), "i");
    assert_string_equal(bwp_package_name(package), "n");
    assert_string_equal(bwp_package_description(package), "");
    assert_string_equal(bwp_package_created_at(package), "2024-11-19T12:46:00Z");
    assert_string_equal(bwp_package_updated_at(package), "");
    assert_string_equal(bwp_package_expires_at(package), "");
    assert_string_equal(bwp_package_bound_to(package), "");
    assert_string_equal(bwp_package_json(package), text);
    assert_int_equal(bwp_package_bandwidth_mbps(package), 7);
    assert_int_equal(bwp_package_billing(package), BWP_PREPAID);
    assert_int_equal(bwp_package_state(package), BWP_STATE_READY);
    assert_int_equal(bwp_package_tag_count(package), 3);
    assert_string_equal(bwp_package_tag(package, 0).key, "a");
    assert_string_equal(bwp_package_tag(package, 0).value, "1");
    assert_string_equal(bwp_package_tag(package, 1).key, "b");
    assert_string_equal(bwp_package_tag(package, 1).value, "");
    assert_string_equal(bwp_package_tag(package, 2).key, "");
    assert_string_equal(bwp_package_tag(package, 3).key, "");
    assert_null(bwpi_packages_at(&packages, 1));
    bwpi_packages_free(&packages);
    assert_null(bwpi_packages_at(&packages, 0));
}

static void test_an_id_that_comes_twice_is_there_once(void **state)
{
    struct packages packages = {.count = 0};

    (void)state;
    assert_true(add(&packages, "a", "first"));
    assert_true(add(&packages, "b", NULL));
    assert_true(add(&packages, " a ", "second"));
    assert_true(add(&packages, "no id", NULL)); /* and what has none is left out */
    assert_true(add(&packages, NULL, NULL));
    assert_int_equal(packages.count, 2);
    assert_string_equal(bwp_package_name(bwpi_packages_at(&packages, 0)), "first");
    assert_string_equal(id_at(&packages, 1), "b");
    bwpi_packages_free(&packages);
}

enum { MANY = 10000 };

static void test_ten_thousand_each_once_and_in_their_order(void **state)
{
    struct packages packages = {.count = 0};
    char            id[32];

    (void)state;
    for (size_t i = 0; i < 2 * MANY; i++) {
        (void)snprintf(id, sizeof id, "bwp-%zu", i % 2 == 0 ? i / 2 : i * 7919 % (i / 2 + 1));
        assert_true(add(&packages, id, id));
    }
    assert_int_equal(packages.count, MANY);
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(id, sizeof id, "bwp-%zu", i);
        unit_text("many", "id", id, id_at(&packages, i));
        unit_text("many", "name", id, bwp_package_name(bwpi_packages_at(&packages, i)));
    }
    bwpi_packages_free(&packages);
}

/* ---- moving ---- */

static bool keeps_all(const bwp_package *package, const void *user)
{
    (void)package;
    (void)user;
    return true;
}

static bool keeps_named(const bwp_package *package, const void *user)
{
    return strcmp(bwp_package_name(package), user) == 0;
}

static void test_pages_move_into_one_list(void **state)
{
    struct packages all = {.count = 0}, page = {.count = 0};
    char            id[32];

    (void)state;
    for (size_t i = 0; i < 100; i++) {
        for (size_t j = 0; j < 60; j++) { /* each page begins with the last ten of the page before */
            (void)snprintf(id, sizeof id, "bwp-%zu", i * 50 + j);
            assert_true(add(&page, id, id));
        }
        assert_true(bwpi_packages_move(&all, &page, keeps_all, NULL, MANY));
        assert_int_equal(page.count, 0);
        assert_null(page.more);
    }
    assert_int_equal(all.count, 5010);
    unit_text("last", "id", "bwp-5009", id_at(&all, 5009));
    unit_text("last", "name", "bwp-5009", bwp_package_name(bwpi_packages_at(&all, 5009)));
    bwpi_packages_free(&all);
}

static void test_moving_stops_at_the_limit_and_drops_the_rest(void **state)
{
    struct packages to = {.count = 0}, from = {.count = 0};

    (void)state;
    assert_true(add(&from, "a", "yes"));
    assert_true(add(&from, "b", "no"));
    assert_true(add(&from, "c", "yes"));
    assert_true(add(&from, "d", "yes"));
    assert_true(bwpi_packages_move(&to, &from, keeps_named, "yes", 2));
    assert_int_equal(to.count, 2);
    assert_string_equal(id_at(&to, 0), "a");
    assert_string_equal(id_at(&to, 1), "c");
    assert_int_equal(from.count, 0);
    assert_true(bwpi_packages_move(&to, &from, keeps_all, NULL, 9)); /* from nothing */
    assert_int_equal(to.count, 2);
    bwpi_packages_free(&to);
}

static void test_newest_first(void **state)
{
    static const char *const times[] = {"2024-01-02T00:00:00Z", NULL, "2024-01-03T00:00:00+01:00", "2024-01-02T23:30Z"};
    struct packages          packages = {.count = 0};
    char                     id[2] = "a";

    (void)state;
    bwpi_packages_sort_newest_first(&packages);
    for (size_t i = 0; i < COUNT(times); i++, id[0]++) {
        const struct description description = {.id = id, .created_at = times[i]};

        assert_true(bwpi_packages_add(&packages, &description));
    }
    bwpi_packages_sort_newest_first(&packages);
    assert_string_equal(id_at(&packages, 0), "d");
    assert_string_equal(id_at(&packages, 1), "c");
    assert_string_equal(id_at(&packages, 2), "a");
    assert_string_equal(id_at(&packages, 3), "b");
    bwpi_packages_free(&packages);
}

/* ---- filters ---- */

static void test_a_filter_means_the_same_everywhere(void **state)
{
    static const bwp_tag has[] = {{"env", "prod"}, {"empty", ""}}, prod[] = {{"env", "prod"}};
    static const bwp_tag test[] = {{"env", "test"}}, both[] = {{"empty", ""}, {"env", "prod"}},
                         part[] = {{"en", "prod"}};
    const struct bwp_package package = {
        .id = "i", .name = "Name", .status = "ACTIVE", .bound_to = "cc-1", .tags = has, .tag_count = 2};
    static const struct {
        const char *which;
        bwp_filter  filter; /* NULL is "" here */
        bool        passes;
    } rows[] = {
        {"all", {.name = NULL}, true},
        {"its name", {.name = "Name"}, true},
        {"another case", {.name = "name"}, false},
        {"a part of its name", {.name = "Nam"}, false},
        {"its status", {.status = "ACTIVE"}, true},
        {"another status", {.status = "Idle"}, false},
        {"what it is bound to", {.bound_to = "cc-1"}, true},
        {"what it is not bound to", {.bound_to = "cc-2"}, false},
        {"a group that is not told", {.resource_group = "0"}, false},
        {"a tag", {.tags = prod, .tag_count = 1}, true},
        {"all tags", {.tags = both, .tag_count = 2}, true},
        {"another value", {.tags = test, .tag_count = 1}, false},
        {"a part of a key", {.tags = part, .tag_count = 1}, false},
        {"name and tag", {.name = "Name", .tags = test, .tag_count = 1}, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_filter   filter = rows[i].filter;
        const char **texts[] = {&filter.name, &filter.status, &filter.bound_to, &filter.resource_group};

        for (size_t j = 0; j < COUNT(texts); j++)
            *texts[j] = *texts[j] != NULL ? *texts[j] : "";
        unit_number(rows[i].which, "passes", rows[i].passes, bwpi_package_passes(&package, &filter));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_a_copy_outlives_its_answer),
        cmocka_unit_test(test_an_id_that_comes_twice_is_there_once),
        cmocka_unit_test(test_ten_thousand_each_once_and_in_their_order),
        cmocka_unit_test(test_pages_move_into_one_list),
        cmocka_unit_test(test_moving_stops_at_the_limit_and_drops_the_rest),
        cmocka_unit_test(test_newest_first),
        cmocka_unit_test(test_a_filter_means_the_same_everywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
