/* pages.c - prints a page of docs/ from the tables of the library; to be run in the root of the project. */
#include "pages.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 1024, CITED_MAX = 100 };

bool pages_read(const char *path, bool (*take)(void *user, const char *line, unsigned number), void *user)
{
    char     line[LINE_SIZE];
    unsigned number = 0;
    bool     is_good = true;
    FILE    *file = fopen(path, "r");

    if (file == NULL) {
        (void)fprintf(stderr, "%s cannot be read; run this in the root of the project\n", path);
        return false;
    }
    while (is_good && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        is_good = take(user, line, ++number);
    }
    (void)fclose(file);
    return is_good;
}

void pages_put_cell(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '<')
            (void)fputs("&lt;", stdout);
        else if (*text == '>')
            (void)fputs("&gt;", stdout);
        else if (strchr("|*_\\[]", *text) != NULL)
            (void)printf("\\%c", *text);
        else
            (void)putchar(*text);
    }
}

void pages_put_list(const char *const *texts, const char *quote)
{
    for (size_t i = 0; texts[i] != NULL; i++)
        (void)printf("%s%s%s%s", i == 0 ? "" : texts[i + 1] == NULL ? " and " : ", ", quote, texts[i], quote);
}

bool pages_status(const char *name, bwp_status *status)
{
    for (int number = BWP_ERR_ARGUMENT; *bwp_status_name((bwp_status)number) != '\0'; number++) {
        const char *ours = bwp_status_name((bwp_status)number), *theirs = name + strlen("BWP_ERR_");
        size_t      i = 0;

        while (ours[i] != '\0' && (theirs[i] | 0x20) == (ours[i] | 0x20))
            i++;
        if (strncmp(name, "BWP_ERR_", strlen("BWP_ERR_")) == 0 && ours[i] == '\0' && theirs[i] == '\0') {
            *status = (bwp_status)number;
            return true;
        }
    }
    return false;
}

/* ---- sources ---- */

struct cited {
    char   keys[CITED_MAX][32];
    size_t count;
};

/* A key is letters, a hyphen, and letters, digits and hyphens, in brackets: [hw-sign]. */
static bool take_keys(void *user, const char *line, unsigned number)
{
    struct cited *cited = user;
    char          key[sizeof cited->keys[0]], end;

    (void)number;
    for (const char *at = strchr(line, '['); at != NULL; at = strchr(at + 1, '[')) {
        size_t i = 0;

        if (sscanf(at, "[%31[a-z0-9-]%c", key, &end) != 2 || end != ']' || strchr(key, '-') == NULL)
            continue;
        while (i < cited->count && strcmp(cited->keys[i], key) != 0)
            i++;
        if (i == CITED_MAX)
            return false;
        (void)snprintf(cited->keys[i], sizeof cited->keys[i], "%s", key);
        cited->count += i == cited->count;
    }
    return true;
}

/* As it stands, but for the sign with which doxygen's commands begin. */
static void put_row(const char *line)
{
    for (; *line != '\0'; line++)
        (void)printf(*line == '@' ? "&#64;" : "%c", *line);
    (void)puts("");
}

/* A row of lib/README.md, "| hw-sign | title | date | address |", is printed as it stands if its key is cited. */
static bool put_source(void *user, const char *line, unsigned number)
{
    const struct cited *cited = user;
    char                key[sizeof cited->keys[0]];

    (void)number;
    if (sscanf(line, "| %31[a-z0-9-] |", key) != 1)
        return true;
    for (size_t i = 0; i < cited->count; i++) {
        if (strcmp(cited->keys[i], key) == 0)
            put_row(line);
    }
    return true;
}

bool pages_put_sources(const char *room)
{
    struct cited cited = {.count = 0};
    char         pattern[64];
    glob_t       files;
    bool         is_good = true;

    (void)snprintf(pattern, sizeof pattern, "lib/%s/*.[ch]", room);
    if (glob(pattern, 0, NULL, &files) != 0) {
        (void)fprintf(stderr, "%s: there are no such files\n", pattern);
        return false;
    }
    for (size_t i = 0; i < files.gl_pathc && is_good; i++)
        is_good = pages_read(files.gl_pathv[i], take_keys, &cited);
    globfree(&files);
    (void)puts("\n| key | title | date or version | address |\n|---|---|---|---|");
    return is_good && pages_read("lib/README.md", put_source, &cited);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        bool (*print)(void);
    } pages[] = {{"errors", pages_print_errors}, {"providers", pages_print_providers}};

    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (argc == 2 && strcmp(argv[1], pages[i].name) == 0)
            return pages[i].print() && fflush(stdout) == 0 ? 0 : 1;
    }
    (void)fprintf(stderr, "%s: one argument, errors or providers\n", argv[0]);
    return 1;
}
