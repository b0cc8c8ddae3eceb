/* api_json_test.c - the library through JSON: every key known or named, every result whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "unit.h"

static bwp_client *client_of(const char *provider)
{
    bwp_config config = unit_config(provider);

    return unit_client(&config);
}

static cJSON *call(bwp_client *client, const char *operation, const char *arguments)
{
    char  *text = bwp_call_json(client, operation, arguments);
    cJSON *json = cJSON_Parse(text);

    if (json == NULL)
        fail_msg("%s is not JSON", text);
    assert_null(strchr(text, '\n'));
    bwp_free(text);
    return json;
}

static const char *text_of(const cJSON *json, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));

    if (text == NULL)
        fail_msg("there is no text \"%s\"", key);
    return text;
}

#define AREAS   "\"area_a\":\"china\",\"area_b\":\"asia-pacific\""
#define MINIMUM "\"name\":\"n\",\"bandwidth_mbps\":5," AREAS
#define REQUEST "{" MINIMUM ",\"billing\":\"postpaid\""

static const struct {
    const char *arguments, *status, *field, *part;
} refused[] = {
    {NULL, "argument", "", "the JSON is NULL"},
    {"", "argument", "", "cannot be read: it is not JSON"},
    {"{", "argument", "", "it is not JSON"},
    {"{\"name\":}", "argument", "", "it is not JSON"},
    {REQUEST "} x", "argument", "", "more text"},
    {"[]", "argument", "", "no object"},
    {"null", "argument", "", "no object"},
    {"{\"name\":\"\xff\"}", "argument", "", "UTF-8"},
    {"{\"name\":\"a\\u0000b\"}", "argument", "", "NUL"},
    {REQUEST ",\"bandwith\":5}", "argument", "bandwith", "\"bandwith\" is no field; there are name, description"},
    {REQUEST ",\"Name\":\"x\"}", "argument", "Name", "\"Name\" is no field"},
    {REQUEST ",\"struct_size\":5}", "argument", "struct_size", "no field"},
    {REQUEST ",\"tag_count\":5}", "argument", "tag_count", "no field"},
    {REQUEST ",\"\":5}", "argument", "", "\"\" is no field"},
    {REQUEST ",\"provider\":\"baidu\"}", "argument", "provider", "no field"},
    {REQUEST ",\"name\":\"x\"}", "argument", "name", "name stands there twice"},
    {REQUEST ",\"auto_pay\":null,\"auto_pay\":null}", "argument", "auto_pay", "twice"},
    {"{\"name\":5}", "argument", "name", "has to be text in quotes"},
    {"{\"area_a\":[\"china\"]}", "argument", "area_a", "has to be text in quotes"},
    {"{\"client_token\":true}", "argument", "client_token", "has to be text in quotes"},
    {"{\"bandwidth_mbps\":\"5\"}", "argument", "bandwidth_mbps", "has to be a whole number"},
    {"{\"bandwidth_mbps\":5.5}", "argument", "bandwidth_mbps", "has to be a whole number"},
    {"{\"bandwidth_mbps\":-5}", "argument", "bandwidth_mbps", "has to be a whole number"},
    {"{\"bandwidth_mbps\":4294967296}", "argument", "bandwidth_mbps", "from 0 to 4294967295"},
    {"{\"bandwidth_mbps\":1e300}", "argument", "bandwidth_mbps", "has to be a whole number"},
    {"{\"period\":{}}", "argument", "period", "has to be a whole number"},
    {"{\"auto_pay\":1}", "argument", "auto_pay", "has to be true or false"},
    {"{\"auto_renew\":\"true\"}", "argument", "auto_renew", "has to be true or false"},
    {"{\"billing\":\"Prepaid\"}", "argument", "billing",
     "billing is \"Prepaid\"; it has to be \"prepaid\", \"postpaid\" or \"postpaid_95\""},
    {"{\"billing\":1}", "argument", "billing", "has to be"},
    {"{\"billing\":\"\"}", "argument", "billing", "has to be"},
    {"{\"period_unit\":\"months\"}", "argument", "period_unit", "is \"months\"; it has to be \"month\" or \"year\""},
    {"{\"period_unit\":\"\"}", "argument", "period_unit", "has to be"},
    {"{\"tags\":\"env=prod\"}", "argument", "tags", "has to be an object"},
    {"{\"tags\":7}", "argument", "tags", "has to be an object"},
    {"{\"tags\":{\"env\":5}}", "argument", "tags", "not text"},
    {"{\"tags\":{\"env\":null}}", "argument", "tags", "not text"},
    {REQUEST ",\"tags\":[\"env\"]}", "argument", "tags", "tag without a key"},
    {REQUEST ",\"tags\":[{\"value\":\"v\"}]}", "argument", "tags", "tag without a key"},
    {REQUEST ",\"tags\":[{}]}", "argument", "tags", "tag without a key"},
    {"{\"tags\":[{\"key\":null}]}", "argument", "tags", "not text"},
    {"{\"tags\":[{\"key\":5}]}", "argument", "tags", "not text"},
    {"{\"tags\":[{\"key\":\"k\",\"val\":\"v\"}]}", "argument", "tags", "\"val\" in a tag"},
    {REQUEST ",\"tags\":[{\"key\":\"k\",\"key\":\"l\"}]}", "argument", "tags", "tag without a key"},
    {REQUEST ",\"tags\":{\"a\":\"1\",\"a\":\"2\"}}", "argument", "tags", "\"a\" twice"},
    {REQUEST ",\"tags\":[{\"key\":\"a\"},{\"key\":\"a\"}]}", "argument", "tags", "\"a\" twice"},
    {REQUEST ",\"tags\":{\"\":\"1\"}}", "argument", "tags", "without a key"},
    {REQUEST ",\"provider_options\":\"{}\"}", "argument", "provider_options", "has to be a JSON object"},
    {REQUEST ",\"provider_options\":[]}", "argument", "provider_options", "has to be a JSON object"},
    {REQUEST ",\"provider_options\":{\"a\":1,\"a\":2}}", "argument", "provider_options", "\"a\" twice"},
    {REQUEST ",\"provider_options\":{\"a\":1,\"b\":{\"c\":1,\"c\":1}}}", "argument", "provider_options", "\"c\" twice"},
    {REQUEST ",\"description\":\"d\"}", "unsupported", "description", "cannot be sent to baidu"},
    {"{\"bandwidth_mbps\":5," AREAS ",\"billing\":\"postpaid\"}", "argument", "name", "name is missing"},
    {"{" MINIMUM "}", "argument", "billing", "billing is missing"},
    {"{}", "argument", "area_a", "area_a is missing"},
    {"{\"name\":null,\"area_a\":null}", "argument", "area_a", "area_a is missing"},
};

static void test_bad_arguments_are_named(void **state)
{
    bwp_client *client = client_of("baidu");

    (void)state;
    for (size_t i = 0; i < COUNT(refused) * 2; i++) { /* create refuses in the same words, and sends nothing either */
        const char *which = refused[i / 2].arguments != NULL ? refused[i / 2].arguments : "NULL";
        cJSON      *json = call(client, i % 2 == 0 ? "preview" : "create", refused[i / 2].arguments);

        unit_text(which, "outcome", "not_done", text_of(json, "outcome"));
        unit_text(which, text_of(json, "message"), refused[i / 2].status, text_of(json, "status"));
        unit_text(which, text_of(json, "message"), refused[i / 2].field, text_of(json, "field"));
        unit_holds(which, "message", refused[i / 2].part, text_of(json, "message"));
        unit_holds(which, "message", refused[i / 2].field, text_of(json, "message"));
        unit_is_sentence(which, text_of(json, "message"));
        unit_number(which, "attempts", 0, (long long)cJSON_GetNumberValue(cJSON_GetObjectItem(json, "attempts")));
        unit_number(which, "retry", true, cJSON_IsTrue(cJSON_GetObjectItem(json, "retry_is_safe")));
        cJSON_Delete(json);
    }
    bwp_client_free(client);
}

