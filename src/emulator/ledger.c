/*
 * ledger.c - the one place where something is bought: looking up the name and the token, and writing the line, are one
 * step under one lock.
 */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

enum { LEDGER_MAX = 1000000 };

struct token {
    char    id[ID_SIZE], order_id[ID_SIZE], digest[SHA256_TEXT_SIZE];
    int64_t last_seen;
};

static struct {
    pthread_mutex_t    guard;
    char             **lines; /* each one a purchase as JSON */
    size_t             count, room;
    unsigned long long purchases[CLOUDS_MAX], requests[CLOUDS_MAX];
    struct table       names, tokens; /* tokens owns its values */
} ledger = {.guard = PTHREAD_MUTEX_INITIALIZER};

static void keep_line(const struct text *line)
{
    if (ledger.count == ledger.room) {
        ledger.room = ledger.room > 0 ? ledger.room * 2 : 1024;
        ledger.lines = must(realloc(ledger.lines, ledger.room * sizeof ledger.lines[0]));
    }
    ledger.lines[ledger.count++] = must(strndup(line->data, line->size - 1)); /* without its line feed */
}

/* Under the lock. The line goes to the file first: what the file does not hold was not bought. */
static bool append_line(const struct purchase *purchase)
{
    bool          written;
    struct memory memory = {0};
    struct text   line = text_new(&memory);
    char          at[TIME_SIZE];

    time_print(clock_now(), TIME_EXTENDED, at);
    text_put(&line, "{");
    text_member(&line, "provider", purchase->cloud->name);
    text_member(&line, "id", purchase->id);
    text_member(&line, "order_id", purchase->order_id);
    text_member(&line, "name", purchase->name);
    text_member(&line, "client_token", purchase->token);
    text_print(&line, ",\"paid\":%s", purchase->paid ? "true" : "false");
    text_member(&line, "at", at);
    text_print(&line, ",\"request\":%s}\n", purchase->request);

    written = journal_write_line(line.data, line.size);
    if (written) {
        keep_line(&line);
        ledger.purchases[cloud_index(purchase->cloud)]++;
    }
    memory_free(&memory);
    return written;
}

/* Under the lock. NULL when there is no such token, or it has been forgotten by now. */
static struct token *find_token(const struct purchase *purchase, const char *key)
{
    struct token *token = *purchase->token != '\0' ? table_get(&ledger.tokens, key) : NULL;

    if (token != NULL && purchase->token_lifetime > 0 && clock_now() - token->last_seen > purchase->token_lifetime) {
        free(table_remove(&ledger.tokens, key));
        return NULL;
    }
    return token;
}

static void remember(const struct purchase *purchase, const char *name_key, const char *token_key)
{
    if (purchase->name_is_unique)
        table_put(&ledger.names, name_key, &ledger); /* any value will do */
    if (*purchase->token != '\0') {
        struct token *token = must(calloc(1, sizeof *token));

        memcpy(token->id, purchase->id, sizeof token->id);
        memcpy(token->order_id, purchase->order_id, sizeof token->order_id);
        memcpy(token->digest, purchase->token_digest, sizeof token->digest);
        token->last_seen = clock_now();
        table_put(&ledger.tokens, token_key, token);
    }
}

static enum verdict buy(struct purchase *purchase, const char *name_key, const char *token_key)
{
    struct token *token = find_token(purchase, token_key);

    if (token != NULL) {
        if (strcmp(token->digest, purchase->token_digest) != 0)
            return TOKEN_MISMATCH;
        token->last_seen = clock_now();
        memcpy(purchase->id, token->id, sizeof purchase->id);
        memcpy(purchase->order_id, token->order_id, sizeof purchase->order_id);
        return REPLAYED;
    }
    if (purchase->name_is_unique && table_get(&ledger.names, name_key) != NULL)
        return NAME_IN_USE;
    if (ledger.count >= LEDGER_MAX || !append_line(purchase))
        return LEDGER_FAILED;
    remember(purchase, name_key, token_key);
    return BOUGHT;
}

enum verdict ledger_buy(struct purchase *purchase)
{
    enum verdict  verdict;
    struct memory memory = {0};
    const char   *name_key = memory_print(&memory, "%s %s", purchase->cloud->name, purchase->name);
    const char   *token_key = memory_print(&memory, "%s %s", purchase->cloud->name, purchase->token);

    lock(&ledger.guard);
    verdict = buy(purchase, name_key, token_key);
    unlock(&ledger.guard);
    memory_free(&memory);
    return verdict;
}

void ledger_count_request(const struct cloud *cloud)
{
    lock(&ledger.guard);
    ledger.requests[cloud_index(cloud)]++;
    unlock(&ledger.guard);
}

static void print_counts(struct text *text, const char *title, const unsigned long long *counts, bool sellers_only)
{
    const char *comma = "";

    text_print(text, ",\"%s\":{", title);
    for (size_t i = 0; i < cloud_count(); i++) {
        if (sellers_only && !cloud_at(i)->sells)
            continue;
        text_print(text, "%s\"%s\":%llu", comma, cloud_at(i)->name, counts[i]);
        comma = ",";
    }
    text_put(text, "}");
}

void ledger_print(struct text *text)
{
    lock(&ledger.guard);
    text_put(text, "{\"purchases\":[");
    for (size_t i = 0; i < ledger.count; i++) {
        text_put(text, i > 0 ? "," : "");
        text_put(text, ledger.lines[i]);
    }
    text_put(text, "]");
    print_counts(text, "counts", ledger.purchases, true);
    print_counts(text, "requests", ledger.requests, false);
    text_put(text, "}");
    unlock(&ledger.guard);
}

void ledger_clear(void)
{
    lock(&ledger.guard);
    for (size_t i = 0; i < ledger.count; i++)
        free(ledger.lines[i]);
    free(ledger.lines);
    ledger.lines = NULL;
    ledger.count = ledger.room = 0;
    memset(ledger.purchases, 0, sizeof ledger.purchases);
    memset(ledger.requests, 0, sizeof ledger.requests);
    table_clear(&ledger.names, NULL);
    table_clear(&ledger.tokens, free);
    unlock(&ledger.guard);
}
