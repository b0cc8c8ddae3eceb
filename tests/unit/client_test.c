/* client_test.c - which configurations make a client, where keys come from, when its clock is set, and what redaction
 * leaves standing. */
#include "road/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static void test_provider_is_one_of_four(void **state)
{
    bwp_config config = unit_config("huawei");

    (void)state;
    unit_client_refused("no config", NULL, "the bwp_config is NULL");
    config.provider = NULL;
    unit_client_refused("no provider", &config,
                        "provider is missing; it has to be huawei, alibaba, baidu or volcengine");
    config.provider = "";
    unit_client_refused("empty provider", &config, "provider is missing");
    config.provider = "aws";
    unit_client_refused("aws", &config, "provider is \"aws\"; it has to be huawei, alibaba, baidu or volcengine");
}

static void test_keys_come_in_pairs(void **state)
{
    static const struct {
        const char *provider, *access, *secret;
    } names[] = {{"huawei", "HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"},
                 {"alibaba", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"},
                 {"baidu", "BCE_ACCESS_KEY_ID", "BCE_SECRET_ACCESS_KEY"},
                 {"volcengine", "VOLCENGINE_ACCESS_KEY", "VOLCENGINE_SECRET_KEY"}};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        bwp_config config = unit_config(names[i].provider);

        config.secret_key = NULL;
        unit_client_refused(names[i].provider, &config, "secret_key is missing");
        config = unit_config(names[i].provider);
        config.access_key = "";
        unit_client_refused(names[i].provider, &config, "access_key is missing");
        config.secret_key = NULL;
        unit_client_refused(names[i].provider, &config, names[i].access);
        unit_client_refused(names[i].provider, &config, names[i].secret);
        config.security_token = "a token alone";
        unit_client_refused(names[i].provider, &config, "security_token has a blank");
        config.security_token = "token";
        unit_client_refused(names[i].provider, &config, "access_key and secret_key are missing");
    }
}

/* Half from the config and half from the environment would be a pair that nobody meant. */
static void test_environment_fills_in_whole_pairs_only(void **state)
{
    bwp_config  config = unit_config("baidu");
    bwp_client *client;

    (void)state;
    assert_int_equal(setenv("BCE_ACCESS_KEY_ID", "environment-access", 1), 0);
    config.access_key = NULL;
    config.secret_key = NULL;
    unit_client_refused("half of the environment", &config, "secret_key is missing");
    assert_int_equal(setenv("BCE_SECRET_ACCESS_KEY", "environment-secret", 1), 0);
    client = unit_client(&config);
    assert_string_equal(client->keys->access_key, "environment-access");
    assert_string_equal(client->keys->secret_key, "environment-secret");
    assert_null(client->keys->security_token);
    bwp_client_free(client);
    assert_int_equal(setenv("BCE_SESSION_TOKEN", "environment-session", 1), 0);
    client = unit_client(&config);
    assert_string_equal(client->keys->security_token, "environment-session");
    bwp_client_free(client);
    assert_int_equal(setenv("BCE_SECURITY_TOKEN", "environment-token", 1), 0);
    client = unit_client(&config);
    assert_string_equal(client->keys->security_token, "environment-token");
    bwp_client_free(client);

    config.access_key = "mine";
    unit_client_refused("half of each", &config, "secret_key is missing");
    config.secret_key = "mine-too";
    client = unit_client(&config);
    assert_string_equal(client->keys->access_key, "mine");
    assert_null(client->keys->security_token); /* the token belongs to the environment's keys */
    bwp_client_free(client);
    config.access_key = NULL;
    config.secret_key = NULL;
    assert_int_equal(setenv("BCE_SECRET_ACCESS_KEY", "with a blank", 1), 0);
    unit_client_refused("blank in a variable", &config, "BCE_SECRET_ACCESS_KEY has a blank");
    (void)unit_forget_environment(NULL);
}

