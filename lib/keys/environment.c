/* environment.c - a variable that is set to nothing counts as not set, as in the vendors' own tools. */
#include "keys/environment.h"

#include <stdlib.h>

#include "base/ascii.h"

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
