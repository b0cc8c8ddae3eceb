/* faults.c - a queue of things that go wrong; the first one that fits a request decides what becomes of it. */
#include "emulator.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct fault_kind {
    const char       *name;
    enum fault_effect effect;
    bool              after;
    const char       *needs;   /* a key that has to be there, or NULL */
    const char       *keys[6]; /* what may be there besides the keys of all kinds */
    const char       *only;    /* the one provider it is for, or NULL */
};

static const struct fault_kind kinds[] = {
    {"cut_before", FAULT_CUT, false, NULL, {NULL}, NULL},
    {"cut_after", FAULT_CUT, true, NULL, {NULL}, NULL},
    {"stall_before", FAULT_STALL, false, NULL, {"ms", NULL}, NULL},
    {"stall_after", FAULT_STALL, true, NULL, {"ms", NULL}, NULL},
    {"throttle", FAULT_THROTTLE, false, NULL, {"ms", NULL}, NULL},
    {"status", FAULT_STATUS, false, "status", {"status", "body", NULL}, NULL},
    {"refuse", FAULT_REFUSE, false, "code", {"status", "code", "message", "format", NULL}, NULL},
    {"redirect", FAULT_REDIRECT, false, NULL, {"location", NULL}, NULL},
    {"server_error", FAULT_ERROR, false, NULL, {NULL}, NULL},
    {"server_error_after", FAULT_ERROR, true, NULL, {NULL}, NULL},
    {"garbage", FAULT_GARBAGE, true, NULL, {NULL}, NULL},
    {"half_body", FAULT_HALF_BODY, true, NULL, {NULL}, NULL},
    {"empty", FAULT_EMPTY, true, NULL, {NULL}, NULL},
    {"no_id", FAULT_NO_ID, true, NULL, {NULL}, NULL},
    {"xml", FAULT_XML, true, NULL, {NULL}, "alibaba"},
};
static const size_t kind_count = sizeof kinds / sizeof *kinds;

static const char *const formats[] = {"json", "xml", NULL};
static const char *const providers[] = {"huawei", "alibaba", "baidu", "iam", NULL};
static const char *const common_keys[] = {"kind", "provider", "times", "skip", NULL};

static const struct field fields[] = {
    {"kind", FIELD_TEXT, true, 1, 64, NULL},
    {"provider", FIELD_TEXT, false, 1, 64, providers},
    {"times", FIELD_WHOLE, false, 1, 1000000, NULL},
    {"skip", FIELD_WHOLE, false, 0, 1000000, NULL},
    {"ms", FIELD_WHOLE, false, 1, 3600000, NULL},
    {"status", FIELD_WHOLE, false, 200, 599, NULL},
    {"body", FIELD_TEXT, false, 0, CONTROL_BODY_MAX, NULL},
    {"code", FIELD_TEXT, false, 1, 256, NULL},
    {"message", FIELD_TEXT, false, 0, CONTROL_BODY_MAX, NULL},
    {"format", FIELD_TEXT, false, 1, 64, formats},
    {"location", FIELD_TEXT, false, 1, 8192, NULL},
};

