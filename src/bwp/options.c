/* options.c - what each option is stands in the table; the code below it knows no option by name. */
#include "options.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "known.h"
#include "nearest.h"
#include "text.h"
#include "values.h"

enum { GIVEN_MAX = 64 * 1024 * 1024, SHOWN_MAX = 60 }; /* a command line is always shorter */

#define IN_CONFIG(member) offsetof(struct options, config.member)
#define OWN(member)       offsetof(struct options, member)

/* The commands that describe a purchase, that change, that are told an id, and that call a provider. */
#define BUYS    (FOR_CREATE | FOR_FIND)
#define CHANGES (FOR_UPDATE | FOR_RESIZE | FOR_BIND | FOR_UNBIND | FOR_TAG | FOR_UNTAG | FOR_DELETE)
#define ONE     (FOR_GET | FOR_WAIT | CHANGES)
#define CALLS   (BUYS | FOR_LIST | ONE | FOR_BATCH | FOR_WHOAMI)

/* A row without a name is a heading of the help, one with is_word what stands beside the options, in its order. */
static const struct option table[] = {
    {"ID", NULL, ONE, "", own_word, "id", .offset = OWN(word), .is_word = true},
    {"FILE", NULL, FOR_BATCH, "", own_word, NULL, .offset = OWN(word), .is_word = true, .offer = OFFER_FILES},
    {"NAME", NULL, FOR_PROVIDERS, "", own_word, .offset = OWN(word), .is_word = true, .offer = OFFER_PROVIDERS},
    {"SHELL", NULL, FOR_COMPLETION, "", own_word, .offset = OWN(word), .is_word = true, .offer = OFFER_WORDS,
     .words = "bash zsh fish"},
    {"COMMAND", NULL, FOR_HELP, "", own_word, .offset = OWN(word), .is_word = true, .offer = OFFER_COMMANDS},
    {"KEY=VALUE", NULL, FOR_TAG, "", request_tag, "tags", .is_word = true, .repeats = true, .example = "env=prod"},
    {"KEY", NULL, FOR_UNTAG, "", request_key, "tags", .is_word = true, .repeats = true},

    {.commands = BUYS, .help = "What to buy"},
    {.commands = FOR_LIST, .help = "Which of them"},
    {.commands = FOR_WAIT, .help = "What to wait for"},
    {.commands = CHANGES, .help = "What to change"},
    {"--provider", NULL, BUYS, "NAME", own_text, "provider", .offset = IN_CONFIG(provider), .note = "one of",
     .help = "required, here, in the request file or in BWP_PROVIDER", .offer = OFFER_PROVIDERS},
    {"--name", NULL, BUYS, "TEXT", request_text, "name", .noted = "name_required", .note = "required at",
     .help = "what it is called"},
    {"--name", NULL, FOR_LIST, "TEXT", request_text, "name", .help = "those of this name, to the letter"},
    {"--name", NULL, FOR_UPDATE, "TEXT", request_any_text, "name", .help = "its new name; \"\" takes it away"},
    {"--description", NULL, BUYS, "TEXT", request_text, "description", .only = "fields.description",
     .help = "what it is for"},
    {"--description", NULL, FOR_UPDATE, "TEXT", request_any_text, "description", .only = "fields.description",
     .help = "its new description; \"\" takes it away"},
    {"--status", NULL, FOR_LIST, "WORD", request_text, "status", .help = "in this state, in the provider's own word"},
    {"--until", NULL, FOR_WAIT, "GOAL", request_text, "until",
     .help = "ready, bound, unbound, resized or gone; required", .offer = OFFER_WORDS,
     .words = "ready bound unbound resized gone"},
    {"--bandwidth", NULL, BUYS, "MBPS", request_number, "bandwidth_mbps", .unit = "of Mbit/s",
     .example = "--bandwidth 100", .help = "Mbit/s (10^6 bit/s); required", .empty = "0"},
    {"--bandwidth", NULL, FOR_RESIZE, "MBPS", request_number, "bandwidth_mbps", .unit = "of Mbit/s",
     .example = "--bandwidth 100", .help = "its new bandwidth in Mbit/s; required"},
    {"--bandwidth", NULL, FOR_WAIT, "MBPS", request_number, "bandwidth_mbps", .unit = "of Mbit/s",
     .example = "--bandwidth 100", .help = "until resized: to this; required there"},
    {"--bound-to", NULL, FOR_LIST, "ID", request_text, "bound_to", .help = "bound to this"},
    {"--bound-to", NULL, FOR_WAIT, "ID", request_text, "bound_to",
     .help = "until bound: to this; without it to anything"},
    {"--bound-to", NULL, FOR_BIND, "ID", request_text, "bound_to",
     .help = "what is to use it: a cloud connection, a CEN, a CSN; required"},
    {"--bound-to", NULL, FOR_UNBIND, "ID", request_text, "bound_to",
     .help = "what to take it off; without it from whatever it is bound to"},
    {"--for", NULL, FOR_WAIT, "TIME", own_duration, NULL, .offset = OWN(patience_ms),
     .help = "at most so long: 90s, 10m, 2h; default 10m"},
    {"--areas", NULL, BUYS, "A,B", request_areas, "area_a", "area_b",
     .help = "the two areas, may be the same; required; \"bwp providers\" lists them"},
    {"--billing", NULL, BUYS, "HOW", request_text, "billing",
     .help = "prepaid, postpaid or postpaid_95; required, never guessed", .offer = OFFER_WORDS,
     .words = "prepaid postpaid postpaid_95", .empty = "null"},
    {"--period", NULL, BUYS, "PERIOD", request_period, "period", "period_unit",
     .help = "1month, 3months, 1year, ...; required when prepaid, and only then", .empty = "0"},
    {"--auto-pay", NULL, BUYS, NULL, request_switch, "auto_pay", .spends = true, .noted = "prepaid_pays_at_once",
     .note = "required when prepaid, because creating pays, at",
     .help = "prepaid: pay from the balance now; without it the order waits for you", .empty = "false"},
    {"--auto-pay", NULL, FOR_RESIZE, NULL, request_switch, "auto_pay", .spends = true,
     .help = "prepaid: pay the difference from the balance now, where that can be chosen; elsewhere it is charged at "
             "once, and this is refused"},
    {"--auto-renew", NULL, BUYS, NULL, request_switch, "auto_renew", .spends = true, .only = "fields.auto_renew",
     .help = "prepaid: renew at the end", .empty = "false"},
    {"--bind-to", NULL, BUYS, "ID", request_text, "bind_to", .only = "fields.bind_to",
     .help = "what to bind it to, once it is there: a cloud connection, a CEN, a CSN"},
    {"--resource-group", NULL, BUYS, "ID", request_text, "resource_group", .only = "fields.resource_group",
     .help = "the resource group or enterprise project it belongs to"},
    {"--resource-group", NULL, FOR_LIST, "ID", request_text, "resource_group",
     .help = "of this resource group or enterprise project"},
    {"--tag", NULL, BUYS, "KEY=VALUE", request_tag, "tags", .repeats = true, .example = "--tag env=prod",
     .help = "may be repeated; goes over a tag with the same key in the request file", .empty = "{}"},
    {"--tag", NULL, FOR_LIST, "KEY=VALUE", request_tag, "tags", .repeats = true, .example = "--tag env=prod",
     .help = "with this tag; may be repeated: with all of them"},
    {"--limit", NULL, FOR_LIST, "N", request_number, "limit", .unit = "of packages", .example = "--limit 20",
     .most = 10000, .help = "at most so many; without it all, up to 10000"},
    {"--since", NULL, FOR_FIND, "TIME", request_since, "since",
     .help = "created then or later: 2h, 3d, or a time such as 2026-01-31T08:00:00Z; without it at any time"},
    {"--client-token", NULL, BUYS, "TOKEN", request_text, "client_token", .only = "fields.client_token",
     .help = "same token, same purchase: choose one, keep it, then buy; without it a new one is made and printed"},
    {"--client-token", NULL, CHANGES, "TOKEN", request_text, "client_token",
     .help = "same token, same change, where the provider knows tokens for it"},
    {"--provider-options", NULL, BUYS | CHANGES, "JSON", request_object, "provider_options",
     .help = "an object in the provider's own field names, merged over what was translated (RFC 7396), unchecked",
     .empty = "{}"},
    {"--request", NULL, BUYS, "FILE", own_text, NULL, .offset = OWN(request_file),
     .help = "read a request in JSON, \"-\" for standard input; the other options go over what it says",
     .offer = OFFER_FILES},
    {"--skeleton", NULL, FOR_CREATE, NULL, own_switch, NULL, .offset = OWN(skeleton),
     .help = "print a request to fill in, for --request, and send nothing"},
    {"--wait", NULL, FOR_CREATE, NULL, own_switch, NULL, .offset = OWN(wait),
     .help = "once it is bought, wait until it is ready"},
    {"--for", NULL, FOR_CREATE, "TIME", own_duration, NULL, .offset = OWN(patience_ms),
     .help = "with --wait, at most so long: 90s, 10m, 2h; default 10m"},
    {.commands = FOR_BATCH, .help = "How to go through the file"},
    {"--resume", NULL, FOR_BATCH, NULL, own_switch, NULL, .offset = OWN(resume),
     .help = "go on where an earlier run of the file ended, as FILE.journal has it"},
    {"--same-account", NULL, FOR_BATCH, NULL, own_switch, NULL, .offset = OWN(same_account),
     .help = "with --resume: the keys are others than in the earlier run, of the same account"},
    {"--settle-ms", NULL, FOR_BATCH, "MS", own_number, NULL, .offset = OWN(settle_ms), .unit = "of milliseconds",
     .example = "--settle-ms 120000",
     .help = "with --resume: so long what the earlier run sent may still be under way; default 120000"},
    {"--job", NULL, FOR_BATCH, "NAME", own_text, NULL, .offset = OWN(job),
     .help = "a name for the whole: client tokens are made of it and the line, so that whoever runs a line of this job "
             "asks for the same purchase"},
    {"--yes", NULL, FOR_RESIZE | FOR_DELETE | FOR_BATCH, NULL, own_switch, NULL, .offset = OWN(yes), .spends = true,
     .help = "do not ask; required where there is no terminal to ask on"},
    {.commands = CALLS, .help = "How to reach the provider"},
    {"--provider", NULL, FOR_BATCH, "NAME", own_text, "provider", .offset = IN_CONFIG(provider), .note = "one of",
     .help = "of the lines whose client names none", .offer = OFFER_PROVIDERS},
    {"--provider", NULL, CALLS & ~(BUYS | FOR_BATCH), "NAME", own_text, "provider", .offset = IN_CONFIG(provider),
     .note = "one of", .help = "required, here or in BWP_PROVIDER", .offer = OFFER_PROVIDERS},
    {"--profile", NULL, CALLS, "NAME", own_text, NULL, .offset = OWN(profile),
     .help = "the section of $XDG_CONFIG_HOME/bwp/config that says the rest of this; default [default]"},
    {"--account", NULL, CALLS, "ID", own_text, "account", .offset = IN_CONFIG(account), .only = "config.account",
     .help = "the account's ID (domain_id)"},
    {"--project", NULL, CALLS, "ID", own_text, "project", .offset = IN_CONFIG(project), .only = "config.project",
     .help = "the project's ID (project_id)"},
    {"--site", NULL, CALLS, "SITE", own_text, "site", .offset = IN_CONFIG(site), .only = "config.site",
     .help = "china or international: whose website bills you; where an order has to say so it is required, never "
             "guessed",
     .offer = OFFER_WORDS, .words = "china international"},
    {"--credentials", NULL, CALLS, "SOURCE", own_text, "credentials", .offset = IN_CONFIG(credentials),
     .offer = OFFER_WORDS, .words = "environment profile metadata",
     .help = "where keys come from: environment, profile or metadata; without it the environment, then a profile"},
    {"--vendor-profile", NULL, CALLS, "NAME", own_text, "profile", .offset = IN_CONFIG(profile),
     .help = "a profile in the file of the provider's own tools, which holds keys; without it as they choose"},
    {"--signature", NULL, CALLS, "KIND", own_text, "signature", .offset = IN_CONFIG(signature),
     .only = "config.signature", .help = "acs3 (default) or rpc-v1", .offer = OFFER_WORDS, .words = "acs3 rpc-v1"},
    {"--endpoint", NULL, CALLS, "URL", own_text, "endpoint", .offset = IN_CONFIG(endpoint),
     .help = "https://host[:port] instead of the provider's own; plain http on loopback only"},
    {"--ca-file", NULL, CALLS, "FILE", own_text, "ca_file", .offset = IN_CONFIG(ca_file),
     .help = "certificates to trust, PEM, instead of the system's", .offer = OFFER_FILES},
    {"--proxy", NULL, CALLS, "URL", own_proxy, "proxy", .offset = IN_CONFIG(proxy),
     .help = "[scheme://]host[:port]; without it as libcurl, from the environment"},
    {"--timeout-ms", NULL, CALLS & ~(FOR_WAIT | FOR_BATCH), "MS", own_number, "timeout_ms",
     .offset = IN_CONFIG(timeout_ms), .unit = "of milliseconds", .example = "--timeout-ms 60000",
     .help = "for the whole call; default 60000"},
    {"--timeout-ms", NULL, FOR_WAIT, "MS", own_number, "timeout_ms", .offset = IN_CONFIG(timeout_ms),
     .unit = "of milliseconds", .example = "--timeout-ms 60000",
     .help = "for each look; default 60000; --for is for all of them"},
    {"--timeout-ms", NULL, FOR_BATCH, "MS", own_number, "timeout_ms", .offset = IN_CONFIG(timeout_ms),
     .unit = "of milliseconds", .example = "--timeout-ms 60000",
     .help = "for each line, from when it begins; default 60000"},
    {"--connect-timeout-ms", NULL, CALLS, "MS", own_number, "connect_timeout_ms",
     .offset = IN_CONFIG(connect_timeout_ms), .unit = "of milliseconds", .example = "--connect-timeout-ms 10000",
     .help = "default 10000"},
    {"--max-attempts", NULL, CALLS, "N", own_number, "max_attempts", .offset = IN_CONFIG(max_attempts),
     .unit = "of attempts", .example = "--max-attempts 1", .help = "at most so many, 3 unless said; 1 sends once"},
    {.commands = FOR_ALL, .help = "What to print"},
    {"--dry-run", NULL, BUYS | FOR_LIST | ONE, NULL, own_switch, NULL, .offset = OWN(dry_run),
     .help = "print the request as it would be sent, and send nothing"},
    {"--json", NULL, FOR_BATCH, NULL, own_switch, NULL, .offset = OWN(json),
     .help = "print results as lines of JSON, on a terminal as well, and nothing else"},
    {"--json", NULL, FOR_ALL & ~FOR_BATCH, NULL, own_switch, NULL, .offset = OWN(json),
     .help = "print the result as one line of JSON and nothing else, also for wrong options"},
    {"--verbose", NULL, CALLS & ~FOR_BATCH, NULL, own_switch, NULL, .offset = OWN(verbose),
     .help = "log to standard error; keys and signatures are never shown"},
    {"--help", "-h", FOR_ALL, NULL, own_switch, NULL, .offset = OWN(help), .help = "print this"},
    {"--version", "-V", FOR_ALL, NULL, own_switch, NULL, .offset = OWN(version), .help = "print the version"},
};
enum { COUNT = sizeof table / sizeof table[0] };

