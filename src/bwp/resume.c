/*
 * resume.c - after a crash nobody knows whether a line that was started arrived.  Where a client token protects it, it
 * is sent again.  Where not, what spends money is looked for first, and sent only where the look excludes it.  A no to
 * what is sent again says nothing about the first time.  Nor does a look exclude what may still be under way: whatever
 * it does not show is looked for again when that has had its time.
 */
#include "resume.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "known.h"
#include "view.h"

/*
 * No page that tells how long a token is remembered says less than 24 hours: so long after the first sending it is
 * relied on, with a margin.  The looks of one line, and by how much clocks may differ.
 */
enum { TOKEN_TRUST_S = 20 * 3600, LOOKS_MAX = 2, CLOCK_MARGIN_S = 60, MESSAGE_MAX = 8 * 1024 };

bool resume_takes_token(const struct line *line)
{
    char path[64];

    if (line->command == NULL || line->client == NULL)
        return false;
    (void)snprintf(path, sizeof path, "tokens.%s", line->command->deed.operation);
    return known_has(line->client->known, path, false);
}

bool resume_is_protected(const struct line *line)
{
    int64_t age = bwpi_clock_unix() - line->started_at;

    return *line->token != '\0' && resume_takes_token(line) && age >= -CLOCK_MARGIN_S && age <= TOKEN_TRUST_S;
}

/* What may not be repeated without a token. */
static bool spends(const struct line *line)
{
    return line->command->bit == FOR_CREATE || line->command->bit == FOR_RESIZE || line->has_options;
}

enum next resume_begin(struct line *line)
{
    line->resumed = line->doubt = line_is_doubtful(line);
    return line->doubt && spends(line) && !resume_is_protected(line) ? NEXT_LOOK : NEXT_SEND;
}

/* The looks are not told a time: a clock that was fast when the line was sent would hide what was bought. */
const char *resume_write_look(struct buf *to, const struct line *line, const struct json *arguments)
{
    struct json_writer writer = {to, false};
    bool               is_create = line->command->bit == FOR_CREATE;

    bwpi_json_open(&writer, NULL, '{');
    for (const struct json *member = bwpi_json_first(arguments); member != NULL; member = bwpi_json_next(member)) {
        if (is_create || strcmp(bwpi_json_key(member), "id") == 0)
            bwpi_json_put(&writer, bwpi_json_key(member), member);
    }
    bwpi_json_close(&writer, '}');
    return is_create ? "find" : "get";
}

/* ---- results ---- */

/* What is told in the place of what a result says; NULL: that. */
struct amends {
    const char        *outcome, *status, *message, *field;
    const struct json *request, *package;
    bool               retry_is_safe;
};

static void amend(struct buf *to, const struct line *line, const struct json *result, const struct amends *amends)
{
    const struct {
        const char *key, *text;
    } texts[] = {
        {"outcome", amends->outcome},
        {"status", amends->status},
        {"message", amends->message},
        {"field", amends->field},
        {"client_token", *line->token != '\0' ? line->token : NULL},
    };
    struct json_writer writer = {to, false};

    bwpi_json_open(&writer, NULL, '{');
    for (const struct json *member = bwpi_json_first(result); member != NULL; member = bwpi_json_next(member)) {
        const char *key = bwpi_json_key(member);
        size_t      i = 0;

        while (i < sizeof texts / sizeof texts[0] && (texts[i].text == NULL || strcmp(texts[i].key, key) != 0))
            i++;
        if (i < sizeof texts / sizeof texts[0]) {
            bwpi_json_put_text(&writer, key, texts[i].text);
        } else if (strcmp(key, "retry_is_safe") == 0) {
            bwpi_json_put_bool(&writer, key, amends->retry_is_safe);
        } else if (strcmp(key, "request") == 0) {
            bwpi_json_put(&writer, key, amends->request);
        } else if (strcmp(key, "packages") == 0 && amends->package != NULL) {
            bwpi_json_open(&writer, key, '[');
            bwpi_json_put(&writer, NULL, amends->package);
            bwpi_json_close(&writer, ']');
        } else {
            bwpi_json_put(&writer, key, member);
        }
    }
    bwpi_json_close(&writer, '}');
}

void resume_write_unknown(struct buf *to, const struct line *line, const struct json *result,
                          const struct json *arguments)
{
    const char *message = view_text(result, "message");
    struct buf  text = BUF_INIT(MESSAGE_MAX);

    bwpi_buf_add_text(&text, "an earlier run may have carried it out, and this one cannot tell");
    bwpi_buf_add_text(&text, *message != '\0' ? ": " : "");
    bwpi_buf_add_text(&text, message);
    amend(to, line, result,
          &(struct amends){.outcome = "unknown",
                           .message = bwpi_buf_text(&text),
                           .request = arguments,
                           .retry_is_safe = resume_is_protected(line)});
    bwpi_buf_free(&text);
}

/* Whether another line of the file says that it bought this package. */
static bool is_taken(const struct lines *lines, const struct line *line, const char *id)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *other = &lines->list[i];

        if (other != line && other->package != NULL && strcmp(other->package, id) == 0)
            return true;
    }
    return false;
}

