/* order_test.c - what makes no sense whoever sells it: refused with one sentence that names the field. */
#include "api/fields.h"
#include "model/order.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

/* As the door of bwp_create() does it. */
static bwp_status take(struct order *order, const bwp_request *given, struct fault *fault)
{
    memset(order, 0, sizeof *order);
    if (bwpi_fields_copy(&bwpi_request_fields, given, &order->request, &order->memory, fault) != BWP_OK)
        return fault->status;
    return bwpi_order_check_request(order, fault);
}

static void refuses(const char *which, const bwp_request *given, const char *field, const char *part)
{
    struct order order;
    struct fault fault = {0};

    unit_number(which, "status", BWP_ERR_ARGUMENT, take(&order, given, &fault));
    bwpi_order_free(&order);
    unit_text(which, "field", field, fault.field);
    unit_is_sentence(which, fault.message);
    unit_holds(which, "message", part, fault.message);
    unit_holds(which, "message", field, fault.message);
}

static void test_required_fields(void **state)
{
    bwp_request request = unit_request();

    (void)state;
    refuses("no request", NULL, "", "bwp_request is NULL");
    request.bandwidth_mbps = 0;
    refuses("no bandwidth", &request, "bandwidth_mbps", "bandwidth_mbps is missing; give Mbit/s");
    request = unit_request();
    request.area_a = NULL;
    refuses("no area_a", &request, "area_a", "missing");
    request.area_a = "";
    refuses("empty area_a", &request, "area_a", "missing");
    request = unit_request();
    request.area_b = NULL;
    refuses("no area_b", &request, "area_b", "missing");
    request = unit_request();
    request.billing = 0;
    refuses("no billing", &request, "billing", "billing is missing; choose prepaid, postpaid or postpaid_95");
    request.billing = (bwp_billing)4;
    refuses("billing 4", &request, "billing", "no way of billing");
    request.billing = (bwp_billing)-1;
    refuses("billing -1", &request, "billing", "no way of billing");
}

static void test_period_goes_with_prepaid(void **state)
{
    static const bwp_billing postpaids[] = {BWP_POSTPAID, BWP_POSTPAID_95};
    bwp_request              request = unit_request();

    (void)state;
    request.billing = BWP_PREPAID;
    refuses("no period", &request, "period", "period is missing");
    request.period = 1;
    refuses("no unit", &request, "period_unit", "period_unit is missing; choose month or year");
    request.period_unit = (bwp_unit)3;
    refuses("unit 3", &request, "period_unit", "no unit");
    request.period = 0;
    request.period_unit = BWP_YEAR;
    refuses("unit without period", &request, "period", "missing");
    for (size_t i = 0; i < COUNT(postpaids); i++) {
        request = unit_request();
        request.billing = postpaids[i];
        request.period = 1;
        refuses("period", &request, "period", "goes with prepaid only");
        request.period = 0;
        request.period_unit = BWP_MONTH;
        refuses("unit", &request, "period_unit", "goes with prepaid only");
        request.period_unit = 0;
        request.auto_pay = true;
        refuses("auto_pay", &request, "auto_pay", "goes with prepaid only");
        request.auto_pay = false;
        request.auto_renew = true;
        refuses("auto_renew", &request, "auto_renew", "goes with prepaid only");
    }
}

static const struct {
    const char *text, *part;
} bad_texts[] = {
    {"caf\xe9", "not valid UTF-8"},
    {"\xc0\xaf", "not valid UTF-8"},
    {"\xed\xa0\x80", "not valid UTF-8"},
    {"cut \xe5\xb8", "not valid UTF-8"},
    {"a\nb", "control character"},
    {"a\r\nX-Injected: yes", "control character"},
    {"a\tb", "control character"},
    {"a\x1b[31m", "control character"},
    {"a\x7f", "control character"},
    {"a\xc2\x85"
     "b",
     "control character"},
    {"a\xc2\x9b"
     "b",
     "control character"},
};

static void test_texts_are_utf8_without_controls(void **state)
{
    static char longer[REQUEST_TEXT_MAX + 2];

    (void)state;
    memset(longer, 'a', sizeof longer - 1);
    for (size_t i = 0; i < COUNT(bad_texts) + 1; i++) {
        const char *text = i < COUNT(bad_texts) ? bad_texts[i].text : longer;
        const char *part = i < COUNT(bad_texts) ? bad_texts[i].part : "at most 4096";
        bwp_request request = unit_request();
        bwp_tag     tag = {"key", "value"};

        const struct {
            const char  *field;
            const char **place;
        } fields[] = {{"name", &request.name},
                      {"description", &request.description},
                      {"area_a", &request.area_a},
                      {"area_b", &request.area_b},
                      {"bind_to", &request.bind_to},
                      {"resource_group", &request.resource_group},
                      {"client_token", &request.client_token},
                      {"tags", &tag.key},
                      {"tags", &tag.value}};

        request.tags = &tag;
        request.tag_count = 1;
        for (size_t j = 0; j < COUNT(fields); j++) {
            const char *before = *fields[j].place;

            *fields[j].place = text;
            refuses(text, &request, fields[j].field, part);
            *fields[j].place = before;
        }
    }
}

