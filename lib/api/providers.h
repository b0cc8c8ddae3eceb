/* providers.h - a constant that the two functions which hand out JSON share. */
#ifndef BWP_PROVIDERS_H
#define BWP_PROVIDERS_H

extern const char bwpi_no_providers[]; /* handed out where there is no memory; bwp_free() leaves it alone */

#endif
