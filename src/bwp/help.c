/* help.c - commands, options and providers come from their tables; the examples have all that their provider asks for.
 */
#include "help.h"

#include <string.h>

#include "known.h"
#include "options.h"
#include "output.h"
#include "result.h"
#include "text.h"
#include "view.h"

enum { LABEL_WIDTH = 12 };

/* The lines of one command's help that no table has; a command without a row has none. */
static const struct {
    unsigned    command;
    const char *lines;
} introductions[] = {
    {FOR_CREATE, "A bandwidth package is capacity between two areas of one provider's backbone.\n"
                 "\n"
                 "This spends money. The answer is one of three: bought, not bought, or unknown.\n"
                 "Add --dry-run to see the request that would be sent, without sending it.\n"
                 "A careful buyer chooses a --client-token and stores it before buying: then the\n"
                 "same command can be repeated, and buys at most once, where tokens are known.\n"},
    {FOR_LIST, "Prints a table that fits the terminal; in a pipe it is as wide as it has to be.\n"},
    {FOR_FIND, "After a create that ended unknown: takes the same options, and never buys. Exit\n"
               "status 0 shows what matches, newest first; 1 says that it was looked for, and\n"
               "that there is none; 2 that one may be on its way, or that it could not be\n"
               "looked for, be it for a wrong option: do not buy again for that.\n"},
    {FOR_WAIT, "Looks again and again until the goal is reached, and shows what it sees.\n"},
    {FOR_RESIZE, "Another bandwidth is another price: this asks first, or takes --yes. Alibaba,\n"
                 "Baidu and Volcengine charge the difference of a prepaid package at once; at\n"
                 "Huawei the order waits for you to pay it, unless --auto-pay does.\n"
                 "\n"
                 "Note: the package is read first, which may add to the request; --dry-run\n"
                 "reads nothing, and shows the request without that.\n"},
    {FOR_UNTAG, "Note: the package is read first, which may add to the request; --dry-run\n"
                "reads nothing, and shows the request without that.\n"},
    {FOR_DELETE, "This is for good: it asks first, or takes --yes. A prepaid package that has not\n"
                 "expired cannot be deleted.\n"},
    {FOR_BATCH, "FILE holds a request on each line, in JSON; blank ones are passed over:\n"
                "\n"
                "  {\"ref\":\"a1\",\"client\":{\"provider\":\"alibaba\"},\"operation\":\"create\",\n"
                "   \"arguments\":{\"bandwidth_mbps\":10,\"area_a\":\"china\", ...}}       (one line)\n"
                "\n"
                "ref is yours; operation is create if not given; what client lacks comes from\n"
                "the options below, BWP_... and bwp/config; arguments are as in --request.\n"
                "\n"
                "A table of what will be done comes first, then a question. Results come on\n"
                "standard output as they finish, a line of JSON each; on a terminal in words.\n"
                "Each line is written to FILE.journal before it is sent, so that --resume goes\n"
                "on after Ctrl-C, a crash or a full disk, and buys nothing twice where client\n"
                "tokens are known.\n"},
    {FOR_WHOAMI, "Shows no secret: of the access key the last four signs. Asks a machine for keys\n"
                 "of its own and IAM for the account, where a command would; else sends nothing.\n"},
    {FOR_PROVIDERS, "Prints for each provider, or for the one named, its areas, ways of billing,\n"
                    "periods, limits, the options it cannot express and the environment variables\n"
                    "that are read for it.\n"},
};

