/* json_out.c - a result as JSON, every key always present. */
#include "api/json_out.h"

#include <string.h>

#include "api/fields.h"

static void put_package(struct json_writer *json, const bwp_package *package)
{
    bwpi_json_open(json, NULL, '{');
    bwpi_json_put_own_text(json, JSON_KEY("id"), bwp_package_id(package));
    bwpi_json_put_own_text(json, JSON_KEY("name"), bwp_package_name(package));
    bwpi_json_put_own_text(json, JSON_KEY("description"), bwp_package_description(package));
    bwpi_json_put_own_text(json, JSON_KEY("status"), bwp_package_status(package));
    bwpi_json_put_own_text(json, JSON_KEY("state"), bwp_state_name(bwp_package_state(package)));
    bwpi_json_put_own_uint(json, JSON_KEY("bandwidth_mbps"), bwp_package_bandwidth_mbps(package));
    bwpi_json_put_own_text(json, JSON_KEY("area_a"), bwp_package_area_a(package));
    bwpi_json_put_own_text(json, JSON_KEY("area_b"), bwp_package_area_b(package));
    bwpi_json_put_own_text(json, JSON_KEY("billing"),
                           bwpi_word(&bwpi_billing_words, (int)bwp_package_billing(package)));
    bwpi_json_put_own_text(json, JSON_KEY("order_id"), bwp_package_order_id(package));
    bwpi_json_put_own_text(json, JSON_KEY("created_at"), bwp_package_created_at(package));
    bwpi_json_put_own_text(json, JSON_KEY("updated_at"), bwp_package_updated_at(package));
    bwpi_json_put_own_text(json, JSON_KEY("expires_at"), bwp_package_expires_at(package));
    bwpi_json_put_own_text(json, JSON_KEY("bound_to"), bwp_package_bound_to(package));
    bwpi_json_put_own_text(json, JSON_KEY("resource_group"), bwp_package_resource_group(package));
    bwpi_json_open_own(json, JSON_KEY("tags"), '{');
    for (size_t i = 0; i < bwp_package_tag_count(package); i++) {
        bwp_tag tag = bwp_package_tag(package, i);

        bwpi_json_put_text(json, tag.key, tag.value);
    }
    bwpi_json_close(json, '}');
    if (*bwp_package_json(package) == '{')
        bwpi_json_put_own_raw(json, JSON_KEY("provider"), bwp_package_json(package), strlen(bwp_package_json(package)));
    else
        bwpi_json_put_own_raw(json, JSON_KEY("provider"), "{}", 2);
    bwpi_json_close(json, '}');
}

static void put_part(struct json_writer *json, const char *key, const char *text, size_t size)
{
    struct buf part = BUF_INIT(OUTPUT_MAX);

    bwpi_buf_add(&part, text, size);
    bwpi_json_put_text(json, key, bwpi_buf_text(&part));
    if (part.state != BUF_OK)
        json->to->state = part.state;
    bwpi_buf_free(&part);
}

/* Takes the text of bwp_result_http_request() apart: method and URL, headers, a blank line, the body. */
static void put_http_request(struct json_writer *json, const char *text)
{
    const char *line = text + strcspn(text, "\n"), *url = text + strcspn(text, " \n");

    bwpi_json_open_own(json, JSON_KEY("http_request"), '{');
    put_part(json, "method", text, (size_t)(url - text));
    put_part(json, "url", *url == ' ' ? url + 1 : url, *url == ' ' ? (size_t)(line - url - 1) : 0);
    bwpi_json_open_own(json, JSON_KEY("headers"), '{');
    for (line += *line == '\n'; *line != '\n' && *line != '\0'; line += *line == '\n') {
        size_t      size = strcspn(line, "\n"), name_size = strcspn(line, ":\n");
        struct buf  name = BUF_INIT(OUTPUT_MAX);
        const char *value = line + (name_size + 2 < size ? name_size + 2 : size); /* behind ": " */

        bwpi_buf_add(&name, line, name_size);
        put_part(json, bwpi_buf_text(&name), value, (size_t)(line + size - value));
        if (name.state != BUF_OK)
            json->to->state = name.state;
        bwpi_buf_free(&name);
        line += size;
    }
    bwpi_json_close(json, '}');
    bwpi_json_put_own_text(json, JSON_KEY("body"), *line == '\n' ? line + 1 : "");
    bwpi_json_close(json, '}');
}

