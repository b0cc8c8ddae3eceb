/* soak_cloud.c - sets faults while the load runs, and reads at the end what the emulator sold. */
#include "soak.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <curl/curl.h>

#include "wire.h"

struct soak_line {
    CURL             *easy;
    char              url[128];
    struct wire_bytes answer;
};

enum {
    HUAWEI = 1 << SOAK_HUAWEI,
    ALIBABA = 1 << SOAK_ALIBABA,
    BAIDU = 1 << SOAK_BAIDU,
    VOLCENGINE = 1 << SOAK_VOLCENGINE,
    EVERYWHERE = HUAWEI | ALIBABA | BAIDU | VOLCENGINE
};

/* Times in the unit a provider tells them in: Huawei knows no less than a second. */
static const struct {
    const char *name, *json;
    unsigned    weight, providers;
} kinds[] = {
    {"cut_before", "\"kind\":\"cut_before\"", 10, EVERYWHERE},
    {"cut_after", "\"kind\":\"cut_after\"", 10, EVERYWHERE},
    {"stall_before", "\"kind\":\"stall_before\",\"ms\":20", 6, EVERYWHERE},
    {"stall_after", "\"kind\":\"stall_after\",\"ms\":20", 6, EVERYWHERE},
    {"stall_before, for long", "\"kind\":\"stall_before\",\"ms\":600000", 1, EVERYWHERE},
    {"stall_after, for long", "\"kind\":\"stall_after\",\"ms\":600000", 1, EVERYWHERE},
    {"throttle", "\"kind\":\"throttle\",\"ms\":1000", 2, HUAWEI},
    {"throttle", "\"kind\":\"throttle\",\"ms\":7", 10, ALIBABA},
    {"throttle", "\"kind\":\"throttle\"", 10, BAIDU | VOLCENGINE},
    {"throttle, for long", "\"kind\":\"throttle\",\"ms\":3600000", 3, EVERYWHERE},
    {"server_error", "\"kind\":\"server_error\"", 10, EVERYWHERE},
    {"server_error_after", "\"kind\":\"server_error_after\"", 10, EVERYWHERE},
    {"status 502", "\"kind\":\"status\",\"status\":502", 5, EVERYWHERE},
    {"status 404", "\"kind\":\"status\",\"status\":404", 5, EVERYWHERE},
    {"status 200", "\"kind\":\"status\",\"status\":200", 5, EVERYWHERE},
    {"refuse", "\"kind\":\"refuse\",\"status\":403,\"code\":\"NeverHeardOf\"", 8, EVERYWHERE},
    {"refuse, still running", "\"kind\":\"refuse\",\"code\":\"LastTokenProcessing\"", 8, ALIBABA},
    {"refuse, still running", "\"kind\":\"refuse\",\"code\":\"CBC.99003651\"", 8, HUAWEI},
    {"refuse, still running", "\"kind\":\"refuse\",\"code\":\"RequestConflict\"", 8, VOLCENGINE},
    {"redirect", "\"kind\":\"redirect\"", 8, EVERYWHERE},
    {"garbage", "\"kind\":\"garbage\"", 8, EVERYWHERE},
    {"half_body", "\"kind\":\"half_body\"", 8, EVERYWHERE},
    {"empty", "\"kind\":\"empty\"", 8, EVERYWHERE},
    {"no_id", "\"kind\":\"no_id\"", 8, EVERYWHERE},
    {"xml", "\"kind\":\"xml\"", 4, ALIBABA},
};

size_t soak_kind_count(void)
{
    return COUNT(kinds);
}

const char *soak_kind_name(size_t kind)
{
    return kinds[kind].name;
}

bool soak_kind_fits(size_t kind, size_t provider)
{
    return (kinds[kind].providers & (1U << provider)) != 0;
}

/* ---- asking ---- */

struct soak_line *soak_line_new(const char *url)
{
    struct soak_line *line = calloc(1, sizeof *line);

    if (line == NULL || (line->easy = curl_easy_init()) == NULL) {
        (void)fprintf(stderr, "soak: memory has run out\n");
        abort();
    }
    (void)snprintf(line->url, sizeof line->url, "%s", url);
    return line;
}

void soak_line_free(struct soak_line *line)
{
    curl_easy_cleanup(line->easy);
    free(line->answer.text);
    free(line);
}

/* GET where body is NULL, else POST; false, with a line on stderr, if the answer is not 200. */
static bool ask(struct soak_line *line, const char *path, const char *body)
{
    CURLcode code;
    char     url[256];
    long     status = 0;

    (void)snprintf(url, sizeof url, "%s%s", line->url, path);
    curl_easy_reset(line->easy);
    line->answer.size = 0;
    (void)curl_easy_setopt(line->easy, CURLOPT_URL, url);
    (void)curl_easy_setopt(line->easy, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(line->easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(line->easy, CURLOPT_WRITEFUNCTION, wire_collect);
    (void)curl_easy_setopt(line->easy, CURLOPT_WRITEDATA, &line->answer);
    if (body != NULL)
        (void)curl_easy_setopt(line->easy, CURLOPT_POSTFIELDS, body);
    code = curl_easy_perform(line->easy);
    (void)curl_easy_getinfo(line->easy, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK || status != 200) {
        (void)fprintf(stderr, "soak: %s %s: %s, HTTP %ld, %s\n", path, body != NULL ? body : "",
                      curl_easy_strerror(code), status, line->answer.text != NULL ? line->answer.text : "");
    }
    return code == CURLE_OK && status == 200;
}

void soak_harm(struct soak *soak, struct soak_line *line, size_t provider, struct soak_dice *dice)
{
    unsigned all = 0, chosen;
    size_t   kind = 0;
    char     body[256];

    for (size_t i = 0; i < soak_kind_count(); i++)
        all += soak_kind_fits(i, provider) ? kinds[i].weight : 0;
    chosen = soak_roll(dice, all);
    while (!soak_kind_fits(kind, provider) || chosen >= kinds[kind].weight) {
        chosen -= soak_kind_fits(kind, provider) ? kinds[kind].weight : 0;
        kind++;
    }
    (void)snprintf(body, sizeof body, "{%s,\"provider\":\"%s\"}", kinds[kind].json, soak_providers[provider]);
    if (ask(line, "/emulator/faults", body))
        atomic_fetch_add(&soak->posted[provider][kind], 1);
}

/* ---- reading ---- */

static const char *text_of(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));

    return text != NULL ? text : "";
}

