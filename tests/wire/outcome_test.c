/* outcome_test.c - what goes wrong after a request was sent ends UNKNOWN unless it is certain, and never in a second
 * purchase. */
#include "saboteur.h"
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire_server.h"

#define GARBAGE "\xFF\xFE{\"id\": <this is not JSON"

/* http_status 0: none; CREATED: that of a success.  body: what has to be kept of it; NULL: not looked at. */
enum { CREATED = -1 };

struct fault_row {
    const char *fault; /* without the provider */
    bwp_status  status;
    int         http_status, purchases;
    const char *body;
};

static void run_fault(const struct wire_door *door, const struct fault_row *row)
{
    bwp_result *result;
    bwp_config  config = wire_config(door, wire_cloud.url);
    bwp_request request = wire_request(door, "in trouble");

    (void)wire_test_start(NULL);
    wire_fault("{\"provider\":\"%s\",%s}", door->provider, row->fault);
    result = wire_create_with(&config, &request, BWP_UNKNOWN);
    assert_int_equal(bwp_result_status(result), row->status);
    assert_int_equal(bwp_result_http_status(result),
                     row->http_status == CREATED ? door->created_status : row->http_status);
    assert_int_equal(bwp_result_attempts(result), 1);
    assert_int_equal(bwp_result_package_count(result), 0);
    assert_int_equal(bwp_result_retry_is_safe(result), door->honours_token);
    assert_false(bwp_result_awaits_payment(result));
    assert_true(strlen(bwp_result_message(result)) > 0);
    if (row->body != NULL) {
        size_t size = 0;

        assert_string_equal(bwp_result_body(result, &size), row->body);
        assert_int_equal(size, strlen(row->body));
    }
    if (door->honours_token)
        wire_assert_uuid(bwp_result_client_token(result)); /* what the caller needs to ask again */
    assert_int_equal(wire_purchases(door->provider), row->purchases);
    assert_int_equal(wire_requests(door->provider), 1);
    wire_assert_result_keeps_secrets(result);
    bwp_result_free(result);
}

