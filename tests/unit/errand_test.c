/* errand_test.c - what the services of the machines are asked, in which order, and which answers lead on. */
#include "model/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"
#include "unit.h"

#define ALIBABA_KEYS                                                                                                   \
    "{\"Code\":\"Success\",\"AccessKeyId\":\"STS.a\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t/+=\","            \
    "\"Expiration\":\"2035-10-26T03:46:38Z\"}"
#define HUAWEI_KEYS                                                                                                    \
    "{\"credential\":{\"access\":\"a\",\"secret\":\"s\",\"securitytoken\":\"t\","                                      \
    "\"expires_at\":\"2035-10-26T03:46:38.000000Z\"}}"

#define VOLCENGINE_KEYS                                                                                                \
    "{\"AccessKeyId\":\"AKTP\",\"SecretAccessKey\":\"s==\",\"SessionToken\":\"t\",\"ExpiredTime\":"                    \
    "\"2035-10-26T11:46:38+08:00\"}"
#define VOLCENGINE_ROLES "GET /volcstack/latest/iam/security_credentials"

/* Answers, one for each request, which is given as "METHOD path" and "Name: value" where a header has to be there. */
static const struct {
    const char *name, *provider;
    struct {
        const char *request, *header;
        int         status; /* 0: the connection was cut */
        const char *body;
    } turns[4];
    const char *problem; /* NULL: it ends with keys */
    const char *role;    /* that somebody gave; NULL: nobody did */
    bool        needs_ticket;
} cases[] = {
    {.name = "huawei",
     .provider = "huawei",
     .turns = {{"PUT /meta-data/latest/api/token", "X-Metadata-Token-Ttl-Seconds: 21600", 200, " ticket \n"},
               {NULL, NULL, 0, NULL}},
     .problem = "its token is none"},
    {.name = "huawei, with a token",
     .provider = "huawei",
     .turns = {{"PUT /meta-data/latest/api/token", NULL, 200, "ticket\n"},
               {"GET /openstack/latest/securitykey", "X-Metadata-Token: ticket", 200, HUAWEI_KEYS}}},
    {.name = "huawei, no token mode",
     .provider = "huawei",
     .turns = {{"PUT /meta-data/latest/api/token", NULL, 404, "no such page"},
               {"GET /openstack/latest/securitykey", NULL, 200, HUAWEI_KEYS}}},
    {.name = "huawei, no agency",
     .provider = "huawei",
     .turns = {{"PUT /meta-data/latest/api/token", NULL, 200, "ticket"},
               {"GET /openstack/latest/securitykey", NULL, 404, "Please configure Cloud Service Agency first"}},
     .problem = "this machine has no agency; give it one, or keys in another way"},
    {.name = "huawei, unreachable",
     .provider = "huawei",
     .turns = {{"PUT /meta-data/latest/api/token", NULL, 0, ""}},
     .problem = "cut"},
    {.name = "alibaba, with a token",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", "X-aliyun-ecs-metadata-token-ttl-seconds: 21600", 200, "ticket"},
               {"GET /latest/meta-data/ram/security-credentials/", "X-aliyun-ecs-metadata-token: ticket", 200,
                " role-1\n"},
               {"GET /latest/meta-data/ram/security-credentials/role-1", "X-aliyun-ecs-metadata-token: ticket", 200,
                ALIBABA_KEYS}}},
    {.name = "alibaba, no token mode",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 405, ""},
               {"GET /latest/meta-data/ram/security-credentials/", NULL, 200, "role-1"},
               {"GET /latest/meta-data/ram/security-credentials/role-1", NULL, 200, ALIBABA_KEYS}}},
    {.name = "alibaba, a name that is a way",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {"GET /latest/meta-data/ram/security-credentials/", NULL, 200, "../../user-data"}},
     .problem = "the name of the role is none"},
    {.name = "alibaba, a name that is a page",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {"GET /latest/meta-data/ram/security-credentials/", NULL, 200, "<html>\n"}},
     .problem = "the name of the role is none"},
    {.name = "alibaba, no role",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {"GET /latest/meta-data/ram/security-credentials/", NULL, 404, ""}},
     .problem = "this machine has no RAM role; give it one, or keys in another way"},
    {.name = "alibaba, a role that was given",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {"GET /latest/meta-data/ram/security-credentials/my.role", "X-aliyun-ecs-metadata-token: ticket", 200,
                ALIBABA_KEYS}},
     .role = "my.role"},
    {.name = "alibaba, a role that was given, but is not the machine's",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 404, ""},
               {"GET /latest/meta-data/ram/security-credentials/my.role", NULL, 404, ""}},
     .problem = "this machine has no RAM role my.role; give it that one, or keys in another way",
     .role = "my.role"},
    {.name = "alibaba, token mode alone",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {"GET /latest/meta-data/ram/security-credentials/", "X-aliyun-ecs-metadata-token: ticket", 200,
                "role-1"},
               {"GET /latest/meta-data/ram/security-credentials/role-1", "X-aliyun-ecs-metadata-token: ticket", 200,
                ALIBABA_KEYS}},
     .needs_ticket = true},
    {.name = "alibaba, token mode alone, which there is not",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 404, ""}},
     .problem = "it gave no token, and ALIBABA_CLOUD_IMDSV1_DISABLED forbids to ask without one",
     .needs_ticket = true},
    {.name = "alibaba, failed",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {"GET /latest/meta-data/ram/security-credentials/", NULL, 200, "role-1"},
               {"GET /latest/meta-data/ram/security-credentials/role-1", NULL, 200,
                "{\"Code\":\"Failed\",\"AccessKeyId\":\"a\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
                "\"Expiration\":\"2035-10-26T03:46:38Z\"}"}},
     .problem = "it could not make keys of the machine's role"},
    {.name = "alibaba, a page with 500",
     .provider = "alibaba",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {"GET /latest/meta-data/ram/security-credentials/", NULL, 500, "role-1"}},
     .problem = "it refused to give keys with HTTP status 500; give keys in another way"},
    {.name = "volcengine",
     .provider = "volcengine",
     .turns = {{"PUT /latest/api/token", "X-volc-ecs-metadata-token-ttl-seconds: 21600", 200, "ticket\n"},
               {VOLCENGINE_ROLES, "X-volc-ecs-metadata-token: ticket", 200, "[\"role-1\",\"role-2\"]"},
               {VOLCENGINE_ROLES "/role-1", "X-volc-ecs-metadata-token: ticket", 200, VOLCENGINE_KEYS}}},
    {.name = "volcengine, roles in lines",
     .provider = "volcengine",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {VOLCENGINE_ROLES, NULL, 200, "\nrole-1\nrole-2\n"},
               {VOLCENGINE_ROLES "/role-1", NULL, 200, VOLCENGINE_KEYS}}},
    {.name = "volcengine, no token mode",
     .provider = "volcengine",
     .turns = {{"PUT /latest/api/token", NULL, 404, ""}},
     .problem = "its token is none"},
    {.name = "volcengine, no role",
     .provider = "volcengine",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"}, {VOLCENGINE_ROLES, NULL, 200, "[]"}},
     .problem = "the name of the role is none"},
    {.name = "volcengine, a role that is a way",
     .provider = "volcengine",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"}, {VOLCENGINE_ROLES, NULL, 200, "[\"../a\"]"}},
     .problem = "the name of the role is none"},
    {.name = "volcengine, no roles here",
     .provider = "volcengine",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"}, {VOLCENGINE_ROLES, NULL, 404, ""}},
     .problem = "this machine has no IAM role; give it one, or keys in another way"},
    {.name = "volcengine, half of the keys",
     .provider = "volcengine",
     .turns = {{"PUT /latest/api/token", NULL, 200, "ticket"},
               {VOLCENGINE_ROLES, NULL, 200, "[\"r\"]"},
               {VOLCENGINE_ROLES "/r", NULL, 200, "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"s\"}"}},
     .problem = "the answer holds no keys"},
};

