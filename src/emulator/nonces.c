/* nonces.c - the nonces seen inside the clock's window: older ones need no memory, their requests have expired. */
#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONCES_MAX = 1000000 };

struct nonce {
    struct nonce *next;
    int64_t       seen;
    char          key[];
};

static struct {
    pthread_mutex_t guard;
    struct table    table; /* owns the nonces, which are a list in the order of their arrival besides */
    struct nonce   *oldest, *newest;
} nonces = {.guard = PTHREAD_MUTEX_INITIALIZER};

static void forget_oldest(void)
{
    struct nonce *nonce = nonces.oldest;

    nonces.oldest = nonce->next;
    if (nonces.oldest == NULL)
        nonces.newest = NULL;
    free(table_remove(&nonces.table, nonce->key));
}

bool nonce_is_new(const char *access_key, const char *text)
{
    bool          is_new;
    size_t        size = strlen(access_key) + 1 + strlen(text) + 1;
    struct nonce *nonce = must(malloc(sizeof *nonce + size));

    if (snprintf(nonce->key, size, "%s %s", access_key, text) < 0)
        give_up("a text cannot be formatted");
    nonce->next = NULL;
    lock(&nonces.guard);
    nonce->seen = clock_now();
    while (nonces.oldest != NULL &&
           (nonce->seen - nonces.oldest->seen > CLOCK_WINDOW || nonces.table.count >= NONCES_MAX))
        forget_oldest();
    is_new = table_get(&nonces.table, nonce->key) == NULL;
    if (is_new) {
        table_put(&nonces.table, nonce->key, nonce);
        *(nonces.newest != NULL ? &nonces.newest->next : &nonces.oldest) = nonce;
        nonces.newest = nonce;
    }
    unlock(&nonces.guard);
    if (!is_new)
        free(nonce);
    return is_new;
}

void nonces_clear(void)
{
    lock(&nonces.guard);
    table_clear(&nonces.table, free);
    nonces.oldest = nonces.newest = NULL;
    unlock(&nonces.guard);
}
