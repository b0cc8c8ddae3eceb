/* table.h - packages as a person looks at them: many as a table, one as a card. */
#ifndef BWP_TABLE_H
#define BWP_TABLE_H

#include <stdio.h>

#include "base/json.h"

/*
 * A line for each package of an array.  What the screen has no room for is left out, the least telling column first,
 * and named below the table; ids and numbers are never cut.  Prints nothing for an empty array.
 */
void table_print(FILE *file, const struct json *packages);

/* "hk-sh, 10 Mbit/s between china and europe", cut to room. */
void table_describe(char *to, size_t room, const struct json *package);

/* All that is known of one, a row each. */
void table_print_card(FILE *file, const struct json *package);

#endif
