/* wire_life.c - the verbs as a table, each with a change of its own that can be seen afterwards. */
#include "wire_life.h"

#include <stdio.h>
#include <string.h>

#include "road/client.h"

char wire_life_id[128];

const struct wire_verb_row wire_verbs[WIRE_VERBS] = {
    [WIRE_GET] = {"get", "get", false},          [WIRE_LIST] = {"list", "list", false},
    [WIRE_FIND] = {"find", "list", false},       [WIRE_WAIT] = {"wait", "get", false},
    [WIRE_UPDATE] = {"update", "update", true},  [WIRE_RESIZE] = {"resize", "resize", true},
    [WIRE_BIND] = {"bind", "bind", true},        [WIRE_UNBIND] = {"unbind", "unbind", true},
    [WIRE_SET_TAGS] = {"set_tags", "tag", true}, [WIRE_REMOVE_TAGS] = {"remove_tags", "untag", true},
    [WIRE_DELETE] = {"delete", "delete", true},
};

static const bwp_tag tag = {"a", "1"};

bool wire_door_has(const struct wire_door *door, enum wire_verb verb)
{
    return strcmp(door->provider, "baidu") != 0 || (verb != WIRE_SET_TAGS && verb != WIRE_REMOVE_TAGS);
}

bwp_client *wire_quick_client(const struct wire_door *door, unsigned attempts, uint32_t timeout_ms)
{
    bwp_client *client;
    bwp_config  config = wire_config(door, wire_cloud.url);

    config.max_attempts = attempts;
    config.timeout_ms = timeout_ms;
    client = wire_client(&config);
    client->pause_base_ms = 1;
    client->look_pause_ms = 1;
    return client;
}

static void buy(bwp_client *client, const bwp_request *request)
{
    bwp_result *result = wire_create(client, request, BWP_DONE);

    (void)snprintf(wire_life_id, sizeof wire_life_id, "%s", bwp_package_id(bwp_result_package(result, 0)));
    bwp_result_free(result);
}

void wire_life_buy(bwp_client *client, const char *name)
{
    bwp_request request = wire_request(wire_door_of(client), name);

    buy(client, &request);
}

void wire_life_buy_prepaid(bwp_client *client, const char *name)
{
    bwp_request request = wire_request(wire_door_of(client), name);

    request.billing = BWP_PREPAID;
    request.period = 1;
    request.period_unit = BWP_MONTH;
    request.auto_pay = true;
    buy(client, &request);
}

void wire_life_prepare(bwp_client *client, enum wire_verb verb)
{
    if (verb == WIRE_UNBIND)
        wire_end(wire_change(bwp_bind, client, &(bwp_change){.struct_size = sizeof(bwp_change), .bound_to = "to-1"}),
                 BWP_DONE, BWP_OK);
    if (verb == WIRE_REMOVE_TAGS)
        wire_end(wire_change(bwp_set_tags, client,
                             &(bwp_change){.struct_size = sizeof(bwp_change), .tags = &tag, .tag_count = 1}),
                 BWP_DONE, BWP_OK);
}

bwp_outcome wire_life_do(bwp_client *client, enum wire_verb verb, bwp_result **result)
{
    bwp_request request = wire_request(wire_door_of(client), "a");
    bwp_goal    goal = {.struct_size = sizeof goal, .until = BWP_UNTIL_READY, .timeout_ms = 20000};
    bwp_change  name = {.struct_size = sizeof name, .name = "renamed"};
    bwp_change  size = {.struct_size = sizeof size, .bandwidth_mbps = 20};
    bwp_change  bound = {.struct_size = sizeof bound, .bound_to = "to-1"};
    bwp_change  tags = {.struct_size = sizeof tags, .tags = &tag, .tag_count = 1};

    switch (verb) {
    case WIRE_GET:
        return bwp_get(client, wire_life_id, result);
    case WIRE_LIST:
        return bwp_list(client, NULL, result);
    case WIRE_FIND:
        return bwp_find(client, &request, 0, result);
    case WIRE_WAIT:
        return bwp_wait(client, wire_life_id, &goal, result);
    case WIRE_UPDATE:
        return bwp_update(client, wire_life_id, &name, result);
    case WIRE_RESIZE:
        return bwp_resize(client, wire_life_id, &size, result);
    case WIRE_BIND:
        return bwp_bind(client, wire_life_id, &bound, result);
    case WIRE_UNBIND:
        return bwp_unbind(client, wire_life_id, NULL, result);
    case WIRE_SET_TAGS:
        return bwp_set_tags(client, wire_life_id, &tags, result);
    case WIRE_REMOVE_TAGS:
        return bwp_remove_tags(client, wire_life_id, &tags, result);
    case WIRE_DELETE:
        return bwp_delete(client, wire_life_id, NULL, result);
    case WIRE_VERBS:
        break;
    }
    fail_msg("%d is no verb", (int)verb);
    return BWP_UNKNOWN;
}

