/*
 * queue.c - lines about one package go one after the other, in the order of the file, and new purchases begin when
 * those of an earlier run at the same provider are clear.
 */
#include "queue.h"

#include <stdlib.h>
#include <string.h>

#include "resume.h"

static bool buys(const struct line *line)
{
    return line->command->bit == FOR_CREATE && line->changes;
}

static bool is_doubted_purchase(const struct line *line)
{
    return buys(line) && line_is_doubtful(line);
}

struct queue *queues_find(struct queues *queues, const struct line *line)
{
    size_t i = 0;

    while (i < queues->count && queues->list[i].known != line->client->known)
        i++;
    if (i == queues->count && queues->count < QUEUES_MAX)
        queues->list[queues->count++].known = line->client->known;
    return &queues->list[i < QUEUES_MAX ? i : QUEUES_MAX - 1];
}

/* Providers share what may be on its way, so that one that throttles holds up its own lines only. */
size_t queues_share(const struct queues *queues, size_t all)
{
    size_t active = 0;

    for (size_t i = 0; i < queues->count; i++)
        active += queues->list[i].first != NULL || queues->list[i].on_way > 0;
    return (all + active - 1) / (active > 0 ? active : 1);
}

/* ---- filling ---- */

static void prepend(struct queue *queue, struct line *line)
{
    line->next = queue->first;
    queue->first = line;
    if (queue->last == NULL)
        queue->last = line;
}

static void append(struct queue *queue, struct line *line)
{
    if (queue->last != NULL)
        queue->last->next = line;
    else
        queue->first = line;
    queue->last = line;
}

/* The place of the last line about a package, among room of them, a power of two; NULL stands there where none was. */
static struct line **last_about(struct line **lasts, size_t room, uint64_t about)
{
    size_t i = (size_t)about & (room - 1);

    while (lasts[i] != NULL && lasts[i]->about != about)
        i = (i + 1) & (room - 1);
    return &lasts[i];
}

/* Finds what is in doubt although a later line about the same package was carried out. */
static void find_overtaken(const struct lines *lines, struct line **lasts, size_t room)
{
    for (size_t i = lines->count; i > 0; i--) {
        struct line *line = &lines->list[i - 1], **last;

        if (line->problem != NULL || line->about == 0 || !line->changes)
            continue;
        last = last_about(lasts, room, line->about);
        if (*last != NULL)
            line->is_overtaken = line_is_doubtful(line);
        else if (line->state == LINE_FINISHED && line->was_done)
            *last = line;
    }
    memset(lasts, 0, room * sizeof(struct line *));
}

/* In doubt: what is sent again before what is looked for, as the looks are to know whose each package is. */
static unsigned rank(const struct line *line)
{
    if (!is_doubted_purchase(line))
        return 2;
    return resume_is_protected(line) ? 0 : 1;
}

bool queues_fill(struct queues *queues, const struct lines *lines)
{
    size_t        room = 2;
    struct line **lasts, **last;

    while (room < 2 * lines->count)
        room *= 2;
    lasts = calloc(room, sizeof(struct line *));
    if (lasts == NULL)
        return false;
    find_overtaken(lines, lasts, room);
    for (size_t i = 0; i < lines->count; i++) { /* once: a token that grows too old meanwhile would move its line */
        if (lines->list[i].problem == NULL)
            lines->list[i].rank = rank(&lines->list[i]);
    }
    for (size_t i = 0; i < 3 * lines->count; i++) {
        struct line *line = &lines->list[i % lines->count];

        if (line->problem != NULL || line->state == LINE_FINISHED || line->rank != i / lines->count)
            continue;
        last = line->about != 0 ? last_about(lasts, room, line->about) : NULL;
        if (last != NULL && *last != NULL)
            (*last)->after = line;
        else
            append(queues_find(queues, line), line);
        if (last != NULL)
            *last = line;
        queues_find(queues, line)->doubts += is_doubted_purchase(line);
    }
    free(lasts);
    return true;
}

/* ---- beginning and ending ---- */

struct line *queue_first(const struct queue *queue)
{
    struct line *line = queue->first;

    return line != NULL && queue->doubts > 0 && buys(line) && !line_is_doubtful(line) ? NULL : line;
}

void queue_begin(struct queue *queue)
{
    queue->first = queue->first->next;
    if (queue->first == NULL)
        queue->last = NULL;
    queue->on_way++;
}

void queues_end(struct queues *queues, struct line *line)
{
    struct queue *queue = queues_find(queues, line);

    if (line->after != NULL)
        prepend(queues_find(queues, line->after), line->after);
    queue->doubts -= is_doubted_purchase(line);
    queue->on_way--;
}

/* ---- going ---- */

void queue_add_ready(struct queue *queue, struct line *line, bool is_look)
{
    struct line **link = &queue->ready;

    while (*link != NULL)
        link = &(*link)->next;
    line->is_look = is_look;
    line->next = NULL;
    *link = line;
}

/* Nothing was heard of it yet: it goes before the looks. */
static bool is_first_sending(const struct line *line)
{
    return !line->is_look && line->looks == 0;
}

static bool may_go(const struct queue *queue, const struct line *line, bool takes_held)
{
    bool look_waits = false, sending_waits = false;

    if (line->is_held && !takes_held)
        return false;
    if (!is_doubted_purchase(line))
        return true;
    for (const struct line *other = queue->ready; other != NULL; other = other->next) {
        look_waits = look_waits || (is_doubted_purchase(other) && other->is_look);
        sending_waits = sending_waits || (is_doubted_purchase(other) && is_first_sending(other));
    }
    return line->is_look ? queue->buys == 0 && !sending_waits
                         : queue->looks == 0 && (!look_waits || is_first_sending(line));
}

struct line *queue_next_ready(struct queue *queue, bool takes_held)
{
    struct line **link = &queue->ready, *line;

    while (*link != NULL && !may_go(queue, *link, takes_held))
        link = &(*link)->next;
    line = *link;
    if (line == NULL)
        return NULL;
    *link = line->next;
    line->next = NULL;
    if (is_doubted_purchase(line) && line->is_look)
        queue->looks++;
    else if (is_doubted_purchase(line))
        queue->buys++;
    return line;
}

void queue_note_back(struct queue *queue, struct line *line)
{
    if (is_doubted_purchase(line) && line->is_look)
        queue->looks--;
    else if (is_doubted_purchase(line))
        queue->buys--;
}
