/* buf.h - a text that grows up to a ceiling. */
#ifndef BWP_BUF_H
#define BWP_BUF_H

#include <stdbool.h>
#include <stddef.h>

enum buf_state { BUF_OK = 0, BUF_TOO_LONG, BUF_NO_MEMORY };

/*
 * What cannot be appended is remembered, not reported: later appends do nothing, and one look at `state` at the end
 * tells.  Memory that is let go of is always wiped first, so that nobody has to ask which buffer held a secret.
 */
struct buf {
    char          *data; /* NUL-terminated; NULL as long as nothing was appended: read through bwpi_buf_text() */
    size_t         size; /* without the NUL */
    size_t         capacity;
    size_t         max; /* bytes that size may reach */
    enum buf_state state;
    bool           is_lent; /* data is its owner's, and not freed */
};

#define BUF_INIT(ceiling)                                                                                              \
    {                                                                                                                  \
        NULL, 0, 0, (ceiling), BUF_OK, false                                                                           \
    }

void        bwpi_buf_init(struct buf *buf, size_t max); /* takes no memory yet; the caller frees it later on */
void        bwpi_buf_lend(struct buf *buf, char *room, size_t size); /* to an empty one, a first room to outlive it */
void        bwpi_buf_free(struct buf *buf);                          /* wipes and frees; empty again, same ceiling */
void        bwpi_buf_clear(struct buf *buf);                         /* keeps the memory; state is BUF_OK again */
bool        bwpi_buf_reserve(struct buf *buf, size_t size);          /* room for size bytes in all, taken now */
void        bwpi_buf_shrink(struct buf *buf); /* gives back most of what is not used, if there is memory to do so */
char       *bwpi_buf_extend(struct buf *buf, size_t size); /* so many bytes more, for the caller to write; or NULL */
void        bwpi_buf_add(struct buf *buf, const void *data, size_t size);
void        bwpi_buf_add_text(struct buf *buf, const char *text);
void        bwpi_buf_add_char(struct buf *buf, char c);
void        bwpi_buf_add_uint(struct buf *buf, unsigned long long number);
const char *bwpi_buf_text(const struct buf *buf); /* "" when empty */
char       *bwpi_buf_take(
          struct buf *buf); /* the caller's to free(); NULL unless the state is BUF_OK and there is text, in no lent room */

#endif
