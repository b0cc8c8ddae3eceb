/* profile_test.c - what the files of the providers' own tools say, and one sentence for each that does not do. */
#include "keys/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "road/client.h"
#include "unit.h"

static char home[64], log_text[512];

/* Writes a file below the home folder of this test, and the folder it is in. */
static void put_bytes(const char *path, const void *bytes, size_t size, mode_t mode)
{
    char  name[256];
    char *slash;
    FILE *file;

    (void)snprintf(name, sizeof name, "%s/%s", home, path);
    slash = strrchr(name, '/');
    *slash = '\0';
    (void)mkdir(name, 0700);
    *slash = '/';
    (void)unlink(name);
    file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(name, mode), 0);
}

static void put_file(const char *path, const char *text)
{
    put_bytes(path, text, strlen(text), 0600);
}

static void remove_below(const char *path)
{
    char name[256];

    (void)snprintf(name, sizeof name, "%s/%s", home, path);
    (void)remove(name);
}

static void forget_files(void)
{
    static const char *const paths[] = {
        ".huaweicloud/credentials", ".huaweicloud", ".hcloud/config.json",       ".hcloud",
        ".aliyun/config.json",      ".aliyun",      ".alibabacloud/credentials", ".alibabacloud",
        ".bce/config.json",         ".bce",         ".volcengine/config.json",   ".volcengine"};

    for (size_t i = 0; i < COUNT(paths); i++)
        remove_below(paths[i]);
}

static int begin(void **state)
{
    (void)unit_forget_environment(state);
    (void)strcpy(home, "/tmp/bwp-profile-XXXXXX");
    return mkdtemp(home) != NULL && setenv("HOME", home, 1) == 0 ? 0 : -1;
}

static int end(void **state)
{
    forget_files();
    (void)rmdir(home);
    return unit_forget_environment(state);
}

static void log_line(void *user, const char *line)
{
    (void)user;
    (void)snprintf(log_text, sizeof log_text, "%s", line);
}

static bwp_config without_keys(const char *provider)
{
    bwp_config config = unit_config(provider);

    config.access_key = config.secret_key = NULL;
    return config;
}

/* ---- what is found ---- */

static const struct {
    const char *name, *provider, *path, *text, *profile, *access_key, *secret_key, *security_token;
} found[] = {
    {"huawei ini", "huawei", ".huaweicloud/credentials",
     "[basic]\nak = wrong\nsk = wrong\n\n[global]\r\nak = AK1 ; mine\r\nsk=SK#1\t\r\nsecurity_token = T1\n", NULL,
     "AK1", "SK#1", "T1"},
    {"huawei ini, another section", "huawei", ".huaweicloud/credentials",
     "# comment\n[global]\nak=wrong\nsk=wrong\n[other]\nak=AK2\nsk=SK2", "other", "AK2", "SK2", NULL},
    {"hcloud", "huawei", ".hcloud/config.json",
     "{\"current\":\"b\",\"profiles\":[{\"name\":\"a\",\"mode\":\"AKSK\",\"accessKeyId\":\"x\",\"secretAccessKey\":"
     "\"y\"},{\"name\":\"b\",\"mode\":\"AKSK\",\"accessKeyId\":\"AK3\",\"secretAccessKey\":\"SK3\","
     "\"securityToken\":\"\"}]}",
     NULL, "AK3", "SK3", NULL},
    {"hcloud, sso", "huawei", ".hcloud/config.json",
     "{\"profiles\":[{\"name\":\"default\",\"mode\":\"SSO\",\"accessKeyId\":\"x\",\"secretAccessKey\":\"y\","
     "\"ssoAuth\":{\"stsToken\":{\"accessKeyId\":\"AK4\",\"secretAccessKey\":\"SK4\",\"securityToken\":\"T4\"}}}]}",
     NULL, "AK4", "SK4", "T4"},
    {"aliyun", "alibaba", ".aliyun/config.json",
     "{\"current\":\"p\",\"profiles\":[{\"name\":\"p\",\"mode\":\"AK\",\"access_key_id\":\"AK5\","
     "\"access_key_secret\":\"SK5\",\"sts_token\":\"left over\"}]}",
     NULL, "AK5", "SK5", NULL},
    {"aliyun, sts", "alibaba", ".aliyun/config.json",
     "{\"current\":\"p\",\"profiles\":[{\"name\":\"q\",\"mode\":\"StsToken\",\"access_key_id\":\"AK6\","
     "\"access_key_secret\":\"SK6\",\"sts_token\":\"T6\"}]}",
     "q", "AK6", "SK6", "T6"},
    {"alibaba ini", "alibaba", ".alibabacloud/credentials",
     "[default]\ntype = access_key   # of the SDK\naccess_key_id = AK7\naccess_key_secret = SK7\n", NULL, "AK7", "SK7",
     NULL},
    {"bce, with profiles under their names", "baidu", ".bce/config.json",
     "{\"current\":\"b\",\"profiles\":{\"a\":{\"mode\":\"AK\",\"access_key_id\":\"x\"},\"b\":{\"name\":\"a\","
     "\"mode\":\"AK\",\"access_key_id\":\"AK9\",\"secret_access_key\":\"SK9\"}}}",
     NULL, "AK9", "SK9", NULL},
    {"bce", "baidu", ".bce/config.json",
     "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"mode\":\"StsToken\",\"access_key_id\":\"AK8\","
     "\"secret_access_key\":\"SK8\",\"security_token\":\"T8\"}]}",
     NULL, "AK8", "SK8", "T8"},
    {"ve", "volcengine", ".volcengine/config.json",
     "{\"current\":\"b\",\"profiles\":{\"a\":{\"mode\":\"ak\",\"access-key\":\"x\",\"secret-key\":\"y\"},"
     "\"b\":{\"name\":\"b\",\"mode\":\"ak\",\"access-key\":\"AK10\",\"secret-key\":\"SK10==\",\"session-token\":"
     "\"\"}}}",
     NULL, "AK10", "SK10==", NULL},
    {"ve, sts", "volcengine", ".volcengine/config.json",
     "{\"profiles\":{\"default\":{\"access-key\":\"AK11\",\"secret-key\":\"SK11\",\"session-token\":\"T11\"}}}", NULL,
     "AK11", "SK11", "T11"},
};

