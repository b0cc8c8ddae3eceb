/*
 * socket.c - a list beside libcurl's own, because libcurl 7.88 cannot say which socket it is about to send on.
 *
 * Rows stand side by side, and a row is found by any of its keys through a table of slots, so that one socket costs the
 * same however many there are.
 */
#include "net/socket.h"

#include <stdlib.h>

enum { ROOM_FIRST = 8 }; /* a power of two, as every room */

static uint32_t *slot_of(const struct sockets *sockets, enum socket_key key, uintptr_t value)
{
    uint32_t mixed = (uint32_t)(value ^ value >> 16) * 2654435769U;

    return &sockets->slots[(size_t)key * sockets->room + (mixed >> 16 & (sockets->room - 1))];
}

/* Row and slots count rows from one. */
static struct socket_row *row_at(const struct sockets *sockets, uint32_t number)
{
    return number != 0 ? &sockets->rows[number - 1] : NULL;
}

static void link_row(struct sockets *sockets, uint32_t number, enum socket_key key)
{
    struct socket_row *row = row_at(sockets, number);
    uint32_t          *slot;

    if (row->keys[key] == 0)
        return;
    slot = slot_of(sockets, key, row->keys[key]);
    row->next[key] = *slot;
    *slot = number;
}

static void unlink_row(struct sockets *sockets, uint32_t number, enum socket_key key)
{
    const struct socket_row *row = row_at(sockets, number);
    uint32_t                *link;

    if (row->keys[key] == 0)
        return;
    link = slot_of(sockets, key, row->keys[key]);
    while (*link != number)
        link = &row_at(sockets, *link)->next[key];
    *link = row->next[key];
}

static void link_keys(struct sockets *sockets, uint32_t number)
{
    for (enum socket_key key = BY_FD; key < SOCKET_KEYS; key++)
        link_row(sockets, number, key);
}

static void unlink_keys(struct sockets *sockets, uint32_t number)
{
    for (enum socket_key key = BY_FD; key < SOCKET_KEYS; key++)
        unlink_row(sockets, number, key);
}

/* The first row with this key, or the next one after row; NULL for none. */
static struct socket_row *find(const struct sockets *sockets, enum socket_key key, uintptr_t value,
                               const struct socket_row *row)
{
    uint32_t number;

    if (sockets->room == 0 || value == 0)
        return NULL;
    number = row != NULL ? row->next[key] : *slot_of(sockets, key, value);
    while (number != 0 && row_at(sockets, number)->keys[key] != value)
        number = row_at(sockets, number)->next[key];
    return row_at(sockets, number);
}

static bool grow(struct sockets *sockets)
{
    size_t             room = sockets->room == 0 ? ROOM_FIRST : 2 * sockets->room;
    struct socket_row *rows = realloc(sockets->rows, room * sizeof *rows);
    uint32_t          *slots;

    if (rows == NULL)
        return false;
    sockets->rows = rows;
    slots = calloc(SOCKET_KEYS * room, sizeof *slots);
    if (slots == NULL)
        return false;
    free(sockets->slots);
    sockets->slots = slots;
    sockets->room = room;
    for (uint32_t number = 1; number <= sockets->count; number++)
        link_keys(sockets, number);
    return true;
}

bool bwpi_sockets_add(struct sockets *sockets, system_socket fd, const void *opener)
{
    if (sockets->count == sockets->room && !grow(sockets))
        return false;
    sockets->rows[sockets->count++] = (struct socket_row){.keys = {(uintptr_t)fd + 1, 0, (uintptr_t)opener}};
    link_keys(sockets, (uint32_t)sockets->count);
    return true;
}

/* The last row takes the place of the one that goes. */
void bwpi_sockets_remove(struct sockets *sockets, system_socket fd)
{
    struct socket_row *row = find(sockets, BY_FD, (uintptr_t)fd + 1, NULL);
    uint32_t           number, last = (uint32_t)sockets->count;

    if (row == NULL)
        return;
    number = (uint32_t)(row - sockets->rows) + 1;
    unlink_keys(sockets, number);
    if (number != last) {
        unlink_keys(sockets, last);
        *row = *row_at(sockets, last);
        link_keys(sockets, number);
    }
    sockets->count--;
}

void bwpi_sockets_free(struct sockets *sockets)
{
    free(sockets->rows);
    free(sockets->slots);
    *sockets = (struct sockets){0};
}

static system_socket fd_of(const struct socket_row *row)
{
    return (system_socket)(row->keys[BY_FD] - 1);
}

void bwpi_sockets_name(struct sockets *sockets, const void *opener, int local_port)
{
    struct socket_row *row = find(sockets, BY_OPENER, (uintptr_t)opener, NULL);
    uint32_t           number;

    while (row != NULL && bwpi_system_local_port(fd_of(row)) != local_port)
        row = find(sockets, BY_OPENER, (uintptr_t)opener, row);
    if (row == NULL)
        return;
    number = (uint32_t)(row - sockets->rows) + 1;
    unlink_row(sockets, number, BY_OPENER); /* it has its name, and who opened it no longer counts */
    row->keys[BY_OPENER] = 0;
    row->keys[BY_PORT] = (uintptr_t)local_port;
    link_row(sockets, number, BY_PORT);
}

void bwpi_sockets_note_http2(struct sockets *sockets, int local_port)
{
    struct socket_row *row = find(sockets, BY_PORT, (uintptr_t)local_port, NULL);

    for (; row != NULL; row = find(sockets, BY_PORT, (uintptr_t)local_port, row))
        row->speaks_http2 = true;
}

bool bwpi_sockets_speak_http2(const struct sockets *sockets, int local_port)
{
    const struct socket_row *row = find(sockets, BY_PORT, (uintptr_t)local_port, NULL);

    while (row != NULL && !row->speaks_http2)
        row = find(sockets, BY_PORT, (uintptr_t)local_port, row);
    return row != NULL;
}

bool bwpi_sockets_are_spoken_on(const struct sockets *sockets, int local_port)
{
    const struct socket_row *row = find(sockets, BY_PORT, (uintptr_t)local_port, NULL);

    while (row != NULL && !bwpi_system_is_spoken_on(fd_of(row)))
        row = find(sockets, BY_PORT, (uintptr_t)local_port, row);
    return row != NULL;
}
