/* file.h - a JSON object that a person wrote into a file. */
#ifndef BWP_FILE_H
#define BWP_FILE_H

#include "base/json.h"
#include "problem.h"

/* From a file of at most 1 MiB, "-" being standard input; the caller frees it.  NULL with the problem told. */
struct json *file_read_json(const char *path, struct problem *problem);

#endif
