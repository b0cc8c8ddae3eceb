/* judge.c - what must hold of every ending: no lie about the ledger, no secret shown, nothing missing. */
#include <stdio.h>
#include <string.h>

#include "torture.h"

static const char *const outcomes[] = {"done", "not_done", "unknown"};

/* A signature may be shown as stars only; the text may end within it where memory did. */
static bool shows_signature(const char *text)
{
    static const char mark[] = "Signature=";

    for (const char *at = strstr(text, mark); at != NULL; at = strstr(at, mark)) {
        at += sizeof mark - 1;
        if (*at != '\0' && strncmp(at, "***", 3) != 0)
            return true;
    }
    return false;
}

void judge_text(const char *what, const char *text)
{
    static const char *const secrets[] = {WIRE_ACCESS_KEY,       WIRE_SECRET_KEY,     WIRE_TEMPORARY_KEY,
                                          WIRE_TEMPORARY_SECRET, WIRE_SECURITY_TOKEN, WIRE_AUTH_TOKEN};

    if (text == NULL) {
        wrong("%s is NULL", what);
        return;
    }
    for (size_t i = 0; i < COUNT(secrets); i++) {
        if (strstr(text, secrets[i]) != NULL) {
            wrong("%s shows %s", what, secrets[i]);
            return;
        }
    }
    if (shows_signature(text))
        wrong("%s shows the signature: %.60s", what, strstr(text, "Signature="));
}

/* Every request here is right, so no status may say that the caller made a mistake. */
static void judge_blame(bwp_outcome outcome, const char *status, int http_status, const char *message)
{
    bool caller = strcmp(status, "argument") == 0 || strcmp(status, "unsupported") == 0;

    if (outcome == BWP_NOT_DONE && http_status == 0 && caller)
        wrong("blames the request: %s", message);
    if (outcome == BWP_DONE && strcmp(status, "ok") != 0 && strstr(message, "it was bought") == NULL)
        wrong("is done with the status %s", status);
    if (outcome != BWP_DONE && (strcmp(status, "ok") == 0 || *message == '\0'))
        wrong("is %s with the status %s and the message \"%s\"", outcomes[outcome], status, message);
}

void judge_result(struct ending *ending, const bwp_result *result, bwp_outcome returned, bool preview)
{
    static const char *const words[] = {"ok",       "argument",  "unsupported", "memory",    "network",
                                        "timeout",  "cancelled", "credentials", "clock",     "forbidden",
                                        "balance",  "quota",     "throttled",   "not_found", "exists",
                                        "conflict", "refused",   "server",      "response"};
    const bwp_package       *package = bwp_result_package(result, 0);
    size_t                   size;

    const struct {
        const char *what, *text;
    } texts[] = {{"the message", bwp_result_message(result)},
                 {"the field", bwp_result_field(result)},
                 {"the provider's code", bwp_result_provider_code(result)},
                 {"the request id", bwp_result_request_id(result)},
                 {"the order id", bwp_result_order_id(result)},
                 {"the client token", bwp_result_client_token(result)},
                 {"the body", bwp_result_body(result, &size)},
                 {"the HTTP request", bwp_result_http_request(result)},
                 {"the canonical request", bwp_result_canonical_request(result)},
                 {"the string to sign", bwp_result_string_to_sign(result)},
                 {"what whoami tells", bwp_result_whoami(result)},
                 {"the package's JSON", bwp_package_json(package)}};

    *ending = (struct ending){.outcome = returned, .retry_is_safe = bwp_result_retry_is_safe(result)};
    if (result == NULL) {
        wrong("there is no result");
        return;
    }
    for (size_t i = 0; i < COUNT(texts); i++)
        judge_text(texts[i].what, texts[i].text);
    if (strlen(bwp_result_body(result, NULL)) != size)
        wrong("the body has a size of %zu and a length of %zu", size, strlen(bwp_result_body(result, NULL)));
    if (bwp_result_outcome(result) != returned)
        wrong("returned %s and has %s in the result", outcomes[returned], outcomes[bwp_result_outcome(result)]);
    judge_blame(returned, words[bwp_result_status(result)], bwp_result_http_status(result), bwp_result_message(result));
    if (!preview && returned == BWP_DONE && (bwp_result_package_count(result) != 1 || *bwp_package_id(package) == '\0'))
        wrong("is done without an id");
    if (!preview && returned == BWP_UNKNOWN && bwp_result_attempts(result) == 0)
        wrong("is unknown, but was never sent");
    if (preview && returned == BWP_DONE && *bwp_result_http_request(result) == '\0')
        wrong("is done and shows no request");
    (void)snprintf(ending->id, sizeof ending->id, "%s", bwp_package_id(package));
    (void)snprintf(ending->token, sizeof ending->token, "%s", bwp_result_client_token(result));
}

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(member(object, key));

    return text != NULL ? text : "";
}

