/* summary.h - results as a person reads them. */
#ifndef BWP_SUMMARY_H
#define BWP_SUMMARY_H

#include <stdio.h>

#include "options.h"

/* What came of a command: whether it was bought, or done, what proves it, what to do next. */
void summary_print(FILE *file, const struct options *options, const struct json *result);

/* The request of a preview, and what was signed, or would be if there were keys. */
void summary_print_preview(FILE *file, const struct options *options, const struct json *result);

#endif
