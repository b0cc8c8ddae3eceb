/* ini.c - a comment begins a line with '#' or ';', or stands behind a blank; secrets have no blanks. */
#include "keys/ini.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void cut_line(char *line, char *end)
{
    char *cut = end;

    for (char *c = line; c < cut; c++) {
        if ((*c == '#' || *c == ';') && (c == line || is_blank(c[-1])))
            cut = c;
    }
    while (cut > line && is_blank(cut[-1]))
        cut--;
    memset(cut, '\0', (size_t)(end - cut));
    while (line < cut && is_blank(*line))
        *line++ = '\0';
}

void bwpi_ini_split(struct buf *text)
{
    char *line = text->data, *end = line != NULL ? line + text->size : NULL;

    while (line != end) {
        char *stop = memchr(line, '\n', (size_t)(end - line));

        if (stop == NULL)
            stop = end;
        cut_line(line, stop);
        if (stop != end)
            *stop++ = '\0';
        line = stop;
    }
}

/* The line behind one, or the first one where that is NULL; NULL behind the last.  Empty lines do not count. */
static const char *next_line(const struct buf *text, const char *line)
{
    const char *end = text->data != NULL ? text->data + text->size : NULL;

    line = line != NULL ? line + strlen(line) : text->data;
    while (line != end && *line == '\0')
        line++;
    return line != end ? line : NULL;
}

/* Whether the line is "[name]"; *is_ours tells whether that is the one. */
static bool opens_section(const char *line, const char *name, bool *is_ours)
{
    size_t size = strlen(line), name_size = strlen(name);

    if (line[0] != '[' || line[size - 1] != ']')
        return false;
    *is_ours = size == name_size + 2 && memcmp(line + 1, name, name_size) == 0;
    return true;
}

bool bwpi_ini_has_section(const struct buf *text, const char *section)
{
    bool is_ours = false;

    for (const char *line = next_line(text, NULL); line != NULL && !is_ours; line = next_line(text, line))
        (void)opens_section(line, section, &is_ours);
    return is_ours;
}

/* The value of a line "key = value"; NULL for any other line. */
static const char *value_of(const char *line, const char *key)
{
    size_t size = strlen(key);

    if (strncmp(line, key, size) != 0)
        return NULL;
    for (line += size; is_blank(*line); line++) {
    }
    if (*line != '=')
        return NULL;
    for (line++; is_blank(*line); line++) {
    }
    return line;
}

const char *bwpi_ini_value(const struct buf *text, const char *section, const char *key)
{
    const char *found = NULL;
    bool        is_ours = false;

    for (const char *line = next_line(text, NULL); line != NULL; line = next_line(text, line)) {
        const char *value = opens_section(line, section, &is_ours) || !is_ours ? NULL : value_of(line, key);

        if (value != NULL && found != NULL)
            return NULL;
        if (value != NULL)
            found = value;
    }
    return found;
}
