/* owners.c - all clients are asked at once, so that a service that does not answer is waited for once. */
#include "owners.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "screen.h"
#include "text.h"

/* So long nobody wonders.  Then a line is printed, which on a terminal is written over as often. */
enum { PATIENCE_MS = 1000 };

struct waiting {
    bool    is_silent, moves, is_shown;
    int64_t began_ms;
};

static void show(struct waiting *waiting, const struct clients *clients)
{
    unsigned             seconds = (unsigned)((bwpi_clock_ms() - waiting->began_ms) / 1000);
    const struct client *first = NULL;
    size_t               more = 0;
    char                 others[80] = "", line[160];

    if (waiting->is_silent || seconds == 0 || (waiting->is_shown && !waiting->moves))
        return;
    for (size_t i = 0; i < clients->count; i++) {
        const struct client *client = clients->list[i];

        if (!client->is_asked || client->is_identified)
            continue;
        more += first != NULL;
        first = first != NULL ? first : client;
    }
    if (more > 0)
        (void)snprintf(others, sizeof others, " and by %zu more client%s", more, more == 1 ? "" : "s");
    (void)snprintf(line, sizeof line, "waiting to be told whose keys are used at %s%s (%us)",
                   first != NULL ? first->provider : "", others, seconds);
    if (waiting->moves) {
        (void)fputs("\r\033[K", stderr);
        (void)text_print_fitted(stderr, line, screen_width(stderr) - 1);
        (void)fflush(stderr);
    } else {
        text_print_line(stderr, "%s", line);
    }
    waiting->is_shown = true;
}

/* False without memory. */
static bool take_answers(bwp_batch *batch, const struct crypto *crypto)
{
    void       *client = NULL;
    bwp_result *result;
    bool        ok = true;

    while ((result = bwp_batch_next(batch, &client)) != NULL) {
        ok = client_identify(client, result, crypto) && ok;
        bwp_result_free(result);
    }
    return ok;
}

static bool matters(const struct line *line)
{
    return line->problem == NULL && line->state != LINE_FINISHED && line->changes;
}

/* False without memory. */
static bool ask(bwp_batch *batch, const struct lines *lines, const struct clients *clients, struct waiting *waiting)
{
    bool   ok = true;
    size_t left;

    for (size_t i = 0; ok && i < lines->count; i++) {
        struct client *client = lines->list[i].client;

        if (!matters(&lines->list[i]) || client->is_asked)
            continue;
        client->is_asked = true;
        ok = bwp_batch_call_json(batch, client->client, "whoami", "{}", client) == BWP_OK;
    }
    do {
        left = ok ? bwp_batch_step(batch, PATIENCE_MS) : 0;
        ok = take_answers(batch, lines->crypto) && ok;
        if (left > 0)
            show(waiting, clients);
    } while (left > 0);
    if (waiting->is_shown && waiting->moves)
        (void)fputs("\r\033[K", stderr);
    return ok;
}

/* Keys of another account would buy again with the same token, and not see what was bought. */
static bool check(const struct line *line, bool same_account, struct problem *problem)
{
    const struct client *client = line->client;

    if (same_account || !line_is_doubtful(line) || *line->by == '\0' || strcmp(line->by, client->by) == 0)
        return true;
    if (*client->by == '\0')
        return problem_is(problem, NULL, "whose keys line %zu would be sent with is not told: %.400s; nothing was sent",
                          line->number, client->unidentified.message);
    return problem_is(problem, NULL,
                      "line %zu was sent with other keys, or for another account or project; resume with those of "
                      "then, or with --same-account if these keys are of the same account; nothing was sent",
                      line->number);
}

/*
 * Before its first step a line asks what was asked here, and keys that are refused too often are locked.  A no to the
 * question itself, or one that may pass, says nothing about a line.  False without memory.
 */
static bool take_refusal(struct line *line)
{
    const char *status = line->problem == NULL ? line->client->unidentified.status : NULL;

    if (line->state == LINE_FINISHED || status == NULL || strcmp(status, bwp_status_name(BWP_ERR_CREDENTIALS)) != 0)
        return true;
    line->problem = malloc(sizeof *line->problem);
    if (line->problem != NULL)
        *line->problem = line->client->unidentified;
    return line->problem != NULL;
}

bool owners_check(const struct lines *lines, const struct clients *clients, const struct options *options,
                  struct problem *problem)
{
    struct waiting waiting = {options->json, screen_is_terminal(stderr), false, bwpi_clock_ms()};
    char           error[BWP_ERROR_SIZE] = "";
    bwp_batch     *batch = bwp_batch_new(NULL, error);
    bool           ok = batch != NULL && ask(batch, lines, clients, &waiting);

    if (batch == NULL)
        return problem_is(problem, NULL, "%s; nothing was sent", error);
    bwp_batch_free(batch);
    if (!ok)
        return problem_memory(problem);
    for (size_t i = 0; i < lines->count; i++) {
        if (matters(&lines->list[i]) && !check(&lines->list[i], options->same_account, problem))
            return false;
    }
    for (size_t i = 0; i < lines->count; i++) {
        if (!take_refusal(&lines->list[i]))
            return problem_memory(problem);
    }
    return true;
}
