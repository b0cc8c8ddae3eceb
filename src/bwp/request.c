/* request.c - an option goes over what the file says; keys nobody knows are left for the library to name. */
#include "request.h"

#include <stddef.h>
#include <string.h>

#include "base/crypto.h"
#include "file.h"
#include "known.h"
#include "surroundings.h"
#include "view.h"

enum { MEMBERS_MAX = 64 }; /* of a request file: far more than there are fields */

/* What a request file may say of the config, beside the request itself. */
static const struct {
    const char *key;
    size_t      offset;
} config_keys[] = {
    {"provider", offsetof(struct options, config.provider)},
    {"site", offsetof(struct options, config.site)},
    {"account", offsetof(struct options, config.account)},
    {"project", offsetof(struct options, config.project)},
};
enum { CONFIG_KEYS = sizeof config_keys / sizeof config_keys[0] };

static size_t find_config_key(const char *key)
{
    size_t i = 0;

    while (i < CONFIG_KEYS && strcmp(config_keys[i].key, key) != 0)
        i++;
    return i;
}

bool request_is_config(const char *key)
{
    return find_config_key(key) < CONFIG_KEYS;
}

bool request_is_secret(const char *key)
{
    static const char *const secrets[] = {"access_key", "secret_key", "security_token", "auth_token"};

    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        if (strcmp(secrets[i], key) == 0)
            return true;
    }
    return false;
}

static bool refuse_secret(const struct options *options, const char *key, struct problem *problem)
{
    struct buf keys;

    bwpi_buf_init(&keys, sizeof problem->message);
    known_list_keys(&keys, known_site(options->config.provider, options->config.site));
    (void)problem_is(problem, key, "%s stands in the request file; keys come from the environment or a profile: set %s",
                     key, bwpi_buf_text(&keys));
    bwpi_buf_free(&keys);
    return false;
}

/* One key of the file that belongs to the config.  An option that was given goes over it. */
static bool take_config_key(struct options *options, size_t place, const struct json *member, struct problem *problem)
{
    const char *key = config_keys[place].key, *text = bwpi_json_text(member), *given;
    char       *to = (char *)options + config_keys[place].offset;

    if (bwpi_json_member(options->file, key) == NULL)
        return problem_is(problem, key, "%s stands twice in the request file; give it once", key);
    if (text == NULL && !bwpi_json_is_null(member))
        return problem_is(problem, key, "%s in the request file has to be text in quotes", key);
    memcpy(&given, to, sizeof given);
    if (given == NULL && text != NULL && *text != '\0') /* an empty one of a skeleton says nothing */
        memcpy(to, &text, sizeof text);
    return true;
}

static bool take_config_keys(struct options *options, struct problem *problem)
{
    const struct json *member;

    for (member = bwpi_json_first(options->file); member != NULL; member = bwpi_json_next(member)) {
        size_t place = find_config_key(bwpi_json_key(member));

        if (place < CONFIG_KEYS && !take_config_key(options, place, member, problem))
            return false;
    }
    for (member = bwpi_json_first(options->file); member != NULL; member = bwpi_json_next(member)) {
        if (request_is_secret(bwpi_json_key(member)))
            return refuse_secret(options, bwpi_json_key(member), problem);
    }
    return true;
}

static void put_value(struct json_writer *writer, const struct json *member)
{
    bwpi_json_put(writer, bwpi_json_key(member), member);
}

/* The tags of the file whose keys no option gave, then those of the options, in the form that the file chose. */
static bool put_tags(struct json_writer *writer, const struct json *old, const struct json *given,
                     struct problem *problem)
{
    bool is_array = bwpi_json_is_array(old);