static size_t provider_of(const cJSON *object)
{
    size_t provider = 0;

    while (provider < SOAK_PROVIDERS && strcmp(text_of(object, "provider"), soak_providers[provider]) != 0)
        provider++;
    return provider;
}

static void read_faults(struct soak *soak, const cJSON *json)
{
    const cJSON *faults = cJSON_GetObjectItemCaseSensitive(json, "faults");

    for (const cJSON *fault = faults != NULL ? faults->child : NULL; fault != NULL; fault = fault->next) {
        size_t provider = provider_of(fault);

        if (provider < SOAK_PROVIDERS)
            soak->left[provider]++;
    }
}

/* False if nobody asked for this purchase. */
static bool read_purchase(struct soak *soak, const cJSON *purchase)
{
    struct soak_call *call;
    size_t            provider = provider_of(purchase), number;
    const char       *name = text_of(purchase, "name"), *dash = strrchr(name, '-');
    char              expected[SOAK_NAME_SIZE];

    if (provider == SOAK_PROVIDERS || dash == NULL)
        return false;
    number = (size_t)strtoul(dash + 1, NULL, 10);
    if (number >= soak->count)
        return false;
    soak_name(soak, provider, number, expected);
    if (strcmp(name, expected) != 0)
        return false;
    call = &soak->calls[provider][number];
    call->purchases++;
    (void)snprintf(call->bought_id, sizeof call->bought_id, "%s", text_of(purchase, "id"));
    (void)snprintf(call->bought_token, sizeof call->bought_token, "%s", text_of(purchase, "client_token"));
    return true;
}

/* ---- changes: a package is told by its id ---- */

struct owner {
    const char       *id;
    struct soak_call *call;
};

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct owner *)a)->id, ((const struct owner *)b)->id);
}

/* False if nobody asked for this change. */
static bool read_change(const struct owner *owners, size_t count, const cJSON *change)
{
    const struct owner  key = {text_of(change, "id"), NULL};
    const struct owner *owner = bsearch(&key, owners, count, sizeof *owners, by_id);
    const char         *verb = text_of(change, "verb");

    for (int i = 0; owner != NULL && i < SOAK_CHANGES; i++) {
        if (strcmp(verb, soak_verb_name((enum soak_verb)i)) == 0) {
            owner->call->verbs[i].changes++;
            return owner->call->verbs[i].was_asked;
        }
    }
    return false;
}

/* How many changes nobody asked for; -1 without memory. */
static int read_history(struct soak *soak, const cJSON *history)
{
    struct owner *owners = calloc(SOAK_PROVIDERS * soak->count, sizeof *owners);
    size_t        count = 0;
    int           strange = 0;

    if (owners == NULL || !cJSON_IsArray(history)) {
        free(owners);
        return -1;
    }
    for (size_t i = 0; i < SOAK_PROVIDERS * soak->count; i++) {
        struct soak_call *call = &soak->calls[i % SOAK_PROVIDERS][i / SOAK_PROVIDERS];

        if (call->bought_id[0] != '\0')
            owners[count++] = (struct owner){call->bought_id, call};
    }
    qsort(owners, count, sizeof *owners, by_id);
    for (const cJSON *change = history->child; change != NULL; change = change->next)
        strange += read_change(owners, count, change) ? 0 : 1;
    free(owners);
    return strange;
}

static int read_ledger(struct soak *soak, const cJSON *json)
{
    const cJSON *purchases = cJSON_GetObjectItemCaseSensitive(json, "purchases");
    const cJSON *requests = cJSON_GetObjectItemCaseSensitive(json, "requests");
    int          strange = 0, changes;

    if (!cJSON_IsArray(purchases) || !cJSON_IsObject(requests))
        return -1;
    for (const cJSON *purchase = purchases->child; purchase != NULL; purchase = purchase->next)
        strange += read_purchase(soak, purchase) ? 0 : 1;
    for (size_t i = 0; i < SOAK_PROVIDERS; i++) {
        const cJSON *number = cJSON_GetObjectItemCaseSensitive(requests, soak_providers[i]);

        soak->requests[i] = cJSON_IsNumber(number) ? (unsigned long)number->valuedouble : 0;
    }
    changes = read_history(soak, cJSON_GetObjectItemCaseSensitive(json, "history"));
    return changes < 0 ? -1 : strange + changes;
}

int soak_read(struct soak *soak, struct soak_line *line)
{
    int    strange = -1;
    cJSON *faults = ask(line, "/emulator/faults", NULL) ? cJSON_Parse(line->answer.text) : NULL;
    cJSON *ledger = ask(line, "/emulator/ledger", NULL) ? cJSON_Parse(line->answer.text) : NULL;

    if (faults != NULL && ledger != NULL) {
        read_faults(soak, faults);
        strange = read_ledger(soak, ledger);
    }
    cJSON_Delete(faults);
    cJSON_Delete(ledger);
    return strange;
}
