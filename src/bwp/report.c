/* report.c - one way to tell what happened for every command but create: the words are in the table of commands. */
#include "report.h"

#include <string.h>

#include "advice.h"
#include "table.h"
#include "text.h"
#include "view.h"

enum { LABEL_WIDTH = 15 };

static void print_row(FILE *file, const char *label, const char *value)
{
    text_print_row(file, LABEL_WIDTH, label, value);
}

void report_print_cause(FILE *file, const struct options *options, const struct json *result)
{
    char        text[160];
    const char *field = view_text(result, "field");
    const char *option = options_name(options->command, field);
    unsigned    status = view_number(result, "http_status");

    (void)snprintf(text, sizeof text, "%.100s%s%s%s", field, *option != '\0' ? " (" : "", option,
                   *option != '\0' ? ")" : "");
    print_row(file, "field", text);
    print_row(file, "provider code", view_text(result, "provider_code"));
    (void)snprintf(text, sizeof text, "%u", status);
    print_row(file, "HTTP status", status > 0 ? text : "");
    print_row(file, "request id", view_text(result, "request_id"));
}

static void print_message(FILE *file, const struct json *result)
{
    print_row(file, strcmp(view_text(result, "status"), "ok") == 0 ? "note" : "but", view_text(result, "message"));
}

/* Who the calls are signed as, as far as it is known. */
static void print_whoami(FILE *file, const struct json *result)
{
    static const struct {
        const char *label, *key;
    } rows[] = {{"provider", "provider"}, {"keys from", "source"},  {"access key", "access_key"},
                {"account", "account"},   {"project", "project"},   {"site", "site"},
                {"endpoint", "endpoint"}, {"expires", "expires_at"}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        print_row(file, rows[i].label, view_text(bwpi_json_member(result, "whoami"), rows[i].key));
}

/* Several are a table, one is a card. */
static void print_packages(FILE *file, const struct options *options, const struct json *result)
{
    const struct json *packages = bwpi_json_member(result, "packages");
    size_t             count = 0;

    for (const struct json *package = bwpi_json_first(packages); package != NULL; package = bwpi_json_next(package))
        count++;
    if (options->command->bit == FOR_GET) {
        table_print_card(file, bwpi_json_first(packages));
    } else if (count == 0) {
        text_print_line(file, "There is no such package at %s.", options->config.provider);
    } else {
        table_print(file, packages);
        text_print_line(file, "%zu package%s at %s", count, count == 1 ? "" : "s", options->config.provider);
    }
    print_message(file, result);
}

static void print_done(FILE *file, const struct options *options, const struct json *result)
{
    const struct json *package = bwpi_json_first(bwpi_json_member(result, "packages"));
    const char        *id = options->word != NULL ? options->word : "";
    char               what[400];

    if (options->command->bit == FOR_WHOAMI) {
        print_whoami(file, result);
        print_message(file, result);
        return;
    }
    if (*options->command->deed.done == '\0' || options->word == NULL) {
        print_packages(file, options, result);
        return;
    }
    table_describe(what, sizeof what, package);
    text_print_line(file, "%s: %s at %s", view_true(result, "awaits_payment") ? "Ordered" : options->command->deed.done,
                    package != NULL ? what : id, options->config.provider);
    print_row(file, "id", package != NULL ? view_text(package, "id") : "");
    print_row(file, "status", view_text(package, "status"));
    print_row(file, "bound to", view_text(package, "bound_to"));
    print_row(file, "order", view_text(result, "order_id"));
    if (view_true(result, "awaits_payment"))
        print_row(file, "paid", "not yet: the order waits for your payment");
    print_row(file, "client token", view_text(result, "client_token"));
    print_row(file, "request id", view_text(result, "request_id"));
    print_message(file, result);
}

static void print_not_done(FILE *file, const struct options *options, const struct json *result)
{
    const struct deed *deed = &options->command->deed;
    const char        *message = view_text(result, "message");
    unsigned           attempts = view_number(result, "attempts");
    bool               finds = options->command->bit == FOR_FIND;
    bool               is_not_there = strcmp(view_text(result, "status"), "not_found") == 0;

    text_print_line(file, "%s: %s",
                    options->dry_run         ? "No request can be made"
                    : finds && !is_not_there ? "Not looked for"
                                             : deed->not_done,
                    *message != '\0' ? message : view_text(result, "status"));
    report_print_cause(file, options, result);
    if (options->command->bit == FOR_WHOAMI) { /* its attempts are not counted */
        print_whoami(file, result);
        return;
    }
    if (attempts == 0)
        print_row(file, "sent", "nothing");
    if (finds)
        print_row(file, "what to do",
                  is_not_there ? "it is not there, and would be seen if it were: it may be bought"
                               : "mend this and look again: do not buy again for this");
    if (finds || attempts == 0)
        return;
    print_row(file, "client token", view_text(result, "client_token"));
    print_row(file, "what to do",
              !deed->changes || view_true(result, "retry_is_safe")
                  ? advice_after_refusal(view_text(result, "status"), false)
                  : "look at the package first: trying again is not known to be safe");
}

static void print_unknown(FILE *file, const struct options *options, const struct json *result)
{
    const struct deed *deed = &options->command->deed;
    const char        *message = view_text(result, "message"), *token = view_text(result, "client_token");
    char               advice[400];

    text_print_line(file, "UNKNOWN: %s%s%s", deed->perhaps, *message != '\0' ? ": " : "", message);
    report_print_cause(file, options, result);
    print_row(file, "order", view_text(result, "order_id"));
    print_row(file, "client token", token);
    if (!deed->changes)
        (void)snprintf(advice, sizeof advice,
                       "do not buy again for this: look again later, or in the provider's console");
    else if (view_true(result, "retry_is_safe"))
        (void)snprintf(advice, sizeof advice, "repeat exactly this command: that is safe, it cannot happen twice");
    else
        (void)snprintf(advice, sizeof advice, "look before you do it again: bwp get %.200s", options->word);
    print_row(file, "what to do", advice);
}

void report_print(FILE *file, const struct options *options, const struct json *result)
{
    const char *outcome = view_text(result, "outcome");

    if (strcmp(outcome, "done") == 0)
        print_done(file, options, result);
    else if (strcmp(outcome, "not_done") == 0)
        print_not_done(file, options, result);
    else
        print_unknown(file, options, result);
}
