/* baidu_steps_test.c - looking and changing as requests of CSN: one path, whose query says which change it is. */
#include "unit_steps.h"

#include <stdio.h>

#define PATH "/v1/csn/bp/bwp-1"

static void test_looking(void **state)
{
    static const bwp_tag          tag = {"k", "v"};
    static const struct unit_step rows[] = {
        {.name = "get", .verb = VERB_GET, .line = "GET " PATH},
        {.name = "an id with signs that a query would need",
         .verb = VERB_GET,
         .id = "a&b=c+d",
         .line = "GET /v1/csn/bp/a%26b%3Dc%2Bd"},
        {.name = "list", .verb = VERB_LIST, .line = "GET /v1/csn/bp?maxKeys=1000"},
        {.name = "the next page",
         .verb = VERB_LIST,
         .marker = "csnBp - 1/x&y",
         .line = "GET /v1/csn/bp?marker=csnBp%20-%201%2Fx%26y&maxKeys=1000"},
        {.name = "nothing is filtered there",
         .verb = VERB_LIST,
         .filter = {.name = "n", .status = "s", .bound_to = "b", .resource_group = "g", .tags = &tag, .tag_count = 1},
         .line = "GET /v1/csn/bp?maxKeys=1000"},
        {.name = "find", .verb = VERB_LIST, .find = "n", .line = "GET /v1/csn/bp?maxKeys=1000"},
    };

    (void)state;
    unit_step_rows(&bwpi_baidu, rows, COUNT(rows));
}

static void test_changing(void **state)
{
    static const struct unit_step rows[] = {
        {.name = "update",
         .verb = VERB_UPDATE,
         .change = {.name = "新\"n"},
         .token = "t",
         .line = "PUT " PATH "?clientToken=t",
         .body = "{\"name\":\"新\\\"n\"}",
         .has = {"Content-Type: application/json; charset=utf-8\n"}},
        {.name = "resize",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 4294967295U},
         .token = "t",
         .line = "PUT " PATH "?clientToken=t&resize=",
         .body = "{\"bandwidth\":4294967295}"},
        {.name = "resize without a token",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 2},
         .line = "PUT " PATH "?resize=",
         .body = "{\"bandwidth\":2}"},
        {.name = "bind",
         .verb = VERB_BIND,
         .change = {.bound_to = "csn-1"},
         .bound_to = "csn-1",
         .token = "t",
         .line = "PUT " PATH "?bind=&clientToken=t",
         .body = "{\"csnId\":\"csn-1\"}"},
        {.name = "unbind",
         .verb = VERB_UNBIND,
         .bound_to = "csn-2",
         .token = "t",
         .line = "PUT " PATH "?clientToken=t&unbind=",
         .body = "{\"csnId\":\"csn-2\"}"},
        {.name = "delete", .verb = VERB_DELETE, .token = "t", .line = "DELETE " PATH "?clientToken=t"},
        {.name = "options come over the body, and leave the query alone",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 2, .provider_options = "{\"bandwidth\":\"3\",\"resize\":null,\"x\":{\"y\":1}}"},
         .line = "PUT " PATH "?resize=",
         .body = "{\"bandwidth\":\"3\",\"x\":{\"y\":1}}"},
    };

    (void)state;
    unit_step_rows(&bwpi_baidu, rows, COUNT(rows));
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    static const struct unit_step rows[] = {
        {.name = "description",
         .verb = VERB_UPDATE,
         .change = {.name = "n", .description = "d"},
         UNIT_REFUSED(UNSUPPORTED, "description", "cannot be changed at baidu")},
        {.name = "description taken away",
         .verb = VERB_UPDATE,
         .change = {.description = ""},
         UNIT_REFUSED(UNSUPPORTED, "description", "cannot be changed at baidu")},
        {.name = "name taken away",
         .verb = VERB_UPDATE,
         .change = {.name = ""},
         UNIT_REFUSED(UNSUPPORTED, "name", "cannot be taken away at baidu")},
        {.name = "auto_pay",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 2, .auto_pay = true},
         UNIT_REFUSED(UNSUPPORTED, "auto_pay", "charges at once")},
        {.name = "nobody knows from what", .verb = VERB_UNBIND, UNIT_REFUSED(ARGUMENT, "bound_to", "is missing")},
        {.name = "options of a delete",
         .verb = VERB_DELETE,
         .change = {.provider_options = "{\"a\":1}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "sends no body")},
    };
    static const struct unit_step ids[] = {
        {.name = "get price", .verb = VERB_GET, .id = "price", UNIT_REFUSED(ARGUMENT, "id", "which is an operation")},
        {.name = "update price",
         .verb = VERB_UPDATE,
         .id = "price",
         .change = {.name = "n"},
         UNIT_REFUSED(ARGUMENT, "id", "which is an operation")},
        {.name = "resize price",
         .verb = VERB_RESIZE,
         .id = "price",
         .change = {.bandwidth_mbps = 2},
         UNIT_REFUSED(ARGUMENT, "id", "which is an operation")},
        {.name = "bind price",
         .verb = VERB_BIND,
         .id = "price",
         .change = {.bound_to = "c"},
         .bound_to = "c",
         UNIT_REFUSED(ARGUMENT, "id", "which is an operation")},
        {.name = "unbind price",
         .verb = VERB_UNBIND,
         .id = "price",
         .bound_to = "c",
         UNIT_REFUSED(ARGUMENT, "id", "which is an operation")},
        {.name = "delete price",
         .verb = VERB_DELETE,
         .id = "price",
         UNIT_REFUSED(ARGUMENT, "id", "which is an operation")},
    };

    (void)state;
    unit_step_rows(&bwpi_baidu, rows, COUNT(rows));
    unit_step_rows(&bwpi_baidu, ids, COUNT(ids));
}