/* What was asked, in the words of the JSON door; an empty object where it was not understood. */
static void put_order(struct json_writer *json, const struct order *order)
{
    static const struct fields *const fields[ASKED_COUNT] = {[ASKED_REQUEST] = &bwpi_request_fields,
                                                             [ASKED_FILTER] = &bwpi_filter_fields,
                                                             [ASKED_GOAL] = &bwpi_goal_fields,
                                                             [ASKED_CHANGE] = &bwpi_change_fields};
    const void *const                 structs[ASKED_COUNT] = {[ASKED_REQUEST] = &order->request,
                                                              [ASKED_FILTER] = &order->filter,
                                                              [ASKED_GOAL] = &order->goal,
                                                              [ASKED_CHANGE] = &order->change};

    bwpi_json_open_own(json, JSON_KEY("request"), '{');
    if (order->asked == ASKED_ID || order->asked == ASKED_GOAL || order->asked == ASKED_CHANGE)
        bwpi_json_put_own_text(json, JSON_KEY("id"), order->id);
    if (fields[order->asked] != NULL)
        bwpi_fields_put_json(json, fields[order->asked], structs[order->asked]);
    if (order->since != 0)
        bwpi_json_put_own_uint(json, JSON_KEY("since"), (unsigned long long)order->since);
    bwpi_json_close(json, '}');
}

void bwpi_put_result(struct json_writer *json, const bwp_result *result, enum also also)
{
    bwpi_json_open(json, NULL, '{');
    bwpi_json_put_own_text(json, JSON_KEY("outcome"), bwp_outcome_name(bwp_result_outcome(result)));
    bwpi_json_put_own_text(json, JSON_KEY("status"), bwp_status_name(bwp_result_status(result)));
    bwpi_json_put_own_text(json, JSON_KEY("message"), bwp_result_message(result));
    bwpi_json_put_own_text(json, JSON_KEY("field"), bwp_result_field(result));
    bwpi_json_put_own_text(json, JSON_KEY("provider"), bwp_result_provider(result));
    bwpi_json_put_own_text(json, JSON_KEY("provider_code"), bwp_result_provider_code(result));
    bwpi_json_put_own_text(json, JSON_KEY("request_id"), bwp_result_request_id(result));
    bwpi_json_put_own_text(json, JSON_KEY("order_id"), bwp_result_order_id(result));
    bwpi_json_put_own_text(json, JSON_KEY("client_token"), bwp_result_client_token(result));
    bwpi_json_put_own_uint(json, JSON_KEY("http_status"), (unsigned)bwp_result_http_status(result));
    bwpi_json_put_own_uint(json, JSON_KEY("attempts"), bwp_result_attempts(result));
    bwpi_json_put_own_bool(json, JSON_KEY("retry_is_safe"), bwp_result_retry_is_safe(result));
    bwpi_json_put_own_bool(json, JSON_KEY("awaits_payment"), bwp_result_awaits_payment(result));
    if (bwpi_result_lack(result) == NULL)
        put_order(json, &result->order);
    else
        bwpi_json_put_own_raw(json, JSON_KEY("request"), "{}", 2);
    bwpi_json_open_own(json, JSON_KEY("packages"), '[');
    for (size_t i = 0; i < bwp_result_package_count(result); i++)
        put_package(json, bwp_result_package(result, i));
    bwpi_json_close(json, ']');
    if (also == ALSO_PREVIEW) {
        put_http_request(json, bwp_result_http_request(result));
        bwpi_json_put_own_text(json, JSON_KEY("canonical_request"), bwp_result_canonical_request(result));
        bwpi_json_put_own_text(json, JSON_KEY("string_to_sign"), bwp_result_string_to_sign(result));
    }
    if (also == ALSO_WHOAMI) {
        const char *whoami = *bwp_result_whoami(result) != '\0' ? bwp_result_whoami(result) : NOBODY;

        bwpi_json_put_own_raw(json, JSON_KEY("whoami"), whoami, strlen(whoami));
    }
    bwpi_json_close(json, '}');
}

char *bwp_result_json(const bwp_result *result)
{
    struct buf         text = BUF_INIT(OUTPUT_MAX);
    struct json_writer json = {&text, false};
    bool               is_whoami;
    char              *taken;

    if (result == NULL)
        return NULL;
    is_whoami = bwpi_result_lack(result) == NULL && result->order.asked == ASKED_WHOAMI;
    bwpi_put_result(&json, result, is_whoami ? ALSO_WHOAMI : ALSO_NOTHING);
    taken = bwpi_buf_take(&text);
    bwpi_buf_free(&text);
    return taken;
}
