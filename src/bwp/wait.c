/* wait.c - on a terminal one line that is written over, elsewhere a line whenever something else is seen. */
#include "wait.h"

#include <string.h>

#include "screen.h"
#include "text.h"
#include "view.h"

static const struct {
    const char *word;
    bwp_until   until;
} untils[] = {
    {"ready", BWP_UNTIL_READY},     {"bound", BWP_UNTIL_BOUND}, {"unbound", BWP_UNTIL_UNBOUND},
    {"resized", BWP_UNTIL_RESIZED}, {"gone", BWP_UNTIL_GONE},
};

/* What is known of a wait while it goes on. */
struct watched {
    const char *until;
    bool        moves;
    unsigned    looks;
    char        last[200]; /* what was seen last, as it was printed */
};

static void write_span(char *to, size_t room, uint32_t ms)
{
    unsigned seconds = ms / 1000;

    if (seconds < 60)
        (void)snprintf(to, room, "%us", seconds);
    else
        (void)snprintf(to, room, "%um %02us", seconds / 60, seconds % 60);
}

/* "BINDING, 10 Mbit/s, bound to cen-1" */
static void write_seen(char *to, size_t room, const bwp_package *package)
{
    const char *bound_to = bwp_package_bound_to(package);

    if (package == NULL)
        (void)snprintf(to, room, "not to be seen");
    else
        (void)snprintf(to, room, "%.60s, %u Mbit/s%s%.80s", bwp_package_status(package),
                       (unsigned)bwp_package_bandwidth_mbps(package), *bound_to != '\0' ? ", bound to " : "", bound_to);
}

static void show(void *user, const bwp_package *package, uint32_t elapsed_ms)
{
    static const char *const turns[] = {"|", "/", "-", "\\"};
    struct watched          *watched = user;
    char                     seen[sizeof watched->last], span[32], line[640];
    bool                     is_new;

    write_seen(seen, sizeof seen, package);
    write_span(span, sizeof span, elapsed_ms);
    is_new = strcmp(seen, watched->last) != 0;
    memcpy(watched->last, seen, sizeof seen);
    if (watched->moves) {
        (void)snprintf(line, sizeof line, "%s waiting until %s (%s): %s", turns[watched->looks++ % 4], watched->until,
                       span, seen);
        (void)fputs("\r\033[K", stderr);
        (void)text_print_fitted(stderr, line, screen_width(stderr) - 1);
        (void)fflush(stderr);
    } else if (is_new) {
        text_print_line(stderr, "waiting until %s (%s): %s", watched->until, span, seen);
    }
}

char *wait_for(bwp_client *client, const struct options *options, const char *id, const struct json *goal)
{
    const char    *until = goal != NULL ? view_text(goal, "until") : "ready";
    struct watched watched = {.until = until, .moves = !options->json && screen_is_terminal(stderr)};
    bwp_goal       asked = {.struct_size = sizeof asked, .timeout_ms = options->patience_ms};
    bwp_result    *result = NULL;
    char          *text;

    for (size_t i = 0; i < sizeof untils / sizeof untils[0]; i++) {
        if (strcmp(untils[i].word, until) == 0)
            asked.until = untils[i].until;
    }
    if (*until != '\0' && asked.until == 0) /* the library says what would do */
        return bwp_call_json(client, "wait", bwpi_buf_text(&options->arguments));
    asked.bound_to = view_text(goal, "bound_to");
    asked.bandwidth_mbps = view_number(goal, "bandwidth_mbps");
    if (!options->json) {
        asked.progress = show;
        asked.progress_user = &watched;
    }
    (void)bwp_wait(client, id, &asked, &result);
    if (watched.looks > 0) /* only what moves counts its looks: its line makes room for the answer */
        (void)fputs("\r\033[K", stderr);
    text = bwp_result_json(result);
    bwp_result_free(result);
    return text;
}
