/* order.c - refuses what a request lacks and what contradicts itself, whoever sells it. */
#include "model/order.h"

#include <stdlib.h>
#include <string.h>

#include "model/words.h"

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

static bwp_status check_tags(const bwp_request *request, struct fault *fault)
{
    for (size_t i = 0; i < request->tag_count; i++) {
        const bwp_tag *tag = &request->tags[i];

        if (*tag->key == '\0')
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags", "tags has a tag without a key at place %zu; give it one",
                              i + 1);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(request->tags[j].key, tag->key) == 0)
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
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bandwidth_mbps", "bandwidth_mbps is 0; it has to be 1 or more");
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

static bwp_status parse_options(struct order *order, struct fault *fault)
{
    const char *text = order->request.provider_options, *problem, *key = "";

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

bwp_status bwpi_order_check(struct order *order, struct fault *fault)
{
    if (check_areas(&order->request, fault) != BWP_OK || check_billing(&order->request, fault) != BWP_OK ||
        check_tags(&order->request, fault) != BWP_OK)
        return fault->status;
    return parse_options(order, fault);
}

void bwpi_order_put_tags(struct json_writer *json, const struct order *order, const char *key, const char *value)
{
    const bwp_request *request = &order->request;

    if (request->tag_count == 0)
        return;
    bwpi_json_open(json, "tags", '[');
    for (size_t i = 0; i < request->tag_count; i++) {
        bwpi_json_open(json, NULL, '{');
        bwpi_json_put_text(json, key, request->tags[i].key);
        bwpi_json_put_text(json, value, request->tags[i].value);
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
