/* door.h - what every text that bwp_call_json() returns for a preview has to be. */
#ifndef FUZZ_DOOR_H
#define FUZZ_DOOR_H

#include "fuzz.h"

static inline const char *door_text(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

    CHECK(cJSON_IsString(item));
    return item->valuestring;
}

static inline bool door_is_one_of(const char *word, const char *const *words)
{
    while (*words != NULL && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

static inline void door_check_request(const cJSON *request)
{
    const cJSON *headers = cJSON_GetObjectItemCaseSensitive(request, "headers");

    CHECK(*door_text(request, "method") != '\0' && *door_text(request, "url") != '\0');
    (void)door_text(request, "body");
    CHECK(cJSON_IsObject(headers) && cJSON_GetArraySize(headers) > 0);
    for (const cJSON *header = headers->child; header != NULL; header = header->next)
        CHECK(cJSON_IsString(header));
}

/* One line of JSON in which no key is missing; frees it.  True if the preview could be made. */
static inline bool door_check(char *text)
{
    static const char *const outcomes[] = {"done", "not_done", NULL}; /* nothing was sent: there is no doubt */
    static const char *const statuses[] = {"ok", "argument", "unsupported", "memory", "credentials", NULL};
    static const char *const texts[] = {"message",  "field",        "provider_code",     "request_id",
                                        "order_id", "client_token", "canonical_request", "string_to_sign"};
    static const char *const numbers[] = {"http_status", "attempts"};
    static const char *const flags[] = {"retry_is_safe", "awaits_payment"};
    cJSON                   *json;
    const cJSON             *packages;
    bool                     is_done;

    CHECK(text != NULL);
    CHECK(fuzz_is_json_line(text));
    json = cJSON_Parse(text);
    CHECK(cJSON_IsObject(json));
    packages = cJSON_GetObjectItemCaseSensitive(json, "packages");
    is_done = strcmp(door_text(json, "outcome"), "done") == 0;
    CHECK(door_is_one_of(door_text(json, "outcome"), outcomes));
    CHECK(door_is_one_of(door_text(json, "status"), statuses));
    CHECK(is_done == (strcmp(door_text(json, "status"), "ok") == 0));
    CHECK(is_done == (*door_text(json, "message") == '\0'));
    for (size_t i = 0; i < COUNT(texts); i++)
        (void)door_text(json, texts[i]);
    for (size_t i = 0; i < COUNT(numbers); i++)
        CHECK(cJSON_GetObjectItemCaseSensitive(json, numbers[i])->valueint == 0);
    for (size_t i = 0; i < COUNT(flags); i++)
        CHECK(cJSON_IsBool(cJSON_GetObjectItemCaseSensitive(json, flags[i])));
    CHECK(cJSON_IsArray(packages) && cJSON_GetArraySize(packages) == 0);
    CHECK(cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(json, "http_request")));
    if (is_done)
        door_check_request(cJSON_GetObjectItemCaseSensitive(json, "http_request"));
    cJSON_Delete(json);
    bwp_free(text);
    return is_done;
}

#endif
