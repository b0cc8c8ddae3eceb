/* emulator_metadata_test.c - the emulator as the services that give a machine keys, asked by hand and by the library.
 */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/clock.h"
#include "road/client.h"
#include "wire_life.h"

enum { TOKEN_GOOD_FOR = 21600, TEXT_ROOM = 1024 };

/* The services; without a token they say 401 or 403. */
static const struct service {
    const char *name, *token_path, *seconds, *header, *keys_path, *expires;
    int         no_token;
    const char *access_key; /* as the answer holds it */
    int         door;
} services[] = {
    {"huawei-metadata", "/meta-data/latest/api/token", "X-Metadata-Token-Ttl-Seconds", "X-Metadata-Token",
     "/openstack/latest/securitykey", "\"expires_at\":\"", 401, "\"access\":\"" WIRE_TEMPORARY_KEY "\"", WIRE_HUAWEI},
    {"alibaba-metadata", "/latest/api/token", "X-aliyun-ecs-metadata-token-ttl-seconds", "X-aliyun-ecs-metadata-token",
     "/latest/meta-data/ram/security-credentials/emulator-role", "\"Expiration\":\"", 403,
     "\"AccessKeyId\":\"" WIRE_TEMPORARY_KEY "\"", WIRE_ACS3},
    {"volcengine-metadata", "/latest/api/token", "X-volc-ecs-metadata-token-ttl-seconds", "X-volc-ecs-metadata-token",
     "/volcstack/latest/iam/security_credentials/emulator-role", "\"ExpiredTime\":\"", 401,
     "\"AccessKeyId\":\"" WIRE_TEMPORARY_KEY "\"", WIRE_VOLCENGINE},
};

/* The status, and the start of the body in text; a header of that value is sent where value is not NULL. */
static long ask(const char *method, const char *path, const char *name, const char *value, char text[TEXT_ROOM])
{
    char               url[256], header[512];
    CURL              *easy = curl_easy_init();
    struct curl_slist *list = NULL;
    struct wire_bytes  answer = {0};
    long               status = 0;

    assert_non_null(easy);
    (void)snprintf(url, sizeof url, "%s%s", wire_cloud.url, path);
    (void)snprintf(header, sizeof header, "%s: %s", name, value != NULL ? value : "");
    if (value != NULL)
        list = curl_slist_append(NULL, header);
    (void)curl_easy_setopt(easy, CURLOPT_URL, url);
    (void)curl_easy_setopt(easy, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
    (void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, wire_collect);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
    assert_int_equal(curl_easy_perform(easy), CURLE_OK);
    (void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    (void)snprintf(text, TEXT_ROOM, "%s", answer.text != NULL ? answer.text : "");
    curl_easy_cleanup(easy);
    curl_slist_free_all(list);
    free(answer.text);
    return status;
}

static void get_token(const struct service *service, char token[TEXT_ROOM])
{
    assert_int_equal(ask("PUT", service->token_path, service->seconds, "21600", token), 200);
    assert_true(strlen(token) > 32);
}

static void test_keys_are_given_for_a_token(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(services); i++) {
        const struct service *service = &services[i];
        char                  token[TEXT_ROOM], text[TEXT_ROOM], expires[CLOCK_TEXT_SIZE];
        const char           *found;

        get_token(service, token);
        assert_int_equal(ask("GET", service->keys_path, service->header, token, text), 200);
        wire_assert_has(text, service->access_key);
        found = strstr(text, service->expires);
        assert_non_null(found);
        (void)snprintf(expires, sizeof expires, "%.19sZ", found + strlen(service->expires));
        wire_assert_within(bwpi_clock_parse_normal(expires) - bwpi_clock_unix(), 6 * 3600 - 60, 6 * 3600);
    }
}

static void test_a_token_has_to_be_shown_and_good(void **state)
{
    static const char *const seconds[] = {NULL, "", "0", "-1", "21601", "x", "1 day", "99999999999999999999"};

    (void)state;
    for (size_t i = 0; i < COUNT(services); i++) {
        const struct service *service = &services[i], *other = &services[(i + 1) % COUNT(services)];
        char                  token[TEXT_ROOM], forged[TEXT_ROOM + 1], text[TEXT_ROOM];

        get_token(other, token); /* of the other service */
        assert_int_equal(ask("GET", service->keys_path, service->header, token, text), service->no_token);
        wire_assert_has(text, "is not a token of this service");
        get_token(service, token);
        assert_int_equal(ask("GET", service->keys_path, service->header, NULL, text), service->no_token);
        wire_assert_has(text, "is missing");
        wire_assert_has(text, "<html>");
        assert_int_equal(ask("GET", service->keys_path, service->header, "a-ticket", text), service->no_token);
        (void)snprintf(forged, sizeof forged, "9%s", token); /* good for longer */
        assert_int_equal(ask("GET", service->keys_path, service->header, forged, text), service->no_token);
        wire_clock(TOKEN_GOOD_FOR - 60);
        assert_int_equal(ask("GET", service->keys_path, service->header, token, text), 200);
        wire_clock(TOKEN_GOOD_FOR + 1);
        assert_int_equal(ask("GET", service->keys_path, service->header, token, text), service->no_token);
        wire_assert_has(text, "has expired");
        wire_clock(0);
        assert_int_equal(ask("GET", service->keys_path, service->header, token, text), 200);
        cJSON_Delete(wire_control("DELETE", "/emulator/ledger", NULL)); /* forgets tokens, too */
        assert_int_equal(ask("GET", service->keys_path, service->header, token, text), service->no_token);
        for (size_t j = 0; j < COUNT(seconds); j++)
            assert_int_equal(ask("PUT", service->token_path, service->seconds, seconds[j], text), 400);
        assert_int_equal(ask("GET", service->token_path, service->seconds, "60", text), 404);
    }
}

static void test_tokens_may_be_optional_or_not_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(services); i++) {
        const struct service *service = &services[i];
        char                  text[TEXT_ROOM];

        wire_control_post("/emulator/metadata", "{\"tokens\":\"optional\"}");
        assert_int_equal(ask("GET", service->keys_path, service->header, NULL, text), 200);
        assert_int_equal(ask("GET", service->keys_path, service->header, "a-ticket", text), service->no_token);
        wire_control_post("/emulator/metadata", "{\"tokens\":\"none\"}");
        assert_int_equal(ask("PUT", service->token_path, service->seconds, "21600", text), 404);
        assert_int_equal(ask("GET", service->keys_path, service->header, NULL, text), 200);
        wire_control_post("/emulator/metadata", "{\"role\":false}");
        assert_int_equal(ask("GET", service->keys_path, service->header, NULL, text), 404);
        wire_control_post("/emulator/metadata", "{\"tokens\":\"required\",\"role\":true}");
        assert_int_equal(ask("GET", service->keys_path, service->header, NULL, text), service->no_token);
    }
}

