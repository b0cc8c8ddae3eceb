/* secrets_test.c - no key, token or signature gets out by a log, a message or a result, even where the server echoes
 * it. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire_server.h"

static struct wire_log log_of_all;

static bwp_config config_for(const struct wire_door *door, const char *url, bool temporary)
{
    bwp_config config = wire_config(door, url);

    memset(&log_of_all, 0, sizeof log_of_all);
    config.access_key = temporary ? WIRE_TEMPORARY_KEY : WIRE_ACCESS_KEY;
    config.secret_key = temporary ? WIRE_TEMPORARY_SECRET : WIRE_SECRET_KEY;
    config.security_token = temporary ? WIRE_SECURITY_TOKEN : NULL;
    config.log = wire_log_line;
    config.log_user = &log_of_all;
    return config;
}

/* A refusal in the provider's own form whose message is the whole request, headers and all. */
static void echo(const char *request, char *body, size_t room)
{
    cJSON      *text = cJSON_CreateString(request);
    char       *quoted = text != NULL ? cJSON_PrintUnformatted(text) : NULL;
    const char *shown = quoted != NULL ? quoted : "\"\"";

    (void)snprintf(
        body, room,
        "{\"Code\":\"SignatureDoesNotMatch\",\"code\":\"SignatureDoesNotMatch\",\"error_code\":\"APIGW.0301\","
        "\"RequestId\":\"r-1\",\"Message\":%s,\"message\":%s,\"error_msg\":%s,\"ResponseMetadata\":{\"RequestId\":"
        "\"r-1\",\"Error\":{\"Code\":\"SignatureDoesNotMatch\",\"Message\":%s}}}",
        shown, shown, shown, shown);
    cJSON_free(quoted);
    cJSON_Delete(text);
}

/* The same, beginning at the credentials, because a long message is cut at its end. */
static void echo_credentials(const char *request, char *body, size_t room)
{
    const char *from = strstr(request, "uthorization:");

    if (from == NULL)
        from = strstr(request, "AccessKeyId=");
    echo(from != NULL ? from : request, body, room);
}

/* Every text that a result shows of a call. */
enum { SHOWN_COUNT = 6 };

static void list_shown(const bwp_result *result, const char *shown[SHOWN_COUNT])
{
    shown[0] = bwp_result_body(result, NULL);
    shown[1] = bwp_result_message(result);
    shown[2] = bwp_result_http_request(result);
    shown[3] = bwp_result_canonical_request(result);
    shown[4] = bwp_result_string_to_sign(result);
    shown[5] = log_of_all.text;
}

static void run_echo(size_t number, bool temporary, void (*write_body)(const char *, char *, size_t), int status)
{
    bwp_result             *result;
    bwp_request             request;
    bwp_config              config;
    const struct wire_door *door = &wire_doors[number];
    struct wire_server     *server = wire_server_start(&(struct wire_plan){.status = status, .write_body = write_body});
    char                    signature[256];
    const char             *shown[SHOWN_COUNT];

    assert_non_null(server);
    config = config_for(door, wire_server_url(server), temporary);
    request = wire_request(door, "echoed");
    result = wire_create_with(&config, &request, status < 500 ? BWP_NOT_DONE : BWP_UNKNOWN);
    wire_server_stop(server);
    /* The request carried them: otherwise the checks below would pass without reason. */
    wire_assert_has(wire_server_last(server), config.access_key);
    if (temporary)
        wire_assert_has(wire_server_last(server), config.security_token);
    assert_true(wire_signature_of(door, wire_server_last(server), signature, sizeof signature));
    list_shown(result, shown);
    for (size_t i = 0; i < (size_t)SHOWN_COUNT; i++) {
        wire_assert_has_not(shown[i], signature);
        wire_assert_no_secret(shown[i]);
    }
    assert_true(log_of_all.lines >= 2);
    wire_assert_has(bwp_result_body(result, NULL), "***");
    wire_assert_has(bwp_result_message(result), write_body == echo_credentials ? "***" : "");
    wire_assert_has(bwp_result_http_request(result), "***");
    wire_assert_result_keeps_secrets(result);
    bwp_result_free(result);
    wire_server_free(server);
}

static void test_echoed_request_is_redacted(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        run_echo(i / 2, i % 2 == 1, echo, 400);
        run_echo(i / 2, i % 2 == 1, echo_credentials, 400);
        run_echo(i / 2, i % 2 == 1, echo_credentials, 500);
    }
}

