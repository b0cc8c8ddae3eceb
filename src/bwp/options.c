/* options.c - what each option is stands in the table; the code below it knows no option by name. */
#include "options.h"

#include <stdint.h>
#include <string.h>

#include "text.h"
#include "values.h"

#define IN_CONFIG(member) offsetof(struct options, config.member)
#define OWN(member)       offsetof(struct options, member)

/* A row without a name is a heading of the help. */
static const struct option table[] = {
    {.help = "What to buy"},
    {"--provider", "NAME", own_text, "provider", .offset = IN_CONFIG(provider),
     .help = "huawei, alibaba or baidu; required, here or in the request file"},
    {"--name", "TEXT", request_text, "name", .help = "required and unique at huawei, required at baidu"},
    {"--description", "TEXT", request_text, "description", .help = "huawei and alibaba"},
    {"--bandwidth", "MBPS", request_number, "bandwidth_mbps", .unit = "of Mbit/s", .example = "--bandwidth 100",
     .help = "Mbit/s (10^6 bit/s); required"},
    {"--areas", "A,B", request_areas, "area_a", "area_b",
     .help = "the two areas, may be the same; required; \"bwp providers\" lists them"},
    {"--billing", "HOW", request_billing, "billing",
     .help = "prepaid, postpaid or postpaid_95; required, never guessed"},
    {"--period", "PERIOD", request_period, "period", "period_unit",
     .help = "1month, 3months, 1year, ...; required when prepaid, and only then"},
    {"--auto-pay", NULL, request_switch, "auto_pay",
     .help = "prepaid: pay from the balance now; without it the order waits for you, and baidu, where creating pays, "
             "refuses"},
    {"--auto-renew", NULL, request_switch, "auto_renew", .help = "prepaid: renew at the end; huawei and alibaba"},
    {"--bind-to", "ID", request_text, "bind_to", .help = "huawei: the cloud connection to bind it to"},
    {"--resource-group", "ID", request_text, "resource_group",
     .help = "enterprise project at huawei, resource group at alibaba"},
    {"--tag", "KEY=VALUE", request_tag, "tags", .repeats = true,
     .help = "may be repeated; goes over a tag with the same key in the request file"},
    {"--client-token", "TOKEN", request_text, "client_token",
     .help = "alibaba and baidu: same token, same purchase; without it a new one is made and printed"},
    {"--provider-options", "JSON", request_object, "provider_options",
     .help = "an object in the provider's own field names, merged over what was translated (RFC 7396), unchecked"},
    {"--request", "FILE", own_text, NULL, .offset = OWN(request_file),
     .help = "read a request in JSON, \"-\" for standard input; the other options go over what it says"},
    {.help = "How to reach the provider"},
    {"--account", "ID", own_text, "account", .offset = IN_CONFIG(account),
     .help = "huawei: account ID (domain_id), or HUAWEICLOUD_SDK_DOMAIN_ID"},
    {"--project", "ID", own_text, "project", .offset = IN_CONFIG(project),
     .help = "huawei: project ID (project_id), or HUAWEICLOUD_SDK_PROJECT_ID"},
    {"--site", "SITE", own_text, "site", .offset = IN_CONFIG(site),
     .help = "huawei: china or international, whose website bills you; required, never guessed"},
    {"--signature", "KIND", own_text, "signature", .offset = IN_CONFIG(signature),
     .help = "alibaba: acs3 (default) or rpc-v1"},
    {"--endpoint", "URL", own_text, "endpoint", .offset = IN_CONFIG(endpoint),
     .help = "https://host[:port] instead of the provider's own; plain http on loopback only"},
    {"--ca-file", "FILE", own_text, "ca_file", .offset = IN_CONFIG(ca_file),
     .help = "certificates to trust, PEM, instead of the system's"},
    {"--proxy", "URL", own_text, "proxy", .offset = IN_CONFIG(proxy),
     .help = "[scheme://]host[:port]; without it as libcurl, from the environment"},
    {"--timeout-ms", "MS", own_number, "timeout_ms", .offset = IN_CONFIG(timeout_ms), .unit = "of milliseconds",
     .example = "--timeout-ms 60000", .help = "for the whole call; default 60000"},
    {"--connect-timeout-ms", "MS", own_number, "connect_timeout_ms", .offset = IN_CONFIG(connect_timeout_ms),
     .unit = "of milliseconds", .example = "--connect-timeout-ms 10000", .help = "default 10000"},
    {"--max-attempts", "N", own_number, "max_attempts", .offset = IN_CONFIG(max_attempts), .unit = "of attempts",
     .example = "--max-attempts 1", .help = "at most so many, 3 unless said; 1 sends once"},
    {.help = "What to print"},
    {"--dry-run", NULL, own_switch, NULL, .offset = OWN(dry_run),
     .help = "print the request as it would be sent, and send nothing"},
    {"--json", NULL, own_switch, NULL, .offset = OWN(json),
     .help = "print the result as one line of JSON and nothing else, also for wrong options"},
    {"--verbose", NULL, own_switch, NULL, .offset = OWN(verbose),
     .help = "log to standard error; keys and signatures are never shown"},
    {"--help", NULL, own_switch, NULL, .offset = OWN(help), .help = "print this"},
};
enum { COUNT = sizeof table / sizeof *table };

/* What someone would call a key.  Whole words where a part would catch other options. */
static const struct {
    const char *word;
    bool        whole;
} key_words[] = {
    {"secret", false},       {"access-key", false},     {"access_key", false},
    {"accesskey", false},    {"security-token", false}, {"session-token", false},
    {"auth-token", false},   {"password", false},       {"--ak", true},
    {"--sk", true},          {"--key", true},           {"--keys", true},
    {"--credentials", true}, {"--auth", true},
};

