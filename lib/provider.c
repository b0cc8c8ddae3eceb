/* provider.c - the list of providers; one more provider is one more line. */
#include "provider.h"

#include <string.h>

static const struct provider *const providers[] = {&bwpi_huawei, &bwpi_alibaba, &bwpi_baidu, &bwpi_volcengine};

const struct provider *bwpi_provider_at(size_t index)
{
    return index < sizeof providers / sizeof providers[0] ? providers[index] : NULL;
}

const struct provider *bwpi_provider_find(const char *name)
{
    for (size_t i = 0; bwpi_provider_at(i) != NULL; i++) {
        if (strcmp(providers[i]->name, name) == 0)
            return providers[i];
    }
    return NULL;
}

const struct site *bwpi_provider_site(const struct provider *provider, const char *name)
{
    const struct site *sites = provider->sites;

    if (*name == '\0' || sites[0].name == NULL)
        return &sites[0];
    for (size_t i = 0; i < SITES_MAX && sites[i].name != NULL; i++) {
        if (strcmp(sites[i].name, name) == 0)
            return &sites[i];
    }
    return NULL;
}
