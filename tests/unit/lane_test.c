/* lane_test.c - whose turn it is: clients take turns, one that is throttled waits, and one errand serves all. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "road/lane.h"

enum { IN_FLIGHT = 10, CALLS = 40, CLIENTS = 3 };

/* Three clients with calls that are moved by hand. */
struct scene {
    struct lanes lanes;
    bwp_client  *clients[CLIENTS];
    bwp_result   results[CLIENTS * CALLS];
    struct call  calls[CLIENTS * CALLS];
    struct item  items[CLIENTS * CALLS];
};

static void hear(struct listener *listener)
{
    (void)listener;
}

static struct scene *scene_new(size_t clients)
{
    struct scene *scene = calloc(1, sizeof *scene);
    bwp_config    config = unit_config("huawei");

    assert_non_null(scene);
    config.account = NULL;
    scene->lanes.in_flight_max = IN_FLIGHT;
    for (size_t i = 0; i < clients; i++) {
        scene->clients[i] = unit_client(&config);
        bwpi_client_put_account(scene->clients[i], "an-account");
    }
    for (size_t i = 0; i < clients * CALLS; i++) {
        struct lane *lane = bwpi_lane_of(&scene->lanes, scene->clients[i % clients], hear);

        assert_non_null(lane);
        scene->items[i].result = scene->calls[i].result = &scene->results[i];
        bwpi_lane_add(lane, &scene->items[i]);
    }
    assert_int_equal(scene->lanes.count, clients);
    return scene;
}

static void scene_free(struct scene *scene)
{
    for (struct lane *lane; (lane = scene->lanes.all) != NULL;)
        bwpi_lane_end(lane->items);
    for (size_t i = 0; i < CLIENTS; i++)
        bwp_client_free(scene->clients[i]);
    bwpi_lanes_free(&scene->lanes);
    free(scene);
}

static struct item *begin_next(struct scene *scene)
{
    struct item *item = bwpi_lanes_next(&scene->lanes);

    if (item != NULL)
        item->call = &scene->calls[item - scene->items];
    return item;
}

static void note(struct item *item, enum call_state state, bwp_outcome outcome, bwp_status status, int64_t resume)
{
    item->call->state = state;
    item->call->resume = resume;
    item->result->outcome = outcome;
    item->result->status = status;
    item->result->attempts = 1;
    bwpi_lane_note(item, 0);
}

/* ---- turns ---- */

static void test_clients_take_turns(void **state)
{
    struct scene *scene = scene_new(CLIENTS);
    struct item  *item;
    size_t        begun[CLIENTS] = {0}, count = 0;

    (void)state;
    while ((item = begin_next(scene)) != NULL) {
        size_t number = (size_t)(item - scene->items);

        assert_int_equal(number, count++); /* in the order of adding, which was turn by turn */
        begun[number % CLIENTS]++;
    }
    assert_int_equal(count, IN_FLIGHT);
    for (size_t i = 0; i < CLIENTS; i++)
        assert_in_range(begun[i], IN_FLIGHT / CLIENTS, IN_FLIGHT / CLIENTS + 1);
    scene_free(scene);
}

/* However many calls come back from a pause, every other turn is of one that has not begun. */
static void test_what_goes_on_leaves_turns_to_what_has_not_begun(void **state)
{
    struct scene *scene = scene_new(1);
    size_t        begun = 0, again = 0;

    (void)state;
    scene->lanes.in_flight_max = 1;
    for (int turn = 0; turn < CALLS; turn++) {
        struct item *item = begin_next(scene);

        assert_non_null(item);
        *(item->call->started == 0 ? &begun : &again) += 1;
        item->call->started = 1;
        note(item, CALL_PAUSING, BWP_NOT_DONE, BWP_ERR_NETWORK, 0);
        bwpi_lane_wake(item);
    }
    assert_in_range(begun, CALLS / 2, CALLS / 2 + 1);
    assert_int_equal(begun + again, CALLS);
    scene_free(scene);
}

