/* providers.c - prints what each provider can do: from its tables, and from what a preview shows or refuses. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/words.h"
#include "pages.h"

enum { TEXT_MAX = 4096 };

/* A line of the first table: what is told, and how of one provider. */
struct line {
    const char *title;
    void (*put)(const struct provider *provider);
};

static void put_number(unsigned max, const char *what)
{
    if (max == 0)
        (void)printf("%sno limit checked", what);
    else
        (void)printf("%sup to %u", what, max);
}

/* ---- at a glance ---- */

static void put_billing(const struct provider *provider)
{
    const char *words[4] = {NULL};
    size_t      count = 0;

    for (int billing = BWP_PREPAID; billing <= BWP_POSTPAID_95; billing++) {
        if ((provider->terms.billings >> billing & 1) != 0)
            words[count++] = bwpi_word(&bwpi_billing_words, billing);
    }
    pages_put_list(words, "`");
}

/* "1 to 9, 12" of the bits 1 to 9 and 12 */
static void put_periods(uint64_t numbers, const char *unit)
{
    const char *comma = "";

    for (unsigned first = 0, last; first < 64; first = last + 1) {
        last = first;
        if ((numbers >> first & 1) == 0)
            continue;
        while (last < 63 && (numbers >> (last + 1) & 1) != 0)
            last++;
        (void)printf(first == last ? "%s%u" : "%s%u to %u", comma, first, last);
        comma = ", ";
    }
    (void)printf(" %s", unit);
}

static void put_period(const struct provider *provider)
{
    put_periods(provider->terms.months, "months");
    if (provider->terms.years != 0) {
        (void)printf("; ");
        put_periods(provider->terms.years, "years");
    }
}

static void put_payment(const struct provider *provider)
{
    (void)printf(provider->terms.pays_at_once ? "is paid at once: `auto_pay` is required"
                                              : "is paid at once with `auto_pay`, else the order waits");
}

static void put_renewal(const struct provider *provider)
{
    (void)printf(provider->terms.takes_auto_renew ? "yes" : "no");
}

static void put_bandwidth(const struct provider *provider)
{
    const struct terms *terms = &provider->terms;

    if (terms->bandwidth_min > 1)
        (void)printf("%u to %u", terms->bandwidth_min, terms->bandwidth_max);
    else
        put_number(terms->bandwidth_max, "");
}

static void put_name(const struct provider *provider)
{
    put_number(provider->terms.name_max, provider->terms.name_required ? "required, " : "optional, ");
}

static void put_description(const struct provider *provider)
{
    if (provider->terms.takes_description)
        put_number(provider->terms.description_max, "optional, ");
    else
        (void)printf("no");
}

static void put_tag_count(const struct provider *provider)
{
    put_number(provider->terms.tags_max, "");
}

static void put_tag_key(const struct provider *provider)
{
    put_number(provider->terms.tag_key_max, "");
}

static void put_tag_value(const struct provider *provider)
{
    put_number(provider->terms.tag_value_max, "");
}

static void put_binding(const struct provider *provider)
{
    if (!provider->terms.takes_bind_to)
        (void)printf("no");
    else
        (void)printf(provider->creates_bound ? "in the purchase itself" : "with a call of its own, once it is there");
}

static void put_group(const struct provider *provider)
{
    (void)printf(provider->terms.takes_resource_group ? "yes" : "no");
}

static void put_token(const struct provider *provider)
{
    const char *words[VERB_COUNT + 1] = {NULL};
    size_t      count = 0;

    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (provider->skills[verb].takes_token)
            words[count++] = bwpi_verb_name((enum verb)verb);
    }
    if (count == 0) {
        (void)printf("none: nothing protects from a second purchase");
        return;
    }
    (void)printf("up to %u characters; protects ", provider->terms.client_token_max);
    pages_put_list(words, "`");
}

