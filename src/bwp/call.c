/* call.c - every command that calls a provider, and its rehearsal; whatever fails, what is known reaches the caller. */
#include <string.h>

#include "ask.h"
#include "create.h"
#include "interrupt.h"
#include "known.h"
#include "options.h"
#include "output.h"
#include "request.h"
#include "result.h"
#include "skeleton.h"
#include "summary.h"
#include "text.h"
#include "view.h"
#include "wait.h"

enum { LEFT_MAX = 128 * 1024 * 1024 };

/* What can be told at any moment, on whichever thread has to. */
struct told {
    const struct options *options;
    const char           *text;   /* the result as JSON: the one that came, or that of a call that was left */
    const struct json    *result; /* the same, parsed; NULL where it could not be */
    const char           *why;    /* it is told before the main thread can tell it */
};

static void print_log_line(void *user, const char *line)
{
    (void)user;
    text_print(stderr, line);
    (void)fputc('\n', stderr);
}

/* All of it, on standard error: in the form that was asked for, or as it came where it could not be parsed. */
static void tell_on_stderr(const struct told *told)
{
    if (told->options->json || told->result == NULL)
        text_print_json(stderr, told->text);
    else
        summary_print(stderr, told->options, told->result);
}

/* Called by the thread that notes signals, when the program ends without waiting for its main thread. */
static void tell_at_once(void *user)
{
    const struct told *told = user;
    const char        *token = view_text(told->options->request, "client_token");

    text_print_line(stderr, "bwp: %s%s%s%s", *token != '\0' ? "client token " : "", token, *token != '\0' ? ": " : "",
                    told->why);
    tell_on_stderr(told);
}

/* The exit status.  Where it is to be found, only a look at all there is says that it is not there. */
static int find_outcome(const struct options *options, const struct json *result, const char *text)
{
    static const char not_found[] = "{\"outcome\":\"not_done\",\"status\":\"not_found\",";
    int               status = result_exit_status(result, text);
    bool              is_seen = result != NULL ? strcmp(view_text(result, "status"), "not_found") == 0
                                               : strncmp(text, not_found, sizeof not_found - 1) == 0;

    return status == BWP_NOT_DONE && !is_seen ? command_not_done(options->command) : status;
}

/*
 * Standard output gets JSON, and what was bought; standard error what was not, and what the other does not take.
 * Returns the exit status: that of what was done, but what was only to be seen is not done where it cannot be seen.
 */
static int print_result(struct told *told, int status)
{
    const struct options *options = told->options;
    bool is_summary = !options->json && told->result != NULL && (status == BWP_DONE || status == DONE_IN_PART);
    bool changes = options->command->deed.changes && !options->dry_run;

    if (!options->json && !is_summary) {
        interrupt_set_told();
        tell_on_stderr(told);
        return status;
    }
    interrupt_set_telling(status, told);
    if (options->json)
        text_print_json(stdout, told->text);
    else if (options->dry_run)
        summary_print_preview(stdout, options, told->result);
    else
        summary_print(stdout, options, told->result);
    if (!output_finish("the result", options->dry_run ? "" : view_text(told->result, "client_token"))) {
        if (!options->dry_run)
            tell_on_stderr(told);
        if (!changes && status == BWP_DONE)
            status = command_not_done(options->command);
    }
    interrupt_set_told();
    return status;
}

static int tell_no_client(const char *sentence, const struct options *options, struct problem *problem)
{
    char field[RESULT_FIELD_SIZE];

    result_explain_no_client(sentence, options, field, problem);
    return result_tell_problem(options, problem);
}

/* What is to be printed as JSON: of whoami, where it is done, who it is and nothing else.  own is room for that. */
static const char *json_of(const char *text, const struct options *options, const struct json *result, int status,
                           struct buf *own)
{
    const struct json *whoami = bwpi_json_member(result, "whoami");

    if (options->command->bit != FOR_WHOAMI || status != BWP_DONE || whoami == NULL)
        return text;
    bwpi_json_print(own, whoami);
    return own->state == BUF_OK ? bwpi_buf_text(own) : text;
}

/* Prints what came back.  Returns the exit status. */
static int tell_result(const char *text, const struct options *options, struct problem *problem)
{
    const char  *clause;
    struct json *result = bwpi_json_parse(text, strlen(text), &clause);
    int          status = find_outcome(options, result, text);
    struct buf   own = BUF_INIT(LEFT_MAX);
    struct told  told = {options, json_of(text, options, result, status, &own), result,
                         "standard output does not take the result; here it is:"};

    if (strcmp(view_text(result, "outcome"), "not_done") == 0 && view_number(result, "attempts") == 0 &&
        result_explain_keys(view_text(result, "message"), options, problem)) {
        interrupt_set_told();
        status = result_tell_problem(options, problem);
    } else {
        status = print_result(&told, status);
    }
    bwpi_buf_free(&own);
    bwpi_json_free(result);
    return status;
}

/*
 * A purchase is waited for.  It is known already, so a signal ends the wait and not what is told; one result is told at
 * the end, of the purchase, with the package as it was seen last.
 */
