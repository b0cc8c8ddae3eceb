/* json_out.h - how the JSON door prints what it hands out. */
#ifndef BWP_JSON_OUT_H
#define BWP_JSON_OUT_H

#include "base/json.h"
#include "road/result.h"

enum { OUTPUT_MAX = 64 * 1024 * 1024 }; /* bytes of a printed result */

/* The result as one object; a preview also tells what would have been sent. */
void bwpi_put_result(struct json_writer *json, const bwp_result *result, bool preview);

#endif
