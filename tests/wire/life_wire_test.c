/* life_wire_test.c - one package at every provider from its purchase to its end, and what a provider has no way for. */
#include "wire_life.h"

#include <stdio.h>
#include <string.h>

#define CHANGE .struct_size = sizeof(bwp_change)

static void assert_fresh(const struct wire_door *door, const bwp_package *package, const char *name)
{
    assert_string_equal(bwp_package_id(package), wire_life_id);
    assert_string_equal(bwp_package_name(package), name);
    assert_int_equal(bwp_package_bandwidth_mbps(package), 10);
    assert_string_equal(bwp_package_area_a(package), "china");
    assert_string_equal(bwp_package_area_b(package), "asia-pacific");
    assert_int_equal(bwp_package_billing(package), door->billing);
    assert_int_equal(bwp_package_state(package), BWP_STATE_READY);
    assert_string_equal(bwp_package_bound_to(package), "");
    assert_string_equal(bwp_package_expires_at(package), "");
    assert_int_equal(strlen(bwp_package_created_at(package)), strlen("2026-01-01T00:00:00Z"));
    assert_int_equal(bwp_package_tag_count(package), 0);
    wire_assert_has(bwp_package_json(package), wire_life_id);
}

static void wait_until(bwp_client *client, bwp_goal goal)
{
    bwp_result *result = NULL;

    goal.struct_size = sizeof goal;
    goal.timeout_ms = 20000;
    (void)bwp_wait(client, wire_life_id, &goal, &result);
    wire_end(result, BWP_DONE, BWP_OK);
}

static void look_at_it(bwp_client *client)
{
    bwp_result *result = wire_expect(wire_look(client), BWP_DONE, BWP_OK);
    bwp_request request = wire_request(wire_door_of(client), "life");

    assert_int_equal(bwp_result_package_count(result), 1);
    assert_fresh(wire_door_of(client), bwp_result_package(result, 0), "life");
    bwp_result_free(result);
    (void)bwp_list(client, NULL, &result);
    assert_int_equal(bwp_result_package_count(wire_expect(result, BWP_DONE, BWP_OK)), 1);
    assert_fresh(wire_door_of(client), bwp_result_package(result, 0), "life");
    bwp_result_free(result);
    (void)bwp_find(client, &request, 0, &result);
    assert_fresh(wire_door_of(client), bwp_result_package(wire_expect(result, BWP_DONE, BWP_OK), 0), "life");
    bwp_result_free(result);
    wait_until(client, (bwp_goal){.until = BWP_UNTIL_READY});
}

static void change_tags(const struct wire_door *door, bwp_client *client)
{
    static const bwp_tag tags[] = {{"a", "1"}, {"b", "带宽"}}, more[] = {{"a", "2"}}, gone[] = {{"b", NULL}};
    const bwp_package   *package;
    bwp_result          *result;

    if (!wire_door_has(door, WIRE_SET_TAGS))
        return;
    wire_end(wire_change(bwp_set_tags, client, &(bwp_change){CHANGE, .tags = tags, .tag_count = 2}), BWP_DONE, BWP_OK);
    wire_end(wire_change(bwp_set_tags, client, &(bwp_change){CHANGE, .tags = more, .tag_count = 1}), BWP_DONE, BWP_OK);
    result = wire_look(client);
    package = bwp_result_package(result, 0);
    assert_int_equal(bwp_package_tag_count(package), 2);
    for (size_t i = 0; i < 2; i++) {
        bwp_tag tag = bwp_package_tag(package, i);

        assert_string_equal(tag.value, strcmp(tag.key, "a") == 0 ? "2" : "带宽");
    }
    bwp_result_free(result);
    wire_end(wire_change(bwp_remove_tags, client, &(bwp_change){CHANGE, .tags = gone, .tag_count = 1}), BWP_DONE,
             BWP_OK);
    result = wire_look(client);
    assert_int_equal(bwp_package_tag_count(bwp_result_package(result, 0)), 1);
    bwp_result_free(result);
    /* what is not there is removed already */
    wire_end(wire_change(bwp_remove_tags, client, &(bwp_change){CHANGE, .tags = gone, .tag_count = 1}), BWP_DONE,
             BWP_OK);
}