static void put_shown(const struct provider *provider)
{
    const char *words[4] = {NULL};
    size_t      count = 0;

    for (int billing = BWP_PREPAID; billing <= BWP_POSTPAID_95; billing++) {
        if ((provider->terms.shown_at_once >> billing & 1) != 0)
            words[count++] = bwpi_word(&bwpi_billing_words, billing);
    }
    if (count == 0)
        (void)printf("never: it ends `unknown`");
    else
        pages_put_list(words, "`");
}

static void put_page(const struct provider *provider)
{
    pages_put_cell(provider->terms.page);
    for (const struct source *source = provider->terms.sources; source != NULL && source->field != NULL; source++) {
        (void)printf("; `%s`: ", source->field);
        pages_put_cell(source->page);
    }
}

static void put_titles(const char *corner)
{
    const struct provider *provider;

    (void)printf("\n| %s |", corner);
    for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++)
        (void)printf(" %s |", provider->name);
    (void)printf("\n|---|");
    for (size_t i = 0; bwpi_provider_at(i) != NULL; i++)
        (void)printf("---|");
    (void)puts("");
}

static void put_glance(void)
{
    static const struct line lines[] = {
        {"`billing`", put_billing},
        {"`period`", put_period},
        {"a prepaid package", put_payment},
        {"`auto_renew`", put_renewal},
        {"`bandwidth_mbps`", put_bandwidth},
        {"`name`, characters", put_name},
        {"`description`, characters", put_description},
        {"`tags`, how many", put_tag_count},
        {"key of a tag, characters", put_tag_key},
        {"value of a tag, characters", put_tag_value},
        {"`bind_to`", put_binding},
        {"`resource_group`", put_group},
        {"`client_token`", put_token},
        {"`bwp_find()` can exclude", put_shown},
        {"where the rules stand", put_page},
    };
    const struct provider *provider;

    put_titles("");
    for (size_t line = 0; line < sizeof lines / sizeof lines[0]; line++) {
        (void)printf("| %s |", lines[line].title);
        for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++) {
            (void)putchar(' ');
            lines[line].put(provider);
            (void)printf(" |");
        }
        (void)puts("");
    }
}

/* ---- areas ---- */

/* Each area once, in the order of whoever serves it first. */
static bool is_told(size_t provider_at, const char *area)
{
    for (size_t i = 0; i < provider_at; i++) {
        if (bwpi_area_own(&bwpi_provider_at(i)->terms, area) != NULL)
            return true;
    }
    return false;
}

static void put_area(const char *area)
{
    const struct provider *provider;

    (void)printf("| `%s` |", area);
    for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++) {
        const char *own = bwpi_area_own(&provider->terms, area);

        (void)printf(" %s |", own != NULL ? own : "-");
    }
    (void)puts("");
}

static void put_areas(void)
{
    const struct provider *provider;

    put_titles("area");
    for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++) {
        for (size_t area = 0; area < provider->terms.area_count; area++) {
            if (!is_told(i, provider->terms.areas[area].neutral))
                put_area(provider->terms.areas[area].neutral);
        }
    }
    for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++) {
        for (const struct span *pair = provider->terms.not_between; pair != NULL && pair->a != NULL; pair++)
            (void)printf("\nAt %s nothing is sold between `%s` and `%s`.\n", provider->name, pair->a, pair->b);
    }
}

/* ---- what can be done ---- */

static void put_verbs(void)
{
    const struct provider *provider;

    put_titles("operation");
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        (void)printf("| `%s` |", bwpi_verb_name((enum verb)verb));
        for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++) {
            const char *instead = provider->instead[verb] != NULL ? provider->instead[verb] : "only in its console";

            if (provider->skills[verb].translate == NULL)
                (void)printf(" no: %s |", instead);
            else
                (void)printf(" yes%s%s |", provider->skills[verb].takes_token ? ", token" : "",
                             (provider->reads_before >> verb & 1) != 0 ? ", look first" : "");
        }
        (void)puts("");
    }
}

