/* packages_test.c - what the doors of the verbs refuse before anything is sent: the address of these clients takes no
 * connection. */
#include <stdio.h>
#include <string.h>

#include "unit_rows.h"

static const char *const providers[] = {"huawei", "alibaba", "baidu", "volcengine"};

static bwp_client *client_of(const char *provider)
{
    bwp_config config = unit_config(provider);

    config.endpoint = "http://127.0.0.1:1";
    return unit_client(&config);
}

typedef bwp_outcome changer(bwp_client *client, const char *id, const bwp_change *change, bwp_result **result);

static changer *const changers[] = {bwp_update,   bwp_resize,      bwp_bind,  bwp_unbind,
                                    bwp_set_tags, bwp_remove_tags, bwp_delete};

static void refuses(const char *provider, const char *which, changer *verb, const char *id, const bwp_change *change,
                    const char *field, const char *part)
{
    bwp_client *client = client_of(provider);
    bwp_result *result = NULL;

    assert_int_equal(verb(client, id, change, &result), BWP_NOT_DONE);
    unit_is_refusal(which, result, BWP_ERR_ARGUMENT, field, part);
    bwp_result_free(result);
    bwp_client_free(client);
}

/* ---- ids ---- */

static const char *const no_ids[] = {
    ".",     "..",          "...",  "a/b",   "/a",     "a/../b",    "..\\b",
    "a?b",   "?resize",     "a#b",  "a%2fb", "%2e%2e", "a b",       "a\tb",
    "a\x7f", "caf\xc3\xa9", "a\"b", "a<b>",  "  .. ",  "a\r\nX: y", UNIT_100("a") UNIT_10("bbb")};

static void test_an_id_is_one_step_of_a_path(void **state)
{
    static const bwp_goal gone = {.struct_size = sizeof gone, .until = BWP_UNTIL_GONE};
    static const bwp_tag  tag = {"k", "v"};
    const bwp_change      changes[] = {{.struct_size = sizeof changes[0], .name = "n"},
                                       {.struct_size = sizeof changes[0], .bandwidth_mbps = 5},
                                       {.struct_size = sizeof changes[0], .bound_to = "c"},
                                       {.struct_size = sizeof changes[0], .bound_to = "c"},
                                       {.struct_size = sizeof changes[0], .tags = &tag, .tag_count = 1},
                                       {.struct_size = sizeof changes[0], .tags = &tag, .tag_count = 1},
                                       {.struct_size = sizeof changes[0]}};

    (void)state;
    for (size_t i = 0; i < COUNT(no_ids) + 2; i++) {
        const char *id = i < COUNT(no_ids) ? no_ids[i] : i == COUNT(no_ids) ? NULL : "";
        const char *part = i < COUNT(no_ids) ? "is no id: it has" : "id is missing";
        bwp_client *client = client_of(providers[i % COUNT(providers)]);
        bwp_result *result = NULL;

        assert_int_equal(bwp_get(client, id, &result), BWP_NOT_DONE);
        unit_is_refusal(id, result, BWP_ERR_ARGUMENT, "id", part);
        bwp_result_free(result);
        assert_int_equal(bwp_wait(client, id, &gone, &result), BWP_NOT_DONE);
        unit_is_refusal(id, result, BWP_ERR_ARGUMENT, "id", part);
        bwp_result_free(result);
        bwp_client_free(client);
        for (size_t j = 0; j < COUNT(changers); j++)
            refuses(providers[j % COUNT(providers)], id, changers[j], id, &changes[j], "id", part);
    }
}

static void test_blanks_around_an_id_do_not_matter(void **state)
{
    const bwp_change change = {.struct_size = sizeof change, .name = "n", .preview = true};
    bwp_client      *client = client_of("baidu");
    bwp_result      *result = NULL;

    (void)state;
    assert_int_equal(bwp_update(client, " csnBp-1\n", &change, &result), BWP_DONE);
    unit_holds("blanks", "request", "PUT http://127.0.0.1:1/v1/csn/bp/csnBp-1?", bwp_result_http_request(result));
    assert_int_equal(bwp_result_attempts(result), 0);
    bwp_result_free(result);
    bwp_client_free(client);
}

/* ---- changes ---- */