const struct option *options_row(size_t index)
{
    return index < COUNT ? &table[index] : NULL;
}

bool option_reaches(const struct option *option)
{
    return option->name != NULL && option->key != NULL && option->offset != 0 && !option->is_word;
}

/* How often an option was given; a switch may be given again, but not turned both on and off. */
struct seen {
    bool on, off;
};

/* What someone would call a key.  Whole words where a part would catch other options. */
static const struct {
    const char *word;
    bool        whole;
} key_words[] = {
    {"secret", false},
    {"access-key", false},
    {"access_key", false},
    {"accesskey", false},
    {"security-token", false},
    {"security_token", false},
    {"session-token", false},
    {"session_token", false},
    {"auth-token", false},
    {"auth_token", false},
    {"password", false},
    {"ak", true},
    {"sk", true},
    {"key", true},
    {"keys", true},
    {"credentials", true},
    {"auth", true},
};

bool options_asks_for_a_key(const char *name)
{
    name += strspn(name, "-");
    for (size_t i = 0; i < sizeof key_words / sizeof key_words[0]; i++) {
        if (key_words[i].whole ? strcmp(name, key_words[i].word) == 0 : strstr(name, key_words[i].word) != NULL)
            return true;
    }
    return false;
}

static bool refuse_key(const char *name, const struct options *options, struct problem *problem)
{
    struct buf keys;

    bwpi_buf_init(&keys, sizeof problem->message);
    known_list_keys(&keys, known_site(options->config.provider, options->config.site));
    (void)problem_is(problem, NULL,
                     "%s is not an option: keys come from the environment or a profile, never from the command line, "
                     "where others can see them; set %s",
                     name, bwpi_buf_text(&keys));
    bwpi_buf_free(&keys);
    return false;
}

