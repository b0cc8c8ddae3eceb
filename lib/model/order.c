/* order.c - refuses what a request lacks and what contradicts itself, whoever sells it. */
#include "model/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/words.h"

enum { LIST_MAX = 10000, WAIT_MS = 600 * 1000 };

void bwpi_order_free(struct order *order)
{
    bwpi_json_free(order->options);
    free(order->memory);
    memset(order, 0, sizeof *order);
}

static bwp_status check_areas(const bwp_request *request, struct fault *fault)
{
    const char *field = *request->area_a == '\0' ? "area_a" : *request->area_b == '\0' ? "area_b" : NULL;

    if (field == NULL)
        return BWP_OK;
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s is missing; name an area, such as china", field);
}

static bwp_status check_tags(const bwp_tag *tags, size_t count, struct fault *fault)
{
    for (size_t i = 0; i < count; i++) {
        const bwp_tag *tag = &tags[i];

        if (*tag->key == '\0')
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags", "tags has a tag without a key at place %zu; give it one",
                              i + 1);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(tags[j].key, tag->key) == 0)
                return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags",
                                  "tags has the key \"%.40s\" twice; a key has one value", tag->key);
        }
    }
    return BWP_OK;
}

/* The fault of an enumerator that is missing, or is none of its enumeration, which what names: "unit". */
static bwp_status fault_of_word(const struct words *words, const char *field, int number, const char *what,
                                struct fault *fault)
{
    char list[BWP_ERROR_SIZE / 2];

    bwpi_words_list(words, "", list, sizeof list);
    if (number == 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s is missing; choose %s", field, list);
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s is %d, which is no %s; choose %s", field, number, what, list);
}

static bwp_status check_billing(const bwp_request *request, struct fault *fault)
{
    const struct {
        const char *field;
        bool        given;
    } prepaid_only[] = {{"period", request->period != 0},
                        {"period_unit", request->period_unit != 0},
                        {"auto_pay", request->auto_pay},
                        {"auto_renew", request->auto_renew}};

    if (request->bandwidth_mbps == 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bandwidth_mbps",
                          "bandwidth_mbps is missing; give Mbit/s, 1 or more");
    if (request->billing < BWP_PREPAID || request->billing > BWP_POSTPAID_95)
        return fault_of_word(&bwpi_billing_words, "billing", (int)request->billing, "way of billing", fault);
    for (size_t i = 0; request->billing != BWP_PREPAID && i < sizeof prepaid_only / sizeof prepaid_only[0]; i++) {
        if (prepaid_only[i].given)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, prepaid_only[i].field,
                              "%s goes with prepaid only; leave it out or set billing to prepaid",
                              prepaid_only[i].field);
    }
    if (request->billing != BWP_PREPAID)
        return BWP_OK;
    if (request->period == 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "period", "period is missing; prepaid needs one, such as 1 month");
    if (request->period_unit != BWP_MONTH && request->period_unit != BWP_YEAR)
        return fault_of_word(&bwpi_unit_words, "period_unit", (int)request->period_unit, "unit", fault);
    return BWP_OK;
}

static bwp_status parse_options(struct order *order, const char *text, struct fault *fault)
{
    const char *problem, *key = "";

    if (*text == '\0')
        return BWP_OK;
    order->options = bwpi_json_parse(text, strlen(text), &problem);
    if (order->options == NULL && problem == NULL)
        return bwpi_fault_memory(fault);
    if (order->options == NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                          "provider_options cannot be read: %s; give a JSON object", problem);
    if (!bwpi_json_is_object(order->options))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                          "provider_options is JSON but no object; give a JSON object");
    if (bwpi_json_has_twice(order->options, &key))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options", "provider_options has the key \"%.60s\" twice",
                          key);
    return BWP_OK;
}

static bwp_status fault_id(const char *field, struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, field,
                      "%s is no id: it has a blank, a slash or the like, or more than %d characters; give it as its "
                      "provider tells it",
                      field, ID_SIZE - 1);
}