static void test_what_a_change_lacks(void **state)
{
    const bwp_change nothing = {.struct_size = sizeof nothing}, empty = {.struct_size = sizeof empty, .bound_to = ""};

    (void)state;
    for (size_t i = 0; i < COUNT(providers); i++) {
        const char *provider = providers[i];

        refuses(provider, "update of nothing", bwp_update, "i", &nothing, "name", "name and description are both");
        refuses(provider, "resize to 0", bwp_resize, "i", &nothing, "bandwidth_mbps", "resize needs the new bandwidth");
        refuses(provider, "bind to nothing", bwp_bind, "i", &nothing, "bound_to", "bound_to is missing");
        refuses(provider, "bind to \"\"", bwp_bind, "i", &empty, "bound_to", "bound_to is missing");
        if (strcmp(provider, "baidu") != 0) {
            refuses(provider, "set no tags", bwp_set_tags, "i", &nothing, "tags", "set_tags needs at least one");
            refuses(provider, "remove no tags", bwp_remove_tags, "i", &nothing, "tags", "remove_tags needs at least");
        }
        for (size_t j = 0; j < COUNT(changers); j++) {
            if (changers[j] != bwp_unbind && changers[j] != bwp_delete)
                refuses(provider, "no change", changers[j], "i", NULL, "", "the bwp_change is NULL");
        }
    }
}

static void test_a_field_that_a_verb_does_not_read(void **state)
{
    static const bwp_tag tag = {"k", "v"};
    const struct {
        const char *field;
        bwp_change  change;
        bool        is_read[COUNT(changers)]; /* in their order */
    } rows[] = {
        {"name", {.name = ""}, {true}},
        {"description", {.description = ""}, {true}},
        {"bandwidth_mbps", {.bandwidth_mbps = 1}, {false, true}},
        {"auto_pay", {.auto_pay = true}, {false, true}},
        {"bound_to", {.bound_to = "c"}, {false, false, true, true}},
        {"tags", {.tags = &tag, .tag_count = 1}, {false, false, false, false, true, true}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t j = 0; j < COUNT(changers); j++) {
            bwp_change change = rows[i].change;

            change.struct_size = sizeof change;
            if (!rows[i].is_read[j])
                refuses(providers[j % 2], rows[i].field, changers[j], "i", &change, rows[i].field, "is not read by");
        }
    }
}

static void test_what_contradicts_itself(void **state)
{
    static const bwp_tag twice[] = {{"k", "v"}, {"k", "w"}}, no_key[] = {{"", "v"}};
    const bwp_change     tags_twice = {.struct_size = sizeof tags_twice, UNIT_TAGS(twice)};
    const bwp_change     without_key = {.struct_size = sizeof without_key, UNIT_TAGS(no_key)};
    const bwp_change     path = {.struct_size = sizeof path, .bound_to = "../c"};
    const bwp_change     blank = {.struct_size = sizeof blank, .bound_to = "c "};
    const bwp_change     options = {.struct_size = sizeof options, .name = "n", .provider_options = "[]"};
    const bwp_change     control = {.struct_size = sizeof control, .name = "a\nb"};
    const bwp_change     old = {.struct_size = 4, .name = "n"};

    (void)state;
    for (size_t i = 0; i < COUNT(providers); i++) {
        if (strcmp(providers[i], "baidu") != 0) {
            refuses(providers[i], "a key twice", bwp_set_tags, "i", &tags_twice, "tags", "key \"k\" twice");
            refuses(providers[i], "a key twice", bwp_remove_tags, "i", &tags_twice, "tags", "key \"k\" twice");
            refuses(providers[i], "no key", bwp_set_tags, "i", &without_key, "tags", "without a key at place 1");
        }
        refuses(providers[i], "a path", bwp_bind, "i", &path, "bound_to", "bound_to is no id");
        refuses(providers[i], "a path", bwp_unbind, "i", &path, "bound_to", "bound_to is no id");
        refuses(providers[i], "a blank", bwp_bind, "i", &blank, "bound_to", "bound_to is no id");
        refuses(providers[i], "no object", bwp_update, "i", &options, "provider_options", "no object");
        refuses(providers[i], "a control character", bwp_update, "i", &control, "name", "control character");
        refuses(providers[i], "no size", bwp_update, "i", &old, "struct_size", "struct_size");
    }
}