static void test_huawei_account_and_project_may_come_from_the_environment(void **state)
{
    bwp_config  config = unit_config("huawei");
    bwp_client *client;

    (void)state;
    config.account = NULL;
    config.project = NULL;
    assert_int_equal(setenv("HUAWEICLOUD_SDK_DOMAIN_ID", "environment-account", 1), 0);
    assert_int_equal(setenv("HUAWEICLOUD_SDK_PROJECT_ID", "environment-project", 1), 0);
    client = unit_client(&config);
    assert_string_equal(client->config.given.account, "environment-account");
    assert_string_equal(client->config.given.project, "environment-project");
    bwp_client_free(client);
    config.account = "mine";
    client = unit_client(&config);
    assert_string_equal(client->config.given.account, "mine");
    bwp_client_free(client);
    (void)unit_forget_environment(NULL);
}

/* The site chooses the address, and which variables are read: keys of one are never those of the other. */
static void test_a_site_has_an_address_and_variables_of_its_own(void **state)
{
    static const struct {
        const char *site, *base, *access_key;
    } sites[] = {{NULL, "https://open.volcengineapi.com", "of-china"},
                 {"china", "https://open.volcengineapi.com", "of-china"},
                 {"international", "https://open.ap-southeast-1.byteplusapi.com", "of-elsewhere"}};
    bwp_config config = unit_config("volcengine");

    (void)state;
    config.access_key = config.secret_key = NULL;
    assert_int_equal(setenv("VOLCSTACK_ACCESS_KEY", "of-china", 1), 0);
    assert_int_equal(setenv("VOLCSTACK_SECRET_ACCESS_KEY", "secret", 1), 0);
    config.site = "international";
    unit_client_refused("no keys there", &config, "set BYTEPLUS_ACCESS_KEY and BYTEPLUS_SECRET_KEY");
    assert_int_equal(setenv("BYTEPLUS_ACCESS_KEY", "of-elsewhere", 1), 0);
    unit_client_refused("half of a pair", &config, "BYTEPLUS_SECRET_KEY is not set although BYTEPLUS_ACCESS_KEY is");
    assert_int_equal(setenv("BYTEPLUS_SECRET_KEY", "secret", 1), 0);
    for (size_t i = 0; i < COUNT(sites); i++) {
        bwp_client *client;

        config.site = sites[i].site;
        client = unit_client(&config);
        unit_text(sites[i].base, "address", sites[i].base, client->config.address.base);
        unit_text(sites[i].base, "access key", sites[i].access_key, client->keys->access_key);
        bwp_client_free(client);
    }
    (void)unit_forget_environment(NULL);
}

static const struct {
    const char *provider, *field, *text, *part;
} refused[] = {
    {"huawei", "account", "a/b", "account has a character other than letters"},
    {"huawei", "account", "..", "account has"},
    {"huawei", "account", "a\nb", "account has a control character"},
    {"huawei", "project", "\xff", "project is not valid UTF-8"},
    {"huawei", "site", "cn", "site is \"cn\"; it has to be china or international"},
    {"huawei", "site", "China", "site is \"China\""},
    {"volcengine", "site", "byteplus", "site is \"byteplus\"; it has to be china or international"},
    {"volcengine", "project", "p", "project means nothing to volcengine"},
    {"huawei", "signature", "acs3", "signature means nothing to huawei"},
    {"huawei", "auth_token", "token", "auth_token and keys are both given"},
    {"alibaba", "signature", "v4", "signature is \"v4\"; it has to be acs3 or rpc-v1"},
    {"alibaba", "account", "1", "account means nothing to alibaba"},
    {"alibaba", "project", "1", "project means nothing to alibaba"},
    {"alibaba", "site", "china", "site means nothing to alibaba"},
    {"alibaba", "auth_token", "t", "auth_token means nothing to alibaba"},
    {"alibaba", "iam_endpoint", "https://iam", "iam_endpoint means nothing to alibaba"},
    {"baidu", "signature", "acs3", "signature means nothing to baidu"},
    {"baidu", "site", "china", "site means nothing to baidu"},
    {"baidu", "auth_token", "t", "auth_token means nothing to baidu"},
    {"baidu", "access_key", "a b", "access_key has a blank"},
    {"baidu", "access_key", "k\xc3\xa9y", "access_key has a character outside ASCII"},
    {"baidu", "secret_key", "secret\n", "secret_key has a control character"},
    {"baidu", "secret_key",
     "se\xff"
     "cret",
     "secret_key is not valid UTF-8"},
    {"baidu", "security_token", "to\r\nken", "security_token has a control character"},
    {"baidu", "endpoint", "http://csn.baidubce.com", "plain http is for loopback only"},
    {"baidu", "endpoint", "csn.baidubce.com", "endpoint is \"csn.baidubce.com\"; it has to be https://host"},
    {"baidu", "endpoint", "https://csn.baidubce.com/v1", "endpoint is"},
    {"baidu", "endpoint", "https://me:secret@csn.baidubce.com", "endpoint has an @"}, /* and does not quote it */
    {"baidu", "proxy", "http://me:secret@127.0.0.1:3128", "proxy has an @"},
    {"baidu", "endpoint", "https://csn baidubce", "endpoint has a blank"},
    {"baidu", "ca_file", "/nowhere/to/be/found.pem", "ca_file \"/nowhere/to/be/found.pem\" cannot be read"},
    {"baidu", "user_agent", "me\r\nX: y", "user_agent has a control character"},
    {"baidu", "proxy", "a b", "proxy has a blank"},
};

