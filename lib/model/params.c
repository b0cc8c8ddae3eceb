/* params.c - flat parameters: only what was given, lists with their numbers in the names, and provider_options. */
#include "model/params.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "net/message.h"

void bwpi_params_add_given(struct pairs *params, const char *name, const char *value)
{
    if (*value != '\0')
        bwpi_pairs_add(params, name, value);
}

void bwpi_params_add_tags(struct pairs *params, const char *name, const bwp_tag *tags, size_t count)
{
    char numbered[48];

    for (size_t i = 0; i < count; i++) {
        (void)snprintf(numbered, sizeof numbered, "%s.%zu.Key", name, i + 1);
        bwpi_pairs_add(params, numbered, tags[i].key);
        (void)snprintf(numbered, sizeof numbered, "%s.%zu.Value", name, i + 1);
        bwpi_pairs_add(params, numbered, tags[i].value);
    }
}

void bwpi_params_add_keys(struct pairs *params, const char *name, const bwp_tag *tags, size_t count)
{
    char numbered[48];

    for (size_t i = 0; i < count; i++) {
        (void)snprintf(numbered, sizeof numbered, "%s.%zu", name, i + 1);
        bwpi_pairs_add(params, numbered, tags[i].key);
    }
}

static bool is_reserved(const struct reserved *reserved, const char *name)
{
    size_t size = strcspn(reserved->name, "*");
    char   start[64];

    (void)snprintf(start, sizeof start, "%.*s", (int)size, reserved->name);
    return reserved->name[size] == '*' ? bwpi_ascii_starts(name, start) : bwpi_ascii_equal(reserved->name, name);
}

static const struct reserved *find_reserved(const struct reserved *reserved, const char *name)
{
    while (reserved->name != NULL && !is_reserved(reserved, name))
        reserved++;
    return reserved->name != NULL ? reserved : NULL;
}

/* null removes a parameter, everything else replaces it. */
static void put_option(struct pairs *params, const char *name, const struct json *option)
{
    struct buf value = BUF_INIT(HTTP_REQUEST_MAX);

    bwpi_pairs_remove(params, name);
    if (bwpi_json_text(option) != NULL)
        bwpi_pairs_add(params, name, bwpi_json_text(option));
    else if (!bwpi_json_is_null(option)) {
        bwpi_json_print(&value, option);
        bwpi_pairs_add(params, name, bwpi_buf_text(&value));
    }
    if (value.state != BUF_OK)
        params->text.state = value.state;
    bwpi_buf_free(&value);
}

bwp_status bwpi_params_merge(const char *seller, const struct reserved *reserved, const struct order *order,
                             struct pairs *params, struct fault *fault)
{
    for (const struct json *option = bwpi_json_first(order->options); option != NULL; option = bwpi_json_next(option)) {
        const char            *name = bwpi_json_key(option);
        const struct reserved *found = find_reserved(reserved, name);

        if (bwpi_json_is_object(option) || bwpi_json_is_array(option))
            return bwpi_fault(
                fault, BWP_ERR_ARGUMENT, "provider_options",
                "provider_options.%.60s is not flat; %s's parameters are text, numbers, true or false, and lists have "
                "numbers in their names, such as Name.1",
                name, seller);
        if (found != NULL)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "provider_options",
                              "provider_options.%s belongs to the call itself; leave it out: %s", name, found->instead);
        put_option(params, name, option);
    }
    return BWP_OK;
}
