/* provider.c - tells the clouds apart by path, which is all that a client configured with one endpoint varies. */
#include "emulator.h"

#include <string.h>

static const struct {
    const char            *start;
    bool                   whole; /* the path is exactly this */
    const struct provider *provider;
} places[] = {
    {"/", true, &alibaba_provider},
    {"/v3/auth/", false,
     &huawei_iam_provider}, /* IAM, where a client asks for its account; at home a host of its own */
    {"/v3/", false, &huawei_provider},
    {"/v1/", false, &baidu_provider},
};

const struct provider *provider_by_path(const char *path)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i].whole ? strcmp(path, places[i].start) == 0 : text_starts(path, places[i].start))
            return places[i].provider;
    }
    return NULL;
}

const struct provider *provider_by_name(const char *name)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strcmp(places[i].provider->name, name) == 0)
            return places[i].provider;
    }
    return NULL;
}

const struct provider *provider_by_id(enum provider_id id)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i].provider->id == id)
            return places[i].provider;
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

/* Answers in the provider's own error form; always false, so that checks can be chained with && and end here. */
bool refuse(struct exchange *exchange, const struct refusal *refusal, const char *format, ...)
{
    const char *details;
    va_list     arguments;

    va_start(arguments, format);
    details = memory_vprint(&exchange->memory, format, arguments);
    va_end(arguments);
    exchange->done = false;
    exchange->provider->write_error(exchange, refusal->status, refusal->code,
                                    memory_print(&exchange->memory, "%s%s", refusal->message, details));
    return false;
}
