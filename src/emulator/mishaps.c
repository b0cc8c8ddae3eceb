/* mishaps.c - a queue of things that go wrong; the first one that fits a request decides what becomes of it. */
#include "mishaps.h"

#include <stdlib.h>
#include <string.h>

#include "cloud.h"

struct mishap_kind {
    const char        *name;
    enum mishap_effect effect;
    bool               after;
    const char        *needs;    /* a key that has to be there, or NULL */
    const char        *keys[6];  /* what may be there besides the keys of all kinds */
    bool               xml_only; /* strikes only clouds that speak XML */
};

static const struct mishap_kind kinds[] = {
    {"cut_before", MISHAP_CUT, false, NULL, {NULL}, false},
    {"cut_after", MISHAP_CUT, true, NULL, {NULL}, false},
    {"stall_before", MISHAP_STALL, false, NULL, {"ms", NULL}, false},
    {"stall_after", MISHAP_STALL, true, NULL, {"ms", NULL}, false},
    {"late", MISHAP_LATE, false, NULL, {"ms", NULL}, false},
    {"throttle", MISHAP_THROTTLE, false, NULL, {"ms", NULL}, false},
    {"status", MISHAP_STATUS, false, "status", {"status", "body", NULL}, false},
    {"refuse", MISHAP_REFUSE, false, "code", {"status", "code", "message", "format", NULL}, false},
    {"redirect", MISHAP_REDIRECT, false, NULL, {"location", NULL}, false},
    {"server_error", MISHAP_ERROR, false, NULL, {NULL}, false},
    {"server_error_after", MISHAP_ERROR, true, NULL, {NULL}, false},
    {"garbage", MISHAP_GARBAGE, true, NULL, {NULL}, false},
    {"half_body", MISHAP_HALF_BODY, true, NULL, {NULL}, false},
    {"empty", MISHAP_EMPTY, true, NULL, {NULL}, false},
    {"no_id", MISHAP_NO_ID, true, NULL, {NULL}, false},
    {"xml", MISHAP_XML, true, NULL, {NULL}, true},
};
static const size_t kind_count = sizeof kinds / sizeof kinds[0];

enum { MISHAPS_MAX = 10000 };

static const char *const formats[] = {"json", "xml", NULL};
static const char *const common_keys[] = {"kind", "provider", "verb", "times", "skip", NULL};

static const struct rule rules[] = {
    {"kind", RULE_TEXT, true, 1, 64, NULL},        {"provider", RULE_TEXT, false, 1, 64, NULL},
    {"verb", RULE_TEXT, false, 1, 64, verbs},      {"times", RULE_WHOLE, false, 1, 1000000, NULL},
    {"skip", RULE_WHOLE, false, 0, 1000000, NULL}, {"ms", RULE_WHOLE, false, 1, 3600000, NULL},
    {"status", RULE_WHOLE, false, 200, 599, NULL}, {"body", RULE_TEXT, false, 0, CONTROL_BODY_MAX, NULL},
    {"code", RULE_TEXT, false, 1, 256, NULL},      {"message", RULE_TEXT, false, 0, CONTROL_BODY_MAX, NULL},
    {"format", RULE_TEXT, false, 1, 64, formats},  {"location", RULE_TEXT, false, 1, 8192, NULL},
};

struct queued {
    struct queued            *next;
    struct memory             memory; /* of the texts in mishap */
    const struct mishap_kind *kind;
    const struct cloud       *cloud; /* NULL: any that sells */
    const char               *verb;  /* NULL: any */
    unsigned                  times, skip;
    struct mishap             mishap;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct queued  *first;
static size_t          count;

static const char *key_complaint(struct memory *memory, const cJSON *object, const struct mishap_kind *kind)
{
    const char         *name = json_text(object, "provider", NULL);
    const struct cloud *cloud = name != NULL ? cloud_by_name(name) : NULL;

    for (const cJSON *member = object->child; member != NULL; member = member->next) {
        if (!text_is_one_of(member->string, common_keys) && !text_is_one_of(member->string, kind->keys))
            return memory_print(memory, "%s is not a key of the kind %s", member->string, kind->name);
    }
    if (kind->needs != NULL && json_member(object, kind->needs) == NULL)
        return memory_print(memory, "%s is missing; the kind %s needs it", kind->needs, kind->name);
    if (name != NULL && cloud == NULL)
        return memory_print(memory, "provider has to be %s", cloud_names(memory));
    if (kind->xml_only && cloud != NULL && !cloud->speaks_xml)
        return memory_print(memory, "the kind %s is for providers that speak XML, which %s does not", kind->name, name);
    return json_member(object, "format") != NULL && (cloud == NULL || !cloud->speaks_xml)
               ? "format is for providers that speak XML; name one as provider"
               : NULL;
}

static const struct mishap_kind *find_kind(const char *name)
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

/* Owns copies of all texts; to be freed with queued_free(). */
static struct queued *queued_new(const struct mishap_kind *kind, const cJSON *object)
{
    struct queued *queued = must(calloc(1, sizeof *queued));
    const char    *name = json_text(object, "provider", NULL);