static void judge_keys(const cJSON *json, bool preview)
{
    static const struct {
        const char *key;
        int         type;
        bool        preview;
    } keys[] = {{"outcome", cJSON_String, false},       {"status", cJSON_String, false},
                {"message", cJSON_String, false},       {"field", cJSON_String, false},
                {"provider_code", cJSON_String, false}, {"request_id", cJSON_String, false},
                {"order_id", cJSON_String, false},      {"client_token", cJSON_String, false},
                {"http_status", cJSON_Number, false},   {"attempts", cJSON_Number, false},
                {"packages", cJSON_Array, false},       {"http_request", cJSON_Object, true},
                {"string_to_sign", cJSON_String, true}, {"canonical_request", cJSON_String, true}};

    for (size_t i = 0; i < COUNT(keys); i++) {
        const cJSON *found = member(json, keys[i].key);

        if ((preview || !keys[i].preview) && (found == NULL || (found->type & 0xff) != keys[i].type))
            wrong("has no \"%s\"", keys[i].key);
    }
    if (!cJSON_IsBool(member(json, "retry_is_safe")) || !cJSON_IsBool(member(json, "awaits_payment")))
        wrong("lacks retry_is_safe or awaits_payment");
}

static void judge_shown_request(const cJSON *request)
{
    const cJSON *headers = member(request, "headers");
    const char  *method = text_of(request, "method");

    if ((strcmp(method, "POST") != 0 && strcmp(method, "GET") != 0) ||
        strncmp(text_of(request, "url"), wire_cloud.url, strlen(wire_cloud.url)) != 0)
        wrong("is done without a method or with another URL");
    if (*text_of(headers, "Host") == '\0')
        wrong("is done without a Host header");
    for (const cJSON *header = headers != NULL ? headers->child : NULL; header != NULL; header = header->next) {
        if (*header->string == '\0' || *header->valuestring == '\0')
            wrong("is done with a header \"%s: %s\"", header->string, header->valuestring);
    }
}

void judge_json(struct ending *ending, const char *text, bool preview)
{
    cJSON       *json = text != NULL ? cJSON_Parse(text) : NULL;
    const cJSON *package = cJSON_GetArrayItem(member(json, "packages"), 0);

    judge_text("the JSON", text);
    *ending = (struct ending){.outcome = BWP_UNKNOWN};
    for (size_t i = 0; i < COUNT(outcomes); i++) {
        if (strcmp(text_of(json, "outcome"), outcomes[i]) == 0)
            ending->outcome = (bwp_outcome)i;
    }
    ending->retry_is_safe = cJSON_IsTrue(member(json, "retry_is_safe"));
    (void)snprintf(ending->id, sizeof ending->id, "%s", text_of(package, "id"));
    (void)snprintf(ending->token, sizeof ending->token, "%s", text_of(json, "client_token"));
    if (json == NULL) {
        wrong("answers what is no JSON: %.200s", text != NULL ? text : "NULL");
        return;
    }
    judge_keys(json, preview);
    judge_blame(ending->outcome, text_of(json, "status"), (int)cJSON_GetNumberValue(member(json, "http_status")),
                text_of(json, "message"));
    if (!preview && ending->outcome == BWP_DONE && ending->id[0] == '\0')
        wrong("is done without an id");
    if (preview && ending->outcome == BWP_DONE)
        judge_shown_request(member(json, "http_request"));
    cJSON_Delete(json);
}

void judge_waiting(void)
{
    if (failing_hung())
        wrong("would have waited for ever");
    if (failing_spun())
        wrong("keeps the processor busy instead of waiting");
}