/* What may be called by either of these names is called by both. */
static bool share_name(const struct line *line, const struct json *arguments)
{
    struct json *json = line_parse(line);
    const char  *a = view_text(bwpi_json_member(json, "arguments"), "name"), *b = view_text(arguments, "name");
    bool         share = json == NULL || *a == '\0' || *b == '\0' || strcmp(a, b) == 0;

    bwpi_json_free(json);
    return share;
}

/* Whether another line that is still in doubt may have bought what is seen: its client token will tell, once it
 * arrives. */
static bool is_disputed(const struct lines *lines, const struct line *line, const struct json *arguments)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *other = &lines->list[i];
        bool               is_settled = other->package != NULL || (other->resumed && !other->doubt);

        if (other != line && other->state == LINE_STARTED && !is_settled && resume_is_protected(other) &&
            other->command->bit == FOR_CREATE && other->client->known == line->client->known &&
            share_name(other, arguments))
            return true;
    }
    return false;
}

/* Not before the line was sent, as far as clocks agree; some providers tell the minute alone. */
static bool is_in_time(const struct line *line, const struct json *package)
{
    int64_t created = bwpi_clock_parse_normal(view_text(package, "created_at"));

    return created >= 0 && created + (created % 60 == 0 ? 59 : 0) >= line->started_at - CLOCK_MARGIN_S;
}

/* The package of a look that shows that the line was carried out, or NULL. */
static const struct json *find_package(const struct lines *lines, const struct line *line, const struct json *result,
                                       const struct json *arguments)
{
    const struct json *package = bwpi_json_first(bwpi_json_member(result, "packages"));

    if (strcmp(view_text(result, "outcome"), "done") != 0)
        return NULL;
    if (line->command->bit == FOR_RESIZE)
        return view_number(package, "bandwidth_mbps") == line->bandwidth_mbps && !line->has_options ? package : NULL;
    if (line->command->bit != FOR_CREATE) /* what provider_options did no look shows */
        return NULL;
    if (is_disputed(lines, line, arguments))
        return NULL;
    while (package != NULL && (*view_text(package, "id") == '\0' || is_taken(lines, line, view_text(package, "id")) ||
                               !is_in_time(line, package)))
        package = bwpi_json_next(package);
    return package;
}

/* What is there was bought; whether it is bound as well is to be seen. */
static void write_found(struct buf *to, const struct line *line, const struct json *result,
                        const struct json *arguments, const struct json *package)
{
    const char *bind_to = view_text(arguments, "bind_to");
    bool        is_whole = line->command->bit != FOR_CREATE || *bind_to == '\0' ||
                    strcmp(bind_to, view_text(package, "bound_to")) == 0;

    amend(to, line, result,
          &(struct amends){.outcome = "done",
                           .status = is_whole ? "ok" : "conflict",
                           .message = is_whole ? "an earlier run did it: it was looked for, and found"
                                               : "an earlier run bought it, and it is not bound to bind_to",
                           .field = is_whole ? "" : "bind_to",
                           .request = arguments,
                           .package = package});
}

/* A name that is in use by nothing that a look shows is one by what it does not show yet, or not any more. */
static enum next settle_look(const struct lines *lines, struct line *line, const struct json *result,
                             const struct json *arguments, struct buf *to)
{
    const struct json *package = find_package(lines, line, result, arguments);

    if (package != NULL) {
        write_found(to, line, result, arguments, package);
        return NEXT_TELL;
    }
    if (line->command->bit != FOR_CREATE || strcmp(view_text(result, "outcome"), "not_done") != 0 ||
        strcmp(view_text(result, "status"), "not_found") != 0 ||
        strcmp(view_text(line->refusal, "status"), "exists") == 0) {
        resume_write_unknown(to, line, line->refusal != NULL ? line->refusal : result, arguments);
        return NEXT_TELL;
    }
    if (line->sent_ms < lines->settled_ms) {
        line->is_held = true;
        line->looks--; /* it does not count */
        return NEXT_LOOK;
    }
    line->doubt = false;
    if (line->refusal == NULL)
        return NEXT_SEND;
    bwpi_json_print(to, line->refusal);
    return NEXT_TELL;
}

/* A name in use may be in use by what the earlier run bought, even if a first look did not show it yet. */
static enum next settle_refusal(struct line *line, struct json **result, const struct json *arguments, struct buf *to)
{
    const char *status = view_text(*result, "status");
    bool        is_cancelled = strcmp(status, "cancelled") == 0;

    if (line->command->bit == FOR_CREATE && !is_cancelled && line->looks < LOOKS_MAX &&
        (line->doubt || strcmp(status, "exists") == 0)) {
        bwpi_json_free(line->refusal);
        line->refusal = *result;
        *result = NULL;
        return NEXT_LOOK;
    }
    if (line->doubt)
        resume_write_unknown(to, line, *result, arguments);
    return NEXT_TELL;
}

enum next resume_settle(const struct lines *lines, struct line *line, struct json **result,
                        const struct json *arguments, struct buf *to)
{
    if (line->is_look)
        return settle_look(lines, line, *result, arguments, to);
    if (line->resumed && strcmp(view_text(*result, "outcome"), "not_done") == 0)
        return settle_refusal(line, result, arguments, to);
    return NEXT_TELL;
}
