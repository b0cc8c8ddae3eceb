/* lines.c - nothing is expected of the file: a line that is no request gets a sentence, and the others go on. */
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "request.h"
#include "view.h"

enum { FILE_MAX = 64 * 1024 * 1024, LINE_MAX_SIZE = 1024 * 1024, LINES_MAX = 100000, REF_MAX = 256, CHUNK = 64 * 1024 };

/* ---- the file ---- */

static bool read_text(struct buf *to, FILE *file, const char *path, struct problem *problem)
{
    char   chunk[CHUNK];
    size_t size;

    errno = 0;
    while ((size = fread(chunk, 1, sizeof chunk, file)) > 0)
        bwpi_buf_add(to, chunk, size);
    if (ferror(file))
        return problem_is(problem, NULL, "%.200s cannot be read: %s", path, strerror(errno));
    if (to->state == BUF_TOO_LONG)
        return problem_is(problem, NULL, "%.200s is larger than 64 MiB; split it", path);
    return to->state == BUF_OK || problem_memory(problem);
}

static bool is_blank(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
            return false;
    }
    return true;
}

/* Calls take() for each line that is not blank; take() ends it with false.  Line feeds become NULs. */
static size_t split(char *text, size_t size, bool (*take)(struct line *list, size_t index, struct line line),
                    struct line *list)
{
    size_t number = 0, count = 0;

    for (char *line = text, *end = text + size; line < end;) {
        char  *feed = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)((feed != NULL ? feed : end) - line);

        number++;
        if (!is_blank(line, length) &&
            !take(list, count++, (struct line){.number = number, .text = line, .size = length}))
            break;
        line = feed != NULL ? feed + 1 : end;
    }
    return count;
}

static bool count_one(struct line *list, size_t index, struct line line)
{
    (void)list;
    (void)line;
    return index < LINES_MAX;
}

static bool keep_one(struct line *list, size_t index, struct line line)
{
    list[index] = line;
    return true;
}

static bool add_sums(struct lines *lines, struct problem *problem)
{
    const char *why;
    bool        ok;

    lines->crypto = bwpi_crypto_new(&why);
    ok = lines->crypto != NULL;
    for (size_t i = 0; ok && i < lines->count; i++)
        ok = bwpi_sha256_hex(lines->crypto, lines->list[i].text, lines->list[i].size, lines->list[i].sum);
    return ok || (why != NULL ? problem_is(problem, NULL, "the lines cannot be told apart: %s", why)
                              : problem_memory(problem));
}

/* What can be read only once, such as a pipe, could not be read again by whoever resumes. */
static FILE *open_file(const char *path, struct problem *problem)
{
    int         fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    FILE       *file = NULL;
    struct stat about;

    if (fd == -1)
        (void)problem_is(problem, NULL, "%.200s cannot be opened: %s", path, strerror(errno));
    else if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        (void)problem_is(problem, NULL,
                         "%.200s is no regular file: its journal stands beside it, as FILE.journal, and it is read "
                         "again to resume",
                         path);
    else if ((file = fdopen(fd, "rb")) == NULL)
        (void)problem_memory(problem);
    if (file == NULL && fd != -1)
        (void)close(fd);
    return file;
}

/* How many bytes editors of some systems put before the first character of a text. */
static size_t mark_size(const char *text, size_t size)
{
    static const char mark[] = "\xEF\xBB\xBF";

    return size >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0 ? sizeof mark - 1 : 0;
}

bool lines_read(struct lines *lines, const char *path, struct problem *problem)
{
    FILE      *file = open_file(path, problem);
    struct buf text = BUF_INIT(FILE_MAX);
    size_t     size, mark;
    bool       ok;

    *lines = (struct lines){.count = 0};
    if (file == NULL)
        return false;
    ok = read_text(&text, file, path, problem);
    (void)fclose(file); /* only read: there is nothing left to fail */
    size = text.size;
    lines->text = bwpi_buf_take(&text); /* NULL as well where nothing was in it */
    bwpi_buf_free(&text);
    if (!ok || lines->text == NULL)
        return ok && (size == 0 || problem_memory(problem));
    mark = mark_size(lines->text, size);
    lines->count = split(lines->text + mark, size - mark, count_one, NULL);
    if (lines->count > LINES_MAX)
        return problem_is(problem, NULL, "%.200s has more than %d lines; split it", path, (int)LINES_MAX);
    lines->list = calloc(lines->count + 1, sizeof *lines->list);
    if (lines->list == NULL)
        return problem_memory(problem);
    (void)split(lines->text + mark, size - mark, keep_one, lines->list);
    return add_sums(lines, problem);
}

