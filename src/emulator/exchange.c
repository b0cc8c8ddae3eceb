/* exchange.c - request headers as the signatures see them: any case, trimmed, repeated ones joined. */
#include "exchange.h"

#include <string.h>
#include <strings.h>

char *header_get(struct exchange *exchange, const char *name)
{
    struct text joined = text_new(&exchange->memory);
    bool        found = false;

    for (size_t i = 0; i < exchange->headers.count; i++) {
        if (strcasecmp(exchange->headers.items[i].name, name) == 0) {
            text_put(&joined, found ? "," : "");
            text_put(&joined, text_trim(&exchange->memory, exchange->headers.items[i].value));
            found = true;
        }
    }
    return found ? joined.data : NULL;
}

const char *header_list_complaint(struct exchange *exchange, const struct entries *names, bool sorted)
{
    struct memory *memory = &exchange->memory;

    for (size_t i = 0; i < names->count; i++) {
        const char *name = names->items[i].name;

        if (*name == '\0' || strcmp(name, text_lower(memory, name)) != 0)
            return memory_print(memory, "the signed header \"%s\" has to be named in lower case", name);
        for (size_t k = 0; k < i; k++) {
            int order = strcmp(names->items[k].name, name);

            if (order == 0 || (sorted && order > 0))
                return memory_print(memory, "the signed header %s stands twice or out of order", name);
        }
        if (header_get(exchange, name) == NULL)
            return memory_print(memory, "the signed header %s was not received", name);
    }
    return NULL;
}

void answer_start(struct exchange *exchange, unsigned status, const char *content_type)
{
    exchange->status = status;
    exchange->content_type = content_type;
    exchange->answer = text_new(&exchange->memory);
    exchange->answer_headers.count = 0;
}