/* An id to bind to is sent as it is given: nothing may be trimmed from it, or cut. */
static bwp_status check_binding(const char *field, const char *given, struct fault *fault)
{
    char id[ID_SIZE];

    if (*given == '\0' || (bwpi_package_id_take(id, given) && strcmp(id, given) == 0))
        return BWP_OK;
    return fault_id(field, fault);
}

bwp_status bwpi_order_check_request(struct order *order, struct fault *fault)
{
    if (check_binding("bind_to", order->request.bind_to, fault) != BWP_OK)
        return fault->status;
    if (check_areas(&order->request, fault) != BWP_OK || check_billing(&order->request, fault) != BWP_OK ||
        check_tags(order->request.tags, order->request.tag_count, fault) != BWP_OK)
        return fault->status;
    return parse_options(order, order->request.provider_options, fault);
}

bwp_status bwpi_order_check_filter(struct order *order, struct fault *fault)
{
    if (order->filter.limit > LIST_MAX)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "limit", "limit is %u; at most %d are listed", order->filter.limit,
                          (int)LIST_MAX);
    if (order->filter.limit == 0)
        order->filter.limit = LIST_MAX;
    return check_tags(order->filter.tags, order->filter.tag_count, fault);
}

bwp_status bwpi_order_check_goal(struct order *order, struct fault *fault)
{
    bwp_goal *goal = &order->goal;

    if (goal->until < BWP_UNTIL_READY || goal->until > BWP_UNTIL_GONE)
        return fault_of_word(&bwpi_until_words, "until", (int)goal->until, "goal", fault);
    if (*goal->bound_to != '\0' && goal->until != BWP_UNTIL_BOUND)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bound_to", "bound_to goes with until bound only; leave it out");
    if (goal->bandwidth_mbps != 0 && goal->until != BWP_UNTIL_RESIZED)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bandwidth_mbps",
                          "bandwidth_mbps goes with until resized only; leave it out");
    if (goal->bandwidth_mbps == 0 && goal->until == BWP_UNTIL_RESIZED)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bandwidth_mbps",
                          "bandwidth_mbps is missing; until resized needs the bandwidth to wait for");
    if (goal->timeout_ms == 0)
        goal->timeout_ms = WAIT_MS;
    return BWP_OK;
}

bwp_status bwpi_order_check_change(struct order *order, enum verb verb, struct fault *fault)
{
    const bwp_change *change = &order->change;
    const struct {
        const char *field, *example;
        bool        given;
        unsigned    reads, needs; /* bits 1 << verb */
    } rules[] = {
        {"name", "a new name", change->name != NULL, 1U << VERB_UPDATE, 0},
        {"description", "a new description", change->description != NULL, 1U << VERB_UPDATE, 0},
        {"bandwidth_mbps", "the new bandwidth, 1 or more", change->bandwidth_mbps != 0, 1U << VERB_RESIZE,
         1U << VERB_RESIZE},
        {"auto_pay", "", change->auto_pay, 1U << VERB_RESIZE, 0},
        {"bound_to", "the id to bind it to", *change->bound_to != '\0', 1U << VERB_BIND | 1U << VERB_UNBIND,
         1U << VERB_BIND},
        {"tags", "at least one", change->tag_count > 0, 1U << VERB_SET_TAGS | 1U << VERB_REMOVE_TAGS,
         1U << VERB_SET_TAGS | 1U << VERB_REMOVE_TAGS},
    };

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].given && (rules[i].reads >> verb & 1) == 0)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, rules[i].field, "%s is not read by %s; leave it out",
                              rules[i].field, bwpi_verb_name(verb));
    }
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (!rules[i].given && (rules[i].needs >> verb & 1) != 0)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, rules[i].field, "%s is missing; %s needs %s", rules[i].field,
                              bwpi_verb_name(verb), rules[i].example);
    }
    if (verb == VERB_UPDATE && change->name == NULL && change->description == NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "name",
                          "name and description are both missing; give what to change");
    if (check_binding("bound_to", change->bound_to, fault) != BWP_OK ||
        check_tags(change->tags, change->tag_count, fault) != BWP_OK)
        return fault->status;
    return parse_options(order, change->provider_options, fault);
}

