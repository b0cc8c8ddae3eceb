/* buf.c - a buffer grows to twice its size or more, without realloc(), which could leave a copy that is not wiped. */
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"

enum { FIRST_CAPACITY = 256 };

void bwpi_buf_init(struct buf *buf, size_t max)
{
    *buf = (struct buf)BUF_INIT(max);
}

void bwpi_buf_lend(struct buf *buf, char *room, size_t size)
{
    room[0] = '\0';
    buf->data = room;
    buf->capacity = size <= buf->max ? size : buf->max + 1; /* a room never holds more than the ceiling allows */
    buf->is_lent = true;
}

static void let_go(struct buf *buf)
{
    if (buf->data == NULL)
        return;
    bwpi_wipe(buf->data, buf->size);
    if (!buf->is_lent)
        free(buf->data);
}

void bwpi_buf_free(struct buf *buf)
{
    let_go(buf);
    bwpi_buf_init(buf, buf->max);
}

void bwpi_buf_clear(struct buf *buf)
{
    if (buf->data != NULL) {
        bwpi_wipe(buf->data, buf->size);
        buf->data[0] = '\0';
    }
    buf->size = 0;
    buf->state = BUF_OK;
}

/* Moves the text into a block of this capacity, which is more than its size; false without memory. */
static bool move(struct buf *buf, size_t capacity)
{
    char *data = malloc(capacity);

    if (data == NULL)
        return false;
    if (buf->size > 0)
        memcpy(data, buf->data, buf->size);
    data[buf->size] = '\0';
    let_go(buf);
    buf->data = data;
    buf->capacity = capacity;
    buf->is_lent = false;
    return true;
}

bool bwpi_buf_reserve(struct buf *buf, size_t size)
{
    size_t capacity = buf->capacity == 0 ? FIRST_CAPACITY : 2 * buf->capacity;

    if (buf->state != BUF_OK)
        return false;
    if (size > buf->max) {
        buf->state = BUF_TOO_LONG;
        return false;
    }
    if (buf->data != NULL && size < buf->capacity)
        return true;
    if (capacity > buf->max)
        capacity = buf->max + 1;
    if (capacity <= size)
        capacity = size + 1;
    if (!move(buf, capacity)) {
        buf->state = BUF_NO_MEMORY;
        return false;
    }
    return true;
}

void bwpi_buf_shrink(struct buf *buf)
{
    if (buf->size == 0 && buf->state == BUF_OK)
        bwpi_buf_free(buf);
    else if (buf->is_lent || buf->capacity > 2 * (buf->size + 1))
        (void)move(buf, buf->size + 1);
}

/* Whether so many bytes more, and the NUL, fit where the text stands: that is never beyond the ceiling. */
static bool fits(const struct buf *buf, size_t size)
{
    return buf->state == BUF_OK && size < buf->capacity - buf->size;
}

char *bwpi_buf_extend(struct buf *buf, size_t size)
{
    char *added;

    if (!fits(buf, size)) {
        if (size > buf->max - buf->size) {
            buf->state = buf->state != BUF_OK ? buf->state : BUF_TOO_LONG;
            return NULL;
        }
        if (!bwpi_buf_reserve(buf, buf->size + size))
            return NULL;
    }
    added = buf->data + buf->size;
    added[size] = '\0';
    buf->size += size;
    return added;
}

void bwpi_buf_add(struct buf *buf, const void *data, size_t size)
{
    char *added = bwpi_buf_extend(buf, size);

    if (added != NULL && size > 0)
        memcpy(added, data, size);
}

void bwpi_buf_add_text(struct buf *buf, const char *text)
{
    bwpi_buf_add(buf, text, strlen(text));
}

void bwpi_buf_add_char(struct buf *buf, char c)
{
    if (fits(buf, 1)) {
        buf->data[buf->size++] = c;
        buf->data[buf->size] = '\0';
    } else {
        bwpi_buf_add(buf, &c, 1);
    }
}

void bwpi_buf_add_uint(struct buf *buf, unsigned long long number)
{
    char   digits[24];
    size_t start = sizeof digits;

    do {
        digits[--start] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    bwpi_buf_add(buf, digits + start, sizeof digits - start);
}

const char *bwpi_buf_text(const struct buf *buf)
{
    return buf->data != NULL ? buf->data : "";
}

char *bwpi_buf_take(struct buf *buf)
{
    char *data = buf->state == BUF_OK && !buf->is_lent ? buf->data : NULL;

    if (data != NULL)
        bwpi_buf_init(buf, buf->max);
    return data;
}
