/*
 * run.c - rounds of: what ended and what begins next is written to the journal with one sync; then what begins is sent,
 * and what ended is told.
 */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "answer.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "interrupt.h"
#include "output.h"
#include "queue.h"
#include "resume.h"
#include "text.h"
#include "view.h"

/* How many lines are on their way; how many begin or end with one sync; how long a signal may wait to be seen. */
enum { ON_WAY_MAX = 50, ROUND_MAX = 256, STEP_MS = 100, RESULT_MAX = 65 * 1024 * 1024 };

/* How long a provider may take to carry out what was sent to it: twice as long as a call waits for its answer. */
enum { SETTLE_MS = 120000 };

/* A result on its way to standard output. */
struct ended {
    struct line *line;
    struct buf   text;
};

struct run {
    struct lines   *lines;
    struct journal *journal;
    struct teller   teller;
    bwp_batch      *batch;
    struct queues   queues;
    struct line    *begun[ROUND_MAX]; /* chosen to be sent, once the journal is synced */
    size_t          begun_count;
    struct ended    ended[ROUND_MAX];
    size_t          ended_count;
    size_t          on_way;
    bool            is_over;    /* nothing more begins */
    bool            tells_hold; /* and has not yet */
    const char     *why;        /* that is so, as a clause */
};

static void end(struct run *run, const char *why)
{
    if (!run->is_over)
        run->why = why;
    run->is_over = true;
}

/* ---- beginning ---- */

/* A line that is new is written down as started, with its token; one that was started before stands there already. */
static bool begin(struct run *run, struct line *line)
{
    struct json *json = line_parse(line);
    const char  *own = view_text(bwpi_json_member(json, "arguments"), "client_token");
    bool         ok = json != NULL;

    if (ok && line->state == LINE_NEW) {
        line->started_at = bwpi_clock_unix();
        *line->token = '\0';
        if (*own == '\0' && line->changes && resume_takes_token(line))
            ok = line_make_token(run->lines, line, run->teller.options->job);
        if (ok)
            journal_add_started(run->journal, line, *own != '\0' ? own : line->token);
    }
    bwpi_json_free(json);
    return ok;
}

/* No more is begun than is sent at once: what a crash leaves started is in doubt, sent or not. */
static void choose(struct run *run)
{
    size_t most = queues_share(&run->queues, ON_WAY_MAX);

    for (size_t i = 0; i < run->queues.count; i++) {
        struct queue *queue = &run->queues.list[i];
        struct line  *line;

        while (!run->is_over && queue->on_way < most && run->begun_count < ROUND_MAX &&
               (line = queue_first(queue)) != NULL) {
            if (!begin(run, line)) {
                end(run, "there is not enough memory, or no randomness");
                return;
            }
            queue_begin(queue);
            run->begun[run->begun_count++] = line;
            run->on_way++;
        }
    }
}

/* ---- what ends ---- */

static void finish(struct run *run, struct line *line, const char *text, bool is_journaled)
{
    struct ended *ended = &run->ended[run->ended_count++];

    ended->line = line;
    bwpi_buf_init(&ended->text, RESULT_MAX);
    bwpi_buf_add_text(&ended->text, text);
    if (is_journaled)
        journal_add_finished(run->journal, line, text);
    queues_end(&run->queues, line);
    run->on_way--;
}

/* What was not even begun: not done, or as unknown as it was before. */
static void finish_unsent(struct run *run, struct line *line, const char *status, const char *why)
{
    struct buf text = BUF_INIT(RESULT_MAX);

    answer_write_unsent(&text, run->teller.options, line, status, why);
    finish(run, line, bwpi_buf_text(&text), false);
    bwpi_buf_free(&text);
}

static void send_line(struct run *run, struct line *line)
{
    struct json       *json = line_parse(line);
    const struct json *arguments = bwpi_json_member(json, "arguments");
    const char        *operation = line->command->deed.operation;
    struct buf         text = BUF_INIT(RESULT_MAX);
    bwp_status         status = BWP_ERR_MEMORY;

    line->sent_ms = bwpi_clock_ms();
    line->looks += line->is_look;
    if (line->is_look)
        operation = resume_write_look(&text, line, arguments);
    else
        line_write_arguments(&text, line, arguments);
    if (json != NULL && text.state == BUF_OK)
        status = bwp_batch_call_json(run->batch, line->client->client, operation, bwpi_buf_text(&text), line);
    if (status != BWP_OK) {
        queue_note_back(queues_find(&run->queues, line), line);
        finish_unsent(run, line, bwp_status_name(status), "it could not be sent");
    }
    bwpi_buf_free(&text);
    bwpi_json_free(json);
}

/* A look that is held is not waited for once nothing more begins. */
static void send_ready(struct run *run)
{
    bool is_settled = bwpi_clock_ms() >= run->lines->settled_ms;

    for (size_t i = 0; i < run->queues.count; i++) {
        struct queue *queue = &run->queues.list[i];

        for (struct line *line; (line = queue_next_ready(queue, is_settled || run->is_over)) != NULL;) {
            if (is_settled || !line->is_held) {
                send_line(run, line);
                continue;
            }
            queue_note_back(queue, line);
            finish_unsent(run, line, "cancelled", run->why);
        }
    }
}

