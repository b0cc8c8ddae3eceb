/* summary.c - the answer to "was it bought?" comes first, then what proves it, then what to do. */
#include "summary.h"

#include <string.h>

#include "advice.h"
#include "known.h"
#include "report.h"
#include "text.h"
#include "view.h"

enum { LABEL_WIDTH = 15, ROW_MAX = 8 * 1024 };

static void print_row(FILE *file, const char *label, const char *value)
{
    text_print_row(file, LABEL_WIDTH, label, value);
}

/* What the provider says where it says something, else what was asked for. */
static const char *said_or_asked(const struct json *package, const struct json *request, const char *key)
{
    const char *said = view_text(package, key);

    return *said != '\0' ? said : view_text(request, key);
}

static void print_bought(FILE *file, const struct options *options, const struct json *result,
                         const struct json *package)
{
    const struct json *request = options->request;
    const char        *name = said_or_asked(package, request, "name");
    const char        *area_a = said_or_asked(package, request, "area_a");
    const char        *area_b = said_or_asked(package, request, "area_b");
    unsigned           bandwidth = view_number(package, "bandwidth_mbps");
    bool               is_one_area = strcmp(area_a, area_b) == 0;

    if (bandwidth == 0)
        bandwidth = view_number(request, "bandwidth_mbps");
    text_print_line(file, "%s: %s%s%u Mbit/s %s %s%s%s at %s",
                    view_true(result, "awaits_payment") ? "Ordered" : "Bought", name, *name != '\0' ? ", " : "",
                    bandwidth, is_one_area ? "within" : "between", area_a, is_one_area ? "" : " and ",
                    is_one_area ? "" : area_b, options->config.provider);
}

static void print_terms(FILE *file, const struct json *request, const struct json *package, bool awaits_payment)
{
    const char *billing = said_or_asked(package, request, "billing");
    unsigned    period = view_number(request, "period");
    char        terms[120];

    if (period > 0 && strcmp(billing, "prepaid") == 0)
        (void)snprintf(terms, sizeof terms, "prepaid, %u %.10s%s%s", period, view_text(request, "period_unit"),
                       period == 1 ? "" : "s", view_true(request, "auto_renew") ? ", renewed automatically" : "");
    else
        (void)snprintf(terms, sizeof terms, "%.100s", billing);
    print_row(file, "billing", terms);
    if (awaits_payment)
        print_row(file, "paid", "not yet: the order waits for your payment");
    else if (strcmp(billing, "prepaid") == 0)
        print_row(file, "paid", "from the balance");
}

static void print_done(FILE *file, const struct options *options, const struct json *result)
{
    const struct json *package = bwpi_json_first(bwpi_json_member(result, "packages"));
    const char        *order = view_text(result, "order_id");

    print_bought(file, options, result, package);
    print_row(file, "id", view_text(package, "id"));
    print_row(file, "order", *order != '\0' ? order : view_text(package, "order_id"));
    print_row(file, "status", view_text(package, "status"));
    print_terms(file, options->request, package, view_true(result, "awaits_payment"));
    print_row(file, "expires", view_text(package, "expires_at"));
    print_row(file, "bound to", view_text(package, "bound_to"));
    print_row(file, "client token", view_text(result, "client_token"));
    print_row(file, "request id", view_text(result, "request_id"));
    print_row(file, strcmp(view_text(result, "status"), "ok") == 0 ? "note" : "but", view_text(result, "message"));
}

static void print_not_done(FILE *file, const struct options *options, const struct json *result)
{
    const char *message = view_text(result, "message");
    unsigned    attempts = view_number(result, "attempts");

    text_print_line(file, "%s: %s", options->dry_run ? "No request can be made" : "Not bought",
                    *message != '\0' ? message : view_text(result, "status"));
    report_print_cause(file, options, result);
    if (attempts == 0)
        print_row(file, "sent", "nothing");
    if (attempts == 0 || options->dry_run)
        return;
    print_row(file, "client token", view_text(result, "client_token"));
    print_row(file, "what to do",
              view_true(result, "retry_is_safe")
                  ? advice_after_refusal(view_text(result, "status"), true)
                  : "look in the provider's console first: trying again is not known to be safe");
}

