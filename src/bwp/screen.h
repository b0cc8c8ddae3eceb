/* screen.h - what stands behind a stream: a terminal with a width and colours, or something else. */
#ifndef BWP_SCREEN_H
#define BWP_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

bool screen_is_terminal(FILE *file);

/* Cells to a line, from COLUMNS or the terminal; what is no terminal has as many as there may be, whatever COLUMNS is.
 */
size_t screen_width(FILE *file);

enum colour { COLOUR_NONE, COLOUR_HEADING, COLOUR_GOOD, COLOUR_WAITING, COLOUR_BAD };

/* Begins a colour, and with COLOUR_NONE ends it; does nothing but on a terminal that has some, without NO_COLOR. */
void screen_colour(FILE *file, enum colour colour);

/* The colour of a package's state, by its word in JSON. */
enum colour screen_colour_of(const char *state);

#endif
