/* refusals.c - the library understands a call when it is added, and sends it with the first step, which is not made. */
#include "refusals.h"

#include <stdio.h>
#include <stdlib.h>

#include "result.h"
#include "view.h"

/* What is not refused is kept until its batch is freed. */
enum { CALLS_MAX = 500, ARGUMENTS_MAX = 2 * 1024 * 1024 };

/* A problem with room for the field that the library names. */
struct refusal {
    struct problem problem; /* first: it is freed as one */
    char           field[RESULT_FIELD_SIZE];
};

/* False without memory. */
static bool keep(struct line *line, const bwp_result *result)
{
    struct refusal *refusal;

    if (bwp_result_outcome(result) != BWP_NOT_DONE || bwp_result_status(result) == BWP_ERR_MEMORY)
        return true; /* it is tried again when its turn comes */
    refusal = calloc(1, sizeof *refusal);
    if (refusal == NULL)
        return false;
    (void)snprintf(refusal->field, sizeof refusal->field, "%s", bwp_result_field(result));
    (void)problem_is(&refusal->problem, refusal->field, "%s", bwp_result_message(result));
    refusal->problem.status = bwp_status_name(bwp_result_status(result));
    line->problem = &refusal->problem;
    return true;
}

/* A rehearsal ends where it is added, and may look at a package first. */
static bool add(bwp_batch *batch, struct line *line)
{
    struct json       *json = line_parse(line);
    const struct json *arguments = bwpi_json_member(json, "arguments");
    struct buf         text = BUF_INIT(ARGUMENTS_MAX);
    bool               ok = json != NULL;

    if (ok && !view_true(arguments, "preview")) {
        line_write_arguments(&text, line, arguments);
        ok = text.state == BUF_OK && bwp_batch_call_json(batch, line->client->client, line->command->deed.operation,
                                                         bwpi_buf_text(&text), line) == BWP_OK;
    }
    bwpi_buf_free(&text);
    bwpi_json_free(json);
    return ok;
}

/* Looks at lines from *next on; a line that an earlier run began keeps what the journal says of it. */
static bool look(bwp_batch *batch, const struct lines *lines, size_t *next)
{
    bwp_result *result;
    void       *line = NULL;
    bool        ok = true;

    for (size_t count = 0; ok && count < CALLS_MAX && *next < lines->count; (*next)++) {
        struct line *each = &lines->list[*next];

        if (each->problem != NULL || each->state != LINE_NEW)
            continue;
        ok = add(batch, each);
        count++;
    }
    while ((result = bwp_batch_next(batch, &line)) != NULL) {
        ok = keep(line, result) && ok;
        bwp_result_free(result);
    }
    return ok;
}

bool refusals_find(const struct lines *lines, struct problem *problem)
{
    for (size_t next = 0; next < lines->count;) {
        char       error[BWP_ERROR_SIZE] = "";
        bwp_batch *batch = bwp_batch_new(NULL, error);
        bool       ok = batch != NULL && look(batch, lines, &next);

        bwp_batch_free(batch);
        if (batch == NULL)
            return problem_is(problem, NULL, "%s; nothing was sent", error);
        if (!ok)
            return problem_memory(problem);
    }
    return true;
}