/* Whatever is wrong with the change besides, mending it would not help. */
static void test_a_verb_that_a_provider_has_no_way_for(void **state)
{
    static const bwp_tag tag = {"k", "v"}, too_long = {UNIT_10("abcdef") "123456", "v"},
                         twice[] = {{"k", "v"}, {"k", "w"}};
    static const bwp_change changes[] = {{.tags = &tag, .tag_count = 1},
                                         {.tags = &too_long, .tag_count = 1},
                                         {UNIT_TAGS(twice)},
                                         {.tags = NULL},
                                         {.name = "n"},
                                         {.tags = &tag, .tag_count = 1, .preview = true},
                                         {.tags = &tag, .tag_count = 1, .client_token = "t"}};
    bwp_client             *client = client_of("baidu");

    (void)state;
    for (size_t i = 0; i < 2 * COUNT(changes); i++) {
        bwp_change  change = changes[i / 2];
        bwp_result *result = NULL;

        change.struct_size = sizeof change;
        assert_int_equal((i % 2 == 0 ? bwp_set_tags : bwp_remove_tags)(client, "i", &change, &result), BWP_NOT_DONE);
        unit_is_refusal("tags", result, BWP_ERR_UNSUPPORTED, "", "tags are changed in its tag service");
        bwp_result_free(result);
    }
    bwp_client_free(client);
}