static void test_operations_have_two_names(void **state)
{
    static const char *const names[] = {NULL, "", "buy", "Create", "creates", "who"};
    bwp_client              *client = client_of("baidu");

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        cJSON *json = call(client, names[i], REQUEST "}");

        assert_string_equal(text_of(json, "outcome"), "not_done");
        assert_string_equal(text_of(json, "status"), "argument");
        unit_holds("operation", "message",
                   "it has to be one of create, preview, find, get, list, wait, whoami, update, resize, bind, unbind, "
                   "set_tags, remove_tags, delete",
                   text_of(json, "message"));
        cJSON_Delete(json);
    }
    bwp_client_free(client);
}

static void test_every_key_is_always_there(void **state)
{
    static const char *const texts[] = {"outcome",       "status",     "message",  "field",       "provider",
                                        "provider_code", "request_id", "order_id", "client_token"};
    bwp_client              *client = client_of("baidu");

    (void)state;
    for (int i = 0; i < 3; i++) {
        cJSON *json = call(i < 2 ? client : NULL, "preview", i == 0 ? REQUEST "}" : "{}");

        for (size_t j = 0; j < COUNT(texts); j++)
            (void)text_of(json, texts[j]);
        assert_true(cJSON_IsNumber(cJSON_GetObjectItem(json, "http_status")));
        assert_true(cJSON_IsNumber(cJSON_GetObjectItem(json, "attempts")));
        assert_true(cJSON_IsBool(cJSON_GetObjectItem(json, "retry_is_safe")));
        assert_true(cJSON_IsBool(cJSON_GetObjectItem(json, "awaits_payment")));
        assert_true(cJSON_IsObject(cJSON_GetObjectItem(json, "request")));
        assert_true(cJSON_IsArray(cJSON_GetObjectItem(json, "packages")));
        assert_true(cJSON_IsObject(cJSON_GetObjectItem(json, "http_request")));
        (void)text_of(json, "canonical_request");
        (void)text_of(json, "string_to_sign");
        assert_int_equal(cJSON_GetArraySize(json), 18);
        cJSON_Delete(json);
    }
    bwp_client_free(client);
}

