/* skeleton.h - a request to fill in. */
#ifndef BWP_SKELETON_H
#define BWP_SKELETON_H

#include "options.h"

/* Prints a request with every field that its provider can express, empty where no option gave it.  The exit status. */
int skeleton_print(struct options *options, struct problem *problem);

#endif