bool wire_life_shows(const struct wire_door *door, enum wire_verb verb)
{
    bool               shows = true;
    bwp_client        *client = wire_client_at(door, wire_cloud.url);
    bwp_result        *result = wire_look(client);
    const bwp_package *package = bwp_result_package(result, 0);

    switch (verb) {
    case WIRE_UPDATE:
        shows = strcmp(bwp_package_name(package), "renamed") == 0;
        break;
    case WIRE_RESIZE:
        shows = bwp_package_bandwidth_mbps(package) == 20;
        break;
    case WIRE_BIND:
        shows = strcmp(bwp_package_bound_to(package), "to-1") == 0;
        break;
    case WIRE_UNBIND:
        shows = package != NULL && *bwp_package_bound_to(package) == '\0';
        break;
    case WIRE_SET_TAGS:
        shows = bwp_package_tag_count(package) == 1 && strcmp(bwp_package_tag(package, 0).value, "1") == 0;
        break;
    case WIRE_REMOVE_TAGS:
        shows = package != NULL && bwp_package_tag_count(package) == 0;
        break;
    case WIRE_DELETE:
        shows = bwp_result_status(result) == BWP_ERR_NOT_FOUND;
        break;
    case WIRE_GET:
    case WIRE_LIST:
    case WIRE_FIND:
    case WIRE_WAIT:
    case WIRE_VERBS:
        break;
    }
    bwp_result_free(result);
    bwp_client_free(client);
    return shows;
}

bwp_result *wire_expect(bwp_result *result, bwp_outcome outcome, bwp_status status)
{
    if (bwp_result_outcome(result) != outcome || bwp_result_status(result) != status)
        fail_msg("%s: %s, %s instead of %s, %s: %s\n%s\n%s", bwp_result_provider(result),
                 bwp_outcome_name(bwp_result_outcome(result)), bwp_status_name(bwp_result_status(result)),
                 bwp_outcome_name(outcome), bwp_status_name(status), bwp_result_message(result),
                 bwp_result_http_request(result), bwp_result_body(result, NULL));
    return result;
}

void wire_end(bwp_result *result, bwp_outcome outcome, bwp_status status)
{
    bwp_result_free(wire_expect(result, outcome, status));
}

bwp_result *wire_change(wire_change_function *function, bwp_client *client, const bwp_change *change)
{
    bwp_result *result = NULL;
    bwp_outcome outcome = function(client, wire_life_id, change, &result);

    assert_non_null(result);
    assert_int_equal(outcome, bwp_result_outcome(result));
    return result;
}

bwp_result *wire_look(bwp_client *client)
{
    bwp_result *result = NULL;

    (void)bwp_get(client, wire_life_id, &result);
    assert_non_null(result);
    return result;
}

int wire_changes(const char *verb)
{
    int          count = 0;
    cJSON       *ledger = wire_control("GET", "/emulator/ledger", NULL);
    const cJSON *change;

    cJSON_ArrayForEach(change, cJSON_GetObjectItemCaseSensitive(ledger, "history"))
    {
        count += strcmp(wire_text(change, "verb"), verb) == 0;
    }
    cJSON_Delete(ledger);
    return count;
}

void wire_control_post(const char *path, const char *body)
{
    cJSON_Delete(wire_control("POST", path, body));
}

void wire_arrange_life(const char *path, const char *more)
{
    char body[512];

    (void)snprintf(body, sizeof body, "{\"id\":\"%s\"%s}", wire_life_id, more);
    wire_control_post(path, body);
}