/* ---- how it is reached ---- */

static void put_variables(const struct environment *names)
{
    struct variable_list lists[VARIABLE_LIST_COUNT];

    bwpi_environment_lists(names, lists);
    for (size_t i = 0; i < VARIABLE_LIST_COUNT; i++) {
        if (lists[i].variables == NULL)
            continue;
        (void)printf("| `%s` | ", lists[i].field);
        for (size_t at = 0; lists[i].variables[at] != NULL; at++)
            (void)printf("%s`%s`", at == 0 ? "" : ", else ", lists[i].variables[at]);
        (void)puts(" |");
    }
}

static void put_reach(const struct provider *provider)
{
    for (size_t i = 0; i < SITES_MAX && provider->sites[i].endpoint != NULL; i++) {
        const struct site *site = &provider->sites[i];

        (void)printf("\n| %s%s%s | %s |\n|---|---|\n", site->name != NULL ? "site `" : "endpoint",
                     site->name != NULL ? site->name : "", site->name != NULL ? "`" : "", site->endpoint);
        put_variables(&site->environment);
    }
    (void)printf("\nFiles of keys: ");
    for (const struct profile_file *file = provider->profiles; file->path != NULL; file++) {
        (void)printf("%s`~/%s`", file == provider->profiles ? "" : ", then ", file->path);
        if (file->path_variable != NULL)
            (void)printf(" (or where `%s` says)", file->path_variable);
    }
    if (provider->metadata != NULL)
        (void)printf(".\nKeys of a machine: asked at %s, with `credentials` set to `metadata`.\n", provider->metadata);
    else
        (void)printf(".\nA machine has no keys of its own there.\n");
}

/* ---- what is sent, and what is refused ---- */

static bwp_client *make_client(const struct provider *provider)
{
    bwp_config config = {
        .struct_size = sizeof config, .provider = provider->name, .access_key = "a", .secret_key = "s"};
    char        error[BWP_ERROR_SIZE];
    bwp_client *client;

    if ((provider->uses & USES_ACCOUNT) != 0)
        config.account = "ACCOUNT";
    if ((provider->uses & USES_PROJECT) != 0)
        config.project = "PROJECT";
    if ((provider->uses & USES_SITE) != 0)
        config.site = "china";
    client = bwp_client_new(&config, error);
    if (client == NULL)
        (void)fprintf(stderr, "%s: %s\n", provider->name, error);
    return client;
}

/* What is asked by default, as JSON: something that the provider sells. */
static struct json *plain(const struct provider *provider, const char *operation)
{
    const struct terms *terms = &provider->terms;
    char                text[TEXT_MAX];
    const char         *problem;
    bool                postpaid = (terms->billings >> BWP_POSTPAID & 1) != 0;

    if (strcmp(operation, "preview") == 0)
        (void)snprintf(
            text, sizeof text,
            "{\"name\":\"NAME\",\"bandwidth_mbps\":10,\"area_a\":\"%s\",\"area_b\":\"%s\",\"billing\":\"%s\"}",
            terms->areas[0].neutral, terms->areas[0].neutral, postpaid ? "postpaid" : "postpaid_95");
    else
        (void)snprintf(text, sizeof text, "{\"preview\":true%s}",
                       strcmp(operation, "list") == 0 ? "" : ",\"id\":\"ID\"");
    return bwpi_json_parse(text, strlen(text), &problem);
}

/* Asks for the plain thing, changed by a patch as RFC 7396 has it, and sends nothing.  The caller frees the result. */
static bwp_result *ask(bwp_client *client, const struct provider *provider, const char *operation, const char *patch)
{
    struct json *arguments = plain(provider, operation), *changes;
    const char  *problem;
    struct buf   text = BUF_INIT(TEXT_MAX);
    bwp_result  *result = NULL;

    changes = bwpi_json_parse(patch, strlen(patch), &problem);
    if (arguments != NULL && changes != NULL && bwpi_json_merge(arguments, changes)) {
        bwpi_json_print(&text, arguments);
        (void)bwp_call(client, operation, bwpi_buf_text(&text), &result);
    }
    bwpi_buf_free(&text);
    bwpi_json_free(changes);
    bwpi_json_free(arguments);
    return result;
}

