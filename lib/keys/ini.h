/* ini.h - sections of "key = value" lines, read in the memory in which the text stands. */
#ifndef BWP_INI_H
#define BWP_INI_H

#include <stdbool.h>

#include "base/buf.h"

/* Cuts comments and blanks, and ends every line in a NUL; the text must have none before.  To be called once, first. */
void bwpi_ini_split(struct buf *text);

bool bwpi_ini_has_section(const struct buf *text, const char *section);

/* Borrowed from the text; NULL if the section has no such key, or has it twice. */
const char *bwpi_ini_value(const struct buf *text, const char *section, const char *key);

#endif
