/* help.c - the three examples are real: each has all that its provider asks for. */
#include "help.h"

#include <stddef.h>

#include "options.h"

static const char *const overview[] = {
    "bwp - buy a bandwidth package from Huawei, Alibaba or Baidu Cloud",
    "",
    "  bwp create OPTIONS       buy one; spends money",
    "  bwp providers [--json]   who sells what: areas, billing, periods, limits",
    "  bwp create --help        all options",
    "  bwp --version            this program's version and the library's",
    NULL,
};

static const char *const create[] = {
    "bwp create - buy a bandwidth package: capacity between two areas of one provider's backbone",
    "",
    "This spends money. The answer is one of three: bought, not bought, or unknown. Add --dry-run to see",
    "the request that would be sent, without sending it.",
    NULL,
};

static const char *const examples[] = {
    "",
    "Examples:",
    "  # Huawei: which website bills (--site), the account and the project; the name has to be unique",
    "  bwp create --provider huawei --site china --account ACCOUNT_ID --project PROJECT_ID \\",
    "      --name cn-ap --bandwidth 10 --areas china,asia-pacific --billing postpaid",
    "",
    "  # Alibaba: a month in advance, paid from the balance; without --auto-pay the order waits for you",
    "  bwp create --provider alibaba --name hk-sh --bandwidth 100 --areas china,asia-pacific \\",
    "      --billing prepaid --period 1month --auto-pay --tag env=prod",
    "",
    "  # Baidu: prepaid is paid as it is created, so --auto-pay has to say so",
    "  bwp create --provider baidu --name bj-hk --bandwidth 10 --areas china,asia-pacific \\",
    "      --billing prepaid --period 1month --auto-pay",
    NULL,
};

static const char *const notes[] = {
    "",
    "\"--name value\" and \"--name=value\" are the same. An option that a provider has no way to express is an error,",
    "before anything is sent.",
    NULL,
};

static const char *const environment[] = {
    "",
    "Keys come from the environment only, never from the command line or the request file:",
    "  huawei    HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK; HUAWEICLOUD_SDK_SECURITY_TOKEN with temporary keys;",
    "            also HUAWEICLOUD_SDK_DOMAIN_ID (--account), HUAWEICLOUD_SDK_PROJECT_ID (--project)",
    "  alibaba   ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET;",
    "            ALIBABA_CLOUD_SECURITY_TOKEN with temporary keys",
    "  baidu     BCE_ACCESS_KEY_ID, BCE_SECRET_ACCESS_KEY;",
    "            BCE_SECURITY_TOKEN or BCE_SESSION_TOKEN with temporary keys",
    "",
    "Exit status:",
    "  0   done: it was bought or ordered (with --dry-run: the request could be made)",
    "  1   not done: nothing was bought; a wrong option too",
    "  2   unknown: it may have been bought and may be billed; read what is printed before trying again",
    NULL,
};

static const char *const providers[] = {
    "bwp providers [--json] - who sells what",
    "",
    "Prints for each provider its areas, ways of billing, periods, limits, the options it cannot express and",
    "the environment variables that hold its keys. With --json: the same as one line of JSON.",
    NULL,
};

static void print(FILE *file, const char *const lines[])
{
    for (size_t i = 0; lines[i]; i++)
        (void)fprintf(file, "%s\n", lines[i]);
}

void help_print(FILE *file)
{
    print(file, overview);
    print(file, examples);
    print(file, environment);
}

void help_print_create(FILE *file)
{
    print(file, create);
    print(file, examples);
    options_print_help(file);
    print(file, notes);
    print(file, environment);
}

void help_print_providers(FILE *file)
{
    print(file, providers);
}
