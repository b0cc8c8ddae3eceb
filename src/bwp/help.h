/* help.h - the program explained by example. */
#ifndef BWP_HELP_H
#define BWP_HELP_H

#include <stdio.h>

void help_print(FILE *file);
void help_print_create(FILE *file);
void help_print_providers(FILE *file);

#endif