/* The emulator's own refusals: canonical requests, strings to sign and access keys stand in them. */
static void test_refusals_that_echo_are_redacted(void **state)
{
    static const struct {
        const char *access_key, *secret_key, *security_token;
    } rows[] = {
        {WIRE_ACCESS_KEY, "some-other-secret", NULL},
        {"some-other-key", "some-other-secret", NULL},
        {WIRE_TEMPORARY_KEY, "some-other-secret", WIRE_SECURITY_TOKEN},
        {WIRE_ACCESS_KEY, WIRE_SECRET_KEY, WIRE_SECURITY_TOKEN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bwp_config              config = config_for(door, wire_cloud.url, false);
        bwp_request             request = wire_request(door, "refused");

        config.access_key = rows[i / WIRE_DOORS].access_key;
        config.secret_key = rows[i / WIRE_DOORS].secret_key;
        config.security_token = rows[i / WIRE_DOORS].security_token;
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        wire_assert_result_keeps_secrets(result);
        wire_assert_no_secret(log_of_all.text);
        wire_assert_has_not(bwp_result_message(result), "some-other-");
        wire_assert_has_not(bwp_result_body(result, NULL), "some-other-");
        wire_assert_has_not(log_of_all.text, "some-other-");
        bwp_result_free(result);
    }
}

static void test_echoed_auth_token_is_redacted(void **state)
{
    bwp_request             request;
    bwp_config              config;
    bwp_result             *result;
    const struct wire_door *door = &wire_doors[WIRE_HUAWEI];
    struct wire_server     *server = wire_server_start(&(struct wire_plan){.status = 401, .write_body = echo});

    (void)state;
    assert_non_null(server);
    config = config_for(door, wire_server_url(server), false);
    request = wire_request(door, "echoed");
    config.access_key = config.secret_key = NULL;
    config.auth_token = WIRE_AUTH_TOKEN;
    result = wire_create_with(&config, &request, BWP_NOT_DONE);
    wire_server_stop(server);
    wire_assert_has(wire_server_last(server), WIRE_AUTH_TOKEN);
    wire_assert_has(bwp_result_body(result, NULL), "***");
    wire_assert_result_keeps_secrets(result);
    wire_assert_no_secret(log_of_all.text);
    bwp_result_free(result);
    wire_server_free(server);
}

static const char signs_key[] = "ak/with+signs=", signs_token[] = "token/with+signs=";

static void run_signs(void (*write_body)(const char *, char *, size_t), const char *const *forms, size_t count)
{
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const char             *shown[SHOWN_COUNT];
        bwp_request             request;
        bwp_config              config;
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i];
        struct wire_server *server = wire_server_start(&(struct wire_plan){.status = 400, .write_body = write_body});

        assert_non_null(server);
        config = config_for(door, wire_server_url(server), false);
        request = wire_request(door, "echoed");
        config.access_key = signs_key;
        config.security_token = signs_token;
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        list_shown(result, shown);
        for (size_t j = 0; j < (size_t)SHOWN_COUNT * count; j++)
            wire_assert_has_not(shown[j / count], forms[j % count]);
        bwp_result_free(result);
        wire_server_free(server);
    }
}

/* Keys and tokens with the signs of base64, which a query, a form and a string to sign encode. */
static void test_keys_are_redacted_as_urls_write_them(void **state)
{
    static const char *const forms[] = {
        "ak/with+signs=",    "ak%2Fwith%2Bsigns%3D",    "ak%252Fwith%252Bsigns%253D",
        "token/with+signs=", "token%2Fwith%2Bsigns%3D", "token%252Fwith%252Bsigns%253D"};

    (void)state;
    run_signs(echo, forms, COUNT(forms));
}

/* Some servers' JSON has \/ for / and \u003d for =, which is the same text. */
static void echo_escaped(const char *request, char *body, size_t room)
{
    static const char *const escapes[][2] = {{"/", "\\/"}, {"=", "\\u003d"}, {"+", "\\u002B"}};
    char                    *plain = malloc(room);
    size_t                   size = 0;

    if (plain == NULL)
        return;
    echo(request, plain, room);
    for (const char *c = plain; *c != '\0' && size + 8 < room; c++) {
        const char *as = NULL;

        for (size_t i = 0; i < COUNT(escapes); i++)
            as = *c == *escapes[i][0] ? escapes[i][1] : as;
        size += (size_t)snprintf(body + size, room - size, "%.*s", as != NULL ? 8 : 1, as != NULL ? as : c);
    }
    free(plain);
}

static void test_keys_are_redacted_as_json_writes_them(void **state)
{
    static const char *const forms[] = {"ak/with+signs=", "ak\\/with\\u002Bsigns\\u003d",
                                        "token/with+signs=", "token\\/with\\u002Bsigns\\u003d"};

    (void)state;
    run_signs(echo_escaped, forms, COUNT(forms));
}

static void test_log_tells_of_every_call_and_no_secret(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        const struct wire_door *door = &wire_doors[i / 2];
        bwp_config              config = config_for(door, wire_cloud.url, i % 2 == 1);
        bwp_request             request = wire_request(door, i % 2 == 1 ? "logged" : "logged again");
        bwp_result             *result = wire_create_with(&config, &request, BWP_DONE);

        assert_true(log_of_all.lines >= 2);
        wire_assert_has(log_of_all.text, door->provider);
        wire_assert_has(log_of_all.text, "done");
        wire_assert_has(log_of_all.text, bwp_result_request_id(result));
        wire_assert_no_secret(log_of_all.text);
        wire_assert_result_keeps_secrets(result);
        bwp_result_free(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_echoed_request_is_redacted),
        WIRE_TEST(test_refusals_that_echo_are_redacted),
        WIRE_TEST(test_echoed_auth_token_is_redacted),
        WIRE_TEST(test_keys_are_redacted_as_urls_write_them),
        WIRE_TEST(test_keys_are_redacted_as_json_writes_them),
        WIRE_TEST(test_log_tells_of_every_call_and_no_secret),
    };

    return WIRE_RUN(tests);
}
