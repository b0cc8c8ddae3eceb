/* json_out.h - how the JSON door prints what it hands out. */
#ifndef BWP_JSON_OUT_H
#define BWP_JSON_OUT_H

#include "base/json.h"
#include "road/result.h"

enum { OUTPUT_MAX = 64 * 1024 * 1024 }; /* bytes of a printed result */

/* What a result also tells: what would have been sent, or who would have sent it. */
enum also { ALSO_NOTHING, ALSO_PREVIEW, ALSO_WHOAMI };

/* What is told of whom nothing is known. */
#define NOBODY                                                                                                         \
    "{\"provider\":\"\",\"source\":\"\",\"access_key\":\"\",\"account\":\"\",\"project\":\"\",\"site\":\"\","          \
    "\"endpoint\":\"\","                                                                                               \
    "\"expires_at\":\"\"}"

/* The result as one object. */
void bwpi_put_result(struct json_writer *json, const bwp_result *result, enum also also);

#endif
