/* json_wire_test.c - the JSON door from end to end: what goes in is bought, and every key comes out. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bwp_client *client_of(const struct wire_door *door, const char *secret_key)
{
    bwp_client *client;
    char        config[1024], problem[BWP_ERROR_SIZE] = "";
    bool        huawei = strcmp(door->provider, "huawei") == 0;

    (void)snprintf(
        config, sizeof config,
        "{\"provider\":\"%s\",\"access_key\":\"" WIRE_ACCESS_KEY "\",\"secret_key\":\"%s\",\"endpoint\":\"%s\","
        "\"timeout_ms\":30000,\"max_attempts\":1%s%s%s%s}",
        door->provider, secret_key, wire_cloud.url,
        huawei ? ",\"account\":\"emulator-account\",\"project\":\"emulator-project\",\"site\":\"china\"" : "",
        door->signature != NULL ? ",\"signature\":\"" : "", door->signature != NULL ? door->signature : "",
        door->signature != NULL ? "\"" : "");
    client = bwp_client_new_json(config, problem);
    if (client == NULL)
        fail_msg("no client: %s", problem);
    return client;
}

static cJSON *call(bwp_client *client, const char *operation, const char *arguments)
{
    cJSON *result;
    char  *text = bwp_call_json(client, operation, arguments);

    assert_non_null(text);
    assert_null(strchr(text, '\n')); /* one line */
    wire_assert_no_secret(text);
    result = cJSON_Parse(text);
    if (result == NULL)
        fail_msg("this is not JSON: %s", text);
    bwp_free(text);
    return result;
}

/* Exactly these keys, of these types: 's' text, 'n' number, 'b' true or false, 'a' array, 'o' object. */
static void assert_keys(const cJSON *object, const char *const *keys, size_t count)
{
    assert_int_equal(cJSON_GetArraySize(object), count);
    for (size_t i = 0; i < count; i++) {
        const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, keys[i] + 2);
        bool         fits = keys[i][0] == 's'   ? cJSON_IsString(member)
                            : keys[i][0] == 'n' ? cJSON_IsNumber(member)
                            : keys[i][0] == 'b' ? cJSON_IsBool(member)
                            : keys[i][0] == 'a' ? cJSON_IsArray(member)
                                                : cJSON_IsObject(member);

        if (!fits)
            fail_msg("\"%s\" is missing, or of another type", keys[i]);
    }
}

static const char *const result_keys[] = {
    "s outcome", "s status", "s message", "s field", "s provider", "s provider_code", "s request_id", "s order_id",
    "s client_token", "n http_status", "n attempts", "b retry_is_safe", "b awaits_payment", "o request", "a packages",
    /* of a preview besides */
    "o http_request", "s canonical_request", "s string_to_sign"};
enum { RESULT_KEYS = 15, PREVIEW_KEYS = 18 };

static const char *const package_keys[] = {
    "s id",         "s name",     "s description",    "s status",   "s state",      "n bandwidth_mbps",
    "s area_a",     "s area_b",   "s billing",        "s order_id", "s created_at", "s updated_at",
    "s expires_at", "s bound_to", "s resource_group", "o tags",     "o provider"};

static int number(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name)->valueint;
}

static void test_create_shows_every_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const cJSON            *package;
        cJSON                  *purchase;
        cJSON                  *result;
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = client_of(door, WIRE_SECRET_KEY);

        (void)wire_test_start(NULL);
        result = call(client, "create",
                      "{\"name\":\"香港-上海\",\"bandwidth_mbps\":100,\"area_a\":\"china\",\"area_b\":\"asia-pacific\","
                      "\"billing\":\"prepaid\",\"period\":1,\"period_unit\":\"month\",\"auto_pay\":true,"
                      "\"tags\":{\"env\":\"prod\",\"部门\":\"网络\"}}");
        purchase = wire_only_purchase();
        package = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(result, "packages"), 0);
        assert_keys(result, result_keys, RESULT_KEYS);
        assert_keys(package, package_keys, COUNT(package_keys));
        assert_string_equal(wire_text(result, "outcome"), "done");
        assert_string_equal(wire_text(result, "status"), "ok");
        assert_string_equal(wire_text(result, "message"), "");
        assert_string_equal(wire_text(result, "provider_code"), "");
        assert_string_equal(wire_text(result, "client_token"), wire_text(purchase, "client_token"));
        assert_true(strlen(wire_text(result, "request_id")) > 0);
        assert_int_equal(number(result, "http_status"), door->created_status);
        assert_int_equal(number(result, "attempts"), 1);
        assert_true(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(result, "retry_is_safe")));
        assert_true(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(result, "awaits_payment")));
        assert_string_equal(wire_text(package, "id"), wire_text(purchase, "id"));
        cJSON_Delete(purchase);
        cJSON_Delete(result);
        bwp_client_free(client);
    }
}

