/* look_wire_test.c - looking at one package, at all of them page by page, and for what a lost answer may have bought.
 */
#include "wire_life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "wire_server.h"

static bwp_result *list(bwp_client *client, const bwp_filter *filter)
{
    bwp_result *result = NULL;
    bwp_outcome outcome = bwp_list(client, filter, &result);

    assert_int_equal(outcome, bwp_result_outcome(result));
    return result;
}

static bwp_result *find(bwp_client *client, const bwp_request *request, int64_t since)
{
    bwp_result *result = NULL;
    bwp_outcome outcome = bwp_find(client, request, since, &result);

    assert_int_equal(outcome, bwp_result_outcome(result));
    return result;
}

/* ---- lists ---- */

/* Three packages: "a" with the tag env=prod, "b" bound to to-b, and "c", whose id is left in wire_life_id. */
static void buy_three(const struct wire_door *door, bwp_client *client)
{
    static const bwp_tag tag = {"env", "prod"};
    bwp_request          request = wire_request(door, "a");
    bwp_change           bound = {.struct_size = sizeof bound, .bound_to = "to-b"};

    (void)door;
    request.tags = &tag;
    request.tag_count = 1;
    bwp_result_free(wire_create(client, &request, BWP_DONE));
    wire_life_buy(client, "b");
    wire_end(wire_change(bwp_bind, client, &bound), BWP_DONE, BWP_OK);
    wire_life_buy(client, "c");
}

static void test_a_filter_means_the_same_at_every_provider(void **state)
{
    static const bwp_tag prod = {"env", "prod"}, test = {"env", "test"};
    static const struct {
        bwp_filter  filter;
        const char *names; /* of what is listed */
    } rows[] = {
        {{.struct_size = sizeof(bwp_filter)}, "abc"},
        {{.struct_size = sizeof(bwp_filter), .name = "b"}, "b"},
        {{.struct_size = sizeof(bwp_filter), .name = "B"}, ""},
        {{.struct_size = sizeof(bwp_filter), .bound_to = "to-b"}, "b"},
        {{.struct_size = sizeof(bwp_filter), .name = "a", .bound_to = "to-b"}, ""},
        {{.struct_size = sizeof(bwp_filter), .tags = &prod, .tag_count = 1}, "a"},
        {{.struct_size = sizeof(bwp_filter), .tags = &test, .tag_count = 1}, ""},
        {{.struct_size = sizeof(bwp_filter), .status = "no such status"}, ""},
        {{.struct_size = sizeof(bwp_filter), .limit = 2}, "ab"},
        {{.struct_size = sizeof(bwp_filter), .limit = 3}, "abc"},
    };

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);

        (void)wire_test_start(NULL);
        buy_three(&wire_doors[i], client);
        for (size_t j = 0; j < COUNT(rows); j++) {
            char        names[16] = "";
            bwp_result *result = wire_expect(list(client, &rows[j].filter), BWP_DONE, BWP_OK);

            for (size_t k = 0; k < bwp_result_package_count(result); k++)
                (void)strncat(names, bwp_package_name(bwp_result_package(result, k)), 1);
            if (strcmp(names, rows[j].names) != 0)
                fail_msg("%s, row %zu: %s and not %s", wire_doors[i].name, j, names, rows[j].names);
            bwp_result_free(result);
        }
        bwp_client_free(client);
    }
}