static const char examples[] = "\n"
                               "Examples:\n"
                               "  # Huawei: which website bills (--site), the account and the project; a\n"
                               "  # name in use is refused\n"
                               "  bwp create --provider huawei --site china --account ACCOUNT_ID \\\n"
                               "      --project PROJECT_ID --name cn-ap --bandwidth 10 \\\n"
                               "      --areas china,asia-pacific --billing postpaid\n"
                               "\n"
                               "  # Alibaba: a month in advance, paid from the balance; without --auto-pay the\n"
                               "  # order waits for you\n"
                               "  bwp create --provider alibaba --name hk-sh --bandwidth 100 \\\n"
                               "      --areas china,asia-pacific --billing prepaid --period 1month \\\n"
                               "      --auto-pay --tag env=prod --client-token \"$TOKEN\"\n"
                               "\n"
                               "  # Baidu: prepaid is paid as it is created, so --auto-pay has to say so\n"
                               "  bwp create --provider baidu --name bj-hk --bandwidth 10 \\\n"
                               "      --areas china,asia-pacific --billing prepaid --period 1month \\\n"
                               "      --auto-pay --client-token \"$TOKEN\"\n"
                               "\n"
                               "  # Volcengine: its site in China, unless --site international says BytePlus\n"
                               "  bwp create --provider volcengine --name sh-jk --bandwidth 10 \\\n"
                               "      --areas china,asia-pacific --billing postpaid_95\n";

static const char notes[] = "\n"
                            "\"--name value\" and \"--name=value\" are the same.\n"
                            "How to reach the provider may also come from BWP_PROVIDER, BWP_ENDPOINT and so\n"
                            "on, a variable for each option, or from a section of bwp/config.\n"
                            "An option that a provider has no way to express is an error, before anything\n"
                            "is sent.\n";

static const char note_on_switches[] =
    "--no-auto-pay turns --auto-pay off where a request file turns it on, and so for\n"
    "every option without a value.\n";

static const char note_on_keys[] = "Keys come from the environment, or from where the provider's own tools keep\n"
                                   "them: \"bwp help\" names the variables, bwp(1) the files.\n";

#define FOR_LOOKS (FOR_GET | FOR_LIST | FOR_WAIT | FOR_WHOAMI)

/* What the exit status of a command says.  The first row that fits counts; the last is for all that change. */
static const struct {
    unsigned    commands;
    const char *lines;
} statuses[] = {
    {FOR_CREATE, "  0   done: it was bought or ordered (with --dry-run: the request could be made)\n"
                 "  1   not done: nothing was bought; a wrong option too\n"
                 "  2   unknown: it may have been bought and may be billed; read what is printed\n"
                 "      before trying again\n"
                 "  3   done, but not all that was asked: bought, and not bound or not ready\n"},
    {FOR_FIND, "  0   it is there (with --dry-run: the request could be made)\n"
               "  1   it was looked for, and is not there\n"
               "  2   it may be on its way, or could not be looked for; a wrong option too\n"},
    {FOR_LOOKS, "  0   done\n"
                "  1   not done; a wrong option too\n"},
    {FOR_BATCH, "  2   of a line it is unknown whether it was carried out; it may be billed\n"
                "  1   else: a line was not done, or results could not be printed; or nothing\n"
                "      was sent, as for a wrong option\n"
                "  3   else: a line was done in part: bought, and not bound\n"
                "  0   else: all were done\n"},
    {FOR_ALL, "  0   done: it is so now (with --dry-run: the request could be made)\n"
              "  1   not done: nothing was changed; a wrong option too\n"
              "  2   unknown: it may have been changed, and may be billed; read what is printed\n"
              "      before trying again\n"},
};

static const char all_statuses[] = "\n"
                                   "Exit status:\n"
                                   "  0   done: it was bought or ordered, looked at or changed (with --dry-run: the\n"
                                   "      request could be made)\n"
                                   "  1   not done: nothing was bought or changed; a wrong option too, but of find,\n"
                                   "      where it is 2\n"
                                   "  2   unknown: it may have been bought and may be billed; read what is printed\n"
                                   "      before trying again\n"
                                   "  3   done, but not all that was asked: bought, and not bound or not ready\n";

/* "A, B; C with temporary keys; D for --account" */
static void write_variables(struct buf *line, const struct json *provider)
{
    static const char *const options[] = {"account", "project"};

    if (bwpi_json_member(provider, "variables") == NULL)
        return;
    known_list_keys(line, provider);
    if (bwpi_json_first(bwpi_json_member(bwpi_json_member(provider, "variables"), "security_token")) != NULL) {
        bwpi_buf_add_text(line, "; with temporary keys also ");
        (void)known_list_variables(line, provider, "security_token");
    }
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        if (bwpi_json_first(bwpi_json_member(bwpi_json_member(provider, "variables"), options[i])) == NULL)
            continue;
        bwpi_buf_add_text(line, "; for ");
        bwpi_buf_add_text(line, options_name(NULL, options[i]));
        bwpi_buf_add_text(line, " ");
        (void)known_list_variables(line, provider, options[i]);
    }
}