static const char **place_of(bwp_config *config, const char *field)
{
    const struct {
        const char  *field;
        const char **place;
    } places[] = {{"access_key", &config->access_key},
                  {"secret_key", &config->secret_key},
                  {"security_token", &config->security_token},
                  {"auth_token", &config->auth_token},
                  {"account", &config->account},
                  {"project", &config->project},
                  {"site", &config->site},
                  {"endpoint", &config->endpoint},
                  {"iam_endpoint", &config->iam_endpoint},
                  {"signature", &config->signature},
                  {"ca_file", &config->ca_file},
                  {"proxy", &config->proxy},
                  {"user_agent", &config->user_agent}};

    for (size_t i = 0; i < COUNT(places); i++) {
        if (strcmp(places[i].field, field) == 0)
            return places[i].place;
    }
    fail_msg("%s is no field", field);
    return NULL;
}

static void test_fields_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        bwp_config config = unit_config(refused[i].provider);
        char       which[128];

        (void)snprintf(which, sizeof which, "%s %s %s", refused[i].provider, refused[i].field, refused[i].text);
        *place_of(&config, refused[i].field) = refused[i].text;
        unit_client_refused(which, &config, refused[i].part);
    }
}

/* Secrets stay out of what is said about them. */
static void test_messages_do_not_show_secrets(void **state)
{
    static const char *const fields[] = {"access_key", "secret_key", "security_token"};

    (void)state;
    for (size_t i = 0; i < COUNT(fields); i++) {
        bwp_config config = unit_config("baidu");
        char       problem[BWP_ERROR_SIZE];

        *place_of(&config, fields[i]) = "Sesame open";
        assert_null(bwp_client_new(&config, problem));
        unit_lacks(fields[i], "message", "Sesame", problem);
    }
}

static void test_struct_size(void **state)
{
    struct {
        bwp_config config;
        char       later[16];
    } newer = {.later = {0}};

    (void)state;
    newer.config = unit_config("baidu");
    newer.config.struct_size = 0;
    unit_client_refused("0", &newer.config, "struct_size is 0; set it to sizeof(bwp_config)");
    newer.config.struct_size = SIZE_MAX / 2;
    unit_client_refused("huge", &newer.config, "struct_size");
    newer.config.struct_size = sizeof newer;
    bwp_client_free(unit_client(&newer.config));
    newer.later[0] = 1;
    unit_client_refused("later field", &newer.config, "fields that this older libbwp does not know");
    newer.config.struct_size = sizeof(bwp_request); /* the fields behind it would be dropped in silence */
    unit_client_refused("another struct's size", &newer.config, "set it to sizeof(bwp_config)");
}

