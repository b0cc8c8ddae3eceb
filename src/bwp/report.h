/* report.h - what came of a look or a change, as a person reads it; a purchase is told by summary.h. */
#ifndef BWP_REPORT_H
#define BWP_REPORT_H

#include <stdio.h>

#include "options.h"

/* The answer comes first, then what proves it, then what to do. */
void report_print(FILE *file, const struct options *options, const struct json *result);

/* The lines that say who said no, common to all that did not go well. */
void report_print_cause(FILE *file, const struct options *options, const struct json *result);

#endif
