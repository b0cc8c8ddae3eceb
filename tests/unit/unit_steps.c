/* unit_steps.c - makes a step of each row as a plan would, lets the room write it, and holds it against the row. */
#include "unit_steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/fields.h"
#include "road/client.h"

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static void put(char *to, size_t room, const char *text)
{
    int size = snprintf(to, room, "%s", or_empty(text));

    assert_true(size >= 0 && (size_t)size < room);
}

/* What the doors do before a call: copy, and check. */
static bwp_status take(const struct unit_step *row, struct order *order, struct fault *fault)
{
    bwp_filter  filter = row->filter;
    bwp_change  change = row->change;
    bwp_request request = unit_request();

    filter.struct_size = sizeof filter;
    change.struct_size = sizeof change;
    if (row->verb == VERB_LIST && row->find != NULL) {
        request.name = row->find;
        order->asked = ASKED_REQUEST;
        return bwpi_fields_copy(&bwpi_request_fields, &request, &order->request, &order->memory, fault);
    }
    if (row->verb == VERB_LIST) {
        order->asked = ASKED_FILTER;
        if (bwpi_fields_copy(&bwpi_filter_fields, &filter, &order->filter, &order->memory, fault) != BWP_OK)
            return fault->status;
        return bwpi_order_check_filter(order, fault);
    }
    if (bwpi_order_take_id(order, row->id != NULL ? row->id : "bwp-1", fault) != BWP_OK || row->verb == VERB_GET)
        return fault->status;
    order->asked = ASKED_CHANGE;
    if (bwpi_fields_copy(&bwpi_change_fields, &change, &order->change, &order->memory, fault) != BWP_OK)
        return fault->status;
    return bwpi_order_check_change(order, row->verb, fault);
}

static bwp_status write_step(const bwp_client *client, const struct unit_step *row, struct order *order,
                             struct buf *shown, struct fault *fault)
{
    const struct provider *provider = client->config.provider;
    const struct context   context = {&client->config, client->keys, NULL};
    const struct stamp     stamp = {1760601600, "0123456789abcdef0123456789abcdef"};
    struct step            step = {.verb = row->verb, .order = order, .seen = row->seen};
    struct http_request    request;
    struct signing         signing;

    memset(fault, 0, sizeof *fault);
    if (take(row, order, fault) != BWP_OK)
        return fault->status;
    put(step.id, sizeof step.id, order->id);
    put(step.bound_to, sizeof step.bound_to, row->bound_to);
    put(step.marker, sizeof step.marker, row->marker);
    put(step.token, sizeof step.token, row->token);
    bwpi_http_request_init(&request);
    bwpi_signing_init(&signing);
    if (provider->skills[row->verb].translate(&context, &step, &request, fault) == BWP_OK &&
        provider->sign(&context, &stamp, &request, &signing, fault) == BWP_OK)
        bwpi_signing_show(&signing, &request, "", shown);
    bwpi_http_request_free(&request);
    bwpi_signing_free(&signing);
    return fault->status;
}

static void check_written(const struct unit_step *row, const char *shown)
{
    const char *blank = strstr(shown, "\n\n");
    char        line[4096];

    assert_non_null(blank);
    (void)snprintf(line, sizeof line, "%.*s", (int)strcspn(shown, "\n"), shown);
    if (row->line != NULL) {
        unit_text(row->name, "line", row->line, line);
        unit_text(row->name, "body", or_empty(row->body), blank + 2);
    }
    for (size_t i = 0; i < COUNT(row->has) && row->has[i] != NULL; i++)
        unit_holds(row->name, "request", row->has[i], shown);
}

void unit_step_rows(const struct provider *provider, const struct unit_step *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct unit_step *row = &rows[i];
        bwp_config              config = unit_config(provider->name);
        struct order            order = {.asked = ASKED_NOTHING};
        struct buf              shown = BUF_INIT(64 * 1024);
        struct fault            fault;
        bwp_client             *client;

        config.signature = row->signature;
        client = unit_client(&config);
        (void)write_step(client, row, &order, &shown, &fault);
        if (fault.status != row->status)
            fail_msg("%s: the status is %d: %s", row->name, (int)fault.status, fault.message);
        if (row->status == BWP_OK) {
            check_written(row, bwpi_buf_text(&shown));
        } else {
            unit_text(row->name, "field", row->field, fault.field);
            unit_is_sentence(row->name, fault.message);
            unit_holds(row->name, "message", row->part, fault.message);
            unit_holds(row->name, "message", row->field, fault.message);
            unit_text(row->name, "request", "", bwpi_buf_text(&shown));
        }
        bwpi_buf_free(&shown);
        bwpi_order_free(&order);
        bwp_client_free(client);
    }
}