static void test_a_result_in_hand_reads_as_through_the_door(void **state)
{
    bwp_client *client = client_of("baidu");
    bwp_goal    goal = {.struct_size = sizeof goal};
    bwp_result *result = NULL;
    char       *door = bwp_call_json(client, "wait", "{\"id\":\"csnBp-1\"}"), *hand;

    (void)state;
    assert_int_equal(bwp_wait(client, "csnBp-1", &goal, &result), BWP_NOT_DONE);
    hand = bwp_result_json(result);
    assert_non_null(strstr(hand, "until is missing"));
    assert_string_equal(hand, door);
    assert_null(bwp_result_json(NULL));
    bwp_free(hand);
    bwp_free(door);
    bwp_result_free(result);
    bwp_client_free(client);
}

/* What bwp_call_json() prints, bwp_call() hands out: refusals of every kind, and what was understood. */
static void test_a_call_hands_out_what_the_door_prints(void **state)
{
    static const struct {
        const char *operation, *arguments;
        bwp_outcome outcome;
    } rows[] = {
        {"create", REQUEST ",\"bandwith\":5}", BWP_NOT_DONE},
        {"create", NULL, BWP_NOT_DONE},
        {"find", "{}", BWP_NOT_DONE},
        {"get", "{\"id\":\"a/b\"}", BWP_NOT_DONE},
        {"buy", REQUEST "}", BWP_NOT_DONE},
        {NULL, "{}", BWP_NOT_DONE},
        {"preview", REQUEST ",\"client_token\":\"t\",\"tags\":{\"a\":\"1\"}}", BWP_DONE},
        {"bind", "{\"id\":\"csnBp-1\",\"bound_to\":\"csn-1\",\"client_token\":\"t\",\"preview\":true}", BWP_DONE},
    };
    bwp_client *client = client_of("baidu");

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * 2; i++) {
        bwp_client *asked = i % 2 == 0 ? client : NULL;
        bwp_result *result = NULL;
        bwp_outcome outcome = bwp_call(asked, rows[i / 2].operation, rows[i / 2].arguments, &result);
        char       *door = bwp_call_json(asked, rows[i / 2].operation, rows[i / 2].arguments);
        char       *hand = bwp_result_json(result);
        size_t      same = strlen(hand) - 1; /* a preview prints more at its end */

        unit_number(door, "outcome", asked != NULL ? rows[i / 2].outcome : BWP_NOT_DONE, outcome);
        unit_number(door, "outcome in the result", outcome, bwp_result_outcome(result));
        if (strncmp(door, hand, same) != 0 || (door[same] != '}' && door[same] != ','))
            fail_msg("%s\nis not\n%s", hand, door);
        unit_number(door, "request is shown", outcome == BWP_DONE, *bwp_result_http_request(result) != '\0');
        assert_int_equal(bwp_call(asked, rows[i / 2].operation, rows[i / 2].arguments, NULL), outcome);
        bwp_free(hand);
        bwp_free(door);
        bwp_result_free(result);
    }
    bwp_client_free(client);
}

