/* pairs.c - names and values in order: decoded from what was received, encoded again the way a server signs. */
#include "emulator.h"

#include <stdlib.h>
#include <string.h>

void pairs_add(struct memory *memory, struct pairs *pairs, const char *name, const char *value)
{
    if (pairs->count == pairs->room) {
        size_t       room = pairs->room > 0 ? pairs->room * 2 : 16;
        struct pair *items = memory_get(memory, room * sizeof *items);

        if (pairs->count > 0)
            memcpy(items, pairs->items, pairs->count * sizeof *items);
        pairs->items = items;
        pairs->room = room;
    }
    pairs->items[pairs->count++] = (struct pair){name, value};
}

void pairs_parse(struct memory *memory, struct pairs *pairs, const char *raw, size_t size)
{
    while (size > 0) {
        size_t      step;
        const char *end = memchr(raw, '&', size);
        size_t      length = end != NULL ? (size_t)(end - raw) : size;

        if (length > 0) {
            const char *equals = memchr(raw, '=', length);
            size_t      name = equals != NULL ? (size_t)(equals - raw) : length;
            size_t      value = equals != NULL ? name + 1 : length;

            pairs_add(memory, pairs, text_decode(memory, raw, name, true),
                      text_decode(memory, raw + value, length - value, true));
        }
        step = end != NULL ? length + 1 : length;
        raw += step;
        size -= step;
    }
}

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *left = a, *right = b;
    int                names = strcmp(left->name, right->name);

    return names != 0 ? names : strcmp(left->value, right->value);
}

void pairs_sort(struct pairs *pairs)
{
    if (pairs->count > 1)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, compare_pairs);
}

const char *pairs_get(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (strcmp(pairs->items[i].name, name) == 0)
            return pairs->items[i].value;
    }
    return NULL;
}

const char *pairs_repeated(struct pairs *sorted)
{
    for (size_t i = 1; i < sorted->count; i++) {
        if (strcmp(sorted->items[i - 1].name, sorted->items[i].name) == 0)
            return sorted->items[i].name;
    }
    return NULL;
}

void pairs_encode(const struct pairs *pairs, struct text *text)
{
    for (size_t i = 0; i < pairs->count; i++) {
        text_put(text, i > 0 ? "&" : "");
        text_encode(text, pairs->items[i].name, "");
        text_put(text, "=");
        text_encode(text, pairs->items[i].value, "");
    }
}

struct pairs list_split(struct memory *memory, const char *list, char separator)
{
    struct pairs names = {0};

    while (*list != '\0') {
        const char *end = strchr(list, separator);
        size_t      length = end != NULL ? (size_t)(end - list) : strlen(list);

        pairs_add(memory, &names, memory_copy(memory, list, length), "");
        list += end != NULL ? length + 1 : length;
    }
    return names;
}
