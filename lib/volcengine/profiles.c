/* profiles.c - the file of the ve program [vo-cli]. */
#include "volcengine/volcengine.h"

static const struct profile_mode modes[] = {
    {.word = "", .token = TOKEN_MAY}, /* as older versions of it wrote one */
    {.word = "ak", .token = TOKEN_MAY},
    {.word = "AK", .token = TOKEN_MAY},
    {.word = "ecsrole", .instead = "set credentials to \"metadata\" to use the machine's role"},
    {.word = NULL},
};

const struct profile_file bwpi_volcengine_profiles[] = {
    {.path = ".volcengine/config.json",
     .path_variable = "VOLCENGINE_CLI_CONFIG_FILE",
     .name_variable = "VOLCENGINE_PROFILE",
     .standard = "default",
     .mode = "mode",
     .modes = modes,
     .access_key = "access-key",
     .secret_key = "secret-key",
     .security_token = "session-token"},
    {.path = NULL},
};