/* Of a look as of a change, and nobody is asked for it. */
static void test_a_look_has_a_preview(void **state)
{
    static const struct {
        const char *operation, *arguments, *url;
    } rows[] = {
        {"get", "{\"id\":\"csnBp-1\",\"preview\":true}", "/v1/csn/bp/csnBp-1"},
        {"list", "{\"limit\":5,\"preview\":true}", "/v1/csn/bp?maxKeys="},
        {"wait", "{\"id\":\"csnBp-1\",\"until\":\"ready\",\"preview\":true}", "/v1/csn/bp/csnBp-1"},
        {"find", REQUEST ",\"since\":7,\"preview\":true}", "/v1/csn/bp?maxKeys="},
    };
    bwp_client *client = client_of("baidu");

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        cJSON       *json = call(client, rows[i].operation, rows[i].arguments);
        const cJSON *request = cJSON_GetObjectItemCaseSensitive(json, "http_request");

        unit_text(rows[i].operation, "outcome", "done", text_of(json, "outcome"));
        unit_text(rows[i].operation, "method", "GET", text_of(request, "method"));
        unit_holds(rows[i].operation, "url", rows[i].url, text_of(request, "url"));
        unit_number(rows[i].operation, "attempts", 0, cJSON_GetObjectItemCaseSensitive(json, "attempts")->valueint);
        cJSON_Delete(json);
    }
    bwp_client_free(client);
}

static void test_preview_shows_the_request_in_parts(void **state)
{
    bwp_client  *client = client_of("baidu");
    cJSON       *json = call(client, "preview", REQUEST ",\"client_token\":\"t\",\"tags\":{\"env\":\"\xe5\xb8\xa6\"}}");
    const cJSON *request = cJSON_GetObjectItem(json, "http_request"),
                *headers = cJSON_GetObjectItem(request, "headers");

    (void)state;
    assert_string_equal(text_of(json, "outcome"), "done");
    assert_string_equal(text_of(json, "status"), "ok");
    assert_string_equal(text_of(json, "client_token"), "t");
    assert_string_equal(text_of(request, "method"), "POST");
    assert_string_equal(text_of(request, "url"), "https://csn.baidubce.com/v1/csn/bp?clientToken=t");
    assert_string_equal(text_of(headers, "Content-Type"), "application/json; charset=utf-8");
    assert_string_equal(text_of(headers, "Host"), "csn.baidubce.com");
    unit_holds("preview", "Authorization", "bce-auth-v1/***/", text_of(headers, "Authorization"));
    unit_same_json(
        "preview", "body",
        "{\"name\":\"n\",\"bandwidth\":5,\"geographicA\":\"China\",\"geographicB\":\"Asia-Pacific\",\"billing\":"
        "{\"paymentTiming\":\"Postpaid\"},\"tags\":[{\"tagKey\":\"env\",\"tagValue\":\"\xe5\xb8\xa6\"}]}",
        text_of(request, "body"));
    unit_holds("preview", "canonical request", "POST\n/v1/csn/bp\nclientToken=t\nhost:csn.baidubce.com\n",
               text_of(json, "canonical_request"));
    assert_string_equal(text_of(json, "string_to_sign"), "");
    cJSON_Delete(json);
    bwp_client_free(client);
}