/*
 * A result that cannot be printed for lack of memory is told by its outcome alone; the journal has it as started.  What
 * a look says is about the look, and a no says nothing about an earlier run.
 */
static void finish_untold(struct run *run, struct line *line, const bwp_result *result)
{
    bwp_outcome outcome = bwp_result_outcome(result);
    bool        is_clear = !line->is_look && (!line->doubt || outcome == BWP_DONE);
    struct buf  text = BUF_INIT(RESULT_MAX);

    answer_write(&text, run->teller.options, line,
                 &(struct made){bwp_outcome_name(is_clear ? outcome : BWP_UNKNOWN), "memory",
                                "there is not enough memory to print the result", "", bwp_result_attempts(result),
                                is_clear && bwp_result_retry_is_safe(result)});
    finish(run, line, bwpi_buf_text(&text), false);
    bwpi_buf_free(&text);
}

/* Tells what a result means for its line, and remembers what that bought; false without memory. */
static bool finish_told(struct run *run, struct line *line, const char *text)
{
    const char  *clause;
    struct json *told = bwpi_json_parse(text, strlen(text), &clause);
    bool         ok = told != NULL && line_keep_package(line, told);

    if (ok)
        finish(run, line, text, true);
    bwpi_json_free(told);
    return ok;
}

/* Says once why it takes so long. */
static void tell_hold(struct run *run)
{
    int64_t left = run->lines->settled_ms - bwpi_clock_ms();

    if (!run->tells_hold || left <= 0)
        return;
    run->tells_hold = false;
    progress_hide(&run->teller.progress);
    text_print_line(stderr,
                    "what the earlier run sent may still be under way: what is not to be seen yet is looked for again "
                    "in %us, and then sent if it is not there (--settle-ms)",
                    (unsigned)((left + 999) / 1000));
}

static void settle(struct run *run, struct line *line, const bwp_result *result)
{
    struct queue *queue = queues_find(&run->queues, line);
    const char   *clause;
    char         *text = bwp_result_json(result);
    struct json  *json = text != NULL ? bwpi_json_parse(text, strlen(text), &clause) : NULL;
    struct json  *request = line_parse(line);
    struct buf    amended = BUF_INIT(RESULT_MAX);
    bool          ok = json != NULL && request != NULL;
    enum next     next = NEXT_TELL;

    queue_note_back(queue, line);
    if (ok)
        next = resume_settle(run->lines, line, &json, bwpi_json_member(request, "arguments"), &amended);
    if (line->is_held)
        tell_hold(run);
    if (next != NEXT_TELL)
        queue_add_ready(queue, line, next == NEXT_LOOK);
    else if (!ok || amended.state != BUF_OK || !finish_told(run, line, amended.size > 0 ? amended.data : text))
        finish_untold(run, line, result);
    bwpi_buf_free(&amended);
    bwpi_json_free(request);
    bwpi_json_free(json);
    bwp_free(text);
}

/* False if there was none. */
static bool take_results(struct run *run)
{
    void       *user = NULL;
    bwp_result *result;
    bool        any = false;

    while (run->ended_count < ROUND_MAX && (result = bwp_batch_next(run->batch, &user)) != NULL) {
        settle(run, user, result);
        bwp_result_free(result);
        any = true;
    }
    return any;
}

static void tell_ended(struct run *run)
{
    for (size_t i = 0; i < run->ended_count; i++) {
        teller_tell(&run->teller, run->ended[i].line, bwpi_buf_text(&run->ended[i].text));
        bwpi_buf_free(&run->ended[i].text);
    }
    run->ended_count = 0;
    if (!teller_flush(&run->teller))
        end(run, "standard output does not take the results");
}

/* ---- the whole ---- */

/* What is known before anything is sent: lines that an earlier run finished, and those that are no requests. */
static void tell_known(struct run *run)
{
    for (size_t i = 0; i < run->lines->count; i++) {
        struct line *line = &run->lines->list[i];
        struct buf   text = BUF_INIT(RESULT_MAX);

        if (line->state == LINE_FINISHED) {
            if (!journal_get_result(run->journal, line, &text)) {
                bwpi_buf_clear(&text);
                answer_write(&text, run->teller.options, line,
                             &(struct made){"unknown", "memory", "its result cannot be read from the journal any more",
                                            "", 1, false});
            }
            teller_tell(&run->teller, line, bwpi_buf_text(&text));
        } else if (line->problem != NULL) {
            answer_write_unsent(&text, run->teller.options, line, "argument", "");
            teller_tell(&run->teller, line, bwpi_buf_text(&text));
        }
        bwpi_buf_free(&text);
    }
    if (!teller_flush(&run->teller))
        end(run, "standard output does not take the results");
}

static void tell_unsent(struct run *run)
{
    for (size_t i = 0; i < run->lines->count; i++) {
        struct line *line = &run->lines->list[i];
        struct buf   text = BUF_INIT(RESULT_MAX);

        if (line->is_told)
            continue;
        answer_write_unsent(&text, run->teller.options, line, "cancelled", run->why != NULL ? run->why : "");
        teller_tell(&run->teller, line, bwpi_buf_text(&text));
        bwpi_buf_free(&text);
    }
}