static void test_package_of_huawei_comes_in_our_words(void **state)
{
    cJSON      *provider;
    cJSON      *package;
    cJSON      *result;
    bwp_client *client = client_of(&wire_doors[WIRE_HUAWEI], WIRE_SECRET_KEY);

    (void)state;
    result = call(client, "create",
                  "{\"name\":\"in our words\",\"description\":\"d\",\"bandwidth_mbps\":100,\"area_a\":\"china\","
                  "\"area_b\":\"africa\",\"billing\":\"postpaid_95\",\"bind_to\":\"cc-1\",\"resource_group\":\"ep-1\","
                  "\"tags\":[{\"key\":\"env\",\"value\":\"prod\"},{\"key\":\"empty\"}],"
                  "\"provider_options\":{\"interflow_mode\":\"Area\"}}");
    package = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(result, "packages"), 0);
    provider = cJSON_DetachItemFromObjectCaseSensitive(package, "provider");
    assert_int_equal(cJSON_GetArraySize(provider), 22); /* all that was answered */
    assert_string_equal(wire_text(provider, "remote_area_id"), "Africa");
    assert_string_equal(wire_text(package, "created_at"), wire_text(provider, "created_at"));
    cJSON_Delete(cJSON_DetachItemFromObjectCaseSensitive(package, "created_at"));
    cJSON_Delete(cJSON_DetachItemFromObjectCaseSensitive(package, "updated_at"));
    cJSON_Delete(cJSON_DetachItemFromObjectCaseSensitive(package, "id"));
    wire_assert_json(package,
                     "{\"name\":\"in our words\",\"description\":\"d\",\"status\":\"ACTIVE\",\"state\":\"ready\","
                     "\"bandwidth_mbps\":100,"
                     "\"area_a\":\"china\",\"area_b\":\"africa\",\"billing\":\"postpaid_95\",\"order_id\":\"\","
                     "\"expires_at\":\"\",\"bound_to\":\"cc-1\",\"resource_group\":\"ep-1\","
                     "\"tags\":{\"env\":\"prod\",\"empty\":\"\"}}");
    cJSON_Delete(provider);
    cJSON_Delete(result);
    bwp_client_free(client);
}

static const char minimal[] =
    "{\"name\":\"small\",\"bandwidth_mbps\":10,\"area_a\":\"china\",\"area_b\":\"asia-pacific\","
    "\"billing\":\"prepaid\",\"period\":1,\"period_unit\":\"month\",\"auto_pay\":true}";

static void test_refused_call_shows_every_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = client_of(door, "some-other-secret");
        cJSON                  *result = call(client, "create", minimal);

        assert_keys(result, result_keys, RESULT_KEYS);
        assert_string_equal(wire_text(result, "outcome"), "not_done");
        assert_string_equal(wire_text(result, "status"), "credentials");
        assert_string_equal(wire_text(result, "provider_code"),
                            i == WIRE_HUAWEI ? "APIGW.0301" : "SignatureDoesNotMatch");
        assert_true(strlen(wire_text(result, "message")) > 0);
        assert_true(strlen(wire_text(result, "request_id")) > 0);
        assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(result, "retry_is_safe")));
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(result, "packages")), 0);
        assert_int_equal(wire_purchases(door->provider), 0);
        cJSON_Delete(result);
        bwp_client_free(client);
    }
}

static void test_lost_answer_is_unknown_in_words_too(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        cJSON                  *result;
        cJSON                  *purchase;
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = client_of(door, WIRE_SECRET_KEY);

        (void)wire_test_start(NULL);
        wire_fault_one(door->provider, "cut_after");
        result = call(client, "create", minimal);
        assert_keys(result, result_keys, RESULT_KEYS);
        assert_string_equal(wire_text(result, "outcome"), "unknown");
        assert_string_equal(wire_text(result, "status"), "network");
        assert_int_equal(number(result, "http_status"), 0);
        assert_int_equal(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(result, "retry_is_safe")), door->honours_token);
        purchase = wire_only_purchase();
        assert_string_equal(wire_text(result, "client_token"), wire_text(purchase, "client_token"));
        cJSON_Delete(purchase);
        cJSON_Delete(result);
        bwp_client_free(client);
    }
}