void lines_free(struct lines *lines)
{
    for (size_t i = 0; lines->list != NULL && i < lines->count; i++) {
        free(lines->list[i].problem);
        free(lines->list[i].package);
        bwpi_json_free(lines->list[i].refusal);
    }
    bwpi_crypto_free(lines->crypto);
    free(lines->list);
    free(lines->text);
    *lines = (struct lines){.count = 0};
}

struct line *lines_find(const struct lines *lines, size_t number)
{
    size_t first = 0, count = lines->count;

    while (count > 0) {
        struct line *middle = &lines->list[first + count / 2];

        if (middle->number == number)
            return middle;
        if (middle->number < number) {
            first += count / 2 + 1;
            count -= count / 2 + 1;
        } else {
            count /= 2;
        }
    }
    return NULL;
}

bool line_is_doubtful(const struct line *line)
{
    return line->state == LINE_STARTED && (line->command == NULL || line->changes);
}

bool line_keep_package(struct line *line, const struct json *result)
{
    const char *id = view_text(bwpi_json_first(bwpi_json_member(result, "packages")), "id");
    size_t      size = strlen(id) + 1;

    if (line->command == NULL || line->command->bit != FOR_CREATE || size == 1 ||
        strcmp(view_text(result, "outcome"), "done") != 0)
        return true;
    free(line->package);
    line->package = malloc(size);
    if (line->package != NULL)
        memcpy(line->package, id, size);
    return line->package != NULL;
}

bool line_make_token(const struct lines *lines, struct line *line, const char *job)
{
    struct buf text = BUF_INIT(4096);
    char       digest[CRYPTO_HEX_SIZE];
    bool       ok;

    if (job == NULL)
        return bwpi_random_uuid(line->token);
    bwpi_buf_add_text(&text, job); /* without a line feed in it */
    bwpi_buf_add_char(&text, '\n');
    bwpi_buf_add_uint(&text, line->number);
    bwpi_buf_add_char(&text, '\n');
    bwpi_buf_add_text(&text, line->sum);
    ok = text.state == BUF_OK && bwpi_sha256_hex(lines->crypto, bwpi_buf_text(&text), text.size, digest);
    if (ok)
        (void)snprintf(line->token, sizeof line->token, "%.32s", digest);
    bwpi_buf_free(&text);
    return ok;
}

void line_write_arguments(struct buf *to, const struct line *line, const struct json *arguments)
{
    struct json_writer writer = {to, false};

    bwpi_json_open(&writer, NULL, '{');
    for (const struct json *member = bwpi_json_first(arguments); member != NULL; member = bwpi_json_next(member)) {
        const char *key = bwpi_json_key(member), *text = bwpi_json_text(member);
        bool        is_empty = bwpi_json_is_null(member) || (text != NULL && *text == '\0');

        if (!is_empty || strcmp(key, "client_token") != 0)
            bwpi_json_put(&writer, key, member);
    }
    if (*line->token != '\0' && *view_text(arguments, "client_token") == '\0')
        bwpi_json_put_text(&writer, "client_token", line->token);
    bwpi_json_close(&writer, '}');
}

struct json *line_parse(const struct line *line)
{
    const char *clause;

    return line->size <= LINE_MAX_SIZE ? bwpi_json_parse(line->text, line->size, &clause) : NULL;
}

/* ---- what a line asks for ---- */

/* What a line may say; a member that is null says nothing. */
static const struct {
    const char *key, *what;
    bool        is_object;
} members[] = {
    {"ref", "ref has to be text in quotes", false},
    {"client", "client has to be an object, such as {\"provider\":\"NAME\"}", true},
    {"operation", "operation has to be text in quotes", false},
    {"arguments", "arguments has to be an object, such as {\"name\":\"hk-sh\"}", true},
};

