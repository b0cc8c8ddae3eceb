/* huawei_steps_test.c - looking and changing as requests of Cloud Connect, where a path says what is done. */
#include "unit_steps.h"

#include <stdio.h>

#define ALL  "/v3/00000000000000000000000000d0a1e5/ccaas/bandwidth-packages"
#define PATH ALL "/bwp-1"

static void test_looking(void **state)
{
    static const bwp_tag          tag = {"k", "v"};
    static const struct unit_step rows[] = {
        {.name = "get",
         .verb = VERB_GET,
         .line = "GET " PATH,
         .has = {"X-Domain-Id: 00000000000000000000000000d0a1e5\n"}},
        {.name = "an id with signs that a query would need",
         .verb = VERB_GET,
         .id = "a&b=c",
         .line = "GET " ALL "/a%26b%3Dc"},
        {.name = "list", .verb = VERB_LIST, .line = "GET " ALL "?limit=500"},
        {.name = "the next page, with the same filters",
         .verb = VERB_LIST,
         .marker = "m/1",
         .filter = {.name = "n"},
         .line = "GET " ALL "?limit=500&marker=m%2F1&name=n"},
        {.name = "every filter",
         .verb = VERB_LIST,
         .filter = {.name = "a name",
                    .status = "ACTIVE",
                    .bound_to = "cc-1",
                    .resource_group = "ep-1",
                    .tags = &tag,
                    .tag_count = 1,
                    .limit = 3},
         .line = "GET " ALL "?enterprise_project_id=ep-1&limit=500&name=a%20name&resource_id=cc-1&status=ACTIVE"},
        {.name = "find", .verb = VERB_LIST, .find = "名", .line = "GET " ALL "?limit=500&name=%E5%90%8D"},
    };

    (void)state;
    unit_step_rows(&bwpi_huawei, rows, COUNT(rows));
}

#define PACKAGE(members) "{\"bandwidth_package\":{" members "}}"

static void test_changing(void **state)
{
    static const bwp_tag tags[] = {{"env", "prod"}, {"empty", NULL}}, gone[] = {{"env", NULL}, {"not there", NULL}};
    static const bwp_tag has[] = {{"other", "o"}, {"env", "prod"}};
    static const struct bwp_package prepaid = {.billing = BWP_PREPAID}, postpaid = {.billing = BWP_POSTPAID};
    static const struct bwp_package tagged = {.tags = has, .tag_count = 2};
    static const struct unit_step   rows[] = {
          {.name = "update",
           .verb = VERB_UPDATE,
           .change = {.name = "n", .description = "d"},
           .line = "PUT " PATH,
           .body = PACKAGE("\"name\":\"n\",\"description\":\"d\""),
           .has = {"Content-Type: application/json\n"}},
          {.name = "a description taken away",
           .verb = VERB_UPDATE,
           .change = {.description = ""},
           .line = "PUT " PATH,
           .body = PACKAGE("\"description\":\"\"")},
          {.name = "resize",
           .verb = VERB_RESIZE,
           .change = {.bandwidth_mbps = 5},
           .seen = &postpaid,
           .line = "PUT " PATH,
           .body = PACKAGE("\"bandwidth\":5")},
          {.name = "resize of a prepaid package",
           .verb = VERB_RESIZE,
           .change = {.bandwidth_mbps = 5},
           .seen = &prepaid,
           .line = "PUT " PATH,
           .body = PACKAGE("\"bandwidth\":5,\"prepaid_options\":{\"is_auto_pay\":false}")},
          {.name = "resize of a prepaid package, paid",
           .verb = VERB_RESIZE,
           .change = {.bandwidth_mbps = 5, .auto_pay = true},
           .seen = &prepaid,
           .line = "PUT " PATH,
           .body = PACKAGE("\"bandwidth\":5,\"prepaid_options\":{\"is_auto_pay\":true}")},
          {.name = "bind",
           .verb = VERB_BIND,
           .change = {.bound_to = "cc-1"},
           .bound_to = "cc-1",
           .line = "POST " PATH "/associate",
           .body = PACKAGE("\"resource_id\":\"cc-1\",\"resource_type\":\"cloud_connection\"")},
          {.name = "unbind",
           .verb = VERB_UNBIND,
           .bound_to = "cc-2",
           .line = "POST " PATH "/disassociate",
           .body = PACKAGE("\"resource_id\":\"cc-2\",\"resource_type\":\"cloud_connection\"")},
          {.name = "set_tags",
           .verb = VERB_SET_TAGS,
           .change = {UNIT_TAGS(tags)},
           .line = "POST " PATH "/tag",
           .body = "{\"tags\":[{\"key\":\"env\",\"value\":\"prod\"},{\"key\":\"empty\",\"value\":\"\"}]}"},
          {.name = "remove_tags, with the values that they have",
           .verb = VERB_REMOVE_TAGS,
           .change = {UNIT_TAGS(gone)},
           .seen = &tagged,
           .line = "POST " PATH "/untag",
           .body = "{\"tags\":[{\"key\":\"env\",\"value\":\"prod\"}]}"},
          {.name = "delete", .verb = VERB_DELETE, .line = "DELETE " PATH},
          {.name = "options go into the package",
           .verb = VERB_RESIZE,
           .seen = &postpaid,
           .change = {.bandwidth_mbps = 5, .provider_options = "{\"billing_mode\":5,\"bandwidth\":6}"},
           .line = "PUT " PATH,
           .body = PACKAGE("\"billing_mode\":5,\"bandwidth\":6")},
    };

    (void)state;
    unit_step_rows(&bwpi_huawei, rows, COUNT(rows));
}

