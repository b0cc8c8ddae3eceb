/* wire_refusal.c - lets the emulator answer with an error in the provider's own form, and checks the whole result. */
#include "wire_refusal.h"

#include <stdio.h>
#include <string.h>

static const char because[] = "because of this & that (原因)";

static void check(const bwp_result *result, const struct wire_door *door, const struct wire_refusal *row,
                  const char *message)
{
    if (bwp_result_outcome(result) != row->outcome || bwp_result_status(result) != row->status) {
        fail_msg("%s: %s with HTTP %d became outcome %d, status %d instead of %d, %d (%s)", door->name, row->code,
                 row->http_status, (int)bwp_result_outcome(result), (int)bwp_result_status(result), (int)row->outcome,
                 (int)row->status, bwp_result_message(result));
    }
    assert_string_equal(bwp_result_provider_code(result), row->code);
    wire_assert_has(bwp_result_message(result), row->code);
    if (row->status != BWP_ERR_CLOCK &&
        row->status != BWP_ERR_CREDENTIALS) /* for these two the message is ours, without the provider's */
        wire_assert_has(bwp_result_message(result), message);
    wire_assert_has(bwp_result_message(result), door->provider);
    assert_int_equal(bwp_result_http_status(result), row->http_status);
    assert_true(strlen(bwp_result_request_id(result)) >= 32);
    wire_assert_has(bwp_result_body(result, NULL), bwp_result_request_id(result));
    assert_int_equal(bwp_result_attempts(result), 1);
    assert_int_equal(bwp_result_package_count(result), 0);
    assert_string_equal(bwp_result_field(result), "");
    assert_false(bwp_result_awaits_payment(result));
    assert_int_equal(bwp_result_retry_is_safe(result), row->outcome == BWP_NOT_DONE || door->honours_token);
}

static void arrange(const struct wire_door *door, const char *verb, const char *format, const struct wire_refusal *row,
                    const char *message)
{
    wire_fault("{\"kind\":\"refuse\",\"provider\":\"%s\",\"verb\":\"%s\",\"status\":%d,\"code\":\"%s\","
               "\"message\":\"%s\"%s%s%s}",
               door->provider, verb, row->http_status, row->code, message, format != NULL ? ",\"format\":\"" : "",
               format != NULL ? format : "", format != NULL ? "\"" : "");
}

void wire_refusal_run(const struct wire_door *door, const char *format, const struct wire_refusal *row,
                      const char *message)
{
    bwp_client *client;
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "refused");
    bwp_result *result = NULL;

    arrange(door, "create", format, row, message);
    client = wire_client(&config);
    (void)bwp_create(client, &request, &result);
    check(result, door, row, message);
    if (format != NULL)
        wire_assert_has(bwp_result_body(result, NULL), "<Code>");
    bwp_result_free(result);
    bwp_client_free(client);
    assert_int_equal(wire_purchases(door->provider), 0);
}

void wire_refusals_run(const struct wire_door *door, const char *format, const struct wire_refusal *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        wire_refusal_run(door, format, &rows[i], because);
    assert_int_equal(wire_requests(door->provider), count);
}

/* ---- the other verbs ---- */

/* After these a wait looks again, and then sees the package. */
static bool may_pass(bwp_status status)
{
    return status == BWP_ERR_NOT_FOUND || status == BWP_ERR_CONFLICT || status == BWP_ERR_THROTTLED ||
           status == BWP_ERR_SERVER || status == BWP_ERR_RESPONSE;
}

static struct wire_exception expected(enum wire_verb verb, const struct wire_refusal *row,
                                      struct wire_exceptions exceptions)
{
    struct wire_exception expected = {verb, row->code, row->outcome, row->status};

    for (size_t i = 0; i < exceptions.count; i++) {
        if (exceptions.rows[i].verb == verb && strcmp(exceptions.rows[i].code, row->code) == 0)
            return exceptions.rows[i];
    }
    if (verb == WIRE_WAIT && may_pass(row->status))
        return (struct wire_exception){verb, row->code, BWP_DONE, BWP_OK};
    if (verb == WIRE_FIND)
        expected.outcome = BWP_UNKNOWN;
    else if (!wire_verbs[verb].changes)
        expected.outcome = BWP_NOT_DONE;
    return expected;
}

/* What was not found, although the package is there, is what it is to be bound to. */
static const char *field_of(enum wire_verb verb, bwp_status status)
{
    return status == BWP_ERR_NOT_FOUND && (verb == WIRE_BIND || verb == WIRE_UNBIND) ? "bound_to" : "";
}

static void check_verb(const bwp_result *result, const struct wire_door *door, const struct wire_exception *expected,
                       const struct wire_refusal *row)
{
    bool is_done = expected->outcome == BWP_DONE;

    if (bwp_result_outcome(result) != expected->outcome || bwp_result_status(result) != expected->status)
        fail_msg("%s, %s: %s with HTTP %d became %s, %s instead of %s, %s (%s)", door->name,
                 wire_verbs[expected->verb].name, row->code, row->http_status,
                 bwp_outcome_name(bwp_result_outcome(result)), bwp_status_name(bwp_result_status(result)),
                 bwp_outcome_name(expected->outcome), bwp_status_name(expected->status), bwp_result_message(result));
    if (!is_done)
        assert_string_equal(bwp_result_provider_code(result), row->code);
    assert_string_equal(bwp_result_field(result), is_done ? "" : field_of(expected->verb, expected->status));
    assert_int_equal(*bwp_result_message(result) == '\0', is_done);
    assert_true(strlen(bwp_result_request_id(result)) >= 32);
    assert_false(bwp_result_awaits_payment(result));
    if (wire_verbs[expected->verb].changes && !is_done)
        assert_true(bwp_result_retry_is_safe(result));
}

/* What may pass is tried again by a client that has attempts left; a refusal that stays is not. */
static unsigned attempts_for(const struct wire_refusal *row)
{
    return row->outcome == BWP_UNKNOWN || row->status == BWP_ERR_THROTTLED || row->status == BWP_ERR_CLOCK ? 1 : 3;
}

static void run_row(const struct wire_door *door, enum wire_verb verb, const char *format,
                    const struct wire_refusal *row, struct wire_exceptions exceptions)
{
    struct wire_exception end = expected(verb, row, exceptions);
    bwp_client           *client = wire_quick_client(door, attempts_for(row), 20000);
    bwp_result           *result = NULL;

    arrange(door, wire_verbs[verb].fault, format, row, because);
    (void)wire_life_do(client, verb, &result);
    check_verb(result, door, &end, row);
    bwp_result_free(result);
    bwp_client_free(client);
}

void wire_refusals_run_verbs(const struct wire_door *door, const char *format, const struct wire_refusal *rows,
                             size_t count, struct wire_exceptions exceptions)
{
    for (enum wire_verb verb = WIRE_GET; verb < WIRE_VERBS; verb++) {
        bwp_client *client;
        int         changes;

        if (!wire_door_has(door, verb))
            continue;
        (void)wire_test_start(NULL);
        client = wire_quick_client(door, 1, 20000);
        wire_life_buy(client, "a");
        wire_life_prepare(client, verb);
        bwp_client_free(client);
        changes = wire_changes(wire_verbs[verb].fault);
        for (size_t i = 0; i < count; i++)
            run_row(door, verb, format, &rows[i], exceptions);
        assert_int_equal(wire_changes(wire_verbs[verb].fault), changes);
    }
}
