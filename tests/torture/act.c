/* act.c - each scene once, with the plan armed while the library works and at no other time. */
#include <stdio.h>
#include <string.h>

#include "road/client.h"
#include "torture.h"

enum { LONG_ANSWER = 40000 }; /* more than the memory that is taken for an answer in advance */

static bwp_client *warm; /* kept from point to point */

void act_end(void)
{
    bwp_client_free(warm);
    warm = NULL;
}

/* ---- clients ---- */

static bwp_client *client_new(const struct scene *scene, const struct wire_door *door)
{
    bwp_config  config = scene_config(scene, door);
    bwp_client *client = wire_client(&config);

    client->pause_base_ms = client->look_pause_ms = 0; /* no pauses between attempts and looks */
    return client;
}

static bwp_client *client_of(const struct scene *scene, const struct wire_door *door)
{
    static const struct ending nothing = {.outcome = BWP_NOT_DONE};
    struct wanted              order;

    if (!scene->warm)
        return client_new(scene, door);
    if (warm == NULL) {
        warm = client_new(scene, door);
        wanted_init(&order, scene, door);
        (void)wire_test_start(NULL);
        judge_purchases(&nothing, &order, scene, door, warm); /* buys something, and so connects */
    }
    return warm;
}

void act_client(const struct scene *scene, const struct wire_door *door)
{
    static const struct ending nothing = {.outcome = BWP_NOT_DONE};
    bwp_config                 config = scene_config(scene, door);
    char                      *text = config_json(&config), errbuf[BWP_ERROR_SIZE];
    bwp_client                *client;
    struct wanted              order;

    memset(errbuf, 'x', sizeof errbuf);
    failing_arm(NULL);
    client = scene->json ? bwp_client_new_json(text, errbuf) : bwp_client_new(&config, errbuf);
    failing_disarm();
    cJSON_free(text);
    if (memchr(errbuf, '\0', sizeof errbuf) == NULL)
        wrong("leaves errbuf without an end");
    else
        judge_text("errbuf", errbuf);
    if (client == NULL && errbuf[0] == '\0')
        wrong("there is no client, and errbuf is empty");
    if (client == NULL && is_undisturbed())
        wrong("there is no client: %s", errbuf);
    if (client == NULL && strstr(errbuf, "is not JSON") != NULL)
        wrong("blames the configuration: %s", errbuf);
    if (client != NULL && errbuf[0] != '\0')
        wrong("there is a client, and errbuf says: %s", errbuf);
    if (client == NULL) {
        client = scene->json ? NULL : bwp_client_new(&config, errbuf);
        if (client == NULL && !scene->json)
            wrong("no client can be made afterwards: %s", errbuf);
    } else if (!scene->forked) {
        (void)wire_test_start(NULL);
        wanted_init(&order, scene, door);
        judge_purchases(&nothing, &order, scene, door, client);
    }
    bwp_client_free(client);
}

/* ---- creating ---- */

static void set_fault(const struct scene *scene, const struct wire_door *door)
{
    const char *fault = scene->faults[door - wire_doors], *gap;
    char        body[LONG_ANSWER + 256];
    size_t      size = 0;

    fault = fault != NULL ? fault : scene->faults[0];
    if (fault == NULL)
        return;
    gap = strchr(fault, LONG_MARK);
    if (gap != NULL) {
        size = (size_t)(gap - fault) + LONG_ANSWER;
        memcpy(body, fault, (size_t)(gap - fault));
        memset(body + (gap - fault), 'x', LONG_ANSWER);
        fault = gap + 1;
    }
    (void)snprintf(body + size, sizeof body - size, "%s", fault);
    cJSON_Delete(wire_control("POST", "/emulator/faults", body));
}

static void prepare(const struct scene *scene, const struct wire_door *door)
{
    (void)wire_test_start(NULL);
    if (scene->clock != 0)
        wire_clock(scene->clock);
    set_fault(scene, door);
}

/* NULL where there is no memory for a batch, or for the call in it: then nothing was done. */
static bwp_result *create_in_batch(bwp_client *client, const bwp_request *request)
{
    bwp_result *result = NULL;
    bwp_batch  *batch = bwp_batch_new(NULL, NULL);

    if (batch != NULL && bwp_batch_create(batch, client, request, NULL) == BWP_OK) {
        while (bwp_batch_step(batch, -1) > 0)
            ;
        result = bwp_batch_next(batch, NULL);
        if (result == NULL)
            wrong("a call of a batch has no result");
    }
    bwp_batch_free(batch);
    return result;
}

void act_create(const struct scene *scene, const struct wire_door *door)
{
    bwp_client   *client;
    bwp_result   *result = NULL;
    bwp_outcome   outcome = BWP_UNKNOWN;
    struct wanted order;
    struct ending ending;
    char         *arguments, *answer = NULL;

    client = client_of(scene, door);
    prepare(scene, door);
    wanted_init(&order, scene, door);
    arguments = request_json(&order.request);
    failing_arm(client);
    if (scene->cancelled)
        bwp_client_cancel(client);
    if (scene->json)
        answer = bwp_call_json(client, "create", arguments);
    else if (scene->in_batch)
        result = create_in_batch(client, &order.request);
    else
        outcome = bwp_create(client, &order.request, &result);
    failing_disarm();
    judge_waiting();
    if (scene->in_batch)
        outcome = bwp_result_outcome(result);
    if (scene->json)
        judge_json(&ending, answer, false);
    else if (scene->in_batch && result == NULL)
        ending = (struct ending){.outcome = BWP_NOT_DONE, .retry_is_safe = true};
    else
        judge_result(&ending, result, outcome, false);
    judge_outcome(&ending, scene);
    bwp_result_free(result);
    bwp_free(answer);
    cJSON_free(arguments);
    judge_purchases(&ending, &order, scene, door, client);
    if (!scene->warm)
        bwp_client_free(client);
}

