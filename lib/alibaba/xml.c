/* xml.c - reads XML, which the page of 2018 shows [ali-create-2018] and some gateways answer whatever was asked. */
#include <stdlib.h>
#include <string.h>

#include "alibaba/alibaba.h"
#include "base/system.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 32, LEAVES_MAX = 256 };

/*
 * Resolves, in place, the five entities that every XML document has.  Others need a DOCTYPE, and a text with one is
 * refused.  False for an unknown entity.
 */
static bool resolve(char *text)
{
    static const struct {
        const char *entity;
        char        c;
    } entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
    char *to = text;

    for (const char *from = text; *from != '\0'; to++) {
        size_t i = 0, count = sizeof entities / sizeof entities[0];

        *to = *from;
        if (*from != '&') {
            from++;
            continue;
        }
        while (i < count && strncmp(from, entities[i].entity, strlen(entities[i].entity)) != 0)
            i++;
        if (i == count)
            return false;
        *to = entities[i].c;
        from += strlen(entities[i].entity);
    }
    *to = '\0';
    return true;
}

static bool set_leaf(struct json *leaves, const char *name, size_t name_size, const char *text, size_t size)
{
    char *key = strndup(name, name_size), *value = strndup(text, size);
    bool  ok = key != NULL && value != NULL && resolve(value) && bwpi_json_set_text(leaves, key, value);

    free(key);
    free(value);
    return ok;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
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

        if (strncmp(tag, "<!--", 4) == 0) {
            end = strstr(tag + 4, "-->");
            ok = end != NULL;
            if (ok)
                end += 2;
            is_leaf = false;
        } else if (end == NULL || tag[1] == '!') { /* a DOCTYPE could define entities, CDATA could hide tags */
            ok = false;
        } else if (tag[1] == '/') {
            ok = depth > 0 && open[depth - 1].size == size && memcmp(open[depth - 1].name, name, size) == 0;
            if (ok && is_leaf)
                ok = ++count <= LEAVES_MAX && set_leaf(leaves, name, size, content, (size_t)(tag - content));
            is_leaf = false;
            depth -= ok;
        } else if (tag[1] != '?' && end[-1] != '/') {
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
    if (!ok || depth > 0 || !seen || !is_blank(content)) {
        bwpi_json_free(leaves);
        return NULL;
    }
    return leaves;
}
