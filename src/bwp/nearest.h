/* nearest.h - what someone who mistyped a word may have meant. */
#ifndef BWP_NEAREST_H
#define BWP_NEAREST_H

#include <stddef.h>

/*
 * How many letters have to be added, dropped, changed or swapped with their neighbour to come from one word to the
 * other.  SIZE_MAX where they are not alike: more than one letter in four would have to change.
 */
size_t nearest_distance(const char *typed, const char *word);

#endif
