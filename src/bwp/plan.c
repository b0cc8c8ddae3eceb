/* plan.c - counted from the lines themselves, by what they would do. */
#include "plan.h"

#include <stdint.h>
#include <string.h>

#include "screen.h"
#include "text.h"

/* Rows for every provider and every operation there is; how many wrong lines are told one by one. */
enum { ROWS_MAX = 512, WRONG_MAX = 5, CELL_MAX = 64, LABEL_WIDTH = 12 };

struct row {
    const char           *provider;
    const struct command *command;
    size_t                count;
    uint64_t              bandwidth_mbps;
};

struct plan {
    struct row rows[ROWS_MAX];
    size_t     row_count;
    size_t     sent, told, started, wrong;
    uint64_t   bandwidth_mbps;
};

static bool is_sent(const struct line *line)
{
    return line->problem == NULL && line->state != LINE_FINISHED;
}

size_t plan_count(const struct lines *lines)
{
    size_t count = 0;

    for (size_t i = 0; i < lines->count; i++)
        count += is_sent(&lines->list[i]);
    return count;
}

/* In the order of the file; more kinds than there are rows for end in the last one, which no file of ours has. */
static struct row *find_row(struct plan *plan, const struct line *line)
{
    size_t i = 0;

    while (i < plan->row_count &&
           (strcmp(plan->rows[i].provider, line->client->provider) != 0 || plan->rows[i].command != line->command))
        i++;
    if (i == plan->row_count && plan->row_count < ROWS_MAX)
        plan->rows[plan->row_count++] = (struct row){line->client->provider, line->command, 0, 0};
    return &plan->rows[i < ROWS_MAX ? i : ROWS_MAX - 1];
}

static void count(struct plan *plan, const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        struct row        *row;

        plan->told += line->state == LINE_FINISHED;
        plan->wrong += line->problem != NULL && line->state != LINE_FINISHED;
        if (!is_sent(line))
            continue;
        row = find_row(plan, line);
        row->count++;
        plan->sent++;
        plan->started += line->state == LINE_STARTED;
        if (*line->command->deed.stake != '\0') {
            row->bandwidth_mbps += line->bandwidth_mbps;
            plan->bandwidth_mbps += line->bandwidth_mbps;
        }
    }
}

static void print_row(FILE *file, const char *provider, const char *operation, size_t lines, uint64_t mbps,
                      const char *stake)
{
    char bandwidth[CELL_MAX] = "";

    if (mbps > 0)
        (void)snprintf(bandwidth, sizeof bandwidth, "  %10llu", (unsigned long long)mbps);
    else if (*stake != '\0')
        (void)snprintf(bandwidth, sizeof bandwidth, "%12s", "");
    text_print_line(file, "  %-10s  %-11s  %7zu%s%s%s", provider, operation, lines, bandwidth,
                    *stake != '\0' ? "  " : "", stake);
}

/* The first wrong ones, for someone who is about to say yes to the others. */
static void print_wrong(FILE *file, const struct lines *lines)
{
    char   label[CELL_MAX];
    size_t told = 0;

    for (size_t i = 0; i < lines->count && told < WRONG_MAX; i++) {
        const struct line *line = &lines->list[i];

        if (line->problem == NULL || line->state == LINE_FINISHED)
            continue;
        (void)snprintf(label, sizeof label, "line %zu", line->number);
        text_print_row(file, LABEL_WIDTH, label, line->problem->message);
        told++;
    }
}

void plan_print(FILE *file, const struct lines *lines, const char *path)
{
    struct plan plan = {.row_count = 0};

    count(&plan, lines);
    text_print_line(file, "%.200s: %zu request%s to send", path, plan.sent, plan.sent == 1 ? "" : "s");
    if (plan.sent > 0) {
        screen_colour(file, COLOUR_HEADING);
        (void)fprintf(file, "  %-10s  %-11s  %7s  %10s", "PROVIDER", "OPERATION", "LINES", "MBIT/S");
        screen_colour(file, COLOUR_NONE);
        (void)fputc('\n', file);
    }
    for (size_t i = 0; i < plan.row_count; i++)
        print_row(file, plan.rows[i].provider, plan.rows[i].command->deed.operation, plan.rows[i].count,
                  plan.rows[i].bandwidth_mbps, plan.rows[i].command->deed.stake);
    if (plan.row_count > 1)
        print_row(file, "", "total", plan.sent, plan.bandwidth_mbps, "");
    if (plan.started > 0)
        text_print_line(file, "%zu of them may have been carried out by an earlier run, and %s taken up again",
                        plan.started, plan.started == 1 ? "is" : "are");
    if (plan.told > 0)
        text_print_line(file, "%zu more %s finished by an earlier run, and %s told again", plan.told,
                        plan.told == 1 ? "was" : "were", plan.told == 1 ? "is" : "are");
    if (plan.wrong > 0)
        text_print_line(file, "%zu more cannot be sent%s", plan.wrong, plan.wrong > WRONG_MAX ? ", such as" : ":");
    print_wrong(file, lines);
}
