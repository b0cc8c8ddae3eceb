/* clients.c - a config is written in the order of the options, so that the same one always reads the same. */
#include "clients.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "known.h"
#include "values.h"
#include "view.h"

enum { CONFIG_MAX = 2 * 1024 * 1024 };

/* A member that is null or "" says nothing, as everywhere. */
static const struct json *given(const struct json *config, const char *key)
{
    const struct json *member = bwpi_json_member(config, key);
    const char        *text = bwpi_json_text(member);

    return bwpi_json_is_null(member) || (text != NULL && *text == '\0') ? NULL : member;
}

/* What the options say, unless it means nothing to the provider: they are for all lines, and not every line's is. */
static void put_option(struct json_writer *writer, const struct option *option, const struct options *options,
                       const struct json *known)
{
    const char *place = (const char *)options + option->offset, *text = NULL;
    uint32_t    number = 0;

    if (option->only != NULL && !known_has(known, option->only, true))
        return;
    if (option->set == own_number) {
        memcpy(&number, place, sizeof number);
        if (number > 0)
            bwpi_json_put_uint(writer, option->key, number);
    } else {
        memcpy(&text, place, sizeof text);
        if (text != NULL)
            bwpi_json_put_text(writer, option->key, text);
    }
}

static bool is_for_batch(const struct option *option)
{
    return option_reaches(option) && (option->commands & FOR_BATCH) != 0;
}

static bool has_option(const char *key)
{
    const struct option *option;

    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        if (is_for_batch(option) && strcmp(option->key, key) == 0)
            return true;
    }
    return false;
}

static void write_config(struct buf *to, const struct json *config, const struct options *options,
                         const struct json *known)
{
    struct json_writer   writer = {to, false};
    const struct option *option;

    bwpi_json_open(&writer, NULL, '{');
    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        if (!is_for_batch(option))
            continue;
        if (given(config, option->key) != NULL)
            bwpi_json_put(&writer, option->key, given(config, option->key));
        else
            put_option(&writer, option, options, known);
    }
    for (const struct json *member = bwpi_json_first(config); member != NULL; member = bwpi_json_next(member)) {
        if (!has_option(bwpi_json_key(member)))
            bwpi_json_put(&writer, bwpi_json_key(member), member);
    }
    if (bwpi_json_member(config, "user_agent") == NULL)
        bwpi_json_put_text(&writer, "user_agent", OPTIONS_USER_AGENT);
    bwpi_json_close(&writer, '}');
}

/* What a client says, or else the options; "" where neither does. */
static const char *text_of(const struct json *config, const char *key, const char *option)
{
    const char *text = bwpi_json_text(given(config, key));

    if (text == NULL)
        text = option;
    return text != NULL ? text : "";
}

/* The digest of these members of an object, as far as they say anything. */
static bool digest(const struct json *object, const char *const keys[], size_t count, const struct crypto *crypto,
                   char to[CRYPTO_HEX_SIZE])
{
    struct buf         text = BUF_INIT(CONFIG_MAX);
    struct json_writer writer = {&text, false};
    bool               ok;

    bwpi_json_open(&writer, NULL, '{');
    for (size_t i = 0; i < count; i++) {
        if (given(object, keys[i]) != NULL)
            bwpi_json_put(&writer, keys[i], given(object, keys[i]));
    }
    bwpi_json_close(&writer, '}');
    ok = text.state == BUF_OK && bwpi_sha256_hex(crypto, bwpi_buf_text(&text), text.size, to);
    bwpi_buf_free(&text);
    return ok;
}

/* What tells where a purchase is made from a config; how it gets there may change meanwhile. */
static bool add_place(struct client *made, const struct crypto *crypto)
{
    static const char *const keys[] = {"provider", "site", "endpoint", "account", "project"};
    const char              *clause;
    struct json             *config = bwpi_json_parse(made->config, strlen(made->config), &clause);
    bool                     ok;

    if (config == NULL && clause != NULL)
        return true; /* nor does a client come of it */
    ok = config != NULL && digest(config, keys, sizeof keys / sizeof keys[0], crypto, made->to);
    bwpi_json_free(config);
    return ok;
}

