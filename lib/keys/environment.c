/* environment.c - a variable that is set to nothing counts as not set, as in the vendors' own tools. */
#include "keys/environment.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

void bwpi_environment_lists(const struct environment *names, struct variable_list lists[VARIABLE_LIST_COUNT])
{
    const struct variable_list all[VARIABLE_LIST_COUNT] = {{"access_key", names->access_key},
                                                           {"secret_key", names->secret_key},
                                                           {"security_token", names->security_token},
                                                           {"account", names->account},
                                                           {"project", names->project},
                                                           {"iam_endpoint", names->iam_endpoint},
                                                           {"sts_endpoint", names->sts_endpoint},
                                                           {"metadata_role", names->metadata_role},
                                                           {"metadata_off", names->metadata_off},
                                                           {"metadata_needs_token", names->metadata_needs_token}};

    memcpy(lists, all, sizeof all);
}

struct found bwpi_environment_find(const char *const *variables)
{
    struct found none = {"", NULL};

    for (; variables != NULL && *variables != NULL; variables++) {
        const char *text = getenv(*variables);

        if (text != NULL && *text != '\0')
            return (struct found){text, *variables};
    }
    return none;
}

struct found bwpi_environment_find_true(const char *const *variables)
{
    struct found found = bwpi_environment_find(variables), none = {"", NULL};

    return bwpi_ascii_equal(found.text, "true") ? found : none;
}