static void test_defaults(void **state)
{
    static const char *const hosts[] = {"cc.myhuaweicloud.com", "cbn.aliyuncs.com", "csn.baidubce.com"};

    (void)state;
    for (size_t i = 0; i < COUNT(hosts); i++) {
        bwp_config  config = unit_config(bwpi_provider_at(i)->name);
        bwp_client *client = unit_client(&config);

        assert_string_equal(client->config.address.host, hosts[i]);
        assert_false(client->config.address.is_loopback);
        assert_int_equal(client->config.given.connect_timeout_ms, 10000);
        assert_int_equal(client->config.given.timeout_ms, 60000);
        assert_int_equal(client->config.given.max_attempts, 3);
        assert_memory_equal(client->user_agent, "libbwp/", 7);
        assert_string_equal(client->user_agent + 7, bwp_version());
        bwp_client_free(client);
    }
    bwp_client_free(NULL);
}

static void test_what_is_given_is_copied(void **state)
{
    char access[] = "my-access-key", secret[] = "my-secret-key", endpoint[] = "http://LOCALHOST:8080/",
         agent[] = "tool/1";
    bwp_config  config = unit_config("alibaba");
    bwp_client *client;

    (void)state;
    config.access_key = access;
    config.secret_key = secret;
    config.endpoint = endpoint;
    config.user_agent = agent;
    config.timeout_ms = 5;
    config.connect_timeout_ms = 4;
    config.max_attempts = 1;
    client = unit_client(&config);
    memset(access, '#', strlen(access));
    memset(secret, '#', strlen(secret));
    memset(endpoint, '#', strlen(endpoint));
    memset(agent, '#', strlen(agent));
    assert_string_equal(client->keys->access_key, "my-access-key");
    assert_string_equal(client->keys->secret_key, "my-secret-key");
    assert_string_equal(client->config.address.base, "http://localhost:8080");
    assert_true(client->config.address.is_loopback);
    assert_memory_equal(client->user_agent, "tool/1 libbwp/", 14);
    assert_int_equal(client->config.given.timeout_ms, 5);
    assert_int_equal(client->config.given.connect_timeout_ms, 4);
    assert_int_equal(client->config.given.max_attempts, 1);
    bwp_client_free(client);
}

/* ---- a clock that is refused ---- */

static void test_a_clock_is_set_once_and_only_where_that_explains_the_refusal(void **state)
{
    static const struct {
        int64_t behind;
        bool    is_set;
    } rows[] = {{0, false},  {59, false},   {-59, false},         {60, true},
                {-60, true}, {86400, true}, {-4000000000, false}, {4000000000, false}};
    static const int64_t       signed_time = 1795852800;
    const struct http_response none = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_config  config = unit_config("huawei");
        bwp_client *client = unit_client(&config);
        int64_t     server_time = signed_time + rows[i].behind;
        bool        is_corrected = false;

        assert_int_equal(bwpi_client_correct_clock(client, &none, signed_time, &server_time, &is_corrected),
                         rows[i].is_set);
        assert_int_equal(is_corrected, rows[i].is_set);
        assert_int_equal(atomic_load(&client->clock_offset) != 0, rows[i].is_set);
        is_corrected = true; /* and not a second time */
        assert_false(bwpi_client_correct_clock(client, &none, signed_time, &server_time, &is_corrected));
        bwp_client_free(client);
    }
}

/* ---- redaction ---- */

/* What the client's keys take out of a text; returns its new size. */
static size_t redact(const bwp_client *client, const char *signature, char *text, size_t size)
{
    struct buf view = BUF_INIT(size);

    view.data = text;
    view.size = size;
    (void)bwpi_keys_redact(client->keys, signature, &view);
    return view.size;
}

static bwp_client *client_with_secrets(const char *access, const char *secret, const char *token)
{
    bwp_config config = unit_config("alibaba");

    config.access_key = access;
    config.secret_key = secret;
    config.security_token = token;
    return unit_client(&config);
}

