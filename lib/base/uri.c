/* uri.c - one encoder for the signed text and the bytes on the wire, so that the two cannot differ. */
#include "base/uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

static bool is_unreserved(char c)
{
    static const bool plain[256] = {
        ['-'] = true, ['.'] = true, ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true,
        ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true, ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true,
        ['E'] = true, ['F'] = true, ['G'] = true, ['H'] = true, ['I'] = true, ['J'] = true, ['K'] = true, ['L'] = true,
        ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true, ['Q'] = true, ['R'] = true, ['S'] = true, ['T'] = true,
        ['U'] = true, ['V'] = true, ['W'] = true, ['X'] = true, ['Y'] = true, ['Z'] = true, ['_'] = true, ['a'] = true,
        ['b'] = true, ['c'] = true, ['d'] = true, ['e'] = true, ['f'] = true, ['g'] = true, ['h'] = true, ['i'] = true,
        ['j'] = true, ['k'] = true, ['l'] = true, ['m'] = true, ['n'] = true, ['o'] = true, ['p'] = true, ['q'] = true,
        ['r'] = true, ['s'] = true, ['t'] = true, ['u'] = true, ['v'] = true, ['w'] = true, ['x'] = true, ['y'] = true,
        ['z'] = true, ['~'] = true,
    };

    return plain[(unsigned char)c];
}

/* One more character stays as it is; NUL for none. */
static void encode(struct buf *to, const char *text, char kept)
{
    static const char digits[] = "0123456789ABCDEF";

    for (;;) {
        const char   *plain = text;
        unsigned char byte;
        char         *added;

        while (is_unreserved(*text) || (*text == kept && kept != '\0'))
            text++;
        bwpi_buf_add(to, plain, (size_t)(text - plain));
        if (*text == '\0')
            return;
        byte = (unsigned char)*text++;
        added = bwpi_buf_extend(to, 3);
        if (added == NULL)
            return; /* there is no room for the rest either, and the state says so */
        added[0] = '%';
        added[1] = digits[byte >> 4];
        added[2] = digits[byte & 15];
    }
}

void bwpi_uri_encode(struct buf *to, const char *text, bool keep_slash)
{
    encode(to, text, keep_slash ? '/' : '\0');
}

void bwpi_uri_encode_query(struct buf *to, const char *query)
{
    encode(to, query, STARS[0]);
}

void bwpi_uri_parameter(struct buf *to, const struct pairs *pairs, size_t index, enum view view)
{
    if (index > 0)
        bwpi_buf_add_char(to, '&');
    bwpi_uri_encode(to, bwpi_pairs_name(pairs, index), false);
    bwpi_buf_add_char(to, '=');
    if (view == AS_SHOWN && bwpi_pairs_is_secret(pairs, index))
        bwpi_buf_add_text(to, bwpi_pairs_view(pairs, index, view));
    else
        bwpi_uri_encode(to, bwpi_pairs_value(pairs, index), false);
}

void bwpi_uri_query(struct buf *to, const struct pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++)
        bwpi_uri_parameter(to, pairs, i, AS_SENT);
}

static bool is_loopback(const char *host)
{
    unsigned a, b, c, d;
    char     rest;

    return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
           (strspn(host, "0123456789.") == strlen(host) &&
            sscanf(host, "%3u.%3u.%3u.%3u%c", &a, &b, &c, &d, &rest) == 4 && a == 127 && b < 256 && c < 256 && d < 256);
}

/* Copies a host name, an IPv4 address or a bracketed IPv6 address in lower case; returns where it ends in text. */
static const char *host_copy(char *host, size_t room, const char *text)
{
    bool   bracketed = *text == '[';
    size_t size = bracketed ? strcspn(text, "]") + 1 : strcspn(text, ":/");

    if (size < 1 || size >= room || (bracketed && (size < 4 || text[size - 1] != ']')))
        return NULL;
    for (size_t i = 0; i < size; i++) {
        char c = bwpi_ascii_lower(text[i]);

        if (bracketed ? strchr("0123456789abcdef:.[]", c) == NULL : (!is_unreserved(c) || c == '_' || c == '~'))
            return NULL;
        host[i] = c;
    }
    host[size] = '\0';
    return text + size;
}

bool bwpi_endpoint_parse(struct endpoint *endpoint, const char *text, const char **rule)
{
    const char *shape = "it has to be https://host or https://host:port";
    bool        https = bwpi_ascii_starts(text, "https://"), http = bwpi_ascii_starts(text, "http://");
    long        standard = https ? 443 : 80, port = standard;
    char        host[256];
    const char *rest;

    *rule = shape;
    if (!https && !http)
        return false;
    rest = host_copy(host, sizeof host, text + (https ? 8 : 7));
    if (rest == NULL)
        return false;
    if (*rest == ':') {
        char *end;

        port = rest[1] >= '0' && rest[1] <= '9' ? strtol(rest + 1, &end, 10) : 0;
        if (port < 1 || port > 65535)
            return false;
        rest = end;
    }
    if (strcmp(rest, "") != 0 && strcmp(rest, "/") != 0)
        return false;
    endpoint->is_loopback = is_loopback(host);
    if (http && !endpoint->is_loopback) {
        *rule = "plain http is for loopback only; use https://";
        return false;
    }
    if (port == standard)
        (void)snprintf(endpoint->host, sizeof endpoint->host, "%s", host);
    else
        (void)snprintf(endpoint->host, sizeof endpoint->host, "%s:%ld", host, port);
    (void)snprintf(endpoint->base, sizeof endpoint->base, "%s://%s", https ? "https" : "http", endpoint->host);
    return true;
}
