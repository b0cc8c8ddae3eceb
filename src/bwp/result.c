/* result.c - a wrong option is a result as well: nothing was bought, and a program that reads JSON is told so in JSON.
 */
#include "result.h"

#include <string.h>

#include "base/utf8.h"
#include "known.h"
#include "output.h"
#include "text.h"
#include "view.h"

enum { RESULT_MAX = 128 * 1024 * 1024 };

/* For when there is no memory to write one. */
#define NO_MEMORY(outcome)                                                                                             \
    "{\"outcome\":\"" outcome "\",\"status\":\"memory\",\"message\":\"there is not enough memory; nothing was sent\"," \
    "\"field\":\"\",\"provider\":\"\",\"provider_code\":\"\",\"request_id\":\"\",\"order_id\":\"\","                   \
    "\"client_token\":\"\",\"http_status\":0,\"attempts\":0,\"retry_is_safe\":true,\"awaits_payment\":false,"          \
    "\"request\":{},\"packages\":[]}"

void result_write(struct buf *to, const struct options *options, const struct made *made)
{
    struct json_writer json = {to, false};
    const char        *provider = options->config.provider, *token = view_text(options->request, "client_token");
    bool               has_request = options->request != NULL;

    const struct {
        const char *key, *value;
    } texts[] = {
        {"outcome", made->outcome},
        {"status", made->status},
        {"message", made->message},
        {"field", made->field},
        {"provider", provider != NULL && bwpi_utf8_valid(provider, strlen(provider)) ? provider : ""},
        {"provider_code", ""},
        {"request_id", ""},
        {"order_id", ""},
        {"client_token", token},
    };

    bwpi_json_open(&json, NULL, '{');
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        bwpi_json_put_text(&json, texts[i].key, texts[i].value);
    bwpi_json_put_uint(&json, "http_status", 0);
    bwpi_json_put_uint(&json, "attempts", made->attempts);
    bwpi_json_put_bool(&json, "retry_is_safe", made->retry_is_safe);
    bwpi_json_put_bool(&json, "awaits_payment", false);
    bwpi_json_put_raw(&json, "request", has_request ? bwpi_buf_text(&options->arguments) : "{}",
                      has_request ? options->arguments.size : 2);
    bwpi_json_open(&json, "packages", '[');
    bwpi_json_close(&json, ']');
    bwpi_json_close(&json, '}');
}

void result_write_problem(struct buf *to, const struct options *options, const struct problem *problem)
{
    const struct made made = {
        command_not_done(options->command) == BWP_UNKNOWN ? "unknown" : "not_done",
        problem->status != NULL ? problem->status : "argument",
        problem->message,
        problem->field != NULL ? problem->field : "",
        0,
        true,
    };

    result_write(to, options, &made);
}

void result_write_left(struct buf *to, const struct options *options)
{
    bool              changes = options->command->deed.changes;
    const struct made made = {
        changes ? "unknown" : "not_done",
        "cancelled",
        !changes ? "the program was told to end before the answer came; nothing is changed by looking"
        : options->command->bit == FOR_CREATE
            ? "the program was told to end before the answer came; look in the provider's console before buying again"
            : "the program was told to end before the answer came; look at the package before doing it again",
        "",
        1,
        !changes || options->token_is_ours || *view_text(options->request, "client_token") != '\0',
    };

    result_write(to, options, &made);
}

int result_exit_status(const struct json *result, const char *text)
{
    static const struct {
        const char *outcome, *status, *beginning; /* status NULL: any */
        int         exit_status;
    } outcomes[] = {
        {"done", "ok", "{\"outcome\":\"done\",\"status\":\"ok\",", BWP_DONE},
        {"done", NULL, "{\"outcome\":\"done\",", DONE_IN_PART},
        {"not_done", NULL, "{\"outcome\":\"not_done\",", BWP_NOT_DONE},
    };

    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        if (result == NULL) {
            if (strncmp(text, outcomes[i].beginning, strlen(outcomes[i].beginning)) == 0)
                return outcomes[i].exit_status;
        } else if (strcmp(view_text(result, "outcome"), outcomes[i].outcome) == 0 &&
                   (outcomes[i].status == NULL || strcmp(view_text(result, "status"), outcomes[i].status) == 0)) {
            return outcomes[i].exit_status;
        }
    }
    return BWP_UNKNOWN;
}

bool result_lacks_keys(const char *sentence)
{
    static const char start[] = "access_key and secret_key are missing";

    return strncmp(sentence, start, sizeof start - 1) == 0;
}

bool result_explain_keys(const char *sentence, const struct options *options, struct problem *problem)
{
    const char *asked = options->config.credentials;
    struct buf  own;
    bool        is_explained;

    if (!result_lacks_keys(sentence) || (asked != NULL && *asked != '\0'))
        return false;
    bwpi_buf_init(&own, sizeof problem->message);
    is_explained = known_explain_keys(&own, known_site(options->config.provider, options->config.site));
    if (is_explained)
        (void)problem_is(problem, "access_key", "%s", bwpi_buf_text(&own));
    bwpi_buf_free(&own);
    return is_explained;
}

void result_explain_no_client(const char *sentence, const struct options *options, char field[RESULT_FIELD_SIZE],
                              struct problem *problem)
{
    size_t size = strspn(sentence, "abcdefghijklmnopqrstuvwxyz_");

    if (*sentence == '\0')
        sentence = "the library made no client, and gave no reason";
    (void)snprintf(field, RESULT_FIELD_SIZE, "%.*s", (int)(size < RESULT_FIELD_SIZE ? size : 0), sentence);
    if (strcmp(field, "access_key") == 0 || strcmp(field, "secret_key") == 0)
        problem->status = "credentials";
    if (!result_explain_keys(sentence, options, problem))
        (void)problem_is(problem,
                         problem->status != NULL || *options_name(options->command, field) != '\0' ? field : NULL, "%s",
                         sentence);
}

static void tell_in_words(const struct options *options, const struct problem *problem)
{
    const char *field = problem->field != NULL ? problem->field : "";
    const char *option = options_name(options->command, field), *place = view_text(options->places, field);
    const char *who = command_not_done(options->command) == BWP_UNKNOWN ? "Not looked for" : "bwp";

    if (*option == '\0' || strstr(problem->message, *place != '\0' ? place : option) != NULL)
        text_print_line(stderr, "%s: %s", who, problem->message);
    else if (*place != '\0')
        text_print_line(stderr, "%s: %s (%s)", who, problem->message, place);
    else
        text_print_line(stderr, "%s: %s (%s%s)", who, problem->message, *option == '-' ? "option " : "", option);
}

int result_tell_problem(const struct options *options, const struct problem *problem)
{
    int         status = command_not_done(options->command);
    const char *no_memory = status == BWP_UNKNOWN ? NO_MEMORY("unknown") : NO_MEMORY("not_done");
    struct buf  text;

    if (!options->json) {
        tell_in_words(options, problem);
        return status;
    }
    bwpi_buf_init(&text, RESULT_MAX);
    result_write_problem(&text, options, problem);
    text_print_json(stdout, text.state == BUF_OK ? bwpi_buf_text(&text) : no_memory);
    bwpi_buf_free(&text);
    if (!output_finish("the result", ""))
        tell_in_words(options, problem);
    return status;
}