/* Without its word in the query a PUT would be an update. */
static void test_every_put_but_an_update_has_its_word(void **state)
{
    static const struct {
        enum verb   verb;
        const char *word;
    } words[] = {{VERB_RESIZE, "resize="}, {VERB_BIND, "bind="}, {VERB_UNBIND, "unbind="}};
    static const char *const options[] = {NULL, "{}", "{\"resize\":null}", "{\"bind\":\"\"}", "{\"name\":\"n\"}"};
    static const char *const tokens[] = {NULL, "t", "resize", "a&b=c?#"};

    (void)state;
    for (size_t i = 0; i < COUNT(words) * COUNT(options) * COUNT(tokens); i++) {
        struct unit_step row = {.name = words[i % 3].word, .verb = words[i % 3].verb, .bound_to = "csn-1"};
        char             word[16];

        row.change.provider_options = options[i / 3 % COUNT(options)];
        row.token = tokens[i / 3 / COUNT(options)];
        row.change.bandwidth_mbps = row.verb == VERB_RESIZE ? 5 : 0;
        row.change.bound_to = row.verb == VERB_BIND ? "csn-1" : NULL;
        (void)snprintf(word, sizeof word, "%s%s", row.verb == VERB_BIND || row.token == NULL ? "?" : "&",
                       words[i % 3].word);
        row.has[0] = word;
        unit_step_rows(&bwpi_baidu, &row, 1);
    }
}

static void test_tags_are_changed_elsewhere(void **state)
{
    (void)state;
    assert_null(bwpi_baidu.skills[VERB_SET_TAGS].translate);
    assert_null(bwpi_baidu.skills[VERB_REMOVE_TAGS].translate);
    unit_holds("tags", "instead", "tag service", bwpi_baidu.instead[VERB_SET_TAGS]);
    unit_holds("tags", "instead", "tag service", bwpi_baidu.instead[VERB_REMOVE_TAGS]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_looking),
        cmocka_unit_test(test_changing),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
        cmocka_unit_test(test_every_put_but_an_update_has_its_word),
        cmocka_unit_test(test_tags_are_changed_elsewhere),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
