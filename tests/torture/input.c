/* input.c - configurations and requests, in structs and in JSON. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "torture.h"

static void log_line(void *user, const char *line)
{
    (void)user;
    judge_text("a line of the log", line);
}

bwp_config scene_config(const struct scene *scene, const struct wire_door *door)
{
    static const struct {
        const char *access_key, *secret_key, *security_token, *auth_token;
    } keys[] = {[KEYS_OWN] = {WIRE_ACCESS_KEY, WIRE_SECRET_KEY, NULL, NULL},
                [KEYS_TEMPORARY] = {WIRE_TEMPORARY_KEY, WIRE_TEMPORARY_SECRET, WIRE_SECURITY_TOKEN, NULL},
                [KEYS_AUTH_TOKEN] = {NULL, NULL, NULL, WIRE_AUTH_TOKEN},
                [KEYS_WRONG] = {WIRE_ACCESS_KEY, WIRE_TEMPORARY_SECRET, NULL, NULL}};
    bwp_config config = wire_config(door, wire_cloud.url);

    config.access_key = keys[scene->keys].access_key;
    config.secret_key = keys[scene->keys].secret_key;
    config.security_token = keys[scene->keys].security_token;
    config.auth_token = keys[scene->keys].auth_token;
    config.max_attempts = scene->attempts != 0 ? scene->attempts : 1;
    config.log = log_line;
    if (scene->asks_account)
        config.account = NULL;
    if (scene->full) {
        config.user_agent = "torture/1";
        config.connect_timeout_ms = 20000;
    }
    return config;
}

static const bwp_tag tags[] = {{"env", "prod"}, {"部门", "网络运维"}, {"empty", ""}};

static void fill(struct wanted *order, const struct scene *scene, const struct wire_door *door)
{
    /* a preview's may be such as nobody would take: what is new there has to be made */
    static const char *const options[][2] = {
        [WIRE_HUAWEI] = {"{\"spec_code\":\"bandwidth.cmtoap\",\"interflow_mode\":\"Area\"}",
                         "{\"new\":{\"inner\":{\"list\":[1,{\"a\":\"b\"}]},\"gone\":null},\"name\":null}"},
        [WIRE_ACS3] = {"{\"CenId\":\"cen-0001\",\"AutoRenewDuration\":2}",
                       "{\"CenId\":\"cen-0001\",\"AutoRenewDuration\":2,\"Period\":null}"},
        [WIRE_RPC] = {"{\"CenId\":\"cen-0001\",\"AutoRenewDuration\":2}",
                      "{\"CenId\":\"cen-0001\",\"AutoRenewDuration\":2,\"Period\":null}"},
        [WIRE_BAIDU] = {"{\"interworkType\":\"center\",\"billing\":{\"billingMethod\":\"ByBandwidth\"}}",
                        "{\"new\":{\"inner\":{\"list\":[1,{\"a\":\"b\"}]},\"gone\":null},\"name\":null}"},
        [WIRE_VOLCENGINE] = {"{\"LineOperator\":\"ChinaUnicom\"}",
                             "{\"LineOperator\":\"ChinaUnicom\",\"Period\":null}"},
    };
    bwp_request *request = &order->request;
    bool         huawei = strcmp(door->provider, "huawei") == 0, baidu = strcmp(door->provider, "baidu") == 0;
    bool         volcengine = strcmp(door->provider, "volcengine") == 0;

    request->description = baidu ? NULL : "两地之间 & 100 Mbit/s, \xF0\x9F\x9A\x80";
    request->billing = BWP_PREPAID;
    request->period = 3;
    request->period_unit = BWP_MONTH;
    request->auto_pay = true;
    request->auto_renew = !baidu && !volcengine;
    request->bind_to = huawei || volcengine ? "cc-0001" : NULL;
    request->resource_group = baidu ? NULL : "rg-0001";
    request->tags = tags;
    request->tag_count = COUNT(tags);
    request->client_token = huawei ? NULL : order->token;
    request->provider_options = options[door - wire_doors][scene->act == act_preview ? 1 : 0];
}

void wanted_init(struct wanted *order, const struct scene *scene, const struct wire_door *door)
{
    static unsigned number;

    number++; /* and the process: what an earlier scene sent may still be on its way */
    (void)snprintf(order->name, sizeof order->name, "香港-上海 %ld-%u", (long)getpid(), number);
    (void)snprintf(order->token, sizeof order->token, "my-token/%ld/%u~", (long)getpid(), number);
    order->request = wire_request(door, order->name);
    order->request.bind_to = scene->bound ? "to-1" : NULL;
    if (scene->full)
        fill(order, scene, door);
}

/* ---- in JSON ---- */

static void put(cJSON *object, const char *key, const char *text)
{
    if (text != NULL)
        assert_non_null(cJSON_AddStringToObject(object, key, text));
}

static char *print(cJSON *object)
{
    char *text = cJSON_PrintUnformatted(object);

    assert_non_null(text);
    cJSON_Delete(object);
    return text;
}

char *config_json(const bwp_config *config)
{
    cJSON *object = cJSON_CreateObject();

    put(object, "provider", config->provider);
    put(object, "access_key", config->access_key);
    put(object, "secret_key", config->secret_key);
    put(object, "security_token", config->security_token);
    put(object, "auth_token", config->auth_token);
    put(object, "account", config->account);
    put(object, "project", config->project);
    put(object, "site", config->site);
    put(object, "endpoint", config->endpoint);
    put(object, "signature", config->signature);
    put(object, "user_agent", config->user_agent);
    assert_non_null(cJSON_AddNumberToObject(object, "timeout_ms", config->timeout_ms));
    assert_non_null(cJSON_AddNumberToObject(object, "max_attempts", config->max_attempts));
    return print(object);
}

char *request_json(const bwp_request *request)
{
    static const char *const billings[] = {"", "prepaid", "postpaid", "postpaid_95"}, *const units[] = {"", "month",
                                                                                                        "year"};
    cJSON *object = cJSON_CreateObject(), *members;

    put(object, "name", request->name);
    put(object, "description", request->description);
    assert_non_null(cJSON_AddNumberToObject(object, "bandwidth_mbps", request->bandwidth_mbps));
    put(object, "area_a", request->area_a);
    put(object, "area_b", request->area_b);
    put(object, "billing", billings[request->billing]);
    put(object, "bind_to", request->bind_to);
    put(object, "resource_group", request->resource_group);
    put(object, "client_token", request->client_token);
    if (request->billing == BWP_PREPAID) {
        put(object, "period_unit", units[request->period_unit]);
        assert_non_null(cJSON_AddNumberToObject(object, "period", request->period));
        assert_non_null(cJSON_AddBoolToObject(object, "auto_pay", request->auto_pay));
        assert_non_null(cJSON_AddBoolToObject(object, "auto_renew", request->auto_renew));
    }
    if (request->provider_options != NULL)
        assert_non_null(cJSON_AddRawToObject(object, "provider_options", request->provider_options));
    members = cJSON_AddObjectToObject(object, "tags");
    for (size_t i = 0; i < request->tag_count; i++)
        put(members, request->tags[i].key, request->tags[i].value);
    return print(object);
}
