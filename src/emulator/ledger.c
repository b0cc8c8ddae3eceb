/* ledger.c - what was bought and changed, each as a line that is in the file before anybody is told. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

enum { LEDGER_MAX = 1000000 };

struct lines {
    char **items; /* each one an object as JSON */
    size_t count, room;
};

static struct {
    pthread_mutex_t    guard;
    struct lines       purchases, changes;
    unsigned long long purchase_counts[CLOUDS_MAX], change_counts[CLOUDS_MAX], requests[CLOUDS_MAX];
} ledger = {.guard = PTHREAD_MUTEX_INITIALIZER};

static void keep_line(struct lines *lines, const struct text *line)
{
    if (lines->count == lines->room) {
        lines->room = lines->room > 0 ? lines->room * 2 : 1024;
        lines->items = must(realloc(lines->items, lines->room * sizeof lines->items[0]));
    }
    lines->items[lines->count++] = must(strndup(line->data, line->size - 1)); /* without its line feed */
}

/* Takes the line's time and request besides.  The file first: what it does not hold has not happened. */
static bool write_line(struct lines *lines, unsigned long long *count, struct text *line, const char *request)
{
    bool written;
    char at[TIME_SIZE];

    time_print(clock_now(), TIME_EXTENDED, at);
    text_member(line, "at", at);
    text_print(line, ",\"request\":%s}\n", request);
    lock(&ledger.guard);
    written = lines->count < LEDGER_MAX && journal_write_line(line->data, line->size);
    if (written) {
        keep_line(lines, line);
        ++*count;
    }
    unlock(&ledger.guard);
    return written;
}

static bool write_purchase(const struct purchase *purchase)
{
    struct memory memory = {0};
    struct text   line = text_new(&memory);
    bool          written;

    text_put(&line, "{");
    text_member(&line, "provider", purchase->cloud->name);
    text_member(&line, "verb", "create");
    text_member(&line, "id", purchase->id);
    text_member(&line, "order_id", purchase->order_id);
    text_member(&line, "name", purchase->name);
    text_member(&line, "client_token", purchase->token);
    text_print(&line, ",\"paid\":%s", purchase->paid ? "true" : "false");
    written = write_line(&ledger.purchases, &ledger.purchase_counts[cloud_index(purchase->cloud)], &line,
                         purchase->request);
    memory_free(&memory);
    return written;
}

enum verdict ledger_buy(struct purchase *purchase)
{
    switch (token_look(purchase->cloud, purchase->token, purchase->token_digest, purchase->token_lifetime, purchase->id,
                       purchase->order_id)) {
    case TOKEN_SAME:
        return REPLAYED;
    case TOKEN_OTHER:
        return TOKEN_MISMATCH;
    case TOKEN_NEW:
    default:
        break;
    }
    if (!write_purchase(purchase))
        return LEDGER_FAILED;
    token_keep(purchase->cloud, purchase->token, purchase->token_digest, purchase->id, purchase->order_id);
    return BOUGHT;
}

bool ledger_change(const struct exchange *exchange, const char *id, const char *request)
{
    struct memory memory = {0};
    struct text   line = text_new(&memory);
    bool          written;

    text_put(&line, "{");
    text_member(&line, "provider", exchange->cloud->name);
    text_member(&line, "verb", exchange->verb);
    text_member(&line, "id", id);
    written = write_line(&ledger.changes, &ledger.change_counts[cloud_index(exchange->cloud)], &line, request);
    memory_free(&memory);
    return written;
}

void ledger_count_request(const struct cloud *cloud)
{
    lock(&ledger.guard);
    ledger.requests[cloud_index(cloud)]++;
    unlock(&ledger.guard);
}

static void print_lines(struct text *text, const char *title, const struct lines *lines)
{
    text_print(text, "\"%s\":[", title);
    for (size_t i = 0; i < lines->count; i++) {
        text_put(text, i > 0 ? "," : "");
        text_put(text, lines->items[i]);
    }
    text_put(text, "]");
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
    text_put(text, "{");
    print_lines(text, "purchases", &ledger.purchases);
    text_put(text, ",");
    print_lines(text, "history", &ledger.changes);
    print_counts(text, "counts", ledger.purchase_counts, true);
    print_counts(text, "changes", ledger.change_counts, true);
    print_counts(text, "requests", ledger.requests, false);
    text_put(text, "}");
    unlock(&ledger.guard);
}

static void clear_lines(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->items[i]);
    free(lines->items);
    *lines = (struct lines){0};
}

void ledger_clear(void)
{
    lock(&ledger.guard);
    clear_lines(&ledger.purchases);
    clear_lines(&ledger.changes);
    memset(ledger.purchase_counts, 0, sizeof ledger.purchase_counts);
    memset(ledger.change_counts, 0, sizeof ledger.change_counts);
    memset(ledger.requests, 0, sizeof ledger.requests);
    unlock(&ledger.guard);
}