static void test_sent_and_not_clearly_answered_is_unknown(void **state)
{
    static const struct fault_row rows[] = {
        {"\"kind\":\"cut_before\"", BWP_ERR_NETWORK, 0, 0, ""},
        {"\"kind\":\"cut_after\"", BWP_ERR_NETWORK, 0, 1, ""},
        {"\"kind\":\"garbage\"", BWP_ERR_RESPONSE, CREATED, 1, GARBAGE},
        {"\"kind\":\"half_body\"", BWP_ERR_NETWORK, CREATED, 1, NULL},
        {"\"kind\":\"empty\"", BWP_ERR_RESPONSE, CREATED, 1, ""},
        {"\"kind\":\"no_id\"", BWP_ERR_RESPONSE, CREATED, 1, NULL},
        {"\"kind\":\"server_error\"", BWP_ERR_SERVER, 500, 0, NULL},
        {"\"kind\":\"server_error_after\"", BWP_ERR_SERVER, 500, 1, NULL},
        {"\"kind\":\"redirect\"", BWP_ERR_RESPONSE, 307, 0, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++)
        run_fault(&wire_doors[i % WIRE_DOORS], &rows[i / WIRE_DOORS]);
}

static void test_answers_in_nobodys_form_are_unknown(void **state)
{
    static const struct {
        int         http_status;
        const char *body;
        bwp_status  status;
    } rows[] = {
        {502, "<html><body>Bad Gateway</body></html>", BWP_ERR_SERVER},
        {503, "", BWP_ERR_SERVER},
        {504, "upstream request timeout", BWP_ERR_SERVER},
        {500, "{}", BWP_ERR_SERVER},
        {403, "<html><body>Bad Gateway</body></html>", BWP_ERR_RESPONSE},
        {404, "", BWP_ERR_RESPONSE},
        {404, "not found", BWP_ERR_RESPONSE},
        {400, "{}", BWP_ERR_RESPONSE},
        {400, "[]", BWP_ERR_RESPONSE},
        {429, "null", BWP_ERR_RESPONSE},
        {302, "<html><body>Bad Gateway</body></html>", BWP_ERR_RESPONSE},
        {200, "<html><body>Log in to the hotel's network</body></html>", BWP_ERR_RESPONSE},
        {200, "", BWP_ERR_RESPONSE},
        {200, "{}", BWP_ERR_RESPONSE},
        {200, "[]", BWP_ERR_RESPONSE},
        {200, "null", BWP_ERR_RESPONSE},
        {200, "\"csnBp-1\"", BWP_ERR_RESPONSE},
        {202, "{\"id\":\"bwp-1\"}", BWP_ERR_RESPONSE},
        {299, "{", BWP_ERR_RESPONSE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS; i++) {
        char             fault[512];
        struct fault_row row = {fault, rows[i / WIRE_DOORS].status, rows[i / WIRE_DOORS].http_status, 0,
                                rows[i / WIRE_DOORS].body};
        cJSON           *body = cJSON_CreateString(row.body);
        char            *text = cJSON_PrintUnformatted(body);

        assert_non_null(text);
        (void)snprintf(fault, sizeof fault, "\"kind\":\"status\",\"status\":%d,\"body\":%s", row.http_status, text);
        cJSON_free(text);
        cJSON_Delete(body);
        run_fault(&wire_doors[i % WIRE_DOORS], &row);
    }
}

/* Creates at a server that answers as planned; fails the test on any other outcome.  The caller frees the result. */
static bwp_result *create_at_server(const struct wire_door *door, const struct wire_plan *plan, bwp_outcome outcome)
{
    bwp_config          config;
    bwp_result         *result;
    bwp_request         request = wire_request(door, "at a server");
    struct wire_server *server = wire_server_start(plan);

    assert_non_null(server);
    config = wire_config(door, wire_server_url(server));
    result = wire_create_with(&config, &request, outcome);
    wire_server_free(server);
    return result;
}

/* The provider's own success form, with an id that can be none. */
static void test_without_a_real_id_it_is_never_done(void **state)
{
    static const char *const ids[] = {"\"\"",   "\" \"", "null",        "7",          "true",
                                      "[]",     "{}",    "\"a b\"",     "\"a/../b\"", "\"<b>\"",
                                      "\"?x\"", "\"#\"", "\"\\u0000\"", "\"\\n\"",    "\"带宽\""};
    static const char *const forms[WIRE_DOORS] = {
        "{\"request_id\":\"r-1\",\"bandwidth_package\":{\"id\":%s}}",
        "{\"RequestId\":\"r-1\",\"CenBandwidthPackageId\":%s}", "{\"RequestId\":\"r-1\",\"CenBandwidthPackageId\":%s}",
        "{\"csnBpId\":%s}", "{\"ResponseMetadata\":{\"RequestId\":\"r-1\"},\"Result\":{\"CenBandwidthPackageId\":%s}}"};

    (void)state;
    for (size_t i = 0; i < COUNT(ids) * WIRE_DOORS; i++) {
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        char                    body[256];
        const struct wire_plan  plan = {.status = door->created_status, .body = body};

        (void)snprintf(body, sizeof body, forms[i % WIRE_DOORS], ids[i / WIRE_DOORS]);
        result = create_at_server(door, &plan, BWP_UNKNOWN);
        assert_int_equal(bwp_result_status(result), BWP_ERR_RESPONSE);
        assert_int_equal(bwp_result_package_count(result), 0);
        assert_string_equal(bwp_result_body(result, NULL), body);
        bwp_result_free(result);
    }
}

/* The smallest yes of each form, so that the test above cannot pass for another reason. */
static void test_with_an_id_it_is_done(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        const struct wire_plan  plan = {.status = door->created_status, .body = door->created_body};
        bwp_result             *result = create_at_server(door, &plan, BWP_DONE);

        assert_string_equal(bwp_package_id(bwp_result_package(result, 0)), "bwp-1");
        bwp_result_free(result);
    }
}

static void test_half_a_body_is_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "half");
        size_t                  size;

        (void)wire_test_start(NULL);
        wire_fault_one(door->provider, "half_body");
        result = wire_create_with(&config, &request, BWP_UNKNOWN);
        assert_int_equal(bwp_result_body(result, &size)[0], '{');
        assert_true(size > 5);
        bwp_result_free(result);
    }
}

