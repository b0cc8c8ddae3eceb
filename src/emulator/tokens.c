/* tokens.c - a client token stands for one request: the same again is answered as before, another is refused. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

struct token {
    char    id[ID_SIZE], order_id[ID_SIZE], digest[SHA256_TEXT_SIZE];
    int64_t last_seen;
};

static struct table tokens; /* owns its values */

static const char *key_of(struct memory *memory, const struct cloud *cloud, const char *token)
{
    return memory_print(memory, "%s %s", cloud->name, token);
}

/* NULL when there is no such token, or it has been forgotten by now. */
static struct token *find(const char *key, int64_t lifetime)
{
    struct token *token = table_get(&tokens, key);

    if (token != NULL && lifetime > 0 && clock_now() - token->last_seen > lifetime) {
        free(table_remove(&tokens, key));
        return NULL;
    }
    return token;
}

enum token_verdict token_look(const struct cloud *cloud, const char *token, const char *digest, int64_t lifetime,
                              char id[ID_SIZE], char order_id[ID_SIZE])
{
    struct memory memory = {0};
    struct token *kept = *token != '\0' ? find(key_of(&memory, cloud, token), lifetime) : NULL;

    memory_free(&memory);
    if (kept == NULL)
        return TOKEN_NEW;
    if (strcmp(kept->digest, digest) != 0)
        return TOKEN_OTHER;
    kept->last_seen = clock_now();
    memcpy(id, kept->id, ID_SIZE);
    memcpy(order_id, kept->order_id, ID_SIZE);
    return TOKEN_SAME;
}

void token_keep(const struct cloud *cloud, const char *token, const char *digest, const char *id, const char *order_id)
{
    struct memory memory = {0};
    struct token *kept;

    if (*token == '\0')
        return;
    kept = must(calloc(1, sizeof *kept));
    memcpy(kept->id, id, strlen(id) + 1);
    memcpy(kept->order_id, order_id, strlen(order_id) + 1);
    memcpy(kept->digest, digest, sizeof kept->digest);
    kept->last_seen = clock_now();
    table_put(&tokens, key_of(&memory, cloud, token), kept);
    memory_free(&memory);
}

void tokens_clear(void)
{
    table_clear(&tokens, free);
}
