/* wire_refusal.c - lets the emulator answer with an error in the provider's own form, and checks the whole result. */
#include "wire_refusal.h"

#include <stdio.h>
#include <string.h>

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

void wire_refusal_run(const struct wire_door *door, const char *format, const struct wire_refusal *row,
                      const char *message)
{
    bwp_client *client;
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "refused");
    bwp_result *result = NULL;

    wire_fault("{\"kind\":\"refuse\",\"provider\":\"%s\",\"status\":%d,\"code\":\"%s\",\"message\":\"%s\"%s%s%s}",
               door->provider, row->http_status, row->code, message, format != NULL ? ",\"format\":\"" : "",
               format != NULL ? format : "", format != NULL ? "\"" : "");
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
        wire_refusal_run(door, format, &rows[i], "because of this & that (原因)");
    assert_int_equal(wire_requests(door->provider), count);
}
