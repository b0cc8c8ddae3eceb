/* pairs.c - one text holds all names and values; a pair is three offsets, so sorting moves twelve bytes. */
#include "base/pairs.h"

#include <string.h>

#include "base/ascii.h"

void bwpi_pairs_init(struct pairs *pairs, size_t max)
{
    bwpi_buf_init(&pairs->text, max < UINT32_MAX ? max : UINT32_MAX - 1);
    bwpi_buf_lend(&pairs->text, pairs->room, sizeof pairs->room);
    pairs->count = 0;
}

void bwpi_pairs_free(struct pairs *pairs)
{
    bwpi_buf_free(&pairs->text);
    pairs->count = 0;
}

void bwpi_pairs_clear(struct pairs *pairs)
{
    bwpi_buf_clear(&pairs->text);
    pairs->count = 0;
}

static uint32_t put(struct pairs *pairs, const char *text)
{
    uint32_t offset = (uint32_t)pairs->text.size;

    bwpi_buf_add(&pairs->text, text, strlen(text) + 1);
    return offset;
}

/* shown is NULL where the value may be seen. */
static void add(struct pairs *pairs, const char *name, const char *value, const char *shown)
{
    struct pair pair;

    if (pairs->count == PAIRS_MAX) {
        pairs->text.state = pairs->text.state != BUF_OK ? pairs->text.state : BUF_TOO_LONG;
        return;
    }
    pair.name = put(pairs, name);
    pair.value = put(pairs, value);
    pair.shown = shown != NULL ? put(pairs, shown) : pair.value;
    if (pairs->text.state == BUF_OK)
        pairs->at[pairs->count++] = pair;
}

void bwpi_pairs_add(struct pairs *pairs, const char *name, const char *value)
{
    add(pairs, name, value, NULL);
}

void bwpi_pairs_add_shown(struct pairs *pairs, const char *name, const char *value, const char *shown)
{
    add(pairs, name, value, shown);
}

void bwpi_pairs_add_secret(struct pairs *pairs, const char *name, const char *value)
{
    add(pairs, name, value, STARS);
}

void bwpi_pairs_add_uint(struct pairs *pairs, const char *name, unsigned long long value)
{
    char       room[32];
    struct buf digits = BUF_INIT(sizeof room - 1);

    bwpi_buf_lend(&digits, room, sizeof room);
    bwpi_buf_add_uint(&digits, value);
    bwpi_pairs_add(pairs, name, bwpi_buf_text(&digits));
}

void bwpi_pairs_add_all(struct pairs *pairs, const struct pairs *others)
{
    const uint32_t base = (uint32_t)pairs->text.size;

    bwpi_buf_add(&pairs->text, others->text.data, others->text.size);
    if (others->text.state != BUF_OK)
        pairs->text.state = others->text.state;
    else if (others->count > PAIRS_MAX - pairs->count && pairs->text.state == BUF_OK)
        pairs->text.state = BUF_TOO_LONG;
    for (size_t i = 0; i < others->count && pairs->text.state == BUF_OK; i++) {
        const struct pair *other = &others->at[i];

        pairs->at[pairs->count++] = (struct pair){base + other->name, base + other->value, base + other->shown};
    }
}

void bwpi_pairs_add_lower(struct pairs *pairs, const struct pairs *others)
{
    size_t first = pairs->count;

    bwpi_pairs_add_all(pairs, others);
    for (size_t i = first; i < pairs->count; i++) {
        char *name = pairs->text.data + pairs->at[i].name, *value = pairs->text.data + pairs->at[i].value;
        char *end = value + strlen(value);

        for (; *name != '\0'; name++)
            *name = bwpi_ascii_lower(*name);
        for (; *value == ' ' || *value == '\t'; value++) {
            pairs->at[i].shown += pairs->at[i].shown == pairs->at[i].value;
            pairs->at[i].value++;
        }
        while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
            *--end = '\0';
    }
}

void bwpi_pairs_remove(struct pairs *pairs, const char *name)
{
    size_t kept = 0;

    for (size_t i = 0; i < pairs->count; i++) {
        if (strcmp(bwpi_pairs_name(pairs, i), name) != 0)
            pairs->at[kept++] = pairs->at[i];
    }
    pairs->count = kept;
}

const char *bwpi_pairs_get(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (bwpi_ascii_equal(bwpi_pairs_name(pairs, i), name))
            return bwpi_pairs_value(pairs, i);
    }
    return NULL;
}

const char *bwpi_pairs_name(const struct pairs *pairs, size_t index)
{
    return pairs->text.data + pairs->at[index].name;
}

const char *bwpi_pairs_value(const struct pairs *pairs, size_t index)
{
    return pairs->text.data + pairs->at[index].value;
}

const char *bwpi_pairs_view(const struct pairs *pairs, size_t index, enum view view)
{
    return pairs->text.data + (view == AS_SHOWN ? pairs->at[index].shown : pairs->at[index].value);
}

bool bwpi_pairs_is_secret(const struct pairs *pairs, size_t index)
{
    return pairs->at[index].shown != pairs->at[index].value;
}

void bwpi_pairs_put_names(struct buf *to, const struct pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (i > 0)
            bwpi_buf_add_char(to, ';');
        bwpi_buf_add_text(to, bwpi_pairs_name(pairs, i));
    }
}

void bwpi_pairs_put_lines(struct buf *to, const struct pairs *pairs, const char *between, enum view view)
{
    for (size_t i = 0; i < pairs->count; i++) {
        bwpi_buf_add_text(to, bwpi_pairs_name(pairs, i));
        bwpi_buf_add_text(to, between);
        bwpi_buf_add_text(to, bwpi_pairs_view(pairs, i, view));
        bwpi_buf_add_char(to, '\n');
    }
}

/* By insertion: there are few, they come nearly sorted, and qsort() is not stable and could not see the text. */
void bwpi_pairs_sort(struct pairs *pairs, pairs_order *order)
{
    const char *text = pairs->text.data;

    for (size_t i = 1; i < pairs->count; i++) {
        struct pair pair = pairs->at[i];
        size_t      hole = i;

        while (hole > 0 && order(text + pair.name, text + pair.value, text + pairs->at[hole - 1].name,
                                 text + pairs->at[hole - 1].value) < 0) {
            pairs->at[hole] = pairs->at[hole - 1];
            hole--;
        }
        pairs->at[hole] = pair;
    }
}

int bwpi_pairs_by_name(const char *name, const char *value, const char *other_name, const char *other_value)
{
    (void)value;
    (void)other_value;
    return strcmp(name, other_name);
}

int bwpi_pairs_by_name_and_value(const char *name, const char *value, const char *other_name, const char *other_value)
{
    int order = strcmp(name, other_name);

    return order != 0 ? order : strcmp(value, other_value);
}