static void assert_asks(size_t i, size_t turn, const struct http_request *request)
{
    char        line[256], name[128];
    const char *header = cases[i].turns[turn].header, *value;

    (void)snprintf(line, sizeof line, "%s %s", request->method, bwpi_buf_text(&request->path));
    unit_text(cases[i].name, "request", cases[i].turns[turn].request, line);
    if (header == NULL)
        return;
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(header, ":"), header);
    value = bwpi_pairs_get(&request->headers, name);
    unit_text(cases[i].name, "header", strchr(header, ' ') + 1, value);
}

static void test_services_are_asked_in_turn(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct provider *provider = bwpi_provider_find(cases[i].provider);
        struct errand          errand;
        struct http_request    request;
        struct http_response   response;
        enum errand_next       next;
        size_t                 turn = 0;

        bwpi_errand_init(&errand);
        (void)snprintf(errand.name, sizeof errand.name, "%s", cases[i].role != NULL ? cases[i].role : "");
        errand.needs_ticket = cases[i].needs_ticket;
        bwpi_http_request_init(&request);
        assert_true(bwpi_http_response_init(&response));
        next = provider->fetch_keys(&errand, NULL, &request);
        for (; next == ERRAND_ASKS && turn < COUNT(cases[i].turns) && cases[i].turns[turn].body != NULL; turn++) {
            assert_asks(i, turn, &request);
            bwpi_http_response_clear(&response);
            response.status = cases[i].turns[turn].status;
            response.failure = response.status == 0 ? HTTP_CUT : HTTP_ANSWERED;
            (void)strcpy(response.reason, "cut");
            bwpi_buf_add_text(&response.body, cases[i].turns[turn].body);
            bwpi_http_request_clear(&request);
            next = provider->fetch_keys(&errand, &response, &request);
        }
        unit_number(cases[i].name, "end", cases[i].problem == NULL ? ERRAND_DONE : ERRAND_FAILED, next);
        if (cases[i].problem != NULL)
            unit_text(cases[i].name, "problem", cases[i].problem, errand.problem);
        else
            unit_number(cases[i].name, "expires", 2076983198, errand.expires);
        bwpi_errand_free(&errand);
        bwpi_http_request_free(&request);
        bwpi_http_response_free(&response);
    }
}