static void test_tags(void **state)
{
    static bwp_tag many[TAGS_MAX + 1];
    bwp_request    request = unit_request();

    (void)state;
    request.tags = (const bwp_tag[]){{"env", "prod"}, {"team", "net"}, {"env", "test"}};
    request.tag_count = 3;
    refuses("twice", &request, "tags", "has the key \"env\" twice");
    request.tags = (const bwp_tag[]){{"env", "prod"}, {NULL, "net"}};
    request.tag_count = 2;
    refuses("NULL key", &request, "tags", "without a key at place 2");
    request.tags = (const bwp_tag[]){{"", "prod"}};
    request.tag_count = 1;
    refuses("empty key", &request, "tags", "without a key at place 1");
    request.tags = NULL;
    refuses("count without tags", &request, "tags", "at NULL");
    request.tags = many;
    request.tag_count = COUNT(many);
    refuses("1001 tags", &request, "tags", "at most 1000");
    request.tag_count = SIZE_MAX;
    refuses("uncountable tags", &request, "tags", "at most 1000");
}

static void test_options_are_one_json_object(void **state)
{
    static const struct {
        const char *text, *part;
    } cases[] = {{"{", "it is not JSON"},
                 {"[]", "no object"},
                 {"null", "no object"},
                 {"\"text\"", "no object"},
                 {"{} {}", "more text"},
                 {"{\"a\":\"\\u0000\"}", "NUL"},
                 {"{\"a\":\"\xff\"}", "UTF-8"},
                 {"{\"a\":1,\"a\":2}", "\"a\" twice"},
                 {"{\"x\":{\"b\":1,\"b\":2}}", "\"b\" twice"},
                 {"{\"a\":05}", "it is not JSON"}};
    static char longer[OPTIONS_MAX + 2];
    bwp_request request = unit_request();

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        request.provider_options = cases[i].text;
        refuses(cases[i].text, &request, "provider_options", cases[i].part);
    }
    memset(longer, ' ', sizeof longer - 1);
    longer[0] = '{';
    longer[sizeof longer - 2] = '}';
    request.provider_options = longer;
    refuses("too long", &request, "provider_options", "at most 65536");
}

static void test_struct_size(void **state)
{
    struct {
        bwp_request request;
        char        later[32];
    } newer = {.later = {0}};
    struct order order;
    struct fault fault = {0};

    (void)state;
    newer.request = unit_request();
    newer.request.struct_size = 0;
    refuses("0", &newer.request, "struct_size", "set it to sizeof(bwp_request)");
    newer.request.struct_size = sizeof(size_t) - 1;
    refuses("too small", &newer.request, "struct_size", "sizeof(bwp_request)");
    newer.request.struct_size = SIZE_MAX;
    refuses("uninitialised", &newer.request, "struct_size", "sizeof(bwp_request)");

    newer.request.struct_size = sizeof newer;
    assert_int_equal(take(&order, &newer.request, &fault), BWP_OK);
    bwpi_order_free(&order);
    newer.later[sizeof newer.later - 1] = 1;
    assert_int_equal(take(&order, &newer.request, &fault), BWP_ERR_UNSUPPORTED);
    assert_string_equal(fault.field, "struct_size"); /* the field's own name is what nobody here can tell */
    unit_holds("a later field", "message", "the bwp_request has fields that this older libbwp does not know",
               fault.message);
    bwpi_order_free(&order);

    /* sizeof another struct, such as the tag's: what lies behind it would be lost in silence */
    newer.request.struct_size = offsetof(bwp_request, client_token);
    refuses("an older struct than the first", &newer.request, "struct_size", "sizeof(bwp_request)");
}

/* As if the first release had had no client_token: what an older caller does not know of is not given. */
static void test_a_caller_of_an_older_release(void **state)
{
    struct fields older = bwpi_request_fields;
    bwp_request   given = unit_request(), wide;
    struct fault  fault = {0};

    (void)state;
    older.size_min = offsetof(bwp_request, client_token);
    given.struct_size = older.size_min;
    given.client_token = "beyond the struct";
    assert_int_equal(bwpi_fields_widen(&older, &given, &wide, &fault), BWP_OK);
    assert_string_equal(wide.name, "unit");
    assert_null(wide.client_token);
    assert_null(wide.provider_options);
    given.struct_size = offsetof(bwp_request, client_token) + 4; /* half a pointer, of 32 bits or 64, would crash us */
    assert_int_equal(bwpi_fields_widen(&older, &given, &wide, &fault), sizeof(char *) == 4 ? BWP_OK : BWP_ERR_ARGUMENT);
    given.struct_size = offsetof(bwp_request, client_token) + 1;
    assert_int_equal(bwpi_fields_widen(&older, &given, &wide, &fault), BWP_ERR_ARGUMENT);
    unit_holds("half a pointer", "message", "ends inside client_token; set it to sizeof(bwp_request)", fault.message);
}