/* Nothing is suggested that would spend more, or for what turns something off. */
static const char *find_nearest(const char *name, unsigned commands)
{
    const char *nearest = NULL;
    size_t      least = SIZE_MAX;

    for (size_t i = 0; i < COUNT && strncmp(name, "--no-", 5) != 0; i++) {
        size_t distance;

        if (table[i].name == NULL || table[i].is_word || table[i].spends || (table[i].commands & commands) == 0)
            continue;
        distance = nearest_distance(name, table[i].name);
        if (distance < least) {
            least = distance;
            nearest = table[i].name;
        }
    }
    return nearest;
}

static bool is_named(const struct option *option, const char *word, size_t size, bool *is_off)
{
    *is_off = false;
    if (option->letter != NULL && strlen(option->letter) == size && memcmp(option->letter, word, size) == 0)
        return true;
    if (strlen(option->name) == size && memcmp(option->name, word, size) == 0)
        return true;
    *is_off = option->metavar == NULL && size > 5 && memcmp(word, "--no-", 5) == 0 &&
              strlen(option->name) == size - 3 && memcmp(option->name + 2, word + 5, size - 5) == 0;
    return *is_off;
}

/* The row for "--name", "--name=value" or "--no-name" among the options of a command, or COUNT. */
static size_t find(const char *word, unsigned commands, bool *is_off)
{
    size_t size = strcspn(word, "="), i = 0;

    *is_off = false;
    while (i < COUNT && (table[i].name == NULL || table[i].is_word || (table[i].commands & commands) == 0 ||
                         !is_named(&table[i], word, size, is_off)))
        i++;
    return i;
}