static void send_begun(struct run *run)
{
    for (size_t i = 0; i < run->begun_count; i++) {
        struct line *line = run->begun[i];

        if (line->is_overtaken) {
            finish_unsent(run, line, "conflict", "a later line about the same package was carried out");
        } else if (run->journal->error == 0) {
            queue_add_ready(queues_find(&run->queues, line), line, resume_begin(line) == NEXT_LOOK);
        } else { /* its entry is not synced */
            queues_find(&run->queues, line)->on_way--;
            run->on_way--;
        }
    }
    run->begun_count = 0;
    send_ready(run);
}

static bool has_more(const struct run *run)
{
    for (size_t i = 0; i < run->queues.count; i++) {
        if (run->queues.list[i].first != NULL)
            return !run->is_over;
    }
    return false;
}

/* A batch without calls is no place to wait in: all that is on its way is held. */
static void wait_and_take(struct run *run)
{
    const struct timespec pause = {0, STEP_MS * 1000000L};
    bool                  waits = run->on_way > 0 && run->ended_count == 0;
    size_t                left = waits ? bwp_batch_step(run->batch, STEP_MS) : 0;

    if (!take_results(run) && waits && left == 0)
        (void)nanosleep(&pause, NULL); /* a signal wakes it early: no harm */
}

static void drive(struct run *run)
{
    bool is_cancelled = false;

    do {
        if (interrupt_came() && !is_cancelled) {
            end(run, "the program was told to end");
            bwp_batch_cancel(run->batch);
            is_cancelled = true;
        }
        choose(run);
        if (!journal_sync(run->journal))
            end(run, "the journal cannot be written");
        tell_ended(run);
        send_begun(run);
        progress_show(&run->teller.progress);
        wait_and_take(run);
    } while (run->on_way > 0 || run->ended_count > 0 || has_more(run));
}

/* Called by the thread that notes signals, when the program ends without waiting for its main thread. */
static void tell_at_once(void *user)
{
    const struct run *run = user;

    text_print_line(stderr, "bwp: told to end again; what was sent stands in %.200s: go on with --resume",
                    run->journal->path);
}

/* With the name of the job, for new lines are to get its tokens; what reaches the provider is for the user to know. */
static void print_hint(const struct options *options)
{
    struct buf job = BUF_INIT(4096);

    for (const char *c = options->job; c != NULL && *c != '\0'; c++) {
        if (*c == '\'')
            bwpi_buf_add_text(&job, "'\\'");
        bwpi_buf_add_char(&job, *c);
    }
    text_print_line(stderr, "go on with the same options and: bwp batch %.200s --resume%s%s%s", options->word,
                    options->job != NULL ? " --job '" : "", bwpi_buf_text(&job), options->job != NULL ? "'" : "");
    bwpi_buf_free(&job);
}

static int run_watched(struct run *run)
{
    int status;

    tell_known(run);
    run->teller.progress.done_before = run->teller.progress.done;
    if (!queues_fill(&run->queues, run->lines))
        end(run, "there is not enough memory");
    drive(run);
    tell_unsent(run);
    (void)teller_flush(&run->teller);
    status = teller_end(&run->teller);
    if (run->journal->error != 0)
        text_print_line(stderr, "bwp: %.200s cannot be written: %s; nothing was sent that does not stand there",
                        run->journal->path, strerror(run->journal->error));
    if (run->teller.failed) {
        text_print_line(stderr, "bwp: not all results arrived: with --resume they are told again, all of them");
        status = status == BWP_UNKNOWN ? BWP_UNKNOWN : BWP_NOT_DONE;
    }
    if (!run->teller.options->json && (run->is_over || status == BWP_UNKNOWN))
        print_hint(run->teller.options);
    return status;
}

int run_lines(const struct options *options, struct lines *lines, struct journal *journal, struct problem *problem)
{
    char        error[BWP_ERROR_SIZE] = "";
    struct run *run = calloc(1, sizeof *run);
    int         status = BWP_NOT_DONE;

    if (run != NULL) {
        run->lines = lines;
        run->journal = journal;
        run->tells_hold = !options->json;
        lines->settled_ms = bwpi_clock_ms() + (options->settle_ms > 0 ? options->settle_ms : SETTLE_MS);
        run->batch = bwp_batch_new(&(bwp_batch_options){sizeof(bwp_batch_options), ON_WAY_MAX}, error);
        teller_begin(&run->teller, options, lines->count);
    }
    if (run == NULL) {
        (void)problem_memory(problem);
    } else if (run->batch == NULL) {
        (void)problem_is(problem, NULL, "%s; nothing was sent", error);
    } else if (!interrupt_watch(tell_at_once, run)) {
        (void)problem_is(problem, NULL, "the program cannot prepare for signals; nothing was sent");
    } else {
        status = run_watched(run);
        interrupt_set_told();
        interrupt_end();
    }
    if (run != NULL)
        bwp_batch_free(run->batch);
    free(run);
    return status;
}
