/* file.c - what cannot be read is told with the place where reading stopped. */
#include "file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"

enum { FILE_MAX = 1024 * 1024 };

/* Returns the bytes, for the caller to free, and their number.  One byte more than FILE_MAX shows that there are more.
 */
static char *read_bytes(FILE *file, size_t *size, const char *path, struct problem *problem)
{
    char *bytes = malloc(FILE_MAX + 1);

    if (bytes == NULL) {
        (void)problem_memory(problem);
        return NULL;
    }
    errno = 0;
    *size = fread(bytes, 1, FILE_MAX + 1, file);
    if (ferror(file))
        (void)problem_is(problem, NULL, "--request %.200s cannot be read: %s", path, strerror(errno));
    else if (*size > FILE_MAX)
        (void)problem_is(problem, NULL, "--request %.200s is larger than 1 MiB, and a request is not", path);
    else if (*size == 0)
        (void)problem_is(problem, NULL, "--request %.200s is empty; it has to be a JSON object", path);
    else
        return bytes;
    free(bytes);
    return NULL;
}

static void tell_place(const char *text, size_t size, const char *path, const char *clause, struct problem *problem)
{
    size_t stop = bwpi_json_stop(text, size), line = 1, column = 1;

    for (size_t i = 0; i < stop; i++) {
        column = text[i] == '\n' ? 1 : column + 1;
        line += text[i] == '\n';
    }
    if (stop < size)
        (void)problem_is(problem, NULL, "--request %.200s cannot be read: %s; look at line %zu, column %zu", path,
                         clause, line, column);
    else
        (void)problem_is(problem, NULL, "--request %.200s cannot be read: %s; it has to be one JSON object", path,
                         clause);
}

static struct json *parse(const char *text, size_t size, const char *path, struct problem *problem)
{
    const char  *clause;
    struct json *json = bwpi_json_parse(text, size, &clause);

    if (json == NULL && clause == NULL)
        (void)problem_memory(problem);
    else if (json == NULL)
        tell_place(text, size, path, clause, problem);
    else if (!bwpi_json_is_object(json))
        (void)problem_is(problem, NULL, "--request %.200s has to be a JSON object, such as {\"name\": \"hk-sh\"}",
                         path);
    else
        return json;
    bwpi_json_free(json);
    return NULL;
}

struct json *file_read_json(const char *path, struct problem *problem)
{
    bool         is_stdin = strcmp(path, "-") == 0;
    FILE        *file = is_stdin ? stdin : fopen(path, "rb");
    struct json *json = NULL;
    size_t       size = 0;
    char        *bytes;

    if (file == NULL) {
        (void)problem_is(problem, NULL, "--request %.200s cannot be opened: %s", path, strerror(errno));
        return NULL;
    }
    bytes = read_bytes(file, &size, path, problem);
    if (bytes != NULL)
        json = parse(bytes, size, path, problem);
    free(bytes);
    if (!is_stdin)
        (void)fclose(file); /* only read: there is nothing left to fail */
    return json;
}