/* Never shows what follows a '=': it may be a key. */
static bool refuse_option(const char *word, const struct options *options, struct problem *problem)
{
    const char *command = options->command->name, *nearest;
    char        name[64];
    size_t      size = strcspn(word, "=");
    bool        is_off;

    if (size >= sizeof name)
        return problem_is(problem, NULL, "unknown option %.60s...; bwp help %s lists them all", word, command);
    memcpy(name, word, size);
    name[size] = '\0';
    if (options_asks_for_a_key(name))
        return refuse_key(name, options, problem);
    nearest = find_nearest(name, options->command->bit);
    if (nearest != NULL)
        return problem_is(problem, NULL, "unknown option %s; did you mean %s?", name, nearest);
    if (find(name, FOR_ALL, &is_off) < COUNT)
        return problem_is(problem, NULL, "%s is no option of bwp %s; bwp help %s lists those it has", name, command,
                          command);
    return problem_is(problem, NULL, "unknown option %s; bwp help %s lists them all", name, command);
}

static bool take_value(const struct option *option, const char *value, struct seen *seen, struct options *options,
                       struct problem *problem)
{
    if (seen->on && !option->repeats)
        return problem_is(problem, option->key, "%s is given twice; give it once", option->name);
    seen->on = true;
    if (option->key != NULL &&
        !bwpi_utf8_valid(value, strlen(value))) /* the library refuses it too, but knows no option */
        return problem_is(problem, option->key, "%s is not valid UTF-8; give it in UTF-8", option->name);
    return option->set(option, value, options, problem);
}

