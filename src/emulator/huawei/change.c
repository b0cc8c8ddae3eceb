/* change.c - what may be done to a package that was sold: rename, resize, bind, unbind, tag, untag and delete. */
#include "huawei.h"

#include <string.h>
#include <strings.h>

#include "ledger.h"
#include "packages.h"

enum { PARAMETERS, IN_USE, NAME_TAKEN, FROZEN, BOUND, TOO_SMALL };
static const struct refusal refusals[] = {
    [PARAMETERS] = {400, "CC.1001", "Invalid parameters. "},
    [IN_USE] = {400, "CC.1052", "The bandwidth package used by inter-region bandwidth cannot be deleted."},
    [NAME_TAKEN] = {400, "CC.1053", "The bandwidth package name is already in use."},
    [FROZEN] = {400, "CC.1054", "The bandwidth package is frozen."},
    [BOUND] = {400, "CC.1055", "The bandwidth package has been bound."},
    [TOO_SMALL] = {400, "CC.1056", "The bandwidth cannot be less than the used bandwidth of the package."},
};

static const struct rule update_rules[] = {
    {"name", RULE_TEXT, false, 1, 64, NULL},
    {"description", RULE_TEXT, false, 0, 85, NULL},
    {"bandwidth", RULE_WHOLE, false, 2, 999999, NULL},
    {"prepaid_options", RULE_OBJECT, false, 0, 0, NULL},
};
static const char *const resource_types[] = {"cloud_connection", NULL};
static const struct rule bind_rules[] = {
    {"resource_id", RULE_TEXT, true, 1, 64, NULL},
    {"resource_type", RULE_TEXT, true, 1, 64, resource_types},
};
static const struct rule tags_rules[] = {{"tags", RULE_ARRAY, true, 1, PACKAGE_TAGS_MAX, NULL}};

/* The package of the path, unless it is frozen; NULL when refused. */
static struct package *package_to_change(struct exchange *exchange)
{
    struct package *package = huawei_package(exchange);

    if (package != NULL && strcasecmp(package->status, "FROZEN") == 0) {
        (void)refuse(exchange, &refusals[FROZEN], "%s", "");
        return NULL;
    }
    return package;
}

/* To be freed with cJSON_Delete(); NULL when refused. */
static cJSON *read_body(struct exchange *exchange)
{
    const char *complaint;
    cJSON      *body = json_read(exchange->body.data, exchange->body.size, &complaint);

    if (body == NULL)
        (void)refuse(exchange, &refusals[PARAMETERS], "The body cannot be used: %s", complaint);
    return body;
}

/* Into the ledger before it is done. */
static bool write_down(struct exchange *exchange, struct package *package)
{
    const char *request = exchange->body.size > 0
                              ? json_line(&exchange->memory, exchange->body.data, exchange->body.size)
                              : "{}";

    if (!ledger_change(exchange, package->id, request))
        return refuse(exchange, &exchange->cloud->internal, "%s", "");
    package->updated = clock_now();
    return true;
}

