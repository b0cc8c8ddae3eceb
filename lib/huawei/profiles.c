/* profiles.c - the files of Huawei's SDKs and of hcloud. */
#include "huawei/huawei.h"

/* Keys stand at the top of a profile, and with SSO in the token that a login has left there [hw-terraform]. */
static const struct profile_mode modes[] = {
    {.word = "", .token = TOKEN_MAY},
    {.word = "AKSK", .token = TOKEN_MAY},
    {.word = "SSO", .token = TOKEN_MUST, .inside = {"ssoAuth", "stsToken"}},
    {.word = "ecsAgency", .instead = "set credentials to \"metadata\" to use the machine's agency"},
    {.word = NULL},
};

const struct profile_file bwpi_huawei_profiles[] = {
    {.path = ".huaweicloud/credentials", /* [hw-go]; its section for services without a region */
     .path_variable = "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
     .standard = "global",
     .is_ini = true,
     .mode = "idp_id", /* keys are made from an identity elsewhere */
     .access_key = "ak",
     .secret_key = "sk",
     .security_token = "security_token",
     .account = "domain_id",
     .project = "project_id",
     .iam_endpoint = "iam_endpoint"},
    {.path = ".hcloud/config.json", /* read by others as well, unless its keys are encrypted [hw-terraform] */
     .path_variable = "HW_SHARED_CONFIG_FILE",
     .name_variable = "HW_PROFILE",
     .standard = "default",
     .sealed = "authEncrypt",
     .mode = "mode",
     .modes = modes,
     .access_key = "accessKeyId",
     .secret_key = "secretAccessKey",
     .security_token = "securityToken",
     .account = "domainId",
     .project = "projectId"},
    {.path = NULL},
};
