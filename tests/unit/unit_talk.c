/* unit_talk.c - answers a call step by step, and asks its plan what comes next. */
#include "unit_talk.h"

#include <stdio.h>
#include <string.h>

void talk_begin(struct talk *talk, const char *provider, const struct plan *plan)
{
    static const bwp_request asked = {.name = "n",
                                      .bandwidth_mbps = 5,
                                      .area_a = "china",
                                      .area_b = "asia-pacific",
                                      .billing = BWP_POSTPAID,
                                      .bind_to = "",
                                      .resource_group = ""};
    bwp_config               config = unit_config(provider);

    talk->client = unit_client(&config);
    talk->result = bwpi_result_new();
    assert_non_null(talk->result);
    talk->result->provider = talk->client->config.provider;
    talk->result->order.request = asked;
    talk->result->order.filter = (bwp_filter){
        .name = "", .status = "", .bound_to = "", .resource_group = "", .limit = 10000};
    talk->result->order.change = (bwp_change){.bound_to = "", .client_token = ""};
    talk->result->order.goal = (bwp_goal){.bound_to = "", .timeout_ms = 60000};
    memcpy(talk->result->order.id, "i", 2);
    bwpi_call_begin(&talk->call, talk->client, plan, talk->result);
}

void talk_end(struct talk *talk)
{
    bwpi_call_end(&talk->call);
    bwp_result_free(talk->result);
    bwp_client_free(talk->client);
}

enum next talk_ask(struct talk *talk)
{
    return talk->call.plan->next(&talk->call);
}

enum next talk_answer(struct talk *talk, bwp_outcome outcome, bwp_status status, const char *marker)
{
    struct reply *reply = &talk->result->reply;

    talk->result->outcome = outcome;
    talk->result->status = status;
    talk->result->message[0] = '\0';
    (void)snprintf(reply->marker, sizeof reply->marker, "%s", marker);
    talk->call.steps_ended++;
    return talk_ask(talk);
}

void talk_has(struct talk *talk, const struct description *description)
{
    assert_true(bwpi_packages_add(&talk->result->reply.packages, description));
}

void talk_has_id(struct talk *talk, const char *id)
{
    const struct description description = {.id = id, .name = "n"};

    talk_has(talk, &description);
}

void talk_forget(struct talk *talk)
{
    bwpi_answer_forget(talk->result);
}

enum next talk_refuse(struct talk *talk, bwp_status status, enum meaning meaning, const char *code)
{
    bwp_result *result = talk->result;

    talk_forget(talk);
    result->response.failure = HTTP_ANSWERED;
    result->reply.verdict = REPLY_REFUSED;
    result->reply.status = result->status = status;
    result->reply.meaning = meaning;
    result->outcome = BWP_NOT_DONE;
    (void)snprintf(result->reply.code, sizeof result->reply.code, "%s", code);
    (void)snprintf(result->message, sizeof result->message, "refused");
    talk->call.steps_ended++;
    return talk_ask(talk);
}
