/* report.c - every figure is printed as it comes, and kept as a member of one JSON object. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

#include "count.h"

enum { FILE_ROOM = 256 * 1024 };

static const char *const whos[WHOS] = {"bare", "work", "libbwp", "json"};

static struct json       *saved; /* the run to compare with; NULL without one */
static struct buf         text = BUF_INIT(FILE_ROOM);
static struct json_writer json = {&text, false};
static const char        *part;

bool bench_report_open(const char *base)
{
    static char bytes[FILE_ROOM];
    const char *problem = "it cannot be read";
    FILE       *file = *base != '\0' ? fopen(base, "r") : NULL;
    size_t      size = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;

    if (file != NULL)
        (void)fclose(file);
    if (size > 0)
        saved = bwpi_json_parse(bytes, size, &problem);
    if (*base != '\0' && saved == NULL) {
        (void)fprintf(stderr, "%s: %s; name a file that an earlier run has written\n", base, problem);
        return false;
    }
    bwpi_json_open(&json, NULL, '{');
    return true;
}

void bench_report_part(const char *title, const char *unit)
{
    part = title;
    (void)printf("\n%-30s %9s %9s %9s %9s %8s %8s%s\n", title, whos[BARE], whos[WORK], whos[OURS], whos[JSON],
                 "of bare", "of work", saved != NULL ? "     before" : "");
    (void)printf("%-30s\n", unit);
}

static void put_figure(double figure)
{
    if (figure == 0)
        (void)printf(" %9s", "");
    else
        (void)printf(" %9.*f", figure < 100 ? 2 : figure < 1000 ? 1 : 0, figure);
}

static void put_ratio(double figure, double of)
{
    if (figure == 0 || of == 0)
        (void)printf(" %8s", "");
    else
        (void)printf(" %8.2f", figure / of);
}

/* What the saved run has of it, and how much it has changed since. */
static void put_before(const char *key, double figure)
{
    const char *number = bwpi_json_number(bwpi_json_member(bwpi_json_member(saved, key), whos[OURS]));
    double      before = number != NULL ? strtod(number, NULL) : 0;

    if (before == 0)
        return;
    (void)printf("  ");
    put_figure(before);
    (void)printf(" %+6.1f%%", (figure / before - 1) * 100);
}

void bench_report(const char *name, const double figures[WHOS])
{
    char key[128], number[32];

    (void)snprintf(key, sizeof key, "%s, %s", part, name);
    (void)printf("  %-28s", name);
    bwpi_json_open(&json, key, '{');
    for (int who = 0; who < WHOS; who++) {
        put_figure(figures[who]);
        (void)snprintf(number, sizeof number, "%.4f", figures[who]);
        if (figures[who] != 0)
            bwpi_json_put_raw(&json, whos[who], number, strlen(number));
    }
    bwpi_json_close(&json, '}');
    put_ratio(figures[OURS], figures[BARE]);
    put_ratio(figures[OURS], figures[WORK]);
    put_before(key, figures[OURS]);
    (void)printf("\n");
    (void)fflush(stdout);
}

bool bench_report_close(const char *path)
{
    FILE *file = fopen(path, "w");
    bool  well;

    bwpi_json_close(&json, '}');
    bwpi_buf_add_char(&text, '\n');
    well = file != NULL && text.state == BUF_OK && fwrite(text.data, 1, text.size, file) == text.size;
    if (file != NULL)
        well = fclose(file) == 0 && well;
    if (!well)
        (void)fprintf(stderr, "%s cannot be written\n", path);
    bwpi_buf_free(&text);
    bwpi_json_free(saved);
    return well;
}
