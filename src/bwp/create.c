/* create.c - from the command line through the library to paper; whatever fails, what is known reaches the caller. */
#include "create.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"
#include "interrupt.h"
#include "output.h"
#include "request.h"
#include "summary.h"
#include "text.h"

#define TEXT_OF(number) #number
#define TEXT(number)    TEXT_OF(number)
#define USER_AGENT      "bwp/" TEXT(BWP_VERSION_MAJOR) "." TEXT(BWP_VERSION_MINOR) "." TEXT(BWP_VERSION_PATCH)

/* A result as the library would have made it, for what ends before or without its answer; NULL without memory. */
static char *write_result(const char *outcome, const char *status, const char *field, const char *message,
                          const char *client_token, unsigned attempts, bool retry_is_safe)
{
    char *text;

    const struct {
        const char *key, *value;
    } texts[] = {
        {"outcome", outcome},  {"status", status}, {"message", message}, {"field", field},
        {"provider_code", ""}, {"request_id", ""}, {"order_id", ""},     {"client_token", client_token},
    };
    cJSON *result = cJSON_CreateObject();
    bool   ok = result != NULL;
    for (size_t i = 0; ok && i < sizeof texts / sizeof *texts; i++)
        ok = cJSON_AddStringToObject(result, texts[i].key, texts[i].value) != NULL;
    ok = ok && cJSON_AddNumberToObject(result, "http_status", 0) &&
         cJSON_AddNumberToObject(result, "attempts", attempts) &&
         cJSON_AddBoolToObject(result, "retry_is_safe", retry_is_safe) &&
         cJSON_AddBoolToObject(result, "awaits_payment", false) && cJSON_AddArrayToObject(result, "packages");
    text = ok ? cJSON_PrintUnformatted(result) : NULL;
    cJSON_Delete(result);
    return text;
}

/* Nothing was sent.  Returns the exit status. */
static int tell_problem(const struct options *options, const struct problem *problem)
{
    char *result;

    if (!options->json) {
        const char *option = options_name(problem->field ? problem->field : "");
        bool        is_named = !*option || strstr(problem->message, option) != NULL;

        (void)fprintf(stderr, "bwp: %s%s%s%s\n", problem->message, is_named ? "" : " (option ", is_named ? "" : option,
                      is_named ? "" : ")");
        return BWP_NOT_DONE;
    }
    result = write_result("not_done", problem->status ? problem->status : "argument",
                          problem->field ? problem->field : "", problem->message, "", 0, true);
    text_print_json(stdout,
                    result ? result
                           : "{\"outcome\":\"not_done\",\"status\":\"memory\",\"message\":\"out of memory; nothing "
                             "was sent\",\"field\":\"\",\"provider_code\":\"\",\"request_id\":\"\",\"order_id\":"
                             "\"\",\"client_token\":\"\",\"http_status\":0,\"attempts\":0,\"retry_is_safe\":true,"
                             "\"awaits_payment\":false,\"packages\":[]}");
    cJSON_free(result);
    if (!output_finish("the result"))
        (void)fprintf(stderr, "bwp: %s\n", problem->message);
    return BWP_NOT_DONE;
}

/* What to say when a signal comes while the call runs; to be freed. */
static char *write_last_words(const struct options *options)
{
    static const char sentence[] =
        "interrupted before the answer came: it may have been bought and may be billed; look in "
        "the provider's console before buying again";
    const char *token = json_text(options->request, "client_token");
    char  *result = options->json ? write_result("unknown", "cancelled", "", sentence, token, 1, *token != '\0') : NULL;
    size_t size = sizeof sentence + 200 + (result ? strlen(result) : 0);
    char  *words = !options->json || result ? malloc(size) : NULL;

    if (words && result)
        (void)snprintf(words, size, "%s\n", result);
    else if (words)
        (void)snprintf(words, size, "\nUNKNOWN: %s%s\n", sentence,
                       *token ? ", or repeat exactly this command, with the same --client-token" : "");
    cJSON_free(result);
    return words;
}

static void print_log_line(void *user, const char *line)
{
    (void)user;
    text_print(stderr, line);
    (void)fputc('\n', stderr);
}