/* Behind the path of all packages these words are operations. */
static void test_no_id_is_another_operation(void **state)
{
    static const char *const words[] = {
        "tags", "filter", "levels", "lines", "sites", "area-specifications", "region-specifications"};
    static const enum verb verbs[] = {VERB_GET,    VERB_UPDATE,   VERB_RESIZE,      VERB_BIND,
                                      VERB_UNBIND, VERB_SET_TAGS, VERB_REMOVE_TAGS, VERB_DELETE};
    static const bwp_tag   tag = {"k", "v"};

    (void)state;
    for (size_t i = 0; i < COUNT(words) * COUNT(verbs); i++) {
        enum verb        verb = verbs[i / COUNT(words)];
        struct unit_step row = {.name = words[i % COUNT(words)],
                                .verb = verb,
                                .id = words[i % COUNT(words)],
                                UNIT_REFUSED(ARGUMENT, "id", "which is an operation")};

        row.bound_to = "cc-1";
        row.change.name = verb == VERB_UPDATE ? "n" : NULL;
        row.change.bandwidth_mbps = verb == VERB_RESIZE ? 5 : 0;
        row.change.bound_to = verb == VERB_BIND ? "cc-1" : NULL;
        row.change.tags = verb == VERB_SET_TAGS || verb == VERB_REMOVE_TAGS ? &tag : NULL;
        row.change.tag_count = row.change.tags != NULL ? 1 : 0;
        unit_step_rows(&bwpi_huawei, &row, 1);
    }
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    static const struct unit_step rows[] = {
        {.name = "description",
         .verb = VERB_UPDATE,
         .change = {.description = "a<b"},
         UNIT_REFUSED(ARGUMENT, "description", "has < or >")},
        {.name = "a name taken away",
         .verb = VERB_UPDATE,
         .change = {.name = ""},
         UNIT_REFUSED(UNSUPPORTED, "name", "cannot be taken away")},
        {.name = "nobody knows from what", .verb = VERB_UNBIND, UNIT_REFUSED(ARGUMENT, "bound_to", "is missing")},
        {.name = "options of a delete",
         .verb = VERB_DELETE,
         .change = {.provider_options = "{\"a\":1}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "sends no body")},
    };

    (void)state;
    unit_step_rows(&bwpi_huawei, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_looking),
        cmocka_unit_test(test_changing),
        cmocka_unit_test(test_no_id_is_another_operation),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