/* ---- the library ---- */

static bwp_client *client_of(const struct service *service)
{
    bwp_config  config = wire_config(&wire_doors[service->door], wire_cloud.url);
    bwp_client *client;

    config.access_key = config.secret_key = NULL;
    config.credentials = "metadata";
    client = wire_client(&config);
    client->metadata = wire_cloud.url;
    client->metadata_timeout_ms = 20000;
    return client;
}

static void test_a_machine_buys_with_keys_of_its_own(void **state)
{
    static const char *const modes[] = {"required", "optional", "none"};

    (void)state;
    for (size_t i = 0; i < COUNT(services) * COUNT(modes); i++) {
        const struct service   *service = &services[i % COUNT(services)];
        const struct wire_door *door = &wire_doors[service->door];
        bwp_client             *client = client_of(service);
        char                    body[64];

        (void)wire_test_start(NULL);
        (void)snprintf(body, sizeof body, "{\"tokens\":\"%s\"}", modes[i / COUNT(services)]);
        wire_control_post("/emulator/metadata", body);
        if (service->door == WIRE_VOLCENGINE && i / COUNT(services) == 2) { /* it wants a token always */
            assert_int_equal(bwp_list(client, NULL, NULL), BWP_NOT_DONE);
            bwp_client_free(client);
            continue;
        }
        wire_life_buy(client, "machine");
        assert_int_equal(wire_purchases(door->provider), 1);
        assert_string_equal(client->keys->access_key, WIRE_TEMPORARY_KEY);
        assert_int_equal(wire_requests(service->name), service->door == WIRE_HUAWEI ? 2 : 3);
        bwp_client_free(client);
    }
}

