/* saboteur_piece.c - each provider has its own words for yes, for no and for the id. */
#include "saboteur_case.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The id that every yes holds, see wire_doors. */
#define ID "\"bwp-1\""

struct text {
    char  *data;
    size_t size, room;
};

static void add(struct text *text, const char *bytes, size_t size)
{
    if (text->size + size >= text->room) {
        text->room = 2 * (text->size + size) + 64;
        text->data = realloc(text->data, text->room);
    }
    if (text->data == NULL)
        abort();
    memcpy(text->data + text->size, bytes, size);
    text->size += size;
    text->data[text->size] = '\0';
}

static void print(struct text *text, const char *format, size_t number)
{
    char line[64];
    int  size = snprintf(line, sizeof line, format, number);

    add(text, line, size > 0 ? (size_t)size : 0);
}

static const char *refusal_of(const struct wire_door *door)
{
    return strcmp(door->provider, "huawei") == 0
               ? "{\"error_code\":\"CC.9999\",\"error_msg\":\"no\",\"request_id\":\"r-1\"}"
           : strcmp(door->provider, "volcengine") == 0 ? "{\"ResponseMetadata\":{\"RequestId\":\"r-1\",\"Error\":{"
                                                         "\"Code\":\"NeverHeardOf\",\"Message\":\"no\"}}}"
           : strcmp(door->provider, "baidu") == 0
               ? "{\"code\":\"NeverHeardOf\",\"message\":\"no\",\"requestId\":\"r-1\"}"
               : "{\"Code\":\"NeverHeardOf\",\"Message\":\"no\",\"RequestId\":\"r-1\"}";
}