static void test_keys_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(found); i++) {
        bwp_config  config = without_keys(found[i].provider);
        bwp_client *client;

        forget_files();
        put_file(found[i].path, found[i].text);
        config.profile = found[i].profile;
        client = unit_client(&config);
        unit_text(found[i].name, "access key", found[i].access_key, client->keys->access_key);
        unit_text(found[i].name, "secret key", found[i].secret_key, client->keys->secret_key);
        if (found[i].security_token != NULL)
            unit_text(found[i].name, "token", found[i].security_token, client->keys->security_token);
        else
            assert_null(client->keys->security_token);
        unit_text(found[i].name, "source", "profile", client->keys->source);
        assert_null(strstr(client->config.given.account, found[i].secret_key));
        bwp_client_free(client);
    }
}

/* ---- what is refused ---- */

#define ALIYUN(members) "{\"current\":\"p\",\"profiles\":[{\"name\":\"p\"," members "}]}"

static const struct {
    const char *provider, *path, *text, *profile, *part;
} refused[] = {
    {"huawei", ".huaweicloud/credentials", "[global]\nidp_id = Federation\nid_token_file = /tmp/Sesame\n", NULL,
     "has idp_id \"Federation\", which needs more than its keys; use one with ak"},
    {"alibaba", ".aliyun/config.json", "", NULL, "does not hold profiles: it is empty"},
    {"alibaba", ".aliyun/config.json", "[default]\n", NULL, "does not hold profiles: "},
    {"alibaba", ".aliyun/config.json", "[]", NULL, "does not hold profiles: it is no JSON object"},
    {"alibaba", ".aliyun/config.json", "{\"current\":\"Sesame\",\"profiles\":[]}", NULL, "does not hold it"},
    {"alibaba", ".aliyun/config.json",
     ALIYUN("\"mode\":\"RamRoleArn\",\"access_key_id\":\"Sesame\","
            "\"access_key_secret\":\"Sesame\""),
     NULL, "has mode \"RamRoleArn\", which needs more than its keys; use one with AK or StsToken"},
    {"alibaba", ".aliyun/config.json", ALIYUN("\"mode\":\"External\",\"process_command\":\"touch /tmp/Sesame\""), NULL,
     "has mode \"External\""},
    {"alibaba", ".aliyun/config.json", ALIYUN("\"mode\":\"CloudSSO\""), NULL, "has mode \"CloudSSO\""},
    {"alibaba", ".aliyun/config.json", ALIYUN("\"access_key_id\":\"Sesame\""), NULL, "has mode \"\""},
    {"alibaba", ".aliyun/config.json", ALIYUN("\"mode\":\"AK\",\"access_key_id\":\"Sesame\""), NULL,
     "has no access_key_secret"},
    {"alibaba", ".aliyun/config.json", ALIYUN("\"mode\":\"AK\",\"access_key_secret\":\"Sesame\""), NULL,
     "has no access_key_id"},
    {"alibaba", ".aliyun/config.json",
     ALIYUN("\"mode\":\"StsToken\",\"access_key_id\":\"Sesame\",\"access_key_secret\":\"Sesame\""), NULL,
     "has no sts_token"},
    {"alibaba", ".aliyun/config.json",
     ALIYUN("\"mode\":\"AK\",\"access_key_id\":\"Sesame open\","
            "\"access_key_secret\":\"Sesame\""),
     NULL, "config.json has a blank"},
    {"alibaba", ".aliyun/config.json", ALIYUN("\"mode\":\"AK\""), "p", "has no access_key_id"},
    {"alibaba", ".alibabacloud/credentials", "[default]\ntype=ram_role_arn\naccess_key_id=Sesame\n", NULL,
     "has type \"ram_role_arn\""},
    {"alibaba", ".alibabacloud/credentials",
     "[default]\ntype=access_key\naccess_key_id=Sesame\naccess_key_id=Sesame2\naccess_key_secret=Sesame\n", NULL,
     "has no access_key_id, or has it twice"},
    {"alibaba", ".alibabacloud/credentials", "[other]\n", "missing",
     "there is no profile \"missing\" in ~/.aliyun/config.json or ~/.alibabacloud/credentials"},
    {"huawei", ".hcloud/config.json",
     "{\"authEncrypt\":\"true\",\"profiles\":[{\"name\":\"default\",\"accessKeyId\":\"Sesame\","
     "\"secretAccessKey\":\"Sesame\"}]}",
     NULL, "has its keys encrypted"},
    {"huawei", ".hcloud/config.json",
     "{\"profiles\":[{\"name\":\"default\",\"mode\":\"SSO\",\"accessKeyId\":\"Sesame\","
     "\"secretAccessKey\":\"Sesame\"}]}",
     "default", "has no accessKeyId"},
    {"baidu", ".bce/config.json", "{\"current\":\"b\",\"profiles\":{\"a\":{}}}", NULL, "does not hold it"},
    {"baidu", ".bce/config.json",
     "{\"profiles\":{\"default\":{\"mode\":\"AK\",\"access_key_id\":\"Sesame\"},\"default\":{}}}", NULL,
     "access_key and secret_key are missing"}, /* a name that is there twice is none */
    {"volcengine", ".volcengine/config.json",
     "{\"profiles\":{\"default\":{\"mode\":\"sso\",\"access-key\":\"Sesame\",\"secret-key\":\"Sesame\"}}}", NULL,
     "has mode \"sso\", which needs more than its keys; use one with ak"},
    {"volcengine", ".volcengine/config.json", "{\"profiles\":{\"default\":{\"mode\":\"ecsrole\"}}}", NULL,
     "set credentials to \"metadata\""},
    {"baidu", ".bce/config.json", "{\"profiles\":[]}", NULL, "access_key and secret_key are missing"},
    {"baidu", ".bce/config.json", "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"mode\":\"AK\"}]}",
     NULL, "access_key and secret_key are missing"}, /* as the tool makes it before it was filled in */
};