static void test_a_token_goes_only_where_it_means_something(void **state)
{
    const bwp_change change = {.struct_size = sizeof change, .name = "n", .client_token = "t", .preview = true};

    (void)state;
    for (size_t i = 0; i < COUNT(providers); i++) {
        bwp_client *client = client_of(providers[i]);
        bwp_result *result = NULL;
        bool        is_baidu = strcmp(providers[i], "baidu") == 0;

        assert_int_equal(bwp_update(client, "i", &change, &result), is_baidu ? BWP_DONE : BWP_NOT_DONE);
        if (is_baidu)
            unit_text("token", "token", "t", bwp_result_client_token(result));
        else
            unit_is_refusal(providers[i], result, BWP_ERR_UNSUPPORTED, "client_token", "with update; leave it out");
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* The sentence of create about this request, which is refused there. */
static void sentence_of_create(bwp_client *client, const bwp_change *change, char sentence[BWP_ERROR_SIZE])
{
    bwp_request request = unit_request();
    bwp_result *result = NULL;

    request.name = change->name != NULL ? change->name : request.name;
    request.description = change->description;
    request.bandwidth_mbps = change->bandwidth_mbps != 0 ? change->bandwidth_mbps : request.bandwidth_mbps;
    request.tags = change->tags;
    request.tag_count = change->tag_count;
    assert_int_equal(bwp_create(client, &request, &result), BWP_NOT_DONE);
    (void)snprintf(sentence, BWP_ERROR_SIZE, "%s", bwp_result_message(result));
    bwp_result_free(result);
}

/* What create refuses of a provider's terms, a change refuses in the same words, before anything is sent. */
static void test_a_change_keeps_to_the_terms_of_create(void **state)
{
    static char          keys[21][3];
    static bwp_tag       many[21];
    static const bwp_tag key_65 = {UNIT_10("abcdef") "12345", "v"},
                         key_129 = {UNIT_100("a") UNIT_10("bb") "123456789", "v"},
                         value_129 = {"k", UNIT_100("a") UNIT_10("bb") "123456789"},
                         value_256 = {"k", UNIT_100("ab") UNIT_10("abcde") "123456"}, reserved = {"acs:k", "v"},
                         link = {"k", "see https://example.com"};
    static const struct {
        const char *provider;
        changer    *verb;
        bwp_change  change;
        const char *field, *part;
    } rows[] = {
        {"alibaba", bwp_update, {.name = UNIT_100("a") UNIT_10("bb") "123456789"}, "name", "name has 129 characters; "},
        {"alibaba", bwp_update, {.name = "http://a"}, "name", "begins with http://"},
        {"alibaba",
         bwp_update,
         {.description = UNIT_100("ab") UNIT_10("abcde") "1234567"},
         "description",
         "description has 257 characters; alibaba takes at most 256"},
        {"alibaba", bwp_update, {.description = "https://a"}, "description", "begins with http://"},
        {"alibaba", bwp_resize, {.bandwidth_mbps = 10001}, "bandwidth_mbps", "is 10001; alibaba takes at most 10000"},
        {"alibaba",
         bwp_set_tags,
         {.tags = many, .tag_count = 21},
         "tags",
         "tags has 21 tags; alibaba takes at most 20"},
        {"alibaba", bwp_remove_tags, {.tags = many, .tag_count = 21}, "tags", "tags has 21 tags; alibaba takes"},
        {"alibaba",
         bwp_set_tags,
         {.tags = &key_65, .tag_count = 1},
         "tags",
         "tags has a key of 65 characters; alibaba takes at most 64"},
        {"alibaba", bwp_remove_tags, {.tags = &key_65, .tag_count = 1}, "tags", "65 characters; alibaba takes at most"},
        {"alibaba",
         bwp_set_tags,
         {.tags = &value_129, .tag_count = 1},
         "tags",
         "129 characters; alibaba takes at most"},
        {"alibaba", bwp_set_tags, {.tags = &reserved, .tag_count = 1}, "tags", "begins with acs: or aliyun"},
        {"alibaba", bwp_set_tags, {.tags = &link, .tag_count = 1}, "tags", "holds http:// or https://"},
        {"huawei", bwp_update, {.description = "a<b"}, "description", "description has < or > in it"},
        {"huawei",
         bwp_set_tags,
         {.tags = &key_129, .tag_count = 1},
         "tags",
         "129 characters; huawei takes at most 128"},
        {"huawei", bwp_remove_tags, {.tags = &key_129, .tag_count = 1}, "tags", "129 characters; huawei takes at most"},
        {"huawei", bwp_set_tags, {.tags = &value_256, .tag_count = 1}, "tags", "256 characters; huawei takes at most"},
        {"baidu", bwp_resize, {.bandwidth_mbps = 10001}, "bandwidth_mbps", "is 10001; baidu takes at most 10000"},
    };
    static const struct {
        const char *provider;
        changer    *verb;
        bwp_change  change;
    } fine[] = {
        {"alibaba", bwp_update, {.name = UNIT_100("\xe5\xb8\xa6") UNIT_10("bb") "12345678", .description = ""}},
        {"alibaba", bwp_resize, {.bandwidth_mbps = 10000}},
        {"alibaba", bwp_set_tags, {.tags = many, .tag_count = 20}},
        {"alibaba", bwp_remove_tags, {.tags = &value_129, .tag_count = 1}}, /* values do not count */
        {"huawei", bwp_resize, {.bandwidth_mbps = 1000000}},                /* its page gives no limit */
        {"huawei", bwp_set_tags, {.tags = many, .tag_count = 21}},
        {"huawei", bwp_remove_tags, {.tags = &value_256, .tag_count = 1}},
        {"baidu", bwp_update, {.name = UNIT_100("ab")}},
        {"baidu", bwp_resize, {.bandwidth_mbps = 10000}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(many); i++) {
        (void)snprintf(keys[i], sizeof keys[i], "%c", (char)('a' + i));
        many[i] = (bwp_tag){keys[i], "v"};
    }
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_client *client = client_of(rows[i].provider);
        bwp_change  change = rows[i].change;
        bwp_result *result = NULL;
        char        sentence[BWP_ERROR_SIZE];

        change.struct_size = sizeof change;
        assert_int_equal(rows[i].verb(client, "i", &change, &result), BWP_NOT_DONE);
        unit_is_refusal(rows[i].part, result, BWP_ERR_ARGUMENT, rows[i].field, rows[i].part);
        sentence_of_create(client, &change, sentence);
        unit_text(rows[i].part, rows[i].provider, sentence, bwp_result_message(result));
        bwp_result_free(result);
        bwp_client_free(client);
    }
    for (size_t i = 0; i < COUNT(fine); i++) {
        bwp_client *client = client_of(fine[i].provider);
        bwp_change  change = fine[i].change;

        change.struct_size = sizeof change;
        change.preview = true;
        unit_number("fine", fine[i].provider, BWP_DONE, fine[i].verb(client, "i", &change, NULL));
        bwp_client_free(client);
    }
}

/* What a provider has no word for is refused before the package is looked at. */
static void test_nothing_is_read_for_a_change_that_cannot_be_said(void **state)
{
    const bwp_change auto_pay = {.struct_size = sizeof auto_pay, .bandwidth_mbps = 5, .auto_pay = true};
    const bwp_change options = {.struct_size = sizeof options, .provider_options = "{\"a\":1}"};
    const struct {
        const char       *provider;
        changer          *verb;
        const bwp_change *change;
        bwp_status        status;
        const char       *id, *field;
    } rows[] = {
        {"alibaba", bwp_resize, &auto_pay, BWP_ERR_UNSUPPORTED, "i", "auto_pay"},
        {"baidu", bwp_resize, &auto_pay, BWP_ERR_UNSUPPORTED, "i", "auto_pay"},
        {"huawei", bwp_delete, &options, BWP_ERR_ARGUMENT, "i", "provider_options"},
        {"baidu", bwp_delete, &options, BWP_ERR_ARGUMENT, "i", "provider_options"},
        {"huawei", bwp_delete, NULL, BWP_ERR_ARGUMENT, "tags", "id"},
        {"huawei", bwp_unbind, NULL, BWP_ERR_ARGUMENT, "filter", "id"},
        {"baidu", bwp_delete, NULL, BWP_ERR_ARGUMENT, "price", "id"},
        {"baidu", bwp_unbind, NULL, BWP_ERR_ARGUMENT, "price", "id"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_client *client = client_of(rows[i].provider);
        bwp_result *result = NULL;

        assert_int_equal(rows[i].verb(client, rows[i].id, rows[i].change, &result), BWP_NOT_DONE);
        unit_is_refusal(rows[i].field, result, rows[i].status, rows[i].field, rows[i].field);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* ---- goals and filters ---- */

static void test_goals(void **state)
{
    static const struct {
        bwp_goal    goal;
        const char *field, *part;
    } rows[] = {
        {{.until = 0}, "until", "until is missing; choose ready, bound, unbound, resized or gone"},
        {{.until = (bwp_until)6}, "until", "until is 6, which is no goal"},
        {{.until = (bwp_until)-1}, "until", "which is no goal"},
        {{.until = BWP_UNTIL_RESIZED}, "bandwidth_mbps", "bandwidth_mbps is missing"},
        {{.until = BWP_UNTIL_READY, .bandwidth_mbps = 5}, "bandwidth_mbps", "goes with until resized only"},
        {{.until = BWP_UNTIL_UNBOUND, .bound_to = "c"}, "bound_to", "goes with until bound only"},
        {{.until = BWP_UNTIL_BOUND, .bound_to = "c\n"}, "bound_to", "control character"},
    };
    bwp_client *client = client_of("huawei");
    bwp_result *result = NULL;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_goal goal = rows[i].goal;

        goal.struct_size = sizeof goal;
        assert_int_equal(bwp_wait(client, "i", &goal, &result), BWP_NOT_DONE);
        unit_is_refusal(rows[i].part, result, BWP_ERR_ARGUMENT, rows[i].field, rows[i].part);
        bwp_result_free(result);
    }
    assert_int_equal(bwp_wait(client, "i", NULL, &result), BWP_NOT_DONE);
    unit_is_refusal("no goal", result, BWP_ERR_ARGUMENT, "", "the bwp_goal is NULL");
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_filters(void **state)
{
    static const bwp_tag twice[] = {{"k", "v"}, {"k", "v"}};
    static const struct {
        bwp_filter  filter;
        const char *field, *part;
    } rows[] = {
        {{.limit = 10001}, "limit", "limit is 10001; at most 10000"},
        {{.limit = UINT32_MAX}, "limit", "at most 10000"},
        {{UNIT_TAGS(twice)}, "tags", "key \"k\" twice"},
        {{.name = "a\nb"}, "name", "control character"},
        {{.status = "\xff"}, "status", "not valid UTF-8"},
    };
    bwp_client *client = client_of("alibaba");

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_filter  filter = rows[i].filter;
        bwp_result *result = NULL;

        filter.struct_size = sizeof filter;
        assert_int_equal(bwp_list(client, &filter, &result), BWP_NOT_DONE);
        unit_is_refusal(rows[i].part, result, BWP_ERR_ARGUMENT, rows[i].field, rows[i].part);
        bwp_result_free(result);
    }
    bwp_client_free(client);
}

/* No limit, and a limit of 0, are all that may be; not given, a wait has ten minutes. */
static void test_what_is_not_given(void **state)
{
    struct order order = {.filter = {.limit = 0}, .goal = {.until = BWP_UNTIL_GONE, .bound_to = ""}};
    struct fault fault;

    (void)state;
    assert_int_equal(bwpi_order_check_filter(&order, &fault), BWP_OK);
    assert_int_equal(order.filter.limit, 10000);
    order.filter.limit = 10000;
    assert_int_equal(bwpi_order_check_filter(&order, &fault), BWP_OK);
    assert_int_equal(bwpi_order_check_goal(&order, &fault), BWP_OK);
    assert_int_equal(order.goal.timeout_ms, 600000);
    order.goal.timeout_ms = 1;
    assert_int_equal(bwpi_order_check_goal(&order, &fault), BWP_OK);
    assert_int_equal(order.goal.timeout_ms, 1);
}

/* A binding that could not be sent after the purchase is refused before it. */
static void test_what_is_bought_is_bound_to_an_id(void **state)
{
    static char              longer[200];
    static const char *const ids[] = {"a b", "a/b", " c", "c ", longer};

    (void)state;
    memset(longer, 'a', sizeof longer - 1);
    for (size_t i = 0; i < COUNT(ids); i++) {
        bwp_config  config = unit_config("baidu");
        bwp_client *client = unit_client(&config);
        bwp_request request = unit_request();
        bwp_result *result;

        request.bind_to = ids[i];
        assert_int_equal(bwp_create(client, &request, &result), BWP_NOT_DONE);
        unit_is_refusal(ids[i], result, BWP_ERR_ARGUMENT, "bind_to", "bind_to is no id");
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void test_nothing_is_found_since_before_time_began(void **state)
{
    bwp_config  config = unit_config("baidu");
    bwp_client *client = unit_client(&config);
    bwp_request request = unit_request();
    bwp_result *result;

    (void)state;
    assert_int_equal(bwp_find(client, &request, -1, &result), BWP_NOT_DONE);
    unit_is_refusal("since", result, BWP_ERR_ARGUMENT, "since", "since is -1");
    bwp_result_free(result);
    bwp_client_free(client);
}

/* ---- nobody to ask ---- */

static void test_nothing_handed_in_is_refused(void **state)
{
    bwp_result *result = NULL;

    (void)state;
    for (size_t i = 0; i < COUNT(changers); i++) {
        assert_int_equal(changers[i](NULL, "i", NULL, &result), BWP_NOT_DONE);
        unit_is_refusal("no client", result, BWP_ERR_ARGUMENT, "", "the client is NULL");
        bwp_result_free(result);
        assert_int_equal(changers[i](NULL, "i", NULL, NULL), BWP_NOT_DONE);
    }
    assert_int_equal(bwp_get(NULL, "i", NULL), BWP_NOT_DONE);
    assert_int_equal(bwp_list(NULL, NULL, NULL), BWP_NOT_DONE);
    assert_int_equal(bwp_wait(NULL, "i", NULL, NULL), BWP_NOT_DONE);
    assert_int_equal(bwp_find(NULL, NULL, 0, NULL), BWP_NOT_DONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_id_is_one_step_of_a_path),
        cmocka_unit_test(test_blanks_around_an_id_do_not_matter),
        cmocka_unit_test(test_what_a_change_lacks),
        cmocka_unit_test(test_a_field_that_a_verb_does_not_read),
        cmocka_unit_test(test_what_contradicts_itself),
        cmocka_unit_test(test_a_verb_that_a_provider_has_no_way_for),
        cmocka_unit_test(test_a_token_goes_only_where_it_means_something),
        cmocka_unit_test(test_a_change_keeps_to_the_terms_of_create),
        cmocka_unit_test(test_nothing_is_read_for_a_change_that_cannot_be_said),
        cmocka_unit_test(test_goals),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_what_is_not_given),
        cmocka_unit_test(test_what_is_bought_is_bound_to_an_id),
        cmocka_unit_test(test_nothing_is_found_since_before_time_began),
        cmocka_unit_test(test_nothing_handed_in_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