/* The first client's calls do not come back; the other one's do, and it keeps its half. */
static void test_a_client_whose_calls_hang_does_not_take_the_places_of_the_others(void **state)
{
    struct scene *scene = scene_new(2);
    struct item  *item, *slow = NULL;
    size_t        ended = 0, hanging = 0;

    (void)state;
    for (size_t i = 0; i < 2 * CALLS && ended < CALLS / 2; i++) {
        item = begin_next(scene);
        assert_non_null(item);
        if ((item - scene->items) % 2 == 0) {
            slow = item;
            hanging++;
            continue;
        }
        note(item, CALL_OVER, BWP_DONE, BWP_OK, 0);
        bwpi_lane_end(item);
        ended++;
    }
    assert_int_equal(ended, CALLS / 2);
    assert_int_equal(hanging, IN_FLIGHT / 2);
    assert_int_equal(slow->lane->in_flight, IN_FLIGHT / 2);
    scene_free(scene);
}

static void test_a_client_alone_has_all_places(void **state)
{
    struct scene *scene = scene_new(1);
    size_t        count = 0;

    (void)state;
    while (begin_next(scene) != NULL)
        count++;
    assert_int_equal(count, IN_FLIGHT);
    scene_free(scene);
}

/* ---- throttling ---- */

static void test_one_that_is_throttled_begins_nothing_before_its_pause_is_over_and_then_half_as_many(void **state)
{
    struct scene *scene = scene_new(1);
    struct item  *items[IN_FLIGHT];
    size_t        count = 0;

    (void)state;
    for (size_t i = 0; i < IN_FLIGHT; i++)
        items[i] = begin_next(scene);
    for (size_t i = 0; i < IN_FLIGHT; i++) /* sent together, throttled together: that counts once */
        note(items[i], CALL_PAUSING, BWP_NOT_DONE, BWP_ERR_THROTTLED, 5000);
    assert_int_equal(scene->lanes.in_flight, 0);
    assert_null(begin_next(scene));
    bwpi_lanes_release(&scene->lanes, 4999);
    assert_null(begin_next(scene));
    bwpi_lane_wake(items[3]); /* its own pause is over, so it goes on, and before those that have not begun */
    assert_ptr_equal(begin_next(scene), items[3]);
    assert_null(begin_next(scene));
    bwpi_lanes_release(&scene->lanes, 5000);
    while (begin_next(scene) != NULL)
        count++;
    assert_int_equal(count, IN_FLIGHT / 2 - 1);
    scene_free(scene);
}

static void test_success_gives_back_what_throttling_took(void **state)
{
    struct scene *scene = scene_new(1);
    struct item  *item = begin_next(scene);
    struct lane  *lane = item->lane;

    (void)state;
    note(item, CALL_PAUSING, BWP_NOT_DONE, BWP_ERR_THROTTLED, 1000);
    bwpi_lanes_release(&scene->lanes, 1000);
    assert_int_equal(lane->window, 1);
    for (size_t i = 0; i < 1 + 2 + 3; i++) {
        item = begin_next(scene);
        note(item, CALL_OVER, BWP_DONE, BWP_OK, 0);
        bwpi_lane_end(item);
    }
    assert_int_equal(lane->window, 4);
    scene_free(scene);
}

/* ---- errands ---- */

static void test_an_errand_that_all_need_is_run_by_one(void **state)
{
    struct scene *scene = scene_new(2);
    bwp_client   *needy = scene->clients[0];
    struct item  *asking, *item;

    (void)state;
    atomic_store(&needy->has_account, false);
    asking = begin_next(scene);
    assert_ptr_equal(asking->lane->client, needy);
    note(asking, CALL_FETCHING, BWP_UNKNOWN, BWP_OK, 0);
    for (size_t i = 0; i < IN_FLIGHT / 2; i++) {
        item = begin_next(scene);
        assert_ptr_equal(item->lane->client, scene->clients[1]);
    }
    bwpi_client_put_account(needy, "an-account");
    note(asking, CALL_IN_FLIGHT, BWP_UNKNOWN, BWP_OK, 0);
    item = begin_next(scene);
    assert_ptr_equal(item->lane->client, needy);
    scene_free(scene);
}