/* What is read there instead of what the provider's own row says, which is of its first site. */
static void print_other_sites(FILE *file, const struct json *provider)
{
    const struct json *first = bwpi_json_first(bwpi_json_member(provider, "sites"));

    for (const struct json *site = first != NULL ? bwpi_json_next(first) : NULL; site != NULL;
         site = bwpi_json_next(site)) {
        struct buf line;

        bwpi_buf_init(&line, 4096);
        bwpi_buf_add_text(&line, "at its site ");
        bwpi_buf_add_text(&line, view_text(site, "name"));
        bwpi_buf_add_text(&line, ": ");
        write_variables(&line, site);
        text_print_row(file, LABEL_WIDTH, "", bwpi_buf_text(&line));
        bwpi_buf_free(&line);
    }
}

static void print_environment(FILE *file)
{
    (void)fputs("\nKeys come from the environment, or from where the provider's own tools keep\n"
                "them (bwp(1), FILES); never from the command line or the request file:\n",
                file);
    for (const struct json *provider = known_first(); provider != NULL; provider = bwpi_json_next(provider)) {
        struct buf line;

        bwpi_buf_init(&line, 4096);
        write_variables(&line, provider);
        text_print_row(file, LABEL_WIDTH, view_text(provider, "name"), bwpi_buf_text(&line));
        bwpi_buf_free(&line);
        print_other_sites(file, provider);
    }
}

static void print_overview(FILE *file)
{
    struct buf names;

    bwpi_buf_init(&names, 1024);
    (void)known_list_names(&names, NULL, true, " or ");
    text_print_line(file, "bwp - bandwidth packages from %s", bwpi_buf_text(&names));
    bwpi_buf_free(&names);
    (void)fputc('\n', file);
    for (size_t i = 0; i < command_count; i++) {
        char label[64];

        (void)snprintf(label, sizeof label, "bwp %s %s", command_table[i].name, command_table[i].usage);
        text_print_row(file, 30, label, command_table[i].help);
    }
    (void)fputs(examples, file);
    print_environment(file);
    (void)fputs(all_statuses, file);
}

static void print_statuses(FILE *file, unsigned command)
{
    size_t i = 0;

    while ((statuses[i].commands & command) == 0)
        i++;
    (void)fprintf(file, "\nExit status:\n%s", statuses[i].lines);
}

void help_print(FILE *file, const struct command *command)
{
    if (command == NULL) {
        print_overview(file);
        return;
    }
    (void)fprintf(file, "bwp %s%s%s - %s\n", command->name, *command->usage != '\0' ? " " : "", command->usage,
                  command->help);
    for (size_t i = 0; i < sizeof introductions / sizeof introductions[0]; i++) {
        if (introductions[i].command == command->bit)
            (void)fprintf(file, "\n%s", introductions[i].lines);
    }
    if (command->bit == FOR_CREATE)
        (void)fputs(examples, file);
    options_print_help(file, command);
    if (command->deed.operation == NULL && command->bit != FOR_BATCH)
        return;
    (void)fprintf(file, "%s%s%s", notes, (command->bit & (FOR_CREATE | FOR_FIND)) != 0 ? note_on_switches : "",
                  command->bit == FOR_CREATE ? "" : note_on_keys);
    if (command->bit == FOR_CREATE)
        print_environment(file);
    print_statuses(file, command->bit);
}

int help_run(struct options *options, struct problem *problem)
{
    const struct command *nearest, *command = NULL;

    if (options->word != NULL) {
        command = command_find(options->word, &nearest);
        if (command == NULL) {
            (void)problem_is(problem, NULL, "there is no command %.60s; %s%s", options->word,
                             nearest != NULL ? "did you mean bwp help " : "bwp help lists them",
                             nearest != NULL ? nearest->name : "");
            return result_tell_problem(options, problem);
        }
    }
    help_print(stdout, command);
    return output_end("the help");
}