static void test_where_there_is_no_such_service(void **state)
{
    bwp_config config = unit_config("baidu");

    (void)state;
    config.access_key = config.secret_key = NULL;
    config.credentials = "metadata";
    unit_client_refused("baidu", &config, "baidu gives its machines no keys of their own; set credentials to");
    assert_null(bwpi_provider_find("baidu")->fetch_keys);
}

/* The variables of the vendor's tools, of which two count only if they are "true", and all only where that service is
 * asked at all. */
static void test_the_environment_has_a_say(void **state)
{
    static char longer[200];
    static const struct {
        const char *name, *value, *part; /* part: of the refusal; NULL: there is a client */
    } rows[] = {
        {"ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true",
         "ALIBABA_CLOUD_ECS_METADATA_DISABLED is true, which forbids to"},
        {"ALIBABA_CLOUD_ECS_METADATA_DISABLED", "True", "unset it, or give keys in another way"},
        {"ALIBABA_CLOUD_ECS_METADATA_DISABLED", "false", NULL},
        {"ALIBABA_CLOUD_ECS_METADATA_DISABLED", "1", NULL},
        {"ALIBABA_CLOUD_ECS_METADATA_DISABLED", "", NULL},
        {"ALIBABA_CLOUD_ECS_METADATA", "my-role_1.a@b", NULL},
        {"ALIBABA_CLOUD_ECS_METADATA", "a/b", "ALIBABA_CLOUD_ECS_METADATA is \"a/b\", which is no name of a role"},
        {"ALIBABA_CLOUD_ECS_METADATA", "..", "which is no name of a role"},
        {"ALIBABA_CLOUD_ECS_METADATA", "a\r\nX: y", "which is no name of a role"},
        {"ALIBABA_CLOUD_ECS_METADATA", longer, "-_.@, at most 127; correct it, or unset it"},
        {"ALIBABA_CLOUD_IMDSV1_DISABLED", "TRUE", NULL},
    };

    (void)state;
    memset(longer, 'a', sizeof longer - 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        bwp_config  config = unit_config("alibaba"), keys = config;
        bwp_client *client;

        config.access_key = config.secret_key = NULL;
        config.credentials = "metadata";
        assert_int_equal(setenv(rows[i].name, rows[i].value, 1), 0);
        if (rows[i].part != NULL) {
            unit_client_refused(rows[i].name, &config, rows[i].part);
        } else {
            client = unit_client(&config);
            unit_text(rows[i].name, "role",
                      strcmp(rows[i].name, "ALIBABA_CLOUD_ECS_METADATA") == 0 ? rows[i].value : "",
                      client->config.role);
            unit_number(rows[i].name, "token mode alone", strcmp(rows[i].name, "ALIBABA_CLOUD_IMDSV1_DISABLED") == 0,
                        client->config.metadata_needs_token);
            bwp_client_free(client);
        }
        bwp_client_free(unit_client(&keys)); /* whoever has keys is not concerned */
        assert_int_equal(unsetenv(rows[i].name), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_services_are_asked_in_turn),
        cmocka_unit_test(test_where_there_is_no_such_service),
        cmocka_unit_test(test_the_environment_has_a_say),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
