/* batch.c - many requests from a file: read, shown, agreed to, and then sent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "base/utf8.h"
#include "clients.h"
#include "command.h"
#include "journal.h"
#include "lines.h"
#include "options.h"
#include "owners.h"
#include "plan.h"
#include "refusals.h"
#include "result.h"
#include "run.h"
#include "surroundings.h"
#include "text.h"

enum { JOB_MAX = 128 };

static bool check_options(const struct options *options, struct problem *problem)
{
    const char *job = options->job;

    if (options->word == NULL || *options->word == '\0')
        return problem_is(problem, NULL, "FILE is missing: bwp batch orders.jsonl");
    if (strcmp(options->word, "-") == 0)
        return problem_is(problem, NULL,
                          "FILE cannot be standard input: its journal stands beside it, as FILE.journal");
    if (job != NULL && (!bwpi_utf8_valid(job, strlen(job)) || bwpi_utf8_has_control(job) || strlen(job) > JOB_MAX))
        return problem_is(problem, NULL, "--job has to be at most %d bytes of UTF-8 without control characters",
                          (int)JOB_MAX);
    return true;
}

static void show_plan(const struct options *options, const struct lines *lines, const struct journal *journal)
{
    plan_print(stderr, lines, options->word);
    if (options->resume && journal->fd == -1)
        text_print_line(stderr, "%.200s is not there: no earlier run of this file is known, and every line is new",
                        journal->path);
}

/* A yes to the plan; there is nothing to agree to where nothing is sent. */
static bool agree(const struct options *options, const struct lines *lines, const struct journal *journal,
                  struct problem *problem)
{
    size_t count = plan_count(lines);
    bool   asks = !options->yes && count > 0;
    char   question[80];

    if (!options->json)
        show_plan(options, lines, journal);
    if (!asks)
        return true;
    if (!ask_on_terminal(options, problem))
        return false;
    if (options->json) /* nobody says yes to what was not shown */
        show_plan(options, lines, journal);
    (void)snprintf(question, sizeof question, "Send %s? [y/N] ", count == 1 ? "it" : "them");
    return ask_answer(question, problem);
}

int batch_run(struct options *options, struct problem *problem)
{
    struct lines   lines = {.count = 0};
    struct journal journal = {.fd = -1};
    struct clients clients = {.count = 0};
    int            status = BWP_NOT_DONE;
    bool           ok = check_options(options, problem) && surroundings_fill(options, problem) &&
              lines_read(&lines, options->word, problem) && lines_check(&lines, &clients, options, problem) &&
              journal_read(&journal, options->word, options->resume, &lines, problem) &&
              refusals_find(&lines, problem) && agree(options, &lines, &journal, problem) &&
              owners_check(&lines, &clients, options, problem) &&
              (plan_count(&lines) == 0 || journal_begin(&journal, problem));

    if (ok)
        status = run_lines(options, &lines, &journal, problem);
    if (problem->message[0] != '\0')
        status = result_tell_problem(options, problem);
    journal_close(&journal);
    lines_free(&lines);
    clients_free(&clients);
    return status;
}