    if (old != NULL && !is_array && !bwpi_json_is_object(old) && !bwpi_json_is_null(old))
        return problem_is(problem, "tags", "tags in the request file has to be an object or an array of key and value");
    bwpi_json_open(writer, "tags", is_array ? '[' : '{');
    for (const struct json *tag = bwpi_json_first(old); tag != NULL; tag = bwpi_json_next(tag)) {
        if (bwpi_json_member(given, is_array ? view_text(tag, "key") : bwpi_json_key(tag)) != NULL)
            continue;
        if (!is_array) {
            put_value(writer, tag);
            continue;
        }
        bwpi_json_open(writer, NULL, '{');
        for (const struct json *part = bwpi_json_first(tag); part != NULL; part = bwpi_json_next(part))
            put_value(writer, part);
        bwpi_json_close(writer, '}');
    }
    for (const struct json *tag = bwpi_json_first(given); tag != NULL; tag = bwpi_json_next(tag)) {
        if (is_array) {
            bwpi_json_open(writer, NULL, '{');
            bwpi_json_put_text(writer, "key", bwpi_json_key(tag));
            bwpi_json_put_text(writer, "value", bwpi_json_text(tag));
            bwpi_json_close(writer, '}');
        } else {
            put_value(writer, tag);
        }
    }
    bwpi_json_close(writer, is_array ? ']' : '}');
    return true;
}

/* Whether the file's member goes into the request: not if an option says the same, or if it is no field of it. */
static bool is_copied(const struct options *options, const struct json *member, const struct json *given)
{
    const char *key = bwpi_json_key(member);

    if (find_config_key(key) < CONFIG_KEYS || bwpi_json_member(given, key) != NULL)
        return false;
    if (options->tags == NULL || strcmp(key, "tags") != 0)
        return true;
    return bwpi_json_member(options->file, key) == NULL; /* it stands twice: the library is to see that */
}

/*
 * A token made here rather than by the library: then it is known from the start, and can be told whatever happens.
 * Without randomness there is none, and the library, which needs some as well, says so.
 */
static void put_own_token(struct options *options, struct json_writer *writer)
{
    char uuid[37];

    if (options->dry_run || !known_has(known_provider(options->config.provider), "client_token", false) ||
        !bwpi_random_uuid(uuid))
        return;
    bwpi_json_put_text(writer, "client_token", uuid);
    options->token_is_ours = true;
}

static bool write_arguments(struct options *options, const struct json *given, struct problem *problem)
{
    struct json_writer writer = {&options->arguments, false};
    size_t             count = 0;
    bool               has_token = *view_text(given, "client_token") != '\0';

    bwpi_json_open(&writer, NULL, '{');
    if (options->word != NULL)
        bwpi_json_put_text(&writer, "id", options->word);
    for (const struct json *member = bwpi_json_first(options->file); member != NULL; member = bwpi_json_next(member)) {
        if (++count > MEMBERS_MAX)
            return problem_is(problem, NULL, "the request file has more than %d keys, and a request has not",
                              (int)MEMBERS_MAX);
        if (strcmp(bwpi_json_key(member), "client_token") == 0) {
            const char *token = bwpi_json_text(member);

            if (bwpi_json_is_null(member) || (token != NULL && *token == '\0'))
                continue; /* not given */
            has_token = true;
        }
        if (is_copied(options, member, given))
            put_value(&writer, member);
    }
    for (const struct json *member = bwpi_json_first(given); member != NULL; member = bwpi_json_next(member))
        put_value(&writer, member);
    if (options->tags != NULL && !put_tags(&writer, bwpi_json_member(options->file, "tags"), options->tags, problem))
        return false;
    if (options->command->bit == FOR_CREATE && !has_token)
        put_own_token(options, &writer);
    if (options->command->bit != FOR_CREATE && options->dry_run)
        bwpi_json_put_bool(&writer, "preview", true);
    bwpi_json_close(&writer, '}');
    return options->arguments.state == BUF_OK || problem_memory(problem);
}

bool request_complete(struct options *options, struct problem *problem)
{
    const char  *clause = NULL;
    struct json *given = bwpi_json_parse(bwpi_buf_text(&options->given), options->given.size, &clause);
    bool         ok = given != NULL || problem_memory(problem); /* we wrote it: it is JSON */

    if (ok && options->request_file != NULL) {
        options->file = file_read_json(options->request_file, problem);
        ok = options->file != NULL && take_config_keys(options, problem);
    }
    ok = ok && surroundings_fill(options, problem);
    ok = ok && write_arguments(options, given, problem);
    bwpi_json_free(given);
    if (!ok)
        return false;
    options->request = bwpi_json_parse(bwpi_buf_text(&options->arguments), options->arguments.size, &clause);
    return options->request != NULL || problem_memory(problem);
}
