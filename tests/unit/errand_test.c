/* errand_test.c - what the services of the machines are asked, in which order, and which answers lead on. */
#include "model/errand.h"

#include <stdio.h>
#include <string.h>

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
} cases[] = {
    {"huawei",
     "huawei",
     {{"PUT /meta-data/latest/api/token", "X-Metadata-Token-Ttl-Seconds: 21600", 200, " ticket \n"},
      {NULL, NULL, 0, NULL}},
     "its token is none"},
    {"huawei, with a token",
     "huawei",
     {{"PUT /meta-data/latest/api/token", NULL, 200, "ticket\n"},
      {"GET /openstack/latest/securitykey", "X-Metadata-Token: ticket", 200, HUAWEI_KEYS}},
     NULL},
    {"huawei, no token mode",
     "huawei",
     {{"PUT /meta-data/latest/api/token", NULL, 404, "no such page"},
      {"GET /openstack/latest/securitykey", NULL, 200, HUAWEI_KEYS}},
     NULL},
    {"huawei, no agency",
     "huawei",
     {{"PUT /meta-data/latest/api/token", NULL, 200, "ticket"},
      {"GET /openstack/latest/securitykey", NULL, 404, "Please configure Cloud Service Agency first"}},
     "this machine has no agency; give it one, or keys in another way"},
    {"huawei, unreachable", "huawei", {{"PUT /meta-data/latest/api/token", NULL, 0, ""}}, "cut"},
    {"alibaba, with a token",
     "alibaba",
     {{"PUT /latest/api/token", "X-aliyun-ecs-metadata-token-ttl-seconds: 21600", 200, "ticket"},
      {"GET /latest/meta-data/ram/security-credentials/", "X-aliyun-ecs-metadata-token: ticket", 200, " role-1\n"},
      {"GET /latest/meta-data/ram/security-credentials/role-1", "X-aliyun-ecs-metadata-token: ticket", 200,
       ALIBABA_KEYS}},
     NULL},
    {"alibaba, no token mode",
     "alibaba",
     {{"PUT /latest/api/token", NULL, 405, ""},
      {"GET /latest/meta-data/ram/security-credentials/", NULL, 200, "role-1"},
      {"GET /latest/meta-data/ram/security-credentials/role-1", NULL, 200, ALIBABA_KEYS}},
     NULL},
    {"alibaba, a name that is a way",
     "alibaba",
     {{"PUT /latest/api/token", NULL, 200, "ticket"},
      {"GET /latest/meta-data/ram/security-credentials/", NULL, 200, "../../user-data"}},
     "the name of the role is none"},
    {"alibaba, a name that is a page",
     "alibaba",
     {{"PUT /latest/api/token", NULL, 200, "ticket"},
      {"GET /latest/meta-data/ram/security-credentials/", NULL, 200, "<html>\n"}},
     "the name of the role is none"},
    {"alibaba, no role",
     "alibaba",
     {{"PUT /latest/api/token", NULL, 200, "ticket"},
      {"GET /latest/meta-data/ram/security-credentials/", NULL, 404, ""}},
     "this machine has no RAM role; give it one, or keys in another way"},
    {"alibaba, failed",
     "alibaba",
     {{"PUT /latest/api/token", NULL, 200, "ticket"},
      {"GET /latest/meta-data/ram/security-credentials/", NULL, 200, "role-1"},
      {"GET /latest/meta-data/ram/security-credentials/role-1", NULL, 200,
       "{\"Code\":\"Failed\",\"AccessKeyId\":\"a\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
       "\"Expiration\":\"2035-10-26T03:46:38Z\"}"}},
     "it could not make keys of the machine's role"},
    {"alibaba, a page with 500",
     "alibaba",
     {{"PUT /latest/api/token", NULL, 200, "ticket"},
      {"GET /latest/meta-data/ram/security-credentials/", NULL, 500, "role-1"}},
     "it refused to give keys"},
    {"volcengine",
     "volcengine",
     {{"PUT /latest/api/token", "X-volc-ecs-metadata-token-ttl-seconds: 21600", 200, "ticket\n"},
      {VOLCENGINE_ROLES, "X-volc-ecs-metadata-token: ticket", 200, "[\"role-1\",\"role-2\"]"},
      {VOLCENGINE_ROLES "/role-1", "X-volc-ecs-metadata-token: ticket", 200, VOLCENGINE_KEYS}},
     NULL},
    {"volcengine, roles in lines",
     "volcengine",
     {{"PUT /latest/api/token", NULL, 200, "ticket"},
      {VOLCENGINE_ROLES, NULL, 200, "\nrole-1\nrole-2\n"},
      {VOLCENGINE_ROLES "/role-1", NULL, 200, VOLCENGINE_KEYS}},
     NULL},
    {"volcengine, no token mode", "volcengine", {{"PUT /latest/api/token", NULL, 404, ""}}, "its token is none"},
    {"volcengine, no role",
     "volcengine",
     {{"PUT /latest/api/token", NULL, 200, "ticket"}, {VOLCENGINE_ROLES, NULL, 200, "[]"}},
     "the name of the role is none"},
    {"volcengine, a role that is a way",
     "volcengine",
     {{"PUT /latest/api/token", NULL, 200, "ticket"}, {VOLCENGINE_ROLES, NULL, 200, "[\"../a\"]"}},
     "the name of the role is none"},
    {"volcengine, no roles here",
     "volcengine",
     {{"PUT /latest/api/token", NULL, 200, "ticket"}, {VOLCENGINE_ROLES, NULL, 404, ""}},
     "this machine has no IAM role; give it one, or keys in another way"},
    {"volcengine, half of the keys",
     "volcengine",
     {{"PUT /latest/api/token", NULL, 200, "ticket"},
      {VOLCENGINE_ROLES, NULL, 200, "[\"r\"]"},
      {VOLCENGINE_ROLES "/r", NULL, 200, "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"s\"}"}},
     "the answer holds no keys"},
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_services_are_asked_in_turn),
        cmocka_unit_test(test_where_there_is_no_such_service),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
