/* profiles.c - the files of the aliyun program and of Alibaba's SDKs. */
#include "alibaba/alibaba.h"

static const struct profile_mode modes_of_cli[] = {
    {.word = "AK", .token = TOKEN_NOT},
    {.word = "StsToken", .token = TOKEN_MUST},
    {.word = "EcsRamRole", .instead = "set credentials to \"metadata\" to use the machine's role"},
    {.word = NULL},
};

static const struct profile_mode modes_of_sdk[] = {
    {.word = "access_key", .token = TOKEN_NOT},
    {.word = "ecs_ram_role", .instead = "set credentials to \"metadata\" to use the machine's role"},
    {.word = NULL},
};

const struct profile_file bwpi_alibaba_profiles[] = {
    {.path = ".aliyun/config.json", /* [ali-cli] */
     .name_variable = "ALIBABA_CLOUD_PROFILE",
     .off_variable = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED",
     .standard = "default",
     .mode = "mode",
     .modes = modes_of_cli,
     .access_key = "access_key_id",
     .secret_key = "access_key_secret",
     .security_token = "sts_token"},
    {.path = ".alibabacloud/credentials", /* [ali-credentials]; asked after the file above */
     .path_variable = "ALIBABA_CLOUD_CREDENTIALS_FILE",
     .name_variable = "ALIBABA_CLOUD_PROFILE",
     .standard = "default",
     .is_ini = true,
     .mode = "type",
     .modes = modes_of_sdk,
     .access_key = "access_key_id",
     .secret_key = "access_key_secret"},
    {.path = NULL},
};