static bool check_members(const struct json *json, struct problem *problem)
{
    const char *twice = "";

    if (!bwpi_json_is_object(json))
        return problem_is(problem, NULL,
                          "the line has to be a JSON object, such as {\"arguments\":{\"name\":\"hk-sh\"}}");
    if (bwpi_json_has_twice(json, &twice))
        return problem_is(problem, NULL, "%.60s stands twice in the line; give it once", twice);
    for (const struct json *member = bwpi_json_first(json); member != NULL; member = bwpi_json_next(member)) {
        size_t i = 0;

        while (i < sizeof members / sizeof members[0] && strcmp(members[i].key, bwpi_json_key(member)) != 0)
            i++;
        if (i == sizeof members / sizeof members[0])
            return problem_is(problem, NULL,
                              "\"%.40s\" is no member of a line; there are ref, client, operation and arguments",
                              bwpi_json_key(member));
        if (!bwpi_json_is_null(member) &&
            !(members[i].is_object ? bwpi_json_is_object(member) : bwpi_json_text(member) != NULL))
            return problem_is(problem, members[i].key, "%s", members[i].what);
    }
    if (strlen(view_text(json, "ref")) > REF_MAX)
        return problem_is(problem, "ref", "ref is longer than %d bytes", (int)REF_MAX);
    return true;
}

static bool find_command(struct line *line, const struct json *json, struct problem *problem)
{
    const char *operation = view_text(json, "operation");
    struct buf  list;

    line->command = command_of(*operation != '\0' ? operation : "create");
    if (line->command != NULL)
        return true;
    bwpi_buf_init(&list, sizeof problem->message);
    for (size_t i = 0; i < command_count; i++) {
        const char *known = command_table[i].deed.operation;

        bwpi_buf_add_text(&list, known != NULL && list.size > 0 ? ", " : "");
        bwpi_buf_add_text(&list, known != NULL ? known : "");
    }
    (void)problem_is(problem, NULL, "operation is \"%.40s\"; it has to be one of %s", operation, bwpi_buf_text(&list));
    bwpi_buf_free(&list);
    return false;
}

static bool check_secrets(const struct json *json, const char *where, struct problem *problem)
{
    for (const struct json *member = bwpi_json_first(json); member != NULL; member = bwpi_json_next(member)) {
        if (request_is_secret(bwpi_json_key(member)))
            return problem_is(problem, NULL, "%s stands in %s; keys come from the environment or a profile",
                              bwpi_json_key(member), where);
    }
    return true;
}

/* FNV-1a.  Two packages that are taken for one only wait for each other. */
static uint64_t package_of(const char *provider, const char *id)
{
    const char *const parts[] = {provider, "\n", id};
    uint64_t          sum = 14695981039346656037U;

    if (*id == '\0')
        return 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        for (const char *c = parts[i]; *c != '\0'; c++)
            sum = (sum ^ (unsigned char)*c) * 1099511628211U;
    }
    return sum != 0 ? sum : 1;
}

static bool understand(struct line *line, struct clients *clients, const struct options *options,
                       struct problem *problem)
{
    const char        *clause = NULL;
    struct json       *json;
    const struct json *arguments, *own;
    bool               ok;

    if (line->size > LINE_MAX_SIZE)
        return problem_is(problem, NULL, "the line is longer than 1 MiB, and a request is not");
    json = bwpi_json_parse(line->text, line->size, &clause);
    if (json == NULL)
        return clause != NULL ? problem_is(problem, NULL, "the line cannot be read: %s", clause)
                              : problem_memory(problem);
    arguments = bwpi_json_member(json, "arguments");
    own = bwpi_json_member(arguments, "provider_options");
    ok = check_members(json, problem) && check_secrets(bwpi_json_member(json, "client"), "client", problem) &&
         check_secrets(arguments, "arguments", problem) && find_command(line, json, problem);
    if (ok) {
        line->bandwidth_mbps = view_number(arguments, "bandwidth_mbps");
        line->changes = line->command->deed.changes && !view_true(arguments, "preview");
        line->has_options = own != NULL && !bwpi_json_is_null(own);
        line->client = clients_take(clients, bwpi_json_member(json, "client"), options, problem);
        ok = line->client != NULL;
    }
    if (ok && line->command->bit != FOR_CREATE)
        line->about = package_of(line->client->provider, view_text(arguments, "id"));
    bwpi_json_free(json);
    if (ok && line->client->client == NULL)
        *problem = line->client->problem;
    return ok && line->client->client != NULL;
}

bool lines_check(struct lines *lines, struct clients *clients, const struct options *options, struct problem *problem)
{
    clients->crypto = lines->crypto;
    for (size_t i = 0; i < lines->count; i++) {
        struct line   *line = &lines->list[i];
        struct problem wrong = {.message = ""};

        if (understand(line, clients, options, &wrong))
            continue;
        if (wrong.status != NULL && strcmp(wrong.status, "memory") == 0 && line->client == NULL)
            return problem_memory(problem);
        line->problem = malloc(sizeof *line->problem);
        if (line->problem == NULL)
            return problem_memory(problem);
        *line->problem = wrong;
    }
    return true;
}