#define PREPAID "\"billing\":\"prepaid\",\"period\":1,\"period_unit\":\"month\""

/* In a patch @200 stands for a text of so many characters, and other words for what the provider's terms say. */
struct question {
    const char *what, *operation, *patch;
};

static const char *not_served(const struct provider *provider)
{
    const struct provider *other;

    for (size_t i = 0; (other = bwpi_provider_at(i)) != NULL; i++) {
        for (size_t area = 0; area < other->terms.area_count; area++) {
            if (bwpi_area_own(&provider->terms, other->terms.areas[area].neutral) == NULL)
                return other->terms.areas[area].neutral;
        }
    }
    return "atlantis";
}

static void fill_in(const struct provider *provider, const char *patch, struct buf *filled)
{
    const struct terms *terms = &provider->terms;
    const struct span   nowhere = {"", ""}, *pair = terms->not_between != NULL ? terms->not_between : &nowhere;
    const struct {
        const char *word, *text;
        unsigned    number;
    } words[] = {{"@more", NULL, terms->bandwidth_max + 1},
                 {"@less", NULL, terms->bandwidth_min > 1 ? terms->bandwidth_min - 1 : 10},
                 {"@elsewhere", not_served(provider), 0},
                 {"@one", *pair->a != '\0' ? pair->a : terms->areas[0].neutral, 0},
                 {"@other", *pair->b != '\0' ? pair->b : terms->areas[0].neutral, 0}};

    while (*patch != '\0') {
        size_t        i = 0;
        char         *end;
        unsigned long length = *patch == '@' ? strtoul(patch + 1, &end, 10) : 0;

        while (i < sizeof words / sizeof words[0] && strncmp(patch, words[i].word, strlen(words[i].word)) != 0)
            i++;
        if (length > 0) {
            for (patch = end; length > 0; length--)
                bwpi_buf_add_char(filled, 'x');
        } else if (i == sizeof words / sizeof words[0]) {
            bwpi_buf_add_char(filled, *patch++);
        } else {
            patch += strlen(words[i].word);
            if (words[i].text != NULL)
                bwpi_buf_add_text(filled, words[i].text);
            else
                bwpi_buf_add_uint(filled, words[i].number);
        }
    }
}

