/* table.c - names, tokens and nonces are looked up here once per request, however many there are. */
#include "tools.h"

#include <stdlib.h>
#include <string.h>

struct table_entry {
    struct table_entry *next;
    void               *value;
    uint64_t            hash;
    char                key[];
};

static uint64_t hash_of(const char *key) /* FNV-1a */
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *key != '\0'; key++)
        hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
    return hash;
}

static struct table_entry **find(const struct table *table, const char *key, uint64_t hash)
{
    struct table_entry **link = &table->buckets[hash % table->bucket_count];

    while (*link != NULL && ((*link)->hash != hash || strcmp((*link)->key, key) != 0))
        link = &(*link)->next;
    return link;
}

void *table_get(const struct table *table, const char *key)
{
    const struct table_entry *entry;

    if (table->count == 0)
        return NULL;
    entry = *find(table, key, hash_of(key));
    return entry != NULL ? entry->value : NULL;
}

static void grow(struct table *table)
{
    struct table bigger = {.bucket_count = table->bucket_count > 0 ? table->bucket_count * 2 : 64};

    bigger.buckets = must(calloc(bigger.bucket_count, sizeof *bigger.buckets));
    for (size_t i = 0; i < table->bucket_count; i++) {
        struct table_entry *next;

        for (struct table_entry *entry = table->buckets[i]; entry != NULL; entry = next) {
            struct table_entry **bucket;

            next = entry->next;
            bucket = &bigger.buckets[entry->hash % bigger.bucket_count];
            entry->next = *bucket;
            *bucket = entry;
        }
    }
    free(table->buckets);
    table->buckets = bigger.buckets;
    table->bucket_count = bigger.bucket_count;
}

void table_put(struct table *table, const char *key, void *value)
{
    struct table_entry  *entry;
    size_t               size;
    struct table_entry **bucket;

    if (table->count >= table->bucket_count)
        grow(table);
    size = strlen(key) + 1;
    entry = must(malloc(sizeof *entry + size));
    entry->value = value;
    entry->hash = hash_of(key);
    memcpy(entry->key, key, size);
    bucket = &table->buckets[entry->hash % table->bucket_count];
    entry->next = *bucket;
    *bucket = entry;
    table->count++;
}

void *table_remove(struct table *table, const char *key)
{
    struct table_entry  *entry;
    struct table_entry **link;
    void                *value;

    if (table->count == 0)
        return NULL;
    link = find(table, key, hash_of(key));
    entry = *link;
    if (entry == NULL)
        return NULL;
    value = entry->value;
    *link = entry->next;
    free(entry);
    table->count--;
    return value;
}

void table_clear(struct table *table, void (*free_value)(void *))
{
    for (size_t i = 0; i < table->bucket_count; i++) {
        struct table_entry *next;

        for (struct table_entry *entry = table->buckets[i]; entry != NULL; entry = next) {
            next = entry->next;
            if (free_value != NULL)
                free_value(entry->value);
            free(entry);
        }
    }
    free(table->buckets);
    *table = (struct table){0};
}