static bool take_switch(const struct option *option, bool is_off, bool has_value, struct seen *seen,
                        struct options *options, struct problem *problem)
{
    if (has_value)
        return problem_is(problem, option->key, "%s takes no value; write it alone", option->name);
    if (is_off ? seen->on : seen->off)
        return problem_is(problem, option->key, "%s and --no-%s are both given; give one", option->name,
                          option->name + 2);
    if (is_off ? seen->off : seen->on)
        return true;
    *(is_off ? &seen->off : &seen->on) = true;
    return option->set(option, is_off ? NULL : "", options, problem);
}

/* One option at argv[i]; returns how many words it took. */
static int read_option(int argc, char *const argv[], int i, struct seen seen[COUNT], struct options *options,
                       struct problem *problem)
{
    const struct option *option;
    const char          *equals = strchr(argv[i], '='), *next = i + 1 < argc ? argv[i + 1] : NULL;
    bool                 is_off;
    size_t               row = find(argv[i], options->command->bit, &is_off), shown;

    if (row == COUNT) {
        (void)refuse_option(argv[i], options, problem);
        return 1;
    }
    option = &table[row];
    if (option->metavar == NULL) {
        (void)take_switch(option, is_off, equals != NULL, &seen[row], options, problem);
        return 1;
    }
    if (equals != NULL) {
        (void)take_value(option, equals + 1, &seen[row], options, problem);
        return 1;
    }
    if (next != NULL && strncmp(next, "--", 2) != 0) {
        (void)take_value(option, next, &seen[row], options, problem);
        return 2;
    }
    shown = next != NULL ? strcspn(next, "=") : 0;
    if (next != NULL) /* more likely a forgotten value than a value that looks like this */
        (void)problem_is(problem, option->key,
                         "%s needs a value, and %.*s follows; a value that begins with -- is written %s=VALUE",
                         option->name, (int)(shown < SHOWN_MAX ? shown : SHOWN_MAX), next, option->name);
    else
        (void)problem_is(problem, option->key, "%s needs a value: %s %s", option->name, option->name, option->metavar);
    return 1;
}