static int wait_and_tell(bwp_client *client, const char *text, const struct options *options, struct problem *problem)
{
    const char  *clause;
    struct json *bought = bwpi_json_parse(text, strlen(text), &clause), *waited = NULL;
    struct told  told = {options, text, bought, "told to end again while waiting; what was bought:"};
    const char  *id = view_text(bwpi_json_first(bwpi_json_member(bought, "packages")), "id");
    struct buf   both;
    int          status;

    bwpi_buf_init(&both, LEFT_MAX);
    if (strcmp(view_text(bought, "outcome"), "done") == 0) {
        char *seen = NULL;

        interrupt_set_known(DONE_IN_PART, &told);
        if (*id != '\0' && !view_true(bought, "awaits_payment")) {
            if (!options->json)
                text_print_line(stderr, "Bought: %s; waiting until it is ready", id);
            seen = wait_for(client, options, id, NULL);
            waited = bwpi_json_parse(seen, seen != NULL ? strlen(seen) : 0, &clause);
        }
        create_merge(&both, bought, waited);
        bwp_free(seen);
    }
    status = tell_result(both.size > 0 && both.state == BUF_OK ? bwpi_buf_text(&both) : text, options, problem);
    bwpi_json_free(waited);
    bwpi_json_free(bought);
    bwpi_buf_free(&both);
    return status;
}

/* The result as JSON, for bwp_free(); NULL where a wait had no memory for one. */
static char *ask_library(bwp_client *client, const struct options *options)
{
    const char *operation = options->command->deed.operation;

    if (options->command->bit == FOR_WAIT && !options->dry_run)
        return wait_for(client, options, options->word != NULL ? options->word : "", options->request);
    if (options->command->bit == FOR_CREATE && options->dry_run)
        operation = "preview";
    return bwp_call_json(client, operation, bwpi_buf_text(&options->arguments));
}

#define STAND_IN_KEY "no-key"

/*
 * What is signed with shows as stars, so that for a rehearsal anything will do where there are no keys at all:
 * summary.c says that it is not signed.
 */
static bwp_client *make_client(struct options *options, char error[BWP_ERROR_SIZE])
{
    bwp_client *client = bwp_client_new(&options->config, error);

    if (client != NULL || !options->dry_run ||
        !known_lacks_keys(known_site(options->config.provider, options->config.site)) || !result_lacks_keys(error))
        return client;
    options->is_unsigned = true;
    options->config.access_key = options->config.secret_key = STAND_IN_KEY;
    return bwp_client_new(&options->config, error);
}

static int call(struct options *options, struct problem *problem)
{
    char        error[BWP_ERROR_SIZE] = "";
    bwp_client *client = make_client(options, error);
    int         status;

    if (client == NULL) {
        interrupt_set_told();
        return tell_no_client(error, options, problem);
    }
    interrupt_set_client(client);
    if (interrupt_came()) {
        interrupt_set_told();
        problem->status = "cancelled";
        (void)problem_is(problem, NULL, "the program was told to end; nothing was sent");
        status = result_tell_problem(options, problem);
    } else {
        char *text = ask_library(client, options);

        if (text == NULL) {
            (void)problem_memory(problem);
            status = result_tell_problem(options, problem);
        } else if (options->wait && !options->dry_run) {
            status = wait_and_tell(client, text, options, problem);
        } else {
            status = tell_result(text, options, problem);
        }
        bwp_free(text);
    }
    interrupt_set_client(NULL);
    bwp_client_free(client);
    return status;
}

/* What would be said of a call that is left before it ends is written before it begins, when there is time for it. */
static int call_watched(struct options *options, struct problem *problem)
{
    const char  *clause;
    struct buf   text;
    struct json *result;
    struct told  left;
    int          status;

    bwpi_buf_init(&text, LEFT_MAX);
    result_write_left(&text, options);
    result = bwpi_json_parse(bwpi_buf_text(&text), text.size, &clause);
    left = (struct told){options, bwpi_buf_text(&text), result,
                         "told to end again, and the call goes on; what is known of it:"};
    if (result == NULL) {
        (void)problem_memory(problem);
        status = result_tell_problem(options, problem);
    } else if (!interrupt_watch(tell_at_once, &left)) {
        (void)problem_is(problem, NULL, "the program cannot prepare for signals; nothing was sent");
        status = result_tell_problem(options, problem);
    } else {
        if (!options->command->deed.changes)
            interrupt_set_known(BWP_NOT_DONE, &left);
        status = call(options, problem);
        interrupt_end();
    }
    bwpi_json_free(result);
    bwpi_buf_free(&text);
    return status;
}

/*
 * What changes something tells its result whatever signal comes.  What only looks is ended like any program, but for a
 * wait whose result a program is to read: it may be ended before its time on purpose.
 */
static bool is_watched(const struct options *options)
{
    return (options->command->deed.changes && !options->dry_run) ||
           (options->command->bit == FOR_WAIT && options->json);
}

int call_run(struct options *options, struct problem *problem)
{
    if (options->command->bit == FOR_CREATE && options->patience_ms != 0 && !options->wait) {
        (void)problem_is(problem, NULL, "--for says how long --wait may take; add --wait, or leave --for out");
        return result_tell_problem(options, problem);
    }
    if (options->skeleton)
        return skeleton_print(options, problem);
    if (!request_complete(options, problem))
        return result_tell_problem(options, problem);
    options->config.user_agent = OPTIONS_USER_AGENT;
    if (options->verbose)
        options->config.log = print_log_line;
    if (ask_is_needed(options)) {
        char        error[BWP_ERROR_SIZE] = "";
        bwp_client *client = bwp_client_new(&options->config, error);
        bool        is_yes = client != NULL && ask_first(client, options, problem);

        bwp_client_free(client);
        if (client == NULL)
            return tell_no_client(error, options, problem);
        if (!is_yes)
            return result_tell_problem(options, problem);
    }
    return is_watched(options) ? call_watched(options, problem) : call(options, problem);
}
