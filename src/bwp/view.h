/* view.h - reading JSON of which nothing is sure: what is missing or of another type is "", 0 or false. */
#ifndef BWP_VIEW_H
#define BWP_VIEW_H

#include <stdbool.h>

#include "base/json.h"

const char *view_text(const struct json *object, const char *key); /* lives as long as object */
unsigned    view_number(const struct json *object, const char *key);
bool        view_true(const struct json *object, const char *key);

#endif
