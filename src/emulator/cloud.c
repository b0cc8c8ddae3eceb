/* cloud.c - finds the cloud that a request is for, the keys that may sign, and a cloud's own way to say no. */
#include "cloud.h"

#include <string.h>

#define ADDRESS_OF_CLOUD(name) &name##_cloud,
static const struct cloud *const clouds[] = {EACH_CLOUD(ADDRESS_OF_CLOUD)};
_Static_assert(sizeof clouds / sizeof clouds[0] <= CLOUDS_MAX, "CLOUDS_MAX has to grow with the list");

size_t cloud_count(void)
{
    return sizeof clouds / sizeof clouds[0];
}

const struct cloud *cloud_at(size_t index)
{
    return clouds[index];
}

size_t cloud_index(const struct cloud *cloud)
{
    size_t index = 0;

    while (clouds[index] != cloud)
        index++;
    return index;
}

const char *const verbs[] = {"create", "get",    "list",   "update", "resize", "bind", "unbind", "tag",
                             "untag",  "delete", "whoami", "token",  "role",   "keys", NULL};

const struct cloud *cloud_of(struct exchange *exchange)
{
    if (text_starts(exchange->path, "/emulator/"))
        return NULL;
    for (size_t i = 0; i < cloud_count(); i++) {
        if (clouds[i]->carries(exchange))
            return clouds[i];
    }
    for (size_t i = 0; i < cloud_count(); i++) {
        if (clouds[i]->claims(exchange))
            return clouds[i];
    }
    return NULL;
}

const struct cloud *cloud_by_name(const char *name)
{
    for (size_t i = 0; i < cloud_count(); i++) {
        if (strcmp(clouds[i]->name, name) == 0)
            return clouds[i];
    }
    return NULL;
}

const char *cloud_names(struct memory *memory)
{
    struct text text = text_new(memory);

    for (size_t i = 0; i < cloud_count(); i++)
        text_print(&text, "%s%s", i == 0 ? "" : i + 1 == cloud_count() ? " or " : ", ", clouds[i]->name);
    return text.data;
}

const struct key *key_find(const char *access_key)
{
    static const struct key keys[] = {
        {EMULATOR_ACCESS_KEY, EMULATOR_SECRET_KEY, NULL},
        {EMULATOR_TEMPORARY_KEY, EMULATOR_TEMPORARY_SECRET, EMULATOR_SECURITY_TOKEN},
    };

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(keys[i].access_key, access_key) == 0)
            return &keys[i];
    }
    return NULL;
}

static bool pattern_fits(const char *pattern, const char *path)
{
    while (*pattern != '\0') {
        if (text_starts(pattern, "{}")) {
            size_t segment = strcspn(path, "/");

            if (segment == 0)
                return false;
            pattern += 2;
            path += segment;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

const struct route *route_find(const struct route *routes, size_t count, const char *method, const char *path)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(routes[i].method, method) == 0 && pattern_fits(routes[i].pattern, path))
            return &routes[i];
    }
    return NULL;
}

const char *path_segment(struct exchange *exchange, unsigned number)
{
    const char *segment = exchange->path;

    do {
        segment = strchr(segment, '/');
        if (segment == NULL)
            return "";
        segment++;
    } while (number-- > 0);
    return text_decode(&exchange->memory, segment, strcspn(segment, "/"), false);
}

bool refuse(struct exchange *exchange, const struct refusal *refusal, const char *format, ...)
{
    const char *details;
    va_list     arguments;

    va_start(arguments, format);
    details = memory_vprint(&exchange->memory, format, arguments);
    va_end(arguments);
    exchange->done = false;
    exchange->refused_code = refusal->code;
    exchange->refused_message = memory_print(&exchange->memory, "%s%s", refusal->message, details);
    exchange->cloud->write_error(exchange, refusal->status, refusal->code, exchange->refused_message);
    return false;
}