static void test_a_list_follows_the_pages_and_stops_at_its_limit(void **state)
{
    static const int counts[WIRE_DOORS] = {501, 101, 51, 1001, 101}; /* more than fit on a page */
    static const int pages[WIRE_DOORS] = {2, 3, 2, 2, 3};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_filter  limited = {.struct_size = sizeof limited, .limit = 40};
        bwp_client *client = wire_quick_client(&wire_doors[i], 1, 20000);
        bwp_result *result;
        char        name[32];
        int         requests;

        (void)wire_test_start(NULL);
        for (int j = 0; j < counts[i]; j++) {
            (void)snprintf(name, sizeof name, "p-%04d", j);
            wire_life_buy(client, name);
        }
        requests = wire_requests(wire_doors[i].provider);
        result = wire_expect(list(client, NULL), BWP_DONE, BWP_OK);
        assert_int_equal(bwp_result_package_count(result), counts[i]);
        assert_int_equal(wire_requests(wire_doors[i].provider) - requests, pages[i]);
        for (int j = 0; j < counts[i]; j++) { /* all of it stays alive */
            (void)snprintf(name, sizeof name, "p-%04d", j);
            assert_string_equal(bwp_package_name(bwp_result_package(result, (size_t)j)), name);
        }
        bwp_result_free(result);
        result = wire_expect(list(client, &limited), BWP_DONE, BWP_OK);
        assert_int_equal(bwp_result_package_count(result), 40);
        assert_int_equal(wire_requests(wire_doors[i].provider) - requests, pages[i] + 1);
        bwp_result_free(result);
        wire_fault("{\"kind\":\"cut_after\",\"verb\":\"list\",\"skip\":1}"); /* half a list is none */
        result = wire_expect(list(client, NULL), BWP_NOT_DONE, BWP_ERR_NETWORK);
        assert_int_equal(bwp_result_package_count(result), 0);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

static const char *page_of(const char *request, const char *markers[], int count)
{
    for (int i = count - 1; i > 0; i--) {
        char given[64];

        (void)snprintf(given, sizeof given, "marker=%s", markers[i]);
        if (strstr(request, given) != NULL)
            return markers[(i + 1) % count];
    }
    return markers[1 % count];
}

static const char *circle[] = {"m0", "m1", "m2", "m3", "m4"};

/* Pages that hold the same package, and lead from m1 to m4 and back to m0, for ever. */
static void lead_in_a_circle(const char *request, char *body, size_t room)
{
    const char *next = page_of(request, circle, 5);

    if (strstr(request, "/v1/csn/") != NULL)
        (void)snprintf(body, room,
                       "{\"csnBps\":[{\"csnBpId\":\"b-1\",\"name\":\"a\"}],\"isTruncated\":true,\"nextMarker\":\"%s\"}",
                       next);
    else
        (void)snprintf(
            body, room,
            "{\"bandwidth_packages\":[{\"id\":\"b-1\",\"name\":\"a\"}],\"page_info\":{\"next_marker\":\"%s\"},"
            "\"request_id\":\"r\"}",
            next);
}

/* Whatever page it is asked for, it is the first of a hundred. */
static void stay_on_the_page(const char *request, char *body, size_t room)
{
    if (strstr(request, "Version=2020-04-01") != NULL)
        (void)snprintf(body, room,
                       "{\"Result\":{\"PageNumber\":1,\"PageSize\":50,\"TotalCount\":5000,\"CenBandwidthPackages\":"
                       "[{\"CenBandwidthPackageId\":\"b-1\",\"CenBandwidthPackageName\":\"a\"}]}}");
    else
        (void)snprintf(
            body, room,
            "{\"RequestId\":\"r\",\"PageNumber\":1,\"PageSize\":50,\"TotalCount\":5000,\"CenBandwidthPackages\":"
            "{\"CenBandwidthPackage\":[{\"CenBandwidthPackageId\":\"b-1\",\"Name\":\"a\"}]}}");
}

static void test_markers_that_come_again_end_a_list_soon(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bool                    has_numbers = strcmp(door->provider, "alibaba") == 0 || i == WIRE_VOLCENGINE;
        struct wire_server     *server = wire_server_start(
                &(struct wire_plan){.status = 200, .write_body = has_numbers ? stay_on_the_page : lead_in_a_circle});
        bwp_client *client = wire_client_at(door, wire_server_url(server));
        bwp_request request = wire_request(door, "nothing of that name");
        bwp_result *result = wire_expect(list(client, NULL), BWP_NOT_DONE, BWP_ERR_RESPONSE);

        assert_int_equal(bwp_result_package_count(result), 0);
        wire_assert_has(bwp_result_message(result), "again");
        bwp_result_free(result);
        wire_end(find(client, &request, 0), BWP_UNKNOWN, BWP_ERR_RESPONSE);
        wire_server_stop(server);
        wire_assert_within(wire_server_complete(server), 4, 40);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

/* Page one and page two both hold b-2, as they do where something is deleted while a list is read. */
static void overlap(const char *request, char *body, size_t room)
{
    bool second = strstr(request, "marker=m2") != NULL || strstr(request, "PageNumber=2") != NULL;

    if (strstr(request, "/v1/csn/") != NULL)
        (void)snprintf(body, room,
                       second ? "{\"csnBps\":[{\"csnBpId\":\"b-2\"},{\"csnBpId\":\"b-3\"}],\"isTruncated\":false}"
                              : "{\"csnBps\":[{\"csnBpId\":\"b-1\"},{\"csnBpId\":\"b-2\"}],"
                                "\"isTruncated\":true,\"nextMarker\":\"m2\"}");
    else if (strstr(request, "/v3/") != NULL)
        (void)snprintf(body, room,
                       second ? "{\"bandwidth_packages\":[{\"id\":\"b-2\"},{\"id\":\"b-3\"}],\"page_info\":{}}"
                              : "{\"bandwidth_packages\":[{\"id\":\"b-1\"},{\"id\":\"b-2\"}],"
                                "\"page_info\":{\"next_marker\":\"m2\"}}");
    else if (strstr(request, "Version=2020-04-01") != NULL)
        (void)snprintf(body, room,
                       "{\"Result\":{\"PageNumber\":%d,\"PageSize\":2,\"TotalCount\":4,\"CenBandwidthPackages\":"
                       "[{\"CenBandwidthPackageId\":\"b-%d\"},{\"CenBandwidthPackageId\":\"b-%d\"}]}}",
                       second ? 2 : 1, second ? 2 : 1, second ? 3 : 2);
    else
        (void)snprintf(
            body, room,
            "{\"RequestId\":\"r\",\"PageNumber\":%d,\"PageSize\":2,\"TotalCount\":4,\"CenBandwidthPackages\":"
            "{\"CenBandwidthPackage\":[{\"CenBandwidthPackageId\":\"b-%d\"},{\"CenBandwidthPackageId\":\"b-%d\"}]}}",
            second ? 2 : 1, second ? 2 : 1, second ? 3 : 2);
}

static void test_what_comes_twice_is_listed_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct wire_server *server = wire_server_start(&(struct wire_plan){.status = 200, .write_body = overlap});
        bwp_client         *client = wire_client_at(&wire_doors[i], wire_server_url(server));
        bwp_result         *result = wire_expect(list(client, NULL), BWP_DONE, BWP_OK);

        assert_int_equal(bwp_result_package_count(result), 3);
        assert_string_equal(bwp_package_id(bwp_result_package(result, 1)), "b-2");
        assert_string_equal(bwp_package_id(bwp_result_package(result, 2)), "b-3");
        bwp_result_free(result);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

/* ---- is it there? ---- */

static void test_find_finds_what_a_lost_create_bought(void **state)
{
    static const bwp_billing billings[] = {BWP_POSTPAID, BWP_PREPAID};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * COUNT(billings); i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        int64_t                 since = time(NULL) - 1;
        bwp_client             *client = wire_quick_client(door, 1, 20000);
        bwp_request             request = wire_request(door, "lost"), other;
        bwp_result             *result;

        (void)wire_test_start(NULL);
        request.billing = billings[i / WIRE_DOORS] == BWP_PREPAID ? BWP_PREPAID : door->billing;
        request.period = request.billing == BWP_PREPAID;
        request.period_unit = request.billing == BWP_PREPAID ? BWP_MONTH : 0;
        request.auto_pay = request.billing == BWP_PREPAID;
        wire_life_buy(client, "another");
        wire_fault("{\"kind\":\"cut_after\",\"verb\":\"create\"}");
        bwp_result_free(wire_create(client, &request, BWP_UNKNOWN));
        result = wire_expect(find(client, &request, since), BWP_DONE, BWP_OK);
        assert_int_equal(bwp_result_package_count(result), 1);
        assert_string_equal(bwp_package_name(bwp_result_package(result, 0)), "lost");
        bwp_result_free(result);
        other = request;
        other.bandwidth_mbps = 11;
        wire_assert_within(bwp_find(client, &other, since, NULL), BWP_NOT_DONE, BWP_UNKNOWN);
        wire_assert_within(bwp_find(client, &request, time(NULL) + 60, NULL), BWP_NOT_DONE, BWP_UNKNOWN);
        assert_int_equal(wire_purchases(door->provider), 2);
        bwp_client_free(client);
    }
}

static void test_find_excludes_only_what_would_be_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        bwp_client             *client = wire_quick_client(door, 1, 20000);
        bwp_request             request = wire_request(door, "never bought");
        bool                    shows_at_once = i == WIRE_HUAWEI || i == WIRE_BAIDU;

        wire_end(find(client, &request, 0), shows_at_once ? BWP_NOT_DONE : BWP_UNKNOWN, BWP_ERR_NOT_FOUND);
        request.billing = BWP_PREPAID;
        request.period = 1;
        request.period_unit = BWP_MONTH;
        request.auto_pay = true;
        wire_end(find(client, &request, 0), BWP_UNKNOWN, BWP_ERR_NOT_FOUND);
        bwp_client_free(client);
    }
}