/* What a word beside the options is to a command: the first row that has not got one, or that takes several. */
static size_t find_word(unsigned commands, const struct seen seen[COUNT])
{
    size_t i = 0;

    while (i < COUNT && (!table[i].is_word || (table[i].commands & commands) == 0 || (seen[i].on && !table[i].repeats)))
        i++;
    return i;
}

static void take_word(const char *word, struct seen seen[COUNT], struct options *options, struct problem *problem)
{
    static const struct seen none[COUNT];
    size_t                   row = find_word(options->command->bit, seen);
    size_t                   first = find_word(options->command->bit, none);

    if (row < COUNT)
        (void)take_value(&table[row], word, &seen[row], options, problem);
    else if (first < COUNT)
        (void)problem_is(problem, NULL, "unexpected word \"%.60s\"; bwp %s takes one %s", word, options->command->name,
                         table[first].name);
    else
        (void)problem_is(problem, NULL, "unexpected word \"%.60s\"; a value follows its option, as in --name hk-sh",
                         word);
}

bool options_read(struct options *options, const struct command *command, int argc, char *const argv[],
                  struct problem *problem)
{
    struct seen seen[COUNT] = {{false, false}};
    bool        ended = false;

    *options = (struct options){.command = command, .config = {.struct_size = sizeof(bwp_config)}};
    bwpi_buf_init(&options->given, GIVEN_MAX);
    bwpi_buf_init(&options->arguments, GIVEN_MAX);
    options->writer = (struct json_writer){&options->given, false};
    bwpi_json_open(&options->writer, NULL, '{');
    for (int i = 0; i < argc;) {
        if (!ended && strcmp(argv[i], "--") == 0) {
            ended = true;
            i++;
        } else if (ended || argv[i][0] != '-') {
            take_word(argv[i++], seen, options, problem);
        } else {
            i += read_option(argc, argv, i, seen, options, problem);
        }
    }
    bwpi_json_close(&options->writer, '}');
    if (options->given.state != BUF_OK)
        (void)problem_memory(problem);
    return problem->message[0] == '\0';
}

