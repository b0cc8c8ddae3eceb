/* packages.c - a list in the order of sale, and two tables to find a package by its id and a name by its cloud. */
#include "packages.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

struct lag {
    unsigned looks, ms;
};

static struct {
    pthread_mutex_t    guard;
    struct package    *first, *last;
    unsigned long long sold;
    struct table       by_id, by_name; /* by_name: one package of that name at that cloud, the first */
    struct lag         lags[CLOUDS_MAX];
} packages = {.guard = PTHREAD_MUTEX_INITIALIZER};

void packages_lock(void)
{
    lock(&packages.guard);
}

void packages_unlock(void)
{
    unlock(&packages.guard);
}

void package_set(char **text, const char *value)
{
    char *copy = must(strdup(value));

    free(*text);
    *text = copy;
}

static const char *name_key(struct memory *memory, const struct cloud *cloud, const char *name)
{
    return memory_print(memory, "%s %s", cloud->name, name);
}

bool package_name_is_taken(const struct cloud *cloud, const char *name)
{
    struct memory memory = {0};
    bool          taken = table_get(&packages.by_name, name_key(&memory, cloud, name)) != NULL;

    memory_free(&memory);
    return taken;
}

static void forget_name(struct package *package)
{
    struct memory memory = {0};
    const char   *key = name_key(&memory, package->cloud, package->name);

    if (table_get(&packages.by_name, key) == package)
        (void)table_remove(&packages.by_name, key);
    memory_free(&memory);
}

void package_rename(struct package *package, const char *name)
{
    struct memory memory = {0};
    const char   *key = name_key(&memory, package->cloud, name);

    forget_name(package);
    package_set(&package->name, name);
    if (*name != '\0' && table_get(&packages.by_name, key) == NULL)
        table_put(&packages.by_name, key, package);
    memory_free(&memory);
}

struct package *package_add(const struct cloud *cloud, const char *id)
{
    const struct lag *lag = &packages.lags[cloud_index(cloud)];
    struct package   *package = must(calloc(1, sizeof *package));
    char            **texts[] = {&package->name, &package->description, &package->bound_to, &package->status};

    package->cloud = cloud;
    package->number = ++packages.sold;
    memcpy(package->id, id, strlen(id) + 1);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        package_set(texts[i], "");
    for (size_t i = 0; i < PACKAGE_OWN_MAX; i++)
        package_set(&package->own[i], "");
    package->paid = true;
    package->created = package->updated = clock_now();
    package->looks_left = lag->looks;
    package->hidden_until_ms = bwpi_clock_ms() + (int64_t)lag->ms;
    package->previous = packages.last;
    if (packages.last != NULL)
        packages.last->next = package;
    else
        packages.first = package;
    packages.last = package;
    table_put(&packages.by_id, package->id, package);
    return package;
}

static void package_free(struct package *package)
{
    free(package->name);
    free(package->description);
    free(package->bound_to);
    free(package->status);
    for (size_t i = 0; i < PACKAGE_OWN_MAX; i++)
        free(package->own[i]);
    for (size_t i = 0; i < package->tag_count; i++) {
        free(package->tags[i].key);
        free(package->tags[i].value);
    }
    free(package);
}

void package_remove(struct package *package)
{
    forget_name(package);
    (void)table_remove(&packages.by_id, package->id);
    if (package->previous != NULL)
        package->previous->next = package->next;
    else
        packages.first = package->next;
    if (package->next != NULL)
        package->next->previous = package->previous;
    else
        packages.last = package->previous;
    package_free(package);
}

static struct tag *find_tag(const struct package *package, const char *key)
{
    for (size_t i = 0; i < package->tag_count; i++) {
        if (strcmp(package->tags[i].key, key) == 0)
            return (struct tag *)&package->tags[i];
    }
    return NULL;
}

const char *package_tag_value(const struct package *package, const char *key)
{
    const struct tag *tag = find_tag(package, key);

    return tag != NULL ? tag->value : NULL;
}

bool package_tag(struct package *package, const char *key, const char *value)
{
    struct tag *tag = find_tag(package, key);

    if (tag == NULL) {
        if (package->tag_count == PACKAGE_TAGS_MAX)
            return false;
        tag = &package->tags[package->tag_count++];
        package_set(&tag->key, key);
    }
    package_set(&tag->value, value);
    return true;
}

void package_untag(struct package *package, const char *key)
{
    struct tag *tag = find_tag(package, key);

    if (tag == NULL)
        return;
    free(tag->key);
    free(tag->value);
    package->tag_count--;
    memmove(tag, tag + 1, (size_t)(&package->tags[package->tag_count] - tag) * sizeof *tag);
    package->tags[package->tag_count] = (struct tag){NULL, NULL};
}

static struct package *first_at(struct package *package, const struct cloud *cloud)
{
    while (package != NULL && package->cloud != cloud)
        package = package->next;
    return package;
}

struct package *packages_first(const struct cloud *cloud)
{
    return first_at(packages.first, cloud);
}

struct package *package_next(const struct package *package)
{
    return first_at(package->next, package->cloud);
}

struct package *package_find(const char *id)
{
    return table_get(&packages.by_id, id);
}