/* ---- looks that go wrong ---- */

static void say_another(const char *request, char *body, size_t room)
{
    if (strstr(request, "/v1/csn/") != NULL)
        (void)snprintf(body, room, "{\"csnBpId\":\"another\",\"status\":\"available\"}");
    else if (strstr(request, "/v3/") != NULL)
        (void)snprintf(body, room, "{\"bandwidth_package\":{\"id\":\"another\",\"status\":\"ACTIVE\"}}");
    else if (strstr(request, "Version=2020-04-01") != NULL)
        (void)snprintf(body, room, "{\"Result\":{\"CenBandwidthPackageId\":\"another\",\"Status\":\"Available\"}}");
    else
        (void)snprintf(body, room,
                       "{\"RequestId\":\"r\",\"CenBandwidthPackages\":{\"CenBandwidthPackage\":"
                       "[{\"CenBandwidthPackageId\":\"another\",\"Status\":\"Idle\"}]}}");
}

static void test_another_package_than_was_asked_for_is_no_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        struct wire_server *server = wire_server_start(&(struct wire_plan){.status = 200, .write_body = say_another});
        bwp_client         *client = wire_client_at(&wire_doors[i], wire_server_url(server));
        bwp_result         *result;

        (void)snprintf(wire_life_id, sizeof wire_life_id, "bwp-1");
        result = wire_expect(wire_look(client), BWP_NOT_DONE, BWP_ERR_RESPONSE);
        assert_int_equal(bwp_result_package_count(result), 0);
        bwp_result_free(result);
        (void)snprintf(wire_life_id, sizeof wire_life_id, "another");
        wire_end(wire_look(client), BWP_DONE, BWP_OK);
        bwp_client_free(client);
        wire_server_free(server);
    }
}

