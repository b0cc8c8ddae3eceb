/* soak_life.c - what happens to a package after it was bought: every change at most once, so that each can be counted.
 */
#include "soak.h"

#include <stdio.h>
#include <string.h>

#include "wire.h"

const char *soak_verb_name(enum soak_verb verb)
{
    static const char *const names[SOAK_VERBS] = {"update", "resize", "bind", "unbind", "tag",
                                                  "untag",  "delete", "get",  "find"};

    return names[verb];
}

struct life {
    struct soak       *soak;
    struct soak_line  *line;
    bwp_client        *client;
    size_t             provider;
    struct soak_call  *call;
    struct soak_dice  *dice;
    const bwp_request *request;
    char               name[SOAK_NAME_SIZE];
};

static bwp_outcome ask(const struct life *life, enum soak_verb verb, bwp_result **result)
{
    const char *id = life->call->id;
    char        renamed[SOAK_NAME_SIZE + 8];
    bwp_tag     tag = {"soak", "1"};
    bwp_change  name = {.struct_size = sizeof name, .name = renamed};
    bwp_change  size = {.struct_size = sizeof size, .bandwidth_mbps = 20};
    bwp_change  bound = {.struct_size = sizeof bound, .bound_to = life->name};
    bwp_change  tags = {.struct_size = sizeof tags, .tags = &tag, .tag_count = 1};

    (void)snprintf(renamed, sizeof renamed, "%s-new", life->name);
    size.auto_pay = life->provider == SOAK_HUAWEI && life->call->is_prepaid;
    switch (verb) {
    case SOAK_UPDATE:
        return bwp_update(life->client, id, &name, result);
    case SOAK_RESIZE:
        return bwp_resize(life->client, id, &size, result);
    case SOAK_BIND:
        return bwp_bind(life->client, id, &bound, result);
    case SOAK_UNBIND:
        return bwp_unbind(life->client, id, soak_roll(life->dice, 2) == 0 ? NULL : &bound, result);
    case SOAK_SET_TAGS:
        return bwp_set_tags(life->client, id, &tags, result);
    case SOAK_REMOVE_TAGS:
        return bwp_remove_tags(life->client, id, &tags, result);
    case SOAK_DELETE:
        return bwp_delete(life->client, id, NULL, result);
    case SOAK_GET:
        return bwp_get(life->client, id, result);
    case SOAK_FIND:
        return bwp_find(life->client, life->request, 0, result);
    case SOAK_VERBS:
        break;
    }
    return BWP_UNKNOWN;
}

static void do_one(const struct life *life, enum soak_verb verb)
{
    struct soak_change *change = &life->call->verbs[verb];
    bwp_result         *result = NULL;

    if (soak_roll(life->dice, 100) < 55)
        soak_harm(life->soak, life->line, life->provider, life->dice);
    change->was_asked = true;
    change->outcome = ask(life, verb, &result);
    change->status = bwp_result_status(result);
    change->attempts = bwp_result_attempts(result);
    if (verb == SOAK_FIND)
        (void)snprintf(life->call->found_id, sizeof life->call->found_id, "%s",
                       bwp_package_id(bwp_result_package(result, 0)));
    bwp_result_free(result);
}

/* Whether a verb can only fail for a fault: a package that may be bound is not deleted, what is prepaid never is. */
static bool makes_sense(const struct life *life, enum soak_verb verb)
{
    const struct soak_change *verbs = life->call->verbs;
    bool                      tags = life->provider != SOAK_BAIDU;

    switch (verb) {
    case SOAK_UNBIND:
        return verbs[SOAK_BIND].was_asked && verbs[SOAK_BIND].outcome == BWP_DONE;
    case SOAK_SET_TAGS:
        return tags;
    case SOAK_REMOVE_TAGS:
        return verbs[SOAK_SET_TAGS].was_asked && verbs[SOAK_SET_TAGS].outcome == BWP_DONE;
    case SOAK_DELETE:
        return !life->call->is_prepaid && (!verbs[SOAK_BIND].was_asked || verbs[SOAK_BIND].outcome == BWP_NOT_DONE ||
                                           (verbs[SOAK_UNBIND].was_asked && verbs[SOAK_UNBIND].outcome == BWP_DONE));
    default:
        return true;
    }
}

void soak_live(struct soak *soak, struct soak_line *line, bwp_client *client, size_t provider, size_t number,
               struct soak_dice *dice, const bwp_request *request)
{
    struct life life = {.soak = soak,
                        .line = line,
                        .client = client,
                        .provider = provider,
                        .dice = dice,
                        .request = request,
                        .call = &soak->calls[provider][number]};

    soak_name(soak, provider, number, life.name);
    if (life.call->outcome == BWP_UNKNOWN && soak_roll(dice, 4) == 0)
        do_one(&life, SOAK_FIND);
    if (life.call->outcome != BWP_DONE)
        return;
    if (soak_roll(dice, 3) == 0)
        do_one(&life, SOAK_GET);
    for (int verb = 0; verb < SOAK_CHANGES; verb++) {
        if (makes_sense(&life, (enum soak_verb)verb) && soak_roll(dice, 2) == 0)
            do_one(&life, (enum soak_verb)verb);
    }
}