/* A call ends when timeout_ms are over, whether it was bought or not. */
static void test_silence_ends_with_the_callers_patience(void **state)
{
    static const char *const kinds[] = {"stall_before", "stall_after"};

    (void)state;
    for (size_t i = 0; i < COUNT(kinds) * WIRE_DOORS; i++) {
        int64_t                 took;
        bwp_result             *result;
        int64_t                 started;
        bwp_client             *client;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "silence");

        (void)wire_test_start(NULL);
        wire_fault_one(door->provider, kinds[i / WIRE_DOORS]);
        config.timeout_ms = 300;
        client = wire_client(&config);
        started = wire_now_ms();
        result = wire_create(client, &request, BWP_UNKNOWN);
        took = wire_now_ms() - started;
        wire_assert_within(took, 250, 800 * sab_slowness());
        assert_int_equal(bwp_result_status(result), BWP_ERR_TIMEOUT);
        assert_int_equal(bwp_result_http_status(result), 0);
        assert_int_equal(bwp_result_attempts(result), 1);
        assert_int_equal(bwp_result_retry_is_safe(result), door->honours_token);
        assert_int_equal(wire_purchases(door->provider), i / WIRE_DOORS);
        assert_int_equal(wire_requests(door->provider), 1);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static void test_redirect_to_another_host_is_never_followed(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_request             request;
        bwp_config              config;
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i];
        struct wire_plan        plan = {.status = door->created_status, .body = door->created_body};
        struct wire_server     *server = wire_server_start(&plan);

        assert_non_null(server);
        config = wire_config(door, wire_cloud.url);
        request = wire_request(door, "sent elsewhere");
        (void)wire_test_start(NULL);
        wire_fault("{\"kind\":\"redirect\",\"provider\":\"%s\",\"location\":\"%s/\"}", door->provider,
                   wire_server_url(server));
        result = wire_create_with(&config, &request, BWP_UNKNOWN);
        assert_int_equal(bwp_result_http_status(result), 307);
        wire_server_stop(server);
        assert_int_equal(wire_server_connections(server), 0);
        assert_int_equal(wire_purchases(door->provider), 0);
        bwp_result_free(result);
        wire_server_free(server);
    }
}

static void write_much(const char *request, char *body, size_t room)
{
    (void)request;
    memset(body, ' ', room - 1);
    body[room - 1] = '\0';
}

/* One JSON text, half a megabyte of blanks: whether it is read to its end or refused as too long, it is no yes. */
static void test_flood_of_blanks_is_unknown(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        const struct wire_plan  plan = {.status = door->created_status, .write_body = write_much};
        bwp_result             *result = create_at_server(door, &plan, BWP_UNKNOWN);

        assert_int_equal(bwp_result_status(result), BWP_ERR_RESPONSE);
        bwp_result_free(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_sent_and_not_clearly_answered_is_unknown),
        WIRE_TEST(test_answers_in_nobodys_form_are_unknown),
        WIRE_TEST(test_without_a_real_id_it_is_never_done),
        WIRE_TEST(test_with_an_id_it_is_done),
        WIRE_TEST(test_half_a_body_is_kept),
        WIRE_TEST(test_silence_ends_with_the_callers_patience),
        WIRE_TEST(test_redirect_to_another_host_is_never_followed),
        WIRE_TEST(test_flood_of_blanks_is_unknown),
    };

    return WIRE_RUN(tests);
}
