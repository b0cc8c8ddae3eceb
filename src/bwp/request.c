/* request.c - the file says what it likes; an option says it louder.  Unknown keys are left for the library to name. */
#include "request.h"

#include <string.h>

#include "json_file.h"

static bool add(cJSON *object, const char *key, cJSON *value, struct problem *problem)
{
    if (value && cJSON_AddItemToObject(object, key, value))
        return true;
    cJSON_Delete(value);
    return problem_memory(problem);
}

/* The value of a tag in the file, in either of its two forms, to be replaced; NULL where there is none. */
static cJSON *find_tag(cJSON *tags, const char *key)
{
    cJSON *tag;

    if (cJSON_IsObject(tags))
        return cJSON_GetObjectItemCaseSensitive(tags, key);
    cJSON_ArrayForEach(tag, tags)
    {
        const char *name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(tag, "key"));

        if (name && strcmp(name, key) == 0)
            return tag;
    }
    return NULL;
}

/* Takes ownership of tag. */
static bool put_tag(cJSON *tags, cJSON *tag, struct problem *problem)
{
    cJSON *pair;
    cJSON *old;

    while ((old = find_tag(tags, tag->string)) != NULL)
        cJSON_Delete(cJSON_DetachItemViaPointer(tags, old));
    if (cJSON_IsObject(tags)) {
        if (cJSON_AddItemToObject(tags, tag->string, tag))
            return true;
        cJSON_Delete(tag);
        return problem_memory(problem);
    }
    pair = cJSON_CreateObject();
    if (!pair || !cJSON_AddStringToObject(pair, "key", tag->string) || !cJSON_AddItemToObject(pair, "value", tag)) {
        cJSON_Delete(tag);
        cJSON_Delete(pair);
        return problem_memory(problem);
    }
    if (cJSON_AddItemToArray(tags, pair))
        return true;
    cJSON_Delete(pair);
    return problem_memory(problem);
}

/* Takes ownership of given, the tags of the options. */
static bool put_tags(cJSON *request, cJSON *given, struct problem *problem)
{
    bool   ok;
    cJSON *tags = cJSON_GetObjectItemCaseSensitive(request, "tags");

    if (!tags || cJSON_IsNull(tags)) {
        cJSON_DeleteItemFromObjectCaseSensitive(request, "tags");
        return add(request, "tags", given, problem);
    }
    ok = cJSON_IsObject(tags) || cJSON_IsArray(tags);
    if (!ok)
        (void)problem_is(problem, "tags", "tags in the request file has to be an object or an array of key and value");
    while (ok && given->child)
        ok = put_tag(tags, cJSON_DetachItemViaPointer(given, given->child), problem);
    cJSON_Delete(given);
    return ok;
}

/* Takes ownership of given, all that the options said. */
static bool put_over(cJSON *request, cJSON *given, struct problem *problem)
{
    bool ok = true;

    while (ok && given->child) {
        cJSON *item = cJSON_DetachItemViaPointer(given, given->child);

        if (strcmp(item->string, "tags") == 0) {
            ok = put_tags(request, item, problem);
        } else {
            cJSON_DeleteItemFromObjectCaseSensitive(request, item->string);
            ok = add(request, item->string, item, problem);
        }
    }
    cJSON_Delete(given);
    return ok;
}

static bool read_file(struct options *options, struct problem *problem)
{
    cJSON *given;
    cJSON *request = json_read_file(options->request_file, problem);

    if (!request)
        return false;
    given = options->request;
    options->request = request;
    options->file_provider = cJSON_DetachItemFromObjectCaseSensitive(request, "provider");
    if (options->file_provider && !cJSON_IsString(options->file_provider)) {
        cJSON_Delete(given);
        return problem_is(problem, "provider", "provider in the request file has to be huawei, alibaba or baidu");
    }
    if (options->file_provider && !options->config.provider)
        options->config.provider = options->file_provider->valuestring;
    return put_over(request, given, problem);
}

bool request_complete(struct options *options, struct problem *problem)
{
    const char *provider;

    if (options->request_file && !read_file(options, problem))
        return false;
    provider = options->config.provider;
    if (!provider || !*provider)
        return problem_is(problem, "provider",
                          "--provider is missing; it has to be huawei, alibaba or baidu, such as --provider alibaba");
    return true;
}