static void test_a_package_lives_at_every_provider(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client;
        bwp_result             *result;

        (void)wire_test_start(NULL);
        client = wire_quick_client(door, 1, 20000);
        wire_life_buy(client, "life");
        look_at_it(client);
        wire_end(wire_change(bwp_update, client, &(bwp_change){CHANGE, .name = "renamed"}), BWP_DONE, BWP_OK);
        wire_end(wire_change(bwp_resize, client, &(bwp_change){CHANGE, .bandwidth_mbps = 20}), BWP_DONE, BWP_OK);
        wait_until(client, (bwp_goal){.until = BWP_UNTIL_RESIZED, .bandwidth_mbps = 20});
        wire_end(wire_change(bwp_bind, client, &(bwp_change){CHANGE, .bound_to = "to-1"}), BWP_DONE, BWP_OK);
        wait_until(client, (bwp_goal){.until = BWP_UNTIL_BOUND});
        wait_until(client, (bwp_goal){.until = BWP_UNTIL_BOUND, .bound_to = "to-1"});
        result = wire_look(client);
        assert_string_equal(bwp_package_name(bwp_result_package(result, 0)), "renamed");
        assert_int_equal(bwp_package_bandwidth_mbps(bwp_result_package(result, 0)), 20);
        assert_string_equal(bwp_package_bound_to(bwp_result_package(result, 0)), "to-1");
        bwp_result_free(result);
        wire_end(wire_change(bwp_unbind, client, NULL), BWP_DONE, BWP_OK);
        wait_until(client, (bwp_goal){.until = BWP_UNTIL_UNBOUND});
        change_tags(door, client);
        wire_end(wire_change(bwp_delete, client, NULL), BWP_DONE, BWP_OK);
        wire_end(wire_look(client), BWP_NOT_DONE, BWP_ERR_NOT_FOUND);
        assert_int_equal(wire_purchases(door->provider), 1);
        for (enum wire_verb verb = WIRE_UPDATE; verb < WIRE_VERBS; verb++)
            assert_true((wire_changes(wire_verbs[verb].fault) > 0) == wire_door_has(door, verb));
        bwp_client_free(client);
    }
}

static void test_what_a_provider_cannot_do_is_said_with_its_own_way_out(void **state)
{
    static const bwp_tag tags[] = {{"a", "1"}};
    static const struct {
        unsigned              door;
        wire_change_function *function;
        bwp_change            change;
        const char           *field, *says;
    } rows[] = {
        {WIRE_BAIDU, bwp_set_tags, {CHANGE, .tags = tags, .tag_count = 1}, "", "tag service"},
        {WIRE_BAIDU, bwp_remove_tags, {CHANGE, .tags = tags, .tag_count = 1}, "", "tag service"},
        {WIRE_BAIDU, bwp_update, {CHANGE, .description = "d"}, "description", "leave it out"},
        {WIRE_BAIDU, bwp_update, {CHANGE, .name = ""}, "name", "give another"},
        {WIRE_BAIDU, bwp_resize, {CHANGE, .bandwidth_mbps = 20, .auto_pay = true}, "auto_pay", "leave it out"},
        {WIRE_ACS3, bwp_resize, {CHANGE, .bandwidth_mbps = 20, .auto_pay = true}, "auto_pay", "leave it out"},
        {WIRE_VOLCENGINE, bwp_resize, {CHANGE, .bandwidth_mbps = 20, .auto_pay = true}, "auto_pay", "leave it out"},
        {WIRE_VOLCENGINE, bwp_update, {CHANGE, .name = ""}, "name", "give another"},
        {WIRE_VOLCENGINE, bwp_bind, {CHANGE, .bound_to = "a", .client_token = "t"}, "client_token", "leave it out"},
        {WIRE_RPC, bwp_update, {CHANGE, .name = "b", .client_token = "t"}, "client_token", "leave it out"},
        {WIRE_HUAWEI, bwp_resize, {CHANGE, .bandwidth_mbps = 20, .client_token = "t"}, "client_token", "leave it out"},
        {WIRE_HUAWEI, bwp_delete, {CHANGE, .client_token = "t"}, "client_token", "leave it out"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct wire_door *door = &wire_doors[rows[i].door];
        bwp_client             *client = wire_quick_client(door, 1, 20000);
        bwp_result             *result;

        (void)snprintf(wire_life_id, sizeof wire_life_id, "bwp-1");
        result = wire_expect(wire_change(rows[i].function, client, &rows[i].change), BWP_NOT_DONE, BWP_ERR_UNSUPPORTED);
        assert_string_equal(bwp_result_field(result), rows[i].field);
        wire_assert_has(bwp_result_message(result), door->provider);
        wire_assert_has(bwp_result_message(result), rows[i].says);
        assert_int_equal(wire_requests(door->provider), 0);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_package_lives_at_every_provider),
        WIRE_TEST(test_what_a_provider_cannot_do_is_said_with_its_own_way_out),
    };

    return WIRE_RUN(tests);
}
