/* errors.c - prints what each error means: the statuses from bwp.h, the codes from the tables of the rooms. */
#include <stdio.h>
#include <string.h>

#include "advice.h"
#include "pages.h"
#include "road/retry.h"

/* ---- when it is sent again ---- */

static bool again(bwp_outcome outcome, bwp_status status, bool is_repeatable, bool clock_corrected)
{
    const struct attempt attempt = {outcome, status, HTTP_ANSWERED, is_repeatable, clock_corrected};

    return bwpi_retry_is_allowed(&attempt);
}

static const char *when_again(bwp_outcome outcome, bwp_status status)
{
    if (again(outcome, status, false, false))
        return "yes";
    if (again(outcome, status, false, true))
        return "once, with the clock set right";
    if (again(outcome, status, true, false))
        return "where that cannot happen twice";
    return "no";
}

/* ---- by status ---- */

/* "    BWP_ERR_QUOTA       = 11, / * what it means * /" */
static bool put_status(void *user, const char *line, unsigned number)
{
    size_t     *count = user;
    char        name[32], means[200];
    bwp_status  status;
    const char *advice;

    (void)number;
    if (sscanf(line, " %31[A-Z_] = %*d, /* %199[^*]", name, means) != 2 &&
        sscanf(line, " %31[A-Z_] = %*d /* %199[^*]", name, means) != 2)
        return true;
    if (!pages_status(name, &status))
        return true;
    means[strlen(means) - 1] = '\0'; /* the blank before the end of the comment */
    advice = advice_after_refusal(bwp_status_name(status), true);
    (void)printf("| `%s` | ", name);
    pages_put_cell(means);
    (void)printf(" | ");
    pages_put_cell(advice);
    (void)printf(" | %s | %s |\n", when_again(BWP_NOT_DONE, status), when_again(BWP_UNKNOWN, status));
    (*count)++;
    return true;
}

static bool put_statuses(void)
{
    size_t told = 0, count = 0;

    (void)puts(
        "| status | means | after a no | a no is sent again | an unclear end is sent again |\n|---|---|---|---|---|");
    if (!pages_read("include/bwp/bwp.h", put_status, &told))
        return false;
    while (*bwp_status_name((bwp_status)(count + 1)) != '\0')
        count++;
    if (told != count)
        (void)fprintf(stderr, "include/bwp/bwp.h tells of %zu statuses, and there are %zu\n", told, count);
    return told == count;
}

/* ---- by code ---- */

struct room {
    const char *path;
    char        means[160]; /* of the row before, for one that says "likewise" */
    bool        in_table, in_comment;
    unsigned    rows;
};

/* What an answer proves whose code a rule like this fits; the code itself does not matter. */
static const char *proof(bwp_status status, enum verdict verdict)
{
    const struct error_rule rule = {"code", status, verdict};
    struct reply            client = {.code = "code"}, server = {.code = "code"};

    bwpi_reply_judge(&client, 400, &rule, 1);
    bwpi_reply_judge(&server, 500, &rule, 1);
    if (client.verdict != REPLY_REFUSED)
        return "unknown";
    return server.verdict == REPLY_REFUSED ? "not done, with 5xx as well" : "not done";
}

static void put_rule(const char *code, bwp_status status, enum verdict verdict, const char *means)
{
    const char *proves = proof(status, verdict);
    bwp_outcome outcome = strcmp(proves, "unknown") == 0 ? BWP_UNKNOWN : BWP_NOT_DONE;

    (void)printf("| `%s` | ", code);
    pages_put_cell(means);
    (void)printf(" | `%s` | %s | %s |\n", bwp_status_name(status), proves, when_again(outcome, status));
}

/* What is said at the head of the file: "errors.c - what the codes mean: ...". */
static void put_head(struct room *room, const char *line)
{
    const char *text = line + strspn(line, " */");
    const char *said = strstr(text, "errors.c - ");

    if (strstr(line, "*/") != NULL)
        room->in_comment = false;
    if (said != NULL)
        (void)printf("W%s\n", said + strlen("errors.c - w")); /* "what the codes mean" */
    else if (*text != '\0' || strcmp(line, " *") == 0)
        (void)puts(text);
}

