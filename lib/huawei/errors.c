/*
 * errors.c - what the codes mean.  Nearly every business error is HTTP 400, so the code decides before the status.
 * Where the message of a 400 says "internal", it is a failure inside, whatever the code: unknown.
 *
 * CC: [hw-errors], which can be read up to CC.1057.  APIGW: [hw-sign-errors].  CBC, the billing service behind Cloud
 * Connect: [hw-terraform].
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "huawei/huawei.h"

const struct error_rule bwpi_huawei_errors[] = {
    {"CC.1001", BWP_ERR_ARGUMENT, BY_STATUS},   /* a parameter is not valid */
    {"CC.1002", BWP_ERR_NOT_FOUND, BY_STATUS},  /* 404: what the request names was not found */
    {"CC.1004", BWP_ERR_FORBIDDEN, BY_STATUS},  /* 403: the user may not do this */
    {"CC.1006", BWP_ERR_FORBIDDEN, BY_STATUS},  /* the account is restricted, probably for a debt */
    {"CC.1007", BWP_ERR_SERVER, REPLY_UNCLEAR}, /* "Internal Server Error", although its status is 400 */
    {"CC.1041", BWP_ERR_SERVER, REPLY_UNCLEAR}, /* likewise */
    {"CC.1031", BWP_ERR_CONFLICT, BY_STATUS},   /* a cloud connection of this name is there already */
    {"CC.1032", BWP_ERR_CONFLICT, BY_STATUS},   /* the cloud connection still has network instances */
    {"CC.1033", BWP_ERR_QUOTA, BY_STATUS},      /* the account has no more cloud connections left */
    {"CC.1042", BWP_ERR_FORBIDDEN, BY_STATUS},  /* the cloud connection is frozen */
    {"CC.1043", BWP_ERR_ARGUMENT, BY_STATUS},   /* the cloud connection takes no enterprise routers */
    {"CC.1050", BWP_ERR_FORBIDDEN, BY_STATUS},  /* the permit to cross the border is not approved yet */
    {"CC.1051", BWP_ERR_FORBIDDEN, BY_STATUS},  /* no permit to cross the border was applied for */
    {"CC.1052", BWP_ERR_CONFLICT, BY_STATUS},   /* bandwidths between regions still use the package */
    {"CC.1053", BWP_ERR_EXISTS, BY_STATUS}, /* the name is taken; after an unclear call, perhaps by your own package */
    {"CC.1054", BWP_ERR_FORBIDDEN, BY_STATUS},         /* the package is frozen */
    {"CC.1055", BWP_ERR_CONFLICT, BY_STATUS},          /* it is bound already: to the same is done, else unbind first */
    {"CC.1056", BWP_ERR_ARGUMENT, BY_STATUS},          /* bandwidths between regions use more than that */
    {"CC.1057", BWP_ERR_FORBIDDEN, BY_STATUS},         /* the account may not do this */
    {"CBC.30060005", BWP_ERR_BALANCE, BY_STATUS},      /* the account could not be charged */
    {"CBC.0150", BWP_ERR_FORBIDDEN, BY_STATUS},        /* 403: the account belongs to the other website, see site */
    {"CBC.0156", BWP_ERR_FORBIDDEN, BY_STATUS},        /* likewise */
    {"CBC.99003651", BWP_ERR_CONFLICT, REPLY_UNCLEAR}, /* "another operation is being performed", perhaps this one */
    {"CBC.30000067", BWP_ERR_NOT_FOUND, BY_STATUS},    /* it is unsubscribed already */
    {"APIGW.0101", BWP_ERR_ARGUMENT, BY_STATUS},    /* 404, but of the URL: a wrong address is not a missing package */
    {"APIGW.0103", BWP_ERR_ARGUMENT, BY_STATUS},    /* 404: the gateway knows the address, but nothing behind it */
    {"APIGW.0104", BWP_ERR_SERVER, BY_STATUS},      /* 400: the gateway is set up wrongly */
    {"APIGW.0105", BWP_ERR_SERVER, BY_STATUS},      /* likewise */
    {"APIGW.0106", BWP_ERR_SERVER, BY_STATUS},      /* likewise */
    {"APIGW.0301", BWP_ERR_CREDENTIALS, BY_STATUS}, /* 401: keys or signature; "signature expired": the clock */
    {"APIGW.0302", BWP_ERR_FORBIDDEN, BY_STATUS},   /* 403: the user is not authorized */
    {"APIGW.0303", BWP_ERR_CREDENTIALS, BY_STATUS}, /* 401: the application could not prove who it is */
    {"APIGW.0304", BWP_ERR_FORBIDDEN, BY_STATUS},   /* 403: the application is not authorized */
    {"APIGW.0305", BWP_ERR_CREDENTIALS, BY_STATUS}, /* 401: the signature is not valid */
    {"APIGW.0306", BWP_ERR_FORBIDDEN, BY_STATUS},   /* 403: the call is not authorized */
    {"APIGW.0307", BWP_ERR_CREDENTIALS, BY_STATUS}, /* 401: the token is too old, or of another region */
    {"APIGW.0308", BWP_ERR_THROTTLED, BY_STATUS},   /* 429: too many calls; the message says per how long */
    {"APIGW.0310", BWP_ERR_FORBIDDEN, BY_STATUS},   /* 403: the project is not available */
    {"APIGW.0311", BWP_ERR_CREDENTIALS, BY_STATUS}, /* 401: the authentication of the application is not valid */
    {"APIGW.0401", BWP_ERR_FORBIDDEN, BY_STATUS},   /* 403: this address may not call */
    {"APIGW.0402", BWP_ERR_FORBIDDEN, BY_STATUS},   /* likewise */
    {"APIGW.0404", BWP_ERR_FORBIDDEN, BY_STATUS},   /* likewise */
    {"APIGW.0501", BWP_ERR_QUOTA, BY_STATUS},       /* 405: the quota of the application is used up */
    {"APIGW.0502", BWP_ERR_BALANCE, BY_STATUS},     /* 405: the application is frozen for want of money */
    {"APIGW.0602", BWP_ERR_ARGUMENT, BY_STATUS},    /* 400: not a request that the gateway takes */
    {"APIGW.0607", BWP_ERR_ARGUMENT, BY_STATUS},    /* 400: no protocol or method that it takes */
    {"APIGW.0801", BWP_ERR_FORBIDDEN, BY_STATUS},   /* 403: the service is not open in this region */
    {"APIGW.0802", BWP_ERR_FORBIDDEN, BY_STATUS},   /* 403: the user is not allowed in this region */
};
const size_t bwpi_huawei_error_count = sizeof bwpi_huawei_errors / sizeof bwpi_huawei_errors[0];

