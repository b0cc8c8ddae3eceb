/* providers.h - a constant that the two functions which hand out JSON share. */
#ifndef BWP_PROVIDERS_H
#define BWP_PROVIDERS_H

extern const char bwpi_no_providers[]; /* what bwp_providers_json() hands out without memory; bwp_free() knows it */

#endif
