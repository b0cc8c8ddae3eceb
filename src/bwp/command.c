/* command.c - a new command is a row here, a bit in command.h, and a file with its run function. */
#include "command.h"

#include <stdint.h>
#include <string.h>

#include <bwp/bwp.h>

#include "nearest.h"

/* clang-format off */
const struct command command_table[] = {
    {"create", {NULL, NULL}, FOR_CREATE, "OPTIONS", "buy one; spends money", call_run,
     {"create", true, NULL, "Bought", "Not bought", "it may have been bought, and may be billed", "bought",
      "spends money"}},
    {"get", {NULL, NULL}, FOR_GET, "ID", "look at one", call_run,
     {"get", false, NULL, "", "Not seen", "", "looked at", ""}},
    {"list", {NULL, NULL}, FOR_LIST, "[FILTERS]", "all of them, or those that a filter lets through", call_run,
     {"list", false, NULL, "", "Not listed", "", "looked at", ""}},
    {"find", {NULL, NULL}, FOR_FIND, "OPTIONS", "is it there, after an unknown create?", call_run,
     {"find", false, NULL, "Found", "Not found", "it may be there, and may be billed", "looked at", ""}},
    {"wait", {NULL, NULL}, FOR_WAIT, "ID --until GOAL", "for ready, bound, unbound, resized or gone", call_run,
     {"wait", false, NULL, "Reached", "Not reached", "", "looked at", ""}},
    {"update", {NULL, NULL}, FOR_UPDATE, "ID OPTIONS", "give it another name or description", call_run,
     {"update", true, NULL, "Updated", "Not updated", "it may have been updated", "updated", ""}},
    {"resize", {NULL, NULL}, FOR_RESIZE, "ID --bandwidth N", "give it another bandwidth; may spend money", call_run,
     {"resize", true, "Resize", "Resized", "Not resized", "it may have been resized, and may be billed", "resized",
      "may cost"}},
    {"bind", {NULL, NULL}, FOR_BIND, "ID --bound-to X", "bind it to what is to use it", call_run,
     {"bind", true, NULL, "Bound", "Not bound", "it may have been bound", "bound", ""}},
    {"unbind", {NULL, NULL}, FOR_UNBIND, "ID", "take it off what it is bound to", call_run,
     {"unbind", true, NULL, "Unbound", "Not unbound", "it may have been unbound", "unbound", ""}},
    {"tag", {NULL, NULL}, FOR_TAG, "ID KEY=VALUE...", "set tags, leave the others", call_run,
     {"set_tags", true, NULL, "Tagged", "Not tagged", "it may have been tagged", "tagged", ""}},
    {"untag", {NULL, NULL}, FOR_UNTAG, "ID KEY...", "take tags away", call_run,
     {"remove_tags", true, NULL, "Untagged", "Not untagged", "it may have been untagged", "untagged", ""}},
    {"delete", {NULL, NULL}, FOR_DELETE, "ID", "release it, for good", call_run,
     {"delete", true, "Delete", "Deleted", "Not deleted", "it may have been deleted", "deleted", "for good"}},
    {"batch", {NULL, NULL}, FOR_BATCH, "FILE", "many requests from a file; shows what it will do, then asks", batch_run,
     {.operation = NULL}},
    {"whoami", {NULL, NULL}, FOR_WHOAMI, "", "which keys are used, where they come from, for whom", call_run,
     {"whoami", false, NULL, "", "Not known", "", "", ""}},
    {"providers", {NULL, NULL}, FOR_PROVIDERS, "[NAME]", "who sells what: areas, billing, periods, limits",
     providers_run, {.operation = NULL}},
    {"completion", {NULL, NULL}, FOR_COMPLETION, "SHELL", "what bash, zsh or fish needs to complete its words",
     completion_run, {.operation = NULL}},
    {"help", {"--help", "-h"}, FOR_HELP, "[COMMAND]", "this, or all about one command", help_run,
     {.operation = NULL}},
    {"version", {"--version", "-V"}, FOR_VERSION, "", "this program's version and the library's", version_run,
     {.operation = NULL}},
};
/* clang-format on */
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

const struct command *command_of(const char *operation)
{
    for (size_t i = 0; i < command_count; i++) {
        if (command_table[i].deed.operation != NULL && strcmp(command_table[i].deed.operation, operation) == 0)
            return &command_table[i];
    }
    return NULL;
}

int command_not_done(const struct command *command)
{
    return command != NULL && command->bit == FOR_FIND ? BWP_UNKNOWN : BWP_NOT_DONE;
}
