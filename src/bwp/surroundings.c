/* surroundings.c - variables and the lines of the file are named after the options, so that there is one list of them.
 */
#include "surroundings.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "known.h"
#include "values.h"

enum { FILE_MAX = 64 * 1024, ROWS_MAX = 256, VARIABLE_MAX = 64, LABEL_MAX = 300 };

/* Whether something is there already; numbers and texts that were not given are zero. */
static bool is_given(const struct options *options, const struct option *option)
{
    static const char zero[sizeof(const char *)];
    size_t            size = option->set == own_number ? sizeof(uint32_t) : sizeof(const char *);

    return memcmp((const char *)options + option->offset, zero, size) != 0;
}

/* As if the option had been given, but a mistake is told in the name of where it stands. */
static bool take(struct options *options, const struct option *option, const char *label, const char *value,
                 struct problem *problem)
{
    struct option row = *option;
    size_t        size = strlen(label);
    char          place[LABEL_MAX];

    if (is_given(options, option))
        return true;
    if (options->places == NULL)
        options->places = bwpi_json_object();
    (void)snprintf(place, sizeof place, "%.*s", (int)(size - (label[size - 1] == ',')), label);
    if (!bwpi_json_set_text(options->places, option->key, place))
        return problem_memory(problem);
    row.name = label;
    if (!bwpi_utf8_valid(value, strlen(value)))
        return problem_is(problem, row.key, "%s is not valid UTF-8; give it in UTF-8", label);
    return row.set(&row, value, options, problem);
}

/* ---- variables ---- */

