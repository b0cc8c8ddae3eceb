/* create_test.c - previews: nothing is sent, everything is shown, and no secret in any form. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"
#include "unit.h"

static void test_nothing_handed_in_is_refused(void **state)
{
    bwp_config  config = unit_config("baidu");
    bwp_request request = unit_request();
    bwp_client *client = unit_client(&config);
    bwp_result *result = NULL;

    (void)state;
    assert_int_equal(bwp_preview(NULL, &request, &result), BWP_NOT_DONE);
    unit_is_refusal("no client", result, BWP_ERR_ARGUMENT, "", "the client is NULL; make one with bwp_client_new()");
    bwp_result_free(result);
    result = NULL;
    assert_int_equal(bwp_create(NULL, &request, &result), BWP_NOT_DONE);
    unit_is_refusal("no client", result, BWP_ERR_ARGUMENT, "", "the client is NULL");
    bwp_result_free(result);
    assert_int_equal(bwp_preview(client, NULL, &result), BWP_NOT_DONE);
    unit_is_refusal("no request", result, BWP_ERR_ARGUMENT, "", "the bwp_request is NULL");
    bwp_result_free(result);
    assert_int_equal(bwp_create(client, NULL, NULL), BWP_NOT_DONE);
    assert_int_equal(bwp_preview(client, &request, NULL), BWP_DONE);
    bwp_client_free(client);
}

/* What create refuses it refuses before it opens a connection: this address takes none. */
static void test_create_refuses_as_preview_does(void **state)
{
    static const char *const names[] = {"huawei", "alibaba", "baidu", "volcengine"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        bwp_config  config = unit_config(names[i]);
        bwp_request request = unit_request_for(names[i]);
        bwp_client *client;
        bwp_result *result = NULL;

        config.endpoint = "http://127.0.0.1:1";
        client = unit_client(&config);
        request.area_a = "moon";
        assert_int_equal(bwp_create(client, &request, &result), BWP_NOT_DONE);
        unit_is_refusal(names[i], result, BWP_ERR_ARGUMENT, "area_a", "area_a is \"moon\", which is no area");
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* What of a request can be so long is what the refusal names. */
static void test_a_request_that_does_not_fit_names_what_makes_it_long(void **state)
{
    static const char *const names[] = {"alibaba", "volcengine"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        bwp_config  config = unit_config(names[i]);
        bwp_request request = unit_request_for(names[i]);
        struct buf  options = BUF_INIT(OPTIONS_MAX);
        char        member[32];
        bwp_result *result;

        for (int j = 0; j < PAIRS_MAX; j++) {
            (void)snprintf(member, sizeof member, "%s\"Extra.%d\":%d", j == 0 ? "{" : ",", j, j);
            bwpi_buf_add_text(&options, member);
        }
        bwpi_buf_add_char(&options, '}');
        request.provider_options = bwpi_buf_text(&options);
        result = unit_preview(&config, &request);
        unit_number(names[i], "status", BWP_ERR_ARGUMENT, bwp_result_status(result));
        unit_text(names[i], "field", "provider_options", bwp_result_field(result));
        unit_holds(names[i], "message", "the request is too long", bwp_result_message(result));
        bwp_result_free(result);
        bwpi_buf_free(&options);
    }
}

static void test_preview_is_done_and_no_more(void **state)
{
    static const char *const names[] = {"huawei", "alibaba", "baidu", "volcengine"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        bwp_config  config = unit_config(names[i]);
        bwp_request request = unit_request_for(names[i]);
        bwp_result *result = unit_done(names[i], &config, &request);
        size_t      size = 1;

        assert_int_equal(bwp_result_package_count(result), 0);
        assert_false(bwp_result_retry_is_safe(result));
        assert_false(bwp_result_awaits_payment(result));
        assert_string_equal(bwp_result_body(result, &size), "");
        assert_int_equal(size, 0);
        assert_string_equal(bwp_result_field(result), "");
        assert_string_equal(bwp_result_request_id(result), "");
        bwp_result_free(result);
    }
}

static void test_token_is_the_callers_or_a_new_uuid(void **state)
{
    static const char *const names[] = {"alibaba", "baidu", "volcengine"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        bwp_config  config = unit_config(names[i]);
        bwp_request request = unit_request_for(names[i]);
        bwp_result *first = unit_done(names[i], &config, &request), *second = unit_done(names[i], &config, &request);

        assert_int_equal(strlen(bwp_result_client_token(first)), 36);
        assert_int_equal(bwp_result_client_token(first)[14], '4');
        assert_string_not_equal(bwp_result_client_token(first), bwp_result_client_token(second));
        unit_holds(names[i], "request", bwp_result_client_token(first), bwp_result_http_request(first));
        bwp_result_free(first);
        bwp_result_free(second);
        request.client_token = "mine";
        first = unit_done(names[i], &config, &request);
        assert_string_equal(bwp_result_client_token(first), "mine");
        bwp_result_free(first);
    }
}

static void test_tokens_that_a_server_might_cut_are_refused(void **state)
{
    static const struct {
        const char *token, *part;
    } cases[] = {{"t\xc3\xb6ken", "a character outside ASCII"},
                 {"\xe5\xb8\xa6", "a character outside ASCII"},
                 {"to ken", "a blank or"},
                 {"to\nken", "control character"},
                 {"to\xff", "not valid UTF-8"},
                 {"12345678901234567890123456789012345678901234567890123456789012345", "65 characters"}};
    static const char *const names[] = {"alibaba", "baidu", "volcengine"};

    (void)state;
    for (size_t i = 0; i < COUNT(cases) * COUNT(names); i++) {
        bwp_config  config = unit_config(names[i % COUNT(names)]);
        bwp_request request = unit_request_for(names[i % COUNT(names)]);

        request.client_token = cases[i / COUNT(names)].token;
        unit_refused(cases[i / COUNT(names)].token, &config, &request, BWP_ERR_ARGUMENT, "client_token",
                     cases[i / COUNT(names)].part);
        if (i / COUNT(names) == COUNT(cases) - 1) {
            request.client_token = cases[i / COUNT(names)].token + 1;
            bwp_result_free(unit_done("64 characters", &config, &request));
        }
    }
}

static void test_host_is_signed_as_it_is_sent(void **state)
{
    static const struct {
        const char *provider, *endpoint, *url, *host, *canonical;
    } cases[] = {
        {"huawei", "https://CC.example.com:443/", "POST https://cc.example.com/v3/", "\nHost: cc.example.com\n",
         "\nhost:cc.example.com\n"},
        {"alibaba", "https://cbn.example.com:8443", "POST https://cbn.example.com:8443/?",
         "\nHost: cbn.example.com:8443\n", "\nhost:cbn.example.com:8443\n"},
        {"baidu", "http://127.0.0.1:8080", "POST http://127.0.0.1:8080/v1/csn/bp?", "\nHost: 127.0.0.1:8080\n",
         "\nhost:127.0.0.1%3A8080\n"},
        {"volcengine", "https://open.example.com:80", "GET https://open.example.com:80/?",
         "\nHost: open.example.com:80\n", "\nhost:open.example.com:80\n"},
        {"baidu", "http://[::1]:8080", "POST http://[::1]:8080/v1/csn/bp?", "\nHost: [::1]:8080\n",
         "\nhost:%5B%3A%3A1%5D%3A8080\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_config  config = unit_config(cases[i].provider);
        bwp_request request = unit_request_for(cases[i].provider);
        bwp_result *result;

        config.endpoint = cases[i].endpoint;
        result = unit_done(cases[i].endpoint, &config, &request);
        unit_holds(cases[i].endpoint, "request", cases[i].url, bwp_result_http_request(result));
        unit_holds(cases[i].endpoint, "request", cases[i].host, bwp_result_http_request(result));
        unit_holds(cases[i].endpoint, "canonical request", cases[i].canonical, bwp_result_canonical_request(result));
        bwp_result_free(result);
    }
}

/* ---- redaction ---- */

static const struct scheme {
    const char *provider, *signature, *access_key, *secret_key, *security_token, *auth_token;
} schemes[] = {
    {"huawei", NULL, "AK/plain+key=", "secret/plain+key=", NULL, NULL},
    {"huawei", NULL, "AKhuawei1", "secrethuawei1", "token/with+signs==|~", NULL},
    {"huawei", NULL, NULL, NULL, NULL, "MIIFtoken+from/iam="},
    {"alibaba", NULL, "LTAI/plain+key=", "secret/plain+key=", NULL, NULL},
    {"alibaba", "acs3", "STS.key+1", "secret/sts", "CAIS/token+with==", NULL},
    {"volcengine", NULL, "AKLT/plain+key=", "secret/plain+key==", NULL, NULL},
    {"volcengine", NULL, "AKTP/key=", "secret/sts==", "STS/token+with==&%25|\"", NULL},
    {"alibaba", "rpc-v1", "LTAI/plain+key=", "secret/plain+key=", NULL, NULL},
    {"alibaba", "rpc-v1", "STS.key+1/2=", "secret/sts", "CAIS/token+with==&%25|\"", NULL},
    {"baidu", NULL, "ALTAK/plain+key=", "secret/plain+key=", NULL, NULL},
    {"baidu", NULL, "ALTAKkey", "secretkey", "session/token+with==|x", NULL},
};

/* As it is, encoded once, encoded twice. */
static void lacks_in_every_form(const char *which, const char *secret, const char *text)
{
    struct buf once = BUF_INIT(4096), twice = BUF_INIT(4096);

    if (secret != NULL) {
        bwpi_uri_encode(&once, secret, false);
        bwpi_uri_encode(&twice, bwpi_buf_text(&once), false);
        unit_lacks(which, "plain", secret, text);
        unit_lacks(which, "encoded", bwpi_buf_text(&once), text);
        unit_lacks(which, "encoded twice", bwpi_buf_text(&twice), text);
    }
    bwpi_buf_free(&once);
    bwpi_buf_free(&twice);
}

/* Hexadecimal digits by the dozen, or what stands after "Signature=" and the like: neither is to be seen. */
static void lacks_signature(const char *which, const char *text)
{
    static const char *const marks[] = {"Signature=", "/host;x-bce-date/", "x-bce-security-token/"};

    for (size_t i = 0; i < COUNT(marks); i++) {
        const char *found = strstr(text, marks[i]);

        if (found != NULL && strncmp(found + strlen(marks[i]), "***", 3) != 0)
            fail_msg("%s: a signature stands in \"%s\"", which, text);
    }
}

static void shows_no_secret(const struct scheme *scheme, const char *text)
{
    char which[256];

    (void)snprintf(which, sizeof which, "%s %s %s", scheme->provider,
                   scheme->signature != NULL ? scheme->signature : "",
                   scheme->security_token != NULL ? scheme->security_token : "");
    lacks_in_every_form(which, scheme->access_key, text);
    lacks_in_every_form(which, scheme->secret_key, text);
    lacks_in_every_form(which, scheme->security_token, text);
    lacks_in_every_form(which, scheme->auth_token, text);
    lacks_signature(which, text);
}

static bwp_config config_of(const struct scheme *scheme)
{
    bwp_config config = unit_config(scheme->provider);

    config.signature = scheme->signature;
    config.access_key = scheme->access_key;
    config.secret_key = scheme->secret_key;
    config.security_token = scheme->security_token;
    config.auth_token = scheme->auth_token;
    return config;
}

static void test_no_secret_is_shown_in_any_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(schemes); i++) {
        bwp_config  config = config_of(&schemes[i]);
        bwp_request request = unit_request_for(schemes[i].provider);
        bwp_result *result = unit_done(schemes[i].provider, &config, &request);

        unit_holds(schemes[i].provider, "request", "***", bwp_result_http_request(result));
        shows_no_secret(&schemes[i], bwp_result_http_request(result));
        shows_no_secret(&schemes[i], bwp_result_canonical_request(result));
        shows_no_secret(&schemes[i], bwp_result_string_to_sign(result));
        bwp_result_free(result);
    }
}

static void test_no_secret_is_shown_in_json(void **state)
{
    static const char arguments[] = "{\"name\":\"n\",\"bandwidth_mbps\":2,\"area_a\":\"china\",\"area_b\":\"china\","
                                    "\"billing\":\"prepaid\",\"period\":1,\"period_unit\":\"month\","
                                    "\"auto_pay\":true}";

    (void)state;
    for (size_t i = 0; i < COUNT(schemes); i++) {
        bwp_config  config = config_of(&schemes[i]);
        bwp_client *client = unit_client(&config);
        char       *json = bwp_call_json(client, "preview", arguments);

        unit_holds(schemes[i].provider, "JSON", "\"outcome\":\"done\"", json);
        shows_no_secret(&schemes[i], json);
        bwp_free(json);
        bwp_client_free(client);
    }
}

/* The signature that would be sent, computed once more, is in none of the texts. */
static void test_the_signature_itself_is_not_shown(void **state)
{
    bwp_config  config = unit_config("huawei");
    bwp_request request = unit_request();
    bwp_result *result = unit_done("huawei", &config, &request);
    const char *authorization = strstr(bwp_result_http_request(result), "Authorization: ");

    (void)state;
    assert_non_null(authorization);
    assert_memory_equal(authorization,
                        "Authorization: SDK-HMAC-SHA256 Access=***, SignedHeaders=content-type;host;x-domain-id;"
                        "x-sdk-date, Signature=***\n",
                        strlen("Authorization: SDK-HMAC-SHA256 Access=***, SignedHeaders=content-type;host;x-domain-id;"
                               "x-sdk-date, Signature=***\n"));
    bwp_result_free(result);
    config = unit_config("baidu");
    result = unit_done("baidu", &config, &request);
    unit_holds("baidu", "request", "/1800/host;x-bce-date/***\n", bwp_result_http_request(result));
    unit_holds("baidu", "request", "Authorization: bce-auth-v1/***/", bwp_result_http_request(result));
    bwp_result_free(result);
    config = unit_config("alibaba");
    result = unit_done("alibaba", &config, &request);
    unit_holds("alibaba", "request",
               "Authorization: ACS3-HMAC-SHA256 Credential=***,SignedHeaders=host;x-acs-action;x-acs-content-"
               "sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=***\n",
               bwp_result_http_request(result));
    bwp_result_free(result);
    config = unit_config("volcengine");
    request = unit_request_for("volcengine");
    result = unit_done("volcengine", &config, &request);
    unit_holds("volcengine", "request", "Authorization: HMAC-SHA256 Credential=***/", bwp_result_http_request(result));
    unit_holds("volcengine", "request", "/cen/request, SignedHeaders=host;x-date, Signature=***\n",
               bwp_result_http_request(result));
    bwp_result_free(result);
}

/* ---- log ---- */

struct lines {
    char   text[4096];
    size_t count;
};

static void note(void *user, const char *line)
{
    struct lines *lines = user;

    assert_null(strchr(line, '\n'));
    lines->count++;
    assert_true(strlen(lines->text) + strlen(line) + 2 < sizeof lines->text);
    (void)strcat(lines->text, line);
    (void)strcat(lines->text, "\n");
}

static void test_log_is_of_lines_without_secrets(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(schemes); i++) {
        struct lines lines = {.count = 0};
        bwp_config   config = config_of(&schemes[i]);
        bwp_request  request = unit_request_for(schemes[i].provider);

        config.log = note;
        config.log_user = &lines;
        bwp_result_free(unit_done(schemes[i].provider, &config, &request));
        assert_true(lines.count > 0);
        unit_holds(schemes[i].provider, "log", schemes[i].provider, lines.text);
        shows_no_secret(&schemes[i], lines.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_handed_in_is_refused),
        cmocka_unit_test(test_create_refuses_as_preview_does),
        cmocka_unit_test(test_a_request_that_does_not_fit_names_what_makes_it_long),
        cmocka_unit_test(test_preview_is_done_and_no_more),
        cmocka_unit_test(test_token_is_the_callers_or_a_new_uuid),
        cmocka_unit_test(test_tokens_that_a_server_might_cut_are_refused),
        cmocka_unit_test(test_host_is_signed_as_it_is_sent),
        cmocka_unit_test(test_no_secret_is_shown_in_any_form),
        cmocka_unit_test(test_no_secret_is_shown_in_json),
        cmocka_unit_test(test_the_signature_itself_is_not_shown),
        cmocka_unit_test(test_log_is_of_lines_without_secrets),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