static void test_every_field_of_a_request(void **state)
{
    bwp_client *client = client_of("huawei");
    cJSON      *json = call(
             client, "preview",
             "{\"name\":\"n\",\"description\":\"d\",\"bandwidth_mbps\":5e0," AREAS ",\"billing\":\"prepaid\","
                  "\"period\":12,\"period_unit\":\"month\",\"auto_pay\":true,\"auto_renew\":true,\"bind_to\":\"b\","
                  "\"resource_group\":\"g\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"bare\"}],"
                  "\"client_token\":null,\"provider\\u005foptions\":{\"spec_code\":\"s\",\"x\":{\"y\":[9007199254740993]}}}");
    char *asked;

    (void)state;
    assert_string_equal(text_of(json, "message"), "");
    unit_same_json(
        "everything", "body",
        "{\"bandwidth_package\":{\"project_id\":\"unit-project\",\"name\":\"n\",\"description\":\"d\",\"local_area_"
        "id\":"
        "\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\",\"bandwidth\":5,\"charge_mode\":\"bandwidth\","
        "\"billing_mode\":1,\"prepaid_options\":{\"period_type\":\"year\",\"period_num\":1,\"is_auto_renew\":true,"
        "\"is_auto_pay\":true},\"enterprise_project_id\":\"g\",\"resource_id\":\"b\",\"resource_type\":"
        "\"cloud_connection\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"bare\",\"value\":\"\"}],"
        "\"spec_code\":\"s\",\"x\":{\"y\":[9007199254740993]}}}",
        text_of(cJSON_GetObjectItem(json, "http_request"), "body"));
    unit_holds("everything", "digits", "[9007199254740993]",
               text_of(cJSON_GetObjectItem(json, "http_request"), "body"));
    asked = cJSON_PrintUnformatted(cJSON_GetObjectItem(json, "request"));
    unit_same_json(
        "everything", "request",
        "{\"name\":\"n\",\"description\":\"d\",\"bandwidth_mbps\":5," AREAS ",\"billing\":\"prepaid\",\"period\":12,"
        "\"period_unit\":\"month\",\"auto_pay\":true,\"auto_renew\":true,\"bind_to\":\"b\",\"resource_group\":\"g\","
        "\"tags\":{\"k\":\"v\",\"bare\":\"\"},\"provider_options\":{\"spec_code\":\"s\",\"x\":{\"y\":[9007199254740993]"
        "}}}",
        asked);
    cJSON_free(asked);
    cJSON_Delete(json);
    bwp_client_free(client);
}

#define FROM_TAGS "{\"tags\":[{\"key\":\"a\",\"value\":\"\"},{\"key\":\"b\",\"value\":\"\"}]}"

/* A change as JSON, at Huawei, and the method, the end of the address and the body that it becomes. */
static const struct {
    const char *verb, *arguments, *method, *end, *body;
} changes[] = {
    {"update", "\"name\":\"n\"", "PUT", "/bwp-1", "{\"bandwidth_package\":{\"name\":\"n\"}}"},
    {"update", "\"name\":null,\"description\":\"\"", "PUT", "/bwp-1", "{\"bandwidth_package\":{\"description\":\"\"}}"},
    {"resize", "\"bandwidth_mbps\":5", "PUT", "/bwp-1", "{\"bandwidth_package\":{\"bandwidth\":5}}"},
    {"bind", "\"bound_to\":\"cc-1\",\"auto_pay\":false,\"tags\":null", "POST", "/bwp-1/associate",
     "{\"bandwidth_package\":{\"resource_id\":\"cc-1\",\"resource_type\":\"cloud_connection\"}}"},
    {"unbind", "\"bound_to\":\"cc-1\"", "POST", "/bwp-1/disassociate",
     "{\"bandwidth_package\":{\"resource_id\":\"cc-1\",\"resource_type\":\"cloud_connection\"}}"},
    {"set_tags", "\"tags\":{\"a\":\"1\"}", "POST", "/bwp-1/tag", "{\"tags\":[{\"key\":\"a\",\"value\":\"1\"}]}"},
    {"remove_tags", "\"tags\":[\"a\",\"b\"]", "POST", "/bwp-1/untag", FROM_TAGS},
    {"remove_tags", "\"tags\":[{\"key\":\"a\"},{\"key\":\"b\"}]", "POST", "/bwp-1/untag", FROM_TAGS},
    {"remove_tags", "\"tags\":{\"a\":\"\",\"b\":\"\"}", "POST", "/bwp-1/untag", FROM_TAGS},
    {"delete", "\"provider_options\":null", "DELETE", "/bwp-1", ""},
};