bool package_is_there(const struct package *package)
{
    return package->paid && package->looks_left == 0 && bwpi_clock_ms() >= package->hidden_until_ms;
}

bool package_look(struct package *package)
{
    bool there = package_is_there(package);

    if (package->paid && package->looks_left > 0)
        package->looks_left--;
    return there;
}

bool package_has_expired(const struct package *package)
{
    return package->expires != 0 && package->expires <= clock_now();
}

/* The object's keys are these and no others, and id, where it is among them, is one that was sold. */
static const char *complaint_about(struct memory *memory, const cJSON *object, const struct rule *rules, size_t count)
{
    const char *complaint, *id;

    if (!cJSON_IsObject(object))
        return "the body has to be a JSON object";
    complaint = json_complaint(memory, object, "", rules, count);
    for (const cJSON *member = object->child; complaint == NULL && member != NULL; member = member->next) {
        size_t i = 0;

        while (i < count && strcmp(rules[i].name, member->string) != 0)
            i++;
        if (i == count)
            complaint = memory_print(memory, "%s is not a key here", member->string);
    }
    id = json_text(object, "id", NULL);
    if (complaint == NULL && id != NULL && package_find(id) == NULL)
        complaint = memory_print(memory, "id is %s; no package of that id has been sold, or it was deleted", id);
    return complaint;
}

static bool settle(struct package *package, const char *order)
{
    bool creation = order == NULL || strcmp(order, package->order_id) == 0;
    bool resize = order == NULL || strcmp(order, package->resize_order_id) == 0;

    if (creation)
        package->paid = true;
    if (resize && package->ordered_mbps != 0) {
        package->mbps = package->ordered_mbps;
        package->ordered_mbps = 0;
    }
    return creation || resize;
}

const char *packages_pay(struct memory *memory, const cJSON *object)
{
    static const struct rule rules[] = {
        {"id", RULE_TEXT, false, 1, ID_SIZE, NULL},
        {"order_id", RULE_TEXT, false, 1, ID_SIZE, NULL},
    };
    const char     *id = json_text(object, "id", NULL), *order = json_text(object, "order_id", NULL);
    const char     *complaint = complaint_about(memory, object, rules, sizeof rules / sizeof rules[0]);
    struct package *package = packages.first;

    if (complaint != NULL)
        return complaint;
    if ((id == NULL) == (order == NULL))
        return "give either id, that of a package, or order_id";
    if (id != NULL)
        return settle(package_find(id), NULL) ? NULL : "there is nothing to pay";
    while (package != NULL && !settle(package, order))
        package = package->next;
    return package != NULL ? NULL : memory_print(memory, "order_id is %s; there is no order of that id", order);
}

const char *packages_lag(struct memory *memory, const cJSON *object)
{
    static const struct rule rules[] = {
        {"provider", RULE_TEXT, false, 1, 64, NULL},
        {"looks", RULE_WHOLE, false, 0, 1000000, NULL},
        {"ms", RULE_WHOLE, false, 0, 3600000, NULL},
    };
    const char *complaint = complaint_about(memory, object, rules, sizeof rules / sizeof rules[0]);
    const char *name = json_text(object, "provider", NULL);

    if (complaint != NULL)
        return complaint;
    if (name != NULL && cloud_by_name(name) == NULL)
        return memory_print(memory, "provider has to be %s", cloud_names(memory));
    if (json_member(object, "looks") == NULL && json_member(object, "ms") == NULL)
        return "give looks, how many will not see a new package, or ms, for how long nobody will";
    for (size_t i = 0; i < cloud_count(); i++) {
        if (name == NULL || cloud_at(i) == cloud_by_name(name))
            packages.lags[i] = (struct lag){(unsigned)json_whole(object, "looks", 0),
                                            (unsigned)json_whole(object, "ms", 0)};
    }
    return NULL;
}

const char *packages_limit(struct memory *memory, const cJSON *object)
{
    static const struct rule rules[] = {
        {"id", RULE_TEXT, true, 1, ID_SIZE, NULL},
        {"mbps", RULE_WHOLE, true, 0, 999999, NULL},
    };
    const char *complaint = complaint_about(memory, object, rules, sizeof rules / sizeof rules[0]);
    long        mbps = json_whole(object, "mbps", 0);

    if (complaint != NULL)
        return complaint;
    if (mbps > package_find(json_text(object, "id", ""))->mbps)
        return memory_print(memory, "mbps is %ld, more than the package has", mbps);
    package_find(json_text(object, "id", ""))->used_mbps = mbps;
    return NULL;
}

const char *packages_state(struct memory *memory, const cJSON *object)
{
    static const struct rule rules[] = {
        {"id", RULE_TEXT, true, 1, ID_SIZE, NULL},
        {"status", RULE_TEXT, true, 0, 64, NULL},
    };
    const char *complaint = complaint_about(memory, object, rules, sizeof rules / sizeof rules[0]);

    if (complaint == NULL)
        package_set(&package_find(json_text(object, "id", ""))->status, json_text(object, "status", ""));
    return complaint;
}

void packages_clear(void)
{
    while (packages.first != NULL)
        package_remove(packages.first);
    table_clear(&packages.by_id, NULL);
    table_clear(&packages.by_name, NULL);
    memset(packages.lags, 0, sizeof packages.lags);
}