static bool asks_for_a_key(const char *name)
{
    for (size_t i = 0; i < sizeof key_words / sizeof *key_words; i++) {
        if (key_words[i].whole ? strcmp(name, key_words[i].word) == 0 : strstr(name, key_words[i].word) != NULL)
            return true;
    }
    return false;
}

/* Never shows what follows a '=': it may be a key. */
static bool refuse_option(const char *word, struct problem *problem)
{
    size_t      least;
    const char *nearest;
    char        name[64];
    size_t      size = strcspn(word, "=");

    if (size >= sizeof name)
        return problem_is(problem, NULL, "unknown option %.60s...; bwp create --help lists them all", word);
    memcpy(name, word, size);
    name[size] = '\0';
    if (asks_for_a_key(name))
        return problem_is(
            problem, NULL,
            "%s is not an option: keys come from the environment only, never from the command line, where "
            "others can see them; set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, "
            "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or BCE_ACCESS_KEY_ID and "
            "BCE_SECRET_ACCESS_KEY",
            name);
    nearest = NULL;
    least = 4; /* further away is no likeness */
    for (size_t i = 0; i < COUNT; i++) {
        size_t distance = table[i].name ? text_distance(name, table[i].name) : SIZE_MAX;

        if (distance < least) {
            least = distance;
            nearest = table[i].name;
        }
    }
    if (nearest)
        return problem_is(problem, NULL, "unknown option %s; did you mean %s?", name, nearest);
    return problem_is(problem, NULL, "unknown option %s; bwp create --help lists them all", name);
}

/* The row for "--name" or "--name=value", or COUNT. */
static size_t find(const char *word)
{
    size_t size = strcspn(word, "=");
    size_t i = 0;

    while (i < COUNT && !(table[i].name && strlen(table[i].name) == size && memcmp(table[i].name, word, size) == 0))
        i++;
    return i;
}

static bool take(const struct option *option, const char *value, bool *seen, struct options *options,
                 struct problem *problem)
{
    if (*seen && option->metavar && !option->repeats)
        return problem_is(problem, option->key, "%s is given twice; give it once", option->name);
    *seen = true;
    if (value && option->key && !text_is_utf8(value)) /* the library refuses it too, but knows no option */
        return problem_is(problem, option->key, "%s is not valid UTF-8; give it in UTF-8", option->name);
    return option->set(option, value, options, problem);
}

/* One option at argv[i]; returns how many words it took. */
static int read_option(int argc, char *const argv[], int i, bool seen[COUNT], struct options *options,
                       struct problem *problem)
{
    const char          *equals;
    const struct option *option;
    const char          *next;
    size_t               shown;
    size_t               row = find(argv[i]);

    if (row == COUNT) {
        (void)refuse_option(argv[i], problem);
        return 1;
    }
    option = &table[row];
    equals = strchr(argv[i], '=');
    if (!option->metavar) {
        if (equals)
            (void)problem_is(problem, option->key, "%s takes no value; write it alone", option->name);
        else
            (void)take(option, NULL, &seen[row], options, problem);
        return 1;
    }
    if (equals) {
        (void)take(option, equals + 1, &seen[row], options, problem);
        return 1;
    }
    next = i + 1 < argc ? argv[i + 1] : NULL;
    if (next && strncmp(next, "--", 2) != 0) {
        (void)take(option, next, &seen[row], options, problem);
        return 2;
    }
    shown = next ? strcspn(next, "=") : 0;
    if (next) /* more likely a forgotten value than a value that looks like this */
        (void)problem_is(problem, option->key,
                         "%s needs a value, and %.*s follows; a value that begins with -- is written %s=VALUE",
                         option->name, (int)(shown < 60 ? shown : 60), next, option->name);
    else
        (void)problem_is(problem, option->key, "%s needs a value: %s %s", option->name, option->name, option->metavar);
    return 1;
}

bool options_read(struct options *options, int argc, char *const argv[], struct problem *problem)
{
    bool ended;
    bool seen[COUNT] = {false};

    *options = (struct options){.config = {.struct_size = sizeof(bwp_config)}};
    options->request = cJSON_CreateObject();
    if (!options->request)
        return problem_memory(problem);
    ended = false;
    for (int i = 0; i < argc;) {
        if (!ended && strcmp(argv[i], "--") == 0) {
            ended = true;
            i++;
        } else if (ended || argv[i][0] != '-') {
            (void)problem_is(problem, NULL, "unexpected word \"%.60s\"; a value follows its option, as in --name hk-sh",
                             argv[i]);
            i++;
        } else {
            i += read_option(argc, argv, i, seen, options, problem);
        }
    }
    return !problem->message[0];
}

void options_free(struct options *options)
{
    cJSON_Delete(options->request);
    cJSON_Delete(options->file_provider);
    options->request = options->file_provider = NULL;
}

void options_print_help(FILE *file)
{
    for (size_t i = 0; i < COUNT; i++) {
        char                 label[48];
        const struct option *option = &table[i];

        if (!option->name) {
            (void)fprintf(file, "\n%s:\n", option->help);
            continue;
        }
        (void)snprintf(label, sizeof label, "%s%s%s", option->name, option->metavar ? " " : "",
                       option->metavar ? option->metavar : "");
        text_row(file, 26, label, option->help);
    }
}

const char *options_name(const char *field)
{
    for (size_t i = 0; i < COUNT && *field; i++) {
        const struct option *option = &table[i];

        if ((option->key && strcmp(option->key, field) == 0) || (option->second && strcmp(option->second, field) == 0))
            return option->name;
    }
    return "";
}