static void test_changes_are_previewed(void **state)
{
    bwp_client *client = client_of("huawei");

    (void)state;
    for (size_t i = 0; i < COUNT(changes); i++) {
        const cJSON *request;
        cJSON       *json;
        const char  *url;
        char         arguments[256];

        (void)snprintf(arguments, sizeof arguments, "{\"id\":\"bwp-1\",\"preview\":true,%s}", changes[i].arguments);
        json = call(client, changes[i].verb, arguments);
        request = cJSON_GetObjectItemCaseSensitive(json, "http_request");
        unit_text(arguments, "message", "", text_of(json, "message"));
        unit_text(arguments, "outcome", "done", text_of(json, "outcome"));
        unit_text(arguments, "method", changes[i].method, text_of(request, "method"));
        unit_text(arguments, "body", changes[i].body, text_of(request, "body"));
        url = text_of(request, "url");
        assert_true(strlen(url) > strlen(changes[i].end));
        unit_text(arguments, "url", changes[i].end, url + strlen(url) - strlen(changes[i].end));
        assert_int_equal(cJSON_GetArraySize(json), 18);
        cJSON_Delete(json);
    }
    bwp_client_free(client);
}

static const struct {
    const char *operation, *arguments, *field, *part;
} bad_changes[] = {
    {"get", "{}", "id", "id is missing"},
    {"get", "{\"id\":\"a/b\"}", "id", "is no id"},
    {"get", "{\"id\":7}", "id", "id"},
    {"get", "{\"id\":\"i\",\"name\":\"n\"}", "name", "\"name\" is no field"},
    {"list", "{\"limit\":10001}", "limit", "at most 10000"},
    {"list", "{\"limit\":-1}", "limit", "limit"},
    {"list", "{\"id\":\"i\"}", "id", "\"id\" is no field"},
    {"wait", "{\"id\":\"i\"}", "until", "until is missing"},
    {"wait", "{\"id\":\"i\",\"until\":\"soon\"}", "until", "until is \"soon\"; it has to be \"ready\""},
    {"wait", "{\"id\":\"i\",\"until\":\"resized\"}", "bandwidth_mbps", "is missing"},
    {"wait", "{\"id\":\"i\",\"until\":\"gone\",\"progress\":1}", "progress", "no field"},
    {"find", REQUEST ",\"since\":\"yesterday\"}", "since", "since"},
    {"find", "{}", "area_a", "area_a is missing"},
    {"update", "{\"id\":\"i\",\"name\":null}", "name", "both missing"},
    {"resize", "{\"id\":\"i\",\"bandwidth_mbps\":0}", "bandwidth_mbps", "bandwidth_mbps is missing"},
    {"resize", "{\"id\":\"i\",\"bandwidth_mbps\":5,\"bound_to\":\"c\"}", "bound_to", "is not read by resize"},
    {"set_tags", "{\"id\":\"i\",\"tags\":[\"a\"]}", "tags", "tags"},
    {"remove_tags", "{\"id\":\"i\",\"tags\":[\"a\",\"a\"]}", "tags", "twice"},
    {"delete", "{\"id\":\"i\",\"since\":5}", "since", "\"since\" is no field"},
};

static void test_bad_arguments_of_every_operation_are_named(void **state)
{
    bwp_client *client = client_of("huawei");

    (void)state;
    for (size_t i = 0; i < COUNT(bad_changes); i++) {
        cJSON *json = call(client, bad_changes[i].operation, bad_changes[i].arguments);

        unit_text(bad_changes[i].arguments, "outcome", "not_done", text_of(json, "outcome"));
        unit_text(bad_changes[i].arguments, "status", "argument", text_of(json, "status"));
        unit_text(bad_changes[i].arguments, "field", bad_changes[i].field, text_of(json, "field"));
        unit_holds(bad_changes[i].arguments, "message", bad_changes[i].part, text_of(json, "message"));
        unit_is_sentence(bad_changes[i].arguments, text_of(json, "message"));
        cJSON_Delete(json);
    }
    bwp_client_free(client);
}