static void print_look_first(FILE *file, const char *name)
{
    struct buf advice;

    bwpi_buf_init(&advice, ROW_MAX);
    if (*name != '\0') {
        bwpi_buf_add_text(&advice, "look for the name \"");
        bwpi_buf_add_text(&advice, name);
        bwpi_buf_add_text(&advice, "\"");
    } else {
        bwpi_buf_add_text(&advice, "look for a new package");
    }
    bwpi_buf_add_text(&advice, " with bwp find, or in the provider's console, before buying again. Do not repeat this "
                               "command blindly: it may buy twice");
    print_row(file, "what to do",
              advice.state == BUF_OK ? bwpi_buf_text(&advice)
                                     : "look in the provider's console before buying again: it may buy twice");
    bwpi_buf_free(&advice);
}

/* The token comes first: whatever of the rest is lost, it makes a repetition safe. */
static void print_unknown(FILE *file, const struct options *options, const struct json *result)
{
    const char *message = view_text(result, "message"), *token = view_text(result, "client_token");
    bool        is_protected = view_true(result, "retry_is_safe") && *token != '\0';
    char        option[400];

    text_print_line(file, "UNKNOWN%s%s%s: it may have been bought, and may be billed%s%s",
                    *token != '\0' ? " (client token " : "", token, *token != '\0' ? ")" : "",
                    *message != '\0' ? ": " : "", message);
    report_print_cause(file, options, result);
    print_row(file, "order", view_text(result, "order_id"));
    if (!is_protected) {
        print_look_first(file, view_text(options->request, "name"));
        return;
    }
    (void)snprintf(option, sizeof option, "--client-token %.300s", token);
    print_row(file, "what to do",
              "repeat exactly this command with the same client token, and soon, before the provider forgets it: then "
              "it is bought at most once. With another token, or none, it may be bought twice");
    print_row(file, options->token_is_ours ? "add" : "as before", option);
}

void summary_print(FILE *file, const struct options *options, const struct json *result)
{
    const char *outcome = view_text(result, "outcome");

    if (options->command->bit != FOR_CREATE)
        report_print(file, options, result);
    else if (strcmp(outcome, "done") == 0)
        print_done(file, options, result);
    else if (strcmp(outcome, "not_done") == 0)
        print_not_done(file, options, result);
    else
        print_unknown(file, options, result);
}

/* A heading, underlined, and a text that may have several lines. */
static void print_block(FILE *file, const char *heading, const char *text)
{
    (void)fprintf(file, "\n%s\n", heading);
    for (size_t i = 0; heading[i] != '\0'; i++)
        (void)fputc('-', file);
    (void)fputc('\n', file);
    text_print_lines(file, text);
    (void)fputc('\n', file);
}

/* Says so where a preview is not signed, and which variables would change that. */
static void print_unsigned(FILE *file, const struct options *options)
{
    struct buf sentence;

    bwpi_buf_init(&sentence, ROW_MAX);
    if (options->is_unsigned &&
        known_explain_keys(&sentence, known_site(options->config.provider, options->config.site)))
        text_print_line(file, "Not signed, for %s.", bwpi_buf_text(&sentence));
    bwpi_buf_free(&sentence);
}

void summary_print_preview(FILE *file, const struct options *options, const struct json *result)
{
    const struct json *request = bwpi_json_member(result, "http_request");
    const char        *body = view_text(request, "body");
    const char        *canonical = view_text(result, "canonical_request");
    const char        *string_to_sign = view_text(result, "string_to_sign");

    (void)fputs("Request\n-------\n", file);
    text_print(file, view_text(request, "method"));
    (void)fputc(' ', file);
    text_print(file, view_text(request, "url"));
    (void)fputc('\n', file);
    for (const struct json *header = bwpi_json_first(bwpi_json_member(request, "headers")); header != NULL;
         header = bwpi_json_next(header)) {
        text_print(file, bwpi_json_key(header));
        (void)fputs(": ", file);
        text_print(file, bwpi_json_text(header) != NULL ? bwpi_json_text(header) : "");
        (void)fputc('\n', file);
    }
    if (*body != '\0') {
        (void)fputc('\n', file);
        text_print_lines(file, body);
        (void)fputc('\n', file);
    }
    if (*string_to_sign != '\0')
        print_block(file, "String to sign", string_to_sign);
    else
        print_block(file, "Canonical request, which is what is signed", canonical);
    if (*view_text(result, "message") != '\0')
        text_print_line(file, "Note: %s", view_text(result, "message"));
    (void)fputc('\n', file);
    print_unsigned(file, options);
    text_print_line(file, "Nothing was sent, and nothing was %s.", options->command->deed.nothing);
}
