/* xml.c - the XML of the 2018 page, and of gateways that answer so whatever was asked. */
#include <stdlib.h>
#include <string.h>

#include "alibaba/alibaba.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 32, LEAVES_MAX = 256 };

/* What a run of character data says, entities resolved.  False without memory. */
static bool set_leaf(struct json *leaves, const char *name, size_t name_size, const char *text, size_t size)
{
    static const struct {
        const char *entity;
        char        c;
    } entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
    char *key = strndup(name, name_size), *value = strndup(text, size);
    bool  ok = key != NULL && value != NULL;

    if (ok) {
        char *to = value;

        for (const char *from = value; *from != '\0';) {
            size_t used = 1;
            char   c = *from;

            for (size_t i = 0; c == '&' && i < sizeof entities / sizeof entities[0]; i++) {
                if (strncmp(from, entities[i].entity, strlen(entities[i].entity)) == 0) {
                    c = entities[i].c;
                    used = strlen(entities[i].entity);
                    break;
                }
            }
            *to++ = c;
            from += used;
        }
        *to = '\0';
        ok = bwpi_json_text_set(leaves, key, value);
    }
    free(key);
    free(value);
    return ok;
}

struct json *bwpi_alibaba_xml(const char *text)
{
    struct json *leaves = bwpi_utf8_valid(text, strlen(text)) ? bwpi_json_object() : NULL;
    struct {
        const char *name;
        size_t      size;
    } open[DEPTH_MAX];
    size_t      depth = 0, count = 0;
    bool        ok = leaves != NULL, is_leaf = false, seen = false;
    const char *content = text;

    for (const char *tag = strchr(text, '<'); ok && tag != NULL; tag = strchr(content, '<')) {
        const char *end = strchr(tag, '>'), *name = tag + (tag[1] == '/' ? 2 : 1);
        size_t      size = strcspn(name, " \t\r\n/>");

        if (end == NULL) {
            ok = false;
        } else if (tag[1] == '/') {
            ok = depth > 0 && open[depth - 1].size == size && memcmp(open[depth - 1].name, name, size) == 0;
            if (ok && is_leaf)
                ok = ++count <= LEAVES_MAX && set_leaf(leaves, name, size, content, (size_t)(tag - content));
            is_leaf = false;
            depth -= ok;
        } else if (tag[1] != '?' && tag[1] != '!' && end[-1] != '/') {
            ok = depth < DEPTH_MAX && (depth > 0 || !seen); /* one root */
            if (ok) {
                open[depth].name = name;
                open[depth++].size = size;
            }
            is_leaf = seen = true;
        }
        if (ok)
            content = end + 1;
    }
    if (!ok || depth > 0 || !seen) {
        bwpi_json_free(leaves);
        return NULL;
    }
    return leaves;
}
