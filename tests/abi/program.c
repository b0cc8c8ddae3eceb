/* program.c - a program of the day of a release: compiled with its header and linked with its names, it has to run with
 * today's library.
 *
 * Behind each struct lie bytes that are no part of it, so that a library that reads further than struct_size says takes
 * them for an address or a number.  What a later release adds is used #if BWP_VERSION_NUMBER >= its number. */
#include <stdio.h>
#include <string.h>

#include <bwp/bwp.h>

#define BEYOND 256
#define OLD(type)                                                                                                      \
    struct {                                                                                                           \
        type          it;                                                                                              \
        unsigned char beyond[BEYOND];                                                                                  \
    }
/* Empty but for its size, with something behind it. */
#define BEGIN(old)                                                                                                     \
    (memset(&(old), 0, sizeof(old)), memset((old).beyond, 0xa5, BEYOND),                                               \
     (void)((old).it.struct_size = sizeof((old).it)))

static int failures;

/* Frees the result, which stands behind a pointer because the call that makes it is part of what has to hold. */
static void hold(int holds, const char *what, bwp_result *const *result)
{
    (void)printf("%s %s\n", holds ? "holds:" : "does not hold:", what);
    if (!holds) {
        failures++;
        (void)printf("    %s %s\n", bwp_result_field(*result), bwp_result_message(*result));
    }
    bwp_result_free(*result);
}

static const char *id_of(const bwp_result *result)
{
    return bwp_package_id(bwp_result_package(result, 0));
}

static void saw(void *user, const bwp_package *package, uint32_t elapsed_ms)
{
    (void)elapsed_ms;
    *(int *)user += bwp_package_state(package) == BWP_STATE_READY;
}

/* ENDPOINT NAME: the name is that of the package, and no other program of this emulator may use it. */
int main(int argc, char **argv)
{
    OLD(bwp_config) config;
    OLD(bwp_request) request;
    OLD(bwp_goal) goal;
    OLD(bwp_filter) filter;
    OLD(bwp_change) change;
    OLD(bwp_batch_options) options;
    char        error[BWP_ERROR_SIZE], token[64], id[128] = "";
    int         seen = 0;
    void       *user = NULL;
    bwp_client *client;
    bwp_result *result;
    bwp_batch  *batch;

    if (argc != 3)
        return puts("usage: program ENDPOINT NAME"), 1;
    BEGIN(config);
    config.it.provider = "baidu";
    config.it.endpoint = argv[1];
    config.it.access_key = "emulator-access-key";
    config.it.secret_key = "emulator-secret-key";
    client = bwp_client_new(&config.it, error);
    if (client == NULL)
        return puts(error), 1;

    BEGIN(request);
    request.it.name = argv[2];
    request.it.bandwidth_mbps = 5;
    request.it.area_a = request.it.area_b = "china";
    request.it.billing = BWP_POSTPAID;
    request.it.client_token = argv[2];
    hold(bwp_create(client, &request.it, &result) == BWP_DONE && strncmp(id_of(result), "csnBp-", 6) == 0 &&
             snprintf(id, sizeof id, "%s", id_of(result)) > 0,
         "a request buys", &result);

    BEGIN(goal);
    goal.it.until = BWP_UNTIL_READY;
    goal.it.timeout_ms = 60000;
    goal.it.progress = saw;
    goal.it.progress_user = &seen;
    hold(bwp_wait(client, id, &goal.it, &result) == BWP_DONE && seen == 1, "a goal is waited for", &result);

    BEGIN(filter);
    filter.it.name = argv[2];
    filter.it.limit = 10;
    hold(bwp_list(client, &filter.it, &result) == BWP_DONE && bwp_result_package_count(result) == 1, "a filter finds",
         &result);

    BEGIN(change);
    change.it.name = "today";
    hold(bwp_update(client, id, &change.it, &result) == BWP_DONE, "a change is made", &result);
    hold(bwp_get(client, id, &result) == BWP_DONE &&
             strcmp(bwp_package_name(bwp_result_package(result, 0)), "today") == 0,
         "and can be seen", &result);
    hold(bwp_delete(client, id, NULL, &result) == BWP_DONE, "it ends", &result);

    BEGIN(options);
    options.it.in_flight_max = 2;
    batch = bwp_batch_new(&options.it, error);
    (void)snprintf(token, sizeof token, "%s-2", argv[2]);
    request.it.client_token = token;
    if (batch == NULL || bwp_batch_create(batch, client, &request.it, &seen) != BWP_OK)
        return puts("no batch"), 1;
    while (bwp_batch_step(batch, -1) > 0)
        continue;
    result = bwp_batch_next(batch, &user);
    hold(result != NULL && user == &seen && bwp_result_outcome(result) == BWP_DONE, "a batch buys", &result);
    bwp_batch_free(batch);
    bwp_client_free(client);
    return failures;
}
