/* ledger.c - the one place where something is bought: looking up the name and the token, and writing the line, are one
 * step under one lock. */
#include "emulator.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct token {
    char    id[ID_SIZE], order_id[ID_SIZE], digest[SHA256_TEXT_SIZE];
    int64_t last_seen;
};

struct nonce {
    struct nonce *next;
    int64_t       seen;
    char          key[];
};

static struct {
    pthread_mutex_t    lock;
    int                file; /* -1: none */
    char             **lines;
    size_t             count, room;
    unsigned long long purchases[PROVIDER_COUNT], requests[PROVIDER_COUNT];
    struct table       names, tokens, nonces;
    struct nonce      *oldest_nonce, *newest_nonce;
} ledger = {.lock = PTHREAD_MUTEX_INITIALIZER, .file = -1};

static void lock(void)
{
    if (pthread_mutex_lock(&ledger.lock) != 0)
        give_up("a lock cannot be taken");
}

static void unlock(void)
{
    if (pthread_mutex_unlock(&ledger.lock) != 0)
        give_up("a lock cannot be given back");
}

bool ledger_open(const char *path)
{
    if (path != NULL)
        ledger.file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    return path == NULL || ledger.file >= 0;
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);

        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return true;
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
    text_member(&line, "provider", provider_by_id(purchase->provider)->name);
    text_member(&line, "id", purchase->id);
    text_member(&line, "order_id", purchase->order_id);
    text_member(&line, "name", purchase->name);
    text_member(&line, "client_token", purchase->token);
    text_print(&line, ",\"paid\":%s", purchase->paid ? "true" : "false");
    text_member(&line, "at", at);
    text_print(&line, ",\"request\":%s}\n", purchase->request);

    written = ledger.file < 0 || write_all(ledger.file, line.data, line.size);
    if (!written) {
        (void)fprintf(stderr, "bwp-emulator: the ledger file cannot be written: %s\n", strerror(errno));
    } else {
        char *kept;

        if (ledger.count == ledger.room) {
            size_t room = ledger.room > 0 ? ledger.room * 2 : 1024;
            char **lines = realloc(ledger.lines, room * sizeof *lines);

            if (lines == NULL)
                give_up("memory has run out");
            ledger.lines = lines;
            ledger.room = room;
        }
        kept = strndup(line.data, line.size - 1);
        if (kept == NULL)
            give_up("memory has run out");
        ledger.lines[ledger.count++] = kept;
        ledger.purchases[purchase->provider]++;
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
        struct token *token = calloc(1, sizeof *token);

        if (token == NULL)
            give_up("memory has run out");
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
    const char   *name_key = memory_print(&memory, "%d %s", (int)purchase->provider, purchase->name);
    const char   *token_key = memory_print(&memory, "%d %s", (int)purchase->provider, purchase->token);

    lock();
    verdict = buy(purchase, name_key, token_key);
    unlock();
    memory_free(&memory);
    return verdict;
}

void ledger_count_request(enum provider_id provider)
{
    lock();
    ledger.requests[provider]++;
    unlock();
}

static void forget_oldest_nonce(void)
{
    struct nonce *nonce = ledger.oldest_nonce;

    ledger.oldest_nonce = nonce->next;
    if (ledger.oldest_nonce == NULL)
        ledger.newest_nonce = NULL;
    (void)table_remove(&ledger.nonces, nonce->key); /* its value is the nonce itself */
    free(nonce);
}

bool nonce_is_new(const char *access_key, const char *text)
{
    bool          is_new;
    size_t        size = strlen(access_key) + 1 + strlen(text) + 1;
    struct nonce *nonce = malloc(sizeof *nonce + size);

    if (nonce == NULL || snprintf(nonce->key, size, "%s %s", access_key, text) < 0)
        give_up("memory has run out");
    nonce->next = NULL;
    lock();
    nonce->seen = clock_now();
    while (ledger.oldest_nonce != NULL &&
           (nonce->seen - ledger.oldest_nonce->seen > CLOCK_WINDOW || ledger.nonces.count >= NONCE_MAX))
        forget_oldest_nonce();
    is_new = table_get(&ledger.nonces, nonce->key) == NULL;
    if (is_new) {
        table_put(&ledger.nonces, nonce->key, nonce);
        *(ledger.newest_nonce != NULL ? &ledger.newest_nonce->next : &ledger.oldest_nonce) = nonce;
        ledger.newest_nonce = nonce;
    } else {
        free(nonce);
    }
    unlock();
    return is_new;
}

static void print_counts(struct text *text, const char *title, const unsigned long long *counts, size_t count)
{
    text_print(text, ",\"%s\":{", title);
    for (size_t i = 0; i < count; i++)
        text_print(text, "%s\"%s\":%llu", i > 0 ? "," : "", provider_by_id((enum provider_id)i)->name, counts[i]);
    text_put(text, "}");
}

void ledger_print(struct text *text)
{
    lock();
    text_put(text, "{\"purchases\":[");
    for (size_t i = 0; i < ledger.count; i++) {
        text_put(text, i > 0 ? "," : "");
        text_put(text, ledger.lines[i]);
    }
    text_put(text, "]");
    print_counts(text, "counts", ledger.purchases, PROVIDER_IAM); /* IAM sells nothing */
    print_counts(text, "requests", ledger.requests, PROVIDER_COUNT);
    text_put(text, "}");
    unlock();
}

/* The file stays as it is: it is a record of what was bought, not a state. */
void ledger_clear(void)
{
    lock();
    for (size_t i = 0; i < ledger.count; i++)
        free(ledger.lines[i]);
    free(ledger.lines);
    ledger.lines = NULL;
    ledger.count = ledger.room = 0;
    memset(ledger.purchases, 0, sizeof ledger.purchases);
    memset(ledger.requests, 0, sizeof ledger.requests);
    table_clear(&ledger.names, NULL);
    table_clear(&ledger.tokens, free);
    table_clear(&ledger.nonces, free);
    ledger.oldest_nonce = ledger.newest_nonce = NULL;
    unlock();
}

void ledger_close(void)
{
    ledger_clear();
    if (ledger.file >= 0 && close(ledger.file) != 0)
        (void)fprintf(stderr, "bwp-emulator: the ledger file cannot be closed: %s\n", strerror(errno));
    ledger.file = -1;
}
