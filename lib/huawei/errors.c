/*
 * errors.c - what the codes mean.  Nearly every business error is HTTP 400, so the code decides before the status.
 * Cloud Connect's table ends at CC.1057 as far as it can be read; the gateway's is that of the API Request Signing Guide.
 */
#include <string.h>

#include "huawei/huawei.h"

const struct error_rule bwpi_huawei_errors[] = {
    {"CC.1001", BWP_ERR_ARGUMENT, BY_STATUS},
    {"CC.1002", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"CC.1004", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"CC.1006", BWP_ERR_FORBIDDEN, BY_STATUS},   /* account restricted, probably in arrears */
    {"CC.1007", BWP_ERR_SERVER, REPLY_UNCLEAR},  /* "Internal Server Error", although its status is 400 */
    {"CC.1041", BWP_ERR_SERVER, REPLY_UNCLEAR},  /* likewise */
    {"CC.1031", BWP_ERR_CONFLICT, BY_STATUS},
    {"CC.1032", BWP_ERR_CONFLICT, BY_STATUS},
    {"CC.1033", BWP_ERR_QUOTA, BY_STATUS},
    {"CC.1042", BWP_ERR_FORBIDDEN, BY_STATUS},   /* frozen */
    {"CC.1043", BWP_ERR_ARGUMENT, BY_STATUS},
    {"CC.1050", BWP_ERR_FORBIDDEN, BY_STATUS},   /* cross-border permit not approved */
    {"CC.1051", BWP_ERR_FORBIDDEN, BY_STATUS},   /* not applied for */
    {"CC.1052", BWP_ERR_CONFLICT, BY_STATUS},
    {"CC.1053", BWP_ERR_EXISTS, BY_STATUS},
    {"CC.1054", BWP_ERR_FORBIDDEN, BY_STATUS},   /* frozen */
    {"CC.1055", BWP_ERR_CONFLICT, BY_STATUS},
    {"CC.1056", BWP_ERR_ARGUMENT, BY_STATUS},
    {"CC.1057", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"CBC.30060005", BWP_ERR_BALANCE, BY_STATUS},
    {"CBC.0150", BWP_ERR_FORBIDDEN, BY_STATUS},  /* customer of the other website */
    {"CBC.0156", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"CBC.99003651", BWP_ERR_CONFLICT, REPLY_UNCLEAR}, /* "another operation is being performed" */
    {"CBC.30000067", BWP_ERR_NOT_FOUND, BY_STATUS},
    {"APIGW.0101", BWP_ERR_ARGUMENT, BY_STATUS}, /* 404, but of the URL: a wrong address is not a missing package */
    {"APIGW.0103", BWP_ERR_ARGUMENT, BY_STATUS},
    {"APIGW.0104", BWP_ERR_SERVER, BY_STATUS},
    {"APIGW.0105", BWP_ERR_SERVER, BY_STATUS},
    {"APIGW.0106", BWP_ERR_SERVER, BY_STATUS},
    {"APIGW.0301", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"APIGW.0302", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"APIGW.0303", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"APIGW.0304", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"APIGW.0305", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"APIGW.0306", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"APIGW.0307", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"APIGW.0308", BWP_ERR_THROTTLED, BY_STATUS},
    {"APIGW.0310", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"APIGW.0311", BWP_ERR_CREDENTIALS, BY_STATUS},
    {"APIGW.0401", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"APIGW.0402", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"APIGW.0404", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"APIGW.0501", BWP_ERR_QUOTA, BY_STATUS},
    {"APIGW.0502", BWP_ERR_BALANCE, BY_STATUS},
    {"APIGW.0602", BWP_ERR_ARGUMENT, BY_STATUS},
    {"APIGW.0607", BWP_ERR_ARGUMENT, BY_STATUS},
    {"APIGW.0801", BWP_ERR_FORBIDDEN, BY_STATUS},
    {"APIGW.0802", BWP_ERR_FORBIDDEN, BY_STATUS},
};
const size_t bwpi_huawei_error_count = sizeof bwpi_huawei_errors / sizeof bwpi_huawei_errors[0];

void bwpi_huawei_error_refine(struct reply *reply, int http_status)
{
    char        code[ID_SIZE];
    const char *number = strchr(reply->code, '.');

    memcpy(code, reply->code, sizeof code);
    if (number != NULL && strlen(number) < 16 && (strncmp(code, "APIG.", 5) == 0 || strncmp(code, "APIC.", 5) == 0)) {
        memcpy(reply->code, "APIGW", 5);
        memmove(reply->code + 5, code + (number - reply->code), strlen(number) + 1);
    }
    bwpi_reply_judge(reply, http_status, bwpi_huawei_errors, bwpi_huawei_error_count);
    if (strcmp(reply->code, "APIGW.0301") == 0 && strstr(reply->message, "signature expired") != NULL)
        reply->status = BWP_ERR_CLOCK;
    memcpy(reply->code, code, sizeof code);
}