static const enum wire_verb looks[] = {WIRE_GET, WIRE_LIST, WIRE_FIND};

static void test_a_lost_look_is_not_done_and_a_lost_find_unknown(void **state)
{
    static const char *const kinds[] = {"cut_before", "cut_after", "server_error", "garbage",
                                        "half_body",  "empty",     "no_id"};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * COUNT(kinds); i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        const char             *kind = kinds[i / WIRE_DOORS];
        bwp_client             *client = wire_quick_client(door, 1, 20000);

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        for (size_t j = 0; j < COUNT(looks); j++) {
            bwp_outcome outcome = looks[j] == WIRE_FIND ? BWP_UNKNOWN : BWP_NOT_DONE;
            bwp_result *result = NULL;

            wire_fault("{\"kind\":\"%s\",\"verb\":\"%s\"}", kind, wire_verbs[looks[j]].fault);
            (void)wire_life_do(client, looks[j], &result);
            if (bwp_result_outcome(result) != outcome)
                fail_msg("%s, %s, %s: %s: %s", door->name, kind, wire_verbs[looks[j]].name,
                         bwp_outcome_name(bwp_result_outcome(result)), bwp_result_message(result));
            assert_int_equal(bwp_result_package_count(result), 0);
            bwp_result_free(result);
        }
        bwp_client_free(client);
    }
}