/* "BWP_CA_FILE" of "--ca-file" */
static void name_variable(char name[VARIABLE_MAX], const struct option *option)
{
    size_t size = 4;

    memcpy(name, "BWP_", size);
    for (const char *c = option->name + 2; *c != '\0' && size < VARIABLE_MAX - 1; c++)
        name[size++] = *c == '-' ? '_' : (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    name[size] = '\0';
}

/* NULL where a variable is not set, or is empty. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && *value != '\0' ? value : NULL;
}

static bool take_variables(struct options *options, struct problem *problem)
{
    const struct option *option;

    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        char        name[VARIABLE_MAX];
        const char *value;

        if (!option_reaches(option) || (option->commands & options->command->bit) == 0)
            continue;
        name_variable(name, option);
        value = variable(name);
        if (value != NULL && !take(options, option, name, value, problem))
            return false;
    }
    return true;
}

/* ---- the file ---- */

static bool name_file(char *path, size_t room)
{
    const char *folder = variable("XDG_CONFIG_HOME"), *home = variable("HOME");
    int         size = 0;

    if (folder != NULL)
        size = snprintf(path, room, "%s/bwp/config", folder);
    else if (home != NULL)
        size = snprintf(path, room, "%s/.config/bwp/config", home);
    return size > 0 && (size_t)size < room;
}

/* The whole file as one text in options->settings.  A file that is not there leaves it NULL. */
static bool read_file(struct options *options, const char *path, struct problem *problem)
{
    FILE  *file = fopen(path, "rb");
    size_t size;

    if (file == NULL && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (file == NULL)
        return problem_is(problem, NULL, "%.200s cannot be opened: %s", path, strerror(errno));
    options->settings = calloc(FILE_MAX + 2, 1);
    if (options->settings == NULL) {
        (void)fclose(file);
        return problem_memory(problem);
    }
    errno = 0;
    size = fread(options->settings, 1, FILE_MAX + 1, file);
    if (ferror(file))
        (void)problem_is(problem, NULL, "%.200s cannot be read: %s", path, strerror(errno));
    else if (size > FILE_MAX)
        (void)problem_is(problem, NULL, "%.200s is larger than 64 KiB, and such a file is not", path);
    else if (strlen(options->settings) != size)
        (void)problem_is(problem, NULL, "%.200s is no text: a NUL stands in it", path);
    (void)fclose(file); /* only read: there is nothing left to fail */
    return problem->message[0] == '\0';
}

/* Cuts blanks off both ends of a text, in place. */
static char *trim(char *text)
{
    size_t size;

    text += strspn(text, " \t");
    for (size = strlen(text); size > 0 && strchr(" \t\r", text[size - 1]) != NULL;)
        text[--size] = '\0';
    return text;
}

static const struct option *find_row(const struct options *options, const char *key, size_t *index)
{
    const struct option *option;

    for (*index = 0; (option = options_row(*index)) != NULL; (*index)++) {
        if (option_reaches(option) && (option->commands & options->command->bit) != 0 &&
            strcmp(option->name + 2, key) == 0)
            return option;
    }
    return NULL;
}

/* One "key = value" of the section. */
static bool take_line(struct options *options, char *line, const char *place, bool seen[ROWS_MAX],
                      struct problem *problem)
{
    char                *equals = strchr(line, '=');
    const struct option *option;
    size_t               index;
    char                 label[LABEL_MAX];

    if (equals == NULL)
        return problem_is(problem, NULL, "%s is neither [section] nor option = value, such as site = china", place);
    *equals = '\0';
    line = trim(line);
    option = find_row(options, line, &index);
    if (option == NULL && options_asks_for_a_key(line))
        return problem_is(problem, NULL, "%s has %.40s, and keys never stand in this file; take it out", place, line);
    if (option == NULL)
        return problem_is(problem, NULL, "%s has \"%.40s\", which is no option that says how to reach a provider",
                          place, line);
    if (index >= ROWS_MAX || seen[index])
        return problem_is(problem, option->key, "%s has %s a second time; give it once", place, line);
    seen[index] = true;
    (void)snprintf(label, sizeof label, "%.40s in %.240s", line, place);
    return take(options, option, label, trim(equals + 1), problem);
}

/* What editors of some systems put before the first character of a text. */
static char *skip_mark(char *text)
{
    static const char mark[] = "\xEF\xBB\xBF";

    return strncmp(text, mark, sizeof mark - 1) == 0 ? text + sizeof mark - 1 : text;
}

/*
 * A line of a section that is not read, or of none.  Such a section may hold what it likes, but no key; and what stands
 * before the first one would be lost in silence, and with it the address of a test.
 */
static bool pass_line(const struct options *options, const char *line, const char *place, bool has_section,
                      struct problem *problem)
{
    char   key[VARIABLE_MAX];
    size_t size = strcspn(line, "= \t"), index;

    (void)snprintf(key, sizeof key, "%.*s", (int)(size < sizeof key ? size : sizeof key - 1), line);
    if (find_row(options, key, &index) == NULL && options_asks_for_a_key(key))
        return problem_is(problem, NULL, "%s has %.40s, and keys never stand in this file; take it out", place, key);
    return has_section || problem_is(problem, NULL, "%s stands before any [section]; begin with [default]", place);
}

/* The lines of one section.  Returns whether there is one of that name, or something was wrong. */
static bool take_section(struct options *options, const char *path, const char *name, struct problem *problem)
{
    bool   seen[ROWS_MAX] = {false}, has_section = false, is_in = false, is_there = false;
    size_t number = 0;

    for (char *line = skip_mark(options->settings), *next; line != NULL; line = next) {
        char  place[LABEL_MAX];
        char *text;

        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        text = trim(line);
        if (*text == '\0' || *text == '#' || *text == ';')
            continue;
        if (*text == '[') {
            text[strcspn(text, "]")] = '\0';
            is_in = strcmp(trim(text + 1), name) == 0;
            has_section = true;
            is_there = is_there || is_in;
            continue;
        }
        (void)snprintf(place, sizeof place, "%.200s, line %zu,", path, number);
        if (!(is_in ? take_line(options, text, place, seen, problem)
                    : pass_line(options, text, place, has_section, problem)))
            return true;
    }
    return is_there;
}

/*
 * What means nothing to this provider is there for another one: it is as if it were not set, unless someone gave it for
 * this very command.
 */
static void pass_over(struct options *options, const bwp_config *given)
{
    const struct json   *provider = known_provider(options->config.provider);
    const struct option *option;

    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        const char *text;

        if (!option_reaches(option) || option->only == NULL || known_has(provider, option->only, true))
            continue;
        memcpy(&text, (const char *)given + option->offset - offsetof(struct options, config), sizeof text);
        memcpy((char *)options + option->offset, &text, sizeof text);
    }
}

static bool fill(struct options *options, struct problem *problem)
{
    const char *name = options->profile != NULL ? options->profile : variable("BWP_PROFILE");
    char        path[1024];

    if (!take_variables(options, problem))
        return false;
    if (!name_file(path, sizeof path))
        return name == NULL || problem_is(problem, NULL, "profile %.60s is not there: HOME is not set", name);
    if (!read_file(options, path, problem))
        return false;
    if (options->settings == NULL || !take_section(options, path, name != NULL ? name : "default", problem)) {
        if (name != NULL)
            return problem_is(problem, NULL,
                              "profile %.60s is not there: %.200s has no section [%.60s]; a profile of the provider's "
                              "own tools is named by --vendor-profile",
                              name, path, name);
    }
    return problem->message[0] == '\0';
}

bool surroundings_fill(struct options *options, struct problem *problem)
{
    bwp_config given = options->config;

    if (!fill(options, problem))
        return false;
    if (options->command->bit != FOR_BATCH) /* whose lines are of several */
        pass_over(options, &given);
    return true;
}
