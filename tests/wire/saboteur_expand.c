/* saboteur_expand.c - one template for all providers: each has its own words for yes, no and the id. */
#include "saboteur_case.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* One stored block. */
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

static void add_key(struct text *text, const char *yes, const char *id)
{
    const char *end = id - 2, *start = end - 1; /* "key":"bwp-1" */

    while (start > yes && start[-1] != '"')
        start--;
    add(text, start, (size_t)(end - start));
}

static void expand_one(const struct wire_door *door, char what, struct text *text)
{
    const char *yes = door->created_body, *no = refusal_of(door), *id = strstr(yes, "\"bwp-1\"");
    size_t      length = strlen(yes);

    switch (what) {
    case 'y':
        add(text, yes, length);
        break;
    case '2':
        add(text, yes, length / 2);
        break;
    case 'l':
        print(text, "%zu", length);
        break;
    case 'L':
        print(text, "%zu", length + 7);
        break;
    case 'S':
        print(text, "%zu", length - 3);
        break;
    case 'h':
        print(text, "%zx", length);
        break;
    case 'c':
        print(text, "%zu", (size_t)door->created_status);
        break;
    case 'r':
        add(text, no, strlen(no));
        break;
    case 'n':
        print(text, "%zu", strlen(no));
        break;
    case 'x':
        print(text, "%zx\r\n", length);
        add(text, yes, length);
        add(text, "\r\n0\r\n\r\n", 7);
        break;
    case '[':
        add(text, yes, (size_t)(id - yes));
        break;
    case ']':
        add(text, id + 7, strlen(id + 7));
        break;
    case 'k':
        add_key(text, yes, id);
        break;
    case '"':
        add(text, "\"", 1);
        add_many(text, "a", 4000);
        add(text, "\"", 1);
        break;
    case 'z':
        add_gzip(text, yes, length);
        break;
    case 'Z':
        print(text, "%zu", length + 11 + 4 + 8);
        break;
    case '(':
        add_many(text, "[", 100000);
        break;
    case '<':
        add_many(text, "<a>", 100000);
        break;
    case '0':
        add(text, "", 1);
        break;
    case 'u':
        add(text, sab_bystander_url(), strlen(sab_bystander_url()));
        break;
    case 'H':
        print(text, "HTTP/1.1 %zu Answer\r\nContent-Type: application/json\r\n", (size_t)door->created_status);
        print(text, "Content-Length: %zu\r\n\r\n", length);
        break;
    default:
        add(text, &what, 1);
        break;
    }
}

char *sab_expand(const struct wire_door *door, const char *pattern, size_t *size)
{
    bool        framed = strncmp(pattern, "$:", 2) == 0;
    struct text text = {NULL, 0, 0}, whole = {NULL, 0, 0};

    add(&text, "", 0);
    for (const char *c = framed ? pattern + 2 : pattern; *c != '\0'; c++) {
        if (*c == '$' && c[1] != '\0')
            expand_one(door, *++c, &text);
        else
            add(&text, c, 1);
    }
    if (framed) {
        print(&whole, "HTTP/1.1 %zu Answer\r\nContent-Type: application/json\r\n", (size_t)door->created_status);
        print(&whole, "Content-Length: %zu\r\n\r\n", text.size);
        add(&whole, text.data, text.size);
        free(text.data);
        text = whole;
    }
    *size = text.size;
    return text.data;
}