struct queued {
    struct queued           *next;
    struct memory            memory; /* of the texts in fault */
    const struct fault_kind *kind;
    const struct provider   *provider; /* NULL: any cloud */
    unsigned                 times, skip;
    struct fault             fault;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct queued  *first;
static size_t          count;

static void lock(void)
{
    if (pthread_mutex_lock(&guard) != 0)
        give_up("a lock cannot be taken");
}

static void unlock(void)
{
    if (pthread_mutex_unlock(&guard) != 0)
        give_up("a lock cannot be given back");
}

static const char *key_complaint(struct memory *memory, const cJSON *object, const struct fault_kind *kind)
{
    const char *provider;

    for (const cJSON *member = object->child; member != NULL; member = member->next) {
        if (!text_is_one_of(member->string, common_keys) && !text_is_one_of(member->string, kind->keys))
            return memory_print(memory, "%s is not a key of the kind %s", member->string, kind->name);
    }
    if (kind->needs != NULL && json_member(object, kind->needs) == NULL)
        return memory_print(memory, "%s is missing; the kind %s needs it", kind->needs, kind->name);
    provider = json_text(object, "provider", kind->only);
    if (kind->only != NULL && strcmp(provider, kind->only) != 0)
        return memory_print(memory, "the kind %s is for the provider %s only", kind->name, kind->only);
    return json_member(object, "format") != NULL && (provider == NULL || strcmp(provider, "alibaba") != 0)
               ? "format is for the provider alibaba only; name it as provider"
               : NULL;
}

static const struct fault_kind *find_kind(const char *name)
{
    for (size_t i = 0; i < kind_count; i++) {
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    }
    return NULL;
}

static const char *unknown_kind(struct memory *memory, const char *name)
{
    struct text text = text_new(memory);

    text_print(&text, "kind is %s; it has to be ", name);
    for (size_t i = 0; i < kind_count; i++)
        text_print(&text, "%s%s", i == 0 ? "" : i + 1 == kind_count ? " or " : ", ", kinds[i].name);
    return text.data;
}

static const char *copy_text(struct memory *memory, const cJSON *object, const char *name)
{
    const char *text = json_text(object, name, NULL);

    return text != NULL ? memory_copy(memory, text, strlen(text)) : NULL;
}

const char *faults_add(struct memory *memory, const cJSON *object)
{
    const struct fault_kind *kind;
    const char              *complaint;
    const char              *name;
    struct queued           *queued;
    const char              *provider;
    bool                     has_room;

    if (!cJSON_IsObject(object))
        return "a fault has to be a JSON object";
    complaint = json_complaint(memory, object, "", fields, sizeof fields / sizeof *fields);
    if (complaint != NULL)
        return complaint;
    name = json_text(object, "kind", "");
    kind = find_kind(name);
    if (kind == NULL)
        return unknown_kind(memory, name);
    complaint = key_complaint(memory, object, kind);
    if (complaint != NULL)
        return complaint;
    queued = calloc(1, sizeof *queued);
    if (queued == NULL)
        give_up("memory has run out");
    provider = json_text(object, "provider", kind->only);
    queued->kind = kind;
    queued->provider = provider != NULL ? provider_by_name(provider) : NULL;
    queued->times = (unsigned)json_whole(object, "times", 1);
    queued->skip = (unsigned)json_whole(object, "skip", 0);
    queued->fault = (struct fault){
        .effect = kind->effect,
        .after = kind->after,
        .status = (unsigned)json_whole(object, "status", 0),
        .ms = (unsigned)json_whole(object, "ms", 0),
        .xml = strcmp(json_text(object, "format", "json"), "xml") == 0,
        .body = copy_text(&queued->memory, object, "body"),
        .code = copy_text(&queued->memory, object, "code"),
        .message = copy_text(&queued->memory, object, "message"),
        .location = copy_text(&queued->memory, object, "location"),
    };
    lock();
    has_room = count < FAULT_MAX;
    if (has_room) {
        struct queued **link = &first;

        while (*link != NULL)
            link = &(*link)->next;
        *link = queued;
        count++;
    }
    unlock();
    if (!has_room) {
        memory_free(&queued->memory);
        free(queued);
        return "too many faults are waiting; DELETE /emulator/faults clears them";
    }
    return NULL;
}

static bool fits(const struct queued *queued, const struct provider *provider)
{
    return queued->provider != NULL ? queued->provider == provider : provider->id != PROVIDER_IAM;
}

static void copy_fault(const struct fault *from, struct memory *memory, struct fault *to)
{
    const char **texts[] = {&to->body, &to->code, &to->message, &to->location};

    *to = *from;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (*texts[i] != NULL)
            *texts[i] = memory_copy(memory, *texts[i], strlen(*texts[i]));
    }
}

bool faults_take(const struct provider *provider, struct memory *memory, struct fault *fault)
{
    bool            strikes;
    struct queued **link;
    struct queued  *queued;

    lock();
    link = &first;
    while (*link != NULL && !fits(*link, provider))
        link = &(*link)->next;
    queued = *link;
    strikes = queued != NULL && queued->skip == 0;
    if (queued != NULL && !strikes)
        queued->skip--;
    if (strikes) {
        copy_fault(&queued->fault, memory, fault);
        if (--queued->times == 0) {
            *link = queued->next;
            memory_free(&queued->memory);
            free(queued);
            count--;
        }
    }
    unlock();
    return strikes;
}

void faults_print(struct text *text)
{
    lock();
    text_put(text, "{\"faults\":[");
    for (const struct queued *queued = first; queued != NULL; queued = queued->next) {
        const struct pair texts[] = {
            {"body", queued->fault.body},
            {"code", queued->fault.code},
            {"message", queued->fault.message},
            {"location", queued->fault.location},
            {"format", queued->fault.xml ? "xml" : NULL},
        };

        text_put(text, queued != first ? ",{" : "{");
        text_member(text, "kind", queued->kind->name);
        if (queued->provider != NULL)
            text_member(text, "provider", queued->provider->name);
        text_print(text, ",\"times\":%u,\"skip\":%u", queued->times, queued->skip);
        if (queued->fault.status != 0)
            text_print(text, ",\"status\":%u", queued->fault.status);
        if (queued->fault.ms != 0)
            text_print(text, ",\"ms\":%u", queued->fault.ms);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            if (texts[i].value != NULL)
                text_member(text, texts[i].name, texts[i].value);
        }
        text_put(text, "}");
    }
    text_put(text, "]}");
    unlock();
}

void faults_clear(void)
{
    lock();
    while (first != NULL) {
        struct queued *next = first->next;

        memory_free(&first->memory);
        free(first);
        first = next;
    }
    count = 0;
    unlock();
}
