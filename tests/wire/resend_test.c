/* resend_test.c - no request arrives twice, although libcurl sends again when a reused connection closes unanswered. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire_server.h"

static struct wire_server *start(const struct wire_door *door, struct wire_plan plan)
{
    struct wire_server *server;

    plan.status = door->created_status;
    plan.body = door->created_body;
    server = wire_server_start(&plan);
    assert_non_null(server);
    return server;
}

static void create(bwp_client *client, bwp_outcome outcome)
{
    bwp_request request = wire_request(wire_door_of(client), "once and no more");
    bwp_result *result = wire_create(client, &request, outcome);

    if (outcome == BWP_UNKNOWN) {
        assert_int_equal(bwp_result_status(result), BWP_ERR_NETWORK);
        assert_int_equal(bwp_result_http_status(result), 0);
        assert_int_equal(bwp_result_attempts(result), 1);
        wire_assert_has(bwp_result_message(result), "may have been carried out");
    }
    bwp_result_free(result);
}

/* The second request on a connection is read, and the connection closed: that is where libcurl would try again. */
static void run_reused(bool at_headers)
{
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        struct wire_server     *server = start(
                door, (struct wire_plan){.answers = 1, .per_connection = true, .at_headers = at_headers});
        bwp_client *client = wire_client_at(door, wire_server_url(server));

        create(client, BWP_DONE);
        create(client, BWP_UNKNOWN);
        wire_server_stop(server);
        assert_int_equal(wire_server_arrivals(server), 2);
        assert_int_equal(wire_server_complete(server), at_headers ? 1 : 2);
        /* libcurl may open another connection to try again on: nothing may come through it */
        assert_int_equal(wire_server_last_connection(server), 1);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

static void test_closed_after_the_second_request_is_not_sent_again(void **state)
{
    (void)state;
    run_reused(false);
}

static void test_closed_after_the_second_headers_is_not_sent_again(void **state)
{
    (void)state;
    run_reused(true);
}

/* The same, counted over all connections: a new connection gets no answer either. */
static void run_first(bool at_headers)
{
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        struct wire_server     *server = start(door, (struct wire_plan){.answers = 2, .at_headers = at_headers});
        bwp_client             *client = wire_client_at(door, wire_server_url(server));

        create(client, BWP_DONE);
        create(client, BWP_DONE);
        create(client, BWP_UNKNOWN);
        create(client, BWP_UNKNOWN);
        wire_server_stop(server);
        assert_int_equal(wire_server_arrivals(server), 4);
        assert_int_equal(wire_server_complete(server), at_headers ? 2 : 4);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

static void test_every_unanswered_request_arrives_once(void **state)
{
    (void)state;
    run_first(false);
}

static void test_every_request_cut_at_its_headers_arrives_once(void **state)
{
    (void)state;
    run_first(true);
}

/* A body that does not fit into the buffers of a socket at once, cut while it is on its way. */
static void test_long_body_cut_on_its_way_arrives_once(void **state)
{
    enum { TAGS = 100, SIZE = 250 };
    static char keys[TAGS][8], value[SIZE + 1];
    bwp_tag     tags[TAGS];
    (void)state;
    memset(value, 'v', SIZE);
    for (size_t i = 0; i < TAGS; i++) {
        (void)snprintf(keys[i], sizeof keys[i], "k%zu", i);
        tags[i] = (bwp_tag){keys[i], value};
    }
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        struct wire_server     *server = start(
                door, (struct wire_plan){.answers = 1, .per_connection = true, .at_headers = true});
        bwp_client *client = wire_client_at(door, wire_server_url(server));
        bwp_request request = wire_request(door, "long");

        create(client, BWP_DONE);
        request.tags = tags;
        request.tag_count = strcmp(door->provider, "huawei") == 0 || strcmp(door->provider, "baidu") == 0 ? TAGS : 20;
        value[strcmp(door->provider, "huawei") == 0 ? SIZE : strcmp(door->provider, "baidu") == 0 ? 65 : 128] = '\0';
        bwp_result_free(wire_create(client, &request, BWP_UNKNOWN));
        value[65] = value[128] = 'v';
        wire_server_stop(server);
        assert_int_equal(wire_server_arrivals(server), 2);
        assert_int_equal(wire_server_last_connection(server), 1);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

/* ... and the emulator, which knows what was bought, says the same. */
static void test_cut_after_a_warm_connection_buys_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_client_at(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "warm");

        (void)wire_test_start(NULL);
        bwp_result_free(wire_create(client, &request, BWP_DONE));
        wire_fault_one(door->provider, "cut_after");
        request.name = "lost";
        bwp_result_free(wire_create(client, &request, BWP_UNKNOWN));
        assert_int_equal(wire_requests(door->provider), 2);
        assert_int_equal(wire_purchases(door->provider), 2);
        bwp_client_free(client);
    }
}

static void test_connections_are_reused(void **state)
{
    enum { CALLS = 20 };
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        struct wire_server     *server = start(door, (struct wire_plan){0});
        bwp_client             *client = wire_client_at(door, wire_server_url(server));

        for (int j = 0; j < CALLS; j++)
            create(client, BWP_DONE);
        wire_server_stop(server);
        assert_int_equal(wire_server_complete(server), CALLS);
        assert_int_equal(wire_server_connections(server), 1);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WIRE_TEST(test_closed_after_the_second_request_is_not_sent_again),
        WIRE_TEST(test_closed_after_the_second_headers_is_not_sent_again),
        WIRE_TEST(test_every_unanswered_request_arrives_once),
        WIRE_TEST(test_every_request_cut_at_its_headers_arrives_once),
        WIRE_TEST(test_long_body_cut_on_its_way_arrives_once),
        WIRE_TEST(test_cut_after_a_warm_connection_buys_once),
        WIRE_TEST(test_connections_are_reused),
    };

    return WIRE_RUN(tests);
}