/* From the text itself where there is no memory to parse it: the outcome is the first key of every result. */
static int find_outcome(const cJSON *result, const char *text)
{
    static const struct {
        const char *word, *beginning;
        int         status;
    } outcomes[] = {
        {"done", "{\"outcome\":\"done\",", BWP_DONE},
        {"not_done", "{\"outcome\":\"not_done\",", BWP_NOT_DONE},
    };
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        if (result ? strcmp(json_text(result, "outcome"), outcomes[i].word) == 0
                   : strncmp(text, outcomes[i].beginning, strlen(outcomes[i].beginning)) == 0)
            return outcomes[i].status;
    }
    return BWP_UNKNOWN;
}

/* Prints what came back, and returns the exit status.  What standard output does not take goes to standard error. */
static int tell_result(const struct options *options, const char *text)
{
    bool   on_stdout;
    bool   arrived;
    cJSON *result = cJSON_Parse(text);
    int    status = find_outcome(result, text);
    bool   is_done = status == BWP_DONE;

    if (result)
        json_clean(result);
    json_clean(options->request); /* a summary quotes it */
    on_stdout = options->json || (result && is_done);
    if (options->json)
        text_print_json(stdout, text);
    else if (on_stdout && options->dry_run)
        preview_print(stdout, result);
    else if (on_stdout)
        summary_print(stdout, options, result);
    arrived = on_stdout && output_finish("the result");

    if (!arrived && !result) /* perhaps no memory for more: all that is known, as it came */
        text_print_json(stderr, text);
    if (!arrived && (result || status == BWP_UNKNOWN) && !(is_done && options->dry_run))
        summary_print(stderr, options, result);
    cJSON_Delete(result);
    return status;
}

static int call(const struct options *options, bwp_client *client, struct problem *problem)
{
    char *arguments = cJSON_PrintUnformatted(options->request);
    char *last_words = arguments ? write_last_words(options) : NULL;
    int   status = BWP_NOT_DONE;

    if (!last_words) {
        (void)problem_memory(problem);
        status = tell_problem(options, problem);
    } else if (!options->dry_run && !interrupt_arm(last_words, options->json ? STDOUT_FILENO : STDERR_FILENO)) {
        (void)problem_is(problem, NULL, "the signal handlers cannot be set; nothing was sent");
        status = tell_problem(options, problem);
    } else {
        char *result = bwp_call_json(client, options->dry_run ? "preview" : "create", arguments);

        status = tell_result(options, result);
        bwp_free(result);
    }
    if (last_words && !options->dry_run)
        interrupt_disarm();
    cJSON_free(arguments);
    free(last_words);
    return status;
}

/*
 * The library gives one sentence for a client that could not be made.  Its sentences begin with the field at fault,
 * which for keys is not an option.
 */
static void take_client_problem(const char *sentence, struct problem *problem)
{
    static const char *const keys[] = {"access_key", "secret_key", "security_token"};
    static char              field[32]; /* outlives the problem */
    size_t                   size = strspn(sentence, "abcdefghijklmnopqrstuvwxyz_");

    (void)snprintf(field, sizeof field, "%.*s", (int)(size < sizeof field ? size : 0), sentence);
    (void)problem_is(problem, *options_name(field) ? field : NULL, "%s", sentence);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(field, keys[i]) == 0) {
            problem->field = field;
            problem->status = "credentials";
        }
    }
}

static int buy(struct options *options, struct problem *problem)
{
    bwp_client *client;
    int         status;
    char        error[BWP_ERROR_SIZE] = "";

    options->config.user_agent = USER_AGENT;
    if (options->verbose)
        options->config.log = print_log_line;
    client = bwp_client_new(&options->config, error);
    if (!client) {
        take_client_problem(*error ? error : "the library made no client, and gave no reason; nothing was sent",
                            problem);
        return tell_problem(options, problem);
    }
    status = call(options, client, problem);
    bwp_client_free(client);
    return status;
}

int create_run(int argc, char *const argv[])
{
    struct options options;
    struct problem problem = {.message = ""};
    int            status;
    bool           understood = options_read(&options, argc, argv, &problem);

    if (options.help) {
        help_print_create(stdout);
        status = output_finish("the help") ? BWP_DONE : BWP_NOT_DONE;
    } else if (understood && request_complete(&options, &problem)) {
        status = buy(&options, &problem);
    } else {
        status = tell_problem(&options, &problem);
    }
    options_free(&options);
    return status;
}