static const struct question questions[] = {
    {"no name", "preview", "{\"name\":null}"},
    {"a name of 300 characters", "preview", "{\"name\":\"@300\"}"},
    {"a name that begins with http://", "preview", "{\"name\":\"http://example\"}"},
    {"a description", "preview", "{\"description\":\"x\"}"},
    {"a description of 300 characters", "preview", "{\"description\":\"@300\"}"},
    {"a description with < in it", "preview", "{\"description\":\"a < b\"}"},
    {"less bandwidth", "preview", "{\"bandwidth_mbps\":@less}"},
    {"more bandwidth", "preview", "{\"bandwidth_mbps\":@more}"},
    {"another area", "preview", "{\"area_b\":\"@elsewhere\"}"},
    {"two areas with nothing between", "preview", "{\"area_a\":\"@one\",\"area_b\":\"@other\"}"},
    {"postpaid", "preview", "{\"billing\":\"postpaid\"}"},
    {"postpaid_95", "preview", "{\"billing\":\"postpaid_95\"}"},
    {"prepaid", "preview", "{" PREPAID ",\"auto_pay\":true}"},
    {"prepaid, to be paid later", "preview", "{" PREPAID "}"},
    {"10 months", "preview", "{" PREPAID ",\"auto_pay\":true,\"period\":10}"},
    {"5 years", "preview", "{" PREPAID ",\"auto_pay\":true,\"period\":5,\"period_unit\":\"year\"}"},
    {"auto_renew", "preview", "{" PREPAID ",\"auto_pay\":true,\"auto_renew\":true}"},
    {"bind_to", "preview", "{\"bind_to\":\"x\"}"},
    {"resource_group", "preview", "{\"resource_group\":\"x\"}"},
    {"21 tags", "preview",
     "{\"tags\":{\"1\":\"\",\"2\":\"\",\"3\":\"\",\"4\":\"\",\"5\":\"\",\"6\":\"\",\"7\":\"\",\"8\":\"\",\"9\":\"\","
     "\"10\":\"\",\"11\":\"\",\"12\":\"\","
     "\"13\":\"\",\"14\":\"\",\"15\":\"\",\"16\":\"\",\"17\":\"\",\"18\":\"\",\"19\":\"\",\"20\":\"\",\"21\":\"\"}}"},
    {"a tag whose key has 200 characters", "preview", "{\"tags\":{\"@200\":\"x\"}}"},
    {"a tag whose value has 300 characters", "preview", "{\"tags\":{\"x\":\"@300\"}}"},
    {"a tag with an address in it", "preview", "{\"tags\":{\"x\":\"http://example\"}}"},
    {"a client token", "preview", "{\"client_token\":\"TOKEN\"}"},
    {"a client token of 65 characters", "preview", "{\"client_token\":\"@65\"}"},
    {"update: no name any more", "update", "{\"name\":\"\"}"},
    {"update: a description", "update", "{\"description\":\"x\"}"},
    {"update: no description any more", "update", "{\"name\":\"x\",\"description\":\"\"}"},
    {"resize: more bandwidth", "resize", "{\"bandwidth_mbps\":@more}"},
    {"resize: auto_pay", "resize", "{\"bandwidth_mbps\":20,\"auto_pay\":true}"},
    {"resize: a client token", "resize", "{\"bandwidth_mbps\":20,\"client_token\":\"TOKEN\"}"},
    {"set_tags", "set_tags", "{\"tags\":{\"x\":\"y\"}}"},
    {"remove_tags", "remove_tags", "{\"tags\":[\"x\"]}"},
    {"unbind: provider_options", "unbind", "{\"bound_to\":\"x\",\"provider_options\":{\"x\":1}}"},
    {"delete: provider_options", "delete", "{\"provider_options\":{\"x\":1}}"},
};

/* A sentence that was told of the question before is not told again. */
static void put_answer(const char *what, const bwp_result *result, char last[BWP_ERROR_SIZE])
{
    if (bwp_result_outcome(result) == BWP_DONE || strcmp(bwp_result_message(result), last) == 0)
        return;
    (void)snprintf(last, BWP_ERROR_SIZE, "%s", bwp_result_message(result));
    (void)printf("| %s | `%s` | `%s` | ", what, bwp_result_field(result), bwp_status_name(bwp_result_status(result)));
    pages_put_cell(bwp_result_message(result));
    (void)puts(" |");
}

static void put_refusals(bwp_client *client, const struct provider *provider)
{
    char last[BWP_ERROR_SIZE] = "";

    (void)puts(
        "\n### What is refused before anything is sent\n\n| asked | field | status | message |\n|---|---|---|---|");
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        struct buf  patch = BUF_INIT(TEXT_MAX);
        bwp_result *result;

        fill_in(provider, questions[i].patch, &patch);
        result = ask(client, provider, questions[i].operation, bwpi_buf_text(&patch));
        put_answer(questions[i].what, result, last);
        bwp_result_free(result);
        bwpi_buf_free(&patch);
    }
}

