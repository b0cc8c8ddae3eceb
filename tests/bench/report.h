/* report.h - the figures of a run: a table on the terminal, JSON in a file, and beside it the figures of a saved run.
 */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include <stdbool.h>

/* Whose figure it is; what a caller has none of is 0, and is left out. */
enum bench_who { BARE, WORK, OURS, JSON, WHOS };

/* base: a file that bench_report_close() wrote, or "".  False, with a line on stderr, where it cannot be read. */
bool bench_report_open(const char *base);

/* Opens a part of the table; unit stands in its heading. */
void bench_report_part(const char *title, const char *unit);

/* One line of it.  The name, with the title of the part, is how a saved run finds it again. */
void bench_report(const char *name, const double figures[WHOS]);

/* Writes the JSON; false, with a line on stderr, where it cannot be written. */
bool bench_report_close(const char *path);

#endif