bwp_status bwpi_order_take_id(struct order *order, const char *id, struct fault *fault)
{
    if (id == NULL || *id == '\0')
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "id", "id is missing; give that of a bandwidth package");
    return bwpi_package_id_take(order->id, id) ? BWP_OK : fault_id("id", fault);
}

/* Areas are a pair without an order, and both are "" where a provider does not tell them. */
static bool has_areas(const bwp_package *package, const bwp_request *request)
{
    const char *a = package->area_a != NULL ? package->area_a : "", *b = package->area_b != NULL ? package->area_b : "";

    return (*a == '\0' && *b == '\0') || (strcmp(a, request->area_a) == 0 && strcmp(b, request->area_b) == 0) ||
           (strcmp(a, request->area_b) == 0 && strcmp(b, request->area_a) == 0);
}

/* A text that was asked for, and that a provider which tells of it has as well. */
static bool agrees(const char *asked, const char *told)
{
    return *asked == '\0' || told == NULL || *told == '\0' || strcmp(asked, told) == 0;
}

/* The latest that a time may mean: some providers tell the minute alone. */
static int64_t latest(int64_t created)
{
    return created % 60 == 0 ? created + 59 : created;
}

bool bwpi_order_asked_for(const bwp_package *package, const void *user)
{
    const struct order *order = user;
    const bwp_request  *request = &order->request;
    int64_t             created = package->created_at != NULL ? bwpi_clock_parse_normal(package->created_at) : -1;

    return agrees(request->name, package->name) && agrees(request->resource_group, package->resource_group) &&
           (package->bandwidth_mbps == 0 || package->bandwidth_mbps == request->bandwidth_mbps) &&
           (package->billing == 0 || package->billing == request->billing) && has_areas(package, request) &&
           (order->since == 0 || created < 0 || latest(created) >= order->since);
}

bwp_status bwpi_step_check_binding(const struct step *step, struct fault *fault)
{
    if (step->bound_to[0] != '\0')
        return BWP_OK;
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bound_to",
                      "bound_to is missing; give what it is bound to, or make the call, which looks");
}

void bwpi_put_tags(struct json_writer *json, const bwp_tag *tags, size_t count, const char *key, const char *value)
{
    if (count == 0)
        return;
    bwpi_json_open(json, "tags", '[');
    for (size_t i = 0; i < count; i++) {
        bwpi_json_open(json, NULL, '{');
        bwpi_json_put_text(json, key, tags[i].key);
        bwpi_json_put_text(json, value, tags[i].value);
        bwpi_json_close(json, '}');
    }
    bwpi_json_close(json, ']');
}

bwp_status bwpi_order_merge_options(const struct order *order, const char *member, struct buf *body,
                                    struct fault *fault)
{
    const char  *problem;
    struct json *json;
    bool         merged;

    if (order->options == NULL || body->state != BUF_OK)
        return BWP_OK; /* whoever looks at the state of a body reports what went wrong with it */
    json = bwpi_json_parse(bwpi_buf_text(body), body->size, &problem);
    if (json == NULL) /* it was written here and is JSON, so what is lacking is memory */
        return bwpi_fault_memory(fault);
    /* the tree was made here and may be changed; only what hands out its member says const */
    merged = bwpi_json_merge(member != NULL ? (struct json *)(uintptr_t)bwpi_json_member(json, member) : json,
                             order->options);
    bwpi_buf_clear(body);
    if (merged)
        bwpi_json_print(body, json);
    bwpi_json_free(json);
    return merged ? BWP_OK : bwpi_fault_memory(fault);
}
