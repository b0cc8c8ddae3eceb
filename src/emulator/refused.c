/* refused.c - the latest refusals and their reasons, for the author of a client whose requests do not get through. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

enum { REFUSED_MAX = 1000 };

static struct {
    pthread_mutex_t    guard;
    char              *lines[REFUSED_MAX]; /* a ring of JSON objects */
    unsigned long long count;              /* of all that ever came; the oldest are dropped */
} refused = {.guard = PTHREAD_MUTEX_INITIALIZER};

void refused_add(const struct exchange *exchange)
{
    struct memory memory = {0};
    struct text   line = text_new(&memory);
    char          at[TIME_SIZE];
    char         *copy, **place;

    time_print(clock_now(), TIME_EXTENDED, at);
    text_put(&line, "{");
    text_member(&line, "at", at);
    text_member(&line, "provider", exchange->cloud != NULL ? exchange->cloud->name : "");
    text_member(&line, "method", exchange->method);
    text_member(&line, "path", exchange->path); /* without the query, in which signatures may stand */
    text_print(&line, ",\"status\":%u", exchange->status);
    text_member(&line, "code", exchange->refused_code);
    text_member(&line, "message", exchange->refused_message);
    text_member(&line, "fault", exchange->mishap.kind != NULL ? exchange->mishap.kind : "");
    text_put(&line, "}");
    copy = must(strdup(line.data));
    memory_free(&memory);
    lock(&refused.guard);
    place = &refused.lines[refused.count++ % REFUSED_MAX];
    free(*place);
    *place = copy;
    unlock(&refused.guard);
}

void refused_print(struct text *text)
{
    unsigned long long first;

    lock(&refused.guard);
    first = refused.count > REFUSED_MAX ? refused.count - REFUSED_MAX : 0;
    text_print(text, "{\"count\":%llu,\"refused\":[", refused.count);
    for (unsigned long long i = first; i < refused.count; i++) {
        text_put(text, i > first ? "," : "");
        text_put(text, refused.lines[i % REFUSED_MAX]);
    }
    text_put(text, "]}");
    unlock(&refused.guard);
}

void refused_clear(void)
{
    lock(&refused.guard);
    for (size_t i = 0; i < REFUSED_MAX; i++) {
        free(refused.lines[i]);
        refused.lines[i] = NULL;
    }
    refused.count = 0;
    unlock(&refused.guard);
}
