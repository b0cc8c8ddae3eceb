/* environment.h - keys must not come from the shell of whoever runs the tests or a fuzzer. */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <stddef.h>
#include <stdlib.h>

#include "count.h"
#include "provider.h"

static inline void environment_forget_site(const struct environment *names)
{
    const char *const *lists[] = {
        names->access_key,   names->secret_key,          names->security_token, names->account,
        names->project,      names->iam_endpoint,        names->sts_endpoint,   names->metadata_role,
        names->metadata_off, names->metadata_needs_token};

    for (size_t i = 0; i < COUNT(lists); i++) {
        for (const char *const *name = lists[i]; name != NULL && *name != NULL; name++)
            (void)unsetenv(*name);
    }
}

/* Takes every variable that a provider looks at out of the environment of this program. */
static inline void environment_forget(void)
{
    (void)unsetenv("HOME"); /* below which the profiles of the provider's tools stand */
    for (size_t i = 0; bwpi_provider_at(i) != NULL; i++) {
        for (size_t j = 0; j < SITES_MAX; j++)
            environment_forget_site(&bwpi_provider_at(i)->sites[j].environment);
        for (const struct profile_file *file = bwpi_provider_at(i)->profiles; file->path != NULL; file++) {
            const char *variables[] = {file->path_variable, file->name_variable, file->off_variable};

            for (size_t j = 0; j < COUNT(variables); j++) {
                if (variables[j] != NULL)
                    (void)unsetenv(variables[j]);
            }
        }
    }
}

#endif