/*
 * Keys may be exchanged for others of the same account, so the account counts where it is known.  Elsewhere the last
 * signs of the access key tell one from another, unless the keys expire: such keys are others each time.
 */
static bool digest_whoami(struct client *client, const struct json *whoami, const struct crypto *crypto)
{
    static const char *const keys[] = {"account", "project", "site", "endpoint", "access_key"};
    size_t                   count = sizeof keys / sizeof keys[0];

    if (*view_text(whoami, "account") != '\0' || *view_text(whoami, "expires_at") != '\0')
        count--;
    return digest(whoami, keys, count, crypto, client->by);
}

bool client_identify(struct client *client, const bwp_result *whoami, const struct crypto *crypto)
{
    const char  *text = bwp_result_whoami(whoami), *clause;
    struct json *json;
    bool         ok;

    client->is_identified = true;
    if (bwp_result_outcome(whoami) != BWP_DONE) {
        (void)snprintf(client->field, sizeof client->field, "%s", bwp_result_field(whoami));
        (void)problem_is(&client->unidentified, client->field, "%s", bwp_result_message(whoami));
        client->unidentified.status = bwp_status_name(bwp_result_status(whoami));
        return true;
    }
    json = bwpi_json_parse(text, strlen(text), &clause);
    ok = json != NULL && digest_whoami(client, json, crypto);
    bwpi_json_free(json);
    return ok;
}

/* Takes over the text of its config; options are those of this client alone. */
static struct client *make(char *config, const struct options *options, const struct crypto *crypto)
{
    struct client *made = calloc(1, sizeof *made);
    const char    *provider = options->config.provider;
    char           error[BWP_ERROR_SIZE] = "";

    if (made == NULL) {
        free(config);
        return NULL;
    }
    made->config = config;
    if (!add_place(made, crypto)) {
        free(made->config);
        free(made);
        return NULL;
    }
    (void)snprintf(made->provider, sizeof made->provider, "%s", provider);
    made->known = known_provider(provider);
    made->client = bwp_client_new_json(config, error);
    if (made->client == NULL)
        result_explain_no_client(error, options, made->field, &made->problem);
    return made;
}

struct client *clients_take(struct clients *clients, const struct json *config, const struct options *options,
                            struct problem *problem)
{
    const char    *provider = text_of(config, "provider", options->config.provider);
    struct options own = *options;
    struct buf     text = BUF_INIT(CONFIG_MAX);
    char          *taken;
    struct client *made;

    write_config(&text, config, options, known_provider(provider));
    taken = bwpi_buf_take(&text);
    bwpi_buf_free(&text);
    for (size_t i = 0; taken != NULL && i < clients->count; i++) {
        if (strcmp(clients->list[i]->config, taken) == 0) {
            free(taken);
            return clients->list[i];
        }
    }
    if (taken != NULL && clients->count == CLIENTS_MAX) {
        free(taken);
        (void)problem_is(problem, "client", "there are more than %d different clients; split the file",
                         (int)CLIENTS_MAX);
        return NULL;
    }
    own.config.provider = provider;
    own.config.site = text_of(config, "site", options->config.site);
    own.config.credentials = text_of(config, "credentials", options->config.credentials);
    made = taken != NULL ? make(taken, &own, clients->crypto) : NULL;
    if (made == NULL)
        (void)problem_memory(problem);
    else
        clients->list[clients->count++] = made;
    return made;
}

void clients_free(struct clients *clients)
{
    for (size_t i = 0; i < clients->count; i++) {
        bwp_client_free(clients->list[i]->client);
        free(clients->list[i]->config);
        free(clients->list[i]);
    }
    clients->count = 0;
}
