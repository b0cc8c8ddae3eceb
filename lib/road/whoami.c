/* whoami.c - who the calls of a client are signed as, and where its keys come from; never a secret. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "road/call.h"

enum { SIGNS_SHOWN = 4, SIGNS_MIN = 12 /* of a key: those of a shorter one would tell too much of it */ };

/* Stars for all signs but the last ones. */
static void put_access_key(struct json_writer *json, const char *access_key)
{
    struct buf shown = BUF_INIT(HTTP_REQUEST_MAX);
    size_t     size = access_key != NULL ? strlen(access_key) : 0;
    size_t     hidden = size < SIGNS_MIN ? size : size - SIGNS_SHOWN;

    for (size_t i = 0; i < hidden; i++)
        bwpi_buf_add_char(&shown, '*');
    if (size > hidden)
        bwpi_buf_add_text(&shown, access_key + hidden);
    bwpi_json_put_text(json, "access_key", bwpi_buf_text(&shown));
    if (shown.state != BUF_OK)
        json->to->state = shown.state;
    bwpi_buf_free(&shown);
}

static void put(struct json_writer *json, bwp_client *client, const struct keys *keys)
{
    const bwp_config *given = &client->config.given;
    const char       *site = client->config.site->name; /* a provider whose sites have names has a first one */
    char              expires_at[CLOCK_TEXT_SIZE] = "";

    if (keys->expires != 0)
        bwpi_clock_format(keys->expires, 0, expires_at);
    bwpi_json_open(json, NULL, '{');
    bwpi_json_put_text(json, "provider", client->config.provider->name);
    bwpi_json_put_text(json, "source", keys->source);
    put_access_key(json, keys->access_key);
    bwpi_json_put_text(json, "account", bwpi_client_account(client));
    bwpi_json_put_text(json, "project", given->project);
    bwpi_json_put_text(json, "site", site != NULL ? site : given->site);
    bwpi_json_put_text(json, "endpoint", client->config.address.base);
    bwpi_json_put_text(json, "expires_at", expires_at);
    bwpi_json_close(json, '}');
}

/* Where a person would look for keys that come from a file: only the first keys of a client do. */
static void say_profile(const bwp_client *client, const struct keys *keys, bwp_result *result)
{
    char sentence[TEXT_SIZE];

    if (result->outcome != BWP_DONE || strcmp(keys->source, "profile") != 0)
        return;
    (void)snprintf(sentence, sizeof sentence, "the keys stand in profile \"%.100s\" in %.300s", client->profile_name,
                   client->profile_path);
    bwpi_utf8_copy(result->message, sizeof result->message, sentence, strlen(sentence));
}

/* What is known is told also where something could not be found out. */
static void tell(struct call *call)
{
    bwp_client        *client = call->client;
    bwp_result        *result = call->result;
    struct json_writer json = {&result->whoami, false};
    struct keys       *keys = bwpi_client_hold_keys(client);
    struct fault       fault;

    put(&json, client, keys);
    say_profile(client, keys, result);
    bwpi_keys_release(keys);
    if (result->whoami.state == BUF_OK)
        return;
    bwpi_buf_clear(&result->whoami);
    (void)bwpi_fault_memory(&fault);
    bwpi_result_fault(result, &fault);
}

/* There is no step: what had to be asked was asked before. */
static enum next next_of_whoami(struct call *call)
{
    call->result->outcome = BWP_DONE;
    call->result->status = BWP_OK;
    return NEXT_OVER;
}

const struct plan bwpi_plan_whoami = {.next = next_of_whoami, .tell = tell};
