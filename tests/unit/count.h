/* count.h - the one macro that every kind of test uses. */
#ifndef COUNT_H
#define COUNT_H

/* How many elements an array has; never of a pointer. */
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#endif