void options_free(struct options *options)
{
    bwpi_buf_free(&options->given);
    bwpi_buf_free(&options->arguments);
    free(options->settings);
    bwpi_json_free(options->tags);
    bwpi_json_free(options->file);
    bwpi_json_free(options->places);
    bwpi_json_free(options->request);
    options->tags = options->file = options->places = options->request = NULL;
}

/* The help of an option, and which providers it is for, as the library has it. */
static void write_help(struct buf *to, const struct option *option)
{
    struct buf names;

    bwpi_buf_init(&names, 1024);
    bwpi_buf_add_text(to, option->help);
    if (option->note != NULL) {
        (void)known_list_names(&names, option->noted, false, option->noted != NULL ? " and " : " or ");
        if (names.size > 0) {
            bwpi_buf_add_text(to, "; ");
            bwpi_buf_add_text(to, option->note);
            bwpi_buf_add_char(to, ' ');
            bwpi_buf_add_text(to, bwpi_buf_text(&names));
        }
    }
    bwpi_buf_clear(&names);
    if (option->only != NULL && known_list_names(&names, option->only, true, " and ")) {
        bwpi_buf_add_text(to, "; ");
        bwpi_buf_add_text(to, bwpi_buf_text(&names));
        bwpi_buf_add_text(to, " only");
    }
    bwpi_buf_free(&names);
}

void options_print_help(FILE *file, const struct command *command)
{
    for (size_t i = 0; i < COUNT; i++) {
        const struct option *option = &table[i];
        char                 label[48];
        struct buf           help;

        if ((option->commands & command->bit) == 0 || option->is_word)
            continue;
        if (option->name == NULL) {
            (void)fprintf(file, "\n%s:\n", option->help);
            continue;
        }
        (void)snprintf(label, sizeof label, "%s%s%s%s%s", option->letter != NULL ? option->letter : "",
                       option->letter != NULL ? ", " : "", option->name, option->metavar != NULL ? " " : "",
                       option->metavar != NULL ? option->metavar : "");
        bwpi_buf_init(&help, 2048);
        write_help(&help, option);
        text_print_row(file, 26, label, bwpi_buf_text(&help));
        bwpi_buf_free(&help);
    }
}

const char *options_name(const struct command *command, const char *field)
{
    for (size_t i = 0; i < COUNT && *field != '\0'; i++) {
        const struct option *option = &table[i];

        if (command != NULL ? (option->commands & command->bit) == 0 : option->is_word)
            continue;
        if ((option->key != NULL && strcmp(option->key, field) == 0) ||
            (option->second != NULL && strcmp(option->second, field) == 0))
            return option->name;
    }
    return "";
}
