/* ask.c - asked before anything else is done, so that the usual keys end the program while it waits for an answer. */
#include "ask.h"

#include <string.h>
#include <unistd.h>

#include "screen.h"
#include "table.h"
#include "text.h"
#include "view.h"

enum { ARGUMENTS_MAX = 128 * 1024 * 1024 };

/*
 * What cannot be sent is told, and nobody is asked about it.  Only what is found before anything is sent counts: a
 * rehearsal that looks at the package first may fail where the change would not.
 */
static bool can_be_sent(bwp_client *client, const struct options *options, struct problem *problem)
{
    static char  field[64], status[32]; /* outlive the problem */
    struct buf   arguments;
    struct json *result = NULL;
    const char  *clause;

    bwpi_buf_init(&arguments, ARGUMENTS_MAX);
    bwpi_buf_add_text(&arguments, "{\"preview\":true,"); /* the id follows in any case */
    bwpi_buf_add_text(&arguments, bwpi_buf_text(&options->arguments) + 1);
    if (arguments.state == BUF_OK) {
        char *text = bwp_call_json(client, options->command->deed.operation, bwpi_buf_text(&arguments));

        result = bwpi_json_parse(text, strlen(text), &clause);
        bwp_free(text);
    }
    bwpi_buf_free(&arguments);
    if (result == NULL)
        return problem_memory(problem);
    if (strcmp(view_text(result, "outcome"), "not_done") == 0 && view_number(result, "attempts") == 0) {
        (void)snprintf(field, sizeof field, "%s", view_text(result, "field"));
        (void)snprintf(status, sizeof status, "%s", view_text(result, "status"));
        problem->status = status;
        (void)problem_is(problem, field, "%s", view_text(result, "message"));
    }
    bwpi_json_free(result);
    return problem->message[0] == '\0';
}

/* A look at the package, for the question; what cannot be seen is asked about by its id alone. */
static void describe(char *to, size_t room, bwp_client *client, const struct options *options)
{
    char        *text;
    const char  *clause;
    struct buf   arguments;
    struct json *result;

    struct json_writer writer = {&arguments, false};

    *to = '\0';
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

bool ask_on_terminal(const struct options *options, struct problem *problem)
{
    return (isatty(STDIN_FILENO) == 1 && screen_is_terminal(stderr)) ||
           problem_is(problem, NULL,
                      "%s asks before it goes on, and there is no terminal to ask on; nothing was changed: add --yes",
                      options->command->name);
}

bool ask_answer(const char *question, struct problem *problem)
{
    char answer[16] = "";

    (void)fputs(question, stderr);
    (void)fflush(stderr);
    if (fgets(answer, sizeof answer, stdin) != NULL && is_yes(answer))
        return true;
    problem->status = "cancelled";
    return problem_is(problem, NULL, "the answer was not yes; nothing was sent");
}

bool ask_is_needed(const struct options *options)
{
    return options->command->deed.question != NULL && !options->yes && !options->dry_run && options->word != NULL;
}

bool ask_first(bwp_client *client, const struct options *options, struct problem *problem)
{
    bool is_resize = options->command->bit == FOR_RESIZE;
    char about[400], to[40] = "";

    if (!can_be_sent(client, options, problem) || !ask_on_terminal(options, problem))
        return false;
    describe(about, sizeof about, client, options);
    if (is_resize)
        (void)snprintf(to, sizeof to, " to %u Mbit/s", view_number(options->request, "bandwidth_mbps"));
    text_print_line(stderr, "%s %s%s%s%s%s at %s?", options->command->deed.question, options->word,
                    *about != '\0' ? " (" : "", about, *about != '\0' ? ")" : "", to, options->config.provider);
    return ask_answer(is_resize ? "This may cost more. [y/N] " : "This is for good. [y/N] ", problem);
}