/* A resize that is not paid for from the balance is an order that waits; till then nothing has changed. */
static void resize(struct package *package, long mbps, bool paid)
{
    if (package->prepaid) {
        memcpy(package->resize_order_id, "CS", 3);
        random_text(package->resize_order_id + 2, 15, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    }
    package->ordered_mbps = paid ? 0 : mbps;
    if (paid)
        package->mbps = mbps;
}

static bool update(struct exchange *exchange, struct package *package, const cJSON *body)
{
    const cJSON *change = json_member(body, "bandwidth_package"), *options = json_member(change, "prepaid_options");
    const char  *name = json_text(change, "name", NULL), *description = json_text(change, "description", NULL);
    const char  *complaint = cJSON_IsObject(change)
                                 ? json_complaint(&exchange->memory, change, "bandwidth_package.", update_rules,
                                                  sizeof update_rules / sizeof update_rules[0])
                                 : "bandwidth_package is missing or not an object";
    long         mbps = json_whole(change, "bandwidth", 0);

    if (complaint == NULL && description != NULL && strpbrk(description, "<>") != NULL)
        complaint = "bandwidth_package.description may not hold < or >";
    if (complaint == NULL && json_member(change, "billing_mode") != NULL)
        complaint = "bandwidth_package.billing_mode cannot be changed here";
    if (complaint == NULL && name == NULL && description == NULL && mbps == 0)
        complaint = "bandwidth_package holds nothing to change";
    if (complaint == NULL && mbps != 0 && package->prepaid && !cJSON_IsBool(json_member(options, "is_auto_pay")))
        complaint = "bandwidth_package.prepaid_options.is_auto_pay is missing; a yearly/monthly package needs it";
    if (complaint != NULL)
        return refuse(exchange, &refusals[PARAMETERS], "%s", complaint);
    if (name != NULL && strcmp(name, package->name) != 0 && package_name_is_taken(exchange->cloud, name))
        return refuse(exchange, &refusals[NAME_TAKEN], "%s", "");
    if (mbps != 0 && mbps < package->used_mbps)
        return refuse(exchange, &refusals[TOO_SMALL], "%s", "");
    if (!write_down(exchange, package))
        return false;
    if (name != NULL)
        package_rename(package, name);
    if (description != NULL)
        package_set(&package->description, description);
    if (mbps != 0)
        resize(package, mbps, !package->prepaid || json_flag(options, "is_auto_pay"));
    huawei_answer_package(exchange, 200, package);
    return true;
}

void huawei_update(struct exchange *exchange)
{
    struct package *package = package_to_change(exchange);
    cJSON          *body = package != NULL ? read_body(exchange) : NULL;

    if (body != NULL)
        (void)update(exchange, package, body);
    cJSON_Delete(body);
}

const char *huawei_update_verb(struct exchange *exchange)
{
    const char *complaint;
    cJSON      *body = json_read(exchange->body.data, exchange->body.size, &complaint);
    bool        sizes = json_member(json_member(body, "bandwidth_package"), "bandwidth") != NULL;

    cJSON_Delete(body);
    return sizes ? "resize" : "update";
}

static bool bind(struct exchange *exchange, struct package *package, const cJSON *body, bool binding)
{
    const cJSON *change = json_member(body, "bandwidth_package");
    const char  *resource = json_text(change, "resource_id", "");
    const char  *complaint = cJSON_IsObject(change)
                                 ? json_complaint(&exchange->memory, change, "bandwidth_package.", bind_rules,
                                                  sizeof bind_rules / sizeof bind_rules[0])
                                 : "bandwidth_package is missing or not an object";

    if (complaint == NULL && !binding && strcmp(resource, package->bound_to) != 0)
        complaint = "bandwidth_package.resource_id is not what the package is bound to";
    if (complaint != NULL)
        return refuse(exchange, &refusals[PARAMETERS], "%s", complaint);
    if (binding && *package->bound_to != '\0') /* to the same as well */
        return refuse(exchange, &refusals[BOUND], "%s", "");
    if (!write_down(exchange, package))
        return false;
    package_set(&package->bound_to, binding ? resource : "");
    huawei_answer_package(exchange, 201, package);
    return true;
}

static void bind_or_unbind(struct exchange *exchange, bool binding)
{
    struct package *package = package_to_change(exchange);
    cJSON          *body = package != NULL ? read_body(exchange) : NULL;

    if (body != NULL)
        (void)bind(exchange, package, body, binding);
    cJSON_Delete(body);
}

void huawei_bind(struct exchange *exchange)
{
    bind_or_unbind(exchange, true);
}

void huawei_unbind(struct exchange *exchange)
{
    bind_or_unbind(exchange, false);
}

/* No body: the request id is in the header alone, and it is all that shows whose answer this is. */
static void answer_nothing(struct exchange *exchange)
{
    char request_id[33];

    huawei_start(exchange, 204, request_id);
    if (exchange->mishap.effect == MISHAP_NO_ID)
        exchange->answer_headers.count = 0;
    exchange->done = true;
}

static bool has_room(const struct package *package, const cJSON *tags)
{
    size_t count = package->tag_count;

    for (const cJSON *tag = tags->child; tag != NULL; tag = tag->next)
        count += package_tag_value(package, json_text(tag, "key", "")) == NULL;
    return count <= PACKAGE_TAGS_MAX;
}

static bool tag(struct exchange *exchange, struct package *package, const cJSON *body, bool adding)
{
    const cJSON *tags = json_member(body, "tags");
    const char  *complaint = cJSON_IsObject(body) ? json_complaint(&exchange->memory, body, "", tags_rules, 1)
                                                  : "the body has to be an object";

    if (complaint == NULL)
        complaint = huawei_tags_complaint(&exchange->memory, tags, "tags");
    if (complaint == NULL && adding && !has_room(package, tags))
        complaint = "the package would have more than 20 tags";
    if (complaint != NULL)
        return refuse(exchange, &refusals[PARAMETERS], "%s", complaint);
    if (!write_down(exchange, package))
        return false;
    for (const cJSON *one = tags->child; one != NULL; one = one->next) {
        const char *key = json_text(one, "key", ""), *value = json_text(one, "value", "");
        const char *had = package_tag_value(package, key);

        if (adding)
            (void)package_tag(package, key, value);
        else if (had != NULL && strcmp(had, value) == 0) /* a tag of another value stays */
            package_untag(package, key);
    }
    answer_nothing(exchange);
    return true;
}

static void tag_or_untag(struct exchange *exchange, bool adding)
{
    struct package *package = package_to_change(exchange);
    cJSON          *body = package != NULL ? read_body(exchange) : NULL;

    if (body != NULL)
        (void)tag(exchange, package, body, adding);
    cJSON_Delete(body);
}

void huawei_tag(struct exchange *exchange)
{
    tag_or_untag(exchange, true);
}

void huawei_untag(struct exchange *exchange)
{
    tag_or_untag(exchange, false);
}

/* What was paid for in advance is unsubscribed at the billing centre; how the refusal reads is not documented. */
void huawei_delete(struct exchange *exchange)
{
    struct package *package = huawei_package(exchange);

    if (package == NULL)
        return;
    if (package->prepaid)
        (void)refuse(exchange, &refusals[PARAMETERS],
                     "A yearly/monthly package cannot be deleted, unsubscribe from it");
    else if (*package->bound_to != '\0')
        (void)refuse(exchange, &refusals[BOUND], "%s", "");
    else if (package->used_mbps > 0)
        (void)refuse(exchange, &refusals[IN_USE], "%s", "");
    else if (write_down(exchange, package)) {
        package_remove(package);
        answer_nothing(exchange);
    }
}
