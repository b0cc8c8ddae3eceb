/* summary.h - results as a person reads them; all take JSON that json_clean() has made fit for a terminal. */
#ifndef BWP_SUMMARY_H
#define BWP_SUMMARY_H

#include <stdio.h>

#include "options.h"

/* Makes every text in it printable.  Only the texts of a preview, which stand by themselves, keep their newlines. */
void json_clean(cJSON *value);

/* "" or 0 where the key is missing or of another type. */
const char   *json_text(const cJSON *object, const char *key);
unsigned long json_number(const cJSON *object, const char *key);
bool          json_true(const cJSON *object, const char *key);

/* What came of a create: whether it was bought, what proves it, what to do next. */
void summary_print(FILE *file, const struct options *options, const cJSON *result);

/* The request of a preview, and what was signed. */
void preview_print(FILE *file, const cJSON *result);

/* One block for each provider. */
void providers_print(FILE *file, const cJSON *providers);

#endif
