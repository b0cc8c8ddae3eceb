/* profiles.c - the file of the bce program [bd-cli]. */
#include "baidu/baidu.h"

static const struct profile_mode modes[] = {
    {.word = "AK", .token = TOKEN_NOT},
    {.word = "StsToken", .token = TOKEN_MUST},
    {.word = NULL},
};

const struct profile_file bwpi_baidu_profiles[] = {
    {.path = ".bce/config.json",
     .standard = "default",
     .mode = "mode",
     .modes = modes,
     .access_key = "access_key_id",
     .secret_key = "secret_access_key",
     .security_token = "security_token"},
    {.path = NULL},
};