static uint32_t crc32_of(const char *bytes, size_t size)
{
    uint32_t crc = 0xFFFFFFFFU;

    for (size_t i = 0; i < size; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xEDB88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

static void add_little(struct text *text, uint32_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++) {
        const char byte = (char)(unsigned char)(number >> (8 * i));

        add(text, &byte, 1);
    }
}

/* One block that is stored as it is. */
static void add_gzip(struct text *text, const char *bytes, size_t size)
{
    add(text, "\x1f\x8b\x08\0\0\0\0\0\0\x03\x01", 11);
    add_little(text, (uint32_t)size, 2);
    add_little(text, ~(uint32_t)size & 0xFFFFU, 2);
    add(text, bytes, size);
    add_little(text, crc32_of(bytes, size), 4);
    add_little(text, (uint32_t)size, 4);
}

static void add_many(struct text *text, const char *piece, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(text, piece, strlen(piece));
}

/* ---- the pieces ---- */

static void add_text(struct text *text, const char *more)
{
    add(text, more, strlen(more));
}

static const char *id_of(const struct wire_door *door)
{
    return strstr(door->created_body, ID);
}

static void yes(struct text *text, const struct wire_door *door)
{
    add_text(text, door->created_body);
}

static void yes_half(struct text *text, const struct wire_door *door)
{
    add(text, door->created_body, strlen(door->created_body) / 2);
}

static void yes_size(struct text *text, const struct wire_door *door)
{
    print(text, "%zu", strlen(door->created_body));
}

static void yes_size_plus_7(struct text *text, const struct wire_door *door)
{
    print(text, "%zu", strlen(door->created_body) + 7);
}

static void yes_size_less_3(struct text *text, const struct wire_door *door)
{
    print(text, "%zu", strlen(door->created_body) - 3);
}

static void yes_size_hex(struct text *text, const struct wire_door *door)
{
    print(text, "%zx", strlen(door->created_body));
}

static void yes_status(struct text *text, const struct wire_door *door)
{
    print(text, "%zu", (size_t)door->created_status);
}

static void yes_gzip(struct text *text, const struct wire_door *door)
{
    add_gzip(text, door->created_body, strlen(door->created_body));
}

static void yes_gzip_size(struct text *text, const struct wire_door *door)
{
    print(text, "%zu", strlen(door->created_body) + 11 + 4 + 8);
}

static void before_id(struct text *text, const struct wire_door *door)
{
    add(text, door->created_body, (size_t)(id_of(door) - door->created_body));
}

static void after_id(struct text *text, const struct wire_door *door)
{
    add_text(text, id_of(door) + strlen(ID));
}

static void id_key(struct text *text, const struct wire_door *door)
{
    const char *end = id_of(door) - 2, *start = end - 1; /* "key":"bwp-1" */

    while (start > door->created_body && start[-1] != '"')
        start--;
    add(text, start, (size_t)(end - start));
}

static void id_4000(struct text *text, const struct wire_door *door)
{
    (void)door;
    add_text(text, "\"");
    add_many(text, "a", 4000);
    add_text(text, "\"");
}

static void no(struct text *text, const struct wire_door *door)
{
    add_text(text, refusal_of(door));
}

static void no_size(struct text *text, const struct wire_door *door)
{
    print(text, "%zu", strlen(refusal_of(door)));
}

static void brackets(struct text *text, const struct wire_door *door)
{
    (void)door;
    add_many(text, "[", 100000);
}

static void tags(struct text *text, const struct wire_door *door)
{
    (void)door;
    add_many(text, "<a>", 100000);
}

static void nul(struct text *text, const struct wire_door *door)
{
    (void)door;
    add(text, "", 1);
}

static void bystander(struct text *text, const struct wire_door *door)
{
    (void)door;
    add_text(text, sab_bystander_url());
}

struct piece {
    const char *name;
    void (*add)(struct text *text, const struct wire_door *door);
};

static const struct piece pieces_known[] = {
    {PIECE_YES, yes},
    {PIECE_YES_HALF, yes_half},
    {PIECE_YES_SIZE, yes_size},
    {PIECE_YES_SIZE_PLUS_7, yes_size_plus_7},
    {PIECE_YES_SIZE_LESS_3, yes_size_less_3},
    {PIECE_YES_SIZE_HEX, yes_size_hex},
    {PIECE_YES_STATUS, yes_status},
    {PIECE_YES_GZIP, yes_gzip},
    {PIECE_YES_GZIP_SIZE, yes_gzip_size},
    {PIECE_BEFORE_ID, before_id},
    {PIECE_AFTER_ID, after_id},
    {PIECE_ID_KEY, id_key},
    {PIECE_ID_4000, id_4000},
    {PIECE_NO, no},
    {PIECE_NO_SIZE, no_size},
    {PIECE_BRACKETS, brackets},
    {PIECE_TAGS, tags},
    {PIECE_NUL, nul},
    {PIECE_BYSTANDER, bystander},
};

/* The piece whose name begins here.  Every '$' has to begin one, so that no misspelt name is sent as it is. */
static const struct piece *find_piece(const char *here)
{
    for (size_t i = 0; i < COUNT(pieces_known); i++) {
        if (strncmp(here, pieces_known[i].name, strlen(pieces_known[i].name)) == 0)
            return &pieces_known[i];
    }
    (void)fprintf(stderr, "saboteur: \"%s\" begins with no piece\n", here);
    abort();
}

char *sab_expand(const struct wire_door *door, const char *pieces, size_t *size)
{
    struct text text = {NULL, 0, 0};

    add_text(&text, "");
    while (*pieces != '\0') {
        size_t literal = strcspn(pieces, "$");

        add(&text, pieces, literal);
        pieces += literal;
        if (*pieces == '$') {
            const struct piece *piece = find_piece(pieces);

            piece->add(&text, door);
            pieces += strlen(piece->name);
        }
    }
    *size = text.size;
    return text.data;
}

char *sab_frame(const struct wire_door *door, const char *body, size_t *size)
{
    size_t      body_size;
    char       *expanded = sab_expand(door, body, &body_size);
    struct text text = {NULL, 0, 0};

    print(&text, "HTTP/1.1 %zu Answer\r\n" SAB_JSON, (size_t)door->created_status);
    print(&text, SAB_LENGTH("%zu") "\r\n", body_size);
    add(&text, expanded, body_size);
    free(expanded);
    *size = text.size;
    return text.data;
}