static void test_everything_is_copied(void **state)
{
    char name[] = "name", description[] = "description", area_a[] = "a", area_b[] = "b", bind_to[] = "bind";
    char group[] = "group", token[] = "token", key[] = "key", value[] = "value", options[] = "{\"o\":1}";

    char *const  texts[] = {name, description, area_a, area_b, bind_to, group, token, key, value, options};
    bwp_tag      tags[] = {{key, value}, {"bare", NULL}};
    bwp_request  given = {.struct_size = sizeof given,
                          .name = name,
                          .description = description,
                          .bandwidth_mbps = 7,
                          .area_a = area_a,
                          .area_b = area_b,
                          .billing = BWP_PREPAID,
                          .period = 3,
                          .period_unit = BWP_YEAR,
                          .auto_pay = true,
                          .auto_renew = true,
                          .bind_to = bind_to,
                          .resource_group = group,
                          .tags = tags,
                          .tag_count = 2,
                          .client_token = token,
                          .provider_options = options};
    struct order order;
    struct fault fault;

    (void)state;
    assert_int_equal(take(&order, &given, &fault), BWP_OK);
    for (size_t i = 0; i < COUNT(texts); i++)
        memset(texts[i], '#', strlen(texts[i]));
    memset(tags, 0, sizeof tags);
    assert_string_equal(order.request.name, "name");
    assert_string_equal(order.request.description, "description");
    assert_string_equal(order.request.area_a, "a");
    assert_string_equal(order.request.area_b, "b");
    assert_string_equal(order.request.bind_to, "bind");
    assert_string_equal(order.request.resource_group, "group");
    assert_string_equal(order.request.client_token, "token");
    assert_int_equal(order.request.tag_count, 2);
    assert_string_equal(order.request.tags[0].key, "key");
    assert_string_equal(order.request.tags[0].value, "value");
    assert_string_equal(order.request.tags[1].key, "bare");
    assert_string_equal(order.request.tags[1].value, "");
    assert_non_null(bwpi_json_member(order.options, "o"));
    assert_int_equal(order.request.bandwidth_mbps, 7);
    assert_int_equal(order.request.billing, BWP_PREPAID);
    assert_int_equal(order.request.period, 3);
    assert_int_equal(order.request.period_unit, BWP_YEAR);
    assert_true(order.request.auto_pay && order.request.auto_renew);
    bwpi_order_free(&order);
    bwpi_order_free(&order);
}

static void test_absent_texts_are_empty(void **state)
{
    bwp_request  given = unit_request();
    struct order order;
    struct fault fault;

    (void)state;
    given.name = NULL;
    given.provider_options = "";
    assert_int_equal(take(&order, &given, &fault), BWP_OK);
    assert_string_equal(order.request.name, "");
    assert_string_equal(order.request.description, "");
    assert_string_equal(order.request.bind_to, "");
    assert_string_equal(order.request.resource_group, "");
    assert_string_equal(order.request.client_token, "");
    assert_int_equal(order.request.tag_count, 0);
    assert_null(order.options);
    bwpi_order_free(&order);
}

static void test_options_are_merged_over_a_member_or_all(void **state)
{
    const char  *problem;
    struct order order = {.options = bwpi_json_parse("{\"a\":null,\"b\":2}", 16, &problem)};
    struct buf   body = BUF_INIT(1000);
    struct fault fault;

    (void)state;
    assert_non_null(order.options);
    bwpi_buf_add_text(&body, "{\"x\":{\"a\":1},\"a\":1}");
    assert_int_equal(bwpi_order_merge_options(&order, "x", &body, &fault), BWP_OK);
    assert_string_equal(bwpi_buf_text(&body), "{\"x\":{\"b\":2},\"a\":1}");
    assert_int_equal(bwpi_order_merge_options(&order, NULL, &body, &fault), BWP_OK);
    assert_string_equal(bwpi_buf_text(&body), "{\"x\":{\"b\":2},\"b\":2}");
    body.state = BUF_TOO_LONG; /* whoever looks at the state tells it */
    assert_int_equal(bwpi_order_merge_options(&order, NULL, &body, &fault), BWP_OK);
    assert_int_equal(body.state, BUF_TOO_LONG);
    bwpi_json_free(order.options);
    bwpi_buf_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_required_fields),
        cmocka_unit_test(test_period_goes_with_prepaid),
        cmocka_unit_test(test_texts_are_utf8_without_controls),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_options_are_one_json_object),
        cmocka_unit_test(test_struct_size),
        cmocka_unit_test(test_a_caller_of_an_older_release),
        cmocka_unit_test(test_everything_is_copied),
        cmocka_unit_test(test_absent_texts_are_empty),
        cmocka_unit_test(test_options_are_merged_over_a_member_or_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