/* What a service may do instead of giving keys. */
static void test_a_service_that_gives_no_keys(void **state)
{
    static const struct {
        const char *path, *body; /* of the control; %s is the service */
        bwp_status  status;
        const char *part;
    } rows[] = {
        {"/emulator/metadata", "{\"keys_seconds\":-5}", BWP_ERR_CREDENTIALS, "the keys it gives have expired"},
        {"/emulator/metadata", "{\"role\":false}", BWP_ERR_CREDENTIALS, "give it one, or keys in another way"},
        {"/emulator/faults", "{\"kind\":\"stall_before\",\"verb\":\"keys\",\"provider\":\"%s\"}", BWP_ERR_TIMEOUT,
         "timed out"},
        {"/emulator/faults", "{\"kind\":\"stall_after\",\"verb\":\"token\",\"provider\":\"%s\"}", BWP_ERR_TIMEOUT,
         "timed out"},
        {"/emulator/faults", "{\"kind\":\"cut_before\",\"verb\":\"keys\",\"provider\":\"%s\"}", BWP_ERR_NETWORK,
         "no keys from the metadata service"},
        {"/emulator/faults",
         "{\"kind\":\"status\",\"status\":200,\"body\":\"<html>portal</html>\",\"verb\":\"keys\",\"provider\":\"%s\"}",
         BWP_ERR_CREDENTIALS, "the answer holds no keys"},
        {"/emulator/faults",
         "{\"kind\":\"status\",\"status\":200,\"body\":\"<html>a portal</html>\",\"verb\":\"token\","
         "\"provider\":\"%s\"}",
         BWP_ERR_CREDENTIALS, "its token is none"},
        {"/emulator/faults", "{\"kind\":\"garbage\",\"verb\":\"keys\",\"provider\":\"%s\"}", BWP_ERR_CREDENTIALS,
         "the answer holds no keys"},
        {"/emulator/faults", "{\"kind\":\"empty\",\"verb\":\"keys\",\"provider\":\"%s\"}", BWP_ERR_CREDENTIALS,
         "the answer holds no keys"},
        {"/emulator/faults", "{\"kind\":\"half_body\",\"verb\":\"keys\",\"provider\":\"%s\"}", BWP_ERR_NETWORK,
         "no keys from the metadata service"},
        {"/emulator/faults", "{\"kind\":\"server_error\",\"verb\":\"keys\",\"provider\":\"%s\"}", BWP_ERR_SERVER,
         "it refused to give keys"},
        {"/emulator/faults", "{\"kind\":\"throttle\",\"verb\":\"keys\",\"provider\":\"%s\"}", BWP_ERR_THROTTLED,
         "it refused to give keys"},
        {"/emulator/faults", "{\"kind\":\"redirect\",\"verb\":\"keys\",\"provider\":\"%s\"}", BWP_ERR_CREDENTIALS,
         "it refused to give keys"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * COUNT(services); i++) {
        const struct service *service = &services[i % COUNT(services)];
        size_t                row = i / COUNT(services);
        bwp_client           *client = client_of(service);
        bwp_result           *result = NULL;
        char                  body[256];

        (void)wire_test_start(NULL);
        if (rows[row].status == BWP_ERR_TIMEOUT)
            client->metadata_timeout_ms = 100;
        (void)snprintf(body, sizeof body, rows[row].body, service->name);
        cJSON_Delete(wire_control("POST", rows[row].path, body));
        assert_int_equal(bwp_list(client, NULL, &result), BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), rows[row].status);
        assert_string_equal(bwp_result_field(result), "credentials");
        wire_assert_has(bwp_result_message(result), rows[row].part);
        wire_assert_result_keeps_secrets(result);
        bwp_result_free(result);
        assert_int_equal(wire_requests(wire_doors[service->door].provider), 0);
        bwp_client_free(client);
    }
}

static void test_short_keys_are_renewed_by_the_next_call(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(services); i++) {
        bwp_client *client = client_of(&services[i]);
        int         once = services[i].door == WIRE_HUAWEI ? 2 : 3;

        (void)wire_test_start(NULL);
        wire_control_post("/emulator/metadata", "{\"keys_seconds\":600}");
        assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
        assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
        assert_int_equal(wire_requests(services[i].name), once);
        client->keys->renew = 1; /* as if half of their time were over */
        wire_control_post("/emulator/metadata", "{\"keys_seconds\":21600}");
        assert_int_equal(bwp_list(client, NULL, NULL), BWP_DONE);
        assert_int_equal(wire_requests(services[i].name), 2 * once);
        wire_assert_within(client->keys->expires - bwpi_clock_unix(), 21600 - 60, 21600);
        bwp_client_free(client);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_keys_are_given_for_a_token),          WIRE_TEST(test_a_token_has_to_be_shown_and_good),
        WIRE_TEST(test_tokens_may_be_optional_or_not_there), WIRE_TEST(test_a_machine_buys_with_keys_of_its_own),
        WIRE_TEST(test_a_service_that_gives_no_keys),        WIRE_TEST(test_short_keys_are_renewed_by_the_next_call),
    };

    return WIRE_RUN(tests);
}