static void test_a_thousand_tags_and_one(void **state)
{
    bwp_client *client = client_of("huawei");

    (void)state;
    for (unsigned count = 1000; count <= 1001; count++) {
        struct buf text = BUF_INIT(1024 * 1024);
        cJSON     *json;

        bwpi_buf_add_text(&text, REQUEST ",\"tags\":{\"t\":\"\"");
        for (unsigned i = 1; i < count; i++) {
            bwpi_buf_add_text(&text, ",\"t");
            bwpi_buf_add_uint(&text, i);
            bwpi_buf_add_text(&text, "\":\"v\"");
        }
        bwpi_buf_add_text(&text, "}}");
        json = call(client, "preview", bwpi_buf_text(&text));
        assert_string_equal(text_of(json, "outcome"), count == 1000 ? "done" : "not_done");
        cJSON_Delete(json);
        bwpi_buf_free(&text);
    }
    bwp_client_free(client);
}

static void test_too_long_is_refused(void **state)
{
    bwp_client *client = client_of("baidu");
    size_t      size = 1024 * 1024 + 1;
    char       *text = malloc(size + 1);
    cJSON      *json;

    (void)state;
    assert_non_null(text);
    memset(text, ' ', size);
    text[size] = '\0';
    json = call(client, "preview", text);
    unit_holds("too long", "message", "the JSON is too long", text_of(json, "message"));
    cJSON_Delete(json);
    free(text);
    bwp_client_free(client);
}

/* ---- configuration ---- */

static const struct {
    const char *config, *part;
} bad_configs[] = {
    {NULL, "the JSON is NULL"},
    {"", "it is not JSON"},
    {"[]", "no object"},
    {"{}", "provider is missing"},
    {"{\"provider\":\"aws\"}", "provider is \"aws\""},
    {"{\"provider\":\"baidu\"}", "access_key and secret_key are missing"},
    {"{\"provider\":\"baidu\",\"access_key\":\"a\"}", "secret_key is missing"},
    {"{\"provider\":\"baidu\",\"acces_key\":\"a\"}", "\"acces_key\" is no field; there are provider, access_key"},
    {"{\"provider\":\"baidu\",\"log\":\"a\"}", "\"log\" is no field"},
    {"{\"provider\":\"baidu\",\"provider\":\"baidu\"}", "provider stands there twice"},
    {"{\"provider\":5}", "provider has to be text in quotes"},
    {"{\"provider\":\"baidu\",\"timeout_ms\":-1}", "timeout_ms has to be a whole number"},
    {"{\"provider\":\"baidu\",\"max_attempts\":\"3\"}", "max_attempts has to be a whole number"},
    {"{\"provider\":\"baidu\",\"access_key\":\"a\",\"secret_key\":\"s\",\"endpoint\":\"http://csn.baidubce.com\"}",
     "plain http is for loopback only"},
};

static void test_bad_configurations_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad_configs); i++) {
        const char *which = bad_configs[i].config != NULL ? bad_configs[i].config : "NULL";
        char        problem[BWP_ERROR_SIZE] = "";

        if (bwp_client_new_json(bad_configs[i].config, problem) != NULL)
            fail_msg("%s makes a client", which);
        unit_holds(which, "message", bad_configs[i].part, problem);
        unit_is_sentence(which, problem);
        assert_null(bwp_client_new_json(bad_configs[i].config, NULL));
    }
}

