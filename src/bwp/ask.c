/* ask.c - asked before anything else is done, so that the usual keys end the program while it waits for an answer. */
#include "ask.h"

#include <string.h>
#include <unistd.h>

#include "screen.h"
#include "table.h"
#include "text.h"
#include "view.h"

/* A look at the package, for the question; what cannot be seen is asked about by its id alone. */
static void describe(char *to, size_t room, const struct options *options)
{
    bwp_client  *client = bwp_client_new(&options->config, NULL);
    char        *text;
    const char  *clause;
    struct buf   arguments;
    struct json *result;

    struct json_writer writer = {&arguments, false};

    *to = '\0';
    if (client == NULL)
        return;
    bwpi_buf_init(&arguments, 64 * 1024);
    bwpi_json_open(&writer, NULL, '{');
    bwpi_json_put_text(&writer, "id", options->word);
    bwpi_json_close(&writer, '}');
    text = bwp_call_json(client, "get", bwpi_buf_text(&arguments));
    result = bwpi_json_parse(text, strlen(text), &clause);
    if (bwpi_json_first(bwpi_json_member(result, "packages")) != NULL)
        table_describe(to, room, bwpi_json_first(bwpi_json_member(result, "packages")));
    bwpi_json_free(result);
    bwp_free(text);
    bwpi_buf_free(&arguments);
    bwp_client_free(client);
}

static bool is_yes(const char *answer)
{
    static const char *const words[] = {"y\n", "Y\n", "yes\n", "Yes\n", "YES\n"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], answer) == 0)
            return true;
    }
    return false;
}

bool ask_first(struct options *options, struct problem *problem)
{
    const struct deed *deed = &options->command->deed;
    unsigned           bandwidth = view_number(options->request, "bandwidth_mbps");
    char               about[400], to[40] = "", answer[16] = "";

    if (deed->question == NULL || options->yes || options->dry_run || options->word == NULL)
        return true;
    if (isatty(STDIN_FILENO) != 1 || !screen_is_terminal(stderr))
        return problem_is(
            problem, NULL,
            "bwp %s asks before it goes on, and there is no terminal to ask on; nothing was sent: add --yes",
            options->command->name);
    describe(about, sizeof about, options);
    if (bandwidth > 0)
        (void)snprintf(to, sizeof to, " to %u Mbit/s", bandwidth);
    text_print_line(stderr, "%s %s%s%s%s%s at %s?", deed->question, options->word, *about != '\0' ? " (" : "", about,
                    *about != '\0' ? ")" : "", to, options->config.provider);
    (void)fputs(bandwidth > 0 ? "This may cost more. [y/N] " : "This is for good. [y/N] ", stderr);
    (void)fflush(stderr);
    if (fgets(answer, sizeof answer, stdin) != NULL && is_yes(answer))
        return true;
    problem->status = "cancelled";
    return problem_is(problem, NULL, "the answer was not yes; nothing was sent");
}
