/* entries.c - names and values in order: decoded from what was received, encoded again the way a server signs. */
#include "tools.h"

#include <stdlib.h>
#include <string.h>

void entries_add(struct memory *memory, struct entries *entries, const char *name, const char *value)
{
    if (entries->count == entries->room) {
        size_t        room = entries->room > 0 ? entries->room * 2 : 16;
        struct entry *items = memory_get(memory, room * sizeof *items);

        if (entries->count > 0)
            memcpy(items, entries->items, entries->count * sizeof *items);
        entries->items = items;
        entries->room = room;
    }
    entries->items[entries->count++] = (struct entry){name, value};
}

void entries_parse(struct memory *memory, struct entries *entries, const char *raw, size_t size)
{
    while (size > 0) {
        size_t      step;
        const char *end = memchr(raw, '&', size);
        size_t      length = end != NULL ? (size_t)(end - raw) : size;

        if (length > 0) {
            const char *equals = memchr(raw, '=', length);
            size_t      name = equals != NULL ? (size_t)(equals - raw) : length;
            size_t      value = equals != NULL ? name + 1 : length;

            entries_add(memory, entries, text_decode(memory, raw, name, true),
                        text_decode(memory, raw + value, length - value, true));
        }
        step = end != NULL ? length + 1 : length;
        raw += step;
        size -= step;
    }
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int                 names = strcmp(left->name, right->name);

    return names != 0 ? names : strcmp(left->value, right->value);
}

void entries_sort(struct entries *entries)
{
    if (entries->count > 1)
        qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
}

const char *entries_get(const struct entries *entries, const char *name)
{
    for (size_t i = 0; i < entries->count; i++) {
        if (strcmp(entries->items[i].name, name) == 0)
            return entries->items[i].value;
    }
    return NULL;
}

const char *entries_text(const struct entries *entries, const char *name)
{
    const char *value = entries_get(entries, name);

    return value != NULL ? value : "";
}

const char *entries_json(struct memory *memory, const struct entries *entries)
{
    struct text text = text_new(memory);

    text_put(&text, "{");
    for (size_t i = 0; i < entries->count; i++)
        text_member(&text, entries->items[i].name, entries->items[i].value);
    text_put(&text, "}");
    return text.data;
}

const char *entries_repeated(const struct entries *sorted)
{
    for (size_t i = 1; i < sorted->count; i++) {
        if (strcmp(sorted->items[i - 1].name, sorted->items[i].name) == 0)
            return sorted->items[i].name;
    }
    return NULL;
}

void entries_encode(const struct entries *entries, struct text *text)
{
    for (size_t i = 0; i < entries->count; i++) {
        text_put(text, i > 0 ? "&" : "");
        text_encode(text, entries->items[i].name, "");
        text_put(text, "=");
        text_encode(text, entries->items[i].value, "");
    }
}

struct entries list_split(struct memory *memory, const char *list, char separator)
{
    struct entries names = {0};

    while (*list != '\0') {
        const char *end = strchr(list, separator);
        size_t      length = end != NULL ? (size_t)(end - list) : strlen(list);

        entries_add(memory, &names, memory_copy(memory, list, length), "");
        list += end != NULL ? length + 1 : length;
    }
    return names;
}
