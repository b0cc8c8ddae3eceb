/* answer.c - every line is answered once; what comes from a provider is made harmless on the way. */
#include "answer.h"

#include <stdio.h>
#include <string.h>

#include "output.h"
#include "resume.h"
#include "screen.h"
#include "text.h"
#include "view.h"

enum { ANSWER_MAX = 70 * 1024 * 1024 };

void answer_write(struct buf *to, const struct options *options, const struct line *line, const struct made *made)
{
    struct json   *json = line_parse(line), *request = NULL;
    struct options like = *options;
    const char    *clause;

    bwpi_buf_init(&like.arguments, ANSWER_MAX);
    if (line->command != NULL)
        line_write_arguments(&like.arguments, line, bwpi_json_member(json, "arguments"));
    if (like.arguments.size > 0)
        request = bwpi_json_parse(bwpi_buf_text(&like.arguments), like.arguments.size, &clause);
    like.request = request;
    like.config.provider = line->client != NULL ? line->client->provider : NULL;
    result_write(to, &like, made);
    bwpi_json_free(request);
    bwpi_buf_free(&like.arguments);
    bwpi_json_free(json);
}

void answer_write_unsent(struct buf *to, const struct options *options, const struct line *line, const char *status,
                         const char *why)
{
    const struct problem *problem = line->problem;
    bool                  is_doubt = line_is_doubtful(line);
    bool        finds = line->command != NULL && line->client != NULL && command_not_done(line->command) == BWP_UNKNOWN;
    struct made made = {.outcome = is_doubt || finds ? "unknown" : "not_done", .status = status, .field = ""};
    char        message[sizeof problem->message + 100];

    if (problem != NULL) {
        made.status = problem->status != NULL ? problem->status : "argument";
        made.field = problem->field != NULL ? problem->field : "";
        why = problem->message;
    }
    (void)snprintf(message, sizeof message, "%s%s", why,
                   is_doubt          ? "; an earlier run may have carried it out"
                   : problem == NULL ? "; the line was not sent"
                                     : "");
    made.message = message;
    made.retry_is_safe = !is_doubt || (resume_is_protected(line) && !line->is_overtaken);
    answer_write(to, options, line, &made);
}

void teller_begin(struct teller *teller, const struct options *options, size_t total)
{
    *teller = (struct teller){.options = options, .in_words = !options->json && screen_is_terminal(stdout)};
    progress_begin(&teller->progress, total, options->json);
}

static void write_answer(struct buf *to, const struct line *line, const struct json *json, const char *text)
{
    struct json_writer writer = {to, false};
    const char        *operation = view_text(json, "operation");

    if (line->command != NULL)
        operation = line->command->deed.operation;
    bwpi_json_open(&writer, NULL, '{');
    bwpi_json_put_uint(&writer, "line", line->number);
    bwpi_json_put_text(&writer, "ref", view_text(json, "ref"));
    bwpi_json_put_text(&writer, "operation", operation);
    bwpi_json_put_raw(&writer, "result", text, strlen(text));
    bwpi_json_close(&writer, '}');
}

/* ", ****-key, from environment, account 4c2": whose keys they are. */
static void write_whoami(char *to, size_t room, const struct json *whoami)
{
    static const char *const rows[][2] = {
        {"access_key", ""}, {"source", "from "}, {"account", "account "}, {"project", "project "}, {"site", "site "}};
    size_t used = 0;

    *to = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && used < room; i++) {
        const char *text = view_text(whoami, rows[i][0]);

        if (*text != '\0')
            used += (size_t)snprintf(to + used, room - used, ", %s%.80s", rows[i][1], text);
    }
}

/* ", cenbwp-4c2, hk-sh, 100 Mbit/s": the package of a result, and what was asked for where it does not say. */
static void write_package(char *to, size_t room, const struct json *result, bool lists)
{
    const struct json *packages = bwpi_json_member(result, "packages"), *package = bwpi_json_first(packages);
    const struct json *request = bwpi_json_member(result, "request");
    const char        *id = view_text(package, "id"), *name = view_text(package, "name");
    unsigned           bandwidth = view_number(package, "bandwidth_mbps");
    char               mbps[40] = "";
    size_t             count = 0;

    for (const struct json *each = package; each != NULL; each = bwpi_json_next(each))
        count++;
    if (count > 1 || (lists && count == 0)) {
        (void)snprintf(to, room, ", %zu packages", count);
        return;
    }
    id = *id != '\0' ? id : view_text(request, "id");
    name = *name != '\0' ? name : view_text(request, "name");
    bandwidth = bandwidth > 0 ? bandwidth : view_number(request, "bandwidth_mbps");
    if (bandwidth > 0)
        (void)snprintf(mbps, sizeof mbps, ", %u Mbit/s", bandwidth);
    (void)snprintf(to, room, "%s%.130s%s%.130s%s", *id != '\0' ? ", " : "", id, *name != '\0' ? ", " : "", name, mbps);
}