/* A row is "    {"CC.1001", BWP_ERR_ARGUMENT, BY_STATUS}, / * what it means * /" on one line. */
static bool put_row(void *user, const char *line, unsigned number)
{
    static const struct {
        const char  *name;
        enum verdict verdict;
    } verdicts[] = {{"BY_STATUS", BY_STATUS}, {"REPLY_UNCLEAR", REPLY_UNCLEAR}, {"REPLY_REFUSED", REPLY_REFUSED}};
    struct room *room = user;
    char         code[64], status_name[32], verdict_name[32], means[sizeof room->means];
    bwp_status   status;

    if (number == 1 && strncmp(line, "/*", 2) == 0)
        room->in_comment = true;
    if (room->in_comment)
        put_head(room, line);
    if (strstr(line, "const struct error_rule ") == line) {
        room->in_table = true;
        (void)puts("\n| code | means | status | it proves | sent again |\n|---|---|---|---|---|");
    } else if (strcmp(line, "};") == 0) {
        room->in_table = false;
    }
    if (!room->in_table || line[strspn(line, " ")] != '{')
        return true;
    if (sscanf(line, " {\"%63[^\"]\", %31[A-Z_], %31[A-Z_]}, /* %159[^\n]", code, status_name, verdict_name, means) ==
            4 &&
        strlen(means) > 3 && strcmp(means + strlen(means) - 3, " */") == 0 && pages_status(status_name, &status)) {
        means[strlen(means) - 3] = '\0';
        if (strcmp(means, "likewise") != 0)
            memcpy(room->means, means, sizeof means);
        for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
            if (strcmp(verdicts[i].name, verdict_name) != 0)
                continue;
            put_rule(code, status, verdicts[i].verdict, room->means);
            room->rows++;
            return true;
        }
    }
    (void)fprintf(stderr,
                  "%s:%u: a row is {\"CODE\", BWP_ERR_..., verdict}, and behind it, on its line, what it means\n",
                  room->path, number);
    return false;
}

static bool put_provider(const struct provider *provider)
{
    char        path[64];
    struct room room = {.path = path};

    (void)printf("\n## %s\n\n", provider->name);
    (void)snprintf(path, sizeof path, "lib/%s/errors.c", provider->name);
    if (!pages_read(path, put_row, &room))
        return false;
    if (room.rows == 0)
        (void)fprintf(stderr, "%s has no table of codes\n", path);
    return room.rows > 0;
}

/* ---- by HTTP status ---- */

static void judge(int http_status, struct reply *reply)
{
    memset(reply, 0, sizeof *reply);
    (void)snprintf(reply->code, sizeof reply->code, "unheard of");
    bwpi_reply_judge(reply, http_status, NULL, 0);
}

static void put_http(const char *http_status, const struct reply *reply)
{
    bwp_outcome outcome = reply->verdict == REPLY_REFUSED ? BWP_NOT_DONE : BWP_UNKNOWN;

    (void)printf("| %s | `%s` | %s | %s |\n", http_status, bwp_status_name(reply->status),
                 outcome == BWP_UNKNOWN ? "unknown" : "not done", when_again(outcome, reply->status));
}

/* Those that are judged otherwise than most of their hundred, then the rest. */
static void put_http_statuses(void)
{
    static const struct {
        int         sample;
        const char *rest;
    } hundreds[] = {{399, "any other 3xx"}, {499, "any other 4xx"}, {599, "any other 5xx"}};
    struct reply rest, reply;
    char         number[16];

    (void)puts(
        "\n## A code that is not listed\n\n"
        "An error in the provider's own form is judged by its HTTP status; one in any other form, such as a page of "
        "a\nproxy, proves nothing: `response` or `server`, and unknown. 414 and 431 are a no, in whatever form.\n\n"
        "| HTTP | status | it proves | sent again |\n|---|---|---|---|");
    for (size_t i = 0; i < sizeof hundreds / sizeof hundreds[0]; i++) {
        judge(hundreds[i].sample, &rest);
        for (int status = hundreds[i].sample / 100 * 100; status < hundreds[i].sample; status++) {
            judge(status, &reply);
            if (reply.status == rest.status && reply.verdict == rest.verdict)
                continue;
            (void)snprintf(number, sizeof number, "%d", status);
            put_http(number, &reply);
        }
        put_http(hundreds[i].rest, &rest);
    }
}

bool pages_print_errors(void)
{
    const struct provider *provider;

    (void)puts(
        "# What each error means\n\n"
        "<!-- Printed by `make pages` from include/bwp/bwp.h, lib/*/errors.c and the code that judges: edit those. "
        "-->\n\n"
        "A result tells an error in two words: `bwp_result_status()`, the same at every provider, and\n"
        "`bwp_result_provider_code()`, the provider's own. Look for the code below, or for the status where there is\n"
        "no code. Whether anything happened, neither of them says: that is the outcome.\n\n"
        "- *It proves*: what the outcome is after this answer alone. *not done* holds for an HTTP status of 400 to\n"
        "  499 but for 408, if nothing more is said; with any other the outcome is unknown.\n"
        "- *Sent again*: whether libbwp makes another attempt by itself, as long as attempts and time remain. Where "
        "it\n"
        "  *cannot happen twice*: a look, a change to a state that is named, or a purchase with a client token.\n"
        "- A star stands for anything. The first row of a table that fits counts.\n"
        "- What stands in brackets is the key of a page: see *Sources* in [providers.md](providers.md).\n\n"
        "## By status\n\n"
        "After BWP_UNKNOWN nothing in the third column holds: ask again soon, while the provider remembers the token,\n"
        "with the same client token, or look with `bwp_find()`. `bwp_result_retry_is_safe()` tells which. A token\n"
        "that was forgotten buys a second time.\n");
    if (!put_statuses())
        return false;
    for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++) {
        if (!put_provider(provider))
            return false;
    }
    put_http_statuses();
    return true;
}
