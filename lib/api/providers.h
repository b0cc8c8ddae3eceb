/* providers.h - words and constants that the two JSON doors share. */
#ifndef BWP_PROVIDERS_H
#define BWP_PROVIDERS_H

extern const char *const bwpi_billing_words[4]; /* by bwp_billing; "" at 0 */
extern const char        bwpi_no_providers[];   /* what bwp_providers_json() hands out without memory */

#endif