/* ---- the life that follows ---- */

void act_life(const struct scene *scene, const struct wire_door *door)
{
    bwp_client   *client = client_new(scene, door);
    bwp_result   *result = NULL;
    bwp_outcome   outcome;
    struct ending ending;
    int           changes;

    (void)wire_test_start(NULL);
    if (scene->prepaid)
        wire_life_buy_prepaid(client, "a");
    else
        wire_life_buy(client, "a");
    wire_life_prepare(client, scene->verb);
    changes = wire_changes(wire_verbs[scene->verb].fault);
    set_fault(scene, door);
    failing_arm(client);
    outcome = wire_life_do(client, scene->verb, &result);
    failing_disarm();
    judge_waiting();
    judge_result(&ending, result, outcome, true);
    judge_outcome(&ending, scene);
    cJSON_Delete(wire_control("DELETE", "/emulator/faults", NULL));
    if (bwp_list(client, NULL, NULL) != BWP_DONE) /* what was sent by mistake gets time to be carried out */
        wrong("a list fails afterwards");
    judge_life(&ending, result, scene, door, changes);
    bwp_result_free(result);
    bwp_client_free(client);
}

/* ---- everything else ---- */

void act_preview(const struct scene *scene, const struct wire_door *door)
{
    static const struct ending nothing = {.outcome = BWP_NOT_DONE};
    bwp_client                *client = client_new(scene, door);
    bwp_result                *result = NULL;
    bwp_outcome                outcome = BWP_UNKNOWN;
    struct wanted              order;
    struct ending              ending;
    char                      *arguments, *answer = NULL;

    (void)wire_test_start(NULL);
    wanted_init(&order, scene, door);
    arguments = request_json(&order.request);
    failing_arm(client);
    if (scene->json)
        answer = bwp_call_json(client, "preview", arguments);
    else
        outcome = bwp_preview(client, &order.request, &result);
    failing_disarm();
    if (scene->json)
        judge_json(&ending, answer, true);
    else
        judge_result(&ending, result, outcome, true);
    judge_outcome(&ending, scene);
    if (!scene->json && ending.outcome == BWP_UNKNOWN)
        wrong("does not know whether it sent something, which a preview never does");
    bwp_result_free(result);
    bwp_free(answer);
    cJSON_free(arguments);
    judge_purchases(&nothing, &order, scene, door, client);
    bwp_client_free(client);
}

/* A look that is no verb: it is known or it is not, and what is told of a key is its end. */
void act_whoami(const struct scene *scene, const struct wire_door *door)
{
    bwp_client *client = client_new(scene, door);
    bwp_result *result = NULL;
    char       *answer = NULL;
    const char *told, *account = strcmp(door->provider, "huawei") == 0 ? "emulator-account" : "";
    char        part[256];
    bool        is_done;

    (void)wire_test_start(NULL);
    failing_arm(client);
    if (scene->json)
        answer = bwp_call_json(client, "whoami", "{}");
    else
        (void)bwp_whoami(client, &result);
    failing_disarm();
    judge_waiting();
    told = scene->json ? answer : bwp_result_whoami(result);
    is_done = scene->json ? strncmp(answer, "{\"outcome\":\"done\"", 17) == 0 : bwp_result_outcome(result) == BWP_DONE;
    judge_text("what is told", told);
    judge_text("the message", bwp_result_message(result));
    (void)snprintf(part, sizeof part, "\"source\":\"config\",\"access_key\":\"***************-key\",\"account\":\"%s\"",
                   account);
    if (is_done && strstr(told, part) == NULL)
        wrong("is done, and tells %s", told);
    if (is_undisturbed() && !is_done)
        wrong("does not know who it is");
    if (scene->json ? strstr(answer, "\"unknown\"") != NULL : bwp_result_outcome(result) == BWP_UNKNOWN)
        wrong("is unknown, after a look");
    bwp_result_free(result);
    bwp_free(answer);
    bwp_client_free(client);
}

/* Reading a result allocates nothing, so no failing call may change what it says. */
void act_accessors(const struct scene *scene, const struct wire_door *door)
{
    bwp_client   *client = client_new(scene, door);
    bwp_result   *result = NULL;
    struct wanted order;
    struct ending ending;
    bwp_outcome   outcome;

    (void)wire_test_start(NULL);
    wanted_init(&order, scene, door);
    outcome = bwp_create(client, &order.request, &result);
    failing_arm(client);
    judge_result(&ending, result, outcome, false);
    for (size_t i = 0; i <= bwp_package_tag_count(bwp_result_package(result, 0)); i++) {
        bwp_tag tag = bwp_package_tag(bwp_result_package(result, 0), i);

        judge_text("the key of a tag", tag.key);
        judge_text("the value of a tag", tag.value);
    }
    failing_disarm();
    judge_outcome(&ending, scene);
    if (failing_count(FAILING_STEADY) + failing_count(FAILING_TIMED) > 0)
        wrong("reading a result calls what can fail");
    bwp_result_free(result);
    bwp_client_free(client);
}

void act_providers(const struct scene *scene, const struct wire_door *door)
{
    char  *text;
    cJSON *json;

    (void)scene;
    (void)door;
    failing_arm(NULL);
    text = bwp_providers_json();
    failing_disarm();
    json = text != NULL ? cJSON_Parse(text) : NULL;
    if (!cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(json, "providers")))
        wrong("there is no list of providers in %.80s", text != NULL ? text : "NULL");
    if (is_undisturbed() && cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(json, "providers")) != 4)
        wrong("there are not four providers");
    cJSON_Delete(json);
    bwp_free(text);
}
