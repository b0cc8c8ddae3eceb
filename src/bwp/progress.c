/* progress.c - the bar takes what the words beside it leave of the terminal's width. */
#include "progress.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "screen.h"
#include "text.h"

enum { MOVE_MS = 100, LINE_MS = 10000, BAR_MIN = 10, BAR_MAX = 160, LINE_SIZE = 640 };

void progress_begin(struct progress *progress, size_t total, bool is_silent)
{
    *progress = (struct progress){.is_silent = is_silent, .total = total, .began_ms = bwpi_clock_ms()};
    progress->moves = !is_silent && screen_is_terminal(stderr);
    progress->shown_ms = progress->began_ms;
}

/* "17s", "4m 05s", "3h 20m" */
static void write_span(char *to, size_t room, uint64_t seconds)
{
    unsigned minutes = (unsigned)(seconds / 60);

    if (seconds < 60)
        (void)snprintf(to, room, "%us", (unsigned)seconds);
    else if (minutes < 60)
        (void)snprintf(to, room, "%um %02us", minutes, (unsigned)(seconds % 60));
    else
        (void)snprintf(to, room, "%uh %02um", minutes / 60, minutes % 60);
}

/* "  35/s, 17s left, 2 not done, 1 unknown" */
static void write_pace(char *to, size_t room, const struct progress *progress, int64_t now)
{
    uint64_t ms = (uint64_t)(now - progress->began_ms) + 1, sent = progress->done - progress->done_before;
    uint64_t left = progress->total - progress->done;
    char     rate[40] = "", span[40] = "", bad[80] = "", worse[80] = "";

    if (sent > 0) {
        (void)snprintf(rate, sizeof rate, sent * 1000 / ms >= 10 ? "%.0f/s" : "%.1f/s",
                       (double)sent * 1000.0 / (double)ms);
        write_span(span, sizeof span, left * ms / sent / 1000);
    }
    if (progress->not_done > 0)
        (void)snprintf(bad, sizeof bad, ", %zu not done", progress->not_done);
    if (progress->unknown > 0)
        (void)snprintf(worse, sizeof worse, ", %zu unknown", progress->unknown);
    (void)snprintf(to, room, "%s%s%s%s%s%s", rate, sent > 0 ? ", " : "", span, sent > 0 ? " left" : "", bad, worse);
}

static void show_bar(const char *count, const char *pace, const struct progress *progress)
{
    size_t width = screen_width(stderr) - 1, words = strlen(count) + strlen(pace) + 6, filled;
    size_t bar = width > words + BAR_MIN ? width - words : 0;
    char   line[LINE_SIZE] = "", cells[BAR_MAX + 1];

    bar = bar > BAR_MAX ? BAR_MAX : bar;
    filled = progress->total > 0 ? bar * progress->done / progress->total : bar;
    memset(cells, '.', bar);
    memset(cells, '#', filled);
    cells[bar] = '\0';
    (void)snprintf(line, sizeof line, "%s%s%s%s%s%s", bar > 0 ? "[" : "", cells, bar > 0 ? "]  " : "", count,
                   *pace != '\0' ? "  " : "", pace);
    (void)fputs("\r\033[K", stderr);
    (void)text_print_fitted(stderr, line, width);
    (void)fflush(stderr);
}

void progress_show(struct progress *progress)
{
    int64_t now = bwpi_clock_ms();
    bool    is_first = progress->moves && !progress->is_shown;
    char    count[64], pace[320];

    if (progress->is_silent || (!is_first && now - progress->shown_ms < (progress->moves ? MOVE_MS : LINE_MS)))
        return;
    progress->shown_ms = now;
    (void)snprintf(count, sizeof count, "%zu of %zu", progress->done, progress->total);
    write_pace(pace, sizeof pace, progress, now);
    if (progress->moves)
        show_bar(count, pace, progress);
    else
        text_print_line(stderr, "%s%s%s", count, *pace != '\0' ? ", " : "", pace);
    progress->is_shown = progress->moves;
}

void progress_hide(struct progress *progress)
{
    if (progress->is_shown) {
        (void)fputs("\r\033[K", stderr);
        (void)fflush(stderr);
    }
    progress->is_shown = false;
}