static void test_every_field_of_a_configuration(void **state)
{
    char        problem[BWP_ERROR_SIZE] = "";
    bwp_client *client = bwp_client_new_json(
        "{\"provider\":\"huawei\",\"access_key\":\"key-a\",\"secret_key\":\"key-s\","
        "\"security_token\":\"token\",\"auth_token\":null,\"account\":\"acc\","
        "\"project\":\"pro\",\"site\":\"international\",\"endpoint\":"
        "\"https://cc.example.com\",\"iam_endpoint\":\"https://iam.example.com\","
        "\"signature\":null,\"proxy\":\"http://127.0.0.1:1\",\"user_agent\":\"me/1\","
        "\"connect_timeout_ms\":5,\"timeout_ms\":6,\"max_attempts\":1}",
        problem);
    cJSON *json;

    (void)state;
    assert_string_equal(problem, "");
    assert_non_null(client);
    json = call(client, "preview", REQUEST "}");
    assert_string_equal(text_of(cJSON_GetObjectItem(json, "http_request"), "url"),
                        "https://cc.example.com/v3/acc/ccaas/bandwidth-packages");
    unit_holds("config", "body", "\"billing_mode\":4", text_of(cJSON_GetObjectItem(json, "http_request"), "body"));
    unit_holds("config", "body", "\"project_id\":\"pro\"", text_of(cJSON_GetObjectItem(json, "http_request"), "body"));
    cJSON_Delete(json);
    bwp_client_free(client);
}

/* ---- what is sold ---- */

static int tokens_of(const struct provider *provider)
{
    int count = 0;

    for (int verb = 0; verb < VERB_COUNT; verb++)
        count += provider->skills[verb].takes_token;
    return count;
}

static int count_pairs(const struct terms *terms)
{
    int count = 0;

    while (terms->not_between != NULL && terms->not_between[count].a != NULL)
        count++;
    return count;
}

static void test_providers_come_from_the_tables_that_validate(void **state)
{
    char        *text = bwp_providers_json();
    cJSON       *json = cJSON_Parse(text);
    const cJSON *providers = cJSON_GetObjectItem(json, "providers"), *provider;
    size_t       i = 0;

    (void)state;
    assert_int_equal(cJSON_GetArraySize(providers), 4);
    cJSON_ArrayForEach(provider, providers)
    {
        const struct terms *terms = &bwpi_provider_at(i)->terms;

        assert_string_equal(text_of(provider, "name"), bwpi_provider_at(i)->name);
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(provider, "areas")), terms->area_count);
        assert_int_equal(
            (uint32_t)cJSON_GetNumberValue(cJSON_GetObjectItem(cJSON_GetObjectItem(provider, "bandwidth_mbps"), "max")),
            terms->bandwidth_max);
        assert_int_equal(
            (uint32_t)cJSON_GetNumberValue(cJSON_GetObjectItem(cJSON_GetObjectItem(provider, "bandwidth_mbps"), "min")),
            terms->bandwidth_min > 0 ? terms->bandwidth_min : 1);
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(provider, "not_between")), count_pairs(terms));
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(provider, "billing")), i == 1 || i == 3 ? 2 : 3);
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(cJSON_GetObjectItem(provider, "periods"), "year")),
                         i == 2 ? 0 : 3);
        assert_string_equal(text_of(provider, "source"), terms->page);
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(provider, "tokens")), tokens_of(bwpi_provider_at(i)));
        assert_string_equal(text_of(provider, "endpoint"), bwpi_provider_at(i)->sites[0].endpoint);
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(provider, "sites")), i == 3 ? SITES_MAX : 0);
        i++;
    }
    cJSON_Delete(json);
    bwp_free(text);
    bwp_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_arguments_are_named),
        cmocka_unit_test(test_operations_have_two_names),
        cmocka_unit_test(test_every_key_is_always_there),
        cmocka_unit_test(test_a_result_in_hand_reads_as_through_the_door),
        cmocka_unit_test(test_a_call_hands_out_what_the_door_prints),
        cmocka_unit_test(test_a_look_has_a_preview),
        cmocka_unit_test(test_preview_shows_the_request_in_parts),
        cmocka_unit_test(test_every_field_of_a_request),
        cmocka_unit_test(test_changes_are_previewed),
        cmocka_unit_test(test_bad_arguments_of_every_operation_are_named),
        cmocka_unit_test(test_a_thousand_tags_and_one),
        cmocka_unit_test(test_too_long_is_refused),
        cmocka_unit_test(test_bad_configurations_are_named),
        cmocka_unit_test(test_every_field_of_a_configuration),
        cmocka_unit_test(test_providers_come_from_the_tables_that_validate),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
