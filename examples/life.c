/*
 * life.c - the life of one bandwidth package: bought, waited for, listed, resized, tagged, unbound, deleted.
 *
 *     life PROVIDER BIND_TO [ENDPOINT]
 *
 * BIND_TO is what to bind it to: a cloud connection at Huawei, a CEN at Alibaba or Volcengine, a CSN at Baidu.  Without
 * ENDPOINT, such as the emulator at http://127.0.0.1:PORT, the provider itself is asked: this spends money.
 */
#include <stdio.h>
#include <string.h>

#include <bwp/bwp.h>

/*
 * One line for each call, and whether the life goes on.  What a cloud cannot do, as Baidu cannot change tags, is no
 * reason to end it; BWP_UNKNOWN is: first find out, see unknown.c.
 */
static bool went_well(const char *what, bwp_outcome outcome, bwp_result *result)
{
    bwp_status status = bwp_result_status(result);

    printf("%-8s %s%s%s\n", what, bwp_outcome_name(outcome), status == BWP_OK ? "" : ": ", bwp_result_message(result));
    bwp_result_free(result);
    return (outcome == BWP_DONE && status == BWP_OK) || (outcome == BWP_NOT_DONE && status == BWP_ERR_UNSUPPORTED);
}

/* Called after each look, with NULL while the package is not to be seen. */
static void tell(void *user, const bwp_package *package, uint32_t elapsed_ms)
{
    (void)user;
    printf("         %u s: %s\n", elapsed_ms / 1000,
           package != NULL ? bwp_package_status(package) : "not to be seen yet");
}

static bool buy(bwp_client *client, bwp_billing billing, const char *bind_to, char *id, size_t size)
{
    bwp_request request = {.struct_size = sizeof request,
                           .name = "life",
                           .bandwidth_mbps = 10,
                           .area_a = "china",
                           .area_b = "asia-pacific",
                           .billing = billing,
                           .bind_to = bind_to};
    bwp_result *result;
    bwp_outcome outcome = bwp_create(client, &request, &result);

    /* The result goes, the id stays: it is all that is needed from now on. */
    snprintf(id, size, "%s", outcome == BWP_DONE ? bwp_package_id(bwp_result_package(result, 0)) : "");
    return went_well("create", outcome, result);
}

static bool wait_until(bwp_client *client, const char *id, bwp_goal goal)
{
    bwp_result *result;
    bwp_outcome outcome;

    goal.struct_size = sizeof goal;
    goal.progress = tell;
    outcome = bwp_wait(client, id, &goal, &result);
    return went_well("wait", outcome, result);
}

static bool list(bwp_client *client)
{
    bwp_filter  filter = {.struct_size = sizeof filter, .name = "life"};
    bwp_result *result;
    bwp_outcome outcome = bwp_list(client, &filter, &result);

    for (size_t i = 0; i < bwp_result_package_count(result); i++) {
        const bwp_package *package = bwp_result_package(result, i);

        printf("         %s: %u Mbit/s, bound to %s\n", bwp_package_id(package), bwp_package_bandwidth_mbps(package),
               bwp_package_bound_to(package));
    }
    return went_well("list", outcome, result);
}

typedef bwp_outcome change_function(bwp_client *, const char *, const bwp_change *, bwp_result **);

static bool change(bwp_client *client, const char *id, const char *what, change_function *function, bwp_change change)
{
    bwp_result *result;
    bwp_outcome outcome;

    change.struct_size = sizeof change;
    outcome = function(client, id, &change, &result);
    return went_well(what, outcome, result);
}

int main(int argc, char **argv)
{
    bwp_config  config = {.struct_size = sizeof config, .provider = argc > 1 ? argv[1] : NULL};
    bwp_billing billing = BWP_POSTPAID;
    bwp_tag     tag = {"env", "test"};
    char        error[BWP_ERROR_SIZE], id[128];
    bwp_client *client;
    bool        is_good;

    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: life PROVIDER BIND_TO [ENDPOINT]\n");
        return BWP_NOT_DONE;
    }
    config.endpoint = argc == 4 ? argv[3] : NULL;
    config.site = strcmp(argv[1], "huawei") == 0 ? "international" : NULL; /* whose website bills */
    if (strcmp(argv[1], "volcengine") == 0) {
        billing = BWP_POSTPAID_95; /* by the 95th percentile of what is used: see bwp providers */
    }
    client = bwp_client_new(&config, error);
    if (client == NULL) {
        fprintf(stderr, "%s\n", error);
        return BWP_NOT_DONE;
    }
    is_good = buy(client, billing, argv[2], id, sizeof id) &&
              wait_until(client, id, (bwp_goal){.until = BWP_UNTIL_BOUND, .bound_to = argv[2]}) && list(client) &&
              change(client, id, "resize", bwp_resize, (bwp_change){.bandwidth_mbps = 20}) &&
              change(client, id, "tag", bwp_set_tags, (bwp_change){.tags = &tag, .tag_count = 1}) && list(client) &&
              change(client, id, "unbind", bwp_unbind, (bwp_change){.bound_to = argv[2]}) &&
              change(client, id, "delete", bwp_delete, (bwp_change){.name = NULL});
    bwp_client_free(client);
    return is_good ? BWP_DONE : BWP_NOT_DONE;
}
