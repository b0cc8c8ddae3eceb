/* text.h - what others wrote, made fit for a terminal: nothing but printable UTF-8 leaves here. */
#ifndef BWP_TEXT_H
#define BWP_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Replaces, in place, control characters and what is not UTF-8 with '?'.  Never makes the text longer. */
void text_clean(char *text, bool keep_newlines);

bool text_is_utf8(const char *text);

/* Prints text cleaned like that, without newlines. */
void text_print(FILE *file, const char *text);

/* Prints JSON and a newline.  Characters a terminal would obey are escaped, so the value stays the same. */
void text_print_json(FILE *file, const char *json);

/* Prints "  label   value", the label at least label_width wide, broken at blanks; prints nothing when value is "". */
void text_row(FILE *file, size_t label_width, const char *label, const char *value);

/* How many letters to add, drop or change to come from one word to the other; SIZE_MAX for very long words. */
size_t text_distance(const char *from, const char *to);

#endif