    queued->kind = kind;
    queued->cloud = name != NULL ? cloud_by_name(name) : NULL;
    queued->verb = copy_text(&queued->memory, object, "verb");
    queued->times = (unsigned)json_whole(object, "times", 1);
    queued->skip = (unsigned)json_whole(object, "skip", 0);
    queued->mishap = (struct mishap){
        .kind = kind->name,
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
    return queued;
}

static void queued_free(struct queued *queued)
{
    memory_free(&queued->memory);
    free(queued);
}

/* Takes ownership of queued, unless the queue is full. */
static bool append(struct queued *queued)
{
    struct queued **link = &first;
    bool            has_room;

    lock(&guard);
    has_room = count < MISHAPS_MAX;
    if (has_room) {
        while (*link != NULL)
            link = &(*link)->next;
        *link = queued;
        count++;
    }
    unlock(&guard);
    return has_room;
}

const char *mishaps_add(struct memory *memory, const cJSON *object)
{
    const struct mishap_kind *kind;
    const char               *complaint;
    struct queued            *queued;

    if (!cJSON_IsObject(object))
        return "a fault has to be a JSON object";
    complaint = json_complaint(memory, object, "", rules, sizeof rules / sizeof rules[0]);
    if (complaint != NULL)
        return complaint;
    kind = find_kind(json_text(object, "kind", ""));
    if (kind == NULL)
        return unknown_kind(memory, json_text(object, "kind", ""));
    complaint = key_complaint(memory, object, kind);
    if (complaint != NULL)
        return complaint;
    queued = queued_new(kind, object);
    if (append(queued))
        return NULL;
    queued_free(queued);
    return "too many faults are waiting; DELETE /emulator/faults clears them";
}

static bool fits(const struct queued *queued, const struct cloud *cloud, const char *verb)
{
    if (queued->verb != NULL && strcmp(queued->verb, verb) != 0)
        return false;
    return queued->cloud != NULL ? queued->cloud == cloud
                                 : cloud->sells && (!queued->kind->xml_only || cloud->speaks_xml);
}

static void copy_mishap(const struct mishap *from, struct memory *memory, struct mishap *to)
{
    const char **texts[] = {&to->body, &to->code, &to->message, &to->location};

    *to = *from;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (*texts[i] != NULL)
            *texts[i] = memory_copy(memory, *texts[i], strlen(*texts[i]));
    }
}

bool mishaps_take(const struct cloud *cloud, const char *verb, struct memory *memory, struct mishap *mishap)
{
    struct queued **link = &first, *queued;
    bool            strikes;

    lock(&guard);
    while (*link != NULL && !fits(*link, cloud, verb))
        link = &(*link)->next;
    queued = *link;
    strikes = queued != NULL && queued->skip == 0;
    if (queued != NULL && !strikes)
        queued->skip--;
    if (strikes) {
        copy_mishap(&queued->mishap, memory, mishap);
        if (--queued->times == 0) {
            *link = queued->next;
            queued_free(queued);
            count--;
        }
    }
    unlock(&guard);
    return strikes;
}

void mishaps_print(struct text *text)
{
    lock(&guard);
    text_put(text, "{\"faults\":[");
    for (const struct queued *queued = first; queued != NULL; queued = queued->next) {
        const struct entry texts[] = {
            {"body", queued->mishap.body},
            {"code", queued->mishap.code},
            {"message", queued->mishap.message},
            {"location", queued->mishap.location},
            {"format", queued->mishap.xml ? "xml" : NULL},
        };

        text_put(text, queued != first ? ",{" : "{");
        text_member(text, "kind", queued->kind->name);
        if (queued->cloud != NULL)
            text_member(text, "provider", queued->cloud->name);
        if (queued->verb != NULL)
            text_member(text, "verb", queued->verb);
        text_print(text, ",\"times\":%u,\"skip\":%u", queued->times, queued->skip);
        if (queued->mishap.status != 0)
            text_print(text, ",\"status\":%u", queued->mishap.status);
        if (queued->mishap.ms != 0)
            text_print(text, ",\"ms\":%u", queued->mishap.ms);
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            if (texts[i].value != NULL)
                text_member(text, texts[i].name, texts[i].value);
        }
        text_put(text, "}");
    }
    text_put(text, "]}");
    unlock(&guard);
}

void mishaps_clear(void)
{
    lock(&guard);
    while (first != NULL) {
        struct queued *next = first->next;

        queued_free(first);
        first = next;
    }
    count = 0;
    unlock(&guard);
}