static void test_mistake_names_its_field_and_sends_nothing(void **state)
{
    static const struct {
        const char *operation, *arguments, *field, *status;
    } rows[] = {
        {"create", "{\"name\":\"n\",\"bandwith\":10}", "bandwith", "argument"},
        {"create", "{\"name\":\"n\",\"bandwidth_mbps\":\"10\"}", "bandwidth_mbps", "argument"},
        {"create",
         "{\"name\":\"n\",\"bandwidth_mbps\":10,\"area_a\":\"china\",\"area_b\":\"moon\",\"billing\":\"postpaid\"}",
         "area_b", "argument"},
        {"create", "{\"name\":\"n\",\"bandwidth_mbps\":10,\"area_a\":\"china\",\"area_b\":\"china\"}", "billing",
         "argument"},
        {"create", "{\"name\":\"n\",\"name\":\"m\"}", "name", "argument"},
        {"create", "{", "", "argument"},
        {"create", "[]", "", "argument"},
        {"create", "{}{}", "", "argument"},
        {"create", "", "", "argument"},
        {"create", NULL, "", "argument"},
        {"destroy", "{}", "", "argument"},
        {NULL, "{}", "", "argument"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bwp_client             *client = client_of(door, WIRE_SECRET_KEY);
        cJSON                  *result = call(client, rows[i / WIRE_DOORS].operation, rows[i / WIRE_DOORS].arguments);

        assert_keys(result, result_keys, RESULT_KEYS);
        assert_string_equal(wire_text(result, "outcome"), "not_done");
        assert_string_equal(wire_text(result, "status"), rows[i / WIRE_DOORS].status);
        assert_string_equal(wire_text(result, "field"), rows[i / WIRE_DOORS].field);
        assert_true(strlen(wire_text(result, "message")) > 0);
        assert_int_equal(number(result, "attempts"), 0);
        assert_int_equal(wire_requests(door->provider), 0);
        cJSON_Delete(result);
        bwp_client_free(client);
    }
}

static void test_preview_shows_the_request_and_sends_nothing(void **state)
{
    static const char *const request_keys[] = {"s method", "s url", "o headers", "s body"};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = client_of(door, WIRE_SECRET_KEY);
        cJSON                  *result = call(client, "preview", minimal);
        const cJSON            *request = cJSON_GetObjectItemCaseSensitive(result, "http_request");

        assert_keys(result, result_keys, PREVIEW_KEYS);
        assert_keys(request, request_keys, COUNT(request_keys));
        assert_string_equal(wire_text(result, "outcome"), "done");
        assert_string_equal(wire_text(request, "method"), i == WIRE_VOLCENGINE ? "GET" : "POST");
        assert_memory_equal(wire_text(request, "url"), wire_cloud.url, strlen(wire_cloud.url));
        wire_assert_has(wire_text(request, i == WIRE_ACS3 || i == WIRE_VOLCENGINE ? "url" : "body"), "small");
        if (i != WIRE_RPC)
            wire_assert_has(wire_text(cJSON_GetObjectItemCaseSensitive(request, "headers"), "Authorization"), "***");
        assert_int_equal(strlen(wire_text(result, "string_to_sign")) == 0, i == WIRE_BAIDU);
        assert_int_equal(number(result, "attempts"), 0);
        assert_int_equal(wire_requests(door->provider), 0);
        cJSON_Delete(result);
        bwp_client_free(client);
    }
}

static void test_without_a_client_nothing_is_done(void **state)
{
    cJSON *result;

    (void)state;
    result = call(NULL, "create", minimal);
    assert_keys(result, result_keys, RESULT_KEYS);
    assert_string_equal(wire_text(result, "outcome"), "not_done");
    cJSON_Delete(result);
    bwp_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_create_shows_every_key),
        WIRE_TEST(test_package_of_huawei_comes_in_our_words),
        WIRE_TEST(test_refused_call_shows_every_key),
        WIRE_TEST(test_lost_answer_is_unknown_in_words_too),
        WIRE_TEST(test_mistake_names_its_field_and_sends_nothing),
        WIRE_TEST(test_preview_shows_the_request_and_sends_nothing),
        WIRE_TEST(test_without_a_client_nothing_is_done),
    };

    return WIRE_RUN(tests);
}