/* Method and address, what the call adds to the headers, and the body; what the signature adds begins with Host. */
static void put_sent(const char *request)
{
    const char *headers = strchr(request, '\n'), *host = strstr(request, "\nHost: "), *body = strstr(request, "\n\n");

    if (headers == NULL || host == NULL || body == NULL)
        return;
    (void)printf("%.*s\n", (int)(host - request), request);
    if (body[2] != '\0')
        (void)printf("\n%s%s", body + 2, body[strlen(body) - 1] == '\n' ? "" : "\n");
}

static bool put_requests(bwp_client *client, const struct provider *provider)
{
    static const struct question all[] = {
        {"create", "preview", "{}"},
        {"get", "get", "{}"},
        {"list", "list", "{}"},
        {"update", "update", "{\"name\":\"NAME\"}"},
        {"resize", "resize", "{\"bandwidth_mbps\":20}"},
        {"bind", "bind", "{\"bound_to\":\"OTHER\"}"},
        {"unbind", "unbind", "{\"bound_to\":\"OTHER\"}"},
        {"set_tags", "set_tags", "{\"tags\":{\"KEY\":\"VALUE\"}}"},
        {"remove_tags", "remove_tags", "{\"tags\":[\"KEY\"]}"},
        {"delete", "delete", "{}"},
    };

    (void)puts("\n### What is sent\n\nWithout what signing adds.\n\n```http");
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const struct skill *skill = &provider->skills[i];
        char                patch[TEXT_MAX];
        bwp_result         *result;

        if (strcmp(all[i].what, bwpi_verb_name((enum verb)i)) != 0) {
            (void)fprintf(stderr, "the requests shown are not in the order of the verbs: %s\n", all[i].what);
            return false;
        }
        if (skill->translate == NULL)
            continue;
        (void)snprintf(patch, sizeof patch, "%.*s%s%s}", (int)strlen(all[i].patch) - 1, all[i].patch,
                       skill->takes_token && strlen(all[i].patch) > 2 ? "," : "",
                       skill->takes_token ? "\"client_token\":\"TOKEN\"" : "");
        result = ask(client, provider, all[i].operation, patch);
        (void)printf("%s# %s\n", i == 0 ? "" : "\n", all[i].what);
        put_sent(bwp_result_http_request(result));
        if (bwp_result_outcome(result) != BWP_DONE)
            (void)fprintf(stderr, "%s: %s: %s\n", provider->name, all[i].what, bwp_result_message(result));
        bwp_result_free(result);
    }
    (void)puts("```\n");
    return true;
}

static bool put_provider(const struct provider *provider)
{
    bwp_client *client = make_client(provider);
    bool        is_good;

    if (client == NULL)
        return false;
    (void)printf("\n## %s\n", provider->name);
    put_reach(provider);
    put_refusals(client, provider);
    is_good = put_requests(client, provider);
    (void)puts("### Sources");
    bwp_client_free(client);
    return is_good && pages_put_sources(provider->name);
}

bool pages_print_providers(void)
{
    const struct provider *provider;

    (void)puts(
        "# What each provider can do\n\n"
        "<!-- Printed by `make pages` from the tables that validate, lib/*/: edit those. -->\n\n"
        "Everything here comes from the tables with which libbwp checks a request, and from what it then translates.\n"
        "`bwp providers` prints the first part, `bwp_providers_json()` hands it to a program. What is not refused\n"
        "here may still be refused by the provider: see [what each error means](errors.md).\n\n"
        "## What is sold");
    put_glance();
    (void)puts("\nAn area has one word at every provider; here it stands beside the provider's own.");
    put_areas();
    (void)puts("\n## What can be done\n\n*token*: the same client token does it once, so it may be sent again after a "
               "lost answer. *look first*: the\npackage is read before it is changed. Everywhere there are also "
               "`find`, `wait` and `whoami`, which only look.");
    put_verbs();
    for (size_t i = 0; (provider = bwpi_provider_at(i)) != NULL; i++) {
        if (!put_provider(provider))
            return false;
    }
    return true;
}