/* The package was there before, so that a look that does not find it lies. */
static void judge_look(const struct ending *ending, const bwp_result *result, enum wire_verb verb)
{
    if (ending->outcome == BWP_UNKNOWN && verb != WIRE_FIND)
        wrong("does not know, after a look");
    if (ending->outcome == BWP_NOT_DONE && (verb == WIRE_FIND || bwp_result_status(result) == BWP_ERR_NOT_FOUND))
        wrong("finds nothing where there is a package");
    if (ending->outcome == BWP_DONE && strcmp(ending->id, wire_life_id) != 0)
        wrong("is done and shows \"%s\" instead of \"%s\"", ending->id, wire_life_id);
}

void judge_life(const struct ending *ending, const bwp_result *result, const struct scene *scene,
                const struct wire_door *door, int changes_before)
{
    int  changes = wire_changes(wire_verbs[scene->verb].fault) - changes_before;
    bool costs = scene->prepaid && scene->verb == WIRE_RESIZE;

    if (!wire_verbs[scene->verb].changes) {
        judge_look(ending, result, scene->verb);
        return;
    }
    if (ending->outcome == BWP_NOT_DONE && changes > 0)
        wrong("is not done after %d changes", changes);
    if (ending->outcome == BWP_DONE && (changes == 0 || !wire_life_shows(door, scene->verb)))
        wrong("is done after %d changes, and it does not show", changes);
    if (changes > 1 && (costs || strcmp(door->provider, "baidu") == 0))
        wrong("makes %d changes", changes);
    if (costs && ending->outcome == BWP_UNKNOWN && ending->retry_is_safe && strcmp(door->provider, "baidu") != 0)
        wrong("is unknown, costs and is said to be safe to do again");
}

void judge_outcome(const struct ending *ending, const struct scene *scene)
{
    if (is_undisturbed() && ending->outcome != scene->outcome)
        wrong("ends as %s instead of %s", outcomes[ending->outcome], outcomes[scene->outcome]);
}

/* How many packages of that name stand in the ledger, and the id of the last. */
static unsigned bought(const struct wire_door *door, const char *name, char *id, size_t room)
{
    cJSON       *ledger = wire_control("GET", "/emulator/ledger", NULL);
    const cJSON *purchase;
    unsigned     count = 0;

    id[0] = '\0';
    cJSON_ArrayForEach(purchase, member(ledger, "purchases"))
    {
        if (strcmp(text_of(purchase, "name"), name) == 0 &&
            strcmp(text_of(purchase, "provider"), door->provider) == 0) {
            count++;
            (void)snprintf(id, room, "%s", text_of(purchase, "id"));
        }
    }
    cJSON_Delete(ledger);
    return count;
}

static void buy(bwp_client *client, const bwp_request *request, const char *what)
{
    bwp_result *result = NULL;

    if (bwp_create(client, request, &result) != BWP_DONE)
        wrong("%s: %s", what, bwp_result_message(result));
    bwp_result_free(result);
}

void judge_purchases(const struct ending *ending, const struct wanted *order, const struct scene *scene,
                     const struct wire_door *door, bwp_client *client)
{
    static const struct scene plain = {0};
    struct wanted             other;
    bwp_request               again = order->request;
    char                      id[128];
    unsigned                  count;

    if (scene->faults[0] != NULL || scene->faults[door - wire_doors] != NULL)
        cJSON_Delete(wire_control("DELETE", "/emulator/faults", NULL));
    wanted_init(&other, &plain, door);
    if (!scene->hopeless) /* before the ledger is read: what was sent by mistake gets time to be carried out */
        buy(client, &other.request, "another purchase fails");
    count = bought(door, order->name, id, sizeof id);
    if (ending->outcome == BWP_DONE ? count != 1 : ending->outcome == BWP_NOT_DONE ? count != 0 : count > 1)
        wrong("is %s after %u purchases", outcomes[ending->outcome], count);
    else if (ending->outcome == BWP_DONE && strcmp(id, ending->id) != 0)
        wrong("says that \"%s\" was bought, but it is \"%s\"", ending->id, id);
    if (ending->outcome == BWP_DONE && ending->retry_is_safe)
        wrong("is done, and safe to do again");
    if (!ending->retry_is_safe || ending->outcome == BWP_DONE || scene->hopeless)
        return;
    again.client_token = ending->token;
    buy(client, &again, "the same again, said to be safe, fails");
    count = bought(door, order->name, id, sizeof id);
    if (count != 1)
        wrong("is %s, said to be safe to do again, and that makes %u purchases", outcomes[ending->outcome], count);
}