static void test_a_lost_look_is_made_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * COUNT(looks); i++) {
        bwp_client *client = wire_quick_client(&wire_doors[i % WIRE_DOORS], 3, 20000);
        bwp_result *result = NULL;

        (void)wire_test_start(NULL);
        wire_life_buy(client, "a");
        wire_fault("{\"kind\":\"cut_after\",\"verb\":\"%s\",\"times\":2}", wire_verbs[looks[i / WIRE_DOORS]].fault);
        (void)wire_life_do(client, looks[i / WIRE_DOORS], &result);
        assert_int_equal(bwp_result_attempts(wire_expect(result, BWP_DONE, BWP_OK)), 3);
        bwp_result_free(result);
        bwp_client_free(client);
    }
}

/* A size is told of a body alone; a signature does not count on it. */
static void test_what_has_no_body_tells_no_size(void **state)
{
    enum { GETS = 0, DELETES, ACTIONS };
    unsigned counts[] = {0, 0, 0};

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        struct wire_server *server = wire_server_start(&(struct wire_plan){.status = 404, .body = "{}"});
        bwp_client         *client = wire_client_at(&wire_doors[i % WIRE_DOORS], wire_server_url(server));
        const char         *last;
        size_t              kind;

        assert_non_null(server);
        (void)(i < WIRE_DOORS ? bwp_get(client, "bwp-1", NULL) : bwp_delete(client, "bwp-1", NULL, NULL));
        bwp_client_free(client);
        wire_server_stop(server);
        last = wire_server_last(server);
        kind = strncmp(last, "GET ", 4) == 0 ? GETS : strncmp(last, "DELETE ", 7) == 0 ? DELETES : ACTIONS;
        counts[kind]++;
        assert_int_equal(strstr(last, "Content-Length: ") != NULL, kind == ACTIONS);
        wire_server_free(server);
    }
    assert_in_range(counts[GETS], 1, WIRE_DOORS * 2);
    assert_in_range(counts[DELETES], 1, WIRE_DOORS * 2);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WIRE_TEST(test_a_filter_means_the_same_at_every_provider),
        WIRE_TEST(test_a_list_follows_the_pages_and_stops_at_its_limit),
        WIRE_TEST(test_markers_that_come_again_end_a_list_soon),
        WIRE_TEST(test_what_comes_twice_is_listed_once),
        WIRE_TEST(test_find_finds_what_a_lost_create_bought),
        WIRE_TEST(test_find_excludes_only_what_would_be_seen),
        WIRE_TEST(test_a_lost_look_is_not_done_and_a_lost_find_unknown),
        WIRE_TEST(test_another_package_than_was_asked_for_is_no_answer),
        WIRE_TEST(test_a_lost_look_is_made_again),
        WIRE_TEST(test_what_has_no_body_tells_no_size),
    };

    return WIRE_RUN(tests);
}