/*
 * "line 12 (a1), create: done, cenbwp-4c2, hk-sh, 100 Mbit/s", never cut: an id and the reason of a no are what it is
 * read for, and are told nowhere else on a terminal.
 */
static void print_words(const struct line *line, const struct json *json, const char *text)
{
    static const struct {
        const char *word;
        enum colour colour;
    } outcomes[] = {
        [BWP_DONE] = {"done", COLOUR_GOOD},
        [BWP_NOT_DONE] = {"not done", COLOUR_BAD},
        [BWP_UNKNOWN] = {"UNKNOWN", COLOUR_WAITING},
        [DONE_IN_PART] = {"done in part", COLOUR_WAITING},
    };
    const char  *clause, *ref = view_text(json, "ref");
    struct json *result = bwpi_json_parse(text, strlen(text), &clause);
    const char  *message = view_text(result, "message");
    int          status = result_exit_status(result, text);
    char         head[400], what[400], tail[1200];

    (void)snprintf(head, sizeof head, "line %zu%s%.60s%s%s%s: ", line->number, *ref != '\0' ? " (" : "", ref,
                   *ref != '\0' ? ")" : "", line->command != NULL ? ", " : "",
                   line->command != NULL ? line->command->deed.operation : "");
    if (line->command != NULL && line->command->bit == FOR_WHOAMI)
        write_whoami(what, sizeof what, bwpi_json_member(result, "whoami"));
    else
        write_package(what, sizeof what, result,
                      status == BWP_DONE && line->command != NULL && line->command->bit == FOR_LIST);
    (void)snprintf(tail, sizeof tail, "%s%.640s%s", *message != '\0' ? ", " : "", message, what);
    text_print(stdout, head);
    screen_colour(stdout, outcomes[status].colour);
    text_print(stdout, outcomes[status].word);
    screen_colour(stdout, COLOUR_NONE);
    text_print(stdout, tail);
    (void)fputc('\n', stdout);
    bwpi_json_free(result);
}

void teller_tell(struct teller *teller, struct line *line, const char *text)
{
    struct json *json = line_parse(line);
    struct buf   answer = BUF_INIT(ANSWER_MAX);
    int          status = result_exit_status(NULL, text);

    line->is_told = true;
    teller->count[status]++;
    teller->progress.done++;
    teller->progress.not_done += status == BWP_NOT_DONE;
    teller->progress.unknown += status == BWP_UNKNOWN;
    if (!teller->failed) {
        progress_hide(&teller->progress);
        if (teller->in_words) {
            print_words(line, json, text);
        } else {
            write_answer(&answer, line, json, text);
            /* a part of an answer is none, and neither is one without its ref */
            teller->failed = *text == '\0' || answer.state != BUF_OK || (json == NULL && line->command != NULL);
            if (teller->failed)
                text_print_line(stderr, "bwp: there is not enough memory to tell of line %zu", line->number);
            else
                text_print_json(stdout, bwpi_buf_text(&answer));
        }
    }
    bwpi_buf_free(&answer);
    bwpi_json_free(json);
}

bool teller_flush(struct teller *teller)
{
    if (!teller->failed && !output_finish("a result", ""))
        teller->failed = true;
    return !teller->failed;
}

int teller_end(struct teller *teller)
{
    const size_t *count = teller->count;
    size_t        total = count[BWP_DONE] + count[DONE_IN_PART] + count[BWP_NOT_DONE] + count[BWP_UNKNOWN];
    char          part[80] = "";

    progress_hide(&teller->progress);
    if (count[DONE_IN_PART] > 0)
        (void)snprintf(part, sizeof part, "%zu done in part, ", count[DONE_IN_PART]);
    if (!teller->options->json)
        text_print_line(stderr, "%zu line%s: %zu done, %s%zu not done, %zu unknown", total, total == 1 ? "" : "s",
                        count[BWP_DONE], part, count[BWP_NOT_DONE], count[BWP_UNKNOWN]);
    return count[BWP_UNKNOWN] > 0    ? BWP_UNKNOWN
           : count[BWP_NOT_DONE] > 0 ? BWP_NOT_DONE
           : count[DONE_IN_PART] > 0 ? DONE_IN_PART
                                     : BWP_DONE;
}