static void test_secrets_are_replaced_wherever_they_stand(void **state)
{
    static const struct {
        const char *text, *redacted;
    } cases[] = {
        {"", ""},
        {"nothing in here", "nothing in here"},
        {"sec/ret+", "***"},
        {"sec/ret+sec/ret+", "******"},
        {"a sec/ret+ b sec/ret+ c", "a *** b *** c"},
        {"sec/sec/ret+", "sec/***"},
        {"sec/ret", "sec/ret"},
        {"sec%2Fret%2B", "***"},
        {"sec%252Fret%252B", "***"},
        {"id=ACCESS&s=sec%2Fret%2B&t=to%3Dken%3D%3D", "id=***&s=***&t=***"},
        {"to=ken==", "***"},
        {"to%253Dken%253D%253D", "***"},
        {"sig=SIGNATURE=/", "sig=***"},
        {"sig=SIGNATURE%3D%2F", "sig=***"},
        {"\x01"
         "ACCESS\xff",
         "\x01***\xff"},
    };
    bwp_client *client = client_with_secrets("ACCESS", "sec/ret+", "to=ken==");

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char   text[128];
        size_t size = strlen(cases[i].text);

        (void)strcpy(text, cases[i].text);
        size = redact(client, "SIGNATURE=/", text, size);
        unit_text(cases[i].text, "redacted", cases[i].redacted, text);
        unit_number(cases[i].text, "size", (long long)strlen(cases[i].redacted), (long long)size);
    }
    bwp_client_free(client);
}

static void test_text_with_nul_is_redacted_to_its_end(void **state)
{
    bwp_client *client = client_with_secrets("ACCESS", "SECRET", NULL);
    char        text[] = "a\0SECRET\0ACCESS.";
    size_t      size = sizeof text - 1;

    (void)state;
    size = redact(client, "", text, size);
    assert_int_equal(size, 10);
    assert_memory_equal(text, "a\0***\0***.", 11);
    bwp_client_free(client);
}

/* A secret within another one: no part of the longer may be left over. */
static void test_secret_within_a_secret(void **state)
{
    static const char *const pairs[][2] = {
        {"LTAIabcd1234", "abcd"}, {"abcd", "LTAIabcd1234"}, {"LTAIabcd1234", "LTAIabcd"}, {"LTAIabcd", "LTAIabcd1234"}};

    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        bwp_client *client = client_with_secrets(pairs[i][0], pairs[i][1], NULL);
        char        text[] = "id LTAIabcd1234 end";
        size_t      size = strlen(text);

        size = redact(client, "", text, size);
        unit_text(pairs[i][0], "redacted", "id *** end", text);
        bwp_client_free(client);
    }
}

/* What is cut off would otherwise outlive the wiping of its buffer, which goes by the new size. */
static void test_redaction_leaves_nothing_behind_the_end(void **state)
{
    bwp_client *client = client_with_secrets("ACCESSACCESS", "SECRETSECRET", NULL);
    char        text[] = "SECRETSECRET SECRETSECRET SECRETSECRET SECRETSECRET";
    size_t      size = sizeof text - 1;

    (void)state;
    size = redact(client, "", text, size);
    assert_string_equal(text, "*** *** *** ***");
    for (size_t i = size; i < sizeof text; i++) {
        if (text[i] != '\0')
            fail_msg("\"%s\" is left behind the end", text + i);
    }
    bwp_client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_provider_is_one_of_four),
        cmocka_unit_test(test_keys_come_in_pairs),
        cmocka_unit_test(test_environment_fills_in_whole_pairs_only),
        cmocka_unit_test(test_huawei_account_and_project_may_come_from_the_environment),
        cmocka_unit_test(test_a_site_has_an_address_and_variables_of_its_own),
        cmocka_unit_test(test_fields_are_checked),
        cmocka_unit_test(test_messages_do_not_show_secrets),
        cmocka_unit_test(test_struct_size),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_what_is_given_is_copied),
        cmocka_unit_test(test_secrets_are_replaced_wherever_they_stand),
        cmocka_unit_test(test_a_clock_is_set_once_and_only_where_that_explains_the_refusal),
        cmocka_unit_test(test_text_with_nul_is_redacted_to_its_end),
        cmocka_unit_test(test_secret_within_a_secret),
        cmocka_unit_test(test_redaction_leaves_nothing_behind_the_end),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
