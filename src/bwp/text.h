/* text.h - what others wrote, made fit for a terminal: nothing a terminal could obey or be fooled by leaves here. */
#ifndef BWP_TEXT_H
#define BWP_TEXT_H

#include <stddef.h>
#include <stdio.h>

#if defined(__GNUC__)
#define TEXT_FORMAT __attribute__((format(printf, 2, 3)))
#else
#define TEXT_FORMAT
#endif

/*
 * Prints text.  Control characters, characters that hide or reorder what stands around them, and what is not UTF-8 are
 * shown as '?'.
 */
void text_print(FILE *file, const char *text);

/* The same, except that line breaks are kept: for texts that stand by themselves. */
void text_print_lines(FILE *file, const char *text);

/* One line, formatted as printf() does, printed as text_print() does, and cut after 2047 bytes. */
void text_print_line(FILE *file, const char *format, ...) TEXT_FORMAT;

/* Prints JSON.  What text_print() would show as '?' is escaped, so the value stays the same. */
void text_print_value(FILE *file, const char *json);
void text_print_json(FILE *file, const char *json); /* the same, and a newline */

/* How many cells of a terminal a text takes as text_print() prints it; a Chinese character takes two. */
size_t text_width(const char *text);

/* Prints text, or as much of it as fits into width cells with an ellipsis at its end.  Returns how many it took. */
size_t text_print_fitted(FILE *file, const char *text, size_t width);

/* Prints "  label   value", the label at least label_width wide, broken at blanks; prints nothing when value is "". */
void text_print_row(FILE *file, size_t label_width, const char *label, const char *value);

#endif
