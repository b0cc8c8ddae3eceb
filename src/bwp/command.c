/* command.c - a new command is a row here, a bit in command.h, and a file with its run function. */
#include "command.h"

#include <stdint.h>
#include <string.h>

#include "nearest.h"

const struct command command_table[] = {
    {"create", {NULL, NULL}, FOR_CREATE, "OPTIONS", NULL, "buy one; spends money", create_run},
    {"providers",
     {NULL, NULL},
     FOR_PROVIDERS,
     "[NAME] [--json]",
     "NAME",
     "who sells what: areas, billing, periods, limits",
     providers_run},
    {"help", {"--help", "-h"}, FOR_HELP, "[COMMAND]", "COMMAND", "this, or all about one command", help_run},
    {"version", {"--version", "-V"}, FOR_VERSION, "", NULL, "this program's version and the library's", version_run},
};
const size_t command_count = sizeof command_table / sizeof command_table[0];

static bool is_called(const struct command *command, const char *name)
{
    for (size_t i = 0; i < sizeof command->other_names / sizeof command->other_names[0]; i++) {
        if (command->other_names[i] != NULL && strcmp(command->other_names[i], name) == 0)
            return true;
    }
    return strcmp(command->name, name) == 0;
}

const struct command *command_find(const char *name, const struct command **nearest)
{
    size_t least = SIZE_MAX;

    *nearest = NULL;
    for (size_t i = 0; i < command_count; i++) {
        size_t distance = nearest_distance(name, command_table[i].name);

        if (is_called(&command_table[i], name))
            return &command_table[i];
        if (distance < least) {
            least = distance;
            *nearest = &command_table[i];
        }
    }
    return NULL;
}
