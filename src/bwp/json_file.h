/* json_file.h - JSON that a person wrote: read strictly, because what is silently lost here is silently not bought. */
#ifndef BWP_JSON_FILE_H
#define BWP_JSON_FILE_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "problem.h"

/*
 * One JSON object and nothing after it.  Refuses what cJSON would pass over: a key that stands twice, text after the
 * value, U+0000, which would cut a text short, and numbers beyond any double, which would become null.
 * what names the text in messages.  NULL with the problem told; free it with cJSON_Delete().
 */
cJSON *json_read(const char *text, size_t size, const char *what, const char *field, struct problem *problem);

/* The same from a file, "-" being standard input, of at most 1 MiB. */
cJSON *json_read_file(const char *path, struct problem *problem);

#endif
