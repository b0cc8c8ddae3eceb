/* known.c - the text of bwp_providers_json(), read once. */
#include "known.h"

#include <stdlib.h>
#include <string.h>

#include <bwp/bwp.h>

#include "view.h"

static struct json *all; /* until known_free() */

const struct json *known_first(void)
{
    if (all == NULL) {
        const char *problem;
        char       *text = bwp_providers_json();

        all = bwpi_json_parse(text, strlen(text), &problem);
        bwp_free(text);
    }
    return bwpi_json_first(bwpi_json_member(all, "providers"));
}

void known_free(void)
{
    bwpi_json_free(all);
    all = NULL;
}

const struct json *known_provider(const char *name)
{
    const struct json *provider = known_first();

    while (provider != NULL && (name == NULL || strcmp(view_text(provider, "name"), name) != 0))
        provider = bwpi_json_next(provider);
    return provider;
}

const struct json *known_site(const char *provider, const char *site)
{
    const struct json *known = known_provider(provider), *one = bwpi_json_first(bwpi_json_member(known, "sites"));

    while (one != NULL && (site == NULL || strcmp(view_text(one, "name"), site) != 0))
        one = bwpi_json_next(one);
    return one != NULL ? one : known;
}

bool known_has(const struct json *provider, const char *path, bool unsaid)
{
    const char        *dot = strchr(path, '.');
    char               key[32];
    size_t             size = dot != NULL ? (size_t)(dot - path) : strlen(path);
    const struct json *value;
    bool               flag = unsaid;

    if (size >= sizeof key)
        return unsaid;
    memcpy(key, path, size);
    key[size] = '\0';
    value = bwpi_json_member(provider, key);
    if (bwpi_json_is_array(value)) {
        for (value = bwpi_json_first(value); value != NULL; value = bwpi_json_next(value)) {
            const char *word = bwpi_json_text(value);

            if (word != NULL && dot != NULL && strcmp(word, dot + 1) == 0)
                return true;
        }
        return false;
    }
    if (dot != NULL)
        value = bwpi_json_member(value, dot + 1);
    return bwpi_json_boolean(value, &flag) ? flag : unsaid;
}

bool known_list_names(struct buf *to, const char *path, bool unsaid, const char *last_word)
{
    size_t count = 0, listed = 0, have = 0;

    for (const struct json *provider = known_first(); provider != NULL; provider = bwpi_json_next(provider)) {
        count++;
        have += path == NULL || known_has(provider, path, unsaid);
    }
    for (const struct json *provider = known_first(); provider != NULL; provider = bwpi_json_next(provider)) {
        if (path != NULL && !known_has(provider, path, unsaid))
            continue;
        listed++;
        bwpi_buf_add_text(to, listed == 1 ? "" : listed < have ? ", " : last_word);
        bwpi_buf_add_text(to, view_text(provider, "name"));
    }
    return have > 0 && have < count;
}

bool known_list_variables(struct buf *to, const struct json *provider, const char *field)
{
    const struct json *names = bwpi_json_member(bwpi_json_member(provider, "variables"), field);
    const struct json *first = bwpi_json_first(names);

    for (const struct json *name = first; name != NULL; name = bwpi_json_next(name)) {
        const char *text = bwpi_json_text(name);

        bwpi_buf_add_text(to, name == first ? "" : name == bwpi_json_next(first) ? " (or " : ", ");
        bwpi_buf_add_text(to, text != NULL ? text : "");
    }
    bwpi_buf_add_text(to, bwpi_json_next(first) != NULL ? ")" : "");
    return first != NULL;
}

/* Whether one of the variables of a field is set to something. */
static bool is_set(const struct json *provider, const char *field)
{
    const struct json *names = bwpi_json_member(bwpi_json_member(provider, "variables"), field);

    for (const struct json *name = bwpi_json_first(names); name != NULL; name = bwpi_json_next(name)) {
        const char *text = bwpi_json_text(name);
        const char *value = text != NULL ? getenv(text) : NULL;

        if (value != NULL && *value != '\0')
            return true;
    }
    return false;
}

bool known_lacks_keys(const struct json *provider)
{
    return provider != NULL && !is_set(provider, "access_key") && !is_set(provider, "secret_key");
}

bool known_explain_keys(struct buf *to, const struct json *provider)
{
    if (!known_lacks_keys(provider))
        return false;
    bwpi_buf_add_text(to, "there are no keys: set ");
    known_list_keys(to, provider);
    bwpi_buf_add_text(to, " in the environment, or keep them where the provider's own tools do");
    return true;
}

static void list_pair(struct buf *to, const struct json *provider)
{
    if (!known_list_variables(to, provider, "access_key"))
        return;
    bwpi_buf_add_text(to, " and ");
    (void)known_list_variables(to, provider, "secret_key");
}

void known_list_keys(struct buf *to, const struct json *provider)
{
    if (provider != NULL)
        list_pair(to, provider);
    for (const struct json *one = provider == NULL ? known_first() : NULL; one != NULL; one = bwpi_json_next(one)) {
        bwpi_buf_add_text(to, one == known_first() ? "" : "; ");
        list_pair(to, one);
        bwpi_buf_add_text(to, " for ");
        bwpi_buf_add_text(to, view_text(one, "name"));
    }
}