static void test_what_does_not_do_is_said_in_one_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        bwp_config config = without_keys(refused[i].provider);
        char       problem[BWP_ERROR_SIZE] = "";

        forget_files();
        put_file(refused[i].path, refused[i].text);
        config.profile = refused[i].profile;
        assert_null(bwp_client_new(&config, problem));
        unit_holds(refused[i].text, "message", refused[i].part, problem);
        unit_lacks(refused[i].text, "message", "Sesame", problem);
        unit_is_sentence(refused[i].text, problem);
        if (strstr(refused[i].part, "missing") == NULL)
            unit_holds(refused[i].text, "message", refused[i].path, problem);
    }
}

static void test_files_that_cannot_be_read(void **state)
{
    bwp_config config = without_keys("baidu");
    char       path[128], *big = malloc(10 * 1024 * 1024);

    (void)state;
    assert_non_null(big);
    forget_files();
    memset(big, ' ', 10 * 1024 * 1024);
    put_bytes(".bce/config.json", big, 10 * 1024 * 1024, 0600);
    unit_client_refused("10 MB", &config, ".bce/config.json has more than 256 KB");
    put_bytes(".bce/config.json", "{\"profiles\":[]}\0", 16, 0600);
    unit_client_refused("NUL", &config, "does not hold profiles: ");
    if (geteuid() != 0) { /* root may read everything */
        put_bytes(".bce/config.json", "{}", 2, 0);
        unit_client_refused("mode 0", &config, ".bce/config.json cannot be read");
    }
    remove_below(".bce/config.json");
    (void)snprintf(path, sizeof path, "%s/.bce/config.json", home);
    assert_int_equal(mkfifo(path, 0600), 0); /* opening it for reading would wait for a writer */
    unit_client_refused("a pipe", &config, ".bce/config.json is no regular file");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    unit_client_refused("a folder", &config, ".bce/config.json is no regular file");
    free(big);
}

