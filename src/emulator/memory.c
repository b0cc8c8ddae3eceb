/* memory.c - every byte of an exchange hangs on one list, so that no path through a handler can leak. */
#include "tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct memory_block {
    struct memory_block *next;
    max_align_t          data[];
};

void *memory_get(struct memory *memory, size_t size)
{
    struct memory_block *block = must(size < SIZE_MAX / 2 ? malloc(sizeof *block + size) : NULL);

    block->next = memory->first;
    memory->first = block;
    return block->data;
}

char *memory_copy(struct memory *memory, const char *bytes, size_t size)
{
    char *copy = memory_get(memory, size + 1);

    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

char *memory_vprint(struct memory *memory, const char *format, va_list arguments)
{
    int     size;
    char   *text;
    char    small[512];
    va_list again;

    va_copy(again, arguments);
    size = vsnprintf(small, sizeof small, format, arguments);
    if (size < 0)
        give_up("a text cannot be formatted");
    text = memory_get(memory, (size_t)size + 1);
    if ((size_t)size < sizeof small)
        memcpy(text, small, (size_t)size + 1);
    else if (vsnprintf(text, (size_t)size + 1, format, again) != size)
        give_up("a text cannot be formatted");
    va_end(again);
    return text;
}

char *memory_print(struct memory *memory, const char *format, ...)
{
    char   *text;
    va_list arguments;

    va_start(arguments, format);
    text = memory_vprint(memory, format, arguments);
    va_end(arguments);
    return text;
}

void memory_free(struct memory *memory)
{
    struct memory_block *block = memory->first;

    memory->first = NULL;
    while (block != NULL) {
        struct memory_block *next = block->next;

        free(block);
        block = next;
    }
}