static void test_after_an_errand_in_vain_each_asks_for_itself(void **state)
{
    struct scene *scene = scene_new(1);
    struct item  *asking = begin_next(scene);

    (void)state;
    atomic_store(&scene->clients[0]->has_account, false);
    note(asking, CALL_FETCHING, BWP_UNKNOWN, BWP_OK, 0);
    assert_null(begin_next(scene));
    note(asking, CALL_OVER, BWP_NOT_DONE, BWP_ERR_NETWORK, 0);
    bwpi_lane_end(asking);
    for (size_t i = 0; i < IN_FLIGHT; i++) {
        asking = begin_next(scene);
        assert_non_null(asking);
        note(asking, CALL_FETCHING, BWP_UNKNOWN, BWP_OK, 0);
    }
    scene_free(scene);
}

/* A no to the keys is told to all that wait, unless it comes with what an attempt of the one call has left open. */
static void test_a_no_to_the_keys_is_everybodys_before_the_first_attempt_alone(void **state)
{
    (void)state;
    for (unsigned attempts = 0; attempts < 2; attempts++) {
        struct scene *scene = scene_new(1);
        struct item  *asking = begin_next(scene);
        struct lane  *lane = asking->lane;

        atomic_store(&scene->clients[0]->has_account, false);
        note(asking, CALL_FETCHING, BWP_UNKNOWN, BWP_OK, 0);
        asking->call->state = CALL_OVER;
        asking->result->outcome = attempts == 0 ? BWP_NOT_DONE : BWP_UNKNOWN;
        asking->result->status = BWP_ERR_CREDENTIALS;
        asking->result->attempts = attempts;
        bwpi_lane_note(asking, 0);
        if (attempts == 0)
            assert_ptr_equal(bwpi_lane_next_refused(lane), &scene->items[1]);
        else
            assert_null(bwpi_lane_next_refused(lane));
        scene_free(scene);
    }
}

static void test_each_of_many_clients_has_one_lane(void **state)
{
    enum { MANY = 1000 };
    static bwp_client   clients[MANY];
    static struct lane *lanes[MANY];
    static struct item  items[MANY];
    struct lanes        all = {.in_flight_max = IN_FLIGHT};
    size_t              in_slots = 0, longest = 0;

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        lanes[i] = bwpi_lane_of(&all, &clients[i], hear);
        assert_non_null(lanes[i]);
        bwpi_lane_add(lanes[i], &items[i]);
    }
    for (size_t i = 0; i < MANY; i += 2)
        bwpi_lane_end(&items[i]);
    assert_int_equal(all.count, MANY / 2);
    for (size_t i = 1; i < MANY; i += 2)
        assert_ptr_equal(bwpi_lane_of(&all, &clients[i], hear), lanes[i]);
    assert_int_equal(all.count, MANY / 2);
    for (size_t i = 0; i < all.room; i++) {
        size_t in_slot = 0;

        for (const struct lane *lane = all.slots[i]; lane != NULL; lane = lane->next_in_slot)
            in_slot++;
        in_slots += in_slot;
        longest = in_slot > longest ? in_slot : longest;
    }
    assert_int_equal(in_slots, MANY / 2);
    assert_in_range(longest, 1, 16); /* however many clients there are */
    for (size_t i = 1; i < MANY; i += 2)
        bwpi_lane_end(&items[i]);
    assert_null(all.all);
    bwpi_lanes_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clients_take_turns),
        cmocka_unit_test(test_what_goes_on_leaves_turns_to_what_has_not_begun),
        cmocka_unit_test(test_a_client_whose_calls_hang_does_not_take_the_places_of_the_others),
        cmocka_unit_test(test_a_client_alone_has_all_places),
        cmocka_unit_test(test_one_that_is_throttled_begins_nothing_before_its_pause_is_over_and_then_half_as_many),
        cmocka_unit_test(test_success_gives_back_what_throttling_took),
        cmocka_unit_test(test_an_errand_that_all_need_is_run_by_one),
        cmocka_unit_test(test_after_an_errand_in_vain_each_asks_for_itself),
        cmocka_unit_test(test_a_no_to_the_keys_is_everybodys_before_the_first_attempt_alone),
        cmocka_unit_test(test_each_of_many_clients_has_one_lane),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