/* The last time of "signature expired, signature time:20211217T064303Z,server time:20211217T065804Z"; 0 without. */
static int64_t read_server_time(const char *message)
{
    const char *found = strstr(message, "server time:");
    char        text[17] = "";

    if (found == NULL)
        return 0;
    (void)snprintf(text, sizeof text, "%s", found + strlen("server time:"));
    return bwpi_clock_parse(text) > 0 ? bwpi_clock_parse(text) : 0;
}

/* How long the window is in "policy user over ratelimit,limit:100,time:1 minute": after it there is room again. */
static int64_t read_window_ms(const char *message)
{
    static const struct {
        const char *word;
        int64_t     ms;
    } units[] = {{"second", 1000}, {"minute", 60 * 1000}, {"hour", 3600 * 1000}};
    const char *found = strstr(message, ",time:");
    char        word[16] = "";
    unsigned    number = 0;

    if (found == NULL || sscanf(found, ",time:%4u %15[a-z]", &number, word) != 2)
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strncmp(word, units[i].word, strlen(units[i].word)) == 0)
            return number * units[i].ms;
    }
    return 0;
}

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
    bwpi_reply_means(reply, "CC.1055", MEANS_BOUND_ALREADY);
    if (reply->verdict == REPLY_REFUSED && strstr(reply->message, "nternal ") != NULL && http_status == 400) {
        reply->verdict =
            REPLY_UNCLEAR; /* like CC.1007: the table is known in part only, and failures inside are 400 as well */
        reply->status = BWP_ERR_SERVER;
    }
    if (strcmp(reply->code, "APIGW.0301") == 0 && strstr(reply->message, "signature expired") != NULL) {
        reply->status = BWP_ERR_CLOCK;
        reply->server_time = read_server_time(reply->message);
    }
    /*
     * A second package of a name in use is refused [hw-errors].  How far a name has to be unique is not documented, and
     * the code does not say whose package has it: it may be that of an earlier call that ended unclear.
     */
    bwpi_reply_advise(reply, "CC.1053",
                      "after a call that ended unclear, the package of this name may be your own, so look at it first");
    if (reply->status == BWP_ERR_THROTTLED)
        reply->retry_after_ms = read_window_ms(reply->message);
    memcpy(reply->code, code, sizeof code);
}