static void test_a_file_that_others_may_read_is_told_in_the_log(void **state)
{
    static const char text[] = "[global]\nak=AK\nsk=SK\n";
    bwp_config        config = without_keys("huawei");

    (void)state;
    config.log = log_line;
    forget_files();
    log_text[0] = '\0';
    put_bytes(".huaweicloud/credentials", text, strlen(text), 0600);
    bwp_client_free(unit_client(&config));
    assert_string_equal(log_text, "");
    put_bytes(".huaweicloud/credentials", text, strlen(text), 0644);
    bwp_client_free(unit_client(&config));
    unit_holds("0644", "log", ".huaweicloud/credentials, which others on this machine may read", log_text);
}

/* ---- which source, which file ---- */

static void test_the_environment_comes_first_unless_a_profile_is_named(void **state)
{
    bwp_config  config = without_keys("huawei");
    bwp_client *client;

    (void)state;
    forget_files();
    put_file(".huaweicloud/credentials", "[global]\nak=AK\nsk=SK\ndomain_id=file-account\nproject_id=file-project\n"
                                         "iam_endpoint=https://iam.example\n");
    config.account = config.project = NULL;
    client = unit_client(&config);
    assert_string_equal(client->config.account_at[0].base, "https://iam.example");
    assert_string_equal(client->config.given.account, "file-account");
    assert_string_equal(client->config.given.project, "file-project");
    bwp_client_free(client);
    assert_int_equal(setenv("HUAWEICLOUD_SDK_AK", "environment-access", 1), 0);
    unit_client_refused("half of the environment", &config, "HUAWEICLOUD_SDK_SK is not set");
    assert_int_equal(setenv("HUAWEICLOUD_SDK_SK", "environment-secret", 1), 0);
    client = unit_client(&config);
    assert_string_equal(client->keys->access_key, "environment-access");
    assert_string_equal(client->config.given.account, ""); /* that of the file may be another's */
    assert_string_not_equal(client->config.account_at[0].base, "https://iam.example");
    bwp_client_free(client);
    config.credentials = "profile";
    client = unit_client(&config);
    assert_string_equal(client->keys->access_key, "AK");
    bwp_client_free(client);
    config.credentials = NULL;
    config.profile = "global";
    client = unit_client(&config);
    assert_string_equal(client->keys->access_key, "AK");
    bwp_client_free(client);
    (void)unsetenv("HUAWEICLOUD_SDK_AK");
    (void)unsetenv("HUAWEICLOUD_SDK_SK");
    config.profile = NULL;
    config.credentials = "environment";
    unit_client_refused("environment only", &config, "access_key and secret_key are missing");
}

