/* pages.h - what the pages that are printed from the tables of the library share. */
#ifndef BWP_PAGES_H
#define BWP_PAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "provider.h"

/* Each prints one page in Markdown, and returns false after a complaint on stderr. */
bool pages_print_errors(void);
bool pages_print_providers(void);

/* Hands each line of a file, without its end, to take() until that returns false; false after a complaint as well. */
bool pages_read(const char *path, bool (*take)(void *user, const char *line, unsigned number), void *user);

/* Prints a text into a cell of a table: on one line, and nothing in it is Markdown. */
void pages_put_cell(const char *text);

/* Prints the table of the sources that files below lib/ of this name cite in brackets, from lib/README.md. */
bool pages_put_sources(const char *room);

/* Prints "a, b and c"; what is NULL ends the list.  Each stands between two quote. */
void pages_put_list(const char *const *texts, const char *quote);

/* A status by the name of its enumerator, such as BWP_ERR_QUOTA, to which number is set; false where there is none. */
bool pages_status(const char *name, bwp_status *status);

#endif
