/* summary.c - the answer to "was it bought?" comes first, then what proves it, then what to do. */
#include "summary.h"

#include <string.h>

#include "text.h"

enum { LABEL_WIDTH = 15 };

static void row(FILE *file, const char *label, const char *value)
{
    text_row(file, LABEL_WIDTH, label, value);
}

/* What the provider says where it says something, else what was asked for. */
static const char *said_or_asked(const cJSON *package, const cJSON *request, const char *key)
{
    const char *said = json_text(package, key);

    return *said ? said : json_text(request, key);
}

static void print_done(FILE *file, const struct options *options, const cJSON *result, const cJSON *package)
{
    const cJSON  *request = options->request;
    const char   *name = said_or_asked(package, request, "name");
    const char   *area_a = said_or_asked(package, request, "area_a");
    const char   *area_b = said_or_asked(package, request, "area_b");
    unsigned long bandwidth = json_number(package, "bandwidth_mbps");
    bool          awaits_payment = json_true(result, "awaits_payment");

    if (bandwidth == 0)
        bandwidth = json_number(request, "bandwidth_mbps");

    (void)fprintf(file, "%s: %s%s%lu Mbit/s", awaits_payment ? "Ordered" : "Bought", name, *name ? ", " : "",
                  bandwidth);
    if (strcmp(area_a, area_b) == 0)
        (void)fprintf(file, " within %s at ", area_a);
    else
        (void)fprintf(file, " between %s and %s at ", area_a, area_b);
    text_print(file, options->config.provider);
    (void)fputc('\n', file);
}

static void print_terms(FILE *file, const cJSON *request, const cJSON *package, bool awaits_payment)
{
    const char   *billing = said_or_asked(package, request, "billing");
    unsigned long period = json_number(request, "period");
    char          terms[120];

    if (period && strcmp(billing, "prepaid") == 0)
        (void)snprintf(terms, sizeof terms, "prepaid, %lu %.10s%s%s", period, json_text(request, "period_unit"),
                       period == 1 ? "" : "s", json_true(request, "auto_renew") ? ", renewed automatically" : "");
    else
        (void)snprintf(terms, sizeof terms, "%.100s", billing);
    row(file, "billing", terms);
    if (awaits_payment)
        row(file, "paid", "not yet: the order waits for your payment");
    else if (strcmp(billing, "prepaid") == 0)
        row(file, "paid", "from the balance");
}

static void print_package(FILE *file, const struct options *options, const cJSON *result)
{
    const cJSON *package = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(result, "packages"), 0);
    const char  *order = json_text(result, "order_id");

    print_done(file, options, result, package);
    row(file, "id", json_text(package, "id"));
    row(file, "order", *order ? order : json_text(package, "order_id"));
    row(file, "status", json_text(package, "status"));
    print_terms(file, options->request, package, json_true(result, "awaits_payment"));
    row(file, "expires", json_text(package, "expires_at"));
    row(file, "bound to", json_text(package, "bound_to"));
    row(file, "client token", json_text(result, "client_token"));
    row(file, "request id", json_text(result, "request_id"));
    row(file, "note", json_text(result, "message"));
}

/* The lines that say who said no, common to all that did not go well. */
static void print_cause(FILE *file, const cJSON *result)
{
    char          text[160];
    const char   *field = json_text(result, "field");
    const char   *option = options_name(field);
    unsigned long status = json_number(result, "http_status");

    (void)snprintf(text, sizeof text, "%.100s%s%s%s", field, *option ? " (" : "", option, *option ? ")" : "");
    row(file, "field", text);
    row(file, "provider code", json_text(result, "provider_code"));
    (void)snprintf(text, sizeof text, "%lu", status);
    row(file, "HTTP status", status ? text : "");
    row(file, "request id", json_text(result, "request_id"));
}

static void print_not_done(FILE *file, const struct options *options, const cJSON *result)
{
    const char *message = json_text(result, "message");

    (void)fprintf(file, "%s: %s\n", options->dry_run ? "No request can be made" : "Not bought",
                  *message ? message : json_text(result, "status"));
    print_cause(file, result);
    if (json_number(result, "attempts") == 0) {
        row(file, "sent", "nothing");
        return;
    }
    if (options->dry_run)
        return;
    row(file, "client token", json_text(result, "client_token"));
    row(file, "trying again",
        json_true(result, "retry_is_safe") ? "is safe: it cannot buy twice"
                                           : "is not known to be safe: look in the provider's console first");
}

static void print_unknown(FILE *file, const struct options *options, const cJSON *result)
{
    const char *message = json_text(result, "message");
    const char *token = json_text(result, "client_token");
    const char *name = json_text(options->request, "name");
    char        advice[400];

    (void)fprintf(file, "UNKNOWN: it may have been bought, and may be billed%s%s\n", *message ? ": " : "", message);
    print_cause(file, result);
    row(file, "order", json_text(result, "order_id"));
    if (json_true(result, "retry_is_safe") && *token) {
        const char *given = json_text(options->request, "client_token");

        (void)snprintf(advice, sizeof advice, "--client-token %.300s", token);
        row(file, "what to do",
            "repeat exactly this command with the same client token, and soon, before the provider "
            "forgets it: then it is bought at most once. With another token, or none, it may be bought "
            "twice");
        row(file, *given ? "as before" : "add", advice);
        return;
    }
    row(file, "client token", token);
    if (*name)
        (void)snprintf(advice, sizeof advice, "look for the name \"%.200s\"", name);
    else
        (void)snprintf(advice, sizeof advice, "look for a new package");
    (void)snprintf(
        advice + strlen(advice), sizeof advice - strlen(advice),
        " in the provider's console before buying again. Do not repeat this command blindly: it may buy twice");
    text_clean(advice, false); /* a long name may have been cut within a character */
    row(file, "what to do", advice);
}

void summary_print(FILE *file, const struct options *options, const cJSON *result)
{
    const char *outcome = json_text(result, "outcome");

    if (strcmp(outcome, "done") == 0)
        print_package(file, options, result);
    else if (strcmp(outcome, "not_done") == 0)
        print_not_done(file, options, result);
    else
        print_unknown(file, options, result);
}

void preview_print(FILE *file, const cJSON *result)
{
    const cJSON *header;
    const cJSON *request = cJSON_GetObjectItemCaseSensitive(result, "http_request");
    const char  *body = json_text(request, "body");
    const char  *signed_text = json_text(result, "string_to_sign");
    const char  *heading = "String to sign";

    if (!*signed_text) {
        signed_text = json_text(result, "canonical_request");
        heading = "Canonical request, which is what is signed";
    }
    (void)fprintf(file, "Request\n-------\n%s %s\n", json_text(request, "method"), json_text(request, "url"));
    cJSON_ArrayForEach(header, cJSON_GetObjectItemCaseSensitive(request, "headers"))
    {
        (void)fprintf(file, "%s: %s\n", header->string ? header->string : "",
                      header->valuestring ? header->valuestring : "");
    }
    (void)fprintf(file, "%s%s%s\n%s\n", *body ? "\n" : "", body, *body ? "\n" : "", heading);
    for (size_t i = 0; heading[i]; i++)
        (void)fputc('-', file);
    (void)fprintf(file, "\n%s\n\nNothing was sent, and nothing was bought.\n", signed_text);
}