static void test_whoami_names_the_profile_and_its_file(void **state)
{
    bwp_config  config = without_keys("huawei");
    bwp_client *client;
    bwp_result *result = NULL;

    (void)state;
    forget_files();
    put_file(".huaweicloud/credentials", "[other]\nak=file-access-key\nsk=file-secret-key\ndomain_id=file-account\n");
    config.profile = "other";
    config.account = NULL;
    client = unit_client(&config);
    assert_int_equal(bwp_whoami(client, &result), BWP_DONE);
    unit_holds("profile", "whoami", "\"source\":\"profile\",\"access_key\":\"***********-key\"",
               bwp_result_whoami(result));
    unit_holds("profile", "whoami", "\"account\":\"file-account\"", bwp_result_whoami(result));
    unit_holds("profile", "message", "the keys stand in profile \"other\" in /tmp/", bwp_result_message(result));
    unit_holds("profile", "message", "/.huaweicloud/credentials", bwp_result_message(result));
    bwp_result_free(result);
    assert_int_equal(bwp_client_set_keys(client, "another-access-key", "another-secret-key", NULL, NULL), BWP_OK);
    assert_int_equal(bwp_whoami(client, &result), BWP_DONE);
    unit_holds("set", "whoami", "\"source\":\"config\"", bwp_result_whoami(result));
    assert_string_equal(bwp_result_message(result), "");
    bwp_result_free(result);
    bwp_client_free(client);
}

static void test_sources_that_contradict_each_other(void **state)
{
    bwp_config config = unit_config("baidu");

    (void)state;
    config.profile = "p";
    unit_client_refused("keys and a profile", &config,
                        "profile says where to look for keys, but the config gives them");
    config.credentials = "environment";
    unit_client_refused("keys and a source", &config, "credentials says where to look for keys");
    config.access_key = config.secret_key = NULL;
    unit_client_refused("two sources", &config, "profile goes with credentials \"profile\", not \"environment\"");
    config.profile = NULL;
    config.credentials = "vault";
    unit_client_refused("an unknown source", &config, "credentials is \"vault\"; it has to be environment");
}

static void test_variables_lead_to_files_and_profiles(void **state)
{
    bwp_config  config = without_keys("alibaba");
    bwp_client *client;
    char        path[128];

    (void)state;
    forget_files();
    put_file(".aliyun/config.json", ALIYUN("\"mode\":\"AK\",\"access_key_id\":\"AK\",\"access_key_secret\":\"SK\""));
    put_file(".bce/config.json", "[p]\ntype=access_key\naccess_key_id=AK2\naccess_key_secret=SK2\n");
    (void)snprintf(path, sizeof path, "%s/.bce/config.json", home);
    assert_int_equal(setenv("ALIBABA_CLOUD_CREDENTIALS_FILE", path, 1), 0);
    assert_int_equal(setenv("ALIBABA_CLOUD_PROFILE", "p", 1), 0);
    client = unit_client(&config);
    assert_string_equal(client->keys->access_key, "AK"); /* the tool's file is asked before that of the SDK */
    bwp_client_free(client);
    assert_int_equal(setenv("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "True", 1), 0);
    client = unit_client(&config);
    assert_string_equal(client->keys->access_key, "AK2");
    bwp_client_free(client);
    assert_int_equal(setenv("ALIBABA_CLOUD_PROFILE", "q", 1), 0);
    unit_client_refused("a profile that is not there", &config, "there is no profile \"q\"");
    assert_int_equal(setenv("ALIBABA_CLOUD_CREDENTIALS_FILE", "/nowhere/at/all", 1), 0);
    unit_client_refused("a file that is not there", &config,
                        "/nowhere/at/all does not exist, though ALIBABA_CLOUD_CREDENTIALS_FILE names it");
    (void)unsetenv("ALIBABA_CLOUD_CREDENTIALS_FILE");
    (void)unsetenv("ALIBABA_CLOUD_PROFILE");
    (void)unsetenv("ALIBABA_CLOUD_CLI_PROFILE_DISABLED");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_found),
        cmocka_unit_test(test_what_does_not_do_is_said_in_one_sentence),
        cmocka_unit_test(test_files_that_cannot_be_read),
        cmocka_unit_test(test_a_file_that_others_may_read_is_told_in_the_log),
        cmocka_unit_test(test_the_environment_comes_first_unless_a_profile_is_named),
        cmocka_unit_test(test_whoami_names_the_profile_and_its_file),
        cmocka_unit_test(test_sources_that_contradict_each_other),
        cmocka_unit_test(test_variables_lead_to_files_and_profiles),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
